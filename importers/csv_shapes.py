"""Dates and numbers of exactly the declared shapes. `1.234` under no declared shape is never guessed (pitfalls 48).

A format may name several shapes. Shapes that no text can confuse (`dd.mm.yyyy`, `yyyy-mm-dd`) are told apart cell by
cell. Others (`dd/mm/yyyy`, `mm/dd/yyyy`; `1,234.56`, `1.234,56`) are told apart over the whole file: those every cell
fits; if two are left and they disagree about a single cell, the file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from importers import amounts

_DATE_TOKENS = re.compile(r"(yyyy|yy|mm|dd|m|d)")
_DATE_GROUPS = {
    "yyyy": r"(?P<year>\d{4})",
    "yy": r"(?P<year>\d{2})",
    "mm": r"(?P<month>\d{2})",
    "dd": r"(?P<day>\d{2})",
    "m": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
}
_TIMED = "[ time]"
_TIME = r"(?:(?:,? |T)\d{1,2}:\d{2}(?::\d{2}(?:[.:,]\d{1,6})?)?(?:Z| UTC| ?[+-]\d{2}:?\d{2})?)?"
_SAMPLE_DAYS = (date(2003, 4, 5), date(2010, 12, 11))

_NUMBER = re.compile(r"1(?P<thousands>[.,' ]?)234(?P<optional>\[?)(?P<mark>[.,])56\]?")
#: One way to write each sign and blank: the typographic minus, apostrophe and blanks are no other shape.
_PLAIN = str.maketrans({"\u2212": "-", "\u2019": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_CURRENCY = r"(?P<{}>[A-Z]{{3}}|€|£)"
_MONEY = re.compile(
    rf"(?:{_CURRENCY.format('before')} ?)?(?P<number>[-+]? ?\d[\d.,' ]*-?) ?{_CURRENCY.format('after')}?"
)
_SYMBOLS = {"€": "EUR", "£": "GBP"}  #: `$` is the sign of too many currencies


DateParser = Callable[[str], date]


def date_parser(shapes: str | Sequence[str]) -> DateParser:
    """From `dd.mm.yy`, `d.m.yyyy` (one or two digits), `yyyy-mm-dd[ time]` (a time may follow and is ignored) ...:
    a function that raises ValueError for anything else. Of shapes that can be confused the first decides."""
    listed = [shapes] if isinstance(shapes, str) else list(shapes)
    patterns = [_date_pattern(shape) for shape in listed]
    forms = " or ".join(listed)

    def parse(text: str) -> date:
        for pattern in patterns:
            if match := pattern.fullmatch(text):
                return _day(match)
        raise ValueError(f"is not a date of the form {forms}")

    return parse


@lru_cache(maxsize=64)
def _date_pattern(shape: str) -> re.Pattern[str]:
    timed = shape.endswith(_TIMED)
    tokens = _DATE_TOKENS.split(shape.removesuffix(_TIMED))
    groups = [token for token in tokens if token in _DATE_GROUPS]
    if sorted(token[0] for token in groups) != ["d", "m", "y"]:
        raise ValueError(f"date shape {shape!r} must name yy or yyyy, mm and dd once each")
    body = "".join(_DATE_GROUPS.get(token) or re.escape(token) for token in tokens)
    return re.compile(body + (_TIME if timed else ""), re.ASCII)


def _day(match: re.Match[str]) -> date:
    year = int(match["year"])
    century = 0 if len(match["year"]) == 4 else 2000 if year < 80 else 1900
    try:
        return date(century + year, int(match["month"]), int(match["day"]))
    except ValueError:
        raise ValueError("is a day that does not exist") from None


def date_readings(shapes: Sequence[str]) -> tuple[DateParser, ...]:
    """The ways a whole file can be read: in each, no text can be confused. One, unless shapes contradict each other."""
    readings: list[list[str]] = [[]]
    for shape in shapes:
        _date_pattern(shape)
        torn = [reading for reading in readings if any(_confusable(shape, other) for other in reading)]
        for reading in readings:
            if reading not in torn:
                reading.append(shape)
        others = [[shape if _confusable(shape, other) else other for other in reading] for reading in torn]
        readings += [reading for reading in others if reading not in readings]
    return tuple(map(date_parser, readings))


def readings_left(readings: Sequence[DateParser], texts: Sequence[str]) -> tuple[list[DateParser], str]:
    """The readings in which all `texts` are days, and the first text that is another day in another ("" if none)."""
    alive = [parse for parse in readings if all(is_parsed(parse, text) for text in texts)]
    return alive, next((text for text in texts if len({parse(text) for parse in alive}) > 1), "")


def is_parsed(parse: DateParser, text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def _confusable(one: str, other: str) -> bool:
    """Is there a text both shapes take, for different days? Day and month are never guessed."""
    pairs = ((one, _date_pattern(other)), (other, _date_pattern(one)))
    found = ((day, pattern.fullmatch(_written(shape, day))) for shape, pattern in pairs for day in _SAMPLE_DAYS)
    return any(match is not None and _reads_as(match) != day for day, match in found)


def _reads_as(match: re.Match[str]) -> date | None:
    try:
        return _day(match)
    except ValueError:
        return None


def _written(shape: str, day: date) -> str:
    parts = {"yyyy": f"{day.year}", "yy": f"{day.year % 100:02}", "mm": f"{day.month:02}", "dd": f"{day.day:02}"}
    parts |= {"m": str(day.month), "d": str(day.day)}
    return "".join(parts.get(token, token) for token in _DATE_TOKENS.split(shape.removesuffix(_TIMED)))


@dataclass(frozen=True, slots=True)
class NumberShape:
    """One way to write amounts: `1234,56`, `1.234,56`, `1'234[.56]` (digits after the mark may be missing)."""

    written: str
    pattern: re.Pattern[str]
    thousands: str
    mark: str

    def fits(self, text: str) -> bool:
        return self.pattern.fullmatch(plain(text)) is not None

    def minor(self, text: str, currency: str) -> int:
        """Signed minor units; raises ValueError for any other shape, or more digits than the currency knows."""
        number = plain(text)
        if self.pattern.fullmatch(number) is None:
            raise ValueError(f"is not a number of the form {self.written}")
        digits = number.replace(self.thousands, "") if self.thousands else number
        return amounts.to_minor(Decimal(digits.replace(self.mark, ".")), currency)


@lru_cache(maxsize=64)
def number_shape(shape: str) -> NumberShape:
    sample = _NUMBER.fullmatch(shape)
    if sample is None or sample["thousands"] == sample["mark"]:
        raise ValueError(f"number shape {shape!r} must be written like 1234,56 or 1.234,56 or 1.234[,56]")
    thousands, mark = sample["thousands"], sample["mark"]
    whole = r"\d{1,15}" if not thousands else rf"(?:\d{{1,3}}(?:{re.escape(thousands)}\d{{3}}){{1,4}}|\d{{1,15}})"
    fraction = rf"(?:{re.escape(mark)}\d{{1,3}})" + ("?" if sample["optional"] else "")
    return NumberShape(shape, re.compile(rf"[+-]?{whole}{fraction}", re.ASCII), thousands, mark)


def number_parser(shape: str) -> Callable[[str, str], int]:
    """Text and currency to signed minor units, by one shape; raises ValueError for anything else."""
    return number_shape(shape).minor


def plain(text: str) -> str:
    """Typographic signs as their ASCII twins, a trailing minus (`9,90-`) in front."""
    number = text.translate(_PLAIN)
    if number.endswith("-") and number[:1].isdigit():
        return "-" + number[:-1]
    return number


def split_money(text: str) -> tuple[str, str]:
    """(number, ISO currency or "") of `1.234,56 EUR`, `CHF 12.50`, `1.361,16 €`; other texts come back as they are."""
    match = _MONEY.fullmatch(text.translate(_PLAIN).strip())
    if match is None or (match["before"] and match["after"]):
        return text, ""
    symbol = match["before"] or match["after"] or ""
    return match["number"].strip().replace("- ", "-"), _SYMBOLS.get(symbol, symbol)


def shapes_left(shapes: Sequence[NumberShape], numbers: Iterable[str]) -> tuple[list[NumberShape], str]:
    """The shapes all `numbers` fit, and the first number over which two of them disagree ("" if they agree)."""
    alive, seen = list(shapes), []
    for number in numbers:
        alive = [shape for shape in alive if shape.fits(number)]
        if len(alive) < 2:
            return alive, ""
        seen.append(number)
    return alive, next((one for one in seen if len({_value(shape, one) for shape in alive}) > 1), "")


def _value(shape: NumberShape, number: str) -> Decimal:
    digits = plain(number)
    return Decimal((digits.replace(shape.thousands, "") if shape.thousands else digits).replace(shape.mark, "."))
