"""How much of a document is still open, or why that cannot be known (money.md 4, 5; api.md U1, U2, U7, U24).

open = |sum_gross| − Σ bookings of its live payments, believed only when Kanbert's payment status tells the same story.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from importers.amounts import AmountError, exact_text, to_minor
from reconcile.records import Side

#: Kanbert's words for the same three states differ by side (api.md 8, 12).
PART_PAID = {Side.OUTGOING: "partly_paid", Side.INCOMING: "partial"}
PAYMENT_STATUSES = {
    Side.OUTGOING: frozenset(("open", "partly_paid", "paid", "cancelled")),
    Side.INCOMING: frozenset(("open", "partial", "paid")),
}
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """Minor units, positive. `open_minor` is None exactly when `doubts` says why."""

    gross_minor: int
    settled_minor: int
    open_minor: int | None
    doubts: tuple[str, ...]


def amounts_of(
    *,
    side: Side,
    is_credit: bool,
    payment_status: str,
    gross: Decimal | None,
    settled: Iterable[Decimal],
    currency: str,
    doubts: Iterable[str],
) -> Amounts:
    """The amounts of one document; `doubts` are reasons already known not to trust them."""
    reasons = list(doubts)
    gross_minor = _minor(gross, currency, "sum_gross", reasons)
    settled_minor = sum(_minor(value, currency, "a payment", reasons) for value in settled)
    if is_credit:  # the sign of a credit note and of its bookings is not documented (U24)
        gross_minor, settled_minor = abs(gross_minor), abs(settled_minor)
    elif gross_minor < 0:
        reasons.append("its amount is negative although it is no credit note (U24)")
    if not reasons:
        reasons += _contradictions(side, payment_status, abs(gross_minor), settled_minor, currency)
    open_minor = None if reasons else _open(payment_status, gross_minor, settled_minor)
    return Amounts(
        gross_minor=abs(gross_minor), settled_minor=settled_minor, open_minor=open_minor, doubts=tuple(reasons)
    )


def _minor(value: Decimal | None, currency: str, name: str, reasons: list[str]) -> int:
    if value is None:
        reasons.append(f"{name} is missing (U2)")
        return 0
    try:
        return to_minor(value, currency)
    except AmountError as error:
        reasons.append(f"{name}: {error} (U2)")
        return 0


def _contradictions(side: Side, status: str, gross: int, settled: int, currency: str) -> list[str]:
    """Empty when the payment status and the payments agree (U7)."""
    if status not in PAYMENT_STATUSES[side]:
        return [f"Kanbert calls its payment {status or 'nothing'}, a word this program does not know (U7)"]
    agrees = {
        "open": settled == 0,
        PART_PAID[side]: 0 < settled < gross,
        "paid": settled >= gross,
        CANCELLED: True,
    }[status]
    if agrees:
        return []
    paid, total = exact_text(settled, currency), exact_text(gross, currency)
    return [f"Kanbert calls it {status}, but its payments add up to {paid} of {total} (U7)"]


def _open(status: str, gross: int, settled: int) -> int:
    """Nothing is open of a cancelled or overpaid document."""
    return 0 if status == CANCELLED else max(0, gross - settled)
