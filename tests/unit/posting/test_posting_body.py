"""The exact bytes of a request, and what a reference may hold (api.md 5.1, 5.2; commit-protocol B1)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from posting_world import bank_line, token

from reconcile.posting.body import reference_of, request_body
from reconcile.records import Booking, Side


def body(side: Side = Side.OUTGOING, values: tuple[int, ...] = (10_000,), **fields: Any) -> bytes:
    bookings = [Booking(item_id=f"x-{place}", number="X", value_minor=value) for place, value in enumerate(values)]
    return request_body(bank_line(1, sum(values), **fields).transaction, side, "acc-1", bookings)


def test_money_in_to_the_letter() -> None:
    assert body(values=(119_000, 5)).decode() == (
        '{"type":"in","payment_account_id":"acc-1","reference":"KR1-0000000000000001 line 1",'
        '"date_of_payment":"2026-03-10T12:00:00Z","customer_name":"Berger GmbH","iban":"DE89370400440532013000",'
        '"bookings":[{"outgoing_invoice_id":"x-0","value":1190.00},{"outgoing_invoice_id":"x-1","value":0.05}]}'
    )


def test_money_out_names_supplier_and_incoming_document() -> None:
    sent = json.loads(body(Side.INCOMING))
    assert (sent["type"], sent["supplier_name"], sent["bookings"][0]["incoming_invoice_id"]) == (
        "out",
        "Berger GmbH",
        "x-0",
    )
    assert "customer_name" not in sent


def test_what_is_empty_or_no_account_number_is_left_out() -> None:
    sent = json.loads(body(counterparty_name=" ", counterparty_iban="12345678", counterparty_bic="nonsense"))
    assert set(sent) == {"type", "payment_account_id", "reference", "date_of_payment", "bookings"}


@pytest.mark.parametrize(("currency", "text"), [("EUR", "12.34"), ("JPY", "1234"), ("KWD", "1.234")])
def test_amounts_have_the_digits_of_their_currency(currency: str, text: str) -> None:
    assert f'"value":{text}}}' in body(values=(1234,), currency=currency).decode()


def test_nothing_is_never_sent() -> None:
    with pytest.raises(AssertionError):
        body(values=(0,))
    with pytest.raises(AssertionError):
        body(values=(-5,))
    with pytest.raises(AssertionError):
        body(values=())


@given(st.integers(1, 10**16), st.sampled_from(["EUR", "JPY", "KWD", "CHF"]))
def test_every_amount_arrives_exactly(minor: int, currency: str) -> None:
    digits = {"JPY": 0, "KWD": 3}.get(currency, 2)
    sent = json.loads(body(values=(minor,), currency=currency), parse_float=Decimal)
    assert Decimal(sent["bookings"][0]["value"]).scaleb(digits) == minor


@given(st.text(max_size=300))
def test_every_reference_is_safe(remittance: str) -> None:
    """B1, U11: token first, at most 140 printable characters, single blanks, neither `_` nor `%`."""
    reference = reference_of(token(1), remittance)
    assert reference.startswith(token(1))
    assert len(reference) <= 140
    assert reference.isprintable()
    assert reference == " ".join(reference.split())
    assert not {"_", "%"} & set(reference)


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_body_is_json(name: str, remittance: str) -> None:
    sent = json.loads(body(counterparty_name=name, remittance=remittance))
    assert sent["reference"].startswith(token(1))
