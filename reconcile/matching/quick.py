"""Quick answers in the walk: one document of the line's fits and none is near it; the others are untouched or paid.

What has to be weighed (a list, a part, a twin that was paid, a document paid in part) is left to the solver. A property
test holds the two to the same answer, word by word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.clear import WithoutDoubt, account_is_clear, late_twins
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.solution import Rival, Share, Solution, solution_of
from reconcile.matching.text import NAMED
from reconcile.matching.turn import Ledger, Scored
from reconcile.matching.world import Role
from reconcile.records import DifferenceKind

Bools = NDArray[np.bool_]


class Quick:
    """Answers one line at a time, or leaves it to the solver. Reads the ledger, never writes it."""

    def __init__(self, scored: Scored, without_doubt: WithoutDoubt) -> None:
        self._world, self._rows = scored.world, scored.rows
        self._margin, self._sure_margin = scored.world.rules.equal_margin, scored.world.rules.sure_margin
        self._sure_probability = scored.world.rules.sure_probability
        links, amount = scored.links, scored.levels[:, place_of("open_amount")]
        named = (links["number"] >= NAMED) | links["reference"]
        exact, discounted = amount == level_of("open_amount", "exact"), amount == level_of("open_amount", "discount")
        self._is_plain = _plain_lines(scored, named).tolist()
        self._is_titled = (scored.levels[:, place_of("title")] == level_of("title", "same")).tolist()
        self._named, self._fits, self._exact = named.tolist(), (exact | discounted).tolist(), exact.tolist()
        self._discount = scored.item_columns["discount"].tolist()
        self._passes = (_passing_gates(scored, without_doubt, named) & (exact | _certain(scored))).tolist()

    def solve(self, line: int, ledger: Ledger) -> tuple[Solution, bool] | None:
        """(what the line pays, whether no gate objects). None: the solver has to look at it."""
        if not self._is_plain[line]:
            return None
        amount, _, rows = self._rows.of(line)
        found = self._best(amount, rows, ledger)
        if found is None:
            return None
        row, rivals = found
        solution = self._solved(line, amount, row, rivals, ledger)
        return solution, self._is_sure(row, solution)

    def _best(self, amount: int, rows: range, ledger: Ledger) -> tuple[int, list[int]] | None:
        """(the row that is chosen, its rivals). None when the best document does not fit or something is near it."""
        odds = self._rows.log_odds
        standing = self._standing(rows, ledger)
        if standing is None:
            return None
        live, claimed, paid = standing
        chosen = max(live, key=odds.__getitem__, default=-1)
        if chosen < 0 or not self._fits[chosen] or odds[chosen] <= 0.0:
            return None
        rivals = sorted([*live, *claimed])
        rivals.remove(chosen)
        near = odds[chosen] - self._margin
        if any(odds[row] >= near for row in rivals):
            return None
        if not self._named[chosen]:
            paid_twins = any(ledger.open[self._rows.item[row]] == amount for row in (*claimed, *paid))
            if paid_twins or any(self._named[row] for row in rows):
                return None
        return chosen, rivals

    def _standing(self, rows: range, ledger: Ledger) -> tuple[list[int], list[int], list[int]] | None:
        """(untouched, tentatively claimed as a whole, surely paid) rows. None when one is neither."""
        live, claimed, paid = [], [], []
        for row in rows:
            item = self._rows.item[row]
            rest, at_first = ledger.rest[item], ledger.open[item]
            if rest == at_first:
                live.append(row)
            elif rest == 0 and ledger.firm[item] == at_first:
                claimed.append(row)
            elif rest == 0 and ledger.firm[item] == 0:
                paid.append(row)
            else:
                return None
        return live, claimed, paid

    def _solved(self, line: int, amount: int, row: int, rivals: list[int], ledger: Ledger) -> Solution:
        item, log_odds = self._rows.item[row], self._rows.log_odds
        discount, kind = (
            (0, DifferenceKind.NONE) if self._exact[row] else (self._discount[item], DifferenceKind.DISCOUNT)
        )
        shares = probabilities([log_odds[row], *(log_odds[rival] for rival in rivals)])
        return solution_of(
            line=line, kind=kind.value or "single", shares=(Share(item, amount, discount, kind, False),), rest=0,
            about=(item,), levels=self._rows.untouched[row].levels, log_odds=log_odds[row], probability=shares[0],
            rivals=self._rivals(rivals, shares[1:], ledger),
        )  # fmt: skip

    def _rivals(self, rows: list[int], shares: list[float], ledger: Ledger) -> tuple[Rival, ...]:
        """The best first; of a claimed one, the evidence as it stands now, and the odds it had."""
        found = []
        for row, share in zip(rows, shares, strict=True):
            item = self._rows.item[row]
            pattern = self._rows.untouched[row] if ledger.rest[item] else self._rows.settled[row]
            found.append(Rival(item, pattern.levels, self._rows.log_odds[row], share))
        if len(found) > 1:
            found.sort(key=lambda rival: (-rival.log_odds, self._world.items[rival.item].number, rival.item))
        return tuple(found)

    def _is_sure(self, row: int, solution: Solution) -> bool:
        """No gate of `verdicts` objects."""
        if not self._passes[row] or solution.probability < self._sure_probability:
            return False
        if solution.rivals and solution.log_odds - solution.rivals[0].log_odds < self._sure_margin:
            return False
        if self._named[row]:
            return True
        item = solution.about[0]
        number, text = self._world.items[item].number, self._world.lines[solution.line].transaction.remittance
        if self._world.texts.unread(solution.line, [number]) or self._world.other_numbers.like(number, text, ()):
            return False
        day = self._world.lines[solution.line].transaction.booking_date.toordinal()
        if self._world.dates.stated_instead(solution.line, item, day) is not None:
            return False
        return self._is_titled[row] or self._world.titles.said_instead(solution.line, item) is None


def _plain_lines(scored: Scored, named: Bools) -> Bools:
    """Lines all of whose candidates can be booked, with one named at most, and then no other number like one."""
    links, items = scored.links, scored.item_columns
    lines, count = links["line"], len(scored.world.lines)
    is_open = items["open_known"] & (items["open"] > 0)
    bookable = (links["role"] == Role.BOOKABLE) & is_open[links["item"]]
    weak = (links["number"] > 0) & ~named
    names = np.bincount(lines[named], minlength=count)
    plain = (np.bincount(lines, minlength=count) > 0) & (names <= 1)
    plain[lines[~bookable]] = False
    plain[lines[weak & (names[lines] > 0)]] = False
    plain[list(scored.world.said.no_invoice)] = False
    return plain


def _passing_gates(scored: Scored, without_doubt: WithoutDoubt, named: Bools) -> Bools:
    """Rows to which no gate objects that looks at one document alone; `nothing_unread` is asked for later."""
    links = scored.links
    identified = named | np.isin(links["account"], OWN_ACCOUNTS)
    in_time = scored.levels[:, place_of("booking_date")] != level_of("booking_date", "before")
    nothing_said = without_doubt.lines[links["line"]] & without_doubt.items[links["item"]]
    passes: Bools = identified & in_time & account_is_clear(scored) & nothing_said & ~late_twins(scored)
    return passes


def _certain(scored: Scored) -> Bools:
    """Gate `certain_discount`."""
    return np.array([item.discount_certain for item in scored.world.items], dtype=bool)[scored.links["item"]]
