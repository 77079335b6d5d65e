"""Events dealt to payers with habits: fees in step, sums of a month, discounts to those who take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from worlds.calendar import MONTHS, days_to_fifteenth, days_to_month_end, weekday_of, working_day
from worlds.cast import House, Party
from worlds.dice import Dice, Weighted
from worlds.habits import ALWAYS, MID_MONTH, MONTH_END, NEVER, ON_DAY, SOMETIMES, WEEKLY, Habit, Habits
from worlds.mixtures import Mixtures

if TYPE_CHECKING:
    from worlds.ledger import Book

#: Of the payments that settle several documents, how many may come from those who always pay so; sums in their year.
_COLLECTED, _SUMS = 0.8, 9
#: How much more often a payer does what he leans to.
_LEANING = 6.0


def give_habits(dice: Dice, mix: Mixtures, houses: Iterable[House]) -> None:
    """Where the family's payers have none, nothing is thrown or changed."""
    if not mix.of("habit_kept"):
        return
    habits = Habits(dice, mix)
    for house in houses:
        shared: dict[tuple[str, int], object] = {}
        for parties, told in ((house.customers, None), (house.suppliers, shared)):
            dealt = habits.deal([party.retainer for party in parties], house=told)
            for party, habit in zip(parties, dealt, strict=True):
                party.habit = habit
                if party.debit:  # we collect, on the day it is due
                    habit.when, habit.days, habit.drift, habit.overlooks = ON_DAY, 0, 0, -1


# -------------------------------------------------------------------------------------------------------------- days


def payday(dice: Dice, family: str, habit: Habit, *, written: int, due: int) -> int:
    """The day on which he pays what was written and falls due on these days."""
    if habit.when == MID_MONTH:
        day = due + days_to_fifteenth(family, due)
    elif habit.when == MONTH_END:
        day = due + days_to_month_end(family, due)
    elif habit.when == WEEKLY:
        day = due + (habit.weekday - weekday_of(due)) % 7
    else:
        day = due + habit.days + habit.drift * (written // 30)
    if not dice.chance(habit.keeps):
        day += dice.between(1, 6) if habit.when != WEEKLY else 7
    return max(written + 1, day)


def fee_day(dice: Dice, habit: Habit, day: int, month: int) -> int:
    """Of a monthly fee: after those before it, and an overlooked one after the next."""
    if month == habit.overlooks:
        return working_day(day + 31 + dice.between(1, 5))
    habit.last_fee = max(working_day(day), habit.last_fee)
    return habit.last_fee


# ----------------------------------------------------------------------------------------------------------- dealing


def deal_steadily(book: Book, events: Sequence[str], parties: Sequence[Party]) -> None:
    """Monthly payers pay month by month, collective ones one sum a month; what is left goes to who does such things."""
    left = Counter(events)
    for party in parties:
        if party.retainer:
            _fees(book, left, party)
    collective = [party for party in parties if not party.retainer and _habit(party).combines == ALWAYS]
    collective = collective[: int(left["several"] * _COLLECTED / _SUMS)]
    for party in collective:
        _sums(book, left, party)
    busy = {party.party_id for party in collective}
    _rest(book, left, [party for party in parties if not party.retainer and party.party_id not in busy] or parties)


def _habit(party: Party) -> Habit:
    assert party.habit is not None
    return party.habit


def _fees(book: Book, left: Counter[str], party: Party) -> None:
    habit, book.months_left = _habit(party), MONTHS
    while book.months_left > 0:
        month = MONTHS - book.months_left
        if month == habit.overlooks and habit.together and left["several"]:
            book.two_months(party)
            left["several"] -= 1
            continue
        owed = month == habit.forgets or month >= MONTHS - habit.still_owes
        kind = "unpaid" if owed and left["unpaid"] else "plain"
        if not left[kind]:
            break
        book.settle(kind, party)
        left[kind] -= 1
    book.months_left = 0


def _sums(book: Book, left: Counter[str], party: Party) -> None:
    """One payment a month of all of the month's invoices; in a month or two there is only one."""
    count = min(left["several"], _SUMS + book.dice.between(-1, 1))
    single = {book.dice.below(MONTHS - 1) for _ in range(MONTHS - 1 - count)}
    months = [month for month in range(MONTHS - 1) if month not in single][:count]
    unlisted = book.owes_unlisted(len(months))
    for month in range(MONTHS - 1):
        kind = "several" if month in months else "plain"
        if left[kind]:
            left[kind] -= 1
            book.sum_of_month(party, month, several=kind == "several", unlisted=unlisted)


def _rest(book: Book, left: Counter[str], parties: Sequence[Party]) -> None:
    events = list(left.elements())
    book.dice.shuffle(events)
    tables: dict[str, tuple[list[Party], Weighted]] = {}
    for event in events:
        if event not in tables:
            able = [party for party in parties if _likes(event, _habit(party))] or list(parties)
            weights = [(party, party.weight * (_likes(event, _habit(party)) or 1.0)) for party in able]
            tables[event] = (able, Weighted(weights))
        able, table = tables[event]
        book.settle(event, able[table.place(book.dice)])


def _likes(event: str, habit: Habit) -> float:
    """How often he does it, beside others of his size."""
    if event in ("discount", "own discount"):
        return {NEVER: 0.0, SOMETIMES: 1.0, ALWAYS: 2.0}[habit.discount]
    if event == "late":
        return float(habit.discount == ALWAYS)
    if event == "several":
        return float(habit.combines != NEVER)
    return _LEANING if event == habit.leaning else 1.0
