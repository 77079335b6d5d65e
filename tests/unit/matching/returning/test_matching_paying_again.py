"""What came back of an earlier run's payment may be paid again; Kanbert still calls its document paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line

from reconcile.matching import Rules, propose
from reconcile.records import BookedPayment, Proposal, Verdict

BEFORE = BookedPayment(
    day=date(2026, 2, 28),
    amount_minor=11_900,
    currency="EUR",
    iban=PAYER,
    party_names=("Gasthof Lamm",),
    documents=("RE-2026-0003",),
    numbers=("RE-2026-0003",),
)


def answer(text: str, back: dict[str, Any], *, amount: int = 11_900) -> Proposal:
    given: dict[str, Any] = {"amount": -11_900, "text": "Rücklastschrift RE-2026-0003", "return_reason": "AM04"} | back
    returned = make_line(**given, booking_date=date(2026, 3, 4))
    line = make_line(amount, text, "Gasthof Lamm", PAYER, booking_date=date(2026, 3, 9))
    item = make_item("RE-2026-0033", amount, "Gasthof Lamm")
    books = replace(make_books(item, accounts=(known(party="Gasthof Lamm"),)), payments=(BEFORE,))
    return propose([returned, line], books, Rules(), run_id=RUN)[1]


@pytest.mark.parametrize("text", ["", "Rechnung", "Nachzahlung geplatzte Lastschrift"])
@pytest.mark.parametrize("back", [{}, {"amount": -12_250}, {"text": "Rückgabe", "name": "Gasthof Lamm"}])
def test_the_payers_next_silent_line_may_pay_it_again(text: str, back: dict[str, Any]) -> None:
    one = answer(text, back)
    assert one.verdict is Verdict.REVIEW
    assert one.warnings == ("as much came back on 2026-03-04: this may pay that again",)


def test_a_number_another_amount_or_another_payer_says_that_it_does_not() -> None:
    assert answer("RE-2026-0033", {}).verdict is Verdict.SURE
    assert answer("", {}, amount=12_000).verdict is Verdict.SURE
    (said,) = answer("", {"text": "Rückgabe", "name": "Anna Weber"}).warnings
    assert "came back" not in said
