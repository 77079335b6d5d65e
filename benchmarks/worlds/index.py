"""How often a number, an order number or a title occurs: does what a text says name one document alone?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from worlds import numbers
from worlds.ledger import Doc
from worlds.numbers import squeezed


class Index:
    """How often a number, however shortened, occurs among the documents of one side: is it one document's alone?"""

    def __init__(self, docs: Sequence[Doc]) -> None:
        self._squeezed = Counter((doc.party.sign, doc.squeezed) for doc in docs)
        self._keys = Counter((doc.party.sign, doc.key) for doc in docs)
        self._digits = Counter((doc.party.sign, numbers.digits_key(doc.number)) for doc in docs)
        self._orders = Counter((doc.party.sign, doc.order) for doc in docs if doc.order)
        self._titles = Counter((doc.party.party_id, doc.title) for doc in docs)

    def names_alone(self, written: str, doc: Doc) -> bool:
        """The number as written is some spelling of this document's, and of no other's."""
        sign = doc.party.sign
        if written == doc.number or squeezed(written) == doc.squeezed:
            return self._squeezed[sign, doc.squeezed] == 1
        if numbers.key(written) == doc.key:
            return self._keys[sign, doc.key] == 1
        digits = numbers.digits_key(written)
        whole = digits == numbers.digits_key(doc.number) and len(digits) >= 5
        return whole and self._digits[sign, digits] == 1 and not any(char.isalpha() for char in written)

    def order_is_unique(self, doc: Doc) -> bool:
        return self._orders[doc.party.sign, doc.order] == 1

    def title_is_unique(self, doc: Doc) -> bool:
        return self._titles[doc.party.party_id, doc.title] == 1

    def is_anothers(self, written: str, doc: Doc) -> bool:
        """A mistyped number that is some other document's right one."""
        other = squeezed(written)
        return other != doc.squeezed and self._squeezed[doc.party.sign, other] > 0
