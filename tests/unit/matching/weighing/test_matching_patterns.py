"""A row of levels weighs the same whether it is scored among others or once for all that are like it."""

from __future__ import annotations

import numpy as np
import pytest

from reconcile.matching.rules import Rules
from reconcile.matching.scoring import Scale
from reconcile.matching.signals import SIGNALS
from reconcile.matching.weighing.patterns import Patterns


def test_patterns_are_the_rows_with_their_sums() -> None:
    dice = np.random.default_rng(1)
    levels = np.stack([dice.integers(0, len(one.levels), 500) for one in SIGNALS], axis=1).astype(np.int8)
    levels = np.concatenate((levels, levels[:100]))
    scale = Scale(Rules())
    known = Patterns(scale)
    patterns = known.of_rows(levels)
    for row, odds, major in zip(range(600), scale.log_odds(levels), scale.major_log_odds(levels), strict=True):
        assert patterns[row].levels == tuple(levels[row].tolist())
        assert (patterns[row].log_odds, patterns[row].major) == pytest.approx((odds, major), abs=1e-12)
    assert known.of_rows(levels[7:8])[0] is patterns[7]


def test_no_rows_have_no_patterns() -> None:
    assert Patterns(Scale(Rules())).of_rows(np.zeros((0, len(SIGNALS)), dtype=np.int8)) == []
