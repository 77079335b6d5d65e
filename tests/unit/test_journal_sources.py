"""Statement files are kept unmodified, once each, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from posting_world import run_of
from test_journal_state import opened, yes

from reconcile.errors import InputRefused, SafetyStop
from reconcile.journal import KeptSource, Sources, sources

CONTENT = b"<Document>\xff\x00</Document>\r\n" * 1000
SHA = hashlib.sha256(CONTENT).hexdigest()
posix = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    path = tmp_path / "2026-03.xml"
    path.write_bytes(CONTENT)
    return path


def kept_files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def test_a_file_is_kept_byte_by_byte_and_once(tmp_path: Path, statement: Path) -> None:
    archive = Sources(tmp_path / "kept")
    assert archive.keep(statement) == KeptSource(name="2026-03.xml", sha256=SHA, size=len(CONTENT), parts=(SHA,))
    before = archive.path_of(SHA).stat().st_mtime_ns
    again = statement.with_name("the same.xml")
    again.write_bytes(CONTENT)
    assert archive.keep(again).sha256 == SHA
    assert kept_files(archive.folder) == [archive.path_of(SHA)]
    assert archive.path_of(SHA).read_bytes() == CONTENT
    assert archive.path_of(SHA).stat().st_mtime_ns == before


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_only_its_owner_may_read_it_whatever_the_umask(tmp_path: Path, statement: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        archive = Sources(tmp_path / "kept")
        archive.keep(statement)
    finally:
        os.umask(before)
    assert stat.S_IMODE(archive.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(archive.path_of(SHA).stat().st_mode) == 0o400


def test_a_file_that_changes_meanwhile_is_not_kept(
    tmp_path: Path, statement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = sources._digest, []

    def changing(content: object, copy: object = None) -> tuple[str, int]:
        seen.append(copy)
        answer = real(content, copy)  # type: ignore[arg-type]
        statement.write_bytes(CONTENT + b" ")
        return answer

    monkeypatch.setattr(sources, "_digest", changing)
    with pytest.raises(InputRefused, match="changed while it was read"):
        Sources(tmp_path / "kept").keep(statement)
    assert kept_files(tmp_path / "kept") == []


def test_a_full_disk_stops_the_run_and_leaves_nothing(
    tmp_path: Path, statement: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SafetyStop, match="cannot be kept \\(No space left on device\\)"):
        Sources(tmp_path / "kept").keep(statement)
    assert kept_files(tmp_path / "kept") == []


@posix
def test_a_kept_file_that_somebody_changed_is_named(tmp_path: Path, statement: Path) -> None:
    archive = Sources(tmp_path / "kept")
    archive.keep(statement)
    archive.path_of(SHA).chmod(0o600)
    archive.path_of(SHA).write_bytes(b"shorter")
    with pytest.raises(SafetyStop, match="was changed after it was written"):
        archive.keep(statement)
    assert archive.path_of(SHA).read_bytes() == b"shorter"


def test_the_journal_says_which_files_a_run_was_made_from(tmp_path: Path, statement: Path) -> None:
    kept = Sources(tmp_path / "kept").keep(statement)
    with opened(tmp_path) as journal:
        run = run_of([yes()])
        journal.record_run(run)
        journal.record_sources(run.run_id, [kept])
        before = journal.head
        journal.record_sources(run.run_id, [kept])
        assert journal.head == before
    with opened(tmp_path) as journal:
        assert journal.sources(run.run_id) == (kept,)
        assert journal.sources("R-UNKNOWN") == ()
        rows = [row for row in journal.trail() if row.kind == "sources"]
    assert [row.files for row in rows] == [(("2026-03.xml", SHA),)]
