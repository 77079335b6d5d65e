"""The rows of the report's tables, from the lines and what the audit trail says of them. Texts are made safe here."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.journal import OffsetState, PostingState, State
from reconcile.records import POSSIBLE_DUPLICATE, Allocation, DifferenceKind, Document
from reconcile.report.history import AnswerFacts, DecisionFacts, History
from reconcile.report.outcomes import Answer, Outcome, ReportedLine
from reconcile.report.safe_text import safe

#: What a person does about a posting that is not simply done (`posting.correcting.correction_steps`).
Steps = Callable[[PostingState], Sequence[str]]

LARGEST = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFacts:
    """A bank line as every table names it."""

    token: str
    proposal_id: str
    day: date
    amount_minor: int  #: signed, + money in
    currency: str
    counterparty: str
    remittance: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One document and how much of the line is for it, signed like the line (a credit note: the other way)."""

    number: str
    party: str
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedPayment:
    bank: BankFacts
    bookings: tuple[Part, ...]  #: as sent, unsigned
    state: str
    words: str
    payment_id: str
    approved: DecisionFacts
    answer: AnswerFacts
    corrections: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """The whole line for one document."""
        return [one.amount_minor for one in self.bookings] == [abs(self.bank.amount_minor)]


def posted_payments(lines: Iterable[ReportedLine], history: History) -> tuple[PostedPayment, ...]:
    """Every payment of these lines that Kanbert has, in order of date."""
    return tuple(
        PostedPayment(
            bank=bank_facts(line),
            bookings=tuple(
                Part(number=safe(one.number), party="", amount_minor=one.value_minor)
                for one in posting.posting.bookings
            ),
            state=posting.state.value,
            words=safe(posting.words),
            payment_id=safe(", ".join(posting.payment_ids) or posting.payment_id),
            approved=history.decision(posting.decision_seq),
            answer=history.answer(line.token),
            corrections=tuple(safe(words) for words in posting.corrections),
        )
        for line in lines
        if line.outcome is Outcome.POSTED and (posting := line.posting)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionRow:
    """A payment that is not simply posted: rejected, stale, uncertain or with a person."""

    bank: BankFacts
    numbers: str
    state: str
    words: str  #: the server's, or why
    payment_id: str
    steps: tuple[str, ...]


def attention_rows(lines: Iterable[ReportedLine], steps: Steps) -> tuple[AttentionRow, ...]:
    return tuple(
        AttentionRow(
            bank=bank_facts(line),
            numbers=safe(", ".join(one.number for one in posting.posting.bookings)),
            state=posting.state.value,
            words=safe(posting.words),
            payment_id=safe(", ".join(posting.payment_ids)),
            steps=tuple(safe(step) for step in steps(posting)),
        )
        for line in lines
        if line.outcome is Outcome.ATTENTION and (posting := line.posting)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """A line nobody decided yet, and what the program can say about it."""

    bank: BankFacts
    verdict: str
    kind: str
    proposed: tuple[Part, ...]
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    missing: str

    @property
    def is_single(self) -> bool:
        """The whole line for one document."""
        return [one.amount_minor for one in self.proposed] == [self.bank.amount_minor]


def waiting_rows(lines: Iterable[ReportedLine]) -> tuple[WaitingRow, ...]:
    return tuple(
        WaitingRow(
            bank=bank_facts(line),
            verdict=line.proposal.verdict.value,
            kind=line.proposal.kind,
            proposed=parts_of(line.proposal.allocations),
            reasons=tuple(safe(one) for one in line.proposal.reasons),
            warnings=_warnings(line),
            missing=safe(line.proposal.missing),
        )
        for line in lines
        if line.is_waiting
    )


def largest_open_receipts(lines: Iterable[ReportedLine]) -> tuple[WaitingRow, ...]:
    """Money in that waits for a decision, the largest first."""
    receipts = [row for row in waiting_rows(lines) if row.bank.amount_minor > 0]
    return tuple(sorted(receipts, key=lambda row: (-row.bank.amount_minor, row.bank.day, row.bank.token)))[:LARGEST]


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceRow:
    """A gap between what was paid and what was open. `by_hand`: it is posted, so the gap is in Kanbert now."""

    bank: BankFacts
    kind: str  #: a DifferenceKind, or `credit note`
    number: str
    party: str
    amount_minor: int  #: unsigned
    by_hand: bool


#: What stays open of an invoice although nothing more will come: a person writes it off in Kanbert (money.md 7).
_WRITTEN_OFF = (DifferenceKind.DISCOUNT, DifferenceKind.SMALL_DIFFERENCE, DifferenceKind.BANK_FEE)
CREDIT_NOTE = "credit note"


def difference_rows(lines: Iterable[ReportedLine], offsets: Iterable[OffsetState]) -> tuple[DifferenceRow, ...]:
    """By kind, then by date; declined lines have none. `offsets`: of credit notes, sent on request (money.md 9)."""
    done = {
        (one.offset.line_token, one.offset.credit_id) for one in offsets if one.state in (State.POSTED, State.CONFIRMED)
    }
    rows = [row for line in lines if line.outcome is not Outcome.DECLINED for row in _differences(line, done)]
    order = [*(kind.value for kind in DifferenceKind), CREDIT_NOTE]
    return tuple(sorted(rows, key=lambda row: order.index(row.kind)))


def _differences(line: ReportedLine, offset: Container[tuple[str, str]]) -> Iterator[DifferenceRow]:
    posted = line.outcome is Outcome.POSTED
    for part in line.allocations:
        if part.item.document is Document.CREDIT:
            by_hand = posted and (line.token, part.item.item_id) not in offset
            yield _difference(line, CREDIT_NOTE, part, abs(part.allocated_minor), by_hand=by_hand)
        elif part.difference_kind:
            stays = max(0, (part.item.open_minor or 0) - abs(part.allocated_minor))
            by_hand = posted and part.difference_kind in _WRITTEN_OFF
            yield _difference(line, part.difference_kind.value, part, stays, by_hand=by_hand)
    rest = line.decision if line.decision and line.decision.approved else line.proposal
    if rest.unallocated_minor and rest.difference_kind:
        first = line.allocations[0] if line.allocations else None
        yield _difference(line, rest.difference_kind.value, first, abs(rest.unallocated_minor), by_hand=posted)


def _difference(
    line: ReportedLine, kind: str, part: Allocation | None, amount_minor: int, *, by_hand: bool
) -> DifferenceRow:
    return DifferenceRow(
        bank=bank_facts(line),
        kind=kind,
        number=safe(part.item.label) if part else "",
        party=safe(part.item.party_name) if part else "",
        amount_minor=amount_minor,
        by_hand=by_hand,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRow:
    bank: BankFacts
    words: tuple[str, ...]


def duplicate_rows(lines: Iterable[ReportedLine], foreign: Mapping[str, tuple[str, ...]]) -> tuple[DuplicateRow, ...]:
    """Lines that may be the same money as another one; `foreign`: token → payments this journal did not send."""
    rows = []
    for line in lines:
        words = [one for one in _warnings(line) if one.startswith(POSSIBLE_DUPLICATE)]
        if ids := foreign.get(line.token):
            words.append(f"payment {safe(', '.join(ids))} was in Kanbert that this journal did not send")
        if words:
            rows.append(DuplicateRow(bank=bank_facts(line), words=tuple(words)))
    return tuple(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A proposal that was approved with other invoices or amounts, or that a person wrote a note beside."""

    bank: BankFacts
    answer: Answer
    proposed: tuple[Part, ...]
    decided: tuple[Part, ...]
    decision: DecisionFacts


def changed_rows(lines: Iterable[ReportedLine], history: History) -> tuple[ChangedRow, ...]:
    return tuple(
        ChangedRow(
            bank=bank_facts(line),
            answer=line.answer,
            proposed=parts_of(line.proposal.allocations),
            decided=parts_of(line.decision.allocations),
            decision=history.decision(line.decision_seq),
        )
        for line in lines
        if line.decision and (line.answer is Answer.CHANGED or line.decision.note)
    )


def bank_facts(line: ReportedLine) -> BankFacts:
    one = line.line.transaction
    return BankFacts(
        token=line.token,
        proposal_id=line.proposal.proposal_id,
        day=one.booking_date,
        amount_minor=one.amount_minor,
        currency=safe(one.currency),
        counterparty=safe(one.counterparty_name),
        remittance=safe(one.remittance or one.booking_text),
        outcome=line.outcome,
    )


def parts_of(allocations: Iterable[Allocation]) -> tuple[Part, ...]:
    return tuple(
        Part(number=safe(one.item.label), party=safe(one.item.party_name), amount_minor=one.allocated_minor)
        for one in allocations
    )


def _warnings(line: ReportedLine) -> tuple[str, ...]:
    """The proposal's and its line's, each once."""
    return tuple(dict.fromkeys(safe(one) for one in (*line.proposal.warnings, *line.line.flags) if one))
