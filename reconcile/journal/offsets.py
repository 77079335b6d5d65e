"""Credit offsets in the journal: an invoice against its credit note, sent at most once and never read back (U12, F49).

Kept apart from postings: no audit finds an offset, so none of what proves a posting holds for it. The events are keyed
by the token of the bank line the offset belongs to; what cannot be settled for certain is a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reconcile.journal.states import State
from reconcile.records import Offset, OpenItem

#: `posted`: acknowledged; `confirmed`: the documents show it too. After anything unclear there is no way back.
OFFSET_EDGES: dict[State, frozenset[State]] = {
    State.READY: frozenset({State.SENDING, State.STALE}),
    State.SENDING: frozenset({State.READY, State.POSTED, State.REJECTED, State.HUMAN}),
    State.POSTED: frozenset({State.CONFIRMED, State.HUMAN}),
    State.CONFIRMED: frozenset(),
    State.REJECTED: frozenset(),
    State.STALE: frozenset(),
    State.HUMAN: frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetRecorded:
    """`offset`: what could be sent, and both documents as they stood when it was approved."""

    offset: Offset
    body_sha256: str
    invoice: OpenItem
    credit: OpenItem


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetStarted:
    """`offset_sending`, durable before the first byte."""

    offset: str
    commit_id: str
    body_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetMoved:
    """`offset_move`: every other change of state."""

    offset: str
    to: State
    words: str
    status: int = 0
    booking_ids: tuple[str, ...] = ()
    answer_sha256: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OffsetState:
    offset: Offset
    state: State
    words: str
    invoice: OpenItem
    credit: OpenItem
    changed_at: datetime
    booking_ids: tuple[str, ...] = ()
