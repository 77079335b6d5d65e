"""What a commit did, row by row, and the exit code it deserves (review.md, commit-protocol B4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reconcile.errors import ReconcileError
from reconcile.journal import PostingState, State
from reconcile.records import Offset, Posting

UNDECIDED = "undecided"
CONFLICT = "conflict"  #: cannot be posted by this program; a person must look

_FINISHED = frozenset({State.CONFIRMED.value, State.DECLINED.value})
_UNFINISHED = frozenset({State.READY.value, State.SENDING.value, State.UNCERTAIN.value, State.POSTED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """Where one decided transaction stands; `state` is a `State` value, `undecided` or `conflict`."""

    token: str
    proposal_id: str
    state: str
    words: str
    payment_id: str = ""

    @property
    def exit_code(self) -> int:
        if self.state in _FINISHED:
            return 0
        return 4 if self.state in _UNFINISHED else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitReport:
    rows: tuple[RowOutcome, ...]
    exit_code: int
    notes: tuple[str, ...] = ()
    stopped: ReconcileError | None = None  #: what ended the run early
    postings: tuple[Posting, ...] = ()  #: of a dry run: what would be sent
    sent: frozenset[str] = frozenset()  #: tokens of the payments this very commit sent
    changed: frozenset[str] = frozenset()  #: tokens whose state it changed: those it sent, and what it found of others
    offset_rows: tuple[RowOutcome, ...] = ()  #: credit offsets of netted payments; `token` is the offset's own
    offsets: tuple[Offset, ...] = ()  #: of a dry run: what would be sent once its payment is confirmed

    @property
    def counts(self) -> dict[str, int]:
        """Rows by state."""
        return dict(Counter(row.state for row in self.rows))

    @property
    def posted(self) -> tuple[RowOutcome, ...]:
        """Sent by this commit, and read back."""
        return tuple(row for row in self._confirmed if row.token in self.sent)

    @property
    def found(self) -> tuple[RowOutcome, ...]:
        """Sent by an earlier one, that a crash ended for instance; read back by this."""
        return tuple(row for row in self._confirmed if row.token in self.changed - self.sent)

    @property
    def posted_before(self) -> tuple[RowOutcome, ...]:
        """Posted and read back by another commit, though it ended only while this one waited."""
        return tuple(row for row in self._confirmed if row.token not in self.changed)

    @property
    def _confirmed(self) -> list[RowOutcome]:
        return [row for row in self.rows if row.state == State.CONFIRMED.value]


def exit_code_of(rows: Iterable[RowOutcome], errors: Iterable[ReconcileError]) -> int:
    """The highest that applies."""
    return max([0, *(row.exit_code for row in rows), *(error.exit_code for error in errors)])


def row_of(posting: PostingState, proposal_id: str = "") -> RowOutcome:
    return RowOutcome(
        token=posting.token,
        proposal_id=proposal_id or posting.posting.proposal_id,
        state=posting.state.value,
        words=posting.words,
        payment_id=posting.payment_id,
    )
