"""The names of all parties of the books, those of whom nothing is open among them: whom a line may be for instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from reconcile.matching.reading.text import fold_name, name_words
from reconcile.records import OpenItem, Side

#: Words: one alone is often what a document is for (`Messe`, `Theater`).
_FEWEST = 2
_LONGEST = 8
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

    def another_called(self, payer: str, item: OpenItem) -> str:
        """Another party of just this folded name, and not the document's; "" where there is none."""
        return self._other(payer, item)

    def another_said(self, text: str, item: OpenItem, payer: str) -> str:
        """Another party of which the whole name of two words or more stands in the text, one behind the other; "" where
        there is none. Neither is it part of the payer's name (folded), of the document's party or of its title."""
        own = [payer, *map(fold_name, item.party_names), " ".join(name_words(item.title))]
        for said in _phrases(name_words(text)):
            if (name := self._other(said, item)) and not any(f" {said} " in f" {one} " for one in own):
                return name
        return ""

    def _other(self, folded: str, item: OpenItem) -> str:
        parties = self._called.get((item.side, folded), {}) if folded else {}
        return "" if _identity(item) in parties else next(iter(parties.values()), "")


def _identity(item: OpenItem) -> str:
    return item.party_id or fold_name(item.party_name)


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """The longest first."""
    lengths: Iterable[int] = range(min(len(words), _LONGEST), _FEWEST - 1, -1)
    return (" ".join(words[first : first + length]) for length in lengths for first in range(len(words) - length + 1))
