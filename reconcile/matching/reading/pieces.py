"""Payers' texts, cut. Some thousand at a time: what is asked of so many stays in the processor's cache."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.reading.blanked import without_ibans, without_what_is_of_a_number
from reconcile.matching.reading.doubtful import in_date_or_amount
from reconcile.matching.reading.number_words import number_of_something_else
from reconcile.matching.reading.runs import Bools, Ints, Runs, cut_joined

#: Texts of a piece.
SIZE = 4096


class Source(IntEnum):
    """Where a text of a line comes from."""

    WHOLE = 0  #: the remittance
    WRITTEN_OUT = 1  #: numbers of a range or of a list's tails
    ELSEWHERE = 2  #: an id or a reference


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring texts, account numbers blanked out, and amounts and dates listed behind numbers."""

    runs: Runs  #: places are those within the piece
    dated: Bools  #: of every run: it lies in a date or an amount
    other: Bools  #: of every run of digits: the text says it is another number than a document's
    source: NDArray[np.int8]  #: of every text
    text: int  #: how many texts stand before the piece
    sign: int  #: how many characters
    run: int  #: how many runs

    def doubtful(self, first: Ints, last: Ints) -> Bools:
        """What reaches from one run to another lies in a date or an amount, borrows a piece of one, or is no document's
        number as the text says."""
        return self.dated[first] | self.dated[last] | self.other[first]


def cut_pieces(folded: Sequence[str], sources: NDArray[np.int8] | None = None) -> Iterator[Piece]:
    """`folded`: pieces of the texts, each text a line (`text.plain_lines`). `sources`: of every text; all are whole
    unless given."""
    text = sign = run = 0
    for one in folded:
        runs = cut_joined(without_what_is_of_a_number(without_ibans(one)), one.count("\n") + 1)
        count = len(runs.first) - 1
        source = np.full(count, Source.WHOLE, dtype=np.int8) if sources is None else sources[text : text + count]
        yield Piece(runs, in_date_or_amount(runs), number_of_something_else(runs), source, text, sign, run)
        text, sign, run = text + count, sign + len(one) + 1, run + len(runs.text)
