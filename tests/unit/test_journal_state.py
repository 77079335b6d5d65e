"""What the events mean: runs, decisions, duplicates, the life of a posting; reopening changes nothing."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from posting_world import START, bank_line, decision, item_of, outgoing, run_of, token

from reconcile.errors import SafetyStop
from reconcile.journal import EDGES, Journal, State
from reconcile.language import Language, phrase
from reconcile.posting.plan import posting_of
from reconcile.records import Decision, Run, Side, Verdict, make_proposal_id
from reconcile.seams import FixedClock

ITEM = item_of(outgoing("re-1", "100.00"))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with opened(tmp_path) as made:
        yield made


def opened(folder: Path) -> Journal:
    return Journal(folder / "journal.sqlite3", clock=FixedClock(START), who="tester")


def yes(number: int = 1, **fields: str) -> Decision:
    return decision(bank_line(number, 10000, **fields), (ITEM, 10000))


def intend(journal: Journal, one: Decision) -> str:
    """Recorded, approved, ready to be sent."""
    name = one.proposal.line.transaction.transaction_id
    journal.record_decisions([one], source="page", source_sha256="")
    journal.intend([(posting_of(one, 1), one, journal.decisions_seen()[name].seq)])
    return name


def walk(journal: Journal, name: str, *states: State) -> None:
    for state in states:
        if state is State.SENDING:
            journal.start_attempt("C-1", name)
        else:
            journal.move(name, state, step="test", words="")


def second(run_id: str, *decisions: Decision) -> Run:
    """The same transactions, proposed by a later run."""
    proposals = tuple(
        replace(
            one.proposal,
            run_id=run_id,
            proposal_id=make_proposal_id(run_id, one.proposal.line.transaction.transaction_id),
        )
        for one in decisions
    )
    return replace(run_of(decisions, run_id), proposals=proposals)


# --------------------------------------------------------------------------------------------------------------- runs


def test_a_run_comes_back_as_it_was(journal: Journal) -> None:
    run = run_of([yes(1), yes(2)])
    journal.record_run(run)
    assert journal.run(run.run_id) == journal.latest_run() == run
    assert journal.find_proposal(run.proposals[1].proposal_id) == run.proposals[1]
    assert [summary.counts for summary in journal.runs()] == [{"sure": 2}]
    assert journal.find_proposal("P-UNKNOWN") is None


def test_the_same_run_again_writes_nothing(journal: Journal) -> None:
    journal.record_run(run_of([yes()]))
    before = journal.head
    journal.record_run(run_of([yes()]))
    assert journal.head == before


def test_a_later_run_supersedes_until_the_earlier_one_runs_again(journal: Journal) -> None:
    """F31, money.md 16."""
    first, later = run_of([yes()]), second("R-NPQRSTVWXB", yes())
    journal.record_run(first)
    journal.record_run(later)
    ids = first.proposals[0].proposal_id, later.proposals[0].proposal_id
    assert [journal.superseded(one) for one in ids] == [True, False]
    journal.record_run(first)
    assert [journal.superseded(one) for one in ids] == [False, True]
    assert [summary.run_id for summary in journal.runs()] == ["R-NPQRSTVWXB", "R-BCDFGHJKLM"]


def test_what_was_proposed_again_counts_lines_somebody_is_asked_about(journal: Journal) -> None:
    """An ignored line is in no file and on no page: nobody could decide it there."""
    first, later = run_of([yes(1), yes(2)]), second("R-NPQRSTVWXB", yes(1), yes(2))
    left_out = replace(first.proposals[1], verdict=Verdict.IGNORED)
    first = replace(first, proposals=(first.proposals[0], left_out))
    journal.record_run(first)
    journal.record_run(later)
    assert journal.asked_again(first) == {later.run_id: 1}


# ---------------------------------------------------------------------------------------------------------- decisions


def test_the_latest_decision_wins(journal: Journal) -> None:
    said_yes = yes()
    said_no = replace(said_yes, approved=False)
    journal.record_decisions([said_yes], source="a.csv", source_sha256="1")
    journal.record_decisions([said_no], source="page", source_sha256="")
    assert journal.decisions() == {token(1): said_no}
    assert journal.closed() == {token(1): "declined"}


def test_a_file_read_again_is_no_new_decision(journal: Journal) -> None:
    """Else committing the old file again would overrule the `no` said on the page in between."""
    said_yes = yes()
    journal.record_decisions([said_yes], source="a.csv", source_sha256="1")
    journal.record_decisions([replace(said_yes, approved=False)], source="page", source_sha256="")
    journal.record_decisions([said_yes], source="a.csv", source_sha256="1")
    assert journal.decisions()[token(1)].approved is False


def test_the_same_answer_in_another_file_is_no_new_decision(journal: Journal) -> None:
    journal.record_decisions([yes()], source="a.csv", source_sha256="1")
    before = journal.head
    journal.record_decisions([yes()], source="b.csv", source_sha256="2")
    assert journal.head == before


# ------------------------------------------------------------------------------------------------- lines and duplicates


def test_repeats_posted_and_declined_lines_fall_away(journal: Journal) -> None:
    lines = [bank_line(number, 10000) for number in (1, 2, 3, 1)]
    walk(journal, intend(journal, yes(1)), State.SENDING, State.POSTED)
    journal.record_decisions([replace(yes(2), approved=False)], source="page", source_sha256="")
    assert [line.transaction.transaction_id for line in journal.undecided(lines)] == [token(3)]


@pytest.mark.parametrize(
    ("states", "kept"),
    [
        ([], True),
        ([State.SENDING], True),
        ([State.SENDING, State.UNCERTAIN], True),
        ([State.SENDING, State.REJECTED], True),
        ([State.STALE], True),
        ([State.HUMAN], True),
        ([State.SENDING, State.POSTED], False),
        ([State.CONFIRMED], False),
        ([State.DECLINED], True),  # for the posting of a decision that was overruled; the line has its own answer
    ],
)
def test_a_line_is_proposed_until_it_is_posted_or_declined(journal: Journal, states: list[State], kept: bool) -> None:
    """money.md 16; one that is under way is flagged and so never sure."""
    walk(journal, intend(journal, yes(1)), *states)
    lines = journal.undecided([bank_line(1, 10000)])
    assert bool(lines) is kept
    in_flight = bool({State.SENDING, State.UNCERTAIN, State.HUMAN} & set(states[-1:]))
    assert [bool(line.flags) for line in lines] == ([in_flight] if kept else [])


def test_a_line_whose_no_is_taken_back_is_proposed_again(journal: Journal) -> None:
    """Also where an earlier yes had left a posting that ended with the no."""
    name = intend(journal, yes(1))
    journal.record_decisions([replace(yes(1), approved=False)], source="review page", source_sha256="", action="a1")
    walk(journal, name, State.DECLINED)
    assert journal.undecided([bank_line(1, 10000)]) == []
    journal.undo(journal.undoable({name}), source="review page", action="undo")
    assert journal.undecided([bank_line(1, 10000)]) == [bank_line(1, 10000)]


def test_the_same_money_in_another_statement_is_flagged(journal: Journal) -> None:
    """money.md 14."""
    walk(journal, intend(journal, yes(1)), State.SENDING, State.POSTED)
    other = bank_line(2, 10000, statement="umsaetze.csv · 3/2026")
    assert journal.duplicate_flags([other])[token(2)].startswith(f"possible duplicate of {token(1)}, posted")


@pytest.mark.parametrize(
    "other",
    [
        bank_line(2, 10000),  # the same statement: two equal lines are two payments
        bank_line(2, 10001, statement="umsaetze.csv"),
        bank_line(2, -10000, statement="umsaetze.csv"),
        bank_line(2, 10000, statement="umsaetze.csv", account="DE89370400440532013000", own_account_id="acc-2"),
        bank_line(2, 10000, statement="umsaetze.csv", booking_date=START.date()),
    ],
)
def test_other_money_is_not_flagged(journal: Journal, other: object) -> None:
    walk(journal, intend(journal, yes(1)), State.SENDING, State.POSTED)
    assert journal.duplicate_flags([other]) == {}  # type: ignore[list-item]


def test_two_equal_lines_of_a_renamed_statement_do_not_flag_each_other(journal: Journal) -> None:
    walk(journal, intend(journal, yes(1)), State.SENDING, State.POSTED)
    again = [bank_line(number, 10000, statement="renamed.xml · 3/2026") for number in (1, 2)]
    assert journal.duplicate_flags(again) == {}


def test_nothing_posted_flags_nothing(journal: Journal) -> None:
    walk(journal, intend(journal, yes(1)), State.SENDING, State.REJECTED)
    assert journal.duplicate_flags([bank_line(2, 10000, statement="umsaetze.csv")]) == {}


def test_a_split_of_a_posted_entry_is_for_a_person(journal: Journal) -> None:
    """money.md 14: the entry was posted whole; now its details come."""
    walk(journal, intend(journal, yes(1)), State.SENDING, State.POSTED)
    detail = bank_line(2, 4000, entry_id=token(1), statement="054.xml")
    assert "in another form" in journal.entry_conflict(detail.transaction.transaction_id, detail.transaction.entry_id)
    assert token(2) in journal.duplicate_flags([detail])


def test_details_of_one_split_are_posted_one_after_the_other(journal: Journal) -> None:
    walk(journal, intend(journal, yes(1, entry_id=token(9))), State.SENDING, State.POSTED)
    sibling = bank_line(2, 4000, entry_id=token(9))
    journal.record_run(run_of([decision(sibling, (ITEM, 4000))]))
    assert journal.entry_conflict(sibling.transaction.transaction_id, sibling.transaction.entry_id) == ""
    stranger = bank_line(3, 4000, entry_id=token(9), statement="054.xml")
    assert "another split" in journal.entry_conflict(stranger.transaction.transaction_id, stranger.transaction.entry_id)


def test_the_same_money_in_another_format_as_a_declined_line_is_flagged_and_never_blocked(journal: Journal) -> None:
    journal.record_decisions([replace(yes(1), approved=False)], source="page", source_sha256="")
    other = bank_line(2, 10000, statement="umsaetze.csv")
    words = f"possible duplicate of {token(1)}, declined from 2026-03.xml · 3/2026"
    assert journal.duplicate_flags([other]) == {token(2): words}
    assert journal.untold_look_alike(other) == ""
    assert journal.duplicate_flags([bank_line(3, 10000)]) == {}, "a line of the same statement is another line"
    assert journal.duplicate_flags([bank_line(4, 10001, statement="umsaetze.csv")]) == {}


def test_the_same_money_as_an_approved_line_is_flagged_before_it_is_posted(journal: Journal) -> None:
    """Approved today, read again in another format tomorrow: nobody should approve it twice."""
    journal.record_decisions([replace(yes(1), approved=False)], source="page", source_sha256="")
    journal.record_decisions([yes(1)], source="page", source_sha256="")
    words = f"possible duplicate of {token(1)}, approved from 2026-03.xml · 3/2026"
    assert journal.duplicate_flags([bank_line(2, 10000, statement="umsaetze.csv")]) == {token(2): words}
    assert "freigegeben" in phrase(words, Language.DE)
    assert journal.duplicate_flags([bank_line(3, 10000)]) == {}, "a line of the same statement is another line"
    assert journal.duplicate_flags([yes(1).proposal.line]) == {}, "nor is it its own double"


# --------------------------------------------------------------------------------------------------- life of a posting


def test_every_edge_can_be_taken_and_no_other(tmp_path: Path) -> None:
    """commit-protocol B2."""
    ways = {
        State.READY: [],
        State.SENDING: [State.SENDING],
        State.POSTED: [State.SENDING, State.POSTED],
        State.CONFIRMED: [State.CONFIRMED],
        State.UNCERTAIN: [State.SENDING, State.UNCERTAIN],
        State.REJECTED: [State.SENDING, State.REJECTED],
        State.STALE: [State.STALE],
        State.DECLINED: [State.DECLINED],
        State.HUMAN: [State.HUMAN],
    }
    for start, way in ways.items():
        for to in State:
            folder = Path(tempfile.mkdtemp(dir=tmp_path))
            with opened(folder) as journal:
                name = intend(journal, yes())
                walk(journal, name, *way)
                if to is State.SENDING:
                    continue  # has its own event
                if to in EDGES[start]:
                    walk(journal, name, to)
                    assert journal.posting(name).state is to  # type: ignore[union-attr]
                else:
                    with pytest.raises(AssertionError):
                        walk(journal, name, to)


def test_one_live_intent_per_token(journal: Journal) -> None:
    """money.md 15: a second one cannot be understood and the journal says so."""
    one = yes()
    intend(journal, one)
    journal.intend([(posting_of(one, 2), one, 1)])
    with pytest.raises(SafetyStop, match="cannot be understood"):
        journal.verify()


def test_the_body_comes_back_byte_for_byte(journal: Journal) -> None:
    one = decision(bank_line(1, 10000, remittance="Größe „Übung“ 50% € \u0000 \U0001f600"), (ITEM, 10000))
    name = intend(journal, one)
    found = journal.posting(name)
    assert found is not None
    assert found.posting == posting_of(one, 1)
    assert found.posting.body == posting_of(one, 1).body


def test_an_attempt_counts_and_its_time_is_kept(tmp_path: Path) -> None:
    clock = FixedClock(START)
    with Journal(tmp_path / "j.sqlite3", clock=clock, who="w") as journal:
        name = intend(journal, yes())
        clock.sleep(5)
        walk(journal, name, State.SENDING)
        clock.sleep(60)
        walk(journal, name, State.UNCERTAIN)
        found = journal.posting(name)
    assert found is not None
    assert found.attempted_at is not None
    assert (found.attempts, found.unclear_attempts) == (1, 1)
    assert (found.attempted_at - START).total_seconds() == 65


def test_a_correction_is_a_new_event(journal: Journal) -> None:
    """money.md 17."""
    name = intend(journal, yes())
    walk(journal, name, State.HUMAN)
    journal.note_correction(name, "deleted in Kanbert on 2 April")
    assert journal.posting(name).corrections == ("deleted in Kanbert on 2 April",)  # type: ignore[union-attr]


def test_a_confirmed_canary_is_remembered_per_space_and_endpoint(journal: Journal) -> None:
    journal.confirm_canary("https://a.example/api/v1", Side.OUTGOING)
    assert journal.canary_confirmed("https://a.example/api/v1", Side.OUTGOING)
    assert not journal.canary_confirmed("https://a.example/api/v1", Side.INCOMING)
    assert not journal.canary_confirmed("https://b.example/api/v1", Side.OUTGOING)


def test_the_page_and_the_command_see_each_other(tmp_path: Path) -> None:
    with opened(tmp_path) as page, opened(tmp_path) as command:
        assert command.decisions() == {}
        page.record_decisions([yes()], source="page", source_sha256="")
        assert list(command.decisions()) == [token(1)]
        command.record_decisions([replace(yes(), approved=False)], source="a.csv", source_sha256="1")
        assert page.decisions()[token(1)].approved is False
        page.verify()


def test_a_damaged_journal_answers_reading_verbs_and_refuses_to_commit(tmp_path: Path) -> None:
    """F20."""
    with opened(tmp_path) as journal:
        journal.record_run(run_of([yes()]))
        intend(journal, yes())
    with closing(sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)) as database:
        database.execute("DROP TRIGGER event_no_update")
        database.execute("UPDATE event SET payload = 'nothing' WHERE kind = 'intent'")
    with Journal(tmp_path / "journal.sqlite3", clock=FixedClock(START), read_only=True) as journal:
        assert len(journal.runs()) == 1
        assert journal.postings() == ()
        with pytest.raises(SafetyStop):
            journal.verify()


# ----------------------------------------------------------------------------------------------------------- the fold


steps = st.lists(st.tuples(st.integers(1, 3), st.sampled_from([*State, None])), max_size=25)


@settings(max_examples=40, deadline=None)
@given(steps)
def test_reopening_gives_the_same_state(wanted: list[tuple[int, State | None]]) -> None:
    """A law of the fold: whatever happened, in whatever order, a new process sees what the old one saw."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with opened(folder) as journal:
            for number, state in wanted:
                apply(journal, number, state)
            before = seen(journal)
            journal.verify()
        with opened(folder) as again:
            assert seen(again) == before
            again.verify()


def apply(journal: Journal, number: int, state: State | None) -> None:
    one = yes(number)
    if state is None:
        journal.record_run(run_of([one], "R-BCDFGHJKLM" if number > 1 else "R-NPQRSTVWXB"))
    elif journal.posting(token(number)) is None:
        intend(journal, one)
    else:
        with suppress(AssertionError):
            walk(journal, token(number), state)


def seen(journal: Journal) -> tuple[object, ...]:
    parts = (journal.postings(), journal.decisions(), journal.closed(), journal.runs(), journal.head)
    return (*parts, journal.latest_run())
