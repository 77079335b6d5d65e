"""Likenesses of a line and a document: a number but for a digit or two, and words of
the title. `pair_texts` asks them of all pairs that something else has joined."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import ne

from rapidfuzz.distance import OSA

from reconcile.matching.reading.chance_months import between_months
from reconcile.matching.reading.months import spelled
from reconcile.matching.reading.text import fold

_DIGITS = re.compile(r"[0-9]+")
#: A word of fewer letters says nothing.
SHORTEST_WORD = 3
_WORDS = re.compile(rf"[a-z]{{{SHORTEST_WORD},}}|[0-9]+")
#: So many characters of a text are looked at.
LONGEST_SAID = 1000
#: A shorter number is near to everything.
MIN_NEAR = 5
#: One digit wrong, one left out or doubled, two neighbours swapped.
MOST_ERRORS = 1
#: Where banks and forms end a text; a number may be cut there.
CUTS = (27, 35, 54, 70, 105, 140)


def is_near(text: str, number: str) -> bool:
    """Months that the number is by chance near to do not count."""
    digits = _digits_of(number)
    if len(digits) < MIN_NEAR:
        return False
    pieces = between_months(text, number)
    return any(
        OSA.distance(digits, window, score_cutoff=MOST_ERRORS) <= MOST_ERRORS
        for piece in pieces
        for window in _windows(piece, len(digits))
    ) or (bool(pieces[-1]) and is_cut(text, digits))


@lru_cache(maxsize=4096)
def _digits_of(number: str) -> str:
    return "".join(_DIGITS.findall(number))


@lru_cache(maxsize=4096)
def _windows(text: str, length: int) -> tuple[str, ...]:
    """Those of about this length."""
    return tuple(window for window in windows_of(text) if abs(len(window) - length) <= MOST_ERRORS)


def windows_of(text: str) -> list[str]:
    """One to four neighbouring runs of digits, joined; of those that a number may be near to."""
    runs = _DIGITS.findall(text[:LONGEST_SAID])
    found = []
    for first in range(len(runs)):
        window = ""
        for run in runs[first : first + 4]:
            window += run
            if len(window) >= MIN_NEAR - MOST_ERRORS:
                found.append(window)
    return found


def is_one_error_from(number: str, other: str) -> bool:
    """One digit wrong, missing or doubled, or two swapped, makes one number the other."""
    return 0 < OSA.distance(_digits_of(number), _digits_of(other), score_cutoff=MOST_ERRORS) <= MOST_ERRORS


def is_another_of_its_series(number: str, than: str) -> bool:
    """Just one digit is another: the next number of a series looks like that, the one before, and last year's too."""
    digits, others = _digits_of(number), _digits_of(than)
    return len(digits) == len(others) and sum(map(ne, digits, others)) == 1


def is_cut(text: str, digits: str) -> bool:
    """The text ends, at a place where banks cut, within the number."""
    if len(text) not in CUTS:
        return False
    tail = "".join(_DIGITS.findall(text[-16:]))
    return any(tail.endswith(digits[:kept]) for kept in range(len(digits) - 1, MIN_NEAR - 1, -1))


def share_of_title(title: str, text: str) -> int:
    """Of the title's words, in percent, those that stand in the text."""
    wanted = words_in(title)
    return 100 * len(wanted & words_in(text)) // len(wanted) if wanted else 0


@lru_cache(maxsize=4096)  # titles recur, and a line is asked twice
def words_in(text: str) -> frozenset[str]:
    """Words of three letters or more, and numbers, folded; months spelled out."""
    return frozenset(_WORDS.findall(spelled(fold(text[:LONGEST_SAID]))))
