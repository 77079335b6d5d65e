"""The world's days: counted from the first of a twelvemonth that begins on a Wednesday in all families."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_FIRST = {
    "train": date(2025, 1, 1),
    "drill": date(2024, 5, 1),
    "field": date(2023, 3, 1),
    "trail": date(2023, 11, 1),
    "habit": date(2022, 6, 1),
    "test": date(2025, 10, 1),
}
_WEDNESDAY = 2
#: Of a year.
MONTHS = 12
_MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


@lru_cache(maxsize=2048)
def day_of(family: str, day: int) -> date:
    return date.fromordinal(_FIRST[family].toordinal() + day)


def month_name(day: date) -> str:
    return _MONTHS[day.month - 1]


@lru_cache(maxsize=1024)
def month_start(family: str, month: int) -> int:
    """The day on which the `month`-th month begins, counted from 0."""
    first = _FIRST[family]
    years, place = divmod(first.month - 1 + month, 12)
    return date(first.year + years, place + 1, 1).toordinal() - first.toordinal()


def working_day(day: int) -> int:
    """This day, or Monday after a weekend; holidays are not modelled."""
    weekday = (day + _WEDNESDAY) % 7
    return day + (7 - weekday) if weekday >= 5 else day


def earlier_working_day(day: int) -> int:
    """This day, or Friday before a weekend."""
    weekday = (day + _WEDNESDAY) % 7
    return day - (weekday - 4) if weekday >= 5 else day


def weekday_of(day: int) -> int:
    """Monday is 0."""
    return (day + _WEDNESDAY) % 7


def days_to_fifteenth(family: str, day: int) -> int:
    """To the next fifteenth, on which this day may fall."""
    when = day_of(family, day)
    return 15 - when.day if when.day <= 15 else days_to_month_end(family, day) + 15


def days_to_month_end(family: str, day: int) -> int:
    when = day_of(family, day)
    years, month = divmod(when.month, 12)
    return date(when.year + years, month + 1, 1).toordinal() - when.toordinal() - 1
