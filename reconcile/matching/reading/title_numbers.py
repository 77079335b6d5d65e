"""The numbers of what titles and texts are for: `Projekt P-1234`, `Objekt 104`, `Lindenweg 12`."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from reconcile.matching.reading.contrast import NO_PART
from reconcile.matching.reading.likeness import LONGEST_SAID
from reconcile.matching.reading.months import MONTHS, spelled
from reconcile.matching.reading.text import fold

#: The pieces of one number, `26` and `14` of `26-014`.
_Number = frozenset[str]
_NUMBERED = re.compile(r"([a-z]+)[ .:#-]*([0-9]+(?:[/-][0-9]+)*)(?![0-9]|[.,][0-9])")
#: A year, an amount, and what counts the next word: `Office 10 Lizenzen`, `12. März`.
_NO_NUMBER = re.compile(r"(?:19|20)[0-9]{2}(?![0-9/-])|[0-9]+ ?(?:eur|chf|%|€)|[0-9]{1,2}\.? [a-z]")
#: A month has its year behind it.
_NO_NAME = NO_PART | MONTHS
_DIGITS_OF_A_LETTER = 3


def numbers_another(text: str, title: str) -> bool:
    """Both have a word with a number behind it, and not the same one: `Projekt 1234` and `Projekt 1235`. `26-014` and
    `014` may be the same."""
    ours = _numbers_of(title)
    theirs = _numbers_of(text) if ours else {}
    return any(word in theirs and not _share_one(numbers, theirs[word]) for word, numbers in ours.items())


def is_said_in_title(number: str, text: str, title: str) -> bool:
    """The number (folded) stands in the title as in the text, behind the same word: `Projekt 26-014`, `Stand B12`. No
    word for an invoice or a customer: what these number is not what is paid for."""
    folded = fold(text)
    standing = re.search(rf"(?<![a-z])([a-z]+)[ .:#/-]*{re.escape(number)}(?![0-9])", folded)
    if standing is None or standing[1] in NO_PART:
        return False
    said = rf"(?<![a-z]){standing[1]}[ .:#/-]*{re.escape(number)}(?![0-9])"
    return re.search(said, fold(title[:LONGEST_SAID])) is not None


def _share_one(ours: set[_Number], theirs: set[_Number]) -> bool:
    return any(one <= other or other <= one for one in ours for other in theirs)


@lru_cache(maxsize=4096)
def _numbers_of(text: str) -> dict[str, set[_Number]]:
    """Those of each word, without years, days and amounts; a letter alone has at least three digits."""
    found = defaultdict[str, set[_Number]](set)
    for match in _NUMBERED.finditer(spelled(fold(text[:LONGEST_SAID]))):
        word, number = match.groups()
        is_enough = len(word) > 1 or len(number) >= _DIGITS_OF_A_LETTER
        if is_enough and word not in _NO_NAME and not _NO_NUMBER.match(match.string, match.start(2)):
            found[word].add(frozenset(piece.lstrip("0") for piece in re.split("[/-]", number)))
    return dict(found)
