"""Beside whom a document is chosen: the other candidates of its line, and what they leave of its probability."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import inf

from reconcile.matching.knowing.world import Role
from reconcile.matching.scoring import probabilities
from reconcile.matching.solution import Doubt, Rival, Solution, solution_of
from reconcile.matching.weighing.turn import Candidate, Turn
from reconcile.records import OpenItem

BY_HAND = "a person handles it by hand"


class Rivals:
    def __init__(self, items: Sequence[OpenItem]) -> None:
        self._items = items

    def against(self, turn: Turn, log_odds: float, chosen: Collection[int]) -> tuple[float, tuple[Rival, ...]]:
        """Probability of the chosen, and the others with theirs, the best first: leave-one-out reads the first."""
        kept = []
        for one in turn.candidates:
            if one.role <= Role.CREDIT and one.item not in chosen:
                score = one.rivalry if one.is_gone else max(one.log_odds, one.rivalry)
                if score > -inf:
                    kept.append((one, score))
        shares = probabilities([log_odds, *[score for _, score in kept]])
        rivals = [
            Rival(one.item, one.levels, score, share) for (one, score), share in zip(kept, shares[1:], strict=True)
        ]
        if len(rivals) > 1:
            rivals.sort(key=lambda rival: (-rival.log_odds, self._items[rival.item].number, rival.item))
        return shares[0], tuple(rivals)

    def chosen(self, turn: Turn, one: Candidate, solution: Solution, doubts: tuple[Doubt, ...], equal: int) -> Solution:
        """`solution` with the evidence for its one document."""
        probability, rivals = self.against(turn, one.log_odds, (one.item,))
        return solution.changed(
            about=(one.item,), levels=one.levels, log_odds=one.log_odds, probability=probability, rivals=rivals,
            doubts=doubts, equal=equal,
        )  # fmt: skip

    def by_hand(self, turn: Turn, about: Candidate, *warnings: str) -> Solution:
        """A document is claimed, but nothing can be booked on it: a person decides."""
        probability, rivals = self.against(turn, about.log_odds, (about.item,))
        return solution_of(
            line=turn.line, kind="other", rest=turn.amount, about=(about.item,), levels=about.levels,
            log_odds=about.log_odds, probability=probability, rivals=rivals, warnings=warnings,
            doubts=(Doubt(BY_HAND),),
        )  # fmt: skip
