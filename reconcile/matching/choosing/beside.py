"""What else of its party's an amount may be that no number explains: several other documents together, one that an
earlier line of this run left just so much of, one that was paid before the bank took its charges, or in another
currency, one that is paid off in parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reconcile.matching.choosing.sums import two_or_three_are
from reconcile.matching.judging.text_verdicts import asks_for_a_part
from reconcile.matching.reading.charges import sent
from reconcile.matching.reading.phrases import speaks_of_instalments
from reconcile.matching.solution import Doubt, Share, Solution
from reconcile.matching.weighing.levels import is_named, says_what_it_is_for
from reconcile.matching.weighing.turn import Ledger, Scored


class Beside:
    """Asked of single documents the text does not name. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored) -> None:
        self._world = scored.world
        self._days, self._amounts = scored.line_columns["day"].data, scored.line_columns["amount"].data
        self._credit = scored.item_columns["credit"].data

    def doubts(self, solution: Solution, ledger: Ledger) -> list[Doubt]:
        if solution.kind != "single" or is_named(solution.levels):
            return []
        (share,), world = solution.shares, self._world
        currency = world.items[share.item].currency
        fellows = world.fellows.others(share.item, self._days[solution.line])
        for other in self._ordered(solution.line, fellows, ledger):
            return [Doubt(f"what was ordered is just what is open of {world.items[other].label}", sort="a near rival")]
        fellows = [one for one in fellows if ledger.firm[one] > 0 and world.items[one].currency == currency]
        if not fellows:
            return []
        for other in self._one_alone(solution.line, share, fellows, ledger):
            return [Doubt(f"{world.items[other].label} fits nearly as well", sort="a near rival")]
        larger = [one for one in fellows if ledger.firm[one] > share.taken and not self._credit[one]]
        if larger and not self._credit[share.item]:
            for doubt in self._paid_off(solution, share, larger, ledger):
                return [doubt]
        return self._several(share, fellows, ledger)

    def _one_alone(self, line: int, share: Share, fellows: Sequence[int], ledger: Ledger) -> Iterator[int]:
        """Of a document nobody has touched what is open is an amount beside others, and the candidates are held against
        one another; not so what this run left of one, nor what was on its way before charges."""
        before_charges = sent(self._world.lines[line].transaction)
        taken, is_credit = share.taken, self._credit[share.item]
        rest, firm, at_first = ledger.rest, ledger.firm, ledger.open
        for other in fellows:
            is_rest = at_first[other] != taken and taken in {rest[other], firm[other]}
            was_sent = rest[other] in before_charges or firm[other] in before_charges
            if (is_rest or was_sent) and self._credit[other] == is_credit:
                yield other

    def _ordered(self, line: int, fellows: Sequence[int], ledger: Ledger) -> Iterator[int]:
        """In another currency, and just so much is open of one in it."""
        transaction = self._world.lines[line].transaction
        original = transaction.original
        if original is None or original.currency == transaction.currency:
            return
        for other in fellows:
            is_as_much = original.amount_minor in {ledger.rest[other], ledger.firm[other]}
            if is_as_much and self._world.items[other].currency == original.currency:
                yield other

    def _paid_off(self, solution: Solution, share: Share, larger: Sequence[int], ledger: Ledger) -> Iterator[Doubt]:
        """What is paid off in parts of just this amount, in Kanbert or in this run, may be meant; unless the text tells
        the documents apart. It may say itself that it pays something off."""
        world, amounts, line = self._world, self._amounts, solution.line
        if not says_what_it_is_for(solution.levels):
            for other in larger:
                sizes = world.paid_in_parts.get(other, ())
                if share.taken in sizes or any(amounts[one] == share.taken for one in ledger.claims.get(other, ())):
                    text = f"{world.items[other].label} is paid in parts of just this amount"
                    yield Doubt(text, sort="a near rival")
        if speaks_of_instalments(world.lines[line].transaction) and not asks_for_a_part(solution, world):
            yield Doubt("the text speaks of a part payment", sort="other words")

    def _several(self, share: Share, fellows: Sequence[int], ledger: Ledger) -> list[Doubt]:
        """Together they are this amount, or one of them less a credit note (money.md 11); what was claimed tentatively
        counts."""
        firm, is_credit = ledger.firm, self._credit[share.item]
        like = [firm[item] for item in fellows if self._credit[item] == is_credit]
        less = {firm[item] for item in fellows if self._credit[item] != is_credit}
        netted = any(owed - share.taken in less for owed in like) if less else False
        if not netted and not two_or_three_are([owed for owed in like if owed < share.taken], share.taken):
            return []
        return [Doubt("other open documents of this party add up to it as well", sort="others add up")]
