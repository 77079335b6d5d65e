"""Synthetic books of any size, the same for the same seed: to measure with (`reconcile sandbox --generate`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.books import make_id
from reconcile.kanbert.sandbox.chance import between, draw
from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.state import Kind, State

_CREATED = "2024-01-02T08:00:00Z"
_PARTIES = 400
_DAYS = 600
_AT_ONCE = 5000  #: objects a transaction

_OWNER = {
    "id": "user-practice",
    "first_name": "Practice",
    "last_name": "User",
    "email": "practice@example.com",
    "type": "user",
    "space": {"id": "space-practice", "name": "Practice space"},
}
_ACCOUNT: ApiObject = {
    "id": "account-generated",
    "is_default": True,
    "title": "Generated account",
    "organization": None,
    "identifier": "DE89370400440532013000",
    "type": "account",
    "owner": _OWNER,
    "updated_at": None,
    "created_at": _CREATED,
    "deleted_at": None,
}


def generate(state: State, count: int, today: date, seed: int = 0) -> None:
    """Add `count` outgoing and a quarter as many incoming invoices of the 600 days before `today`, with their payments.

    Of ten invoices eight are open, one is partly paid, one is paid. Memory does not grow with `count` but by the state.
    """
    state.add_all(Kind.PAYMENT_ACCOUNT, [(_ACCOUNT, encode(_ACCOUNT))])
    numbers = [(Kind.OUTGOING_INVOICE, count), (Kind.INCOMING_INVOICE, count // 4)]
    for kind, most in numbers:
        for first in range(0, most, _AT_ONCE):
            chunk = [_Invoice(kind, number, today, seed) for number in range(first, min(most, first + _AT_ONCE))]
            state.add_all(kind, ((one.document, encode(one.document)) for one in chunk))
            state.add_all(Kind.PAYMENT, ((one, encode(one)) for invoice in chunk for one in invoice.payments()))


class _Invoice:
    def __init__(self, kind: Kind, number: int, today: date, seed: int) -> None:
        luck = draw(seed, kind, number)
        self._seed = seed
        self._is_outgoing = kind is Kind.OUTGOING_INVOICE
        self._number = number
        self._day = today - timedelta(days=1 + luck % _DAYS)
        self._net = Decimal(1000 + luck // _DAYS % 1_000_000).scaleb(-2)
        self._tax = (self._net * 19 / 100).quantize(Decimal("0.01"))
        self._fate = luck // (_DAYS * 1_000_000) % 10
        self._party = luck // (_DAYS * 10_000_000) % _PARTIES
        self._id = make_id(kind, number)
        self.document = self._outgoing() if self._is_outgoing else self._incoming()

    @property
    def _status(self) -> str:
        partly = "partly_paid" if self._is_outgoing else "partial"
        return {8: partly, 9: "paid"}.get(self._fate, "open")

    def payments(self) -> Iterator[ApiObject]:
        if self._fate < 8:
            return
        gross = self._net + self._tax
        value = (
            gross if self._fate == 9 else between(1, int(gross * 100) - 1, self._seed, "part", self._id) / Decimal(100)
        )
        word = "outgoing" if self._is_outgoing else "incoming"
        reference = f"generated {word} {self._number:07}"
        booking = {
            "id": make_id(f"booking {word}", self._number),
            "payment_type": "payment",
            "reference": reference,
            "value": value,
            "outgoing_invoice_id": self._id if self._is_outgoing else None,
            "incoming_invoice_id": None if self._is_outgoing else self._id,
            "updated_at": None,
            "created_at": _CREATED,
            "deleted_at": None,
        }
        yield {
            "id": make_id(f"payment {word}", self._number),
            "type": "in" if self._is_outgoing else "out",
            "date_of_payment": self._day.isoformat(),
            "reference": reference,
            "iban": None,
            "bic": None,
            "value": value,
            "payment_account": _ACCOUNT,
            "bookings": [booking],
            "updated_at": None,
            "created_at": _CREATED,
            "deleted_at": None,
        }

    def _outgoing(self) -> ApiObject:
        name = f"Generated client {self._party:03}"
        due = _moment(self._day + timedelta(days=14))
        return {
            "id": self._id,
            "external_id": None,
            "external_origin": None,
            "master_invoice_id": None,
            "invoice_number": f"RE-{self._day.year}-{self._number:07}",
            "title": f"Generated invoice {self._number:07}",
            "status": "booked",
            "payment_status": self._status,
            "is_credit": False,
            "date_of_invoice": _moment(self._day),
            "payment_due_date": due,
            "payment_due_date_org": due,
            "performance_range_start": None,
            "performance_range_end": None,
            "po_number": None,
            "reference": None,
            "locale": "de",
            "currency": "EUR",
            "address": f"{name}\nHauptstr. {1 + self._party}\n12345 Berlin",
            "address_changed": False,
            "company": {
                "id": f"company-{self._party}",
                "company_name": f"{name} GmbH",
                "vendor_identifier": None,
                "tax_uid": None,
                "iban": None,
                "bic": None,
            },
            "editor": None,
            "client": {
                "id": f"client-{self._party}",
                "external_id": None,
                "external_origin": None,
                "name": name,
                "shortcode": f"G{self._party:03}",
            },
            "project": None,
            "taxation_enabled": True,
            "sum_net": self._net,
            "sum_tax": self._tax,
            "sum_gross": self._net + self._tax,
            "sum_external_costs": Decimal("0.00"),
            "partial_indent": None,
            "partial_factor": None,
            "payment_discount": None,
            "payment_discount_due_date": None,
            "discounts": [],
            "line_items": [],
            "external_costs": [],
            "created_at": _CREATED,
            "updated_at": None,
            "deleted_at": None,
        }

    def _incoming(self) -> ApiObject:
        return {
            "id": self._id,
            "external_id": None,
            "external_origin": None,
            "type": "Invoice",
            "title": f"Generated bill {self._number:07}",
            "status": "booked",
            "payment_status": self._status,
            "invoice_number": f"ER-{self._number:07}",
            "notes": None,
            "sum_net": self._net,
            "sum_tax": self._tax,
            "sum_gross": self._net + self._tax,
            "vats": [{"vat": 19, "value": self._tax}],
            "supplier": {"id": f"supplier-{self._party}", "name": f"Generated supplier {self._party:03}"},
            "payment_account": None,
            "date_of_invoice": _moment(self._day),
            "due_date": _moment(self._day + timedelta(days=30)),
            "date_of_start": None,
            "date_of_end": None,
            "editor": None,
            "bookings": [],
            "payments": [],
            "created_at": _CREATED,
            "updated_at": None,
        }


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
