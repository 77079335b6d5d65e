"""Lists in texts that go on with the last digits only: `2026-0412/13` is 2026-0412 and 2026-0413."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reconcile.matching.ranges import prefix_of
from reconcile.matching.short_numbers import ENDS_A_NUMBER

#: Behind a slash `26` may be the year.
_YEAR = re.compile("19|2[0-9]|3[01]")
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


def tails_in(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(place of the text, the numbers of its lists, written out)."""
    for place, text in enumerate(texts):
        if _SIGN.search(text):
            numbers = " ".join(number for match in _LIST.finditer(text.lower()) for number in _numbers_of(match))
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
