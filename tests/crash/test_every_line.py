"""The process of a commit dies just before a line of ours, over real HTTP; running `commit` again finishes the rest.

Every line is tried the first and the last time it is executed, under each fault schedule. The short form takes a sample
of them; `RECONCILE_LONG=1 python -m pytest tests/crash/test_every_line.py` takes all, and every 15th with
`RECONCILE_KILL_STEP=15`. Credit offsets: test_every_line_of_offsets.py.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from line_killer import KILLED, QUARANTINE_S
from line_range import STEP, Worlds, ready_to_kill
from posting_world import World, bank_line, decision, item_of, outgoing, token

from reconcile.journal import Journal
from reconcile.kanbert.sandbox import Kind, Sandbox
from reconcile.kanbert.sandbox.faults import Fault, FaultKind
from reconcile.seams import SystemClock

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="forks; tests/crash/test_commit_kills.py runs everywhere"
)

PAYMENTS = 3
SAMPLE = 12  #: kills a schedule in the short form

#: What else goes wrong while the process dies; each strikes once, at the second POST.
SCHEDULES: dict[str, tuple[Fault, ...]] = {
    "nothing": (),
    "answer lost": (Fault(kind=FaultKind.DROP_AFTER, skip=1),),
    "request lost": (Fault(kind=FaultKind.DROP_BEFORE, skip=1),),
    "502, stored": (Fault(kind=FaultKind.STATUS_AFTER, status=502, skip=1),),
    "503, not stored": (Fault(kind=FaultKind.STATUS_BEFORE, status=503, skip=1),),
    "HTML, stored": (Fault(kind=FaultKind.GARBAGE_AFTER, skip=1),),
    "half an answer": (Fault(kind=FaultKind.TRUNCATE_AFTER, amount=9, skip=1),),
    "422": (Fault(kind=FaultKind.STATUS_BEFORE, status=422, skip=1),),
    "reads fail": (Fault(kind=FaultKind.STATUS_BEFORE, status=502, method="GET", skip=9, times=2),),
}
#: After these the row waits for a new decision: it was refused, and nothing was stored.
REFUSED = ("422",)


class Range(Worlds):
    def warm_up(self) -> None:
        world = self.world("nothing")
        assert self.killer.commit(world, self.base_url, warm=True) == 0
        world.state.close()

    def world(self, schedule: str) -> World:
        world = self.new()
        contents = [outgoing(f"re-{one}", "1000.00") for one in range(PAYMENTS)]
        world.add(Kind.OUTGOING_INVOICE, *contents)
        world.record(
            [
                decision(bank_line(one + 1, 10_000 + one), (item_of(content), 10_000 + one))
                for one, content in enumerate(contents)
            ]
        )
        self.switch.to(world, SCHEDULES[schedule])
        return world

    def lines(self, schedule: str) -> list[int]:
        world = self.world(schedule)
        moments = self.killer.moments(world, self.base_url)
        world.state.close()
        return moments

    def shoot(self, schedule: str, at: int) -> bool:
        """Did the process die there? Whatever it did, `commit` again finishes it, each payment once."""
        world = self.world(schedule)
        code = self.killer.commit(world, self.base_url, at=at)
        assert code in (0, 1, 4, KILLED), (schedule, at, code)
        self._finish(world, schedule, at)
        refused = 1 if schedule in REFUSED else 0
        assert len(world.ours()) >= PAYMENTS - refused, (schedule, at, "lost")
        assert {len(found) for found in world.ours().values()} == {1}, (schedule, at, "double")
        _recorded(world, self.switch.sandbox, refused)
        world.state.close()
        rmtree(world.folder)
        return code == KILLED

    def _finish(self, world: World, schedule: str, at: int) -> None:
        wanted = (0, 1) if schedule in REFUSED else (0,)
        for _ in range(8):
            code = self.killer.commit(world, self.base_url)
            if code in wanted:
                return
            assert code == 4, (schedule, at, code)
            time.sleep(QUARANTINE_S)
        pytest.fail(f"{schedule}, line {at}: still not finished")


def _recorded(world: World, sandbox: Sandbox, refused: int) -> None:
    """I2, I3, I7, I9 of simulation.md 5."""
    with Journal(world.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        journal.verify()
        postings = journal.postings()
    states = Counter(one.state.value for one in postings)
    assert states["confirmed"] >= PAYMENTS - refused, states
    assert states["confirmed"] + states["rejected"] == PAYMENTS, states
    assert {one.token for one in postings} == {token(one + 1) for one in range(PAYMENTS)}
    attempts = {one.posting.body_sha256: one.attempts for one in postings}
    for digest, times in Counter(one.body_sha256 for one in sandbox.log if one.method == "POST").items():
        assert attempts[digest] >= times, "a POST without its attempt record"


@pytest.fixture
def shooting(tmp_path: Path) -> Iterator[Range]:
    with ready_to_kill() as (killer, switch, base_url):
        made = Range(tmp_path, base_url, switch, killer)
        made.warm_up()
        yield made


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_dying_before_some_lines_loses_and_doubles_nothing(shooting: Range, schedule: str) -> None:
    lines = random.Random(schedule).sample(shooting.lines(schedule), SAMPLE)
    assert sum(shooting.shoot(schedule, at) for at in lines) >= SAMPLE - 2


@pytest.mark.long
@pytest.mark.parametrize("schedule", SCHEDULES)
def test_dying_before_every_line_loses_and_doubles_nothing(shooting: Range, schedule: str) -> None:
    lines = shooting.lines(schedule)[::STEP]
    killed = sum(shooting.shoot(schedule, at) for at in lines)
    print(f"{schedule}: {killed} kills at {len(lines)} moments")
    assert killed >= 0.9 * len(lines)
