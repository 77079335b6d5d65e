"""As test_every_line.py, with `--credit-offsets`: three payments, two of them netted with a credit note each.

No list shows offsets (U12), so what is right after a death follows from what the journal had recorded: an attempt
without its answer is a person's and never sent again, anything else ends as it would have without the death.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from line_killer import KILLED, QUARANTINE_S
from line_range import STEP, Worlds, ready_to_kill
from posting_world import World, bank_line, decision, item_of, outgoing, token

from reconcile.journal import Journal, State
from reconcile.kanbert.sandbox import Kind
from reconcile.kanbert.sandbox.faults import Fault, FaultKind
from reconcile.records import Decision
from reconcile.seams import SystemClock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks; as tests/crash/test_every_line.py")

PAYMENTS, NETTED = 3, (1, 2)
SAMPLE = 6  #: kills a schedule in the short form, half of them in the last quarter, where offsets are sent
OFFSETS = "/payments/outgoing-invoice-credit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    faults: tuple[Fault, ...] = ()
    died_at: str = ""  #: an earlier commit died here, so that it is the recovery that is killed


SCHEDULES = {
    "nothing": Schedule(),
    "answer lost": Schedule(faults=(Fault(kind=FaultKind.DROP_AFTER, path_ending=OFFSETS),)),
    "503, not stored": Schedule(faults=(Fault(kind=FaultKind.STATUS_BEFORE, path_ending=OFFSETS),)),
    "429": Schedule(faults=(Fault(kind=FaultKind.STATUS_BEFORE, status=429, path_ending=OFFSETS),)),
    "died before it was sent": Schedule(died_at="offset J3 after"),
    "died before its answer": Schedule(died_at="offset J4 before"),
    "died after its answer": Schedule(died_at="offset J4 after"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What is left of a commit that was finished; comparable between worlds."""

    payments: dict[str, tuple[str, int]]  #: token → state, how often it is there
    offsets: dict[str, str]
    applied: Counter[str]
    documents: dict[str, str]
    words: dict[str, str]


def _decisions(world: World) -> list[Decision]:
    """Each of another amount: two alike would be a question of their own."""
    made = []
    for one in range(PAYMENTS):
        gross_minor = 100_000 + 100 * one
        invoice = outgoing(f"re-{one}", f"{gross_minor // 100}.00")
        world.add(Kind.OUTGOING_INVOICE, invoice)
        parts = [(item_of(invoice), gross_minor)]
        if one in NETTED:
            credit = outgoing(f"gs-{one}", "200.00", is_credit=True)
            world.add(Kind.OUTGOING_INVOICE, credit)
            parts.append((item_of(credit), -20_000))
        made.append(decision(bank_line(one + 1, sum(minor for _, minor in parts)), *parts))
    return made


class Range(Worlds):
    def warm_up(self) -> None:
        world = self.world(Schedule())
        assert self.commit(world, warm=True) == 0
        world.state.close()

    def world(self, schedule: Schedule) -> World:
        world = self.new()
        world.record(_decisions(world))
        self.switch.to(world, schedule.faults)
        if schedule.died_at:
            assert self.commit(world, label=schedule.died_at) == KILLED
        return world

    def commit(self, world: World, **order: Any) -> int:
        return self.killer.commit(world, self.base_url, credit_offsets=True, **order)

    def undisturbed(self, schedule: Schedule) -> tuple[list[int], End]:
        """The moments of a commit that nobody kills, and how it ends."""
        world = self.world(schedule)
        moments = self.killer.moments(world, self.base_url, credit_offsets=True)
        end = self._finished(world, "undisturbed")
        world.state.close()
        return moments, end

    def shoot(self, schedule: Schedule, at: int, wanted: End) -> bool:
        """Did the process die there? Whatever it did, `commit` again finishes it."""
        world = self.world(schedule)
        code = self.commit(world, at=at)
        assert code in (0, 1, 4, KILLED), (at, code)
        left = _offset_states(world)
        end = self._finished(world, at)
        _as_undisturbed(end, wanted, {name for name, state in left.items() if state == State.SENDING.value}, at)
        world.state.close()
        rmtree(world.folder)
        return code == KILLED

    def _finished(self, world: World, at: int | str) -> End:
        for _ in range(8):
            code = self.commit(world)
            if code != 4:
                break
            time.sleep(QUARANTINE_S)
        end = self._end(world)
        human = State.HUMAN.value in end.offsets.values()
        assert code == human, (at, code, end)
        sent = sum(one.method == "POST" for one in self.switch.sandbox.log)
        assert self.commit(world) == human, "a person's is told until it is settled"
        assert sum(one.method == "POST" for one in self.switch.sandbox.log) == sent, (at, "sent again")
        return end

    def _end(self, world: World) -> End:
        log = [one for one in self.switch.sandbox.log if one.method == "POST"]
        with Journal(world.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
            journal.verify()
            postings, offsets = journal.postings(), journal.offsets()
            starts = Counter(row.request_sha256 for row in journal.trail() if row.kind in ("sending", "offset_sending"))
        for digest, times in Counter(one.body_sha256 for one in log).items():
            assert starts[digest] >= times, "a POST without its attempt record"
        applied = Counter(one.body_sha256 for one in log if one.applied)
        ours = world.ours()
        return End(
            payments={one.token: (one.state.value, len(ours.get(one.token, ()))) for one in postings},
            offsets={one.offset.credit_id: one.state.value for one in offsets},
            applied=Counter({one.offset.credit_id: applied[one.offset.body_sha256] for one in offsets}),
            documents={
                str(one["id"]): str(one["payment_status"]) for one in world.state.documents(Kind.OUTGOING_INVOICE)
            },
            words={one.offset.credit_id: one.words for one in offsets},
        )


def _offset_states(world: World) -> dict[str, str]:
    """As the death left them."""
    with Journal(world.folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        return {one.offset.credit_id: one.state.value for one in journal.offsets()}


def _as_undisturbed(end: End, wanted: End, unclear: set[str], at: int) -> None:
    """`unclear`: credit notes whose offset was under way when the process died."""
    assert end.payments == wanted.payments == {token(one + 1): ("confirmed", 1) for one in range(PAYMENTS)}, at
    assert set(end.offsets) == set(wanted.offsets) == {f"gs-{one}" for one in NETTED}, (at, "lost")
    assert max(end.applied.values()) <= 1, (at, "double", end)
    for one, state in end.offsets.items():
        is_there, invoice = end.applied[one] == 1, one.replace("gs", "re")
        assert state == (State.HUMAN.value if one in unclear else wanted.offsets[one]), (at, one, end)
        assert state != State.CONFIRMED.value or is_there, (at, one, "called done, and nothing is there")
        paid = ("paid", "paid") if is_there else ("partly_paid", "open")
        assert (end.documents[invoice], end.documents[one]) == paid, (at, one, end)
        if state == State.HUMAN.value:
            shown = [f"{invoice.upper()} as booked / {paid[0]}", f"{one.upper()} as booked / {paid[1]}"]
            assert " and ".join(shown) in end.words[one], (at, one, end.words)
    if not unclear:
        assert end == wanted, at


@pytest.fixture
def shooting(tmp_path: Path) -> Iterator[Range]:
    with ready_to_kill() as (killer, switch, base_url):
        made = Range(tmp_path, base_url, switch, killer)
        made.warm_up()
        yield made


@pytest.mark.parametrize("name", SCHEDULES)
def test_dying_before_some_lines_loses_and_doubles_no_offset(shooting: Range, name: str) -> None:
    moments, wanted = shooting.undisturbed(SCHEDULES[name])
    chance, late = random.Random(name), moments[-len(moments) // 4 :]
    chosen = {*chance.sample(moments, SAMPLE // 2), *chance.sample(late, SAMPLE // 2)}
    assert sum(shooting.shoot(SCHEDULES[name], at, wanted) for at in chosen) >= len(chosen) - 2


@pytest.mark.long
@pytest.mark.parametrize("name", SCHEDULES)
def test_dying_before_every_line_loses_and_doubles_no_offset(shooting: Range, name: str) -> None:
    moments, wanted = shooting.undisturbed(SCHEDULES[name])
    chosen = moments[::STEP]
    killed = sum(shooting.shoot(SCHEDULES[name], at, wanted) for at in chosen)
    print(f"{name}: {killed} kills at {len(chosen)} moments")
    assert killed >= 0.9 * len(chosen)
