"""Lines explained without matching: left out and returned ones beforehand, the ignored kinds afterwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from reconcile.matching.knowing.classify import (
    OWN_TRANSFER,
    Explanation,
    Said,
    left_out,
    returns_of,
)
from reconcile.matching.knowing.originals import Counterparties
from reconcile.matching.returning.given_back import GivenBack
from reconcile.matching.returning.paid_again import PaidAgain
from reconcile.matching.returning.paying_again import perhaps_paying_again
from reconcile.matching.returning.taken_back import Backs, perhaps_taken_back
from reconcile.matching.returning.undone import perhaps_undone
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.records import BankLine, BookedPayment, Verdict

Beforehand = tuple[dict[int, Answer], dict[int, tuple[Doubt, ...]], GivenBack]

MAY_BE_RETURNED = "may be returned"  #: the sort of that doubt
BY_HAND = "book this by hand in Kanbert: its payments cannot express it"


def settle_beforehand(
    lines: Sequence[BankLine],
    theirs: Counterparties,
    said: Said,
    payments: Sequence[BookedPayment],
    max_holders: int,
) -> Beforehand:
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
    back = GivenBack(lines, theirs, returns, said.refunded, payments, max_holders=max_holders)
    found_nothing: set[int] = set()
    for position, why in returns.items():
        if position in settled:
            continue
        line = lines[position]
        originals = [one for one in back.lines(position) if one not in settled]
        settled[position] = Answer(_return(position, lines, why, originals, back), Verdict.REVIEW)
        if len(originals) == 1:
            settled[originals[0]] = Answer(_given_back(originals[0], lines[originals[0]], line), Verdict.REVIEW)
        for one in originals[1:] and originals:
            doubts[one] += (_may_be_returned(line.transaction.booking_date),)
        if not originals:
            found_nothing.add(position)
    spent = settled.keys() - found_nothing
    undone = perhaps_undone(lines, theirs, found_nothing, spent)
    shown = {position for position in found_nothing if back.payments(position)}
    for position, day in perhaps_taken_back(lines, theirs, said, Backs(found_nothing, shown, spent)).items():
        undone[position] = min(undone.get(position, day), day)
    for position, day in undone.items():
        doubts[position] += (_may_be_returned(day),)
    for position, day in perhaps_paying_again(lines, theirs, found_nothing, back).items():
        doubts[position] += (Doubt(f"as much came back on {day}: this may pay that again", sort="a paid twin"),)
    return settled, dict(doubts), back


def _may_be_returned(day: date) -> Doubt:
    return Doubt(f"may have been returned on {day}", sort=MAY_BE_RETURNED)


class Rest:
    """What is said of lines that pay nothing, once everything is allocated."""

    def __init__(self, lines: Sequence[BankLine], said: Said, again: PaidAgain, back: GivenBack) -> None:
        self._lines, self._said, self._again, self._back = lines, said, again, back

    def explained(self, answer: Answer) -> Answer:
        """The answer; an unmatched line is called a refund or ignored where something says so."""
        solution = answer.solution
        if not solution.kind and solution.line in self._said.refunded:
            return Answer(self._refund(solution), Verdict.REVIEW)
        if solution.kind or any(doubt.sort != MAY_BE_RETURNED for doubt in solution.doubts):
            return answer
        is_own = solution.line in self._said.own
        explanation = OWN_TRANSFER if is_own else self._said.explained(solution.line)
        if explanation is None:
            known = tuple(Doubt(text) for text in self._again.said(solution.line))
            return Answer(solution.changed(doubts=(*solution.doubts, *known)), answer.verdict) if known else answer
        ignored = solution.changed(kind=explanation.kind, reasons=(explanation.reason,), doubts=())
        return Answer(ignored, Verdict.IGNORED)

    def _refund(self, solution: Solution) -> Solution:
        """Beside the payments it may give back, the latest first; those stay paid, a person decides."""
        originals = self._back.lines(solution.line)
        answer = _return(solution.line, self._lines, "the text speaks of a refund", originals, self._back)
        return answer.changed(doubts=solution.doubts)


def _ignored(position: int, line: BankLine, explanation: Explanation) -> Solution:
    rest = abs(line.transaction.amount_minor)
    return Solution(line=position, kind=explanation.kind, rest=rest, probability=1.0, reasons=(explanation.reason,))


def _return(position: int, lines: Sequence[BankLine], why: str, originals: Sequence[int], back: GivenBack) -> Solution:
    """Beside lines of this run, else payments of earlier ones; of several each is a possibility."""
    line, payments = lines[position], [] if originals else back.payments(position)
    gives = "may give back" if len(originals) + len(payments) > 1 else "gives back"
    found = [_line(gives, line, lines[one]) for one in originals] or [_payment(gives, line, one) for one in payments]
    return Solution(
        line=position, kind="return", rest=abs(line.transaction.amount_minor), reasons=(why, *found[:_MOST_SHOWN]),
        warnings=(BY_HAND, *found[:_MOST_SHOWN]),
    )  # fmt: skip


_MOST_SHOWN = 3


def _line(gives: str, back: BankLine, original: BankLine) -> str:
    one = original.transaction
    return f"{_part(gives, back, one.amount_minor)} the line of {one.booking_date}: {_excerpt(original)}"


def _payment(gives: str, back: BankLine, payment: BookedPayment) -> str:
    documents = ", ".join(payment.documents)
    return f"{_part(gives, back, payment.amount_minor)} the payment of {payment.day} for {documents}"


def _part(gives: str, back: BankLine, amount: int) -> str:
    return f"{gives} part of" if abs(back.transaction.amount_minor) < abs(amount) else gives


def _given_back(position: int, line: BankLine, back: BankLine) -> Solution:
    why = f"returned on {back.transaction.booking_date}"
    return Solution(
        line=position, kind="return", rest=abs(line.transaction.amount_minor), reasons=(why,), warnings=(why, BY_HAND)
    )


def _excerpt(line: BankLine) -> str:
    one = line.transaction
    return " ".join(f"{one.counterparty_name} {one.remittance}".split())[:60]
