"""One consistent solution for the whole file, in time order, never above what is open.

Lines whose text names a document of just their amount go first, then lists of documents, then those that name another,
of all these last the lists that do not add up by themselves, then the others; each group in time order. A `Ledger`
keeps what is still open of each item: `rest` after all claims (nothing is proposed twice), `firm` after the sure ones
only (what was claimed tentatively is still a rival). Only the earliest full payment claims an invoice outright.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

import numpy as np

from reconcile.matching.classify import Said
from reconcile.matching.clear import WithoutDoubt, clear_solutions, without_candidates
from reconcile.matching.columns import Columns
from reconcile.matching.judge import Judge
from reconcile.matching.missing import is_named
from reconcile.matching.nearest import Nearest
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.payers import Payers
from reconcile.matching.quick import Quick
from reconcile.matching.repeats import Repeats
from reconcile.matching.runs import Bools, Ints
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import LISTED_IN_PART, PAID_SHORT, Doubt, Solution
from reconcile.matching.solver import ANOTHER_NAMED, Solver
from reconcile.matching.sums import two_or_three_are
from reconcile.matching.turn import Ledger, Scored
from reconcile.matching.unlisted import Unlisted
from reconcile.matching.world import Role
from reconcile.records import Verdict

_FILLED_UP = (LISTED_IN_PART, PAID_SHORT)


class Answer(NamedTuple):
    solution: Solution
    verdict: Verdict


def allocate(
    scored: Scored, settled: Mapping[int, Answer], doubts: Mapping[int, tuple[Doubt, ...]], said: Said
) -> list[Answer]:
    """One answer per line, in line order (= time order). `settled`: lines explained beforehand, which claim nothing;
    `doubts`: reasons against "sure" known beforehand."""
    apart = {*settled, *doubts}
    claims = Claims(scored, settled)
    without_doubt = WithoutDoubt(scored, apart)
    clear = clear_solutions(scored, without_doubt, claims.repeats)
    answers = {line: Answer(solution, Verdict.SURE) for line, solution in clear.items()}
    answers |= {line: Answer(nothing, Verdict.UNMATCHED) for line, nothing in without_candidates(scored, apart).items()}
    ledger = Ledger(scored.item_columns)
    solver, quick = Solver(scored, said.no_invoice), Quick(scored, without_doubt)
    judge = Judge(scored.world, without_doubt)
    for solution in clear.values():
        ledger.claim(solution, sure=True)
    put_off: dict[int, None] = {}
    named, unnamed = claims.in_order()
    for line in chain(named, put_off, unnamed):
        if line in answers:
            continue
        found = quick.solve(line, ledger)
        solution, no_gate_objects = found or (solver.solve(scored.turn(line, ledger), ledger), False)
        if _adds_up_not_yet(solution) and line not in put_off:
            put_off[line] = None
            continue
        contested = claims.contested(solution, ledger, answers)
        further = (*doubts.get(line, ()), *contested)
        if further:
            solution = solution.changed(doubts=(*solution.doubts, *further))
        is_sure = no_gate_objects and not further
        solution, verdict = (solution, Verdict.SURE) if is_sure else judge.judged(solution)
        ledger.claim(solution, sure=verdict is Verdict.SURE)
        answers[line] = Answer(solution, verdict)
    _ask_again(scored, ledger, answers, doubts, judge)
    return [answers.get(line) or settled[line] for line in range(len(scored.world.lines))]


def _adds_up_not_yet(solution: Solution) -> bool:
    """What fills up a list takes nothing that a later line names, and what is no list may say so once the others are
    paid: such lines wait until the others that name documents had their turn."""
    return solution.guess in _FILLED_UP or (solution.kind == "collective" and not solution.shares)


def _ask_again(
    scored: Scored,
    ledger: Ledger,
    answers: dict[int, Answer],
    doubts: Mapping[int, tuple[Doubt, ...]],
    judge: Judge,
) -> None:
    """Lines nothing explains, in time order: do several documents of the payer add up, is one of them near? Lines that
    speak of other money are not asked."""
    payers, said = Payers(scored), scored.world.said
    other = said.refunded | said.no_invoice
    lines = sorted(line for line, answer in answers.items() if _is_open_question(answer) and line not in other)
    asked = [payers.question(line) for line in lines if not said.explained(line)]
    questions = [(one.line, one) for one in asked if one]
    for guess in (Unlisted(scored, payers).solve, Nearest(scored, payers).solve):
        for line, question in questions:
            if not _is_open_question(answers[line]):
                continue
            solution = guess(question, ledger)
            if solution is not None:
                named = (doubt for doubt in answers[line].solution.doubts if doubt.sort == ANOTHER_NAMED)
                solution = solution.changed(doubts=(*solution.doubts, *named, *doubts.get(line, ())))
                solution, verdict = judge.judged(solution)
                ledger.claim(solution, sure=False)
                answers[line] = Answer(solution, verdict)


def _is_open_question(answer: Answer) -> bool:
    """Nothing was found; that the text names what somebody else owes does not count as found."""
    return answer.verdict is Verdict.UNMATCHED and all(doubt.sort == ANOTHER_NAMED for doubt in answer.solution.doubts)


#: Beyond these log-odds nothing is told apart any more; keeps the exponential finite.
_CERTAIN = 300.0


#: Behind the end of every text.
_FAR = np.iinfo(np.int64).max


class Claims:
    """Which line wants which item most, before anything is allocated."""

    def __init__(self, scored: Scored, settled: Iterable[int]) -> None:
        self._scored = scored
        count = len(scored.world.lines)
        links = scored.links
        lines, items = scored.line_columns, scored.item_columns  # read cell by cell
        self._amounts, self._days = lines["amount"].data, lines["day"].data
        self._twins, self._credit = items["twin"].data, items["credit"].data
        self._takes_part = np.ones(count, dtype=bool)
        self._takes_part[list(settled)] = False
        bookable = links["role"] == Role.BOOKABLE
        named = bookable & scored.named
        self.named = np.zeros(count, dtype=bool)
        self.named[links["line"][named]] = True
        self.repeats = Repeats(scored, self.named)
        likely = self._are_likely(bookable)
        self._wanting = self._by_item(np.flatnonzero(likely))
        amount = scored.levels[:, place_of("open_amount")]
        exact = bookable & np.isin(amount, [level_of("open_amount", level) for level in ("exact", "discount")])
        self._exactly_named = np.zeros(count, dtype=bool)
        self._exactly_named[links["line"][named & exact]] = True
        self._unsaid = self._exact_without_a_name(exact & ~named)
        self._lists = self._are_lists(named)
        listed = named & self._lists[links["line"]]
        self._goes_first = self._exactly_named & ~self._after_a_list(listed, named & exact)
        self._naming = self._by_item(np.flatnonzero(named & ~exact & (scored.log_odds > 0) & (listed | likely)))

    def in_order(self) -> tuple[list[int], list[int]]:
        """Lines that name documents, those of just their amount first, then lists, which mostly add up; and the rest;
        each group in time order. A line keeps its place behind an earlier list that names the same document: that may
        have paid it."""
        lines = np.flatnonzero(self._takes_part)
        first, lists, named = self._goes_first[lines], self._lists[lines], self.named[lines]
        groups = (first, lists & ~first, named & ~first & ~lists)
        return np.concatenate([lines[group] for group in groups]).tolist(), lines[~named].tolist()

    def contested(self, solution: Solution, ledger: Ledger, answered: Mapping[int, Answer]) -> list[Doubt]:
        """Another line that is still to come wants the same item, and there is not enough for both.

        An earlier line counts always; a later one only when neither names the item, when its claim is stronger, or when
        the party owes this amount more than once: then one of the two may name the wrong document.
        """
        for share in solution.shares:
            for other, log_odds in self._wanting.get(share.item, ()):
                if other == solution.line or other in answered:
                    continue
                too_much = self._amounts[other] + share.taken > ledger.open[share.item]
                unnamed = not self.named[other] and not self.named[solution.line]
                stronger = log_odds > solution.log_odds + self._scored.world.rules.equal_margin
                twins = self.named[other] and self._twins[share.item]
                if too_much and (other < solution.line or unnamed or stronger or twins):
                    return [self._fits_as_well(other, share.item)]
        return (
            self._named_before(solution, ledger, answered)
            or self._paid_before(solution, answered)
            or self._others_add_up(solution, ledger)
        )

    def _named_before(self, solution: Solution, ledger: Ledger, answered: Mapping[int, Answer]) -> list[Doubt]:
        """An earlier line that had to wait names the document as well, for another amount."""
        for share in solution.shares:
            for other, _ in self._naming.get(share.item, ()):
                waits = other < solution.line and other not in answered
                if waits and self._amounts[other] + share.taken > ledger.open[share.item]:
                    return [self._fits_as_well(other, share.item)]
        return []

    def _fits_as_well(self, line: int, item: int) -> Doubt:
        day, number = self._scored.world.lines[line].transaction.booking_date, self._scored.world.items[item].number
        return Doubt(f"the line of {day} fits {number} as well", sort="contested")

    def _after_a_list(self, listed: Bools, exactly: Bools) -> Bools:
        """Lines that name a document exactly which an earlier line names among others."""
        links, count = self._scored.links, len(self.named)
        first = np.full(len(self._scored.world.items), count, dtype=np.int64)
        np.minimum.at(first, links["item"][listed], links["line"][listed])
        lines, items = links["line"][exactly], links["item"][exactly]
        behind = np.zeros(count, dtype=bool)
        behind[lines[first[items] < lines]] = True
        return behind

    def _are_lists(self, named: Bools) -> Bools:
        """Lines in whose texts several pieces name documents. What one piece may mean is one document."""
        line, span = (self._scored.links[column][named] for column in ("line", "span"))
        first, last = np.full(len(self.named), _FAR), np.full(len(self.named), -1)
        np.minimum.at(first, line, span)
        np.maximum.at(last, line, span)
        lists: Bools = first < last
        return lists

    def _paid_before(self, solution: Solution, answered: Mapping[int, Answer]) -> list[Doubt]:
        """An earlier line of the same payer and amount that names nothing of this amount may have been the payment,
        and this one pays twice."""
        for share in solution.shares:
            for other in self._perhaps_payments(solution.line, share.item):
                if not (other in answered and answered[other].verdict is Verdict.SURE):
                    day = self._scored.world.lines[other].transaction.booking_date
                    number = self._scored.world.items[share.item].number
                    return [Doubt(f"the line of {day} may have paid {number} already", sort="perhaps paid before")]
        return []

    def _others_add_up(self, solution: Solution, ledger: Ledger) -> list[Doubt]:
        """The text names nothing, and other documents of the party are this amount together (money.md 11)."""
        if solution.kind != "single" or is_named(solution.levels):
            return []
        (share,), world, rest = solution.shares, self._scored.world, ledger.rest
        party, currency = world.parties.of_items[share.item], world.items[share.item].currency
        owed = world.fellows.still_owed(party, currency, self._days[solution.line], rest, less_than=share.taken)
        kind = self._credit[share.item]
        others = [rest[item] for item in owed if item != share.item and self._credit[item] == kind]
        if not two_or_three_are(others, share.taken):
            return []
        return [Doubt("other open documents of this party add up to it as well", sort="others add up")]

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
        asked = ~self._exactly_named[lines] & self._takes_part[lines]
        may_be = (scored.log_odds > 0) | links["near"] | np.isin(links["account"], OWN_ACCOUNTS)
        rows = np.flatnonzero(pairs & asked)
        found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for (item, line), likely in zip(_rows_of(links, rows), may_be[rows].tolist(), strict=True):
            found[item].append((line, likely))
        return found

    def _are_likely(self, bookable: Bools) -> Bools:
        """Of each pair: the document is the line's best candidate, and likelier than not."""
        scored, rules = self._scored, self._scored.world.rules
        taking_part = bookable & self._takes_part[scored.links["line"]]
        odds = np.where(taking_part, np.exp(np.minimum(scored.log_odds, _CERTAIN)), 0.0)
        sums = np.bincount(scored.links["line"], weights=odds, minlength=len(self.named))
        likely: Bools = taking_part & (odds / (1.0 + sums[scored.links["line"]]) >= rules.propose_probability)
        return likely

    def _by_item(self, rows: Ints) -> dict[int, list[tuple[int, float]]]:
        """item → its lines among these pairs, with their log-odds."""
        found: dict[int, list[tuple[int, float]]] = defaultdict(list)
        log_odds = self._scored.log_odds[rows].tolist()
        for (item, line), odds in zip(_rows_of(self._scored.links, rows), log_odds, strict=True):
            found[item].append((line, odds))
        return found


def _rows_of(links: Columns, rows: Ints) -> Iterator[tuple[int, int]]:
    """(item, line) of each."""
    return zip(links["item"][rows].tolist(), links["line"][rows].tolist(), strict=True)
