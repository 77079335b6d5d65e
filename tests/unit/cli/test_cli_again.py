"""Which rows a commit proposes again: those whose answer did not hold, and no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from posting_world import World, bank_line, decision, item_of, outgoing, status, token

from reconcile.cli.again import rows_again
from reconcile.kanbert.sandbox import Kind
from reconcile.posting import RowOutcome
from reconcile.posting.plan import UNTOLD
from reconcile.records import Decision


def approved(number: int) -> Decision:
    return decision(bank_line(number, 10000), (item_of(outgoing(f"re-{number}", "100.00")), 10000))


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.history()
    made.add(Kind.OUTGOING_INVOICE, *(outgoing(f"re-{number}", "100.00") for number in range(1, 7)))
    return made


def again(world: World, *decisions: Decision) -> dict[str, str]:
    world.record(decisions)
    report = world.commit(decisions)
    with world.journal() as journal:
        return rows_again(report.rows, journal)


def test_paid_archived_changed_and_refused_are_asked_again(world: World) -> None:
    world.change(Kind.OUTGOING_INVOICE, "re-1", payment_status="paid")
    world.change(Kind.OUTGOING_INVOICE, "re-2", deleted_at="2026-03-19T08:00:00Z")
    world.change(Kind.OUTGOING_INVOICE, "re-3", sum_gross=90, sum_net=90)
    world.post_faults = [None, status(422)]
    reasons = again(world, *map(approved, range(1, 6)))
    assert set(reasons) == {token(number) for number in (1, 2, 3, 5)}
    assert "RE-3 was changed to 90.00 EUR" in reasons[token(3)]
    assert reasons[token(5)].startswith("Kanbert refused it")


def test_a_row_that_is_asked_elsewhere_or_was_answered_anew_is_not(world: World) -> None:
    world.change(Kind.OUTGOING_INVOICE, "re-1", deleted_at="2026-03-19T08:00:00Z")
    one = approved(1)
    assert set(again(world, one)) == {token(1)}
    with world.journal() as journal:
        stale = [RowOutcome(token=token(1), proposal_id=one.proposal.proposal_id, state="stale", words="")]
        assert set(rows_again(stale, journal)) == {token(1)}
        journal.record_decisions([replace(one, note="yes, still")], source="page", source_sha256="")
        assert rows_again(stale, journal) == {}


def test_a_look_alike_nobody_was_told_of_is_asked_again(world: World) -> None:
    rows = [
        RowOutcome(token=token(1), proposal_id="P-1", state="conflict", words=f"possible duplicate, {UNTOLD}"),
        RowOutcome(token=token(2), proposal_id="P-2", state="conflict", words="the rest has no kind: say what it is"),
        RowOutcome(token=token(3), proposal_id="P-3", state="uncertain", words=""),
    ]
    with world.journal() as journal:
        assert set(rows_again(rows, journal)) == {token(1)}
