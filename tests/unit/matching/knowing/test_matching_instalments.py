"""A small invoice of just the amount in which a larger one is paid off is a question, where nothing names it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, on, paid, proposals

from reconcile.matching import Rules, propose
from reconcile.matching.knowing.instalments import paid_in_parts
from reconcile.records import BookedPayment, OpenItem, Proposal, Side, Verdict

LARGE = make_item("RE-2026-0098", 300_000, settled_minor=30_000, open_minor=270_000)
SMALL = make_item("RE-2026-0257", 15_000, title="Wartung Kamera")
BEFORE = "RE-2026-0098 is paid in parts of just this amount"
PART = "the text speaks of a part payment"


def payment(amount: int = 15_000, month: int = 1, **facts: Any) -> BookedPayment:
    given: dict[str, Any] = {
        "day": date(2026, month, 5),
        "amount_minor": amount,
        "currency": "EUR",
        "iban": PAYER,
        "party_names": ("Müller GmbH",),
        "documents": ("RE-2026-0098",),
        "numbers": ("RE-2026-0098",),
        "token": f"KR1-{month}",
        **facts,
    }
    return BookedPayment(**given)


def come(
    text: str = "", *payments: BookedPayment, amount: int = 15_000, items: tuple[OpenItem, ...] = (LARGE, SMALL)
) -> Proposal:
    books = replace(make_books(*items, accounts=(known(),)), payments=payments)
    line = make_line(amount, text, "Müller GmbH", PAYER)
    return propose([line], books, Rules(), run_id=RUN)[0]


@pytest.mark.parametrize("text", ["", "Dauerauftrag", "Rechnung", "Wartung", "März"])
def test_a_document_paid_in_just_such_parts_may_be_meant(text: str) -> None:
    one = come(text, payment())
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0257": 15_000})
    assert BEFORE in one.warnings


@pytest.mark.parametrize("text", ["RE-2026-0257", "RE 0257", "Wartung Kamera"])
def test_it_is_not_where_the_text_tells_them_apart(text: str) -> None:
    assert come(text, payment()).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "payments",
    [
        (),
        (payment(30_000),),
        (payment(documents=("RE-2026-0001",), numbers=("RE-2026-0001",)),),
        (payment(party_names=("Meier KG",)),),
        (payment(documents=("RE-2026-0001", "RE-2026-0098")),),
        (payment(-15_000),),
    ],
)
def test_other_payments_are_no_such_parts(payments: tuple[BookedPayment, ...]) -> None:
    assert come("Dauerauftrag", *payments).verdict is Verdict.SURE


def test_of_less_than_such_a_part_it_is_none() -> None:
    nearly_paid = make_item("RE-2026-0098", 300_000, settled_minor=290_000, open_minor=10_000)
    assert come("Dauerauftrag", payment(), items=(nearly_paid, SMALL)).verdict is Verdict.SURE


def test_a_part_that_another_line_of_the_run_names_counts_as_well() -> None:
    whole = replace(LARGE, settled_minor=0, open_minor=300_000)
    lines = [
        on(date(2026, month, 5), make_line(15_000, text, "Müller GmbH", PAYER))
        for month, text in ((3, "Dauerauftrag"), (4, "RE-2026-0098 Rate"))
    ]
    silent, named = proposals(lines, whole, SMALL, accounts=(known(),))
    assert paid(named) == {"RE-2026-0098": 15_000}
    assert (silent.verdict, silent.warnings) == (Verdict.REVIEW, (BEFORE,))


@pytest.mark.parametrize(
    "text",
    ["Ratenzahlung", "lt. Ratenplan", "Ratenvereinbarung", "Abzahlung"],
)
def test_words_for_instalments_are_a_question_beside_a_larger_document(text: str) -> None:
    one = come(text)
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, (PART,))
    assert come(text, items=(SMALL,)).verdict is Verdict.SURE, "nothing else is open"
    smaller = make_item("RE-2026-0098", 9_000)
    assert come(text, items=(smaller, SMALL)).verdict is Verdict.SURE, "nothing larger is open"
    titled = replace(SMALL, title="Rate Kamera")
    assert come(text, items=(LARGE, titled)).verdict is Verdict.SURE, "the document is of an instalment"


@pytest.mark.parametrize("text", ["Rate", "Raten", "Monatsrate", "Leasing Rate"])
def test_what_leasing_is_called_is_no_instalment_of_something_larger(text: str) -> None:
    assert come(text).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Leasingrate", "Rate 5", "Leasingrate 5/36"])
def test_bills_by_the_month_are_called_so(text: str) -> None:
    bills = make_bill("4711-88", 50_000), make_bill("4711-99", 80_000)
    line = make_line(-50_000, text, "Papier AG", PAYER)
    (one,) = proposals([line], *bills, accounts=(known(PAYER, "Papier AG", Side.INCOMING),))
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"4711-88": -50_000})


def test_only_what_is_partly_paid_is_looked_for() -> None:
    assert paid_in_parts([LARGE, SMALL], [payment(), payment(20_000, 2)]) == {0: {15_000, 20_000}}
    assert paid_in_parts([SMALL], [payment(documents=("RE-2026-0257",))]) == {}
