"""What a payer always does: drawn once for each, from decks, in the family whose payers have habits.

Customers have their own; towards a supplier it is our bookkeeping that has them, so the day of the weekly run and the
wordings are those of the whole house.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from worlds.dice import Dice, deck
from worlds.mixtures import Mixtures

Drawn = TypeVar("Drawn")

#: When a payer pays, by the names of the mixtures (`pays_…`).
ON_DAY, EARLY, LATE, MONTH_LATER = "on_day", "early", "late", "month_later"
MID_MONTH, MONTH_END, WEEKLY = "mid_month", "month_end", "weekly"
_TIMES = (ON_DAY, EARLY, LATE, MONTH_LATER, MID_MONTH, MONTH_END, WEEKLY)
#: Those who collect what is due and pay it on a day of theirs.
RUNS = (MID_MONTH, MONTH_END, WEEKLY)
#: How far from the due day those pay who keep a number of days, both ends included.
_DAYS = {ON_DAY: (0, 0), EARLY: (-6, -2), LATE: (3, 19), MONTH_LATER: (27, 34)}
ALWAYS, SOMETIMES, NEVER = "always", "sometimes", "never"
#: What some payers do more often than others, and how many of them do.
_LEANINGS = (("instalments", 0.1), ("partial", 0.12), ("overpaid", 0.06), ("netted", 0.08), ("duplicate", 0.05))
#: Months at the end of the year that a payer of fees still owes, and how many payers.
_STILL_OWED = ((0, 0.35), (1, 0.35), (2, 0.2), (3, 0.1))
_MONTHS = 12


@dataclass(slots=True)
class Habit:
    """`keeps`: how often he does what he always does. Months count from 0; -1 is none."""

    keeps: float
    when: str
    days: int  #: from the due day on, where `when` is no run
    weekday: int  #: of the weekly run, Monday is 0
    told: dict[tuple[str, int], object]  #: how he does what he did before; one for all suppliers of a house
    drift: int = 0  #: days he is later each month than the month before
    combines: str = SOMETIMES
    discount: str = NEVER
    leaning: str = ""
    ways: int = 1  #: how many wordings he changes between
    term_used: int = 100  #: per cent of the term after which he pays with discount
    term_over: int = 4  #: days after its last one when he takes it late
    overlooks: int = -1  #: a month whose fee he pays with the next or after it
    together: bool = False
    forgets: int = -1  #: a month whose fee he never pays
    still_owes: int = 0  #: the last months
    moved_on: int = 0  #: the day from which he pays from his other account
    silent: str = ""  #: what stands in the text of his fees instead of a number
    last_fee: int = 0  #: the day on which he last paid one: they come in the order of the invoices


def again(dice: Dice, habit: Habit | None, what: str, draw: Callable[[], Drawn]) -> Drawn:
    """What the payer drew the first time, mostly; else, and for a payer without habits, a new draw."""
    return kept(habit, what, 0 if habit is not None and dice.chance(habit.keeps) else -1, draw)


def kept(habit: Habit | None, what: str, way: int, draw: Callable[[], Drawn]) -> Drawn:
    """The same where `way` says which of his ways it is; below 0 it is none of them."""
    if habit is None or way < 0:
        return draw()
    if (what, way) not in habit.told:
        habit.told[what, way] = draw()
    return cast(Drawn, habit.told[what, way])


class Habits:
    """Deals a habit to each of a number of payers of one kind: customers, or one house's suppliers."""

    def __init__(self, dice: Dice, mix: Mixtures) -> None:
        self.dice, self.mix = dice, mix
        self._keeps = mix.of("habit_kept")

    def deal(self, retainers: Sequence[bool], *, house: dict[tuple[str, int], object] | None) -> list[Habit]:
        """One for each, in the order given; `retainers` says who pays monthly fees. `house`: wordings all share."""
        dice, mix = self.dice, self.mix
        count, weekday = len(retainers), dice.below(5)
        times = iter(deck(dice, count, mix.among("pays", *_TIMES)))
        takes = [(ALWAYS, mix.of("discount_always")), (SOMETIMES, mix.of("discount_in_term"))]
        discounts = self._some(count, takes, NEVER)
        drifts = self._some(count, [(1, mix.of("pays_drifting"))], 0)
        leanings = self._some(count, _LEANINGS, "")
        found = []
        for _ in retainers:
            when = next(times)
            low, high = _DAYS.get(when, (0, 0))
            habit = Habit(
                keeps=self._keeps,
                when=when,
                days=dice.between(low, high),
                weekday=dice.below(5) if house is None else weekday,
                told={} if house is None else house,
                drift=next(drifts) * dice.between(1, 3) if when not in RUNS else 0,
                discount=next(discounts),
                leaning=next(leanings),
                ways=2 if house is None and dice.chance(0.35) else 1,
                term_used=dice.pick((60, 80, 100, 100)),
                term_over=dice.between(1, 12),
                moved_on=dice.between(60, 300),
            )
            found.append(habit)
        self._combine([habit for habit, monthly in zip(found, retainers, strict=True) if not monthly])
        self._fees([habit for habit, monthly in zip(found, retainers, strict=True) if monthly])
        return found

    def _some(self, count: int, shares: Iterable[tuple[Drawn, float]], rest: Drawn) -> Iterator[Drawn]:
        """A deck in which those without any of the shares have `rest`."""
        shares = list(shares)
        return iter(deck(self.dice, count, [*shares, (rest, 1 - sum(share for _, share in shares))]))

    def _combine(self, habits: list[Habit]) -> None:
        """Who pays all that is due in one sum has a day for it, so those with a run come first."""
        self.dice.shuffle(habits)
        habits.sort(key=lambda habit: (habit.when not in RUNS, habit.when == WEEKLY))
        always = round(len(habits) * self.mix.of("collective"))
        rest = habits[always:]
        for habit in habits[:always]:
            habit.combines = ALWAYS
        ways = self._some(len(rest), [(NEVER, self.mix.of("collective_never"))], SOMETIMES)
        for habit, way in zip(rest, ways, strict=True):
            habit.combines = way

    def _fees(self, habits: Sequence[Habit]) -> None:
        dice, mix, count = self.dice, self.mix, len(habits)
        overlooked = self._some(count, [(True, mix.of("month_overlooked"))], False)
        forgotten = self._some(count, [(True, mix.of("month_forgotten"))], False)
        silent = [("nothing", 0.5), ("title", 0.26), ("customer number", 0.24)]
        share = mix.of("fee_silent")
        hints = self._some(count, [(hint, part * share) for hint, part in silent], "")
        owed = iter(deck(dice, count, _STILL_OWED))
        for habit in habits:
            habit.still_owes, habit.silent = next(owed), next(hints)
            habit.overlooks = dice.between(1, 8) if next(overlooked) else -1
            habit.together = dice.chance(0.5)
            habit.forgets = dice.between(1, 8) if next(forgotten) else -1
            habit.leaning = ""
