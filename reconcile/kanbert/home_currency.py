"""The currency incoming documents are taken to be in, as Kanbert names none (money.md 6; api.md U16)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconcile.kanbert.schemas import OutgoingInvoiceObject
from reconcile.kanbert.texts import one_line

_CODE = re.compile(r"[A-Z]{3}", re.ASCII)
_REMEDY = 'supplier invoices stay unmatched until config.toml says [company] currency = "EUR", or whichever it is'

PARTIAL = f"the pulled data holds only what can still matter, which does not show the home currency: {_REMEDY}"
UNKNOWN = f"Kanbert names no currency for incoming documents: {_REMEDY}"


def currency_code(text: str) -> str:
    """ISO 4217 shape, upper case; "" when `text` has another."""
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) else ""


def home_currency_of(configured: str, outgoing: Iterable[OutgoingInvoiceObject]) -> tuple[str, str]:
    """(currency, "") or ("", why not): the configured one, else the sole currency of all booked outgoing documents."""
    if configured:
        code = currency_code(configured)
        return code, "" if code else f"[company] currency is odd: {configured}"
    found, doubt = seen_currency_of(outgoing)
    return found, f"{doubt}: {_REMEDY}" if doubt else ""


def seen_currency_of(outgoing: Iterable[OutgoingInvoiceObject]) -> tuple[str, str]:
    """The same of the documents alone, without what to do about it."""
    booked = [one for one in outgoing if one.status == "booked"]
    nameless = sorted(one_line(one.invoice_number) or one.id for one in booked if not currency_code(one.currency))
    if nameless:
        return "", f"outgoing invoice {nameless[0]} has no currency, so the home currency cannot be known"
    seen = sorted({currency_code(one.currency) for one in booked})
    if not seen:
        return "", "no booked outgoing invoice shows the home currency"
    if len(seen) > 1:
        return "", f"outgoing invoices are in {', '.join(seen)}, so the home currency cannot be known"
    return seen[0], ""
