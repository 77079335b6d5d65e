"""Chance that is the same on every platform and Python: only `random.random()`, whose sequence is promised to stay.

`choice`, `shuffle`, `sample` and `gauss` of the standard library may change between versions; these here may not,
because the frozen worlds depend on them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import MutableSequence, Sequence
from itertools import accumulate
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """`random` is in [0, 1); equal names give equal throws."""

    __slots__ = ("random",)

    def __init__(self, *name: object) -> None:
        digest = hashlib.sha256("\x1f".join(map(str, name)).encode()).digest()
        self.random = Random(int.from_bytes(digest, "big")).random

    def chance(self, share: float) -> bool:
        return self.random() < share

    def below(self, limit: int) -> int:
        return int(self.random() * limit)

    def between(self, low: int, high: int) -> int:
        """Both ends included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.random() * len(items))]

    def shuffle(self, items: MutableSequence[Item]) -> None:
        """Fisher and Yates, in place."""
        for last in range(len(items) - 1, 0, -1):
            other = int(self.random() * (last + 1))
            items[last], items[other] = items[other], items[last]

    def letters(self, count: int, alphabet: str = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789") -> str:
        return "".join([alphabet[int(self.random() * len(alphabet))] for _ in range(count)])

    def digits(self, count: int) -> str:
        return str(int(self.random() * 10**count)).zfill(count) if count <= 15 else self.letters(count, "0123456789")


class Weighted:
    """Draws places with given weights."""

    __slots__ = ("_bounds",)

    def __init__(self, weights: Sequence[tuple[object, float]]) -> None:
        self._bounds = list(accumulate(weight for _, weight in weights))

    def place(self, dice: Dice) -> int:
        """Index into the weights."""
        found = bisect_right(self._bounds, dice.random() * self._bounds[-1])
        return min(found, len(self._bounds) - 1)


def deck(dice: Dice, size: int, shares: Sequence[tuple[Item, float]]) -> list[Item]:
    """`size` cards holding each item in exactly its share (rounded; the last item takes the rest), shuffled.

    Drawn without putting back, so that a share is met by construction and not only on average.
    """
    cards: list[Item] = []
    total = sum(share for _, share in shares)
    reached = 0.0
    for item, share in shares:
        reached += share
        cards += [item] * (round(size * (reached / total)) - len(cards))
    dice.shuffle(cards)
    return cards
