"""Dates in payers' texts: `Rechnung vom 05.03.2026` says which of several equal invoices is meant.

A payer copies the date from the document, so the date of another document of the same payer speaks for that one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.fellows import Fellows
from reconcile.matching.reading.invoice_words import AN_INVOICE
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.months import number_of_month
from reconcile.matching.reading.runs import Bools, Ints, line_ends

#: `05.03.2026`, `5.3.26`, `05/03/2026`, `5. März 2026`, `2026-03-05`; no part of a longer number.
_DATE = re.compile(
    r"(?P<day>[0-3]?[0-9])(?:[./](?P<month>[01]?[0-9])[./]|\. ?(?P<name>[^\W\d_]+)\.? )(?P<year>(?:20)?[0-9]{2})"
    r"|(?P<iso>20[0-9]{2}-[01][0-9]-[0-3][0-9])"
)
_NAME = r"[^\W\d_]{3,}\.?"  #: of a month, `months` says
#: The same from the first sign on, which is quickly looked for; by how many digits stand before it.
_REST = rf"(?:[01]?[0-9]\.(?:20)?| ?{_NAME} 20)[0-9]{{2}}(?![0-9])"
_FROM_SIGN = {
    1: re.compile(rf"\.(?<=(?<![0-9.])[0-9]\.){_REST}"),
    2: re.compile(
        rf"\.(?<=(?<![0-9.])[0-3][0-9]\.){_REST}|/(?<=(?<![0-9/])[0-3][0-9]/)[01][0-9]/20[0-9]{{2}}(?![0-9])"
    ),
    4: re.compile(r"-(?<=(?<![0-9-])20[0-9]{2}-)[01][0-9]-[0-3][0-9](?![0-9-])"),
}
#: `vom 5.3.`, `vom 5. März`: of the year before the booking. What comes first is quickly looked for.
_WITHOUT_YEAR = re.compile(
    r"[vV](?<![^\W\d_].)(?:om|OM|\.) ?(?P<day>[0-3]?[0-9])\."
    rf"(?:(?P<month>[01]?[0-9])\.(?![0-9])| ?(?P<name>{_NAME})(?![^\W\d_.]|[ ,.']*(?:20)?[0-9]{{2}}(?![0-9])))"
)
#: Days from the order of a payment to its booking, over a weekend.
_LONGEST_ORDER = 4
#: Before a date: `Rechnung vom`, `Rg. 331 v.`, `Re.-Dat.`
_OF_AN_INVOICE = re.compile(
    rf"\b(?:{AN_INVOICE}|rechnungs?-datum)\b"
    r"(?:[\W0-9_]|\b(?:vom?|v|dat|datum|datiert|dated|date|data|of|du|del|van|dd|nr|no|nummer|der|den)\b)*$",
    re.IGNORECASE,
)
_DAYS = 1 << 22  #: more than there are days in the calendar


class StatedDates:
    """Which days each text states. Days are proleptic ordinals."""

    def __init__(self, texts: Sequence[str], lines: Columns, items: Columns, fellows: Fellows) -> None:
        """One text per line."""
        self._days, self._invoice_days, self._fellows = lines["day"].data, items["invoice_day"], fellows
        self._due_days = items["due_day"].data  # read cell by cell
        self._texts = texts
        joined = "\n".join([text.replace("\n", " ") for text in texts])
        dates = [*_stated(joined), *_without_year(joined, self._days)]
        place, day = np.array(dates, dtype=np.int64).reshape(-1, 2).T
        self._keys = np.unique(np.searchsorted(line_ends(joined), place) * _DAYS + day)
        self._sorted: list[int] = self._keys.tolist()

    def of_pairs(self, line: Ints, item: Ints) -> Bools:
        """Pairs whose text states the invoice date of the document."""
        return are_in(line * _DAYS + self._invoice_days[item], self._keys)

    def of_lines(self, line: Ints) -> Bools:
        """Lines whose text states any date."""
        return are_in(line, np.unique(self._keys // _DAYS))

    def stated_instead(self, line: int, items: Sequence[int]) -> int | None:
        """The first other document of the items' party, written by the day of the line, whose date the text states, and
        that of none of these."""
        days = self._of(line)
        if not days or any(int(self._invoice_days[item]) in days for item in items):
            return None
        others = self._fellows.others(items[0], self._days[line])
        return next((other for other in others if int(self._invoice_days[other]) in days), None)

    def days_against(self, line: int, item: int) -> set[int]:
        """Days the text states instead of the document's own; none of them the day it is due, nor, as banks add it
        (`DATUM 01.05.2026, 10.22 UHR`), the day the payment was ordered."""
        days = self._of(line)
        if self._invoice_days[item] in days:
            return set()
        return {day for day in days if day != self._due_days[item] and day < self._days[line] - _LONGEST_ORDER}

    def states_another_day(self, line: int, item: int) -> bool:
        """A day that is said to be the invoice's, instead of the document's."""
        days = self.days_against(line, item)
        return bool(days) and not days.isdisjoint(self._of_invoices(self._texts[line].replace("\n", " "), line))

    def _of_invoices(self, text: str, line: int) -> list[int]:
        """The days that stand behind a word for an invoice."""
        dates = [*_stated(text), *_without_year(text, [self._days[line]])]
        return [day for place, day in dates if _OF_AN_INVOICE.search(text, 0, place)]

    def _of(self, line: int) -> set[int]:
        first, last = bisect_left(self._sorted, line * _DAYS), bisect_right(self._sorted, (line + 1) * _DAYS - 1)
        return {key - line * _DAYS for key in self._sorted[first:last]}


def _stated(joined: str) -> list[tuple[int, int]]:
    """(place, day) of all dates."""
    found = [
        (match.start(), _ordinal(joined[match.start() - digits : match.end()]))
        for digits, dates in _FROM_SIGN.items()
        for match in dates.finditer(joined)
    ]
    return [(place, day) for place, day in found if day]


def _without_year(joined: str, days: Sequence[int]) -> list[tuple[int, int]]:
    """(place, day) of the dates that state no year: the latest by the day of their line."""
    matches = list(_WITHOUT_YEAR.finditer(joined))
    lines = np.searchsorted(line_ends(joined), [match.start() for match in matches]).tolist() if matches else ()
    found = [
        (match.start(), _latest(int(match["day"]), _month_of(match), days[line]))
        for line, match in zip(lines, matches, strict=True)
    ]
    return [(place, day) for place, day in found if day]


def _month_of(match: re.Match[str]) -> int:
    """0 for what is no month."""
    return int(match["month"]) if match["month"] else number_of_month(match["name"].rstrip("."))


def _latest(day: int, month: int, booked: int) -> int:
    """0 for what is no day."""
    year = date.fromordinal(booked).year
    days = (_ordinal_of(one, month, day) for one in (year, year - 1))
    return next((one for one in days if 0 < one <= booked), 0)


def _ordinal_of(year: int, month: int, day: int) -> int:
    """0 for what is no day."""
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return 0


@lru_cache(maxsize=4096)  # many texts, few days
def _ordinal(text: str) -> int:
    """0 for what is no day."""
    match = _DATE.fullmatch(text)
    assert match, "it was found as one"
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _ordinal_of(year, month, day)
    month = int(match["month"]) if match["month"] else number_of_month(match["name"])
    return _ordinal_of(2000 + int(match["year"]) % 100, month, int(match["day"]))
