"""Who may see what of the practice Kanbert, and where it is: bearer, scopes, routes, by-id reads, the loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from kanbert_contract import Contract
from kanbert_objects import account, incoming, outgoing
from sandbox_tools import TOKEN, Practice, exact, practice

from reconcile.errors import SettingsError
from reconcile.kanbert.sandbox import ALL_SCOPES, Kind, Sandbox, State, running
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.seams import SystemClock

OPERATIONS = Contract.stored().operations
TOKENS = {TOKEN: ALL_SCOPES, **{f"without {scope}": ALL_SCOPES - {scope} for scope in ALL_SCOPES}}


@pytest.fixture(scope="module")
def kanbert() -> Iterator[Practice]:
    objects = {
        Kind.PAYMENT_ACCOUNT: [account()],
        Kind.OUTGOING_INVOICE: [
            outgoing("o-1", surprise={"unknown": [1, None]}),
            outgoing("o-2", external_id="EXT-1", external_origin="shop"),
        ],
        Kind.INCOMING_INVOICE: [incoming("i-1")],
    }
    with practice(objects, tokens=TOKENS) as running_one:
        yield running_one


def call(kanbert: Practice, operation: str, token: str | None) -> httpx.Response:
    method, path = operation.split(" ")
    headers = {} if token is None else {"Authorization": token}
    with httpx.Client(base_url=kanbert.base_url, headers={"Accept": "application/json"}) as client:
        return client.request(method, path.replace("{id}", "o-1" if "outgoing" in path else "i-1"), headers=headers)


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN}x"])
def test_without_the_token_nothing_is_answered(kanbert: Practice, operation: str, token: str | None) -> None:
    response = call(kanbert, operation, token)
    assert response.status_code == 401
    assert response.json() == {"message": "Unauthenticated."}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_token_without_the_scope_is_refused(kanbert: Practice, operation: str) -> None:
    (scope,) = OPERATIONS[operation]["scopes"]
    assert call(kanbert, operation, f"Bearer without {scope}").status_code == 403
    assert call(kanbert, operation, f"Bearer {TOKEN}").status_code in (200, 422)


@pytest.mark.parametrize(
    "path", ["/", "/payment", "/payments/o-1/x", "/incoming-invoices/i-1/pdf", "/payment-accounts/x"]
)
def test_an_unknown_path_is_404(kanbert: Practice, path: str) -> None:
    response = kanbert.get(path)
    assert response.status_code == 404
    assert "message" in response.json()


def test_the_root_is_404(kanbert: Practice) -> None:
    root = kanbert.base_url.removesuffix("/api/v1")
    for url in (root, f"{root}/payments", f"{root}/api/v1", f"{root}/api/v1payments", f"{root}/log"):
        assert kanbert.client.get(url).status_code == 404, url


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/payments"),
        ("DELETE", "/payments"),
        ("GET", "/payments/outgoing-invoice"),
        ("PATCH", "/incoming-invoices/i-1"),
        ("PUT", "/payments/incoming-invoice-credit"),
    ],
)
def test_another_method_is_405(kanbert: Practice, method: str, path: str) -> None:
    response = kanbert.client.request(method, path)
    assert response.status_code == 405
    assert "not supported" in response.json()["message"]
    assert response.headers["allow"] in ("GET", "POST")


def test_a_document_is_read_by_its_id_to_the_letter(kanbert: Practice) -> None:
    expected = decode(encode(outgoing("o-1", surprise={"unknown": [1, None]})))
    assert exact(kanbert.get("/outgoing-invoices/o-1")) == expected
    assert exact(kanbert.get("/outgoing-invoices/o-1", find_by="id")) == expected
    assert kanbert.get("/incoming-invoices/i-1").json()["id"] == "i-1"


def test_an_unknown_id_is_404(kanbert: Practice) -> None:
    for path in ("/outgoing-invoices/i-1", "/incoming-invoices/o-1", "/outgoing-invoices/O-1"):
        assert kanbert.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("EXT-1", {"find_by": "external_id"}, 200),
        ("EXT-1", {"find_by": "external_id", "origin": "shop"}, 200),
        ("EXT-1", {"find_by": "external_id", "origin": "crm"}, 404),
        ("EXT-1", {"find_by": "id"}, 404),
        ("o-2", {"find_by": "id", "origin": "crm"}, 200),
        ("o-2", {"find_by": "external_id"}, 404),
        ("EXT-1", {"find_by": "shoe_size"}, 404),
    ],
)
def test_an_outgoing_invoice_is_found_by_its_id_of_another_system(
    kanbert: Practice, name: str, query: dict[str, str], status: int
) -> None:
    assert kanbert.get(f"/outgoing-invoices/{name}", **query).status_code == status
    assert kanbert.get(f"/outgoing-invoices/{name}/pdf", **query).status_code == status


def test_an_incoming_invoice_is_found_by_its_id_only(kanbert: Practice) -> None:
    assert kanbert.get("/incoming-invoices/i-1", find_by="external_id").status_code == 200


def test_the_document_of_an_outgoing_invoice_is_a_pdf(kanbert: Practice) -> None:
    response = kanbert.get("/outgoing-invoices/o-1/pdf")
    assert response.headers["content-type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.4\n")
    assert response.content.endswith(b"%%EOF\n")
    assert b"(Practice invoice RE-o-1) Tj" in response.content
    start = int(response.content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert response.content[start:].startswith(b"xref\n")
    assert kanbert.get("/outgoing-invoices/i-1/pdf").status_code == 404


def test_a_request_too_large_is_refused(kanbert: Practice) -> None:
    response = kanbert.client.post("/payments/outgoing-invoice", content=b" " * 1_000_001)
    assert response.status_code == 413


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.com", ""])  # noqa: S104 - refused
def test_it_listens_to_nobody_else(host: str) -> None:
    with State() as state, pytest.raises(SettingsError, match="this machine only"):  # noqa: SIM117
        with running(Sandbox(state, SystemClock()), host=host):
            pass


def test_a_port_in_use_is_a_setting_to_change(kanbert: Practice) -> None:
    port = httpx.URL(kanbert.base_url).port
    assert port is not None
    with State() as state, pytest.raises(SettingsError, match="cannot be opened"):  # noqa: SIM117
        with running(Sandbox(state, SystemClock()), port=port):
            pass


def test_after_the_context_nobody_answers() -> None:
    with practice({Kind.PAYMENT_ACCOUNT: [account()]}) as running_one:
        assert running_one.get("/payment-accounts").status_code == 200
        url = running_one.base_url
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/payment-accounts")


def test_the_practice_kanbert_needs_no_web_server_until_it_runs() -> None:
    code = "import sys, reconcile.kanbert.sandbox; sys.exit(len({'starlette', 'uvicorn'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
