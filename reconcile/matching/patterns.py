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
    """The pattern of every row of `levels` (int8, one row per pair), by row."""

    def __init__(self, scale: Scale, levels: Levels) -> None:
        self._scale = scale
        width = levels.shape[1]
        rows = np.ascontiguousarray(levels, dtype=np.int8).view(f"V{width}").ravel()
        codes: dict[bytes, int] = {}
        self._codes = [codes.setdefault(row, len(codes)) for row in rows.tolist()]
        distinct = np.frombuffer(b"".join(codes), dtype=np.int8).reshape(len(codes), width)
        self._patterns = self._scored(distinct)

    def __getitem__(self, row: int) -> Pattern:
        return self._patterns[self._codes[row]]

    def of(self, levels: Levels) -> Pattern:
        """The pattern of one row that need not be known; shape (1, signals)."""
        return self._scored(levels)[0]

    def _scored(self, levels: Levels) -> list[Pattern]:
        log_odds, major = self._scale.log_odds(levels), self._scale.major_log_odds(levels)
        columns = (map(tuple, levels.tolist()), log_odds.tolist(), major.tolist())
        return [Pattern(*columns_of_row) for columns_of_row in zip(*columns, strict=True)]
