"""The world a history is played in: the practice Kanbert in process, virtual time, one journal for each machine.

The committer, its journal and its client are the real ones. Whatever a history orders to go wrong is done here.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from posting_world import START, TOKEN, account
from sim_histories import OURS, History, Round, Strike, Window

from reconcile.journal import Journal
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.sandbox import (
    Dropped,
    Fault,
    FaultKind,
    HalfWritten,
    Hanging,
    Kind,
    OracleRecord,
    Phase,
    Refused,
    Request,
    Response,
    Sandbox,
    State,
)
from reconcile.posting.readback import TOKEN as OUR_TOKEN
from reconcile.seams import FixedClock

BASE_URL = "http://127.0.0.1:8765/api/v1"
ELSEWHERE = "http://127.0.0.1:9999/api/v1"
#: A list may forget a row for less than the 30 s between two looks; nothing defends against more (U13).
FORGETS_S = 25
_PATIENCE_S = 60
#: What a lie in an answer changes (F8).
LIES = (
    {"value": 1},
    {"type": "other"},
    {"date_of_payment": "2026-03-11"},
    {"payment_account": {"id": "acc-other"}},
    {"reference": "lost"},
)


OFFSET_TOKEN = re.compile(r"KRO1-[0-9A-HJKMNP-TV-Z]{16}")


class Violation(AssertionError):
    """An invariant does not hold; its first word is its number."""


def demand(condition: object, words: str) -> None:
    if not condition:
        raise Violation(words)


class Crash(BaseException):
    """The process ends here: nothing of it runs any more."""


class Watcher:
    """What an oracle is told, as it happens."""

    def post_arrives(self, machine: int, body: bytes, strike: Strike | None) -> None: ...

    def offset_arrives(self, machine: int, body: bytes, strike: Strike | None) -> None: ...

    def request_done(self) -> None: ...


class SimWorld(httpx.BaseTransport):
    """The transport of every client. `round` is the one being played."""

    def __init__(self, folder: Path, history: History) -> None:
        self.folder = folder
        self.history = history
        self.clock = FixedClock(START)
        self.state = State()
        self.sandbox = Sandbox(
            self.state,
            self.clock,
            tokens=[TOKEN],
            faults=self._fault,
            overpayment_allowed=history.overpaying,
            personalities=history.personalities,
            seed=history.seed,
        )
        self.watcher = Watcher()
        self.fired: Counter[str] = Counter()  #: what went wrong, by kind
        self.vanished: set[str] = set()  #: documents that are a 404 now
        self.requests = 0  #: of this commit
        self.requests_seen = 0  #: of all
        self.at_request: Callable[[int], None] = lambda _: None
        self.at_post: Callable[[int], None] = lambda _: None
        self.machine = 0  #: whose client speaks
        self.pages_followed = 0
        self.state.add(Kind.PAYMENT_ACCOUNT, account())
        self.begin(Round())

    def begin(self, one: Round) -> None:
        """From here on things go wrong as `one` says."""
        self.round = one
        self.requests = 0
        self._strikes = list(one.strikes)
        self._posts = 0
        self._counts: Counter[Window] = Counter()
        self._forgets_until: dict[Window, datetime] = {}
        self._now: Fault | None = None

    # ---------------------------------------------------------------------------------------------- one request

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        assert str(request.url).startswith((BASE_URL + "/", ELSEWHERE + "/")), f"I8: {request.url}"
        self.requests += 1
        self.requests_seen += 1
        self.at_request(self.requests)
        machine = self.machine
        try:
            return self._post(request, machine) if request.method == "POST" else self._get(request)
        finally:
            self.watcher.request_done()

    def close(self) -> None:
        """A client closes its transport; the world goes on."""

    def _post(self, request: httpx.Request, machine: int) -> httpx.Response:
        self._posts += 1
        self.at_post(self._posts)
        strike = self._strikes.pop(0) if self._strikes else None
        is_offset = request.url.path.endswith("-credit")
        arrives = self.watcher.offset_arrives if is_offset else self.watcher.post_arrives
        arrives(machine, request.content, strike)
        if strike is None:
            return self._apply(request)
        if strike.kind in OURS:
            self.fired[f"POST {strike.kind}"] += 1
            return self._ours(strike, request)
        return self._struck(_fault_of(strike), request)

    def _ours(self, strike: Strike, request: httpx.Request) -> httpx.Response:
        if strike.kind == "die_before":
            raise Crash(strike.kind)
        if strike.kind == "die_after":
            self._apply(request)
            raise Crash(strike.kind)
        if strike.kind == "die_zombie":
            try:
                self._struck(Fault(kind=FaultKind.ZOMBIE, amount=strike.number), request)
            except httpx.HTTPError:
                raise Crash(strike.kind) from None
        answer = self._apply(request)
        if answer.status_code != 200:
            return answer
        altered = {"id": None} if strike.kind == "no_id" else LIES[strike.number]
        content = answer.json()
        if isinstance(content, list):  # of an offset: two bookings
            return httpx.Response(200, json=[one | altered for one in content])
        return httpx.Response(200, json=content | altered)

    def _get(self, request: httpx.Request) -> httpx.Response:
        if "page[cursor]" in request.url.params:
            self.pages_followed += 1
        if request.url.path.rsplit("/", 1)[-1] in self.vanished:
            self.fired["GET vanished"] += 1
            return httpx.Response(404, json={"message": "No such record."})
        for window in self.round.windows:
            if self._fits(window, request) and self._strikes_now(window):
                return self._missed(window, request)
        return self._lagging(self._apply(request), self.round.lag_s)

    def _fits(self, window: Window, request: httpx.Request) -> bool:
        match window.target:
            case "searches":
                return searched(request) != ""
            case "documents":
                return "-invoices/" in request.url.path
            case "paid":
                return request.url.path.endswith("/payments") and "invoice" in request.url.params.get("filter", "")
            case "any":
                return True
        return window.target in searched(request)

    def _strikes_now(self, window: Window) -> bool:
        self._counts[window] += 1
        return window.begin < self._counts[window] <= window.begin + window.length

    def _missed(self, window: Window, request: httpx.Request) -> httpx.Response:
        self.fired[f"GET {window.kind}"] += window.kind not in set(FaultKind)
        match window.kind:
            case "die":
                raise Crash(window.kind)
            case "empty":
                return httpx.Response(200, json={"data": [], "links": [], "meta": {"next_cursor": None}})
            case "archived_only":
                url = str(request.url).replace("%22with%22", "%22only%22")
                return self._apply(httpx.Request("GET", url, headers=request.headers))
            case "forgets":
                until = self._forgets_until.setdefault(window, self.clock.now() + timedelta(seconds=FORGETS_S))
                return self._lagging(self._apply(request), 10**9 if self.clock.now() < until else 0)
        return self._struck(_fault_of(Strike(window.kind, window.number), method="GET"), request)

    def _lagging(self, answer: httpx.Response, lag_s: int) -> httpx.Response:
        """Without the rows of ours that are younger."""
        if not lag_s or answer.status_code != 200 or b"KR1-" not in answer.content:
            return answer
        page = answer.json()
        if "data" not in page:
            return answer
        since = (self.clock.now() - timedelta(seconds=min(lag_s, 10**8))).isoformat()[:19]
        kept = [
            one for one in page["data"] if "KR1-" not in str(one.get("reference")) or str(one["created_at"]) < since
        ]
        self.fired["GET lag"] += len(kept) < len(page["data"]) and lag_s == self.round.lag_s
        return httpx.Response(200, json=page | {"data": kept})

    # ---------------------------------------------------------------------------------------------- the sandbox

    def _fault(self, phase: Phase, request: Request) -> Fault | None:
        if self._now is None or self._now.kind.phase is not phase or not self._now.fits(request):
            return None
        fault, self._now = self._now, None
        return fault

    def _struck(self, fault: Fault, request: httpx.Request) -> httpx.Response:
        self._now = fault
        try:
            return self._apply(request)
        finally:
            self._now = None

    def _apply(self, request: httpx.Request) -> httpx.Response:
        """The answer, as httpx would give it over a wire."""
        query = tuple(request.url.params.multi_items())
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Request(
            method=request.method, path=request.url.path, query=query, headers=headers, body=request.content
        )
        try:
            answered = self.sandbox.handle(asked)
        except Refused:
            raise httpx.ConnectError("refused") from None
        except Hanging:
            self.clock.sleep(_PATIENCE_S)
            raise httpx.ReadTimeout("no answer") from None
        except HalfWritten as half:
            return _response(half.response, _Broken(half.response.body[: half.length]))
        except Dropped:
            raise httpx.RemoteProtocolError("closed without an answer") from None
        self.clock.sleep(min(answered.delay_s, _PATIENCE_S))
        if answered.delay_s >= _PATIENCE_S:
            raise httpx.ReadTimeout("too late")
        return _response(answered, None)

    # ---------------------------------------------------------------------------------------------- the machines

    def path_of(self, machine: int) -> Path:
        return self.folder / f"machine-{machine}" / "journal.sqlite3"

    def journal(self, machine: int) -> Journal:
        return Journal(self.path_of(machine), clock=self.clock, who=f"tester-{machine}")

    def client(self, machine: int, base_url: str = BASE_URL) -> KanbertClient:
        transport = _Line(self, machine)
        return KanbertClient(base_url, TOKEN, clock=self.clock, transport=transport, page_size=self.history.page_size)

    def oracle_log(self) -> list[OracleRecord]:
        return self.sandbox.log

    def payments(self) -> list[dict[str, Any]]:
        return self.state.documents(Kind.PAYMENT)


class _Line(httpx.BaseTransport):
    """One machine's way to the world."""

    def __init__(self, world: SimWorld, machine: int) -> None:
        self._world, self._machine = world, machine

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._world.machine = self._machine
        return self._world.handle_request(request)


class _Broken(httpx.SyncByteStream):
    """The first bytes of a body, and then the connection ends."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning

    def __iter__(self) -> Iterator[bytes]:
        yield self._beginning
        raise httpx.RemoteProtocolError("closed within the body")


def _response(answered: Response, stream: httpx.SyncByteStream | None) -> httpx.Response:
    headers = {"Content-Type": answered.content_type, **answered.headers}
    if stream is not None:
        return httpx.Response(answered.status, headers=headers, stream=stream)
    return httpx.Response(answered.status, headers=headers, content=answered.body)


def _fault_of(strike: Strike, *, method: str = "POST") -> Fault:
    if strike.kind == "throttle":
        headers = {"Retry-After": str(strike.number)}
        return Fault(kind=FaultKind.STATUS_BEFORE, status=429, method=method, headers=headers)
    return Fault(kind=FaultKind(strike.kind), status=strike.number, amount=strike.number, method=method)


def searched(request: httpx.Request) -> str:
    """The text that payments are searched for by their reference, else `""`."""
    if not request.url.path.endswith("/payments"):
        return ""
    given = request.url.params.get("filter", "")
    return given if "reference" in given else ""


def token_in(body: bytes) -> str:
    found = OUR_TOKEN.search(str(json.loads(body).get("reference")))
    assert found is not None, "a POST without a token"
    return found.group()


def raw_events(path: Path, after: int = 0) -> list[tuple[int, str, str, str, str]]:
    """(number, kind, key, payload, moment) as the file has them, past the program's own reader."""
    database = sqlite3.connect(path)
    try:
        query = "SELECT seq, kind, key, payload, at FROM event WHERE seq > ? ORDER BY seq"
        return database.execute(query, (after,)).fetchall()
    finally:
        database.close()
