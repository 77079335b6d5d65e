"""Likenesses of a line and a document: a number but for a digit or two, another number of the same form, and words of
the title. `pair_texts` asks them of all pairs that something else has joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from reconcile.matching.text import fold

_DIGITS = re.compile(r"[0-9]+")
_RUNS = re.compile(r"[0-9]+|[a-z]+")
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
    digits = _digits_of(number)
    if len(digits) < MIN_NEAR:
        return False
    return any(
        OSA.distance(digits, window, score_cutoff=MOST_ERRORS) <= MOST_ERRORS for window in _windows(text, len(digits))
    ) or is_cut(text, digits)


@lru_cache(maxsize=4096)
def _digits_of(number: str) -> str:
    return "".join(_DIGITS.findall(number))


@lru_cache(maxsize=4096)
def _windows(text: str, length: int) -> tuple[str, ...]:
    """Those of about this length."""
    return tuple(window for window in windows_of(text) if abs(len(window) - length) <= MOST_ERRORS)


def windows_of(text: str) -> list[str]:
    """One to four neighbouring runs of digits, joined."""
    runs = _DIGITS.findall(text[:LONGEST_SAID])
    found = []
    for first in range(len(runs)):
        window = ""
        for run in runs[first : first + 4]:
            window += run
            found.append(window)
    return found


def is_one_error_from(number: str, other: str) -> bool:
    """One digit wrong, missing or doubled, or two swapped, makes one number the other."""
    return 0 < OSA.distance(_digits_of(number), _digits_of(other), score_cutoff=MOST_ERRORS) <= MOST_ERRORS


def others_like(number: str, text: str, unread: Sequence[str]) -> list[str]:
    """What the text holds in the form of this number, and is not near it: the same letters in front, runs of digits as
    long, the last by one at most. So the writer of this document would number another one.

    `unread`: what of the text looks like a number and is none known; digits alone have the form of a number only there.
    """
    form = _form_of(number)
    found = form.findall(fold(text)) if form else []
    if not any(map(str.isalpha, number)):
        found = [other for other in found if other in unread]
    return [other for other in found if not is_near(other, number)]


@lru_cache(maxsize=4096)
def _form_of(number: str) -> re.Pattern[str] | None:
    """None for a number of so few digits that everything is built like it."""
    runs = _RUNS.findall(fold(number))
    if len(_digits_of(number)) < MIN_NEAR:
        return None
    last = max(place for place, run in enumerate(runs) if run[0].isdigit())
    pieces = [_piece(run, 1 if place == last else 0) for place, run in enumerate(runs)]
    return re.compile("(?<![a-z0-9])" + "[^a-z0-9]{0,2}".join(pieces) + "(?![a-z0-9])")


def _piece(run: str, slack: int) -> str:
    return f"[0-9]{{{max(1, len(run) - slack)},{len(run) + slack}}}" if run[0].isdigit() else run


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


@lru_cache(maxsize=65536)
def words_in(text: str) -> frozenset[str]:
    """Words of three letters or more, and numbers, folded."""
    return frozenset(_WORDS.findall(fold(text[:LONGEST_SAID])))
