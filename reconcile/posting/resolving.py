"""What became of postings whose answer never came (B4-2, B4-5; F2-F5, F16, F25, F41-F44, F48)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from reconcile import seams
from reconcile.journal import PostingState, State
from reconcile.posting.facts import Fact, booked_by_hand, read_facts, would_show
from reconcile.posting.session import PATIENCE_S, Session

#: F48: so many attempts that may have been applied, and a person takes over.
MOST_UNCLEAR = 5


def recover(session: Session) -> None:
    """A POST that was under way when the program died may have been applied."""
    for state in session.in_state(State.SENDING):
        words = "the program ended while it was being sent; it may have been booked"
        session.move(state.token, State.UNCERTAIN, step="recover", words=words)
    seams.crash_point("recovered")


def resolve(session: Session) -> None:
    """Found: confirmed or a person's. Twice not found, in a run whose control passed, the second time later than a list
    may lag behind (U13): provably absent, ready again."""
    waiting = [session.quarantine_left_s(one) for one in session.in_state(State.UNCERTAIN)]
    session.wait_out(max((rest_s for rest_s in waiting if rest_s <= PATIENCE_S), default=0.0))
    due = [one for one in session.in_state(State.UNCERTAIN) if session.rested(one)]
    absent = [state for state in due if not _found(session, state)]
    seams.crash_point("resolve first look")
    if not absent or not session.searchable:
        return
    session.clock.sleep(session.lag_s)
    for state in absent:
        if not _found(session, state):
            _declare_absent(session, state)
        seams.crash_point("resolve second look")


def _found(session: Session, state: PostingState) -> bool:
    found = session.find(state.token)
    if found.nothing:
        return False
    session.settle(state.token, found, step="resolve")
    return True


def _declare_absent(session: Session, state: PostingState) -> None:
    facts, knows = read_facts(session.kanbert, state, session.options), session.knows_beside(state.token)
    by_hand = [words for fact in facts for words in booked_by_hand(state.posting, fact, knows, deleted_too=True)]
    if by_hand:
        session.move(state.token, State.HUMAN, step="resolve", words=by_hand[0])
    elif not _would_be_seen(session, state, facts):
        words = "not found by its token, and invoices that were paid in part cannot show it: look at their payments"
        session.move(state.token, State.HUMAN, step="resolve", words=words)
    elif state.unclear_attempts >= MOST_UNCLEAR:
        words = f"given up after {state.unclear_attempts} attempts without an answer; it is not in Kanbert"
        session.move(state.token, State.HUMAN, step="resolve", words=words)
    else:
        session.move(state.token, State.READY, step="resolve", words="proven absent after the quarantine")


def _would_be_seen(session: Session, state: PostingState, facts: Sequence[Fact]) -> bool:
    """Were it booked, Kanbert's word on an invoice would tell; or the lists would, which show another payment of ours
    that was sent when this one was."""
    if any(would_show(fact, booking) for fact, booking in zip(facts, state.posting.bookings, strict=True)):
        return True
    since = (state.attempted_at or state.changed_at) - timedelta(seconds=session.lag_s)
    witnesses = (one for one in session.in_state(State.CONFIRMED) if one.attempted_at and one.attempted_at >= since)
    return any(session.find(one.token).live for one in islice(witnesses, _MOST_ASKED))


_MOST_ASKED = 3  #: each is a request
