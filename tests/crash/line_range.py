"""What the tests that kill a commit before a line of ours share: the killer's process, one server for many worlds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from posting_world import TOKEN, World

from reconcile.kanbert.sandbox import Request, Response, Sandbox, running
from reconcile.kanbert.sandbox.faults import Fault, FaultSchedule
from reconcile.seams import SystemClock

KILLER = Path(__file__).with_name("line_killer.py")
#: Of the moments of a nightly each so-many-th: where it has to take minutes instead of hours.
STEP = int(os.environ.get("RECONCILE_KILL_STEP", "1"))


class Killer:
    """The killer's process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(KILLER)],
            env=os.environ | {"KANBERT_TOKEN": TOKEN},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def commit(self, world: World, base_url: str, **order: Any) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"journal": str(world.folder / "journal.sqlite3"), "base_url": base_url, "at": 0} | order
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def moments(self, world: World, base_url: str, **order: Any) -> list[int]:
        """When a commit executes each line for the first and the last time."""
        file = world.folder / "numbers.json"
        self.commit(world, base_url, count=str(file), **order)
        return cast(list[int], json.loads(file.read_text(encoding="utf-8")))

    def close(self) -> None:
        self._process.communicate(timeout=30)


class Switch:
    """One server for many worlds."""

    sandbox: Sandbox

    def handle(self, request: Request) -> Response:
        return self.sandbox.handle(request)

    def to(self, world: World, faults: tuple[Fault, ...]) -> None:
        self.sandbox = Sandbox(world.state, SystemClock(), tokens=[TOKEN], faults=FaultSchedule(faults))


class Worlds:
    """A server, a killer, and a new world for every shot."""

    def __init__(self, folder: Path, base_url: str, switch: Switch, killer: Killer) -> None:
        self.folder, self.base_url, self.switch, self.killer = folder, base_url, switch, killer
        self._made = 0

    def new(self) -> World:
        """In a folder of its own, with a history, nothing decided."""
        self._made += 1
        folder = self.folder / str(self._made)
        folder.mkdir()
        world = World(folder)
        world.history()
        return world


@contextmanager
def ready_to_kill() -> Iterator[tuple[Killer, Switch, str]]:
    """The killer, the server and its base URL."""
    switch, killer = Switch(), Killer()
    with running(cast(Sandbox, switch)) as base_url:
        yield killer, switch, base_url
    killer.close()
