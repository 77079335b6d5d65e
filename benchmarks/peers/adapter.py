"""What every adapter does around its matching. Standard library only: it runs in the peers' environments."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter, process_time

#: (line, document, signed minor units, confidence)
Pair = tuple[str, str, int, float]


def run(prepare: Callable[[Path], object], match: Callable[[object], Iterable[Pair]]) -> None:
    """`adapter.py FOLDER`: reading is not timed, matching is; claims go to FOLDER/claims.csv."""
    folder = Path(sys.argv[1])
    prepared = prepare(folder)
    start, worked = perf_counter(), process_time()
    pairs = list(match(prepared))
    seconds, worked = perf_counter() - start, process_time() - worked
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("line", "document", "minor", "confidence"))
        writer.writerows(pairs)
    print(json.dumps({"seconds": seconds, "worked": worked, "claims": len(pairs)}))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def one_to_one(pairs: Iterable[Pair]) -> list[Pair]:
    """The most confident first; each line and each document once."""
    lines: set[str] = set()
    documents: set[str] = set()
    kept = []
    for pair in sorted(pairs, key=lambda one: (-one[3], one[0], one[1])):
        if pair[0] not in lines and pair[1] not in documents:
            lines.add(pair[0])
            documents.add(pair[1])
            kept.append(pair)
    return kept
