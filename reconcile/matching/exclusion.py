"""Lines explained without matching: left out and returned ones beforehand, the ignored kinds afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reconcile.matching.allocation import Answer
from reconcile.matching.classify import (
    OWN_TRANSFER,
    Explanation,
    ReturnIndex,
    Said,
    left_out,
    originals_of,
    returns_of,
)
from reconcile.matching.solution import Doubt, Solution
from reconcile.records import BankLine, Verdict

Beforehand = tuple[dict[int, Answer], dict[int, tuple[Doubt, ...]], ReturnIndex]

BY_HAND = "book this by hand in Kanbert: its payments cannot express it"


def settle_beforehand(lines: Sequence[BankLine], said: Said) -> Beforehand:
    """(answers by line, doubts by line, what returns and refunds may give back): pending and empty lines, returns and
    the lines they give back.

    Where a return can only mean one line, the two cancel out and neither is booked; where it may mean several, each
    of those stays a proposal with a doubt.
    """
    settled: dict[int, Answer] = {}
    doubts: dict[int, tuple[Doubt, ...]] = defaultdict(tuple)
    for position, line in enumerate(lines):
        explanation = left_out(line.transaction)
        if explanation:
            settled[position] = Answer(_ignored(position, line, explanation), Verdict.IGNORED)
    returns = returns_of(lines, said)
    index = ReturnIndex(lines, {*returns, *said.refunded})
    for position, why in returns.items():
        if position in settled:
            continue
        line = lines[position]
        originals = [one for one in originals_of(position, lines, index) if one not in settled]
        settled[position] = Answer(_return(position, line, why, [lines[one] for one in originals]), Verdict.REVIEW)
        if len(originals) == 1:
            settled[originals[0]] = Answer(_given_back(originals[0], lines[originals[0]], line), Verdict.REVIEW)
        for one in originals[1:] and originals:
            doubts[one] += (
                Doubt(f"may have been returned on {line.transaction.booking_date}", sort="may be returned"),
            )
    return settled, dict(doubts), index


class Rest:
    """What is said of lines that pay nothing, once everything is allocated."""

    def __init__(self, lines: Sequence[BankLine], own_ibans: frozenset[str], said: Said, index: ReturnIndex) -> None:
        self._lines, self._own_ibans, self._said, self._index = lines, own_ibans, said, index

    def explained(self, answer: Answer) -> Answer:
        """The answer; an unmatched line is called a refund or ignored where something says so."""
        solution = answer.solution
        if solution.kind or solution.doubts:
            return answer
        if solution.line in self._said.refunded:
            return Answer(self._refund(solution.line), Verdict.REVIEW)
        iban = self._lines[solution.line].transaction.counterparty_iban
        is_own = iban and iban in self._own_ibans
        explanation = OWN_TRANSFER if is_own else self._said.explained(solution.line)
        if explanation is None:
            return answer
        return Answer(solution.changed(kind=explanation.kind, reasons=(explanation.reason,)), Verdict.IGNORED)

    def _refund(self, position: int) -> Solution:
        """Beside the payments it may give back, the latest first; those stay paid, a person decides."""
        originals = [self._lines[one] for one in originals_of(position, self._lines, self._index)]
        return _return(position, self._lines[position], "the text speaks of a refund", originals)


def _ignored(position: int, line: BankLine, explanation: Explanation) -> Solution:
    rest = abs(line.transaction.amount_minor)
    return Solution(line=position, kind=explanation.kind, rest=rest, probability=1.0, reasons=(explanation.reason,))


def _return(position: int, line: BankLine, why: str, originals: Sequence[BankLine]) -> Solution:
    days = [f"gives back the line of {one.transaction.booking_date}: {_excerpt(one)}" for one in originals[:3]]
    return Solution(
        line=position, kind="return", rest=abs(line.transaction.amount_minor), reasons=(why, *days),
        warnings=(BY_HAND, *days),
    )  # fmt: skip


def _given_back(position: int, line: BankLine, back: BankLine) -> Solution:
    why = f"returned on {back.transaction.booking_date}"
    return Solution(
        line=position, kind="return", rest=abs(line.transaction.amount_minor), reasons=(why,), warnings=(why, BY_HAND)
    )


def _excerpt(line: BankLine) -> str:
    one = line.transaction
    return " ".join(f"{one.counterparty_name} {one.remittance}".split())[:60]
