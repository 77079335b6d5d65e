"""From events to the state they mean. Pure; reading never fails: what cannot be understood is collected as damage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from reconcile.journal import events as payloads
from reconcile.journal.log import Event
from reconcile.journal.offsets import OFFSET_EDGES, OffsetMoved, OffsetRecorded, OffsetStarted, OffsetState
from reconcile.journal.sources import KeptSource
from reconcile.journal.states import EDGES, ENDED_EMPTY, LineSeen, PostingState, State
from reconcile.records import Decision, LooseKey, Side, statement_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    run_id: str
    at: str  #: UTC, ISO 8601
    files: tuple[tuple[str, str], ...]
    counts: dict[str, int]  #: by verdict


@dataclass(frozen=True, slots=True)
class DecisionSeen:
    seq: int
    digest: str
    decision: Decision
    source: str
    action: str = ""  #: equal for what was decided in one go, else ""

    @property
    def token(self) -> str:
        return self.decision.proposal.line.transaction.transaction_id


@dataclass
class Fold:
    """Everything derived from the events so far."""

    seq: int = 0
    runs: dict[str, RunSummary] = field(default_factory=dict)  #: newest last
    kept_sources: dict[str, tuple[KeptSource, ...]] = field(default_factory=dict)  #: run -> its files
    first_day: date | None = None  #: the earliest booking date of any line proposed
    body_sha256: dict[str, str] = field(default_factory=dict)
    run_of: dict[str, str] = field(default_factory=dict)  #: proposal -> run
    token_of: dict[str, str] = field(default_factory=dict)  #: proposal -> token
    current: dict[str, str] = field(default_factory=dict)  #: token -> the proposal made last
    statements: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  #: token -> seen in
    decisions: dict[str, DecisionSeen] = field(default_factory=dict)
    standing: dict[int, DecisionSeen] = field(default_factory=dict)  #: by event; what was not taken back, oldest first
    last_word: dict[str, int] = field(default_factory=dict)  #: token -> the latest decision event, undone or not
    overruled: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  #: token -> digests
    sources: set[tuple[str, str]] = field(default_factory=set)  #: (SHA-256 of a file, token) already recorded
    postings: dict[str, PostingState] = field(default_factory=dict)
    offsets: dict[str, OffsetState] = field(default_factory=dict)  #: by the token of the offset
    space: payloads.SpaceSeen | None = None
    canaries: set[tuple[str, Side]] = field(default_factory=set)
    foreign: dict[str, tuple[datetime, tuple[str, ...]]] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)
    by_day: dict[LooseKey, set[str]] = field(default_factory=dict)  #: loose or statement key -> tokens with intents
    by_entry: dict[str, set[str]] = field(default_factory=dict)  #: entry -> tokens with intents

    def apply(self, event: Event) -> None:
        self.seq = event.seq
        handler = _HANDLERS.get(event.kind)
        if handler is None:
            return
        try:
            handler(self, event)
        except (ValueError, KeyError, AssertionError) as error:
            self.damage.append(not_understood(event, error))


def not_understood(event: Event, error: Exception) -> str:
    which = f"event {event.seq} ({event.kind}), written by reconcile {event.version},"
    return f"{which} cannot be understood: {type(error).__name__}"


def _run(fold: Fold, event: Event) -> None:
    run = payloads.from_json(payloads.RunRecorded, event.payload)
    fold.runs.pop(run.run_id, None)
    fold.runs[run.run_id] = RunSummary(run_id=run.run_id, at=event.at, files=run.files, counts=run.counts)
    fold.body_sha256[run.run_id] = run.body_sha256
    days = [line.booking_date for line in run.lines] + ([fold.first_day] if fold.first_day else [])
    fold.first_day = min(days, default=None)
    for line in run.lines:
        fold.run_of[line.proposal_id] = run.run_id
        fold.token_of[line.proposal_id] = line.token
        fold.current[line.token] = line.proposal_id
        fold.statements[line.token].update(line.seen_in)
    for token, seen_in in run.repeats:
        fold.statements[token].update(seen_in)


def _sources(fold: Fold, event: Event) -> None:
    kept = payloads.from_json(payloads.SourcesKept, event.payload)
    fold.kept_sources[kept.run_id] = (*fold.kept_sources.get(kept.run_id, ()), *kept.files)


def _decision(fold: Fold, event: Event) -> None:
    recorded = payloads.from_json(payloads.DecisionRecorded, event.payload)
    seen = DecisionSeen(event.seq, recorded.digest, recorded.decision, recorded.source, recorded.action)
    before = fold.decisions.get(event.key)
    if recorded.undoes:
        fold.standing.pop(recorded.undoes, None)  # two pages may have undone it at the same moment
    else:
        fold.standing[event.seq] = seen
    if recorded.action:
        fold.overruled[event.key].update([before.digest] if before else [])
        fold.overruled[event.key].discard(recorded.digest)
    if recorded.withdrawn:
        fold.decisions.pop(event.key, None)
    else:
        fold.decisions[event.key] = seen
    fold.last_word[event.key] = event.seq
    if recorded.source_sha256:
        fold.sources.add((recorded.source_sha256, event.key))


def _intent(fold: Fold, event: Event) -> None:
    intent = payloads.from_json(payloads.IntentRecorded, event.payload)
    before = fold.postings.get(event.key)
    assert intent.posting.generation == (before.generation + 1 if before else 1), "generation"
    assert before is None or before.state in ENDED_EMPTY, "a second live intent"
    assert intent.body_sha256 == intent.posting.body_sha256, "body"
    fold.postings[event.key] = PostingState(
        token=event.key,
        state=State.READY,
        generation=intent.posting.generation,
        attempts=0,
        payment_id="",
        words="approved, not sent yet",
        posting=intent.posting,
        line=intent.line,
        snapshot=intent.snapshot,
        decision_seq=intent.decision_seq,
        changed_at=_moment(event),
        attempted_at=before.attempted_at if before else None,
        unclear_attempts=before.unclear_attempts if before else 0,
    )
    _index(fold, intent.line)


def _index(fold: Fold, line: LineSeen) -> None:
    for key in line.loose_keys | statement_keys(line.seen_in, line.booking_date, line.amount_minor):
        fold.by_day.setdefault(key, set()).add(line.token)
    fold.by_entry.setdefault(line.entry_id, set()).add(line.token)
    fold.statements[line.token].update(line.seen_in)


def _sending(fold: Fold, event: Event) -> None:
    attempt = payloads.from_json(payloads.AttemptStarted, event.payload)
    before = fold.postings[event.key]
    assert before.state is State.READY, "sending"
    assert attempt.generation == before.generation, "generation"
    fold.postings[event.key] = replace(
        before,
        state=State.SENDING,
        attempts=attempt.attempt,
        words="being sent",
        changed_at=_moment(event),
        attempted_at=_later(before.attempted_at, _moment(event)),
    )


def _move(fold: Fold, event: Event) -> None:
    move = payloads.from_json(payloads.Moved, event.payload)
    before = fold.postings[event.key]
    assert move.generation == before.generation, "generation"
    assert move.to in EDGES[before.state], f"{before.state} -> {move.to}"
    was_sending = before.state is State.SENDING
    ids = move.payment_ids or before.payment_ids
    fold.postings[event.key] = replace(
        before,
        state=move.to,
        words=move.words,
        payment_ids=ids,
        payment_id=ids[0] if len(ids) == 1 else "",
        changed_at=_moment(event),
        attempted_at=_later(before.attempted_at, _moment(event)) if was_sending else before.attempted_at,
        unclear_attempts=before.unclear_attempts + (was_sending and move.to is State.UNCERTAIN),
    )


def _offset(fold: Fold, event: Event) -> None:
    recorded = payloads.from_json(OffsetRecorded, event.payload)
    offset = recorded.offset
    assert offset.token not in fold.offsets, "an offset is recorded once"
    assert recorded.body_sha256 == offset.body_sha256, "body"
    fold.offsets[offset.token] = OffsetState(
        offset=offset,
        state=State.READY,
        words="not sent",
        invoice=recorded.invoice,
        credit=recorded.credit,
        changed_at=_moment(event),
    )


def _offset_sending(fold: Fold, event: Event) -> None:
    started = payloads.from_json(OffsetStarted, event.payload)
    _move_offset(fold, event, OffsetMoved(offset=started.offset, to=State.SENDING, words="being sent"))


def _offset_moved(fold: Fold, event: Event) -> None:
    _move_offset(fold, event, payloads.from_json(OffsetMoved, event.payload))


def _move_offset(fold: Fold, event: Event, move: OffsetMoved) -> None:
    before = fold.offsets[move.offset]
    assert move.to in OFFSET_EDGES[before.state], f"{before.state} -> {move.to}"
    ids = move.booking_ids or before.booking_ids
    fold.offsets[move.offset] = replace(
        before, state=move.to, words=move.words, changed_at=_moment(event), booking_ids=ids
    )


def _space(fold: Fold, event: Event) -> None:
    fold.space = payloads.from_json(payloads.SpaceSeen, event.payload)


def _canary(fold: Fold, event: Event) -> None:
    seen = payloads.from_json(payloads.CanaryConfirmed, event.payload)
    fold.canaries.add((seen.base_url, seen.side))


def _foreign(fold: Fold, event: Event) -> None:
    seen = payloads.from_json(payloads.ForeignSeen, event.payload)
    fold.foreign.setdefault(event.key, (_moment(event), seen.payment_ids))


def _correction(fold: Fold, event: Event) -> None:
    noted = payloads.from_json(payloads.CorrectionNoted, event.payload)
    before = fold.postings[event.key]
    fold.postings[event.key] = replace(before, corrections=(*before.corrections, noted.words))


def _moment(event: Event) -> datetime:
    return datetime.fromisoformat(event.at)


def _later(one: datetime | None, other: datetime) -> datetime:
    return other if one is None else max(one, other)


_HANDLERS: dict[str, Callable[[Fold, Event], None]] = {
    "run": _run,
    "sources": _sources,
    "decision": _decision,
    "intent": _intent,
    "sending": _sending,
    "move": _move,
    "offset": _offset,
    "offset_sending": _offset_sending,
    "offset_move": _offset_moved,
    "space": _space,
    "canary": _canary,
    "foreign": _foreign,
    "correction": _correction,
}
