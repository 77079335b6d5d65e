"""A payer's own numbers: those it writes on its lines again and again (its customer number, a contract, whatever it is
called), and those of its advices and runs of payments.

They say nothing of the single document. A number that comes once, or that is called an invoice's, may be another one's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.reading.texts import Texts
from reconcile.records import BankLine

#: Lines of one payer, this one among them.
_OFTEN = 3
#: In so few lines a number is looked for, before all that stand there are counted.
_FEW_LINES = 100

_NONE = frozenset[str]()


class Recurring:
    """Asked line by line; a payer's lines are looked through once, and only where a text comes often enough."""

    def __init__(self, lines: Sequence[BankLine], columns: Columns, texts: Texts) -> None:
        """`columns`: of the lines; who pays is known by account, else by name."""
        self._lines, self._texts = lines, texts
        self._payers = np.where(columns["iban"] != "", columns["iban"], columns["name"])
        self._by_payer: dict[str, list[int]] | None = None
        self._often: dict[str, frozenset[str]] = {}

    def of(self, line: int, found: Sequence[str]) -> frozenset[str]:
        """Those of the texts `found` on this line that number its payer's advice or run of payments, or look like a
        number on others of its payer as well and are called no invoice's there."""
        if not found:
            return _NONE
        advices = filter(str.isdigit, self._texts.of_advices(line).intersection(found))  # with a mark it may be ours
        return self._often_said(line, found).union(advices)

    def _often_said(self, line: int, found: Sequence[str]) -> frozenset[str]:
        payer = self._payers[line]
        if not payer:
            return _NONE
        lines = self._lines_of(payer)
        if len(lines) < _OFTEN or (len(lines) <= _FEW_LINES and not self._come_often(lines, found)):
            return _NONE
        return self._of_payer(payer).intersection(found)

    def _come_often(self, lines: Sequence[int], found: Sequence[str]) -> bool:
        """One of them does, as written."""
        texts = [self._lines[line].transaction.remittance for line in lines]
        return any(sum(one in text for text in texts) >= _OFTEN for one in found)

    def _of_payer(self, payer: str) -> frozenset[str]:
        if payer not in self._often:
            lines, texts = self._lines_of(payer), self._texts
            times = Counter(one for other in lines for one in set(texts.unread(other, ())))
            often = {one for one, count in times.items() if count >= _OFTEN}
            self._often[payer] = frozenset(often.difference(*map(texts.of_invoices, lines)) if often else ())
        return self._often[payer]

    def _lines_of(self, payer: str) -> list[int]:
        if self._by_payer is None:
            self._by_payer = defaultdict(list)
            for line, one in enumerate(self._payers.tolist()):
                self._by_payer[one].append(line)
        return self._by_payer[payer]
