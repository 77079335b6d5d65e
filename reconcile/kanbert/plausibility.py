"""Are amounts in euros or in cents? Nothing says so; many whole numbers, and a statement beside them, do (U1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median_low

from importers.amounts import NOISE
from reconcile.kanbert.schemas import InvoiceObject

#: Fewer sums prove nothing about their unit.
_ENOUGH_SUMS = 20
_TIMES = 10


def suspicion_of_cents(invoices: Iterable[InvoiceObject], grosses: Sequence[int], lines: Sequence[int]) -> str:
    """Why amounts may be cents, else "". `grosses` and `lines` in minor units: of documents, of a statement if known.

    Without a statement the whole numbers alone are told; with one, only when documents are ten times its lines.
    """
    sums = [value for one in invoices for value in (one.sum_net, one.sum_tax, one.sum_gross) if value]
    if len(sums) < _ENOUGH_SUMS or not all(map(_is_whole, sums)):
        return ""
    whole = f"all {len(sums)} sums of documents are whole numbers"
    if not lines or not grosses:
        return f"{whole}: if they look a hundred times too large, Kanbert counts in cents (U1)"
    if median_low(map(abs, grosses)) <= _TIMES * median_low(map(abs, lines)):
        return ""
    return f"{whole} and far above what the bank's lines show: Kanbert seems to count in cents (U1)"


def _is_whole(value: Decimal) -> bool:
    return abs(value - value.to_integral_value()) <= NOISE
