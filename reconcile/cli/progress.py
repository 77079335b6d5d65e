"""A counter for eyes only: on a terminal one line that moves, elsewhere nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def counting(what: str) -> Iterator[Callable[[str, int], None]]:
    """Yields `report(kind, rows so far)`."""
    shown = sys.stderr.isatty()

    def report(kind: str, rows: int) -> None:
        if shown:
            print(f"\r{what}: {kind} {rows}".ljust(70), end="", file=sys.stderr, flush=True)

    try:
        yield report
    finally:
        if shown:
            print("\r" + " " * 70 + "\r", end="", file=sys.stderr, flush=True)
