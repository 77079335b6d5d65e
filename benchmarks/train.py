"""Try the matching on generated worlds: how often are its proposals right? That is the probability it then shows.

    python benchmarks/train.py                        # shows what it would write
    python benchmarks/train.py --write                # writes reconcile/matching/experience.py
    python benchmarks/train.py --short                # worlds of 1 000 lines: does it work?

Worlds of all families to train on are used, as many lines of small ones as of large ones: what chance hits grows with
the size, and what people hand in is small. The same seeds and sizes give the same page. What a word is worth
(`calibration.described`) is a logistic regression with a ridge: a word met rarely stays near 0, "says nothing of its
own".
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from world import Truth, World, world_of

from reconcile.matching import Matched, Rules, match
from reconcile.matching.calibration import (
    ALWAYS,
    GRAVEST,
    SELDOM,
    Scale,
    Words,
    as_met,
    described,
    is_judged,
    log_odds_of,
)
from reconcile.matching.solution import Solution
from reconcile.records import Verdict

#: First seeds of the families to train on (docs/worlds.md); the test family, 1001 to 1999, is never looked at, and
#: `habit` is what training has not seen (docs/decisions.md).
FAMILIES = (0, 2000, 3000, 4000)
#: (seed, lines)
WORLDS = (
    *((family + seed, 10_000) for family in FAMILIES for seed in range(11, 61)),
    *((family + seed, 100_000) for family in FAMILIES for seed in range(31, 36)),
)
SHORT = ((7, 1_000), (2007, 1_000))
TARGET = Path(__file__).parents[1] / "reconcile" / "matching" / "experience.py"
#: The ridge: as if each word had been tried this often with nothing to show for it, in units of information.
RIDGE = 0.5
#: A word met less often is left out.
LEAST = 80
#: One that is worth less, in log-odds, says next to nothing; as much as it takes to leave one page.
LEAST_WORTH = 0.72
#: Where the steps of the scale end, in log-odds: probabilities of 0.05, 0.1 ... 0.95.
_STEPS_OF_SCALE = tuple(log(share / (20 - share)) for share in range(1, 20))
_STEPS, _LONGEST_STEP = 60, 2.0


@dataclass(slots=True)
class Tried:
    """What was tried: of each description, how many were right of how many; and of what was called sure."""

    described: Counter[tuple[Words, bool]] = field(default_factory=Counter)
    sure: Counter[bool] = field(default_factory=Counter)

    def __iadd__(self, other: Tried) -> Tried:
        self.described += other.described
        self.sure += other.sure
        return self

    def add(self, world: World) -> None:
        """Everything proposed for one world, but for what is judged."""
        found = match(world.lines, world.books, Rules())
        truths = {truth.line: truth for truth in world.truths}
        for solution, verdict in found.answers:
            if not solution.shares:
                continue
            truth = truths[found.scored.world.lines[solution.line].transaction.transaction_id]
            ours = allocations(solution, found)
            is_right = ours == set(truth.allocations)
            if verdict is Verdict.SURE:
                self.sure[is_right] += 1
            elif not is_for_a_person(truth, ours) and not is_judged(solution):
                self.described[described(solution), is_right] += 1


def tried_on(world: tuple[int, int]) -> Tried:
    """`world`: (seed, lines)."""
    tried = Tried()
    tried.add(world_of(*world))
    return tried


def is_for_a_person(truth: Truth, ours: set[tuple[str, int]]) -> bool:
    """Shown to a person with the document it is about: neither right nor wrong, as in `score`."""
    by_hand = not truth.allocations and truth.reason != "duplicate"
    return by_hand and {document for document, _ in ours} <= set(truth.about)


def allocations(solution: Solution, found: Matched) -> set[tuple[str, int]]:
    """(document, signed minor units)."""
    world = found.scored.world
    sign = -1 if world.lines[solution.line].transaction.amount_minor < 0 else 1
    return {(world.items[share.item].item_id, sign * share.signed) for share in solution.shares}


# ----------------------------------------------------------------------------------------------------------- fitting


def worth(tried: Counter[tuple[Words, bool]]) -> dict[str, float]:
    """Word → log-odds of being right, by Newton's method on the penalised likelihood; rounded to hundredths. What
    turns out to say next to nothing is left out, and the others are fitted again."""
    met: Counter[str] = Counter()
    for (words, _), times in tried.items():
        met.update(dict.fromkeys(words, times))
    often = {word for word, times in met.items() if times >= LEAST}
    tried = _as_met(tried, often)
    names = sorted({word for words, _ in tried for word in words if word in {*often, SELDOM}}, key=_in_order)
    found = _fitted(tried, names)
    kept = {ALWAYS, *(name for name in names if name.startswith(GRAVEST))}  # one not on the page counts as seldom met
    telling = [name for name in names if name in kept or abs(found[name]) >= LEAST_WORTH]
    return {name: round(value, 2) + 0.0 for name, value in _fitted(tried, telling).items()}


def _fitted(tried: Counter[tuple[Words, bool]], names: Sequence[str]) -> dict[str, float]:
    rows = sorted({words for words, _ in tried})
    has = np.array([[name in words for name in names] for words in rows], dtype=float)
    right = np.array([tried[words, True] for words in rows], dtype=float)
    seen = right + np.array([tried[words, False] for words in rows], dtype=float)
    ridge = np.array([0.0 if name == ALWAYS else RIDGE for name in names])
    return dict(zip(names, _fit(has, right, seen, ridge).tolist(), strict=True))


def scale(tried: Counter[tuple[Words, bool]], words: Mapping[str, float]) -> Scale:
    """Words add up too straight where doubts come together: what they add up to, by steps of a twentieth of
    probability, against how often that was right. Above the last step nothing is changed."""
    seen, right = (np.zeros(len(_STEPS_OF_SCALE)) for _ in range(2))
    for (described_as, is_right), times in sorted(tried.items()):
        step = int(np.searchsorted(_STEPS_OF_SCALE, log_odds_of(described_as, words), side="right"))
        if step < len(_STEPS_OF_SCALE):
            seen[step] += times
            right[step] += times * is_right
    steps = _rising([step for step in zip(_STEPS_OF_SCALE, seen, right, strict=True) if step[1]])
    top = _STEPS_OF_SCALE[-1]
    return tuple(
        (round(end, 2), round(min(log((right + 0.5) / (seen - right + 0.5)), top), 2)) for end, seen, right in steps
    )


def _rising(steps: Sequence[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Neighbours (end, seen, right) put together until each was right more often than the one before, and enough are
    in it; to the last end there is."""
    found: list[tuple[float, float, float]] = []
    for step in steps:
        found.append(step)
        while len(found) > 1 and (found[-2][1] < LEAST or found[-2][2] / found[-2][1] >= found[-1][2] / found[-1][1]):
            (_, seen, right), (end, more_seen, more_right) = found[-2:]
            found[-2:] = [(end, seen + more_seen, right + more_right)]
    return found


def _as_met(tried: Counter[tuple[Words, bool]], often: set[str]) -> Counter[tuple[Words, bool]]:
    found: Counter[tuple[Words, bool]] = Counter()
    for (words, is_right), times in tried.items():
        found[as_met(words, often), is_right] += times
    return found


def _fit(
    has: NDArray[np.float64], right: NDArray[np.float64], seen: NDArray[np.float64], ridge: NDArray[np.float64]
) -> NDArray[np.float64]:
    found = np.zeros(has.shape[1])
    for _ in range(_STEPS):
        shares = 1 / (1 + np.exp(-has @ found))
        slope = has.T @ (right - seen * shares) - ridge * found
        bend = (has * (seen * shares * (1 - shares))[:, None]).T @ has + np.diag(ridge + 1e-9)
        step = np.linalg.solve(bend, slope)
        longest = float(np.abs(step).max())
        found = found + step * min(1.0, _LONGEST_STEP / max(longest, 1e-12))
        if longest < 1e-6:
            break
    return found


def _in_order(word: str) -> tuple[int, str]:
    """What is done, how, and then what stands alone."""
    return (0 if word == ALWAYS else 1 if ": " in word and not word.startswith("gravest") else 2), word


# ----------------------------------------------------------------------------------------------------------- writing

HEAD = '''"""What a word (`calibration`) is worth: word → log-odds of being right; how often what was sure was right.

Written by `python benchmarks/train.py --write`, not by hand, from {tried} proposals on worlds of all families to
train on: {worlds}, each counted from its family's first.
"""

from __future__ import annotations

SURE = ({right}, {sure})  #: (right, seen)
# fmt: off
#: (below what the words add up to, log-odds of being right)
SCALE: tuple[tuple[float, float], ...] = (
{scale})
EXPERIENCE: dict[str, float] = {{
'''
_LONGEST_LINE = 120


def written(tried: Tried, worlds: Sequence[tuple[int, int]]) -> str:
    """The module as it stands in the repository."""
    words = worth(tried.described)
    points = _packed(f"{point}," for point in scale(tried.described, words))
    head = HEAD.format(
        scale="".join(f"{line}\n" for line in points),
        tried=f"{sum(tried.described.values()) + sum(tried.sure.values()):_}".replace("_", " "),
        worlds=", ".join(
            f"{size:_} lines, seeds {_in_ranges(sorted({_of_family(seed) for seed, _ in group}))}".replace("_", " ")
            for size, group in groupby(worlds, key=lambda one: one[1])
        ),
        right=tried.sure[True],
        sure=sum(tried.sure.values()),
    )
    entries = _packed(f'"{word}": {value},' for word, value in words.items())
    return head + "".join(f"{line}\n" for line in entries) + "}\n"


def _of_family(seed: int) -> int:
    return seed - max(first for first in FAMILIES if first <= seed)


def _in_ranges(seeds: Sequence[int]) -> str:
    """`11 to 16, 21 to 26`"""
    runs: list[list[int]] = []
    for seed in seeds:
        if runs and seed == runs[-1][-1] + 1:
            runs[-1].append(seed)
        else:
            runs.append([seed])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _packed(entries: Iterable[str]) -> Iterator[str]:
    """Side by side as far as they fit: the page is one page."""
    line = ""
    for one in entries:
        entry = f" {one}"
        if len(line) + len(entry) > _LONGEST_LINE:
            yield line
            line = ""
        line += entry if line else "   " + entry
    if line:
        yield line


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the matching on generated worlds.")
    parser.add_argument("--short", action="store_true", help="small worlds, nothing is written")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    given = parser.parse_args()
    if given.short and given.write:
        parser.error("what is written is trained on all worlds")
    worlds, tried = SHORT if given.short else WORLDS, Tried()
    with ProcessPoolExecutor() as pool:  # a world each
        for (seed, size), found in zip(worlds, pool.map(tried_on, worlds), strict=True):
            tried += found
            print(f"# seed {seed}, {size} lines", file=sys.stderr, flush=True)
    text = written(tried, worlds)
    if given.write:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
