"""The names of all parties of the books, those of whom nothing is open among them: whom a line may be for instead."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from reconcile.matching.reading.text import fold_lines, fold_name, name_words
from reconcile.records import OpenItem, Side

#: Words: one alone is often what a document is for (`Messe`, `Theater`).
_FEWEST = 2
_WORD = re.compile("[^\\W\\d_]+")
_Parties = dict[str, str]  #: identity → name as written


class KnownNames:
    """By their folded names, a side at a time."""

    def __init__(self, items: Sequence[OpenItem], settled: Sequence[OpenItem]) -> None:
        self._documents = (items, settled)

    @cached_property
    def _called(self) -> dict[tuple[Side, str], _Parties]:
        """Looked at only where a line is sure of nothing but whose account it is."""
        found: dict[tuple[Side, str], _Parties] = defaultdict(dict)
        parties = {
            (item.side, _identity(item), name)
            for documents in self._documents
            for item in documents
            for name in item.party_names
        }
        for side, identity, name in sorted(parties):
            found[side, fold_name(name)].setdefault(identity, name)
        return found

    @cached_property
    def _by_first_word(self) -> dict[tuple[Side, str], list[str]]:
        """The names of enough words, the longest first."""
        found: dict[tuple[Side, str], list[str]] = defaultdict(list)
        for side, name in sorted(self._called, key=lambda one: (-len(one[1]), one)):
            first, *others = name.split() or [""]
            if len(others) + 1 >= _FEWEST:
                found[side, first].append(name)
        return found

    @cached_property
    def words_of_work(self) -> frozenset[str]:
        """Folded: what documents of anybody are for (`Website`, `Flyer`), where nobody is called so."""
        titles = {item.title for documents in self._documents for item in documents}
        names = {word for _, name in self._called for word in name.split()}
        return frozenset(_WORD.findall(fold_lines(sorted(titles)))) - names

    def another_called(self, payer: str, item: OpenItem) -> str:
        """Another party of just this folded name, and not the document's; "" where there is none."""
        return self._other(payer, item)

    def another_said(self, text: str, item: OpenItem, payer: str) -> str:
        """Another party of which the whole name of two words or more stands in the text, one behind the other; "" where
        there is none. Neither is it part of the payer's name (folded), of the document's party or of its title."""
        words = name_words(text)
        said = f" {' '.join(words)} "
        found = (
            name for word in words for name in self._by_first_word.get((item.side, word), ()) if f" {name} " in said
        )
        for name in found:
            own = (payer, *map(fold_name, item.party_names), " ".join(name_words(item.title)))
            if (other := self._other(name, item)) and not any(f" {name} " in f" {one} " for one in own):
                return other
        return ""

    def _other(self, folded: str, item: OpenItem) -> str:
        parties = self._called.get((item.side, folded), {}) if folded else {}
        return "" if _identity(item) in parties else next(iter(parties.values()), "")


def _identity(item: OpenItem) -> str:
    return item.party_id or fold_name(item.party_name)
