"""`reconcile run FILE...`: read, pull, match, write proposals. Books nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from importers.errors import Problem
from importers.statement import Kind, Statement
from reconcile import pipeline
from reconcile.cli import composition
from reconcile.cli.accounts import unmapped
from reconcile.cli.files import for_a_run, read_statements, reading_of, set_aside
from reconcile.cli.keeping import keep
from reconcile.cli.progress import progress
from reconcile.cli.talk import Talk
from reconcile.cli.targets import check_folder, check_targets
from reconcile.cli.wording import KINDS, balance_proof, command, count, period, short_account, typed
from reconcile.errors import SettingsError
from reconcile.records import Books, Proposal, Run, Side, Verdict
from reconcile.review.layout import Layout
from reconcile.review.proposals import write_csv, write_jsonl, write_xlsx
from reconcile.seams import write_atomic
from reconcile.settings import Settings

#: Verdict → symbol and colour; the word stands beside them.
LIGHTS = {
    Verdict.SURE: ("●", "green"),
    Verdict.REVIEW: ("▲", "yellow"),
    Verdict.AMBIGUOUS: ("◆", "yellow"),
    Verdict.UNMATCHED: ("○", "red"),
    Verdict.IGNORED: ("–", "dim"),
}

#: Endings of files in forms of other programs.
_OF_OTHERS = ("pdf", "xls", "xlsm", "ods", "doc", "docx", "html", "zip")


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    settings = composition.settings_of(arguments)
    check_folder(arguments.out)
    targets = [path for _, path in _targets(arguments) if path is not None]
    read, refusals = read_statements(arguments.files, talk, reading_of(arguments, settings))
    if refusals:
        talk.complain("run: nothing was written, because a file was refused. → leave it out or mend it, then run again")
        return 3
    check_targets(targets, arguments, settings, [*arguments.files, *_of_snapshot(arguments.snapshot)])
    statements = for_a_run(read, intraday=arguments.intraday)
    with progress(talk, "asking Kanbert") as shown:
        since = composition.history_since(statements)
        snapshot = composition.snapshot_of(arguments.snapshot, settings, since=since, on_progress=shown.rows)
        shown.rows("what is open of", len(snapshot.outgoing) + len(snapshot.incoming))
        books = composition.books_of(snapshot, settings, statements)
        shown.step("keeping the files")
        kept = keep(arguments.files, read, composition.sources_of(arguments, settings))
    with composition.journal_of(arguments, settings) as journal, progress(talk, "matching"):
        run = pipeline.propose_run(
            statements,
            books,
            journal,
            composition.rules_of(settings, books, statements),
            configured=settings.account_id,
            today=composition.today_of(arguments, settings),
        )
        journal.record_sources(run.run_id, kept)
        closed = journal.closed()
        before = Counter(closed[token] for token, _ in run.repeats)
    written = _write(run, arguments, composition.layout_of(settings, arguments.lang), talk)
    said = talk if written else _aside(talk)
    _tell(statements, books, run, before, written, arguments=arguments, settings=settings, talk=said)
    return 0


def _write(run: Run, arguments: Namespace, layout: Layout, talk: Talk) -> list[Path]:
    """The proposals in every format asked for; the files written (none when they went to stdout)."""
    written = []
    for form, path in _targets(arguments):
        content = _content(run.proposals, form, layout)
        if path is None:
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
            continue
        if kept := set_aside(path, content):
            talk.note(f"{path} was there already, perhaps with your decisions in it: it is now {kept}")
        write_atomic(path, content)
        written.append(path)
    return written


def _targets(arguments: Namespace) -> list[tuple[str, Path | None]]:
    """(format, where it is to be written; None: stdout)."""
    formats = list(dict.fromkeys(arguments.format or [_form_of(arguments.out)]))
    if arguments.out == "-":
        return [(form, None) for form in formats]
    return [(form, _path(arguments.out, form, several=len(formats) > 1)) for form in formats]


def _of_snapshot(folder: Path | None) -> list[Path]:
    """Its files; others may lie beside them."""
    from reconcile.kanbert.snapshot import FILES, SPACE_FILE

    return [folder / name for name in (*FILES.values(), SPACE_FILE)] if folder else []


def _form_of(out: str | None) -> str:
    """As the name ends. Raises SettingsError for an ending that promises something else: such a file opens nowhere."""
    ending = Path(out or "").suffix.removeprefix(".").lower()
    if ending in _OF_OTHERS:
        remedy = "end it in .csv, .xlsx or .jsonl, or say --format"
        raise SettingsError(
            Problem("command line, --out", "is no form proposals are written in", remedy, out or "", code="usage-out")
        )
    return ending if ending in ("xlsx", "jsonl") else "csv"


def _content(proposals: Sequence[Proposal], form: str, layout: Layout) -> bytes:
    if form == "jsonl":
        return write_jsonl(proposals)
    return write_xlsx(proposals, layout) if form == "xlsx" else write_csv(proposals, layout)


def _path(out: str | None, form: str, *, several: bool) -> Path:
    path = Path(out or f"proposals.{form}")
    return path.with_suffix(f".{form}") if several else path


def _aside(talk: Talk) -> Talk:
    """The proposals themselves went to stdout: the summary must not."""
    talk.json = True
    return talk


def _tell(
    statements: Sequence[Statement],
    books: Books,
    run: Run,
    before: Counter[str],
    written: Sequence[Path],
    *,
    arguments: Namespace,
    settings: Settings,
    talk: Talk,
) -> None:
    for statement in statements:
        head = f"{statement.account_name} {short_account(statement.account)}".strip()
        days = period(statement.from_date, statement.to_date)
        lines = count(len(statement.transactions), "transaction")
        talk.result(f"{KINDS[statement.kind]:<12}{'   '.join(part for part in (head, days, lines) if part)}")
        if statement.kind is Kind.STATEMENT:
            talk.result(f"balance     {balance_proof(statement)}")
        for warning in statement.warnings:
            talk.warn(warning)
    sides = Counter(item.side for item in books.items)
    talk.result(
        f"open items  {len(books.items)} in Kanbert ({sides[Side.OUTGOING]} outgoing, {sides[Side.INCOMING]} incoming)"
    )
    for warning in books.warnings:
        talk.warn(warning)
    _tell_unmapped(statements, books, settings, talk)
    talk.result()
    _tell_verdicts(run.proposals, talk)
    if before:
        settled = f"{talk.paint('✓', 'dim')} {'earlier':<10} {before.total():>4}"
        talk.result(f"  {settled}   not proposed again: {_numbers(before)}")
    talk.result()
    if talk.json and written:
        talk.data(_summary(run, before, written))
    if written:
        rows = sum(max(1, len(one.allocations)) for one in run.proposals if one.verdict is not Verdict.IGNORED)
        lines_in_file = sum(1 for one in run.proposals if one.verdict is not Verdict.IGNORED)
        first = written[0]
        talk.result(
            f"{', '.join(str(path) for path in written)} written: {count(rows, 'row')} "
            f"for {count(lines_in_file, 'transaction')}. Nothing is booked yet."
        )
        talk.note(f"Next: {_next(statements, books, run, first, arguments=arguments, settings=settings)}")


def _next(
    statements: Sequence[Statement], books: Books, run: Run, file: Path, *, arguments: Namespace, settings: Settings
) -> str:
    """What helps next: nothing is approved where nothing is sure, nothing decided where nothing can be posted."""
    accounts = {one.account for one in _booked_from(statements)}
    if accounts and all(unmapped(iban, books.payment_accounts, settings) for iban in accounts):
        config = getattr(arguments, "config", None) or "config.toml"
        return f"mend the account named above, in Kanbert or under [accounts] of {typed(config)}; then run again"
    decide = f"open {typed(file)}, decide, then: {command(arguments, 'commit', file)}"
    if not any(one.verdict is Verdict.SURE for one in run.proposals):
        return decide
    return f"{command(arguments, 'approve', file, '--sure')}    or {decide}"


def _booked_from(statements: Sequence[Statement]) -> list[Statement]:
    return [one for one in statements if one.kind is not Kind.NOTIFICATION]


def _tell_unmapped(statements: Sequence[Statement], books: Books, settings: Settings, talk: Talk) -> None:
    """Every line of such an account is a question: better said once here than in each of its rows alone."""
    lines: Counter[str] = Counter()
    for statement in _booked_from(statements):
        lines[statement.account] += len(statement.transactions)
    for iban, number in lines.items():
        if (found := unmapped(iban, books.payment_accounts, settings)) is not None:
            words, remedy = found
            talk.warn(f"{words}, so nothing of its {count(number, 'line')} can be posted. → {remedy}; then run again")


def _tell_verdicts(proposals: Sequence[Proposal], talk: Talk) -> None:
    for verdict, (symbol, colour) in LIGHTS.items():
        of_it = [one for one in proposals if one.verdict is verdict]
        kinds = Counter(one.kind or "nothing found" for one in of_it)
        talk.result(f"  {talk.paint(symbol, colour)} {verdict.value:<10} {len(of_it):>4}   {_numbers(kinds)}".rstrip())


def _numbers(kinds: Counter[str]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())


def _summary(run: Run, before: Counter[str], written: Sequence[Path]) -> dict[str, object]:
    verdicts = Counter(one.verdict.value for one in run.proposals)
    return {
        "run_id": run.run_id,
        "verdicts": {verdict.value: verdicts[verdict.value] for verdict in Verdict},
        "settled_before": dict(before),
        "files": [{"name": name, "sha256": sha256} for name, sha256 in run.files],
        "written": [str(path) for path in written],
    }
