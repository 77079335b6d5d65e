"""How documents and payments hang together: what is open, what may be settled, what a settlement changes.

Nothing is idempotent: two equal requests settle twice (api.md 1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.settlements import number_of
from reconcile.kanbert.sandbox.state import Kind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What differs between the two kinds of documents (api.md 5 to 8)."""

    kind: Kind
    word: str  #: `outgoing` in the names of fields
    settling_type: str  #: of a payment that settles; the other one gives money back (U3)
    party_name: str  #: optional field of a payment's request
    partly: str  #: payment_status between open and paid

    @property
    def invoice_key(self) -> str:
        return f"{self.word}_invoice_id"

    @property
    def credit_key(self) -> str:
        return f"{self.word}_credit_id"


OUTGOING = Side(
    kind=Kind.OUTGOING_INVOICE, word="outgoing", settling_type="in", party_name="customer_name", partly="partly_paid"
)
INCOMING = Side(
    kind=Kind.INCOMING_INVOICE, word="incoming", settling_type="out", party_name="supplier_name", partly="partial"
)


def is_credit(side: Side, document: ApiObject) -> bool:
    return document.get("is_credit") is True if side is OUTGOING else document.get("type") == "Credit"


def open_amount(state: State, document: ApiObject) -> Decimal:
    """What is still to be settled, from the payments; 0 when somebody said by hand that it is paid.

    The sign of a credit's sum is not documented (api.md U24), so its size counts.
    """
    if document.get("payment_status") == "paid":
        return Decimal(0)
    return _gross(document) - state.settled(document["id"])


def _gross(document: ApiObject) -> Decimal:
    number = number_of(document.get("sum_gross"))
    assert number is not None, "why_not_settled says so before"
    return abs(number)


def why_not_settled(document: ApiObject) -> str | None:
    """The rest of the sentence `The document ...`, or None when it may be settled."""
    if document.get("deleted_at") is not None:
        return "is archived"
    if document.get("status") != "booked":
        return "is not booked"
    if document.get("payment_status") == "cancelled":
        return "is cancelled"
    if number_of(document.get("sum_gross")) is None:
        return "has no gross sum"
    return None


def note_settlement(state: State, side: Side, document_id: str, now: str, line: ApiObject | None) -> None:
    """Recompute payment_status from all payments; `line` is added to `payments` of an incoming document."""
    document = _document(state, side, document_id)
    document["payment_status"] = _payment_status(state, side, document)
    document["updated_at"] = now
    if line is not None and side is INCOMING:
        document["payments"] = [*(document.get("payments") or ()), line]
    state.replace(side.kind, document)


def _payment_status(state: State, side: Side, document: ApiObject) -> Any:
    settled = state.settled(document["id"])
    if document.get("payment_status") in ("paid", "cancelled"):
        return document["payment_status"]
    if settled <= 0:
        return "open"
    return "paid" if settled >= _gross(document) else side.partly


def _document(state: State, side: Side, document_id: str) -> ApiObject:
    row = state.find(side.kind, document_id)
    assert row is not None, "validated before"
    return row.document


def make_id(word: str, sequence: int, place: int = 0) -> str:
    """Opaque, and the same for the same history (api.md U28)."""
    return hashlib.sha256(f"{word}:{sequence}:{place}".encode()).hexdigest()[:20]
