"""Faults on demand (simulation.md 2): what the client sees, what is stored, what the oracle knows. Over real HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import httpx
import pytest
from kanbert_objects import account, outgoing, payment_body
from sandbox_tools import NOW, Practice, practice

from reconcile.kanbert.sandbox import Fault, FaultKind, Kind, Phase, Request
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
