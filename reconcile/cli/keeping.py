"""The statement files of a run are kept before the run is recorded: what cannot be kept is not proposed from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from importers.errors import Problem
from importers.statement import Statement
from importers.statement_file import writable
from reconcile.errors import InputRefused

if TYPE_CHECKING:
    from reconcile.journal import KeptSource, Sources


def keep(paths: Sequence[Path], statements: Sequence[Statement], sources: Sources) -> list[KeptSource]:
    """One copy a file, whether or not a statement was in it. Raises InputRefused when one was changed since it was
    read, SafetyStop when one cannot be kept."""
    kept = [sources.keep(path, _parts(path, statements)) for path in dict.fromkeys(paths)]
    held = {one.sha256 for one in kept}
    for statement in statements:
        if not statement.source.archive and statement.source.sha256 not in held:
            remedy = "run it again; nothing was used"
            raise InputRefused(
                Problem(statement.source.path, "changed after it was read", remedy, code="run-file-changed")
            )
    return kept


def _parts(path: Path, statements: Sequence[Statement]) -> tuple[str, ...]:
    """The SHA-256 of the members that were read of an archive."""
    name = writable(str(path))
    return tuple(dict.fromkeys(one.source.sha256 for one in statements if one.source.archive == name))
