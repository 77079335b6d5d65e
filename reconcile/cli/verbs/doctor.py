"""`reconcile doctor`: is everything as it must be before money rests on it? Reads, and changes nothing in Kanbert."""

from __future__ import annotations

import errno
import os
import stat
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import urlsplit

from importers.statement import Statement
from reconcile import settings as configuration
from reconcile.cli.accounts import unmapped
from reconcile.cli.composition import journal_path, kanbert_of, settings_of
from reconcile.cli.files import Reading, read_statements, reading_of
from reconcile.cli.progress import progress
from reconcile.cli.talk import Talk
from reconcile.cli.wording import count, short_account
from reconcile.errors import LockHeld, ReconcileError
from reconcile.kanbert.checkup import Finding, Level, examine, problem, problem_of, warning
from reconcile.kanbert.origin import checked_base_url, is_loopback
from reconcile.lines import own_account
from reconcile.records import PaymentAccount
from reconcile.seams import SystemClock
from reconcile.settings import Settings

_LIGHTS = {Level.OK: ("●", "green"), Level.WARNING: ("▲", "yellow"), Level.PROBLEM: ("✗", "red")}


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    files = [arguments.statement] if arguments.statement else []
    statements, refusals = read_statements(files, talk, _reading(arguments))
    findings = []
    with progress(talk, "checking") as shown:
        for finding in _findings(arguments, statements):
            findings.append(finding)
            shown.step(f"{finding.check} checked")
            _tell(finding, talk)
    worst = max([3 if refusals else 0, *(one.exit_code for one in findings)])
    if talk.json:
        talk.data({"findings": [asdict(one) for one in findings], "exit_code": worst})
    bad = [one for one in findings if one.level is not Level.OK]
    talk.note(f"{count(len(findings), 'check')}, {count(len(bad), 'finding')} to look at. Nothing was changed.")
    return worst


def _reading(arguments: Namespace) -> Reading:
    """How the file is read; what is wrong with the configuration or the folder becomes a finding."""
    try:
        found = reading_of(arguments, settings_of(arguments))
    except ReconcileError:
        return Reading()
    is_there = found.formats is not None and found.formats.is_dir()
    return found if is_there else replace(found, formats=None)


def _tell(finding: Finding, talk: Talk) -> None:
    symbol, colour = _LIGHTS[finding.level]
    talk.result(f"{talk.paint(symbol, colour)} {finding.level.value:<8} {finding.check:<18} {finding.words}")
    if finding.remedy:
        talk.result(f"{'':>11} → {finding.remedy}")


def _findings(arguments: Namespace, statements: Sequence[Statement]) -> Iterator[Finding]:
    try:
        settings = settings_of(arguments)
    except ReconcileError as error:
        yield problem_of("configuration", error)
        return
    named = getattr(arguments, "config", None) or Path(configuration.DEFAULT_FILE)
    words = f"{named} is readable" if named.exists() else "there is none: the defaults hold"
    yield Finding(check="configuration", words=words)
    if (folder := settings.formats_folder) is not None and not folder.is_dir():
        words = f"[statements] formats: {folder} is no folder, so no CSV format of your own is known"
        yield warning("configuration", words, "correct it, or make the folder")
    usable = []
    for check in (_token, _address):
        finding = _guarded(check, settings)
        usable.append(finding.level is not Level.PROBLEM)
        yield finding
    if all(usable):
        yield from _kanbert(settings, statements)
    try:
        path = journal_path(arguments, settings)
    except ReconcileError as error:
        yield problem_of("journal", error)
        return
    yield from _journal(path)


def _guarded(check: Callable[[Settings], Finding], settings: Settings) -> Finding:
    try:
        return check(settings)
    except ReconcileError as error:
        return problem_of(check.__name__.strip("_"), error)


# --------------------------------------------------------------------------------------------- before anything is asked


def _token(settings: Settings) -> Finding:
    configuration.token(settings, os.environ)
    if os.environ.get("KANBERT_TOKEN", "").strip():
        return Finding(check="token", words="from the environment (KANBERT_TOKEN)")
    path = settings.folder / (os.environ.get("KANBERT_TOKEN_FILE") or settings.kanbert.token_file)
    if os.name != "posix":
        return warning(
            "token",
            f"from {path}; who else can read it is not checked on this system",
            "keep it in a folder only you can open, or set KANBERT_TOKEN",
        )
    return Finding(check="token", words=f"from {path}, mode {stat.S_IMODE(path.stat().st_mode):04o}")


def _address(settings: Settings) -> Finding:
    base_url = checked_base_url(settings.kanbert.base_url)
    parts = urlsplit(base_url)
    if is_loopback(base_url):
        return Finding(check="address", words=f"{base_url}, this machine itself: the practice Kanbert")
    if parts.path.rstrip("/") != "/api/v1":
        return warning("address", f"{base_url} does not end in /api/v1", "set [kanbert] base_url to the API's address")
    return Finding(check="address", words=f"{base_url}, encrypted; nothing is ever sent elsewhere")


# ------------------------------------------------------------------------------------------------------------- Kanbert


def _kanbert(settings: Settings, statements: Sequence[Statement]) -> Iterator[Finding]:
    lines = [line.amount_minor for statement in statements for line in statement.transactions]
    try:
        with kanbert_of(settings) as kanbert:
            yield from examine(
                kanbert,
                SystemClock(),
                check_accounts=lambda accounts: _accounts(accounts, settings, statements),
                lines=lines,
                home_currency=settings.company.currency,
            )
    except ReconcileError as error:
        yield problem_of("Kanbert", error)


def _accounts(
    accounts: Sequence[PaymentAccount], settings: Settings, statements: Sequence[Statement]
) -> Iterator[Finding]:
    """Which of our bank accounts lines can be posted to (money.md 3)."""
    check = "accounts"
    usable = {one.account_id: one for one in accounts if one.is_bank_account and not one.archived}
    shown = ", ".join(sorted(f"{one.title} {short_account(one.iban)}".strip() for one in usable.values()))
    yield Finding(check=check, words=f"{count(len(usable), 'bank account')} in Kanbert: {shown or 'none'}")
    for iban, account_id in settings.accounts.items():
        if account_id not in usable:
            words = f"[accounts] maps {short_account(iban)} to {account_id}, which is no live bank account in Kanbert"
            yield problem(check, words, "correct it; `reconcile pull` writes the ids into payment-accounts.jsonl", 2)
    ibans = [one.iban for one in usable.values() if one.iban]
    for iban in sorted({one for one in ibans if ibans.count(one) > 1}):
        if not settings.account_id(iban):
            words = f"{short_account(iban)} is the IBAN of several accounts in Kanbert, so none is posted to"
            yield warning(check, words, f'say which in config.toml: [accounts] "{iban}" = "ID"')
    for iban in sorted({one.account for one in statements}):
        yield _mapped(iban, accounts, settings)


def _mapped(iban: str, accounts: Sequence[PaymentAccount], settings: Settings) -> Finding:
    if (found := unmapped(iban, accounts, settings)) is not None:
        words, remedy = found
        return warning("accounts", f"{words}: it takes no posting", remedy)
    account_id = own_account(iban, accounts, settings.account_id)
    title = next(one.title for one in accounts if one.account_id == account_id)
    words = f"the statement's account {short_account(iban) or '(no account)'} is {title} in Kanbert"
    return Finding(check="accounts", words=words)


# ------------------------------------------------------------------------------------------------------------- journal


def _journal(path: Path) -> Iterable[Finding]:
    from reconcile.journal import Journal
    from reconcile.posting.lock import only_commit

    check = "journal"
    if not path.exists():
        return [Finding(check=check, words=f"none yet at {path}")]
    try:
        with Journal(path, clock=SystemClock(), read_only=True) as journal:
            journal.verify()
            events, lock_path = journal.head[0], journal.lock_path
        with only_commit(lock_path, SystemClock()):
            pass
    except LockHeld as error:
        return [warning(check, problem_of(check, error).words, "wait until it has finished")]
    except ReconcileError as error:
        return [problem_of(check, error)]
    except (OSError, NotImplementedError) as error:
        return [_no_lock(check, error)]
    if not os.access(path, os.W_OK):  # its lock is another file: that one works
        words = f"{path} can be read and not written, so nothing can be run, decided or posted"
        return [problem(check, words, "check the rights of the file and its folder, and that the disk can be written")]
    return [Finding(check=check, words=f"{path}: {count(events, 'event')}, unbroken; its lock works")]


#: What a file system answers that knows no locks; anything else is about rights or space.
_KNOWS_NO_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL}


def _no_lock(check: str, error: Exception) -> Finding:
    if isinstance(error, OSError) and error.errno not in _KNOWS_NO_LOCKS:
        words = f"its folder cannot be written to ({error.strerror or type(error).__name__}), so nothing can be posted"
        return problem(check, words, "check the rights of the folder and the space on its disk", 2)
    words = f"its folder takes no lock ({type(error).__name__}), so two commits could run at once"
    return problem(check, words, "keep the journal on a local disk, in a folder you can write to", 2)
