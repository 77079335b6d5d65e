"""Texts by which documents may be quoted: their numbers and further ones, cut once for everybody who looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from reconcile.matching.columns import coded
from reconcile.matching.reading.chance_months import kept_apart
from reconcile.matching.reading.runs import Bools, Hashes, Ints, Runs, cut
from reconcile.records import OpenItem


@dataclass(frozen=True, slots=True)
class Quotable:
    """One row per document, and one per further text of a document."""

    numbers: Runs
    written: Ints  #: the year of each document, 0 unknown
    apart: Hashes  #: of each number its digits (`chance_months.kept_apart`)
    further: Runs
    item: Ints  #: of each further text its document
    shared: Bools  #: several documents carry it (an order, a customer number)


def quotable(items: Sequence[OpenItem]) -> Quotable:
    references = [item.references for item in items]
    counts, further = np.fromiter(map(len, references), np.int64, len(items)), list(chain.from_iterable(references))
    codes = coded(np.array(further, dtype=object)).codes
    shared = np.bincount(codes)[codes] > 1
    numbers, cut_further = cut([item.number for item in items]), cut(further)
    item = np.repeat(np.arange(len(items)), counts)
    return Quotable(
        numbers,
        np.array([item.invoice_date.year if item.invoice_date else 0 for item in items], dtype=np.int64),
        kept_apart(numbers, cut_further, item),
        cut_further,
        item,
        shared,
    )
