"""How postings are written for people; what `commit` and `status` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from importers.amounts import shown
from reconcile.cli.talk import Talk
from reconcile.records import Decision, Offset, OpenItem, Posting, Side

#: State → symbol and colour; the word stands beside them.
LIGHTS = {
    "confirmed": ("✓", "green"),
    "declined": ("–", "dim"),
    "uncertain": ("?", "yellow"),
    "rejected": ("✗", "red"),
    "stale": ("▲", "yellow"),
    "with a person": ("▲", "red"),
    "conflict": ("▲", "yellow"),
}


def light(state: str, talk: Talk) -> str:
    symbol, colour = LIGHTS.get(state, ("·", "dim"))
    return f"{talk.paint(symbol, colour)} {state:<13}"


def posting_line(posting: Posting) -> str:
    """`KR1-…  2026-03-02  in   3 808.00 EUR  RE-2026-0006`."""
    numbers = ", ".join(booking.number for booking in posting.bookings)
    amount = f"{shown(posting.amount_minor, posting.currency)} {posting.currency}"
    return f"{posting.token}  {posting.booking_date}  {direction(posting):<3} {amount:>15}  {numbers}"


def overbooked(postings: Sequence[Posting], decisions: Sequence[Decision]) -> list[str]:
    """Of each document for which more would be sent than was open when it was proposed: Kanbert gets the first of them,
    and the next finds it settled."""
    sent, taken, lines = {one.token for one in postings}, Counter[str](), Counter[str]()
    items: dict[str, OpenItem] = {}
    for decision in decisions:
        if decision.proposal.line.transaction.transaction_id in sent:
            for part in decision.allocations:
                items[part.item.item_id] = part.item
                taken[part.item.item_id] += abs(part.allocated_minor)
                lines[part.item.item_id] += 1
    return [
        f"{item.label}: {shown(taken[key], item.currency)} {item.currency} would be sent by {lines[key]} payments, but "
        f"{shown(item.open_minor, item.currency)} is open: what comes too late is not sent, and shown to a person"
        for key, item in items.items()
        if item.open_minor is not None and lines[key] > 1 and taken[key] > item.open_minor
    ]


def offset_line(offset: Offset) -> str:
    """`KRO1-…  2026-03-02  offset  200.00 EUR  GS-7 against RE-2026-0006`."""
    amount = f"{shown(offset.value_minor, offset.currency)} {offset.currency}"
    return f"{offset.token}  {offset.day}  offset {amount:>12}  {offset.credit_number} against {offset.invoice_number}"


def direction(posting: Posting) -> str:
    return "in" if posting.side is Side.OUTGOING else "out"


def sums(postings: Sequence[Posting]) -> str:
    """`27 in, 65 345.78 EUR; 8 out, 9 804.41 EUR`, or nothing."""
    totals: Counter[tuple[str, str]] = Counter()
    numbers: Counter[tuple[str, str]] = Counter()
    for one in postings:
        totals[direction(one), one.currency] += one.amount_minor
        numbers[direction(one), one.currency] += 1
    return "; ".join(
        f"{numbers[way, currency]} {way}, {shown(total, currency)} {currency}"
        for (way, currency), total in sorted(totals.items())
    )
