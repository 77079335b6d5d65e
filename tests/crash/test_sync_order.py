"""The attempt is on the disk before the first byte of its POST leaves: as the system calls of a real commit show it.

Linux with strace only, in the nightly form (commit-protocol B3; simulation.md 3.3). It proves the order in which the
program asks; what a disk makes of a sync when the power fails has not been tried.

    RECONCILE_LONG=1 python -m pytest -s -rs tests/crash/test_sync_order.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from posting_world import TOKEN, World, each_once, three, token

from reconcile.kanbert.sandbox import Sandbox, running
from reconcile.seams import SystemClock

CHILD = Path(__file__).with_name("commit_child.py")
#: pid, then name(fd<what it is>, the rest
_CALL = re.compile(r"^(\d+) +(\w+)\(\d+<([^>]*)>(.*)$")
_TOKEN = re.compile(r"KR1-[0-9A-Z]{16}")
_WAL = "journal.sqlite3-wal"

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Call:
    name: str
    target: str  #: a file or a socket
    rest: str

    @property
    def is_post(self) -> bool:
        return self.name in ("sendto", "write", "sendmsg") and '"POST /api/v1/payments/' in self.rest

    @property
    def is_sync(self) -> bool:
        return self.name in ("fsync", "fdatasync") and self.target.endswith(_WAL) and self.rest.rstrip().endswith("= 0")

    @property
    def writes_journal(self) -> bool:
        return self.name in ("pwrite64", "write", "pwritev") and self.target.endswith(_WAL)


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if sys.platform != "linux" or found is None:
        pytest.skip("THE ORDER OF SYNC AND SEND IS NOT TESTED: this needs Linux and strace")
    return found


def calls(text: str) -> Iterator[Call]:
    """Calls that were interrupted by another thread are joined by strace's `resumed` lines; we have one thread."""
    for line in text.splitlines():
        if found := _CALL.match(line):
            yield Call(*found.groups()[1:])


def traced(strace: str, world: World, base_url: str) -> list[Call]:
    out = world.folder / "calls"
    names = "fsync,fdatasync,pwrite64,pwritev,write,sendto,sendmsg"
    command = [strace, "-f", "-y", "-s", "20000", "-e", f"trace={names}", "-o", str(out)]
    command += [sys.executable, str(CHILD), str(world.folder / "journal.sqlite3"), base_url, "1"]
    environment = os.environ | {"KANBERT_TOKEN": TOKEN}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return list(calls(out.read_text(encoding="utf-8", errors="replace")))


def recorded_first(seen: list[Call]) -> list[str]:
    """The tokens of all POSTs; between the record of each and its first byte there was a sync, and nothing after it."""
    tokens: list[str] = []
    for at, call in enumerate(seen):
        if not call.is_post:
            continue
        name = next(found.group() for one in seen[at:] if "sendto" in one.name and (found := _TOKEN.search(one.rest)))
        written = [place for place in range(at) if seen[place].writes_journal]
        record = [place for place in written if f"sending{name}" in seen[place].rest]
        assert record, f"{name} was sent and not recorded"
        assert any(one.is_sync for one in seen[written[-1] : at]), f"{name} was sent before its record was synced"
        tokens.append(name)
    return tokens


def test_a_sync_lies_between_each_attempt_and_its_post(tmp_path: Path, strace: str) -> None:
    world = World(tmp_path)
    three(world)
    with running(Sandbox(world.state, SystemClock(), tokens=[TOKEN])) as base_url:
        seen = traced(strace, world, base_url)
    each_once(world, 1, 2, 3)
    world.state.close()
    assert recorded_first(seen) == [token(2), token(1), token(3)]
    without = [one for one in seen if not one.is_sync]
    with pytest.raises(AssertionError, match="before its record was synced"):
        recorded_first(without)
    print(f"{sum(one.is_sync for one in seen)} syncs of the journal, 3 POSTs, each after the sync of its record")
