"""How good is the matching as it is used? A statement a week, against a Kanbert in which everything before is booked.

    python benchmarks/weekly.py                           seeds 1001-1005, 10 000 lines a year
    python benchmarks/weekly.py --seeds 1,2001 --size 2000

`benchmarks/match.py` reads a year at once, where earlier and later lines tell of each other; week by week only Kanbert
does (`worlds/weeks.py`). What the figures mean stands at the top of `benchmarks/score.py`. Exit code 1 when a line that
belongs to no document is called sure. Of seeds 1001 to 1005 only totals are printed, and nothing may be tuned to them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from time import process_time

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from match import TEST_SEEDS, reliability, seeds_of  # noqa: E402
from match_one import claims_of  # noqa: E402
from score import PRECISIONS, Claim, Score, score  # noqa: E402
from worlds.build import world_of  # noqa: E402
from worlds.truth import Truth  # noqa: E402
from worlds.weeks import weeks_of  # noqa: E402

from reconcile.matching import Rules, propose  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=seeds_of, default=TEST_SEEDS)
    parser.add_argument("--size", type=int, default=10_000, help="bank lines of the year")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:  # a world each
        found = list(pool.map(_measured, given.seeds, repeat(given.size)))
    print(*_report(given.seeds, found), sep="\n")
    return 1 if any(one.noise_sure for one, _ in found) else 0


def _measured(seed: int, size: int) -> tuple[Score, float]:
    """(how good, processor seconds of the matching)"""
    truths, claims, seconds = list[Truth](), list[Claim](), 0.0
    for week in weeks_of(world_of(seed, size)):
        start = process_time()
        proposals = propose(week.lines, week.books, Rules(), run_id="weekly")
        seconds += process_time() - start
        truths += week.truths
        claims += [Claim(*row) for proposal in proposals for row in claims_of(proposal)]
    return score(truths, claims), seconds


def _report(seeds: Sequence[int], found: Sequence[tuple[Score, float]]) -> Iterator[str]:
    names = "world", "booking P / R / F1", "coverage 99.9 / 99.99 / 100 %", "sure (wrong)", "noise proposed (sure)"
    yield f"| {' | '.join((*names, 'ECE', 's'))} |"
    yield "|---|---|---|---|---|---|---|"
    for seed, (one, seconds) in zip(seeds, found, strict=True):
        booking, noise = one.booking, one.noise_proposed / max(1, one.noise_lines)
        cells = (
            str(seed),
            f"{booking.precision:.4f} / {booking.recall:.4f} / {booking.f1:.4f}",
            " / ".join(f"{one.coverage[precision]:.3f}" for precision in PRECISIONS),
            f"{one.sure} ({len(one.sure_wrong)})",
            f"{noise:.2%} ({one.noise_sure})",
            f"{one.ece:.4f}",
            f"{seconds:.1f}",
        )
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield from reliability([one for one, _ in found])


if __name__ == "__main__":
    sys.exit(main())
