"""Documents that are paid already, in Kanbert: a text that names one pays it once more, or is misread.

They are no candidates, nothing is open of them. But the account of a payer who pays last month's invoice again, and the
same amount, would lead to this month's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.knowing.numbers import named_in
from reconcile.matching.knowing.quotable import Quotable, quotable
from reconcile.matching.knowing.reference_tails import tails
from reconcile.matching.knowing.references import PaidReferences, keys_of, reference_offers
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.offers import KeyIndex, number_offers, text_offers
from reconcile.matching.reading.runs import Bools, Hashes, Ints
from reconcile.matching.reading.text import Strength, squeeze
from reconcile.matching.reading.texts import Texts
from reconcile.matching.reading.unread import only_digits
from reconcile.records import OpenItem, Side


class Settled:
    """Which settled documents each line names: by the whole number, or all its digits; by a reference of theirs."""

    def __init__(
        self,
        documents: Sequence[OpenItem],
        still_open: Sequence[OpenItem],
        texts: Texts,
        paid: PaidReferences,
        columns: Columns,
        *,
        max_holders: int,
    ) -> None:
        """`still_open`: a number or reference of theirs as well is no settled document's. `paid`, `columns`: of the
        lines."""
        self._of_lines: dict[int, list[OpenItem]] = defaultdict(list)
        self._surely: dict[int, list[OpenItem]] = defaultdict(list)  #: by number or structured reference
        self._documents = documents
        if not documents:
            return
        ours = {squeeze(one.number) for one in still_open}
        alone = [one for one in documents if squeeze(one.number) not in ours]
        quoted, money_in = quotable(alone), np.array([one.side is Side.OUTGOING for one in alone], dtype=bool)
        in_digits = np.array([one.number.isdecimal() for one in alone], dtype=bool)
        found = [
            *_named(quoted, in_digits, _carried_by_several(alone, still_open), texts, max_holders),
            _referred(quoted, quotable(still_open), paid, max_holders),
        ]
        line, item, by_text = (np.concatenate(column) for column in zip(*found, strict=True))
        rows = np.flatnonzero((columns["flow"][line] > 0) == money_in[item])
        surely: dict[tuple[int, int], bool] = {}
        for place, document, weaker in zip(*(column[rows].tolist() for column in (line, item, by_text)), strict=True):
            surely[place, document] = surely.get((place, document), False) or not weaker
        for (place, document), is_sure in sorted(surely.items()):
            self._of_lines[place].append(alone[document])
            if is_sure:
                self._surely[place].append(alone[document])

    def named(self, line: int, *, by_text: bool = True) -> Sequence[OpenItem]:
        """Of the side whose money runs as the line's does; `by_text`: also those that only an order or another text of
        theirs names, which says less than a number."""
        return (self._of_lines if by_text else self._surely).get(line, ())

    def quoted_alike(self, text: str, item: OpenItem) -> OpenItem | None:
        """Another document of the party that ends with the same digits the text has of this one."""
        digits, said = only_digits(item.number), (run.lstrip("0") or run for run in _DIGITS.findall(text))
        end = max(filter(digits.endswith, said), key=len, default="")  # a day or a month may end as the number does
        alike = (one for one in self._of_party[item.party_id] if only_digits(one.number).endswith(end))
        return next((one for one in alike if one.side is item.side), None) if end else None

    def at_end(self, reference: str, item: OpenItem) -> OpenItem | None:
        """Another document of the party, with the number of which a structured reference may end, and not with that of
        this one."""
        ends = {end for end, _ in tails(reference)}
        if only_digits(item.number) in ends:
            return None
        ending = (one for one in self._of_party[item.party_id] if only_digits(one.number) in ends)
        return next((one for one in ending if one.side is item.side), None)

    def like(self, item: OpenItem) -> list[OpenItem]:
        """Of the same party, side, currency and amount."""
        amount = (item.side, item.currency, item.gross_minor)
        return [one for one in self._of_party[item.party_id] if (one.side, one.currency, one.gross_minor) == amount]

    @cached_property
    def _of_party(self) -> Mapping[str, Sequence[OpenItem]]:
        of_party: dict[str, list[OpenItem]] = defaultdict(list)
        for one in self._documents:
            of_party[one.party_id].append(one)
        return of_party

    @property
    def lines(self) -> list[int]:
        """Those that name any."""
        return list(self._of_lines)


_DIGITS = re.compile("[0-9]+")
#: What is quoted in short may be another document's number.
_FULL = (Strength.WHOLE, Strength.DIGITS, Strength.REFERENCE)


def _carried_by_several(documents: Sequence[OpenItem], still_open: Sequence[OpenItem]) -> Bools:
    """Of each further text of the documents, in their order: another one, or one that is open, carries it too, however
    it is written."""
    carried = [squeeze(text) for one in documents for text in one.references]
    times = Counter([*carried, *(squeeze(text) for one in still_open for text in one.references)])
    return np.array([times[one] > 1 for one in carried], dtype=bool)


_Found = tuple[Ints, Ints, Bools]


def _named(quoted: Quotable, in_digits: Bools, shared: Bools, texts: Texts, max_holders: int) -> Iterator[_Found]:
    """(line, document, whether only by a further text) of what texts name; what several carry names none. `in_digits`:
    documents whose number has no letters."""
    strengths = np.where(shared, Strength.NONE, Strength.REFERENCE)
    numbers = number_offers(quoted.numbers, np.arange(len(quoted.written)))
    index = KeyIndex(numbers + text_offers(quoted.further, quoted.item, strengths), max_holders)
    for piece in texts.pieces:
        named = named_in(piece, index, apart=quoted.apart, printed=Strength.WHOLE)
        in_full = np.isin(named.strength, _FULL)
        # Of a number of four or five digits they are all, and still no more than the end of a longer one's.
        in_full |= (named.strength == Strength.SEQUENCE) & in_digits[named.item]
        rows = np.flatnonzero(in_full)
        yield texts.line[named.text[rows]], named.item[rows], named.strength[rows] == Strength.REFERENCE


def _referred(quoted: Quotable, still_open: Quotable, paid: PaidReferences, max_holders: int) -> _Found:
    """(line, document, no) of structured references; what an open document has too is its."""
    places, given = paid
    keys = keys_of(given)
    place, item, _ = KeyIndex(reference_offers(quoted, keys), max_holders).lookup(keys)
    kept = ~are_in(keys[place], _offered(still_open, keys))
    return np.array(places, dtype=np.int64)[place[kept]], item[kept], np.zeros(int(kept.sum()), dtype=bool)


def _offered(texts: Quotable, keys: Hashes) -> Hashes:
    return np.unique(reference_offers(texts, keys).key)


def named_but_settled(document: OpenItem) -> str:
    """Whoever looks for the payment finds it there."""
    return f"the text names {document.label}, of which nothing is open any more"
