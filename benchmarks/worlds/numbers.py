"""Invoice numbers as agencies and suppliers write them, and as payers do."""

from __future__ import annotations

import re
from datetime import date

from worlds.dice import Dice

_RUNS = re.compile(r"\d+|[A-Za-z]+|[^A-Za-z\d]+")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(20)?2\d")
_YEAR_AT_END = re.compile(r"[^A-Za-z\d]+(20)?2\d$")


def written(scheme: str, *, day: date, sequence: int, in_month: int, start: int, code: str) -> str:
    """`{Y}` year, `{y}` two digits of it, `{m}` month, `{n}` running number, `{n5}` the same in its 10 000s, `{k}`
    running number in the month, `{c}` the writer's letters."""
    year = day.year
    return scheme.format(
        Y=year, y=f"{year % 100:02d}", m=day.month, n=sequence, n5=start + sequence, k=in_month, c=code
    )


def key(number: str) -> str:
    """Letters and digits only, capitals, zeros before a run of digits dropped: what survives typing habits."""
    return "".join([run.lstrip("0") if run.isdigit() else run for run in runs(number.upper())])


def runs(number: str) -> list[str]:
    """Its runs of letters and of digits."""
    return [run for run in _RUNS.findall(number) if run.isalnum()]


def squeezed(text: str) -> str:
    """Letters and digits, capitals."""
    return "".join([char for char in text.upper() if char.isalnum()])


def sequence_key(number: str) -> str:
    """The last run of digits without leading zeros: what is left when the rest is forgotten."""
    found = _DIGITS.findall(number)
    return found[-1].lstrip("0") if found else ""


def digits_key(number: str) -> str:
    """All digits but no letters, leading zeros of each run dropped."""
    return "".join([run.lstrip("0") for run in _DIGITS.findall(number)])


def neighbours(one: str, other: str) -> bool:
    """Equal but for one wrong digit or two swapped neighbours."""
    if len(one) != len(other):
        return False
    places = [place for place, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(places) <= 1:
        return True
    first, second = places[0], places[1]
    return len(places) == 2 and second == first + 1 and one[first] == other[second] and one[second] == other[first]


# ---------------------------------------------------------------------------------------------------------- mangling


def without_prefix(number: str, dice: Dice) -> str:
    """From some later run of digits on; where that leaves only the year, without the year; "" where it has one run."""
    starts = [match.start() for match in _DIGITS.finditer(number) if match.start() > 0]
    if not starts:
        return ""
    rest = number[dice.pick(starts) :]
    return _YEAR_AT_END.sub("", number) if _YEAR.fullmatch(rest) else rest


def running(number: str) -> str:
    """The running number alone, as people who write few invoices' numbers do: 417 of R-417/22; "" where it is all.

    The longest run of digits that is no year (or, where all might be one, the longest), the last of several.
    """
    every = _DIGITS.findall(number)
    found = [run for run in every if not _YEAR.fullmatch(run)] or every
    bare = max(reversed(found), key=len).lstrip("0") if found else ""
    return "" if bare == number else bare


def with_blanks(number: str, dice: Dice) -> str:
    digits = [place for place in range(1, len(number)) if number[place - 1].isalnum() and number[place].isalnum()]
    if not digits:
        return ""
    place = dice.pick(digits)
    return f"{number[:place]} {number[place:]}"


def other_separators(number: str, dice: Dice) -> str:
    separators = sorted({char for char in number if not char.isalnum()})
    if not separators:
        parts = runs(number)
        return dice.pick(("-", "/", " ", ".")).join(parts) if len(parts) > 1 else ""
    wanted = dice.pick([char for char in ("-", "/", ".", "", " ") if char not in separators])
    return "".join([wanted if char in separators else char for char in number])


def without_zeros(number: str) -> str:
    """Each run of digits without its leading zeros; "" where there are none."""
    bare = _DIGITS.sub(lambda match: match.group().lstrip("0") or "0", number)
    return "" if bare == number else bare


def digit_wrong(number: str, dice: Dice) -> str:
    places = [place for place, char in enumerate(number) if char.isdigit()]
    place = dice.pick(places)
    other = dice.pick([digit for digit in "0123456789" if digit != number[place]])
    return number[:place] + other + number[place + 1 :]


def digits_swapped(number: str, dice: Dice) -> str:
    """Two different neighbouring digits; "" where all are equal."""
    places = [
        place
        for place in range(len(number) - 1)
        if number[place].isdigit() and number[place + 1].isdigit() and number[place] != number[place + 1]
    ]
    if not places:
        return ""
    place = dice.pick(places)
    return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
