"""The commit protocol against the practice Kanbert, row by row of commit-protocol B5."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from posting_world import (
    REMOTE,
    PostFault,
    World,
    account,
    answered_with,
    bank_line,
    decision,
    dropped_after,
    dropped_before,
    each_once,
    garbage_after,
    garbage_before,
    incoming,
    item_of,
    outgoing,
    payment,
    refused,
    status,
    three,
    timed_out_before,
    token,
    until_done,
    zombie,
)

from reconcile import seams
from reconcile.errors import KanbertUnavailable, LockHeld, SafetyStop, SettingsError
from reconcile.journal.log import Event, EventLog
from reconcile.kanbert.sandbox import Kind
from reconcile.posting import CommitReport, Committer, Options
from reconcile.posting.lock import only_commit
from reconcile.records import Decision, DifferenceKind, Side, Space

QUARANTINE = 900.0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.state.close()


def states(report: CommitReport) -> list[str]:
    return [row.state for row in report.rows]


# ------------------------------------------------------------------------------------------------------ the good day


def test_three_payments_are_posted_read_back_and_confirmed(world: World) -> None:
    report = world.commit(three(world))
    assert report.stopped is None
    assert (report.exit_code, states(report)) == (0, ["confirmed"] * 3)
    each_once(world, 1, 2, 3)
    assert all(row.payment_id for row in report.rows)


def test_the_smallest_payment_goes_first(world: World) -> None:
    world.commit(three(world))
    assert [body.decode().partition('"value":')[2][:6] for body in world.posts] == ["100.00", "200.00", "300.00"]


def test_running_again_sends_nothing(world: World) -> None:
    decisions = three(world)
    world.commit(decisions)
    assert world.commit(decisions).exit_code == 0
    assert len(world.posts) == 3


def test_money_out_pays_supplier_documents(world: World) -> None:
    world.history(Side.INCOMING)
    content = incoming("er-1", "80.00")
    world.add(Kind.INCOMING_INVOICE, content)
    decisions = [decision(bank_line(1, -8000), (item_of(content), -8000))]
    world.record(decisions)
    assert world.commit(decisions).exit_code == 0
    assert world.ours()[token(1)][0]["type"] == "out"


def test_two_part_payments_on_one_invoice_stay_within_it(world: World) -> None:
    world.history()
    content = outgoing("re-1", "100.00")
    world.add(Kind.OUTGOING_INVOICE, content)
    decisions = [decision(bank_line(one, 6000), (item_of(content), 6000)) for one in (1, 2)]
    world.record(decisions)
    report = world.commit(decisions)
    assert states(report) == ["confirmed", "stale"]
    assert report.exit_code == 1
    each_once(world, 1)


def test_a_no_is_declined_and_nothing_is_sent(world: World) -> None:
    item = item_of(outgoing("re-1", "100.00"))
    decisions = [decision(bank_line(1, 10000), (item, 10000), approved=False)]
    world.record(decisions)
    assert states(world.commit(decisions)) == ["declined"]
    assert world.posts == []


# --------------------------------------------------------------------------- B5: what became of a POST, first to last


#: fault, state after the run, exit code, payments with the token then, state in the end.
ROWS: dict[str, tuple[PostFault, str, int, int, str]] = {
    "F2 reset before": (dropped_before, "uncertain", 4, 0, "confirmed"),
    "F2 reset after": (dropped_after, "uncertain", 4, 1, "confirmed"),
    "F2 timeout": (timed_out_before, "uncertain", 4, 0, "confirmed"),
    "F3 500": (status(500), "uncertain", 4, 0, "confirmed"),
    "F3 502": (status(502), "uncertain", 4, 0, "confirmed"),
    "F3 503": (status(503), "uncertain", 4, 0, "confirmed"),
    "F3 504": (status(504), "uncertain", 4, 0, "confirmed"),
    "F4 500 applied": (status(500, applied=True), "uncertain", 4, 1, "confirmed"),
    "F4 504 applied": (status(504, applied=True), "uncertain", 4, 1, "confirmed"),
    "F5 zombie": (zombie(300), "uncertain", 4, 0, "confirmed"),
    "F7 garbage applied": (garbage_after, "confirmed", 0, 1, "confirmed"),
    "F7 garbage": (garbage_before, "uncertain", 4, 0, "confirmed"),
    "F7 no id": (answered_with(id=None), "confirmed", 0, 1, "confirmed"),
    "F7 204": (status(204, applied=True), "confirmed", 0, 1, "confirmed"),
    "F8 other value": (answered_with(value=1), "with a person", 5, 1, "with a person"),
    "F8 other type": (answered_with(type="out"), "with a person", 5, 1, "with a person"),
    "F8 other date": (answered_with(date_of_payment="2026-03-11"), "with a person", 5, 1, "with a person"),
    "F8 no token": (answered_with(reference="lost"), "with a person", 5, 1, "with a person"),
    "F8 other account": (answered_with(payment_account={"id": "x"}), "with a person", 5, 1, "with a person"),
    "F9 429": (status(429, retry_after="7"), "confirmed", 0, 1, "confirmed"),
    "F9 429, too long": (status(429, retry_after="500"), "ready", 4, 0, "confirmed"),
    "F10 401": (status(401), "ready", 5, 0, "confirmed"),
    "F11 403": (status(403), "ready", 5, 0, "confirmed"),
    "F12 422": (status(422), "rejected", 1, 0, "rejected"),
    "F13 404": (status(404), "ready", 5, 0, "confirmed"),
    "F13 405": (status(405), "ready", 5, 0, "confirmed"),
    "F13 419": (status(419), "ready", 5, 0, "confirmed"),
    "F13 302": (status(302), "uncertain", 5, 0, "confirmed"),
    "F13 302 applied": (status(302, applied=True), "uncertain", 5, 1, "confirmed"),
    "F14 409": (status(409), "uncertain", 4, 0, "confirmed"),
    "F14 409 applied": (status(409, applied=True), "confirmed", 0, 1, "confirmed"),
    "F14 418": (status(418), "uncertain", 4, 0, "confirmed"),
    "F1 no connection": (refused, "confirmed", 0, 1, "confirmed"),
}


@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "middle", "last"])
@pytest.mark.parametrize("name", ROWS)
def test_a_fault_of_one_post(world: World, name: str, place: int) -> None:
    fault, state, code, there, end = ROWS[name]
    decisions = three(world)
    victim = token([2, 1, 3][place])  # in the order they are sent
    world.post_faults = [*[None] * place, fault]
    report = world.commit(decisions)
    assert world.states()[victim] == state
    assert len(world.ours().get(victim, ())) == there
    stopped_early = place < 2 and any(row.state == "ready" for row in report.rows)
    assert report.exit_code == max(code, 4 if stopped_early else 0)
    world.pass_time(QUARANTINE + 1)
    final = until_done(world, decisions)
    assert world.states()[victim] == end
    assert {len(found) for found in world.ours().values()} == {1}
    assert final.exit_code == (0 if end == "confirmed" else 1)
    others = {one for one in (token(1), token(2), token(3)) if one != victim}
    assert {world.states()[one] for one in others} == {"confirmed"}


def test_an_uncertain_row_is_not_sent_again_within_the_quarantine(world: World) -> None:
    decisions = three(world)
    world.post_faults = [None, None, status(504)]
    world.commit(decisions)
    sent = len(world.posts)
    for _ in range(3):
        world.pass_time(200)
        report = world.commit(decisions)
        assert report.exit_code == 4
    assert len(world.posts) == sent


def test_a_clock_that_went_back_has_not_elapsed(world: World) -> None:
    """F25."""
    decisions = three(world)
    world.post_faults = [None, None, status(504)]
    world.commit(decisions)
    world.pass_time(-5000)
    assert world.commit(decisions).exit_code == 4
    assert len(world.posts) == 3


def test_a_zombie_later_than_the_quarantine_is_reported_with_both_ids(world: World) -> None:
    """F6: it cannot be prevented, only found."""
    decisions = three(world)
    world.post_faults = [None, None, zombie(1000)]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    assert world.commit(decisions).exit_code == 0
    world.pass_time(200)
    world.sandbox.overpayment_allowed = True
    report = world.commit(decisions)
    ids = [one["id"] for one in world.ours()[token(3)]]
    assert len(ids) == 2
    assert report.exit_code == 1
    assert all(one in report.rows[2].words for one in ids)


def test_a_zombie_that_is_listed_late_is_not_sent_again(world: World) -> None:
    """F5, F42 together (U13): applied at the end of the quarantine, seen a minute later; the part paid before keeps the
    invoice from telling."""
    world.history()
    part = _a_part_of_what_was_paid_in_part(world, 1)
    world.post_faults = [zombie(QUARANTINE - 1)]
    world.commit([part])
    world.pass_time(QUARANTINE + 1)
    world.get_fault = _listed_after(world, 58)
    assert until_done(world, [part]).exit_code == 0
    each_once(world, 1)


def test_what_is_listed_later_still_is_for_a_person_where_the_invoice_cannot_show_it(world: World) -> None:
    """F42 with a part of what was paid in part before: Kanbert calls the invoice the same, booked or not."""
    world.history()
    part = _a_part_of_what_was_paid_in_part(world, 1)
    world.post_faults = [dropped_after]
    world.commit([part])
    world.get_fault = _listed_after(world, 2000)
    report = until_done(world, [part])
    each_once(world, 1)
    assert (report.exit_code, states(report)) == (1, ["with a person"])


def test_what_another_journal_sent_and_is_listed_late_is_not_sent_again(world: World) -> None:
    """F21 with F5 and F42: the journal is restored from before an attempt that is still under way."""
    other, part = three(world)[0], _a_part_of_what_was_paid_in_part(world, 7)
    older = (world.folder / "journal.sqlite3").read_bytes()
    world.post_faults = [None, zombie(QUARANTINE - 1)]
    world.commit([other, part])
    for name in ("journal.sqlite3-wal", "journal.sqlite3-shm"):
        (world.folder / name).unlink(missing_ok=True)
    (world.folder / "journal.sqlite3").write_bytes(older)
    assert world.commit([other, part]).exit_code == 4
    world.get_fault = _listed_after(world, 58)
    world.pass_time(QUARANTINE + 1)
    until_done(world, [other, part])
    each_once(world, 1, 7)


def _a_part_of_what_was_paid_in_part(world: World, number: int) -> Decision:
    invoice = outgoing("re-part", "900.00", payment_status="partly_paid")
    paid = payment("pay-part", Side.OUTGOING, "re-part", "100.00")
    world.add(Kind.OUTGOING_INVOICE, invoice)
    world.add(Kind.PAYMENT, paid)
    part = decision(bank_line(number, 30000), (item_of(invoice, [paid]), 30000), kind=DifferenceKind.PART_PAYMENT)
    world.record([part])
    return part


def _listed_after(world: World, seconds: int) -> Callable[[httpx.Request], httpx.Response | None]:
    """No list of payments shows one that is not as old."""

    def get(request: httpx.Request) -> httpx.Response | None:
        answer = world.apply(request)
        if not request.url.path.endswith("/payments"):
            return answer
        content = answer.json()
        latest = world.clock.now() - timedelta(seconds=seconds)
        content["data"] = [one for one in content["data"] if datetime.fromisoformat(one["created_at"]) <= latest]
        return httpx.Response(answer.status_code, json=content)

    return get


def test_three_refusals_in_a_row_stop_the_run(world: World) -> None:
    """F12."""
    decisions = three(world)
    world.post_faults = [status(422), status(422), status(422)]
    report = world.commit(decisions)
    assert isinstance(report.stopped, SafetyStop)
    assert report.exit_code == 5


def test_a_refused_row_is_sent_again_only_after_a_new_decision(world: World) -> None:
    """money.md 15."""
    decisions = three(world)
    world.post_faults = [None, None, status(422)]
    world.commit(decisions)
    assert states(world.commit(decisions))[2] == "rejected"
    assert len(world.posts) == 3
    again = decision(
        decisions[2].proposal.line, (decisions[2].allocations[0].item, 30000), note="the customer's number is right now"
    )
    with world.journal() as journal:
        journal.record_decisions([again], source="review page", source_sha256="")
    assert states(world.commit([again])) == ["confirmed"]
    assert world.postings()[token(3)].generation == 2


def test_five_unclear_attempts_and_a_person_takes_over(world: World) -> None:
    """F48."""
    decisions = three(world)
    world.commit(decisions[:2])
    for _ in range(7):
        world.post_faults = [status(504)]
        world.commit(decisions)
        world.pass_time(QUARANTINE + 1)
    assert world.states()[token(3)] == "with a person"
    assert len(world.posts) == 7
    assert world.postings()[token(3)].words == "given up after 5 attempts without an answer; it is not in Kanbert"


def test_no_connection_for_long_ends_the_run_and_nothing_is_lost(world: World) -> None:
    """F1."""
    decisions = three(world)
    world.post_faults = [refused] * 5
    report = world.commit(decisions)
    assert isinstance(report.stopped, KanbertUnavailable)
    assert (report.exit_code, set(states(report))) == (4, {"ready"})
    assert world.commit(decisions).exit_code == 0


def test_a_no_said_while_the_run_is_under_way_is_obeyed(world: World) -> None:
    """money.md 15: on the review page, beside a running commit."""
    decisions = three(world)

    def say_no() -> None:
        with world.journal() as journal:
            journal.record_decisions([replace(decisions[2], approved=False)], source="review page", source_sha256="")

    world.before_post = say_no
    report = world.commit(decisions)
    assert states(report) == ["confirmed", "confirmed", "declined"]
    assert len(world.posts) == 2


def test_garbage_and_then_a_different_payment_stops_the_run(world: World) -> None:
    """F7 that turns out to be F8."""

    def mangled(there: World, request: httpx.Request) -> httpx.Response:
        created = there.apply(request).json()["id"]
        there.change(Kind.PAYMENT, created, date_of_payment="2026-03-09")
        return httpx.Response(200, html="<h1>Good morning</h1>")

    decisions = three(world)
    world.post_faults = [mangled]
    report = world.commit(decisions)
    assert (report.exit_code, len(world.posts)) == (5, 1)
    assert world.states()[token(2)] == "with a person"


def test_the_same_bytes_are_sent_again(world: World) -> None:
    """F47."""
    decisions = three(world)
    world.post_faults = [status(504)]
    until_done(world, decisions)
    assert world.posts.count(world.posts[0]) == 2


# -------------------------------------------------------------------------------------------------- what cannot be read


def unreadable(request: httpx.Request) -> httpx.Response:
    return httpx.Response(500, json={"message": "Server Error"})


def test_a_failed_read_is_never_an_absence(world: World) -> None:
    """F41."""
    decisions = three(world)
    world.post_faults = [status(500, applied=True)]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    world.get_fault = unreadable
    report = world.commit(decisions)
    assert (report.exit_code, world.states()[token(2)]) == (4, "uncertain")
    assert len(world.posts) == 1


def searches(request: httpx.Request) -> bool:
    return request.url.path.endswith("/payments") and "reference" in request.url.params.get("filter", "")


def empty(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"data": [], "links": [], "meta": {"next_cursor": None}})


def test_a_filter_that_finds_nothing_stops_everything(world: World) -> None:
    """F40: the prototype's double posting."""
    decisions = three(world)
    world.post_faults = [status(500, applied=True)]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    world.get_fault = lambda request: empty(request) if searches(request) else None
    report = world.commit(decisions)
    assert isinstance(report.stopped, SafetyStop)
    assert (report.exit_code, world.states()[token(2)]) == (5, "uncertain")
    assert len(world.posts) == 1


def test_archived_payments_alone_prove_no_search(world: World) -> None:
    """U10: `archived eq with` that shows the archived ones only would hide every posting of ours."""
    decisions = three(world)
    gone = payment("gone", Side.OUTGOING, "re-old", "5.00", deleted_at="2026-03-01T10:00:00Z")
    world.add(Kind.PAYMENT, gone)
    world.post_faults = [status(500, applied=True)]
    world.commit(decisions)
    world.pass_time(QUARANTINE + 1)
    world.get_fault = lambda request: world.apply(only_archived(request)) if with_archived(request) else None
    report = world.commit(decisions)
    assert isinstance(report.stopped, SafetyStop)
    assert (report.exit_code, world.states()[token(2)]) == (5, "uncertain")
    assert len(world.posts) == 1


def with_archived(request: httpx.Request) -> bool:
    return '"with"' in request.url.params.get("filter", "")


def only_archived(request: httpx.Request) -> httpx.Request:
    filter_ = request.url.params["filter"].replace('"with"', '"only"')
    return httpx.Request("GET", request.url.copy_set_param("filter", filter_), headers=request.headers)


def test_an_empty_space_gets_one_canary_and_then_the_rest(world: World) -> None:
    contents = [outgoing("re-1", "100.00"), outgoing("re-2", "200.00")]
    world.add(Kind.OUTGOING_INVOICE, *contents)
    decisions = [
        decision(bank_line(number, one.gross_minor), (one, one.gross_minor))
        for number, one in enumerate(map(item_of, contents), start=1)
    ]
    world.record(decisions)
    assert world.commit(decisions).exit_code == 0
    each_once(world, 1, 2)


def test_an_uncertain_canary_in_an_empty_space_waits_for_a_person(world: World) -> None:
    """simulation.md 7: nothing there proves an absence."""
    content = outgoing("re-1", "100.00")
    world.add(Kind.OUTGOING_INVOICE, content)
    decisions = [decision(bank_line(1, 10000), (item_of(content), 10000))]
    world.record(decisions)
    world.post_faults = [status(504)]
    for _ in range(3):
        report = world.commit(decisions)
        assert (report.exit_code, states(report)) == (5, ["uncertain"])
        assert "book any one payment there by hand" in str(report.stopped)
        world.pass_time(QUARANTINE + 1)
    assert len(world.posts) == 1
    world.history()
    assert world.commit(decisions).exit_code == 0
    each_once(world, 1)


# ----------------------------------------------------------------------------------------- facts that changed meanwhile


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"sum_gross": Decimal("250.00")}, "RE-1 was changed to 250.00 EUR"),
        ({"status": "open"}, "it is not booked in Kanbert"),
        ({"payment_status": "cancelled"}, "it is cancelled in Kanbert"),
        ({"deleted_at": "2026-03-15T10:00:00Z"}, "it is archived in Kanbert"),
        ({"currency": "CHF"}, "RE-1 was changed to 200.00 CHF"),
        ({"client": {"id": "client-2", "name": "Other"}}, "RE-1 now belongs to Other"),
        (
            {"client": {"id": "client-2", "name": "Berger GmbH"}},
            "RE-1 now belongs to another party of the same name, Berg",
        ),
        ({"payment_status": "paid"}, "its payments add up to 0.00"),
        ({"payment_status": "half"}, "a word this program does not know"),
        ({"is_credit": True}, "RE-1 is a credit note"),
    ],
)
def test_a_changed_invoice_makes_the_row_stale(world: World, fields: dict[str, Any], words: str) -> None:
    """F26, F27, F29, F50."""
    decisions = three(world)
    world.change(Kind.OUTGOING_INVOICE, "re-1", **fields)
    report = world.commit(decisions)
    assert (report.exit_code, states(report)) == (1, ["stale", "confirmed", "confirmed"])
    assert words in report.rows[0].words
    assert token(1) not in world.ours()


def test_a_vanished_invoice_makes_the_row_stale(world: World) -> None:
    """F28."""
    decisions = three(world)
    missing = decision(bank_line(4, 1000), (item_of(outgoing("re-9", "10.00")), 1000))
    world.record([*decisions, missing], sha="sha-2")
    assert states(world.commit([missing])) == ["stale"]


def test_a_payment_by_hand_of_the_same_day_and_value_is_for_a_person(world: World) -> None:
    """B4-6, F44."""
    decisions = three(world)
    by_hand = payment("by-hand", Side.OUTGOING, "re-1", "200.00", date_of_payment="2026-03-10")
    world.add(Kind.PAYMENT, by_hand)
    world.change(Kind.OUTGOING_INVOICE, "re-1", payment_status="paid")
    report = world.commit(decisions)
    assert states(report) == ["with a person", "confirmed", "confirmed"]
    assert "by-hand" in report.rows[0].words


def test_a_deleted_payment_is_not_posted_again(world: World) -> None:
    """F43, with an older copy of the journal."""
    decisions = three(world)
    older = (world.folder / "journal.sqlite3").read_bytes()
    world.commit(decisions)
    world.change(Kind.PAYMENT, world.ours()[token(1)][0]["id"], deleted_at="2026-03-20T10:00:00Z")
    world.change(Kind.OUTGOING_INVOICE, "re-1", payment_status="open")
    assert world.commit(decisions).exit_code == 1
    assert world.states()[token(1)] == "with a person"
    restore(world, older)
    until_done(world, decisions)
    assert token(1) not in world.ours()
    assert len(world.posts) == 3


def test_an_edited_reference_is_not_posted_again(world: World) -> None:
    """F44: found by day and value on the invoice when the token is gone and the answer never came."""
    decisions = three(world)
    world.post_faults = [None, status(504, applied=True)]
    world.commit(decisions)
    world.change(Kind.PAYMENT, world.ours()[token(1)][0]["id"], reference="tidied up by hand")
    world.pass_time(QUARANTINE + 1)
    world.commit(decisions)
    assert world.states()[token(1)] == "with a person"
    assert len(world.posts) == 3


def restore(world: World, older: bytes) -> None:
    path = world.folder / "journal.sqlite3"
    for side_file in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        side_file.unlink(missing_ok=True)
    path.write_bytes(older)


def test_a_lost_journal_adopts_what_is_there_and_waits_before_it_sends(world: World) -> None:
    """F21."""
    decisions = three(world)
    older = (world.folder / "journal.sqlite3").read_bytes()
    world.commit(decisions[:2])
    restore(world, older)
    for _ in range(3):
        report = world.commit(decisions)
        assert states(report) == ["confirmed", "confirmed", "ready"]
        assert report.exit_code == 4
        assert len(world.posts) == 2
        world.pass_time(QUARANTINE / 4)
    world.pass_time(QUARANTINE + 1)
    assert world.commit(decisions).exit_code == 0
    each_once(world, 1, 2, 3)


def posted_found_before(report: CommitReport) -> list[list[str]]:
    return [[row.token for row in rows] for rows in (report.posted, report.found, report.posted_before)]


def test_only_the_commit_that_sent_a_payment_has_posted_it(world: World) -> None:
    decisions = three(world)
    assert posted_found_before(world.commit(decisions[:2])) == [[token(1), token(2)], [], []]
    assert posted_found_before(world.commit(decisions)) == [[token(3)], [], [token(1), token(2)]]


def test_what_a_crash_left_on_its_way_is_found_and_not_sent_by_the_next_commit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions = three(world)

    def die(label: str) -> None:
        if label == "J4 before":
            raise Crash

    with monkeypatch.context() as patched, suppress(Crash):
        patched.setattr(seams, "crash_point", die)
        world.commit(decisions[:1])
    assert posted_found_before(world.commit(decisions[:1])) == [[], [], []]  # uncertain
    world.pass_time(QUARANTINE + 1)
    assert posted_found_before(world.commit(decisions)) == [[token(2), token(3)], [token(1)], []]
    assert posted_found_before(world.commit(decisions)) == [[], [], [token(1), token(2), token(3)]]


# --------------------------------------------------------------------------------------------------------- safety stops


def test_another_space_is_refused(world: World) -> None:
    """F46."""
    decisions = three(world)
    world.commit(decisions[:1])
    world.base_url = "http://127.0.0.1:9999/api/v1"
    report = world.commit(decisions)
    assert (report.exit_code, len(world.posts)) == (5, 1)
    assert "this journal belongs to another Kanbert" in str(report.stopped)


def test_other_accounts_are_another_space(world: World) -> None:
    decisions = three(world)
    space = Space(base_url=world.base_url, account_ids=("acc-other",), pulled_at="2026-03-20T08:00:00Z")
    report = world.commit(decisions, space=space)
    assert (report.exit_code, world.posts) == (5, [])


def test_proposals_without_a_space_go_to_loopback_only(world: World) -> None:
    decisions = three(world)
    world.base_url = REMOTE
    assert "do not say which Kanbert" in str(world.commit(decisions).stopped)
    assert world.posts == []


def remote_options() -> Options:
    return Options(space=Space(base_url=REMOTE, account_ids=("acc-1",), pulled_at="2026-03-20T08:00:00Z"))


def test_a_real_kanbert_with_little_history_stops_after_one_payment_until_confirmed(world: World) -> None:
    """money.md 13."""
    decisions = three(world)
    world.base_url = REMOTE
    for _ in range(3):  # running again without having looked adds nothing to it
        report = world.commit(decisions, remote_options())
        assert (report.exit_code, states(report)) == (5, ["ready", "confirmed", "ready"])
        assert "--confirm-canary" in str(report.stopped)
    assert len(world.posts) == 1
    assert world.commit(decisions, remote_options(), confirm_canary=True).exit_code == 0
    each_once(world, 1, 2, 3)


def test_confirming_before_anything_was_posted_confirms_nothing(world: World) -> None:
    decisions = three(world)
    world.base_url = REMOTE
    report = world.commit(decisions, remote_options(), confirm_canary=True)
    assert (report.exit_code, len(world.posts)) == (5, 1)


def test_an_uncertain_first_payment_is_not_followed_by_another(world: World) -> None:
    decisions = three(world)
    world.base_url = REMOTE
    world.post_faults = [status(504, applied=True)]
    world.commit(decisions, remote_options())
    for _ in range(2):
        report = world.commit(decisions, remote_options())
        assert (report.exit_code, len(world.posts)) == (5, 1)
        world.pass_time(QUARANTINE + 1)
    assert world.states()[token(2)] == "confirmed"


def test_enough_earlier_payments_need_no_canary_stop(world: World) -> None:
    decisions = three(world)
    for one in range(5):
        world.add(Kind.OUTGOING_INVOICE, outgoing(f"before-{one}", "10.00", payment_status="paid"))
        world.add(Kind.PAYMENT, payment(f"pay-before-{one}", Side.OUTGOING, f"before-{one}", "10.00"))
    world.base_url = REMOTE
    assert world.commit(decisions, remote_options()).exit_code == 0


def test_a_contradicted_direction_stops_before_the_first_payment(world: World) -> None:
    """U3."""
    decisions = three(world)
    for one in range(5):
        world.add(Kind.PAYMENT, payment(f"odd-{one}", Side.OUTGOING, f"odd-{one}", "10.00", type="out"))
    report = world.commit(decisions)
    assert (report.exit_code, world.posts) == (5, [])
    assert "not of type `in`" in str(report.stopped)


def test_payments_without_bookings_stop_before_the_first_payment(world: World) -> None:
    """U8."""
    decisions = three(world)
    silent = payment("silent", Side.OUTGOING, "x", "10.00")
    del silent["bookings"]
    world.add(Kind.PAYMENT, silent)
    report = world.commit(decisions)
    assert (report.exit_code, world.posts) == (5, [])
    assert "payment silent pays" in str(report.stopped)


def test_a_payment_that_does_not_move_its_invoice_stops_the_run(world: World) -> None:
    """Canary rule, U3."""
    decisions = three(world)

    def stubborn(request: httpx.Request) -> httpx.Response | None:
        if request.url.path.endswith("/outgoing-invoices/re-2"):
            world.change(Kind.OUTGOING_INVOICE, "re-2", payment_status="open")
        return None

    world.get_fault = stubborn
    report = world.commit(decisions)
    assert (report.exit_code, len(world.posts)) == (5, 1)
    assert world.states()[token(2)] == "with a person"


def test_an_acknowledged_canary_that_is_not_shown_stops_the_run(world: World) -> None:
    decisions = three(world)
    world.get_fault = lambda request: empty(request) if world.posts and searches(request) else None
    report = world.commit(decisions)
    assert (report.exit_code, len(world.posts)) == (5, 1)
    assert world.states()[token(2)] == "posted"


def test_a_short_quarantine_is_for_loopback_only(world: World) -> None:
    with pytest.raises(SettingsError):
        Options(quarantine_s=2).checked(is_loopback=False)
    assert Options(quarantine_s=2).checked(is_loopback=True).gap_s(is_loopback=True) < 0.1


def test_a_second_commit_names_the_first(world: World) -> None:
    """F22."""
    decisions = three(world)
    with world.journal() as journal, only_commit(journal.lock_path, world.clock), pytest.raises(LockHeld) as caught:
        world.commit(decisions)
    assert "another commit is running: process " in str(caught.value)
    assert caught.value.exit_code == 4


def test_a_damaged_journal_stops_before_anything_is_read(world: World) -> None:
    """F20."""
    decisions = three(world)
    tampered = world.folder / "journal.sqlite3"
    content = tampered.read_bytes()
    place = content.rindex(b"proposals.csv")
    tampered.write_bytes(content[:place] + b"PROPOSALS.csv" + content[place + 13 :])
    with pytest.raises(SafetyStop, match="was changed after it was written"):
        world.commit(decisions)
    assert world.posts == []


def test_a_stop_signal_finishes_the_posting_under_way(world: World) -> None:
    """F24."""
    decisions = three(world)

    def interrupt() -> None:
        assert world.last is not None
        world.last.stop_requested = True

    world.before_post = interrupt
    report = world.commit(decisions)
    assert len(world.posts) == 1
    assert (report.exit_code, states(report)) == (4, ["ready", "confirmed", "ready"])
    world.before_post = lambda: None
    assert world.commit(decisions).exit_code == 0


# ----------------------------------------------------------------------------------------------- crashes at every point


class Crash(BaseException):
    pass


def crash_labels(world: World, decisions: list[Decision], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every point passed, once for each time it was passed."""
    passed: list[str] = []
    monkeypatch.setattr(seams, "crash_point", passed.append)
    until_done(world, decisions)
    return passed


@pytest.mark.parametrize("faults", [[], [status(504)], [status(500, applied=True), dropped_before]])
def test_a_crash_at_every_point_loses_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: list[PostFault]
) -> None:
    model = World(tmp_path / "model")
    decisions = three(model)
    model.post_faults = list(faults)
    number = len(crash_labels(model, decisions, monkeypatch))
    model.state.close()
    assert number > 30
    for at in range(number):
        world = World(tmp_path / str(at))
        decisions = three(world)
        world.post_faults = list(faults)
        left = [at]

        def crash(label: str, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == -1:
                raise Crash(label)

        monkeypatch.setattr(seams, "crash_point", crash)
        for _ in range(8):
            try:
                report = world.commit(decisions)
            except Crash:
                continue
            if report.exit_code == 0:
                break
            world.pass_time(QUARANTINE + 1)
        assert report.exit_code == 0, (at, report)
        each_once(world, 1, 2, 3)
        world.state.close()


class FullDisk:
    """The n-th write to the journal from now on fails, counted from 0. Counts requests, too."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch, n: int) -> None:
        self.requests = 0
        self.requests_then: int | None = None  #: before the write that failed; None: none did
        self._left = n
        self._append = EventLog._append
        world.get_fault = self._count
        world.before_post = self._count
        monkeypatch.setattr(EventLog, "_append", lambda log, *what: self._write(log, *what))  # noqa: PLW0108 - binds

    def _count(self, _: httpx.Request | None = None) -> None:
        self.requests += 1

    def _write(self, log: EventLog, *what: Any) -> list[Event]:
        self._left -= 1
        if self._left == -1:
            self.requests_then = self.requests
            raise sqlite3.OperationalError("database or disk is full")
        return self._append(log, *what)


@pytest.mark.parametrize("faults", [[], [None, status(504), dropped_after]], ids=["a good day", "with faults"])
def test_a_journal_that_fails_at_the_nth_write_asks_and_sends_nothing_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faults: list[PostFault | None]
) -> None:
    """F19, for every n there is."""
    for n in count():
        world = World(tmp_path / str(n))
        decisions = three(world)
        world.post_faults = list(faults)
        with monkeypatch.context() as patch:
            disk = FullDisk(world, patch, n)
            report = world.commit(decisions)
        if disk.requests_then is None:
            break
        assert (disk.requests, report.exit_code) == (disk.requests_then, 5), n
        world.post_faults = []
        world.pass_time(QUARANTINE + 1)
        assert until_done(world, decisions).exit_code == 0
        each_once(world, 1, 2, 3)
        world.state.close()
    assert n > 10, "fewer writes than there are records"


def test_the_report_of_an_unmapped_or_archived_account(world: World) -> None:
    """money.md 3."""
    decisions = three(world)
    world.change(Kind.PAYMENT_ACCOUNT, "acc-1", deleted_at="2026-03-01T00:00:00Z")
    world.add(Kind.PAYMENT_ACCOUNT, account("acc-2"))
    report = world.commit(decisions)
    assert set(states(report)) == {"conflict"}
    assert "is archived or unknown in Kanbert" in report.rows[0].words
    assert isinstance(world.last, Committer)
