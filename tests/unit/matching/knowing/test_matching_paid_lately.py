"""The same amount of the same payer once more, not a month after the last payment Kanbert shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid

from reconcile.matching import Rules, propose
from reconcile.records import BookedPayment, OpenItem, Proposal, Side, Verdict

TODAY = date(2026, 3, 11)
OURS = "KR1-7PZ4T9MXB2QH6NV8WJ5RDKC3GS"


def earlier(days: int, amount: int = 119_000, **facts: Any) -> BookedPayment:
    given: dict[str, Any] = {
        "currency": "EUR", "iban": PAYER, "party_names": ("Müller GmbH",), "documents": ("RE-2026-0097",),
        "numbers": ("RE-2026-0097",), "token": OURS,
    }  # fmt: skip
    return BookedPayment(day=TODAY - timedelta(days), amount_minor=amount, **given | facts)


def answer(text: str, payment: BookedPayment, items: Sequence[OpenItem] = (), amount: int = 119_000) -> Proposal:
    """RE-2026-0097 is paid, RE-2026-0098 open."""
    settled = (replace(make_item("RE-2026-0097"), open_minor=0, settled_minor=119_000),)
    line = make_line(amount, text, "Müller GmbH", PAYER, booking_date=TODAY)
    accounts = (known(), known(PAYER, "Müller GmbH", Side.INCOMING))
    books = replace(make_books(*(items or [make_item()]), accounts=accounts), payments=(payment,), settled=settled)
    return propose([line], books, Rules(), run_id=RUN)[0]


@pytest.mark.parametrize("text", ["", "Danke", "Dauerauftrag"])
@pytest.mark.parametrize("days", [0, 1, 10, 27])
def test_as_much_not_long_ago_is_asked_about(days: int, text: str) -> None:
    one = answer(text, earlier(days))
    day = TODAY - timedelta(days)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
    assert one.warnings == (f"possible duplicate: Kanbert shows this amount as paid on {day} for RE-2026-0097",)


def test_whose_payment_it_was_its_account_or_its_name_says() -> None:
    for facts in ({"iban": ""}, {"party_names": ("M. Müller",)}, {"iban": "DE75512108001245126199"}):
        assert answer("", earlier(3, **facts)).verdict is Verdict.REVIEW


def test_money_out_likewise() -> None:
    one = answer("Rechnung", earlier(8, -119_000), [make_bill("B-7", 119_000, "Müller GmbH")], -119_000)
    assert one.verdict is Verdict.REVIEW
    assert one.warnings[0].startswith("possible duplicate")


@pytest.mark.parametrize(
    "payment",
    [
        earlier(28),  # a monthly payer's last one
        earlier(-1),
        earlier(3, 119_001),
        earlier(3, -119_000),
        earlier(3, currency="CHF"),
        earlier(3, iban="DE75512108001245126199", party_names=("Schulze AG",)),
    ],
    ids=["a month ago", "later", "another amount", "the other way", "another currency", "another payer"],
)
def test_another_payment_says_nothing(payment: BookedPayment) -> None:
    assert answer("", payment).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["RE-2026-0098", "Rechnung vom 01.03.2026", "Honorar März"])
def test_a_text_that_tells_the_document_from_the_last_one_is_believed(text: str) -> None:
    item = make_item(title="Honorar März 2026", invoice_date=date(2026, 3, 1), due_date=date(2026, 3, 15))
    assert answer(text, earlier(8), [item]).verdict is Verdict.SURE


@pytest.mark.parametrize("amount", [119_000, 60_000])
def test_who_names_what_was_just_paid_pays_it_again_and_nothing_else(amount: int) -> None:
    """Neither the next invoice, nor a part of it."""
    one = answer("RE-2026-0097", earlier(9, amount), amount=amount)
    assert (one.verdict, paid(one)) == (Verdict.UNMATCHED, {})
    assert one.warnings == ("possible duplicate: Kanbert shows this amount as paid on 2026-03-02 for RE-2026-0097",)


def test_a_standing_order_may_quote_its_first_invoice_for_years() -> None:
    one = answer("RE-2026-0097", earlier(31))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
