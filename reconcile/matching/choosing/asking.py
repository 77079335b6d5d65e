"""Asks one line what it pays, as things stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.matching.choosing.solver import Solver
from reconcile.matching.judging.judge import Judge
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.matching.weighing.turn import Ledger, Scored


@dataclass(frozen=True, slots=True)
class Asking:
    """What every answer of the walk is made with."""

    scored: Scored
    solver: Solver
    judge: Judge
    doubts: Mapping[int, tuple[Doubt, ...]]  #: by line, known beforehand

    def answer(self, line: int, ledger: Ledger, *further: Doubt) -> Answer:
        """Claims nothing yet."""
        return self.judged(self.solver.solve(self.scored.turn(line, ledger), ledger), *further)

    def judged(self, solution: Solution, *further: Doubt) -> Answer:
        doubts = (*solution.doubts, *self.doubts.get(solution.line, ()), *further)
        return Answer(*self.judge.judged(solution.changed(doubts=doubts)))
