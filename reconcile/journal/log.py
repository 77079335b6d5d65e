"""The event log: one append-only, hash-chained SQLite table, every append durable before it returns.

WAL with `synchronous=FULL` (macOS also `fullfsync`): what `append` has acknowledged survives a power cut
(commit-protocol B3). UPDATE, DELETE and INSERT OR REPLACE are blocked by triggers; what goes round them breaks the
chain and `verify` says so (F20; GoBD Rz 107-112). An error while writing is final: nothing is ever written again (B3).
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from importers.errors import Problem
from reconcile.errors import SafetyStop
from reconcile.seams import private_folder

GENESIS = "0" * 64
_APPLICATION_ID = 0x4B52_4A31  # "KRJ1"
_COLUMNS = "seq, at, who, version, kind, key, payload, prev_hash, hash"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS event(
  seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, version TEXT NOT NULL, kind TEXT NOT NULL,
  key TEXT NOT NULL, payload TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS event_kind_key ON event(kind, key);
CREATE TRIGGER IF NOT EXISTS event_no_update BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_no_delete BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_next_only BEFORE INSERT ON event
  WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
    OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), '0000000000000000000000000000000000000000000000000000000000000000')
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
"""  # noqa: E501 - the genesis hash is one literal


@dataclass(frozen=True, slots=True)
class Event:
    """One row. `at` is UTC, ISO 8601 with milliseconds; `payload` is JSON."""

    seq: int
    at: str
    who: str
    version: str
    kind: str
    key: str
    payload: str
    prev_hash: str
    hash: str

    def computed_hash(self) -> str:
        parts = [self.seq, self.at, self.who, self.version, self.kind, self.key, self.payload, self.prev_hash]
        text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be appended: the rest of an event is added by the log."""

    kind: str
    key: str
    payload: str


class EventLog:
    """Raises SafetyStop when the file cannot be opened, written or trusted."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._broken = False
        try:
            self._database = self._open()
        except (sqlite3.Error, OSError) as error:
            raise _trouble(path, "opened", error) from error

    def _open(self) -> sqlite3.Connection:
        if not self.read_only:
            _create_private(self.path)
            return _prepared(_connect(str(self.path)))
        if not self.path.exists():
            return _prepared(_connect(":memory:"))
        return _connect(self.path.absolute().as_uri() + "?mode=ro")

    def close(self) -> None:
        self._database.close()

    @property
    def writable(self) -> bool:
        return not self._broken and not self.read_only

    def append(self, entries: Sequence[Entry], *, at: str, who: str, version: str) -> list[Event]:
        """One durable transaction. After a failure the log accepts nothing more: an fsync is never retried."""
        if not self.writable:
            raise _stop(
                self.path,
                "the journal accepts no more events",
                "do what the error before this one says, then start this command again",
                code="journal-closed",
            )
        try:
            return self._append(entries, at, who, version)
        except (sqlite3.Error, OSError) as error:
            self._broken = True
            raise _stop(self.path, f"the journal cannot be written ({error}), so nothing more is sent") from error

    def _append(self, entries: Sequence[Entry], at: str, who: str, version: str) -> list[Event]:
        events: list[Event] = []
        database = self._database
        database.execute("BEGIN IMMEDIATE")
        try:
            seq, head = self.head()
            for entry in entries:
                seq += 1
                bare = Event(seq, at, who, version, entry.kind, entry.key, entry.payload, head, "")
                head = bare.computed_hash()
                events.append(Event(*_fields(bare)[:-1], head))
                database.execute(f"INSERT INTO event({_COLUMNS}) VALUES(?,?,?,?,?,?,?,?,?)", _fields(events[-1]))
            database.execute("COMMIT")
        except BaseException:
            if database.in_transaction:
                database.execute("ROLLBACK")
            raise
        return events

    def head(self) -> tuple[int, str]:
        """(number of events, hash of the last one). Raises sqlite3.Error."""
        row = self._database.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        return (row[0], row[1]) if row else (0, GENESIS)

    def events(self, after: int = 0, *, without: str = "") -> Iterator[Event]:
        """In order; `without` names a kind that is left out. Raises SafetyStop when the file is unreadable."""
        query = f"SELECT {_COLUMNS} FROM event WHERE seq > ? AND kind <> ? ORDER BY seq"
        try:
            for row in self._database.execute(query, (after, without)):
                yield Event(*row)
        except sqlite3.Error as error:
            raise _trouble(self.path, "read", error) from error

    def latest(self, kind: str, key: str) -> Event:
        """As it was written. Raises SafetyStop when the file is unreadable, the event was changed since, or is not
        found: it is asked only for what another event speaks of, so the index is damaged."""
        query = f"SELECT {_COLUMNS} FROM event WHERE kind = ? AND key = ? ORDER BY seq DESC LIMIT 1"
        try:
            row = self._database.execute(query, (kind, key)).fetchone()
        except sqlite3.Error as error:
            raise _trouble(self.path, "read", error) from error
        if row is None:
            sentence = f"the journal is damaged (it has no {kind} of {key})"
            raise _stop(self.path, sentence, _RESTORE_FIRST, code="journal-damaged")
        event = Event(*row)
        if event.hash != event.computed_hash():
            raise self._changed(event, _RESTORE_FIRST)
        return event

    def _changed(self, event: Event, remedy: str) -> SafetyStop:
        sentence = f"event {event.seq} of the journal was changed after it was written"
        return _stop(self.path, sentence, remedy, code="journal-changed")

    def verify(self) -> None:
        """The file is sound, complete from the first event on, and nobody changed it (F20). Raises SafetyStop."""
        try:
            answer = self._database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.Error as error:
            if _primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise _trouble(self.path, "read", error) from error  # no rights, a full disk: the file is sound
            answer = str(error)
        if answer != "ok":
            found = " ".join(str(answer).removeprefix("*** in database main ***").split())[:80]
            raise _stop(self.path, f"the journal is damaged ({found})", _RESTORE, code="journal-damaged")
        expected_seq, expected_prev = 1, GENESIS
        for event in self.events():
            if event.seq != expected_seq or event.prev_hash != expected_prev or event.hash != event.computed_hash():
                raise self._changed(event, _RESTORE)
            expected_seq, expected_prev = event.seq + 1, event.hash


_DISK = "check its path and rights, the space on its disk and that no other program has it open, then run it again"
_RESTORE_FIRST = "restore a backup of the journal, then run the same command again"
_NAME_IT = "name the journal with --state, or restore a backup of it, then run the same command again"
_RESTORE = "restore a backup of the journal, then run `reconcile commit` again; reading verbs still work"


def _stop(path: Path, sentence: str, remedy: str = _DISK, *, code: str = "journal-disk") -> SafetyStop:
    return SafetyStop(Problem(path.name, sentence, remedy, code=code))


def _trouble(path: Path, what: str, error: Exception) -> SafetyStop:
    """A broken file is restored, another file is named rightly; for a disk that fails there is something else to do."""
    code = _primary_code(error)
    if code == sqlite3.SQLITE_CORRUPT:
        return _stop(path, f"the journal is damaged ({error})", _RESTORE_FIRST, code="journal-damaged")
    if code == sqlite3.SQLITE_NOTADB:
        return _stop(path, "this file is no journal, or a damaged one", _NAME_IT, code="journal-damaged")
    return _stop(path, f"the journal cannot be {what} ({error})")


def _primary_code(error: Exception) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _fields(event: Event) -> tuple[int, str, str, str, str, str, str, str, str]:
    return (
        event.seq,
        event.at,
        event.who,
        event.version,
        event.kind,
        event.key,
        event.payload,
        event.prev_hash,
        event.hash,
    )


def _connect(where: str) -> sqlite3.Connection:
    database = sqlite3.connect(where, isolation_level=None, uri=where.startswith("file:"), timeout=10)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _prepared(database: sqlite3.Connection) -> sqlite3.Connection:
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON"):
            database.execute(f"PRAGMA {pragma}").fetchall()
        if not database.execute("PRAGMA application_id").fetchone()[0]:
            database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID}; COMMIT;")
        elif database.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
            raise sqlite3.DatabaseError("it is a file of another program")
        assert database.execute("PRAGMA synchronous").fetchone()[0] >= 2, "synchronous below FULL"
    except BaseException:
        database.close()
        raise
    return database


def _create_private(path: Path) -> None:
    """0600 in a folder that is 0700 if it is new; SQLite gives its side files the mode of the main file."""
    private_folder(path.parent)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
