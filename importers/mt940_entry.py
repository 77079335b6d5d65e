"""The grammar of `:61:`, and of a balance (formats.md 2.1, 2.3). What does not fit is refused, never guessed at."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from importers import amounts
from importers.statement import Balance

_AMOUNT = r"(\d{1,18}(?:[.,]\d{0,3})?)(?![\d.,])"

#: Value date, entry date, reversal or expected, debit/credit, third letter of the currency, amount, the rest. A mark
#: `R` or `E` stands before C/D; after it an `R` is the funds code of a euro account: `CR12,50` is no reversal.
_LINE = re.compile(r"(\d{6})(\d{4}| {4})?([RE]?)([CDcd])([A-Z]?)" + _AMOUNT + r"(.*)", re.ASCII | re.DOTALL)

#: How booked (N, F, S) and three characters; met with a blank before it, padded with blanks, or missing altogether.
_TYPE = re.compile(r" ?([NFS][A-Z0-9 ]{3})")
_BALANCE = re.compile(r"([CDcd])(\d{6})([A-Z]{3})?" + _AMOUNT + r"\s*", re.ASCII)
_TOTAL = re.compile(r"(\d{1,5})([A-Z]{3})" + _AMOUNT + r"\s*", re.ASCII)

#: Original amount and charges, in `:61:` or `:86:`: `/OCMT/EUR11,85//CHGS/EUR0,50/`; the rate is free.
_STATED = re.compile(r"/(OCMT|CHGS)/([A-Z]{3})(\d{1,18}[.,]\d{0,3})(?![\d.,])", re.ASCII)
_RATE = re.compile(r"/EXCH/([0-9][0-9.,]{0,30})")

_BLANK = " \t"  #: raw letters: half a letter of UTF-8 can look like another blank
_NO_REFERENCE = ("NONREF", "NOREF", "KREF+", "EREF+")


class GrammarError(ValueError):
    """The text is no `:61:`, no balance; the message says why in one clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """What a `:61:` says. The amount is signed: C +, D −, RC −, RD +."""

    value_date: date
    booking_date: date
    amount_minor: int
    money_in: bool  #: tells the direction of a zero amount too
    is_reversal: bool
    is_expected: bool  #: EC, ED: not booked yet
    type_code: str  #: "NTRF", "S051", "" where the bank gives none
    reference: str  #: for the account owner; "" for NONREF and its like
    bank_reference: str
    details: str  #: supplementary details, raw
    warnings: tuple[str, ...] = ()


# -------------------------------------------------------------------------------------------------------------- dates


@lru_cache(maxsize=4096)
def parse_day(text: str) -> tuple[date, str]:
    """`YYMMDD` (80 to 99 are of the last century) and a warning or "". Raises GrammarError."""
    year = int(text[:2])
    return _calendar_day(year + (1900 if year >= 80 else 2000), text[2:], text)


def _calendar_day(year: int, month_and_day: str, shown: str) -> tuple[date, str]:
    """Banks write 30 February and day 00: the nearest day of that month, with a warning (pitfalls 39)."""
    month, day = int(month_and_day[:2]), int(month_and_day[2:])
    if not 1 <= month <= 12 or day > 31:
        raise GrammarError(f"{shown} is not a date")
    last = calendar.monthrange(year, month)[1]
    real = date(year, month, min(max(day, 1), last))
    return real, "" if real.day == day else f"the date {shown} does not exist and was read as {real.isoformat()}"


@lru_cache(maxsize=4096)
def _entry_day(text: str, value: date, near: date | None) -> tuple[date, str]:
    """`MMDD` in the year that brings it nearest to the value date; of two equally near, nearest to the statement's."""
    found = [_calendar_day(year, text, text) for year in (value.year - 1, value.year, value.year + 1)]
    statement = near or value
    return min(found, key=lambda one: (abs((one[0] - value).days), abs((one[0] - statement).days)))


# ------------------------------------------------------------------------------------------------------------ amounts


def parse_amount(text: str, currency: str) -> int:
    """Unsigned minor units. One mark, comma or dot; as many digits behind it as the currency knows, or zeros."""
    whole, _, fraction = text.replace(",", ".").partition(".")
    digits = amounts.exponent(currency)
    if len(fraction) > max(digits, 2) or fraction[digits:].strip("0"):
        raise GrammarError(f"{text} has more digits than {currency or 'the currency'} knows")
    return int(whole + fraction[:digits].ljust(digits, "0"))


def parse_balance(lines: list[str], currency: str, code: str) -> tuple[Balance, str]:
    """`C260301EUR100,00` and a warning or ""; `currency` where it names none. Raises GrammarError."""
    for text in _with_its_wrap(lines):
        match = _BALANCE.fullmatch(text)
        if match and ("," in match.group(4) or "." in match.group(4)):
            sign, day, own, amount = match.groups()
            currency = own or currency
            minor = parse_amount(amount, currency)
            real, warning = parse_day(day)
            signed = minor if sign in "Cc" else -minor
            return Balance(amount_minor=signed, currency=currency, day=real, code=code), warning
    raise GrammarError("is not a balance: C or D, YYMMDD, a currency and an amount are expected")


def parse_total(text: str) -> tuple[int, int, str]:
    """`5EUR2500,00`: number of bookings, their sum unsigned, currency. Raises GrammarError."""
    match = _TOTAL.fullmatch(text)
    if match is None:
        raise GrammarError("is not readable")
    return int(match.group(1)), parse_amount(match.group(3), match.group(2)), match.group(2)


def stated(text: str) -> tuple[tuple[str, str] | None, tuple[str, str] | None, str]:
    """Original (currency, amount), charges (currency, amount) and exchange rate that a text states."""
    found = {name: (currency, amount) for name, currency, amount in reversed(_STATED.findall(text))}
    rate = _RATE.search(text)
    return found.get("OCMT"), found.get("CHGS"), rate.group(1).rstrip(".,") if rate else ""


# --------------------------------------------------------------------------------------------------------------- :61:


def parse_line(lines: list[str], currency: str, near: date | None) -> StatementLine:
    """A `:61:` with its lines. `near`: the statement's date. Raises GrammarError."""
    for used, text in enumerate(_with_its_wrap(lines), 1):
        match = _LINE.fullmatch(text)
        if match and match.group(7).strip():
            return _line(match, lines[used:], currency, near)
    if match and match.group(6):
        raise GrammarError("ends after the amount: it is cut off")
    raise GrammarError("is not a booking: YYMMDD, MMDD, C, D, RC or RD, an amount and a type code are expected")


def _with_its_wrap(lines: list[str]) -> list[str]:
    """The first line; and, where a bank wraps anywhere, the first with the second."""
    return [lines[0], lines[0] + lines[1]] if len(lines) > 1 else lines[:1]


def _line(match: re.Match[str], more: list[str], currency: str, near: date | None) -> StatementLine:
    value_text, entry_text, mark, side, funds, amount, rest = match.groups()
    value, warning = parse_day(value_text)
    booked, other = _entry_day(entry_text, value, near) if entry_text and entry_text.strip() else (value, warning)
    minor = parse_amount(amount, currency)
    type_code, reference, bank_reference, details = _references(rest, amount)
    plus = (side in "Cc") != (mark == "R")
    notes = (warning, other, _funds_note(funds, currency), "" if type_code else "the line has no type code")
    return StatementLine(
        value_date=value,
        booking_date=booked,
        amount_minor=minor if plus else -minor,
        money_in=plus,
        is_reversal=mark == "R",
        is_expected=mark == "E",
        type_code=type_code,
        reference=reference,
        bank_reference=bank_reference,
        details=details + "".join(more),
        warnings=tuple(dict.fromkeys(filter(None, notes))),
    )


def _funds_note(funds: str, currency: str) -> str:
    unexpected = funds and len(currency) == 3 and funds != currency[2]
    return f"funds code {funds} is not the third letter of {currency}" if unexpected else ""


def _references(rest: str, amount: str) -> tuple[str, str, str, str]:
    """Type code, reference, bank reference, and what old Dutch exports put behind the padded reference."""
    found = _TYPE.match(rest)
    if found is None and not ("," in amount or "." in amount):
        raise GrammarError("has neither a decimal comma nor a type code: where the amount ends cannot be known")
    type_code, rest = (found.group(1).strip(), rest[found.end() :]) if found else ("", rest)
    reference, _, bank = rest.partition("//")
    reference, _, details = reference.strip(_BLANK).partition("  ")
    bank, _, more = bank.strip(_BLANK).partition("  ")
    absent = reference.upper() in _NO_REFERENCE
    return (
        type_code,
        "" if absent else reference,
        "" if bank.upper() == "NONREF" else bank,
        (details + more).strip(_BLANK),
    )
