"""Under which keys documents can be found: their numbers in several strengths, and further texts.

Each document offers its number whole, digits only, prefix and sequence, and the bare sequence; a number that has its
year in it also without that, and in the other forms of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.reading.chance_months import MONTHS_JOINED
from reconcile.matching.reading.joins import Table, are_first, are_in, first_of_each, members
from reconcile.matching.reading.months import MONTH_WORDS
from reconcile.matching.reading.number_words import INVOICE_KEYS, NO_LETTERS, keys_of_words
from reconcile.matching.reading.runs import Bools, Hashes, Ints, Keys, Runs, cut, joined_runs, last_runs
from reconcile.matching.reading.text import Strength
from reconcile.matching.reading.year_forms import YearForms

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
        best = are_first(key, item) & (strength > Strength.NONE)
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
    year its document was written in, 0 where that is not known."""
    if not len(runs.text):
        return Offers(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int8))
    years = YearForms.of(runs, np.zeros(len(items), dtype=np.int64) if written is None else written)
    digits = _digit_runs(runs)
    whole, plain_whole = joined_runs(runs, runs.raw), joined_runs(runs, runs.bare)
    raw_digits, bare_digits = joined_runs(runs, runs.raw, runs.digits), joined_runs(runs, runs.bare, runs.digits)
    last, raw_last = _sequence(runs, runs.bare, years), _sequence(runs, runs.raw, years)
    opening = _safe(runs.first[:-1], runs)
    first, lettered = runs.raw[opening], digits < runs.count
    is_year = are_in(bare_digits.hash, _YEARS)
    is_month = ~runs.digits[opening] & _are_months(first, digits, raw_digits)  # `Miete 05/2026`, without its word
    of_raw = _strength_of_digits(raw_digits.length, is_year)  # zeros in front, where they are quoted, say as much
    of_bare = np.where(is_month, Strength.SHORT, _strength_of_digits(bare_digits.length, is_year))
    of_whole = np.where(bare_digits.length >= 3, Strength.WHOLE, Strength.SHORT)
    few = (raw_digits.length == _FEW) & _are_of_letters_and_digits(runs, first)
    printed = (raw_digits.length >= 3) & (whole.length >= _SHORTEST_LETTERED)
    several = digits > 1
    begins_lettered = several & ~runs.digits[opening]
    given = [
        (whole, np.select([~lettered, printed, few], [of_raw, Strength.WHOLE, Strength.PRINTED], of_whole), digits > 0),
        (plain_whole, np.where(lettered, of_whole, of_bare), (digits > 0) & (plain_whole.hash != whole.hash)),
        (raw_digits, np.minimum(np.where(lettered, of_bare, of_raw), Strength.DIGITS), digits > 0),
        (bare_digits, np.minimum(of_bare, Strength.DIGITS), (digits > 0) & (bare_digits.hash != raw_digits.hash)),
        (last, _strength_of_last(last), several),
        (raw_last, _strength_of_last(raw_last), several & (last.length == 1) & (raw_last.length > 2)),
        (first + last, _strength_of_prefixed(last.length), begins_lettered),
        (first + raw_last, _strength_of_prefixed(raw_last.length), begins_lettered & (raw_last.hash != last.hash)),
        *_of_other_years(years, first, lettered, begins_lettered),
        *_without_year(years, lettered),
        *_behind_its_year(years, digits == 1),
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


def _are_months(first: Keys, digits: Ints, joined: Keys) -> Bools:
    """Numbers of a word that numbers no invoices, and a month: everybody writes the month."""
    word = (first.length >= _SHORTEST_WORD) & ~are_in(first.hash, INVOICE_KEYS)
    answer: Bools = word & (digits == 2) & are_in(joined.hash, MONTHS_JOINED)
    return answer


def _are_of_letters_and_digits(runs: Runs, first: Keys) -> Bools:
    """Of a few letters that may be a number's and then digits: `KB-33`."""
    opening = _safe(runs.first[:-1], runs)
    lettered = (runs.count == 2) & ~runs.digits[opening] & (first.length < _SHORTEST_WORD)
    answer: Bools = lettered & runs.digits[_safe(opening + 1, runs)] & ~are_in(first.hash, _NO_LETTERS)
    return answer


def _digit_runs(runs: Runs) -> Ints:
    return np.bincount(runs.text[runs.digits], minlength=len(runs.first) - 1)


#: Digits of a number that as a whole is as good as a longer one only where it is said: `KB-33`.
_FEW = 2
#: One letter and three digits are a room, where the document's number has more to it: zeros, a year.
_SHORTEST_LETTERED = 5


def _of_other_years(
    years: YearForms, first: Keys, lettered: Bools, begins_lettered: Bools
) -> Iterator[tuple[Keys, NDArray[np.int64], Bools]]:
    """The year written otherwise: between letters, else apart from the sequence, with the letters in front or not."""
    changed, dated = years.with_other_year()
    yield joined_runs(years.runs, changed), np.full(len(lettered), Strength.SEQUENCE), dated & lettered
    for key, chosen, sequence in years.others():
        in_short = _strength_of_prefixed(sequence)
        yield key, in_short, chosen
        yield first + key, in_short, chosen & begins_lettered


def _without_year(years: YearForms, lettered: Bools) -> Iterator[tuple[Keys, NDArray[np.int64], Bools]]:
    """`KB0751` of `KB0751/26`, `R0245` of `26R0245`."""
    runs, rest = years.runs, years.but_year
    for keys in (runs.raw, runs.bare):
        joined, sequence = joined_runs(runs, keys, rest), keys.length[years.sequence]
        strength = np.where(joined.length >= _SHORTEST_LETTERED, _strength_of_prefixed(sequence), Strength.SHORT)
        yield joined, strength, years.dated & lettered


def _behind_its_year(years: YearForms, one_run: Bools) -> Iterator[tuple[Keys, NDArray[np.int64], Bools]]:
    """`098` of 26098, `0098` of RE-20260098: the last digits of numbers that begin with their year."""
    rests = cut(years.glued_sequences(one_run))
    for keys in (joined_runs(rests, rests.raw), joined_runs(rests, rests.bare)):
        yield keys, np.full(len(keys.length), Strength.SHORT), keys.length > 1


def _sequence(runs: Runs, keys: Keys, years: YearForms) -> Keys:
    """Per text its last run of digits, but for the year at its end; the empty key where there is none."""
    last = np.where(years.at_end, years.sequence, last_runs(runs, runs.digits))
    return keys[np.maximum(last, 0)].where(last >= 0)


def _safe(rows: Ints, runs: Runs) -> Ints:
    return np.minimum(rows, max(len(runs.text) - 1, 0))


#: Up to four digits, without leading zeros, that begin with 19 or 20.
_YEARS = keys_of_words(*(f"{year}"[:length] for length in (2, 3, 4) for year in range(1900, 2100)))
_FULL_YEARS = keys_of_words(*map(str, range(1900, 2100)))
#: And what months are called for short elsewhere.
_NO_LETTERS = keys_of_words(
    *sorted({*NO_LETTERS, *MONTH_WORDS, "avr", "aou", "fev", "gen", "mag", "giu", "lug", "ott"})
)
#: `RE`, `HON` and `KAN` are letters of a number.
_SHORTEST_WORD = 4


def _strength_of_prefixed(length: Ints) -> NDArray[np.int64]:
    return np.where(length > 2, Strength.SEQUENCE, Strength.SHORT)


def _strength_of_last(last: Keys) -> NDArray[np.int64]:
    says = np.where(are_in(last.hash, _FULL_YEARS), Strength.WEAK, Strength.SHORT)
    return np.where(last.length > 1, says, Strength.NONE)


def _strength_of_digits(length: Ints, is_year: Bools) -> NDArray[np.int64]:
    """How much bare digits say: six or more nearly all, fewer than four or a year nearly nothing."""
    cases = [length >= 6, length < 4, (length == 4) & is_year]
    return np.select(cases, [Strength.WHOLE, Strength.SHORT, Strength.WEAK], Strength.SEQUENCE)
