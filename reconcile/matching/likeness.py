"""Likenesses of a line and a document, asked only of pairs that something else has joined: a number but for a digit or
two, another number of the same form, and words of the title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA

from reconcile.matching.runs import Bools, Ints
from reconcile.matching.text import Strength, fold
from reconcile.records import BankLine, OpenItem

_DIGITS = re.compile(r"[0-9]+")
_RUNS = re.compile(r"[0-9]+|[a-z]+")
_WORDS = re.compile(r"[a-z]{3,}|[0-9]+")
#: A shorter number is near to everything.
MIN_NEAR = 5
#: One digit wrong, one left out or doubled, two neighbours swapped.
_MOST_ERRORS = 1
#: Where banks and forms end a text; a number may be cut there.
_CUTS = (27, 35, 54, 70, 105, 140)


def near_numbers(lines: Sequence[BankLine], items: Sequence[OpenItem], line: Ints, item: Ints, number: Ints) -> Bools:
    """Pairs whose text holds the document's number but for one error, or cut off; those that name it are not asked."""
    answer = np.zeros(len(line), dtype=bool)
    unnamed = np.flatnonzero(number <= Strength.WEAK)
    answer[unnamed] = [
        is_near(lines[place].transaction.remittance, items[position].number)
        for place, position in zip(line[unnamed].tolist(), item[unnamed].tolist(), strict=True)
    ]
    return answer


def is_near(text: str, number: str) -> bool:
    digits = _digits_of(number)
    if len(digits) < MIN_NEAR:
        return False
    return any(
        OSA.distance(digits, window, score_cutoff=_MOST_ERRORS) <= _MOST_ERRORS
        for window in _windows(text, len(digits))
    ) or _is_cut(text, digits)


@lru_cache(maxsize=4096)
def _digits_of(number: str) -> str:
    return "".join(_DIGITS.findall(number))


@lru_cache(maxsize=4096)
def _windows(text: str, length: int) -> tuple[str, ...]:
    """One to four neighbouring runs of digits of about this length."""
    runs = _DIGITS.findall(text[:1000])
    found = []
    for first in range(len(runs)):
        window = ""
        for run in runs[first : first + 4]:
            window += run
            if abs(len(window) - length) <= _MOST_ERRORS:
                found.append(window)
    return tuple(found)


def is_one_error_from(number: str, other: str) -> bool:
    """One digit wrong, missing or doubled, or two swapped, makes one number the other."""
    return 0 < OSA.distance(_digits_of(number), _digits_of(other), score_cutoff=_MOST_ERRORS) <= _MOST_ERRORS


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


def _is_cut(text: str, digits: str) -> bool:
    """The text ends, at a place where banks cut, within the number."""
    if len(text) not in _CUTS:
        return False
    tail = "".join(_DIGITS.findall(text[-16:]))
    return any(tail.endswith(digits[:kept]) for kept in range(len(digits) - 1, MIN_NEAR - 1, -1))


def title_shares(lines: Sequence[BankLine], items: Sequence[OpenItem], line: Ints, item: Ints) -> Ints:
    """Share, 0..100, of the words of each document's title that stand in the line's text."""
    titles = {one: words_in(items[one].title) for one in np.unique(item).tolist() if items[one].title}
    shares = np.zeros(len(line), dtype=np.int64)
    titled = np.flatnonzero(np.isin(item, list(titles)))
    rows = zip(titled.tolist(), line[titled].tolist(), item[titled].tolist(), strict=True)
    for row, place, position in rows:
        if wanted := titles[position]:
            shares[row] = 100 * len(wanted & words_in(lines[place].transaction.remittance)) // len(wanted)
    return shares


def share_of_title(title: str, text: str) -> int:
    """Of the title's words, in percent, those that stand in the text."""
    wanted = words_in(title)
    return 100 * len(wanted & words_in(text)) // len(wanted) if wanted else 0


@lru_cache(maxsize=65536)
def words_in(text: str) -> frozenset[str]:
    """Words of three letters or more, and numbers, folded."""
    return frozenset(_WORDS.findall(fold(text[:1000])))
