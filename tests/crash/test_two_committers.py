"""Two commits at once. On one journal the lock lets one of them work; on two journals every double is named.

Each case interleaves two threads at their requests and crash points; a seed decides who goes on, so that a case is the
same every time. The nightly form runs 500 of each:

    RECONCILE_LONG=1 python -m pytest -s tests/crash/test_two_committers.py
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import httpx
import pytest
from posting_world import QUARANTINE_S, TOKEN, World, each_once, three, token

from reconcile import seams
from reconcile.errors import LockHeld
from reconcile.journal import Journal
from reconcile.kanbert.client import KanbertClient
from reconcile.posting import CommitReport, Committer
from reconcile.records import Decision

SHORT, NIGHTLY = 20, 500
_GIVE_UP_S = 60.0


class Turns:
    """Only one of the threads runs at a time; at each pause the seed says who is next."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._stick = self._chance.choice((0.2, 0.5, 0.8, 0.97))  #: how often the same one goes on
        self._waiting: dict[str, threading.Event] = {}
        self._names: dict[int, str] = {}

    def run(self, jobs: dict[str, Callable[[], None]]) -> None:
        self._waiting = {name: threading.Event() for name in jobs}
        threads = [threading.Thread(target=self._one, args=item, daemon=True) for item in jobs.items()]
        for thread in threads:
            thread.start()
        self._next("")
        for thread in threads:
            thread.join(_GIVE_UP_S)
            assert not thread.is_alive(), "two committers wait for each other"

    def _one(self, name: str, job: Callable[[], None]) -> None:
        self._names[threading.get_ident()] = name
        assert self._waiting[name].wait(_GIVE_UP_S)
        try:
            job()
        finally:
            del self._waiting[name]
            self._next("")

    def pause(self, *_: object) -> None:
        name = self._names.get(threading.get_ident())
        if name is None:
            return
        self._waiting[name].clear()
        self._next(name)
        assert self._waiting[name].wait(_GIVE_UP_S)

    def _next(self, name: str) -> None:
        others = sorted(set(self._waiting) - {name})
        if name and (not others or self._chance.random() < self._stick):
            self._waiting[name].set()
        elif others:
            self._waiting[self._chance.choice(others)].set()


class Machine(httpx.BaseTransport):
    """One committer's own way to Kanbert: it pauses before and after each request."""

    def __init__(self, world: World, turns: Turns, journal: Path) -> None:
        self._world, self._turns, self._path = world, turns, journal
        self.requests = 0
        self.report: CommitReport | None = None
        self.refused = ""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._turns.pause()
        self.requests += 1
        answer = self._world.handle_request(request)
        self._turns.pause()
        return answer

    def commit(self, decisions: list[Decision]) -> CommitReport:
        clock = self._world.clock
        client = KanbertClient(self._world.base_url, TOKEN, clock=clock, transport=self)
        with Journal(self._path, clock=clock, who="tester") as journal, client:
            return Committer(journal, client, clock).commit(decisions)

    def job(self, decisions: list[Decision]) -> Callable[[], None]:
        def run() -> None:
            try:
                self.report = self.commit(decisions)
            except LockHeld as error:
                self.refused = str(error)

        return run


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Turns]:
    def made(seed: int) -> Turns:
        one = Turns(seed)
        monkeypatch.setattr(seams, "crash_point", one.pause)
        return one

    return made


def one_journal(folder: Path, turns: Turns) -> str:
    """What became of the two: `one refused` while the other worked, or `one after the other`."""
    world = World(folder)
    decisions = three(world)
    path = world.folder / "journal.sqlite3"
    machines = [Machine(world, turns, path) for _ in range(2)]
    turns.run({str(number): one.job(decisions) for number, one in enumerate(machines)})
    refused = [one for one in machines if one.refused]
    assert len(refused) < 2, "the lock let nobody work"
    for one in refused:
        assert one.requests == 0, "a request without the lock"
        assert "another commit is running: process " in one.refused
    assert all(one.report and one.report.exit_code == 0 for one in machines if one not in refused)
    each_once(world, 1, 2, 3)
    assert len(world.posts) == 3
    world.state.close()
    return "one refused" if refused else "one after the other"


def two_journals(folder: Path, turns: Turns) -> int:
    """How many payments were doubled; every one is named with both ids by the next commit of each machine."""
    world = World(folder)
    world.sandbox.overpayment_allowed = True
    decisions = three(world)
    paths = [world.folder / "journal.sqlite3", world.folder / "second" / "journal.sqlite3"]
    paths[1].parent.mkdir()
    copyfile(paths[0], paths[1])
    machines = [Machine(world, turns, path) for path in paths]
    turns.run({str(number): one.job(decisions) for number, one in enumerate(machines)})
    world.pass_time(QUARANTINE_S + 1)
    doubled = {name: [one["id"] for one in found] for name, found in world.ours().items() if len(found) > 1}
    for one in machines:
        report = one.commit(decisions)
        rows = {row.token: row for row in report.rows}
        for name, ids in doubled.items():
            assert rows[name].state == "with a person", rows[name]
            assert all(part in rows[name].words for part in ids), rows[name]
        assert report.exit_code == (1 if doubled else 0), report
    assert set(world.ours()) == {token(1), token(2), token(3)}, "lost"
    world.state.close()
    return len(doubled)


@pytest.mark.parametrize("number", [SHORT, pytest.param(NIGHTLY, marks=pytest.mark.long)])
def test_the_lock_holds(tmp_path: Path, turns: Callable[[int], Turns], number: int) -> None:
    """F22."""
    ends = Counter(one_journal(tmp_path / str(seed), turns(seed)) for seed in range(number))
    print(dict(ends))
    assert ends["one refused"] > number / 5


@pytest.mark.parametrize("number", [SHORT, pytest.param(NIGHTLY, marks=pytest.mark.long)])
def test_two_machines_name_every_double(tmp_path: Path, turns: Callable[[int], Turns], number: int) -> None:
    """F23: it cannot be prevented, only found."""
    doubled = [two_journals(tmp_path / str(seed), turns(seed)) for seed in range(number)]
    print(f"{sum(doubled)} doubles in {sum(map(bool, doubled))} of {number} races, all named")
    assert sum(doubled) > 0, "the two never raced"
