"""Returns and refunds beside the payments they give back: of this run, and of earlier ones as Kanbert shows them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, make_books, make_item, make_line

from reconcile.language import is_known
from reconcile.matching import Rules, propose
from reconcile.records import BankLine, BookedPayment, Proposal, Verdict

RETURN = {"return_reason": "AC04"}


def paid_before(number: str = "RE-2026-0042", amount: int = 119_000, day: int = 2, **facts: Any) -> BookedPayment:
    given: dict[str, Any] = {
        "day": date(2026, 2, day),
        "amount_minor": amount,
        "currency": "EUR",
        "iban": PAYER,
        "party_names": ("Müller GmbH",),
        "numbers": (number,),
    } | facts
    given.setdefault("documents", given["numbers"])
    return BookedPayment(**given)


def beside(line: BankLine, *payments: BookedPayment) -> Proposal:
    books = replace(make_books(make_item()), payments=payments)
    return propose([line], books, Rules(), run_id=RUN)[0]


def said(one: Proposal) -> list[str]:
    assert (one.verdict, one.kind, one.allocations) == (Verdict.REVIEW, "return", ())
    assert all(is_known(warning) for warning in one.warnings), "in German too"
    return [warning for warning in one.warnings if "give" in warning]


@pytest.mark.parametrize(
    ("amount", "facts"),
    [
        (-119_000, {"text": "RE-2026-0042"}),
        (-119_000, {"text": "Rückgabe RE 2026 0042"}),
        (-119_350, {"text": "202642 RE20260042 Rückgabe"}),  # with the bank's charge
        (-119_000, {"name": "MUELLER"}),
        (-119_000, {"iban": PAYER}),
    ],
)
def test_a_return_is_shown_beside_the_payment_of_an_earlier_run(amount: int, facts: dict[str, Any]) -> None:
    one = beside(make_line(amount, **facts, **RETURN), paid_before(), paid_before("RE-2026-0043", 80_000))
    assert said(one) == ["gives back the payment of 2026-02-02 for RE-2026-0042"]


@pytest.mark.parametrize(
    ("amount", "facts", "payment"),
    [
        (-119_000, {"text": "Rückgabe"}, {}),  # nobody is named
        (-119_000, {"name": "Ganz Andere"}, {}),
        (-118_000, {"text": "RE-2026-0042"}, {}),  # a return gives back all of it
        (-130_000, {"text": "RE-2026-0042"}, {}),  # no bank charges so much
        (-119_350, {"name": "Müller GmbH"}, {}),  # not named: the amount has to be the payment's
        (-119_000, {"text": "RE-2026-0042"}, {"amount": -119_000}),
        (-119_000, {"text": "RE-2026-0042"}, {"currency": "CHF"}),
        (-119_000, {"text": "RE-2026-0042"}, {"day": 2, "numbers": ("RE-2026-0042-9",)}),
    ],
)
def test_a_return_is_shown_beside_no_other_payment(amount: int, facts: dict[str, Any], payment: dict[str, Any]) -> None:
    assert said(beside(make_line(amount, **facts, **RETURN), paid_before(**{"iban": "", **payment}))) == []


def test_a_payment_after_the_return_is_not_what_it_gives_back() -> None:
    later = replace(paid_before(), day=date(2026, 3, 12))
    assert said(beside(make_line(-119_000, "RE-2026-0042", **RETURN), later)) == []


def test_the_named_document_goes_before_the_amount_and_the_latest_before_others() -> None:
    payments = [paid_before(f"RE-2026-004{n}", day=20 - n) for n in range(5)]  # the latest first, as Kanbert's are
    named = beside(make_line(-119_000, "RE-2026-0043", "Müller GmbH", **RETURN), *payments)
    assert said(named) == ["gives back the payment of 2026-02-17 for RE-2026-0043"]
    by_payer = beside(make_line(-119_000, "Rückgabe", "Müller GmbH", **RETURN), *payments)
    assert [text[-12:] for text in said(by_payer)] == ["RE-2026-0040", "RE-2026-0041", "RE-2026-0042"]
    assert all(text.startswith("may give back the payment of") for text in said(by_payer))


def test_a_payment_of_several_documents_names_all_of_them() -> None:
    payment = paid_before(numbers=("RE-2026-0041", "RE-2026-0042"))
    one = beside(make_line(-119_000, "RE-2026-0042", **RETURN), payment)
    assert said(one) == ["gives back the payment of 2026-02-02 for RE-2026-0041, RE-2026-0042"]


def test_money_given_back_to_us_is_shown_beside_what_we_paid() -> None:
    one = beside(make_line(50_000, "Erstattung 4711-88", "Papier AG"), paid_before("4711-88", -50_000))
    assert said(one) == ["gives back the payment of 2026-02-02 for 4711-88"]


@pytest.mark.parametrize("number", ["RE-2026-0042", "RE-2026-0098"])
def test_a_refund_of_a_part_is_shown_beside_what_it_is_a_part_of(number: str) -> None:
    """The document may be settled in Kanbert, or be open still."""
    one = beside(make_line(-20_000, f"Teilerstattung {number}", "Müller GmbH"), paid_before(number))
    assert said(one) == [f"gives back part of the payment of 2026-02-02 for {number}"]


def test_a_refund_of_a_part_is_shown_beside_the_line_of_this_run() -> None:
    payment = make_line(text="RE-2026-0098", name="Müller", iban=PAYER, booking_date=date(2026, 3, 4))
    other = make_line(80_000, text="RE-2026-0044", name="Müller", iban=PAYER, booking_date=date(2026, 3, 5))
    refund = make_line(-20_000, "Teilerstattung RE-2026-0098", "Müller", PAYER)
    first, _, third = propose([payment, other, refund], make_books(make_item()), Rules(), run_id=RUN)
    assert first.verdict is Verdict.SURE  # it stays paid
    assert said(third) == ["gives back part of the line of 2026-03-04: Müller RE-2026-0098"]
    stranger = replace(refund, transaction=replace(refund.transaction, counterparty_name="X", counterparty_iban=""))
    assert said(propose([payment, stranger], make_books(make_item()), Rules(), run_id=RUN)[1]) == []


def test_a_line_of_this_run_goes_before_payments_of_earlier_ones() -> None:
    original = make_line(119_000, "RE-2026-0098", "Müller GmbH", booking_date=date(2026, 3, 4))
    back = make_line(-119_000, "RE-2026-0098", "Müller GmbH", **RETURN)
    books = replace(make_books(make_item()), payments=(paid_before("RE-2026-0098"),))
    _, second = propose([original, back], books, Rules(), run_id=RUN)
    assert said(second) == ["gives back the line of 2026-03-04: Müller GmbH RE-2026-0098"]
