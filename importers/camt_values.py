"""Single values of camt: dates, directions, amounts, texts. Strict: anything unclear raises ValueError."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from importers import amounts

#: `2026-01-31`, `2026-01-31+01:00`, `2026-01-31T23:58:38.150347000+01:00`, `2026-01-31T24:00:00`.
_DATE = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-4]):([0-5]\d)(?::([0-5]\d|60)(?:[.,]\d{1,9})?)?)?(?:Z|[+-]\d{2}:?\d{2})?",
    re.ASCII,
)

#: Noise that producers leave behind, at most: formats.md 1.4.1.
NOISE = Decimal("0.0005")


@lru_cache(maxsize=4096)
def parse_day(text: str) -> tuple[date, str]:
    """The calendar day as written, never shifted by its zone (money.md 12), and a warning or ""."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError("is not a date of the form 2026-01-31")
    try:
        day = date.fromisoformat(match.group(1))
    except ValueError:
        raise ValueError("is a day that does not exist") from None
    if match.group(2) == "24":
        return day, f"{text} was read as the end of {day}"
    return day, ""


@lru_cache(maxsize=256)  # an entry and its details state the same amount several times
def parse_amount(text: str, currency: str) -> tuple[int, str]:
    """Minor units ≥ 0 and a warning or "". Raises AmountError, a ValueError."""
    try:
        return amounts.parse_iso(text, currency), ""
    except amounts.AmountError:
        minor = amounts.parse_iso(text, currency, noise=NOISE)
        return minor, f"amount {text} was read as {amounts.exact_text(minor, currency)}"


def parse_money_in(text: str) -> bool:
    """CRDT or DBIT."""
    if text not in ("CRDT", "DBIT"):
        raise ValueError("says neither CRDT nor DBIT")
    return text == "CRDT"


def parse_flag(text: str) -> bool:
    """XML Schema boolean, absent = false."""
    if text not in ("", "true", "false", "1", "0"):
        raise ValueError("is neither true nor false")
    return text in ("true", "1")


#: `NDDT+109+9200+914`: SWIFT code, GVC, primanota, Textschlüsselergänzung (formats.md 1.5).
_GERMAN = re.compile(r"N[A-Z0-9]{3}\+(\d{3})(?:\+[^+]*(?:\+(\d{3}))?)?", re.ASCII)
_GERMAN_ISSUERS = ("DK", "DKA", "ZKA", "APC")


def german_code(proprietary: str, issuer: str, country: str) -> tuple[str, str] | None:
    """GVC and its supplement ("" without) inside a proprietary bank code; a bare GVC only from who issues it."""
    found = _GERMAN.fullmatch(proprietary)
    if found:
        return found.group(1), found.group(2) or ""
    bare = len(proprietary) == 3 and proprietary.isascii() and proprietary.isdecimal()
    return (proprietary, "") if bare and (issuer in _GERMAN_ISSUERS or (not issuer and country == "DE")) else None


def one_line(text: str) -> str:
    return " ".join(text.split())


def joined(texts: Sequence[str]) -> str:
    """Lines of remittance information as one (formats.md 1.4.6): a line cut mid-word at the bank's line length
    (140; 35 where every line but the last has just that) goes on without a blank."""
    narrow = len(texts) > 1 and all(len(text) == 35 for text in texts[:-1]) and len(texts[-1]) <= 35
    parts: list[str] = []
    for index, text in enumerate(texts):
        before = texts[index - 1] if index else ""
        cut = (narrow or len(before) == 140) and not before[-1:].isspace() and not text[:1].isspace()
        parts.append(text if cut or not parts else " " + text)
    return one_line("".join(parts))
