"""Two runs of digits that are a month and its year: `03/2026`, `2026-03`.

Everybody writes the month. So in a text it names no number by its digits (`03/2023` no HN-0320/23), unless a word for
an invoice stands before it or letters are glued to it; but a number that is itself made of that month (RE-2026-05).
"""

from __future__ import annotations

import numpy as np

from reconcile.matching.doubtful import keys_of_words, number_of_an_invoice
from reconcile.matching.joins import are_in
from reconcile.matching.runs import Bools, Ints, Runs

_YEARS = keys_of_words(*map(str, range(1990, 2100)))
_MONTHS = keys_of_words(*map(str, range(1, 13)))
_SIGNS = [ord(sign) for sign in "/-."]
#: `03/ 2026`
_WIDEST = 2


def are_months(runs: Runs, first: Ints) -> Bools:
    """Of these runs, each with one behind it in its text."""
    left, right = runs.bare.hash[first], runs.bare.hash[first + 1]
    short = np.minimum(runs.raw.length[first], runs.raw.length[first + 1]) <= len("12")
    month_first = are_in(left, _MONTHS) & are_in(right, _YEARS)
    answer: Bools = short & (month_first | (are_in(left, _YEARS) & are_in(right, _MONTHS)))
    return answer


def everybodys_months(runs: Runs, first: Ints) -> Bools:
    """Of these runs of texts, each with one behind it in its text: the two are a month that nothing is glued to, and no
    word says that it is an invoice's."""
    answer = runs.digits[first] & runs.digits[first + 1]
    answer &= ~runs.glued[first] & ~np.append(runs.glued, False)[first + 2]
    answer &= runs.start[first + 1] - runs.end[first] <= _WIDEST
    rows = np.flatnonzero(answer)
    rows = rows[are_months(runs, first[rows])]
    rows = rows[np.isin(runs.signs_behind(first[rows]), _SIGNS)]
    answer[:] = False
    answer[rows] = ~number_of_an_invoice(runs, first[rows])
    return answer
