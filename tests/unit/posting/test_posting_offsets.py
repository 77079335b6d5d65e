"""Credit offsets: only on request, once, journalled before they are sent; what is unclear is a person's (F49, U12)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from posting_world import (
    TOKEN,
    World,
    bank_line,
    decision,
    dropped_after,
    dropped_before,
    incoming,
    item_of,
    outgoing,
    refused,
    status,
    token,
)

from reconcile.cli.verbs import commit as commit_verb
from reconcile.journal import OffsetState, State
from reconcile.kanbert.sandbox import Kind
from reconcile.posting import CommitReport
from reconcile.posting.offsets import offset_token, offsets_of
from reconcile.posting.readback import TOKEN as PAYMENT_TOKEN
from reconcile.posting.rehearsal import dry_run
from reconcile.records import Decision, Side

INVOICE, CREDIT = outgoing("re-1", "1000.00"), outgoing("gs-1", "200.00", is_credit=True)


def netted(invoice: Any = INVOICE, credit: Any = CREDIT, value: int = 20000, line: int = 80000) -> Decision:
    sign = 1 if line > 0 else -1
    return decision(bank_line(1, line), (item_of(invoice), line + sign * value), (item_of(credit), -sign * value))


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    made.history()
    made.add(Kind.OUTGOING_INVOICE, INVOICE, CREDIT)
    return made


def commit(world: World, one: Decision | None = None, *, offsets: bool = True) -> CommitReport:
    chosen = one or netted()
    world.record([chosen])
    return world.commit([chosen], credit_offsets=offsets)


def offset(world: World) -> OffsetState:
    with world.journal() as journal:
        (found,) = journal.offsets()
    return found


def sent_offsets(world: World) -> list[dict[str, Any]]:
    return [body for raw in world.posts if "bookings" not in (body := json.loads(raw))]


def payment_status(world: World, name: str) -> str:
    row = world.state.find(Kind.OUTGOING_INVOICE, name)
    assert row is not None
    return str(row.document["payment_status"])


def test_without_the_flag_the_payment_is_posted_and_the_offset_is_told(world: World) -> None:
    report = commit(world, offsets=False)
    assert sent_offsets(world) == []
    assert world.states() == {token(1): "confirmed"}
    (row,) = report.offset_rows
    assert row.state == "with a person"
    assert row.words == (
        "not posted by default, because Kanbert's API cannot show it afterwards: in Kanbert, assign 200.00 EUR of "
        "credit note GS-1 to RE-1; or add --credit-offsets"
    )
    assert report.exit_code == 1


def test_with_the_flag_both_documents_are_settled(world: World) -> None:
    report = commit(world)
    assert sent_offsets(world) == [
        {
            "reference": f"{offset(world).offset.token} RE-1 GS-1",
            "date_of_payment": "2026-03-10T12:00:00Z",
            "outgoing_invoice_id": "re-1",
            "outgoing_credit_id": "gs-1",
            "value": 200.0,
        }
    ]
    assert world.posts[-1].endswith(b'"value":200.00}')
    assert [payment_status(world, name) for name in ("re-1", "gs-1")] == ["paid", "paid"]
    assert [row.state for row in report.offset_rows] == ["confirmed"]
    assert report.exit_code == 0


def test_money_out_uses_the_endpoint_of_bills(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.history(Side.INCOMING)
    bill, credit = incoming("er-1", "1000.00"), incoming("eg-1", "200.00", type="Credit")
    world.add(Kind.INCOMING_INVOICE, bill, credit)
    commit(world, netted(bill, credit, line=-80000))
    (body,) = sent_offsets(world)
    assert (body["incoming_invoice_id"], body["incoming_credit_id"]) == ("er-1", "eg-1")
    assert offset(world).state is State.CONFIRMED


def test_again_sends_nothing_and_says_nothing(world: World) -> None:
    commit(world)
    number = len(world.posts)
    report = world.commit([netted()], credit_offsets=True)
    assert (len(world.posts), report.offset_rows, report.exit_code) == (number, (), 0)


def test_the_flag_in_a_later_run_sends_it(world: World) -> None:
    commit(world, offsets=False)
    report = world.commit([netted()], credit_offsets=True)
    assert [row.state for row in report.offset_rows] == ["confirmed"]


def test_of_another_file_nothing_is_sent(world: World) -> None:
    commit(world, offsets=False)
    world.commit([], credit_offsets=True)
    assert sent_offsets(world) == []


def test_not_before_its_payment_is_confirmed(world: World) -> None:
    world.post_faults = [dropped_before]
    commit(world)
    assert sent_offsets(world) == []
    with world.journal() as journal:
        assert journal.offsets() == ()


@pytest.mark.parametrize("answer", [{"approved": False}, {"note": "otherwise"}])
def test_a_later_answer_asks_for_no_offset(world: World, answer: dict[str, Any]) -> None:
    """Neither from the file that said yes, nor from the later one: it is not what the payment was made from."""
    commit(world, offsets=False)
    later = replace(netted(), **answer)
    with world.journal() as journal:
        journal.record_decisions([later], source="review page", source_sha256="", action="later")
    for one in (netted(), later):
        assert world.commit([one], credit_offsets=True).offset_rows == ()
    assert sent_offsets(world) == []


def test_of_a_payment_that_a_person_deleted_nothing_is_offset(world: World) -> None:
    commit(world, offsets=False)
    ((paid,),) = world.ours().values()
    world.change(Kind.PAYMENT, paid["id"], deleted_at="2026-03-20T10:00:00Z")
    world.change(Kind.OUTGOING_INVOICE, "re-1", payment_status="open")
    world.commit([netted()], credit_offsets=True)
    assert sent_offsets(world) == []
    assert offset(world).state is State.STALE
    assert "its payment is with a person" in offset(world).words


@pytest.mark.parametrize(
    "applied", [dropped_after, status(500, applied=True), dropped_before, status(503), status(409)]
)
def test_what_is_unclear_is_for_a_person_and_never_sent_again(world: World, applied: Any) -> None:
    world.post_faults = [None, applied]
    report = commit(world)
    found = offset(world)
    assert found.state is State.HUMAN
    assert "it is never sent again; Kanbert shows RE-1 as booked / pa" in found.words
    assert report.exit_code == 1
    world.pass_time(3600)
    world.commit([netted()], credit_offsets=True)
    assert len(sent_offsets(world)) == 1
    assert offset(world).state is State.HUMAN


def test_what_is_unclear_is_told_whatever_is_decided_later(world: World) -> None:
    world.post_faults = [None, dropped_after]
    commit(world)
    later = replace(netted(), note="again")
    world.record([later], sha="sha-2")
    (row,) = world.commit([later], credit_offsets=True).offset_rows
    assert (row.state, "it is never sent again" in row.words) == ("with a person", True)
    assert len(sent_offsets(world)) == 1


def test_refused_by_kanbert_is_told_in_its_own_words(world: World) -> None:
    world.post_faults = [None, status(422)]
    report = commit(world)
    assert [(row.state, row.words) for row in report.offset_rows] == [
        ("rejected", "Kanbert refused it: said the server")
    ]
    world.commit([netted()], credit_offsets=True)
    assert len(sent_offsets(world)) == 1


@pytest.mark.parametrize(("fault", "code"), [(refused, 4), (status(429), 4), (status(401), 5), (status(403), 5)])
def test_provably_not_sent_may_be_sent_by_the_next_run(world: World, fault: Any, code: int) -> None:
    world.post_faults = [None, fault]
    assert commit(world).exit_code == code
    assert offset(world).state is State.READY
    assert world.commit([netted()], credit_offsets=True).exit_code == 0
    assert offset(world).state is State.CONFIRMED


def test_an_answer_that_is_no_offset_stops(world: World) -> None:
    world.post_faults = [None, status(200, applied=True)]
    report = commit(world)
    assert offset(world).state is State.HUMAN
    assert "without the bookings of the offset" in offset(world).words
    assert report.exit_code == 5


def test_acknowledged_but_not_shown_is_for_a_person(world: World) -> None:
    """As from a Kanbert that answers right and does something else."""

    def undone(world: World, request: Any) -> Any:
        before = [world.state.find(Kind.OUTGOING_INVOICE, name).document for name in ("re-1", "gs-1")]  # type: ignore[union-attr]
        answer = world.apply(request)
        for document in before:
            world.state.replace(Kind.OUTGOING_INVOICE, document)
        return answer

    world.post_faults = [None, undone]
    commit(world)
    assert offset(world).state is State.HUMAN
    assert "acknowledged, but Kanbert shows RE-1 as booked / partly_paid" in offset(world).words


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"payment_status": "paid"}, "GS-1: Kanbert calls it paid, but its payments add up to 0.00 of 200.00 (U7)"),
        ({"sum_gross": 100, "sum_net": 100}, "GS-1 was changed to 100.00 EUR"),
        ({"is_credit": False}, "GS-1 is no credit note"),
        ({"client": {"id": "client-2", "name": "Other"}}, "GS-1 now belongs to Other"),
        ({"status": "open"}, "GS-1: "),
    ],
)
def test_changed_documents_are_for_a_person(world: World, change: dict[str, Any], words: str) -> None:
    world.change(Kind.OUTGOING_INVOICE, "gs-1", **change)
    commit(world)
    assert sent_offsets(world) == []
    assert offset(world).state is State.STALE
    if "client" not in change:
        assert words in offset(world).words


def test_an_offset_that_settles_neither_document_is_not_sent(tmp_path: Path) -> None:
    """Nothing would show that it was made: a lost journal would make it again."""
    world = World(tmp_path)
    world.history()
    credit = outgoing("gs-1", "500.00", is_credit=True)
    world.add(Kind.OUTGOING_INVOICE, INVOICE, credit)
    commit(world, netted(credit=credit, value=10000, line=80000))
    assert sent_offsets(world) == []
    assert "settles neither document" in offset(world).words


def test_a_lost_journal_cannot_repeat_it(world: World) -> None:
    commit(world)
    (world.folder / "journal.sqlite3").unlink()
    world.record([netted()])
    world.commit([netted()], credit_offsets=True, quarantine_s=2)
    world.pass_time(10)
    world.commit([netted()], credit_offsets=True, quarantine_s=2)
    assert len(sent_offsets(world)) == 1
    assert len(world.ours()[token(1)]) == 1


@pytest.mark.parametrize("label", ["offset J3 before", "offset J3 after", "offset J4 before", "offset J4 after"])
def test_killed_anywhere_it_is_made_once_or_never(world: World, label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def crash(at: str) -> None:
        if at == label:
            raise Killed

    monkeypatch.setattr("reconcile.seams.crash_point", crash)
    with pytest.raises(Killed):
        commit(world)
    monkeypatch.undo()
    world.commit([netted()], credit_offsets=True)
    world.commit([netted()], credit_offsets=True)
    assert len(sent_offsets(world)) <= 1
    wanted = {"offset J3 before": State.CONFIRMED, "offset J4 after": State.CONFIRMED}.get(label, State.HUMAN)
    assert offset(world).state is wanted


def test_the_attempt_is_durable_before_the_first_byte(world: World) -> None:
    seen: list[State] = []
    world.before_post = lambda: seen.extend(one.state for one in _offsets(world))
    commit(world)
    assert seen == [State.SENDING]


def _offsets(world: World) -> tuple[OffsetState, ...]:
    with world.journal() as journal:
        return journal.offsets()


def test_a_token_of_its_own_is_no_token_of_a_payment() -> None:
    ((made, _, _),) = offsets_of(netted())
    assert re.fullmatch(r"KRO1-[0-9A-HJKMNP-TV-Z]{16}", made.token)
    assert not PAYMENT_TOKEN.search(made.token)
    assert "KR1-" not in made.token
    assert made.token == offset_token(token(1), "re-1", "gs-1") != offset_token(token(1), "re-1", "gs-2")


def test_the_dry_run_knows_what_would_follow(world: World) -> None:
    with world.journal() as journal:
        report = dry_run(journal, [netted()], source_sha256="x")
    assert [one.value_minor for one in report.offsets] == [20000]
    commit(world)
    with world.journal() as journal:
        assert dry_run(journal, [netted()], source_sha256="x").offsets == ()


def test_a_person_is_asked_about_offsets_too() -> None:
    found = [offset for offset, _, _ in offsets_of(netted())]
    assert commit_verb._question([], found) == "Post 0 payments and 1 credit offset?"
    assert commit_verb._question([], []) == "Post 0 payments?"


def test_the_trail_tells_it(world: World) -> None:
    commit(world)
    with world.journal() as journal:
        rows = [row for row in journal.trail() if row.kind.startswith("offset")]
    assert [row.kind for row in rows] == ["offset", "offset_sending", "offset_move", "offset_move"]
    assert {row.token for row in rows} == {token(1)}
    assert rows[0].request_sha256 == rows[1].request_sha256
    assert "gs-1" in rows[2].answer
    assert TOKEN not in "".join(row.answer + row.request for row in rows)
