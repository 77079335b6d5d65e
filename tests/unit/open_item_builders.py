"""Kanbert's objects as tests need them: an open invoice, an open bill, a payment on one of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.open_items import derive_books, incoming_item, outgoing_item
from reconcile.kanbert.snapshot import Snapshot
from reconcile.records import Books, OpenItem, Side

BERLIN = ZoneInfo("Europe/Berlin")


def an_invoice(**changes: Any) -> ApiObject:
    return {
        "id": "inv-1",
        "invoice_number": "RE-2026-0007",
        "title": "Website",
        "status": "booked",
        "payment_status": "open",
        "is_credit": False,
        "currency": "EUR",
        "sum_net": Decimal("100.00"),
        "sum_tax": Decimal("19.00"),
        "sum_gross": Decimal("119.00"),
        "date_of_invoice": "2026-01-31T23:00:00Z",
        "payment_due_date": "2026-02-28T22:59:59Z",
        "reference": None,
        "po_number": None,
        "external_id": None,
        "client": {"id": "cli-1", "name": "Bäckerei Süß"},
        "company": {"id": "com-1", "company_name": "Süß GmbH", "iban": None},
        "payment_discount": None,
        "payment_discount_due_date": None,
        "discounts": [],
        "updated_at": "2026-02-01T00:00:00Z",
        "deleted_at": None,
    } | changes


def a_bill(**changes: Any) -> ApiObject:
    return {
        "id": "inc-1",
        "invoice_number": "4711",
        "title": "Paper",
        "type": "Invoice",
        "status": "booked",
        "payment_status": "open",
        "sum_net": Decimal(50),
        "sum_tax": Decimal("9.5"),
        "sum_gross": Decimal("59.5"),
        "date_of_invoice": None,
        "due_date": None,
        "external_id": "X-9",
        "supplier": {"id": "sup-1", "name": "Papier AG"},
        "updated_at": None,
    } | changes


def a_payment(*bookings: ApiObject, **changes: Any) -> ApiObject:
    value = sum((one["value"] for one in bookings if isinstance(one.get("value"), int | Decimal)), Decimal())
    supplier = any(one.get("incoming_invoice_id") for one in bookings)
    return {
        "id": "pay-1",
        "type": "out" if supplier else "in",
        "date_of_payment": "2026-02-02",
        "reference": "x",
        "iban": None,
        "value": value,
        "bookings": list(bookings),
        "deleted_at": None,
    } | changes


def on(item_id: str, value: Any, side: Side = Side.OUTGOING, **changes: Any) -> ApiObject:
    ids: ApiObject = {"outgoing_invoice_id": None, "incoming_invoice_id": None}
    return {"id": f"b-{item_id}", **ids, f"{side.value}_invoice_id": item_id, "value": value} | changes


def the_item(invoice: ApiObject, *payments: ApiObject) -> OpenItem:
    return outgoing_item(invoice, payments, zone=BERLIN)


def the_bill(bill: ApiObject, *payments: ApiObject, home_currency: str = "EUR") -> OpenItem:
    return incoming_item(bill, payments, home_currency=home_currency, zone=BERLIN)


def books(
    outgoing: tuple[ApiObject, ...] = (),
    incoming: tuple[ApiObject, ...] = (),
    payments: tuple[ApiObject, ...] = (),
    accounts: tuple[ApiObject, ...] = (),
    home_currency: str = "",
) -> Books:
    snapshot = Snapshot(payment_accounts=accounts, outgoing=outgoing, incoming=incoming, payments=payments, space=None)
    return derive_books(snapshot, home_currency=home_currency, zone=BERLIN)
