"""Deliberately broken committers (commit-protocol B7): each loses or doubles money where the true one does not.

A mutant that lives means that the other tests are too weak.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from broken_committers import BROKEN
from posting_world import (
    World,
    bank_line,
    decision,
    dropped_after,
    garbage_before,
    item_of,
    outgoing,
    payment,
    status,
    timed_out_before,
    token,
    works,
    zombie,
)

from reconcile.kanbert.sandbox import Kind
from reconcile.records import Decision, Side

QUARANTINE = 900.0
History = Callable[[World, list[Decision]], None]


def two(world: World) -> list[Decision]:
    """Two part payments of 60 on an invoice of 200: Kanbert itself would not refuse the same one twice."""
    world.history()
    content = outgoing("re-1", "200.00")
    world.add(Kind.OUTGOING_INVOICE, content)
    decisions = [decision(bank_line(one, 6_000 + one), (item_of(content), 6_000 + one)) for one in (1, 2)]
    world.record(decisions)
    return decisions


def runs(world: World, decisions: list[Decision], *, pause_s: float = QUARANTINE + 1, number: int = 6) -> None:
    for _ in range(number):
        with suppress(AssertionError):
            world.commit(decisions)
        world.pass_time(pause_s)


def sound(world: World) -> bool:
    """Each approved line is one payment, and confirmed means that it is there."""
    once = {name: len(found) for name, found in world.ours().items()} == {token(1): 1, token(2): 1}
    return once and all(state == "confirmed" for state in world.states().values())


# -------------------------------------------------------------------------------------------------------- the histories


def applied_then_500(world: World, decisions: list[Decision]) -> None:
    world.post_faults = [None, status(500, applied=True)]
    runs(world, decisions)


def applied_then_silence(world: World, decisions: list[Decision]) -> None:
    world.post_faults = [None, dropped_after]
    runs(world, decisions)


def late(world: World, decisions: list[Decision]) -> None:
    """The server applies it five minutes later; the program is run every minute."""
    world.post_faults = [None, zombie(300)]
    runs(world, decisions, pause_s=60, number=20)


class Died(BaseException):
    """The process ends here: nothing of it runs any more."""


def died_while_sending(world: World, decisions: list[Decision]) -> None:
    """The request was on its way when the program died; the server applies it five minutes later."""

    def die(world: World, request: httpx.Request) -> httpx.Response:
        world.zombies.append((world.clock.now() + timedelta(seconds=300), request))
        raise Died

    world.post_faults = [None, die]
    with suppress(Died):
        world.commit(decisions)
    runs(world, decisions, pause_s=60, number=20)


def lost(world: World, decisions: list[Decision]) -> None:
    world.post_faults = [None, timed_out_before]
    runs(world, decisions)


def garbage(world: World, decisions: list[Decision]) -> None:
    world.post_faults = [None, garbage_before]
    runs(world, decisions)


def searching(request: httpx.Request) -> bool:
    return request.method == "GET" and "reference" in request.url.params.get("filter", "")


def reads_fail(world: World, decisions: list[Decision]) -> None:
    """Applied without an answer; then every search fails for a while."""
    world.post_faults = [None, dropped_after]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    world.get_fault = lambda request: (
        httpx.Response(503) if searching(request) and token(2) in str(request.url) else None
    )
    runs(world, decisions, number=3)
    world.get_fault = works
    runs(world, decisions)


def searches_find_nothing(world: World, decisions: list[Decision]) -> None:
    """The filter is broken for a day: the prototype's double posting."""
    world.post_faults = [None, dropped_after]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    nothing = {"data": [], "links": [], "meta": {"next_cursor": None}}
    world.get_fault = lambda request: httpx.Response(200, json=nothing) if searching(request) else None
    runs(world, decisions, number=3)
    world.get_fault = works
    runs(world, decisions)


def lagging(world: World, decisions: list[Decision]) -> None:
    """The list forgets our payment once, for 20 seconds, exactly when it is searched for."""
    world.post_faults = [None, dropped_after]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    begin: list[Any] = []

    def lag(request: httpx.Request) -> httpx.Response | None:
        if not (searching(request) and token(2) in request.url.params["filter"]):
            return None
        begin.append(world.clock.now())
        if (world.clock.now() - begin[0]).total_seconds() > 20:
            return None
        return httpx.Response(200, json={"data": [], "links": [], "meta": {"next_cursor": None}})

    world.get_fault = lag
    runs(world, decisions)


def deleted_by_hand(world: World, decisions: list[Decision]) -> None:
    """Applied without an answer, then deleted by a person: they did not want it."""
    world.post_faults = [None, dropped_after]
    world.commit(decisions)
    content = world.ours()[token(2)][0]
    world.change(Kind.PAYMENT, content["id"], deleted_at="2026-03-20T10:00:00Z")
    world.pass_time(QUARANTINE + 1)
    runs(world, decisions)


def journal_restored(world: World, decisions: list[Decision]) -> None:
    path = world.folder / "journal.sqlite3"
    older = path.read_bytes()
    world.commit(decisions)
    for name in ("journal.sqlite3-wal", "journal.sqlite3-shm"):
        path.with_name(name).unlink(missing_ok=True)
    path.write_bytes(older)
    runs(world, decisions)


def nothing_deleted_is_back(world: World) -> bool:
    return token(2) not in world.ours()


# ---------------------------------------------------------------------------------------------------------- the mutants


#: mutant -> the history that kills it
HISTORIES: dict[str, History] = {
    "a 5xx is taken as not applied, and no read-back": applied_then_500,
    "silence is taken as not applied, and no read-back": applied_then_silence,
    "silence is taken as not applied": late,
    "silence is taken as success": lost,
    "a garbage 200 is trusted": garbage,
    "silence is taken as a refusal": lost,
    "no quarantine": late,
    "sending is taken as not begun": died_while_sending,
    "the attempt is recorded after the POST": died_while_sending,
    "one look instead of two, and no read-back": lagging,
    "a failed read is an absence": reads_fail,
    "no control query": searches_find_nothing,
    "no read-back": journal_restored,
}


@pytest.mark.parametrize("name", HISTORIES)
def test_the_true_committer_survives_and_the_mutant_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    history = HISTORIES[name]
    true, broken = World(tmp_path / "true"), World(tmp_path / "broken")
    history(true, two(true))
    assert sound(true), (true.states(), {one: len(found) for one, found in true.ours().items()})
    BROKEN[name](monkeypatch)
    history(broken, two(broken))
    assert not sound(broken), "the mutant lives"
    true.state.close()
    broken.state.close()


def test_a_committer_blind_to_deleted_payments_posts_them_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No `archived` flag (F43)."""
    true, broken = World(tmp_path / "true"), World(tmp_path / "broken")
    deleted_by_hand(true, two(true))
    assert nothing_deleted_is_back(true)
    BROKEN["blind to deleted payments"](monkeypatch)
    deleted_by_hand(broken, two(broken))
    assert not nothing_deleted_is_back(broken), "the mutant lives"
    true.state.close()
    broken.state.close()


def test_a_committer_that_ignores_payments_by_hand_pays_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def by_hand(world: World) -> list[Decision]:
        decisions = two(world)
        known = payment("by-hand", Side.OUTGOING, "re-1", "60.01", date_of_payment="2026-03-10")
        world.add(Kind.PAYMENT, known)
        world.change(Kind.OUTGOING_INVOICE, "re-1", payment_status="partly_paid")
        return decisions

    true, broken = World(tmp_path / "true"), World(tmp_path / "broken")
    runs(true, by_hand(true))
    assert token(1) not in true.ours()
    BROKEN["payments by hand are ignored"](monkeypatch)
    runs(broken, by_hand(broken))
    assert token(1) in broken.ours(), "the mutant lives"
    true.state.close()
    broken.state.close()


def test_a_committer_that_forgets_what_is_still_under_way_overpays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """money.md 2: the first 60 of 100 are uncertain and arrive later; the second 60 do not fit any more."""

    def overpaying(world: World) -> bool:
        world.sandbox.overpayment_allowed = True
        small, content = outgoing("re-0", "1.00"), outgoing("re-1", "100.00")
        world.history()
        world.add(Kind.OUTGOING_INVOICE, small, content)
        decisions = [decision(bank_line(3, 100), (item_of(small), 100))]
        decisions += [decision(bank_line(one, 6_000), (item_of(content), 6_000)) for one in (1, 2)]
        world.record(decisions)
        world.post_faults = [None, zombie(400)]
        runs(world, decisions)
        sent = [one for name in (1, 2) for one in world.ours().get(token(name), ())]
        return bool(sum(one["value"] for one in sent) > 100)

    true, broken = World(tmp_path / "true"), World(tmp_path / "broken")
    assert not overpaying(true)
    BROKEN["what is under way is forgotten"](monkeypatch)
    assert overpaying(broken), "the mutant lives"
    true.state.close()
    broken.state.close()
