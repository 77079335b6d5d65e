"""The collector of cycles rests while many objects are made at once.

Records, API objects and what is derived from them hold no cycles, so there is nothing to find; but each time enough
new ones exist, it looks through all old ones again. Matching 100 000 lines that was a quarter of the time, reading as
many invoices half of it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def resting_collector() -> Iterator[None]:
    """Also a decorator. Afterwards the collector is as it was, and what was made meanwhile counts as old: else it would
    look through all of that at once, and once more soon after."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _count_as_old()
            gc.enable()


def _count_as_old() -> None:
    """Objects somebody else has frozen stay so."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
