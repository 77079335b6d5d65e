"""What the steps of one commit share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from importers.errors import Problem
from reconcile.errors import SafetyStop
from reconcile.journal import ON_SERVER, Journal, PostingState, State
from reconcile.posting.kanbert import Kanbert
from reconcile.posting.options import Options
from reconcile.posting.readback import Found, find
from reconcile.records import Side
from reconcile.seams import Clock

#: A run waits for the rest of a quarantine up to this; beyond it, it says when to come back.
PATIENCE_S = 30.0
NAP_S = 0.5  #: so that a request to stop is heard


@dataclass
class Session:
    commit_id: str
    journal: Journal
    kanbert: Kanbert
    clock: Clock
    options: Options
    stop_requested: Callable[[], bool]
    notes: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)  #: tokens whose state this run changed
    sent: set[str] = field(default_factory=set)  #: of these, the ones it made a POST for
    searchable: bool = False  #: the positive control passed: an empty answer may be believed (U9)
    comparable: dict[Side, int] = field(default_factory=dict)  #: earlier payments that confirm in/out (money.md 13)
    withheld: str = ""  #: why nothing may be sent in this run although everything else may go on (F21)

    @property
    def gap_s(self) -> float:
        return self.options.gap_s(is_loopback=self.kanbert.is_loopback)

    @property
    def lag_s(self) -> float:
        """How long a payment may be in Kanbert before its lists show it (U13): 60 s. One that was applied as its
        quarantine ended is seen when as much has passed again."""
        return 2 * self.gap_s

    def of(self, token: str) -> PostingState:
        state = self.journal.posting(token)
        assert state is not None, token
        return state

    def in_state(self, *states: State) -> list[PostingState]:
        return [one for one in self.journal.postings() if one.state in states]

    def on_server(self) -> list[PostingState]:
        return [one for one in self.journal.postings() if one.state in ON_SERVER]

    def note(self, words: str) -> None:
        if words not in self.notes:
            self.notes.append(words)

    def move(self, token: str, to: State, *, step: str, words: str, ids: tuple[str, ...] = ()) -> None:
        self.journal.move(token, to, step=step, words=words, payment_ids=ids)
        self.touched.add(token)

    def settle(self, token: str, found: Found, *, step: str) -> State:
        """Our payment was found: confirmed if it is one and equal, else with a person (J5)."""
        trouble = found.trouble(self.of(token).posting)
        if trouble:
            self.move(token, State.HUMAN, step=step, words=trouble, ids=found.ids)
            return State.HUMAN
        self.move(token, State.CONFIRMED, step=step, words="read back: one payment, as approved", ids=found.ids)
        return State.CONFIRMED

    def find(self, token: str) -> Found:
        return find(self.kanbert, token)

    def rested(self, state: PostingState) -> bool:
        """The quarantine is over. A clock that went backwards has not elapsed (F25)."""
        return self.quarantine_left_s(state) <= 0

    def quarantine_left_s(self, state: PostingState) -> float:
        return self.rest_s(state.attempted_at or state.changed_at)

    def rest_s(self, since: datetime) -> float:
        """How much of the quarantine is left after a moment; not positive when it is over."""
        return self.options.quarantine_s - (self.clock.now() - since).total_seconds()

    def wait_out(self, rest_s: float) -> bool:
        """Wait for the end of a quarantine that is nearly over; False when it is too long, or a stop was requested."""
        if rest_s > PATIENCE_S:
            return False
        while rest_s > 0 and not self.stop_requested():
            self.clock.sleep(min(rest_s, NAP_S))
            rest_s -= NAP_S
        return not self.stop_requested()

    def knows_beside(self, token: str) -> Callable[[str], bool]:
        """Is another token certainly of another line than this one?"""
        return lambda other: self.journal.is_another_line(other, than=token)


def stop(sentence: str, remedy: str, *, code: str, place: str = "commit", excerpt: str = "") -> SafetyStop:
    return SafetyStop(Problem(place, sentence, remedy, excerpt, code=code))
