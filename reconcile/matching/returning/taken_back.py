"""Payments that a later line may have taken back without naming whose they were.

Many banks name nobody in a return, or themselves. Then a number says which payment it was; else, where the line says
that money came back, its amount alone: any payment of as much may be the one. None is called returned for that; but
none of them is sure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from importers.statement import Transaction
from reconcile.matching.knowing.classify import Said
from reconcile.matching.knowing.originals import (
    LONGEST_AGO,
    MOST_CHARGED,
    Counterparties,
    in_time,
    is_opposite,
    stated_sizes,
)
from reconcile.matching.reading.runs import Bools
from reconcile.matching.reading.said_numbers import numbers_in
from reconcile.matching.returning.undone import LARGEST, is_amount_of, is_between, is_no_credit, marks_of
from reconcile.records import BankLine

#: A number more lines carry is a creditor's own.
_MOST_HOLDERS = 50
#: Nothing but a bank's charge lies between: of more payments of about the amount none is likelier than another.
_MOST_DEARER = 3


class Backs(NamedTuple):
    """Positions of lines."""

    returns: Collection[int]  #: that give back no line we found
    shown: Collection[int]  #: of these, that give back a payment of an earlier run
    spent: Collection[int]  #: explained already


def perhaps_taken_back(lines: Sequence[BankLine], theirs: Counterparties, said: Said, backs: Backs) -> dict[int, date]:
    """Position → the day of the first later line that may have taken it back."""
    naming = (said.came_back | said.refunded | _nameless(theirs)).union(backs.returns).difference(backs.spent)
    firsts = np.ones(len(lines), dtype=bool)
    firsts[[*backs.returns, *backs.spent]] = False
    found: dict[int, date] = {}
    joined: set[int] = set()
    for back, first in _named(lines, sorted(naming), firsts, backs.returns):
        joined.add(back)
        _note(found, first, lines[back].transaction.booking_date)
    silent = _silent(lines, theirs, said, backs) - joined
    asked = sorted(silent - _of_somebody_known(lines, theirs, said, silent))
    for first, day in _OfSize(lines, firsts, asked).found() if asked else ():
        _note(found, first, day)
    return found


def _note(found: dict[int, date], position: int, day: date) -> None:
    found[position] = min(found.get(position, day), day)


def _nameless(theirs: Counterparties) -> set[int]:
    both = zip(theirs.accounts, theirs.names, strict=True)
    return {place for place, (iban, name) in enumerate(both) if not iban and not name}


def _silent(lines: Sequence[BankLine], theirs: Counterparties, said: Said, backs: Backs) -> set[int]:
    """Money that came back and says by no number which. Where words alone say so, an account says whose it is: somebody
    asks for what they sent in error themselves."""
    spoken = {position for position in said.came_back if not theirs.accounts[position]}
    asked = {*backs.returns, *spoken}.difference(backs.spent, backs.shown)
    return {position for position in asked if not numbers_in(lines[position].transaction)}


def _of_somebody_known(
    lines: Sequence[BankLine], theirs: Counterparties, said: Said, asked: Collection[int]
) -> set[int]:
    """Of these the lines that name somebody with money of the other direction in this run: what was theirs is found by
    that. What a bank takes or gives for itself makes it nobody's counterparty."""
    keys = {place: {theirs.accounts[place], theirs.names[place]} - {""} for place in asked}
    wanted = {key for group in keys.values() for key in group}
    known: set[tuple[bool, str]] = set()
    both = zip(theirs.accounts, theirs.names, strict=True)
    for place, pair in enumerate(both) if wanted else ():
        met = [key for key in pair if key in wanted]
        if met and place not in asked and said.explained(place) is None:
            known.update((lines[place].transaction.amount_minor > 0, key) for key in met)
    return {
        place
        for place in asked
        if any((lines[place].transaction.amount_minor < 0, one) in known for one in keys[place])
    }


# ------------------------------------------------------------------------------------------------------- by a number


def _named(
    lines: Sequence[BankLine], backs: Sequence[int], firsts: Bools, returns: Collection[int]
) -> Iterator[tuple[int, int]]:
    """(the later line, the earlier one): what shares a number, a reference or a mandate, and is as much."""
    marks = {position: found for position in backs if (found := marks_of(lines[position].transaction))}
    by_mark: dict[str, list[int]] = defaultdict(list)
    wanted = {mark for found in marks.values() for mark in found}
    for position in _of_about_the_size(lines, [*marks], firsts):
        for mark in marks_of(lines[position].transaction) & wanted:
            by_mark[mark].append(position)
    for position, found in marks.items():
        holders = [by_mark.get(mark, ()) for mark in found]
        back = lines[position].transaction
        for first in sorted({one for group in holders if len(group) <= _MOST_HOLDERS for one in group}):
            one = lines[first].transaction
            if _takes_back(back, one) and (position in returns or is_no_credit(back, one)):
                yield position, first


def _of_about_the_size(lines: Sequence[BankLine], backs: Sequence[int], firsts: Bools) -> list[int]:
    """Positions of the lines one of these may take back, by the amount alone (as `is_amount_of`, and some more)."""
    if not backs:
        return []
    given = [lines[position].transaction for position in backs]
    amounts = np.array([line.transaction.amount_minor for line in lines], dtype=np.int64)
    taken = np.sort(np.array([-one.amount_minor for one in given if one.amount_minor < 0], dtype=np.int64))
    said = sorted({amount for one in given for _, _, amount in _keys(one)})
    fitting = is_between(taken, amounts, amounts + MOST_CHARGED) | np.isin(amounts, said)
    found: list[int] = np.flatnonzero(fitting & firsts).tolist()
    return found


def _takes_back(back: Transaction, first: Transaction) -> bool:
    same = (back.account, back.currency) == (first.account, first.currency)
    opposite = is_opposite(back.amount_minor, first.amount_minor)
    return same and opposite and in_time(back, first) and is_amount_of(back, first)


# ------------------------------------------------------------------------------------------------------ by the amount

_Key = tuple[str, str, int]


class _OfSize:
    """Earlier lines that are as much as what came back; where there is none, the few that are less by a charge."""

    def __init__(self, lines: Sequence[BankLine], firsts: Bools, backs: Sequence[int]) -> None:
        self._lines, self._firsts = lines, firsts
        self._backs = [lines[position].transaction for position in backs]
        self._amounts = np.array([line.transaction.amount_minor for line in lines], dtype=np.int64)
        self._by_key: dict[_Key, list[int]] = defaultdict(list)  #: in time order, as all lines are
        wanted = {key for one in self._backs for key in _keys(one)}
        near = np.isin(self._amounts, [amount for _, _, amount in wanted]) & firsts
        for place in np.flatnonzero(near).tolist():
            one = lines[place].transaction
            self._by_key[one.account, one.currency, one.amount_minor].append(place)

    def found(self) -> Iterator[tuple[int, date]]:
        days: dict[_Key, list[date]] = defaultdict(list)
        unmet = []
        for back in self._backs:
            met = [key for key in _keys(back) if self._has_one_before(back, key)]
            for key in met:
                days[key].append(back.booking_date)
            if not met and back.amount_minor < 0:
                unmet.append(back)
        for key, later in days.items():
            for place in self._by_key[key]:
                if day := _first_since(later, self._day(place)):
                    yield place, day
        yield from self._dearer(unmet)

    def _has_one_before(self, back: Transaction, key: _Key) -> bool:
        places = self._by_key.get(key, [])
        end = bisect_left(places, back.booking_date.toordinal() + 1, key=lambda place: self._day(place).toordinal())
        return end > 0 and in_time(back, self._lines[places[end - 1]].transaction)

    def _dearer(self, backs: Sequence[Transaction]) -> Iterator[tuple[int, date]]:
        if not backs:
            return
        places = np.flatnonzero(self._firsts & (self._amounts > 0))
        own = [f"{one.currency} {one.account}" for one in (self._lines[place].transaction for place in places.tolist())]
        codes, names = pd.factorize(np.array(own, dtype=object))
        code_of = {name: code for code, name in enumerate(names)}
        keys = codes * LARGEST + np.minimum(self._amounts[places], LARGEST - 1)
        order = np.argsort(keys, kind="stable")
        places, keys = places[order], keys[order]
        days = np.array([self._day(place).toordinal() for place in places.tolist()], dtype=np.int64)
        for back in backs:
            code = code_of.get(f"{back.currency} {back.account}", -1)
            least = code * LARGEST + max(-back.amount_minor - MOST_CHARGED, 0)
            begin, end = np.searchsorted(keys, (least, code * LARGEST - back.amount_minor)).tolist()
            ago = back.booking_date.toordinal() - days[begin:end]
            few = places[begin:end][(ago >= 0) & (ago <= LONGEST_AGO)].tolist()
            for place in few if code >= 0 and len(few) <= _MOST_DEARER else ():
                yield place, back.booking_date

    def _day(self, place: int) -> date:
        return self._lines[place].transaction.booking_date


def _keys(back: Transaction) -> list[_Key]:
    """Own account, currency and amount of what may have come back."""
    sign = 1 if back.amount_minor < 0 else -1
    sizes = {abs(back.amount_minor), *stated_sizes(back)}
    if back.amount_minor > 0 and back.charges_minor:
        sizes.add(back.amount_minor + back.charges_minor)
    return [(back.account, back.currency, sign * size) for size in sorted(sizes)]


def _first_since(days: Sequence[date], day: date) -> date | None:
    """Of days in order, the first that may be the return of a payment of this day."""
    place = bisect_left(days, day)
    found = days[place] if place < len(days) else None
    return found if found and (found - day).days <= LONGEST_AGO else None
