"""Lines that pay nothing open: perhaps the money of a document that is paid already, a second time.

Only ever a hint on a line that stays with a person; nothing is booked for it, and nothing is sure by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from importers.statement import Transaction
from reconcile.matching.knowing.booked import Booked, booked_by_hand
from reconcile.matching.knowing.paid_lately import PaidLately, paid_already
from reconcile.matching.knowing.settled import Settled, named_but_settled
from reconcile.records import BankLine, OpenItem

#: Whoever pays twice mostly does so with the next batch, or after a reminder that crossed the money.
_LATELY = timedelta(days=45)


class PaidAgain:
    """What is known as paid of a line for which nothing open is found."""

    def __init__(self, lines: Sequence[BankLine], settled: Settled, booked: Booked, lately: PaidLately) -> None:
        self._lines, self._settled, self._booked, self._lately = lines, settled, booked, lately

    def said(self, line: int) -> Iterator[str]:
        """What the text names, by the document; what somebody booked, which may be this very line; else the last
        payment of the same payer that is as much."""
        transaction, named = self._lines[line].transaction, self._settled.named(line)
        by_hand = self._booked.of(line)
        for document in named:
            words = named_but_settled(document)
            yield f"possible duplicate: {words}" if _is_as_much(transaction, document, named) else words
        yield from map(booked_by_hand, by_hand)
        if not named and not by_hand and (payment := self._lately.last(transaction, _LATELY)):
            yield paid_already(payment)


def _is_as_much(transaction: Transaction, document: OpenItem, named: Sequence[OpenItem]) -> bool:
    """The line is what was owed or paid of the document, or of all that are named together."""
    if document.currency != transaction.currency:
        return False
    sizes = {document.gross_minor, document.settled_minor, sum(one.gross_minor for one in named)}
    return abs(transaction.amount_minor) in sizes
