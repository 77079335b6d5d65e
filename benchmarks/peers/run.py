"""Every peer on one world, each in its own environment and process; prints seconds, memory and quality.

    python benchmarks/peers/run.py --seed 1001 --size 10000 [--only splink] [--environments FOLDER] [--details]

`benchmarks/match.py` runs them beside ours.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent.parent)]

from environments import PEERS, adapter_of, default_folder, environment, measured  # noqa: E402
from score import Score, read_claims, score, table  # noqa: E402
from tables import write_tables  # noqa: E402
from worlds.build import World, world_of  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1001)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--only", choices=list(PEERS))
    parser.add_argument("--environments", type=Path, default=default_folder())
    parser.add_argument("--details", action="store_true", help="the whole score of each")
    given = parser.parse_args()
    world = world_of(given.seed, given.size)
    print(f"seed {given.seed}, {len(world.lines)} lines, {len(world.books.items)} documents")
    print(f"{'peer':<22}{'seconds':>9}{'MB':>7}{'P':>8}{'R':>8}{'F1':>8}{'value F1':>9}{'99.9 %':>8}{'noise':>7}")
    with tempfile.TemporaryDirectory() as folder:
        write_tables(world, Path(folder))
        for name in [given.only] if given.only else PEERS:
            figures, found = _measured(name, world, Path(folder), given.environments)
            print(_row(name, figures, found), flush=True)
            if given.details:
                print(*table(found), sep="\n")
    return 0


def _measured(name: str, world: World, folder: Path, environments: Path) -> tuple[dict[str, float], Score]:
    python = environment(environments / name, PEERS[name][1])
    figures = measured([str(python), str(adapter_of(name)), str(folder)])
    return figures, score(world.truths, read_claims(folder / "claims.csv"))


def _row(name: str, figures: dict[str, float], found: Score) -> str:
    booking = found.booking
    return (
        f"{name:<22}{figures['seconds']:>9.2f}{figures['megabytes']:>7.0f}{booking.precision:>8.3f}{booking.recall:>8.3f}"
        f"{booking.f1:>8.3f}{found.value_exact.f1:>9.3f}{found.coverage[0.999]:>8.3f}{found.noise_proposed:>7}"
    )


if __name__ == "__main__":
    sys.exit(main())
