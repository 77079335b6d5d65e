"""The verdict on one solution: what the gates say of it."""

from __future__ import annotations

from reconcile.matching.judging import number_verdicts, payer_verdicts, text_verdicts, verdicts
from reconcile.matching.judging.clear import WithoutDoubt
from reconcile.matching.judging.verdicts import GATES, Gate
from reconcile.matching.knowing.world import World
from reconcile.matching.solution import Doubt, Solution
from reconcile.records import Verdict

#: Gates that say nothing of the lines, of the documents, that are `WithoutDoubt`.
OF_THE_LINE = (
    payer_verdicts.own_account,
    verdicts.flags,
    text_verdicts.no_refund,
    payer_verdicts.an_invoice_at_all,
    number_verdicts.no_settled_document,
    payer_verdicts.not_booked_by_hand,
)
OF_DOCUMENTS = (verdicts.safe_items, verdicts.no_discount_remainder, number_verdicts.not_superseded)

#: (the line is without doubt, all documents are) → the gates that are left to be asked.
_ASKED = {
    (line, documents): tuple(
        gate for gate in GATES if not (line and gate in OF_THE_LINE) and not (documents and gate in OF_DOCUMENTS)
    )
    for line in (True, False)
    for documents in (True, False)
}


class Judge:
    """Asks the gates. What those of a line alone, or of documents alone, say is known in columns: nothing, mostly."""

    def __init__(self, world: World, without_doubt: WithoutDoubt) -> None:
        self._world = world
        self._lines, self._items = without_doubt.lines.data, without_doubt.items.data  # read cell by cell

    def judged(self, solution: Solution, left: tuple[Gate, ...] | None = None) -> tuple[Solution, Verdict]:
        """The solution with every doubt named, and its verdict. Only a solution with allocations can be sure. `left`:
        the gates that may object, where it is known of the others that they do not."""
        if not solution.shares:
            return solution, Verdict.UNMATCHED if solution.is_unmatched else Verdict.REVIEW
        asked = self._asked(solution) if left is None else left
        found = [doubt for gate in asked for doubt in gate(solution, self._world)]
        if again := tuple(doubt for doubt in found if doubt.sort == payer_verdicts.PAID_AGAIN):
            return _nothing(solution, again), Verdict.UNMATCHED
        if found:
            solution = solution.changed(doubts=tuple(dict.fromkeys((*solution.doubts, *found))))
        if solution.equal > 1:
            return solution, Verdict.AMBIGUOUS
        return solution, Verdict.REVIEW if solution.doubts else Verdict.SURE

    def _asked(self, solution: Solution) -> tuple[Gate, ...]:
        items = self._items
        return _ASKED[bool(self._lines[solution.line]), all(items[share.item] for share in solution.shares)]


def _nothing(solution: Solution, why: tuple[Doubt, ...]) -> Solution:
    """In place of what fits a line that pays again what was just paid: hardly one in a hundred of them pays that."""
    amount = solution.rest + sum(share.signed for share in solution.shares)
    return Solution(line=solution.line, rest=amount, probability=1.0, doubts=why)
