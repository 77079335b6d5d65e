"""Of two lines that may each be a document's whole payment, the earlier pays it; the later one is the second payment.

Lines that name documents have their turn first, so what names one takes it from an earlier line that has its payer and
its amount and names nothing. Where that line is left with nothing to pay, and nothing it says speaks against the
document, it was the payment, and who names the document later pays it again: only the earliest full payment claims an
invoice (matching-notes). Neither line is sure.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

from reconcile.matching.choosing.asking import Asking
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.matching.weighing.calibration import is_hardly_right, meets_graver
from reconcile.matching.weighing.turn import Ledger
from reconcile.records import DifferenceKind, Verdict


class Precedence:
    """Gives documents that later lines took back to the earlier ones."""

    def __init__(self, asking: Asking) -> None:
        self._asking, self._world = asking, asking.scored.world

    def settle(self, ledger: Ledger, answers: MutableMapping[int, Answer]) -> None:
        """Changes the answers of such pairs of lines, the earliest line first."""
        for line in sorted(line for line, answer in answers.items() if _would_pay_twice(answer.solution)):
            later = self._taker(answers[line].solution, ledger, answers)
            if later is not None:
                self._change_places(line, later, ledger, answers)

    def _taker(self, solution: Solution, ledger: Ledger, answers: Mapping[int, Answer]) -> Solution | None:
        """What a line of a later day pays: all of the document, and nothing else, without being sure."""
        takers = ledger.claims.get(solution.about[0], ())
        if len(takers) != 1 or self._world.day_of(takers[0]) <= self._world.day_of(solution.line):
            return None
        later, verdict = answers[takers[0]]
        is_alike = len(later.shares) == 1 and later.shares[0].taken == solution.rest and not later.rest
        return later if is_alike and verdict is Verdict.REVIEW else None

    def _change_places(self, line: int, later: Solution, ledger: Ledger, answers: MutableMapping[int, Answer]) -> None:
        ledger.release(later)
        first = self._asking.answer(line, ledger, self._named_later(later))
        if self._is_meant(first.solution, later):
            ledger.claim(first.solution, sure=False)
            second = self._asking.answer(later.line, ledger)
            if not second.solution.shares:
                answers[line], answers[later.line] = first, second
                return
            ledger.release(first.solution)
        ledger.claim(later, sure=False)

    def _is_meant(self, first: Solution, later: Solution) -> bool:
        """It pays the same, and the text says nothing that speaks against it."""
        is_alike = first.shares == later.shares and first.equal == 1
        return is_alike and not is_hardly_right(first) and not meets_graver(first, "named later")

    def _named_later(self, later: Solution) -> Doubt:
        number = self._world.items[later.shares[0].item].number
        return Doubt(f"the line of {self._world.day_of(later.line)} names {number}", sort="named later")


def _would_pay_twice(solution: Solution) -> bool:
    is_twice = solution.kind == "overpayment" and solution.difference_kind is DifferenceKind.OVERPAYMENT
    return is_twice and not solution.shares and bool(solution.about)
