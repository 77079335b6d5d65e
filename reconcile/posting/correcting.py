"""A posting that was wrong: the API cannot take it back, a person can (money.md 17)."""

from __future__ import annotations

from importers.amounts import shown
from reconcile.journal import PostingState, State


def correction_steps(one: PostingState) -> list[str]:
    """What a person does in Kanbert about this payment, in order; one step a text."""
    if one.state in (State.READY, State.REJECTED, State.STALE, State.DECLINED):
        return ["Nothing of it is in Kanbert: decide again in a proposals file of `reconcile run`."]
    if one.state in (State.SENDING, State.UNCERTAIN):
        return ["It is not known yet whether Kanbert has it: run `reconcile commit` again and look here afterwards."]
    posting = one.posting
    ids = ", ".join(one.payment_ids) or one.payment_id or "not known"
    numbers = ", ".join(booking.number for booking in posting.bookings)
    amount = f"{shown(posting.amount_minor, posting.currency)} {posting.currency}"
    where = f"{amount} of {posting.booking_date}, payment id {ids}, reference beginning with {one.token}"
    return [
        f"Open {numbers} in Kanbert and look at its payments: {where}.",
        "If it is there more than once, delete all but one. If it belongs to another invoice, delete it.",
        "Record the right payment by hand, its reference not beginning with KR1-: this line stays closed here.",
        f'Tell the journal what you did: reconcile status --payment {one.token} --note "..."; it is never rewritten.',
    ]
