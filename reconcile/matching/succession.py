"""Which of several equal documents a line takes: of the equal months of a retainer, say, where no text says which.

The best dated is taken, then the oldest. Line by line that crosses neighbours: on 20 March the document due 31 March is
the best dated, and on 9 April the one due 3 March is left. Whoever pays without a word pays what is due first: so the
lines of one payer that name nothing are looked at together, and no two of them take their documents crosswise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reconcile.matching.runs import Bools
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.turn import Candidate, Ledger, Scored, Turn
from reconcile.matching.verdicts import BEFORE
from reconcile.matching.world import Role

_AMOUNT, _DATE = place_of("open_amount"), place_of("booking_date")
#: A line is at most so many documents off: with the months of a retainer, a year.
_MOST_PASSES = 12

_Group = tuple[int, int]  # party, amount


class Succession:
    """Reads the ledger, never writes it. A group of lines is looked at once, at the first turn that asks."""

    def __init__(self, scored: Scored, named: Bools) -> None:
        """`named`: lines that name a document."""
        self._scored, self._items = scored, scored.world.items
        self._margin = scored.world.rules.equal_margin
        self._party = scored.item_columns["party"].data  # read cell by cell
        self._silent = ~named
        self._groups: dict[_Group, dict[int, list[int]]] | None = None
        self._meant: dict[int, int] = {}

    def choose(self, turn: Turn, near: Sequence[Candidate], ledger: Ledger) -> Candidate:
        """Of candidates that are equal."""
        best = min(near, key=self._best_dated)
        if len(near) == 1 or not self._silent[turn.line]:
            return best
        meant = self._planned(turn, best.item, ledger)
        return next((one for one in near if one.item == meant), best)

    def _best_dated(self, one: Candidate) -> tuple[float, int, str, str]:
        return -one.major, *self._age(one.item)

    def _age(self, item: int) -> tuple[int, str, str]:
        record = self._items[item]
        day = record.due_date or record.invoice_date
        return day.toordinal() if day else 10**9, record.number, record.item_id

    def _planned(self, turn: Turn, item: int, ledger: Ledger) -> int | None:
        if self._groups is None:
            self._groups = self._of_payers()
        lines = self._groups.pop((self._party[item], turn.amount), {})
        picked = self._picked({line: rows for line, rows in lines.items() if line >= turn.line}, ledger)
        self._meant |= {line: self._scored.rows.item[row] for line, row in self._uncrossed(lines, picked).items()}
        return self._meant.get(turn.line)

    def _of_payers(self) -> dict[_Group, dict[int, list[int]]]:
        """(party, amount) → its silent lines in time order, with their pairs that have just this amount."""
        scored, links = self._scored, self._scored.links
        lines, items = links["line"], links["item"]
        asked = (scored.levels[:, _AMOUNT] == level_of("open_amount", "exact")) & (links["role"] == Role.BOOKABLE)
        asked &= ~np.isin(scored.levels[:, _DATE], BEFORE) & scored.party_agrees & self._silent[lines]
        rows = np.flatnonzero(asked)
        groups: dict[_Group, dict[int, list[int]]] = {}
        parties, amounts = scored.item_columns["party"][items[rows]], scored.line_columns["amount"][lines[rows]]
        for row, line, *group in zip(*(one.tolist() for one in (rows, lines[rows], parties, amounts)), strict=True):
            groups.setdefault((group[0], group[1]), {}).setdefault(line, []).append(row)
        return groups

    def _picked(self, lines: dict[int, list[int]], ledger: Ledger) -> dict[int, int]:
        """Line → the pair it would take, line by line."""
        rows = self._scored.rows
        picked: dict[int, int] = {}
        taken: set[int] = set()
        for line, asked in sorted(lines.items(), key=lambda group: not self._has_hint(group[1])):
            free = [row for row in asked if rows.item[row] not in taken and _is_whole(rows.item[row], ledger)]
            if free:
                nearly = max(rows.log_odds[row] for row in free) - self._margin
                near = [row for row in free if rows.log_odds[row] >= nearly]
                best = min(near, key=lambda row: (-rows.untouched[row].major, self._age(rows.item[row])))
                picked[line] = best
                taken.add(rows.item[best])
        return dict(sorted(picked.items()))

    def _has_hint(self, pairs: Sequence[int]) -> bool:
        """Something else than the date tells the documents apart: half a number, a title, a date in the text."""
        return len({self._beside_date(row) for row in pairs}) > 1

    def _beside_date(self, row: int) -> tuple[int, ...]:
        levels = self._scored.rows.untouched[row].levels
        return levels[:_DATE] + levels[_DATE + 1 :]

    def _uncrossed(self, lines: dict[int, list[int]], picked: dict[int, int]) -> dict[int, int]:
        """Neighbours change documents where the later line has the older one, and each is as good with the other's."""
        rows = self._scored.rows
        for _ in range(_MOST_PASSES):
            is_crossed = False
            for line, later in pairwise(picked):
                row, other = picked[line], picked[later]
                if self._age(rows.item[row]) <= self._age(rows.item[other]):
                    continue
                instead = self._pair_with(lines[line], row, rows.item[other])
                in_return = self._pair_with(lines[later], other, rows.item[row])
                if instead is not None and in_return is not None:
                    picked[line], picked[later] = instead, in_return
                    is_crossed = True
            if not is_crossed:
                break
        return picked

    def _pair_with(self, pairs: Sequence[int], picked: int, item: int) -> int | None:
        """The line's pair with the item, if it is equal to the picked one but for its date."""
        rows = self._scored.rows
        pair = next((row for row in pairs if rows.item[row] == item), None)
        if pair is None or rows.log_odds[picked] - rows.log_odds[pair] > self._margin:
            return None
        return pair if self._beside_date(pair) == self._beside_date(picked) else None


def _is_whole(item: int, ledger: Ledger) -> bool:
    """Nothing was taken of it."""
    return bool(ledger.rest[item] == ledger.open[item])
