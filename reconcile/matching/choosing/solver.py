"""The answer for one line: single, collective, part, too much, duplicate, nothing. Reads the ledger, writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from reconcile.matching.choosing.lists import Lists
from reconcile.matching.choosing.party_named import of_the_party_named
from reconcile.matching.choosing.rivals import Rivals
from reconcile.matching.choosing.settling import Settling, fits
from reconcile.matching.choosing.succession import Succession
from reconcile.matching.knowing.world import Role
from reconcile.matching.reading.likeness import is_near
from reconcile.matching.reading.phrases import speaks_of_part
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.solution import Doubt, Solution, solution_of
from reconcile.matching.weighing.levels import is_a_strangers
from reconcile.matching.weighing.turn import Candidate, Ledger, Scored, Turn
from reconcile.records import DifferenceKind

#: The sort of doubt where the text names what the answer does not pay.
ANOTHER_NAMED = "another named"
#: The same, of the payer's own document in another currency.
ANOTHER_CURRENCY = "another currency"


class Solver:
    """Answers for one line at a time. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored, succession: Succession, no_invoice: frozenset[int] = frozenset()) -> None:
        """`no_invoice`: lines that speak of money no invoice asks for; they must name the document they pay."""
        self._succession, self._no_invoice = succession, no_invoice
        self._world, self._items, self._rules = scored.world, scored.world.items, scored.world.rules
        self._settling, self._rivals = Settling(scored), Rivals(scored.world.items)
        self._lists = Lists(scored, self._settling, self._rivals)

    def solve(self, turn: Turn, ledger: Ledger) -> Solution:
        listed = [one for one in turn.live if one.named and one.role == Role.BOOKABLE]
        if not listed:
            gone = [one for one in turn.candidates if one.named and one.role == Role.BOOKABLE and one.is_gone]
            paid = [one for one in gone if self._was_paid(turn, one, ledger)]
            if gone and not self._fits_another(turn, gone, ledger):
                return self._duplicate(turn, paid, ledger) if paid else self._taken_later(turn, gone, ledger)
        together = self._lists.collective(turn, listed, ledger) if listed else None
        answer = together or self._single(turn, listed, ledger)
        unpaid = self._left_unpaid(turn, answer)
        return answer.changed(doubts=(*answer.doubts, *unpaid)) if unpaid else answer

    def _was_paid(self, turn: Turn, one: Candidate, ledger: Ledger) -> bool:
        """By an earlier line, or in Kanbert; what only a later line pays was open still, and was of another amount."""
        lines = ledger.claims.get(one.item)
        return not lines or min(lines) < turn.line or ledger.open[one.item] == turn.amount

    def _fits_another(self, turn: Turn, gone: list[Candidate], ledger: Ledger) -> bool:
        """The paid document the text names never had this amount, and one of the payer's own has: a digit is wrong."""
        same = any(ledger.open[one.item] == turn.amount for one in gone)
        return not same and any(one.party_agrees and fits(one) for one in turn.live)

    # -- one document

    def _single(self, turn: Turn, listed: list[Candidate], ledger: Ledger) -> Solution:
        live = turn.live
        if not live or sum(probabilities([one.log_odds for one in live])) < self._rules.propose_probability:
            return self._none(turn, ledger)
        chosen, equal = self._choose(turn, live, ledger)
        if meant := self._meant_instead(turn, chosen):
            chosen, equal = meant, 1
        elif named := of_the_party_named(turn, chosen, self._world):
            near = self._near(named)
            chosen, equal = self._succession.choose(turn, near, ledger), len(near)
        if self._speaks_of_something_else(turn, chosen):
            return self._none(turn, ledger)
        if chosen.role == Role.CREDIT:
            text = f"credit note {self._number(chosen)}: a person books it in Kanbert"
            return self._rivals.by_hand(turn, chosen, text)
        if not chosen.known:
            return self._rivals.by_hand(turn, chosen, f"the open amount of {self._number(chosen)} is not known")
        solution = self._settling.settled(turn, chosen, ledger)
        several = len({one.piece for one in listed}) > 1
        if solution is None or (several and not fits(chosen)):
            return self._lists.not_adding_up(turn, listed) if listed else self._none(turn, ledger)
        twins = [] if chosen.named else self._paid_twins(turn, chosen, ledger)
        return self._rivals.chosen(turn, chosen, solution, (*solution.doubts, *twins), max(equal, solution.equal))

    def _speaks_of_something_else(self, turn: Turn, chosen: Candidate) -> bool:
        """Of money no invoice asks for, without naming the document; of a refund, to somebody of another name; or, as
        a bank's fee or a tax, of a number or an amount and no more."""
        if turn.line in self._no_invoice and not chosen.named:
            return True
        if turn.line in self._world.said.refunded and not chosen.named and _is_anothers(chosen):
            return True
        if chosen.party_agrees or (chosen.named and fits(chosen)):
            return False
        why = self._world.said.explained(turn.line)
        return why is not None and (why.by_code or not fits(chosen) or is_a_strangers(chosen.levels))

    def _meant_instead(self, turn: Turn, chosen: Candidate) -> Candidate | None:
        """The named document has another amount; the only one of the same party with just this amount has the number
        but for one digit: that one was meant. Not where the text says that it pays a part."""
        if not chosen.named or fits(chosen) or speaks_of_part(self._world.lines[turn.line].transaction):
            return None
        party = self._world.parties.of_items
        own = [one for one in turn.live if party[one.item] == party[chosen.item] and fits(one)]
        text = self._world.lines[turn.line].transaction.remittance
        near = [one for one in own if is_near(text, self._items[one.item].number)]
        return near[0] if len(near) == 1 and near[0].role == Role.BOOKABLE else None

    def _paid_twins(self, turn: Turn, chosen: Candidate, ledger: Ledger) -> list[Doubt]:
        """Without a number, what is left after a twin was paid in this file is no proof: this line may pay it again.
        Unless the text says the month of what is left, and not the twin's."""
        gone = [one for one in turn.candidates if one.is_gone and one.party_agrees and ledger.claims.get(one.item)]
        twins = [one for one in gone if ledger.open[one.item] == turn.amount and not _are_told_apart(chosen, one)]
        return [
            Doubt(f"possible duplicate: {self._already(one, turn, ledger)}", sort="a paid twin")
            for one in _latest(twins, ledger)
        ]

    def _choose(self, turn: Turn, live: list[Candidate], ledger: Ledger) -> tuple[Candidate, int]:
        """The best candidate and how many are equal to it."""
        near = self._near(live)
        nearly = max([one.log_odds for one in near]) - self._rules.equal_margin
        items = {one.item for one in near}
        tentative = [
            one
            for one in turn.candidates
            if one.rivalry >= nearly and one.role <= Role.CREDIT and one.item not in items
        ]
        return self._succession.choose(turn, near, ledger), len(near) + len(tentative)

    def _near(self, live: Sequence[Candidate]) -> list[Candidate]:
        """The best, and what is equal to it."""
        nearly = max([one.log_odds for one in live]) - self._rules.equal_margin
        return [one for one in live if one.log_odds >= nearly]

    # -- answers without an allocation

    def _none(self, turn: Turn, ledger: Ledger) -> Solution:
        """Nothing fits; or what fits was paid by an earlier line."""
        gone = [one for one in turn.candidates if one.role == Role.BOOKABLE and one.is_gone and one.party_agrees]
        paid = [one for one in gone if turn.amount == ledger.open[one.item]]
        if paid:
            return self._duplicate(turn, paid, ledger)
        _, rivals = self._rivals.against(turn, -inf, ())
        nothing, taken = 1.0 - sum(one.probability for one in rivals), self._taken_in_part(turn, ledger)
        return solution_of(line=turn.line, rest=turn.amount, rivals=rivals, probability=nothing, reasons=taken)

    def _taken_in_part(self, turn: Turn, ledger: Ledger) -> tuple[str, ...]:
        """What would have been of just this amount, had no other line named it and taken a part, which is not sure;
        where this one says of nothing else that it pays that."""
        if turn.line in self._no_invoice or any(one.named for one in turn.candidates):
            return ()
        begun = [one for one in turn.candidates if one.party_agrees and 0 < one.rest < ledger.firm[one.item]]
        return tuple(
            f"{self._number(one)} would have fitted, but the line of "
            f"{self._world.day_of(max(ledger.claims[one.item]))} is to pay a part of it"
            for one in begun
            if self._fitted(turn, one, ledger)
        )

    def _fitted(self, turn: Turn, one: Candidate, ledger: Ledger) -> bool:
        """With all that was open at first."""
        whole = one._replace(rest=ledger.open[one.item])
        return any(share.taken == turn.amount for share in self._settling.options(turn, whole, ledger))

    def _duplicate(self, turn: Turn, gone: list[Candidate], ledger: Ledger) -> Solution:
        """Only the earliest full payment claims an invoice; a later one is never booked on it."""
        shown = gone if gone[0].named else _latest(gone, ledger)
        warnings = [f"possible duplicate: {self._already(one, turn, ledger)}" for one in shown]
        answer = self._rivals.by_hand(turn, shown[0], *warnings)
        return answer.changed(kind="overpayment", difference_kind=DifferenceKind.OVERPAYMENT)

    def _taken_later(self, turn: Turn, gone: list[Candidate], ledger: Ledger) -> Solution:
        """The text names documents of another amount, which later lines pay: one of the two numbers is wrong."""
        said = [Doubt(self._already(one, turn, ledger), sort=ANOTHER_NAMED) for one in gone]
        return solution_of(line=turn.line, rest=turn.amount, doubts=tuple(said))

    def _already(self, one: Candidate, turn: Turn, ledger: Ledger) -> str:
        lines = ledger.claims.get(one.item, ())
        if not lines:
            return f"{self._number(one)} is already settled in Kanbert"
        days = ", ".join(map(str, sorted({self._world.day_of(line) for line in lines})))
        number, is_earlier = self._number(one), min(lines) < turn.line
        if ledger.firm[one.item]:
            proposed = f"{number} is proposed for the line of {days}"
            return f"{number} is already proposed for the line of {days}" if is_earlier else proposed
        paid = f"{number} is paid by the line of {days}"
        return f"{number} is already paid by the line of {days}" if is_earlier else paid

    # -- what else the text names

    def _left_unpaid(self, turn: Turn, answer: Solution) -> list[Doubt]:
        """Documents the text names, of this party or as the only ones, that the answer does not pay."""
        named = [one for one in turn.candidates if one.named and one.item not in answer.about]
        if named and len(answer.about) == 1:
            chosen = next(one for one in turn.candidates if one.item == answer.about[0])
            named = [one for one in named if not self._is_misread(one, chosen)]
        return [
            Doubt(self._named_but(one, answer), sort=ANOTHER_CURRENCY if self._is_foreign(one) else ANOTHER_NAMED)
            for one in named
            if one.party_agrees or not answer.about or one.is_live
        ]

    def _is_misread(self, other: Candidate, chosen: Candidate) -> bool:
        """What names a stranger's document of another amount is a customer number, a month, or the chosen number
        read twice: the chosen one is named, its amount exact, and its party the payer or the piece of text the same."""
        same_piece = chosen.span >= 0 and chosen.span == other.span
        settled = chosen.named and fits(chosen) and (chosen.party_agrees or same_piece)
        return settled and other.role <= Role.CREDIT and not other.party_agrees and not fits(other)

    def _is_foreign(self, one: Candidate) -> bool:
        """It is what the line is about, and may not be booked: nothing else is guessed (money.md 8)."""
        return one.role == Role.CURRENCY and one.party_agrees

    def _named_but(self, one: Candidate, answer: Solution) -> str:
        record = self._items[one.item]
        if one.role == Role.CURRENCY:
            return f"{record.label} is named, but its currency is {record.currency or 'not known'}"
        if one.role in (Role.NETTABLE, Role.WRONG_WAY):
            return f"{record.document.value} {record.label} is named, but is not settled by money in this direction"
        if answer.about:
            return f"the text also names {record.label}"
        is_another = one.is_live and one.known and not fits(one)
        return (
            f"the text names {record.label}, of which another amount is open"
            if is_another
            else f"the text names {record.label}"
        )

    def _number(self, one: Candidate) -> str:
        return self._items[one.item].label


def still_named(solution: Solution) -> list[Doubt]:
    """What the text names stays a doubt, whatever is found."""
    return [doubt for doubt in solution.doubts if doubt.sort == ANOTHER_NAMED]


#: Who pays a retainer for years without a word has paid it many times: the latest ones may be meant.
_MOST_SHOWN = 3


def _latest(gone: list[Candidate], ledger: Ledger) -> list[Candidate]:
    """Of what the text does not name, those that were paid last, first; behind them what Kanbert shows as paid."""
    return sorted(gone, key=lambda one: -max(ledger.claims.get(one.item, ()), default=-1))[:_MOST_SHOWN]


_MONTH = place_of("month")
_NAME, _DIFFERENT = place_of("party_name"), level_of("party_name", "different")


def _is_anothers(chosen: Candidate) -> bool:
    """Neither the payer's name nor the account is the party's."""
    return not chosen.party_agrees and chosen.levels[_NAME] == _DIFFERENT


def _are_told_apart(chosen: Candidate, twin: Candidate) -> bool:
    said, another = level_of("month", "said"), level_of("month", "another")
    return chosen.levels[_MONTH] == said and twin.levels[_MONTH] == another
