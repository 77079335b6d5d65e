"""Ours on one world in one process: prints seconds as JSON. Run by `benchmarks/match.py`.

    python benchmarks/match_one.py match|propose FOLDER

Reads FOLDER/world.pickle (lines and books), which `benchmarks/match.py` wrote a moment before; reading is not timed.
`propose` writes FOLDER/claims.csv in the form `benchmarks/score.py` reads.
"""

from __future__ import annotations

import csv
import json
import pickle
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reconcile.matching import Rules, match, propose
from reconcile.records import Proposal, Verdict


def main() -> int:
    door, folder = sys.argv[1], Path(sys.argv[2])
    lines, books = pickle.loads((folder / "world.pickle").read_bytes())  # noqa: S301 - written by match.py just now
    start, worked = perf_counter(), process_time()
    if door == "match":
        match(lines, books, Rules())
        proposals: tuple[Proposal, ...] = ()
    else:
        proposals = propose(lines, books, Rules(), run_id="benchmark")
    seconds, worked = perf_counter() - start, process_time() - worked
    if proposals:
        _write(folder / "claims.csv", proposals)
    print(json.dumps({"seconds": seconds, "worked": worked, "claims": len(proposals)}))
    return 0


def _write(path: Path, proposals: Iterable[Proposal]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("line", "document", "minor", "confidence", "sure"))
        for line, document, minor, confidence, sure in chain.from_iterable(map(claims_of, proposals)):
            writer.writerow((line, document, minor, repr(confidence), int(sure)))


def claims_of(one: Proposal) -> Iterator[tuple[str, str, int, float, bool]]:
    """(line, document, signed minor units, confidence, sure)"""
    line, is_sure = one.line.transaction.transaction_id, one.verdict is Verdict.SURE
    for share in one.allocations:
        yield line, share.item.item_id, share.allocated_minor, one.confidence, is_sure


if __name__ == "__main__":
    sys.exit(main())
