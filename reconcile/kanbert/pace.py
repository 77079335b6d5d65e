"""How fast we may ask: serial, at most 50 requests in any minute, slower when the server says it is nearly used up.

Kanbert's real limit is unknown; the framework's default is 60 a minute and user (api.md 9, U22).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from reconcile.seams import Clock

PER_MINUTE = 50
_MINUTE = timedelta(minutes=1)
#: Between two requests while fewer than five are left.
_SLOW = timedelta(seconds=5)


class Pace:
    """Against this machine itself (`limited=False`) it never waits."""

    def __init__(self, clock: Clock, *, limited: bool) -> None:
        self._clock = clock
        self._limited = limited
        self._sent: deque[datetime] = deque()
        self._slow = False

    def wait(self) -> None:
        """Call before every request."""
        if not self._limited:
            return
        now = self._clock.now()
        while self._sent and not now - _MINUTE < self._sent[0] <= now:  # too old, or the clock was set back
            self._sent.popleft()
        due = self._due(now)
        if due > now:
            self._clock.sleep((due - now).total_seconds())
        self._sent.append(self._clock.now())

    def heed(self, headers: Mapping[str, str]) -> None:
        """Call after every answer."""
        remaining = headers.get("X-RateLimit-Remaining", "").strip()
        self._slow = remaining.isascii() and remaining.isdigit() and int(remaining[:9]) < 5

    def _due(self, now: datetime) -> datetime:
        due = now
        if len(self._sent) >= PER_MINUTE:
            due = self._sent[-PER_MINUTE] + _MINUTE
        if self._slow and self._sent:
            due = max(due, self._sent[-1] + _SLOW)
        return due


def retry_after_s(text: str | None, now: datetime) -> float | None:
    """Seconds to wait by a `Retry-After` header, in seconds or as an HTTP date; None when absent or unreadable."""
    text = (text or "").strip()
    if text.isascii() and text.isdigit():
        return float(int(text[:9]))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
