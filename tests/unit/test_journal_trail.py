"""The audit trail says who did what, when, from which file, what was sent and what came back."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from posting_world import World, bank_line, decision, item_of, outgoing, run_of, status, token

from reconcile.journal import TrailRow
from reconcile.journal.log import Event
from reconcile.journal.trail import trail_of
from reconcile.kanbert.sandbox import Kind

SHA = "ab" * 32


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.history()
    made.add(Kind.OUTGOING_INVOICE, outgoing("re-1", "100.00"))
    return made


def rows_after_a_commit(world: World) -> list[TrailRow]:
    line = replace(bank_line(1, 10000), seen_in=(f"{SHA} 3/2026",))
    one = decision(line, (item_of(outgoing("re-1", "100.00")), 10000), note="as agreed")
    with world.journal() as journal:
        journal.record_run(run_of([one]))
        journal.record_decisions([one], source="/home/eva/proposals.csv", source_sha256="cd" * 32)
    world.commit([one])
    with world.journal() as journal:
        return list(journal.trail())


def test_a_payment_from_the_file_to_the_answer(world: World) -> None:
    rows = rows_after_a_commit(world)
    assert [row.kind for row in rows if row.token == token(1)] == ["decision", "intent", "sending", "move", "move"]
    assert {row.who for row in rows} == {"tester"}
    assert all(row.at and row.version and len(row.hash) == 64 for row in rows)
    said, meant, sent, answered, confirmed = (row for row in rows if row.token == token(1))
    assert said.what == "approved for RE-1 in proposals.csv"
    assert (said.files, said.note) == ((("proposals.csv", "cd" * 32),), "as agreed")
    assert meant.files == (("2026-03.xml", SHA),)
    assert meant.request.encode() == world.posts[0]
    assert sent.request_sha256 == answered.request_sha256 == hashlib.sha256(world.posts[0]).hexdigest()
    assert answered.what.startswith("Kanbert answered 200: acknowledged")
    assert hashlib.sha256(answered.answer.encode()).hexdigest() == answered.answer_sha256
    assert confirmed.payment_ids == answered.payment_ids
    assert answered.payment_ids[0] in answered.answer
    assert {row.run_id for row in rows if row.token == token(1)} == {"R-BCDFGHJKLM"}


def test_every_event_but_the_body_of_a_run_is_one_row(world: World) -> None:
    rows = rows_after_a_commit(world)
    with world.journal() as journal:
        number = journal.head[0]
    bodies = 1
    assert len(rows) == number - bodies
    assert all(row.what for row in rows)


def test_the_words_of_a_refusal_are_kept(world: World) -> None:
    world.post_faults = [status(422)]
    answered = [row for row in rows_after_a_commit(world) if row.kind == "move"]
    assert (answered[0].state, answered[0].status) == ("rejected", 422)
    assert "said the server" in answered[0].answer


def test_what_cannot_be_understood_is_a_row_too() -> None:
    damaged = Event(1, "2026-03-20T09:00:00.000Z", "eva", "0.1.0", "decision", "KR1-1", "{}", "0" * 64, "1" * 64)
    unknown = replace(damaged, seq=2, kind="of a later version")
    rows = list(trail_of([damaged, unknown]))
    assert rows[0].what == "this event cannot be understood (ValidationError)"
    assert rows[1].what == "of a later version"
