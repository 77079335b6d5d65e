"""What returned debits and refunds give back: lines of this run, and payments of earlier ones that Kanbert shows.

A debit comes back up to eight weeks later, long after the statement it was collected on. The end-to-end id, the text or
the payer says which payment that was. A person books it (money.md 1), so what is found is shown and nothing more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from importers.statement import Transaction
from reconcile.matching.classify import returned
from reconcile.matching.likeness import MIN_NEAR, windows_of
from reconcile.matching.numbers import named_in
from reconcile.matching.offers import KeyIndex, number_offers
from reconcile.matching.pieces import cut_pieces
from reconcile.matching.runs import cut
from reconcile.matching.text import NAMED, fold_name, plain_lines, squeeze
from reconcile.records import BankLine, BookedPayment

#: Minor units: what banks charge for a return is less.
_MOST_CHARGED = 2_500
#: Days: a debit nobody agreed to is given back for thirteen months (SEPA Core Direct Debit rulebook), nothing longer.
_LONGEST_AGO = 400


class GivenBack:
    """Asked of returns and refunds only."""

    def __init__(
        self,
        lines: Sequence[BankLine],
        returns: Collection[int],
        refunds: Collection[int],
        payments: Sequence[BookedPayment],
        max_holders: int,
    ) -> None:
        """Positions of lines. `max_holders`: a number that more payments carry names none of them."""
        self._lines, self._returns = lines, returns
        asked = sorted({*returns, *refunds})
        backs = [lines[position].transaction for position in asked]
        self._index = _LineIndex(lines, backs)
        self._parts = _PartIndex(lines, [lines[position].transaction for position in sorted({*refunds} - {*returns})])
        self._payments = dict(zip(asked, _payments_of(backs, payments, max_holders), strict=True))

    def lines(self, position: int) -> list[int]:
        """The lines this one may give back, the latest first: the same end-to-end id, else amount and counterparty; of
        a refund, else, what the same counterparty paid more of and with the same number."""
        back = self._lines[position].transaction
        found = self._giving_back(back, self._index.of_end_to_end(back))
        found = found or self._giving_back(back, self._index.of_amount(back))
        if not found and position not in self._returns:
            found = [one for one in self._parts.of_counterparty(back) if _is_part_of(back, self._of(one))]
        return sorted(found, key=lambda one: (self._of(one).booking_date, one), reverse=True)

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

    def _giving_back(self, back: Transaction, positions: Iterable[int]) -> list[int]:
        return [one for one in positions if _gives_back(back, self._of(one))]

    def _of(self, position: int) -> Transaction:
        return self._lines[position].transaction


# ------------------------------------------------------------------------------------------------- lines of this run


class _LineIndex:
    """Lines by end-to-end id, and by currency, amount and counterparty, as far as one of those `asked` may ask."""

    def __init__(self, lines: Sequence[BankLine], asked: Sequence[Transaction]) -> None:
        self._by_id: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_amount: dict[tuple[str, str, int, str], list[int]] = defaultdict(list)
        ids, amounts = {one.end_to_end_id for one in asked}, {abs(one.amount_minor) for one in asked}
        keys = {squeeze(one) for one in ids} - {""}
        for position, line in enumerate(lines):
            one = line.transaction
            if one.end_to_end_id and keys and (key := squeeze(one.end_to_end_id)) in keys and one.is_booked:
                self._by_id[one.account, key].append(position)
            if abs(one.amount_minor) in amounts and one.is_booked:
                for party in _counterparties(one):
                    self._by_amount[one.account, one.currency, abs(one.amount_minor), party].append(position)

    def of_end_to_end(self, back: Transaction) -> list[int]:
        key = squeeze(back.end_to_end_id)
        return self._by_id.get((back.account, key), []) if key else []

    def of_amount(self, back: Transaction) -> set[int]:
        size = abs(back.amount_minor)
        keys = [(back.account, back.currency, size, party) for party in _counterparties(back)]
        return {position for key in keys for position in self._by_amount.get(key, ())}


class _PartIndex:
    """Lines by currency and counterparty, as written, as far as one of those `asked` may ask."""

    def __init__(self, lines: Sequence[BankLine], asked: Sequence[Transaction]) -> None:
        self._by_party: dict[tuple[str, str], list[int]] = defaultdict(list)
        parties = {party for one in asked for party in _as_written(one)}
        for position, line in enumerate(lines) if parties else ():
            one = line.transaction
            for party in (one.counterparty_iban, one.counterparty_name):
                if party in parties:
                    self._by_party[one.currency, party].append(position)

    def of_counterparty(self, back: Transaction) -> set[int]:
        return {one for party in _as_written(back) for one in self._by_party.get((back.currency, party), ())}


def _counterparties(one: Transaction) -> set[str]:
    return _payers(one.counterparty_iban, one.counterparty_name)


def _as_written(one: Transaction) -> list[str]:
    return [text for text in (one.counterparty_iban, one.counterparty_name) if text]


def _is_opposite(amount: int, other: int) -> bool:
    return (amount < 0) != (other < 0)


def _is_before(back: Transaction, original: Transaction) -> bool:
    """Opposite sign, not later, and no return itself."""
    opposite = _is_opposite(back.amount_minor, original.amount_minor)
    return opposite and original.booking_date <= back.booking_date and not returned(original)


def _gives_back(back: Transaction, original: Transaction) -> bool:
    """A return may be larger by the bank's fee, never smaller."""
    return abs(original.amount_minor) <= abs(back.amount_minor) and _is_before(back, original)


def _is_part_of(back: Transaction, original: Transaction) -> bool:
    if not original.is_booked or abs(original.amount_minor) <= abs(back.amount_minor) or not _is_before(back, original):
        return False
    return not _numbers_in(back).isdisjoint(_numbers_in(original))


def _numbers_in(one: Transaction) -> set[str]:
    """But for dates and months."""
    return {number for number in windows_of(_DATE.sub(" ", one.remittance)) if len(number) >= MIN_NEAR}


_DATE = re.compile(
    r"(?<![0-9-])(?:20[0-9]{2}-[01][0-9](?:-[0-3][0-9])?|(?:[0-9]{1,2}[./]){1,2}(?:20)?[0-9]{2})(?![0-9])"
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
    strong = found.strength >= NAMED
    by_text: list[list[BookedPayment]] = [[] for _ in backs]
    for text, payment in sorted(zip(found.text[strong].tolist(), found.item[strong].tolist(), strict=True)):
        by_text[text].append(payments[payment])
    return by_text


def _of_payer(backs: Sequence[Transaction], payments: Sequence[BookedPayment]) -> list[list[BookedPayment]]:
    amounts = {abs(one.amount_minor) for one in backs}
    by_payer: dict[tuple[int, str], dict[int, BookedPayment]] = defaultdict(dict)
    for place, payment in enumerate(payments):
        if abs(payment.amount_minor) in amounts:
            for payer in _payers(payment.iban, *payment.party_names):
                by_payer[abs(payment.amount_minor), payer][place] = payment
    found = []
    for one in backs:
        theirs: dict[int, BookedPayment] = {}
        for payer in _counterparties(one):
            theirs |= by_payer.get((abs(one.amount_minor), payer), {})
        found.append([theirs[place] for place in sorted(theirs)])
    return found


def _is_payer(back: Transaction, payment: BookedPayment) -> bool:
    return not _payers(payment.iban, *payment.party_names).isdisjoint(_counterparties(back))


def _payers(iban: str, *names: str) -> set[str]:
    """An account and names, as they may be compared."""
    return {iban, *map(fold_name, names)} - {""}


def _may_be(back: Transaction, payment: BookedPayment) -> bool:
    opposite = _is_opposite(back.amount_minor, payment.amount_minor)
    in_time = 0 <= (back.booking_date - payment.day).days <= _LONGEST_AGO
    return opposite and back.currency == payment.currency and in_time


def _is_amount_of(back: Transaction, payment: BookedPayment, *, is_return: bool) -> bool:
    more = abs(back.amount_minor) - abs(payment.amount_minor)
    return 0 <= more <= _MOST_CHARGED if is_return else more <= 0
