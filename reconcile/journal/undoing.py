"""What can be taken back of the decisions, and what stands afterwards. An undo is one more event; none is removed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from reconcile.journal.events import DecisionRecorded, decision_digest
from reconcile.journal.fold import DecisionSeen, Fold
from reconcile.journal.states import ON_SERVER


def undoable(fold: Fold, tokens: Collection[str]) -> tuple[DecisionSeen, ...]:
    """What was decided last of these lines, and in one go, oldest first; () when nothing is left to take back.

    What is posted or on its way is not among it: that is corrected in Kanbert (money.md 17).
    """
    standing = [one for one in fold.standing.values() if one.token in tokens and not _on_server(fold, one.token)]
    last = standing[-1] if standing else None
    together = [one for one in standing if last is not None and last.action and one.action == last.action]
    return tuple(together or standing[-1:])


def _on_server(fold: Fold, token: str) -> bool:
    posting = fold.postings.get(token)
    return posting is not None and posting.state in ON_SERVER


def undoing(fold: Fold, one: DecisionSeen, *, source: str, action: str) -> DecisionRecorded:
    """The event that takes `one` back: the decision before it stands again, or none does."""
    earlier = [seen for seen in fold.standing.values() if seen.seq < one.seq and seen.token == one.token]
    stands = earlier[-1].decision if earlier else replace(one.decision, approved=False)
    return DecisionRecorded(
        decision=stands,
        digest=decision_digest(stands),
        source=source,
        source_sha256="",
        action=action,
        undoes=one.seq,
        withdrawn=not earlier,
    )
