"""Random histories, seeded: faults, crashes, pauses, hands that meddle; then everything heals and the books must agree.

The invariants of simulation.md 5. The long form runs a thousand seeds.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from posting_world import (
    PostFault,
    World,
    bank_line,
    decision,
    dropped_after,
    dropped_before,
    garbage_after,
    garbage_before,
    incoming,
    item_of,
    outgoing,
    payment,
    refused,
    status,
    timed_out_before,
    token,
    works,
    zombie,
)

from reconcile import seams
from reconcile.kanbert.sandbox import Kind
from reconcile.posting import CommitReport
from reconcile.records import Decision, Side

QUARANTINE = 900.0
FAULTS: list[PostFault | None] = [
    None,
    None,
    refused,
    dropped_before,
    dropped_after,
    timed_out_before,
    garbage_after,
    garbage_before,
    zombie(5),
    zombie(400),
    zombie(880),
    *(status(code) for code in (401, 403, 404, 409, 422, 500, 503)),
    status(429, retry_after="5"),
    status(429, retry_after="400"),
    *(status(code, applied=True) for code in (302, 409, 500, 504)),
]


class Crash(BaseException):
    pass


def a_month(world: World, chance: random.Random) -> list[Decision]:
    """Part payments, exact ones and equal twins on invoices of both kinds, some already partly paid by others."""
    world.history(Side.OUTGOING)
    world.history(Side.INCOMING)
    decisions: list[Decision] = []
    for one in range(chance.randint(1, 4)):
        side = chance.choice(list(Side))
        make, kind = (outgoing, Kind.OUTGOING_INVOICE) if side is Side.OUTGOING else (incoming, Kind.INCOMING_INVOICE)
        gross = chance.randint(2, 50) * 100
        content = make(f"doc-{one}", f"{gross / 100:.2f}")
        world.add(kind, content)
        sign = 1 if side is Side.OUTGOING else -1
        for _ in range(chance.randint(1, 3)):
            value = chance.choice([gross, gross // 2, gross // 3, gross // 2])
            line = bank_line(len(decisions) + 1, sign * value)
            decisions.append(decision(line, (item_of(content), sign * value)))
    world.record(decisions)
    return decisions


def crash_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    left = [steps]

    def point(label: str) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Crash(label)

    monkeypatch.setattr(seams, "crash_point", point)


def a_read_fault(chance: random.Random) -> httpx.Response | None:
    return chance.choice([None, None, None, httpx.Response(500), httpx.Response(503), httpx.Response(401)])


def meddle(world: World, chance: random.Random) -> None:
    """What people do in Kanbert meanwhile."""
    documents = [one for kind in (Kind.OUTGOING_INVOICE, Kind.INCOMING_INVOICE) for one in world.state.documents(kind)]
    target = chance.choice(documents)
    kind = Kind.OUTGOING_INVOICE if "is_credit" in target else Kind.INCOMING_INVOICE
    deed = chance.choice(["note", "unbook", "pay"])
    if deed == "note":
        world.change(kind, target["id"], title="seen")
    elif deed == "unbook":
        world.change(kind, target["id"], status="open")
    else:
        side = Side.OUTGOING if kind is Kind.OUTGOING_INVOICE else Side.INCOMING
        name = f"hand-{chance.randint(0, 10**9)}"
        world.add(Kind.PAYMENT, payment(name, side, target["id"], "0.01", date_of_payment="2026-03-18"))


def a_round(world: World, decisions: list[Decision], chance: random.Random, patch: pytest.MonkeyPatch) -> None:
    world.post_faults = [chance.choice(FAULTS) for _ in range(chance.randint(0, 6))]
    failing = a_read_fault(chance)
    begin = chance.randint(0, 40)
    seen = [0]

    def read(request: httpx.Request) -> httpx.Response | None:
        seen[0] += 1
        return httpx.Response(failing.status_code) if failing is not None and seen[0] > begin else None

    world.get_fault = read
    crash_after(patch, chance.randint(1, 60) if chance.random() < 0.5 else 0)
    with suppress(Crash):
        world.commit(decisions)
    at_most_once(world)
    world.pass_time(chance.choice([1, 60, 500, QUARANTINE + 1]))
    if chance.random() < 0.2:
        meddle(world, chance)
    at_most_once(world)


def heal(world: World, decisions: list[Decision], patch: pytest.MonkeyPatch) -> CommitReport:
    patch.setattr(seams, "crash_point", lambda _: None)
    world.post_faults, world.get_fault = [], works
    for _ in range(20):
        world.pass_time(QUARANTINE + 1)
        report = world.commit(decisions)
        if report.exit_code < 4:
            return report
    return report


def at_most_once(world: World) -> None:
    """I1, at every moment."""
    doubled = {name: len(found) for name, found in world.ours().items() if len(found) > 1}
    assert not doubled, f"posted twice: {doubled}"


def books_agree(world: World, decisions: list[Decision], report: CommitReport) -> None:
    postings, ours = world.postings(), world.ours()
    for name, one in postings.items():
        assert one.state.value not in ("ready", "sending", "uncertain", "posted"), "I6"
        live = ours.get(name, [])
        if one.state.value == "confirmed":  # I3
            assert [found["id"] for found in live] == [one.payment_id]
            booked = {
                str(part["outgoing_invoice_id"] or part["incoming_invoice_id"]): int(part["value"] * 100)
                for part in live[0]["bookings"]
            }
            assert booked == {part.item_id: part.value_minor for part in one.posting.bookings}
        elif one.state.value in ("rejected", "stale", "declined"):
            assert not live, "I4"
    assert set(ours) <= set(postings), "I2"
    assert {row.token for row in report.rows} >= {one.proposal.line.transaction.transaction_id for one in decisions}
    bodies = {one.posting.body: one for one in postings.values()}
    for body, times in Counter(world.posts).items():
        name = json.loads(body)["reference"][:20]
        assert body in bodies or postings[name].generation > 1, "I7"
        assert body not in bodies or bodies[body].generation > 1 or bodies[body].attempts >= times, "I7"
    with world.journal() as journal:
        journal.verify()  # I9


def live_through(folder: Path, seed: int) -> Counter[str]:
    """One history from its seed to its end; the states it ended in."""
    chance = random.Random(seed)
    world = World(folder)
    decisions = a_month(world, chance)
    with pytest.MonkeyPatch.context() as patch:
        for _ in range(chance.randint(1, 8)):
            a_round(world, decisions, chance, patch)
        report = heal(world, decisions, patch)
    at_most_once(world)
    books_agree(world, decisions, report)
    world.state.close()
    return Counter(world.states().values())


@pytest.mark.parametrize("seed", range(40))
def test_a_random_history_ends_well(tmp_path: Path, seed: int) -> None:
    live_through(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("century", range(10))
def test_a_thousand_random_histories_end_well(tmp_path: Path, century: int) -> None:
    ends: Counter[str] = Counter()
    for seed in range(1000 + 100 * century, 1100 + 100 * century):
        ends += live_through(tmp_path / str(seed), seed)
    assert ends["confirmed"] > 100
    assert {"stale", "rejected"} <= set(ends), "the histories are too tame"


def test_tokens_of_a_month_are_distinct(tmp_path: Path) -> None:
    world = World(tmp_path)
    decisions = a_month(world, random.Random(1))
    assert len({one.proposal.line.transaction.transaction_id for one in decisions}) == len(decisions)
    assert decisions[0].proposal.line.transaction.transaction_id == token(1)
    world.state.close()
