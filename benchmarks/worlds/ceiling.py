"""What is decidable at all: the best score of a program that never guesses (docs/worlds.md, "The ceiling")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from worlds.truth import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """Every decidable booking found, nothing else claimed: precision 1, recall as given, F1 = 2R / (1 + R)."""

    bookings: int
    decidable: int
    value_decidable: int
    oldest_right: int  #: further bookings that guessing the oldest would hit

    @property
    def booking_f1(self) -> float:
        return _f1(self.decidable, self.bookings)

    @property
    def value_f1(self) -> float:
        return _f1(self.value_decidable, self.bookings)


def ceiling_of(truths: Iterable[Truth]) -> Ceiling:
    bookings = decidable = value_decidable = oldest = 0
    for truth in truths:
        count = len(truth.allocations)
        bookings += count
        decidable += count if truth.decidable else 0
        value_decidable += count if truth.decidable and truth.value_decidable else 0
        oldest += count if truth.oldest_is_right else 0
    return Ceiling(bookings=bookings, decidable=decidable, value_decidable=value_decidable, oldest_right=oldest)


def _f1(right: int, true: int) -> float:
    return 2 * right / (right + true) if true else 1.0
