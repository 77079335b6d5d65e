"""Lists that do not add up, sums above what is open, payments through strangers: what is said, and who goes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.matching import Rules
from reconcile.records import Verdict

SERVICE = "BE71096123456769"
ACCOUNT = (known(),)


def test_a_named_document_of_just_this_amount_is_no_list_with_a_number_like_one() -> None:
    """A telephone number ends like another document's number; its discount would make room for a rest."""
    named = make_item("RE-2026-0098", 100_00, discount_minor=2_00, discount_date=date(2026, 3, 20), terms_minor=2_00)
    like = make_item("RE-2026-4711", 100_00, open_minor=2_00, settled_minor=98_00)
    one = proposal(make_line(100_00, "RE-2026-0098 Tel. 4711", "Müller GmbH", PAYER), named, like, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0098": 100_00}


@pytest.mark.parametrize("others", [(700_00, 490_00), (490_00, 600_00, 100_00)])
def test_an_amount_that_other_documents_are_together_is_not_sure(others: tuple[int, ...]) -> None:
    """The text names nothing: one document of just this amount, or two or three that add up to it."""
    line = make_line(1190_00, "Danke", "Müller GmbH", PAYER)
    more = [make_item(f"RE-2026-03{n}1", amount) for n, amount in enumerate(others)]
    assert proposal(line, make_item(), *more[1:], accounts=ACCOUNT).verdict is Verdict.SURE
    one = proposal(line, make_item(), *more, accounts=ACCOUNT)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 1190_00})
    assert "other open documents of this party add up to it as well" in one.warnings
    named = make_line(1190_00, "RE-2026-0098", "Müller GmbH", PAYER)
    assert proposal(named, make_item(), *more, accounts=ACCOUNT).verdict is Verdict.SURE
    paid_already = on(date(2026, 3, 2), make_line(others[0], "RE-2026-0301", "Müller GmbH", PAYER))
    assert proposals([paid_already, line], make_item(), *more, accounts=ACCOUNT)[1].verdict is Verdict.SURE


def test_what_fills_up_a_list_waits_for_lines_that_name_it() -> None:
    """The list misses a document; what would fill it up is named by a later line."""
    first, filler = make_item("RE-2026-0098", 1234_56), make_item("RE-2026-0050", 345_67)
    short = make_line(1580_23, "RE-2026-0098 und noch eine", "Müller GmbH", PAYER)
    later = on(date(2026, 3, 20), make_line(345_67, "RE-2026-0050", "Müller GmbH", PAYER))
    listed, named = proposals([short, later], first, filler, accounts=ACCOUNT)
    assert paid(named) == {"RE-2026-0050": 345_67}
    assert "RE-2026-0050" not in paid(listed)
    alone = proposal(short, first, filler, accounts=ACCOUNT)
    assert paid(alone) == {"RE-2026-0098": 1234_56, "RE-2026-0050": 345_67}


def test_a_list_filled_up_with_what_an_earlier_line_left_says_so() -> None:
    first, second = make_item("RE-2026-0098", 1234_56), make_item("RE-2026-0050", 845_67)
    part = on(date(2026, 3, 2), make_line(500_00, "RE-2026-0050 Teilzahlung", "Müller GmbH", PAYER))
    listed = make_line(1580_23, "RE-2026-0098 und noch eine", "Müller GmbH", PAYER)
    _, one = proposals([part, listed], first, second, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0098": 1234_56, "RE-2026-0050": 345_67}
    assert "of RE-2026-0050 an earlier line left only this open" in one.warnings


def test_a_rest_hardly_named_is_as_sure_as_the_part_payment_before_it() -> None:
    """Where the part payment is declined, the amount is no longer what is open."""
    item = make_item("RE-2026-0098", 1234_56)
    surely = on(date(2026, 3, 2), make_line(500_00, "RE-2026-0098 Teilzahlung", "Müller GmbH", PAYER))
    perhaps = on(date(2026, 3, 2), make_line(500_00, "RE-2026-0098 abzgl. Skonto", "Müller GmbH", PAYER))
    texts = ("98 Rate 2", "RE-2026-0098", "RE-2026-0098 abzgl. Gutschrift", "RE-2026-0098 und 2026-0777")
    hardly, named, less, more = (make_line(734_56, text, "Müller GmbH", PAYER) for text in texts)
    for before, rest, verdict in (
        (surely, hardly, Verdict.SURE),
        (perhaps, hardly, Verdict.REVIEW),
        (perhaps, named, Verdict.SURE),
        (perhaps, less, Verdict.REVIEW),
        (perhaps, more, Verdict.REVIEW),
    ):
        part, one = proposals([before, rest], item, accounts=ACCOUNT)
        assert (part.verdict is Verdict.SURE) == (before is surely)
        assert (one.verdict, paid(one)) == (verdict, {"RE-2026-0098": 734_56})
        hangs = "what is left of RE-2026-0098 hangs on a payment that is not sure" in one.warnings
        assert hangs == (verdict is Verdict.REVIEW)


def test_a_list_paid_short_is_asked_what_else_it_names() -> None:
    items = make_item("RE-2026-0098", 100_00), make_item("RE-2026-0050", 80_00)
    plain = make_line(150_00, "RE-2026-0098, RE-2026-0050", "Müller GmbH", PAYER)
    more = make_line(150_00, "RE-2026-0098, RE-2026-0050, GS-2026-77123", "Müller GmbH", PAYER)
    unknown = "which is no document's number"
    assert not [warning for warning in proposal(plain, *items, accounts=ACCOUNT).warnings if unknown in warning]
    assert [warning for warning in proposal(more, *items, accounts=ACCOUNT).warnings if unknown in warning]


@pytest.mark.parametrize(("amount", "is_far"), [(200_00, False), (200_01, True)])
def test_more_than_twice_what_is_open_is_said_to_be_far_above(amount: int, is_far: bool) -> None:
    line = make_line(amount, "RE-2026-0098", "Müller GmbH", PAYER)
    one = proposal(line, make_item(amount=100_00), accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0098": 100_00}
    assert ("more than twice of it was paid" in one.warnings) == is_far


def test_an_overpayment_whose_text_names_more_says_so() -> None:
    line = make_line(150_00, "RE-2026-0098/RE-2026-7712", "Müller GmbH", PAYER)
    one = proposal(line, make_item(amount=100_00), accounts=ACCOUNT)
    assert [warning for warning in one.warnings if "a number like RE-2026-0098, but no document's" in warning]


def test_a_named_document_in_another_currency_leaves_nothing_to_guess() -> None:
    dollars, euros = make_item("RE-2026-0098", currency="USD"), make_item("RE-2026-0050", 130_000)
    guessed = proposal(make_line(119_000, "Danke", "Müller GmbH", PAYER), dollars, euros, accounts=ACCOUNT)
    named = proposal(make_line(119_000, "RE-2026-0098", "Müller GmbH", PAYER), dollars, euros, accounts=ACCOUNT)
    assert paid(guessed) == {"RE-2026-0050": 119_000}
    assert (paid(named), named.verdict) == ({}, Verdict.UNMATCHED)
    assert named.warnings == ("RE-2026-0098 is named, but its currency is USD",)


# ------------------------------------------------------------------------------------------------------------- twice


#: Others pay through the service as well: the account leads from no line to the document.
OTHERS = tuple(make_item(f"RE-2026-{number}", party=f"Firma {number} GmbH") for number in range(1100, 1200))
OTHERS_PAY = tuple(known(SERVICE, one.party_name) for one in OTHERS[:2])


@pytest.mark.parametrize(
    ("day", "payer", "account", "amount", "verdict"),
    [
        (date(2026, 3, 4), "Kassenbox Ltd", SERVICE, 119_000, Verdict.REVIEW),
        (date(2026, 3, 4), "Kasse", SERVICE, 119_000, Verdict.REVIEW),
        (date(2026, 3, 4), "Kassenbox Ltd", "", 119_000, Verdict.REVIEW),
        (date(2026, 2, 1), "Kassenbox Ltd", SERVICE, 119_000, Verdict.SURE),  # before the invoice was written
        (date(2026, 3, 4), "Kassenbox Ltd", SERVICE, 119_100, Verdict.SURE),
        (date(2026, 3, 4), "Kasse", "BE68539007547034", 119_000, Verdict.SURE),
        (date(2026, 3, 12), "Kassenbox Ltd", SERVICE, 119_000, Verdict.SURE),  # later: that one is the second
    ],
)
def test_an_earlier_payment_through_a_service_may_have_been_this_one(
    day: date, payer: str, account: str, amount: int, verdict: Verdict
) -> None:
    early = on(day, make_line(amount, "Zahlung Rechnung", payer, account))
    late = make_line(119_000, "RE-2026-0098", "Kassenbox Ltd", SERVICE)
    lines = sorted([early, late], key=lambda line: line.transaction.booking_date)
    found = proposals(lines, make_item(), *OTHERS, accounts=OTHERS_PAY, rules=Rules(sure_probability=0.5))
    one = next(one for one in found if one.line.transaction.remittance == "RE-2026-0098")
    assert (one.verdict, paid(one)) == (verdict, {"RE-2026-0098": 119_000})
    assert ("the line of 2026-03-04 may have paid RE-2026-0098 already" in one.warnings) == (verdict is Verdict.REVIEW)


@pytest.mark.parametrize(("day", "verdict"), [(date(2026, 3, 20), Verdict.SURE), (date(2026, 6, 2), Verdict.REVIEW)])
def test_long_after_its_day_a_twin_one_digit_away_may_be_meant(day: date, verdict: Verdict) -> None:
    line = on(day, make_line(100_00, "RE-2026-0098", "Müller GmbH", PAYER))
    twin = make_item("RE-2026-0096", 100_00, invoice_date=date(2026, 5, 20), due_date=date(2026, 6, 3))
    one = proposal(line, make_item(amount=100_00), twin, accounts=ACCOUNT)
    assert (one.verdict, paid(one)) == (verdict, {"RE-2026-0098": 100_00})
    far = make_item("RE-2026-0123", 100_00, invoice_date=date(2026, 5, 20), due_date=date(2026, 6, 3))
    assert proposal(line, make_item(amount=100_00), far, accounts=ACCOUNT).verdict is Verdict.SURE


def test_what_a_part_lacks_is_not_just_our_own_bill_of_the_payer() -> None:
    """Customers who supply us set off without a word."""
    line = make_line(1000_00, "RE-2026-0098", "Müller GmbH", PAYER)
    bill = make_bill("5120", 190_00, "Müller GmbH")
    one = proposal(line, make_item(), bill, accounts=ACCOUNT)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 1000_00})
    assert one.warnings == ("what is less is just what is open of 5120",)
    assert (
        proposal(line, make_item(), make_bill("5120", 191_00, "Müller GmbH"), accounts=ACCOUNT).verdict is Verdict.SURE
    )
    assert proposal(line, make_item(), make_bill("5120", 190_00, "Papier AG"), accounts=ACCOUNT).verdict is Verdict.SURE


def test_a_part_is_not_just_the_sum_of_two_others() -> None:
    line = make_line(1000_00, "RE-2026-0098", "Müller GmbH", PAYER)
    others = make_item("RE-2026-0301", 400_00), make_item("RE-2026-0517", 600_00)
    one = proposal(line, make_item(), *others, accounts=ACCOUNT)
    assert one.verdict is Verdict.REVIEW
    assert "RE-2026-0301 and RE-2026-0517 together are just this amount" in one.warnings
    assert proposal(line, make_item(), others[0], accounts=ACCOUNT).verdict is Verdict.SURE
    said = make_line(1000_00, "RE-2026-0098 1. Rate", "Müller GmbH", PAYER)
    assert proposal(said, make_item(), *others, accounts=ACCOUNT).verdict is Verdict.SURE, "it says that it is a part"
    in_francs = [replace(one, currency="CHF") for one in others]
    assert proposal(line, make_item(), *in_francs, accounts=ACCOUNT).verdict is Verdict.SURE
    many = [make_item(f"RE-2026-07{n}1", 7_000 + n * n) for n in range(5)]
    assert proposal(line, make_item(), *others, *many, accounts=ACCOUNT).verdict is Verdict.SURE, "some two always do"
