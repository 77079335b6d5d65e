"""Lines of this run that a return or a refund may give back.

A return takes all of its original, and often the bank's charge with it: it may be dearer, never smaller. A refund may
be a part.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from importers.statement import Transaction
from reconcile.matching.knowing.classify import returned
from reconcile.matching.reading.said_numbers import numbers_in, share_a_number
from reconcile.matching.reading.text import fold_name, squeeze
from reconcile.records import BankLine

#: Minor units: what banks charge for a return is less.
MOST_CHARGED = 2_500
#: Days: a debit nobody agreed to is given back for thirteen months (SEPA Core Direct Debit rulebook), nothing longer.
LONGEST_AGO = 400


class Originals:
    """Asked of returns and refunds only."""

    def __init__(
        self, lines: Sequence[BankLine], theirs: Counterparties, returns: Sequence[int], refunds: Sequence[int]
    ) -> None:
        self._lines = lines
        backs = [lines[position].transaction for position in (*returns, *refunds)]
        self._by_id = _by_end_to_end(lines, backs)
        self._by_party = _ByParty(lines, theirs, backs)
        self._parts = _PartIndex(lines, self._by_party.places, [lines[place].transaction for place in refunds])

    def of_return(self, back: Transaction) -> list[int]:
        """The same end-to-end id; else the same number, or the same amount: what the bank states the original was, what
        was taken, what is less by a charge."""
        return self._of_end_to_end(back) or self._of_payer(back)

    def of_refund(self, back: Transaction) -> list[int]:
        """The same end-to-end id, else amount and counterparty, else what the counterparty paid more of and with the
        same number."""
        return self._of_end_to_end(back) or self._of_size(back, abs(back.amount_minor)) or self._part(back)

    def _of_end_to_end(self, back: Transaction) -> list[int]:
        key = squeeze(back.end_to_end_id)
        return self._giving_back(back, self._by_id.get((back.account, key), ()) if key else ())

    def _of_payer(self, back: Transaction) -> list[int]:
        stated = [one for size in stated_sizes(back) for one in self._of_size(back, size)]
        whole = [one for one in self._of_size(back, abs(back.amount_minor)) if not _names_another(back, self._of(one))]
        less = self._less_a_charge(back)
        for group in (stated, whole, less):
            if same := [one for one in group if share_a_number(back, self._of(one))]:
                return same
        return stated or whole or self._without_a_number(back, less)

    def _without_a_number(self, back: Transaction, less: list[int]) -> list[int]:
        """Where nothing says which: the only one that says nothing either, else any of several."""
        if numbers_in(back) or stated_sizes(back):
            return []
        return less if len(less) > 1 or not any(numbers_in(self._of(one)) for one in less) else []

    def _of_size(self, back: Transaction, size: int) -> list[int]:
        return self._giving_back(back, self._by_party.between(back, size, size))

    def _less_a_charge(self, back: Transaction) -> list[int]:
        """Only money that came in: whose own debit is given back pays nothing for it."""
        if back.amount_minor > 0:
            return []
        size = abs(back.amount_minor)
        found = self._giving_back(back, self._by_party.between(back, size - MOST_CHARGED, size - 1))
        return [one for one in found if in_time(back, self._of(one))]

    def _part(self, back: Transaction) -> list[int]:
        return [one for one in self._parts.of_counterparty(back) if _is_part_of(back, self._of(one))]

    def _giving_back(self, back: Transaction, positions: Iterable[int]) -> list[int]:
        return [one for one in positions if _gives_back(back, self._of(one))]

    def _of(self, position: int) -> Transaction:
        return self._lines[position].transaction


class Counterparties(NamedTuple):
    """Of each line."""

    accounts: list[str]
    names: list[str]  #: folded


def stated_sizes(back: Transaction) -> list[int]:
    """What the original was, where the bank says so: less the charges it took, or in so many words, if only in its
    text: `RUECKLASTSCHRIFT 1190,00 ENTGELT 3,00`."""
    size, original = abs(back.amount_minor), back.original
    less = {size - back.charges_minor} if 0 < back.charges_minor < size else set()
    said = {original.amount_minor} if original and original.currency == back.currency else set()
    written = {one for one in _written_sizes(back.remittance) if size - one <= MOST_CHARGED}
    return sorted(one for one in less | said | written if 0 < one < size)


#: With two decimals, as those currencies have whose banks write so.
_WRITTEN = re.compile(r"(?<![0-9.,])([0-9]{1,3}(?:[.' ]?[0-9]{3})*),([0-9]{2})(?![0-9.,])")


@lru_cache(maxsize=4096)  # a line is asked beside each it may give back
def _written_sizes(text: str) -> tuple[int, ...]:
    """Amounts that stand in a text."""
    found = _WRITTEN.findall(text) if "," in text else ()
    return tuple(int(_NO_DIGIT.sub("", whole) + cents) for whole, cents in found)


_NO_DIGIT = re.compile("[^0-9]+")


def in_time(back: Transaction, original: Transaction) -> bool:
    return 0 <= (back.booking_date - original.booking_date).days <= LONGEST_AGO


def payers(iban: str, *names: str) -> set[str]:
    """An account and names, as they may be compared."""
    return {iban, *map(fold_name, names)} - {""}


def is_opposite(amount: int, other: int) -> bool:
    return (amount < 0) != (other < 0)


def _gives_back(back: Transaction, original: Transaction) -> bool:
    return abs(original.amount_minor) <= abs(back.amount_minor) and _is_before(back, original)


def _is_before(back: Transaction, original: Transaction) -> bool:
    """Opposite sign, not later, and no return itself."""
    opposite = is_opposite(back.amount_minor, original.amount_minor)
    return opposite and original.booking_date <= back.booking_date and not returned(original)


def _names_another(back: Transaction, original: Transaction) -> bool:
    """Each has a number, and they share none."""
    return bool(numbers_in(back) and numbers_in(original)) and not share_a_number(back, original)


def _is_part_of(back: Transaction, original: Transaction) -> bool:
    if not original.is_booked or abs(original.amount_minor) <= abs(back.amount_minor) or not _is_before(back, original):
        return False
    return share_a_number(back, original)


# ---------------------------------------------------------------------------------------------------------- indices


def _by_end_to_end(lines: Sequence[BankLine], asked: Sequence[Transaction]) -> dict[tuple[str, str], list[int]]:
    """Booked lines by own account and end-to-end id, as far as one of those `asked` may ask."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    keys = {squeeze(one) for one in {one.end_to_end_id for one in asked}} - {""}
    for position, line in enumerate(lines) if keys else ():
        one = line.transaction
        if one.end_to_end_id and (key := squeeze(one.end_to_end_id)) in keys and one.is_booked:
            found[one.account, key].append(position)
    return found


class _ByParty:
    """Booked lines by own account, currency and counterparty, of each in the order of their amounts; as far as one of
    those `asked` may ask. Who has a mandate with us is known by that too."""

    def __init__(self, lines: Sequence[BankLine], theirs: Counterparties, asked: Sequence[Transaction]) -> None:
        self._sizes: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
        parties = {party for one in asked for party in _keys(one)}
        mandates = {one.mandate_id for one in asked if one.amount_minor < 0} - {""}
        both = zip(theirs.accounts, theirs.names, strict=True)
        chosen = [place for place, (iban, name) in enumerate(both) if iban in parties or name in parties]
        if mandates:
            chosen += [place for place, line in enumerate(lines) if line.transaction.mandate_id in mandates]
        self.places = sorted({*chosen})  #: of all their lines
        for place in self.places:
            one = lines[place].transaction
            keys = {theirs.accounts[place], theirs.names[place], _mandate(one)}
            for party in keys & parties if one.is_booked else ():
                self._sizes[one.account, one.currency, party].append((abs(one.amount_minor), place))
        for sizes in self._sizes.values():
            sizes.sort()

    def between(self, back: Transaction, least: int, most: int) -> list[int]:
        found: dict[int, None] = {}
        for party in _keys(back):
            sizes = self._sizes.get((back.account, back.currency, party), [])
            first, end = (bisect_left(sizes, (size, -1)) for size in (least, most + 1))
            found |= dict.fromkeys(position for _, position in sizes[first:end])
        return sorted(found)


def _keys(back: Transaction) -> set[str]:
    """A mandate is one of our own debtors'; of suppliers several may have given us the same number."""
    mandate = _mandate(back) if back.amount_minor < 0 else ""
    return (payers(back.counterparty_iban, back.counterparty_name) | {mandate}) - {""}


def _mandate(one: Transaction) -> str:
    """Nothing else reads like this."""
    return f"mandate:{one.mandate_id}" if one.mandate_id else ""


class _PartIndex:
    """Lines by currency and counterparty, as written, as far as one of those `asked` may ask."""

    def __init__(self, lines: Sequence[BankLine], places: Sequence[int], asked: Sequence[Transaction]) -> None:
        self._by_party: dict[tuple[str, str], list[int]] = defaultdict(list)
        parties = {party for one in asked for party in _as_written(one)}
        for place in places if parties else ():
            one = lines[place].transaction
            for party in (one.counterparty_iban, one.counterparty_name):
                if party in parties:
                    self._by_party[one.currency, party].append(place)

    def of_counterparty(self, back: Transaction) -> set[int]:
        return {one for party in _as_written(back) for one in self._by_party.get((back.currency, party), ())}


def _as_written(one: Transaction) -> list[str]:
    return [text for text in (one.counterparty_iban, one.counterparty_name) if text]
