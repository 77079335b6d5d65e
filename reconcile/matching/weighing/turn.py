"""A line at its turn: its candidates scored against what is still open, and the ledger that knows what is."""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching import signals
from reconcile.matching.columns import Columns, Gathered, arrays, named_pairs
from reconcile.matching.knowing.world import Role, World
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.reading.runs import Bools
from reconcile.matching.reading.text import NAMED, Strength
from reconcile.matching.scoring import Floats, Levels, Scale
from reconcile.matching.solution import Solution
from reconcile.matching.weighing.patterns import Pattern, Patterns


class Ledger:
    """What is open of each item while the file is walked. Never below zero. It is read item by item, by no order: so
    the numbers lie side by side."""

    def __init__(self, items: Columns) -> None:
        self.open = array("q", np.maximum(items["open"], 0).tolist())
        self.rest = self.open[:]
        self.firm = self.open[:]
        self.claims: dict[int, list[int]] = defaultdict(list)  #: item → lines

    def claim(self, solution: Solution, *, sure: bool) -> None:
        for share in solution.shares:
            cleared = share.taken + share.discount
            assert share.taken > 0, "an allocation of nothing"
            assert cleared <= self.rest[share.item], "allocated above open (money.md 2)"
            self.rest[share.item] -= cleared
            if sure:
                self.firm[share.item] -= cleared
            self.claims[share.item].append(solution.line)

    def release(self, solution: Solution, *, sure: bool = False) -> None:
        """Takes back what was claimed so."""
        for share in solution.shares:
            cleared = share.taken + share.discount
            self.rest[share.item] += cleared
            if sure:
                self.firm[share.item] += cleared
            self.claims[share.item].remove(solution.line)


class Candidate(NamedTuple):
    """One item beside one line, as things stand at the line's turn."""

    item: int
    span: int  #: which piece of the text names it, −1 none
    role: int
    named: bool  #: by number, reference or another of its texts
    weak: bool  #: a number like it stands in the text
    party_agrees: bool
    known: bool  #: its open amount is known
    rest: int
    levels: tuple[int, ...]
    log_odds: float
    major: float  #: without the minor signals
    rivalry: float  #: log-odds were tentative claims not made

    @property
    def is_gone(self) -> bool:
        return self.known and self.rest == 0

    @property
    def piece(self) -> tuple[int, int]:
        """The same for documents that the same piece of text names."""
        return (self.span, 0) if self.span >= 0 else (self.span, self.item)

    @property
    def is_live(self) -> bool:
        return self.role <= Role.CREDIT and not self.is_gone


class Turn(NamedTuple):
    """A line at its turn, with its candidates."""

    line: int
    amount: int
    day: int
    candidates: list[Candidate]
    live: list[Candidate]  #: of these

    @property
    def nettable(self) -> list[Candidate]:
        """Credit notes the text names, of which something is left."""
        return [one for one in self.candidates if one.role == Role.NETTABLE and one.known and one.rest]


@dataclass(slots=True)
class Scored:
    """All pairs, scored as if every line came first; rescored for a line when an earlier one took from its items."""

    world: World
    scale: Scale
    line_columns: Columns
    item_columns: Columns
    links: Columns
    named: Bools = field(init=False)  #: pairs whose text names the document
    in_full: Bools = field(init=False)  #: and not only by its last digits
    by_account: Bools = field(init=False)  #: pairs whose payer's account is the party's
    party_agrees: Bools = field(init=False)  #: pairs whose payer is the party, by account or name
    levels: Levels = field(init=False)
    log_odds: Floats = field(init=False)
    rows: Rows = field(init=False)
    _open_matters: list[int] = field(init=False)  #: places of the signals that depend on what is left
    _patterns: Patterns = field(init=False)

    def __post_init__(self) -> None:
        self.named = named_pairs(self.links)
        self.in_full = self.named & ((self.links["number"] != Strength.SHORT) | self.links["reference"])
        self.by_account = np.isin(self.links["account"], OWN_ACCOUNTS)
        self.party_agrees = self.by_account | (self.links["name_score"] >= signals.NAME_CLOSE)
        everything, items = np.arange(len(self.links["line"])), self.links["item"]
        line, item, link = self._sides(everything, self.item_columns["open"][items])
        self.levels, self._open_matters = np.zeros((len(items), len(signals.SIGNALS)), dtype=np.int8), []
        for place, one in enumerate(signals.SIGNALS):
            item.asked.clear()
            self.levels[:, place] = one(line, item, link)
            if "open" in item.asked:
                self._open_matters.append(place)
        self.log_odds = self.scale.log_odds(self.levels)
        self._patterns = Patterns(self.scale)
        untouched = self._patterns.of_rows(self.levels)
        settled = self._patterns.of_rows(self._with_rest(self.levels.copy(), everything, np.zeros_like(items)))
        self.rows = Rows(self, untouched, settled)

    def turn(self, line: int, ledger: Ledger) -> Turn:
        amount, day, rows = self.rows.of(line)
        candidates = [self._candidate(row, ledger) for row in rows]
        return Turn(line, amount, day, candidates, [one for one in candidates if one.is_live])

    def _candidate(self, row: int, ledger: Ledger) -> Candidate:
        item, known = self.rows.item[row], self.rows.is_known(row)
        rest, firm, at_first = ledger.rest[item], ledger.firm[item], ledger.open[item]
        pattern = self.rows.untouched[row] if rest == at_first else self._pattern(row, rest, at_first)
        as_rival = pattern if firm == rest else self._pattern(row, firm, at_first)
        # what is surely paid is no rival any more; what is unknown or claimed only tentatively is one
        rivalry = as_rival.log_odds if firm > 0 or not known else -inf
        return Candidate(item, *self.rows.facts(row), rest, *pattern, rivalry)

    def _pattern(self, row: int, still_open: int, at_first: int) -> Pattern:
        if still_open == at_first:
            return self.rows.untouched[row]
        if still_open == 0:
            return self.rows.settled[row]
        untouched = np.array([self.rows.untouched[row].levels], dtype=np.int8)
        return self._patterns.of_rows(self._with_rest(untouched, np.array([row]), np.array([still_open])))[0]

    def _with_rest(self, levels: Levels, rows: NDArray[np.int64], still_open: NDArray[np.int64]) -> Levels:
        """`levels` of these rows, changed: what is left matters only to the signals that read it."""
        line, item, link = self._sides(rows, still_open)
        for place in self._open_matters:
            levels[:, place] = signals.SIGNALS[place](line, item, link)
        return levels

    def _sides(self, rows: NDArray[np.int64], still_open: NDArray[np.int64]) -> tuple[Gathered, Gathered, Gathered]:
        line, item = self.links["line"][rows], self.links["item"][rows]
        return (
            Gathered(self.line_columns, line),
            Gathered(self.item_columns, item, open=still_open),
            Gathered(self.links, rows),
        )


#: What is known of a pair whatever is open, in one number: four yes or no, above them the role.
_FACTS = tuple(
    (int(role), bool(code & 1), bool(code & 2), bool(code & 4), bool(code & 8)) for role in Role for code in range(16)
)
_KNOWN = 8


class Rows:
    """What is read of a pair at its line's turn: single cells of columns are read faster through views (`.data`)."""

    def __init__(self, scored: Scored, untouched: list[Pattern], settled: list[Pattern]) -> None:
        lines, items, links = scored.line_columns, scored.item_columns, scored.links
        self._amounts, self._days = lines["amount"].data, lines["day"].data
        self._starts = np.searchsorted(links["line"], np.arange(len(self._amounts) + 1)).data
        number = links["number"]
        weak = (number > 0) & (number < NAMED)
        known = items["open_known"][links["item"]]
        self.item = links["item"].data
        self._span = links["span"].data
        facts = links["role"] * 16 + scored.named + weak * 2 + scored.party_agrees * 4 + known * _KNOWN
        self._facts = facts.astype(np.int8).data
        self.untouched = untouched  #: with all that was open at first
        self.settled = settled  #: with nothing left
        self.log_odds = [one.log_odds for one in untouched]

    def of(self, line: int) -> tuple[int, int, range]:
        """(amount, day, its pairs)."""
        return self._amounts[line], self._days[line], range(self._starts[line], self._starts[line + 1])

    def facts(self, row: int) -> tuple[int, int, bool, bool, bool, bool]:
        """(span, role, named, weak, party agrees, open amount known)."""
        return self._span[row], *_FACTS[self._facts[row]]

    def is_known(self, row: int) -> bool:
        """What was open of the item is known."""
        return bool(self._facts[row] & _KNOWN)


def score_pairs(world: World, pairs: pd.DataFrame) -> Scored:
    return Scored(world, world.scale, world.line_columns, world.item_columns, arrays(pairs))
