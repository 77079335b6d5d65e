"""One consistent solution for the whole file, in time order, never above what is open.

Lines whose text names a document of just their amount go first, then lists of documents, then those that name another,
of all these last the lists that do not add up by themselves, then the others, and of these last what is hardly right;
each group in time order. A `Ledger` keeps what is still open of each item: `rest` after all claims (nothing is proposed
twice), `firm` after the sure ones only (what was claimed tentatively is still a rival). Only the earliest full payment
claims an invoice outright.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from reconcile.matching.choosing.asking import Asking
from reconcile.matching.choosing.claims import Claims
from reconcile.matching.choosing.earlier_sums import EarlierSums
from reconcile.matching.choosing.naming import Naming
from reconcile.matching.choosing.nearest import Nearest
from reconcile.matching.choosing.payers import Payers
from reconcile.matching.choosing.precedence import Precedence
from reconcile.matching.choosing.quick import Quick
from reconcile.matching.choosing.solver import ANOTHER_NAMED, Solver, still_named
from reconcile.matching.choosing.succession import Succession
from reconcile.matching.choosing.unlisted import Unlisted
from reconcile.matching.judging.clear import WithoutDoubt, clear_solutions, without_candidates
from reconcile.matching.judging.judge import Judge
from reconcile.matching.knowing.classify import Said
from reconcile.matching.solution import Answer, Doubt
from reconcile.matching.weighing.calibration import is_hardly_right
from reconcile.matching.weighing.turn import Ledger, Scored
from reconcile.records import Verdict


def allocate(
    scored: Scored, settled: Mapping[int, Answer], doubts: Mapping[int, tuple[Doubt, ...]], said: Said
) -> list[Answer]:
    """One answer per line, in line order (= time order). `settled`: lines explained beforehand, which claim nothing;
    `doubts`: reasons against "sure" known beforehand."""
    apart = {*settled, *doubts}
    naming = Naming(scored, settled)
    claims = Claims(scored, naming)
    without_doubt = WithoutDoubt(scored, apart)
    clear = clear_solutions(scored, without_doubt, claims.repeats)
    answers = {line: Answer(solution, Verdict.SURE) for line, solution in clear.items()}
    answers |= {line: Answer(nothing, Verdict.UNMATCHED) for line, nothing in without_candidates(scored, apart).items()}
    ledger = Ledger(scored.item_columns)
    named, unnamed = naming.in_order()
    succession = Succession(scored, [line for line in unnamed if line not in said.no_invoice])
    solver, quick = Solver(scored, succession, said.no_invoice), Quick(scored, without_doubt)
    judge = Judge(scored.world, without_doubt)
    asking = Asking(scored, solver, judge, doubts)
    for solution in clear.values():
        ledger.claim(solution, sure=True)
    put_off, hardly = dict[int, None](), dict[int, None]()
    for line in chain(named, put_off, unnamed, hardly):
        if line in answers:
            continue
        found = quick.solve(line, ledger)
        solution, left = found or (solver.solve(scored.turn(line, ledger), ledger), None)
        if line not in put_off and line not in hardly and naming.may_wait(solution):
            put_off[line] = None
            continue
        contested = claims.contested(solution, ledger, answers)
        further = (*doubts.get(line, ()), *contested)
        if further:
            solution = solution.changed(doubts=(*solution.doubts, *further))
        solution, verdict = judge.judged(solution, left)
        if line not in hardly and is_hardly_right(solution):
            hardly[line] = None
            continue
        ledger.claim(solution, sure=verdict is Verdict.SURE)
        answers[line] = Answer(solution, verdict)
    Precedence(asking).settle(ledger, answers)
    _ask_again(asking, ledger, answers)
    return [answers.get(line) or settled[line] for line in range(len(scored.world.lines))]


def _ask_again(asking: Asking, ledger: Ledger, answers: dict[int, Answer]) -> None:
    """Lines nothing explains, in time order: do several documents of the payer add up, is one of them near? Lines that
    speak of other money are not asked."""
    scored = asking.scored
    payers, said = Payers(scored), scored.world.said
    other = said.refunded | said.no_invoice
    lines = sorted(line for line, answer in answers.items() if _is_open_question(answer) and line not in other)
    by_code = {line for line in lines if (why := said.explained(line)) and why.by_code}
    asked = [payers.question(line) for line in lines if line not in by_code]
    questions = [one for one in asked if one]
    unlisted = Unlisted(scored, payers)
    EarlierSums(asking, unlisted).settle(questions, ledger, answers)
    for guess in (unlisted.solve, Nearest(scored, payers).solve):
        for question in questions:
            line = question.line
            if not _is_open_question(answers[line]):
                continue
            solution = guess(question, ledger)
            if solution is not None:
                answers[line] = asking.judged(solution, *still_named(answers[line].solution))
                ledger.claim(answers[line].solution, sure=False)


def _is_open_question(answer: Answer) -> bool:
    """Nothing was found; that the text names what somebody else owes does not count as found."""
    return answer.verdict is Verdict.UNMATCHED and all(doubt.sort == ANOTHER_NAMED for doubt in answer.solution.doubts)
