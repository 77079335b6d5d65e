"""What must hold of credit offsets, which nothing reads back (F49, U12); seen from outside the program.

I17 an offset that may have been applied is never sent again by the journal that knows of it, and none is applied twice,
whatever crashes and whichever older journal is restored; I18 none is sent before its payment is there; I19 what is
unclear is a person's and named, what is called done is done, what is called not sent is not there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from sim_histories import Strike
from sim_world import OFFSET_TOKEN, SimWorld, demand, raw_events

from reconcile.journal import OffsetState
from reconcile.posting import CommitReport
from reconcile.records import Decision

#: journal.offsets.OFFSET_EDGES, written down a second time.
OFFSET_EDGES = {
    *(("ready", to) for to in ("sending", "stale")),
    *(("sending", to) for to in ("ready", "posted", "rejected", "with a person")),
    *(("posted", to) for to in ("confirmed", "with a person")),
}
_NOTHING_SENT = ("ready", "rejected")
#: After these Kanbert certainly has nothing of it.
_REFUSALS = (401, 403, 404, 405, 419, 429)


class Offsets:
    """Of one history, all its journals together."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world
        self.posts: list[tuple[str, str, str]] = []  #: (token, digest, strike)
        self.edges: Counter[tuple[str, str]] = Counter()
        self.moves: list[dict[str, Any]] = []
        self.excused: set[str] = set()  #: under way when the journal that knew of them was replaced
        self.excused_all = False  #: a second machine
        self._journals: Counter[int] = Counter()  #: how often each machine's was replaced
        self._closed: set[tuple[int, int, str]] = set()  #: (machine, journal, token) that may have been applied
        self._states: dict[tuple[int, str], str] = {}

    # ---------------------------------------------------------------------------------------------- as it happens

    def arrives(self, machine: int, body: bytes, strike: Strike | None, payments: set[str]) -> None:
        """`payments`: tokens of which a POST was applied."""
        token, digest = offset_token_in(body), hashlib.sha256(body).hexdigest()
        _, kind, line, payload, _ = raw_events(self._world.path_of(machine))[-1]
        content = json.loads(payload)
        recorded = kind == "offset_sending" and (content["offset"], content["body_sha256"]) == (token, digest)
        demand(recorded, f"I2 a POST of {token} without its attempt record: the last event is {kind} of {line}")
        key = (machine, self._journals[machine], token)
        demand(key not in self._closed, f"I17 {token} is sent again although it may have been applied")
        if not _certainly_not(strike):
            self._closed.add(key)
        demand(line in payments, f"I18 {token} is sent, and no payment of {line} ever was")
        self.posts.append((token, digest, "" if strike is None else strike.kind))

    def none_twice(self) -> None:
        for token, number in self.applied().items():
            excused = self.excused_all or token in self.excused
            demand(number == 1 or excused, f"I17 {token} is applied {number} times")

    def applied(self) -> Counter[str]:
        by_digest = {digest: token for token, digest, _ in self.posts}
        log = self._world.oracle_log()
        return Counter(by_digest[one.body_sha256] for one in log if one.applied and one.body_sha256 in by_digest)

    # ---------------------------------------------------------------------------------------------- the journals

    def journal_replaced(self, machine: int, under_way: set[str]) -> None:
        """`under_way`: digests of what Kanbert may still apply."""
        self._journals[machine] += 1
        self._states = {key: state for key, state in self._states.items() if key[0] != machine}
        self.excused |= {token for token, digest, _ in self.posts if digest in under_way}

    def step(self, machine: int, kind: str, payload: dict[str, Any]) -> None:
        """One event of a journal: `offset`, `offset_sending` or `offset_move`."""
        token = payload["offset"]["token"] if kind == "offset" else payload["offset"]
        before = self._states.get((machine, token), "")
        to = {"offset": "ready", "offset_sending": "sending"}.get(kind) or str(payload["to"])
        self._states[machine, token] = to
        if kind == "offset":
            demand(not before, f"I9 {token} is recorded twice")
            return
        demand((before, to) in OFFSET_EDGES, f"I9 {token}: {before} -> {to}")
        self.edges[before, to] += 1
        if kind == "offset_move":
            self.moves.append({"token": token, "from": before, "machine": machine, **payload})
            demand(to != "posted" or self.applied()[token], f"I15 {token} is called posted, and nothing is stored")

    # ---------------------------------------------------------------------------------------------- at the end

    def end_well(self, offsets: tuple[OffsetState, ...], report: CommitReport, decisions: dict[str, Decision]) -> None:
        """I19 in one machine's journal after everything healed; `decisions` by the token of the line."""
        rows = {row.token: row for row in report.offset_rows}
        applied = self.applied()
        alone = not self.excused_all and not any(self._journals.values())
        for one in offsets:
            token, state = one.offset.token, one.state.value
            demand(state not in ("sending", "posted"), f"I19 {token} is still {state}")
            demand(state != "confirmed" or applied[token], f"I19 {token} is called done, and nothing is there")
            demand(not (alone and state in _NOTHING_SENT) or not applied[token], f"I19 {token} is {state} and there")
            decision = decisions.get(one.offset.line_token)
            if state == "with a person" and decision is not None and decision.approved:
                told = token in rows and rows[token].words == one.words and rows[token].state == state
                demand(told and report.exit_code, f"I19 {token} is for a person, and no row says so")


def _certainly_not(strike: Strike | None) -> bool:
    if strike is None:
        return False
    refused = strike.kind == "status_before" and strike.number in _REFUSALS
    return refused or strike.kind in ("refuse", "throttle")


def offset_token_in(body: bytes) -> str:
    found = OFFSET_TOKEN.search(str(json.loads(body).get("reference")))
    assert found is not None, "an offset without a token"
    return found.group()
