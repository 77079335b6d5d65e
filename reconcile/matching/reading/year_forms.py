"""Numbers of a sequence and the year, in every form the year is written in: `RE-2026-0098`, `RE 26/0098`, `0098/2026`.

Only where the year is that of the document, so that no sequence is taken for one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.runs import SPLIT, Bools, Ints, Keys, Runs, cut, joined_runs, last_runs

_FIRST = 1970
#: Of each year from then on: written in full, and with two digits.
_WRITTEN = cut([f"{year}-{year % 100:02d}" for year in range(_FIRST, 2100)]).raw.hash.reshape(-1, 2)
_ANY_YEAR = np.unique(_WRITTEN[:, 0])
#: A sequence of fewer digits beside a year is a month, a week, a season.
_SHORTEST = 3
#: And no month: said to be an invoice's, it is one.
_SHORTEST_SAID = 2
_MONTHS = np.sort(cut([*map(str, range(10, 13)), *(f"{month:02d}" for month in range(1, 10))]).raw.hash)


@dataclass(frozen=True, slots=True)
class YearForms:
    """Of each number, one row: whether it has two runs of digits, one of them its year; which run is which, where it
    has."""

    runs: Runs
    years: Ints  #: of each number, 0 unknown
    dated: Bools
    year: Ints
    sequence: Ints

    @classmethod
    def of(cls, runs: Runs, years: Ints) -> YearForms:
        """`years`: in which the documents were written, 0 where that is not known."""
        is_year = runs.digits & _is_of_year(runs, years[runs.text])
        is_other = runs.digits & ~is_year
        times, others = (np.bincount(runs.text[rows], minlength=len(years)) for rows in (is_year, is_other))
        year, sequence = last_runs(runs, is_year), last_runs(runs, is_other)
        dated = (times == 1) & (others == 1) & ~are_in(runs.raw.hash[sequence], _ANY_YEAR)
        at_end = year == runs.first[1:] - 1
        return cls(runs, years, dated & ~(at_end & _counted(runs, dated)), year, sequence)

    @property
    def at_end(self) -> Bools:
        """The number ends with its year."""
        answer: Bools = self.dated & (self.year == self.runs.first[1:] - 1)
        return answer

    def others(self) -> Iterator[tuple[Keys, Bools, Ints]]:
        """(key, of which numbers, digits of the sequence) of the forms that are not the printed one: with the other
        length of the year, with the year at the other side, with both."""
        printed, other = self._years_as_printed()
        first = self.year < self.sequence
        raw, bare = self.runs.raw[self.sequence], self.runs.bare[self.sequence]
        for sequence, differs in ((raw, True), (bare, bare.hash != raw.hash)):
            enough = self.dated & differs & (sequence.length >= _SHORTEST_SAID) & ~are_in(sequence.hash, _MONTHS)
            for written, in_front in ((printed, ~first), (other, first), (other, ~first)):
                yield (sequence + SPLIT + written).unless(in_front, written + SPLIT + sequence), enough, sequence.length

    def with_other_year(self) -> tuple[Keys, Bools]:
        """(the runs with the other length of the year instead, of which numbers): where letters stand between."""
        raw, (_, other) = self.runs.raw, self._years_as_printed()
        apart = np.abs(self.year - self.sequence) > 1
        changed = raw.unless(~self.but_year, other[self.runs.text])
        return changed, self.dated & apart & (raw.length[self.sequence] >= _SHORTEST)

    @property
    def but_year(self) -> Bools:
        """Of each run: it is not the year of a dated number."""
        kept = np.ones(len(self.runs.text), dtype=bool)
        kept[self.year[self.dated]] = False
        return kept

    def glued_sequences(self, asked: Bools) -> list[str]:
        """Of each number with one run of digits (`asked`) what stands behind the year it begins with, or nothing."""
        found = [""] * len(self.years)
        rows = np.flatnonzero(asked & (self.years > 0))
        digits = self.runs.words(last_runs(self.runs, self.runs.digits)[rows])
        for row, number, year in zip(rows.tolist(), digits, self.years[rows].tolist(), strict=True):
            begins = next((one for one in (f"{year}", f"{year % 100:02d}") if number.startswith(one)), number)
            rest = number[len(begins) :]
            found[row] = rest if len(rest) >= _SHORTEST else ""
        return found

    def _years_as_printed(self) -> tuple[Keys, Keys]:
        """(as in the number, with the other length)."""
        place = np.where(self.dated, self.years - _FIRST, 0)
        full, short = (
            Keys(_WRITTEN[place, column], np.full(len(place), length)) for column, length in ((0, 4), (1, 2))
        )
        is_short = self.runs.raw.length[self.year] == short.length
        return full.unless(is_short, short), short.unless(is_short, full)


def _is_of_year(runs: Runs, years: Ints) -> Bools:
    """Of each run: it is this year."""
    known = (years >= _FIRST) & (years < _FIRST + len(_WRITTEN))
    of_year = _WRITTEN[np.where(known, years - _FIRST, 0)]
    same: Bools = known & (runs.raw.hash[:, None] == of_year).any(axis=1)
    return same


def _counted(runs: Runs, dated: Bools) -> Bools:
    """Numbers that are another's but for the last run, and that one's is no year: `K10359-26` beside `K10359-27`."""
    several, rest = runs.count > 1, np.ones(len(runs.text), dtype=bool)
    rest[runs.first[1:][several] - 1] = False
    keys = joined_runs(runs, runs.raw, rest).hash
    counted: Bools = several & are_in(keys, np.unique(keys[several & ~dated]))
    return counted
