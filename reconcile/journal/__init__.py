"""The journal: the memory of the program, append-only; the only SQL beside the sandbox's own state."""

from reconcile.journal.events import SpaceSeen, decision_digest
from reconcile.journal.fold import DecisionSeen, RunSummary
from reconcile.journal.journal import Journal
from reconcile.journal.offsets import OffsetState
from reconcile.journal.sources import KeptSource, Sources, sha256_of
from reconcile.journal.states import EDGES, ENDED_EMPTY, ON_SERVER, LineSeen, PostingState, State
from reconcile.journal.trail import TrailRow

__all__ = [
    "EDGES",
    "ENDED_EMPTY",
    "ON_SERVER",
    "DecisionSeen",
    "Journal",
    "KeptSource",
    "LineSeen",
    "OffsetState",
    "PostingState",
    "RunSummary",
    "Sources",
    "SpaceSeen",
    "State",
    "TrailRow",
    "decision_digest",
    "sha256_of",
]
