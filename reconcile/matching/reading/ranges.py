"""Ranges in texts: `1012-1015` names the documents between as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from string import ascii_lowercase
from string import digits as ascii_digits

import numpy as np

from reconcile.matching.reading.number_words import NUMBER_WORDS, says_another_paper, says_invoice, says_other

_DAY = r"20[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])"
#: `2026-03-11` is a day, and so it is in `vom 2026-03-11`; `RE-2026-2031` a year and a number.
_RANGE = re.compile(
    rf"(?<![0-9])(?<!20[0-9][0-9][/.-])(?!{_DAY})(?P<prefix>[a-z]{{0,4}}[ /.-]?(?!(?<=[ .]){_DAY})"
    r"(?:[0-9]{2,4}[/.][0-9]{2}[/.](?=[0-9]{3})|[0-9]{2,6}[/.-])?)"
    r"(?!(?<=[a-z][/.-])20[1-3][0-9]-[0-9])"
    r"(?P<from>[0-9]{1,8}) ?(?:-|–|bis|to) ?(?P=prefix)?(?P<to>[0-9]{1,8})(?![0-9]| ?%|[.,][0-9]| ?uhr\b)"
)
#: `118/26-120/26`, the year behind both.
_RANGE_OF_YEAR = re.compile(
    r"(?<![0-9])(?P<prefix>[a-z]{0,4}[ /.-]?)(?P<from>[0-9]{3,8})(?P<year>[/-](?:20)?[0-9]{2}) ?"
    r"(?:-|–|bis|to) ?(?P=prefix)?(?P<to>[0-9]{3,8})(?P=year)(?![0-9]|[/.,-][0-9])"
)
#: Every range has one; quickly looked for. Behind the sign the prefix may stand once more.
_SPAN = re.compile(r"[0-9] ?(?:[-–]|[bB][iI][sS]|[tT][oO])(?= ?([0-9]*)([/.-]?)([0-9]*))")
#: The word before a range, but for the word `Nr.`
_WORD_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+)[^\w,;]*(?:(?:{'|'.join(NUMBER_WORDS)})[^\w,;]*)?$")
_LONGEST_NUMBER = 8
_LOOKED_BACK = 24  #: characters: such a number and what of a prefix may stand behind the sign again
MAX_RANGE = 40


def ranges_in(texts: Sequence[str]) -> dict[int, str]:
    """The numbers they stand for, written out, by the place of their text."""
    written = ((place, _written_out(texts[place])) for place in texts_with(_SPAN, texts, _may_be_range))
    return {place: numbers for place, numbers in written if numbers}


def texts_with(
    sign: re.Pattern[str], texts: Sequence[str], counts: Callable[[re.Match[str]], bool] = bool
) -> list[int]:
    """The places of those that have such a sign, all searched at once; no sign reaches over the end of a line."""
    signs = [match.start() for match in sign.finditer("\n".join(texts)) if counts(match)]
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    places: list[int] = np.unique(np.searchsorted(ends, signs, side="right")).tolist() if signs else []
    return places


def _may_be_range(match: re.Match[str]) -> bool:
    """Most are the year and the number of one document."""
    before = match.string[max(0, match.start() - _LOOKED_BACK) : match.start() + 1]
    prefix, (last, mark, year) = before.rstrip(ascii_digits), match.groups()
    first = before[len(prefix) :]
    return not last or last + mark in prefix or mark + year == prefix[-1:] + first or bool(_between(first, last))


def _written_out(text: str) -> str:
    lowered = text.lower()
    ranges = (_numbers_of(match) for form in (_RANGE, _RANGE_OF_YEAR) for match in form.finditer(lowered))
    return " ".join(number for numbers in ranges for number in numbers)


def _numbers_of(match: re.Match[str]) -> Iterator[str]:
    prefix, digits, year = prefix_of(match), len(match["from"]), match.groupdict().get("year", "")
    return (f"{prefix}{number:0{digits}d}{year}" for number in _between(match["from"], match["to"]))


def prefix_of(match: re.Match[str]) -> str:
    """What each number of a range begins with; where a word before says whose numbers they are, it."""
    prefix = match["prefix"].strip()
    bare = prefix.lstrip(ascii_lowercase)
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - _LOOKED_BACK), match.end("prefix") - len(bare))
    word = before["word"] if before else ""
    told = (
        says_other(word)
        or says_another_paper(word)
        or (not bare and says_invoice(word) and not match["prefix"].startswith(word))
    )
    return f"{word} {bare.lstrip()}" if told else prefix


def _between(first: str, last: str) -> range:
    """The ends too: `-15` beside `1012` is no number of its own. The last number may be given by its last digits only
    (`1012-15`)."""
    if not len(last) <= len(first) <= _LONGEST_NUMBER:
        return range(0)
    start, end = int(first), int(first[: len(first) - len(last)] + last)
    return range(start, end + 1) if 0 < end - start <= MAX_RANGE else range(0)
