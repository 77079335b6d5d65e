"""What became of every line of a run: its proposal, the decision in force, its posting, and the one word for all of it.

Each distinct line of the run's statements has exactly one `Outcome`, so counts and sums by outcome add up to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reconcile.journal import ON_SERVER, DecisionSeen, Journal, PostingState, State
from reconcile.records import Allocation, BankLine, Decision, Proposal, Run, Verdict


class Outcome(StrEnum):
    """In the order in which a report shows them."""

    POSTED = "posted"  #: Kanbert has it, acknowledged or read back
    APPROVED = "approved"  #: a person said yes, nothing was sent yet
    ATTENTION = "attention"  #: rejected, stale, uncertain or with a person
    PROPOSED = "proposed"  #: waits for a decision, an invoice is proposed
    UNMATCHED = "unmatched"  #: waits for a person, no invoice is proposed
    DECLINED = "declined"  #: a person said no
    NO_INVOICE = "no_invoice"  #: fees, transfers between own accounts and the like


class Answer(StrEnum):
    """What a person made of a proposal."""

    KEPT = "kept"  #: approved as proposed
    CHANGED = "changed"  #: approved with other invoices or amounts
    DECLINED = "declined"
    OPEN = "open"  #: not decided


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedLine:
    proposal: Proposal
    outcome: Outcome
    answer: Answer
    decision: Decision | None  #: the one in force
    decision_seq: int  #: its event, 0 without one
    posting: PostingState | None
    seen_in: tuple[str, ...]  #: the run's statements it stands in
    settled_before: bool  #: posted or declined when the run was made, so the run did not propose it again

    @property
    def token(self) -> str:
        return self.proposal.line.transaction.transaction_id

    @property
    def line(self) -> BankLine:
        return self.proposal.line

    @property
    def amount_minor(self) -> int:
        return self.proposal.line.transaction.amount_minor

    @property
    def currency(self) -> str:
        return self.proposal.line.transaction.currency

    @property
    def allocations(self) -> tuple[Allocation, ...]:
        """As decided, else as proposed."""
        return self.decision.allocations if self.decision and self.decision.approved else self.proposal.allocations

    @property
    def is_waiting(self) -> bool:
        return self.outcome in (Outcome.PROPOSED, Outcome.UNMATCHED)

    @property
    def order(self) -> tuple[str, str, int, str]:
        one = self.proposal.line.transaction
        return one.booking_date.isoformat(), one.account, one.line, one.transaction_id


def lines_of(run: Run, journal: Journal) -> tuple[tuple[ReportedLine, ...], tuple[str, ...]]:
    """The lines of the run by date, and the tokens of lines the journal knows nothing more of.

    Where a commit asked a row again because its facts had changed, the line is told by the newer proposal.
    """
    newer = _asked_again(run, journal)
    lines = [
        _line(newer.get(one.line.transaction.transaction_id, one), one.line.seen_in, journal) for one in run.proposals
    ]
    unknown = []
    for token, seen_in in run.repeats:
        seen = journal.decision_seen(token)
        proposal = seen.decision.proposal if seen else _proposed(token, journal)
        if proposal:
            lines.append(_line(proposal, seen_in, journal, settled_before=True))
        else:
            unknown.append(token)
    return tuple(sorted(lines, key=lambda line: line.order)), tuple(unknown)


def _asked_again(run: Run, journal: Journal) -> dict[str, Proposal]:
    """token → the proposal a commit made of the line after this run."""
    runs = (journal.run(summary.run_id) for summary in journal.runs())
    return {
        proposal.line.transaction.transaction_id: proposal
        for later in runs
        if later is not None and run.run_id in later.again_of
        for proposal in later.proposals
    }


def line_of(proposal: Proposal, journal: Journal) -> ReportedLine:
    """What became of one proposal."""
    return _line(proposal, proposal.line.seen_in, journal)


def _proposed(token: str, journal: Journal) -> Proposal | None:
    """The proposal of a line whose decision was taken back, from the latest run that made one."""
    for summary in reversed(journal.runs()):
        run = journal.run(summary.run_id)
        for proposal in run.proposals if run else ():
            if proposal.line.transaction.transaction_id == token:
                return proposal
    return None


def _line(
    proposal: Proposal, seen_in: tuple[str, ...], journal: Journal, *, settled_before: bool = False
) -> ReportedLine:
    token = proposal.line.transaction.transaction_id
    posting = journal.posting(token)
    seen = _in_force(journal.decision_seen(token), posting, journal)
    outcome = _outcome(proposal, seen, posting)
    return ReportedLine(
        proposal=proposal,
        outcome=outcome,
        answer=_answer(proposal, seen),
        decision=seen.decision if seen else None,
        decision_seq=seen.seq if seen else 0,
        posting=posting,
        seen_in=seen_in,
        settled_before=settled_before,
    )


def _in_force(seen: DecisionSeen | None, posting: PostingState | None, journal: Journal) -> DecisionSeen | None:
    """A yes to a proposal that a later run replaced holds only where something of it may be in Kanbert (F31)."""
    if seen is None or not seen.decision.approved or (posting is not None and posting.state in ON_SERVER):
        return seen
    return None if journal.superseded(seen.decision.proposal.proposal_id) else seen


def _outcome(proposal: Proposal, seen: DecisionSeen | None, posting: PostingState | None) -> Outcome:
    if posting is not None and posting.state in (State.POSTED, State.CONFIRMED):
        return Outcome.POSTED
    if posting is not None and posting.state in ON_SERVER:
        return Outcome.ATTENTION
    if seen is not None and not seen.decision.approved:
        return Outcome.DECLINED
    if seen is not None:
        is_newer = posting is None or posting.state is State.READY or seen.seq > posting.decision_seq
        return Outcome.APPROVED if is_newer else Outcome.ATTENTION
    if proposal.verdict is Verdict.IGNORED:
        return Outcome.NO_INVOICE
    return Outcome.PROPOSED if proposal.allocations else Outcome.UNMATCHED


def _answer(proposal: Proposal, seen: DecisionSeen | None) -> Answer:
    if seen is None:
        return Answer.OPEN
    if not seen.decision.approved:
        return Answer.DECLINED
    return Answer.KEPT if _parts(proposal.allocations) == _parts(seen.decision.allocations) else Answer.CHANGED


def _parts(allocations: tuple[Allocation, ...]) -> list[tuple[str, int]]:
    return sorted((one.item.item_id, one.allocated_minor) for one in allocations)
