"""Credit offsets: what a netted payment leaves over, its bytes, and whether it may be sent. Pure (money.md 9, U12).

Kanbert has no list of offsets, so nothing proves that one is there or absent. What takes the place of a read-back are
the two documents: an offset is sent only where it settles one of them to the last cent, because that one then says
`paid`, and neither a second run nor a lost journal can repeat it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from importers.amounts import exact_text, shown
from reconcile.journal import OffsetState, State
from reconcile.kanbert.answers import Delivery, PostAnswer
from reconcile.posting.body import REFERENCE_LENGTH, plain
from reconcile.posting.facts import now_belongs
from reconcile.posting.kanbert import credit_key, invoice_key
from reconcile.posting.outcome import Outcome, Then, refused
from reconcile.posting.readback import minor
from reconcile.records import Allocation, Decision, Document, Offset, OpenItem, Side

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32, as in the token of a line
_PAID = "/ paid"  #: how `OpenItem.state` ends for a settled document, on either side


def offsets_of(decision: Decision) -> list[tuple[Offset, OpenItem, OpenItem]]:
    """(offset, invoice, credit note) for each credit note of an approved netted payment; none for any other."""
    invoices = [part for part in decision.allocations if part.item.document is Document.INVOICE]
    credits_ = [part for part in decision.allocations if part.item.document is Document.CREDIT]
    if not decision.approved or len(invoices) != 1:
        return []
    invoice = invoices[0].item
    return [(_offset(decision, invoice, part), invoice, part.item) for part in credits_]


def _offset(decision: Decision, invoice: OpenItem, credit: Allocation) -> Offset:
    line = decision.proposal.line.transaction
    side = Side.OUTGOING if line.amount_minor > 0 else Side.INCOMING
    token = offset_token(line.transaction_id, invoice.item_id, credit.item.item_id)
    value_minor = abs(credit.allocated_minor)
    body = {
        "reference": plain(f"{token} {invoice.label} {credit.item.label}", REFERENCE_LENGTH),
        "date_of_payment": f"{line.booking_date.isoformat()}T12:00:00Z",
        invoice_key(side): invoice.item_id,
        credit_key(side): credit.item.item_id,
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Offset(
        token=token,
        line_token=line.transaction_id,
        proposal_id=decision.proposal.proposal_id,
        side=side,
        invoice_id=invoice.item_id,
        invoice_number=invoice.label,
        credit_id=credit.item.item_id,
        credit_number=credit.item.label,
        day=line.booking_date,
        currency=line.currency,
        value_minor=value_minor,
        body=f'{text[:-1]},"value":{exact_text(value_minor, line.currency)}}}'.encode(),
    )


def offset_token(line_token: str, invoice_id: str, credit_id: str) -> str:
    """`KRO1-` + 16 characters. Not `KR1-`: should Kanbert show offsets among payments, no audit takes it for one."""
    seed = "\x1f".join(("KRO1", line_token, invoice_id, credit_id))
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:10], "big")
    return "KRO1-" + "".join(_LETTERS[number >> shift & 31] for shift in range(75, -1, -5))


def objections(one: OffsetState, invoice: OpenItem | None, credit: OpenItem | None) -> Iterator[str]:
    """Why it is not sent, by what Kanbert says of both documents now."""
    offset = one.offset
    for before, today, kind in ((one.invoice, invoice, Document.INVOICE), (one.credit, credit, Document.CREDIT)):
        yield from _changed(before, today, kind)
        if today is not None and today.open_minor is not None and today.open_minor < offset.value_minor:
            yield f"only {shown(today.open_minor, today.currency)} of {before.label} is open"
    left = [today.open_minor for today in (invoice, credit) if today is not None and today.open_minor is not None]
    if len(left) == 2 and offset.value_minor not in left:
        yield "it settles neither document, so nothing would show in Kanbert whether it was made"


def _changed(before: OpenItem, today: OpenItem | None, kind: Document) -> Iterator[str]:
    name = before.label
    if today is None:
        yield f"{name} is no longer in Kanbert"
        return
    if today.document is not kind:
        yield f"{name} is {'a credit note' if kind is Document.INVOICE else 'no credit note'}"
    if (today.gross_minor, today.currency) != (before.gross_minor, before.currency):
        yield f"{name} was changed to {shown(today.gross_minor, today.currency)} {today.currency}"
    if today.party_id != before.party_id:
        yield now_belongs(name, before, today)
    yield from (f"{name}: {reason}" for reason in today.unsafe)
    if today.open_minor is None and not today.unsafe:
        yield f"the open amount of {name} is unknown"


def settled_by(offset: Offset, invoice: OpenItem, credit: OpenItem) -> list[str]:
    """Ids of the documents that have to say `paid` afterwards."""
    return [item.item_id for item in (invoice, credit) if item.open_minor == offset.value_minor]


def says_paid(item: OpenItem | None) -> bool:
    return item is not None and item.state.endswith(_PAID)


def outcome_of_offset(answer: PostAnswer, offset: Offset) -> Outcome:
    """As for a posting (B5), but what would be uncertain there is a person's here: nothing reads an offset back."""
    if answer.delivery is Delivery.NOT_SENT:
        words = f"not sent: no connection ({answer.detail})" if answer.detail else "not sent: no connection"
        return Outcome(state=State.READY, words=words, then=Then.WAIT)
    if answer.delivery is Delivery.UNKNOWN:
        return _unclear(
            f"no whole answer came back ({answer.detail})" if answer.detail else "no whole answer came back"
        )
    if not 200 <= answer.status <= 299:
        said = refused(answer)
        return _unclear(said.words, said.then) if said.state is State.UNCERTAIN else said
    values = [minor(booking.get("value"), offset.currency) for booking in answer.payloads]
    if not values or any(value is None or abs(value) != offset.value_minor for value in values):
        return _unclear(f"Kanbert answered {answer.status} without the bookings of the offset", Then.STOP)
    return Outcome(state=State.POSTED, words="acknowledged, its documents not looked at yet")


def _unclear(words: str, then: Then = Then.GO_ON) -> Outcome:
    return Outcome(state=State.HUMAN, words=f"{words}; it is never sent again", then=then)


def by_hand(offset: Offset) -> str:
    """What a person does about an offset that is not posted by default."""
    return (
        "not posted by default, because Kanbert's API cannot show it afterwards: in Kanbert, assign "
        f"{shown(offset.value_minor, offset.currency)} {offset.currency} of credit note {offset.credit_number} to "
        f"{offset.invoice_number}; or add --credit-offsets"
    )
