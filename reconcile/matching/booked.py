"""Payments somebody booked in Kanbert by hand: a line that is one of them would be posted a second time.

What we posted ourselves carries the line's token and is known line by line; of the rest only amount, day and payer say
which line it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from importers.statement import Transaction
from reconcile.matching.originals import payers
from reconcile.records import BankLine, BookedPayment, OpenItem

#: By hand it is entered with the day of the order, or of the value; or with that on which somebody got to it.
_DAYS_BEFORE = 3
_DAYS_AFTER = 7


class Booked:
    """Of each line the payments it may be, booked by hand."""

    def __init__(self, lines: Sequence[BankLine], payments: Sequence[BookedPayment]) -> None:
        self._transactions = [line.transaction for line in lines] if payments else []
        self._of_lines: dict[int, list[BookedPayment]] = defaultdict(list)
        by_hand = [one for one in payments if not one.token]
        sums = {(one.amount_minor, one.currency) for one in by_hand}
        places: dict[tuple[int, str], list[int]] = defaultdict(list)
        for place, one in enumerate(self._transactions if sums else ()):
            if (one.amount_minor, one.currency) in sums:
                places[one.amount_minor, one.currency].append(place)
        for payment in by_hand:
            for place in places.get((payment.amount_minor, payment.currency), ()):
                if _is_about(payment.day, self._transactions[place]):
                    self._of_lines[place].append(payment)

    @property
    def lines(self) -> list[int]:
        """Those that may be any."""
        return list(self._of_lines)

    def of(self, line: int, documents: Iterable[OpenItem] = ()) -> list[BookedPayment]:
        """Of the line's counterparty, or of the party of one of the documents it may settle."""
        found = self._of_lines.get(line, ())
        if not found:
            return []
        transaction = self._transactions[line]
        names = [name for one in documents for name in one.party_names]
        theirs = payers(transaction.counterparty_iban, transaction.counterparty_name, *names)
        return [one for one in found if not theirs.isdisjoint(payers(one.iban, *one.party_names))]


def _is_about(booked: date, line: Transaction) -> bool:
    return -_DAYS_BEFORE <= (booked - line.booking_date).days <= _DAYS_AFTER


def booked_by_hand(payment: BookedPayment) -> str:
    """Whoever looks for the payment finds it there."""
    return f"Kanbert shows this amount as paid on {payment.day} for {', '.join(payment.documents)}"
