"""Kanbert's texts and timestamps as ours: one clean line, a calendar day (money.md 12)."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def one_line(text: str) -> str:
    """`text` on one line; unprintable characters, half surrogate pairs among them, become blanks."""
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(text.split())


def account_number(text: str) -> str:
    """An IBAN or other account number without blanks, upper case; "" when it is too short or odd to identify anyone."""
    compact = "".join(text.split()).upper()
    return compact if compact.isascii() and compact.isalnum() and len(compact) >= 8 else ""


def calendar_day(text: str, zone: ZoneInfo) -> date | None:
    """The day of a timestamp in `zone`; a plain day, or a time without a zone, as written. None for "".

    Raises ValueError when `text` is neither.
    """
    if not text:
        return None
    if not _DAY.match(text):
        raise ValueError(f"{text!r} is no date")
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(zone).date() if moment.tzinfo else moment.date()
    except OverflowError:
        raise ValueError(f"{text!r} is no date") from None
