"""POST /payments/outgoing-invoice and /payments/incoming-invoice (api.md 5.1, 5.2): decide, then apply."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.books import Side, is_credit, make_id, note_settlement, open_amount, why_not_settled
from reconcile.kanbert.sandbox.messages import Request
from reconcile.kanbert.sandbox.state import Kind, State
from reconcile.kanbert.sandbox.validation import LONGEST_REFERENCE, Faulty, Reader, read_body


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """A request that was found right; nothing is stored yet."""

    side: Side
    type: str
    account: ApiObject
    reference: str
    day: date
    iban: str | None
    bic: str | None
    bookings: tuple[tuple[str, Decimal], ...]  #: (document, value)


def decide_payment(
    state: State, side: Side, request: Request, *, overpayment_allowed: bool, any_length: bool = False
) -> NewPayment:
    """Raises Refusal (422) naming everything that is wrong."""
    faulty = Faulty()
    reader = Reader(read_body(request), faulty)
    reader.only(
        "type", "payment_account_id", "reference", "date_of_payment", side.party_name, "iban", "bic", "bookings"
    )
    payment_type = reader.word("type", "in", "out")
    account = _account(state, reader, faulty)
    reference = reader.text("reference", None if any_length else LONGEST_REFERENCE)
    day = reader.day("date_of_payment")
    reader.optional_text(side.party_name)
    iban, bic = reader.optional_text("iban"), reader.optional_text("bic")
    bookings = _read_bookings(state, side, reader, faulty)
    if payment_type == side.settling_type and not overpayment_allowed:
        _refuse_overpayment(state, side, bookings, faulty)
    faulty.refuse_if_any()
    assert account is not None
    assert day is not None
    pairs = tuple((document["id"], value) for _, document, value in bookings if document is not None)
    return NewPayment(
        side=side,
        type=payment_type,
        account=account,
        reference=reference,
        day=day,
        iban=iban,
        bic=bic,
        bookings=pairs,
    )


_ReadBooking = tuple[str, ApiObject | None, Decimal]  #: (key of the field, document, value)


def _account(state: State, reader: Reader, faulty: Faulty) -> ApiObject | None:
    account_id = reader.text("payment_account_id")
    row = state.find(Kind.PAYMENT_ACCOUNT, account_id)
    if row is not None and row.document.get("deleted_at") is None:
        return row.document
    if account_id:
        faulty.add("payment_account_id", "The selected payment account id is invalid.")
    return None


def _read_bookings(state: State, side: Side, reader: Reader, faulty: Faulty) -> list[_ReadBooking]:
    bookings = []
    for prefix, booking in reader.items("bookings"):
        booking.only(side.invoice_key, "value")
        document = read_document(state, side, booking, side.invoice_key, faulty, prefix=prefix, credit=False)
        bookings.append((prefix + "value", document, booking.amount("value")))
    return bookings


def read_document(
    state: State, side: Side, reader: Reader, name: str, faulty: Faulty, *, credit: bool, prefix: str = ""
) -> ApiObject | None:
    """The document a field names, None and a fault when it cannot be settled."""
    document_id = reader.text(name)
    if not document_id:
        return None
    row = state.find(side.kind, document_id)
    if row is None or is_credit(side, row.document) is not credit:
        faulty.add(prefix + name, f"The selected {prefix}{name} is invalid.")
        return None
    reason = why_not_settled(row.document)
    if reason is not None:
        faulty.add(prefix + name, f"The document {reason}.")
    return row.document


def _refuse_overpayment(state: State, side: Side, bookings: list[_ReadBooking], faulty: Faulty) -> None:
    """Bookings of one payment on the same document count together."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, document, value in bookings:
        if document is None or why_not_settled(document) is not None:
            continue
        sums[document["id"]] += value
        if sums[document["id"]] > open_amount(state, document):
            faulty.add(key, f"The {key} exceeds the open amount of the {side.word} invoice.")


def apply_payment(state: State, new: NewPayment, now: str) -> ApiObject:
    """Store the payment, settle its documents, return it as Kanbert answers it. Inside a transaction."""
    sequence = state.next_sequence()
    payment = _payment(new, sequence, now)
    state.add(Kind.PAYMENT, payment)
    for booking in payment["bookings"]:
        note_settlement(state, new.side, booking[new.side.invoice_key], now, _payment_line(new, booking))
    return payment


def _payment(new: NewPayment, sequence: int, now: str) -> ApiObject:
    return {
        "id": make_id("payment", sequence),
        "type": new.type,
        "date_of_payment": new.day.isoformat(),
        "reference": new.reference,
        "iban": new.iban,
        "bic": new.bic,
        "value": sum((value for _, value in new.bookings), Decimal(0)),
        "payment_account": new.account,
        "bookings": [_booking(new, sequence, place, now) for place in range(len(new.bookings))],
        "updated_at": now,
        "created_at": now,
        "deleted_at": None,
    }


def _booking(new: NewPayment, sequence: int, place: int, now: str) -> ApiObject:
    document_id, value = new.bookings[place]
    return {
        "id": make_id("booking", sequence, place),
        "payment_type": "payment",
        "reference": new.reference,
        "value": value,
        "outgoing_invoice_id": None,
        "incoming_invoice_id": None,
        new.side.invoice_key: document_id,
        "updated_at": now,
        "created_at": now,
        "deleted_at": None,
    }


def _payment_line(new: NewPayment, booking: ApiObject) -> ApiObject:
    """What an incoming document shows of it in its `payments` (api.md 6)."""
    return {
        "id": booking["id"],
        "title": new.reference,
        "value": booking["value"],
        "payment_type": booking["payment_type"],
        "payment_account_id": new.account["id"],
        "account": None,
        "date": new.day.isoformat(),
    }
