"""What a text says its payment is for, against the titles of one party's documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from reconcile.matching.columns import coded
from reconcile.matching.fellows import Fellows
from reconcile.matching.parties import PartyKey, party_key
from reconcile.matching.reading.contrast import speaks_of
from reconcile.matching.reading.likeness import LONGEST_SAID, words_in
from reconcile.matching.reading.months import MONTHS, MONTHS_OF_PARTS, Month, month_of, months_said
from reconcile.matching.reading.numbered import numbered_in
from reconcile.matching.reading.parts import Part, part_asked, part_said
from reconcile.matching.reading.runs import Ints
from reconcile.matching.reading.said_years import counts_another_year, years_of
from reconcile.matching.reading.short_months import short_months
from reconcile.matching.reading.text import fold, words_of
from reconcile.matching.reading.title_numbers import numbers_another
from reconcile.records import BankLine, OpenItem

_T = TypeVar("_T")


class Titles:
    """Titles are fewer than documents: each is cut into words once, when it is first asked for."""

    def __init__(
        self, lines: Sequence[BankLine], items: Sequence[OpenItem], fellows: Fellows, settled: Sequence[OpenItem]
    ) -> None:
        """`settled`: documents of which nothing is open any more."""
        self._lines, self._items, self._fellows = lines, items, fellows
        self.coded = coded(np.array([item.title for item in items], dtype=object))  #: of the items
        self._code = self.coded.codes.data  # read cell by cell
        texts = self.coded.texts
        self._words = _Once(lambda code: words_in(texts[code]))
        self._numbered = _Once(lambda code: numbered_in(texts[code]))
        self._part = _Once(lambda code: part_asked(texts[code]))
        self._years = _Once(lambda code: years_of(texts[code]))
        self._title_months = _Once(lambda code: months_said(fold(texts[code][:LONGEST_SAID])))
        self._silent, self._monthless = np.zeros(len(lines), dtype=bool), np.zeros(len(lines), dtype=bool)
        self._months = _Once(self._months_of)
        #: by party, and by title and amount
        self._settled: dict[PartyKey, dict[tuple[str, int], OpenItem]] = defaultdict(dict)
        for one in settled:
            self._settled[party_key(one)].setdefault((one.title, one.gross_minor), one)

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
        """A paid document of the items' party and of just the line's amount, all of whose title stands in the text, and
        of none of these does; or of which the text says what theirs have not, and nothing that only theirs have."""
        theirs = self._settled.get(party_key(self._items[items[0]])) if self._settled else None
        if not theirs:
            return None
        text, amount = self._lines[line].transaction.remittance, abs(self._lines[line].transaction.amount_minor)
        fitting = [(title, one) for (title, gross), one in theirs.items() if gross == amount]
        titles, words = [self._items[item].title for item in items], words_in(text)
        is_ours = bool(self._said({self._code[item] for item in items}, words))
        for title, one in fitting:
            is_said = not is_ours and len(whole := words_in(title)) > 1 and whole <= words
            if is_said or speaks_of(text, title, titles):
                return one
        return None

    def speaks_of_another_month(self, line: int, item: int) -> bool:
        """Than the document is for."""
        return self._month(line, item) is Month.ANOTHER

    def of_the_months_said(self, line: int, items: Iterable[int]) -> list[int]:
        """Those of the documents that are for a month the text says, else for one of its quarter or half-year."""
        if self._months[line]:
            return [item for item in items if self._month(line, item) in (Month.SAID, Month.DATED)]
        counted = numbered_in(self._lines[line].transaction.remittance)
        months = frozenset().union(*(MONTHS_OF_PARTS.get(one, frozenset()) for one in counted))
        return [item for item in items if months and self._is_for_one_of(item, months)]

    def _is_for_one_of(self, item: int, months: frozenset[str]) -> bool:
        title, written = self._title_months[self._code[item]], self._items[item].invoice_date
        return not title.isdisjoint(months) if title else written is not None and month_of(written) in months

    def months_of_pairs(self, line: Ints, item: Ints) -> Ints:
        """`Month` of each pair, as a number, where it tells documents apart."""
        levels = np.zeros(len(line), dtype=np.int64)
        rows = np.flatnonzero(~self._monthless[line])
        pairs = list(zip(line[rows].tolist(), item[rows].tolist(), strict=True))
        found = [self._month(*pair) for pair in pairs]
        told = [month and self.tells_month(*pair) for month, pair in zip(found, pairs, strict=True)]
        levels[rows] = np.where(told, found, Month.NOTHING)
        for row in np.flatnonzero(~self._silent[line] & (levels != Month.ANOTHER)).tolist():
            count = self._count(int(line[row]), int(item[row]))
            if count is Month.OTHERWISE or levels[row] == Month.NOTHING:
                levels[row] = count
        return levels

    def _count(self, line: int, item: int) -> Month:
        """What the text counts beside what the title does, but for the years of months."""
        short, numbered = self._short_month(line, item), self._numbered[self._code[item]]
        if not numbered or short is Month.OTHERWISE:
            return short
        if self._numbers_otherwise(line, item):
            return Month.OTHERWISE
        said = numbered & numbered_in(self._lines[line].transaction.remittance)
        return Month.COUNTED if any(what not in MONTHS for what, _ in said) else short

    def _short_month(self, line: int, item: int) -> Month:
        """What a month in digits of the text, which says none more plainly, is beside the title's; none is that of an
        earlier year than the payment's last, nor of a later than its next."""
        title, written = self._title_months[self._code[item]], self._items[item].invoice_date
        if not title or self._months[line]:
            return Month.NOTHING
        transaction = self._lines[line].transaction
        years = {str(transaction.booking_date.year + more) for more in (-1, 0, 1)}
        said = {one for one in short_months(transaction.remittance) if one[1] in years}
        own = {(month, year) for month, year in said if month in title and self._is_of_year(item, month, year)}
        if own or not said:
            return Month.COUNTED if own else Month.NOTHING
        is_date = written is not None and (month_of(written), str(written.year)) in said
        return Month.NOTHING if is_date else Month.OTHERWISE

    def _is_of_year(self, item: int, month: str, year: str) -> bool:
        years = {number for what, number in self._numbered[self._code[item]] if what == month}
        return not years or year in years

    def _month(self, line: int, item: int) -> Month:
        """What the line's months say of the document: the title's, else those in which it is paid for; in its year,
        where one is said."""
        said = self._months[line]
        if not said:
            return Month.NOTHING
        title, written = self._title_months[self._code[item]], self._items[item].invoice_date
        if title:
            if title & said:
                return Month.ANOTHER if self._numbers_otherwise(line, item) else Month.SAID
            return Month.NOTHING if written and month_of(written) in said else Month.ANOTHER
        if written is None:
            return Month.NOTHING
        if month_of(written) in said:
            return Month.ANOTHER if self._says_another_year(line, written) else Month.DATED
        return Month.ANOTHER if said.isdisjoint(_paid_for(written)) else Month.NOTHING

    def _says_another_year(self, line: int, written: date) -> bool:
        month, year = month_of(written), str(written.year)
        numbered = numbered_in(self._lines[line].transaction.remittance)
        years = {number for what, number in numbered if what == month and len(number) == len(year)}
        return bool(years) and year not in years

    def _months_of(self, line: int) -> frozenset[str]:
        """Those it says, without those that are the payer's name."""
        if self._monthless[line]:
            return frozenset()
        one = self._lines[line].transaction
        said = months_said(fold(one.remittance[:LONGEST_SAID]))
        return said - words_of(one.counterparty_name) if said else said

    def tells_month(self, line: int, item: int) -> bool:
        """The line's months are not just that of its booking; or something else the title says stands in the text too.
        `Projet Mars`, and a month in which somebody pays, choose no document."""
        if self._months[line] != {month_of(self._lines[line].transaction.booking_date)}:
            return True
        words = {word for word in self._words[self._code[item]] - MONTHS if not word.isdecimal()}
        return not words or not words.isdisjoint(words_in(self._lines[line].transaction.remittance))

    def counts_otherwise(self, line: int, item: int) -> bool:
        """The title says which of several it is, and the text another: `2. Abschlag`, `Schlussrechnung`, `2026`."""
        return (
            self._numbers_otherwise(line, item)
            or self._short_month(line, item) is Month.OTHERWISE
            or self._says_another_part(line, item)
            or numbers_another(self._lines[line].transaction.remittance, self._items[item].title)
            or self._says_another_of_the_years(line, item)
        )

    def _numbers_otherwise(self, line: int, item: int) -> bool:
        """The title counts something, and the text the same with another number: `2. Abschlag`, `Wohnung 4`, a month in
        another year."""
        numbered = self._numbered[self._code[item]]
        if not numbered:
            return False
        said = numbered_in(self._lines[line].transaction.remittance)
        others = {what for what, _ in said - numbered}
        return any(what in others and (what, number) not in said for what, number in numbered)

    def _says_another_part(self, line: int, item: int) -> bool:
        """What is paid ahead for what is left, or the other way round; in full: it is no rest of the document."""
        part, transaction = self._part[self._code[item]], self._lines[line].transaction
        if not part or abs(transaction.amount_minor) != self._items[item].gross_minor:
            return False
        return part_said(transaction.remittance) not in (Part.NOTHING, part)

    def _says_another_of_the_years(self, line: int, item: int) -> bool:
        years, record = self._years[self._code[item]], self._items[item]
        text = self._lines[line].transaction.remittance
        return bool(years) and counts_another_year(text, record.title, years, record)

    def learn(self, silent: Ints, monthless: Ints) -> None:
        """Lines whose texts hold no word of any title, and those that hold no month."""
        self._silent[silent] = True
        self._monthless[monthless] = True

    def _said(self, codes: Iterable[int], words: frozenset[str]) -> set[int]:
        """Those of the titles all of whose words these are."""
        return {code for code in codes if (title := self._words[code]) and title <= words}


class _Once(dict[int, _T]):
    """By number, each made when it is first asked for."""

    def __init__(self, make: Callable[[int], _T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, number: int) -> _T:
        made = self[number] = self._make(number)
        return made


#: In the second half of a month the next one is billed as well.
_SECOND_HALF = 15


def _paid_for(written: date) -> set[str]:
    """The months a document of this date may be for: its own, the one before, late in the month the next."""
    ahead = [month_of(written, 1)] if written.day >= _SECOND_HALF else []
    return {month_of(written), month_of(written, -1), *ahead}
