"""What posting says, in German: why a row was not posted, and where a payment stands."""

from __future__ import annotations

POSTING: dict[str, str] = {}
