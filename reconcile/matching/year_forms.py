"""Numbers of a sequence and the year, in every form the year is written in: `RE-2026-0098`, `RE 26/0098`, `0098/2026`.

Only where the year is that of the document, so that no sequence is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from reconcile.matching.joins import are_in
from reconcile.matching.likeness import LONGEST_SAID
from reconcile.matching.months import MONTHS, spelled
from reconcile.matching.runs import SPLIT, Bools, Ints, Keys, Runs, cut, joined_runs, last_runs
from reconcile.matching.text import fold, words_of
from reconcile.records import OpenItem

_FIRST = 1970
#: Of each year from then on: written in full, and with two digits.
_WRITTEN = cut([f"{year}-{year % 100:02d}" for year in range(_FIRST, 2100)]).raw.hash.reshape(-1, 2)
_ANY_YEAR = np.unique(_WRITTEN[:, 0])
#: A sequence of fewer digits beside a year is a month, a week, a season.
_SHORTEST = 3


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

    def others(self) -> Iterator[tuple[Keys, Bools]]:
        """(key, of which numbers) of the forms that are not the printed one: with the other length of the year, with
        the year at the other side, with both."""
        printed, other = self._years_as_printed()
        first = self.year < self.sequence
        raw, bare = self.runs.raw[self.sequence], self.runs.bare[self.sequence]
        for sequence, differs in ((raw, True), (bare, bare.hash != raw.hash)):
            enough = self.dated & (sequence.length >= _SHORTEST) & differs
            for written, in_front in ((printed, ~first), (other, first), (other, ~first)):
                yield (sequence + SPLIT + written).unless(in_front, written + SPLIT + sequence), enough

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

    def _years_as_printed(self) -> tuple[Keys, Keys]:
        """(as in the number, with the other length)."""
        place = np.where(self.dated, self.years - _FIRST, 0)
        full, short = (
            Keys(_WRITTEN[place, column], np.full(len(place), length)) for column, length in ((0, 4), (1, 2))
        )
        is_short = self.runs.raw.length[self.year] == short.length
        return full.unless(is_short, short), short.unless(is_short, full)


#: `2025`; the year of `10.12.25`; `/ 25` and ` 25` behind a number.
_SAID = re.compile(
    r"(?<![0-9])(?:20([0-9]{2})|[0-3]?[0-9]\.[01]?[0-9]\.([0-9]{2})|/ ([0-9]{2}))(?![0-9])"
    r"|(?<=[0-9A-Za-z]) ([0-9]{2})(?= |$)"
)
#: An older one is no year: a room, a number.
_YEARS_AGO = 3


def speaks_of_an_earlier_year(text: str, item: OpenItem) -> bool:
    """The text says one of the years before the document's, and not its own, which stands in its number: quoted without
    it, the number may be that year's document's."""
    if item.invoice_date is None:
        return False
    full = f"{item.invoice_date.year}"
    if not {full, full[2:]}.intersection(_DIGITS.findall(item.number)):
        return False
    year = item.invoice_date.year % 100
    said = {int(next(filter(None, match.groups()))) for match in _SAID.finditer(text)}
    return year not in said and any(0 < year - one <= _YEARS_AGO for one in said)


_DIGITS = re.compile("[0-9]+")

#: `Rechnung aus 2025`, `Rest aus 2025`, not `RE 2025-0098`.
_OF_INVOICE = re.compile(
    r"\b(?:re|rg|rechn[a-z]*|invoice|facture|fattura|faktura|rest(?:betrag|zahlung)?|saldo|solde)\b[ .:]*"
    r"(?:(?:aus|vo[nm]|of|from|de[l]?|dem|jahr) +)*"
    r"20([0-9]{2})(?![0-9]| ?[-/.]? ?[0-9])",
    re.IGNORECASE,
)


def speaks_of_an_invoice_of_an_earlier_year(text: str, item: OpenItem) -> bool:
    """Directly behind a word for an invoice; neither does the text say the document's own year nor its title that."""
    if item.invoice_date is None or "20" not in text or f"{item.invoice_date.year}" in text:
        return False
    year, said = item.invoice_date.year, [int(f"20{short}") for short in _OF_INVOICE.findall(text)]
    return any(0 < year - one <= _YEARS_AGO and f"{one}" not in item.title for one in said)


#: A year that stands for itself, or two: `2025/26`; in folded text, its months spelled. No number, no amount, no date.
_COUNTED = re.compile(
    r"(?<![a-z0-9#])(?<![a-z0-9][./_-])(20[0-9]{2})(?: ?[/–-] ?((?:20)?[0-9]{2}))?"
    r"(?![a-z0-9]|,[0-9]| ?[./-]? ?[0-9]| ?(?:€|eur|chf))"
)
_QUARTER = re.compile(r"\b(?:(q|h|hj|kw|quartal|halbjahr)[ .]?[0-9]{1,2})[ ./-]*(?=20[0-9]{2}\b)")
_BEFORE = re.compile(r"([a-z]*)[^a-z0-9]*(?:\b(?:vom|von|aus|of|from|dem|du|del)[^a-z0-9]+)*$")
#: Behind these it is a number, the day of something else, or the invoice's own.
_NOT_COUNTED = re.compile(
    r"[a-z]*(?:nr|nummer|number|vertrag|auftrag|angebot|bestellung|offerte)|n|no|kd|kunde|konto|kto|raum|zimmer"
    r"|plz|postfach|po|order|id|seit|ab|stand|eur|euro|chf|re|rg|rechn[a-z]*|invoice|facture|fattura|faktura"
)


@lru_cache(maxsize=4096)
def years_said(text: str) -> tuple[tuple[str, int], ...]:
    """(the word before, year) of each."""
    folded = _QUARTER.sub(r"\1 ", spelled(fold(text[:LONGEST_SAID]))) if "20" in text else ""
    found = []
    for match in _COUNTED.finditer(folded):
        before = _BEFORE.search(folded, 0, match.start())
        found += [(before[1] if before else "", year) for year in _from_to(int(match[1]), match[2])]
    return tuple(found)


def _from_to(first: int, last: str | None) -> range:
    """The year alone, or all up to the last; none where that is none, but part of a number."""
    until = int(last if last and len(last) > 2 else f"20{last}") if last else first
    return range(first, until + 1) if last is None or len(last) > 2 or until == first + 1 else range(0)


def years_of(title: str) -> frozenset[int]:
    """All those the title is for; of two those between them as well."""
    years = {year for word, year in years_said(title) if not _NOT_COUNTED.fullmatch(word)}
    return frozenset(range(min(years), max(years) + 1)) if years else frozenset()


def counts_another_year(text: str, title: str, years: frozenset[int], item: OpenItem) -> bool:
    """The text says a year that is none of the title's (`years`), and none of those: `Hosting 2025`. Behind a month it
    is the month's; the year the document was written in says only behind a word of the title what it is for."""
    said = years_said(text)
    if any(year in years for _, year in said):
        return False
    written, words = item.invoice_date.year if item.invoice_date else 0, words_of(title)
    return any(
        min(abs(year - one) for one in years) <= _YEARS_AGO and (year != written or word in words)
        for word, year in said
        if word not in MONTHS and not _NOT_COUNTED.fullmatch(word)
    )


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
