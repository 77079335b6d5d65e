"""`commit --dry-run`: the same plan from the same decisions, and nothing read from Kanbert, recorded or sent."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.journal import DecisionSeen, Journal, State, decision_digest
from reconcile.posting.offsets import offsets_of
from reconcile.posting.plan import follow_rows, known_of, plan
from reconcile.posting.report import CommitReport, exit_code_of
from reconcile.records import Decision, Offset


def dry_run(journal: Journal, decisions: Sequence[Decision], *, source_sha256: str) -> CommitReport:
    """What `Committer.commit` would send (`postings`) and settle without sending (`rows`).

    A decision that would be recorded (J1) counts as the latest one; one that a later decision overrules does not.
    """
    latest = dict(journal.decisions_seen())
    for one in journal.new_decisions(decisions, source_sha256):
        token = one.proposal.line.transaction.transaction_id
        latest[token] = DecisionSeen(seq=journal.head[0] + 1, digest=decision_digest(one), decision=one, source="")
    planned = plan(decisions, known_of(journal, decisions, latest=latest, accounts=None))
    ready = {one.posting.token: one.posting for one in planned.intents}
    known = {state.token: state for state in journal.postings()}
    rows = (*planned.rows, *follow_rows(planned.follow, known))
    offsets = _offsets(journal, decisions, {*planned.to_send, *planned.follow})
    return CommitReport(
        rows=rows,
        exit_code=exit_code_of(rows, ()),
        postings=tuple(ready.get(token) or known[token].posting for token in planned.to_send),
        offsets=offsets,
    )


def _offsets(journal: Journal, decisions: Sequence[Decision], tokens: set[str]) -> tuple[Offset, ...]:
    """What the payments of `tokens` leave over, as far as it was not settled before and no person has the payment."""
    before = {one.offset.token: one.state for one in journal.offsets()}
    paid = tokens - {one.token for one in journal.postings() if one.state is State.HUMAN}
    found = [offset for one in decisions for offset, _, _ in offsets_of(one) if offset.line_token in paid]
    return tuple(one for one in found if before.get(one.token, State.READY) is State.READY)
