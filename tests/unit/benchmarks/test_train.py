"""Training: the same worlds give the same page, what is fitted is what was tried, and only train worlds are used."""

from __future__ import annotations

import sys
from collections import Counter
from math import exp
from typing import Any

import pytest
import train
from world import Truth, world_of
from worlds.mixtures import family_of

from reconcile.matching.weighing.calibration import ALWAYS, SELDOM, Words, probability_of


def test_the_same_worlds_give_the_same_page_and_it_can_be_read() -> None:
    pages = []
    for _ in range(2):
        tried = train.Tried()
        tried.add(world_of(7, 1000))
        pages.append(train.written(tried, (train.Tries(7, 1000),)))
    assert pages[0] == pages[1]
    read: dict[str, Any] = {}
    exec(pages[0], read)  # noqa: S102 -- our own text
    right, seen = read["SURE"]
    assert right == seen > 400
    assert probability_of((ALWAYS, "single", "single: one way"), read["EXPERIENCE"]) > 0.5


def test_only_train_worlds_are_used() -> None:
    families = Counter(family_of(one.seed) for one in train.WORLDS)
    assert families.keys() == {"train", "drill", "field", "trail"}
    assert "test" not in {family_of(one.seed) for one in train.SHORT}


def test_what_is_fitted_is_as_probable_as_it_was_right() -> None:
    tried: Counter[tuple[Words, bool]] = Counter()
    for words, right, wrong in (((ALWAYS, "a"), 990, 10), ((ALWAYS, "b"), 800, 200), ((ALWAYS, "b", "c"), 200, 300)):
        tried[words, True], tried[words, False] = right, wrong
    found = train.worth(tried)
    for words, share in (((ALWAYS, "a"), 0.99), ((ALWAYS, "b"), 0.8), ((ALWAYS, "b", "c"), 0.4)):
        assert 1 / (1 + exp(-sum(found.get(word, 0.0) for word in words))) == pytest.approx(share, abs=0.01)


def test_a_word_met_rarely_or_that_says_nothing_is_left_out() -> None:
    tried: Counter[tuple[Words, bool]] = Counter()
    for words, right, wrong in (((ALWAYS, "a"), 900, 100), ((ALWAYS, "b"), 900, 100), ((ALWAYS, "rare"), 27, 3)):
        tried[words, True], tried[words, False] = right, wrong
    found = train.worth(tried)
    assert set(found) == {ALWAYS}


def test_a_gravest_doubt_that_says_nothing_stays_or_it_would_count_as_seldom_met() -> None:
    tried: Counter[tuple[Words, bool]] = Counter()
    for words, right, wrong in (((ALWAYS, "a"), 900, 100), ((ALWAYS, "gravest: b"), 900, 100)):
        tried[words, True], tried[words, False] = right, wrong
    assert set(train.worth(tried)) == {ALWAYS, "gravest: b"}


def test_gravest_doubts_seldom_met_count_together() -> None:
    tried: Counter[tuple[Words, bool]] = Counter()
    given = (((ALWAYS, "a"), 990, 10), ((ALWAYS, "x", "gravest: x"), 15, 15), ((ALWAYS, "y", "gravest: y"), 15, 15))
    for words, right, wrong in given:
        tried[words, True], tried[words, False] = right, wrong
    found = train.worth(tried)
    assert set(found) == {ALWAYS, "a", SELDOM}
    assert probability_of((ALWAYS, "z", "gravest: z"), found) == pytest.approx(0.5, abs=0.05)


def test_nothing_small_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["train.py", "--short", "--write"])
    with pytest.raises(SystemExit):
        train.main()


def test_what_a_person_handles_counts_neither_way_unless_it_is_a_duplicate() -> None:
    returned = Truth(line="a", reason="returned debit", about=("d",))
    assert train.is_for_a_person(returned, {("d", 100)})
    assert not train.is_for_a_person(returned, {("other", 100)})
    assert not train.is_for_a_person(Truth(line="a", reason="duplicate", about=("d",)), {("d", 100)})
    assert not train.is_for_a_person(Truth(line="a", allocations=(("d", 100),)), {("d", 100)})


def test_the_scale_says_how_often_what_words_add_up_to_was_right() -> None:
    tried: Counter[tuple[Words, bool]] = Counter()
    for word, right, wrong in (("a", 300, 700), ("b", 800, 200), ("c", 700, 300), ("d", 990, 10)):
        tried[(word,), True], tried[(word,), False] = right, wrong
    steps = train.scale(tried, {"a": 0.0, "b": 1.0, "c": 1.5, "d": 4.0})
    assert steps == ((0.2, -0.85), (1.73, 1.1)), "b and c, the wrong way round, count together"
