"""Numbers whose digits are by chance those of a month: `Wartung 03/2023` is no HN-0320/23.

Runs of digits are joined when a number is looked for, so where they are split does not matter: `2026 118` is 2026-118.
A month that stands for itself is split as months are. The number of a document that is split otherwise, in two runs or
more, is not what it says.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

from reconcile.matching.doubtful import are_words, keys_of_words
from reconcile.matching.runs import SPLIT, Bools, Hashes, Ints, Runs, joined_runs

_SIGNS = [ord(sign) for sign in "/.-"]
_MONTHS = keys_of_words(*map(str, range(1, 13)), *(f"{month:02d}" for month in range(1, 10)))
_YEARS = keys_of_words(*map(str, range(1990, 2100)))
#: `03/2023`, `2023-3`: nothing is glued to it.
_MONTH = re.compile(
    r"(?<![^\W_])(?<![^\W_][^\s])(?:(?:0?[1-9]|1[0-2])[/.-](?P<behind>199[0-9]|20[0-9]{2})"
    r"|(?P<before>199[0-9]|20[0-9]{2})[/.-](?:0?[1-9]|1[0-2]))(?![^\W_]|[^\s][^\W_])"
)
_DIGITS = re.compile("[0-9]+")


def are_months(runs: Runs, first: Ints, last: Ints) -> Bools:
    """Of these spans of runs: they are a month in digits, and nothing is glued to it."""
    answer = np.zeros(len(first), dtype=bool)
    glued, digits = np.append(runs.glued, False), runs.digits
    rows = np.flatnonzero((last == first + 1) & digits[first] & digits[last] & glued[last])
    rows = rows[~glued[first[rows]] & ~glued[last[rows] + 1]]
    rows = rows[np.isin(runs.signs_behind(first[rows]), _SIGNS)]
    month, year = ([are_words(runs, side[rows], words) for side in (first, last)] for words in (_MONTHS, _YEARS))
    answer[rows] = (month[0] & year[1]) | (year[0] & month[1])
    return answer


def kept_apart(runs: Runs) -> Hashes:
    """Of each text its runs of digits without leading zeros, not joined; 0 where it has no two of them."""
    several = np.bincount(runs.text[runs.digits], minlength=len(runs.first) - 1) > 1
    return joined_runs(runs, runs.bare + SPLIT, runs.digits).where(several).hash


def spans_apart(runs: Runs, first: Ints) -> Hashes:
    """As `kept_apart`, of these runs of digits and each one's next."""
    return (runs.bare[first] + SPLIT + runs.bare[first + 1] + SPLIT).hash


def but_months(text: str, number: str) -> str:
    """The text without the months that are split otherwise than the number, which has two runs of digits or more, none
    of them the month's year: a number may be near to the others."""
    runs = _runs_of(number)
    if len(runs) < 2 or not _MONTH.search(text):
        return text
    return _MONTH.sub(lambda match: match[0] if _year_of(match) in runs else " ", text)


def _year_of(match: re.Match[str]) -> str:
    return match["behind"] or match["before"]


@lru_cache(maxsize=4096)
def _runs_of(number: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(number))
