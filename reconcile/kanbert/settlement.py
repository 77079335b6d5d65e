"""What payments say about invoices: how much of each is settled, and where they do not say it (api.md U7, U8, U17).

Pure, and independent of the order in which payments are listed. The unit is the one Kanbert uses, Decimal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.amounts import NOISE
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.documents import Key, distinct, id_of
from reconcile.kanbert.exact_json import dumps
from reconcile.kanbert.schemas import BookingObject, PaymentObject, read_object
from reconcile.records import Side


@dataclass(frozen=True, slots=True)
class Settlement:
    """One live payment's part on one document."""

    value: Decimal
    payment: PaymentObject


@dataclass(slots=True)
class Settlements:
    """All live bookings by document, and every reason not to trust them."""

    by_document: dict[Key, list[Settlement]] = field(default_factory=lambda: defaultdict(list))
    doubts: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))  #: about one document
    vague: dict[tuple[Side, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    #: (list, what is wrong) → payments that may settle any document of that list

    def values(self, key: Key) -> list[Decimal]:
        return [one.value for one in self.by_document.get(key, ())]

    def doubts_of(self, key: Key) -> tuple[str, ...]:
        """Why the settled amount of `key` is unknown, sorted; empty when it is known."""
        about_all = {_counted(fault, ids) for (side, fault), ids in self.vague.items() if side is key.side}
        return tuple(sorted(self.doubts.get(key, set()) | about_all))

    def warnings(self) -> tuple[str, ...]:
        """What a person should know before trusting open amounts, sorted."""
        about_all = {_counted(fault, ids) for (_, fault), ids in self.vague.items()}
        return tuple(sorted(about_all.union(*self.doubts.values())))


def _counted(fault: str, payment_ids: set[str]) -> str:
    if len(payment_ids) == 1:
        return f"payment {min(payment_ids)} {fault}"
    return f"payment {min(payment_ids)} and {len(payment_ids) - 1} more: each {fault}"


def settlements_of(payments: Iterable[ApiObject]) -> Settlements:
    """Read every payment once, deleted ones not at all. A payment listed twice counts once."""
    found = Settlements()
    for versions in _by_id(payments):
        for content in versions:
            _take(found, content, contradicted=len(versions) > 1)
    return found


def _by_id(payments: Iterable[ApiObject]) -> Iterator[Sequence[ApiObject]]:
    """Payments of one id together; one without an id stands for itself."""
    copies: dict[str, list[ApiObject]] = defaultdict(list)
    for content in payments:
        copies[id_of(content) or dumps(content)].append(content)
    return map(distinct, copies.values())


def _take(found: Settlements, content: ApiObject, *, contradicted: bool) -> None:
    payment, unreadable = read_object(PaymentObject, content)
    if payment.deleted_at:
        return
    if payment.bookings is None:
        _blame(found, payment, "does not say what it pays (U8)", list(Side))
        return
    bookings = list(_live_bookings(found, payment))
    for booking in bookings:
        _book(found, payment, booking)
    reasons = set(_reasons(payment, bookings, unreadable, contradicted=contradicted))
    for booking in bookings:
        for key in _keys_of(booking) if reasons else ():
            found.doubts[key] |= reasons


def _live_bookings(found: Settlements, payment: PaymentObject) -> Iterator[BookingObject]:
    for content in payment.bookings or ():
        shown = content if isinstance(content, dict) else {}
        booking, unreadable = read_object(BookingObject, shown)
        if booking.deleted_at:
            continue
        if any(name != "value" for name in unreadable) or not shown:
            _blame(found, payment, "has a booking that cannot be read (U8)", list(Side))
        elif not _keys_of(booking) and "incoming_invoice_id" not in shown:
            # The stored schema of a booking has no incoming_invoice_id (api.md 5.4): any document there may be meant.
            sides = [Side.INCOMING] if "outgoing_invoice_id" in shown else list(Side)
            _blame(found, payment, "does not show which document it pays (U8)", sides)
        yield booking


def _keys_of(booking: BookingObject) -> list[Key]:
    named = ((Side.OUTGOING, booking.outgoing_invoice_id), (Side.INCOMING, booking.incoming_invoice_id))
    return [Key(side, item_id) for side, item_id in named if item_id]


def _book(found: Settlements, payment: PaymentObject, booking: BookingObject) -> None:
    keys = _keys_of(booking)
    for key in keys:
        if booking.value is None:
            found.doubts[key].add(f"payment {payment.id} does not show how much it pays (U2)")
        elif len(keys) > 1:
            found.doubts[key].add(f"payment {payment.id} books one value on two documents (U19)")
        else:
            found.by_document[key].append(Settlement(booking.value, payment))


def _reasons(
    payment: PaymentObject, bookings: list[BookingObject], unreadable: tuple[str, ...], *, contradicted: bool
) -> Iterator[str]:
    if contradicted:
        yield f"payment {payment.id} is listed twice with different contents (U21)"
    if unreadable:
        yield f"payment {payment.id}: {', '.join(unreadable)} cannot be read"
    values = [booking.value for booking in bookings if booking.value is not None]
    whole = len(values) == len(bookings) and payment.value is not None
    if bookings and whole and abs(abs(sum(values, Decimal())) - abs(payment.value or Decimal())) > NOISE:
        yield f"payment {payment.id} is not the sum of its bookings (U17)"


def _blame(found: Settlements, payment: PaymentObject, fault: str, sides: list[Side]) -> None:
    for side in sides:
        found.vague[side, fault].add(payment.id)
