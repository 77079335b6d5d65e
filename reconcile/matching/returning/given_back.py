"""What returned debits and refunds give back: lines of this run, and payments of earlier ones that Kanbert shows.

A debit comes back up to eight weeks later, long after the statement it was collected on. The end-to-end id, the text or
the payer says which payment that was. A person books it (money.md 1), so what is found is shown and nothing more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from importers.statement import Transaction
from reconcile.matching.knowing.numbers import named_in
from reconcile.matching.knowing.originals import (
    LONGEST_AGO,
    MOST_CHARGED,
    Counterparties,
    Originals,
    is_opposite,
    payers,
)
from reconcile.matching.reading.offers import KeyIndex, number_offers
from reconcile.matching.reading.pieces import cut_pieces
from reconcile.matching.reading.runs import cut
from reconcile.matching.reading.text import IN_FULL, plain_lines
from reconcile.records import BankLine, BookedPayment


class GivenBack:
    """Asked of returns and refunds only."""

    def __init__(
        self,
        lines: Sequence[BankLine],
        theirs: Counterparties,
        returns: Collection[int],
        refunds: Collection[int],
        payments: Sequence[BookedPayment],
        *,
        max_holders: int,
    ) -> None:
        """Positions of lines. `max_holders`: a number that more payments carry names none of them."""
        self._lines, self._returns = lines, returns
        asked = sorted({*returns, *refunds})
        backs = [lines[position].transaction for position in asked]
        self._originals = Originals(lines, theirs, sorted(returns), sorted({*refunds} - {*returns}))
        self._payments = dict(zip(asked, _payments_of(backs, payments, max_holders), strict=True))

    def lines(self, position: int) -> list[int]:
        """The lines this one may give back, the latest first."""
        back = self._lines[position].transaction
        found = self._originals.of_return(back) if position in self._returns else self._originals.of_refund(back)
        return sorted(found, key=lambda one: (self._lines[one].transaction.booking_date, one), reverse=True)

    def payments(self, position: int) -> list[BookedPayment]:
        """The payments it may give back, in the order given: those of the payer whose document the text names, else
        those of the payer and of just this amount, else of just this amount and named. A return may be dearer by the
        bank's charge; a refund may be a part."""
        back, found = self._lines[position].transaction, self._payments[position]
        is_return = position in self._returns
        named = [one for one in found.named if _may_be(back, one) and _is_amount_of(back, one, is_return=is_return)]
        theirs = [one for one in named if _is_payer(back, one)]
        return (
            theirs
            or [one for one in found.of_payer if _may_be(back, one)]
            or [one for one in named if is_return or abs(one.amount_minor) == abs(back.amount_minor)]
        )


# ----------------------------------------------------------------------------------------------- payments of Kanbert


class _Payments(NamedTuple):
    named: list[BookedPayment]  #: on documents the text names
    of_payer: list[BookedPayment]  #: of just the amount, by the same account or name


def _payments_of(backs: Sequence[Transaction], payments: Sequence[BookedPayment], max_holders: int) -> list[_Payments]:
    if not backs or not payments:
        return [_Payments([], [])] * len(backs)
    return [
        _Payments(*both) for both in zip(_named(backs, payments, max_holders), _of_payer(backs, payments), strict=True)
    ]


def _named(
    backs: Sequence[Transaction], payments: Sequence[BookedPayment], max_holders: int
) -> list[list[BookedPayment]]:
    numbers = [number for one in payments for number in one.numbers]
    paid = np.repeat(np.arange(len(payments)), [len(one.numbers) for one in payments])
    index = KeyIndex(number_offers(cut(numbers), paid), max_holders)
    (piece,) = cut_pieces([plain_lines([one.remittance for one in backs])])
    found = named_in(piece, index)
    strong = found.strength >= IN_FULL
    by_text: list[list[BookedPayment]] = [[] for _ in backs]
    for text, payment in sorted(zip(found.text[strong].tolist(), found.item[strong].tolist(), strict=True)):
        by_text[text].append(payments[payment])
    return by_text


def _of_payer(backs: Sequence[Transaction], payments: Sequence[BookedPayment]) -> list[list[BookedPayment]]:
    amounts = {abs(one.amount_minor) for one in backs}
    by_payer: dict[tuple[int, str], dict[int, BookedPayment]] = defaultdict(dict)
    for place, payment in enumerate(payments):
        if abs(payment.amount_minor) in amounts:
            for payer in payers(payment.iban, *payment.party_names):
                by_payer[abs(payment.amount_minor), payer][place] = payment
    found = []
    for one in backs:
        theirs: dict[int, BookedPayment] = {}
        for payer in payers(one.counterparty_iban, one.counterparty_name):
            theirs |= by_payer.get((abs(one.amount_minor), payer), {})
        found.append([theirs[place] for place in sorted(theirs)])
    return found


def _is_payer(back: Transaction, payment: BookedPayment) -> bool:
    return not payers(payment.iban, *payment.party_names).isdisjoint(
        payers(back.counterparty_iban, back.counterparty_name)
    )


def _may_be(back: Transaction, payment: BookedPayment) -> bool:
    opposite = is_opposite(back.amount_minor, payment.amount_minor)
    in_time = 0 <= (back.booking_date - payment.day).days <= LONGEST_AGO
    return opposite and back.currency == payment.currency and in_time


def _is_amount_of(back: Transaction, payment: BookedPayment, *, is_return: bool) -> bool:
    more = abs(back.amount_minor) - abs(payment.amount_minor)
    return 0 <= more <= MOST_CHARGED if is_return else more <= 0
