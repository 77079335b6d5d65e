"""The journal: what was proposed, decided and sent. State is never stored, it is derived from the events.

One file per Kanbert space; nothing in it is ever changed or removed (GoBD Rz 107-112). Every method that writes returns
only when the events are durable, and raises SafetyStop otherwise: then nothing more may be sent (commit-protocol B3).
"""

from __future__ import annotations

import getpass
import hashlib
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Self

from importers.errors import Problem
from reconcile import seams
from reconcile.errors import SafetyStop
from reconcile.journal import duplicates
from reconcile.journal import events as payloads
from reconcile.journal.fold import DecisionSeen, Fold, RunSummary
from reconcile.journal.log import Entry, Event, EventLog
from reconcile.journal.states import EDGES, LineSeen, PostingState, State
from reconcile.records import BankLine, Decision, OpenItem, Posting, Proposal, Run, Side

#: States in which a line is settled or in flight: no new posting may start from a proposal of it.
_CLOSED = frozenset({State.SENDING, State.UNCERTAIN, State.POSTED, State.CONFIRMED, State.HUMAN, State.DECLINED})
#: money.md 16: a line is proposed until it is posted or declined.
_DONE = frozenset({State.POSTED, State.CONFIRMED, State.DECLINED})


class Journal:
    """Opens (and creates) the journal at `path`; `read_only` writes nothing, not even a new file."""

    def __init__(self, path: Path, *, clock: seams.Clock, who: str = "", read_only: bool = False) -> None:
        self.path = path
        self._clock = clock
        self._who = who or _operator()
        self._log = EventLog(path, read_only=read_only)
        self._fold = Fold()
        self._bodies: dict[str, Run] = {}

    def close(self) -> None:
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------ reading

    @property
    def lock_path(self) -> Path:
        """`journal.lock` beside the journal: whoever commits holds it (commit-protocol B4)."""
        return self.path.with_suffix(".lock")

    @property
    def head(self) -> tuple[int, str]:
        """(number of events, hash of the last one)."""
        return self._log.head()

    @property
    def writable(self) -> bool:
        """False after a failure to write: then no further request may be sent (commit-protocol B3)."""
        return self._log.writable

    def verify(self) -> None:
        """The chain is whole and every event can be understood, or SafetyStop (F20)."""
        self._log.verify()
        damage = self._now().damage
        if damage:
            raise SafetyStop(Problem(self.path.name, damage[0], "use the program version that wrote the journal"))

    def runs(self) -> tuple[RunSummary, ...]:
        return tuple(self._now().runs.values())

    def run(self, run_id: str) -> Run | None:
        if run_id not in self._now().runs:
            return None
        digest = self._fold.body_sha256[run_id]
        if digest not in self._bodies:
            event = self._log.latest("run_body", run_id)
            if event is None:
                return None
            self._bodies[digest] = payloads.from_json(Run, event.payload)
        return self._bodies[digest]

    def latest_run(self) -> Run | None:
        runs = self.runs()
        return self.run(runs[-1].run_id) if runs else None

    def find_proposal(self, proposal_id: str) -> Proposal | None:
        run = self.run(self._now().run_of.get(proposal_id, ""))
        return run.proposal(proposal_id) if run else None

    def superseded(self, proposal_id: str) -> bool:
        """True when a later run proposed the same transaction again (F31)."""
        token = self._now().token_of.get(proposal_id)
        return token is not None and self._fold.current[token] != proposal_id

    def closed(self) -> Mapping[str, str]:
        """token -> state of every line that is posted, declined, with a person or on its way."""
        fold = self._now()
        closed = {token: one.state.value for token, one in fold.postings.items() if one.state in _CLOSED}
        for token, seen in fold.decisions.items():
            if not seen.decision.approved and self._is_empty(token):
                closed[token] = State.DECLINED.value
        return closed

    def _is_empty(self, token: str) -> bool:
        """Neither on the server nor possibly so: a `no` is the last word."""
        posting = self._fold.postings.get(token)
        return posting is None or posting.state in (State.READY, State.REJECTED, State.STALE, State.DECLINED)

    def undecided(self, lines: Sequence[BankLine]) -> list[BankLine]:
        """The lines still to be proposed: repeats, posted and declined ones fall away (money.md 16).

        A line in flight or with a person stays, flagged, so that it keeps its claim on its invoice.
        """
        closed = self.closed()
        kept: dict[str, BankLine] = {}
        for line in lines:
            token = line.transaction.transaction_id
            state = closed.get(token, "")
            if token in kept or state in _DONE:
                continue
            kept[token] = replace(line, flags=(*line.flags, f"its posting is {state}")) if state else line
        return list(kept.values())

    def duplicate_flags(self, lines: Sequence[BankLine]) -> Mapping[str, str]:
        """token -> warning for lines that look already posted; call it with all lines of a file (money.md 14)."""
        return duplicates.duplicate_flags(self._now(), lines)

    def look_alikes(self, line: BankLine) -> tuple[str, ...]:
        """Tokens of the posted lines of other statements that have this line's account, date and amount."""
        return duplicates.look_alikes(self._now(), line)

    def untold_look_alike(self, line: BankLine) -> str:
        """The first of them nobody was told of when this line was proposed, in words; else `""`."""
        return duplicates.untold_look_alike(self._now(), line)

    def entry_conflict(self, token: str, entry_id: str) -> str:
        """Why this line goes to a person: its entry or another split of it was already posted; else `""`."""
        return duplicates.entry_conflict(self._now(), token, entry_id)

    def is_another_line(self, token: str, than: str) -> bool:
        """This journal posted it, or both stand in one statement: certainly not the same money."""
        return duplicates.is_another_line(self._now(), token, than)

    def decisions(self) -> Mapping[str, Decision]:
        """token -> the latest decision."""
        return {token: seen.decision for token, seen in self._now().decisions.items()}

    def decisions_seen(self) -> Mapping[str, DecisionSeen]:
        """token -> the latest decision with its event number and digest."""
        return dict(self._now().decisions)

    def decision_seen(self, token: str) -> DecisionSeen | None:
        return self._now().decisions.get(token)

    def postings(self) -> tuple[PostingState, ...]:
        """The latest generation of every token ever approved, oldest first."""
        return tuple(self._now().postings.values())

    def posting(self, token: str) -> PostingState | None:
        return self._now().postings.get(token)

    def space(self) -> payloads.SpaceSeen | None:
        return self._now().space

    def canary_confirmed(self, base_url: str, side: Side) -> bool:
        return (base_url, side) in self._now().canaries

    def foreign(self) -> Mapping[str, tuple[datetime, tuple[str, ...]]]:
        """token -> (first noticed, payment ids) of payments this journal has no attempt for (F21, F23)."""
        return dict(self._now().foreign)

    def _now(self) -> Fold:
        """The fold, brought up to date: another process may have written (the review page does)."""
        for event in self._log.events(self._fold.seq, without="run_body"):
            self._fold.apply(event)
        return self._fold

    # ------------------------------------------------------------------------------------------------ writing

    def _append(self, *entries: tuple[str, str, object]) -> list[Event]:
        self._now()
        if not entries:
            return []
        rows = [Entry(kind, key, payloads.to_json(value)) for kind, key, value in entries]
        events = self._log.append(rows, at=seams.timestamp(self._clock), who=self._who, version=_program_version())
        self._now()
        return events

    def record_run(self, run: Run) -> None:
        """The same run again is a no-op, unless another run came between: then it is the current one again."""
        body = payloads.to_json(run)
        digest = hashlib.sha256(body.encode()).hexdigest()
        light = payloads.RunRecorded(
            run_id=run.run_id,
            files=run.files,
            counts=dict(Counter(proposal.verdict.value for proposal in run.proposals)),
            lines=tuple(_line_of(proposal) for proposal in run.proposals),
            repeats=run.repeats,
            body_sha256=digest,
        )
        known = self._now().body_sha256.get(run.run_id) == digest
        if known and self.runs()[-1].run_id == run.run_id:
            return
        self._append(*([] if known else [("run_body", run.run_id, run)]), ("run", run.run_id, light))

    def record_decisions(self, decisions: Sequence[Decision], *, source: str, source_sha256: str) -> None:
        """J1. A file that was recorded before, and an answer that changes nothing, are not new decisions."""
        fresh = self.new_decisions(decisions, source_sha256)
        self._append(
            *(
                (
                    "decision",
                    one.proposal.line.transaction.transaction_id,
                    payloads.DecisionRecorded(
                        decision=one,
                        digest=payloads.decision_digest(one),
                        source=source,
                        source_sha256=source_sha256,
                    ),
                )
                for one in fresh
            )
        )

    def new_decisions(self, decisions: Sequence[Decision], source_sha256: str) -> list[Decision]:
        """Those that `record_decisions` would record."""
        self._now()
        return [one for one in decisions if self._is_new(one, source_sha256)]

    def _is_new(self, decision: Decision, source_sha256: str) -> bool:
        token = decision.proposal.line.transaction.transaction_id
        if not source_sha256:
            return True
        latest = self._fold.decisions.get(token)
        if latest is None:
            return True
        return (source_sha256, token) not in self._fold.sources and latest.digest != payloads.decision_digest(decision)

    def start_commit(self, commit_id: str, base_url: str, control: str) -> None:
        """J0."""
        self._append(
            ("commit", commit_id, payloads.CommitStarted(commit_id=commit_id, base_url=base_url, control=control))
        )

    def record_space(self, base_url: str, account_ids: Sequence[str]) -> None:
        self._append(("space", "", payloads.SpaceSeen(base_url=base_url, account_ids=tuple(account_ids))))

    def confirm_canary(self, base_url: str, side: Side) -> None:
        """A person has looked at the first posting of this endpoint in Kanbert (money.md 13)."""
        if not self.canary_confirmed(base_url, side):
            self._append(("canary", side.value, payloads.CanaryConfirmed(base_url=base_url, side=side)))

    def record_foreign(self, found: Mapping[str, tuple[str, ...]]) -> None:
        new = {token: ids for token, ids in found.items() if token not in self._now().foreign}
        self._append(*(("foreign", token, payloads.ForeignSeen(payment_ids=ids)) for token, ids in new.items()))

    def intend(self, intents: Sequence[tuple[Posting, Decision, int]]) -> None:
        """J2: posting, its decision, and the event number of that decision; all in one transaction, `ready`."""
        self._append(
            *(
                (
                    "intent",
                    posting.token,
                    payloads.IntentRecorded(
                        posting=posting,
                        body_sha256=posting.body_sha256,
                        line=_line_of(decision.proposal),
                        snapshot=_items_of(decision),
                        decision_seq=decision_seq,
                    ),
                )
                for posting, decision, decision_seq in intents
            )
        )

    def start_attempt(self, commit_id: str, token: str) -> int:
        """J3, durable before the first byte of the POST. Returns the number of the attempt."""
        before = self._now().postings[token]
        assert before.state is State.READY, f"attempt from {before.state}"
        attempt = payloads.AttemptStarted(
            commit_id=commit_id,
            generation=before.generation,
            attempt=before.attempts + 1,
            body_sha256=before.posting.body_sha256,
        )
        self._append(("sending", token, attempt))
        return attempt.attempt

    def move(
        self,
        token: str,
        to: State,
        *,
        step: str,
        words: str,
        payment_ids: Sequence[str] = (),
        status: int = 0,
        answer_sha256: str = "",
    ) -> PostingState:
        """J4, J5 and every other change of state, along the edges of commit-protocol B2 only."""
        before = self._now().postings[token]
        assert to in EDGES[before.state], f"{before.state} -> {to}"
        moved = payloads.Moved(
            generation=before.generation,
            to=to,
            step=step,
            words=words,
            payment_ids=tuple(payment_ids),
            status=status,
            answer_sha256=answer_sha256,
        )
        self._append(("move", token, moved))
        return self._fold.postings[token]

    def note_correction(self, token: str, words: str) -> None:
        """What a person did about a wrong posting: a new event, the old ones stay (money.md 17)."""
        assert token in self._now().postings, "a correction of nothing"
        self._append(("correction", token, payloads.CorrectionNoted(words=words)))

    def end_commit(self, commit_id: str, exit_code: int, counts: Mapping[str, int], notes: Sequence[str]) -> None:
        """J6, durable before exit code 0."""
        ended = payloads.CommitEnded(
            commit_id=commit_id, exit_code=exit_code, counts=dict(counts), chain_head=self.head[1], notes=tuple(notes)
        )
        self._append(("end", commit_id, ended))


def _line_of(proposal: Proposal) -> LineSeen:
    transaction = proposal.line.transaction
    return LineSeen(
        proposal_id=proposal.proposal_id,
        token=transaction.transaction_id,
        entry_id=transaction.entry_id,
        account=transaction.account,
        booking_date=transaction.booking_date,
        amount_minor=transaction.amount_minor,
        statement=proposal.line.statement,
        entry_minor=proposal.line.entry_minor,
        seen_in=tuple(sorted(proposal.line.origins)),
        own_account_id=proposal.line.own_account_id or "",
    )


def _items_of(decision: Decision) -> tuple[OpenItem, ...]:
    return tuple(allocation.item for allocation in decision.allocations)


@cache
def _operator() -> str:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):
        user = "unknown"
    return f"{user}@{platform.node()}"


@cache
def _program_version() -> str:
    try:
        return version("kanbert-reconcile")
    except PackageNotFoundError:
        return "0"
