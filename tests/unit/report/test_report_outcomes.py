"""What became of a line: every state of its posting, every answer, taken back or replaced; one word each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from posting_world import (
    DAY,
    World,
    bank_line,
    decision,
    dropped_before,
    item_of,
    outgoing,
    run_of,
    status,
    token,
)

from reconcile.kanbert.sandbox import Kind
from reconcile.posting.correcting import correction_steps
from reconcile.records import Decision, Run
from reconcile.report import Report, report_of

INVOICE, CREDIT = outgoing("re-1", "1000.00"), outgoing("gs-1", "200.00", is_credit=True)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.history()
    made.add(Kind.OUTGOING_INVOICE, INVOICE, CREDIT)
    return made


def plain(*, approved: bool = True, note: str = "") -> Decision:
    return replace(decision(bank_line(1, 50000), (item_of(INVOICE), 50000)), approved=approved, note=note)


def report(world: World, run_id: str = "R-BCDFGHJKLM") -> Report:
    with world.journal() as journal:
        run = journal.run(run_id)
        assert run is not None
        return report_of(journal, run, correction_steps)


def outcome(world: World) -> str:
    (share,) = report(world).shares
    assert share.lines == 1
    return share.outcome.value


def test_undecided_and_approved_and_declined(world: World) -> None:
    with world.journal() as journal:
        journal.record_run(run_of([plain()]))
    assert outcome(world) == "proposed"
    world.record([plain()])
    assert outcome(world) == "approved"
    world.record([plain(approved=False)], sha="sha-2")
    assert outcome(world) == "declined"


def test_what_was_taken_back_is_not_a_no(world: World) -> None:
    with world.journal() as journal:
        journal.record_run(run_of([plain()]))
        journal.record_decisions([plain()], source="review page", source_sha256="", action="a-1")
        journal.undo(journal.undoable([token(1)]), source="review page", action="a-2")
    assert outcome(world) == "proposed"
    assert report(world).changed == ()


def test_posted_with_who_approved_it_and_what_came_back(world: World) -> None:
    world.record([plain(note="by phone")])
    world.commit([plain(note="by phone")])
    assert outcome(world) == "posted"
    found = report(world)
    (posted,) = found.posted
    assert posted.approved.by.startswith("tester")
    assert (posted.approved.source, posted.approved.source_sha256) == ("proposals.csv", "sha-1")
    assert posted.answer.status in (200, 201)
    assert len(posted.answer.answer_sha256) == 64
    assert posted.payment_id == str(world.ours()[token(1)][0]["id"])
    (changed,) = found.changed
    assert (changed.answer, changed.decision.note) == ("kept", "by phone")


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        (status(422), "rejected", "Kanbert refused it: said the server"),
        (dropped_before, "uncertain", "it may have been booked"),
    ],
)
def test_what_needs_attention_says_so_in_kanberts_words(world: World, fault: object, state: str, words: str) -> None:
    world.record([plain()])
    world.post_faults = [fault]  # type: ignore[list-item]
    world.commit([plain()])
    assert outcome(world) == "attention"
    (row,) = report(world).attention
    assert row.state == state
    assert words in row.words
    assert row.steps


def test_a_new_yes_after_a_refusal_is_approved_again(world: World) -> None:
    world.record([plain()])
    world.post_faults = [status(422)]
    world.commit([plain()])
    world.record([plain(note="once more")], sha="sha-2")
    assert outcome(world) == "approved"


def test_a_yes_to_a_proposal_that_was_replaced_is_none(world: World) -> None:
    world.record([plain()])
    later = replace(plain().proposal, proposal_id="P-BCDFGHJKLMNPQR", run_id="R-NEXTNEXTNE")
    again = Run(
        run_id="R-NEXTNEXTNE", files=(), today=DAY, space=None, items=(), proposals=(later,), again_of=("R-BCDFGHJKLM",)
    )
    with world.journal() as journal:
        journal.record_run(again)
    assert outcome(world) == "proposed"
    (row,) = report(world).waiting
    assert row.bank.proposal_id == "P-BCDFGHJKLMNPQR", "the one a person can still decide"


def test_a_correction_stands_beside_the_payment(world: World) -> None:
    world.record([plain()])
    world.commit([plain()])
    with world.journal() as journal:
        journal.note_correction(token(1), "deleted in Kanbert, booked to RE-2 by hand")
    (posted,) = report(world).posted
    assert posted.corrections == ("deleted in Kanbert, booked to RE-2 by hand",)


@pytest.mark.parametrize("offsets", [False, True])
def test_a_credit_note_is_for_a_person_unless_it_was_offset(world: World, offsets: bool) -> None:
    netted = decision(bank_line(1, 80000), (item_of(INVOICE), 100000), (item_of(CREDIT), -20000))
    world.record([netted])
    world.commit([netted], credit_offsets=offsets)
    (row,) = report(world).differences
    assert (row.kind, row.number, row.amount_minor, row.by_hand) == ("credit note", "GS-1", 20000, not offsets)


def test_the_day_of_the_report_is_the_day_of_the_run(world: World) -> None:
    world.record([plain()])
    assert report(world).today == DAY == date(2026, 3, 10)
