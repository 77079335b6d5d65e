"""What the program leaves on disk is for its owner alone, whatever the umask; what it says names no whole IBAN."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from scenario_tools import Practice, practice

IBAN = re.compile(r"(?<![-A-Z0-9])[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")  # a token begins behind its hyphen
FILES = ("2026-03_giro.xml", "2026-03_reserve.xml")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def a_month(kanbert: Practice) -> str:
    """Everything a month writes; what was said on the way."""
    said = ""
    for words in (
        ("run", *FILES, "-v"),
        ("approve", "proposals.csv", "--sure", "--yes", "-v"),
        ("commit", "proposals.csv", "--yes", "--quarantine", "2", "-v"),
        ("status", "-v"),
        ("export", "--from", "2026-03-01", "--to", "2026-03-31", "audit", "-v"),
    ):
        called = kanbert.call(*words)
        assert called.returncode in (0, 1), called.stderr
        said += called.stdout + called.stderr
    return said


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_only_the_owner_may_read_whatever_the_umask(tmp_path: Path, samples: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        for name in FILES:
            (tmp_path / name).write_bytes((samples / "camt053_v08" / name).read_bytes())
        before = set(tmp_path.rglob("*"))
        with umask(0o000):
            said = a_month(kanbert)
    left = set(tmp_path.rglob("*")) - before
    modes = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in left}
    assert {"journal.sqlite3", "journal.lock", "journal.sources", "proposals.csv", "audit"} <= set(modes)
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert {mode for name, mode in modes.items() if name.startswith("journal.sources/")} == {0o400}
    assert IBAN.findall(said) == []
