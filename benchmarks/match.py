"""How good and how fast is the matching? Ours and the peers on the same worlds, in the same run (docs/performance.md).

    python benchmarks/match.py                               seeds 1001-1005, 10 000 and 100 000 lines, all peers
    python benchmarks/match.py --short                       2 000 lines of a training world, no peers: for every build
    python benchmarks/match.py --train --no-peers            seeds 1-5
    python benchmarks/match.py --sizes 1000000 --seeds 1001 --only splink

Ours is measured twice: `match` (the answers) and `propose` (with every word). Each program runs in a process of its
own, in turn; seconds are of the clock on the wall, reading and writing excluded; `worked` are processor seconds of all
threads, which other programs on the machine disturb less; MB is the peak of the whole process. What the figures of
quality mean stands at the top of `benchmarks/score.py`. Over several seeds, figures are medians, counts are sums, and
the bins of the reliability table hold all lines together.

A peer is `vlookup`, `bankstatementparser` or `splink`; the packages come into environments of their own in
`--environments`. One that cannot be installed is named and left out. bankstatementparser grows nearly with the square
of the size and is left out above `--patience` lines.

Exit code 1 when a line that belongs to no document is called sure; with --short, when anything called sure is wrong.
Seeds 1001 to 1005 are for measuring: only totals are printed of them, and nothing may be tuned to them.
"""

from __future__ import annotations

import argparse
import pickle
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median
from time import process_time

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "peers"), str(HERE.parent)]

from environments import PEERS, Unmeasured, adapter_of, default_folder, environment, measured  # noqa: E402
from score import BINS, PRECISIONS, Score, read_claims, score, wilson  # noqa: E402
from tables import write_tables  # noqa: E402
from worlds.build import World, world_of  # noqa: E402
from worlds.ceiling import Ceiling, ceiling_of  # noqa: E402

OURS = ("match", "propose")
TEST_SEEDS, TRAIN_SEEDS = (1001, 1002, 1003, 1004, 1005), (1, 2, 3, 4, 5)
SHORT_SIZE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One program on one world. `found` is None of `match`, which says the same as `propose`."""

    program: str
    seed: int
    size: int
    seconds: float
    worked: float
    megabytes: float
    found: Score | None
    ceiling: Ceiling


def main() -> int:
    asked = _arguments()
    pythons = dict(_installed(asked.only or list(PEERS), asked.environments)) if asked.peers else {}
    runs: list[Run] = []
    for size in asked.sizes:
        for seed in asked.seeds:
            runs += _runs(seed, size, pythons, asked.patience)
    print(*_report(runs), sep="\n")
    missed = list(_missed(runs, strictly=asked.short))
    print(*missed, sep="\n")
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=seeds_of, help="1001-1005 or 1,2,7; 1001-1005 by default")
    parser.add_argument("--sizes", type=_sizes, default=[10_000, 100_000], help="lines, 10000,100000 by default")
    parser.add_argument("--train", action="store_true", help="seeds 1-5 by default")
    parser.add_argument("--peers", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--only", action="append", choices=list(PEERS), help="this peer only; may be repeated")
    parser.add_argument("--patience", type=int, default=200_000, help="lines up to which bankstatementparser runs")
    parser.add_argument("--environments", type=Path, default=default_folder())
    parser.add_argument("--short", action="store_true", help=f"{SHORT_SIZE} lines of a training world, no peers")
    asked = parser.parse_args()
    if asked.short:
        asked.sizes, asked.peers, asked.train = [SHORT_SIZE], False, True
    asked.seeds = asked.seeds or ([TRAIN_SEEDS[0]] if asked.short else TRAIN_SEEDS if asked.train else TEST_SEEDS)
    return asked


def seeds_of(text: str) -> list[int]:
    parts = [part.split("-") for part in text.split(",")]
    return [seed for part in parts for seed in range(int(part[0]), int(part[-1]) + 1)]


def _sizes(text: str) -> list[int]:
    return sorted(int(part) for part in text.split(","))


def _installed(peers: Iterable[str], folder: Path) -> Iterator[tuple[str, Path]]:
    for name in peers:
        try:
            yield name, environment(folder / name, PEERS[name][1])
        except Unmeasured as failure:
            print(f"!! {name} is left out: {failure}", flush=True)


# ------------------------------------------------------------------------------------------------------- measuring


def _runs(seed: int, size: int, pythons: dict[str, Path], patience: int) -> Iterator[Run]:
    world = world_of(seed, size)
    ceiling = ceiling_of(world.truths)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "world.pickle").write_bytes(pickle.dumps((world.lines, world.books)))
        if pythons:
            worked = process_time()
            write_tables(world, folder)
            worked = process_time() - worked
            print(f"# seed {seed}, {size} lines, helper columns for peers: {worked:.2f} s, not charged", flush=True)
        for program, command in _commands(folder, pythons, size, patience):
            (folder / "claims.csv").unlink(missing_ok=True)
            try:
                figures = measured(command)
            except Unmeasured as failure:
                if program in OURS:
                    raise
                print(f"!! {program} is left out: {failure}", flush=True)
                continue
            run = Run(
                program=program, seed=seed, size=size, seconds=figures["seconds"], worked=figures["worked"],
                megabytes=figures["megabytes"], found=_scored(world, folder / "claims.csv"), ceiling=ceiling,
            )  # fmt: skip
            print(f"# seed {seed}, {size} lines, {program}: {run.seconds:.2f} s, {run.megabytes:.0f} MB", flush=True)
            yield run


def _commands(folder: Path, pythons: dict[str, Path], size: int, patience: int) -> Iterator[tuple[str, list[str]]]:
    for door in OURS:
        yield door, [sys.executable, str(HERE / "match_one.py"), door, str(folder)]
    for name, python in pythons.items():
        if name == "bankstatementparser" and size > patience:
            print(f"!! {name} is left out: {size} lines are more than --patience {patience}", flush=True)
        else:
            yield name, [str(python), str(adapter_of(name)), str(folder)]


def _scored(world: World, claims: Path) -> Score | None:
    return score(world.truths, read_claims(claims)) if claims.exists() else None


# ----------------------------------------------------------------------------------------------------------- words


def _report(runs: Sequence[Run]) -> Iterator[str]:
    """Speed, growth and quality by size, then the reliability of ours."""
    programs = list(dict.fromkeys(one.program for one in runs))
    sizes = sorted({one.size for one in runs})
    for size in sizes:
        of_size = {name: [one for one in runs if (one.program, one.size) == (name, size)] for name in programs}
        of_size = {name: group for name, group in of_size.items() if group}
        yield from ("", f"{size} lines, seeds {', '.join(str(one.seed) for one in of_size['propose'])}", "")
        yield from _speed(of_size)
        yield ""
        yield from _quality({name: group for name, group in of_size.items() if group[0].found})
        yield ""
        yield from _worlds(of_size["propose"])
        yield ""
        yield from reliability([one.found for one in of_size["propose"] if one.found])
    if len(sizes) > 1:
        yield from ("", *_growth(runs, programs, sizes))


def _speed(runs: dict[str, list[Run]]) -> Iterator[str]:
    splink = {one.seed: one for one in runs.get("splink", ())}
    yield "| program | seconds | of Splink's | worked | of Splink's | MB |"
    yield "|---|---|---|---|---|---|"
    for name, group in runs.items():
        beside = [(one, splink[one.seed]) for one in group if one.seed in splink]
        ratio = f"{median(one.seconds / other.seconds for one, other in beside):.2f}" if beside else "-"
        worked_ratio = f"{median(one.worked / other.worked for one, other in beside):.2f}" if beside else "-"
        seconds, worked = median(one.seconds for one in group), median(one.worked for one in group)
        megabytes = median(one.megabytes for one in group)
        yield f"| {name} | {seconds:.2f} | {ratio} | {worked:.2f} | {worked_ratio} | {megabytes:.0f} |"


def _quality(runs: dict[str, list[Run]]) -> Iterator[str]:
    yield (
        "| program | booking P / R / F1 | of ceiling | value-exact F1 | of ceiling | whole P / R | "
        "coverage 99.9 / 99.99 / 100 % | sure (wrong) | noise proposed (sure) | ECE |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for name, group in runs.items():
        yield _quality_row(name, [(one.found, one.ceiling) for one in group if one.found])


def _quality_row(name: str, found: Sequence[tuple[Score, Ceiling]]) -> str:
    scores = [one for one, _ in found]
    booking = median(one.booking.f1 / top.booking_f1 for one, top in found)
    exact = median(one.value_exact.f1 / top.value_f1 for one, top in found)
    coverage = " / ".join(f"{median(one.coverage[precision] for one in scores):.3f}" for precision in PRECISIONS)
    proposed = sum(one.noise_proposed for one in scores) / max(1, sum(one.noise_lines for one in scores))
    cells = (
        name,
        " / ".join(f"{median(values):.4f}" for values in zip(*(_parts(one) for one in scores), strict=True)),
        f"{booking:.4f}",
        f"{median(one.value_exact.f1 for one in scores):.4f}",
        f"{exact:.4f}",
        f"{median(one.whole.precision for one in scores):.4f} / {median(one.whole.recall for one in scores):.4f}",
        coverage,
        f"{sum(one.sure for one in scores)} ({sum(len(one.sure_wrong) for one in scores)})",
        f"{proposed:.2%} ({sum(one.noise_sure for one in scores)})",
        f"{median(one.ece for one in scores):.4f}",
    )
    return f"| {' | '.join(cells)} |"


def _parts(one: Score) -> tuple[float, float, float]:
    return one.booking.precision, one.booking.recall, one.booking.f1


#: A bin of fewer lines says too little by itself.
_ENOUGH = 200


def _worlds(runs: Sequence[Run]) -> Iterator[str]:
    """Ours, each world by itself: medians over seeds that were run apart are taken from here."""
    yield f"| world | booking of ceiling | value-exact of ceiling | coverage | sure (wrong) | worst bin of {_ENOUGH} |"
    yield "|---|---|---|---|---|---|"
    for run in runs:
        if run.found is None:
            continue
        one, top = run.found, run.ceiling
        bins = [found.observed - found.predicted for found in one.bins if found.lines >= _ENOUGH]
        cells = (
            str(run.seed),
            f"{one.booking.f1 / top.booking_f1:.4f}",
            f"{one.value_exact.f1 / top.value_f1:.4f}",
            " / ".join(f"{one.coverage[precision]:.3f}" for precision in PRECISIONS),
            f"{one.sure} ({len(one.sure_wrong)})",
            f"{max(bins, key=abs):+.4f}" if bins else "-",
        )
        yield f"| {' | '.join(cells)} |"


def reliability(scores: Sequence[Score]) -> Iterator[str]:
    """Ours, all seeds together: what was predicted and what came true, in tenths."""
    yield "| confidence | lines | predicted | observed | 95 % interval | off by |"
    yield "|---|---|---|---|---|---|"
    for place in range(BINS):
        low = place / BINS
        bins = [one for found in scores for one in found.bins if one.low == low]
        lines = sum(one.lines for one in bins)
        if not lines:
            continue
        predicted = sum(one.predicted * one.lines for one in bins) / lines
        right = round(sum(one.observed * one.lines for one in bins))
        least, most = wilson(right, lines)
        yield (
            f"| {low:.1f}-{low + 1 / BINS:.1f} | {lines} | {predicted:.4f} | {right / lines:.4f} | "
            f"{least:.4f}-{most:.4f} | {right / lines - predicted:+.4f} |"
        )


def _growth(runs: Sequence[Run], programs: Sequence[str], sizes: Sequence[int]) -> Iterator[str]:
    """Processor seconds grow with the size to the power of this; those on the wall grow with what else is running."""
    steps = list(pairwise(sizes))
    yield f"| program | {' | '.join(f'{low} to {high}: exponent' for low, high in steps)} |"
    yield f"|---|{'---|' * len(steps)}"
    for name in programs:
        cells = [_exponent(runs, name, low, high) for low, high in steps]
        yield f"| {name} | {' | '.join(cells)} |"


def _exponent(runs: Sequence[Run], name: str, low: int, high: int) -> str:
    seconds = [[one.worked for one in runs if (one.program, one.size) == (name, size)] for size in (low, high)]
    if not all(seconds):
        return "-"
    return f"{log(median(seconds[1]) / median(seconds[0])) / log(high / low):.2f}"


def _missed(runs: Iterable[Run], *, strictly: bool) -> Iterator[str]:
    for run in runs:
        if run.program in OURS and run.found:
            if run.found.noise_sure:
                yield f"seed {run.seed}, {run.size} lines: {run.found.noise_sure} lines without a document called sure"
            if strictly and run.found.sure_wrong:
                yield f"seed {run.seed}, {run.size} lines: {len(run.found.sure_wrong)} lines called sure are wrong"


if __name__ == "__main__":
    sys.exit(main())
