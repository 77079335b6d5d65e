"""Lines that may pay once more what an earlier line paid without a word.

Whoever pays through a payment service or from a parent's account is not seen in the line, so an earlier payment that
names nothing is no candidate of the document. Beside a later line of the same account or name and of the same amount it
may have been the document's payment all the same (money.md 6).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.reading.joins import are_first
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.weighing.turn import Scored

#: Days. Who is billed by the month and pays without a word may pay so long before the invoice is written.
_AHEAD = 31


class Repeats:
    """Of each line the latest earlier one of the same account or name, direction and amount that names no document."""

    def __init__(self, scored: Scored, named: Bools) -> None:
        """`named`: lines that name a document."""
        columns = scored.line_columns
        self._days, self._invoice_days = columns["day"], scored.item_columns["invoice_day"]
        amounts = columns["flow"] * columns["amount"]
        self._before = np.maximum(*(_silent_before(columns[payer], amounts, named) for payer in ("iban", "name")))
        self._before_of = self._before.data  # single cells are read faster so
        self._named = named

    def earlier(self, line: int, item: int) -> int | None:
        """The earlier line, when it may have paid this document: nobody pays long before the invoice is written. Where
        the line names the document itself, nobody else paid it before either."""
        before = self._before_of[line]
        grace = DATE_GRACE if self._named[line] else _AHEAD
        return before if before >= 0 and self._is_in_time(before, item, grace) else None

    def of_pairs(self, lines: Ints, items: Ints) -> Bools:
        """Whether there is such an earlier line, of each pair, if the line names the document."""
        before = self._before[lines]
        found: Bools = (before >= 0) & self._is_in_time(before, items, DATE_GRACE)
        return found

    def _is_in_time(self, lines: Any, items: Any, grace: int) -> Any:
        """Of one pair, or of many. `grace`: days before the invoice."""
        return self._days[lines] + grace >= self._invoice_days[items]


def _silent_before(payers: NDArray[np.object_], amounts: Ints, named: Bools) -> Ints:
    before = np.full(len(amounts), -1, dtype=np.int64)
    rows = np.flatnonzero(payers != "")
    codes, _ = pd.factorize(payers[rows])
    grouped = np.lexsort((rows, amounts[rows], codes))
    order = rows[grouped]
    new, places = are_first(codes[grouped], amounts[order]), np.arange(len(order))
    starts = np.maximum.accumulate(np.where(new, places, 0))
    latest = np.maximum.accumulate(np.where(named[order], -1, places))
    latest = np.concatenate(([-1], latest[:-1]))[: len(order)]
    found = latest >= starts
    before[order[found]] = order[latest[found]]
    return before
