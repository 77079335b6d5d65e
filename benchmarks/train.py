"""Try the matching on generated worlds: how often are its proposals right? That is the probability it then shows.

    python benchmarks/train.py                        # shows what it would write
    python benchmarks/train.py --write                # writes reconcile/matching/experience.py

Only worlds of the train family are used; the same seeds and size give the same numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from world import Truth, World, world_of

from reconcile.matching import Matched, Rules, match
from reconcile.matching.calibration import Pattern, counted, pattern_of
from reconcile.matching.solution import Solution
from reconcile.records import Verdict

#: The train family (docs/worlds.md); the test family begins at 1001 and is never looked at.
SEEDS, LAST_SEED, SIZE = range(11, 23), 99, 10_000
TARGET = Path(__file__).parents[1] / "reconcile" / "matching" / "experience.py"
HEAD = '''"""How often proposals of a pattern were right: pattern → (right, seen), `()` = all together.

Written by `python benchmarks/train.py --write`, not by hand: {seeds} worlds of the train family, seeds
{first} to {last}, {size} lines each. The words of a pattern are explained in `calibration`.
"""

from __future__ import annotations

EXPERIENCE: dict[tuple[str, ...], tuple[int, int]] = {{
'''


def tried(world: World) -> Iterator[tuple[Pattern, bool]]:
    """(pattern, was it right) of everything proposed for one world."""
    found = match(world.lines, world.books, Rules())
    truths = {truth.line: truth for truth in world.truths}
    for solution, verdict in found.answers:
        if not solution.shares:
            continue
        truth = truths[found.scored.world.lines[solution.line].transaction.transaction_id]
        sure, ours = verdict is Verdict.SURE, allocations(solution, found)
        if sure or not is_for_a_person(truth, ours):
            yield pattern_of(solution, sure=sure), ours == set(truth.allocations)


def is_for_a_person(truth: Truth, ours: set[tuple[str, int]]) -> bool:
    """Shown to a person with the document it is about: neither right nor wrong, as in `score`."""
    by_hand = not truth.allocations and truth.reason != "duplicate"
    return by_hand and {document for document, _ in ours} <= set(truth.about)


def allocations(solution: Solution, found: Matched) -> set[tuple[str, int]]:
    """(document, signed minor units)."""
    world = found.scored.world
    sign = -1 if world.lines[solution.line].transaction.amount_minor < 0 else 1
    return {(world.items[share.item].item_id, sign * share.signed) for share in solution.shares}


def written(counts: Mapping[Pattern, tuple[int, int]], seeds: Sequence[int], size: int) -> str:
    """The module as it stands in the repository."""
    head = HEAD.format(seeds=len(seeds), first=seeds[0], last=seeds[-1], size=f"{size:_}".replace("_", " "))
    return head + "".join(_row(pattern, f"({right}, {seen})") for pattern, (right, seen) in counts.items()) + "}\n"


#: As `ruff format` would have it.
_LONGEST = 120


def _row(pattern: Pattern, value: str) -> str:
    row = f"    ({_words(pattern)}): {value},\n"
    if len(row) <= _LONGEST + 1:
        return row
    words = "".join(f'        "{word}",\n' for word in pattern)
    return f"    (\n{words}    ): {value},\n"


def _words(pattern: Pattern) -> str:
    words = ", ".join(f'"{word}"' for word in pattern)
    return f"{words}," if len(pattern) == 1 else words


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the matching on generated worlds.")
    parser.add_argument("--seeds", type=int, nargs=2, default=(SEEDS[0], SEEDS[-1]), metavar=("FIRST", "LAST"))
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    given = parser.parse_args()
    seeds = range(given.seeds[0], given.seeds[1] + 1)
    if not (0 < seeds[0] <= seeds[-1] <= LAST_SEED):
        parser.error(f"training uses the seeds 1 to {LAST_SEED} only: the others are for measuring")
    counts = counted([one for seed in seeds for one in tried(world_of(seed, given.size))])
    text = written(counts, seeds, given.size)
    if given.write:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
