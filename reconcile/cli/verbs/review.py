"""`reconcile review [RUN]`: the local page where a person decides. It records decisions; it cannot post."""

from __future__ import annotations

import hashlib
import webbrowser
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.asked_again import asked_again, where_to_decide
from reconcile.cli.composition import journal_of, kanbert_of, layout_of, reading_journal_of, settings_of
from reconcile.cli.deciding import read_proposals
from reconcile.cli.talk import Talk
from reconcile.cli.targets import check_targets
from reconcile.cli.wording import command, count, count_and_sum, waiting_words
from reconcile.errors import InputRefused, ProposalsRefused, SettingsError
from reconcile.language import Language
from reconcile.records import Proposal, Run
from reconcile.seams import random_token

if TYPE_CHECKING:
    from reconcile.journal import Journal
    from reconcile.review.page.application import FetchPdf
    from reconcile.review.page.review import Line, Review
    from reconcile.review.page.saving import ProposalsFile, Saved
    from reconcile.settings import Settings


def execute(arguments: Namespace) -> int:
    from reconcile.review.page.application import Page
    from reconcile.review.page.review import Review
    from reconcile.review.page.saving import ProposalsFile
    from reconcile.review.page.server import guard_of, listening, port_of, serve

    talk = Talk(arguments)
    settings = settings_of(arguments)
    reading_journal_of(arguments, settings).close()  # says so where there is none, instead of making one
    with ExitStack() as stack:
        journal = stack.enter_context(journal_of(arguments, settings))
        review = Review(_run(journal, arguments.run), journal, random_token)
        file = ProposalsFile(arguments.out or _file_of(review.run), layout_of(settings))
        check_targets([file.path], arguments, settings)
        _take_over(file, review, talk)
        _tell_asked_again(review, arguments, talk.note)
        listener = stack.enter_context(listening(arguments.port))
        page = Page(
            review=review,
            guard=guard_of(port_of(listener), random_token),
            room=random_token()[:12],
            language=Language(arguments.lang or settings.language),
            save=lambda: file.write(review),
            fetch_pdf=stack.enter_context(_pdfs(settings)),
        )
        try:
            serve(page, listener, lambda url: _tell_address(url, arguments, talk))
        finally:
            saved = _write(file, review)
        return _tell(saved, review, arguments, talk)


def _run(journal: Journal, wanted: str | None) -> Run:
    """The run asked for, or the latest of whole statements. Raises InputRefused; SafetyStop for a damaged journal."""
    run = journal.run(wanted.strip().upper()) if wanted else journal.latest_run_of_statements()
    if run is None:
        journal.verify()  # a damaged one may lack it
        known = ", ".join(one.run_id for one in journal.runs()[-5:]) or "none yet"
        remedy = f"known here: {known}; or first: reconcile run FILE"
        raise InputRefused(
            Problem("command line, RUN", "this journal has no such run", remedy, wanted or "latest", code="run-unknown")
        )
    return run


def _file_of(run: Run) -> Path:
    """Where the verb that made the run wrote it: `commit` keeps the rows it asks again apart from the month."""
    return Path("proposals.again.csv" if run.again_of else "proposals.csv")


def _tell_asked_again(review: Review, arguments: Namespace, say: Callable[[str], None]) -> int:
    """Lines of this run that wait in another one; their number."""
    asked = asked_again(review.journal, [review.run])
    for words in where_to_decide(asked, arguments):
        say(words)
    return asked.total()


def _take_over(file: ProposalsFile, review: Review, talk: Talk) -> None:
    """What was decided in the file before is decided here too; a file that says more than the journal is kept."""
    from reconcile.review.page.saving import language_of

    file.know(review)
    if not file.path.exists():
        return
    content = file.path.read_bytes()
    try:
        found = read_proposals(file.path, content, review.journal)
    except ProposalsRefused as refused:
        talk.warn(f"{refused.problems[0]}")
        return
    file.layout = replace(file.layout, language=language_of(content, file.path.name))
    ours = [one for one in found.decisions if one.proposal.run_id == review.run.run_id]
    sha256 = hashlib.sha256(content).hexdigest()
    fresh = review.journal.new_decisions(ours, sha256)
    review.journal.record_decisions(ours, source=str(file.path.resolve()), source_sha256=sha256)
    if fresh:
        talk.note(f"Taken over from {file.path}: {count(len(fresh), 'decision')}.")
    for row in found.blocked:
        talk.warn(str(row.problem))
    review.notes.update(found.notes)
    file.know(review)


@contextmanager
def _pdfs(settings: Settings) -> Iterator[FetchPdf | None]:
    """How the PDF of an invoice is fetched; None without a token: the page works without network."""
    try:
        kanbert = kanbert_of(settings)
    except SettingsError:
        yield None
        return
    with kanbert as client:
        yield client.outgoing_invoice_pdf


def _tell_address(url: str, arguments: Namespace, talk: Talk) -> None:
    if talk.json:
        talk.data({"url": url})
    talk.result(f"The review page: {url}")
    talk.note("Only this machine can open it, and this address works once. Nothing is booked there.")
    talk.note("Ctrl-C ends it and writes the proposals file; every decision is in the journal at once.")
    if not arguments.no_browser:
        Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _write(file: ProposalsFile, review: Review) -> Saved:
    try:
        return file.write(review)
    except OSError as error:
        sentence = f"the proposals file cannot be written ({error.strerror or type(error).__name__})"
        remedy = "nothing is lost: close it in the spreadsheet or free some space, then `reconcile review` again"
        raise InputRefused(Problem(str(file.path), sentence, remedy, code="page-file-unwritable")) from error


def _tell(saved: Saved, review: Review, arguments: Namespace, talk: Talk) -> int:
    """The exit code: 1 while a person is needed."""
    from reconcile.review.page.review import Standing

    lines = review.lines()
    approved = [line.proposal for line in lines if line.standing is Standing.YES]
    waiting = [line.proposal for line in lines if line.standing is Standing.OPEN]
    if saved.set_aside:
        talk.note(f"{saved.path} had been changed elsewhere: it is now {saved.set_aside}")
    for one in saved.unsaid:
        words = "its invoice shares its number with another: decide it on the page, and book it in Kanbert"
        talk.warn(f"{one.proposal_id} is left empty in {saved.path}: {words}")
    if talk.json:
        again = asked_again(review.journal, [review.run]).total()
        counts = {"approved": len(approved), "waiting": len(waiting), "asked_again": again}
        talk.data({"written": str(saved.path), **counts})
    for words in _approved_words(approved, lines):
        talk.result(words)
    if waiting:
        talk.result(f"Waiting for a person: {waiting_words(waiting)}.")
    left_elsewhere = _tell_asked_again(review, arguments, talk.result)
    talk.result(f"{saved.path} written. The page books nothing.")
    rehearse = f"{command(arguments, 'commit', saved.path, '--dry-run')}    then without --dry-run"
    back = f"{command(arguments, 'review', review.run.run_id)}    to decide the rest"
    talk.note(f"Next: {rehearse if approved else back if waiting else command(arguments, 'status')}")
    return 1 if waiting or left_elsewhere else 0


def _approved_words(approved: Sequence[Proposal], lines: Sequence[Line]) -> Iterator[str]:
    """What commit would send, and apart from it what it has no more to do with."""
    from reconcile.journal import ON_SERVER

    settled = [line.proposal for line in lines if line.state in ON_SERVER]
    if approved:
        yield f"Approved, not booked: {count_and_sum(approved)}."
    elif not settled:
        yield "Nothing is approved yet."
    if settled:
        yield f"Sent to Kanbert before: {count_and_sum(settled)}."
