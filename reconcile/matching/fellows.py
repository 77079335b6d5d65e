"""The documents of one party, as lists: what belongs together is looked at one by one, and often."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.matching.columns import Columns
from reconcile.matching.parties import Parties
from reconcile.matching.rules import DATE_GRACE


class Fellows:
    """Documents by their party. Days are those of a line: what was written later it cannot mean."""

    def __init__(self, parties: Parties, items: Columns) -> None:
        self._party_of, self._of_party = parties.of_items, parties.items
        self._written: list[int] = items["invoice_day"].tolist()  # 0 unknown: that may have been any day
        self._currency: list[str] = items["currency"].tolist()
        self._known: list[bool] = items["open_known"].tolist()

    def others(self, item: int, day: int) -> list[int]:
        """The other documents of the item's party."""
        written, last = self._written, day + DATE_GRACE
        return [other for other in self._of_party[self._party_of[item]] if written[other] <= last and other != item]

    def still_owed(self, party: int, currency: str, day: int, rest: Sequence[int]) -> list[int]:
        """Of this party, in this currency, of which something is known to be left. `rest`: of each item, what is."""
        written, last, known, currencies = self._written, day + DATE_GRACE, self._known, self._currency
        return [
            item
            for item in self._of_party[party]
            if rest[item] > 0 and written[item] <= last and known[item] and currencies[item] == currency
        ]
