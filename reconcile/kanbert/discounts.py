"""The early-payment discount still to be deducted (money.md 7; api.md U31)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from importers.amounts import AmountError, to_minor
from reconcile.kanbert.schemas import OutgoingInvoiceObject


@dataclass(frozen=True, slots=True)
class Discount:
    """`certain` is False when it cannot be seen whether Kanbert already lowered sum_gross by it."""

    minor: int = 0
    last_day: date | None = None
    certain: bool = True


def discount_of(invoice: OutgoingInvoiceObject, *, gross_minor: int, currency: str, last_day: date | None) -> Discount:
    percent = invoice.payment_discount
    if not percent or _already_granted(invoice):
        return Discount()
    if not 0 < percent < 100:
        return Discount(certain=False)
    undiscounted = _sum_before(invoice, currency)
    if undiscounted is not None and undiscounted - gross_minor == _share(undiscounted, percent):
        return Discount()  # sum_gross already is net and tax less the discount
    visible = invoice.discounts is not None and all(one.is_payment_discount is False for one in invoice.discounts)
    certain = visible and undiscounted == gross_minor and last_day is not None
    return Discount(_share(gross_minor, percent), last_day, certain)


def _already_granted(invoice: OutgoingInvoiceObject) -> bool:
    return any(one.is_payment_discount for one in invoice.discounts or ())


def _sum_before(invoice: OutgoingInvoiceObject, currency: str) -> int | None:
    if invoice.sum_net is None or invoice.sum_tax is None:
        return None
    try:
        return abs(to_minor(invoice.sum_net, currency) + to_minor(invoice.sum_tax, currency))
    except AmountError:
        return None


def _share(amount_minor: int, percent: Decimal) -> int:
    return int((Decimal(amount_minor) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))
