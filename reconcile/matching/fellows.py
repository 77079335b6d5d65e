"""The documents of one party. They lie side by side here: a party is looked at often, and its documents far apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from reconcile.matching.columns import Columns, coded
from reconcile.matching.reading.runs import Ints
from reconcile.matching.rules import DATE_GRACE


class Fellows:
    """Documents by their party. Days are those of a line: what was written later it cannot mean."""

    def __init__(self, items: Columns) -> None:
        party = items["party"]
        self._item, self._first = _by_party(np.arange(len(party)), party)
        self._owed, self._first_owed = _by_party(np.flatnonzero(items["open_known"] & (items["open"] > 0)), party)
        self._left: dict[int, list[int]] = {}  #: by party
        self._party = party.data  # single cells are read faster through such views
        self._written = items["invoice_day"].data  # 0 unknown: that may have been any day
        self._open = np.where(items["open_known"], items["open"], -1).data
        currency = coded(items["currency"])
        self._code_of = {text: code for code, text in enumerate(currency.texts)}
        self._currency = currency.codes.data

    def others(self, item: int, day: int, *, of_open: int | None = None) -> list[int]:
        """The other documents of the item's party; `of_open`: of which just so much was open at first."""
        party, latest, written = self._party[item], day + DATE_GRACE, self._written
        group = self._item[self._first[party] : self._first[party + 1]].tolist()
        found = [other for other in group if written[other] <= latest and other != item]
        return found if of_open is None else [other for other in found if self._open[other] == of_open]

    def of_amount(self, party: int, currency: str, day: int, amount: int) -> int | None:
        """The first document of this party, in this currency, of which just so much was open at first."""
        latest, code = day + DATE_GRACE, self._code_of.get(currency, -1)
        group = self._owed[self._first_owed[party] : self._first_owed[party + 1]].tolist()
        fitting = (item for item in group if self._open[item] == amount and self._currency[item] == code)
        return next((item for item in fitting if self._written[item] <= latest), None)

    def still_owed(self, party: int, currency: str, day: int, rest: Sequence[int]) -> list[int]:
        """Of this party, in this currency, of which something is known to be left. `rest`: of each item, what is; it
        only ever falls, so what is paid is not looked at again."""
        owed = self._left.get(party)
        if owed is None:
            owed = self._owed[self._first_owed[party] : self._first_owed[party + 1]].tolist()
        owed = self._left[party] = [item for item in owed if rest[item] > 0]
        latest, written, code = day + DATE_GRACE, self._written, self._code_of.get(currency, -1)
        return [item for item in owed if written[item] <= latest and self._currency[item] == code]


def _by_party(items: Ints, party: Ints) -> tuple[Ints, memoryview]:
    """(the items, those of a party side by side; of each party the place of the first)."""
    ordered = items[np.argsort(party[items], kind="stable")]
    return ordered, np.searchsorted(party[ordered], np.arange(party.max(initial=-1) + 2)).data
