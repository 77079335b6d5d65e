"""Numbers that a payer writes on its lines again and again: its customer number, a contract, whatever it is called.

They say nothing of the single document. A number that comes once, or that is called an invoice's, may be another one's.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.texts import Texts

#: Lines of one payer, this one among them.
_OFTEN = 3


class Recurring:
    """Asked line by line; a payer's lines are looked through once."""

    def __init__(self, lines: Columns, texts: Texts) -> None:
        """`lines`: who pays is known by account, else by name."""
        self._texts = texts
        self._payers = np.where(lines["iban"] != "", lines["iban"], lines["name"])
        self._lines: dict[str, list[int]] | None = None
        self._often: dict[str, frozenset[str]] = {}

    def unread(self, line: int, numbers: list[str]) -> list[str]:
        """What `Texts.unread` finds beside `numbers`, without what the payer says always."""
        found = self._texts.unread(line, numbers)
        return [one for one in found if one not in self.of(line)] if found else found

    def of(self, line: int) -> frozenset[str]:
        """What looks like a number on the line, and on others of its payer."""
        payer = self._payers[line]
        if not payer:
            return frozenset()
        if payer not in self._often:
            lines, texts = self._lines_of(payer), self._texts
            times = Counter(one for other in lines for one in set(texts.unread(other, ())))
            often = {one for one, count in times.items() if count >= _OFTEN}
            self._often[payer] = frozenset(often.difference(*map(texts.of_invoices, lines)) if often else ())
        return self._often[payer]

    def _lines_of(self, payer: str) -> list[int]:
        if self._lines is None:
            self._lines = defaultdict(list)
            for line, one in enumerate(self._payers.tolist()):
                self._lines[one].append(line)
        return self._lines[payer]
