"""Months in digits that may be something else as well: `3/26`, `03-26`, `3.26`, `2026/03`, `202603`.

They make nothing sure: they tell which of several equal documents may be meant, and raise a question where the title
says another month.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reconcile.matching.reading.likeness import LONGEST_SAID
from reconcile.matching.reading.months import month_called, without_other_months
from reconcile.matching.reading.text import fold

_MONTH = r"(?P<{}>0?[1-9]|1[0-2])"
_TWO_DIGITS = r"(?P<{}>0[1-9]|1[0-2])"
#: What is counted, measured or paid has its word or sign behind it: `1.26 EUR`, `1,5-2.5 h`, `3/25 Stück`.
_NOTHING_COUNTED = (
    r"(?![0-9]|[./,-][0-9]| ?(?:eur|euro|chf|usd|€|%|h\b|std|stk|st\b|stuck|x\b|m2|qm|km|kg|prozent|stunden))"
)
_SHORT = re.compile(
    r"(?<![a-z0-9])(?<![0-9a-z][./,-])(?:"
    rf"{_MONTH.format('month')}[./-](?P<year>2[0-9])"
    rf"|(?P<before>20[0-9]{{2}})[/.]?{_TWO_DIGITS.format('last')}"
    rf"|{_TWO_DIGITS.format('run')}(?P<behind>20[0-9]{{2}})"
    rf"){_NOTHING_COUNTED}"
)


@lru_cache(maxsize=4096)
def short_months(text: str) -> frozenset[tuple[str, str]]:
    """(month, year with its century): without those of payments, people and dates."""
    folded = without_other_months(fold(text[:LONGEST_SAID]))
    return frozenset(map(_of, _SHORT.finditer(folded)))


def _of(match: re.Match[str]) -> tuple[str, str]:
    month = match["month"] or match["last"] or match["run"]
    year = match["before"] or match["behind"] or f"20{match['year']}"
    return month_called(int(month)), year
