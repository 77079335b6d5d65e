"""How regularly a party's documents are paid: the days from the invoice to the payment, beside those of its others.

Who pays month by month without a word mostly takes as many days each time. Which of several equal documents a line
pays, that cannot say: standing orders keep other days than payments by number, and the days of silent lines are known
only once each has its document; and by law what is paid without a word settles the older of equal debts (BGB § 366, OR
Art. 87). So it chooses nothing; it says how good a choice was, and which document would keep the pace.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reconcile.matching.knowing.habits import FEWEST, is_often, near
from reconcile.matching.knowing.world import World
from reconcile.matching.parties import PartyKey, party_key
from reconcile.matching.solution import Answer, Solution
from reconcile.matching.weighing.levels import is_named
from reconcile.records import Verdict

_NOT_USUAL = ("never", "seldom")


class Pace:
    """The days of all payments in full: of those that are known, and of silent ones beside others of the same amount,
    as they were answered."""

    def __init__(self, answers: Iterable[Answer], world: World) -> None:
        self._world = world
        self._line_day, self._invoice_day = world.line_columns["day"].data, world.item_columns["invoice_day"].data
        self._known: dict[PartyKey, list[int]] = defaultdict(list)
        self._silent: dict[tuple[PartyKey, int], list[int]] = defaultdict(list)
        for solution, verdict in answers:
            days = self._days(solution)
            if days is None:
                continue
            if verdict is Verdict.SURE:
                self._known[self._party(solution)].append(days)
            elif not is_named(solution.levels):
                self._silent[self._party(solution), solution.shares[0].taken].append(days)
        for party, earlier in world.habits.days.items():
            self._known[party] += earlier
        for group in (*self._known.values(), *self._silent.values()):
            group.sort()

    def told(self, answer: Answer) -> Answer:
        """With what the other payments say of one that names no document and is not sure."""
        solution, verdict = answer
        days = self._days(solution)
        if days is None or verdict is Verdict.SURE or is_named(solution.levels):
            return answer
        party = self._party(solution)
        groups = self._known.get(party, ()), self._silent[party, solution.shares[0].taken]
        others, times = sum(map(len, groups)) - 1, _times(groups, days) - 1
        if others < FEWEST:
            return answer
        told, pace = _worded(solution, days, times, others), _pace(times, others)
        if pace in _NOT_USUAL and (usual := self._usual_instead(solution, groups, others)):
            told, pace = told.changed(warnings=(*told.warnings, usual)), f"{pace}, another often"
        return Answer(told.changed(pace=pace), verdict)

    def _usual_instead(self, solution: Solution, groups: Sequence[Sequence[int]], others: int) -> str:
        """Which of the equal documents would be paid at the usual pace, in words; "" = none."""
        least = solution.log_odds - self._world.rules.equal_margin
        equal = [rival.item for rival in solution.rivals if rival.log_odds >= least] if solution.equal > 1 else []
        for item in equal:
            days = self._line_day[solution.line] - self._invoice_day[item]
            times = _times(groups, days)
            if self._invoice_day[item] and is_often(times, others):
                label = self._world.items[item].label
                return f"{label} would be paid about as long after the invoice as {times} of {others} other payments"
        return ""

    def _days(self, solution: Solution) -> int | None:
        """From the invoice to the payment in full of just this one."""
        if solution.kind != "single" or len(solution.shares) != 1:
            return None
        invoiced = self._invoice_day[solution.shares[0].item]
        return self._line_day[solution.line] - invoiced if invoiced else None

    def _party(self, solution: Solution) -> PartyKey:
        return party_key(self._world.items[solution.shares[0].item])


def _times(groups: Iterable[Sequence[int]], days: int) -> int:
    return sum(near(group, days) for group in groups)


def _pace(times: int, others: int) -> str:
    if not times:
        return "never"
    return "always" if times == others else "often" if is_often(times, others) else "seldom"


def _worded(solution: Solution, days: int, times: int, others: int) -> Solution:
    if days < 2:
        return solution
    if not times:
        said = f"paid {days} days after the invoice, as none of {others} other payments of this party"
        return solution.changed(warnings=(*solution.warnings, said))
    if not is_often(times, others):
        return solution
    said = f"paid {days} days after the invoice, about as {times} of {others} other payments of this party"
    return solution.changed(reasons=(*solution.reasons, said))
