"""The probability shown is what was tried: words and what they are worth; sure above all else."""

from __future__ import annotations

import re
from itertools import pairwise
from math import exp, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, explained, known, make_item, make_line, proposal

import reconcile.matching
from reconcile.matching import Rules, experience
from reconcile.matching.choosing.solver import ANOTHER_CURRENCY, ANOTHER_NAMED
from reconcile.matching.returning.exclusion import MAY_BE_RETURNED
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import SIGNALS
from reconcile.matching.solution import Doubt, Solution
from reconcile.matching.weighing.calibration import (
    GRAVEST_FIRST,
    JUDGED,
    calibrated,
    described,
    on_scale,
    probability_of,
)
from reconcile.records import Verdict


def test_words_add_up_and_a_word_never_met_says_nothing() -> None:
    experience = {"": 2.0, "single": 1.0, "contested": -3.0}
    assert probability_of(("", "single"), experience) == pytest.approx(1 / (1 + exp(-3.0)))
    assert probability_of(("", "single", "contested"), experience) == pytest.approx(0.5)
    assert probability_of(("", "single", "new"), experience) == probability_of(("", "single"), experience)


def test_the_gravest_doubt_counts_once_more_and_the_others_once() -> None:
    doubts = (Doubt("x", sort="another named"), Doubt("y", sort="contested"), Doubt("z"))
    words = described(Solution(line=0, kind="single", rest=0, guess="listed in part", doubts=doubts, equal=5))
    assert words == (
        "", "single", "single: listed in part", "single: 2 ways or more", "single: 3 ways or more",
        "single: 4 ways or more", "sum says 0 or more", "contested", "another named", "gravest: contested",
        "contested, 2 ways or more", "contested, 3 ways or more", "contested, 4 ways or more",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("equal", "said"),
    [(1, ["one way"]), (2, ["2"]), (3, ["2", "3"]), (6, ["2", "3", "4"]), (9, ["2", "3", "4", "7"])],
)
def test_each_step_of_equal_ways_is_a_word_more(equal: int, said: list[str]) -> None:
    words = described(Solution(line=0, kind="collective", rest=0, guess="none listed", equal=equal))
    expected = [one if one == "one way" else f"{one} ways or more" for one in said]
    assert [word for word in words if word.startswith("collective: ") and "way" in word] == [
        f"collective: {one}" for one in expected
    ]


@pytest.mark.parametrize(
    ("kind", "doubt", "fewest"),
    [("single", "a near rival", 2), ("single", "perhaps paid before", 3), ("collective", "a twin claimed", 2)],
)
def test_the_more_equal_ways_the_less_is_right(kind: str, doubt: str, fewest: int) -> None:
    """Beside an earlier line that may have paid it, of two ways one is the earlier line's: two say no more than three,
    where the next month is open as well (of 2 836 and 2 486 tried, 0.79 and 0.91 right)."""
    levels = [0] * len(SIGNALS)
    for signal, level in (("known_account", "known"), ("party_name", "equal"), ("open_amount", "exact")):
        levels[place_of(signal)] = level_of(signal, level)
    shown = []
    for equal in (fewest, 4, 7, 12):
        one = Solution(
            line=0, kind=kind, rest=0, levels=tuple(levels), doubts=(Doubt("x", sort=doubt),), equal=equal,
            guess="none listed" if kind == "collective" else "", probability=0.99 / equal,
        )  # fmt: skip
        shown.append(probability_of(described(one), experience.EXPERIENCE, experience.SCALE))
    assert shown[-1] < shown[0], shown
    assert all(later <= earlier + 0.05 for earlier, later in pairwise(shown)), shown


@pytest.mark.parametrize(("equal", "said"), [(1, "date: late"), (3, "several, date: late")])
def test_the_date_of_one_of_several_is_another_word(equal: int, said: str) -> None:
    levels = [0] * len(SIGNALS)
    levels[place_of("booking_date")] = level_of("booking_date", "late")
    assert said in described(Solution(line=0, kind="single", rest=0, levels=tuple(levels), equal=equal))


@pytest.mark.parametrize(
    ("sort", "says"), [("contested", True), ("perhaps paid before", True), ("a near rival", False)]
)
def test_where_another_line_may_be_the_documents_the_date_counts_once_more(sort: str, says: bool) -> None:
    levels = [0] * len(SIGNALS)
    levels[place_of("booking_date")] = level_of("booking_date", "late")
    words = described(Solution(line=0, kind="single", rest=0, levels=tuple(levels), doubts=(Doubt("x", sort=sort),)))
    assert (f"{sort}, late" in words) is says


@pytest.mark.parametrize(
    ("account", "said"),
    [("known", "by account"), ("learned", "by account"), ("shared", "by a shared account"), ("new", "payer unknown")],
)
def test_an_account_others_use_too_identifies_less(account: str, said: str) -> None:
    levels = [0] * len(SIGNALS)
    levels[place_of("known_account")] = level_of("known_account", account)
    assert f"single: not named, {said}" in described(Solution(line=0, kind="single", rest=0, levels=tuple(levels)))


@pytest.mark.parametrize(("doubt", "says"), [("a near rival", True), ("another title", False)])
def test_a_part_of_the_title_says_nothing_beside_the_whole_title_of_another(doubt: str, says: bool) -> None:
    levels = [0] * len(SIGNALS)
    levels[place_of("title")] = level_of("title", "part")
    words = described(Solution(line=0, kind="single", rest=0, levels=tuple(levels), doubts=(Doubt("x", sort=doubt),)))
    assert ("doubted title: part" in words) == says


def test_every_sort_of_doubt_is_ranked() -> None:
    found = set()
    for module in Path(reconcile.matching.__file__).parent.rglob("*.py"):
        found |= set(re.findall(r'sort="([^"]+)"', module.read_text(encoding="utf-8")))
    assert found | {ANOTHER_NAMED, ANOTHER_CURRENCY, MAY_BE_RETURNED} == {*GRAVEST_FIRST, *JUDGED}
    assert JUDGED.keys().isdisjoint(GRAVEST_FIRST)


@pytest.mark.parametrize(("sort", "most"), JUDGED.items())
def test_what_no_world_shows_is_at_most_as_likely_as_judged(sort: str, most: float) -> None:
    """Whatever else is said for it or against it: `settled already` once stood in the place of graver doubts."""
    levels = [0] * len(SIGNALS)
    for signal, level in (("known_account", "known"), ("party_name", "equal"), ("open_amount", "exact")):
        levels[place_of(signal)] = level_of(signal, level)
    others: tuple[tuple[Doubt, ...], ...] = ((), (Doubt("y", sort="contested"),), (Doubt("y", sort="a rest"),))
    for doubts in others:
        for log_odds in (0.0, 30.0):
            plain = Solution(
                line=0, kind="single", rest=0, levels=tuple(levels), probability=0.999, doubts=doubts, log_odds=log_odds
            )
            judged = plain.changed(doubts=(*doubts, Doubt("x", sort=sort)))
            least = min(calibrated(plain, sure=False).probability, most)
            shown = calibrated(judged, sure=False).probability
            assert least - 0.05 < shown <= least, "but for the order of sums, never above"


def test_the_trained_experience_fits_a_page_and_is_possible() -> None:
    assert len(Path(experience.__file__).read_text(encoding="utf-8").splitlines()) <= 85, "one A4 page of 120 columns"
    right, seen = experience.SURE
    assert all(abs(value) < log(seen) for value in experience.EXPERIENCE.values()), "more than all tries could show"
    assert 0.9999 * seen <= right <= seen


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


@given(st.lists(st.floats(-12, 12), min_size=2, max_size=20))
def test_the_scale_keeps_the_order_and_changes_nothing_above_its_last_step(sums: list[float]) -> None:
    ordered = sorted(sums)
    scaled = [on_scale(one, experience.SCALE) for one in ordered]
    assert scaled == sorted(scaled)
    top, was = experience.SCALE[-1]
    assert top >= was
    assert all(after == before for before, after in zip(ordered, scaled, strict=True) if before >= top)


def test_a_step_of_the_scale_says_what_it_was() -> None:
    scale = ((-1.0, -2.0), (1.0, 0.0), (2.0, 1.5))
    assert [on_scale(one, scale) for one in (-3.0, -1.0, 0.9, 1.0, 2.0, 5.0)] == [-2.0, 0.0, 0.0, 1.5, 2.0, 5.0]
    assert on_scale(0.3, ()) == 0.3
