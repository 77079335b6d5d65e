"""Which way money went, as Kanbert's `type` says it: assumed, then compared with the payments that exist (U3, U4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.kanbert.answers import ApiObject
from reconcile.records import Side

#: money.md 1, api.md U3: what a payment is, seen from our own account.
PAYMENT_TYPE = {Side.OUTGOING: "in", Side.INCOMING: "out"}
#: money.md 13: so many comparable payments confirm what `in` and `out` mean.
COMPARABLE = 5


@dataclass(frozen=True, slots=True)
class Direction:
    """Of the payments on one kind of documents."""

    side: Side
    agreeing: int  #: are of the type we assume
    total: int

    @property
    def contradiction(self) -> str:
        """Why the assumption must be wrong, else "": fewer than five payments say nothing (U3)."""
        if self.total < COMPARABLE or self.agreeing * 2 > self.total:
            return ""
        return (
            f"{self.total - self.agreeing} of {self.total} payments on {self.side} invoices are not of type "
            f"`{PAYMENT_TYPE[self.side]}` (U3)"
        )


def directions_of(payments: Iterable[ApiObject]) -> dict[Side, Direction]:
    """Of live payments that others made; what this program posted repeats its own assumption."""
    seen: dict[Side, list[bool]] = {side: [] for side in Side}
    for payment in payments:
        if payment.get("deleted_at") or "KR1-" in str(payment.get("reference")):
            continue
        for side in _sides_of(payment):
            seen[side].append(payment.get("type") == PAYMENT_TYPE[side])
    return {side: Direction(side, sum(agreeing), len(agreeing)) for side, agreeing in seen.items()}


def _sides_of(payment: ApiObject) -> set[Side]:
    bookings = payment.get("bookings")
    shown = [one for one in bookings if isinstance(one, dict)] if isinstance(bookings, list) else []
    return {side for side in Side for one in shown if one.get(f"{side}_invoice_id")}
