"""Numbers whose digits are by chance those of a month: `Wartung 03/2023` is no HN-0320/23.

Runs of digits are joined when a number is looked for, so where they are split does not matter: `2026 118` is 2026-118.
A month that stands for itself is split as months are. The number of a document that is split otherwise, in two runs or
more, is not what it says; unless a word for an invoice stands before it, a run of the number is a month itself
(4711-032023), or another text of the document is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.number_words import are_words, keys_of_words, number_of_an_invoice
from reconcile.matching.reading.runs import SPLIT, Bools, Hashes, Ints, Runs, joined_runs

_SIGNS = [ord(sign) for sign in "/.-"]
_MONTHS = [*map(str, range(1, 13)), *(f"{month:02d}" for month in range(1, 10))]
_YEARS = [*map(str, range(1990, 2100))]
_MONTH_KEYS, _YEAR_KEYS = keys_of_words(*_MONTHS), keys_of_words(*_YEARS)
#: A month and its year joined, on either side.
MONTHS_JOINED = keys_of_words(*{both for month in _MONTHS for year in _YEARS for both in (month + year, year + month)})
#: `03/2023`, `2023-3`: nothing is glued to it.
_MONTH = re.compile(
    r"(?<![^\W_])(?<![^\W_][^\s])(?:(?:0?[1-9]|1[0-2])[/.-](?P<behind>199[0-9]|20[0-9]{2})"
    r"|(?P<before>199[0-9]|20[0-9]{2})[/.-](?:0?[1-9]|1[0-2]))(?![^\W_]|[^\s][^\W_])"
)
_DIGITS = re.compile("[0-9]+")


def are_months(runs: Runs, first: Ints, last: Ints) -> Bools:
    """Of these spans of runs: they are a month in digits, nothing is glued to it, and it is not said to number an
    invoice."""
    answer = np.zeros(len(first), dtype=bool)
    glued, digits = np.append(runs.glued, False), runs.digits
    rows = np.flatnonzero((last == first + 1) & digits[first] & digits[last] & glued[last])
    rows = rows[~glued[first[rows]] & ~glued[last[rows] + 1]]
    rows = rows[np.isin(runs.signs_behind(first[rows]), _SIGNS)]
    left, right = first[rows], last[rows]
    months = are_words(runs, left, _MONTH_KEYS) & are_words(runs, right, _YEAR_KEYS)
    months |= are_words(runs, left, _YEAR_KEYS) & are_words(runs, right, _MONTH_KEYS)
    answer[rows] = months & ~number_of_an_invoice(runs, left)
    return answer


def kept_apart(numbers: Runs, further: Runs, item: Ints) -> Hashes:
    """Of each number its runs of digits without leading zeros, not joined; 0 where it may be a month itself. `further`:
    other texts of the documents, and whose each is (`item`)."""
    digits = np.flatnonzero(numbers.digits)
    several = np.bincount(numbers.text[digits], minlength=len(numbers.first) - 1) > 1
    several[numbers.text[digits[are_in(numbers.raw.hash[digits], MONTHS_JOINED)]]] = False
    several[item[are_in(joined_runs(further, further.raw, further.digits).hash, MONTHS_JOINED)]] = False
    return joined_runs(numbers, numbers.bare + SPLIT, numbers.digits).where(several).hash


def spans_apart(runs: Runs, first: Ints) -> Hashes:
    """As `kept_apart`, of these runs of digits and each one's next."""
    return (runs.bare[first] + SPLIT + runs.bare[first + 1] + SPLIT).hash


def between_months(text: str, number: str) -> Sequence[str]:
    """The text, cut where it says months: those split otherwise than the number, which has two runs of digits or more
    and none that begins or ends with the month's year. It may be near to them by chance."""
    runs = _runs_of(number)
    if len(runs) < 2:
        return [text]
    pieces, start = [], 0
    for begin, end, year in _months_in(text):
        if not any(run.startswith(year) or run.endswith(year) for run in runs):
            pieces.append(text[start:begin])
            start = end
    return [*pieces, text[start:]]


@lru_cache(maxsize=4096)  # a text is held against many numbers
def _months_in(text: str) -> tuple[tuple[int, int, str], ...]:
    """(begin, end, year) of each."""
    return tuple((*match.span(), match["behind"] or match["before"]) for match in _MONTH.finditer(text))


@lru_cache(maxsize=4096)
def _runs_of(number: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(number))
