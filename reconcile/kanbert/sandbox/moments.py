"""Dates and timestamps of API objects and of filters."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def instant(value: Any) -> datetime:
    """Of an ISO 8601 date or timestamp; without a zone it is UTC. Raises ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    moment = datetime.fromisoformat(value)
    try:
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a year from 1 to 9999 is expected") from error


def day_of(value: Any) -> str | None:
    """The UTC day as ISO 8601, which sorts as text; None for what is no date."""
    try:
        return instant(value).date().isoformat()
    except ValueError:
        return None
