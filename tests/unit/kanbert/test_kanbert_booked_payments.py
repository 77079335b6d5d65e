"""Payments Kanbert shows, as the bank booked them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from open_item_builders import a_bill, a_payment, an_invoice, books, on

from reconcile.kanbert.answers import ApiObject
from reconcile.records import BookedPayment, Side

PAID = an_invoice(payment_status="paid")


def payments(*given: ApiObject, outgoing: tuple[ApiObject, ...] = (PAID,)) -> tuple[BookedPayment, ...]:
    return books(outgoing, (a_bill(),), given, home_currency="EUR").payments


def test_a_payment_of_a_settled_invoice() -> None:
    assert payments(a_payment(on("inv-1", Decimal("119.00")), iban="de89 3704 0044 0532 0130 00")) == (
        BookedPayment(
            day=date(2026, 2, 2),
            amount_minor=11_900,
            currency="EUR",
            iban="DE89370400440532013000",
            party_names=("Süß GmbH", "Bäckerei Süß"),
            documents=("RE-2026-0007",),
            numbers=("RE-2026-0007",),
        ),
    )


def test_money_out_is_negative_and_so_is_what_settles_a_credit_note() -> None:
    bill = a_payment(on("inc-1", Decimal("59.5"), Side.INCOMING))
    assert [one.amount_minor for one in payments(bill)] == [-5_950]
    credit = an_invoice(is_credit=True)
    for value in ("119.00", "-119.00"):  # its sign is not documented (U24)
        (one,) = payments(a_payment(on("inv-1", Decimal(value))), outgoing=(credit,))
        assert one.amount_minor == -11_900


def test_one_bank_line_is_put_together_by_our_token() -> None:
    token, other = "KR1-0123456789ABCDEF", an_invoice(id="inv-2", invoice_number="RE-2026-0008")
    parts = [
        a_payment(on(item, Decimal("119.00")), id=f"pay-{item}", reference=f"{token} Sammler")
        for item in ("inv-1", "inv-2")
    ]
    (one,) = payments(*parts, outgoing=(PAID, other))
    assert (one.amount_minor, one.numbers, one.token) == (23_800, ("RE-2026-0007", "RE-2026-0008"), token)
    apart = [part | {"reference": "Sammler"} for part in parts]
    found = payments(*apart, outgoing=(PAID, other))
    assert [(one.amount_minor, one.token) for one in found] == [(11_900, ""), (11_900, "")]


def test_the_latest_stands_first() -> None:
    given = [
        a_payment(on("inv-1", Decimal(10)), id=f"pay-{day}", date_of_payment=f"2026-02-{day:02}") for day in (3, 9, 5)
    ]
    assert [one.day.day for one in payments(*given)] == [9, 5, 3]


@pytest.mark.parametrize(
    "changes", [{"date_of_payment": ""}, {"date_of_payment": "soon"}, {"deleted_at": "2026-02-03T00:00:00Z"}]
)
def test_what_cannot_be_read_or_was_deleted_is_left_out(changes: ApiObject) -> None:
    assert payments(a_payment(on("inv-1", Decimal("119.00"))) | changes) == ()


def test_an_amount_that_cannot_be_read_is_left_out() -> None:
    assert payments(a_payment(on("inv-1", Decimal("119.004")))) == ()
