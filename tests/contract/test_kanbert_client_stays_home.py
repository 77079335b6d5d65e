"""A hostile Kanbert: whatever it says about other addresses, no request and no connection leaves for them."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reconcile.errors import KanbertUnavailable, ReconcileError
from reconcile.kanbert.answers import Delivery
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.conditions import Condition
from reconcile.records import Side
from reconcile.seams import SystemClock

TOKEN = "sentinel-0c9e1f-that-never-leaves"

#: `{abroad}`: host and port of the second listener; `{home}`: those of the configured one.
URLS = [
    "http://{abroad}/api/v1/payments",
    "https://{abroad}/api/v1/payments",
    "//{abroad}/api/v1/payments",
    "http://{home}@{abroad}/api/v1/payments",
    "http://user:secret@{abroad}/",
    "http://{abroad}#{home}",
    "http://{abroad}?{home}/api/v1",
    "http:\\\\{abroad}\\api\\v1",
    "http:/{abroad}/api/v1",
    "\thttp://{abroad}/",
    "http://localhost:{abroad_port}/api/v1/payments",
    "http://127.1:{abroad_port}/",
    "http://2130706433:{abroad_port}/",
    "http://[::ffff:127.0.0.1]:{abroad_port}/",
    "http://xn--e1awd7f.example/api/v1",
    "http://127.0.0.1.evil.example/api/v1",
    "http://{home}.evil.example/api/v1",
    "ftp://{abroad}/x",
    "http://169.254.169.254/latest/meta-data",
    "../../../oauth/token",
]

Answer = tuple[int, dict[str, str], Any]


def _page(**meta: Any) -> dict[str, Any]:
    return {"data": [{"id": "a"}], "links": [], "meta": {"per_page": 100, "next_cursor": None, **meta}}


#: Where a server could put a URL.
PLACES: dict[str, Callable[[str], Answer]] = {
    "next_page_url": lambda url: (200, {}, _page(next_page_url=url, path=url, prev_page_url=url)),
    "next_cursor_url": lambda url: (200, {}, _page(next_cursor_url=url, prev_cursor_url=url)),
    "next_cursor": lambda url: (200, {}, _page(next_cursor=url)),
    "links": lambda url: (200, {}, _page() | {"links": [url, {"url": url}], "next": url, "@odata.nextLink": url}),
    "the row": lambda url: (200, {}, _page() | {"data": [{"id": url, "href": url, "self": {"href": url}}]}),
    "Link": lambda url: (200, {"Link": f'<{url}>; rel="next"', "Content-Location": url}, _page()),
    "Refresh": lambda url: (200, {"Refresh": f"0; url={url}", "Alt-Svc": f'h2="{url}"'}, _page()),
    "301": lambda url: (301, {"Location": url}, {}),
    "302": lambda url: (302, {"Location": url}, {}),
    "303": lambda url: (303, {"Location": url}, {}),
    "307": lambda url: (307, {"Location": url}, {}),
    "308": lambda url: (308, {"Location": url}, {}),
    "401": lambda url: (401, {"WWW-Authenticate": f'Bearer realm="{url}"', "Location": url}, {"message": url}),
    "503": lambda url: (503, {"Location": url, "Retry-After": "0"}, {"message": url}),
}


@dataclass
class Server:
    """Answers everything alike; remembers what came."""

    answer: Answer = (200, {}, {})
    requests: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"


@contextmanager
def serving(tls: tuple[Path, Path] | None = None) -> Iterator[Server]:
    """`tls`: certificate and key."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.requests.append((self.command, self.path))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, headers, content = state.answer
            body = json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815 - the library's own name

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.port = server.server_address[1]
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is what is tested
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def looked_up(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every address anybody in this process connects to."""
    real, seen = socket.create_connection, list[tuple[str, int]]()

    def recording(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        seen.append((str(address[0]), int(address[1])))
        return real(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", recording)
    return seen


def ask_everything(client: KanbertClient, odd_id: str) -> None:
    questions: list[Callable[[], object]] = [
        client.payment_accounts,
        lambda: client.payments(Condition("reference", "contains", "KR1-")),
        lambda: client.outgoing_invoice(odd_id),
        lambda: client.incoming_invoice("a"),
        lambda: client.outgoing_invoice_pdf(odd_id),
        lambda: client.post_payment(Side.OUTGOING, b"{}"),
        lambda: client.post_offset(Side.INCOMING, b"{}"),
    ]
    for question in questions:
        with suppress(ReconcileError):
            question()


@pytest.mark.parametrize("place", PLACES)
def test_nothing_leaves_the_configured_origin(place: str, looked_up: list[tuple[str, int]]) -> None:
    """20 URLs in 14 places: 280 variants, seven operations each."""
    with serving() as home, serving() as abroad:
        for pattern in URLS:
            url = pattern.format(home=home.host, abroad=abroad.host, abroad_port=abroad.port)
            home.answer = PLACES[place](url.strip())
            abroad.answer = (200, {}, _page())
            asked = len(home.requests)
            with KanbertClient(f"http://{home.host}/api/v1", TOKEN, clock=SystemClock()) as client:
                ask_everything(client, url)
            assert len(home.requests) > asked, "the variant was never tried"
        assert abroad.requests == []
        assert all(path.startswith("/api/v1/") for _, path in home.requests)
        assert set(looked_up) == {("127.0.0.1", home.port)}


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"])
def test_no_proxy_of_the_environment_sees_the_token(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as home, serving() as abroad:
        monkeypatch.setenv(name, f"http://{abroad.host}")
        home.answer = (200, {}, _page())
        with KanbertClient(f"http://{home.host}/api/v1", TOKEN, clock=SystemClock()) as client:
            assert len(client.payments()) == 1
        assert abroad.requests == []


@pytest.fixture
def self_signed(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for localhost that nobody vouches for, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("OPENSSL IS ABSENT: no certificate can be made, TLS is not tested")
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names]
    subprocess.run([*made, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    return certificate, key


@pytest.mark.parametrize("environment", [(), ("SSL_CERT_FILE",), ("SSL_CERT_FILE", "SSL_CERT_DIR")])
def test_a_certificate_nobody_vouches_for_gets_nothing(
    self_signed: tuple[Path, Path], environment: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the environment make it trusted."""
    for name in environment:
        monkeypatch.setenv(name, str(self_signed[0] if name.endswith("FILE") else self_signed[0].parent))
    with serving(self_signed) as home:
        with KanbertClient(f"https://{home.host}/api/v1", TOKEN, clock=SystemClock()) as client:
            with pytest.raises(KanbertUnavailable, match=r"certificate verify failed.*nothing was sent"):
                client.payments()
            assert client.post_payment(Side.OUTGOING, b"{}").delivery is Delivery.NOT_SENT
        assert home.requests == []


def test_there_are_more_than_two_hundred() -> None:
    assert len(URLS) * len(PLACES) >= 200
    assert len(set(URLS)) == len(URLS)
