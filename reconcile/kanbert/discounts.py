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
    terms_minor: int = 0  #: what the terms grant on the gross, taken or not


def discount_of(invoice: OutgoingInvoiceObject, *, gross_minor: int, currency: str, last_day: date | None) -> Discount:
    percent = invoice.payment_discount
    if not percent:
        return Discount()
    if not 0 < percent < 100:
        return Discount(certain=False)
    terms = _share(gross_minor, percent)
    if _already_granted(invoice):
        return Discount(terms_minor=terms)
    undiscounted = _sum_before(invoice, currency)
    if undiscounted is not None and undiscounted - gross_minor == _share(undiscounted, percent):
        return Discount(terms_minor=terms)  # sum_gross already is net and tax less the discount
    visible = invoice.discounts is not None and all(one.is_payment_discount is False for one in invoice.discounts)
    certain = visible and undiscounted == gross_minor and last_day is not None
    return Discount(terms, last_day, certain, terms)


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
