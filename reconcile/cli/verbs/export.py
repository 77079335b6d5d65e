"""`reconcile export --from DAY --to DAY DIR`: a period of the journal for a tax auditor. Changes nothing."""

from __future__ import annotations

from argparse import Namespace

from importers.errors import Problem
from reconcile.cli.composition import reading_journal_of, settings_of, sources_of
from reconcile.cli.talk import Talk
from reconcile.cli.wording import count, period
from reconcile.errors import InputRefused, SettingsError


def execute(arguments: Namespace) -> int:
    from reconcile.export.folder import export
    from reconcile.export.period import Period

    talk = Talk(arguments)
    settings = settings_of(arguments)
    first, last, folder = arguments.first, arguments.last, arguments.folder
    if first > last:
        raise SettingsError(
            Problem("command line, --from", "is after --to", "exchange the two", f"{first}", code="export-period")
        )
    if folder.exists():
        remedy = "name a folder that is not there yet; an export is never mixed with another"
        raise InputRefused(Problem(str(folder), "is there already", remedy, code="export-folder-there"))
    with reading_journal_of(arguments, settings) as journal:
        try:
            done = export(
                journal, sources_of(arguments, settings), Period(first=first, last=last, zone=settings.zone), folder
            )
        except OSError as error:
            sentence = f"the export cannot be written ({error.strerror or type(error).__name__})"
            remedy = "free space or choose another folder"
            raise InputRefused(Problem(str(folder), sentence, remedy, code="export-unwritable")) from error
    if done is None:
        talk.result(f"Nothing was booked or recorded {period(first, last)}; no folder was made.")
        return 1
    if talk.json:
        rows = {table.file: len(table.rows) for table in done.tables}
        lost = [{"name": one.file.name, "sha256": one.file.sha256, "state": one.state} for one in done.lost]
        talk.data({"folder": str(folder), "events": done.events, "rows": rows, "lost": lost, "chain": done.chain})
    for one in done.lost:
        talk.warn(f"{one.file.name}: its kept copy is {one.state} (SHA-256 {one.file.sha256[:16]}…, run {one.run_id})")
    if done.chain:
        talk.warn(f"{done.chain}: the export says so, too")
    talk.result(f"{folder} written: {count(done.events, 'event')}, {period(first, last)}.")
    for table in done.tables:
        talk.result(f"  {table.file:<14} {len(table.rows):>6} {'row' if len(table.rows) == 1 else 'rows'}")
    talk.note(
        f"Next: read {folder / 'INDEX.txt'}; hand over the whole folder. It holds account numbers: keep it closed."
    )
    return 1 if done.lost or done.chain else 0
