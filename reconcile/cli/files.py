"""Statement files as the verbs take them: every file is read, every refusal is told, none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from importers import read
from importers.errors import StatementRefused
from importers.statement import Statement
from reconcile.cli.talk import Talk


def read_statements(paths: Sequence[Path], talk: Talk) -> tuple[list[Statement], list[StatementRefused]]:
    """The statements of all readable files, and one refusal for each of the others (already printed)."""
    statements: list[Statement] = []
    refusals: list[StatementRefused] = []
    for path in paths:
        try:
            found = list(read(path))
        except StatementRefused as refusal:
            talk.complain(refusal)
            refusals.append(refusal)
            continue
        if not found:
            talk.warn(f"{path}: the message holds no statement, so there is nothing to read in it")
        statements.extend(found)
    return statements, refusals
