"""Payments somebody booked in Kanbert by hand: the line is not posted a second time without a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid

from reconcile.matching import Rules, propose
from reconcile.records import BookedPayment, OpenItem, Proposal, Side, Verdict


def booked(amount: int = 119_000, day: date = date(2026, 3, 11), **facts: Any) -> BookedPayment:
    given: dict[str, Any] = {
        "currency": "EUR", "iban": PAYER, "party_names": ("Müller GmbH",), "documents": ("RE-2026-0097",),
        "numbers": ("RE-2026-0097",),
    }  # fmt: skip
    return BookedPayment(day=day, amount_minor=amount, **given | facts)


def answer(line: Any, payment: BookedPayment, *items: OpenItem) -> Proposal:
    accounts = (known(), known(PAYER, "Papier AG", Side.INCOMING))
    books = replace(make_books(*items, accounts=accounts), payments=(payment,))
    return propose([line], books, Rules(), run_id=RUN)[0]


def paying(text: str = "", amount: int = 119_000, name: str = "Müller GmbH") -> Any:
    return make_line(amount, text, name, PAYER, booking_date=date(2026, 3, 11))


SAID = "Kanbert shows this amount as paid on {} for RE-2026-0097"


@pytest.mark.parametrize("text", ["", "Danke"])
@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 3, 11), date(2026, 3, 18)])
def test_what_somebody_booked_about_that_day_is_not_posted_blindly(text: str, day: date) -> None:
    one = answer(paying(text), booked(day=day), make_item())
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
    assert one.warnings == (SAID.format(day),)


@pytest.mark.parametrize(
    "payment",
    [
        booked(day=date(2026, 3, 7)),
        booked(day=date(2026, 3, 19)),
        booked(119_001),
        booked(-119_000),
        booked(currency="CHF"),
        booked(iban="DE75512108001245126199", party_names=("Schulze AG",)),
        booked(token="KR1-7PZ4T9MXB2QH6NV8WJ5RDKC3GS"),
    ],
    ids=["before", "after", "another amount", "the other way", "another currency", "another payer", "ours"],
)
def test_another_payment_is_not_this_one(payment: BookedPayment) -> None:
    """Before this one, it may have been the same debt (`paid_lately`)."""
    assert SAID.format(payment.day) not in answer(paying(), payment, make_item()).warnings


def test_what_was_booked_for_another_document_says_nothing_of_the_one_that_is_named() -> None:
    """But of this very account and day, where no other line is as much."""
    before, same = booked(day=date(2026, 3, 10)), booked()
    assert answer(paying("RE-2026-0098"), before, make_item()).verdict is Verdict.SURE
    assert answer(paying("RE-2026-0098"), same, make_item()).warnings == (SAID.format("2026-03-11"),)
    books = replace(make_books(make_item(), accounts=(known(),)), payments=(same,))
    found = propose([paying("RE-2026-0050"), paying("RE-2026-0098")], books, Rules(), run_id=RUN)
    assert "Kanbert shows" not in " ".join(found[1].warnings)
    its_own = booked(documents=("RE-2026-0098",), numbers=("RE-2026-0098",))
    assert answer(paying("RE-2026-0098"), its_own, make_item()).verdict is Verdict.REVIEW


def test_the_party_of_the_document_is_enough_where_kanbert_shows_no_account() -> None:
    one = answer(paying(name="M. Huber"), booked(iban=""), make_item())
    assert one.verdict is Verdict.REVIEW
    assert SAID.format("2026-03-11") in one.warnings


def test_the_rest_of_a_bill_whose_part_was_booked_by_hand_that_day_is_not_sure() -> None:
    bill = make_bill("4711-88", 100_000, settled_minor=50_000, open_minor=50_000)
    payment = booked(-50_000, party_names=("Papier AG",), documents=("4711-88",), numbers=("4711-88",))
    assert answer(paying("4711-88", -50_000, "Papier AG"), payment, bill).verdict is Verdict.REVIEW


def test_where_nothing_fits_it_is_said_what_was_booked() -> None:
    one = answer(paying(), booked(), make_item(amount=7_700))
    assert (one.verdict, one.warnings) == (Verdict.UNMATCHED, (SAID.format("2026-03-11"),))


AGAIN = "possible duplicate: Kanbert shows this amount as paid on {} for RE-2026-0097"
TOKEN = "KR1-7PZ4T9MXB2QH6NV8WJ5RDKC3GS"


@pytest.mark.parametrize(
    ("payment", "is_said"),
    [
        (booked(day=date(2026, 3, 1), token=TOKEN), True),
        (booked(day=date(2026, 3, 11), token=TOKEN), True),
        (booked(day=date(2026, 1, 25)), True),
        (booked(day=date(2026, 3, 1), iban=""), True),
        (booked(day=date(2026, 1, 24)), False),
        (booked(day=date(2026, 3, 19)), False),
        (booked(119_001, date(2026, 3, 1)), False),
        (booked(-119_000, date(2026, 3, 1)), False),
        (booked(day=date(2026, 3, 1), currency="CHF"), False),
        (booked(day=date(2026, 3, 1), iban="DE75512108001245126199", party_names=("Schulze AG",)), False),
    ],
    ids=[
        "ours", "ours, that day", "45 days", "by name", "46 days", "later", "another amount", "the other way",
        "another currency", "another payer",
    ],
)  # fmt: skip
def test_where_nothing_is_open_the_last_payment_that_is_as_much_is_named(payment: BookedPayment, is_said: bool) -> None:
    one = answer(paying("Danke"), payment)
    assert (one.verdict, one.allocations) == (Verdict.UNMATCHED, ())
    assert one.warnings == ((AGAIN.format(payment.day),) if is_said else ())


def test_what_somebody_booked_that_very_day_is_no_second_payment() -> None:
    assert answer(paying("Danke"), booked()).warnings == (SAID.format(date(2026, 3, 11)),)


def test_of_several_the_latest_is_named() -> None:
    earlier, later = booked(day=date(2026, 2, 1)), booked(day=date(2026, 3, 1), token=TOKEN)
    books = replace(make_books(), payments=(earlier, later))
    (one,) = propose([paying("Danke")], books, Rules(), run_id=RUN)
    assert one.warnings == (AGAIN.format(date(2026, 3, 1)),)
