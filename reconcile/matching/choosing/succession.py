"""Which of several equal documents a line takes: of the equal months of a retainer, say, where no text says which.

The best dated is taken, then the oldest. Line by line that crosses neighbours: on 22 March the document due 31 March is
the best dated, and on 27 March the one due 3 March is left. Whoever pays without a word pays what is due first: so the
lines of one payer that name nothing are looked at together, and neighbours among them that took their documents
crosswise change them, where each is nearly as good for the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter

import numpy as np

from reconcile.matching.knowing.world import Role
from reconcile.matching.parties import party_key
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.weighing.turn import Candidate, Ledger, Scored, Turn

_AMOUNT, _DATE = place_of("open_amount"), place_of("booking_date")

_Group = tuple[int, int]  # party, amount
_Lines = dict[int, list[int]]  # line → its pairs, in time order


class Succession:
    """Reads the ledger, never writes it. A group of lines is looked at once, at the first turn that asks."""

    def __init__(self, scored: Scored, silent: Iterable[int]) -> None:
        """`silent`: lines that take their turn and name no document."""
        self._scored, self._items, self._rows = scored, scored.world.items, scored.rows
        self._margin, self._habits = scored.world.rules.equal_margin, scored.world.habits
        self._line_day, self._invoice_day = scored.line_columns["day"].data, scored.item_columns["invoice_day"].data
        self._party = scored.item_columns["party"].data  # read cell by cell
        self._silent = np.zeros(len(scored.world.lines), dtype=bool)
        self._silent[list(silent)] = True
        self._groups: dict[_Group, _Lines] | None = None
        self._planned: dict[tuple[int, int], int] = {}  # line, party → item

    def choose(self, turn: Turn, near: Sequence[Candidate], ledger: Ledger) -> Candidate:
        """Of candidates that are equal."""
        best = min(near, key=lambda one: self._best_first(one.major, one.item))
        if len(near) == 1 or not self._silent[turn.line]:
            return best
        if self._habits.days and not self._is_usual(turn.line, best):
            usual = [one for one in near if _are_told_by_dates(one, best) and self._is_usual(turn.line, one)]
            if usual:
                return min(usual, key=lambda one: self._best_first(one.major, one.item))
        party = self._party[best.item]
        self._plan(party, turn, ledger)
        planned = self._planned.get((turn.line, party))
        return next((one for one in near if one.item == planned), best)

    def _is_usual(self, line: int, one: Candidate) -> bool:
        """The party mostly pays its invoices so long after they were written."""
        invoiced = self._invoice_day[one.item]
        days = self._line_day[line] - invoiced
        return bool(invoiced) and self._habits.is_usual(party_key(self._items[one.item]), days)

    def _best_first(self, major: float, item: int) -> tuple[float, int, str, str]:
        return -major, *self._age(item)

    def _age(self, item: int) -> tuple[int, str, str]:
        record = self._items[item]
        day = record.due_date or record.invoice_date
        return day.toordinal() if day else 10**9, record.number, record.item_id

    def _plan(self, party: int, turn: Turn, ledger: Ledger) -> None:
        """Who takes what, of the lines whose turn is still to come; once for a group."""
        if self._groups is None:
            self._groups = self._of_payers()
        lines = self._groups.pop((party, turn.amount), {})
        to_come = {line: pairs for line, pairs in lines.items() if line >= turn.line}
        picked = self._picked(to_come, ledger)
        alike = {line: row for line, row in picked.items() if not self._has_hint(to_come[line])}
        picked |= self._uncrossed(to_come, alike)
        self._planned |= {(line, party): self._rows.item[row] for line, row in picked.items()}

    def _of_payers(self) -> dict[_Group, _Lines]:
        """(party, amount) → its silent lines, with their pairs of just this amount."""
        scored, links = self._scored, self._scored.links
        lines, items = links["line"], links["item"]
        asked = (scored.levels[:, _AMOUNT] == level_of("open_amount", "exact")) & (links["role"] == Role.BOOKABLE)
        asked &= scored.party_agrees & self._silent[lines]
        rows = np.flatnonzero(asked)
        columns = (
            rows,
            lines[rows],
            scored.item_columns["party"][items[rows]],
            scored.line_columns["amount"][lines[rows]],
        )
        groups: dict[_Group, _Lines] = {}
        for row, line, party, amount in zip(*(column.tolist() for column in columns), strict=True):
            groups.setdefault((party, amount), {}).setdefault(line, []).append(row)
        return groups

    def _picked(self, lines: _Lines, ledger: Ledger) -> dict[int, int]:
        """Line → the pair it takes, line by line; those whose text hints at a document first."""
        rows, picked, taken = self._rows, dict[int, int](), set[int]()
        for line, pairs in sorted(lines.items(), key=lambda one: not self._has_hint(one[1])):
            free = [row for row in pairs if rows.item[row] not in taken and _is_whole(rows.item[row], ledger)]
            if free:
                picked[line] = min(free, key=lambda row: self._best_first(rows.untouched[row].major, rows.item[row]))
                taken.add(rows.item[picked[line]])
        return picked

    def _has_hint(self, pairs: Sequence[int]) -> bool:
        """Something else than the date tells the documents apart: half a number, a title, a date in the text."""
        said = (self._rows.untouched[row].levels for row in pairs)
        return len(set(map(_but_for_the_date, said))) > 1

    def _uncrossed(self, lines: _Lines, picked: dict[int, int]) -> dict[int, int]:
        """Neighbours change documents where the later line has the older one, and both stay nearly as good."""
        rows, found = self._rows, dict(sorted(picked.items(), key=itemgetter(0)))
        pair_of = {(line, rows.item[row]): row for line in found for row in lines[line]}
        is_crossed = True
        while is_crossed:  # each change leaves one pair less that is crossed
            is_crossed = False
            for line, later in pairwise(found):
                older, newer = rows.item[found[later]], rows.item[found[line]]
                if self._age(newer) <= self._age(older):
                    continue
                instead, in_return = pair_of.get((line, older), -1), pair_of.get((later, newer), -1)
                if self._is_near(instead, picked[line]) and self._is_near(in_return, picked[later]):
                    found[line], found[later] = instead, in_return
                    is_crossed = True
        return found

    def _is_near(self, row: int, picked: int) -> bool:
        """`row`: −1, there is no such pair."""
        odds = self._rows.log_odds
        return row >= 0 and odds[picked] - odds[row] <= self._margin


def _are_told_by_dates(one: Candidate, other: Candidate) -> bool:
    """By nothing else."""
    return _but_for_the_date(one.levels) == _but_for_the_date(other.levels)


def _but_for_the_date(levels: tuple[int, ...]) -> tuple[int, ...]:
    return levels[:_DATE] + levels[_DATE + 1 :]


def _is_whole(item: int, ledger: Ledger) -> bool:
    """Nothing was taken of it."""
    return bool(ledger.rest[item] == ledger.open[item])
