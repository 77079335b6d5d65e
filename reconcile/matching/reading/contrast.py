"""What tells the titles of two documents apart, and which of the two a text speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from reconcile.matching.reading.common_words import COMMON_WORDS
from reconcile.matching.reading.likeness import LONGEST_SAID, SHORTEST_WORD
from reconcile.matching.reading.months import spelled
from reconcile.matching.reading.numbered import numbered_in
from reconcile.matching.reading.text import fold

_WORDS = re.compile(rf"[a-z]{{{SHORTEST_WORD},}}")
#: `WE 04`, `Einsatz 12.03.`, `B1`, `HH-AB 124`: a number, and what stands right before it. Zeros in front say nothing.
_PAIRS = re.compile(r"([a-z]+)[ .:#/-]*0*([0-9]+)(?![0-9]|\.[0-9])")
_DAYS = re.compile(r"(?<![0-9.])0?([0-9]{1,2})\.0?([0-9]{1,2})(?:\.|$)")
#: Before days, and numbers of customers.
NO_PART = COMMON_WORDS | {"am", "im", "an", "nr", "no", "kd", "kdnr", "knr", "kunde", "kundennr", "kundennummer"}
#: A word with so much in common with one of the other title is the same in another form: `Lizenz`, `Lizenzen`.
_LONG_ENOUGH = 4


def speaks_of(text: str, title: str, others: Iterable[str]) -> bool:
    """The text says something of this title that no other has, and nothing of those that it has not."""
    said, own = parts_of(text), parts_of(title)
    theirs = frozenset[str]().union(*map(parts_of, others))
    if not theirs or not said.isdisjoint(theirs - own):
        return False
    return any(not _is_a_form_of(part, theirs) for part in said & (own - theirs))


def _is_a_form_of(part: str, others: Iterable[str]) -> bool:
    if " " in part or len(part) < _LONG_ENOUGH:
        return False
    return any(part in other or (len(other) >= _LONG_ENOUGH and other in part) for other in others)


@lru_cache(maxsize=4096)
def parts_of(text: str) -> frozenset[str]:
    """Words, days, and numbers with the word they belong to."""
    folded = fold(text[:LONGEST_SAID])
    days, in_words = _DAYS.findall(folded), spelled(folded)
    pairs = (pair for pair in _PAIRS.findall(in_words) if pair[0] not in NO_PART)
    numbered = (" ".join(pair) for pair in (*days, *pairs, *numbered_in(text)))
    return frozenset(_WORDS.findall(in_words)).union(numbered) - COMMON_WORDS
