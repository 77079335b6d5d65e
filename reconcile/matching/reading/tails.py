"""Lists in texts that go on with the last digits only: `2026-0412/13` is 2026-0412 and 2026-0413."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reconcile.matching.reading.ranges import prefix_of, ranges_in, texts_with
from reconcile.matching.reading.short_numbers import ENDS_A_NUMBER, MAY_BE_A_YEAR

_YEAR = re.compile(MAY_BE_A_YEAR)
_MORE = r"(?:[/+&]|, |,? (?:und|u\.|and|et) )[0-9]{1,4}(?![0-9])"
_LIST = re.compile(
    rf"(?<![0-9,])(?P<prefix>[a-z]{{0,4}}[ /.-]?(?:[0-9]{{2,6}}[/.-])?)(?P<first>[0-9]{{3,8}})(?P<tails>(?:{_MORE})+)"
    r"(?! ?%|[/.,-] ?[0-9])"
)
_TAIL = re.compile("[0-9]+")
#: Every such list has one; quickly looked for.
_SIGN = re.compile(rf"[0-9]{{3}}{_MORE}", re.IGNORECASE)
#: Farther apart nobody counts in his head.
_FARTHEST = 40


def written_out(texts: Sequence[str]) -> dict[int, str]:
    """The numbers that ranges and tails stand for, by the place of their text."""
    found = ranges_in(texts)
    for place, numbers in tails_in(texts):
        found[place] = f"{found.get(place, '')} {numbers}".lstrip()
    return found


def tails_in(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(place of the text, the numbers of its lists, written out)."""
    for place in texts_with(_SIGN, texts):
        numbers = " ".join(number for match in _LIST.finditer(texts[place].lower()) for number in _numbers_of(match))
        if numbers:
            yield place, numbers


def _numbers_of(match: re.Match[str]) -> list[str]:
    """None where one of the tails may be something else: a year, or what is not more than the number before."""
    number, prefix = match["first"], prefix_of(match)
    found = [prefix + number]
    if not ENDS_A_NUMBER.match(match.string, match.end()):
        return []
    for tail in _TAIL.findall(match["tails"]):
        following = number[: -len(tail)] + tail
        if len(tail) >= len(number) or not 0 < int(following) - int(number) <= _FARTHEST or _YEAR.fullmatch(tail):
            return []
        number = following
        found.append(prefix + number)
    return found
