"""Sends the credit offsets of netted payments, when a person asked for it, each once (money.md 9, F49, U12).

The journal's discipline is that of a posting: the attempt is durable before the first byte. What is unclear afterwards
stays with a person; the words then say what the two documents show.
"""

from __future__ import annotations

from collections.abc import Sequence

from importers.errors import Problem
from reconcile import seams
from reconcile.errors import KanbertUnavailable, ReconcileError
from reconcile.journal import Journal, OffsetState, State, decision_digest
from reconcile.posting.facts import read_fact
from reconcile.posting.offsets import by_hand, objections, offsets_of, outcome_of_offset, says_paid, settled_by
from reconcile.posting.outcome import Then
from reconcile.posting.report import RowOutcome
from reconcile.posting.session import Session, stop
from reconcile.records import Decision, Offset, OpenItem

_DONE = frozenset({State.CONFIRMED, State.STALE})


def recover_offsets(session: Session) -> None:
    """One that was under way when the program died may have been made; it is never tried again."""
    for one in session.journal.offsets():
        if one.state is State.SENDING:
            words = f"the program ended while it was being sent; {_shown(session, one)}"
            session.journal.move_offset(one.offset, State.HUMAN, words=words)
        elif one.state is State.POSTED:
            _look_at_documents(session, one.offset, [one.offset.invoice_id, one.offset.credit_id], enough=1)


def offset_all(session: Session, decisions: Sequence[Decision], *, send: bool) -> None:
    """Records the offsets of netted payments that are confirmed, sends those of `decisions` if `send`.

    Raises what must end the run.
    """
    _record(session)
    lines = lines_paid_by(session.journal, decisions)
    for one in session.journal.offsets():
        if one.offset.line_token in lines and one.state is State.READY and not session.stop_requested():
            _settle(session, one, send=send and not session.withheld)


def lines_paid_by(journal: Journal, decisions: Sequence[Decision]) -> frozenset[str]:
    """Tokens of the lines whose payment is of just these decisions; one overruled or taken back asks for nothing."""
    latest = journal.decisions_seen()
    made_from = {one.token: one.decision_seq for one in journal.postings()}
    approved = {one.proposal.line.transaction.transaction_id: decision_digest(one) for one in decisions if one.approved}
    return frozenset(
        token
        for token, digest in approved.items()
        if (seen := latest.get(token)) is not None and (seen.digest, seen.seq) == (digest, made_from.get(token))
    )


def _record(session: Session) -> None:
    journal, fresh = session.journal, []
    decided = journal.decisions_seen()
    for posting in session.in_state(State.CONFIRMED):
        seen = decided.get(posting.token)
        if seen is not None and seen.seq == posting.decision_seq:
            fresh += offsets_of(seen.decision)
    journal.record_offsets(fresh)


def _settle(session: Session, one: OffsetState, *, send: bool) -> None:
    payment = session.of(one.offset.line_token)
    invoice, credit = _documents(session, one)
    reasons = list(objections(one, invoice, credit))
    if payment.state is not State.CONFIRMED:  # since the offset was recorded, as when a person deleted it (F43)
        reasons.insert(0, f"its payment is {payment.state} ({payment.words})")
    if reasons:
        words = f"not sent, for a person: {'; '.join(reasons)}"
        session.journal.move_offset(one.offset, State.STALE, words=words)
    elif send and invoice is not None and credit is not None:
        _send(session, one.offset, settled_by(one.offset, invoice, credit))


def _send(session: Session, offset: Offset, settled: Sequence[str]) -> None:
    journal = session.journal
    seams.crash_point("offset J3 before")
    journal.start_offset(session.commit_id, offset)
    seams.crash_point("offset J3 after")
    answer = session.kanbert.post_offset(offset.side, offset.body)
    seams.crash_point("offset J4 before")
    outcome = outcome_of_offset(answer, offset)
    words = outcome.words
    if outcome.state is State.HUMAN:
        words = f"{words}; {_shown(session, _of(session, offset.token))}"
    journal.move_offset(
        offset,
        outcome.state,
        words=words,
        status=answer.status,
        booking_ids=[str(booking.get("id")) for booking in answer.payloads],
        answer_sha256=answer.body_sha256,
        answer=answer.text,
    )
    seams.crash_point("offset J4 after")
    if outcome.then is Then.WAIT:
        remedy = "nothing of it was booked; run the same command again later, with --credit-offsets"
        raise KanbertUnavailable(Problem(offset.token, words, remedy, code="offset-not-sent"))
    if outcome.then is Then.STOP:
        remedy = "settle this first, then run the same command again, with --credit-offsets; nothing more was sent"
        raise stop(words, remedy, code="offset-stopped", place=offset.token)
    if outcome.state is State.POSTED:
        _look_at_documents(session, offset, settled, enough=len(settled))


def _look_at_documents(session: Session, offset: Offset, settled: Sequence[str], *, enough: int) -> None:
    """The documents it settles have to say so, over the time a new payment may take to show (U13)."""
    journal = session.journal
    for wait_s in (0.0, session.gap_s / 6, session.gap_s):
        session.clock.sleep(wait_s)
        documents = _documents(session, _of(session, offset.token))
        paid = [item for item in documents if item is not None and item.item_id in settled and says_paid(item)]
        if len(paid) >= enough:
            names = " and ".join(item.label for item in paid)
            words = f"acknowledged, and Kanbert shows {names} as paid; an offset itself cannot be read back"
            journal.move_offset(offset, State.CONFIRMED, words=words)
            return
    words = f"acknowledged, but {_shown(session, _of(session, offset.token))}: look at both"
    journal.move_offset(offset, State.HUMAN, words=words)


def _documents(session: Session, one: OffsetState) -> tuple[OpenItem | None, OpenItem | None]:
    offset = one.offset
    invoice, credit = (
        read_fact(session.kanbert, offset.side, item_id, offset.currency, session.options).item
        for item_id in (offset.invoice_id, offset.credit_id)
    )
    return invoice, credit


def _shown(session: Session, one: OffsetState) -> str:
    """What the two documents say now; a failed read must not keep the attempt from being settled."""
    try:
        documents = _documents(session, one)
    except ReconcileError:
        return "Kanbert could not be asked what its documents say"
    said = [f"{item.label} as {item.state}" for item in documents if item is not None]
    return f"Kanbert shows {' and '.join(said)}" if said else "neither document is in Kanbert any more"


def _of(session: Session, token: str) -> OffsetState:
    return next(one for one in session.journal.offsets() if one.offset.token == token)


def settled_tokens(states: Sequence[OffsetState]) -> frozenset[str]:
    return frozenset(one.offset.token for one in states if one.state in _DONE)


def offset_rows(states: Sequence[OffsetState], tokens: Sequence[str], *, asked: bool) -> list[RowOutcome]:
    """`tokens`: those to be told; `asked`: `--credit-offsets` was given."""
    return [_row(one, asked=asked) for one in states if one.offset.token in tokens]


def _row(one: OffsetState, *, asked: bool) -> RowOutcome:
    state, words = one.state, one.words
    if state is State.READY and not asked:
        state, words = State.HUMAN, by_hand(one.offset)
    return RowOutcome(token=one.offset.token, proposal_id=one.offset.proposal_id, state=state.value, words=words)
