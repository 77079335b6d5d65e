"""Which line a block joins with which item, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.matching.runs import Bools, Ints


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
    order = np.lexsort((span, -number, item, line))
    line, item = line[order], item[order]
    first = np.flatnonzero(np.concatenate(([True], (line[1:] != line[:-1]) | (item[1:] != item[:-1]))))
    best = order[first]
    return Found(line[first], item[first], number[best], span[best], np.logical_or.reduceat(reference[order], first))
