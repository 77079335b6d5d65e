"""`reconcile status`: what is posted, refused, uncertain; where the journal lies; what to do next."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.composition import journal_path, reading_journal_of, settings_of
from reconcile.cli.payments import direction, light, posting_line, sums
from reconcile.cli.talk import Talk
from reconcile.cli.wording import count, count_and_sum, waiting_words
from reconcile.errors import InputRefused
from reconcile.records import Proposal, Verdict

if TYPE_CHECKING:
    from reconcile.journal import Journal, PostingState

RUNS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the latest run stands: what nobody decided, and what is approved and not on its way yet."""

    waiting: tuple[Proposal, ...]
    approved: tuple[Proposal, ...]


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    settings = settings_of(arguments)
    path = journal_path(arguments, settings)
    if not path.exists():
        talk.result(f"No journal at {path}: nothing was run here yet.")
        talk.note("Next: reconcile run FILE    or, if the journal lies elsewhere: reconcile status --state PATH")
        return 0
    with reading_journal_of(arguments, settings) as journal:
        if arguments.payment:
            _tell_payment(_payment(journal, arguments.payment), talk)
            return 0
        standing = _standing(journal)
        if talk.json:
            talk.data(_object(journal, path, standing))
        _tell(journal, path, standing, talk)
    return 0


def _standing(journal: Journal) -> Standing:
    closed, decisions = journal.closed(), journal.decisions()
    asked = [one for one in _current(journal) if one.verdict is not Verdict.IGNORED]
    still_open = [one for one in asked if one.line.transaction.transaction_id not in closed]
    approved = [
        one
        for one in still_open
        if (decision := decisions.get(one.line.transaction.transaction_id)) is not None
        and decision.approved
        and decision.proposal.proposal_id == one.proposal_id
    ]
    return Standing(tuple(one for one in still_open if one not in approved), tuple(approved))


def _current(journal: Journal) -> list[Proposal]:
    """Of the latest run; where that only asked some rows again, the other rows of the runs they came from, too."""
    run = journal.latest_run()
    if run is None:
        return []
    earlier = [found for name in run.again_of if (found := journal.run(name)) is not None]
    rows = [one for found in (*earlier, run) for one in found.proposals]
    return [one for one in rows if not journal.superseded(one.proposal_id)]


def _tell(journal: Journal, path: Path, standing: Standing, talk: Talk) -> None:
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
    if not states:
        talk.result("  nothing was posted yet")
    if standing.approved:
        talk.result(f"  approved, not posted: {count_and_sum(standing.approved)}")
    if standing.waiting:
        talk.result(f"  waiting for a person: {waiting_words(standing.waiting)}")
    talk.note(f"Journal: {path.resolve()} ({count(journal.head[0], 'event')}).")
    talk.note("  Back it up while no command runs: copy that file. On another machine: move it, and use it only there.")
    talk.note(f"Next: {_next(journal, standing)}")


def _next(journal: Journal, standing: Standing) -> str:
    states = {one.state.value for one in journal.postings()}
    if states & {"uncertain", "sending", "posted", "ready"}:
        return "reconcile commit PROPOSALS    again: it finds out what became of the payments that are not settled"
    if standing.approved:
        return "reconcile commit PROPOSALS    posts what is approved, and says why if it does not"
    if standing.waiting:
        return "decide the rest in the proposals file, then: reconcile commit PROPOSALS"
    if "with a person" in states:
        return "reconcile status --payment TOKEN    for each payment that is with a person"
    return "reconcile run FILE    with the next statement" if journal.runs() else "reconcile run FILE"


def _object(journal: Journal, path: Path, standing: Standing) -> dict[str, object]:
    return {
        "journal": str(path.resolve()),
        "events": journal.head[0],
        "runs": [
            {"run_id": run.run_id, "at": run.at, "files": [name for name, _ in run.files], **run.counts}
            for run in journal.runs()
        ],
        "payments": [_payment_object(one) for one in journal.postings()],
        "approved": [one.proposal_id for one in standing.approved],
        "waiting": [one.proposal_id for one in standing.waiting],
    }


def _payment_object(one: PostingState) -> dict[str, object]:
    posting = one.posting
    return {
        "token": one.token,
        "state": one.state.value,
        "payment_id": one.payment_id,
        "direction": direction(posting),
        "booking_date": posting.booking_date.isoformat(),
        "amount_minor": posting.amount_minor,
        "currency": posting.currency,
        "invoices": [booking.number for booking in posting.bookings],
        "generation": one.generation,
        "attempts": one.attempts,
        "words": one.words,
    }


def _payment(journal: Journal, token: str) -> PostingState:
    found = journal.posting(token.strip().upper())
    if found is None:
        raise InputRefused(
            Problem(
                "command line, --payment",
                "this journal knows no such payment",
                "see: reconcile status",
                token,
                code="payment-unknown",
            )
        )
    return found


def _tell_payment(one: PostingState, talk: Talk) -> None:
    from reconcile.posting.correcting import correction_steps

    if talk.json:
        talk.data(_payment_object(one))
    talk.result(f"{light(one.state.value, talk)}  {posting_line(one.posting)}")
    talk.result(f"  {one.words}")
    for number, step in enumerate(correction_steps(one), 1):
        talk.result(f"  {number}. {step}")
