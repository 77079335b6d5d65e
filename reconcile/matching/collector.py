"""The cycle collector rests while millions of records are matched.

Nothing made here refers back to itself, so there is nothing to find; but each time enough new objects exist, the
collector goes through all old ones again, books and lines included. At 100 000 lines that was a quarter of the time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Switched on again afterwards if it was on before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
