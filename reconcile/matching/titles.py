"""What a text says its payment is for, against the titles of one party's documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from reconcile.matching.columns import coded
from reconcile.matching.fellows import Fellows
from reconcile.matching.likeness import LONGEST_SAID, words_in
from reconcile.matching.months import MONTHS, months_said, number_of_month
from reconcile.matching.runs import Ints
from reconcile.matching.text import fold
from reconcile.records import BankLine, OpenItem


class Titles:
    """Titles are fewer than documents: each is cut into words once, when it is first asked for."""

    def __init__(self, lines: Sequence[BankLine], items: Sequence[OpenItem], fellows: Fellows) -> None:
        self._lines, self._items, self._fellows = lines, items, fellows
        self.coded = coded(np.array([item.title for item in items], dtype=object))  #: of the items
        self._code = self.coded.codes.data  # read cell by cell
        self._words: dict[int, frozenset[str]] = {}
        self._silent = np.zeros(len(lines), dtype=bool)

    def said_instead(self, line: int, items: Sequence[int]) -> int | None:
        """The first other document of the items' party, written by the day of the line, all of whose title stands in
        the text (as the level "same" of the signal `title`), and of none of these does."""
        if self._silent[line]:
            return None
        transaction = self._lines[line].transaction
        words, code = words_in(transaction.remittance), self._code
        if self._said({code[item] for item in items}, words):
            return None
        others = self._fellows.others(items[0], transaction.booking_date.toordinal())
        said = self._said({code[other] for other in others}, words)
        return next((other for other in others if code[other] in said), None) if said else None

    def speaks_of_another_month(self, line: int, item: int) -> bool:
        """The title is of a month, and the text of the same in another: one that the document was not written in."""
        title = self._words_of(self._code[item])
        months = title & MONTHS
        if not months:
            return False
        remittance, written = self._lines[line].transaction.remittance, self._items[item].invoice_date
        kept = {word for word in title - months if not word.isdecimal()}
        if not kept <= words_in(remittance):
            return False
        said = months_said(fold(remittance[:LONGEST_SAID]))
        in_time = written is not None and any(number_of_month(month) == written.month for month in said)
        return bool(said) and said.isdisjoint(months) and not in_time

    def learn(self, silent: Ints) -> None:
        """Lines whose texts hold no word of any title."""
        self._silent[silent] = True

    def _said(self, codes: Iterable[int], words: frozenset[str]) -> set[int]:
        """Those of the titles all of whose words these are."""
        return {code for code in codes if (title := self._words_of(code)) and title <= words}

    def _words_of(self, code: int) -> frozenset[str]:
        words = self._words.get(code)
        if words is None:
            words = self._words[code] = words_in(self.coded.texts[code])
        return words
