"""Values to the text of a cell, and back: one line, no formula, no number a person cannot read.

Formula triggers after OWASP (security.md, formula injection): a text cell that starts with one gets exactly one
leading apostrophe, and exactly that one is removed on reading.
"""

from __future__ import annotations

import unicodedata

from importers.amounts import exact_text

#: The last four are the full-width forms some spreadsheets read as the first four.
TRIGGERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: What may stand before a trigger without taking its effect away.
_BEFORE_TRIGGER = " '"

_IN_ITS_PLACE = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "\ufffd"}

#: What no XML file may hold, hence no workbook.
_IN_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")

#: Characters of a cell; a spreadsheet holds 32 767, counted in halves of what is beyond the basic plane.
LONGEST = 16_000


def fitting(text: str) -> str:
    """As much as a cell of a spreadsheet holds."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def one_line(text: str) -> str:
    """Single blanks, nothing invisible: control characters become blanks, direction marks and joiners go."""
    if not text.isprintable():
        text = "".join(_IN_ITS_PLACE.get(unicodedata.category(char), char) for char in text).translate(_IN_NO_XML)
    return " ".join(text.split())


def guarded(text: str) -> str:
    """`=1+1` becomes `'=1+1`; an apostrophe that already stands there is doubled, so that nothing is lost."""
    return f"'{text}" if _is_formula(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`: at most one apostrophe is removed."""
    return text[1:] if text.startswith("'") and _is_formula(text[1:]) else text


def _is_formula(text: str) -> bool:
    return text.lstrip(_BEFORE_TRIGGER).startswith(TRIGGERS)


def unsigned(minor: int | None, currency: str, mark: str) -> str:
    """An amount for people: positive, the currency's full digits; `""` when unknown."""
    return "" if minor is None else exact_text(abs(minor), currency, mark=mark)


def in_groups(text: str, size: int = 4) -> str:
    """`AT61 1904 3002 ...`: a spreadsheet leaves alone what has blanks inside."""
    compact = "".join(text.split())
    return " ".join(compact[start : start + size] for start in range(0, len(compact), size))
