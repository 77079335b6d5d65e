"""Sums that paid what later lines took: the first payment of a document is the one that pays it, alone or with others.

Whoever pays several documents together without naming them is asked last, when single payments have taken theirs. What
such a line would have found at its own turn, in one way only, counts against the later ones (matching-notes: only the
earliest full payment claims an invoice). Nobody is sure then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from datetime import date

from reconcile.matching.asking import Asking
from reconcile.matching.levels import is_named
from reconcile.matching.payers import Question
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.matching.solver import still_named
from reconcile.matching.turn import Ledger
from reconcile.matching.unlisted import Unlisted
from reconcile.records import Verdict

#: From here on a sum is likelier than chance.
_LIKELY = 0.5


class EarlierSums:
    """Gives documents that later lines took to the earlier sum, or doubts those lines."""

    def __init__(self, asking: Asking, unlisted: Unlisted) -> None:
        self._asking, self._unlisted = asking, unlisted
        self._world = asking.scored.world

    def settle(self, questions: Iterable[Question], ledger: Ledger, answers: MutableMapping[int, Answer]) -> None:
        """Changes the answers of such lines. `questions`: of lines nothing explains, the earliest first."""
        for question in questions:
            later = self._later(question, ledger, answers)
            if later:
                self._try(question, later, ledger, answers)

    def _later(self, question: Question, ledger: Ledger, answers: Mapping[int, Answer]) -> dict[int, Answer]:
        """Lines behind it that took documents of its payer."""
        items = self._world.parties.items[question.payer.party]
        lines = {line for item in items for line in ledger.claims.get(item, ()) if line > question.line}
        return {line: answers[line] for line in sorted(lines)}

    def _try(
        self, question: Question, later: Mapping[int, Answer], ledger: Ledger, answers: MutableMapping[int, Answer]
    ) -> None:
        for solution, verdict in later.values():
            ledger.release(solution, sure=verdict is Verdict.SURE)
        found = self._unlisted.solve(question, ledger)
        wanted = {share.item for share in found.shares} if found and _is_likely(found) else set[int]()
        takers = {line for line, (one, _) in later.items() if not wanted.isdisjoint(share.item for share in one.shares)}
        gives_way = bool(takers) and not any(is_named(later[line].solution.levels) for line in takers)
        for line, (solution, verdict) in later.items():
            if not (gives_way and line in takers):
                ledger.claim(solution, sure=verdict is Verdict.SURE)
        if found is None or not takers:
            return
        if gives_way:
            self._give(found, takers, ledger, answers)
        else:
            self._doubt(question.line, takers, ledger, answers)

    def _give(
        self, found: Solution, takers: Iterable[int], ledger: Ledger, answers: MutableMapping[int, Answer]
    ) -> None:
        """The sum takes its documents, and who took them is asked again."""
        first = answers[min(takers)].solution
        contested = f"the line of {self._day(first.line)} fits {self._number(first)} as well"
        named = still_named(answers[found.line].solution)
        answers[found.line] = self._asking.judged(found, *named, Doubt(contested, sort="contested"))
        ledger.claim(found, sure=False)
        for line in sorted(takers):
            answers[line] = self._asking.answer(
                line, ledger, self._paid_with_others(found.line, answers[line].solution)
            )
            ledger.claim(answers[line].solution, sure=False)

    def _doubt(self, line: int, takers: Iterable[int], ledger: Ledger, answers: MutableMapping[int, Answer]) -> None:
        """They name what they took and keep it; a person looks at it."""
        for taker in takers:
            solution, verdict = answers[taker]
            doubted = solution.changed(doubts=(*solution.doubts, self._paid_with_others(line, solution)))
            answers[taker] = Answer(doubted, Verdict.REVIEW if verdict is Verdict.SURE else verdict)
            ledger.release(solution, sure=verdict is Verdict.SURE)
            ledger.claim(doubted, sure=False)

    def _paid_with_others(self, line: int, solution: Solution) -> Doubt:
        return Doubt(
            f"the line of {self._day(line)} may have paid {self._number(solution)} already", sort="perhaps paid before"
        )

    def _day(self, line: int) -> date:
        return self._world.lines[line].transaction.booking_date

    def _number(self, solution: Solution) -> str:
        """Of its first document."""
        return self._world.items[solution.shares[0].item].number


def _is_likely(found: Solution) -> bool:
    return found.equal == 1 and found.probability >= _LIKELY
