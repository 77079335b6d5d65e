"""What Kanbert shows as paid by somebody not long ago: the same amount once more may be the same debt a second time.

In one file the earlier line says it; statements are read week by week, and then only Kanbert's payments do.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from importers.statement import Transaction
from reconcile.matching.knowing.booked import booked_by_hand
from reconcile.matching.knowing.originals import payers
from reconcile.records import BookedPayment


class PaidLately:
    """Payments by amount and payer. Made when it is first asked."""

    def __init__(self, payments: Sequence[BookedPayment]) -> None:
        self._payments = payments

    def last(self, one: Transaction, within: timedelta, names: Sequence[str] = ()) -> BookedPayment | None:
        """The last payment up to the line's day of just its amount: from its account or name, or of one of `names`."""
        day = one.booking_date
        found: list[BookedPayment] = []
        for payer in payers(one.counterparty_iban, one.counterparty_name, *names) if self._payments else ():
            theirs = self._by_payer.get((one.amount_minor, one.currency, payer), [])
            found += theirs[bisect_left(theirs, day - within, key=_day) : bisect_right(theirs, day, key=_day)][-1:]
        return max(found, key=_latest, default=None)

    @cached_property
    def _by_payer(self) -> dict[tuple[int, str, str], list[BookedPayment]]:
        """The earliest first."""
        found: dict[tuple[int, str, str], list[BookedPayment]] = defaultdict(list)
        for payment in sorted(self._payments, key=_latest):
            for payer in payers(payment.iban, *payment.party_names):
                found[payment.amount_minor, payment.currency, payer].append(payment)
        return dict(found)


def paid_already(payment: BookedPayment) -> str:
    return f"possible duplicate: {booked_by_hand(payment)}"


def _day(payment: BookedPayment) -> date:
    return payment.day


def _latest(payment: BookedPayment) -> tuple[date, tuple[str, ...]]:
    return payment.day, payment.documents
