"""Who may talk to the page (security.md): over real HTTP, every header that another site or program could send."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from page_tools import Served, served

from reconcile.journal import Journal
from reconcile.seams import SystemClock

Headers = dict[str, str]


class Visitor:
    """A program that can send any header."""

    def __init__(self, url: str) -> None:
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)(/\w+/)#(\w+)", url)
        assert found
        self.port, self.room, self.invitation = int(found[1]), found[2], found[3]
        self.host = f"127.0.0.1:{self.port}"
        self.origin = f"http://{self.host}"

    def ask(
        self, method: str, path: str, headers: Headers, body: object = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """`path` within the room, or a whole one where it starts with a slash."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {"Host": self.host, **headers}
        whole = path if path.startswith("/") else f"{self.room}{path}"
        content = None if body is None else json.dumps(body)
        connection.putrequest(method, whole, skip_host=True, skip_accept_encoding=True)
        for name, value in sent.items():
            connection.putheader(name, value)
        if content is not None:
            connection.putheader("Content-Length", str(len(content)))
        connection.endheaders(content.encode() if content is not None else None)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, answer.headers, text

    def own(self, **more: str) -> Headers:
        """What the page's own script sends, without cookie and token."""
        return {"Origin": self.origin, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", **more}

    def sign_in(self) -> tuple[str, str]:
        """(cookie, CSRF token)."""
        status, headers, _ = self.ask("POST", "session", self.own(), {"invitation": self.invitation})
        assert status == 204
        cookie = headers["Set-Cookie"].split(";")[0]
        _, _, html = self.ask("GET", "", {"Cookie": cookie})
        found = re.search(r'name="csrf" content="(\w+)"', html)
        assert found
        return cookie, found[1]


@pytest.fixture(scope="module")
def open_page(matched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("page")
    for name in ("config.toml", "journal.sqlite3"):
        (folder / name).write_bytes((matched / name).read_bytes())
    with served(folder) as made:
        yield made


@pytest.fixture(scope="module")
def visitor(open_page: Served) -> Visitor:
    return Visitor(open_page.url)


@pytest.fixture(scope="module")
def signed_in(visitor: Visitor) -> tuple[str, str]:
    return visitor.sign_in()


def test_only_the_legitimate_of_many_header_combinations_is_accepted(
    visitor: Visitor, signed_in: tuple[str, str]
) -> None:
    """Host × Origin × Sec-Fetch-Site × cookie × token: each wrong value alone is enough to be refused."""
    cookie, token = signed_in
    name = cookie.partition("=")[0]
    hosts = (visitor.host, "evil.example", f"localhost:{visitor.port}", f"127.0.0.1.evil.example:{visitor.port}")
    origins = (visitor.origin, "http://evil.example", "null", "")
    sites = ("same-origin", "cross-site", "same-site")
    keys = ((cookie, token), (cookie, ""), (cookie, "0" * 32), ("", token), (f"{name}={'0' * 32}", token))
    accepted = []
    combinations = list(product(hosts, origins, sites, keys))
    for host, origin, site, (sent_cookie, sent_token) in combinations:
        headers = {"Host": host, "Content-Type": "application/json", "Sec-Fetch-Site": site}
        headers |= {"Origin": origin} if origin else {}
        headers |= {"Cookie": sent_cookie} if sent_cookie else {}
        headers |= {"X-CSRF-Token": sent_token} if sent_token else {}
        status, answered, _ = visitor.ask("POST", "undo", headers, {})
        assert status in (200, 401, 403)
        assert "Access-Control-Allow-Origin" not in answered
        if status == 200:
            accepted.append((host, origin, site, sent_cookie, sent_token))
    assert len(combinations) == 240
    assert accepted == [(visitor.host, visitor.origin, "same-origin", cookie, token)]


@pytest.mark.parametrize(
    "changed",
    [
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Origin": "https://127.0.0.1"},
        {"Origin": "http://127.0.0.1"},
        {"Origin": "http://[::1]"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_form_of_another_site_posts_nothing(visitor: Visitor, signed_in: tuple[str, str], changed: Headers) -> None:
    cookie, token = signed_in
    headers = visitor.own(Cookie=cookie, **{"X-CSRF-Token": token}) | changed
    assert visitor.ask("POST", "undo", headers, {})[0] == 403


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "[::1]", "127.0.0.1:1", "", "0.0.0.0"])  # noqa: S104
@pytest.mark.parametrize("path", ["", "static/page.js", "lines/P-BCDFGHJKLMNPQR"])
def test_a_rebound_name_sees_nothing(visitor: Visitor, signed_in: tuple[str, str], host: str, path: str) -> None:
    status, _, text = visitor.ask("GET", path, {"Host": host, "Cookie": signed_in[0]})
    assert status == 403
    assert "Brandhuber" not in text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_other_site_may_even_read(visitor: Visitor, signed_in: tuple[str, str], site: str) -> None:
    assert visitor.ask("GET", "", {"Cookie": signed_in[0], "Sec-Fetch-Site": site})[0] == 403


@pytest.mark.parametrize("path", ["", "lines/P-BCDFGHJKLMNPQR", "search?line=x&words=y", "documents/x/pdf"])
def test_without_the_cookie_nothing_of_the_run_is_shown(visitor: Visitor, path: str) -> None:
    status, _, text = visitor.ask("GET", path, {})
    assert status == 401
    assert "Brandhuber" not in text
    assert "csrf" not in text


def test_the_invitation_works_once(visitor: Visitor, signed_in: tuple[str, str]) -> None:
    assert signed_in
    for invitation in (visitor.invitation, "", "0" * 32, None, 7):
        assert visitor.ask("POST", "session", visitor.own(), {"invitation": invitation})[0] == 403


def test_the_cookie_is_for_this_page_alone(books: Path) -> None:
    with served(books) as made:
        visitor = Visitor(made.url)
        status, headers, _ = visitor.ask("POST", "session", visitor.own(), {"invitation": visitor.invitation})
        assert status == 204
        parts = [one.strip().casefold() for one in headers["Set-Cookie"].split(";")]
        assert parts[1:] == ["httponly", f"path={visitor.room}", "samesite=strict"]


@pytest.mark.parametrize("path", ["", "static/page.js", "lines/none", "/elsewhere"])
def test_every_answer_carries_the_safety_headers(visitor: Visitor, signed_in: tuple[str, str], path: str) -> None:
    _, headers, _ = visitor.ask("GET", path, {"Cookie": signed_in[0]})
    policy = dict(one.strip().partition(" ")[::2] for one in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src")} == {"'self'"}
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_other_methods_are_refused(visitor: Visitor, signed_in: tuple[str, str], method: str) -> None:
    cookie, token = signed_in
    headers = visitor.own(Cookie=cookie, **{"X-CSRF-Token": token})
    assert visitor.ask(method, "undo", headers)[0] == 403


def test_get_changes_nothing(open_page: Served, visitor: Visitor, signed_in: tuple[str, str]) -> None:
    """Every path, asked for with everything a GET can carry: the journal is the same, and the page goes on."""
    cookie, token = signed_in
    _, _, html = visitor.ask("GET", "", {"Cookie": cookie})
    line = re.findall(r'data-id="(P-\w+)"', html)[0]
    paths = (
        "",
        f"lines/{line}",
        f"lines/{line}?approved=true",
        "bulk",
        "undo",
        "save",
        "finish",
        "settings",
        "session",
    )
    before = events(open_page.folder)
    for path in paths:
        status = visitor.ask("GET", path, {"Cookie": cookie, "X-CSRF-Token": token})[0]
        assert status == (200 if path.startswith("lines") or not path else 405)
    assert events(open_page.folder) == before
    assert visitor.ask("GET", "", {"Cookie": cookie})[0] == 200


def events(folder: Path) -> int:
    with Journal(folder / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
        return journal.head[0]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("lines/x", []),
        ("lines/x", {"approved": 1}),
        ("lines/x", {"approved": "yes", "parts": None, "rest_kind": "", "note": "", "version": 0, "next": ""}),
        ("lines/x", {"approved": True, "parts": {}, "rest_kind": "", "note": "", "version": 0, "next": ""}),
        ("lines/x", {"approved": True, "parts": None, "rest_kind": "", "note": "x" * 501, "version": 0, "next": ""}),
        ("bulk", {"lines": "all", "confirmed": []}),
        ("settings", {"language": "fr"}),
    ],
)
def test_what_the_script_would_not_send_is_refused(
    visitor: Visitor, signed_in: tuple[str, str], path: str, body: object
) -> None:
    cookie, token = signed_in
    headers = visitor.own(Cookie=cookie, **{"X-CSRF-Token": token})
    assert visitor.ask("POST", path, headers, body)[0] == 400


def test_a_large_body_is_refused_unread(visitor: Visitor, signed_in: tuple[str, str]) -> None:
    cookie, token = signed_in
    headers = visitor.own(Cookie=cookie, **{"X-CSRF-Token": token, "Content-Length": "2000000"})
    assert visitor.ask("POST", "undo", headers)[0] == 413


def test_static_files_stay_in_their_folder(visitor: Visitor) -> None:
    for path in ("static/../words.py", "static/%2e%2e/words.py", "static//etc/passwd", "static/..%5cwords.py"):
        assert visitor.ask("GET", path, {})[0] == 404
