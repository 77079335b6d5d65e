"""Joins of columns: rows by their key, and rows that share a key and belong to one of several parties.

A frame's merge would first put every line beside every party of its account; of a payment service there are thousands
of both. Here the shorter way is taken, row by row: through the parties, or through what has the key.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.reading.runs import Bools, Hashes, Ints

_MIX = np.uint64(0xD6E8FEB86659FD93)  # odd: no two parties become one


def members(start: Ints, count: Ints) -> Ints:
    """The places of groups that stand one behind the other: `count[i]` from `start[i]` on, group after group."""
    through = np.cumsum(count)
    places: Ints = np.repeat(start - through + count, count) + np.arange(int(count.sum()))
    return places


def are_in(numbers: Ints | Hashes, known: Ints | Hashes) -> Bools:
    """Whether each number is one of `known`, which are sorted."""
    if not len(known):
        return np.zeros(len(numbers), dtype=bool)
    answer: Bools = known[np.minimum(np.searchsorted(known, numbers), len(known) - 1)] == numbers
    return answer


def come_once(keys: Ints) -> Bools:
    """Of each: no other is like it."""
    _, place, times = np.unique(keys, return_inverse=True, return_counts=True)
    once: Bools = times[place] == 1
    return once


def are_first(*columns: NDArray[Any]) -> Bools:
    """Of rows that are sorted by these columns: it is the first of those that are alike."""
    first = np.zeros(len(columns[0]), dtype=bool)
    first[:1] = True
    for column in columns:
        first[1:] |= column[1:] != column[:-1]
    return first


def first_of_each(*columns: NDArray[Any]) -> Ints:
    """Where in rows sorted by these columns those begin that are alike."""
    return np.flatnonzero(are_first(*columns))


class Groups:
    """Numbers, 0 or above, in groups."""

    def __init__(self, start: Ints, count: Ints, number: Ints) -> None:
        """Of each group its first place in `number`, and how many follow."""
        self.start, self.count, self.number = start, count, number

    @classmethod
    def of(cls, groups: Sequence[Sequence[int]]) -> Groups:
        count = np.array([len(group) for group in groups], dtype=np.int64)
        number = np.array([one for group in groups for one in group], dtype=np.int64)
        return cls(np.cumsum(count) - count, count, number)

    def expand(self, asked: Ints) -> tuple[Ints, Ints]:
        """(place in `asked`, number) of every number of the groups asked for."""
        count = self.count[asked]
        return np.repeat(np.arange(len(asked)), count), self.number[members(self.start[asked], count)]

    def hold(self, asked: Ints, numbers: Ints) -> Bools:
        """Whether each number is in the group beside it."""
        known, width = self._known
        return are_in(asked * width + numbers, known) & (numbers < width)

    @cached_property
    def _known(self) -> tuple[Ints, int]:
        """(group, number) as one integer each, sorted; the width of a group."""
        group, number = self.expand(np.arange(len(self.count)))
        width = int(number.max(initial=0)) + 1
        return np.sort(group * width + number), width


class Table:
    """Distinct hashes, found by their first bits: halving misses the processor's cache at every step."""

    def __init__(self, hashes: Hashes) -> None:
        """Sorted, each once."""
        self._hashes, self._count = np.append(hashes, _LAST), len(hashes)
        bits = len(hashes).bit_length() + _ROOM
        self._shift = np.uint64(64 - bits)
        #: of all that begin with the same bits, the first
        counts = np.bincount((hashes >> self._shift).astype(np.int64), minlength=1 << bits)
        self._first = np.cumsum(counts) - counts

    def find(self, asked: Hashes) -> tuple[Ints, Ints]:
        """(place in `asked`, place among the hashes) of those that are there."""
        at = self._first[asked >> self._shift]
        before = np.flatnonzero(self._hashes[at] < asked)
        while len(before):
            at[before] += 1
            before = before[self._hashes[at[before]] < asked[before]]
        hit = np.flatnonzero((self._hashes[at] == asked) & (at < self._count))
        return hit, at[hit]


_LAST = np.uint64(2**64 - 1)
_ROOM = 1  # hashes seldom share their first bits then


class ByKey:
    """Rows by their key, an integer of any kind."""

    def __init__(self, keys: Ints | Hashes) -> None:
        hashes = _hashes_of(keys)
        order = np.argsort(hashes, kind="stable")
        start = first_of_each(hashes[order])
        self.keys = keys[order[start]]
        self.rows = Groups(start, np.diff(start, append=len(keys)), order)  #: of each key
        self._table = Table(hashes[order[start]])

    def find(self, asked: Ints | Hashes) -> tuple[Ints, Ints]:
        """(place in `asked`, group of `rows`) of those that are the key of any row."""
        return self._table.find(_hashes_of(asked))

    def lookup(self, asked: Ints | Hashes) -> tuple[Ints, Ints]:
        """(place in `asked`, row) of every row that has the key asked for."""
        hit, group = self.find(asked)
        place, row = self.rows.expand(group)
        return hit[place], row


class OfParties:
    """Rows that have a key and belong to one of several parties."""

    def __init__(self, keys: Ints | Hashes, parties: Ints) -> None:
        """One key and one party per row."""
        self._keys, self._parties = keys.astype(np.uint64), parties
        self.by_key, self._by_both = ByKey(self._keys), ByKey(joined(self._keys, parties))

    def lookup(self, asked: Ints | Hashes, *payers: tuple[Groups, Ints]) -> tuple[Ints, Ints]:
        """(place in `asked`, row) of every row of that key that belongs to a party of a group beside it.

        `payers`: groups, which hold a party once, and of each key asked for its group among these; rows found through
        several come as often.
        """
        place, found = self.by_key.find(asked.astype(np.uint64))
        ways = [self._of(place, found, groups, group[place]) for groups, group in payers]
        return np.concatenate([at for at, _ in ways]), np.concatenate([row for _, row in ways])

    def _of(self, place: Ints, found: Ints, groups: Groups, group: Ints) -> tuple[Ints, Ints]:
        """Through the parties or through the rows of the key, whichever are fewer."""
        parties = groups.count[group]
        through_parties = (parties > 0) & (parties <= self.by_key.rows.count[found])
        through_rows = (parties > 0) & ~through_parties
        ways = (
            self._through_parties(found[through_parties], groups, group[through_parties]),
            self._through_rows(found[through_rows], groups, group[through_rows]),
        )
        at = np.concatenate(
            [place[way][at] for way, (at, _) in zip((through_parties, through_rows), ways, strict=True)]
        )
        return at, np.concatenate([row for _, row in ways])

    def _through_parties(self, found: Ints, groups: Groups, group: Ints) -> tuple[Ints, Ints]:
        keys = self.by_key.keys[found].astype(np.uint64, copy=False)
        at, party = groups.expand(group)
        hit, row = self._by_both.lookup(joined(keys[at], party))
        at, party = at[hit], party[hit]
        same = (self._keys[row] == keys[at]) & (self._parties[row] == party)
        return at[same], row[same]

    def _through_rows(self, found: Ints, groups: Groups, group: Ints) -> tuple[Ints, Ints]:
        at, row = self.by_key.rows.expand(found)
        theirs = groups.hold(group[at], self._parties[row])
        return at[theirs], row[theirs]


def _hashes_of(keys: Ints | Hashes) -> Hashes:
    """No two become one, and what lies side by side lies apart."""
    return keys.astype(np.uint64, copy=False) * _MIX


def joined(keys: Hashes, parties: Ints) -> Hashes:
    """Key and party as one key."""
    return (keys ^ (parties.astype(np.uint64) + np.uint64(1)) * _MIX) * _MIX
