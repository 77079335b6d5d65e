"""`reconcile status --payment TOKEN`: one payment, its story, and how a person corrects it (money.md 17)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.payments import direction, light, offset_line, posting_line
from reconcile.cli.talk import Talk
from reconcile.errors import InputRefused

if TYPE_CHECKING:
    from reconcile.journal import Journal, OffsetState, PostingState, TrailRow


def tell_payment(journal: Journal, token: str, talk: Talk) -> None:
    """`token`: of a payment, or of a credit offset. Raises InputRefused when the journal knows neither."""
    wanted = token.strip().upper()
    posting = journal.posting(wanted)
    offset = next((one for one in journal.offsets() if one.offset.token == wanted), None)
    if posting is None and offset is None:
        raise _unknown(token)
    line = posting.token if posting else offset.offset.line_token if offset else ""
    story = [row for row in journal.trail() if row.token == line]
    if posting is not None:
        _tell_posting(posting, journal, story, talk)
    elif offset is not None:
        _tell_offset(offset, story, talk)


def note_correction(journal: Journal, token: str, words: str, talk: Talk) -> None:
    """What a person did in Kanbert becomes an event; nothing that stands there is changed. Raises InputRefused."""
    wanted = token.strip().upper()
    if journal.posting(wanted) is None:
        raise _unknown(token)
    journal.note_correction(wanted, words)
    talk.result(f"Noted for {wanted}: {words}")


def payment_object(one: PostingState) -> dict[str, object]:
    posting = one.posting
    return {
        "token": one.token,
        "state": one.state.value,
        "payment_id": one.payment_id,
        "direction": direction(posting),
        "booking_date": posting.booking_date.isoformat(),
        "amount_minor": posting.amount_minor,
        "currency": posting.currency,
        "invoices": [booking.number for booking in posting.bookings],
        "generation": one.generation,
        "attempts": one.attempts,
        "words": one.words,
        "corrections": list(one.corrections),
    }


def offset_object(one: OffsetState) -> dict[str, object]:
    offset = one.offset
    return {
        "token": offset.token,
        "line": offset.line_token,
        "state": one.state.value,
        "invoice": offset.invoice_number,
        "credit_note": offset.credit_number,
        "amount_minor": offset.value_minor,
        "currency": offset.currency,
        "words": offset_words(one),
    }


def offset_words(one: OffsetState) -> str:
    """Why it stands where it does; of one that may still be sent, what a person does instead."""
    from reconcile.posting.offsets import by_hand

    return by_hand(one.offset) if one.state.value == "ready" else one.words


def _tell_posting(one: PostingState, journal: Journal, story: Sequence[TrailRow], talk: Talk) -> None:
    from reconcile.posting.correcting import correction_steps

    if talk.json:
        talk.data(payment_object(one) | {"story": [_row_object(row) for row in story]})
    talk.result(f"{light(one.state.value, talk)}  {posting_line(one.posting)}")
    talk.result(f"  {one.words}")
    for offset in journal.offsets():
        if offset.offset.line_token == one.token:
            talk.result(f"  {offset.state.value}: {offset_line(offset.offset)}  {offset_words(offset)}")
    _tell_story(story, talk)
    talk.result("What a person does if it is wrong:")
    for number, step in enumerate(correction_steps(one), 1):
        talk.result(f"  {number}. {step}")


def _tell_offset(one: OffsetState, story: Sequence[TrailRow], talk: Talk) -> None:
    if talk.json:
        talk.data(offset_object(one) | {"story": [_row_object(row) for row in story]})
    talk.result(f"{light(one.state.value, talk)}  {offset_line(one.offset)}")
    talk.result(f"  {offset_words(one)}")
    _tell_story(story, talk)
    talk.result("What a person does if it is wrong:")
    talk.result(
        f"  1. Open {one.offset.credit_number} and {one.offset.invoice_number} in Kanbert and compare their payments."
    )
    talk.result("  2. Undo or make the offset there; this program never sends it again.")


def _tell_story(story: Sequence[TrailRow], talk: Talk) -> None:
    talk.result("What happened:")
    for row in story:
        files = "".join(f"  [{name} {sha256[:12]}…]" for name, sha256 in row.files)
        note = f"  note: {row.note}" if row.note else ""
        talk.result(f"  {row.at[:10]} {row.at[11:19]} UTC  {row.who}  {row.what}{note}{files}")


def _row_object(row: TrailRow) -> dict[str, object]:
    return {
        "event": row.seq,
        "at": row.at,
        "who": row.who,
        "version": row.version,
        "what": row.what,
        "files": [{"name": name, "sha256": sha256} for name, sha256 in row.files],
        "payment_ids": list(row.payment_ids),
        "note": row.note,
    }


def _unknown(token: str) -> InputRefused:
    sentence, remedy = "this journal knows no such payment", "see: reconcile status"
    return InputRefused(Problem("command line, --payment", sentence, remedy, token, code="payment-unknown"))
