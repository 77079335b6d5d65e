"""A line at its turn: its candidates scored against what is still open, and the ledger that knows what is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching import signals
from reconcile.matching.candidates import Role, World
from reconcile.matching.columns import Columns, arrays, take
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.scoring import Floats, Levels, Scale
from reconcile.matching.solution import Solution
from reconcile.matching.text import NAMED


class Ledger:
    """What is open of each item while the file is walked. Never below zero."""

    def __init__(self, items: Columns) -> None:
        self.open: NDArray[np.int64] = np.maximum(items["open"], 0)
        self.rest = self.open.copy()
        self.firm = self.open.copy()
        self.touched = np.zeros(len(self.open), dtype=bool)
        self.claims: dict[int, list[int]] = defaultdict(list)  #: item → lines

    def claim(self, solution: Solution, *, sure: bool) -> None:
        for share in solution.shares:
            cleared = share.taken + share.discount
            assert share.taken > 0, "an allocation of nothing"
            assert cleared <= self.rest[share.item], "allocated above open (money.md 2)"
            self.rest[share.item] -= cleared
            if sure:
                self.firm[share.item] -= cleared
            self.touched[share.item] = True
            self.claims[share.item].append(solution.line)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One item beside one line, as things stand at the line's turn."""

    item: int
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
    major: Floats = field(init=False)
    rivalry: Floats = field(init=False)
    starts: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        everything, items = np.arange(len(self.links["line"])), self.links["item"]
        self.levels = self._judge(everything, self.item_columns["open"][items])
        self.log_odds = self.scale.log_odds(self.levels)
        self.major = self.scale.major_log_odds(self.levels)
        self.rivalry = self._as_rivals(self.log_odds, items, self.item_columns["open"])
        self.starts = np.searchsorted(self.links["line"], np.arange(len(self.world.lines) + 1))

    def turn(self, line: int, ledger: Ledger) -> Turn:
        rows = np.arange(self.starts[line], self.starts[line + 1])
        items = self.links["item"][rows]
        levels, log_odds, major = self.levels[rows], self.log_odds[rows], self.major[rows]
        rivalry = self.rivalry[rows]
        if ledger.touched[items].any():
            levels = self._judge(rows, ledger.rest[items])
            log_odds, major = self.scale.log_odds(levels), self.scale.major_log_odds(levels)
            as_if = self.scale.log_odds(self._judge(rows, ledger.firm[items]))
            rivalry = self._as_rivals(as_if, items, ledger.firm)
        amount, day = int(self.line_columns["amount"][line]), int(self.line_columns["day"][line])
        candidates = [
            self._candidate(int(row), int(ledger.rest[item]), facts)
            for row, item, *facts in zip(rows, items, levels, log_odds, major, rivalry, strict=True)
        ]
        return Turn(line, amount, day, candidates)

    def _candidate(self, row: int, rest: int, facts: list[Any]) -> Candidate:
        levels, log_odds, major, rival = facts
        links, item = self.links, int(self.links["item"][row])
        number = int(links["number"][row])
        return Candidate(
            item=item,
            role=int(links["role"][row]),
            named=number >= NAMED or bool(links["reference"][row]),
            weak=0 < number < NAMED,
            party_agrees=_party_agrees(int(links["account"][row]), int(links["name_score"][row])),
            known=bool(self.item_columns["open_known"][item]),
            rest=rest,
            levels=tuple(levels.tolist()),
            log_odds=float(log_odds),
            major=float(major),
            rivalry=float(rival),
        )

    def _as_rivals(self, log_odds: Floats, items: NDArray[np.int64], firm: NDArray[np.int64]) -> Floats:
        """What is surely paid is no rival any more; what is unknown or claimed only tentatively is one."""
        may_be_paid = (firm[items] > 0) | ~self.item_columns["open_known"][items]
        return np.where(may_be_paid, log_odds, -np.inf)

    def _judge(self, rows: NDArray[np.int64], still_open: NDArray[np.int64]) -> Levels:
        link = take(self.links, rows)
        item = {**take(self.item_columns, link["item"]), "open": still_open}
        return signals.judge_all(take(self.line_columns, link["line"]), item, link)


def score_pairs(world: World, pairs: pd.DataFrame) -> Scored:
    return Scored(world, Scale(world.rules), arrays(world.line_frame), arrays(world.item_frame), arrays(pairs))


def _party_agrees(account: int, name_score: int) -> bool:
    return account in OWN_ACCOUNTS or name_score >= signals.NAME_CLOSE
