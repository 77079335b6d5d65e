"""What a payment settles of which document, read from its bookings."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from reconcile.kanbert.answers import ApiObject

#: The direction that settles; the other one gives money back (api.md U3).
_SETTLING_TYPE = {"outgoing_invoice_id": "in", "incoming_invoice_id": "out"}


def settlements(payment: ApiObject) -> Iterator[tuple[str, Decimal]]:
    """(document, value) of each booking; negative where money is given back, 0 when the booking is archived.

    Raises ValueError when the bookings are no bookings.
    """
    bookings = payment.get("bookings") or []
    if not isinstance(bookings, list) or not all(isinstance(booking, dict) for booking in bookings):
        raise ValueError("the bookings of the payment are no array of objects")
    for booking in bookings:
        for key, settling_type in _SETTLING_TYPE.items():
            if booking.get(key) is not None:
                sign = 1 if payment.get("type") == settling_type else -1
                live = booking.get("deleted_at") is None
                yield str(booking[key]), sign * _exact(booking.get("value")) if live else Decimal(0)


def _exact(value: object) -> Decimal:
    amount = number_of(value)
    if amount is None:
        raise ValueError("the value of a booking is no number")
    return amount


def number_of(value: object) -> Decimal | None:
    """Of a number, or of a text that is one (api.md U2); None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
