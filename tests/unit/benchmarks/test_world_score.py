"""The scorer against sums done by hand: a benchmark is only as honest as its ruler."""

from __future__ import annotations

from pathlib import Path

import pytest
from score import Claim, coverage, score, table, wilson
from worlds.ceiling import ceiling_of
from worlds.truth import Truth, read_truth, write_truth

TRUTHS = [
    Truth(line="L1", allocations=(("A", 100),), traits=("exact",)),
    Truth(line="L2", allocations=(("B", 200), ("C", -50)), traits=("several",)),
    Truth(line="L3", reason="salary"),
    Truth(line="L4", reason="returned debit", about=("A",), reversal_minor=100),
    Truth(line="L5", allocations=(("D", 70),), decidable=False, value_decidable=False),
    Truth(line="L6", reason="duplicate", about=("B",)),
]


def test_everything_right() -> None:
    claims = [Claim(one.line, doc, minor, 0.95, True) for one in TRUTHS for doc, minor in one.allocations]
    found = score(TRUTHS, claims)
    assert found.booking.f1 == found.value_exact.f1 == found.whole.f1 == 1.0
    assert (found.sure, found.sure_wrong, found.noise_proposed) == (3, (), 0)
    assert found.coverage_before_first_error == 1.0
    assert found.ece == pytest.approx(0.05)


def test_a_right_document_with_a_wrong_value_is_a_booking_but_no_whole_line() -> None:
    found = score(TRUTHS, [Claim("L1", "A", 90, 0.9), Claim("L2", "B", 200, 0.8)])
    assert (found.booking.right, found.booking.claimed, found.booking.true) == (2, 2, 4)
    assert found.value_exact.right == 1
    assert (found.whole.right, found.whole.claimed, found.whole.true) == (0, 2, 3)
    assert found.booking.f1 == pytest.approx(2 * 2 / 6)


def test_noise_and_duplicates_are_errors() -> None:
    found = score(TRUTHS, [Claim("L3", "A", 5, 0.99, True), Claim("L6", "B", 200, 0.98)])
    assert (found.noise_lines, found.noise_proposed, found.noise_sure) == (1, 1, 1)
    assert found.sure_wrong == ("L3",)
    assert found.booking.claimed == 2
    assert found.booking.right == 0


def test_a_return_shown_with_its_document_is_excused_unless_sure() -> None:
    shown = score(TRUTHS, [Claim("L4", "A", -100, 0.9)])
    assert (shown.booking.claimed, shown.whole.claimed) == (0, 0)
    sure = score(TRUTHS, [Claim("L4", "A", -100, 0.9, True)])
    assert sure.sure_wrong == ("L4",)
    other = score(TRUTHS, [Claim("L4", "B", -100, 0.9)])
    assert other.booking.claimed == 1


def test_coverage_takes_the_longest_prefix_and_puts_errors_first_among_equals() -> None:
    ranked = [(0.9, True)] * 9 + [(0.9, False), (0.5, True)]
    assert coverage(ranked, 20, (1.0, 0.9)) == {1.0: 0.0, 0.9: pytest.approx(10 / 20)}
    assert coverage([(0.9, True), (0.8, False), (0.7, True)], 4, (1.0,)) == {1.0: 0.25}


def test_a_line_is_as_confident_as_its_weakest_claim() -> None:
    found = score(TRUTHS, [Claim("L2", "B", 200, 0.99), Claim("L2", "C", -50, 0.35)])
    assert [(one.low, one.lines, one.observed) for one in found.bins] == [(0.3, 1, 1.0)]
    assert found.by_trait["several"].recall == 1.0
    assert found.by_trait["exact"].recall == 0.0


def test_confidence_one_is_in_the_last_bin() -> None:
    assert score(TRUTHS, [Claim("L1", "A", 100, 1.0)]).bins[0].low == 0.9


def test_wilson_against_the_book() -> None:
    low, high = wilson(81, 263)  # Newcombe 1998, table I: 0.2553 to 0.3662
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == 1.0
    assert wilson(0, 10)[0] == 0.0


def test_foreign_lines_and_repeated_documents_are_refused() -> None:
    with pytest.raises(ValueError, match="no line of this world"):
        score(TRUTHS, [Claim("L9", "A", 1, 0.5)])
    with pytest.raises(ValueError, match="claimed twice"):
        score(TRUTHS, [Claim("L1", "A", 50, 0.5), Claim("L1", "A", 50, 0.5)])


def test_ceiling_counts_bookings_not_lines() -> None:
    top = ceiling_of(TRUTHS)
    assert (top.bookings, top.decidable) == (4, 3)
    assert top.booking_f1 == pytest.approx(2 * 3 / 7)


def test_truth_survives_its_file(tmp_path: Path) -> None:
    write_truth(TRUTHS, tmp_path / "truth.csv")
    assert list(read_truth(tmp_path / "truth.csv")) == TRUTHS


def test_the_table_names_every_figure() -> None:
    text = "\n".join(table(score(TRUTHS, [Claim("L1", "A", 100, 0.95, True)]), (0.9, 0.8)))
    for word in (
        "booking",
        "value-exact",
        "whole transaction",
        "99.90%",
        "99.99%",
        "before first error",
        "ceiling 0.9000",
    ):
        assert word in text
