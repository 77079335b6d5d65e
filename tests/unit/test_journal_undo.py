"""Taking decisions back: unlimited, append-only, after a restart too; and what was taken back is never posted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from posting_world import START, World, bank_line, decision, item_of, outgoing, token

from reconcile.cli.again import rows_again
from reconcile.journal import Journal
from reconcile.kanbert.sandbox import Kind
from reconcile.records import Decision
from reconcile.seams import FixedClock

ITEM = item_of(outgoing("re-1", "100.00"))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path) as made:
        yield made


def opened(folder: Path) -> Journal:
    return Journal(folder / "journal.sqlite3", clock=FixedClock(START), who="tester")


def yes(number: int = 1) -> Decision:
    return decision(bank_line(number, 10000), (ITEM, 10000))


def no(number: int = 1) -> Decision:
    return replace(yes(number), approved=False)


def decide(journal: Journal, *decisions: Decision, action: str) -> None:
    journal.record_decisions(decisions, source="review page", source_sha256="", action=action)


def undo(journal: Journal, *numbers: int) -> tuple[str, ...]:
    """The tokens whose last decision was taken back."""
    group = journal.undoable({token(number) for number in numbers})
    journal.undo(group, source="review page", action="undo")
    return tuple(one.token for one in group)


def test_what_was_taken_back_is_undecided_again(journal: Journal) -> None:
    decide(journal, yes(), action="a1")
    assert undo(journal, 1) == (token(1),)
    assert (journal.decisions(), journal.closed(), journal.decision_seen(token(1))) == ({}, {}, None)
    assert journal.last_words() == {token(1): 2}
    assert undo(journal, 1) == ()


def test_the_decision_before_it_stands_again(journal: Journal) -> None:
    decide(journal, no(), action="a1")
    decide(journal, yes(), action="a2")
    undo(journal, 1)
    assert journal.decisions() == {token(1): no()}
    assert journal.closed() == {token(1): "declined"}
    undo(journal, 1)
    assert (journal.decisions(), journal.closed()) == ({}, {})


def test_undo_goes_back_to_the_beginning_and_survives_a_restart(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        for round_ in range(20):
            decide(journal, (yes if round_ % 2 else no)(1 + round_ % 3), action=f"a{round_}")
    for left in range(20, 0, -1):
        with opened(tmp_path) as journal:
            journal.verify()
            assert len(undo(journal, 1, 2, 3)) == 1, left
    with opened(tmp_path) as journal:
        assert (undo(journal, 1, 2, 3), journal.decisions()) == ((), {})
        assert journal.head[0] == 40


def test_what_was_decided_in_one_go_is_taken_back_in_one_go(journal: Journal) -> None:
    decide(journal, yes(1), action="a1")
    decide(journal, yes(2), yes(3), yes(4), action="bulk")
    assert undo(journal, 1, 2, 3, 4) == (token(2), token(3), token(4))
    assert undo(journal, 1, 2, 3, 4) == (token(1),)


def test_decisions_of_a_file_are_taken_back_one_by_one(journal: Journal) -> None:
    journal.record_decisions([yes(1), yes(2)], source="a.csv", source_sha256="1")
    assert [undo(journal, 1, 2) for _ in range(3)] == [(token(2),), (token(1),), ()]


def test_two_pages_taking_back_the_same_decision_harm_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as one, opened(tmp_path) as other:
        decide(one, yes(), action="a1")
        group, same = one.undoable({token(1)}), other.undoable({token(1)})
        one.undo(group, source="review page", action="u1")
        other.undo(same, source="review page", action="u2")
        one.verify()
        assert (one.decisions(), one.undoable({token(1)})) == ({}, ())


@pytest.mark.parametrize("sha", ["1", "2"])
def test_a_file_does_not_bring_back_what_was_taken_back(journal: Journal, sha: str) -> None:
    """`1`: the very file; `2`: a copy of it in which another row was edited. Either may be older than the undo."""
    journal.record_decisions([yes()], source="a.csv", source_sha256="1")
    undo(journal, 1)
    journal.record_decisions([yes()], source="a.csv", source_sha256=sha)
    assert journal.decisions() == {}


def test_a_file_does_not_bring_back_what_the_page_overruled(journal: Journal) -> None:
    journal.record_decisions([yes()], source="a.csv", source_sha256="1")
    decide(journal, no(), action="a1")
    journal.record_decisions([yes()], source="a.csv", source_sha256="2")
    assert journal.decisions() == {token(1): no()}


def test_a_person_may_decide_again_what_was_taken_back(journal: Journal) -> None:
    decide(journal, yes(), action="a1")
    undo(journal, 1)
    decide(journal, yes(), action="a2")
    journal.record_decisions([yes()], source="a.csv", source_sha256="1")
    assert journal.decisions() == {token(1): yes()}


def test_another_answer_in_a_file_is_a_new_one(journal: Journal) -> None:
    """Nobody took this one back: a person wrote it."""
    decide(journal, yes(), action="a1")
    undo(journal, 1)
    part = decision(bank_line(1, 10000), (ITEM, 9000), note="part")
    journal.record_decisions([part], source="a.csv", source_sha256="1")
    assert journal.decisions() == {token(1): part}


# ------------------------------------------------------------------------------------------------------- and a commit


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    made.history()
    yield made
    made.state.close()


def two(world: World) -> list[Decision]:
    """Payments of 100 and 200 euros on two invoices, approved in a file."""
    contents = [outgoing("re-1", "100.00"), outgoing("re-2", "200.00")]
    world.add(Kind.OUTGOING_INVOICE, *contents)
    items = [item_of(one) for one in contents]
    decisions = [decision(bank_line(n, item.gross_minor), (item, item.gross_minor)) for n, item in enumerate(items, 1)]
    world.record(decisions)
    return decisions


@pytest.mark.parametrize("sha", ["sha-1", "an edited copy"])
def test_an_undone_yes_is_never_posted(world: World, sha: str) -> None:
    decisions = two(world)
    with world.journal() as journal:
        undo(journal, 2)
        journal.record_decisions(decisions, source="proposals.csv", source_sha256=sha)
    report = world.commit(decisions)
    assert [row.state for row in report.rows] == ["confirmed", "undecided"]
    assert "taken back" in report.rows[1].words
    assert list(world.ours()) == [token(1)]


def test_a_yes_undone_while_the_run_is_under_way_is_not_posted(world: World) -> None:
    decisions = two(world)

    def take_back() -> None:
        with world.journal() as journal:
            undo(journal, 2)

    world.before_post = take_back
    report = world.commit(decisions)
    assert [row.state for row in report.rows] == ["confirmed", "stale"]
    assert "taken back" in report.rows[1].words
    with world.journal() as journal:
        assert rows_again(report.rows, journal) == {}, "its own row still asks"
    assert list(world.ours()) == [token(1)]


@pytest.mark.parametrize(("later", "state"), [("nothing", "stale"), ("no", "declined")])
def test_what_was_recorded_but_not_begun_ends_with_its_decision(world: World, later: str, state: str) -> None:
    """`status` would call it approved and not sent yet, for ever."""
    decisions = two(world)

    def stop() -> None:
        assert world.last is not None
        world.last.stop_requested = True

    world.before_post = stop
    world.commit(decisions)
    assert world.states()[token(2)] == "ready"
    with world.journal() as journal:
        if later == "no":
            decide(journal, replace(decisions[1], approved=False), action="a1")
        else:
            undo(journal, 2)
    assert [row.state for row in world.commit(decisions).rows] == ["confirmed", "undecided"]
    assert world.states()[token(2)] == state


def test_what_is_posted_cannot_be_taken_back(world: World) -> None:
    world.commit(two(world))
    with world.journal() as journal:
        assert undo(journal, 1, 2) == ()


def test_approved_again_after_an_undo_it_is_posted_once(world: World) -> None:
    decisions = two(world)
    with world.journal() as journal:
        undo(journal, 2)
        decide(journal, decisions[1], action="again")
    world.commit(decisions)
    assert world.commit(decisions).exit_code == 0
    assert {name: len(found) for name, found in world.ours().items()} == {token(1): 1, token(2): 1}


def test_the_trail_says_that_it_was_taken_back(journal: Journal) -> None:
    decide(journal, no(), action="a1")
    decide(journal, yes(), action="a2")
    undo(journal, 1)
    undo(journal, 1)
    assert [row.what for row in journal.trail()] == [
        "declined in review page",
        "approved for RE-1 in review page",
        "took back event 2, again declined, in review page",
        "took back event 1, undecided again, in review page",
    ]
