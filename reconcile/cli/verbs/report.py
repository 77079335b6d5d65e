"""`reconcile report [RUN]`: one offline HTML file about a run, from the journal alone."""

from __future__ import annotations

import sys
from argparse import Namespace
from difflib import get_close_matches
from pathlib import Path

from importers.errors import Problem
from reconcile.cli.composition import reading_journal_of, settings_of
from reconcile.cli.files import set_aside
from reconcile.cli.talk import Talk
from reconcile.cli.targets import check_targets
from reconcile.cli.wording import count
from reconcile.errors import InputRefused
from reconcile.journal import Journal
from reconcile.records import Run
from reconcile.seams import write_atomic

DEFAULT_FILE = "report.html"


def execute(arguments: Namespace) -> int:
    from reconcile.language import Language
    from reconcile.posting.correcting import correction_steps
    from reconcile.report import as_object, report_of
    from reconcile.report.page import page_of

    talk = Talk(arguments)
    settings = settings_of(arguments)
    path = Path(arguments.out or DEFAULT_FILE)
    if arguments.out != "-":
        check_targets([path], arguments, settings)
    with reading_journal_of(arguments, settings) as journal:
        report = report_of(journal, _run(journal, arguments.run), correction_steps)
    language = Language(arguments.lang or settings.language)
    if talk.json:
        talk.data(as_object(report))
    if talk.json and arguments.out is None:
        return 0
    page = page_of(report, language, settings.zone)
    if arguments.out == "-":
        sys.stdout.buffer.write(page)
        sys.stdout.buffer.flush()
        return 0
    if kept := set_aside(path, page):
        talk.note(f"{path} was there already: it is now {kept}")
    write_atomic(path, page)
    talk.result(f"{path} written: run {report.provenance.run_id}, {count(report.lines, 'line')}.")
    talk.note(f"Next: open {path} in a browser; it prints on A4. It needs no network and holds no script.")
    return 0


def _run(journal: Journal, wanted: str | None) -> Run:
    """The run of that id, or the latest of whole statements. Raises InputRefused; SafetyStop for a damaged journal."""
    known = [one.run_id for one in journal.runs()]
    run_id = wanted.strip().upper() if wanted else ""
    run = journal.run(run_id) if run_id else journal.latest_run_of_statements()
    if run is not None:
        return run
    journal.verify()  # a damaged one may lack it
    near = get_close_matches(run_id, known, n=3) or known[-3:]
    remedy = f"known: {', '.join(near)}" if near else "run `reconcile run FILE` first"
    raise InputRefused(Problem("command line, RUN", "this journal has no such run", remedy, run_id, code="run-unknown"))
