"""Which lines name documents, how, and whose turn it is: seen in columns before anything is allocated."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from reconcile.matching.knowing.world import Role
from reconcile.matching.reading.runs import Bools
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import LISTED_IN_PART, PAID_SHORT, Solution
from reconcile.matching.weighing.turn import Scored

#: Behind the end of every text.
_FAR = np.iinfo(np.int64).max


class Naming:
    """Of pairs whether they name, and pay exactly; of lines whether they name anything, of just its amount, several."""

    def __init__(self, scored: Scored, settled: Iterable[int]) -> None:
        """`settled`: lines that take no part."""
        links, count = scored.links, len(scored.world.lines)
        self._scored = scored
        self.takes_part = np.ones(count, dtype=bool)  #: of each line
        self.takes_part[list(settled)] = False
        self.bookable: Bools = links["role"] == Role.BOOKABLE  #: of each pair
        self.pairs: Bools = self.bookable & scored.named  #: pairs whose text names the document
        amount = scored.levels[:, place_of("open_amount")]
        of_just_its_amount = [level_of("open_amount", level) for level in ("exact", "discount")]
        self.exact: Bools = self.bookable & np.isin(amount, of_just_its_amount)  #: of each pair
        self.lines = self._with_one_of(self.pairs)  #: lines that name a document
        self.exactly = self._with_one_of(self.pairs & self.exact)  #: and one of just their amount
        self.is_list = self._are_lists(self.pairs)
        self.listed: Bools = self.pairs & self.is_list[links["line"]]  #: of each pair

    def _with_one_of(self, pairs: Bools) -> Bools:
        lines = np.zeros(len(self.takes_part), dtype=bool)
        lines[self._scored.links["line"][pairs]] = True
        return lines

    def in_order(self) -> tuple[list[int], list[int]]:
        """Lines that name documents, those of just their amount first, then lists, which mostly add up; and the rest;
        each group in time order. A line keeps its place behind an earlier list that names the same document, and a list
        behind an earlier part payment of the payer: these may have paid it."""
        lines = np.flatnonzero(self.takes_part)
        first, second, named = self._goes_first()[lines], self._goes_second()[lines], self.lines[lines]
        groups = (first, second & ~first, named & ~first & ~second)
        return np.concatenate([lines[group] for group in groups]).tolist(), lines[~named].tolist()

    def _goes_first(self) -> Bools:
        goes: Bools = self.exactly & ~self._behind(self.listed, self.pairs & self.exact)
        return goes

    def _goes_second(self) -> Bools:
        scored = self._scored
        parts = self.pairs & ~self.exact & ~self.listed & scored.party_agrees & (scored.log_odds > 0)
        goes: Bools = self.is_list & ~self._behind(parts, self.listed)
        return goes

    def may_wait(self, solution: Solution) -> bool:
        """What fills up a list takes nothing that a later line names, and what is no list may say so once the others
        are paid: such lines wait until the others that name documents had their turn."""
        nothing = not solution.shares and self.is_list[solution.line]
        return solution.guess in (LISTED_IN_PART, PAID_SHORT) or bool(nothing)

    def _behind(self, earlier: Bools, asked: Bools) -> Bools:
        """Lines with one of the pairs `asked` whose document an earlier line has among the pairs `earlier`."""
        links, count = self._scored.links, len(self.lines)
        first = np.full(len(self._scored.world.items), count, dtype=np.int64)
        np.minimum.at(first, links["item"][earlier], links["line"][earlier])
        lines, items = links["line"][asked], links["item"][asked]
        behind = np.zeros(count, dtype=bool)
        behind[lines[first[items] < lines]] = True
        return behind

    def _are_lists(self, named: Bools) -> Bools:
        """Lines in whose texts several pieces name documents. What one piece may mean is one document."""
        line, span = (self._scored.links[column][named] for column in ("line", "span"))
        first, last = np.full(len(self.takes_part), _FAR), np.full(len(self.takes_part), -1)
        np.minimum.at(first, line, span)
        np.maximum.at(last, line, span)
        lists: Bools = first < last
        return lists
