"""How a payment that no amount fits looks beside a document."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import make_item, make_line, proposal

from reconcile.matching.reading.portions import portion
from reconcile.records import Verdict


@pytest.mark.parametrize(
    ("paid", "rest", "gross", "word", "fraction"),
    [
        (50_000, 100_000, 100_000, "a simple share", "1/2"),
        (33_333, 100_000, 100_000, "a simple share", "1/3"),
        (66_667, 100_000, 100_000, "a simple share", "2/3"),
        (33_333, 66_667, 100_000, "a simple share", "1/3"),  # the second instalment
        (30_000, 100_000, 100_000, "a simple share", "3/10"),
        (8_333, 100_000, 100_000, "a simple share", "1/12"),
        (33_400, 100_000, 100_000, "", ""),
        (98_000, 100_000, 100_000, "nearly all", ""),
        (96_999, 100_000, 100_000, "", ""),
        (4_700, 100_000, 100_000, "hardly anything", ""),
        (100_900, 100_000, 100_000, "a little more", ""),
        (104_000, 100_000, 100_000, "", ""),
        (1, 2, 0, "", ""),  # a document without an amount
    ],
)
def test_a_portion_is_a_simple_share_nearly_all_or_a_little_more(
    paid: int, rest: int, gross: int, word: str, fraction: str
) -> None:
    found = portion(paid, rest, gross)
    assert (found.word, fraction in found.reason) == (word, True)
    assert bool(found.reason) == bool(fraction)


@given(st.integers(1, 10**9), st.sampled_from((2, 3, 4, 5, 6, 8, 10, 12)))
def test_every_equal_instalment_is_a_simple_share(gross: int, parts: int) -> None:
    paid = round(gross / parts)
    if paid:
        assert portion(paid, gross, gross).word == "a simple share"


def test_half_of_the_only_open_document_is_said() -> None:
    line = make_line(50_000, "Zahlung", "Müller Möbel GmbH")
    found = proposal(line, make_item("RE-2026-0098", 100_000, "Müller Möbel GmbH"))
    assert "it is exactly 1/2 of the invoice amount" in found.reasons


def chance(amount: int, text: str = "Zahlung", when: date = date(2026, 3, 20)) -> float:
    """Shown for the only open document of its payer, of 1 000.00, due on 15 March."""
    line = make_line(amount, text, "Müller Möbel GmbH", booking_date=when)
    (allocation,) = (one := proposal(line, make_item("RE-2026-0098", 100_000, "Müller Möbel GmbH"))).allocations
    assert allocation.item.number == "RE-2026-0098"
    assert one.verdict is not Verdict.SURE
    return one.confidence


def test_what_looks_like_an_instalment_is_likelier_than_any_other_part() -> None:
    assert chance(43_210) < chance(50_000)
    assert chance(43_210) < chance(98_100)
    assert chance(4_321) < chance(43_210)


def test_the_later_the_less_likely() -> None:
    """Who pays anew leaves an old document open, whatever the reason, as before; no instalment is ruled out by it."""
    late, very_late = date(2026, 6, 20), date(2027, 1, 20)
    assert abs(chance(43_210, when=very_late) - chance(43_210, when=late)) < 0.02
    assert chance(43_210, when=very_late) < chance(43_210)
    assert chance(50_000, when=very_late) > 0.5


def test_a_small_instalment_is_no_less_likely_where_the_text_speaks_of_one() -> None:
    assert chance(4_321) < 0.1 < chance(4_321, "Rate 2")


def test_one_document_is_hardly_meant_where_the_text_speaks_of_several() -> None:
    assert chance(43_210, "Sammelzahlung laut Avis") < 0.2 < chance(43_210)
