"""A payer is known, names nothing, and no amount fits: which one document of that payer is it nearest to?

Banks deduct fees, people round, take discounts nobody agreed, pay in instalments, or type a digit wrong. A proposal
made here is never sure: it saves a person the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.matching.choosing.payers import Payers, Question
from reconcile.matching.reading.likeness import is_near, share_of_title
from reconcile.matching.reading.phrases import speaks_of_part
from reconcile.matching.reading.portions import portion
from reconcile.matching.reading.text import Strength
from reconcile.matching.signals import TITLE_PART, date_level
from reconcile.matching.solution import Doubt, Share, Solution, solution_of
from reconcile.matching.weighing.turn import Ledger, Scored
from reconcile.records import DifferenceKind

#: Paid too much: at most so many per mille above what is open.
_MOST_ABOVE = 300
#: Per mille of what is open within which an amount is near.
_NEAR = 50
#: How often a guess of each kind is right: the only open document; the only near one; the only one of that title; the
#: only one whose number is like one in the text.
_ONLY, _NEAREST, _TITLED, _ALIKE = 0.75, 0.8, 0.85, 0.9

_WHOLE = frozenset((Strength.PRINTED, Strength.DIGITS, Strength.WHOLE))


@dataclass(frozen=True, slots=True)
class _Guess:
    item: int
    chance: float  #: how often a guess of this kind is right
    why: str


class Nearest:
    def __init__(self, scored: Scored, payers: Payers) -> None:
        self._scored = scored
        self._payers = payers

    def solve(self, question: Question, ledger: Ledger) -> Solution | None:
        """None when no one document stands out."""
        items = [
            item
            for item in self._payers.open_items(question, ledger)
            if not self._scored.item_columns["credit"][item]
            and question.amount * 1000 <= ledger.rest[item] * (1000 + _MOST_ABOVE)
        ]
        named = self._named_whole(question)
        if named:
            items = [item for item in items if item in named]
        found = self._outstanding(question, items, ledger) if items else None
        return self._solution(question, found, ledger.rest[found.item]) if found else None

    def _named_whole(self, question: Question) -> set[int]:
        """Invoices of the payer whose whole number the text holds, paid or not: no number beside them is misread."""
        scored, columns = self._scored, self._scored.item_columns
        _, _, rows = scored.rows.of(question.line)
        named = {scored.rows.item[row] for row in rows if scored.links["number"][row] in _WHOLE}
        return {
            item for item in named if columns["party"][item] == question.payer.party and not columns["credit"][item]
        }

    def _outstanding(self, question: Question, items: Sequence[int], ledger: Ledger) -> _Guess | None:
        text, amount = self._scored.world.lines[question.line].transaction.remittance, question.amount
        titled = [item for item in items if share_of_title(self._scored.world.items[item].title, text) >= TITLE_PART]
        alike = [item for item in items if is_near(text, self._scored.world.items[item].number)]
        near = [item for item in items if abs(amount - ledger.rest[item]) * 1000 <= ledger.rest[item] * _NEAR]
        for chosen, chance, why in (
            (alike, _ALIKE, "the only open document with a number like one in the text"),
            (titled, _TITLED, "the only open document of this title"),
            (near, _NEAREST, "the open amount nearest to it"),
            (items, _ONLY, "the only open document of this payer"),
        ):
            if len(chosen) == 1:
                return _Guess(chosen[0], chance, why)
        return None

    def _solution(self, question: Question, guess: _Guess, rest: int) -> Solution:
        above = max(0, question.amount - rest)
        world = self._scored.world
        is_part = speaks_of_part(world.lines[question.line].transaction)
        said = portion(question.amount, rest, world.items[guess.item].gross_minor, said_a_part=is_part)
        columns = self._scored.item_columns
        date = date_level(question.day, int(columns["invoice_day"][guess.item]), int(columns["due_day"][guess.item]))
        levels = question.payer.levels("above" if above else "part", date)
        kind = DifferenceKind.NONE if above else DifferenceKind.PART_PAYMENT
        return solution_of(
            line=question.line, kind="overpayment" if above else "part payment",
            shares=(Share(guess.item, min(question.amount, rest), 0, kind),), rest=above,
            difference_kind=DifferenceKind.OVERPAYMENT if above else DifferenceKind.NONE, about=(guess.item,),
            levels=levels, log_odds=self._scored.scale.log_odds_of(levels), probability=guess.chance,
            guess=guess.why, portion=said.word, reasons=(guess.why, *filter(None, (said.reason,))),
            doubts=(Doubt("the text does not name this document, and the amount is another"),),
        )  # fmt: skip
