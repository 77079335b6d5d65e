"""Whose number a number is that names none of the chosen documents: of anything in the books, open or paid, of either
direction. Only the words of a doubt ask, so the index is made when the first one does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from reconcile.matching.reading.likeness import MIN_NEAR
from reconcile.matching.reading.text import squeeze
from reconcile.matching.reading.unread import only_digits
from reconcile.records import OpenItem

_PIECES = re.compile("[0-9]+")
_YEAR = re.compile("(?:19|20)?[0-9]{2}")


class KnownNumbers:
    def __init__(self, still_open: Sequence[OpenItem], settled: Sequence[OpenItem]) -> None:
        self._open, self._settled = still_open, settled

    def said(self, number: str, text: str, chosen: OpenItem) -> str:
        """Whose number it is, in words; "" nobody's. `text`: where it stands. Of several documents with these digits
        one that stands there with its letters is meant, then one of the same party as the `chosen`."""
        digits, squeezed = only_digits(number), squeeze(text)
        alike = self._by_digits.get(digits, ())
        ranks = [(squeeze(one.number) in squeezed, one.party_id == chosen.party_id) for one, _ in alike]
        likeliest = max(ranks, default=(False, False))
        if not alike or (not any(likeliest) and len(digits) < MIN_NEAR):  # so few digits a street has as well
            return ""
        one, is_paid = alike[ranks.index(likeliest)]
        whose = one.number if likeliest[1] or not one.party_name else f"{one.number} ({one.party_name})"
        if likeliest[0] and is_paid:
            return f"the text names {whose}, of which nothing is open any more"
        if likeliest[0]:
            return f"the text names {whose}, another document"
        if is_paid:
            return f"the text holds {number}, the number of {whose}, of which nothing is open any more"
        return f"the text holds {number}, the number of {whose}"

    def is_of(self, number: str, chosen: OpenItem) -> bool:
        """A document has these digits for its number, or for another of its texts; or one of the party of the `chosen`
        has the last of them, with its year or without."""
        if only_digits(number) in self._digits:
            return True
        said = {only_digits(piece) for piece in (number, *_PIECES.findall(number), *_without_year(number))}
        return not said.isdisjoint(self._sequences[chosen.party_id])

    @cached_property
    def _digits(self) -> frozenset[str]:
        written = (text for one in (*self._open, *self._settled) for text in (one.number, *one.references))
        return frozenset(map(only_digits, written))

    @cached_property
    def _sequences(self) -> Mapping[str, set[str]]:
        """By party the digits of its documents' numbers: the last ones, and all that are no year."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in (*self._open, *self._settled):
            *before, last = _PIECES.findall(one.number) or [""]
            telling = (*(piece for piece in before if not _YEAR.fullmatch(piece)), last)
            found[one.party_id].update(only_digits(piece) for piece in telling if piece)
        return found

    @cached_property
    def _by_digits(self) -> Mapping[str, Sequence[tuple[OpenItem, bool]]]:
        """(document, nothing of it is open)."""
        found: dict[str, list[tuple[OpenItem, bool]]] = defaultdict(list)
        for documents, is_paid in ((self._open, False), (self._settled, True)):
            for one in documents:
                if digits := only_digits(one.number):
                    found[digits].append((one, is_paid))
        return found


def _without_year(number: str) -> list[str]:
    """`260041`, `2026041`: what stands behind the year."""
    digits = "".join(_PIECES.findall(number))
    return [digits[length:] for length in (2, 4) if _YEAR.fullmatch(digits[:length]) and len(digits) > length + 1]
