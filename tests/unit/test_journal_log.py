"""The event log: append-only, chained, durable, private; what goes round the triggers breaks the chain."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reconcile.errors import SafetyStop
from reconcile.journal.log import Entry, EventLog


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "journal.sqlite3"


def fill(path: Path, number: int = 5) -> None:
    with closing(EventLog(path)) as log:
        for one in range(number):
            log.append(
                [Entry("note", f"key-{one}", f'{{"n":{one}}}')], at="2026-03-20T09:00:00.000Z", who="w", version="1"
            )


def statements() -> Iterator[str]:
    """Fifty ways of changing what was written (security.md, GoBD)."""
    columns = ("at", "who", "version", "kind", "key", "payload", "prev_hash", "hash")
    for column in columns:
        for where in ("", " WHERE seq = 1", " WHERE seq = (SELECT max(seq) FROM event)"):
            yield f"UPDATE event SET {column} = 'x'{where}"
    yield from ("UPDATE event SET seq = 99", "UPDATE event SET seq = seq + 1 WHERE seq = 5")
    yield from ("UPDATE OR REPLACE event SET seq = 2 WHERE seq = 1", "UPDATE OR IGNORE event SET who = 'x'")
    for where in ("", " WHERE seq = 1", " WHERE seq = 5", " WHERE kind = 'note'", " WHERE key LIKE 'key-%'"):
        yield f"DELETE FROM event{where}"
    for verb in ("INSERT", "INSERT OR REPLACE", "INSERT OR IGNORE", "REPLACE", "INSERT OR FAIL", "INSERT OR ROLLBACK"):
        for seq in (1, 5, 7):
            yield f"{verb} INTO event VALUES({seq}, 'a', 'w', '1', 'note', 'k', '{{}}', 'p', 'h')"
    yield "INSERT INTO event SELECT seq, at, 'x', version, kind, key, payload, prev_hash, hash FROM event"


@pytest.mark.parametrize("statement", list(statements()))
def test_nothing_written_can_be_changed(path: Path, statement: str) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        before = database.execute("SELECT * FROM event").fetchall()
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            database.execute(statement)
        assert database.execute("SELECT * FROM event").fetchall() == before


def test_there_are_at_least_fifty_attempts() -> None:
    assert len(set(statements())) >= 50


@pytest.mark.parametrize("column", ["at", "who", "version", "kind", "key", "payload", "prev_hash", "hash", "seq"])
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_what_goes_round_the_triggers_breaks_the_chain(path: Path, column: str, seq: int) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TRIGGER event_no_update")
        database.execute(f"UPDATE event SET {column} = {50 if column == 'seq' else repr('x')} WHERE seq = {seq}")
    with closing(EventLog(path)) as log, pytest.raises(SafetyStop, match="was changed after it was written"):
        log.verify()


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [
        ("attempt to write a readonly database", sqlite3.SQLITE_READONLY_CANTINIT, "journal-disk"),
        ("disk I/O error", sqlite3.SQLITE_IOERR_WRITE, "journal-disk"),
        ("database or disk is full", sqlite3.SQLITE_FULL, "journal-disk"),
        ("database disk image is malformed", sqlite3.SQLITE_CORRUPT_INDEX, "journal-damaged"),
        ("file is not a database", sqlite3.SQLITE_NOTADB, "journal-damaged"),
    ],
)
def test_a_disk_that_fails_is_no_damage(path: Path, name: str, number: int, code: str) -> None:
    """Restoring a backup over a sound journal would lose what was posted since."""

    class Failing:
        def execute(self, _: str) -> None:
            error = sqlite3.OperationalError(name)
            error.sqlite_errorcode = number
            raise error

    fill(path)
    with closing(EventLog(path)) as log:
        whole, log._database = log._database, Failing()  # type: ignore[assignment]
        with pytest.raises(SafetyStop) as stop:
            log.verify()
        log._database = whole
    assert [one.code for one in stop.value.problems] == [code]
    assert ("restore a backup" in stop.value.problems[0].remedy) == (code == "journal-damaged")


@pytest.mark.parametrize("seq", [1, 3])
def test_a_missing_event_breaks_the_chain(path: Path, seq: int) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TRIGGER event_no_delete")
        database.execute(f"DELETE FROM event WHERE seq = {seq}")
    with closing(EventLog(path)) as log, pytest.raises(SafetyStop):
        log.verify()


def test_an_untouched_chain_is_whole(path: Path) -> None:
    fill(path)
    with closing(EventLog(path)) as log:
        log.verify()
        assert [event.key for event in log.events()] == [f"key-{one}" for one in range(5)]


def test_all_or_nothing(path: Path) -> None:
    fill(path, 1)
    broken = Entry("note", "two", None)  # type: ignore[arg-type]
    with closing(EventLog(path)) as log:
        with pytest.raises(SafetyStop, match="cannot be written"):
            log.append([Entry("note", "one", "{}"), broken], at="a", who="w", version="1")
        with pytest.raises(SafetyStop, match="accepts no more events"):  # never tried again
            log.append([Entry("note", "three", "{}")], at="a", who="w", version="1")
    with closing(EventLog(path)) as log:
        assert log.head()[0] == 1


def test_two_writers_continue_one_chain(path: Path) -> None:
    with closing(EventLog(path)) as one, closing(EventLog(path)) as other:
        for writer in (one, other, one, other):
            writer.append([Entry("note", "k", "{}")], at="a", who="w", version="1")
        one.verify()
        assert other.head()[0] == 4


def test_every_commit_is_synced(path: Path) -> None:
    with closing(EventLog(path)) as log:
        pragmas = [log._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
        assert pragmas == [2, "wal"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are a matter of POSIX")
def test_the_journal_is_private(path: Path) -> None:
    before = os.umask(0)
    try:
        fill(path)
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_reading_does_not_create_a_journal(path: Path) -> None:
    with closing(EventLog(path, read_only=True)) as log:
        assert list(log.events()) == []
        with pytest.raises(SafetyStop):
            log.append([Entry("note", "k", "{}")], at="a", who="w", version="1")
    assert not path.exists()


def test_a_damaged_journal_can_still_be_read(path: Path) -> None:
    fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("DROP TRIGGER event_no_update")
        database.execute("UPDATE event SET payload = 'no JSON' WHERE seq = 2")
    with closing(EventLog(path, read_only=True)) as log:
        assert len(list(log.events())) == 5


def test_a_file_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("these are my notes, not a journal\n" * 50, encoding="utf-8")
    with pytest.raises(SafetyStop, match="this file is no journal"):
        EventLog(path)
