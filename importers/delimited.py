"""Any CSV, driven by a declarative format (in the making)."""

from __future__ import annotations

from collections.abc import Iterator

from importers.events import Event
from importers.statement_file import StatementFile


def claims(file: StatementFile) -> bool:
    return False


def columns_seen(file: StatementFile) -> tuple[str, ...]:
    return ()


def stream(file: StatementFile) -> Iterator[Event]:
    yield from ()
