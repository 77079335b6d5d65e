"""Payers with habits: they write, pay, combine and deduct as they did before; and only in the family that has them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from statistics import mean, median

import pytest
from world import world_of
from worlds.build import World
from worlds.calendar import day_of, days_to_fifteenth, days_to_month_end, weekday_of
from worlds.cast import Party
from worlds.dice import Dice
from worlds.habits import ALWAYS, MID_MONTH, MONTH_END, NEVER, ON_DAY, RUNS, WEEKLY, Habit, Habits, again
from worlds.ledger import Doc
from worlds.mixtures import FAMILIES, Mixtures, shares
from worlds.numbers import running
from worlds.steady import payday
from worlds.truth import Truth

from importers.statement import Transaction

Line = tuple[Transaction, Truth]
_MONTHS = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
SHARES = shares("habit")


class Payers:
    """A world by payer."""

    def __init__(self, world: World) -> None:
        self.docs: dict[str, Doc] = {doc.item_id: doc for doc in world.docs}
        self.parties: dict[str, Party] = {doc.party.party_id: doc.party for doc in world.docs}
        self.lines: dict[str, list[Line]] = defaultdict(list)
        for line, truth in zip(world.lines, world.truths, strict=True):
            named = [item for item, _ in truth.allocations] or list(truth.about)
            if named and truth.reason != "returned debit" and "collected" not in truth.traits:
                self.lines[self.docs[named[0]].party.party_id].append((line.transaction, truth))

    def customers(self) -> Iterable[tuple[Party, list[Line]]]:
        """Who transfers on his own."""
        for party_id, lines in self.lines.items():
            party = self.parties[party_id]
            if party.sign > 0 and not party.debit:
                yield party, lines

    def fees(self) -> Iterable[tuple[Party, list[tuple[int, Transaction, Truth]]]]:
        """Of each payer of monthly fees: the day of the invoice, and the line that pays it alone and in full."""
        for party, lines in self.customers():
            if party.retainer:
                single = [
                    (self.docs[truth.allocations[0][0]], line, truth) for line, truth in lines if _is_plain(truth)
                ]
                found = [(doc.day, line, truth) for doc, line, truth in single if doc.gross == party.fee_minor]
                yield party, sorted(found, key=lambda one: one[0])


def _is_plain(truth: Truth) -> bool:
    return truth.traits[0] == "plain" and len(truth.allocations) == 1


@pytest.fixture(scope="module")
def payers() -> Payers:
    return Payers(world_of(5003, 10_000))


@pytest.fixture(scope="module")
def others() -> Payers:
    return Payers(world_of(4003, 4000))


def _habit(party: Party) -> Habit:
    assert party.habit is not None
    return party.habit


def _shape(line: Transaction) -> str:
    """A text without what differs from invoice to invoice."""
    return re.sub(r"\d+", "0", re.sub(_MONTHS, "M", line.remittance, flags=re.IGNORECASE))


def _steadiness(payers: Payers) -> float:
    """Of the lines of those who pay often, how many read like another of his two commonest texts."""
    found = []
    for _, lines in payers.customers():
        texts = Counter(_shape(line) for line, truth in lines if "several" not in truth.traits)
        if texts.total() >= 8:
            found.append(sum(count for _, count in texts.most_common(2)) / texts.total())
    return mean(found)


def test_a_payer_writes_what_he_wrote_before(payers: Payers, others: Payers) -> None:
    assert _steadiness(payers) > 0.6
    assert _steadiness(others) < 0.4


def test_what_a_payer_gives_is_mostly_one_thing(payers: Payers) -> None:
    found = []
    for _, lines in payers.customers():
        given = Counter(next(trait for trait in truth.traits if trait.startswith("text ")) for _, truth in lines)
        found.append(given.most_common(1)[0][1] / given.total())
    assert mean(found) > 0.7


def test_fees_are_paid_at_the_payer_s_own_lag(payers: Payers) -> None:
    """Within four days of it: weekends, months of 28 to 31 days; who drifts or overlooks a month is left out."""
    near = total = 0
    for party, fees in payers.fees():
        habit = _habit(party)
        if habit.drift or habit.overlooks >= 0 or len(fees) < 6:
            continue
        lags = [(line.booking_date - day_of("habit", day)).days for day, line, _ in fees]
        near += sum(abs(lag - median(lags)) <= 4 for lag in lags)
        total += len(lags)
    assert total > 300
    assert near / total > 0.9


def test_fees_are_paid_in_the_order_of_the_invoices_but_by_those_who_overlook_one(payers: Payers) -> None:
    late = count = 0
    for party, fees in payers.fees():
        ahead = [truth for _, _, truth in fees if "paid after return" not in truth.traits]
        days = [line.booking_date for _, line, truth in fees if truth in ahead]
        out_of_step = days != sorted(days)
        late, count = late + out_of_step, count + 1
        assert not out_of_step or _habit(party).overlooks >= 0
    assert 0 < late / count < 2 * SHARES["month_overlooked"].value


def test_most_fees_come_without_a_number_and_only_the_step_tells_some(payers: Payers) -> None:
    """Nobody could say which of the equal ones is meant, and the truth says so; the step would mostly be right."""
    lines = [(line, truth) for _, fees in payers.fees() for _, line, truth in fees]
    silent = [truth for _, truth in lines if {"text nothing", "text customer number", "text title"} & set(truth.traits)]
    assert len(silent) > 0.75 * len(lines)
    open_question = [truth for truth in silent if not truth.decidable]
    assert len(open_question) > 0.2 * len(lines)
    assert sum(truth.oldest_is_right for truth in open_question) > 0.5 * len(open_question)


def test_who_pays_all_in_one_sum_does_so_each_month_and_others_never_do(payers: Payers) -> None:
    steady, gaps = 0, []
    for party_id, lines in payers.lines.items():
        habit = _habit(payers.parties[party_id])
        sums = sum("several" in truth.traits for _, truth in lines)
        if habit.combines == NEVER and not payers.parties[party_id].retainer:
            assert not sums
        if habit.combines == ALWAYS and sums >= 7:
            days = [line.booking_date for line, _ in lines]
            gaps += [(later - day).days for day, later in pairwise(days)]
            steady += 1
            assert habit.when in RUNS
    assert sum(20 <= gap <= 42 for gap in gaps) > 0.85 * len(gaps)  # all others where he is late, or takes a discount
    assert steady > 0.05 * len(payers.lines)


def test_discount_is_taken_by_those_who_take_it(payers: Payers) -> None:
    for party_id, lines in payers.lines.items():
        taken = {trait for _, truth in lines for trait in truth.traits if trait.startswith("discount")}
        habit = _habit(payers.parties[party_id])
        assert habit.discount != NEVER or not taken
        assert habit.discount == ALWAYS or "discount late" not in taken


def test_a_payer_has_one_account_at_a_time(payers: Payers) -> None:
    moved = 0
    for party, lines in payers.customers():
        used = [line.counterparty_iban for line, _ in lines if line.counterparty_iban]
        changes = sum(one != other for one, other in pairwise(used))
        assert changes <= (1 if party.second_iban else 0)
        moved += changes
    assert moved > 3


def test_short_numbers_are_the_running_numbers_of_the_documents(payers: Payers) -> None:
    short = listed = 0
    for _, lines in payers.customers():
        for line, truth in lines:
            if "mangled short" not in truth.traits:
                continue
            numbers = [payers.docs[item].number for item, _ in truth.allocations]
            digits = re.findall(r"\d+", line.remittance)
            short += 1
            listed += len(numbers) > 1
            whole = len(line.remittance) < 140  # a longer text is cut
            assert not whole or all(running(number) in digits for number in numbers)
    assert short > 50
    assert listed > 2


@pytest.mark.parametrize(
    ("number", "short"),
    [
        ("R-417/22", "417"),
        ("2022-0417", "417"),
        ("041/2022", "41"),
        ("RG-7", "7"),
        ("0417", "417"),
        ("417", ""),
        ("R-2028/23", "2028"),
    ],
)
def test_what_people_leave_of_a_number(number: str, short: str) -> None:
    assert running(number) == short


def _payer(when: str, *, days: int = 0, drift: int = 0, keeps: float = 1.0) -> Habit:
    return Habit(keeps=keeps, when=when, days=days, weekday=3, told={}, drift=drift)


def test_days_of_payment_by_hand() -> None:
    """Day 0 is Wednesday, 1 June 2022."""
    dice = Dice("days")
    assert (days_to_fifteenth("habit", 0), days_to_fifteenth("habit", 14), days_to_fifteenth("habit", 15)) == (
        14,
        0,
        29,
    )
    assert (days_to_month_end("habit", 0), days_to_month_end("habit", 29)) == (29, 0)
    assert (weekday_of(0), weekday_of(5)) == (2, 0)
    assert payday(dice, "habit", _payer(MID_MONTH), written=0, due=16) == 44
    assert payday(dice, "habit", _payer(MONTH_END), written=0, due=16) == 29
    assert payday(dice, "habit", _payer(WEEKLY), written=0, due=14) == 15  # Thursday
    assert payday(dice, "habit", _payer(ON_DAY, days=9), written=0, due=14) == 23
    assert payday(dice, "habit", _payer(ON_DAY, days=-9), written=10, due=14) == 11  # not before the invoice
    assert payday(dice, "habit", _payer(ON_DAY, drift=2), written=91, due=105) == 111  # three months on


def test_a_choice_is_made_once_and_kept_mostly() -> None:
    dice, habit = Dice("again"), _payer(ON_DAY, keeps=0.9)
    drawn = [again(dice, habit, "text", lambda: dice.below(1000)) for _ in range(500)]
    assert 0.85 < Counter(drawn).most_common(1)[0][1] / 500 < 0.95
    assert len({again(dice, None, "text", lambda: dice.below(1000)) for _ in range(50)}) > 40


def test_habits_are_dealt_from_decks() -> None:
    mix = Mixtures(SHARES)
    dealt = Habits(Dice("decks"), mix).deal([place < 400 for place in range(1000)], house=None)
    times = Counter(habit.when for habit in dealt)
    assert all(abs(times[name] - 1000 * share) <= 1 for name, share in mix.among("pays", *times))
    assert sum(habit.combines == ALWAYS for habit in dealt) == round(600 * mix.of("collective"))
    assert sum(bool(habit.silent) for habit in dealt) == round(400 * mix.of("fee_silent"))
    assert sum(habit.overlooks >= 0 for habit in dealt) == round(400 * mix.of("month_overlooked"))
    assert sum(habit.discount == ALWAYS for habit in dealt) == round(1000 * mix.of("discount_always"))


@pytest.mark.parametrize("family", FAMILIES)
def test_only_one_family_has_habits(family: str) -> None:
    """The worlds of the others were frozen, or trained on, before there were any."""
    seeds = {"train": 5, "drill": 2005, "field": 3005, "trail": 4005, "habit": 5005, "test": 1005}
    world = world_of(seeds[family], 1000)
    habits = [party.habit for house in world.houses for party in (*house.customers, *house.suppliers)]
    assert all((habit is not None) == (family == "habit") for habit in habits)
