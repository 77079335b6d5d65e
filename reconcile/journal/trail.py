"""The audit trail: events → rows a person and an auditor can read. Pure; nothing is summed up and nothing left out.

Who did what, when, with which version of the program, to which bank line, from which file, and what Kanbert answered
(GoBD Rz 107-112, BAO § 131). What cannot be understood is a row too, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from reconcile.journal import events as payloads
from reconcile.journal.log import Event
from reconcile.journal.offsets import OffsetMoved, OffsetRecorded, OffsetStarted
from reconcile.journal.states import LineSeen, State
from reconcile.records import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailRow:
    """One event. `hash` is its link in the journal's chain; texts that do not apply are `""`."""

    seq: int
    at: str  #: UTC, ISO 8601 with milliseconds
    who: str  #: the user of the operating system
    version: str  #: of the program
    kind: str  #: as in `events`: run, decision, intent, sending, move ...
    what: str  #: in words
    hash: str
    token: str = ""  #: of the bank line
    run_id: str = ""
    proposal_id: str = ""
    state: str = ""  #: where the posting stands after this event
    payment_ids: tuple[str, ...] = ()
    status: int = 0  #: HTTP status of an answer
    files: tuple[tuple[str, str], ...] = ()  #: (name, SHA-256): of statements, or the proposals file a decision is from
    note: str = ""  #: what the person wrote beside the decision
    request: str = ""  #: the exact body, where it is recorded (J2)
    request_sha256: str = ""
    answer: str = ""  #: what came back, without the token of the connection
    answer_sha256: str = ""


@dataclass
class _Seen:
    """What earlier events said that later ones refer to."""

    proposals: dict[str, str] = field(default_factory=dict)  #: token -> proposal
    runs: dict[str, str] = field(default_factory=dict)  #: proposal -> run
    bodies: dict[str, str] = field(default_factory=dict)  #: token -> SHA-256 of the body to be sent


def trail_of(events: Iterable[Event]) -> Iterator[TrailRow]:
    """In the order of the events, from the first one on: later rows lean on earlier ones. `run_body` is no row."""
    seen = _Seen()
    for event in events:
        if event.kind == "run_body":
            continue
        bare = TrailRow(
            seq=event.seq, at=event.at, who=event.who, version=event.version, kind=event.kind, what="", hash=event.hash
        )
        try:
            yield _ROWS.get(event.kind, _other)(bare, event, seen)
        except (ValueError, KeyError, AssertionError) as error:
            yield replace(bare, what=f"this event cannot be understood ({type(error).__name__})", token=event.key)


def _run(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    run = payloads.from_json(payloads.RunRecorded, event.payload)
    for line in run.lines:
        seen.proposals[line.token] = line.proposal_id
        seen.runs[line.proposal_id] = run.run_id
    counts = ", ".join(f"{number} {verdict}" for verdict, number in run.counts.items())
    return replace(row, what=f"statements matched: {counts or 'no lines'}", run_id=run.run_id, files=run.files)


def _sources(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    kept = payloads.from_json(payloads.SourcesKept, event.payload)
    files = tuple((one.name, one.sha256) for one in kept.files)
    return replace(row, what="statement files kept unmodified", run_id=kept.run_id, files=files)


def _decision(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    recorded = payloads.from_json(payloads.DecisionRecorded, event.payload)
    decision = recorded.decision
    seen.proposals[event.key] = decision.proposal.proposal_id
    source = _name(recorded.source)
    return replace(
        row,
        what=f"{_said(recorded)} in {source}" if source else _said(recorded),
        token=event.key,
        run_id=decision.proposal.run_id,
        proposal_id=decision.proposal.proposal_id,
        files=((source, recorded.source_sha256),) if recorded.source_sha256 else (),
        note=decision.note,
    )


def _said(recorded: payloads.DecisionRecorded) -> str:
    if recorded.withdrawn:
        return f"took back event {recorded.undoes}, undecided again,"
    if recorded.undoes:
        return f"took back event {recorded.undoes}, again {_decided(recorded.decision)},"
    return _decided(recorded.decision)


def _decided(decision: Decision) -> str:
    if not decision.approved:
        return "declined"
    numbers = ", ".join(part.item.label for part in decision.allocations)
    return f"approved for {numbers}" if numbers else "approved without an invoice"


def _intent(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    intent = payloads.from_json(payloads.IntentRecorded, event.payload)
    posting = intent.posting
    seen.bodies[event.key] = posting.body_sha256
    return replace(
        _of_line(row, event.key, seen),
        what=f"payment recorded, not sent yet (generation {posting.generation})",
        proposal_id=posting.proposal_id,
        state=State.READY.value,
        files=_statements(intent.line),
        request=posting.body.decode("utf-8", "replace"),
        request_sha256=posting.body_sha256,
    )


def _sending(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    attempt = payloads.from_json(payloads.AttemptStarted, event.payload)
    return replace(
        _of_line(row, event.key, seen),
        what=f"sent to Kanbert, attempt {attempt.attempt}",
        state=State.SENDING.value,
        request_sha256=attempt.body_sha256,
    )


#: `Moved.step` -> what the row begins with.
_STEPS = {
    "outcome": "Kanbert answered",
    "confirm": "read back",
    "read-back": "read back before sending",
    "recover": "found unfinished",
    "resolve": "looked for again",
    "refresh": "facts read before sending",
    "decision": "a newer decision",
    "audit": "audit",
}


def _move(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    move = payloads.from_json(payloads.Moved, event.payload)
    begin = _STEPS.get(move.step, move.step)
    if move.step == "outcome":
        begin = f"{begin} {move.status}" if move.status else "no whole answer of Kanbert"
    return replace(
        _of_line(row, event.key, seen),
        what=move.words if move.words.startswith(begin) else f"{begin}: {move.words}",
        state=move.to.value,
        payment_ids=move.payment_ids,
        status=move.status,
        request_sha256=seen.bodies.get(event.key, "") if move.step == "outcome" else "",
        answer=move.answer,
        answer_sha256=move.answer_sha256,
    )


def _offset(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    offset = payloads.from_json(OffsetRecorded, event.payload).offset
    return replace(
        _of_line(row, event.key, seen),
        what=f"offset {offset.token} of {offset.credit_number} against {offset.invoice_number} recorded, not sent",
        request=offset.body.decode("utf-8", "replace"),
        request_sha256=offset.body_sha256,
    )


def _offset_sending(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    started = payloads.from_json(OffsetStarted, event.payload)
    what = f"offset {started.offset} sent to Kanbert, its only attempt"
    return replace(_of_line(row, event.key, seen), what=what, request_sha256=started.body_sha256)


def _offset_move(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    move = payloads.from_json(OffsetMoved, event.payload)
    said = f" (Kanbert answered {move.status})" if move.status else ""
    return replace(
        _of_line(row, event.key, seen),
        what=f"offset {move.offset} {move.to}{said}: {move.words}",
        status=move.status,
        answer=move.answer,
        answer_sha256=move.answer_sha256,
    )


def _commit(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    commit = payloads.from_json(payloads.CommitStarted, event.payload)
    return replace(row, what=f"commit {commit.commit_id} to {commit.base_url} begun: {commit.control}")


def _end(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    end = payloads.from_json(payloads.CommitEnded, event.payload)
    counts = ", ".join(f"{number} {state}" for state, number in end.counts.items()) or "no payments"
    words = "; ".join((f"commit {end.commit_id} ended with exit code {end.exit_code}: {counts}", *end.notes))
    return replace(row, what=words)


def _space(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    space = payloads.from_json(payloads.SpaceSeen, event.payload)
    return replace(row, what=f"Kanbert at {space.base_url}, payment accounts {', '.join(space.account_ids)}")


def _canary(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    canary = payloads.from_json(payloads.CanaryConfirmed, event.payload)
    return replace(row, what=f"a person confirmed the first payment on {canary.side.value} invoices")


def _foreign(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    foreign = payloads.from_json(payloads.ForeignSeen, event.payload)
    what = "a payment with this token was in Kanbert that this journal did not send"
    return replace(_of_line(row, event.key, seen), what=what, payment_ids=foreign.payment_ids)


def _correction(row: TrailRow, event: Event, seen: _Seen) -> TrailRow:
    noted = payloads.from_json(payloads.CorrectionNoted, event.payload)
    return replace(_of_line(row, event.key, seen), what="a person corrected it in Kanbert", note=noted.words)


def _other(row: TrailRow, event: Event, _seen: _Seen) -> TrailRow:
    return replace(row, what=event.kind, token=event.key)


def _of_line(row: TrailRow, token: str, seen: _Seen) -> TrailRow:
    proposal_id = seen.proposals.get(token, "")
    return replace(row, token=token, proposal_id=proposal_id, run_id=seen.runs.get(proposal_id, ""))


def _statements(line: LineSeen) -> tuple[tuple[str, str], ...]:
    """The files a line was seen in; `seen_in` begins with the SHA-256 of the file (reconcile/lines.py)."""
    name = line.statement.split(" · ")[0]
    return tuple((name, sha256) for one in line.seen_in if len(sha256 := one.split(" ")[0]) == _SHA256_LENGTH)


_SHA256_LENGTH = 64


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


_ROWS: Mapping[str, Callable[[TrailRow, Event, _Seen], TrailRow]] = {
    "run": _run,
    "sources": _sources,
    "decision": _decision,
    "intent": _intent,
    "sending": _sending,
    "move": _move,
    "offset": _offset,
    "offset_sending": _offset_sending,
    "offset_move": _offset_move,
    "commit": _commit,
    "end": _end,
    "space": _space,
    "canary": _canary,
    "foreign": _foreign,
    "correction": _correction,
}
