"""What arrives less than the named invoice by what a bank took is no part payment, and never sure."""

from __future__ import annotations

from typing import Any

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from importers.statement import Original
from reconcile.records import DifferenceKind, Proposal, Verdict

TAKEN = "what is missing is just what the bank took as its charges"
STATED: dict[str, Any] = {"charges_minor": 1_250}
ORDERED: dict[str, Any] = {"original": Original(amount_minor=119_000, currency="EUR")}


def come(amount: int, text: str, **facts: Any) -> Proposal:
    return proposal(make_line(amount, text, "Müller GmbH", PAYER, **facts), make_item(), accounts=(known(),))


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("RE-2026-0098", STATED),
        ("RE-2026-0098", ORDERED),
        ("RE-2026-0098 SHA 12,50", {}),
        ("RE-2026-0098 BEN EUR 12.50", {}),
        ("RE-2026-0098 abzgl. Fremdspesen 12,50 EUR", {}),
        ("RE-2026-0098 less 12.50 bank charges", {}),
    ],
)
def test_what_the_bank_took_is_a_fee_and_a_question(text: str, facts: dict[str, Any]) -> None:
    one = come(117_750, text, **facts)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 117_750})
    assert one.allocations[0].difference_kind is DifferenceKind.BANK_FEE
    assert TAKEN in one.warnings


@pytest.mark.parametrize("text", ["abzgl. Versandkosten 5,90", "Parkgebühren 5,90", "Provision 5,90", "Ben 5,90"])
def test_other_costs_are_no_fee_of_the_bank(text: str) -> None:
    one = come(118_410, f"RE-2026-0098 {text}")
    assert one.allocations[0].difference_kind is DifferenceKind.PART_PAYMENT
    assert TAKEN not in one.warnings


def test_a_name_in_capitals_is_no_word_for_charges() -> None:
    assert come(50_000, "RE-2026-0098 TEILZAHLUNG BEN MUELLER").verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Teilzahlung, Rest nächste Woche", "Anzahlung, Rest bar", "Teilzahlung Kurs 12.03."])
def test_a_first_part_may_speak_of_the_rest_and_of_a_course(text: str) -> None:
    assert come(50_000, f"RE-2026-0098 {text}").verdict is Verdict.SURE


def test_a_fee_of_whole_units_is_found_without_decimals() -> None:
    assert come(117_500, "RE-2026-0098 SHA EUR 15").allocations[0].difference_kind is DifferenceKind.BANK_FEE
    assert come(117_500, "RE-2026-0098 SHA 15.3.").allocations[0].difference_kind is not DifferenceKind.BANK_FEE


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("RE-2026-0098", {}),
        ("RE-2026-0098", STATED),
        ("Ben Kühn, RE-2026-0098", {}),
    ],
)
def test_another_shortfall_stays_a_part_payment(text: str, facts: dict[str, Any]) -> None:
    one = come(50_000, text, **facts)
    assert (one.verdict, one.kind) == (Verdict.SURE, "part payment")
    assert one.allocations[0].difference_kind is DifferenceKind.PART_PAYMENT


@pytest.mark.parametrize("facts", [STATED, ORDERED, {}])
def test_in_full_it_is_sure_whatever_was_taken(facts: dict[str, Any]) -> None:
    assert come(119_000, "RE-2026-0098 SHA", **facts).verdict is Verdict.SURE


def test_who_bears_the_charges_is_said_without_how_much() -> None:
    one = come(117_750, "RE-2026-0098 SHA")
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("the text speaks of charges or interest",))


def test_a_reminders_fee_is_none_of_a_bank() -> None:
    one = come(117_750, "RE-2026-0098 Mahngebühr 12,50")
    assert (one.verdict, one.allocations[0].difference_kind) == (Verdict.REVIEW, DifferenceKind.PART_PAYMENT)


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("Restzahlung RE-2026-0098", False),
        ("Restbetrag RE-2026-0098", False),
        ("RE-2026-0098, Rest folgt", True),
        ("RE-2026-0098 Restaurant Sonne", True),
    ],
)
def test_a_rest_that_leaves_something_is_asked(text: str, *, is_sure: bool) -> None:
    assert (come(50_000, text).verdict is Verdict.SURE) == is_sure


def test_the_rest_itself_is_sure() -> None:
    item = make_item(settled_minor=69_000, open_minor=50_000)
    line = make_line(50_000, "Restzahlung RE-2026-0098", "Müller GmbH", PAYER)
    assert proposal(line, item, accounts=(known(),)).verdict is Verdict.SURE


def test_just_the_net_amount_is_no_plain_part_where_the_text_says_net() -> None:
    one = come(100_000, "RE-2026-0098 netto")
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("the text speaks of something taken off",))
    assert come(100_000, "RE-2026-0098").verdict is Verdict.SURE
    assert come(50_000, "RE-2026-0098 30 Tage netto").verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("text", "facts"),
    [("", {"original": Original(amount_minor=54_060, currency="USD")}), (" USD 540,60 Kurs 1,0812", {})],
)
def test_a_part_that_was_converted_is_asked_about(text: str, facts: dict[str, Any]) -> None:
    one = come(50_000, f"RE-2026-0098{text}", **facts)
    assert (one.verdict, one.warnings) == (
        Verdict.REVIEW,
        ("it was converted, so what is missing may be due to the rate",),
    )
    assert come(119_000, f"RE-2026-0098{text}", **facts).verdict is Verdict.SURE
