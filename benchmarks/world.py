"""Invented agencies' books and bank lines with the truth about each line (docs/worlds.md).

    python benchmarks/world.py --seed 1001 --size 10000 --report
    python benchmarks/world.py --seed 1 --size 1000 --out FOLDER

Importers say `from world import world_of`. Seeds 1001 to 1999 are the test family, of which 1001 to 1005 are frozen and
never trained on; 2001 to 2999 are of the drill family, 3001 to 3999 of the field family, 4001 to 4999 of the trail
family, 5001 to 5999 of the habit family, all other seeds of the train family.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from worlds.build import World, fingerprint, world_of  # noqa: E402
from worlds.ceiling import ceiling_of  # noqa: E402
from worlds.export import export  # noqa: E402
from worlds.report import table  # noqa: E402
from worlds.truth import Truth  # noqa: E402

__all__ = ["Truth", "World", "ceiling_of", "fingerprint", "world_of"]


def main() -> int:
    parser = argparse.ArgumentParser(description="Make a world and measure or write it.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=1000, help="bank lines, 1 000 to 1 000 000")
    parser.add_argument("--report", action="store_true", help="the share of every phenomenon, and the ceiling")
    parser.add_argument(
        "--out", type=Path, help="write camt.053 files, a Kanbert snapshot and truth.csv into this folder"
    )
    given = parser.parse_args()
    world = world_of(given.seed, given.size)
    if given.report:
        print(*table(world), sep="\n")
    if given.out:
        export(world, given.out)
    if not given.report and not given.out:
        print(f"seed {given.seed}, {len(world.lines)} lines, {len(world.books.items)} documents: {fingerprint(world)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
