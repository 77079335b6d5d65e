"""Fitted weights: what is met decides, what is not met keeps its judgement, and only train worlds are used."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import train_weights
from train_weights import NAMES, Cases, fitted, in_force, judged, quality, rules_with
from world import world_of
from worlds.mixtures import family_of

from reconcile.matching import Rules
from reconcile.matching.rules import DEFAULT_WEIGHTS


def made_cases(weight: float, lines: int) -> Cases:
    """Each line has one candidate with one finding (column 1), right as often as `weight` with the prior says."""
    has = np.zeros((lines, len(NAMES)))
    has[:, :2] = 1.0
    share = 1 / (1 + np.exp(-(Rules().prior + weight)))
    right = (np.arange(lines) < round(share * lines)).astype(float)
    return Cases(has, right, np.arange(lines))


def test_a_finding_often_met_is_worth_what_it_was_right() -> None:
    middle = in_force()
    found = fitted([made_cases(5.0, 20_000)], middle, 1.0)
    assert found[0] + found[1] == pytest.approx(Rules().prior + 5.0, abs=0.05)
    assert found[2:] == pytest.approx(middle[2:]), "never met: the judgement stays"


def test_a_firm_ridge_keeps_the_judgement() -> None:
    middle = in_force()
    assert fitted([made_cases(5.0, 100)], middle, 1e9) == pytest.approx(middle, abs=1e-4)


def test_the_weights_in_force_are_the_default_rules() -> None:
    assert rules_with(in_force()) == Rules()


def test_the_weights_in_force_are_what_the_script_would_write_of_them() -> None:
    assert train_weights.written_weights(in_force()).tolist() == in_force().tolist()
    read: dict[str, Any] = {}
    exec(train_weights.page([], in_force()), read)  # noqa: S102 -- our own text
    assert (read["TRAINED"], read["PRIOR"]) == (dict(DEFAULT_WEIGHTS), Rules().prior)


def test_dates_a_payer_may_choose_never_decide_between_equal_candidates() -> None:
    loose = judged()
    loose[NAMES.index(("booking_date", "near due"))] = 2.3
    kept = rules_with(train_weights.written_weights(loose)).weights["booking_date"]
    assert kept["near due"] - min(kept["early"], kept["late"]) < Rules().equal_margin


def test_only_train_worlds_are_used() -> None:
    short = [seed for seeds in train_weights.SHORT[:2] for seed in seeds]
    used = [*train_weights.TRAINED_ON, *train_weights.COMPARED_ON, *short]
    assert "test" not in set(map(family_of, used))
    assert set(map(family_of, train_weights.TRAINED_ON)) == {"train", "drill"}
    assert "field" in set(map(family_of, train_weights.COMPARED_ON)), "a family the weights were not fitted to"
    assert not set(train_weights.TRAINED_ON) & set(train_weights.COMPARED_ON)


def test_quality_counts_what_is_booked() -> None:
    world = world_of(7, 500)
    one = quality([world], Rules())
    assert one.to_book == sum(1 for truth in world.truths if truth.allocations)
    assert 0.9 * one.to_book < one.right <= one.to_book
    assert one.sure_wrong == 0 < one.sure <= one.right
    assert quality([world], Rules(prior=-30.0)).right < one.right, "nothing is worth proposing"
