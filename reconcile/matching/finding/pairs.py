"""Which line a block joins with which item, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.matching.reading.joins import are_first
from reconcile.matching.reading.runs import Bools, Ints


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs of a line and an item."""

    line: Ints
    item: Ints
    number: Ints  #: text.Strength
    span: Ints  #: where in the text the number stands, −1 nowhere
    reference: Bools

    def __len__(self) -> int:
        return len(self.line)


def found(
    line: Ints, item: Ints, *, number: Ints | None = None, span: Ints | None = None, reference: bool = False
) -> Found:
    """Each pair once."""
    count = len(line)
    number = np.zeros(count, dtype=np.int64) if number is None else number
    span = np.full(count, -1) if span is None else span
    return strongest([Found(line, item, number, span, np.full(count, reference))])


def strongest(found: Sequence[Found]) -> Found:
    """One row per (line, item), sorted: the strongest number with its first place; a reference if any has one."""
    line, item, number, span, reference = (
        np.concatenate([getattr(one, name) for one in found]) for name in Found.__slots__
    )
    if not len(line):
        return Found(line, item, number, span, reference)
    key = line * (int(item.max()) + 1) + item
    order = np.argsort(key, kind="stable")  # what is sorted in parts is quickly sorted so
    key, number, span = key[order], number[order], span[order]
    new = are_first(key)
    first = np.flatnonzero(new)
    best = np.maximum.reduceat(number, first)
    span = np.where(number == best[np.cumsum(new) - 1], span, np.iinfo(np.int64).max)
    row = order[first]
    return Found(
        line[row], item[row], best, np.minimum.reduceat(span, first), np.logical_or.reduceat(reference[order], first)
    )
