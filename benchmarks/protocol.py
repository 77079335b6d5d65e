"""What does exactly-once cost? A commit against bare httpx posting of the same bodies, in the same run.

    python benchmarks/protocol.py [PAYMENTS ...] [--rounds N]        (default: 10 100 1000, 3 rounds)

For each size two practice Kanberts with equal books are started, each in a process of its own. One gets the bodies of
the approved payments from a loop of httpx posts, on a new connection each, as the protocol sends them; the other gets
them from `Committer.commit` with a real journal (WAL, synchronous FULL). The rounds alternate which goes first; the
median counts. From the commit its own reads (control queries, facts, read-backs, audits) and the pauses it asked for
are subtracted: what is left over the bare posting is the journal and the protocol. `sync` is what the disk takes for
the same number of durable transactions, with nothing of ours around them; `processor` is the processor time of the
whole commit, its reads included.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from importers.statement import Transaction
from reconcile.journal import Journal
from reconcile.kanbert.answers import ApiObject, PostAnswer
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.pulling import pull
from reconcile.posting import Committer, Options
from reconcile.posting.plan import posting_of
from reconcile.records import Allocation, BankLine, Decision, Document, Proposal, Run, Side, Verdict, make_proposal_id
from reconcile.seams import SystemClock

SIZES = [10, 100, 1000]
TOKEN = "practice"  # noqa: S105 - of a server on this machine
RUN_ID = "R-BCDFGHJKLM"


@dataclass(frozen=True)
class Measured:
    """Seconds, for all payments together."""

    bare: float
    commit: float
    cpu: float  #: processor time of the commit with its reads
    reads: float
    pauses: float
    posts: float
    requests: Counter[str]
    events: int
    sync: float


class CountingClock(SystemClock):
    def __init__(self) -> None:
        self.slept = 0.0

    def sleep(self, seconds: float) -> None:
        before = perf_counter()
        super().sleep(seconds)
        self.slept += perf_counter() - before


class Timed:
    """A client whose questions and posts are timed apart; `requests` counts what goes over the wire."""

    def __init__(self, client: KanbertClient) -> None:
        self._client = client
        self.reads = self.posts = 0.0
        self.requests: Counter[str] = Counter()
        for http in (client._reads, client._writes):
            http.event_hooks = {"request": [lambda request: self.requests.update([request.method])]}
        self.base_url, self.is_loopback = client.base_url, client.is_loopback

    def _read(self, ask: Callable[[], Any]) -> Any:
        before = perf_counter()
        try:
            return ask()
        finally:
            self.reads += perf_counter() - before

    def payments(self, *conditions: Condition) -> list[ApiObject]:
        return self._read(lambda: self._client.payments(*conditions))

    def payment_accounts(self) -> list[ApiObject]:
        return self._read(self._client.payment_accounts)

    def outgoing_invoice(self, item_id: str) -> ApiObject | None:
        return self._read(lambda: self._client.outgoing_invoice(item_id))

    def incoming_invoice(self, item_id: str) -> ApiObject | None:
        return self._read(lambda: self._client.incoming_invoice(item_id))

    def post_payment(self, side: Side, body: bytes) -> PostAnswer:
        before = perf_counter()
        try:
            return self._client.post_payment(side, body)
        finally:
            self.posts += perf_counter() - before

    def post_offset(self, side: Side, body: bytes) -> PostAnswer:
        return self._client.post_offset(side, body)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="PAYMENTS")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    head = ["payments", "bare httpx", "commit, without its reads", "over bare", "of that sync"]
    head += ["processor", "reads", "requests a payment"]
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for size in arguments.sizes:
        print(row(size, [measure(size, bare_first=bool(number % 2)) for number in range(arguments.rounds)]), flush=True)
    return 0


def row(size: int, rounds: list[Measured]) -> str:
    """Milliseconds a payment, the median of the rounds."""

    def ms(pick: Callable[[Measured], float]) -> float:
        return statistics.median(pick(one) for one in rounds) * 1000 / size

    bare, own = ms(lambda one: one.bare), ms(lambda one: one.commit - one.reads - one.pauses)
    over = ms(lambda one: one.commit - one.reads - one.pauses - one.bare)
    last = rounds[-1]
    gets, posts = last.requests["GET"], last.requests["POST"]
    assert posts == size, f"{posts} posts of {size} payments"
    cells = [
        str(size),
        f"{bare:.2f} ms",
        f"{own:.2f} ms ({own / bare:.2f}×)",
        f"{over:.2f} ms",
        f"{ms(lambda one: one.sync):.2f} ms",
        f"{ms(lambda one: one.cpu):.2f} ms",
        f"{ms(lambda one: one.reads):.2f} ms",
        f"{(gets + posts) / size:.2f}: 1 POST, {gets / size:.2f} GET",
    ]
    return f"| {' | '.join(cells)} |"


def measure(size: int, *, bare_first: bool) -> Measured:
    with practice(size) as first, practice(size) as second, tempfile.TemporaryDirectory() as folder:
        bare = bare_posting(first, decisions_of(first, size)) if bare_first else 0.0
        commit, cpu, kanbert, clock, events = committing(second, decisions_of(second, size), Path(folder))
        if not bare_first:
            bare = bare_posting(first, decisions_of(first, size))
        return Measured(
            bare=bare,
            commit=commit,
            cpu=cpu,
            reads=kanbert.reads,
            pauses=clock.slept,
            posts=kanbert.posts,
            requests=kanbert.requests,
            events=events,
            sync=durable_transactions(Path(folder) / "plain.sqlite3", events - size + 1),  # intents are one
        )


def bare_posting(base_url: str, decisions: list[Decision]) -> float:
    bodies = [posting_of(one, 1).body for one in decisions]
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json", "Accept": "application/json"}
    fresh = httpx.Limits(max_keepalive_connections=0)
    with httpx.Client(headers=headers | {"Connection": "close"}, limits=fresh, trust_env=False) as client:
        start = perf_counter()
        for body in bodies:
            answer = client.post(f"{base_url}/payments/outgoing-invoice", content=body)
            assert answer.status_code in (200, 201), answer.text
            answer.json()
        return perf_counter() - start


def committing(
    base_url: str, decisions: list[Decision], folder: Path
) -> tuple[float, float, Timed, CountingClock, int]:
    """(seconds and processor seconds of the commit alone, the client, the clock, events the commit wrote)."""
    clock = CountingClock()
    with (
        Journal(folder / "journal.sqlite3", clock=clock) as journal,
        KanbertClient(base_url, TOKEN, clock=clock) as plain,
    ):
        journal.record_run(run_of(decisions))
        journal.record_decisions(decisions, source="proposals.csv", source_sha256="0" * 64)
        before, kanbert = journal.head[0], Timed(plain)
        committer = Committer(journal, kanbert, clock, Options(quarantine_s=2))
        start, cpu = perf_counter(), process_time()
        report = committer.commit(decisions)
        took, cpu = perf_counter() - start, process_time() - cpu
        assert report.counts == {"confirmed": len(decisions)}, report
        return took, cpu, kanbert, clock, journal.head[0] - before


def durable_transactions(path: Path, number: int) -> float:
    """`number` commits of one small row, as durable as the journal's."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = WAL").fetchall()
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE event(payload TEXT)")
        start = perf_counter()
        for _ in range(number):
            database.execute("INSERT INTO event VALUES(?)", ("x" * 400,))
        return perf_counter() - start


def decisions_of(base_url: str, size: int) -> list[Decision]:
    """One approved payment in full for each of the first open invoices."""
    clock = SystemClock()
    with KanbertClient(base_url, TOKEN, clock=clock) as client:
        snapshot = pull(client, clock=clock, since=(clock.now() - timedelta(days=1)).date(), currency_known=True)
        account = str(client.payment_accounts()[0]["id"])
    books = derive_books(snapshot, home_currency="EUR", zone=ZoneInfo("Europe/Berlin"))
    items = [
        item
        for item in books.items
        if item.side is Side.OUTGOING and item.document is Document.INVOICE and item.open_minor and not item.unsafe
    ][:size]
    assert len(items) == size, f"{len(items)} open invoices"
    today = clock.now().date()
    return [_decision(number, item, account, today) for number, item in enumerate(items)]


def _decision(number: int, item: Any, account: str, today: Any) -> Decision:
    token, minor = f"KR1-{number:016d}", item.open_minor
    transaction = Transaction(
        transaction_id=token,
        entry_id=token,
        account="DE02120300000000202051",
        booking_date=today,
        value_date=None,
        amount_minor=minor,
        currency=item.currency,
        counterparty_name=item.party_name,
        remittance=item.number,
    )
    line = BankLine(transaction=transaction, statement="2026-03.xml", own_account_id=account)
    parts = (Allocation(item=item, allocated_minor=minor),)
    proposal = Proposal(
        proposal_id=make_proposal_id(RUN_ID, token),
        run_id=RUN_ID,
        line=line,
        verdict=Verdict.SURE,
        kind="single",
        confidence=1.0,
        allocations=parts,
        unallocated_minor=0,
    )
    return Decision(proposal=proposal, approved=True, allocations=parts, unallocated_minor=0)


def run_of(decisions: list[Decision]) -> Run:
    proposals = tuple(one.proposal for one in decisions)
    day = proposals[0].line.transaction.booking_date
    return Run(run_id=RUN_ID, files=(), today=day, space=None, items=(), proposals=proposals)


@contextmanager
def practice(size: int) -> Iterator[str]:
    """Books with half as many more open invoices than payments are made."""
    command = [sys.executable, "-m", "reconcile", "sandbox", "--generate", str(size * 2 + 20), "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    ) as server:
        assert server.stderr is not None
        try:
            said = ""
            while not (found := re.search(r"http://[\w.:]+/api/v1", said)):
                said = server.stderr.readline()
                assert said, "the practice Kanbert did not start"
            yield found[0]
        finally:
            server.terminate()


if __name__ == "__main__":
    sys.exit(main())
