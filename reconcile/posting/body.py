"""The exact bytes of a payment request (api.md 5.1, 5.2). Pure; built once, stored, re-sent verbatim (B1)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from importers.amounts import exact_text
from importers.statement import Transaction
from reconcile.kanbert.directions import PAYMENT_TYPE
from reconcile.posting.kanbert import invoice_key
from reconcile.records import Booking, Side

REFERENCE_LENGTH = 140
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")

_PARTY_NAME = {Side.OUTGOING: "customer_name", Side.INCOMING: "supplier_name"}


def reference_of(token: str, remittance: str) -> str:
    """`KR1-… <remittance>`: the token first, so that it survives truncation (U11); equal payments differ by it, should
    Kanbert merge equal ones (U29); `_` and `%` mean something in SQL (U9)."""
    return plain(f"{token} {remittance.replace('_', '-').replace('%', '-')}", REFERENCE_LENGTH)


def plain(text: str, length: int) -> str:
    """Printable characters and single blanks only, at most `length` of them, none at the ends."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:length].rstrip()


def request_body(transaction: Transaction, side: Side, account_id: str, bookings: Sequence[Booking]) -> bytes:
    """UTF-8 JSON; amounts are JSON numbers with all digits of the currency and never were floats (money.md 4)."""
    assert bookings, "a payment of nothing"
    assert all(booking.value_minor > 0 for booking in bookings), "a value that is not positive"
    fields = {
        "type": PAYMENT_TYPE[side],
        "payment_account_id": account_id,
        "reference": reference_of(transaction.transaction_id, transaction.remittance or transaction.creditor_reference),
        "date_of_payment": f"{transaction.booking_date.isoformat()}T12:00:00Z",  # the same day in -11..+11 h (U15)
        _PARTY_NAME[side]: plain(transaction.counterparty_name, 140),
        "iban": transaction.counterparty_iban if _IBAN.fullmatch(transaction.counterparty_iban) else "",
        "bic": transaction.counterparty_bic if _BIC.fullmatch(transaction.counterparty_bic) else "",
    }
    parts = [f"{_text(name)}:{_text(value)}" for name, value in fields.items() if value]
    booked = ",".join(_booking(side, booking, transaction.currency) for booking in bookings)
    return ("{" + ",".join(parts) + f',"bookings":[{booked}]' + "}").encode("utf-8")


def _booking(side: Side, booking: Booking, currency: str) -> str:
    value = exact_text(booking.value_minor, currency)
    return f'{{"{invoice_key(side)}":{_text(booking.item_id)},"value":{value}}}'


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
