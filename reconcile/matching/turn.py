"""A line at its turn: its candidates scored against what is still open, and the ledger that knows what is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching import signals
from reconcile.matching.columns import Columns, Gathered, arrays
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.patterns import Pattern, Patterns
from reconcile.matching.scoring import Floats, Levels, Scale
from reconcile.matching.solution import Solution
from reconcile.matching.text import NAMED
from reconcile.matching.world import Role, World


class Ledger:
    """What is open of each item while the file is walked. Never below zero. Lists: it is read item by item."""

    def __init__(self, items: Columns) -> None:
        self.open: list[int] = np.maximum(items["open"], 0).tolist()
        self.rest = self.open.copy()
        self.firm = self.open.copy()
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item beside one line, as things stand at the line's turn."""

    item: int
    role: int
    named: bool  #: by number, reference or another of its texts
    weak: bool  #: a number like it stands in the text
    near: bool  #: a number but for one error stands in the text
    span: int  #: which piece of the text names it, −1 none
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
    def is_live(self) -> bool:
        return self.role <= Role.CREDIT and not self.is_gone


@dataclass(frozen=True, slots=True)
class Turn:
    """A line at its turn, with its candidates."""

    line: int
    amount: int
    day: int
    candidates: list[Candidate]

    @property
    def live(self) -> list[Candidate]:
        return [one for one in self.candidates if one.is_live]

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
    levels: Levels = field(init=False)
    log_odds: Floats = field(init=False)
    rows: Rows = field(init=False)
    _open_matters: list[int] = field(init=False)  #: places of the signals that depend on what is left
    _patterns: Patterns = field(init=False)

    def __post_init__(self) -> None:
        everything, items = np.arange(len(self.links["line"])), self.links["item"]
        at_first = self.item_columns["open"][items]
        self.levels = self._judge(everything, at_first)
        self.log_odds = self.scale.log_odds(self.levels)
        self._open_matters = [place for place, one in enumerate(signals.SIGNALS) if self._depends_on_rest(one)]
        self._patterns = Patterns(self.scale)
        untouched = self._patterns.of_rows(self.levels)
        settled = self._patterns.of_rows(self._judge(everything, np.zeros_like(at_first)))
        self.rows = Rows(self.line_columns, self.item_columns, self.links, untouched, settled)

    def turn(self, line: int, ledger: Ledger) -> Turn:
        amount, day, rows = self.rows.of(line)
        return Turn(line, amount, day, [self._candidate(row, ledger) for row in rows])

    def _candidate(self, row: int, ledger: Ledger) -> Candidate:
        item, role, named, weak, near, span, party_agrees, known = self.rows.pair(row)
        rest, firm = ledger.rest[item], ledger.firm[item]
        pattern = self._pattern(row, rest, ledger.open[item])
        as_rival = pattern if firm == rest else self._pattern(row, firm, ledger.open[item])
        # what is surely paid is no rival any more; what is unknown or claimed only tentatively is one
        rivalry = as_rival.log_odds if firm > 0 or not known else -inf
        return Candidate(item, role, named, weak, near, span, party_agrees, known, rest, *pattern, rivalry)

    def _pattern(self, row: int, still_open: int, at_first: int) -> Pattern:
        if still_open == at_first:
            return self.rows.untouched[row]
        if still_open == 0:
            return self.rows.settled[row]
        return self._patterns.of_rows(self._paid_in_part(row, still_open))[0]

    def _paid_in_part(self, row: int, still_open: int) -> Levels:
        """What is left changes only what depends on it."""
        levels = np.array([self.rows.untouched[row].levels], dtype=np.int8)
        line, item, link = self._sides(np.array([row]), np.array([still_open]))
        for place in self._open_matters:
            levels[:, place] = signals.SIGNALS[place](line, item, link)
        return levels

    def _depends_on_rest(self, one: signals.Signal) -> bool:
        """Whether the signal asks for what is open: without that column it fails."""
        none = np.zeros(0, dtype=np.int64)
        others = {name: column for name, column in self.item_columns.items() if name != "open"}
        try:
            one(Gathered(self.line_columns, none), Gathered(others, none), Gathered(self.links, none))
        except KeyError:
            return True
        return False

    def _judge(self, rows: NDArray[np.int64], still_open: NDArray[np.int64]) -> Levels:
        return signals.judge_all(*self._sides(rows, still_open))

    def _sides(self, rows: NDArray[np.int64], still_open: NDArray[np.int64]) -> tuple[Gathered, Gathered, Gathered]:
        line, item = self.links["line"][rows], self.links["item"][rows]
        return (
            Gathered(self.line_columns, line),
            Gathered(self.item_columns, item, open=still_open),
            Gathered(self.links, rows),
        )


class Rows:
    """What is read of a pair at its line's turn, as lists: reading single cells of columns costs more."""

    def __init__(
        self, lines: Columns, items: Columns, links: Columns, untouched: list[Pattern], settled: list[Pattern]
    ) -> None:
        self._amounts, self._days = lines["amount"].tolist(), lines["day"].tolist()
        self._starts = np.searchsorted(links["line"], np.arange(len(self._amounts) + 1)).tolist()
        number = links["number"]
        party_agrees = np.isin(links["account"], OWN_ACCOUNTS) | (links["name_score"] >= signals.NAME_CLOSE)
        self.item: list[int] = links["item"].tolist()
        self._columns: tuple[list[Any], ...] = (
            self.item,
            links["role"].tolist(),
            ((number >= NAMED) | links["reference"]).tolist(),
            ((number > 0) & (number < NAMED)).tolist(),
            links["near"].tolist(),
            links["span"].tolist(),
            party_agrees.tolist(),
            items["open_known"][links["item"]].tolist(),
        )
        self.untouched = untouched  #: with all that was open at first
        self.settled = settled  #: with nothing left
        self.log_odds = [one.log_odds for one in untouched]

    def of(self, line: int) -> tuple[int, int, range]:
        """(amount, day, its pairs)."""
        return self._amounts[line], self._days[line], range(self._starts[line], self._starts[line + 1])

    def pair(self, row: int) -> tuple[Any, ...]:
        """(item, role, named, weak, near, span, party agrees, open amount known)."""
        return tuple([column[row] for column in self._columns])


def score_pairs(world: World, pairs: pd.DataFrame) -> Scored:
    return Scored(world, world.scale, world.line_columns, world.item_columns, arrays(pairs))
