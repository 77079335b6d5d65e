"""Dates and numbers of exactly one declared shape. `1.234` under no declared shape is never guessed (pitfalls 48)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from importers import amounts

_DATE_PARTS = (("yyyy", "year", 4), ("yy", "year", 2), ("mm", "month", 2), ("dd", "day", 2))
_NUMBER = re.compile(r"1(?P<thousands>[.,' ]?)234(?P<optional>\[?)(?P<mark>[.,])56\]?")
_MINUS = str.maketrans({"\u2212": "-"})


def date_parser(shape: str) -> Callable[[str], date]:
    """From `dd.mm.yy`, `dd.mm.yyyy`, `yyyy-mm-dd` ...: a function that raises ValueError for anything else."""
    pattern = re.escape(shape)
    for letters, part, digits in _DATE_PARTS:
        if f"<{part}>" not in pattern:
            pattern = pattern.replace(letters, rf"(?P<{part}>\d{{{digits}}})", 1)
    compiled = re.compile(pattern, re.ASCII)
    if not {"year", "month", "day"} <= set(compiled.groupindex):
        raise ValueError(f"date shape {shape!r} must name yy or yyyy, mm and dd once each")

    def parse(text: str) -> date:
        match = compiled.fullmatch(text)
        if match is None:
            raise ValueError(f"is not a date of the form {shape}")
        year = int(match["year"])
        century = 0 if len(match["year"]) == 4 else 2000 if year < 80 else 1900
        try:
            return date(century + year, int(match["month"]), int(match["day"]))
        except ValueError:
            raise ValueError("is a day that does not exist") from None

    return parse


def number_parser(shape: str) -> Callable[[str, str], int]:
    """From `1234,56`, `1.234,56`, `1.234[,56]` (digits after the mark may be missing) ...: text and currency to
    signed minor units; raises ValueError for anything else."""
    sample = _NUMBER.fullmatch(shape)
    if sample is None or sample["thousands"] == sample["mark"]:
        raise ValueError(f"number shape {shape!r} must be written like 1234,56 or 1.234,56 or 1.234[,56]")
    thousands, mark = sample["thousands"], sample["mark"]
    whole = r"\d{1,15}" if not thousands else rf"(?:\d{{1,3}}(?:{re.escape(thousands)}\d{{3}}){{1,4}}|\d{{1,15}})"
    fraction = rf"(?:{re.escape(mark)}\d{{1,3}})" + ("?" if sample["optional"] else "")
    pattern = re.compile(rf"[+-]?{whole}{fraction}", re.ASCII)

    def parse(text: str, currency: str) -> int:
        plain = text.translate(_MINUS)
        if pattern.fullmatch(plain) is None:
            raise ValueError(f"is not a number of the form {shape}")
        return amounts.to_minor(Decimal(plain.replace(thousands, "").replace(mark, ".")), currency)

    return parse
