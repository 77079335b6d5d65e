"""What the lines say, folded and cut once for everybody who looks for numbers and references in it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial

import numpy as np

from importers.amounts import exponent
from importers.statement import Transaction
from reconcile.matching.reading.pieces import SIZE, Piece, Source, cut_pieces
from reconcile.matching.reading.runs import line_ends
from reconcile.matching.reading.tails import written_out
from reconcile.matching.reading.text import plain_lines
from reconcile.matching.reading.unread import SHORTEST, Unread
from reconcile.records import BankLine


class Texts:
    """The distinct texts of all lines in which a number may stand; of each line, its remittance first."""

    def __init__(self, lines: Sequence[BankLine]) -> None:
        texts: list[str] = []
        places, kinds = array("q"), array("b")
        self._remittance = array("q")  # of each line its text; −1 none
        transactions = self._transactions = [line.transaction for line in lines]
        numbers = written_out([one.remittance for one in transactions])
        for place, one in enumerate(transactions):
            self._remittance.append(len(texts) if one.remittance else -1)
            in_full = numbers.get(place, "")
            said = (one.remittance, in_full, one.creditor_reference, one.end_to_end_id)
            for text in filter(None, dict.fromkeys(said)):
                texts.append(text)
                places.append(place)
                kinds.append(_source_of(text, one, in_full))
        self.line = np.array(places, dtype=np.int64)  #: of each text
        sources = np.array(kinds, dtype=np.int8)
        self.of_range = sources == Source.WRITTEN_OUT  #: of each text
        pieces = [plain_lines(texts[first : first + SIZE]) for first in range(0, max(len(texts), 1), SIZE)]
        self.folded = "\n".join(pieces)  #: one a line, account numbers included
        self.pieces: Sequence[Piece] = list(cut_pieces(pieces, sources))
        self._unread = Unread(self.pieces, self.folded)

    def forget_pieces(self) -> None:
        """Once the documents are found that they name: they are most of what is kept here."""
        self.pieces = ()

    def lines_at(self, places: Sequence[int]) -> list[int]:
        """The lines in whose remittances these places of `folded` lie; −1 for one that lies in another text."""
        texts = np.searchsorted(line_ends(self.folded), places)
        lines = self.line[texts]
        found: list[int] = np.where(np.array(self._remittance)[lines] == texts, lines, -1).tolist()
        return found

    def of_invoices(self, line: int) -> frozenset[str]:
        """What in the line's remittance looks like a number and stands behind a word for an invoice."""
        text = self._remittance[line]
        return self._unread.of_invoices(text) if text >= 0 else frozenset()

    def of_advices(self, line: int) -> frozenset[str]:
        """And what stands behind a word for the payer's advice, or its run of payments."""
        text = self._remittance[line]
        return self._unread.of_advices(text) if text >= 0 else frozenset()

    def of_the_payers_own(self, line: int) -> frozenset[str]:
        """What of the remittance is said to be another number than an invoice's (`payers_own`)."""
        text = self._remittance[line]
        return self._unread.of_the_payers_own(text) if text >= 0 else frozenset()

    def unread(self, line: int, numbers: Sequence[str], shortest: int = SHORTEST) -> list[str]:
        """What in the line's remittance looks like a document's number of so many digits or more and is none of
        `numbers`, no date, amount, account or customer number."""
        text = self._remittance[line]
        paid = partial(amount_of, self._transactions[line])  # few texts ask for it
        return self._unread.beside(text, numbers, shortest, paid) if text >= 0 else []


def _source_of(text: str, one: Transaction, in_full: str) -> Source:
    if text == one.remittance:
        return Source.WHOLE
    return Source.WRITTEN_OUT if text == in_full else Source.ELSEWHERE


def amount_of(one: Transaction) -> str:
    """`1190.00`."""
    units, minor = divmod(abs(one.amount_minor), 10 ** exponent(one.currency))
    return f"{units}.{minor:02d}"
