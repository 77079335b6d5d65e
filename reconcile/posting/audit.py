"""All payments with one of our tokens, held against the journal, at the start and at the end (B4-4, B4-8).

Nobody knows how long Kanbert may still apply a posting we gave up on (U14), or who else posts (U26).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from reconcile import seams
from reconcile.journal import ENDED_EMPTY, PostingState, State
from reconcile.kanbert.conditions import Condition
from reconcile.posting.kanbert import WITH_ARCHIVED
from reconcile.posting.readback import Found, by_token
from reconcile.posting.session import Session

#: How far back an audit looks for what was settled long ago.
_REACH = timedelta(days=92)


def start_audit(session: Session, days: Iterable[date]) -> None:
    """`days`: booking dates of the lines to be posted."""
    tokens = _listing(session, days)
    _settle_acknowledged(session, tokens)
    _report_unexpected(session, tokens)
    _look_for_missing(session, tokens)
    _notice_restore(session, tokens)


def end_audit(session: Session, days: Iterable[date]) -> None:
    tokens = _listing(session, days)
    _settle_acknowledged(session, tokens)
    _report_unexpected(session, tokens)


def _listing(session: Session, days: Iterable[date]) -> Mapping[str, Found]:
    open_ends = [one.posting.booking_date for one in session.in_state(State.UNCERTAIN, State.POSTED, State.READY)]
    recent = (session.clock.now() - _REACH).date()
    since = min([recent, *open_ends, *days])
    return by_token(
        session.kanbert.payments(
            Condition("reference", "contains", "KR1-"),
            Condition("date_of_payment", "gte", since.isoformat()),
            WITH_ARCHIVED,
        )
    )


def _settle_acknowledged(session: Session, tokens: Mapping[str, Found]) -> None:
    """J5: what Kanbert acknowledged is confirmed by being found (F17); found or not, one look more on its own."""
    for state in session.in_state(State.POSTED):
        found = tokens.get(state.token) or session.find(state.token)
        seams.crash_point("J5 before")
        if not found.nothing:
            session.settle(state.token, found, step="confirm")
        elif session.searchable and session.rested(state):
            words = "acknowledged by Kanbert but missing there since"  # F42
            session.move(state.token, State.HUMAN, step="confirm", words=words)
        seams.crash_point("J5 after")


def _report_unexpected(session: Session, tokens: Mapping[str, Found]) -> None:
    """F6, F23: two payments for one bank line are named, with both ids; so is one that should not be there."""
    for token, found in tokens.items():
        state = session.journal.posting(token)
        words = _unexpected(token, found, state)
        if not words:
            continue
        session.note(words)
        if state is not None and state.state is not State.HUMAN:
            session.move(token, State.HUMAN, step="audit", words=words, ids=found.ids)


def _unexpected(token: str, found: Found, state: PostingState | None) -> str:
    if len(found.live) > 1:
        return f"{len(found.live)} payments carry {token} in Kanbert: {', '.join(found.ids)}; delete all but one"
    if found.live and state is not None and state.state in ENDED_EMPTY:
        return f"payment {found.ids[0]} is in Kanbert although its posting is {state.state}"
    return ""


def _look_for_missing(session: Session, tokens: Mapping[str, Found]) -> None:
    """F43, F44: a confirmed payment that is deleted or no longer found is for a person; it is never posted again."""
    if not session.searchable:
        return
    recent = (session.clock.now() - _REACH).date()
    confirmed = [one for one in session.in_state(State.CONFIRMED) if one.posting.booking_date >= recent]
    suspects = [one for one in confirmed if not tokens.get(one.token, Found()).live]
    gone = [one for one in suspects if _is_gone(session, one)]
    if gone:
        session.clock.sleep(session.gap_s)
    for state in gone:
        if _is_gone(session, state):
            words = f"payment {state.payment_id} is no longer in Kanbert under its token; it is not posted again"
            session.move(state.token, State.HUMAN, step="audit", words=words)


def _is_gone(session: Session, state: PostingState) -> bool:
    return not session.find(state.token).live


def _notice_restore(session: Session, tokens: Mapping[str, Found]) -> None:
    """F21: payments with our tokens that this journal never sent mean it was lost or is an older copy.

    What that other journal had under way may still arrive, and be listed late (U13): so long nothing new is sent.
    """
    unknown = {token: found.ids for token, found in tokens.items() if _never_sent(session.journal.posting(token))}
    if unknown:
        session.journal.record_foreign(unknown)
        carry = (
            "1 payment in Kanbert carries a token"
            if len(unknown) == 1
            else f"{len(unknown)} payments in Kanbert carry tokens"
        )
        session.note(f"{carry} this journal did not send: {_some(unknown)}")
    noticed = [moment for moment, _ in session.journal.foreign().values()]
    if not noticed:
        return
    rest_s = session.rest_s(max(noticed)) + session.lag_s
    if not session.wait_out(rest_s):
        session.withheld = f"the journal seems to be an older copy: nothing new is sent for {rest_s:.0f} s"
        session.note(f"{session.withheld}; then run `reconcile commit` again")


def _never_sent(state: PostingState | None) -> bool:
    return state is None or (state.state is State.READY and state.attempts == 0)


def _some(tokens: Iterable[str], limit: int = 3) -> str:
    names = sorted(tokens)
    return ", ".join(names[:limit]) + (f" and {len(names) - limit} more" if len(names) > limit else "")
