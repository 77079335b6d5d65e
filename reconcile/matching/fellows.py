"""The documents of one party. They lie side by side here: a party is looked at often, and its documents far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.matching.columns import Columns, coded
from reconcile.matching.rules import DATE_GRACE


class Fellows:
    """Documents by their party. Days are those of a line: what was written later it cannot mean."""

    def __init__(self, items: Columns) -> None:
        party = items["party"]
        self._item = np.argsort(party, kind="stable")
        self._party_of = party.data  # single cells are read faster through such a view
        self._first = np.searchsorted(party[self._item], np.arange(party.max(initial=-1) + 2)).data
        self._written = items["invoice_day"][self._item]  # 0 unknown: that may have been any day
        self._open = np.where(items["open_known"], items["open"], -1)[self._item]
        currency = coded(items["currency"])
        self._code_of = {text: code for code, text in enumerate(currency.texts)}
        self._currency = currency.codes[self._item]

    def others(self, item: int, day: int, *, of_open: int | None = None) -> list[int]:
        """The other documents of the item's party; `of_open`: of which just so much was open at first."""
        party = self._party_of[item]
        group = slice(self._first[party], self._first[party + 1])
        chosen = self._written[group] <= day + DATE_GRACE
        if of_open is not None:
            chosen &= self._open[group] == of_open
        return [other for other in self._item[group][chosen].tolist() if other != item]

    def still_owed(self, party: int, currency: str, day: int, rest: Sequence[int]) -> list[int]:
        """Of this party, in this currency, of which something is known to be left. `rest`: of each item, what is."""
        group = slice(self._first[party], self._first[party + 1])
        chosen = (self._written[group] <= day + DATE_GRACE) & (self._open[group] > 0)
        chosen &= self._currency[group] == self._code_of.get(currency, -1)
        return [item for item in self._item[group][chosen].tolist() if rest[item] > 0]
