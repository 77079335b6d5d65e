"""A small world for posting: real journal, real client, the practice Kanbert in process, and faults between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx

from importers.statement import Transaction
from reconcile.journal import Journal, PostingState
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.open_items import incoming_item, outgoing_item
from reconcile.kanbert.sandbox import Dropped, Kind, Request, Sandbox, State
from reconcile.posting import CommitReport, Committer, Options
from reconcile.posting.readback import token_of
from reconcile.records import (
    Allocation,
    BankLine,
    Decision,
    DifferenceKind,
    OpenItem,
    Proposal,
    Run,
    Side,
    Verdict,
    make_proposal_id,
)
from reconcile.seams import FixedClock

LOCAL = "http://127.0.0.1:8765/api/v1"
REMOTE = "https://api.kanbert.example/api/v1"
TOKEN = "sentinel-token-of-posting"
OWN = "DE02120300000000202051"
QUARANTINE_S = Options().quarantine_s
START = datetime(2026, 3, 20, 9, tzinfo=UTC)
DAY = date(2026, 3, 10)
ZONE = Options().zone

#: What a fault does with one POST: it may call `apply`, and returns an answer or raises what httpx would.
PostFault = Callable[["World", httpx.Request], httpx.Response]


def token(number: int) -> str:
    return f"KR1-{number:016d}"


def account(name: str = "acc-1", **fields: Any) -> ApiObject:
    return {
        "id": name,
        "is_default": False,
        "title": "Giro",
        "organization": None,
        "identifier": OWN,
        "type": "account",
        "owner": None,
        "updated_at": None,
        "created_at": "2025-01-01T08:00:00Z",
        "deleted_at": None,
    } | fields


def outgoing(name: str, gross: str, **fields: Any) -> ApiObject:
    return {
        "id": name,
        "title": f"Work {name}",
        "invoice_number": name.upper(),
        "currency": "EUR",
        "status": "booked",
        "payment_status": "open",
        "is_credit": False,
        "date_of_invoice": "2026-02-01T00:00:00Z",
        "payment_due_date": "2026-03-01T00:00:00Z",
        "client": {"id": "client-1", "name": "Berger GmbH"},
        "sum_net": Decimal(gross),
        "sum_tax": Decimal(0),
        "sum_gross": Decimal(gross),
        "discounts": [],
        "created_at": "2026-02-01T08:00:00Z",
        "updated_at": "2026-02-01T08:00:00Z",
        "deleted_at": None,
    } | fields


def incoming(name: str, gross: str, **fields: Any) -> ApiObject:
    return {
        "id": name,
        "type": "Invoice",
        "title": f"Bill {name}",
        "status": "booked",
        "payment_status": "open",
        "invoice_number": name.upper(),
        "supplier": {"id": "supplier-1", "name": "Holz AG"},
        "sum_net": Decimal(gross),
        "sum_tax": Decimal(0),
        "sum_gross": Decimal(gross),
        "date_of_invoice": "2026-02-01T00:00:00Z",
        "due_date": "2026-03-01T00:00:00Z",
        "created_at": "2026-02-01T08:00:00Z",
        "updated_at": None,
        "payments": [],
    } | fields


def payment(name: str, side: Side, item_id: str, value: str, **fields: Any) -> ApiObject:
    booking = {
        "id": f"booking-{name}",
        "payment_type": "payment",
        "reference": "",
        "value": Decimal(value),
        "outgoing_invoice_id": item_id if side is Side.OUTGOING else None,
        "incoming_invoice_id": item_id if side is Side.INCOMING else None,
        "deleted_at": None,
    }
    return {
        "id": name,
        "type": "in" if side is Side.OUTGOING else "out",
        "date_of_payment": "2026-02-15",
        "reference": f"old payment {name}",
        "iban": None,
        "bic": None,
        "value": Decimal(value),
        "payment_account": account(),
        "bookings": [booking],
        "created_at": "2026-02-15T08:00:00Z",
        "updated_at": None,
        "deleted_at": None,
    } | fields


def bank_line(number: int, amount_minor: int, **fields: Any) -> BankLine:
    statement = fields.pop("statement", "2026-03.xml · 3/2026")
    own_account_id = fields.pop("own_account_id", "acc-1")
    values: dict[str, Any] = {
        "transaction_id": token(number),
        "entry_id": token(number),
        "account": OWN,
        "booking_date": DAY,
        "value_date": None,
        "amount_minor": amount_minor,
        "currency": "EUR",
        "status": "BOOK",
        "counterparty_name": "Berger GmbH",
        "counterparty_iban": "DE89370400440532013000",
        "remittance": f"line {number}",
    }
    return BankLine(transaction=Transaction(**(values | fields)), statement=statement, own_account_id=own_account_id)


def decision(
    line: BankLine,
    *parts: tuple[OpenItem, int],
    approved: bool = True,
    run_id: str = "R-BCDFGHJKLM",
    kind: DifferenceKind = DifferenceKind.NONE,
    note: str = "",
) -> Decision:
    """A decision on a proposal with the same allocations; what is left over is unallocated."""
    allocations = tuple(Allocation(item=item, allocated_minor=minor) for item, minor in parts)
    rest = line.transaction.amount_minor - sum(part.allocated_minor for part in allocations)
    proposal = Proposal(
        proposal_id=make_proposal_id(run_id, line.transaction.transaction_id),
        run_id=run_id,
        line=line,
        verdict=Verdict.SURE,
        kind="single",
        confidence=0.99,
        allocations=allocations,
        unallocated_minor=rest,
    )
    return Decision(
        proposal=proposal,
        approved=approved,
        allocations=allocations,
        unallocated_minor=rest,
        difference_kind=kind,
        note=note,
    )


def run_of(decisions: Sequence[Decision], run_id: str = "R-BCDFGHJKLM") -> Run:
    return Run(
        run_id=run_id,
        files=(("2026-03.xml", "00"),),
        today=DAY,
        space=None,
        items=(),
        proposals=tuple(one.proposal for one in decisions),
    )


def item_of(content: ApiObject, payments: Sequence[ApiObject] = ()) -> OpenItem:
    if "is_credit" in content:
        return outgoing_item(content, payments, zone=ZONE)
    return incoming_item(content, payments, home_currency="EUR", zone=ZONE)


def works(request: httpx.Request) -> httpx.Response | None:
    return None


class World(httpx.BaseTransport):
    """Kanbert, a folder with a journal, a virtual clock. Every `commit` opens all of it anew, like a new process."""

    def __init__(self, folder: Path, *, base_url: str = LOCAL) -> None:
        self.folder = folder
        self.base_url = base_url
        self.clock = FixedClock(START)
        self.state = State()
        self.sandbox = Sandbox(self.state, self.clock, tokens=[TOKEN])
        self.post_faults: list[PostFault | None] = []  #: one a POST, None: works
        self.get_fault: Callable[[httpx.Request], httpx.Response | None] = works
        self.posts: list[bytes] = []
        self.zombies: list[tuple[datetime, httpx.Request]] = []
        self.before_post: Callable[[], None] = lambda: None
        self.last: Committer | None = None
        self.state.add(Kind.PAYMENT_ACCOUNT, account())

    # ------------------------------------------------------------------------------------------------ the transport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self._wake_zombies()
        if request.method == "GET":
            return self.get_fault(request) or self.apply(request)
        self.before_post()
        self.posts.append(request.content)
        fault = self.post_faults.pop(0) if self.post_faults else None
        return fault(self, request) if fault else self.apply(request)

    def close(self) -> None:
        """A client closes its transport; the world goes on."""

    def apply(self, request: httpx.Request) -> httpx.Response:
        answered = self.sandbox.handle(
            Request(
                method=request.method,
                path=request.url.path,
                query=tuple(request.url.params.multi_items()),
                headers={name.lower(): value for name, value in request.headers.items()},
                body=request.content,
            )
        )
        return httpx.Response(answered.status, headers=dict(answered.headers), content=answered.body)

    def _wake_zombies(self) -> None:
        due = [one for one in self.zombies if one[0] <= self.clock.now()]
        self.zombies = [one for one in self.zombies if one not in due]
        for _, request in due:
            with suppress(Dropped):
                self.apply(request)

    # ------------------------------------------------------------------------------------------------ the world

    def add(self, kind: Kind, *contents: ApiObject) -> None:
        for content in contents:
            self.state.add(kind, content)

    def history(self, side: Side = Side.OUTGOING, number: int = 1) -> None:
        """Earlier payments by other means, so that the control queries have something to find."""
        kind = Kind.OUTGOING_INVOICE if side is Side.OUTGOING else Kind.INCOMING_INVOICE
        make = outgoing if side is Side.OUTGOING else incoming
        for one in range(number):
            name = f"old-{side.value}-{one}"
            self.add(kind, make(name, "50.00", payment_status="paid"))
            self.add(Kind.PAYMENT, payment(f"pay-{name}", side, name, "50.00"))

    def ours(self) -> dict[str, list[ApiObject]]:
        """Live payments with a token of ours, by token."""
        found: dict[str, list[ApiObject]] = {}
        for one in self.state.documents(Kind.PAYMENT):
            if token_of(one) and not one["deleted_at"]:
                found.setdefault(token_of(one), []).append(one)
        return found

    def change(self, kind: Kind, name: str, **fields: Any) -> None:
        row = self.state.find(kind, name)
        assert row is not None
        self.state.replace(kind, row.document | fields)

    def pass_time(self, seconds: float) -> None:
        self.clock.sleep(seconds)

    # ------------------------------------------------------------------------------------------------ the program

    def journal(self) -> Journal:
        return Journal(self.folder / "journal.sqlite3", clock=self.clock, who="tester")

    def record(self, decisions: Sequence[Decision], sha: str = "sha-1", run_id: str = "R-BCDFGHJKLM") -> None:
        with self.journal() as journal:
            journal.record_run(run_of(decisions, run_id))
            journal.record_decisions(decisions, source="proposals.csv", source_sha256=sha)

    def client(self) -> KanbertClient:
        return KanbertClient(self.base_url, TOKEN, clock=self.clock, transport=self)

    def commit(self, decisions: Sequence[Decision], options: Options | None = None, **fields: Any) -> CommitReport:
        wanted = replace(options or Options(), **fields)
        with self.journal() as journal, self.client() as client:
            self.last = Committer(journal, client, self.clock, wanted)
            return self.last.commit(decisions)

    def postings(self) -> dict[str, PostingState]:
        with self.journal() as journal:
            return {one.token: one for one in journal.postings()}

    def states(self) -> dict[str, str]:
        return {name: one.state.value for name, one in self.postings().items()}


def three(world: World) -> list[Decision]:
    """Three approved payments: 100, 200 and 300 euros on three customer invoices; the smallest stands in the middle."""
    world.history()
    contents = [outgoing("re-1", "200.00"), outgoing("re-2", "100.00"), outgoing("re-3", "300.00")]
    world.add(Kind.OUTGOING_INVOICE, *contents)
    items = [item_of(one) for one in contents]
    decisions = [
        decision(bank_line(number, item.gross_minor), (item, item.gross_minor))
        for number, item in enumerate(items, start=1)
    ]
    world.record(decisions)
    return decisions


def until_done(world: World, decisions: list[Decision], rounds: int = 8) -> CommitReport:
    """Run again, a quarantine apart, until nothing is unfinished: that is the whole recovery."""
    for _ in range(rounds):
        report = world.commit(decisions)
        if report.exit_code not in (4, 5):
            return report
        world.pass_time(QUARANTINE_S + 1)
    return report


def each_once(world: World, *numbers: int) -> None:
    assert {name: len(found) for name, found in world.ours().items()} == {token(one): 1 for one in numbers}


# ---------------------------------------------------------------------------------------------------------- POST faults


def refused(world: World, request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("connection refused")


def dropped_before(world: World, request: httpx.Request) -> httpx.Response:
    raise httpx.ReadError("reset")


def dropped_after(world: World, request: httpx.Request) -> httpx.Response:
    world.apply(request)
    raise httpx.RemoteProtocolError("closed without an answer")


def timed_out_before(world: World, request: httpx.Request) -> httpx.Response:
    world.pass_time(60)
    raise httpx.ReadTimeout("60 s")


def garbage_after(world: World, request: httpx.Request) -> httpx.Response:
    world.apply(request)
    return httpx.Response(200, html="<h1>Good morning</h1>")


def garbage_before(world: World, request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html="<h1>Good morning</h1>")


def status(code: int, *, applied: bool = False, retry_after: str = "") -> PostFault:
    headers = {"Retry-After": retry_after} if retry_after else {}

    def fault(world: World, request: httpx.Request) -> httpx.Response:
        if applied:
            world.apply(request)
        return httpx.Response(code, json={"message": "said the server"}, headers=headers)

    return fault


def zombie(seconds: float) -> PostFault:
    """The client gives up, the server applies it later."""

    def fault(world: World, request: httpx.Request) -> httpx.Response:
        world.zombies.append((world.clock.now() + timedelta(seconds=seconds), request))
        raise httpx.ReadTimeout("60 s")

    return fault


def answered_with(**fields: Any) -> PostFault:
    """Stored as sent, answered otherwise."""

    def fault(world: World, request: httpx.Request) -> httpx.Response:
        answer = world.apply(request).json()
        return httpx.Response(200, json=answer | fields)

    return fault
