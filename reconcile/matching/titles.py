"""What a text says its payment is for, against the titles of one party's documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from reconcile.matching.columns import coded
from reconcile.matching.fellows import Fellows
from reconcile.matching.likeness import LONGEST_SAID, counted_in, words_in
from reconcile.matching.months import MONTHS, Month, months_about, months_said
from reconcile.matching.runs import Ints
from reconcile.matching.text import fold
from reconcile.records import BankLine, OpenItem, Side


class Titles:
    """Titles are fewer than documents: each is cut into words once, when it is first asked for."""

    def __init__(
        self, lines: Sequence[BankLine], items: Sequence[OpenItem], fellows: Fellows, settled: Sequence[OpenItem]
    ) -> None:
        """`settled`: documents of which nothing is open any more."""
        self._lines, self._items, self._fellows = lines, items, fellows
        self.coded = coded(np.array([item.title for item in items], dtype=object))  #: of the items
        self._code = self.coded.codes.data  # read cell by cell
        self._words: dict[int, frozenset[str]] = {}
        self._counted: dict[int, frozenset[tuple[str, str]]] = {}
        self._silent, self._monthless = np.zeros(len(lines), dtype=bool), np.zeros(len(lines), dtype=bool)
        self._months: dict[int, frozenset[str]] = {}  #: that lines say
        self._settled: dict[tuple[Side, str], dict[str, OpenItem]] = defaultdict(dict)  #: by party and title
        for one in settled:
            self._settled[_party(one)].setdefault(one.title, one)

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

    def said_of_settled(self, line: int, items: Sequence[int]) -> OpenItem | None:
        """A paid document of the items' party, all of whose title stands in the text, and of none of these does."""
        theirs = self._settled.get(_party(self._items[items[0]])) if self._settled else None
        if not theirs:
            return None
        words = words_in(self._lines[line].transaction.remittance)
        if self._said({self._code[item] for item in items}, words):
            return None
        return next((one for title, one in theirs.items() if (said := words_in(title)) and said <= words), None)

    def speaks_of_another_month(self, line: int, item: int) -> bool:
        """In a month in which nobody pays for this document."""
        return self._month(line, item) is Month.ANOTHER

    def months_of_pairs(self, line: Ints, item: Ints) -> Ints:
        """`Month` of each pair, as a number."""
        levels = np.zeros(len(line), dtype=np.int64)
        rows = np.flatnonzero(~self._monthless[line])
        levels[rows] = list(map(self._month, line[rows].tolist(), item[rows].tolist()))
        return levels

    def _month(self, line: int, item: int) -> Month:
        """What the line's months say of the document: the title's, else its date's, or the one before, which it is for;
        in its year, where one is said."""
        said = self._months_of(line)
        if not said:
            return Month.NOTHING
        title, written = self._words_of(self._code[item]) & MONTHS, self._items[item].invoice_date
        if title & said:
            return Month.ANOTHER if self.counts_otherwise(line, item) else Month.SAID
        own, before = months_about(written) if written else ("", "")
        if written and own in said:
            of_date = Month.ANOTHER if self._says_another_year(line, own, written.year) else Month.DATED
            return Month.NOTHING if title else of_date
        return Month.ANOTHER if title or (written and before not in said) else Month.NOTHING

    def _says_another_year(self, line: int, month: str, year: int) -> bool:
        counted = counted_in(self._lines[line].transaction.remittance)
        years = {number for what, number in counted if what == month and len(number) == len(str(year))}
        return bool(years) and str(year) not in years

    def _months_of(self, line: int) -> frozenset[str]:
        if self._monthless[line]:
            return frozenset()
        months = self._months.get(line)
        if months is None:
            text = self._lines[line].transaction.remittance
            months = self._months[line] = months_said(fold(text[:LONGEST_SAID]))
        return months

    def says_another(self, line: int, item: int) -> bool:
        """Another month, another part or year of the same, or what a paid document is for."""
        if self.speaks_of_another_month(line, item) or self.counts_otherwise(line, item):
            return True
        return self.said_of_settled(line, (item,)) is not None

    def counts_otherwise(self, line: int, item: int) -> bool:
        """The title counts something, and the text the same with another number: `2. Abschlag`, `Wohnung 4`, a month in
        another year."""
        counted = self._counted_of(self._code[item])
        if not counted:
            return False
        said = counted_in(self._lines[line].transaction.remittance)
        others = {what for what, _ in said - counted}
        return any(what in others and (what, number) not in said for what, number in counted)

    def learn(self, silent: Ints, monthless: Ints) -> None:
        """Lines whose texts hold no word of any title, and those that hold no month."""
        self._silent[silent] = True
        self._monthless[monthless] = True

    def _said(self, codes: Iterable[int], words: frozenset[str]) -> set[int]:
        """Those of the titles all of whose words these are."""
        return {code for code in codes if (title := self._words_of(code)) and title <= words}

    def _counted_of(self, code: int) -> frozenset[tuple[str, str]]:
        counted = self._counted.get(code)
        if counted is None:
            counted = self._counted[code] = counted_in(self.coded.texts[code])
        return counted

    def _words_of(self, code: int) -> frozenset[str]:
        words = self._words.get(code)
        if words is None:
            words = self._words[code] = words_in(self.coded.texts[code])
        return words


def _party(item: OpenItem) -> tuple[Side, str]:
    return item.side, item.party_id or item.party_name
