"""Sums that paid what later lines took: the first payment of a document is the one that pays it, alone or with others.

Whoever pays several documents together without naming them is asked last, when single payments have taken theirs. What
such a line would have found at its own turn, in one way only, counts against the later ones (matching-notes: only the
earliest full payment claims an invoice). Nobody is sure then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence

from reconcile.matching.choosing.asking import Asking
from reconcile.matching.choosing.payers import Question
from reconcile.matching.choosing.solver import still_named
from reconcile.matching.choosing.unlisted import Unlisted
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.matching.weighing.calibration import meets_graver
from reconcile.matching.weighing.levels import says_what_it_is_for, says_which
from reconcile.matching.weighing.turn import Ledger
from reconcile.records import Verdict

#: From here on a sum is likelier than chance, and from here on it keeps a line that says what it pays from being sure.
_LIKELY, _VERY_LIKELY = 0.5, 0.9
#: Days; who pays again does so soon, or after a reminder.
_LATEST = 45
#: Of more documents of a payer some add up by chance.
_MOST = 64


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
        """Lines of the next days that took documents of its payer."""
        items = self._world.parties.items[question.payer.party]
        if len(items) > _MOST:
            return {}
        day = self._world.day_of(question.line)
        lines = {line for item in items for line in ledger.claims.get(item, ())}
        return {line: answers[line] for line in sorted(lines) if 0 < (self._world.day_of(line) - day).days <= _LATEST}

    def _try(
        self, question: Question, later: Mapping[int, Answer], ledger: Ledger, answers: MutableMapping[int, Answer]
    ) -> None:
        for solution, verdict in later.values():
            ledger.release(solution, sure=verdict is Verdict.SURE)
        found = self._found(question, ledger, answers)
        wanted = {share.item for share in found.solution.shares} if found else set[int]()
        takers = [line for line, (one, _) in later.items() if any(share.item in wanted for share in one.shares)]
        gives_way = not any(_says_what_it_pays(later[line].solution) for line in takers)
        for line, (solution, verdict) in later.items():
            if not (gives_way and line in takers):
                ledger.claim(solution, sure=verdict is Verdict.SURE)
        if found and takers and gives_way:
            self._give(found.solution, takers, ledger, answers)
        elif found and takers and found.solution.probability >= _VERY_LIKELY:
            self._doubt(found.solution, takers, ledger, answers)

    def _found(self, question: Question, ledger: Ledger, answers: Mapping[int, Answer]) -> Answer | None:
        """What adds up in one way, likelier than by chance; and nothing the text says speaks against it."""
        found = self._unlisted.solve(question, ledger)
        if found is None or found.equal > 1 or found.probability < _LIKELY:
            return None
        answer = self._asking.judged(found, *still_named(answers[question.line].solution))
        return None if meets_graver(answer.solution, "named later") else answer

    def _give(
        self, found: Solution, takers: Sequence[int], ledger: Ledger, answers: MutableMapping[int, Answer]
    ) -> None:
        """The sum takes its documents, and who took them is asked again."""
        first = answers[takers[0]].solution
        contested = f"the line of {self._world.day_of(first.line)} fits {self._number(first, found)} as well"
        doubt = Doubt(contested, sort="contested")
        answers[found.line] = Answer(found.changed(doubts=(*found.doubts, doubt)), Verdict.REVIEW)
        ledger.claim(found, sure=False)
        for line in takers:
            answers[line] = self._asking.answer(line, ledger, self._paid_with_others(found, answers[line].solution))
            ledger.claim(answers[line].solution, sure=False)

    def _doubt(
        self, found: Solution, takers: Sequence[int], ledger: Ledger, answers: MutableMapping[int, Answer]
    ) -> None:
        """They say what they took and keep it; a person looks at it."""
        for line in takers:
            solution, verdict = answers[line]
            doubted = solution.changed(doubts=(*solution.doubts, self._paid_with_others(found, solution)))
            answers[line] = Answer(doubted, Verdict.REVIEW if verdict is Verdict.SURE else verdict)
            ledger.release(solution, sure=verdict is Verdict.SURE)
            ledger.claim(doubted, sure=False)

    def _paid_with_others(self, found: Solution, solution: Solution) -> Doubt:
        day, number = self._world.day_of(found.line), self._number(solution, found)
        return Doubt(f"the line of {day} may have paid {number} already", sort="perhaps paid before")

    def _number(self, solution: Solution, found: Solution) -> str:
        """Of the first document that both want."""
        wanted = {share.item for share in found.shares}
        return next(self._world.items[share.item].number for share in solution.shares if share.item in wanted)


def _says_what_it_pays(solution: Solution) -> bool:
    return bool(solution.levels) and (says_which(solution.levels) or says_what_it_is_for(solution.levels))
