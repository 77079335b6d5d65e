"""What of a line stands on the page: the invoices with their amounts, what is left over, what is between them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from reconcile.records import Allocation, Alternative, DifferenceKind, Document, OpenItem, Proposal
from reconcile.review.page.comparing import Finding, Grade, SharedWords, evidence_for, findings, shared_words
from reconcile.review.page.review import Line


class Others(NamedTuple):
    """item id → minor units of it that other lines of the run take."""

    claimed: Mapping[str, int]  #: approved
    taken: Mapping[str, int]  #: posted, or proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One invoice beside the bank line; amounts without sign."""

    item: OpenItem
    allocated_minor: int
    discount_minor: int
    kind: DifferenceKind
    claimed_minor: int  #: approved for other lines of this run
    taken_minor: int  #: posted for others, or proposed

    @property
    def left_minor(self) -> int | None:
        """What neither money nor discount covers, other lines of this run included; None: not known what is open."""
        if self.item.open_minor is None:
            return None
        elsewhere = self.claimed_minor + self.taken_minor
        return max(0, self.item.open_minor - self.allocated_minor - self.discount_minor - elsewhere)

    @property
    def is_credit(self) -> bool:
        return self.item.document is Document.CREDIT


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    line: Line
    chosen: OpenItem | None  #: by a person, in place of what is proposed
    bookings: tuple[Booking, ...]
    rest_minor: int  #: of the line, without its sign; below 0: more is allocated than was paid
    rest_kind: DifferenceKind
    findings: tuple[Finding, ...]
    shared: SharedWords
    alternatives: tuple[tuple[Alternative, OpenItem], ...]  #: those still known as open items

    @property
    def proposal(self) -> Proposal:
        return self.line.proposal

    @property
    def silent(self) -> list[Finding]:
        """Signals that say nothing, but for the amount, which is always compared."""
        return [one for one in self.findings if one.grade is Grade.SILENT and one.signal != "open_amount"]

    @property
    def is_edited(self) -> bool:
        """Other invoices or amounts than proposed: the answer must carry them."""
        decision = self.line.decision
        by_hand = decision is not None and decision.approved and decision.allocations != self.proposal.allocations
        return self.chosen is not None or by_hand


def view(line: Line, items: Mapping[str, OpenItem], others: Others, chosen: OpenItem | None) -> View:
    proposal = line.proposal
    parts = _parts(line, chosen)
    bookings = tuple(_booking(one, others) for one in parts)
    shown = [one.item for one in bookings]
    rest = abs(proposal.line.transaction.amount_minor) - sum(
        -one.allocated_minor if one.is_credit else one.allocated_minor for one in bookings
    )
    return View(
        line=line,
        chosen=chosen,
        bookings=bookings,
        rest_minor=rest,
        rest_kind=_rest_kind(line, chosen, rest),
        findings=tuple(findings(evidence_for(proposal, shown))),
        shared=shared_words(proposal, shown),
        alternatives=tuple((one, items[one.item_id]) for one in proposal.alternatives if one.item_id in items),
    )


def _parts(line: Line, chosen: OpenItem | None) -> tuple[Allocation, ...]:
    if chosen is not None:
        return (as_much_as_possible(chosen, abs(line.proposal.line.transaction.amount_minor)),)
    decision = line.decision
    return decision.allocations if decision and decision.approved else line.proposal.allocations


def as_much_as_possible(item: OpenItem, amount_minor: int) -> Allocation:
    """The line, or what is open if that is less (money.md 8); the discount only where it is exactly the one granted."""
    open_minor = amount_minor if item.open_minor is None else item.open_minor
    short = open_minor - amount_minor
    if 0 < short == item.discount_minor:
        kind = DifferenceKind.DISCOUNT
    else:
        kind = DifferenceKind.PART_PAYMENT if short > 0 else DifferenceKind.NONE
    return Allocation(
        item=item,
        allocated_minor=min(amount_minor, open_minor),
        discount_minor=short if kind is DifferenceKind.DISCOUNT else 0,
        difference_kind=kind,
    )


def _booking(part: Allocation, others: Others) -> Booking:
    return Booking(
        item=part.item,
        allocated_minor=abs(part.allocated_minor),
        discount_minor=abs(part.discount_minor),
        kind=part.difference_kind,
        claimed_minor=others.claimed.get(part.item.item_id, 0),
        taken_minor=others.taken.get(part.item.item_id, 0),
    )


def _rest_kind(line: Line, chosen: OpenItem | None, rest: int) -> DifferenceKind:
    if rest <= 0:
        return DifferenceKind.NONE
    if chosen is not None:
        return DifferenceKind.OVERPAYMENT
    decision = line.decision
    return decision.difference_kind if decision and decision.approved else line.proposal.difference_kind
