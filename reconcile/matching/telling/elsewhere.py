"""What other lines of the run are to pay of a document: why less is left of it than Kanbert shows as open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from importers.amounts import shown
from reconcile.matching.knowing.world import World
from reconcile.matching.solution import Solution


class Elsewhere:
    """Of each document that more than one line pays: which, and how much."""

    def __init__(self, solutions: Iterable[Solution], world: World) -> None:
        self._world = world
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for solution in solutions:
            for share in solution.shares:
                found[share.item].append((solution.line, share.taken))
        self._payments = {item: payments for item, payments in found.items() if len(payments) > 1}

    def reasons(self, solution: Solution) -> list[str]:
        items = [share.item for share in solution.shares if share.item in self._payments]
        return [self._reason(solution.line, item) for item in items]

    def _reason(self, line: int, item: int) -> str:
        others = [(other, taken) for other, taken in self._payments[item] if other != line]
        document = self._world.items[item]
        amount, currency = shown(sum(taken for _, taken in others), document.currency), document.currency
        if len(others) > 1:
            return f"of {document.label} {len(others)} other lines of this run are to pay {amount} {currency}"
        day = self._world.day_of(others[0][0])
        return f"of {document.label} another line of this run is to pay {amount} {currency}, that of {day}"
