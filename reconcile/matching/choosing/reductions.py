"""Named documents paid together, less percentages that no terms need allow: what each of them gets of the line.

Late, or never agreed: a person is asked (money.md 7).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from reconcile.matching.choosing.settling import Settling
from reconcile.matching.choosing.sums import less_a_share
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.phrases import speaks_of_less
from reconcile.matching.solution import Share
from reconcile.matching.weighing.turn import Candidate, Ledger, Turn

#: Of more named documents some always come to the line, less one percentage or another.
_MOST_IN_TURN = 4
#: Per cent of a document from which on what is missing of it is no discount.
_HELD_BACK = 10


class Reductions:
    """Reads the ledger, never writes it."""

    def __init__(self, world: World, settling: Settling) -> None:
        self._lines, self._rules, self._settling = world.lines, world.rules, settling

    def shares(
        self, turn: Turn, members: list[Candidate], ledger: Ledger, *, of_some: bool
    ) -> tuple[Share, ...] | None:
        """Of all members, in time order, or else of some where `of_some` and only these come to the line. None where a
        part of the last one explains as much."""
        shares = self._of_each(turn, members, turn.amount, ledger)
        if not shares and of_some:
            shares = self._of_some(turn, members, ledger)
        return shares if shares and not self._may_be_held_back(turn, members, ledger) else None

    def _of_each(
        self, turn: Turn, members: Sequence[Candidate], amount: int, ledger: Ledger
    ) -> tuple[Share, ...] | None:
        """Of each what its own terms grant, of those without terms nothing or one percentage; else one of all."""
        if sum(one.rest for one in members) - amount <= len(members):  # no more than rounding leaves
            return None
        terms = [self._settling.less_its_terms(turn, one, ledger) for one in members]
        taken = self._less_terms(members, terms, amount) or self._less_a_share([one.rest for one in members], amount)
        if not taken:
            return None
        return tuple(
            own if own and own.taken == left else Share(one.item, left)
            for one, own, left in zip(members, terms, taken, strict=True)
        )

    def _less_terms(
        self, members: Sequence[Candidate], terms: Sequence[Share | None], amount: int
    ) -> tuple[int, ...] | None:
        """What is left of each."""
        left = amount - sum(own.taken for own in terms if own)
        others = [one.rest for one, own in zip(members, terms, strict=True) if not own]
        if len(others) == len(members):
            return None
        found = tuple(others) if left == sum(others) else self._less_a_share(others, left)
        if found is None:
            return None
        of_others = iter(found)
        return tuple(own.taken if own else next(of_others) for own in terms)

    def _less_a_share(self, rests: Sequence[int], amount: int) -> tuple[int, ...] | None:
        """Less the lowest usual percentage that comes to the amount."""
        rates = self._rules.usual_discounts_per_mille
        return next((left for rate in rates if (left := less_a_share(rests, amount, rate))), None)

    def _of_some(self, turn: Turn, members: list[Candidate], ledger: Ledger) -> tuple[Share, ...] | None:
        """Some of a few documents less a percentage, the others in full; None where others come to the line as well."""
        if len(members) > _MOST_IN_TURN:
            return None
        found = []
        for count in range(1, len(members)):
            for less in combinations(members, count):
                paid = {one.item: Share(one.item, one.rest) for one in members if one not in less}
                left = turn.amount - sum(share.taken for share in paid.values())
                shares = self._of_each(turn, less, left, ledger) if left > 0 else None
                if shares:
                    paid |= {share.item: share for share in shares}
                    found.append(tuple(paid[one.item] for one in members))
        return found[0] if len(found) == 1 else None

    def _may_be_held_back(self, turn: Turn, members: list[Candidate], ledger: Ledger) -> bool:
        """Nothing speaks of a discount, and what is missing is a round part of the last document as well: too many per
        cent for a discount, but whole ones."""
        if speaks_of_less(self._lines[turn.line].transaction):
            return False
        if any(self._settling.less_its_terms(turn, one, ledger) for one in members):
            return False
        missing, last = sum(one.rest for one in members) - turn.amount, members[-1].rest
        per_cent = -(-missing * 100 // last)
        return _HELD_BACK <= per_cent < 100 and last * per_cent // 100 == missing
