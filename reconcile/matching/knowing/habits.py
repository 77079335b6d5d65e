"""How long after its invoices a party pays: the days of its payments in full, as Kanbert shows them.

Known before the first line of a statement is looked at, unlike the pace of the lines themselves (`pace`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reconcile.matching.parties import PartyKey, party_key
from reconcile.records import BookedPayment, OpenItem, Side

#: Days: a weekend, and a holiday beside it.
_NEAR = 5
#: Fewer others are no habit.
FEWEST = 2
#: From this share of the others on it is the usual pace.
_OFTEN = 0.4


class Habits:
    """Of each party the days from invoice to payment, rising."""

    def __init__(self, payments: Iterable[BookedPayment], settled: Sequence[OpenItem]) -> None:
        found: dict[PartyKey, list[int]] = defaultdict(list)
        for party, days in _in_full(payments, settled):
            found[party].append(days)
        self.days: Mapping[PartyKey, Sequence[int]] = {party: sorted(days) for party, days in found.items()}

    def is_usual(self, party: PartyKey, days: int) -> bool:
        others = self.days.get(party, ())
        return len(others) >= FEWEST and is_often(near(others, days), len(others))


def near(days: Sequence[int], one: int) -> int:
    """How many of them, rising, are about as long."""
    return bisect_right(days, one + _NEAR) - bisect_left(days, one - _NEAR)


def is_often(times: int, others: int) -> bool:
    return times >= _OFTEN * others


def _in_full(payments: Iterable[BookedPayment], settled: Sequence[OpenItem]) -> Iterator[tuple[PartyKey, int]]:
    """(whose, days) of payments of one document in full; two parties may write the same number."""
    documents: dict[tuple[Side, str, str], list[OpenItem]] = defaultdict(list)
    for one in settled:
        for name in one.party_names:
            documents[one.side, one.number, name].append(one)
    for payment in payments:
        side = Side.OUTGOING if payment.amount_minor > 0 else Side.INCOMING
        if len(payment.numbers) != 1 or not payment.party_names:
            continue
        found = documents.get((side, payment.numbers[0], payment.party_names[0]), [])
        document = found[0] if len(found) == 1 else None
        if document and document.invoice_date and abs(payment.amount_minor) == document.gross_minor:
            yield party_key(document), (payment.day - document.invoice_date).days
