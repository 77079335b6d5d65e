"""Gates left out say nothing: whatever is wrong with a line or a document alone, the gate for it is asked."""

from __future__ import annotations

from typing import Any

import pytest
from matching_builders import make_books, make_item, make_line

from reconcile.matching import Rules
from reconcile.matching.finding.candidates import find_candidates
from reconcile.matching.judging.clear import WithoutDoubt
from reconcile.matching.judging.judge import Judge
from reconcile.matching.judging.verdicts import GATES
from reconcile.matching.knowing.world import build_world
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import SIGNALS
from reconcile.matching.solution import Share, Solution
from reconcile.matching.weighing.turn import score_pairs

LINES: list[dict[str, Any]] = [
    {}, {"own_account_id": None}, {"flags": ("x",)}, {"text": "Erstattung"}, {"text": "Kaution"},
]  # fmt: skip
ITEMS: list[dict[str, Any]] = [
    {}, {"unsafe": ("archived",)}, {"open_minor": 2_380, "settled_minor": 116_620, "terms_minor": 2_380},
]  # fmt: skip


def named() -> tuple[int, ...]:
    levels = [0] * len(SIGNALS)
    levels[place_of("invoice_number")] = level_of("invoice_number", "whole")
    return tuple(levels)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("item", ITEMS)
def test_every_doubt_of_all_gates_is_found(line: dict[str, Any], item: dict[str, Any]) -> None:
    items = [make_item(), make_item("RE-2", **item)]
    world = build_world([make_line(**line)], make_books(*items), items, Rules())
    shares = (Share(0, 1_000), Share(1, 1_000))
    solution = Solution(line=0, kind="single", shares=shares, rest=0, levels=named(), probability=1.0)
    scored = score_pairs(world, find_candidates(world))
    judged, _ = Judge(world, WithoutDoubt(scored, ())).judged(solution)
    assert judged.doubts == tuple(doubt for gate in GATES for doubt in gate(solution, world))
    assert bool(judged.doubts) is bool(line or item)
