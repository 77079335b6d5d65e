"""What else of its party's an amount may be that no number explains: several other documents together, one that an
earlier line of this run left just so much of, one that was paid before the bank took its charges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.matching.charges import sent
from reconcile.matching.missing import is_named
from reconcile.matching.solution import Doubt, Share, Solution
from reconcile.matching.sums import two_or_three_are
from reconcile.matching.turn import Ledger, Scored


class Beside:
    """Asked of single documents the text does not name. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored) -> None:
        self._world = scored.world
        self._days, self._credit = scored.line_columns["day"].data, scored.item_columns["credit"].data

    def doubts(self, solution: Solution, ledger: Ledger) -> list[Doubt]:
        if solution.kind != "single" or is_named(solution.levels):
            return []
        (share,), world = solution.shares, self._world
        currency = world.items[share.item].currency
        fellows = world.fellows.others(share.item, self._days[solution.line])
        fellows = [one for one in fellows if ledger.firm[one] > 0 and world.items[one].currency == currency]
        if not fellows:
            return []
        for other in self._one_alone(solution.line, share, fellows, ledger):
            return [Doubt(f"{world.items[other].label} fits nearly as well", sort="a near rival")]
        return self._several(share, fellows, ledger)

    def _one_alone(self, line: int, share: Share, fellows: Sequence[int], ledger: Ledger) -> Iterator[int]:
        """Of a document nobody has touched what is open is an amount beside others, and the candidates are held against
        one another; not so what this run left of one, nor what was on its way before charges."""
        before_charges = sent(self._world.lines[line].transaction)
        taken, is_credit = share.taken, self._credit[share.item]
        rest, firm, at_first = ledger.rest, ledger.firm, ledger.open
        for other in fellows:
            is_rest = at_first[other] != taken and taken in {rest[other], firm[other]}
            if (is_rest or not before_charges.isdisjoint((rest[other], firm[other]))) and self._credit[
                other
            ] == is_credit:
                yield other

    def _several(self, share: Share, fellows: Sequence[int], ledger: Ledger) -> list[Doubt]:
        """Together they are this amount, or one of them less a credit note (money.md 11); what was claimed tentatively
        counts."""
        firm, is_credit = ledger.firm, self._credit[share.item]
        like = [firm[item] for item in fellows if self._credit[item] == is_credit]
        less = {firm[item] for item in fellows if self._credit[item] != is_credit}
        netted = any(owed - share.taken in less for owed in like) if less else False
        if not netted and not two_or_three_are([owed for owed in like if owed < share.taken], share.taken):
            return []
        return [Doubt("other open documents of this party add up to it as well", sort="others add up")]
