"""Is a cell that came back still the one that was written? Known spreadsheet damage counts as unchanged.

Only ever used to compare with a stored value: what a tolerant comparison lets through is then the stored value, never
the damaged one. `amount_readings` also reads what a person typed, hence returns every meaning the text can have.
Damage after review.md (measured) and security.md, "Excel round trip".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from reconcile.review.cells import LONGEST
from reconcile.review.columns import Form

_QUOTES = dict.fromkeys(map(ord, "'\"`´‘’‚‛“”„‟«»‹›′″"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_TRUTH = {"wahr": "true", "falsch": "false"}

_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(r"([1-9]\d{0,2}([.,' ])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d+)(?:[.,](\d+))?[eE]\+?(-?\d{1,3})", re.ASCII)
_CURRENCY = re.compile(r"^(?:[A-Z]{3}|[€$£])\s*|\s*(?:[A-Z]{3}|[€$£])$")

#: Digits a spreadsheet keeps of a number; the rest become zeros (SAS note 34242).
_KEPT_DIGITS = 15

_DATE = re.compile(
    r"(\d{1,4})\s*[-./ ]\s*(\d{1,2}|[^\W\d_]{3,9})\.?\s*[-./ ]\s*(\d{1,4})(?:[ T]+0{1,2}:00(?::00(?:\.0+)?)?)?"
)
_SERIAL_START = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan jän", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}


def unchanged(form: Form, stored: str, cell: str, exponent: int) -> bool:
    """`stored` is the cell as we would write it (decimal comma), `cell` what came back, both without apostrophe."""
    if stored == cell:
        return True
    if not stored or not cell:
        return False
    if form is Form.AMOUNT:
        return same_amount(stored, cell, exponent)
    if form is Form.DATE:
        return same_day(stored, cell)
    return cosmetic(stored, cell) or same_number(stored, cell) or became_day(stored, cell)


# ------------------------------------------------------------------------------------------------------------- text


def cosmetic(stored: str, cell: str) -> bool:
    """Equal but for case, blanks, quotes, dashes, the wrong choice of encoding, and what no cell has room for."""
    if len(cell) >= LONGEST and stored.startswith(cell.removesuffix("…")):
        return True
    wanted = fold(stored)
    return wanted in (fold(cell), fold(_unscrambled(cell))) or fold(_through_cp1252(stored)) == fold(cell)


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_QUOTES).translate(_DASHES).casefold()
    compact = "".join(plain.split())
    return _TRUTH.get(compact, compact)


def _unscrambled(cell: str) -> str:
    """`MÃ¼ller` is `Müller`: UTF-8 without its BOM, opened as Windows-1252 and saved again."""
    try:
        return cell.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return cell


def _through_cp1252(stored: str) -> str:
    """`Łódź` is `?ód?` in a file saved as Windows-1252."""
    return stored.encode("cp1252", "replace").decode("cp1252", "replace")


# ---------------------------------------------------------------------------------------------------------- numbers


def same_number(stored: str, cell: str) -> bool:
    """Lost leading zeros, E-notation, dropped decimals, a swapped mark, digits after the fifteenth turned to zero."""
    stored, cell = "".join(stored.split()), "".join(cell.split())
    readings = _number_readings(stored)
    return bool(readings & _number_readings(cell)) or any(_rounded_to(cell, value) for value in readings)


def _number_readings(text: str) -> set[Decimal]:
    matches = (_PLAIN.fullmatch(text), _GROUPED.fullmatch(text))
    readings = {_decimal(match.group(1), match.group(match.re.groups)) for match in matches if match}
    if match := _SCIENTIFIC.fullmatch(text):
        readings.add(_scientific(match))
    return readings


def _decimal(whole: str, fraction: str | None) -> Decimal:
    return Decimal(f"{''.join(char for char in whole if char.isdigit())}.{fraction or '0'}")


def _scientific(match: re.Match[str]) -> Decimal:
    return Decimal(f"{match.group(1)}.{match.group(2) or '0'}E{match.group(3)}")


def _rounded_to(cell: str, value: Decimal) -> bool:
    """`2.1E+026` for 27 digits, and 18 digits of which the last three became zeros."""
    if match := _SCIENTIFIC.fullmatch(cell):
        return _with_digits(value, len(match.group(1) + (match.group(2) or "").rstrip("0"))) == _scientific(match)
    digits = f"{value:f}".removesuffix(".0")
    return len(digits) > _KEPT_DIGITS and cell == digits[:_KEPT_DIGITS].ljust(len(digits), "0")


def _with_digits(value: Decimal, count: int) -> Decimal:
    return Decimal(f"{value:.{count - 1}E}")


# ---------------------------------------------------------------------------------------------------------- amounts


def same_amount(stored: str, cell: str, exponent: int) -> bool:
    """`1200,00` came back as `1200`, `1.200,00`, `1,200.00`, `1 200,00 €` or `1,2E+03`."""
    if cell in (stored, stored.replace(",", ".")):
        return True
    value = Decimal(stored.replace(",", "."))
    return value in amount_readings(cell, exponent) or (
        _SCIENTIFIC.fullmatch(cell) is not None and _rounded_to(cell, value)
    )


def amount_readings(cell: str, exponent: int) -> frozenset[Decimal]:
    """Every amount the text can mean: none when it is no amount, two for `1.234` where a currency has three digits."""
    text = _CURRENCY.sub("", _CURRENCY.sub("", " ".join(cell.split()))).replace("’", "'")
    matches = (_PLAIN.fullmatch(text), _GROUPED.fullmatch(text))
    parts = [(match.group(1), match.group(match.re.groups)) for match in matches if match]
    return frozenset(_decimal(whole, fraction) for whole, fraction in parts if _is_fraction(fraction or "", exponent))


def _is_fraction(digits: str, exponent: int) -> bool:
    """Three digits where the currency has fewer are thousands, even `000`; other surplus zeros are only zeros."""
    return len(digits) <= exponent or (len(digits) != 3 and not digits[exponent:].strip("0"))


# ------------------------------------------------------------------------------------------------------------ dates


def same_day(stored: str, cell: str) -> bool:
    day = date.fromisoformat(stored)
    return day in _days(cell) or cell == str((day - _SERIAL_START).days)


def became_day(stored: str, cell: str) -> bool:
    """`1-2` came back as `01.02.2026`, `MAR1` as `01.03.2026`, a day as the same day in another form."""
    days = _days(cell)
    return bool(_days(stored) & days) or any((day.month, day.day) in _taken_for_days(stored) for day in days)


_TWO_PARTS = re.compile(r"(\d{1,4}|[^\W\d_]{3,9})\s*[-./ ]?\s*(\d{1,4}|[^\W\d_]{3,9})")


def _taken_for_days(text: str) -> set[tuple[int, int]]:
    """Every (month, day) a spreadsheet makes of a text that is none: day and month, or month and year."""
    match = _TWO_PARTS.fullmatch(text)
    first, last = match.groups() if match else ("", "")
    found = set()
    for month, other in ((_month(first), last), (_month(last), first)):
        if month and other.isdigit():
            found |= {(month, int(other)), (month, 1)}
    return found


def _month(text: str) -> int:
    """0: none."""
    number = int(text) if text.isdigit() else _MONTHS.get(text[:3].casefold(), 0)
    return number if 1 <= number <= 12 else 0


def _days(text: str) -> set[date]:
    """Every day the text can mean: `05/03/2026` is the fifth of March and the third of May."""
    match = _DATE.fullmatch(text)
    if match is None:
        return set()
    first, middle, last = match.groups()
    orders = ((first, middle, last), (last, middle, first), (last, first, middle))
    return {day for order in orders if (day := _day(*order)) is not None}


def _day(year: str, month: str, day: str) -> date | None:
    number = _MONTHS.get(month[:3].casefold()) if month.isalpha() else int(month)
    if number is None or not (year.isdigit() and day.isdigit()) or len(year) not in (2, 4):
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
