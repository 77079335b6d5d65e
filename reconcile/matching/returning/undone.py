"""Payments that a later line may have undone without saying so in a word that makes it a return.

Money of the same amount, or more by a bank's charge, that goes the other way, to or from the same counterparty, with
the same number: returned, refunded, cancelled, whatever the words; or without a number, where a word says that money
came back, or within a month that it is given back. Neither is called a return for that; but the first is not sure.
What names nobody stands in `taken_back`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

import numpy as np
import pandas as pd

from importers.statement import Transaction
from reconcile.matching.knowing.originals import MOST_CHARGED, Counterparties, in_time, stated_sizes
from reconcile.matching.reading.likeness import MIN_NEAR
from reconcile.matching.reading.phrases import came_back, gives_back, speaks_of_credit
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.said_numbers import numbers_in, share_a_number
from reconcile.matching.reading.text import squeeze
from reconcile.records import BankLine

#: What speaks of money that came back is filed under this beside its numbers: it need not say which.
_ANY = ""
#: And what only says that it gives something back under this: as much, soon, and of no other number.
_SOON = " "
#: Days. What is given back later was kept, and paid for: a deposit, a bonus, the fee of a year.
_SOON_IS = 30


def perhaps_undone(
    lines: Sequence[BankLine], theirs: Counterparties, returns: Collection[int], spent: Collection[int]
) -> dict[int, date]:
    """Position → the day of the first later line that may have undone it. `returns`: lines that give back nothing we
    found; `spent`: those that are explained already."""
    found: dict[int, date] = {}
    for positions in _both_ways(lines, theirs, spent):
        later = _Later(lines, positions, returns)
        for position in positions:
            is_back = position in returns or came_back(lines[position].transaction)
            day = None if is_back else later.first_undoing(lines[position].transaction)
            if day:
                found[position] = min(found.get(position, day), day)
    return found


class _Later:
    """Lines of one counterparty, in time order, by what would join them to an earlier one."""

    def __init__(self, lines: Sequence[BankLine], positions: Sequence[int], returns: Collection[int]) -> None:
        self._by_mark: dict[tuple[bool, str], list[Transaction]] = defaultdict(list)
        for position in positions:
            one = lines[position].transaction
            marks = marks_of(one)
            if position in returns or came_back(one):
                marks.add(_ANY)
            elif gives_back(one):
                marks.add(_SOON)
            for mark in marks:
                self._by_mark[one.amount_minor < 0, mark].append(one)

    def first_undoing(self, first: Transaction) -> date | None:
        """Its day."""
        days = (self._first(first, mark) for mark in {_ANY, _SOON, *marks_of(first)})
        return min((day for day in days if day), default=None)

    def _first(self, first: Transaction, mark: str) -> date | None:
        later = self._by_mark.get((first.amount_minor > 0, mark), [])
        begin = bisect_left(later, first.booking_date, key=_day)
        for place in range(begin, len(later)):
            back = later[place]
            if not in_time(back, first):
                return None
            if is_amount_of(back, first) and _FITS.get(mark, is_no_credit)(back, first):
                return back.booking_date
        return None


def _day(one: Transaction) -> date:
    return one.booking_date


def marks_of(one: Transaction) -> set[str]:
    """Its numbers, references and mandate; its text where that has a number of any kind."""
    said = squeeze(one.remittance)
    texts = {
        "reference": squeeze(one.creditor_reference),
        "end to end": squeeze(one.end_to_end_id),
        "mandate": squeeze(one.mandate_id),
        "text": said if _HAS_NUMBER.search(said) else "",
    }
    return {*numbers_in(one), *(f"{what} {text}" for what, text in texts.items() if text)}


_HAS_NUMBER = re.compile(rf"[0-9]{{{MIN_NEAR},}}")


def is_amount_of(back: Transaction, first: Transaction) -> bool:
    """As much; or more by the bank's charge, where money is taken that came in; or less by what the bank says it took,
    where money comes in that was sent."""
    more = abs(back.amount_minor) - abs(first.amount_minor)
    if back.amount_minor < 0:
        return 0 <= more <= MOST_CHARGED
    return more == 0 or -more == back.charges_minor or abs(first.amount_minor) in stated_sizes(back)


def _is_any_of(back: Transaction, first: Transaction) -> bool:
    """What comes back dearer, and names another number, is another payment's."""
    same = abs(back.amount_minor) == abs(first.amount_minor) or abs(first.amount_minor) in stated_sizes(back)
    return same or not numbers_in(back) or not numbers_in(first)


def _is_given_back(back: Transaction, first: Transaction) -> bool:
    """As much, within a month, and with no other number."""
    in_a_month = (back.booking_date - first.booking_date).days <= _SOON_IS
    same = abs(back.amount_minor) == abs(first.amount_minor)
    return same and in_a_month and (not numbers_in(back) or not numbers_in(first) or share_a_number(back, first))


#: What has to be so beside the amount, by what joins the two.
_FITS: dict[str, Callable[[Transaction, Transaction], bool]] = {_ANY: _is_any_of, _SOON: _is_given_back}


def is_no_credit(back: Transaction, first: Transaction) -> bool:
    """A credit note is paid out on its own account; but what comes back repeats what was said."""
    return not speaks_of_credit(back) or speaks_of_credit(first) or came_back(back)


# ----------------------------------------------------------------------------------------- counterparties of both ways


def _both_ways(lines: Sequence[BankLine], theirs: Counterparties, spent: Collection[int]) -> Iterator[list[int]]:
    """By own account, currency and counterparty, in time order: the lines that another one of about their amount and of
    the opposite sign may undo. Nearly all counterparties only pay or are only paid."""
    amounts = np.array([line.transaction.amount_minor for line in lines], dtype=np.int64)
    for column in theirs if lines else ():
        groups: dict[int, list[int]] = defaultdict(list)
        places, parties = _of_both_signs(column, amounts)
        own = [lines[place].transaction for place in places.tolist()]
        accounts, names = pd.factorize(np.array([f"{one.currency} {one.account}" for one in own], dtype=object))
        codes = parties * max(len(names), 1) + accounts
        near = _near_an_opposite(codes, amounts[places])
        for place, code in zip(places[near].tolist(), codes[near].tolist(), strict=True):
            if place not in spent:
                groups[code].append(place)
        yield from groups.values()


def _of_both_signs(parties: Sequence[str], amounts: Ints) -> tuple[Ints, Ints]:
    """(places, the counterparty's code of each)."""
    codes, names = pd.factorize(np.array(parties, dtype=object))
    money_in, money_out = (
        np.bincount(codes[chosen], minlength=len(names)) > 0 for chosen in (amounts > 0, amounts < 0)
    )
    places = np.flatnonzero((money_in & money_out & (names != ""))[codes])
    return places, codes[places]


def _near_an_opposite(codes: Ints, amounts: Ints) -> Bools:
    """Money in, and money out that is as much or more by what banks charge at most."""
    size, is_in = np.minimum(np.abs(amounts), LARGEST), amounts > 0
    keys = codes * (LARGEST + MOST_CHARGED + 1) + size
    given, taken = np.sort(keys[is_in]), np.sort(keys[~is_in])
    least = keys - np.minimum(size, MOST_CHARGED)
    return np.where(is_in, is_between(taken, keys, keys + MOST_CHARGED), is_between(given, least, keys))


#: Minor units: larger amounts are as one where they are only looked for.
LARGEST = 10**11


def is_between(keys: Ints, least: Ints, most: Ints) -> Bools:
    """Whether one lies between, of each."""
    found: Bools = np.searchsorted(keys, least) < np.searchsorted(keys, most, side="right")
    return found
