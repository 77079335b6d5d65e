"""Whom a text names in words: `Zahlung für Schulze AG` from an account of somebody else's.

Asked only where no number says which document is meant: the account leads to its owner's, the words to another's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from reconcile.matching.fellows import Fellows
from reconcile.matching.parties import Parties
from reconcile.matching.reading.likeness import SHORTEST_WORD, words_in
from reconcile.matching.reading.text import fold, name_words, plain
from reconcile.records import BankLine, OpenItem

_Words = frozenset[str]
#: Words.
_LONGEST_NAME = 8


#: What stands behind it, as long as a name may be.
_PAID_FOR = re.compile(
    r"\b(?:fur(?: den)?|im auftrag(?: von| der| des)?|i\. ?a\.|on behalf of|pour(?: le)? compte de|per conto di)"
    r"[ :]+(.{1,60})"
)


class NamedParties:
    """Parties by the words of their names: all of one name stand in the text."""

    def __init__(
        self, lines: Sequence[BankLine], items: Sequence[OpenItem], parties: Parties, fellows: Fellows
    ) -> None:
        self._lines, self._items, self._parties, self._fellows = lines, items, parties, fellows
        self._names = [[words for name in sorted(names) if (words := _words_of(name))] for names in parties.names]
        self._one_of = dict(zip(parties.of_items, range(len(items)), strict=True))  #: by party
        self._called: dict[str, set[int]] = defaultdict(set)
        for party, folded in enumerate(parties.names):
            for name in folded:
                self._called[name].add(party)
        times = Counter(word for of_party in self._names for words in of_party for word in words)
        self._by_word: dict[str, list[tuple[_Words, int]]] = defaultdict(list)  #: by the rarest of each name
        for party, of_party in enumerate(self._names):
            for words in of_party:
                self._by_word[min(words, key=lambda word: (times[word], word))].append((words, party))
        self._as_written: dict[str, set[int]] = defaultdict(set)
        for names, party in {(item.party_names, party) for item, party in zip(items, parties.of_items, strict=True)}:
            for name in names:
                self._as_written[plain(name)].add(party)

    def another_that_owes_it(self, line: int, item: int, *, by_text: bool = False) -> int | None:
        """A document of another party's, of which just the line's amount is open: the text names that party, or (but
        for `by_text`) the line is from somebody of just its name, and not of this one's."""
        party = self._parties.of_items[item]
        said = self._said(self._lines[line].transaction.remittance, party, words_in(self._items[item].title))
        called = () if by_text else self._of_just_this_name(line, party)
        return self._owes_it(line, party, (*said, *called))

    def payer_owes_it(self, line: int, item: int, payer: str, like: Sequence[int] = ()) -> int | None:
        """A document of another party's that is called like the payer (folded), and this one is not. `like`: parties of
        similar names, where none is called so."""
        party, called = self._parties.of_items[item], self._called.get(payer, like) if payer else ()
        return None if party in called else self._owes_it(line, party, sorted(called))

    def named_by(self, payer: str, item: int) -> list[int]:
        """Parties other than this one's of which a name is part of the payer's: banks put the town behind it."""
        return self._said(payer, self._parties.of_items[item], frozenset())

    def bill_of(self, line: int, item: int, amount: int) -> int | None:
        """A document of whoever is called like this one's party, on the other side: of just this amount."""
        party = self._parties.of_items[item]
        called = {other for name in self._parties.names[party] for other in self._called[name]}
        others = (other for other in sorted(called) if self._parties.sides[other] is not self._parties.sides[party])
        one = self._lines[line].transaction
        day = one.booking_date.toordinal()
        found = (self._fellows.of_amount(other, one.currency, day, amount) for other in others)
        return next((other for other in found if other is not None), None)

    def are_called(self, names: Iterable[str]) -> list[bool]:
        """Of each folded name whether it is somebody's in the books."""
        return [name in self._called for name in names]

    def _owes_it(self, line: int, party: int, others: Iterable[int]) -> int | None:
        """A document of the first of the others, on this party's side, that owes just the line's amount."""
        transaction = self._lines[line].transaction
        amount, day = abs(transaction.amount_minor), transaction.booking_date.toordinal()
        for other in others:
            if self._parties.sides[other] is self._parties.sides[party]:
                owed = self._fellows.of_amount(other, transaction.currency, day, amount)
                if owed is not None:
                    return owed
        return None

    def another_meant(self, line: int, item: int) -> int | None:
        """A document of another party of the books, whatever that owes: the text says that it is paid for that."""
        party = self._parties.of_items[item]
        for match in _PAID_FOR.finditer(fold(self._lines[line].transaction.remittance)):
            said, title = match.group(1), words_in(self._items[item].title)
            other = self._one(party, (*self._begins(said, party, title), *self._said(said, party, title)))
            if other is not None:
                return other
        return None

    def another_called_so(self, line: int, item: int) -> int | None:
        """A document of another party of the books, whatever that owes: the line is from somebody of just its name, and
        not of this one's."""
        party = self._parties.of_items[item]
        return self._one(party, self._of_just_this_name(line, party))

    def _one(self, party: int, others: Iterable[int]) -> int | None:
        """A document of the first of the others that is on this one's side."""
        same_side = (other for other in others if self._parties.sides[other] is self._parties.sides[party])
        return next((self._one_of[other] for other in same_side if other in self._one_of), None)

    def _said(self, text: str, party: int, title: _Words) -> list[int]:
        """Other parties of which a name stands in the text, and in none of this one's. `title`: of the document; a firm
        that is called by one word of it (`IT Service AG`) is not meant."""
        words, own = words_in(text) if text else frozenset(), self._names[party]
        near = (pair for word in words & self._by_word.keys() for pair in self._by_word[word])
        said = {
            other
            for name, other in near
            if name <= words
            and other != party
            and not (len(name) == 1 and name <= title)
            and (not _is_part_of(name, own) or self._is_told_apart(text, party, other))
        }
        return sorted(said)

    def _is_told_apart(self, text: str, party: int, other: int) -> bool:
        """The words of the two are the same but for the shortest (`WEG Lindenallee 14` and 12): the text says the name
        of the other as a whole, which is no part of this one's, and not this one's."""
        said, own = f" {' '.join(name_words(text))} ", self._parties.names[party]
        theirs = [name for name in self._parties.names[other] if f" {name} " in said]
        is_apart = any(not any({*name.split()} <= {*ours.split()} for ours in own) for name in theirs)
        return is_apart and not any(f" {ours} " in said for ours in own)

    def _begins(self, text: str, party: int, title: _Words) -> Collection[int]:
        """Other parties of just the name that a folded text begins with, the longest: so short a word tells `Windpark
        II` from `Windpark I`. The same is no other party as in `_said`."""
        words = name_words(text)[:_LONGEST_NAME]
        names = (" ".join(words[:count]) for count in range(len(words), 1, -1))
        name = next((name for name in names if name in self._called), "")
        is_own = any({*name.split()} <= {*own.split()} for own in self._parties.names[party])
        return () if is_own or _words_of(name) <= title else sorted(self._called[name] - {party})

    def _of_just_this_name(self, line: int, party: int) -> Collection[int]:
        parties = self._as_written.get(plain(self._lines[line].transaction.counterparty_name), ())
        return () if party in parties else sorted(parties)


def _words_of(folded: str) -> _Words:
    """As `words_in` finds them in a text."""
    return frozenset(word for word in folded.split() if len(word) >= SHORTEST_WORD)


def _is_part_of(name: _Words, others: Sequence[_Words]) -> bool:
    """`Müller` is said by whoever says `Müller Logistik`."""
    return any(name <= other for other in others)
