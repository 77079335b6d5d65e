"""What do a pull and its open items cost? Against the practice Kanbert in another process, growing tenfold.

    python benchmarks/pull.py [INVOICES ...] [--strict]        (default: 10000 100000)

N outgoing and N/4 incoming invoices, made by `reconcile sandbox --generate`; of ten, eight are open. Each step runs in
a process of its own. Printed are its seconds, its own processor time (the rest is the other process, or whoever shares
the machine), its peak of resident memory, and the growth of processor time from size to size: linear is the growth of
the size. With --strict, more than 1.5 times that is an error.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

SIZES = [10_000, 100_000]
STEPS = ("pull", "pull --all", "read the folder", "derive open items")
_STEP = """
import json, resource, sys, time
from pathlib import Path
from zoneinfo import ZoneInfo
step, folder, base_url = sys.argv[1:4]
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.pulling import HISTORY, pull
from reconcile.kanbert.snapshot import read_snapshot, write_snapshot
from reconcile.seams import SystemClock
clock, counted = SystemClock(), {}
if step.startswith("derive"):
    snapshot = read_snapshot(Path(folder))
start, cpu = time.perf_counter(), time.process_time()
if step.startswith("pull"):
    since = None if step.endswith("--all") else (clock.now() - HISTORY).date()
    with KanbertClient(base_url, "practice", clock=clock) as client:
        snapshot = pull(client, clock=clock, since=since, currency_known=True)
    write_snapshot(snapshot, Path(folder))
    counted = {name: len(getattr(snapshot, name)) for name in ("outgoing", "incoming", "payments")}
elif step.startswith("read"):
    read_snapshot(Path(folder))
else:
    books = derive_books(snapshot, home_currency="EUR", zone=ZoneInfo("Europe/Berlin"))
    counted = {"open items": len(books.items), "unknown": sum(1 for one in books.items if one.open_minor is None)}
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
print(json.dumps([seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, counted]))
"""


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or SIZES
    seconds: dict[str, list[float]] = {step: [] for step in STEPS}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder, practice(size) as base_url:
            for step in STEPS:
                took, cpu, peak, counted = run(step, f"{folder}/kanbert", base_url)
                seconds[step].append(cpu)
                what = ", ".join(f"{number} {name}" for name, number in counted.items())
                print(
                    f"{size:>7}  {step:<18} {took:7.1f} s, {cpu:6.1f} s of them ours  {peak:6.0f} MB peak   {what}",
                    flush=True,
                )
    return grown(sizes, seconds)


def grown(sizes: list[int], seconds: dict[str, list[float]]) -> int:
    steep = 0
    for step, took in seconds.items():
        for place in range(1, len(sizes)):
            times, factor = sizes[place] / sizes[place - 1], took[place] / took[place - 1]
            print(f"{step:<18} {sizes[place - 1]} -> {sizes[place]}: time x {factor:.1f}, size x {times:.0f}")
            steep += factor > 1.5 * times
    return 1 if steep and "--strict" in sys.argv else 0


def run(step: str, folder: str, base_url: str) -> tuple[float, float, float, dict[str, int]]:
    command = [sys.executable, "-c", _STEP, step, folder, base_url]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    took, cpu, peak, counted = json.loads(answer.stdout)
    return took, cpu, peak, counted


@contextmanager
def practice(size: int) -> Iterator[str]:
    command = [sys.executable, "-m", "reconcile", "sandbox", "--generate", str(size), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    start = perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        try:
            said = ""
            while not (found := re.search(r"http://[\w.:]+/api/v1", said)):
                said = server.stderr.readline()
                assert said, "the practice Kanbert did not start"
            print(f"{size:>7}  {'(making it':<18} {perf_counter() - start:7.1f} s)", flush=True)
            yield found[0]
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
