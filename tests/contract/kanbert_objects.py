"""API objects with every field openapi.yaml requires; give what matters to a test, the rest is plausible.

Numbers are int or Decimal (`money("1190.00")`), never float.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.state import Kind

CREATED = "2026-01-05T09:00:00Z"


def money(text: str) -> Decimal:
    return Decimal(text)


def user(user_id: str = "user-1", **fields: Any) -> ApiObject:
    return {
        "id": user_id,
        "first_name": "Ada",
        "last_name": "Keller",
        "email": f"{user_id}@example.com",
        "type": "user",
        "space": {"id": "space-1", "name": "Atelier Nord"},
        **fields,
    }


def account(account_id: str = "account-1", **fields: Any) -> ApiObject:
    return {
        "id": account_id,
        "is_default": False,
        "title": f"Girokonto {account_id}",
        "organization": None,
        "identifier": "DE89370400440532013000",
        "type": "account",
        "owner": user(),
        "updated_at": None,
        "created_at": CREATED,
        "deleted_at": None,
        **fields,
    }


def outgoing(invoice_id: str, gross: str = "119.00", **fields: Any) -> ApiObject:
    """A booked, open customer invoice."""
    return {
        "id": invoice_id,
        "external_id": None,
        "external_origin": None,
        "master_invoice_id": None,
        "invoice_number": f"RE-{invoice_id}",
        "title": f"Invoice {invoice_id}",
        "status": "booked",
        "payment_status": "open",
        "is_credit": False,
        "date_of_invoice": "2026-02-01T00:00:00Z",
        "payment_due_date": "2026-02-15T00:00:00Z",
        "payment_due_date_org": "2026-02-15T00:00:00Z",
        "performance_range_start": None,
        "performance_range_end": None,
        "po_number": None,
        "reference": None,
        "locale": "de",
        "currency": "EUR",
        "address": "Muster GmbH\nHauptstr. 1\n12345 Berlin",
        "address_changed": False,
        "company": {"id": "company-1", "company_name": "Muster GmbH", "iban": None, "bic": None},
        "editor": user(),
        "client": {"id": "client-1", "name": "Muster", "shortcode": "MUS", "external_id": None},
        "project": None,
        "taxation_enabled": True,
        "sum_net": Decimal(gross),
        "sum_tax": money("0.00"),
        "sum_gross": Decimal(gross),
        "sum_external_costs": money("0.00"),
        "partial_indent": None,
        "partial_factor": None,
        "payment_discount": None,
        "payment_discount_due_date": None,
        "discounts": [],
        "created_at": CREATED,
        "updated_at": None,
        "deleted_at": None,
        **fields,
    }


def incoming(invoice_id: str, gross: str = "59.50", **fields: Any) -> ApiObject:
    """A booked, open document of a supplier."""
    return {
        "id": invoice_id,
        "external_id": None,
        "external_origin": None,
        "type": "Invoice",
        "title": f"Bill {invoice_id}",
        "status": "booked",
        "payment_status": "open",
        "invoice_number": f"ER-{invoice_id}",
        "notes": None,
        "sum_net": Decimal(gross),
        "sum_tax": money("0.00"),
        "sum_gross": Decimal(gross),
        "vats": [],
        "supplier": {"id": "supplier-1", "name": "Papier & Co."},
        "payment_account": None,
        "date_of_invoice": "2026-02-01T00:00:00Z",
        "due_date": "2026-02-15T00:00:00Z",
        "date_of_start": None,
        "date_of_end": None,
        "editor": user(),
        "bookings": [],
        "payments": [],
        "created_at": CREATED,
        "updated_at": None,
        **fields,
    }


def booking(booking_id: str, value: str, **fields: Any) -> ApiObject:
    """Give `outgoing_invoice_id` or `incoming_invoice_id`."""
    return {
        "id": booking_id,
        "payment_type": "payment",
        "reference": "",
        "value": Decimal(value),
        "outgoing_invoice_id": None,
        "incoming_invoice_id": None,
        "updated_at": None,
        "created_at": CREATED,
        "deleted_at": None,
        **fields,
    }


def payment(payment_id: str, *bookings: ApiObject, **fields: Any) -> ApiObject:
    return {
        "id": payment_id,
        "type": "in",
        "date_of_payment": "2026-02-10",
        "reference": f"Payment {payment_id}",
        "iban": None,
        "bic": None,
        "value": sum((one["value"] for one in bookings), Decimal(0)),
        "payment_account": account(),
        "bookings": list(bookings),
        "updated_at": None,
        "created_at": CREATED,
        "deleted_at": None,
        **fields,
    }


def payment_body(*bookings: tuple[str, Any], side: str = "outgoing", **fields: Any) -> ApiObject:
    """The request of POST /payments/{side}-invoice; a booking is (document id, value). None leaves a field out."""
    body: ApiObject = {
        "type": "in" if side == "outgoing" else "out",
        "payment_account_id": "account-1",
        "reference": "KR1-TEST",
        "date_of_payment": "2026-03-02T12:00:00Z",
        "bookings": [{f"{side}_invoice_id": document_id, "value": value} for document_id, value in bookings],
        **fields,
    }
    return {name: value for name, value in body.items() if value is not None}


def write_snapshot(folder: Path, objects: dict[Kind, list[ApiObject]]) -> None:
    """One JSON Lines file a list (review.md); a list that is not given has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, members in objects.items():
        lines = "".join(encode(one) + "\n" for one in members)
        (folder / f"{kind}.jsonl").write_text(lines, encoding="utf-8", newline="\n")
