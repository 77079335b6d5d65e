"""Real processes, real HTTP, SIGKILL: a commit dies while a request is under way or just after, and is run again.

The practice Kanbert itself pulls the trigger at the n-th request it sees, so that no wall clock decides whether a kill
lands: before anything is stored, after it was stored and before the answer, or a few milliseconds after the answer.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from posting_world import TOKEN, World, bank_line, decision, item_of, outgoing, token

from reconcile.journal import Journal
from reconcile.kanbert.sandbox import Kind, Phase, Request, Sandbox, running
from reconcile.records import Decision
from reconcile.seams import SystemClock

CHILD = Path(__file__).with_name("commit_child.py")
QUARANTINE_S = 1.0
PAYMENTS = 12
KILLED = 1 if sys.platform == "win32" else -9


class Trigger:
    """Kills the child at the `at`-th request from when it was armed."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.moment = ""
        self._left = 0

    def arm(self, child: subprocess.Popen[bytes], moment: str, at: int) -> None:
        self.moment, self._left, self.child = moment, at, child

    def __call__(self, phase: Phase, request: Request) -> None:  # noqa: ARG002 - the protocol's name
        if self.child is None or phase is not (Phase.BEFORE if self.moment == "before" else Phase.AFTER):
            return
        self._left -= 1
        if self._left != 0:
            return
        if self.moment == "answered":
            threading.Timer(0.002, self.child.kill).start()
        else:
            self.child.kill()
            self.child.wait()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.state.close()


def approved(world: World, number: int) -> list[Decision]:
    """Pairs of equal part payments on invoices that could take more of them: a double one would not be refused."""
    world.history()
    contents = [outgoing(f"re-{one}", "1000.00") for one in range((number + 1) // 2)]
    world.add(Kind.OUTGOING_INVOICE, *contents)
    decisions = [
        decision(bank_line(one + 1, 10_000 + one), (item_of(contents[one // 2]), 10_000 + one)) for one in range(number)
    ]
    world.record(decisions)
    return decisions


def start(world: World, base_url: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(CHILD), str(world.folder / "journal.sqlite3"), base_url, str(QUARANTINE_S)],
        env=os.environ | {"KANBERT_TOKEN": TOKEN},
        stderr=subprocess.PIPE,
    )


def finish(world: World, base_url: str) -> None:
    """Running it again is the whole recovery."""
    for _ in range(10):
        child = start(world, base_url)
        _, talk = child.communicate(timeout=60)
        if child.returncode == 0:
            return
        assert child.returncode == 4, (child.returncode, talk.decode())
        time.sleep(QUARANTINE_S)
    pytest.fail("still not finished")


def kill_many(world: World, *, kills: int, seed: int, number: int) -> Counter[str]:
    moments = random.Random(seed)
    approved(world, number)
    trigger = Trigger()
    sandbox = Sandbox(world.state, SystemClock(), tokens=[TOKEN], faults=trigger)
    landed: Counter[str] = Counter()
    with running(sandbox) as base_url:
        while landed.total() < kills:
            child = start(world, base_url)
            moment = moments.choice(["before", "stored", "answered"])
            trigger.arm(child, moment, moments.randint(1, 30))
            child.communicate(timeout=60)
            trigger.child = None
            if child.returncode != KILLED:
                break  # it had finished, or only waits for the quarantine
            landed[moment] += 1
        finish(world, base_url)
        each_once_and_recorded(world, number, [one.body_sha256 for one in sandbox.log if one.method == "POST"])
    return landed


def each_once_and_recorded(world: World, number: int, posted: list[str]) -> None:
    """I1-I3, I7, I9 of simulation.md 5."""
    assert {name: len(found) for name, found in world.ours().items()} == {token(one + 1): 1 for one in range(number)}
    with Journal(world.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        journal.verify()
        postings = {one.posting.body_sha256: one for one in journal.postings()}
    assert {one.state.value for one in postings.values()} == {"confirmed"}
    for digest, times in Counter(posted).items():
        assert postings[digest].attempts >= times, "a POST without its attempt record"


@pytest.mark.parametrize("seed", range(3))
def test_a_few_kills_lose_and_double_nothing(tmp_path: Path, seed: int) -> None:
    """Eight in each of three months: 24 kills or more."""
    landed = 0
    for one in range(5):
        world = World(tmp_path / str(one))
        landed += kill_many(world, kills=8 - landed, seed=100 * seed + one, number=PAYMENTS).total()
        world.state.close()
        if landed >= 8:
            return
    pytest.fail(f"only {landed} kills landed")


@pytest.mark.long
def test_three_hundred_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    landed = 0
    for seed in range(200):
        world = World(tmp_path / str(seed))
        landed += kill_many(world, kills=10, seed=seed, number=PAYMENTS).total()
        world.state.close()
        if landed >= 300:
            return
    pytest.fail(f"only {landed} kills landed")
