"""What each kind of event holds, and its JSON.

`run`, `run_body`: a run and its proposals, `sources`: its files · `decision` J1 · `commit` J0, `space` · `intent` J2 ·
`sending` J3 · `move` J4, J5 and every other change of state · `end` J6 · `canary` ·
`foreign` · `correction` · `offset`, `offset_sending`, `offset_move` (`offsets.py`)  (commit-protocol B3)
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from reconcile.journal.sources import KeptSource
from reconcile.journal.states import LineSeen, State
from reconcile.records import Decision, OpenItem, Posting, Side

T = TypeVar("T")

#: Characters of an answer that are kept: a payment is below a thousand, a proxy's page of HTML may be anything.
ANSWER_KEPT = 16_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecorded:
    """`run`: the light part of a run; the whole of it is the `run_body` event with the same key."""

    run_id: str
    files: tuple[tuple[str, str], ...]
    counts: dict[str, int]  #: by verdict
    lines: tuple[LineSeen, ...]
    body_sha256: str
    repeats: tuple[tuple[str, tuple[str, ...]], ...] = ()  #: (token, statements) of lines seen again


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecorded:
    decision: Decision
    digest: str
    source: str  #: "proposals.csv", "review page", "approve --sure"
    source_sha256: str
    action: str = ""  #: set where a person acts now (no file is read back); equal for what was decided in one go
    undoes: int = 0  #: the decision event this one takes back
    withdrawn: bool = False  #: nothing stands afterwards; `decision` is then a no, so that nobody can take it for a yes


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentRecorded:
    posting: Posting
    body_sha256: str
    line: LineSeen
    snapshot: tuple[OpenItem, ...]
    decision_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptStarted:
    commit_id: str
    generation: int
    attempt: int
    body_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """`step`: outcome (J4), confirm (J5), recover, resolve, refresh, decision, audit."""

    generation: int
    to: State
    step: str
    words: str
    payment_ids: tuple[str, ...] = ()
    status: int = 0
    answer_sha256: str = ""
    answer: str = ""  #: what came back, as text, without the token of the connection; at most `ANSWER_KEPT` characters


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceSeen:
    base_url: str
    account_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitStarted:
    commit_id: str
    base_url: str
    control: str  #: what the control queries said


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitEnded:
    commit_id: str
    exit_code: int
    counts: dict[str, int]
    chain_head: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CanaryConfirmed:
    base_url: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSeen:
    """A payment with a token of ours that this journal has no attempt for (F21, F23)."""

    payment_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesKept:
    """`sources`: the files of a run, as they were handed in."""

    run_id: str
    files: tuple[KeptSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionNoted:
    words: str


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: object) -> str:
    kind: Any = type(value)
    return _adapter(kind).dump_json(value).decode("utf-8")


def from_json(kind: type[T], payload: str) -> T:
    """Raises ValueError when the payload does not hold a `kind`."""
    hashable: Any = kind
    value: T = _adapter(hashable).validate_json(payload)
    return value


def decision_digest(decision: Decision) -> str:
    """Identifies what a person said, wherever they said it."""
    parts = [decision.proposal.proposal_id, str(decision.approved), str(decision.unallocated_minor)]
    parts += [decision.difference_kind.value, decision.note]
    for part in decision.allocations:
        parts += [part.item.item_id, str(part.allocated_minor), str(part.discount_minor), part.difference_kind.value]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
