"""Faults on demand (simulation.md 2): what the client sees, what is stored, what the oracle knows. Over real HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction

import httpx
import pytest
from kanbert_objects import account, outgoing, payment_body
from sandbox_tools import NOW, Practice, practice

from reconcile.errors import SettingsError
from reconcile.kanbert.sandbox import (
    Fault,
    FaultKind,
    FaultSchedule,
    FaultTable,
    Kind,
    Phase,
    Request,
    in_turn,
    read_fault,
)
from reconcile.kanbert.sandbox.exact_json import encode

PATH = "/payments/outgoing-invoice"
BODY = payment_body(("o", 1))


@pytest.fixture
def kanbert() -> Iterator[Practice]:
    objects = {Kind.PAYMENT_ACCOUNT: [account()], Kind.OUTGOING_INVOICE: [outgoing("o", "100.00")]}
    with practice(objects) as running:
        yield running


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429, 418])
@pytest.mark.parametrize("kind", [FaultKind.STATUS_BEFORE, FaultKind.STATUS_AFTER])
def test_a_status_hides_whether_it_was_stored(kanbert: Practice, kind: FaultKind, status: int) -> None:
    kanbert.faults.add(Fault(kind=kind, status=status, headers={"Retry-After": "7"}))
    response = kanbert.post(PATH, BODY)
    assert (response.status_code, response.headers["retry-after"]) == (status, "7")
    stored = int(kind is FaultKind.STATUS_AFTER)
    assert len(kanbert.payments()) == stored
    assert kanbert.post(PATH, BODY).status_code == 200
    assert len(kanbert.payments()) == stored + 1


@pytest.mark.parametrize("kind", [FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER])
def test_a_dropped_connection_says_nothing(kanbert: Practice, kind: FaultKind) -> None:
    kanbert.faults.add(Fault(kind=kind))
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        kanbert.post(PATH, BODY)
    assert len(kanbert.payments()) == int(kind is FaultKind.DROP_AFTER)
    assert kanbert.post(PATH, BODY).status_code == 200


def test_garbage_comes_with_a_cheerful_200(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.GARBAGE_AFTER))
    response = kanbert.post(PATH, BODY)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")
    assert len(kanbert.payments()) == 1


def test_a_proxy_speaks_html_and_the_application_json(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.STATUS_BEFORE, status=504), Fault(kind=FaultKind.STATUS_BEFORE, status=500))
    assert kanbert.post(PATH, BODY).headers["content-type"].startswith("text/html")
    assert kanbert.post(PATH, BODY).json() == {"message": "Server Error"}


def test_a_schedule_strikes_in_order_and_only_what_fits(kanbert: Practice) -> None:
    kanbert.faults.add(
        Fault(kind=FaultKind.STATUS_BEFORE, status=502, skip=1, times=2),
        Fault(kind=FaultKind.STATUS_AFTER, status=503, method="GET", path_ending="/payments"),
    )
    statuses = [kanbert.post(PATH, BODY).status_code for _ in range(4)]
    assert statuses == [200, 502, 502, 200]
    reads = [kanbert.get(path).status_code for path in ("/payment-accounts", "/payments", "/payments")]
    assert reads == [200, 503, 200]
    assert kanbert.faults.spent


def test_an_unauthorized_request_spends_no_fault(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.STATUS_BEFORE, method=""))
    assert httpx.get(f"{kanbert.base_url}/payments").status_code == 401
    assert not kanbert.faults.spent


def test_the_oracle_knows_what_was_stored(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.STATUS_BEFORE), Fault(kind=FaultKind.DROP_AFTER))
    kanbert.post(PATH, BODY)
    with pytest.raises(httpx.TransportError):
        kanbert.post(PATH, BODY)
    kanbert.post(PATH, BODY)
    kanbert.post(PATH, {})
    kanbert.get("/payments")
    kanbert.get("/nowhere")
    log = kanbert.box.log
    assert [(one.method, one.fault, one.applied, one.status) for one in log] == [
        ("POST", FaultKind.STATUS_BEFORE, False, 503),
        ("POST", FaultKind.DROP_AFTER, True, 0),
        ("POST", None, True, 200),
        ("POST", None, False, 422),
        ("GET", None, False, 200),
        ("GET", None, False, 404),
    ]
    assert {one.moment for one in log} == {NOW}
    assert log[0].path == "/api/v1/payments/outgoing-invoice"
    assert log[0].body_sha256 == hashlib.sha256(encode(BODY).encode()).hexdigest()


def test_garbage_can_come_before_as_well(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.GARBAGE_BEFORE))
    assert kanbert.post(PATH, BODY).headers["content-type"].startswith("text/html")
    assert kanbert.payments() == []


def test_a_refused_connection_stores_nothing(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.REFUSE))
    with pytest.raises(httpx.TransportError):
        kanbert.post(PATH, BODY)
    assert kanbert.payments() == []


@pytest.mark.parametrize("length", [0, 1, 20, 100_000])
def test_an_answer_breaks_off_where_it_is_told_to(kanbert: Practice, length: int) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.TRUNCATE_AFTER, amount=length))
    promised, got = read_raw(kanbert)
    (stored,) = kanbert.payments()
    whole = encode(stored).encode()
    assert promised == len(whole)
    assert got == whole[: min(length, len(whole) - 1)]


def read_raw(kanbert: Practice) -> tuple[int, bytes]:
    """(the length the head promises, the bytes of the body that came)."""
    got = bytearray()
    headers = dict(kanbert.client.headers)
    with httpx.stream("POST", kanbert.base_url + PATH, content=encode(BODY), headers=headers) as answer:
        assert answer.status_code == 200
        with suppress(httpx.RemoteProtocolError):
            for chunk in answer.iter_raw():
                got += chunk
        return int(answer.headers["content-length"]), bytes(got)


@pytest.mark.parametrize("kind", [FaultKind.HANG_BEFORE, FaultKind.HANG_AFTER])
def test_a_hanging_answer_never_comes(kanbert: Practice, kind: FaultKind) -> None:
    kanbert.faults.add(Fault(kind=kind))
    with pytest.raises(httpx.ReadTimeout):
        kanbert.client.post(PATH, content=encode(BODY), timeout=0.5)
    assert len(kanbert.payments()) == int(kind is FaultKind.HANG_AFTER)
    assert kanbert.post(PATH, BODY).status_code == 200


def test_a_slow_answer_comes_in_the_end_and_was_stored_before(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.SLOW_AFTER, amount=1, times=2))
    with pytest.raises(httpx.ReadTimeout):
        kanbert.client.post(PATH, content=encode(BODY), timeout=0.5)
    assert len(kanbert.payments()) == 1
    assert kanbert.post(PATH, BODY).status_code == 200


def test_a_zombie_is_stored_when_its_time_has_come(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.ZOMBIE, amount=600))
    with pytest.raises(httpx.TransportError):
        kanbert.post(PATH, BODY)
    for seconds, stored in ((599, 0), (1, 1), (600, 1)):
        kanbert.clock.sleep(seconds)
        assert kanbert.get("/outgoing-invoices/o").json()["payment_status"] == ("partly_paid" if stored else "open")
        assert len(kanbert.payments()) == stored
    assert kanbert.payments()[0]["created_at"] == "2026-03-02T08:40:00Z"
    assert [(one.method, one.fault, one.applied) for one in kanbert.box.log if one.method == "POST"] == [
        ("POST", FaultKind.ZOMBIE, False),
        ("POST", FaultKind.ZOMBIE, True),
    ]
    assert len({one.digest for one in kanbert.box.log if one.method == "POST"}) == 1


def test_a_zombie_that_is_overtaken_is_not_stored(kanbert: Practice) -> None:
    """The books went on without it: what was open when it was decided is paid when it would be stored."""
    body = payment_body(("o", 100))
    kanbert.faults.add(Fault(kind=FaultKind.ZOMBIE, amount=60))
    with pytest.raises(httpx.TransportError):
        kanbert.post(PATH, body)
    assert kanbert.post(PATH, body).status_code == 200
    kanbert.clock.sleep(61)
    kanbert.box.catch_up()
    assert len(kanbert.payments()) == 1
    assert [one.applied for one in kanbert.box.log] == [False, True, False]


def test_a_zombie_of_something_wrong_is_nothing(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.ZOMBIE, amount=1), Fault(kind=FaultKind.ZOMBIE, amount=1, method="GET"))
    for method, content in (("POST", "{}"), ("GET", "")):
        with pytest.raises(httpx.TransportError):
            kanbert.client.request(method, PATH if method == "POST" else "/payments", content=content)
    kanbert.clock.sleep(2)
    kanbert.box.catch_up()
    assert kanbert.payments() == []
    assert len(kanbert.box.log) == 2


def history(seed: int) -> list[object]:
    """A table of every kind of fault, 200 requests, without a socket."""
    from sandbox_tools import in_process

    table = [(Fault(kind=kind, method=""), Fraction(1, 20)) for kind in FaultKind]
    objects = {Kind.PAYMENT_ACCOUNT: [account()], Kind.OUTGOING_INVOICE: [outgoing("o", "100000.00")]}
    with in_process(objects, faults=FaultTable(table, seed)) as (call, box, clock):
        results: list[object] = []
        for number in range(200):
            results.append(call("POST", PATH, body=payment_body(("o", 1), reference=f"KR1-{number}")))
            clock.sleep(1)
        applied = sum(one.applied for one in box.log)
        assert applied == len(box.state.documents(Kind.PAYMENT)), "the oracle knows every payment"
        assert {one.fault for one in box.log} == {None, *FaultKind}
        return [*results, *(one.line() for one in box.log)]


def test_a_table_of_faults_is_drawn_from_its_seed() -> None:
    assert history(1) == history(1)
    assert history(1) != history(2)


def test_both_schedule_and_table_keep_their_own_count(kanbert: Practice) -> None:
    schedule = FaultSchedule([Fault(kind=FaultKind.STATUS_BEFORE, status=418, skip=1)])
    always = FaultTable([(Fault(kind=FaultKind.STATUS_BEFORE, status=500), Fraction(1))])
    kanbert.box.faults = in_turn(schedule, always)
    assert [kanbert.post(PATH, BODY).status_code for _ in range(3)] == [500, 418, 500]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("drop_before", (Fault(kind=FaultKind.DROP_BEFORE), None)),
        ("status_after(504)", (Fault(kind=FaultKind.STATUS_AFTER, status=504), None)),
        ("truncate_after(7),times=3", (Fault(kind=FaultKind.TRUNCATE_AFTER, amount=7, times=3), None)),
        (
            "zombie(30),path=/outgoing-invoice",
            (Fault(kind=FaultKind.ZOMBIE, amount=30, path_ending="/outgoing-invoice"), None),
        ),
        ("slow_after(2),method=get,skip=1", (Fault(kind=FaultKind.SLOW_AFTER, amount=2, method="GET", skip=1), None)),
        ("refuse,method=any,rate=0.05", (Fault(kind=FaultKind.REFUSE, method=""), Fraction(1, 20))),
    ],
)
def test_a_fault_as_a_person_writes_it(text: str, expected: tuple[Fault, Fraction | None]) -> None:
    assert read_fault(text) == expected


@pytest.mark.parametrize("text", ["", "drop", "drop_before()", "status_after(x)", "drop_before,rate=nan", "zombie(-1)"])
def test_a_fault_nobody_knows_is_a_setting_to_change(text: str) -> None:
    with pytest.raises(SettingsError, match="status_after"):
        read_fault(text)


def test_a_client_that_leaves_during_a_slow_answer_harms_nobody(kanbert: Practice) -> None:
    kanbert.faults.add(Fault(kind=FaultKind.SLOW_AFTER, amount=1, method="GET"))
    with pytest.raises(httpx.ReadTimeout):
        kanbert.client.get("/payments", timeout=0.2)
    assert [kanbert.get("/payments").status_code for _ in range(3)] == [200, 200, 200]


def test_any_callable_can_be_the_faults() -> None:
    seen: list[tuple[Phase, str]] = []

    def watch(phase: Phase, request: Request) -> Fault | None:
        seen.append((phase, request.method))
        return None

    with practice({Kind.PAYMENT_ACCOUNT: [account()]}, faults=watch) as watched:
        watched.get("/payments")
    assert seen == [(Phase.BEFORE, "GET"), (Phase.AFTER, "GET")]


def test_a_bug_of_the_practice_kanbert_comes_to_light() -> None:
    def broken(phase: Phase, request: Request) -> Fault | None:
        raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError), practice(faults=broken) as kanbert:
        assert kanbert.get("/payments").status_code == 500
