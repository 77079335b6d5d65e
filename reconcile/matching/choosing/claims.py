"""What other lines say against a solution: they want its document as well, name it, or may have paid it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from reconcile.matching.choosing.beside import Beside
from reconcile.matching.choosing.naming import Naming
from reconcile.matching.columns import Columns
from reconcile.matching.judging.repeats import Repeats
from reconcile.matching.reading.phrases import speaks_of_less
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.unread import SHORTEST_PART
from reconcile.matching.solution import Answer, Doubt, Solution
from reconcile.matching.weighing.levels import is_a_strangers, is_named
from reconcile.matching.weighing.turn import Ledger, Scored
from reconcile.records import Verdict

#: Beyond these log-odds nothing is told apart any more; keeps the exponential finite.
_CERTAIN = 300.0
#: Days after which nobody pays the next instalment.
_SOON = 5


class Claims:
    """Which lines want which item, before anything is allocated."""

    def __init__(self, scored: Scored, naming: Naming) -> None:
        self._scored, self._lines, self._names = scored, naming, naming.lines
        links, lines, items = scored.links, scored.line_columns, scored.item_columns
        self._amounts, self._twins = lines["amount"].data, items["twin"].data  # read cell by cell
        self.repeats, self._beside = Repeats(scored, naming.lines), Beside(scored)
        likely = self._are_likely(naming.bookable)
        wanting = np.flatnonzero(likely)
        self._wanting, self._strangers = self._by_item(wanting), self._of_strangers(wanting)
        self._unsaid = self._exact_without_a_name(naming.exact & ~naming.pairs)
        takes_part, inexact = naming.takes_part[links["line"]], naming.pairs & ~naming.exact
        alone = np.bincount(links["line"][naming.pairs], minlength=len(lines["amount"]))[links["line"]] == 1
        self._naming_alone = self._by_item(np.flatnonzero(inexact & alone & takes_part))
        self._naming = self._by_item(np.flatnonzero(inexact & (scored.log_odds > 0) & (naming.listed | likely)))
        paid, owed = lines["amount"][links["line"]], items["open"][links["item"]]
        less_a_fee = (paid < owed) & (10 * (owed - paid) < owed)
        meant = scored.party_agrees | less_a_fee | naming.listed
        self._naming_in_full = self._by_item(np.flatnonzero(naming.pairs & scored.in_full & takes_part & meant))

    def contested(self, solution: Solution, ledger: Ledger, answered: Mapping[int, Answer]) -> list[Doubt]:
        """Another line that is still to come wants the same item, and there is not enough for both.

        An earlier line counts always; a later one only when neither names the item, when its claim is stronger, or when
        the party owes this amount more than once: then one of the two may name the wrong document. A stranger's line of
        just this amount takes nothing from who is known or names it.
        """
        is_strangers = bool(solution.levels) and is_a_strangers(solution.levels)
        for share in solution.shares:
            for other, log_odds in self._wanting.get(share.item, ()):
                if other == solution.line or other in answered:
                    continue
                if not is_strangers and (share.item, other) in self._strangers:
                    continue
                too_much = self._amounts[other] + share.taken > ledger.open[share.item]
                unnamed = not self._names[other] and not self._names[solution.line]
                stronger = log_odds > solution.log_odds + self._scored.world.rules.equal_margin
                twins = self._names[other] and self._twins[share.item]
                if too_much and (other < solution.line or unnamed or stronger or twins):
                    return [self._fits_as_well(other, share.item)]
        return (
            self._named_before(solution, ledger, answered)
            or self._named_in_vain(solution, answered)
            or self._part_before(solution, answered)
            or self._same_part_again(solution, ledger)
            or self._paid_before(solution, answered)
            or self._left_by_a_guess(solution, ledger)
            or self._beside.doubts(solution, ledger)
        )

    def _named_before(self, solution: Solution, ledger: Ledger, answered: Mapping[int, Answer]) -> list[Doubt]:
        """An earlier line that had to wait names the document as well, for another amount."""
        for share in solution.shares:
            for other, _ in self._naming.get(share.item, ()):
                waits = other < solution.line and other not in answered
                if waits and self._amounts[other] + share.taken > ledger.open[share.item]:
                    return [self._fits_as_well(other, share.item)]
        return []

    def _named_in_vain(self, solution: Solution, answered: Mapping[int, Answer]) -> list[Doubt]:
        """Another line names the document, and was not given it: in a list that does not add up, or less a fee. Then it
        may have paid it, and not this one, which names nothing."""
        if self._names[solution.line]:
            return []
        for share in solution.shares:
            for other, _ in self._naming_in_full.get(share.item, ()):
                if other in answered and not any(one.item == share.item for one in answered[other].solution.shares):
                    day, number = self._said(other, share.item)
                    return [Doubt(f"the line of {day} names {number}", sort="contested")]
        return []

    def _part_before(self, solution: Solution, answered: Mapping[int, Answer]) -> list[Doubt]:
        """An earlier line names what this one pays in part, and was given nothing: it may be the same payment by
        another hand, or leave less open than this one is a part of."""
        for share in solution.shares if solution.kind == "part payment" else ():
            for other, _ in self._naming_alone.get(share.item, ()):
                if other < solution.line and other in answered and answered[other].solution.is_unmatched:
                    return [self._fits_as_well(other, share.item)]
        return []

    def _same_part_again(self, solution: Solution, ledger: Ledger) -> list[Doubt]:
        """A part of the same size was paid with the same words some days ago: instalments come by the week or month."""
        lines = self._scored.world.lines
        one = lines[solution.line].transaction
        for share in solution.shares:
            if share.taken == ledger.open[share.item]:
                continue
            for other in ledger.claims.get(share.item, ()):
                before = lines[other].transaction
                is_same = (before.amount_minor, before.remittance) == (one.amount_minor, one.remittance)
                if is_same and (one.booking_date - before.booking_date).days <= _SOON:
                    day, number = self._said(other, share.item)
                    return [Doubt(f"the line of {day} may have paid {number} already", sort="perhaps paid before")]
        return []

    def _fits_as_well(self, line: int, item: int) -> Doubt:
        day, number = self._said(line, item)
        return Doubt(f"the line of {day} fits {number} as well", sort="contested")

    def _said(self, line: int, item: int) -> tuple[date, str]:
        return self._scored.world.day_of(line), self._scored.world.items[item].number

    def _paid_before(self, solution: Solution, answered: Mapping[int, Answer]) -> list[Doubt]:
        """An earlier line of the same payer and amount that names nothing of this amount may have been the payment,
        and this one pays twice."""
        for share in solution.shares:
            for other in self._perhaps_payments(solution.line, share.item):
                if not _is_sure(answered.get(other)):
                    day = self._scored.world.day_of(other)
                    number = self._scored.world.items[share.item].number
                    return [Doubt(f"the line of {day} may have paid {number} already", sort="perhaps paid before")]
        return []

    def _left_by_a_guess(self, solution: Solution, ledger: Ledger) -> list[Doubt]:
        """The amount is just what a payment leaves that is not sure itself, and no number names the document outright;
        or one does, but the text says more, as it might beside a part payment; or of several documents one was paid so,
        and the sum is no sign that they add up."""
        for share in solution.shares:
            if ledger.rest[share.item] < ledger.firm[share.item] and not self._is_plainly_named(solution):
                label = self._scored.world.items[share.item].label
                return [Doubt(f"what is left of {label} hangs on a payment that is not sure")]
        return []

    def _is_plainly_named(self, solution: Solution) -> bool:
        world, line = self._scored.world, solution.line
        if len(solution.shares) > 1 or not is_named(solution.levels) or speaks_of_less(world.lines[line].transaction):
            return False
        numbers = [world.items[share.item].number for share in solution.shares]
        return not world.texts.unread(line, numbers, SHORTEST_PART)

    def _perhaps_payments(self, line: int, item: int) -> Iterator[int]:
        """Earlier lines that may have paid this document without naming it."""
        for other, likely in self._unsaid.get(item, ()):
            if other < line and (likely or self._same_payer(other, line)):
                yield other
        if (repeated := self.repeats.earlier(line, item)) is not None:
            yield repeated

    def _same_payer(self, one: int, other: int) -> bool:
        """Whoever that is: the person who paid the first time without a word pays again with the number."""
        texts = (self._scored.line_columns[column] for column in ("iban", "name"))
        return any(bool(text[one]) and bool(text[one] == text[other]) for text in texts)

    def _exact_without_a_name(self, pairs: Bools) -> dict[int, list[tuple[int, bool]]]:
        """item → the lines that have its amount and name no document of it, and whether its payer is likely."""
        scored, links = self._scored, self._scored.links
        lines = links["line"]
        asked = ~self._lines.exactly[lines] & self._lines.takes_part[lines]
        may_be = (scored.log_odds > 0) | links["near"] | scored.by_account
        rows = np.flatnonzero(pairs & asked)
        strangers = self._of_strangers(rows[may_be[rows]])
        found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for (item, line), likely in zip(_rows_of(links, rows), may_be[rows].tolist(), strict=True):
            found[item].append((line, likely and (item, line) not in strangers))
        return found

    def _of_strangers(self, rows: Ints) -> frozenset[tuple[int, int]]:
        """(item, line) of these pairs that only the amount joins."""
        untouched = self._scored.rows.untouched
        rows = rows[[is_a_strangers(untouched[row].levels) for row in rows.tolist()]] if len(rows) else rows
        return frozenset(_rows_of(self._scored.links, rows))

    def _are_likely(self, bookable: Bools) -> Bools:
        """Of each pair: the document is the line's best candidate, and likelier than not."""
        scored, rules = self._scored, self._scored.world.rules
        taking_part = bookable & self._lines.takes_part[scored.links["line"]]
        odds = np.where(taking_part, np.exp(np.minimum(scored.log_odds, _CERTAIN)), 0.0)
        sums = np.bincount(scored.links["line"], weights=odds, minlength=len(self._names))
        likely: Bools = taking_part & (odds / (1.0 + sums[scored.links["line"]]) >= rules.propose_probability)
        return likely

    def _by_item(self, rows: Ints) -> dict[int, list[tuple[int, float]]]:
        """item → its lines among these pairs, with their log-odds."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        log_odds = self._scored.log_odds[rows].tolist()
        for (item, line), odds in zip(_rows_of(self._scored.links, rows), log_odds, strict=True):
            found[item].append((line, odds))
        return found


def _is_sure(answer: Answer | None) -> bool:
    return answer is not None and answer.verdict is Verdict.SURE


def _rows_of(links: Columns, rows: Ints) -> Iterator[tuple[int, int]]:
    """(item, line) of each."""
    return zip(links["item"][rows].tolist(), links["line"][rows].tolist(), strict=True)
