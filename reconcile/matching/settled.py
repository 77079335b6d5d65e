"""Documents that are paid already, in Kanbert: a text that names one pays it once more, or is misread.

They are no candidates, nothing is open of them. But the account of a payer who pays last month's invoice again, and the
same amount, would lead to this month's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.numbers import named_in
from reconcile.matching.offers import KeyIndex, number_offers
from reconcile.matching.runs import cut
from reconcile.matching.text import Strength, squeeze
from reconcile.matching.texts import Texts
from reconcile.records import OpenItem, Side


class Settled:
    """Which settled documents each text names: by the whole number, or all its digits."""

    def __init__(
        self,
        documents: Sequence[OpenItem],
        still_open: Sequence[OpenItem],
        texts: Texts,
        lines: Columns,
        max_holders: int,
    ) -> None:
        """`still_open`: a number of theirs as well is no settled document's."""
        self._of_lines: dict[int, list[OpenItem]] = defaultdict(list)
        if documents:
            numbers = {squeeze(one.number) for one in still_open}
            alone = [one for one in documents if squeeze(one.number) not in numbers]
            self._find(alone, texts, lines, max_holders)

    def _find(self, documents: Sequence[OpenItem], texts: Texts, lines: Columns, max_holders: int) -> None:
        offers = number_offers(cut([one.number for one in documents]), np.arange(len(documents)))
        index = KeyIndex(offers, max_holders)
        money_in = np.array([one.side is Side.OUTGOING for one in documents], dtype=bool)
        found = set[tuple[int, int]]()
        for piece in texts.pieces:
            named = named_in(piece, index)
            line = texts.line[named.text]
            clear = np.isin(named.strength, _FULL) & ((lines["flow"][line] > 0) == money_in[named.item])
            found.update(zip(line[clear].tolist(), named.item[clear].tolist(), strict=True))
        for place, document in sorted(found):
            self._of_lines[place].append(documents[document])

    def named(self, line: int) -> Sequence[OpenItem]:
        """Of the side whose money runs as the line's does."""
        return self._of_lines.get(line, ())

    @property
    def lines(self) -> list[int]:
        """Those that name any."""
        return list(self._of_lines)


#: What is quoted in short may be another document's number.
_FULL = (Strength.WHOLE, Strength.DIGITS)


def named_but_settled(document: OpenItem) -> str:
    """Whoever looks for the payment finds it there."""
    return f"the text names {document.label}, of which nothing is open any more"
