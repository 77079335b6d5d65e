"""Years in payers' texts and in titles, against that of the document: `Rechnung aus 2025`, `Hosting 2026`."""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.matching.reading.invoice_words import AN_INVOICE
from reconcile.matching.reading.likeness import LONGEST_SAID
from reconcile.matching.reading.months import MONTHS, spelled
from reconcile.matching.reading.text import fold, words_of
from reconcile.records import OpenItem

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
    if not any(run.startswith((full, full[2:])) for run in _DIGITS.findall(item.number)):
        return False
    year = item.invoice_date.year % 100
    said = {int(next(filter(None, match.groups()))) for match in _SAID.finditer(text)}
    return year not in said and any(0 < year - one <= _YEARS_AGO for one in said)


_DIGITS = re.compile("[0-9]+")

#: `Rechnung aus 2025`, `Rest aus 2025`, not `RE 2025-0098`.
_OF_INVOICE = re.compile(
    rf"\b(?:{AN_INVOICE}|rest(?:betrag|zahlung)?|saldo|solde)\b[ .:]*"
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
    r"|plz|postfach|po|order|id|seit|ab|stand|eur|euro|chf"
    rf"|{AN_INVOICE}"
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
