"""Payments that settle several documents of one party without naming any: which of its open documents add up?

Asked last, of lines nothing else explains, whose payer is known by account or name. All ways are counted, with each
discount in term taken or not and credit notes taken off: one way of one is an answer, one of seven is a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from reconcile.matching.choosing.payers import Payer, Payers, Question
from reconcile.matching.choosing.sums import MAX_SUBSETS, Ways, coincidences, count_ways, options_of
from reconcile.matching.knowing.world import World
from reconcile.matching.parties import OWN_ACCOUNTS, AccountFact
from reconcile.matching.scoring import probabilities
from reconcile.matching.solution import Doubt, Share, Solution, solution_of
from reconcile.matching.weighing.turn import Ledger, Scored

_FEWEST = 2  # one alone was looked for before
#: What is left for "none of these" where exactly one way is found and no coincidence is to be expected.
_DOUBTFUL = 0.03


class Unlisted:
    """Finds what adds up among the open documents of a line's payer."""

    def __init__(self, scored: Scored, payers: Payers) -> None:
        self._scored = scored
        self._payers = payers

    def solve(self, question: Question, ledger: Ledger) -> Solution | None:
        """None when nothing adds up."""
        items, amount = self._payers.open_items(question, ledger), question.amount
        if len(items) < _FEWEST or amount > sum(ledger.rest[item] for item in items):
            return None
        if meant := self._of_the_months_said(question, items, ledger):
            return meant
        options = [self._options(question.day, item, ledger) for item in items]
        every_way = len(options) <= MAX_SUBSETS
        found = _ways(options, amount) if every_way else _run_of_neighbours(options, amount)
        if found is None:
            return None
        solution = self._solution(question, found, coincidences(options, amount))
        twin = self._taken_twins(question, items, solution.shares, ledger)
        more = [f"{len(options)} are open, of which only neighbours in time were added up"] if not every_way else []
        said = [Doubt(text, sort="not every way tried") for text in more]
        return solution.changed(doubts=(*solution.doubts, *said, *twin))

    def _of_the_months_said(self, question: Question, items: Sequence[int], ledger: Ledger) -> Solution | None:
        """All documents that are for the months the text says, if just these add up."""
        said = self._scored.world.titles.of_the_months_said(question.line, items)
        shares = tuple(self._options(question.day, item, ledger)[0] for item in said)
        if len(shares) < _FEWEST or sum(share.signed for share in shares) != question.amount:
            return None
        solution = self._solution(question, Ways(1, shares), 0.0)
        twin = self._taken_twins(question, items, shares, ledger)
        why = "they are those of the months the text says"
        return solution.changed(reasons=(*solution.reasons, why), doubts=(*solution.doubts, *twin))

    def _taken_twins(
        self, question: Question, items: Sequence[int], shares: Sequence[Share], ledger: Ledger
    ) -> list[Doubt]:
        chosen = [share.item for share in shares]
        return self._tentative_twin(question.payer.party, shares, ledger) or taken_before(
            question.amount, items, chosen, ledger, self._scored.world
        )

    def _tentative_twin(self, party: int, shares: Sequence[Share], ledger: Ledger) -> list[Doubt]:
        """A document of the same amount that an earlier line took without being sure may be the one meant here."""
        taken, chosen = {share.taken for share in shares}, {share.item for share in shares}
        for item in self._scored.world.parties.items[party]:
            amount = ledger.firm[item]
            if item not in chosen and amount in taken and ledger.rest[item] < amount:
                label = self._scored.world.items[item].label
                text = f"{label} has the same amount as one of these, and what was taken to pay it is not sure"
                return [Doubt(text, sort="a twin claimed")]
        return []

    def _options(self, day: int, item: int, ledger: Ledger) -> list[Share]:
        columns, rest = self._scored.item_columns, ledger.rest[item]
        if columns["credit"][item]:
            return [Share(item, rest, is_credit=True)]
        in_term = rest == ledger.open[item] and day <= columns["discount_day"][item]
        return options_of(item, rest, int(columns["discount"][item]) if in_term else 0)

    def _solution(self, question: Question, found: Ways, coincidences: float) -> Solution:
        levels = question.payer.levels("unlisted")
        log_odds = self._scored.scale.log_odds_of(levels)
        strength = probabilities([log_odds])[0]
        chance = (1 - _DOUBTFUL) / (found.ways + coincidences)
        netted = any(share.is_credit for share in found.shares)
        numbers = len(found.shares)
        said = (
            f"{numbers} open documents add up to the amount, in this way only"
            if found.ways == 1
            else f"{numbers} open documents add up to the amount: 1 of {found.said} ways"
        )
        return solution_of(
            line=question.line, kind="netting" if netted else "collective", shares=found.shares, rest=0,
            about=tuple(share.item for share in found.shares), levels=levels, log_odds=log_odds,
            probability=min(strength, chance), equal=found.ways, guess=_basis_of(question.payer), reasons=(said,),
            doubts=(Doubt("the text names none of these documents"),),
        )  # fmt: skip


def taken_before(
    amount: int, considered: Sequence[int], unnamed: Sequence[int], ledger: Ledger, world: World
) -> list[Doubt]:
    """The first of the documents considered that alone was this amount before an earlier line took of it; else the
    first of the chosen ones no text names of which an earlier line left only a part: that seldom belongs to a sum."""
    for item in considered:
        if ledger.open[item] == amount and ledger.rest[item] != amount:
            text = f"{world.items[item].label} alone was this amount before an earlier line took of it"
            return [Doubt(text, sort="one alone")]
    for item in unnamed:
        if ledger.rest[item] != ledger.open[item]:
            text = f"of {world.items[item].label} an earlier line left only this open"
            return [Doubt(text, sort="a rest")]
    return []


def _basis_of(payer: Payer) -> str:
    if payer.account is AccountFact.SHARED:
        return "none listed, by a shared account"
    return "none listed, by account" if payer.account in OWN_ACCOUNTS else "none listed, by name"


def _ways(options: Sequence[Sequence[Share]], amount: int) -> Ways | None:
    """All ways; a run of neighbours in time is shown first."""
    run = _run_of_neighbours(options, amount)
    found = count_ways(options, amount, fewest=_FEWEST)
    if found is None:
        return None
    return replace(found, shares=run.shares) if run else found


def _run_of_neighbours(options: Sequence[Sequence[Share]], amount: int) -> Ways | None:
    """Documents next to each other in time, each in full, that add up: payers settle the oldest first."""
    in_full = [one[0] for one in options]
    through = list(accumulate((share.signed for share in in_full), initial=0))
    ends: dict[int, list[int]] = defaultdict(list)  #: by what all until then come to
    for end, total in enumerate(through):
        ends[total].append(end)
    runs = [
        (first, end)
        for first, total in enumerate(through)
        for end in ends.get(total + amount, ())
        if end >= first + _FEWEST
    ]
    return Ways(len(runs), tuple(in_full[slice(*runs[0])])) if runs else None
