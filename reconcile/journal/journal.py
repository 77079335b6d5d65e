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
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from importers.statement_file import writable
from reconcile import seams
from reconcile.journal import events as payloads
from reconcile.journal import undoing
from reconcile.journal.fold import DecisionSeen, Fold
from reconcile.journal.log import Entry, Event, EventLog
from reconcile.journal.offsets import OFFSET_EDGES, OffsetMoved, OffsetRecorded, OffsetStarted
from reconcile.journal.reading import Reading
from reconcile.journal.sources import KeptSource
from reconcile.journal.states import EDGES, LineSeen, PostingState, State
from reconcile.records import Decision, Offset, OpenItem, Posting, Proposal, Run, Side


class Journal(Reading):
    """Opens (and creates) the journal at `path`; `read_only` writes nothing, not even a new file."""

    def __init__(self, path: Path, *, clock: seams.Clock, who: str = "", read_only: bool = False) -> None:
        self.path = path
        self._clock = clock
        self._who = writable(who or _operator())
        self._log = EventLog(path, read_only=read_only)
        self._fold = Fold()
        self._bodies: dict[str, Run] = {}

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

    def record_sources(self, run_id: str, files: Sequence[KeptSource]) -> None:
        """Which files, as they were handed in, a run was made from; what is recorded already is not again."""
        known = {(one.name, one.sha256) for one in self._now().kept_sources.get(run_id, ())}
        fresh = tuple(one for one in files if (one.name, one.sha256) not in known)
        if fresh:
            self._append(("sources", run_id, payloads.SourcesKept(run_id=run_id, files=fresh)))

    def record_decisions(
        self, decisions: Sequence[Decision], *, source: str, source_sha256: str, action: str = ""
    ) -> None:
        """J1. A file that was recorded before, and an answer that changes nothing, are not new decisions.

        `action`: a person decides now, all of these in one go, and no file is read back: every one of them is new.
        """
        fresh = decisions if action else self.new_decisions(decisions, source_sha256)
        self._append(
            *(
                (
                    "decision",
                    one.proposal.line.transaction.transaction_id,
                    payloads.DecisionRecorded(
                        decision=one,
                        digest=payloads.decision_digest(one),
                        source=writable(source),
                        source_sha256=source_sha256,
                        action=action,
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
        """An answer that a person took back or overruled is not new in a file: it may be older than that."""
        token, digest = decision.proposal.line.transaction.transaction_id, payloads.decision_digest(decision)
        if not source_sha256:
            return True
        latest = self._fold.decisions.get(token)
        if (source_sha256, token) in self._fold.sources or digest in self._fold.overruled.get(token, ()):
            return False
        return latest is None or latest.digest != digest

    def undo(self, group: Sequence[DecisionSeen], *, source: str, action: str) -> None:
        """Take back decisions, as `undoable` gave them: what stood before each of them stands again, or nothing."""
        fold = self._now()
        self._append(
            *(("decision", one.token, undoing.undoing(fold, one, source=source, action=action)) for one in group)
        )

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
        answer: str = "",
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
            answer=answer[: payloads.ANSWER_KEPT],
        )
        self._append(("move", token, moved))
        return self._fold.postings[token]

    def record_offsets(self, offsets: Sequence[tuple[Offset, OpenItem, OpenItem]]) -> None:
        """Offsets that could be sent, each with its invoice and its credit note as approved; known ones stay."""
        known = self._now().offsets
        self._append(
            *(
                (
                    "offset",
                    offset.line_token,
                    OffsetRecorded(offset=offset, body_sha256=offset.body_sha256, invoice=invoice, credit=credit),
                )
                for offset, invoice, credit in offsets
                if offset.token not in known
            )
        )

    def start_offset(self, commit_id: str, offset: Offset) -> None:
        """Durable before the first byte of its only attempt (U12)."""
        assert State.SENDING in OFFSET_EDGES[self._now().offsets[offset.token].state], "a second attempt"
        started = OffsetStarted(offset=offset.token, commit_id=commit_id, body_sha256=offset.body_sha256)
        self._append(("offset_sending", offset.line_token, started))

    def move_offset(
        self,
        offset: Offset,
        to: State,
        *,
        words: str,
        status: int = 0,
        booking_ids: Sequence[str] = (),
        answer_sha256: str = "",
        answer: str = "",
    ) -> None:
        assert to in OFFSET_EDGES[self._now().offsets[offset.token].state], f"offset -> {to}"
        moved = OffsetMoved(
            offset=offset.token,
            to=to,
            words=words,
            status=status,
            booking_ids=tuple(booking_ids),
            answer_sha256=answer_sha256,
            answer=answer[: payloads.ANSWER_KEPT],
        )
        self._append(("offset_move", offset.line_token, moved))

    def note_correction(self, token: str, words: str) -> None:
        """What a person did about a wrong posting: a new event, the old ones stay (money.md 17)."""
        assert token in self._now().postings, "a correction of nothing"
        self._append(("correction", token, payloads.CorrectionNoted(words=writable(words))))

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
