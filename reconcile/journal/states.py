"""The life of a posting: its states and the only edges between them (commit-protocol B2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reconcile.records import LooseKey, OpenItem, Posting, loose_keys


class State(StrEnum):
    READY = "ready"  #: recorded, provably not sent
    SENDING = "sending"  #: the attempt is recorded; the POST may be on its way
    POSTED = "posted"  #: Kanbert acknowledged it
    CONFIRMED = "confirmed"  #: read back: exactly one payment, and equal
    UNCERTAIN = "uncertain"  #: it may have been applied
    REJECTED = "rejected"  #: refused by Kanbert (422), nothing on the server
    STALE = "stale"  #: facts or the decision changed before it was sent, nothing on the server
    DECLINED = "declined"  #: a person said no, nothing on the server
    HUMAN = "with a person"  #: several, different or deleted payments: only a person can settle it


#: `human` is reachable from everywhere: an audit may find what nobody expected (F6, F23, F43).
EDGES: dict[State, frozenset[State]] = {
    State.READY: frozenset({State.SENDING, State.STALE, State.DECLINED, State.CONFIRMED, State.HUMAN}),
    State.SENDING: frozenset({State.POSTED, State.READY, State.REJECTED, State.UNCERTAIN, State.HUMAN}),
    State.POSTED: frozenset({State.CONFIRMED, State.HUMAN}),
    State.UNCERTAIN: frozenset({State.CONFIRMED, State.READY, State.HUMAN}),
    State.CONFIRMED: frozenset({State.HUMAN}),
    State.REJECTED: frozenset({State.HUMAN}),
    State.STALE: frozenset({State.HUMAN}),
    State.DECLINED: frozenset({State.HUMAN}),
    State.HUMAN: frozenset(),
}

#: States after which a new decision may start a new generation with the same token (money.md 15).
ENDED_EMPTY = frozenset({State.REJECTED, State.STALE, State.DECLINED})
#: Something of it is, or may be, in Kanbert.
ON_SERVER = frozenset({State.SENDING, State.UNCERTAIN, State.POSTED, State.CONFIRMED, State.HUMAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSeen:
    """What the journal keeps of a bank line to recognise it and its duplicates (money.md 14)."""

    proposal_id: str
    token: str
    entry_id: str
    account: str
    booking_date: date
    amount_minor: int
    statement: str
    entry_minor: int = 0  #: as in BankLine
    seen_in: tuple[str, ...] = ()  #: as in BankLine.origins
    own_account_id: str = ""

    @property
    def loose_keys(self) -> frozenset[LooseKey]:
        """As in BankLine."""
        amounts = {self.amount_minor, self.entry_minor or self.amount_minor}
        return loose_keys(self.account, self.own_account_id, self.booking_date, amounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingState:
    """Where one posting stands: the latest generation of its token."""

    token: str
    state: State
    generation: int
    attempts: int  #: POSTs recorded for this generation
    payment_id: str  #: Kanbert's id where exactly one payment is known, else ""
    words: str  #: why it stands there, for people
    posting: Posting
    line: LineSeen
    snapshot: tuple[OpenItem, ...]  #: the invoices as they stood when proposed
    decision_seq: int  #: the event of the decision it was made from
    changed_at: datetime
    attempted_at: datetime | None = None  #: the latest moment a POST of this token is known to have been under way
    unclear_attempts: int = 0  #: attempts that may have been applied, over all generations (F48)
    payment_ids: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()  #: what a person noted after a wrong posting (money.md 17)
