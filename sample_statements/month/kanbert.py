"""The practice Kanbert's snapshot: API objects, one a line, every property the API names.

Ids are opaque letters and digits, the same on every build. A calendar day is local midnight in Berlin written in UTC
(`2026-02-23T23:00:00Z` is 24 February), numbers drop trailing zeros: both as the API's framework writes them.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from month.documents import INCOMING, OUTGOING, PAYMENTS, Booked, Incoming, Outgoing, cents, settled_cents
from month.parties import CLIENTS, GIRO, RESERVE, SUPPLIERS

ApiObject = dict[str, Any]

_BERLIN = ZoneInfo("Europe/Berlin")
_ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def render() -> dict[str, bytes]:
    """File name → JSON Lines."""
    return {
        "payment-accounts.jsonl": _lines((_ACCOUNT, _RESERVE, _EXPENSES)),
        "outgoing-invoices.jsonl": _lines(_outgoing(index, one) for index, one in enumerate(OUTGOING)),
        "incoming-invoices.jsonl": _lines(_incoming(one) for one in INCOMING),
        "payments.jsonl": _lines(_payment(one) for one in PAYMENTS),
    }


def opaque(*parts: str) -> str:
    """Twelve letters and digits that start with a letter, a hash of `parts`."""
    number = int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest(), "big")
    number, first = divmod(number, 48)
    text = _ALPHABET[first]
    while len(text) < 12:
        number, index = divmod(number, len(_ALPHABET))
        text += _ALPHABET[index]
    return text


def _outgoing(index: int, one: Outgoing) -> ApiObject:
    client = CLIENTS[one.client]
    due = _midnight(one.due_date)
    return {
        "id": outgoing_id(one) if one.number else opaque("draft", str(index)),
        "external_id": None,
        "external_origin": None,
        "master_invoice_id": None,
        "invoice_number": one.number or None,
        "title": one.title,
        "status": one.status,
        "payment_status": _outgoing_status(one),
        "is_credit": one.is_credit,
        "date_of_invoice": _midnight(one.invoice_date),
        "payment_due_date": due,
        "payment_due_date_org": due,
        "performance_range_start": _midnight(one.invoice_date.replace(day=1)),
        "performance_range_end": _midnight(_last_of_month(one.invoice_date)),
        "po_number": one.po_number or None,
        "reference": one.reference or None,
        "locale": "en" if one.currency == "USD" else "de",
        "currency": one.currency,
        "address": "\n".join((client.name, *client.address.split(", ", 1))),
        "address_changed": False,
        "company": {
            "id": opaque("company", one.client),
            "external_id": None,
            "external_origin": None,
            "vendor_identifier": None,
            "company_name": client.name,
            "locale": "de",
            "tax_uid": client.tax_uid or None,
            "iban": client.iban if client.account_on_file else None,
            "bic": client.bic if client.account_on_file else None,
        },
        "editor": _EDITOR,
        "client": {
            "id": opaque("client", one.client),
            "external_id": None,
            "external_origin": None,
            "name": client.name,
            "shortcode": client.shortcode,
        },
        "project": None,
        "taxation_enabled": one.vat > 0,
        "sum_net": _money(one.net_cents),
        "sum_tax": _money(one.tax_cents),
        "sum_gross": _money(one.gross_cents),
        "sum_external_costs": 0,
        "partial_indent": None,
        "partial_factor": None,
        "payment_discount": 2 if one.discount_date else None,
        "payment_discount_due_date": _midnight(one.discount_date) if one.discount_date else None,
        "discounts": [],
        "line_items": [],
        "external_costs": [],
        "created_at": _written(one.invoice_date),
        "updated_at": _written(one.invoice_date),
        "deleted_at": None,
    }


def outgoing_id(one: Outgoing) -> str:
    return opaque("outgoing", one.number)


def _outgoing_status(one: Outgoing) -> str:
    settled = settled_cents("in", one.number)
    if one.cancelled:
        return "cancelled"
    if not settled:
        return "open"
    return "paid" if settled >= one.gross_cents else "partly_paid"


def _incoming(one: Incoming) -> ApiObject:
    supplier = SUPPLIERS[one.supplier]
    return {
        "id": opaque("incoming", one.supplier, one.number),
        "external_id": None,
        "external_origin": None,
        "type": one.kind,
        "title": one.title,
        "status": one.status,
        "payment_status": _incoming_status(one),
        "invoice_number": one.number,
        "notes": None,
        "sum_net": _money(one.net_cents),
        "sum_tax": _money(one.tax_cents),
        "sum_gross": _money(one.gross_cents),
        "vats": [{"vat": one.vat, "value": _money(one.tax_cents)}],
        "supplier": {"id": opaque("supplier", one.supplier), "name": supplier.name},
        "payment_account": None,
        "date_of_invoice": _midnight(one.invoice_date),
        "due_date": _midnight(one.due_date),
        "date_of_start": None,
        "date_of_end": None,
        "editor": _EDITOR,
        "bookings": [],
        "payments": [_payment_line(payment, value) for payment, value in _payments_of(one)],
        "created_at": _written(one.invoice_date),
        "updated_at": _written(one.invoice_date),
    }


def _incoming_status(one: Incoming) -> str:
    settled = settled_cents("out", one.number)
    if not settled:
        return "open"
    return "paid" if settled >= one.gross_cents else "partial"


def _payments_of(one: Incoming) -> list[tuple[Booked, int]]:
    return [
        (payment, cents(value))
        for payment in PAYMENTS
        if (payment.direction, payment.party) == ("out", one.supplier)
        for number, value in payment.parts
        if number == one.number
    ]


def _payment_line(payment: Booked, value: int) -> ApiObject:
    return {
        "id": opaque("payment line", payment.day, payment.reference),
        "title": payment.reference,
        "value": _money(value),
        "payment_type": "payment",
        "payment_account_id": _ACCOUNT["id"],
        "account": None,
        "date": payment.day,
    }


def _payment(one: Booked) -> ApiObject:
    party = CLIENTS[one.party] if one.direction == "in" else SUPPLIERS[one.party]
    written = _written(date.fromisoformat(one.day))
    return {
        "id": opaque("payment", one.day, one.reference),
        "type": one.direction,
        "date_of_payment": one.day,
        "reference": one.reference,
        "iban": party.iban,
        "bic": party.bic,
        "value": _money(sum(cents(value) for _, value in one.parts)),
        "payment_account": _ACCOUNT,
        "bookings": [_booking(one, number, value, written) for number, value in one.parts],
        "updated_at": written,
        "created_at": written,
        "deleted_at": None,
    }


def _booking(payment: Booked, number: str, value: str, written: str) -> ApiObject:
    is_in = payment.direction == "in"
    return {
        "id": opaque("booking", payment.day, number),
        "payment_type": "payment",
        "reference": payment.reference,
        "value": _money(cents(value)),
        "outgoing_invoice_id": opaque("outgoing", number) if is_in else None,
        "incoming_invoice_id": None if is_in else opaque("incoming", payment.party, number),
        "updated_at": written,
        "created_at": written,
        "deleted_at": None,
    }


def _account(title: str, identifier: str | None, *, is_default: bool = False, kind: str = "account") -> ApiObject:
    return {
        "id": opaque("payment account", title),
        "is_default": is_default,
        "title": title,
        "organization": "Hansespar" if identifier else None,
        "identifier": identifier,
        "type": kind,
        "owner": None if identifier else _EDITOR,
        "updated_at": _written(date(2025, 1, 2)),
        "created_at": _written(date(2025, 1, 2)),
        "deleted_at": None,
    }


def _midnight(day: date) -> str:
    """Local midnight, in UTC."""
    return f"{datetime.combine(day, time(), _BERLIN).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _written(day: date) -> str:
    return f"{day.isoformat()}T09:15:00Z"


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _money(amount: int) -> str:
    """Marked text; `_lines` takes the marks off, so that no binary float is ever made."""
    sign, whole, rest = "-" if amount < 0 else "", *divmod(abs(amount), 100)
    return "\x01" + f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".") + "\x01"


def _lines(objects: Iterable[ApiObject]) -> bytes:
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    return re.sub(r'"\\u0001([0-9.-]+)\\u0001"', r"\1", text).encode()


_EDITOR: ApiObject = {
    "id": opaque("user", "reinders"),
    "first_name": "Svea",
    "last_name": "Reinders",
    "email": "svea.reinders@nordlicht-studio.example",
    "type": "user",
    "space": {"id": opaque("space", "nordlicht"), "name": "Nordlicht Studio"},
}
_ACCOUNT = _account("Geschäftskonto", GIRO.iban, is_default=True)
_RESERVE = _account("Rücklage Steuern", RESERVE.iban)
_EXPENSES = _account("Auslagen Team", None, kind="employee_expenses")
