"""What does a month cost? `reconcile run --snapshot`, 500 lines and 2 000 documents, against bare imports, in turn.

    python benchmarks/month.py [--runs 5] [--profile]

The whole process, from its start to the written proposals: reading camt.053 files and the snapshot, deriving what is
open, matching, the journal, the table. The measure is a Python that only imports pandas, httpx, pydantic and lxml; the
aim is at most four times that (docs/performance.md). Every run starts in a fresh folder; both find their modules
compiled, as installed ones are. Exits 1 above the aim only with --strict, because a shared machine is no judge.
`--profile` prints what one run spends, by function.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from worlds.build import world_of  # noqa: E402
from worlds.export import export  # noqa: E402

LINES, DOCUMENTS, SEED = 500, 2_000, 1
AIM = 4.0
_BARE = "import pandas, httpx, pydantic, lxml.etree"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--strict", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_month(folder)
        if asked.profile:
            _run([sys.executable, "-m", "cProfile", "-s", "cumtime", "-m", *_command(folder)], folder / "profiled")
            return 0
        bare, ours = _medians(folder, asked.runs)
    print(f"{'bare imports':<24} {bare:6.2f} s (median of {asked.runs})")
    print(f"{'reconcile run, a month':<24} {ours:6.2f} s")
    print(f"{'ratio':<24} {ours / bare:6.2f}   (aim: at most {AIM:.0f})")
    return 1 if asked.strict and ours > AIM * bare else 0


def _write_month(folder: Path) -> None:
    """The last lines of a year, against all its documents."""
    world = world_of(SEED, DOCUMENTS)
    export(replace(world, lines=world.lines[-LINES:], truths=world.truths[-LINES:]), folder)


def _command(folder: Path) -> list[str]:
    statements = [str(path) for path in sorted((folder / "statements").iterdir())]
    snapshot = str(folder / "kanbert")
    return ["reconcile", "--config", str(folder / "config.toml"), "run", *statements, "--snapshot", snapshot]


def _medians(folder: Path, runs: int) -> tuple[float, float]:
    seconds: dict[str, list[float]] = {"bare": [], "ours": []}
    for attempt in range(runs + 1):
        bare = _run([sys.executable, "-c", _BARE], folder / f"bare-{attempt}")
        ours = _run([sys.executable, "-m", *_command(folder)], folder / f"ours-{attempt}")
        if attempt:  # the first of each warms the file cache
            seconds["bare"].append(bare)
            seconds["ours"].append(ours)
    return median(seconds["bare"]), median(seconds["ours"])


def _run(command: Sequence[str], folder: Path) -> float:
    """Seconds of the whole process in a new working folder. What it says is shown only when it fails."""
    folder.mkdir()
    ours = {
        "PYTHONPATH": HERE.parent,
        "HOME": folder,
        "USERPROFILE": folder,
        "PYTHONPYCACHEPREFIX": folder.parent / "pyc",
    }
    environment = {**os.environ, **{name: str(path) for name, path in ours.items()}}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    shown = None if "cProfile" in command else subprocess.PIPE
    start = perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, stdout=shown, stderr=shown, check=False)
    seconds = perf_counter() - start
    if done.returncode:
        raise SystemExit(f"exit code {done.returncode}\n{(done.stderr or b'').decode(errors='replace')}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
