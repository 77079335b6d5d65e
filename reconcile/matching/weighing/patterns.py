"""Rows of levels that recur: pairs are many, combinations of levels are few, so each combination is scored once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reconcile.matching.scoring import Levels, Scale


class Pattern(NamedTuple):
    """One combination of levels and what it weighs."""

    levels: tuple[int, ...]
    log_odds: float
    major: float  #: without the minor signals


class Patterns:
    """Every combination met so far, by its levels as bytes."""

    def __init__(self, scale: Scale) -> None:
        self._scale = scale
        self._known: dict[bytes, Pattern] = {}

    def of_rows(self, levels: Levels) -> list[Pattern]:
        """The pattern of every row of `levels` (int8, one row per pair)."""
        rows = np.ascontiguousarray(levels, dtype=np.int8).view(f"V{levels.shape[1]}").ravel().tolist()
        new = list(dict.fromkeys(row for row in rows if row not in self._known))
        if new:
            self._known.update(zip(new, self._scored(new, levels.shape[1]), strict=True))
        return [self._known[row] for row in rows]

    def _scored(self, rows: list[bytes], width: int) -> list[Pattern]:
        levels = np.frombuffer(b"".join(rows), dtype=np.int8).reshape(len(rows), width)
        log_odds, major = self._scale.log_odds(levels), self._scale.major_log_odds(levels)
        columns = (map(tuple, levels.tolist()), log_odds.tolist(), major.tolist())
        return [Pattern(*columns_of_row) for columns_of_row in zip(*columns, strict=True)]
