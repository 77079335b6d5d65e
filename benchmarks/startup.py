"""What does it cost to ask for help? `reconcile --help` against `python -c pass`, in turn, median of ten each.

    python benchmarks/startup.py

Prints the two medians and their ratio; the aim is a ratio of at most 10 (docs/performance.md). Exits 1 above it only
with --strict, because a shared machine is no judge.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

RUNS = 10


def main() -> int:
    script = Path(sys.executable).with_name("reconcile")
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "reconcile --help": [str(script), "--help"]}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for attempt in range(RUNS + 1):
        for name, command in commands.items():
            elapsed = _timed(command)
            if attempt:  # the first of each warms the file cache
                seconds[name].append(elapsed)
    medians = {name: median(values) for name, values in seconds.items()}
    for name, value in medians.items():
        print(f"{name:<18} {value * 1000:7.1f} ms (median of {RUNS})")
    ratio = medians["reconcile --help"] / medians["python -c pass"]
    print(f"ratio              {ratio:7.1f}")
    return 1 if ratio > 10 and "--strict" in sys.argv else 0


def _timed(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
