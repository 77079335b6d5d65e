"""Amounts by which documents may be settled at once: what is open, and that less the discount; while nobody knows what
is open, the whole amount."""

from __future__ import annotations

from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.columns import Columns
from reconcile.matching.reading.joins import Groups, OfParties
from reconcile.matching.reading.runs import Ints


class Owed:
    """One row per document and amount, and the lines that pay just one of these, in its direction and currency."""

    def __init__(self, lines: Columns, items: Columns) -> None:
        whole = np.where(items["open_known"], items["open"], items["gross"])
        discounted = np.flatnonzero(items["discount"] > 0)
        item = np.concatenate((np.arange(len(whole)), discounted))
        amount = np.concatenate((whole, (items["open"] - items["discount"])[discounted]))
        possible = (amount > 0) & (items["currency"] != "")[item]
        self._item, amount = item[possible], amount[possible]
        self._amounts = np.unique(amount)
        self._currencies = {name: code for code, name in enumerate(dict.fromkeys(items["currency"].tolist()))}
        of_item = (items[name][self._item] for name in ("flow", "currency"))
        self._rows = OfParties(self._money(amount, *of_item), items["party"][self._item])
        self._paid = self._money(lines["amount"], lines["flow"], lines["currency"])

    def _money(self, amount: Ints, flow: Ints, currency: NDArray[Any]) -> Ints:
        """Amount, direction and currency as one integer; −1 where nobody owes as much."""
        place = np.minimum(np.searchsorted(self._amounts, amount), len(self._amounts) - 1)
        codes = np.fromiter(map(self._currencies.get, currency.tolist(), repeat(-1)), np.int64, len(currency))
        known = (codes >= 0) & (self._amounts[place] == amount) if len(self._amounts) else np.zeros(len(amount), bool)
        return np.where(known, (place * len(self._currencies) + codes) * 2 + (flow > 0), -1)

    def by_one_of(self, groups: Groups, payers: Ints) -> tuple[Ints, Ints]:
        """(line, item) of all that a party of the line's group owes. `payers`: of each line its group."""
        line, row = self._rows.lookup(self._paid, (groups, payers))
        return line, self._item[row]

    def by_few(self, most: int) -> tuple[Ints, Ints]:
        """(line, item) of amounts that are owed so many times at most."""
        line, found = self._rows.by_key.find(self._paid.astype(np.uint64))
        few = self._rows.by_key.rows.count[found] <= most
        place, row = self._rows.by_key.rows.expand(found[few])
        return line[few][place], self._item[row]
