"""What the journal knows: runs, decisions, postings and what must not be posted twice. Reading never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from importers.errors import Problem
from reconcile.errors import SafetyStop
from reconcile.journal import duplicates, trail, undoing
from reconcile.journal import events as payloads
from reconcile.journal.fold import DecisionSeen, Fold, RunSummary, not_understood
from reconcile.journal.log import Event, EventLog
from reconcile.journal.offsets import OffsetState
from reconcile.journal.sources import KeptSource
from reconcile.journal.states import PostingState, State
from reconcile.records import BankLine, Decision, Proposal, Run, Side, Verdict

#: States in which a line is settled or in flight: no new posting may start from a proposal of it.
_CLOSED = frozenset({State.SENDING, State.UNCERTAIN, State.POSTED, State.CONFIRMED, State.HUMAN})
#: money.md 16: a line is proposed until it is posted or declined.
_DONE = frozenset({State.POSTED, State.CONFIRMED, State.DECLINED})


class Reading:
    """The reading half of the journal (`Journal` has both)."""

    path: Path
    _log: EventLog
    _fold: Fold
    _bodies: dict[str, Run]

    def close(self) -> None:
        self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

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
            raise self._other_version(damage[0])

    def runs(self) -> tuple[RunSummary, ...]:
        return tuple(self._now().runs.values())

    def run(self, run_id: str) -> Run | None:
        if run_id not in self._now().runs:
            return None
        digest = self._fold.body_sha256[run_id]
        if digest not in self._bodies:
            self._bodies[digest] = self._body(self._log.latest("run_body", run_id))
        return self._bodies[digest]

    def _body(self, event: Event) -> Run:
        try:
            return payloads.from_json(Run, event.payload)
        except ValueError as error:
            raise self._other_version(not_understood(event, error)) from None

    def _other_version(self, sentence: str) -> SafetyStop:
        remedy = "use the program version that wrote the journal"
        return SafetyStop(Problem(self.path.name, sentence, remedy, code="journal-version"))

    def sources(self, run_id: str) -> tuple[KeptSource, ...]:
        """The files the run was made from, as they were handed in."""
        return self._now().kept_sources.get(run_id, ())

    def latest_run(self) -> Run | None:
        runs = self.runs()
        return self.run(runs[-1].run_id) if runs else None

    def latest_run_of_statements(self) -> Run | None:
        """The latest that proposes whole statements: a commit records runs of the few rows it asks again."""
        runs = (self.run(one.run_id) for one in reversed(self.runs()))
        return next((run for run in runs if run is not None and not run.again_of), None)

    def asked_again(self, run: Run) -> Mapping[str, int]:
        """run id -> how many lines of `run` it proposed again, later, without an answer yet."""
        fold = self._now()
        found: Counter[str] = Counter()
        for one in run.proposals:
            token = one.line.transaction.transaction_id
            if one.verdict is Verdict.IGNORED:  # no file and no page asks about it
                continue
            current, seen = fold.current[token], fold.decisions.get(token)
            answered = seen is not None and seen.decision.proposal.proposal_id == current
            if current != one.proposal_id and not answered:
                found[fold.run_of[current]] += 1
        return found

    def find_proposal(self, proposal_id: str) -> Proposal | None:
        run = self.run(self._now().run_of.get(proposal_id, ""))
        return run.proposal(proposal_id) if run else None

    def oldest(self) -> tuple[str, date | None] | None:
        """(moment of the first event, earliest booking date of any line proposed); None when nothing is recorded."""
        first = next(iter(self._log.events(without="run_body")), None)
        return (first.at, self._now().first_day) if first else None

    def superseded(self, proposal_id: str) -> bool:
        """True when a later run proposed the same transaction again (F31)."""
        token = self._now().token_of.get(proposal_id)
        return token is not None and self._fold.current[token] != proposal_id

    def closed(self) -> Mapping[str, str]:
        """token -> state of every line that is posted, declined, with a person or on its way.

        Declined is what the latest decision says, not the posting: a `no` can be taken back on the page.
        """
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

    def last_words(self) -> Mapping[str, int]:
        """token -> the event of the latest decision of this line, or of its being taken back."""
        return dict(self._now().last_word)

    def current(self) -> Mapping[str, str]:
        """token -> the proposal made last for it: the others are superseded (F31)."""
        return dict(self._now().current)

    def unsettled(self) -> list[Proposal]:
        """Of every run, in order: what is neither closed nor proposed again by a later one. What is settled altogether
        is not read."""
        closed, fold = self.closed(), self._now()
        wanted = {proposal_id for token, proposal_id in fold.current.items() if token not in closed}
        names = {fold.run_of[one] for one in wanted}
        runs = (self.run(one.run_id) for one in self.runs() if one.run_id in names)
        return [one for run in runs if run is not None for one in run.proposals if one.proposal_id in wanted]

    def undoable(self, tokens: Collection[str]) -> tuple[DecisionSeen, ...]:
        """What was decided last of these lines, and in one go, oldest first; () when nothing can be taken back."""
        return undoing.undoable(self._now(), tokens)

    def postings(self) -> tuple[PostingState, ...]:
        """The latest generation of every token ever approved, oldest first."""
        return tuple(self._now().postings.values())

    def posting(self, token: str) -> PostingState | None:
        return self._now().postings.get(token)

    def offsets(self) -> tuple[OffsetState, ...]:
        """Every credit offset ever recorded, oldest first."""
        return tuple(self._now().offsets.values())

    def space(self) -> payloads.SpaceSeen | None:
        return self._now().space

    def canary_confirmed(self, base_url: str, side: Side) -> bool:
        return (base_url, side) in self._now().canaries

    def foreign(self) -> Mapping[str, tuple[datetime, tuple[str, ...]]]:
        """token -> (first noticed, payment ids) of payments this journal has no attempt for (F21, F23)."""
        return dict(self._now().foreign)

    def events(self, *, without: str = "") -> Iterator[Event]:
        """Every event as it was written, oldest first; `without` names a kind that is left out."""
        return self._log.events(without=without)

    def chain_trouble(self) -> str:
        """What is wrong with the file or its chain, for who reads on all the same; `""` when it is whole."""
        try:
            self._log.verify()
        except SafetyStop as stop:
            return stop.problems[0].sentence
        return ""

    def decisions_by_event(self) -> Mapping[int, Decision]:
        """Event number -> what was decided there, in the order of time; the trail tells of what is not understood."""
        found = {}
        for event in self.events(without="run_body"):
            if event.kind == "decision":
                with suppress(ValueError):
                    found[event.seq] = payloads.from_json(payloads.DecisionRecorded, event.payload).decision
        return found

    def trail(self) -> Iterator[trail.TrailRow]:
        """The audit trail, oldest first: one row an event."""
        return trail.trail_of(self._log.events(without="run_body"))

    def _now(self) -> Fold:
        """The fold, brought up to date: another process may have written (the review page does)."""
        for event in self._log.events(self._fold.seq, without="run_body"):
            self._fold.apply(event)
        return self._fold
