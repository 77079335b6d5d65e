"""MT940 statements for tests, and the one way they are read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from importers import read
from importers.errors import StatementRefused
from importers.statement import Statement, Transaction

HEAD = ":20:STARTUMS\n:25:12030000/202051\n:28C:7/1\n:60F:C260227EUR100,00\n"
END = ":62F:C260302EUR100,00\n-\n"


def statements(content: str | bytes) -> list[Statement]:
    """Raises StatementRefused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "statement.sta"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(read(path))


def statement(content: str | bytes) -> Statement:
    (one,) = statements(content)
    return one


def booking(*lines: str) -> Transaction:
    """The one booking of a statement with these lines between the balances."""
    (line,) = statement(HEAD + "\n".join(lines) + "\n" + END).transactions
    return line


def text(field: str) -> Transaction:
    """A booking with this `:86:`."""
    return booking(":61:2603020302CR1,00NTRFNONREF", f":86:{field}")


def refused(content: str | bytes) -> list[str]:
    try:
        found = statements(content)
    except StatementRefused as refusal:
        return [str(problem) for problem in refusal.problems]
    raise AssertionError(f"was read: {found}")
