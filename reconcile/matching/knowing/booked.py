"""Payments somebody booked in Kanbert by hand: a line that is one of them would be posted a second time.

What we posted ourselves carries the line's token and is known line by line; of the rest only amount, day and payer say
which line it was.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from importers.statement import Transaction
from reconcile.matching.knowing.originals import payers
from reconcile.records import BankLine, BookedPayment, OpenItem

#: By hand it is entered with the day of the order, or of the value; or with that on which somebody got to it.
_DAYS_BEFORE = 3
_DAYS_AFTER = 7


class Booked:
    """Of each line the payments it may be, booked by hand. Looked for by payer: many pay one and the same fee."""

    def __init__(self, lines: Sequence[BankLine], payments: Sequence[BookedPayment]) -> None:
        self._lines = lines
        self._by_payer: dict[tuple[int, str, str], list[BookedPayment]] = defaultdict(list)
        days: dict[tuple[int, str], list[int]] = defaultdict(list)
        for payment in sorted((one for one in payments if not one.token), key=_day):
            days[payment.amount_minor, payment.currency].append(payment.day.toordinal())
            for payer in payers(payment.iban, *payment.party_names):
                self._by_payer[payment.amount_minor, payment.currency, payer].append(payment)
        #: that may be any
        self.lines = [place for place, line in enumerate(lines if days else ()) if _is_about_one(line, days)]
        self._asked = frozenset(self.lines)
        self._times = Counter(_key(lines[place].transaction) for place in self.lines)

    def of(self, line: int, documents: Sequence[OpenItem] = (), *, named: bool = False) -> list[BookedPayment]:
        """Of the line's counterparty, or of the party of one of the documents it may settle, the latest first; where
        the text names these, only what was booked for one of them, or is of this very day."""
        if line not in self._asked:
            return []
        transaction = self._lines[line].transaction
        names = [name for document in documents for name in document.party_names]
        least, most = (transaction.booking_date + timedelta(days) for days in (-_DAYS_BEFORE, _DAYS_AFTER))
        found: set[BookedPayment] = set()
        for payer in payers(transaction.counterparty_iban, transaction.counterparty_name, *names):
            theirs = self._by_payer.get((transaction.amount_minor, transaction.currency, payer), [])
            found |= {*theirs[bisect_left(theirs, least, key=_day) : bisect_right(theirs, most, key=_day)]}
        numbers = {document.number for document in documents}
        meant = [
            payment
            for payment in found
            if not named or not numbers.isdisjoint(payment.numbers) or self._is_just_this(transaction, payment)
        ]
        return sorted(meant, key=lambda payment: (payment.day, payment.documents), reverse=True)

    def _is_just_this(self, one: Transaction, payment: BookedPayment) -> bool:
        """Of this account no other line about that day is as much: whoever booked it took another document."""
        same_day = payment.day in {one.booking_date, one.value_date}
        return same_day and bool(payment.iban) and payment.iban == one.counterparty_iban and self._times[_key(one)] == 1


def _key(one: Transaction) -> tuple[int, str, str]:
    return one.amount_minor, one.currency, one.counterparty_iban


def _day(payment: BookedPayment) -> date:
    return payment.day


def _is_about_one(line: BankLine, days: Mapping[tuple[int, str], Sequence[int]]) -> bool:
    one = line.transaction
    known, day = days.get((one.amount_minor, one.currency), ()), one.booking_date.toordinal()
    return bisect_left(known, day - _DAYS_BEFORE) < bisect_right(known, day + _DAYS_AFTER)


def booked_by_hand(payment: BookedPayment) -> str:
    """Whoever looks for the payment finds it there."""
    return f"Kanbert shows this amount as paid on {payment.day} for {', '.join(payment.documents)}"
