"""A journal whose disk lost a page: every verb says what to do, and none calls it a bug of ours or the file's fault."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from error_scene import Scene, scene

SAMPLE = 8  #: pages in the short form
VERBS = (
    ("status",),
    ("report",),
    ("approve", "proposals.csv", "--sure", "--yes"),
    ("commit", "proposals.csv", "--dry-run"),
    ("export", "--from", "2026-03-01", "--to", "2026-03-31", "audit"),
)
#: Of a damaged file; `journal-disk` where not even the table can be opened.
CODES = ("journal-damaged", "journal-changed", "journal-disk")


def lost(page: int, page_size: int, content: bytes, *, half: bool) -> bytes:
    """The file without the page, or without its second half."""
    begin = page * page_size + (page_size // 2 if half else 0)
    end = (page + 1) * page_size
    return content[:begin] + bytes(end - begin) + content[end:]


def said_of(here: Scene, content: bytes, verb: tuple[str, ...]) -> tuple[int, str]:
    for beside in here.folder.glob("journal.sqlite3-*"):  # what SQLite keeps of the file before
        beside.unlink()
    (here.folder / "journal.sqlite3").write_bytes(content)
    return here.call(*verb)


@pytest.mark.parametrize("half", [False, True], ids=["a page", "half a page"])
@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.long)], ids=["some", "all"])
def test_a_lost_page_is_named_and_no_bug(tmp_path: Path, every: bool, half: bool) -> None:
    with scene(tmp_path) as here:
        here.proposals()
        path = tmp_path / "journal.sqlite3"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            ((size,),) = database.execute("PRAGMA page_size").fetchall()
        whole = path.read_bytes()
        pages = range(len(whole) // size)
        for page in pages if every else pages[:: max(1, len(pages) // SAMPLE)]:
            for verb in VERBS:
                code, said = said_of(here, lost(page, size, whole, half=half), verb)
                assert code in (0, 1, 5), (page, verb, said)
                assert code != 5 or any(f"[{one}]" in said for one in CODES), (page, verb, said)
