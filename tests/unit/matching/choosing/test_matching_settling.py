"""What one document gets of a line: less its discount, a part, with a credit note taken off, too much."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.records import DifferenceKind, Document, Verdict

TERMS: dict[str, Any] = {"discount_minor": 2_380, "discount_date": date(2026, 3, 11)}


def test_a_discount_in_term_is_sure_on_its_last_day() -> None:
    one = proposal(make_line(116_620, "RE-2026-0098", "Müller"), make_item(**TERMS))
    (share,) = one.allocations
    assert (one.verdict, one.kind) == (Verdict.SURE, "discount")
    assert (share.allocated_minor, share.discount_minor) == (116_620, 2_380)
    assert share.difference_kind is DifferenceKind.DISCOUNT


def test_a_discount_one_day_late_is_a_part_payment_to_review() -> None:
    line = make_line(116_620, "RE-2026-0098", "Müller", booking_date=date(2026, 3, 12))
    one = proposal(line, make_item(**TERMS))
    assert (one.verdict, one.kind, one.allocations[0].discount_minor) == (Verdict.REVIEW, "part payment", 0)
    assert "discount taken after its last day 2026-03-11" in one.warnings


@pytest.mark.parametrize("paid", [116_619, 116_621])
def test_a_cent_off_the_discount_is_called_that(paid: int) -> None:
    """3 % of 4 462.50 are 133.875: payers round either way."""
    item = make_item(**TERMS, terms_minor=2_380)
    one = proposal(make_line(paid, "RE-2026-0098", "Müller", booking_date=date(2026, 3, 11)), item)
    assert one.verdict is Verdict.REVIEW
    assert one.warnings == ("the difference is a cent off the discount of its terms",)


def test_a_discount_that_cannot_be_seen_is_never_sure() -> None:
    one = proposal(make_line(116_620, "RE-2026-0098", "Müller"), make_item(**TERMS, discount_certain=False))
    assert one.verdict is Verdict.REVIEW
    full = proposal(make_line(119_000, "RE-2026-0098", "Müller"), make_item(**TERMS, discount_certain=False))
    assert full.verdict is Verdict.SURE


@pytest.mark.parametrize("amount", [116_620, 115_430, 118_900])
def test_a_gap_like_a_discount_or_a_fee_is_asked_about(amount: int) -> None:
    one = proposal(make_line(amount, "RE-2026-0098", "Müller"), make_item())
    assert (one.verdict, one.kind, paid(one)) == (Verdict.REVIEW, "part payment", {"RE-2026-0098": amount})


def test_a_discounted_bill_out_keeps_its_sign() -> None:
    bill = make_bill(discount_minor=1_000, discount_date=date(2026, 3, 31))
    (share,) = proposal(make_line(-49_000, "4711-88", "Papier AG"), bill).allocations
    assert (share.allocated_minor, share.discount_minor) == (-49_000, -1_000)


def test_a_named_part_payment_is_sure_and_an_unnamed_one_is_a_guess() -> None:
    named = proposal(make_line(50_000, "RE-2026-0098", "Müller"), make_item())
    assert (named.verdict, named.kind) == (Verdict.SURE, "part payment")
    assert named.allocations[0].difference_kind is DifferenceKind.PART_PAYMENT
    guess = proposal(make_line(50_000, "Danke", "Müller"), make_item())
    assert (guess.verdict, guess.kind, guess.reasons[0]) == (
        Verdict.REVIEW,
        "part payment",
        "the only open document of this payer",
    )
    assert proposal(make_line(50_000, "Kaution", "Müller"), make_item()).verdict is Verdict.UNMATCHED


@pytest.mark.parametrize(
    "text",
    ["RE-2026-0098 abzgl. Gutschrift", "RE-2026-0098 ./. RE-2052-1659", "RE-2026-0098 und 2026-77123"],
)
def test_a_part_payment_whose_text_says_more_is_not_sure(text: str) -> None:
    assert proposal(make_line(50_000, text, "Müller"), make_item()).verdict is Verdict.REVIEW


def test_a_part_payment_short_by_a_credit_note_is_a_netting() -> None:
    credit = make_item("GS-7", 69_000, document=Document.CREDIT)
    one = proposal(make_line(50_000, "RE-2026-0098", "Müller"), make_item(), credit)
    assert (one.verdict, one.kind) == (Verdict.REVIEW, "netting")
    assert paid(one) == {"RE-2026-0098": 119_000, "GS-7": -69_000}


def test_a_part_payment_another_invoice_fits_exactly_is_not_sure() -> None:
    one = proposal(make_line(50_000, "RE-2026-0098", "Müller"), make_item(), make_item("RE-2026-0412", 50_000))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 50_000})
    assert "another open invoice has exactly this amount" in one.warnings


@pytest.mark.parametrize(("number", "amount"), [("RE-2026-0099", 50_000), ("RE-2026-0089", 50_000)])
def test_the_document_one_digit_away_that_has_just_this_amount_is_meant(number: str, amount: int) -> None:
    line = make_line(50_000, "RE-2026-0098", "Müller GmbH", PAYER)
    one = proposal(line, make_item(), make_item(number, amount), accounts=(known(),))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {number: 50_000})
    assert "the text also names RE-2026-0098" in one.warnings


def test_of_two_one_digit_away_none_is_meant_instead() -> None:
    line = make_line(50_000, "RE-2026-0098", "Müller GmbH", PAYER)
    near = make_item("RE-2026-0099", 50_000), make_item("RE-2026-0097", 50_000)
    assert paid(proposal(line, make_item(), *near, accounts=(known(),))) == {"RE-2026-0098": 50_000}


def test_an_overpayment_never_allocates_above_open() -> None:
    one = proposal(make_line(120_000, "RE-2026-0098", "Müller"), make_item())
    assert (one.verdict, one.kind, paid(one)) == (Verdict.REVIEW, "overpayment", {"RE-2026-0098": 119_000})
    assert (one.unallocated_minor, one.difference_kind) == (1_000, DifferenceKind.OVERPAYMENT)


def test_instalments_reduce_what_is_open() -> None:
    first = make_line(50_000, "RE-2026-0098", "Müller")
    second = on(date(2026, 3, 20), make_line(69_000, "RE-2026-0098 Rest", "Müller"))
    part, rest = proposals([first, second], make_item())
    assert (part.kind, part.verdict, rest.kind, rest.verdict) == (
        "part payment", Verdict.SURE, "single", Verdict.SURE,
    )  # fmt: skip
