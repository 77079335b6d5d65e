"""What is each finding worth? The weights fitted to generated worlds, beside the judgements, and which match better.

    python benchmarks/train_weights.py                     # fits on six worlds, compares on six others: the tables
    python benchmarks/train_weights.py --write             # fits, and writes reconcile/matching/weights.py
    python benchmarks/train_weights.py --short             # small worlds: does it work?

Every line with one true document, or with none, chooses among its candidates and "none of them" with exactly the
probabilities of `scoring`: a conditional logit. The judgements (`rules.JUDGED_WEIGHTS`) are the middle of a normal
prior, so that a finding that is met rarely, or only given later (`unlisted`), keeps its weight. `--ridge` says how
firmly: as if each weight had been observed with that much information before. The same seeds give the same tables.

Written is the firm fit (docs/decisions.md): a loose one leans on the calendar of generated payers. What the text, the
amount or the account say decides between equal retainers, never the date: so the dates a payer may choose stay closer
together than `equal_margin`. After `--write` the page of experience wants a new training (`benchmarks/train.py`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from train import allocations
from world import World, world_of

from reconcile.matching import Rules, match
from reconcile.matching.knowing.world import Role
from reconcile.matching.rules import DEFAULT_WEIGHTS, JUDGED_PRIOR, JUDGED_WEIGHTS, Weights
from reconcile.matching.signals import SIGNALS
from reconcile.records import Verdict

Floats = NDArray[np.float64]

TRAINED_ON, COMPARED_ON, SIZE = (11, 12, 13, 2011, 2012, 2013), (41, 42, 2041, 2042, 3041, 3042), 10_000
SHORT = ((7,), (2007,), 1_000)
RIDGES = (50.0, 500.0)
WRITTEN = 500.0
TARGET = Path(__file__).parents[1] / "reconcile" / "matching" / "weights.py"
PRIOR = ("prior", "before any evidence")
#: (signal, level) of each weight, the prior first.
NAMES = (PRIOR, *((one.name, level) for one in SIGNALS for level in one.levels[1:]))
_STEPS, _LONGEST_STEP = 30, 2.0


class Cases(NamedTuple):
    """Candidates, one row each."""

    has: Floats  #: (rows, weights): 1 where the weight applies
    right: Floats  #: 1 for the true document
    line: NDArray[np.int64]  #: numbered from 0


def cases_of(world: World) -> Cases:
    """Of lines that pay one document or none; what a person handles by hand is neither."""
    scored = match(world.lines, world.books, rules_with(judged())).scored
    truths = {truth.line: truth for truth in world.truths}
    of_line = [truths[line.transaction.transaction_id] for line in scored.world.lines]
    place = {item.item_id: position for position, item in enumerate(scored.world.items)}
    plain = np.array([not truth.about and len(truth.allocations) <= 1 for truth in of_line])
    true_item = np.array([place[truth.allocations[0][0]] if truth.allocations else -1 for truth in of_line])
    rows = np.flatnonzero((scored.links["role"] <= Role.CREDIT) & plain[scored.links["line"]])
    lines, levels = scored.links["line"][rows], scored.levels[rows]
    columns = [levels[:, at] == level for at, one in enumerate(SIGNALS) for level in range(1, len(one.levels))]
    has = np.stack([np.ones(len(rows), dtype=bool), *columns], axis=1).astype(float)
    right = (scored.links["item"][rows] == true_item[lines]).astype(float)
    return Cases(has, right, np.unique(lines, return_inverse=True)[1])


def fitted(cases: Sequence[Cases], middle: Floats, ridge: float) -> Floats:
    """The most probable weights, by Newton's method."""
    found = middle.copy()
    for _ in range(_STEPS):
        slope, bend = -ridge * (found - middle), ridge * np.eye(len(found))
        for one in cases:
            share = _shares(one, found)
            mean = np.zeros((int(one.line.max(initial=-1)) + 1, len(found)))
            np.add.at(mean, one.line, share[:, None] * one.has)
            slope += one.has.T @ (one.right - share)
            bend += (one.has * share[:, None]).T @ one.has - mean.T @ mean
        step = np.linalg.solve(bend, slope)
        longest = float(np.abs(step).max())
        found = found + step * min(1.0, _LONGEST_STEP / max(longest, 1e-12))
        if longest < 1e-6:
            break
    return found


def _shares(one: Cases, weights: Floats) -> Floats:
    """Probability of each candidate against its rivals and against "none of them"."""
    log_odds = one.has @ weights
    top = np.zeros(int(one.line.max(initial=-1)) + 1)
    np.maximum.at(top, one.line, log_odds)
    parts = np.exp(log_odds - top[one.line])
    total = np.exp(-top)
    np.add.at(total, one.line, parts)
    shares: Floats = parts / total[one.line]
    return shares


def in_force() -> Floats:
    return _in_order(Rules().prior, DEFAULT_WEIGHTS)


def judged() -> Floats:
    return _in_order(JUDGED_PRIOR, JUDGED_WEIGHTS)


def _in_order(prior: float, weights: Weights) -> Floats:
    return np.array([prior, *(weights[signal][level] for signal, level in NAMES[1:])])


#: Levels of `booking_date` that say no more than when a payer likes to pay.
_LIKED = ("early", "in time", "near due", "late")


def written_weights(found: Floats) -> Floats:
    """Rounded to tenths, a sum worth what one amount is, and dates a payer may choose closer together than candidates
    that count as equal."""
    kept = np.round(found, 1) + 0.0
    kept[NAMES.index(("open_amount", "sum"))] = kept[NAMES.index(("open_amount", "exact"))]
    places = [NAMES.index(("booking_date", level)) for level in _LIKED]
    widest = Rules().equal_margin - 0.1
    kept[places] = np.minimum(kept[places], np.round(kept[places].min() + widest, 1))
    return kept


def rules_with(weights: Floats) -> Rules:
    return Rules(weights=_tables(weights), prior=round(float(weights[0]), 1))


def _tables(weights: Floats) -> dict[str, dict[str, float]]:
    tables: dict[str, dict[str, float]] = {}
    for (signal, level), weight in zip(NAMES[1:], weights[1:].tolist(), strict=True):
        tables.setdefault(signal, {})[level] = round(weight, 1)
    return tables


HEAD = '''"""What each finding is worth, in log-odds, as fitted to generated worlds; `rules` says what a weight means.

Written by `python benchmarks/train_weights.py --write`, not by hand, from {cases} candidates of worlds of {size} lines,
seeds {seeds}, with the judgements of `rules` as the middle of the fit.
"""

from __future__ import annotations

#: Of a candidate before any evidence, against "no invoice at all".
PRIOR = {prior}

#: signal → level → log-odds
TRAINED: dict[str, dict[str, float]] = {{
'''


def page(cases: Sequence[Cases], weights: Floats) -> str:
    """The module as it stands in the repository."""
    head = HEAD.format(
        cases=f"{sum(len(one.has) for one in cases):_}".replace("_", " "),
        size=f"{SIZE:_}".replace("_", " "),
        seeds=", ".join(map(str, TRAINED_ON)),
        prior=round(float(weights[0]), 1),
    )
    return head + "".join(_packed(_tables(weights))) + "}\n"


def _packed(tables: dict[str, dict[str, float]]) -> Iterator[str]:
    for signal, levels in tables.items():
        yield f'    "{signal}": {{\n'
        yield from (f'        "{level}": {weight},\n' for level, weight in levels.items())
        yield "    },\n"


class Quality(NamedTuple):
    right: int  #: lines whose allocations are exactly the true ones
    wrong: int
    to_book: int
    sure: int
    sure_wrong: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.right + self.wrong + self.to_book)


def quality(worlds: Sequence[World], rules: Rules) -> Quality:
    """Lines of all worlds together."""
    counts = np.zeros(5, dtype=int)
    for world in worlds:
        found, truths = match(world.lines, world.books, rules), {truth.line: truth for truth in world.truths}
        counts[2] += sum(1 for truth in world.truths if truth.allocations)
        for solution, verdict in found.answers:
            truth = truths[found.scored.world.lines[solution.line].transaction.transaction_id]
            sure, ours = verdict is Verdict.SURE, allocations(solution, found)
            if ours and (sure or truth.allocations or not {document for document, _ in ours} <= set(truth.about)):
                right = ours == set(truth.allocations)
                counts += (right, not right, 0, sure, sure and not right)
    return Quality(*counts.tolist())


def table(cases: Sequence[Cases], found: Sequence[Floats], ridges: Sequence[float]) -> Iterator[str]:
    yield f"| signal | level | met | of these true | judged | {' | '.join(f'ridge {one:g}' for one in ridges)} |"
    yield f"|{'---|' * (5 + len(ridges))}"
    met = sum(one.has.sum(axis=0) for one in cases)
    true = sum((one.has * one.right[:, None]).sum(axis=0) for one in cases)
    for place, (signal, level) in enumerate(NAMES):
        fits = " | ".join(f"{one[place]:.1f}" for one in found)
        yield f"| {signal} | {level} | {met[place]:.0f} | {true[place]:.0f} | {judged()[place]:.1f} | {fits} |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Fit the weights of the signals to generated worlds.")
    parser.add_argument("--short", action="store_true", help="small worlds")
    parser.add_argument("--write", action="store_true", help=f"fit with ridge {WRITTEN:g} and write {TARGET.name}")
    parser.add_argument("--ridge", type=float, action="append", help=f"default {RIDGES}")
    given = parser.parse_args()
    if given.short and given.write:
        parser.error("what is written is trained on all worlds")
    trained_on, compared_on, size = SHORT if given.short else (TRAINED_ON, COMPARED_ON, SIZE)
    ridges = given.ridge or RIDGES
    cases = [cases_of(world_of(seed, size)) for seed in trained_on]
    if given.write:
        text = page(cases, written_weights(fitted(cases, judged(), WRITTEN)))
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        print(text)
        return 0
    found = [fitted(cases, judged(), ridge) for ridge in ridges]
    print(*table(cases, found, ridges), sep="\n", flush=True)
    worlds = [world_of(seed, size) for seed in compared_on]
    print("\n| weights | whole F1 | right | wrong | to book | sure | sure and wrong |\n|---|---|---|---|---|---|---|")
    beside = (("judged", judged()), ("in force", in_force()))
    for name, weights in (*beside, *zip((f"ridge {one:g}" for one in ridges), found, strict=True)):
        one = quality(worlds, rules_with(weights))
        cells = (name, f"{one.f1:.4f}", one.right, one.wrong, one.to_book, one.sure, one.sure_wrong)
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
