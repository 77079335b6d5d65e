"""POST /payments/outgoing-invoice-credit and /payments/incoming-invoice-credit (api.md 5.3): decide, then apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.books import OUTGOING, Side, make_id, note_settlement, open_amount
from reconcile.kanbert.sandbox.messages import Request
from reconcile.kanbert.sandbox.payments import read_document
from reconcile.kanbert.sandbox.state import State
from reconcile.kanbert.sandbox.validation import LONGEST_REFERENCE, Faulty, Reader, read_body


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffset:
    """A request that was found right; nothing is stored yet."""

    side: Side
    reference: str
    day: date
    invoice_id: str
    credit_id: str
    value: Decimal


def decide_offset(
    state: State, side: Side, request: Request, *, overpayment_allowed: bool, any_length: bool = False
) -> NewOffset:
    """Raises Refusal (422) naming everything that is wrong."""
    faulty = Faulty()
    reader = Reader(read_body(request), faulty)
    reader.only("reference", "date_of_payment", side.invoice_key, side.credit_key, "value")
    reference, day = reader.text("reference", None if any_length else LONGEST_REFERENCE), reader.day("date_of_payment")
    invoice = read_document(state, side, reader, side.invoice_key, faulty, credit=False)
    credit = read_document(state, side, reader, side.credit_key, faulty, credit=True)
    value = reader.amount("value")
    faulty.refuse_if_any()
    assert day is not None
    assert invoice is not None
    assert credit is not None
    if not overpayment_allowed and value > min(open_amount(state, invoice), open_amount(state, credit)):
        faulty.add("value", "The value exceeds the open amount.")
        faulty.refuse_if_any()
    return NewOffset(
        side=side, reference=reference, day=day, invoice_id=invoice["id"], credit_id=credit["id"], value=value
    )


def apply_offset(state: State, new: NewOffset, now: str) -> list[ApiObject]:
    """Settle both documents with each other; return the two reference bookings. Inside a transaction."""
    number = state.count_settlements()
    pairs = [(new.invoice_id, new.credit_id), (new.credit_id, new.invoice_id)]
    for place, (document_id, _) in enumerate(pairs):
        state.settle(document_id, new.value)
        note_settlement(state, new.side, document_id, now, _payment_line(new, make_id("offset", number, place)))
    return [_reference_booking(new, number, place, pair, now) for place, pair in enumerate(pairs)]


def _reference_booking(new: NewOffset, number: int, place: int, pair: tuple[str, str], now: str) -> ApiObject:
    """The incoming one carries `title` where the outgoing one has `reference` (api.md 5.4)."""
    document_id, other_id = pair
    return {
        "id": make_id("offset", number, place),
        "type": "reference",
        "payment_type": "credit",
        "reference" if new.side is OUTGOING else "title": new.reference,
        "value": new.value,
        new.side.invoice_key: document_id,
        f"reference_{new.side.invoice_key}": other_id,
        "updated_at": now,
        "created_at": now,
        "deleted_at": None,
    }


def _payment_line(new: NewOffset, booking_id: str) -> ApiObject:
    return {
        "id": booking_id,
        "title": new.reference,
        "value": new.value,
        "payment_type": "credit",
        "payment_account_id": None,
        "account": None,
        "date": new.day.isoformat(),
    }
