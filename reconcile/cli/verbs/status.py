"""`reconcile status`: what is posted, refused, uncertain; where the journal lies; what to do next."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.asked_again import apart, where_to_decide
from reconcile.cli.composition import journal_of, journal_path, reading_journal_of, settings_of, sources_of
from reconcile.cli.one_payment import note_correction, offset_object, offset_words, payment_object, tell_payment
from reconcile.cli.payments import light, offset_line, posting_line, sums
from reconcile.cli.talk import Talk
from reconcile.cli.wording import command, count, count_and_sum, day, waiting_words
from reconcile.errors import SettingsError
from reconcile.records import Decision, Proposal, Verdict

if TYPE_CHECKING:
    from reconcile.journal import Journal, OffsetState
    from reconcile.settings import Settings

RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where all runs together stand: what nobody decided, and what is approved and not on its way yet."""

    waiting: tuple[Proposal, ...]
    approved: tuple[Proposal, ...]
    declined: tuple[Proposal, ...]  #: a person said no, and nothing of it is in Kanbert


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    settings = settings_of(arguments)
    path = journal_path(arguments, settings)
    if not path.exists():
        if talk.json:
            empty: dict[str, list[object]] = {"runs": [], "payments": [], "approved": [], "waiting": [], "declined": []}
            talk.data({"journal": str(path.resolve()), "events": 0, **empty})
        talk.result(f"No journal at {path}: nothing was run here yet.")
        elsewhere = "or, if the journal lies elsewhere: reconcile status --state PATH"
        talk.note(f"Next: {command(arguments, 'run', 'FILE')}    {elsewhere}")
        return 0
    if arguments.note:
        return _note(arguments, settings, talk)
    with reading_journal_of(arguments, settings) as journal:
        if arguments.payment:
            tell_payment(journal, arguments.payment, talk)
            return 0
        standing = _standing(journal)
        if talk.json:
            talk.data(_object(journal, path, standing, arguments, settings))
        _tell(journal, standing, arguments, talk)
        _tell_where(journal, path, arguments, settings, talk)
        talk.note(f"Next: {_next(journal, standing, arguments)}")
    return 0


def _note(arguments: Namespace, settings: Settings, talk: Talk) -> int:
    if not arguments.payment:
        sentence = "a note belongs to a payment"
        remedy = "add --payment TOKEN"
        raise SettingsError(Problem("command line, --note", sentence, remedy, code="note-without-payment"))
    with journal_of(arguments, settings) as journal:
        note_correction(journal, arguments.payment, arguments.note, talk)
    return 0


def _standing(journal: Journal) -> Standing:
    decisions = journal.decisions()
    asked = [one for one in journal.unsettled() if one.verdict is not Verdict.IGNORED]
    approved = {
        one.proposal_id
        for one in asked
        if (decision := decisions.get(one.line.transaction.transaction_id)) is not None
        and decision.approved
        and decision.proposal.proposal_id == one.proposal_id
    }
    return Standing(
        tuple(one for one in asked if one.proposal_id not in approved),
        tuple(one for one in asked if one.proposal_id in approved),
        _declined(journal, decisions),
    )


def _declined(journal: Journal, decisions: Mapping[str, Decision]) -> tuple[Proposal, ...]:
    """But for those that were on their way first: they stand among the payments."""
    closed, payments = journal.closed(), {one.token: one.state.value for one in journal.postings()}
    return tuple(
        decision.proposal
        for token, decision in decisions.items()
        if closed.get(token) == "declined" and payments.get(token) != "declined"
    )


def _tell(journal: Journal, standing: Standing, arguments: Namespace, talk: Talk) -> None:
    for run in journal.runs()[-RUNS_SHOWN:]:
        named = ", ".join(f"{number} {verdict}" for verdict, number in run.counts.items())
        files = ", ".join(name for name, _ in run.files)
        talk.result(f"run  {run.run_id}  {run.at[:10]} {run.at[11:16]} UTC  {files}  {named}")
    states = Counter(one.state.value for one in journal.postings())
    for state, number in states.most_common():
        of_it = [one.posting for one in journal.postings() if one.state.value == state]
        talk.result(f"  {light(state, talk)} {number:>4}   {sums(of_it)}")
    for one in journal.postings():
        if one.state.value not in ("confirmed", "declined"):
            talk.result(f"     {posting_line(one.posting)}  {one.words}")
            for words in one.corrections:
                talk.result(f"        noted: {words}")
    if not states:
        talk.result("  nothing was posted yet")
    _tell_offsets(journal.offsets(), talk)
    if standing.approved:
        talk.result(f"  approved, not posted: {count_and_sum(standing.approved)}")
    if standing.waiting:
        talk.result(f"  waiting for a person: {waiting_words(standing.waiting)}")
    if standing.declined:
        talk.result(f"  declined, not posted: {count_and_sum(standing.declined)}")
    for words in where_to_decide(apart(journal, standing.waiting), arguments):
        talk.result(f"    {words}")


def _tell_offsets(offsets: Sequence[OffsetState], talk: Talk) -> None:
    for one in offsets:
        if one.state.value not in ("confirmed", "stale"):
            state = "with a person" if one.state.value == "ready" else one.state.value
            talk.result(f"  {light(state, talk)}  {offset_line(one.offset)}  {offset_words(one)}")


def _tell_where(journal: Journal, path: Path, arguments: Namespace, settings: Settings, talk: Talk) -> None:
    """What to back up, and how old the oldest of it is: nothing is ever deleted (§ 147 AO, § 132 BAO)."""
    sources = sources_of(arguments, settings).folder
    talk.note(f"Journal: {path.resolve()} ({count(journal.head[0], 'event')}).")
    talk.note(f"Statement files as they were handed in: {sources.resolve()} ({count(_kept(sources), 'file')}).")
    if oldest := journal.oldest():
        recorded, booked = oldest
        words = f", of a bank line of {day(booked)}" if booked else ""
        talk.note(
            f"  Oldest record: {recorded[:10]}{words}. Nothing is ever deleted; how long to keep it is yours to know."
        )
    talk.note(
        "  Back both up while no command runs: copy the file and the folder. On another machine: move them, use them "
        "only there."
    )
    if unwritten := _unwritten(path):
        settling = command(arguments, "commit", "PROPOSALS", "--dry-run")
        talk.warn(
            f"the newest events are not in that file yet, but in {unwritten} (a command was killed, or runs now): a "
            f"copy without it is older. → while no command runs, first: {settling}    which settles it; or copy "
            "that file, too, under its name"
        )


def _unwritten(path: Path) -> Path | None:
    """SQLite's file with what is durable but not in the main file: whoever writes next folds it in as it ends."""
    beside = path.resolve().with_name(f"{path.name}-wal")
    return beside if beside.exists() and beside.stat().st_size else None


def _kept(sources: Path) -> int:
    return sum(1 for one in sources.iterdir() if not one.name.startswith(".")) if sources.is_dir() else 0


def _next(journal: Journal, standing: Standing, arguments: Namespace) -> str:
    postings, commit = journal.postings(), command(arguments, "commit", "PROPOSALS")
    states = {one.state.value for one in postings}
    if states & {"uncertain", "sending", "posted", "ready"}:
        return f"{commit}    again: it finds out what became of the payments that are not settled"
    if standing.approved:
        return f"{commit}    posts what is approved, and says why if it does not"
    if standing.waiting:
        apart_from_it = apart(journal, standing.waiting)
        if apart_from_it.total() == len(standing.waiting):
            return f"{command(arguments, 'review', *list(apart_from_it)[:1])}    to decide the rest: proposed again"
        return f"decide the rest in the proposals file, then: {commit}"
    unanswered = any(one.state.value == "with a person" and not one.corrections for one in postings)
    if unanswered or any(one.state.value in ("ready", "with a person") for one in journal.offsets()):
        show = command(arguments, "status", "--payment", "TOKEN")
        return f"{show}    for each payment that is with a person; with --note WORDS once it is settled"
    run = command(arguments, "run", "FILE")
    return f"{run}    with the next statement" if journal.runs() else run


def _object(
    journal: Journal, path: Path, standing: Standing, arguments: Namespace, settings: Settings
) -> dict[str, object]:
    sources = sources_of(arguments, settings).folder
    recorded, booked = journal.oldest() or ("", None)
    return {
        "journal": str(path.resolve()),
        "events": journal.head[0],
        "unwritten": str(_unwritten(path) or ""),
        "runs": [
            {"run_id": run.run_id, "at": run.at, "files": [name for name, _ in run.files], **run.counts}
            for run in journal.runs()
        ],
        "payments": [payment_object(one) for one in journal.postings()],
        "offsets": [offset_object(one) for one in journal.offsets()],
        "counts": dict(Counter(one.state.value for one in journal.postings())),
        "approved": [one.proposal_id for one in standing.approved],
        "waiting": [one.proposal_id for one in standing.waiting],
        "declined": [one.proposal_id for one in standing.declined],
        "oldest": {"recorded": recorded, "booking_date": booked.isoformat() if booked else ""},
        "statement_files": {"folder": str(sources.resolve()), "count": _kept(sources)},
        "next": _next(journal, standing, arguments),
    }
