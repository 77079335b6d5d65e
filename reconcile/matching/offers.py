"""Under which keys documents can be found: their numbers in several strengths, and further texts.

Each document offers its number whole, digits only, prefix and sequence, and the bare sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.doubtful import keys_of_words
from reconcile.matching.joins import Table, are_in, first_of_each, members
from reconcile.matching.runs import MAX_KEY, POWERS, Bools, Hashes, Ints, Keys, Runs, cut
from reconcile.matching.text import Strength

Strengths = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Offers:
    """Keys with the document that offers each, and how much of its number the key carries."""

    key: Hashes
    item: Ints
    strength: Strengths

    def __add__(self, other: Offers) -> Offers:
        return Offers(
            np.concatenate((self.key, other.key)),
            np.concatenate((self.item, other.item)),
            np.concatenate((self.strength, other.strength)),
        )


class KeyIndex:
    """Keys → the documents that hold them. A key held by more than `max_holders` is no key, but `crowded`."""

    def __init__(self, offers: Offers, max_holders: int) -> None:
        order = np.lexsort((offers.item * len(Strength) - offers.strength, offers.key))  # an item's strongest first
        key, item, strength = offers.key[order], offers.item[order], offers.strength[order]
        best = np.ones(len(key), dtype=bool)
        best[1:] = (key[1:] != key[:-1]) | (item[1:] != item[:-1])
        best &= strength > Strength.NONE
        key, self._item, self._strength = key[best], item[best], strength[best]
        starts = first_of_each(key)
        keys, holders = key[starts], np.diff(starts, append=len(key))
        few = holders <= max_holders
        many = np.repeat(~few, holders)
        self.crowded = Offers(key[many], self._item[many], self._strength[many])  #: what too many documents offer
        self._table, self._starts, self._holders = Table(keys[few]), starts[few], holders[few]
        self._shift = np.uint64(64 - min(len(keys).bit_length() + _SIEVE_BITS, _MOST_BITS))
        self._seen = np.zeros(1 << (64 - int(self._shift)), dtype=bool)
        self._seen[keys >> self._shift] = True

    def sieved(self, keys: Hashes) -> Ints:
        """The places of those that may be a key, a crowded one included: nearly none is, and a small table says so."""
        return np.flatnonzero(self._seen[keys >> self._shift])

    def lookup(self, keys: Hashes) -> tuple[Ints, Ints, Strengths]:
        """(place in `keys`, item, strength) of every hit."""
        places, found = self._table.find(keys)
        times = self._holders[found]
        rows = members(self._starts[found], times)
        return np.repeat(places, times), self._item[rows], self._strength[rows]


_SIEVE_BITS = 4  # one in 16 keys or fewer passes by chance
_MOST_BITS = 26


def number_offers(runs: Runs, items: Ints, written: Ints | None = None) -> Offers:
    """Every key under which invoice numbers may be quoted; a number without digits offers none. `written`: of each the
    year its document was written in, 0 where that is not known; at the end of a number it is no sequence (`AR-117/26`).
    """
    if not len(runs.text):
        return Offers(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int8))
    digits = _digit_runs(runs)
    whole, plain_whole = joined_runs(runs, runs.raw), joined_runs(runs, runs.bare)
    raw_digits, bare_digits = joined_runs(runs, runs.raw, runs.digits), joined_runs(runs, runs.bare, runs.digits)
    last = _last_digits(runs, runs.digits if written is None else _without_year_at_end(runs, digits, written))
    prefixed = runs.raw[_safe(runs.first[:-1], runs)] + last
    lettered = digits < runs.count
    is_year = are_in(bare_digits.hash, _YEARS)
    of_raw = _strength_of_digits(raw_digits.length, is_year)  # zeros in front, where they are quoted, say as much
    of_bare = _strength_of_digits(bare_digits.length, is_year)
    of_whole = np.where(bare_digits.length >= 3, Strength.WHOLE, Strength.WEAK)
    several = digits > 1
    begins_lettered = several & ~runs.digits[_safe(runs.first[:-1], runs)]
    given = [
        (whole, np.where(lettered, of_whole, of_raw), digits > 0),
        (plain_whole, np.where(lettered, of_whole, of_bare), (digits > 0) & (plain_whole.hash != whole.hash)),
        (raw_digits, np.minimum(np.where(lettered, of_bare, of_raw), Strength.DIGITS), digits > 0),
        (bare_digits, np.minimum(of_bare, Strength.DIGITS), (digits > 0) & (bare_digits.hash != raw_digits.hash)),
        (last, np.where(last.length > 1, Strength.WEAK, Strength.NONE), several),
        (prefixed, np.where(last.length > 2, Strength.SEQUENCE, Strength.WEAK), begins_lettered),
    ]
    return offers(given, items)


def text_offers(runs: Runs, items: Ints, strengths: Ints) -> Offers:
    """Keys of further texts of the documents: only as a whole, and only with four digits or more."""
    enough = joined_runs(runs, runs.raw, runs.digits).length >= 4
    whole, bare = joined_runs(runs, runs.raw), joined_runs(runs, runs.bare)
    return offers([(whole, strengths, enough), (bare, strengths, enough & (bare.hash != whole.hash))], items)


def offers(given: Sequence[tuple[Keys, NDArray[np.integer[Any]], Bools]], items: Ints) -> Offers:
    """Of each (keys, strengths, which of them) one row per item."""
    return Offers(
        np.concatenate([key.hash[chosen] for key, _, chosen in given]),
        np.concatenate([items[chosen] for *_, chosen in given]),
        np.concatenate([strength[chosen].astype(np.int8) for _, strength, chosen in given]),
    )


def joined_runs(runs: Runs, keys: Keys, chosen: Bools | None = None) -> Keys:
    """Per text the (chosen) runs joined."""
    rows = np.arange(len(runs.text)) if chosen is None else np.flatnonzero(chosen)
    text, length = runs.text[rows], keys.length[rows]
    through = np.cumsum(length)
    opens = np.flatnonzero(np.concatenate(([True], text[1:] != text[:-1]))[: len(rows)])
    before = np.repeat((through - length)[opens], np.diff(np.append(opens, len(rows))))  # of the texts so far
    place = np.minimum(through - length - before, MAX_KEY)
    total = Keys(np.zeros(len(runs.first) - 1, dtype=np.uint64), np.zeros(len(runs.first) - 1, dtype=np.int64))
    if len(rows):
        total.hash[text[opens]] = np.add.reduceat(keys.hash[rows] * POWERS[place], opens)
        total.length[text[opens]] = np.minimum(np.add.reduceat(length, opens), MAX_KEY)
    return total


def _digit_runs(runs: Runs) -> Ints:
    return np.bincount(runs.text[runs.digits], minlength=len(runs.first) - 1)


def _without_year_at_end(runs: Runs, digits: Ints, written: Ints) -> Bools:
    """The runs of digits but for the last one of two, where that is the year and the other is not."""
    is_year = runs.digits & _is_of_year(runs, written[runs.text])
    years = np.bincount(runs.text[is_year], minlength=len(written))
    ends = np.zeros(len(runs.text), dtype=bool)
    ends[_safe(runs.first[1:] - 1, runs)] = True
    chosen: Bools = runs.digits & ~(is_year & ends & (digits == 2)[runs.text] & (years == 1)[runs.text])
    return chosen


def _is_of_year(runs: Runs, years: Ints) -> Bools:
    """Of each run: it is this year, with four digits or two."""
    known = (years >= _FIRST_YEAR) & (years < _FIRST_YEAR + len(_YEAR_WRITTEN))
    of_year = _YEAR_WRITTEN[np.where(known, years - _FIRST_YEAR, 0)]
    same: Bools = known & (runs.raw.hash[:, None] == of_year).any(axis=1)
    return same


def _last_digits(runs: Runs, chosen: Bools) -> Keys:
    """Per text the last of the chosen runs, without leading zeros; the empty key where there is none."""
    last = np.full(len(runs.first) - 1, -1)
    places = np.flatnonzero(chosen)
    last[runs.text[places]] = places
    return runs.bare[np.maximum(last, 0)].where(last >= 0)


def _safe(rows: Ints, runs: Runs) -> Ints:
    return np.minimum(rows, max(len(runs.text) - 1, 0))


_FIRST_YEAR = 1970
#: Of each year from then on: written in full, and with two digits.
_YEAR_WRITTEN = cut([f"{year}-{year % 100:02d}" for year in range(_FIRST_YEAR, 2100)]).raw.hash.reshape(-1, 2)
#: Up to four digits, without leading zeros, that begin with 19 or 20.
_YEARS = keys_of_words(*(f"{year}"[:length] for length in (2, 3, 4) for year in range(1900, 2100)))


def _strength_of_digits(length: Ints, is_year: Bools) -> NDArray[np.int64]:
    """How much bare digits say: six or more nearly all, fewer than four or a year nearly nothing."""
    short = (length < 4) | ((length == 4) & is_year)
    return np.select([length >= 6, short], [Strength.WHOLE, Strength.WEAK], Strength.SEQUENCE)
