"""What must hold whatever happens: the invariants of simulation.md 5, seen from outside the program.

I1 to I12 are its numbers. Beyond them: I13 nothing is sent beside an equal payment that a person made, I14 nothing a
person deleted is sent again, I15 what the journal calls acknowledged is stored, I16 what it calls refused was refused,
I17 to I19 see `sim_offsets`, I20 what is there and no list forgot is never called absent.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Any

from posting_world import TOKEN
from sim_histories import HOSTILE, QUARANTINE, Strike, Window
from sim_offsets import Offsets
from sim_world import SimWorld, Watcher, demand, raw_events, token_in

from reconcile.journal import PostingState
from reconcile.kanbert.sandbox import FaultKind, Personality
from reconcile.posting import CommitReport
from reconcile.posting.readback import token_of
from reconcile.records import Decision

#: commit-protocol B2, written down a second time.
EDGES = {
    *(("ready", to) for to in ("sending", "stale", "declined", "confirmed", "with a person")),
    *(("sending", to) for to in ("posted", "ready", "rejected", "uncertain", "with a person")),
    *(("posted", to) for to in ("confirmed", "with a person")),
    *(("uncertain", to) for to in ("confirmed", "ready", "with a person")),
    *((since, "with a person") for since in ("confirmed", "rejected", "stale", "declined")),
}
EMPTY = ("rejected", "stale", "declined")
UNFINISHED = ("ready", "sending", "uncertain", "posted")
#: How the words of a change of state claim that nothing is there, and the windows in which that may be wrong.
_ABSENT = ("proven absent", "it is not in Kanbert", "missing there since", "is no longer in Kanbert under its token")
_FORGETTING = ("forgets", "empty", "archived_only")
MOST_REQUESTS = 600  #: of one commit
#: Amounts are stored otherwise than they are sent: sums say nothing.
_OTHER_NUMBERS = {Personality.OUT_NEGATIVE, Personality.PAYMENT_TYPE_SWAPPED}


class Oracle(Watcher):
    def __init__(self, world: SimWorld) -> None:
        self.world = world
        self.excused: set[str] = set()  #: tokens that may be there twice, if they are named in the end
        self.excused_all = False
        self.limits: dict[str, int] = {}  #: document -> what ours may add up to, in cents
        self.edges: Counter[tuple[str, str]] = Counter()
        self.moves: list[dict[str, Any]] = []  #: every change of state, of all journals
        self.posts: list[tuple[str, str, str, int]] = []  #: (token, digest, strike, machine)
        self.journal_failed = False
        self.offsets = Offsets(world)
        self.by_hand: dict[str, str] = {}  #: payments that are of a line of ours: id -> token
        self._used: set[tuple[int, int, int]] = set()  #: (machine, incarnation, event) of every POST
        self._incarnation: Counter[int] = Counter()
        self._seen: Counter[int] = Counter()  #: events known of each machine's journal
        self._states: defaultdict[int, dict[str, str]] = defaultdict(dict)
        self._sequence = 0

    # ---------------------------------------------------------------------------------------------- as it happens

    def post_arrives(self, machine: int, body: bytes, strike: Strike | None) -> None:
        token, digest = token_in(body), hashlib.sha256(body).hexdigest()
        demand(not self.journal_failed, f"I7 a POST of {token} after the journal failed")
        seq, kind, key, payload, _ = raw_events(self.world.path_of(machine))[-1]
        recorded = kind == "sending" and key == token and json.loads(payload)["body_sha256"] == digest
        demand(recorded, f"I2 a POST of {token} without its attempt record: the last event is {kind} of {key}")
        used = (machine, self._incarnation[machine], seq)
        demand(used not in self._used, f"I7 two POSTs of {token} with one record")
        self._used.add(used)
        name = "" if strike is None else strike.kind
        self.posts.append((token, digest, name, machine))
        if strike is not None and "zombie" in strike.kind and strike.number >= QUARANTINE:
            self.excused.add(token)
        self._nothing_of_people(token, body)

    def offset_arrives(self, machine: int, body: bytes, strike: Strike | None) -> None:
        demand(not self.journal_failed, "I7 an offset is sent after the journal failed")
        stored = self._stored()
        paid = {token for token, digest, _, _ in self.posts if digest in stored}
        self.offsets.arrives(machine, body, strike, paid)

    def _stored(self) -> set[str]:
        """Digests of the POSTs that were applied."""
        return {one.body_sha256 for one in self.world.oracle_log() if one.method == "POST" and one.applied}

    def _nothing_of_people(self, token: str, body: bytes) -> None:
        sent = json.loads(body)
        bookings = {one.get("outgoing_invoice_id") or one.get("incoming_invoice_id"): one for one in sent["bookings"]}
        for payment in self.world.payments():
            gone = payment["deleted_at"] and token_of(payment) == token
            demand(not gone, f"I14 {token} is sent again although a person deleted payment {payment['id']}")
            if payment["deleted_at"] or self.by_hand.get(payment["id"]) != token:
                continue
            same = any(
                (one["outgoing_invoice_id"] or one["incoming_invoice_id"]) in bookings for one in payment["bookings"]
            )
            demand(not same, f"I13 {token} is sent although a person booked it as {payment['id']}")

    def request_done(self) -> None:
        demand(self.world.requests <= MOST_REQUESTS, "I12 too many requests")
        if (sequence := self.world.state.next_sequence()) != self._sequence:
            self._sequence = sequence
            self.books_sound()
            self.offsets.none_twice()

    def books_sound(self) -> None:
        """I1, I5."""
        sums: Counter[str] = Counter()
        for token, live in self.ours().items():
            demand(len(live) == 1 or self.is_excused(token), f"I1 {token} is there {len(live)} times")
            if len(live) == 1:
                for booking in live[0]["bookings"]:
                    paper = booking["outgoing_invoice_id"] or booking["incoming_invoice_id"]
                    sums[paper] += round(abs(booking["value"]) * 100)
        if self.excused or self.excused_all or _OTHER_NUMBERS & set(self.world.history.personalities):
            return
        for paper, sum_minor in sums.items():
            demand(sum_minor <= self.limits[paper], f"I5 {paper}: {sum_minor} of {self.limits[paper]}")

    def ours(self) -> dict[str, list[dict[str, Any]]]:
        """Live payments by token."""
        found: dict[str, list[dict[str, Any]]] = {}
        for one in self.world.payments():
            if token_of(one) and not one["deleted_at"]:
                found.setdefault(token_of(one), []).append(one)
        return found

    def excuse_all(self) -> None:
        """Another machine, or lists that lag behind a lost journal: two may have sent the same."""
        self.excused_all = self.offsets.excused_all = True

    def is_excused(self, token: str) -> bool:
        return self.excused_all or token in self.excused

    # ---------------------------------------------------------------------------------------------- the journals

    def journal_replaced(self, machine: int) -> None:
        """By an older copy, or by none."""
        self._incarnation[machine] += 1
        self.offsets.journal_replaced(machine, {late.request.body_sha256 for late in self.world.sandbox._late})
        self._seen[machine] = 0
        self._states[machine] = {}

    def read_journal(self, machine: int) -> None:
        """I9, I15, I16 for what is new in it."""
        path = self.world.path_of(machine)
        events = raw_events(path, self._seen[machine])
        self._seen[machine] += len(events)
        demand(not events or events[-1][0] == self._seen[machine], "I9 the number of events shrank, or jumped")
        stored = self._stored()
        refused = {one.body_sha256 for one in self.world.oracle_log() if one.method == "POST" and one.status == 422}
        for _, kind, token, payload, moment in events:
            if kind.startswith("offset"):
                self.offsets.step(machine, kind, json.loads(payload))
            if kind not in ("intent", "sending", "move"):
                continue
            to = self._step(machine, kind, token, json.loads(payload))
            self._not_called_absent(token, str(json.loads(payload).get("words")), moment)
            digests = {digest for name, digest, _, _ in self.posts if name == token}
            demand(to != "posted" or digests & stored, f"I15 {token} is called posted, and nothing is stored")
            demand(to != "rejected" or digests & refused, f"I16 {token} is called refused, and nobody did")

    def _not_called_absent(self, token: str, words: str, moment: str) -> None:
        """I20: what a look would have shown is never called absent, for instance because the look failed (F41)."""
        if not any(claim in words for claim in _ABSENT) or self._forgetful():
            return
        before = datetime.fromisoformat(moment) - timedelta(seconds=1)  # Kanbert tells whole seconds
        older = [one["id"] for one in self.ours().get(token, []) if _moment(one["created_at"]) < before]
        demand(not older or self.is_excused(token), f"I20 {token} is called absent ({words}), and {older} is there")

    def _forgetful(self) -> bool:
        """The search for a token may leave out what is there."""
        one, hostile = self.world.round, set(self.world.history.personalities) & set(HOSTILE)
        return bool(hostile or one.lag_s or any(map(_forgets_tokens, one.windows)))

    def _step(self, machine: int, kind: str, token: str, payload: dict[str, Any]) -> str:
        states = self._states[machine]
        before = states.get(token, "")
        to = {"intent": "ready", "sending": "sending"}.get(kind) or str(payload["to"])
        states[token] = to
        if kind == "intent":
            demand(before in ("", *EMPTY), f"I9 an intent of {token} from {before}")
            return to
        demand((before, to) in EDGES, f"I9 {token}: {before} -> {to}")
        self.edges[before, to] += 1
        if kind == "move":
            self.moves.append({"token": token, "from": before, "machine": machine, **payload})
        return to

    # ---------------------------------------------------------------------------------------------- at the end

    def ends_well(
        self, machine: int, report: CommitReport, postings: dict[str, PostingState], decisions: dict[str, Decision]
    ) -> None:
        """I3, I4, I6, I10, I11 in one machine's journal after everything healed."""
        ours = self.ours()
        hostile = bool(set(self.world.history.personalities) & set(HOSTILE))
        for token, one in postings.items():
            state, live = one.state.value, ours.get(token, [])
            demand(hostile or state not in UNFINISHED, f"I6 {token} is still {state}: {one.words}; {report.stopped}")
            demand(hostile or state not in EMPTY or not live, f"I4 {token} is {state} and there")
            if state == "confirmed" and not hostile:
                self._confirmed(token, one, live)
        self._conserved(report, postings, decisions)
        told = " ".join([*report.notes, *(row.words for row in report.rows)])
        for token, live in ours.items():
            named = all(payment["id"] in told for payment in live)
            demand(hostile or len(live) < 2 or named, f"I11 {token} is there {len(live)} times and nobody says so")
        content = self.world.path_of(machine).read_bytes()
        demand(TOKEN.encode() not in content, "I8 the access token stands in the journal")

    def _confirmed(self, token: str, one: PostingState, live: list[dict[str, Any]]) -> None:
        demand(len(live) == 1, f"I3 {token} is confirmed and there {len(live)} times")
        payment, posting = live[0], one.posting
        booked = {
            part["outgoing_invoice_id"] or part["incoming_invoice_id"]: round(part["value"] * 100)
            for part in payment["bookings"]
        }
        wanted = {part.item_id: part.value_minor for part in posting.bookings}
        demand(booked == wanted, f"I3 {token}: {booked} instead of {wanted}")
        demand(payment["payment_account"]["id"] == posting.own_account_id, f"I3 {token}: account")
        demand(payment["date_of_payment"][:10] == posting.booking_date.isoformat(), f"I3 {token}: date")
        demand(round(payment["value"] * 100) == posting.amount_minor, f"I3 {token}: value")

    def _conserved(
        self, report: CommitReport, postings: dict[str, PostingState], decisions: dict[str, Decision]
    ) -> None:
        """I10: every approved cent has exactly one row, and a posting is of what its decision said."""
        rows = Counter(row.token for row in report.rows)
        demand(all(rows[token] == 1 for token in decisions), "I10 a decision without its row, or with two")
        for token, decision in decisions.items():
            one = postings.get(token)
            if one is None or one.state.value in EMPTY or not decision.approved:
                continue
            sent = sum(part.value_minor for part in one.posting.bookings)
            line = abs(decision.proposal.line.transaction.amount_minor)
            demand(0 < sent <= line, f"I10 {token}: {sent} of {line}")


def _forgets_tokens(window: Window) -> bool:
    return window.kind in _FORGETTING and window.target != "paid"


def _moment(created_at: object) -> datetime:
    return datetime.fromisoformat(str(created_at))


def struck(world: SimWorld) -> Counter[str]:
    """How often each kind of fault struck, by method: the sandbox's and ours."""
    found = Counter(f"{one.method} {one.fault}" for one in world.oracle_log() if one.fault is not None)
    return found + world.fired


ALL_FAULTS = frozenset(
    {f"POST {kind}" for kind in FaultKind}
    | {f"POST {kind}" for kind in ("lie", "no_id", "die_before", "die_after")}
    | {f"GET {kind}" for kind in FaultKind if kind not in ("zombie", "status_after", "garbage_after", "hang_after")}
    | {f"GET {kind}" for kind in ("empty", "forgets", "archived_only", "lag", "vanished", "die")}
)
