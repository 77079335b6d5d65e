"""The client over real HTTP: against the practice Kanbert, which was written blind of it, and against raw sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from reconcile.errors import KanbertUnavailable, SafetyStop
from reconcile.kanbert.answers import ApiObject, Delivery
from reconcile.kanbert.client import Condition, KanbertClient
from reconcile.kanbert.exact_json import dumps
from reconcile.kanbert.open_items import derive_books, outgoing_item
from reconcile.kanbert.pulling import pull
from reconcile.kanbert.sandbox import Fault, FaultKind, FaultSchedule, Sandbox, State, running
from reconcile.kanbert.snapshot import Snapshot, read_snapshot, write_snapshot
from reconcile.records import Side
from reconcile.seams import FixedClock

TOKEN = "practice-token"
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
STAMP = "2026-02-01T09:00:00Z"


def an_account() -> ApiObject:
    return {
        "id": "acc-1",
        "is_default": True,
        "title": "Girokonto",
        "organization": None,
        "identifier": "DE89370400440532013000",
        "type": "account",
        "owner": None,
        "updated_at": None,
        "created_at": STAMP,
        "deleted_at": None,
    }


def an_invoice(number: int, **changes: Any) -> ApiObject:
    return {
        "id": f"inv?{number} ü%2e",  # opaque, and awkward in a path (U28)
        "invoice_number": f"RE-2026-{number:04}",
        "title": "Website",
        "status": "booked",
        "payment_status": "open",
        "is_credit": False,
        "date_of_invoice": STAMP,
        "payment_due_date": STAMP,
        "currency": "EUR",
        "company": None,
        "client": {"id": "cli-1", "name": "Süß"},
        "sum_net": Decimal("100.00"),
        "sum_tax": Decimal("19.00"),
        "sum_gross": Decimal("119.00"),
        "discounts": [],
        "created_at": STAMP,
        "updated_at": None,
        "deleted_at": None,
        "computed_fields": {"unknown": [1, {"deep": Decimal("0.10")}]},
    } | changes


def a_snapshot(invoices: int) -> Snapshot:
    return Snapshot(
        payment_accounts=(an_account(),),
        outgoing=tuple(an_invoice(number) for number in range(invoices)),
        incoming=(),
        payments=(),
        space=None,
    )


def a_body(invoice_id: str, value: str, reference: str = "KR1-0A1B2C3D4E5F6G7H rent") -> bytes:
    body = {
        "type": "in",
        "payment_account_id": "acc-1",
        "reference": reference,
        "date_of_payment": "2026-03-01T12:00:00Z",
        "bookings": [{"outgoing_invoice_id": invoice_id, "value": Decimal(value)}],
    }
    return dumps(body).encode()


def a_client(base_url: str, page_size: int = 100, token: str = TOKEN) -> KanbertClient:
    return KanbertClient(base_url, token, clock=FixedClock(NOW), page_size=page_size)


@contextmanager
def practice(folder: Path, invoices: int = 3, *faults: Fault) -> Iterator[str]:
    write_snapshot(a_snapshot(invoices), folder)
    with State() as state:
        state.load(folder)
        box = Sandbox(state, FixedClock(NOW), tokens=[TOKEN], faults=FaultSchedule(faults))
        with running(box) as base_url:
            yield base_url


# ------------------------------------------------------------------------------------------------ the practice Kanbert


@pytest.mark.parametrize("page_size", [1, 2, 100])
def test_pull_write_read(page_size: int, tmp_path: Path) -> None:
    with practice(tmp_path / "given", 5) as base_url, a_client(base_url, page_size) as client:
        pulled = pull(client, clock=FixedClock(NOW))
    write_snapshot(pulled, tmp_path / "pulled")
    read = read_snapshot(tmp_path / "pulled")
    assert read == pulled
    assert pulled.space is not None
    assert pulled.space.account_ids == ("acc-1",)
    assert pulled.outgoing == a_snapshot(5).outgoing
    books = derive_books(read, home_currency="", zone=BERLIN)
    assert [item.open_minor for item in books.items] == [11900] * 5
    assert [item.unsafe for item in books.items] == [()] * 5
    given = read_snapshot(tmp_path / "given")
    assert (read.payment_accounts, read.incoming, read.payments) == (given.payment_accounts, (), ())


def test_post_read_back_and_what_is_still_open(tmp_path: Path) -> None:
    with practice(tmp_path / "given") as base_url, a_client(base_url) as client:
        invoice_id = "inv?1 ü%2e"
        answer = client.post_payment(Side.OUTGOING, a_body(invoice_id, "19.00"))
        assert (answer.delivery, answer.status, answer.detail) == (Delivery.ANSWERED, 200, "")
        assert answer.payload is not None
        by_token = client.payments(
            Condition("reference", "contains", "KR1-0A1B2C3D4E5F6G7H"), Condition("archived", "eq", "with")
        )
        by_invoice = client.payments(Condition("outgoing_invoice.id", "eq", invoice_id))
        assert [one["id"] for one in by_token] == [one["id"] for one in by_invoice] == [answer.payload["id"]]
        assert client.payments(Condition("reference", "contains", "KR1-ZZZZZZZZZZZZZZZZ")) == []
        invoice = client.outgoing_invoice(invoice_id)
        assert invoice is not None
        item = outgoing_item(invoice, by_invoice, zone=BERLIN)
        assert (item.state, item.open_minor, item.settled_minor, item.unsafe) == (
            "booked / partly_paid",
            10000,
            1900,
            (),
        )
        assert client.outgoing_invoice("nothing") is None
        assert client.incoming_invoice("nothing") is None


def test_a_422_and_a_wrong_token(tmp_path: Path) -> None:
    with practice(tmp_path / "given") as base_url:
        with a_client(base_url) as client:
            answer = client.post_payment(Side.OUTGOING, a_body("nothing", "1.00"))
            assert (answer.delivery, answer.status) == (Delivery.ANSWERED, 422)
            assert answer.errors
        with a_client(base_url, token="another-token") as client, pytest.raises(SafetyStop, match="HTTP 401"):
            client.payments()


@pytest.mark.parametrize("kind", [FaultKind.STATUS_BEFORE, FaultKind.DROP_BEFORE])
def test_reads_survive_a_bad_moment(kind: FaultKind, tmp_path: Path) -> None:
    fault = Fault(kind=kind, method="GET", path_ending="/payments", times=2)
    with practice(tmp_path / "given", 3, fault) as base_url, a_client(base_url) as client:
        assert client.payments() == []


@pytest.mark.parametrize("kind", [FaultKind.STATUS_BEFORE, FaultKind.DROP_BEFORE])
def test_reads_do_not_survive_a_bad_day(kind: FaultKind, tmp_path: Path) -> None:
    fault = Fault(kind=kind, method="GET", path_ending="/payments", times=4)
    with practice(tmp_path / "given", 3, fault) as base_url, a_client(base_url) as client:
        with pytest.raises(KanbertUnavailable):
            client.payments()
        assert client.payments() == []


@pytest.mark.parametrize(
    ("kind", "status", "delivery", "stored"),
    [
        (FaultKind.STATUS_BEFORE, 503, Delivery.ANSWERED, 0),
        (FaultKind.STATUS_BEFORE, 429, Delivery.ANSWERED, 0),
        (FaultKind.STATUS_AFTER, 500, Delivery.ANSWERED, 1),
        (FaultKind.GARBAGE_AFTER, 200, Delivery.ANSWERED, 1),
        (FaultKind.DROP_BEFORE, 0, Delivery.UNKNOWN, 0),
        (FaultKind.DROP_AFTER, 0, Delivery.UNKNOWN, 1),
    ],
)
def test_a_post_is_sent_once_whatever_happens(
    kind: FaultKind, status: int, delivery: Delivery, stored: int, tmp_path: Path
) -> None:
    fault = Fault(kind=kind, status=status or 503)
    with practice(tmp_path / "given", 3, fault) as base_url, a_client(base_url) as client:
        answer = client.post_payment(Side.OUTGOING, a_body("inv?1 ü%2e", "119.00"))
        assert (answer.delivery, answer.status) == (delivery, status)
        assert answer.payload is None or "message" in answer.payload
        assert len(client.payments()) == stored


# -------------------------------------------------------------------------------------------------------- raw sockets


class Listener:
    """Answers every request with the same bytes, then closes or (`patient`) waits for the next; remembers them all."""

    def __init__(self, answer: bytes, *, patient: bool = False) -> None:
        self.requests: list[list[bytes]] = []  #: of each connection
        self._answer = answer
        self._patient = patient
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._stopped = False
        self._thread = threading.Thread(target=self._serve)
        self.base_url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api/v1"

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped = True
        socket.create_connection(self._socket.getsockname()).close()  # wakes the accept
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if self._stopped:
                    return
                connection.settimeout(10)
                self.requests.append(list(self._talk(connection)))

    def _talk(self, connection: socket.socket) -> Iterator[bytes]:
        while request := _request(connection):
            yield request
            connection.sendall(self._answer)
            if not self._patient:
                return


def _request(connection: socket.socket) -> bytes:
    """One request, as long as its Content-Length says; of a TLS greeting whatever comes first."""
    received = connection.recv(65536)
    if received.startswith(b"\x16"):
        return received
    while received and len(received) < _length(received):
        received += connection.recv(65536)
    return received


def _length(received: bytes) -> int:
    head, found, _ = received.partition(b"\r\n\r\n")
    if not found:
        return len(received) + 1
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    return len(head) + 4 + int(lengths[0])


WHOLE = b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"id":"p"}'


@pytest.mark.parametrize(
    ("answer", "delivery"),
    [
        (WHOLE, Delivery.ANSWERED),
        (WHOLE[:-1], Delivery.UNKNOWN),
        (WHOLE[:30], Delivery.UNKNOWN),
        (b"", Delivery.UNKNOWN),
        (b"SSH-2.0-OpenSSH_9.0\r\n", Delivery.UNKNOWN),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", Delivery.UNKNOWN),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Encoding: gzip\r\n\r\nabcd", Delivery.UNKNOWN),
    ],
)
def test_what_comes_back_over_the_wire(answer: bytes, delivery: Delivery) -> None:
    with Listener(answer) as listener, a_client(listener.base_url) as client:
        assert client.post_payment(Side.OUTGOING, b'{"type":"in"}').delivery is delivery
    ((request,),) = listener.requests
    assert request.startswith(b"POST /api/v1/payments/outgoing-invoice HTTP/1.1\r\n")
    assert request.endswith(b'\r\n\r\n{"type":"in"}')


def test_nobody_listening_means_not_sent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with a_client(f"http://127.0.0.1:{port}/api/v1") as client:
        assert client.post_payment(Side.INCOMING, b"{}").delivery is Delivery.NOT_SENT
        with pytest.raises(KanbertUnavailable, match="does not answer"):
            client.payments()


def test_a_tls_handshake_that_fails_means_not_sent() -> None:
    with Listener(b"HTTP/1.1 400 Bad Request\r\n\r\n") as listener:
        client = a_client(listener.base_url.replace("http:", "https:"))
        with client:
            answer = client.post_payment(Side.OUTGOING, b'{"secret":"payment"}')
    assert answer.delivery is Delivery.NOT_SENT
    assert not any(b"secret" in request for (request,) in listener.requests)


def test_every_post_has_a_connection_of_its_own() -> None:
    with Listener(WHOLE, patient=True) as listener, a_client(listener.base_url) as client:
        for _ in range(2):
            assert client.post_payment(Side.OUTGOING, b"{}").delivery is Delivery.ANSWERED
    assert [len(one) for one in listener.requests] == [1, 1]
