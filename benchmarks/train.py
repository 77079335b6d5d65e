"""Try the matching on generated worlds: how often are its proposals right? That is the probability it then shows.

    python benchmarks/train.py                        # shows what it would write
    python benchmarks/train.py --write                # writes reconcile/matching/experience.py
    python benchmarks/train.py --short                # worlds of 1 000 lines: does it work?

Worlds of all families to train on are used, as many lines of small ones as of large ones: what chance hits grows with
the size, and what people hand in is small; and small ones a week at a time, which is how it is used. The same seeds and
sizes give the same page. What a word is worth (`calibration.described`) is a logistic regression with a ridge: a word
met rarely stays near 0, "says nothing of its own". The words that tell most stay, as many as a page holds.
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
from textwrap import fill
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from world import Truth, World, world_of
from worlds.weeks import Week, weeks_of

from reconcile.matching import Matched, Rules, match
from reconcile.matching.solution import Solution
from reconcile.matching.weighing.calibration import (
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
from reconcile.records import Verdict

#: First seeds of the families to train on (docs/worlds.md); the test family, 1001 to 1999, is never looked at, and
#: `habit` is what training has not seen (docs/decisions.md).
FAMILIES = (0, 2000, 3000, 4000)


class Tries(NamedTuple):
    """One world."""

    seed: int
    lines: int
    by_week: bool = False


WORLDS = (
    *(Tries(family + seed, 10_000) for family in FAMILIES for seed in range(11, 41)),
    *(Tries(family + seed, 100_000) for family in FAMILIES for seed in range(31, 34)),
    *(Tries(family + seed, 10_000, by_week=True) for family in FAMILIES for seed in range(41, 61)),
)
SHORT = (Tries(7, 1_000), Tries(2007, 1_000), Tries(7, 1_000, by_week=True))
TARGET = Path(__file__).parents[1] / "reconcile" / "matching" / "experience.py"
#: The ridge: as if each word had been tried this often with nothing to show for it, in units of information.
RIDGE = 0.5
#: A word met less often is left out.
LEAST = 80
#: So many fill one page.
MOST_WORDS = 170
#: What a word tells: its worth in standard errors, squared (Wald); about twice what the log loss grows without it. Less
#: than one of them is chance.
_LEAST_TOLD = 1.0
#: Of the words that may go, as many go at once: what is left tells more when a word like it is gone.
_AT_ONCE = 8
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

    def add(self, world: World | Week) -> None:
        """Everything proposed for one world, or a week of it, but for what is judged."""
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


def tried_on(one: Tries) -> Tried:
    tried, world = Tried(), world_of(one.seed, one.lines)
    for part in weeks_of(world) if one.by_week else (world,):
        tried.add(part)
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
    """Word → log-odds of being right, by Newton's method on the penalised likelihood; rounded to hundredths. What tells
    least is left out, and the others are fitted again."""
    met: Counter[str] = Counter()
    for (words, _), times in tried.items():
        met.update(dict.fromkeys(words, times))
    often = {word for word, times in met.items() if times >= LEAST}
    tried = _as_met(tried, often)
    names = sorted({word for words, _ in tried for word in words if word in {*often, SELDOM}}, key=_in_order)
    sums = _Sums.of(tried, names)
    while True:
        found, told = sums.fitted()
        weak = _weakest(sums.names, told)
        if not weak:
            return {name: round(float(value), 2) + 0.0 for name, value in zip(sums.names, found, strict=True)}
        sums = sums.without(weak)


def _weakest(names: Sequence[str], told: NDArray[np.float64]) -> set[int]:
    """Places of words that go next. One that is always there stays, and a gravest doubt: off the page it would count as
    one seldom met."""
    places = [place for place, name in enumerate(names) if name != ALWAYS and not name.startswith(GRAVEST)]
    places.sort(key=lambda place: told[place])
    little = sum(told[place] < _LEAST_TOLD for place in places)
    too_many = max(little, len(names) - MOST_WORDS)
    return set(places[: min(too_many, 1 + len(places) // _AT_ONCE)])


@dataclass(frozen=True, slots=True)
class _Sums:
    """Of each description (row) how often it was right and seen, and which words (columns) it has."""

    names: Sequence[str]
    has: NDArray[np.float64]
    right: NDArray[np.float64]
    seen: NDArray[np.float64]

    @classmethod
    def of(cls, tried: Counter[tuple[Words, bool]], names: Sequence[str]) -> _Sums:
        rows, place = sorted({words for words, _ in tried}), {name: place for place, name in enumerate(names)}
        has = np.zeros((len(rows), len(names)))
        for row, words in enumerate(rows):
            has[row, [place[word] for word in words if word in place]] = 1.0
        right = np.array([tried[words, True] for words in rows], dtype=float)
        return cls(names, has, right, right + np.array([tried[words, False] for words in rows], dtype=float))

    def without(self, places: set[int]) -> _Sums:
        kept = [place for place in range(len(self.names)) if place not in places]
        return _Sums([self.names[place] for place in kept], self.has[:, kept], self.right, self.seen)

    def fitted(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(worth of each word, what it tells)"""
        ridge = np.array([0.0 if name == ALWAYS else RIDGE for name in self.names])
        found, bend = _fit(self.has, self.right, self.seen, ridge)
        return found, found**2 / np.diag(np.linalg.inv(bend))


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
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(worth of each word, how sharply the likelihood bends there)"""
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
    return found, bend


def _in_order(word: str) -> tuple[int, str]:
    """What is done, how, and then what stands alone."""
    return (0 if word == ALWAYS else 1 if ": " in word and not word.startswith("gravest") else 2), word


# ----------------------------------------------------------------------------------------------------------- writing

HEAD = '''"""What a word (`calibration`) is worth: word → log-odds of being right; how often what was sure was right.

{about}
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


def written(tried: Tried, worlds: Sequence[Tries]) -> str:
    """The module as it stands in the repository."""
    words = worth(tried.described)
    points = _packed(f"{point}," for point in scale(tried.described, words))
    head = HEAD.format(
        scale="".join(f"{line}\n" for line in points),
        about=fill(_about(tried, worlds), _LONGEST_LINE),
        right=tried.sure[True],
        sure=sum(tried.sure.values()),
    )
    entries = _packed(f'"{word}": {value},' for word, value in words.items())
    return head + "".join(f"{line}\n" for line in entries) + "}\n"


def _about(tried: Tried, worlds: Sequence[Tries]) -> str:
    number = sum(tried.described.values()) + sum(tried.sure.values())
    groups = groupby(worlds, key=lambda one: f"{one.lines:_} lines{' by the week' if one.by_week else ''}")
    seeds = ", ".join(
        f"{what}, seeds {_in_ranges(sorted({_of_family(one.seed) for one in of}))}" for what, of in groups
    )
    said = f"from {number:_} proposals on worlds of all families to train on: {seeds}".replace("_", " ")
    return (
        f"Written by `python benchmarks/train.py --write`, not by hand, {said}, each counted from its family's first."
    )


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
        for one, found in zip(worlds, pool.map(tried_on, worlds), strict=True):
            tried += found
            print(f"# seed {one.seed}, {one.lines} lines", file=sys.stderr, flush=True)
    text = written(tried, worlds)
    if given.write:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
