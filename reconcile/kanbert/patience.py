"""How long a read is tried: four times, waiting on our own clock, never longer than Kanbert may ask (api.md 9)."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import stamina

from reconcile.errors import ReconcileError
from reconcile.seams import Clock

READ_TRIES = 4
MAX_RETRY_AFTER_S = 120.0
#: Before the second, third and fourth try.
_BACK_OFF_S = (1.0, 4.0, 10.0)
#: Against this machine itself nothing waits longer.
_LOOPBACK_MAX_S = 0.2

Answer = TypeVar("Answer")


class TryAgainError(Exception):
    """A read failed in a way that may pass; `outcome` is what to raise when it does not."""

    def __init__(self, outcome: ReconcileError, wait_s: float | None = None) -> None:
        self.outcome = outcome
        self.wait_s = wait_s
        super().__init__(str(outcome))


class _Patience:
    """Decides whether to try again and does the waiting on our clock; stamina only repeats."""

    def __init__(self, clock: Clock, *, short: bool) -> None:
        self._clock = clock
        self._short = short
        self._failed = 0

    def __call__(self, error: Exception) -> bool | float:
        self._failed += 1
        if not isinstance(error, TryAgainError) or self._failed >= READ_TRIES:
            return False
        wait_s = _BACK_OFF_S[self._failed - 1] if error.wait_s is None else error.wait_s
        if wait_s > MAX_RETRY_AFTER_S:
            return False
        self._clock.sleep(min(wait_s, _LOOPBACK_MAX_S) if self._short else wait_s)
        return 0.0


def patiently(read: Callable[[], Answer], clock: Clock, *, short_waits: bool) -> Answer:
    """`read()`, again after each `TryAgainError`; its `outcome` is raised when patience ends."""
    try:
        for attempt in stamina.retry_context(on=_Patience(clock, short=short_waits), attempts=None, timeout=None):
            with attempt:
                return read()
    except TryAgainError as last:
        raise last.outcome from None
    raise AssertionError("a retry without an end")


logging.getLogger("stamina").addHandler(logging.NullHandler())  # what it would warn of is ours to word
