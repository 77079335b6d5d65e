"""Ctrl-C and SIGTERM during a commit: finish the POST under way and its record, then stop; a second ends at once."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol


class Stoppable(Protocol):
    stop_requested: bool


@contextmanager
def stop_on_signal(target: Stoppable) -> Iterator[None]:
    """commit-protocol F24. Handlers can only be set in the main thread; elsewhere (a test) this does nothing."""

    def request_stop(number: int, _frame: FrameType | None) -> None:
        if target.stop_requested:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        target.stop_requested = True
        print("\nstopping after the payment under way; once more ends at once", file=sys.stderr)

    signals = [signal.SIGINT, signal.SIGTERM]
    try:
        before = {number: signal.signal(number, request_stop) for number in signals}
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
