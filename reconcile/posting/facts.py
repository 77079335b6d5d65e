"""What Kanbert says of the invoices right before a posting, and whether it still may be made (B4-6, money.md 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from importers.amounts import shown
from reconcile.journal import PostingState, State
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.open_items import incoming_item, outgoing_item
from reconcile.posting.kanbert import Kanbert
from reconcile.posting.options import Options
from reconcile.posting.readback import booked, is_live, minor, payments_of, token_of
from reconcile.records import Booking, Document, OpenItem, Posting, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One invoice today: None when it vanished (F28); `payments` include deleted ones."""

    item_id: str
    item: OpenItem | None
    payments: tuple[ApiObject, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    state: State  #: READY: may be posted; STALE; HUMAN
    words: str = ""


def read_fact(kanbert: Kanbert, side: Side, item_id: str, currency: str, options: Options) -> Fact:
    """Two reads, the payments first: what is paid between them makes the two contradict each other (U7)."""
    payments = payments_of(kanbert, side, item_id)
    live = [payment for payment in payments if is_live(payment)]
    if side is Side.OUTGOING:
        invoice = kanbert.outgoing_invoice(item_id)
        item = outgoing_item(invoice, live, zone=options.zone) if invoice else None
    else:
        invoice = kanbert.incoming_invoice(item_id)
        home = options.home_currency or currency
        item = incoming_item(invoice, live, home_currency=home, zone=options.zone) if invoice else None
    return Fact(item_id=item_id, item=item, payments=tuple(payments))


def read_facts(kanbert: Kanbert, state: PostingState, options: Options) -> tuple[Fact, ...]:
    currencies = {item.item_id: item.currency for item in state.snapshot}
    posting = state.posting
    return tuple(
        read_fact(kanbert, posting.side, booking.item_id, currencies.get(booking.item_id, ""), options)
        for booking in posting.bookings
    )


def judge(
    state: PostingState, facts: Sequence[Fact], others: Iterable[PostingState], knows: Callable[[str], bool]
) -> Judgement:
    """`others`: our other postings that are, or may be, in Kanbert; `knows`: is a token certainly of another line."""
    snapshot = {item.item_id: item for item in state.snapshot}
    rivals = [one for one in others if one.token != state.token]
    by_hand = [words for fact in facts for words in booked_by_hand(state.posting, fact, knows)]
    if by_hand:
        return Judgement(State.HUMAN, by_hand[0])
    reasons = [
        reason
        for fact, booking in zip(facts, state.posting.bookings, strict=True)
        for reason in _changes(fact, booking, snapshot[fact.item_id], rivals)
    ]
    return Judgement(State.STALE, "; ".join(reasons)) if reasons else Judgement(State.READY)


def booked_by_hand(
    posting: Posting, fact: Fact, knows: Callable[[str], bool], *, deleted_too: bool = False
) -> Iterator[str]:
    """Payments on the invoice with our value and date that are of no line we know: perhaps the same money (F44).

    A token this journal did not post is of a lost or another journal, perhaps of the same line in another format or
    shape: then the value need not be equal.
    """
    values = {booking.value_minor for booking in posting.bookings if booking.item_id == fact.item_id}
    for payment in fact.payments:
        token = token_of(payment)
        if (token and knows(token)) or not (deleted_too or is_live(payment)):
            continue
        same_day = str(payment.get("date_of_payment"))[:10] == posting.booking_date.isoformat()
        on_it = booked(payment, posting.side, posting.currency).get(fact.item_id)
        same_value = on_it in values or minor(payment.get("value"), posting.currency) == posting.amount_minor
        if same_day and (same_value or token):
            yield f"payment {payment.get('id')} of the same day stands on the invoice, of no line we know"


def would_show(fact: Fact, booking: Booking) -> bool:
    """Whether Kanbert's own word on the invoice (open, partly paid, paid) would tell of the booking, did no list: of
    one more part of what was paid in part before it tells nothing."""
    item = fact.item
    if item is None or item.open_minor is None:
        return True  # that is looked at before it is sent again
    return not item.settled_minor or booking.value_minor >= item.open_minor


def _changes(fact: Fact, booking: Booking, before: OpenItem, rivals: Sequence[PostingState]) -> Iterator[str]:
    """F26-F29: why the facts no longer allow the posting; others book too (U26), and more than is open may be
    accepted without a word (U5)."""
    today, name = fact.item, before.number or before.item_id
    if today is None:
        yield f"{name} is no longer in Kanbert"
        return
    if today.document is not Document.INVOICE:
        yield f"{name} is a credit note"
    if (today.gross_minor, today.currency) != (before.gross_minor, before.currency):
        yield f"{name} was changed to {shown(today.gross_minor, today.currency)} {today.currency}"
    if today.party_id != before.party_id:
        yield now_belongs(name, before, today)
    yield from (f"{name}: {reason}" for reason in today.unsafe)
    if today.open_minor is None:
        yield f"the open amount of {name} is unknown"
    elif booking.value_minor > today.open_minor - unseen_minor(fact, rivals):
        yield f"only {shown(today.open_minor, today.currency)} of {name} is open"


def now_belongs(name: str, before: OpenItem, today: OpenItem) -> str:
    """Kanbert may hold two customers of one name: the very name that was approved would explain nothing."""
    if today.party_name and today.party_name == before.party_name:
        return f"{name} now belongs to another party of the same name, {today.party_name}"
    return f"{name} now belongs to {today.party_name or 'another party'}"


def unseen_minor(fact: Fact, rivals: Iterable[PostingState]) -> int:
    """Our own money on this invoice that the read does not show yet (money.md 2)."""
    tokens = {token_of(payment) for payment in fact.payments}
    ids = {str(payment.get("id")) for payment in fact.payments}
    return sum(
        booking.value_minor
        for rival in rivals
        if rival.token not in tokens and not ids & set(rival.payment_ids)
        for booking in rival.posting.bookings
        if booking.item_id == fact.item_id
    )
