"""Statement files as the verbs take them: every file is read, every refusal is told, none hides another; and which of
them a run may book from."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from importers import Given, read
from importers.chain import chained
from importers.enrichment import enriched
from importers.errors import Problem, StatementRefused
from importers.statement import Kind, Statement
from importers.statement_file import MAX_BYTES, NOTHING_GIVEN, writable
from reconcile.cli.progress import progress
from reconcile.cli.talk import Talk
from reconcile.cli.wording import typed
from reconcile.errors import SettingsError
from reconcile.seams import moved_aside
from reconcile.settings import Settings

_NO_FOLDER = "csv-formats-folder"


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read: the folder of the user's own CSV formats, the most bytes of one, what a CSV may leave out."""

    formats: Path | None = None
    max_bytes: int = MAX_BYTES
    given: Given = NOTHING_GIVEN


def reading_of(arguments: Namespace, settings: Settings) -> Reading:
    """As the command line says, else the configuration. Raises SettingsError for an IBAN with a wrong check digit."""
    account = arguments.account or settings.statements.account
    currency = arguments.currency or settings.statements.currency
    given = Given(account=_own_account(account) if account else "", currency=currency)
    return Reading(settings.formats_folder, settings.max_statement_bytes, given)


def _own_account(text: str) -> str:
    from importers import identifiers

    account = identifiers.account_id(text.strip())
    if identifiers.looks_like_iban(account) and not identifiers.is_iban(account):
        remedy = "compare it with the bank's papers: --account, or account under [statements] in config.toml"
        raise SettingsError(Problem("own account", "is no valid IBAN", remedy, text, code="usage-account"))
    return account


def read_statements(
    paths: Sequence[Path], talk: Talk, reading: Reading
) -> tuple[list[Statement], list[StatementRefused]]:
    """The statements of all readable files, and one refusal for each of the others (already printed)."""
    statements: list[Statement] = []
    refusals: list[StatementRefused] = []
    with progress(talk, "reading") as shown:
        for path in paths:
            shown.step(f"reading {path.name}")
            try:
                found = list(read(path, formats=reading.formats, max_bytes=reading.max_bytes, given=reading.given))
            except StatementRefused as refused:
                refusal = _as_given(path, _of_proposals(path, refused) or refused)
                talk.complain(refusal)
                refusals.append(refusal)
                continue
            if not found:
                talk.warn(f"{path}: the message holds no statement, so there is nothing to read in it")
            statements.extend(found)
        _tell_formats(reading.formats, refusals, talk)
        return chained(statements), refusals


def _tell_formats(folder: Path | None, refusals: Sequence[StatementRefused], talk: Talk) -> None:
    """A folder that is not there is a misspelt one; where a CSV was read the refusal says so already."""
    if folder is None or folder.is_dir() or any(one.code == _NO_FOLDER for each in refusals for one in each.problems):
        return
    sentence, remedy = "is no folder", "check formats under [statements] in config.toml"
    talk.warn(Problem(str(folder), sentence, remedy, code=_NO_FOLDER))


def _as_given(path: Path, refusal: StatementRefused) -> StatementRefused:
    """Its places begin with the path as somebody gave it: two folders may hold a file of one name each."""
    given = writable(str(path))
    places = [one.place for one in refusal.problems]
    if given == path.name or any(place.startswith(given) for place in places):
        return refusal
    named = [
        replace(one, place=f"{given}{one.place.removeprefix(path.name)}") if one.place.startswith(path.name) else one
        for one in refusal.problems
    ]
    return StatementRefused(*named)


#: What a proposals file is refused as, CSV or workbook.
_AS_UNKNOWN = {"csv-unknown", "file-office", "file-unknown"}


def _of_proposals(path: Path, refusal: StatementRefused) -> StatementRefused | None:
    """In other words, where somebody gives the file that a run wrote."""
    if _AS_UNKNOWN.isdisjoint(problem.code for problem in refusal.problems):
        return None
    from reconcile.review.reading import is_proposals_file

    if not is_proposals_file(path.read_bytes(), path.name):
        return None
    sentence = "is a proposals file, which `reconcile run` wrote, and no statement"
    remedy = f"to post what was decided in it: reconcile commit {typed(path)}; to match, give the file the bank exports"
    return StatementRefused(Problem(path.name, sentence, remedy, code="run-proposals"))


def for_a_run(statements: Sequence[Statement], *, intraday: bool) -> list[Statement]:
    """The statements with the details that notifications have of their entries.

    Raises StatementRefused for intraday reports unless they are asked for, and for notifications without a statement.
    """
    kinds = {statement.kind for statement in statements}
    unfit = {} if intraday else {one.source.path: one for one in statements if one.kind is Kind.INTRADAY}
    problems = [Problem(path, *_intraday_words(one), code="run-intraday") for path, one in unfit.items()]
    if kinds == {Kind.NOTIFICATION}:
        lonely = {one.source.path: one for one in statements}
        problems += [Problem(path, *_notification_words(one), code="run-notification") for path, one in lonely.items()]
    if problems:
        raise StatementRefused(*problems)
    return enriched(statements)


def _intraday_words(report: Statement) -> tuple[str, str]:
    return (
        f"is an intraday report ({report.source.format}): its lines may still change",
        "wait for the statement of the day, or add --intraday to use it as it is; inspect shows it either way",
    )


def _notification_words(notification: Statement) -> tuple[str, str]:
    return (
        f"is a notification ({notification.source.format}): it gives details to a statement and is never booked itself",
        "hand it in together with the statement of the same period; inspect shows it either way",
    )


def set_aside(path: Path, content: bytes) -> Path | None:
    """What somebody may have worked in or printed from is kept under a number, never overwritten; its new name."""
    if not path.exists() or path.read_bytes() == content:
        return None
    return moved_aside(path)
