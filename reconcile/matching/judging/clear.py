"""The clear majority of what is named, settled in columns before the walk: lines that leave nothing to judge.

Such a line names one document, which is the candidate of no other line; the amount is exact; and no gate of `verdicts`
would object. Nobody who fills up a list later can take it. A property test holds this to the solver's answers.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from reconcile.matching.judging.number_verdicts import of_another_reference
from reconcile.matching.judging.payer_verdicts import is_called_another, owed_by_another
from reconcile.matching.judging.repeats import Repeats
from reconcile.matching.judging.verdicts import BEFORE, LATE
from reconcile.matching.knowing.world import Role
from reconcile.matching.parties import AccountFact
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.said_years import speaks_of_an_earlier_year
from reconcile.matching.reading.short_numbers import LONGEST_OF_TWO, goes_on_in_short
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.signals import NAME_CLOSE, NAME_EQUAL, NAME_SIMILAR
from reconcile.matching.solution import Share, Solution, solution_of
from reconcile.matching.weighing.turn import Scored
from reconcile.records import DifferenceKind


class WithoutDoubt:
    """Lines, items and pairs of which alone no gate says anything, as columns. Asked once."""

    def __init__(self, scored: Scored, apart: Collection[int]) -> None:
        """`apart`: lines settled beforehand, or with a doubt of their own."""
        world, links = scored.world, scored.links
        #: gates `own_account`, `flags`, `no_refund`, `an_invoice_at_all`, `no_settled_document`, `not_booked_by_hand`;
        #: of named documents `no_other_documents` and `no_other_money`
        self.lines = np.array([line.own_account_id is not None and not line.flags for line in world.lines], dtype=bool)
        self.lines[list(apart)] = False
        self.lines[list(world.said.refunded | world.said.no_invoice | world.said.of_more)] = False
        self.lines[list(world.said.paid_once_more)] = False
        self.lines[world.settled.lines + world.booked.lines] = False
        #: gates `safe_items`, `no_discount_remainder` and `not_superseded`
        self.items = np.array(
            [not item.unsafe and not (item.settled_minor and item.terms_minor) for item in world.items], dtype=bool
        )
        self.items[list(world.superseded)] = False
        #: and `not_before_the_invoice`, `supplier_account`, `payee`, `ultimate_party`, `no_other_reference`; of
        #: documents in full `no_misread_number`, of named ones `no_other_date`, `no_other_year` and `no_other_party`
        self.pairs: Bools = self.lines[links["line"]] & self.items[links["item"]]
        self.pairs &= ~_before_the_invoice(scored) & _account_is_clear(scored) & ~_twin_may_be_meant(scored)
        self.pairs &= ~_for_somebody_else(scored) & ~_of_an_earlier_year(scored) & ~_of_another_reference(scored)
        self.pairs &= ~_owed_by_another(scored) & ~_goes_on_in_short(scored)


def clear_solutions(scored: Scored, without_doubt: WithoutDoubt, repeats: Repeats) -> dict[int, Solution]:
    """Line → what it surely pays."""
    rows = clear_rows(scored, without_doubt, repeats)
    lines, items = scored.links["line"][rows], scored.links["item"][rows]
    amounts = scored.line_columns["amount"][lines]
    patterns = [scored.rows.untouched[row] for row in rows.tolist()]
    return {
        line: solution_of(
            line=line, kind="single", shares=(Share(item, amount, 0, DifferenceKind.NONE, False),), rest=0,
            about=(item,), levels=one.levels, log_odds=one.log_odds, probability=probabilities([one.log_odds])[0],
        )
        for line, item, amount, one in zip(lines.tolist(), items.tolist(), amounts.tolist(), patterns, strict=True)
    }  # fmt: skip


def without_candidates(scored: Scored, apart: Collection[int]) -> dict[int, Solution]:
    """Line → that it pays nothing we know."""
    alone = np.bincount(scored.links["line"], minlength=len(scored.world.lines)) == 0
    alone[list(apart)] = False
    lines = np.flatnonzero(alone)
    amounts = scored.line_columns["amount"][lines]
    return {
        line: solution_of(line=line, rest=amount, probability=1.0)
        for line, amount in zip(lines.tolist(), amounts.tolist(), strict=True)
    }


def clear_rows(scored: Scored, without_doubt: WithoutDoubt, repeats: Repeats) -> Ints:
    links, world = scored.links, scored.world
    lines, items = links["line"], links["item"]
    alone = (np.bincount(lines, minlength=len(world.lines))[lines] == 1) & (
        np.bincount(items, minlength=len(world.items))[items] == 1
    )
    exact = scored.levels[:, place_of("open_amount")] == level_of("open_amount", "exact")
    probable = 1.0 / (1.0 + np.exp(-scored.log_odds)) >= world.rules.sure_probability  # there is no rival
    clear = alone & scored.in_full & exact & probable & (links["role"] == Role.BOOKABLE) & without_doubt.pairs
    return np.flatnonzero(clear & ~repeats.of_pairs(lines, items))


def _before_the_invoice(scored: Scored) -> Bools:
    before: Bools = np.isin(scored.levels[:, place_of("booking_date")], BEFORE)
    return before


def _twin_may_be_meant(scored: Scored) -> Bools:
    """Of each pair: the party owes as much twice, and the line comes late, or its text states another date."""
    links = scored.links
    late = np.isin(scored.levels[:, place_of("booking_date")], LATE)
    otherwise = scored.world.dates.of_lines(links["line"]) & ~links["dated"]
    twins: Bools = scored.item_columns["owed_twice"][links["item"]] & (late | otherwise)
    return twins


def _account_is_clear(scored: Scored) -> Bools:
    """Of each pair: money in, or money out to an account the supplier is known by, or to a supplier of whom no account
    is known and that is nobody else's (the gate learns nothing from the run)."""
    links, parties = scored.links, scored.world.parties
    account, party = links["account"], scored.item_columns["party"][links["item"]]
    money_in = scored.line_columns["flow"][links["line"]] > 0
    has_account = np.array([parties.has_account(party) for party in range(len(parties.names))], dtype=bool)
    unknown = ~has_account[party]
    score = links["name_score"]
    of_the_name = (score < 0) | (score >= NAME_SIMILAR)
    clear: Bools = money_in | (account == AccountFact.KNOWN) | (unknown & np.isin(account, _NOBODY_ELSES) & of_the_name)
    for row in np.flatnonzero(clear & unknown & ~money_in).tolist():
        line = int(links["line"][row])
        clear[row] = not parties.has_moved(int(party[row]), str(scored.line_columns["iban"][line]), line)
    alike = unknown & ~money_in & (score >= NAME_SIMILAR) & (score < NAME_EQUAL)
    for row in np.flatnonzero(clear & alike).tolist():
        name = str(scored.line_columns["name"][links["line"][row]])
        clear[row] = not is_called_another(name, int(party[row]), scored.world)
    return clear


def _for_somebody_else(scored: Scored) -> Bools:
    """Of each pair: the line says that it was paid for somebody unlike the document's party."""
    world, links, columns = scored.world, scored.links, scored.line_columns
    said = (columns["ultimate"] != "") & (columns["ultimate"] != columns["name"])
    unlike = np.zeros(len(links["line"]), dtype=bool)
    rows = np.flatnonzero(said[links["line"]])
    names = columns["ultimate"][links["line"][rows]].tolist()
    scores = world.names.scores(names, scored.item_columns["party"][links["item"][rows]].tolist())
    unlike[rows] = [0 <= score < NAME_CLOSE for score in scores]  # of those the gate knows more
    return unlike


def _of_an_earlier_year(scored: Scored) -> Bools:
    """Of each pair: the number is quoted in short, and the text says an earlier year."""
    world, links = scored.world, scored.links
    in_short: Bools = scored.levels[:, place_of("invoice_number")] == level_of("invoice_number", "sequence")
    for row in np.flatnonzero(in_short).tolist():
        item, text = world.items[links["item"][row]], world.lines[links["line"][row]].transaction.remittance
        in_short[row] = speaks_of_an_earlier_year(text, item)
    return in_short


def _of_another_reference(scored: Scored) -> Bools:
    """Of each pair: the line has a structured reference, and it is not the document's."""
    world, links = scored.world, scored.links
    references = [line.transaction.creditor_reference for line in world.lines]
    another: Bools = np.array(list(map(bool, references)), dtype=bool)[links["line"]]
    for row in np.flatnonzero(another).tolist():
        item, is_its = world.items[links["item"][row]], bool(links["reference"][row])
        another[row] = bool(of_another_reference(references[links["line"][row]], item, world, is_its=is_its))
    return another


def _goes_on_in_short(scored: Scored) -> Bools:
    """Of each pair: the text goes on with the digits of another such number."""
    world, links = scored.world, scored.links
    short = np.array([len(item.number) <= LONGEST_OF_TWO for item in world.items], dtype=bool)
    goes_on: Bools = short[links["item"]] & scored.named
    for row in np.flatnonzero(goes_on).tolist():
        text = world.lines[links["line"][row]].transaction.remittance
        goes_on[row] = goes_on_in_short(text, world.items[links["item"][row]].number)
    return goes_on


def _owed_by_another(scored: Scored) -> Bools:
    """Of each pair: somebody else is called like the payer, or named in a stranger's text, and owes just as much."""
    world, links = scored.world, scored.links
    called = np.array(world.named_parties.are_called(scored.line_columns["name"].tolist()), dtype=bool)
    strange = links["name_score"] < NAME_CLOSE
    owed: Bools = ((called[links["line"]] & ~scored.by_account) | strange) & scored.named
    for row in np.flatnonzero(owed).tolist():
        line, item, own = int(links["line"][row]), int(links["item"][row]), bool(scored.by_account[row])
        doubt = owed_by_another(line, item, world, is_strange=bool(strange[row]), at_its_account=own)
        owed[row] = doubt is not None
    return owed


#: What is seen of accounts that are no other party's.
_NOBODY_ELSES = (AccountFact.NOTHING, AccountFact.LEARNED)
