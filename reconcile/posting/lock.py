"""One commit at a time per journal (commit-protocol B4-1, F22)."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from importers.errors import Problem, excerpt_of
from reconcile.errors import LockHeld, SafetyStop
from reconcile.journal.placement import network_file_system
from reconcile.seams import Clock, timestamp, write_atomic


@contextmanager
def only_commit(lock_path: Path, clock: Clock) -> Iterator[None]:
    """Holds the operating system's lock, which dies with the process. Raises LockHeld at once, naming the holder, and
    SafetyStop on a network file system: neither its locks nor SQLite's write-ahead log hold between machines."""
    if kind := network_file_system(lock_path):
        sentence = f"the journal lies on a network file system ({kind}), where its lock protects nobody"
        remedy = "move it to a disk of this machine and name it: --state, or [state] journal in config.toml"
        raise SafetyStop(Problem(str(lock_path.parent), sentence, remedy, code="journal-on-network"))
    holder = lock_path.with_name(f"{lock_path.name}.holder")
    lock = FileLock(lock_path, mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        remedy = "wait until it has finished, then run `reconcile commit` again"
        sentence = f"another commit is running: {_named(holder)}"
        raise LockHeld(Problem(lock_path.name, sentence, remedy, code="commit-running")) from None
    try:
        write_atomic(holder, f"process {os.getpid()} on {platform.node()} since {timestamp(clock)}\n".encode())
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _named(holder: Path) -> str:
    try:
        return excerpt_of(holder.read_text(encoding="utf-8")) or "unknown"
    except (OSError, UnicodeDecodeError):
        return "unknown"
