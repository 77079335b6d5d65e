"""The statement files behind the runs, kept unmodified under their SHA-256 (GoBD Rz 107-112; BAO § 132).

Each content once, read-only, for its owner alone, in one folder beside the journal. A copy appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from importers.errors import Problem
from importers.statement_file import writable
from reconcile.errors import InputRefused, SafetyStop
from reconcile.seams import private_folder

_READ_BYTES = 1 << 20
_READ_ONLY = 0o400


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSource:
    """A file as it was handed in. `parts` are the SHA-256 of what was read of it: of a zip its members, else itself."""

    name: str
    sha256: str
    size: int
    parts: tuple[str, ...] = ()


class Sources:
    """The folder. Writing raises SafetyStop when a copy cannot be made: what cannot be kept is not booked from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, sha256: str) -> Path:
        return self.folder / sha256

    def keep(self, path: Path, parts: tuple[str, ...] = ()) -> KeptSource:
        """Copies the file unless its content is there already. Raises InputRefused when it changes meanwhile."""
        try:
            return self._keep(path, parts)
        except OSError as error:
            sentence = f"the statement file cannot be kept ({error.strerror or type(error).__name__})"
            remedy = "free space or mend the folder, then run it again; nothing was proposed"
            raise SafetyStop(
                Problem(str(self.folder), sentence, remedy, path.name, code="journal-sources-unwritable")
            ) from error

    def _keep(self, path: Path, parts: tuple[str, ...]) -> KeptSource:
        with path.open("rb") as content:
            sha256, size = _digest(content)
        kept = self.path_of(sha256)
        if not kept.exists():
            self._copy(path, kept, sha256)
        elif kept.stat().st_size != size:
            remedy = "restore a backup of this folder; the copy is part of your records"
            sentence = "the kept statement file was changed after it was written"
            raise SafetyStop(Problem(str(kept), sentence, remedy, code="journal-source-changed"))
        return KeptSource(name=writable(path.name), sha256=sha256, size=size, parts=parts or (sha256,))

    def _copy(self, path: Path, kept: Path, sha256: str) -> None:
        private_folder(self.folder)
        with path.open("rb") as content, NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as copy:
            temporary = Path(copy.name)
            try:
                copied, _ = _digest(content, copy)
                copy.flush()
                os.fsync(copy.fileno())
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        try:
            if copied != sha256:
                remedy = "run it again; nothing was used"
                raise InputRefused(Problem(path.name, "changed while it was read", remedy, code="run-file-changed"))
            temporary.chmod(_READ_ONLY)
            temporary.replace(kept)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def sha256_of(path: Path) -> str:
    """Of the file's bytes; `""` where there is no such file."""
    if not path.exists():
        return ""
    with path.open("rb") as content:
        return _digest(content)[0]


def _digest(content: IO[bytes], copy: IO[bytes] | None = None) -> tuple[str, int]:
    """(SHA-256, bytes) of what is left of `content`, written to `copy` on the way."""
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_READ_BYTES):
        digest.update(chunk)
        size += len(chunk)
        if copy is not None:
            copy.write(chunk)
    return digest.hexdigest(), size
