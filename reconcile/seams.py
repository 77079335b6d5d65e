"""Everything nondeterministic that is neither HTTP nor SQL: clock, randomness, atomic files, crash points.

No other module of `reconcile` imports `time`, `random` or `secrets`; a test greps for it (simulation.md 1).
"""

from __future__ import annotations

import os
import secrets
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The current moment, aware, UTC."""

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class FixedClock:
    """Starts at a given moment and advances only by sleeping: simulation, and `--today`."""

    def __init__(self, moment: datetime) -> None:
        assert moment.tzinfo is not None, "a clock without a zone"
        self._moment = moment

    @classmethod
    def at_noon(cls, day: date) -> FixedClock:
        return cls(datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    def now(self) -> datetime:
        return self._moment

    def sleep(self, seconds: float) -> None:
        self._moment += timedelta(seconds=seconds)


def timestamp(clock: Clock) -> str:
    """ISO 8601 in UTC with milliseconds, sortable as text."""
    return clock.now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def random_token() -> str:
    """32 hexadecimal characters: secrets of the practice Kanbert, and tokens that cannot exist."""
    return secrets.token_hex(16)


def write_atomic(path: Path, content: bytes, *, private: bool = True) -> None:
    """The file is either the old one or the new one, never half of it; readable by its owner only if `private`.

    Raises OSError; then the old file is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary = _written_beside(path, content)
        try:
            if not private:
                temporary.chmod(0o666 & ~_umask())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        error.filename = str(path)  # writing and closing name no file, the others a temporary one
        raise


def _written_beside(path: Path, content: bytes) -> Path:
    """A new file in the same folder, durable; none is left where that fails."""
    file = NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False)  # noqa: SIM115 - closed below
    temporary = Path(file.name)
    try:
        with file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)  # when it is closed: Windows removes no open file
        raise
    return temporary


def moved_aside(path: Path) -> Path:
    """Gives the file another name, with a number, that no other file has; its new name. Raises OSError."""
    number = 1
    while (kept := path.with_name(f"{path.stem}.{number}{path.suffix}")).exists():
        number += 1
    path.replace(kept)
    return kept


def private_folder(path: Path) -> None:
    """Makes the folder, for its owner alone whatever the umask says; one that is there stays as it is."""
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        path.chmod(0o700)


def _umask() -> int:
    current = os.umask(0o077)
    os.umask(current)
    return current


def crash_point(label: str) -> None:
    """A named place where the crash harness may stop the world; does nothing in production (simulation.md 3)."""
