"""The probability shown is what was counted: patterns, borrowing from the general one, order within a pattern."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, explained, known, make_item, make_line, proposal

from reconcile.matching import Rules
from reconcile.matching.calibration import SURE, counted, experience_of
from reconcile.matching.experience import EXPERIENCE
from reconcile.records import Verdict

COUNTS = {(): (90, 100), ("single",): (80, 100), ("single", "2 ways"): (10, 40)}


def test_a_pattern_is_as_probable_as_it_was_right() -> None:
    assert experience_of(("single", "2 ways"), COUNTS).probability == pytest.approx(10 / 40, abs=0.03)


def test_a_pattern_never_seen_is_as_probable_as_the_one_above_it() -> None:
    assert experience_of(("single", "one way"), COUNTS) == experience_of(("single",), COUNTS)
    assert experience_of(("netting",), COUNTS).pattern == ()


def test_a_pattern_that_was_always_right_is_not_certain() -> None:
    assert experience_of(SURE, {(): (90, 100), SURE: (1000, 1000)}).probability < 1


def test_what_is_seen_rarely_or_says_the_same_is_not_kept() -> None:
    tried = [(("a", "b"), True)] * 500 + [(("a", "c"), False)] * 50 + [(("d",), True)] * 9 + [(SURE, True)]
    kept = counted(tried)
    assert ("d",) not in kept  # 9 times
    assert ("a",) not in kept  # 500 of 550, as all together
    assert kept["a", "c"] == (0, 50)
    assert kept[SURE] == (1, 1)  # always kept: everything sure stands on it


def test_the_trained_experience_fits_a_page_and_is_possible() -> None:
    assert 10 <= len(EXPERIENCE) <= 90
    assert all(0 <= right <= seen for right, seen in EXPERIENCE.values())
    assert experience_of(SURE, EXPERIENCE).probability >= 0.9995


def test_doubt_counts_against_the_probability_shown() -> None:
    sure = proposal(make_line(text="RE-2026-0098", name="Müller"), make_item())
    doubtful = proposal(make_line(text="RE-2026-0098", name="Müller", own_account_id=None), make_item())
    assert (sure.verdict, doubtful.verdict) == (Verdict.SURE, Verdict.REVIEW)
    assert sure.confidence > doubtful.confidence


def test_explain_says_why_the_probability_is_not_that_of_the_sum() -> None:
    one = proposal(make_line(name="Müller", iban=PAYER), make_item(), accounts=(known(),))
    text = " ".join(" ".join(explained(one)).split())
    assert "experience alone it says 0.99" in text
    assert "were right" in text


def test_a_threshold_above_what_sure_has_shown_leaves_nothing_sure() -> None:
    line = make_line(text="RE-2026-0098", name="Müller", iban=PAYER)
    strict = proposal(line, make_item(), rules=Rules(sure_probability=0.999999), accounts=(known(),))
    assert strict.verdict is Verdict.REVIEW
