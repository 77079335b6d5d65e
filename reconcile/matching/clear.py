"""The clear majority, settled in columns: lines that leave nothing to judge.

Such a line names one document, which is the candidate of no other line; the amount is exact; and no gate of `verdicts`
would object. Everything else goes to the solver, one line at a time. A property test holds the two to the same answer.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.classify import Said
from reconcile.matching.columns import take
from reconcile.matching.parties import AccountFact
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import Share, Solution
from reconcile.matching.text import NAMED
from reconcile.matching.turn import Scored
from reconcile.matching.world import Role, World

Bools = NDArray[np.bool_]


def clear_solutions(scored: Scored, apart: Collection[int], said: Said) -> dict[int, Solution]:
    """Line → what it surely pays. `apart`: lines settled beforehand, or with a doubt of their own."""
    rows = clear_rows(scored, apart, said)
    lines, items = scored.links["line"][rows], scored.links["item"][rows]
    amounts, log_odds = scored.line_columns["amount"][lines], scored.log_odds[rows]
    columns = (lines, items, amounts, log_odds, _probability(log_odds), scored.levels[rows])
    return {
        line: Solution(
            line=line, kind="single", shares=(Share(item, amount),), rest=0, about=(item,), levels=tuple(levels),
            log_odds=odds, probability=probability,
        )
        for line, item, amount, odds, probability, levels in zip(*(column.tolist() for column in columns), strict=True)
    }  # fmt: skip


def clear_rows(scored: Scored, apart: Collection[int], said: Said) -> NDArray[np.int64]:
    links, world = scored.links, scored.world
    lines, items = links["line"], links["item"]
    alone = (np.bincount(lines, minlength=len(world.lines))[lines] == 1) & (
        np.bincount(items, minlength=len(world.items))[items] == 1
    )
    named = (links["number"] >= NAMED) | links["reference"]
    exact = scored.levels[:, place_of("open_amount")] == level_of("open_amount", "exact")
    probable = _probability(scored.log_odds) >= world.rules.sure_probability
    in_time = scored.levels[:, place_of("booking_date")] != level_of("booking_date", "before")
    rows = np.flatnonzero(alone & named & exact & in_time & probable & (links["role"] == Role.BOOKABLE))
    rows = rows[_account_is_clear(scored, rows)]
    lines_are_clear = _lines_without_doubt(world, apart, said)
    items_are_clear = _items_without_doubt(world)
    return rows[lines_are_clear[lines[rows]] & items_are_clear[items[rows]]]


def _probability(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Against "no invoice at all" only: there is no rival."""
    probability: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-log_odds))
    return probability


def _account_is_clear(scored: Scored, rows: NDArray[np.int64]) -> Bools:
    """Money in, or money out to an account the supplier is known by (gate `supplier_account`)."""
    link = take(scored.links, rows)
    money_in = scored.line_columns["flow"][link["line"]] > 0
    known: Bools = money_in | (link["account"] == AccountFact.KNOWN)
    return known


def _lines_without_doubt(world: World, apart: Collection[int], said: Said) -> Bools:
    """Gates `own_account`, `flags`, `no_refund`, `an_invoice_at_all`."""
    clear = np.array([line.own_account_id is not None and not line.flags for line in world.lines], dtype=bool)
    clear[list(apart)] = False
    clear[list(said.refunded | said.no_invoice)] = False
    return clear


def _items_without_doubt(world: World) -> Bools:
    """Gates `safe_items` and `no_discount_remainder`."""
    return np.array([not item.unsafe and not (item.settled_minor and item.terms_minor) for item in world.items], bool)
