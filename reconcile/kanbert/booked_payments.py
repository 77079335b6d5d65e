"""The payments Kanbert shows, each with the documents it settled: what a return or a refund may give back, and what
somebody has booked by hand.

One bank line can have become several payments of Kanbert; ours carry the line's token in their reference and are put
together again by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from importers.amounts import AmountError, to_minor
from reconcile.kanbert.documents import Key
from reconcile.kanbert.settlement import Settlement, Settlements
from reconcile.kanbert.texts import account_number, calendar_day
from reconcile.records import BookedPayment, Document, OpenItem, Side

_TOKEN = re.compile(r"KR1-[0-9A-Z]+")
_Part = tuple[Settlement, OpenItem]


def booked_payments(
    documents: Iterable[OpenItem], settlements: Settlements, zone: ZoneInfo
) -> tuple[BookedPayment, ...]:
    """The latest first. `documents`: all, settled or not. A payment that cannot be read is left out: it is only shown
    beside a line."""
    wholes: dict[str, list[_Part]] = defaultdict(list)
    for document in documents:
        for one in settlements.by_document.get(Key(document.side, document.item_id), ()):
            wholes[_whole_of(one)].append((one, document))
    found = [payment for parts in wholes.values() if (payment := _put_together(parts, zone))]
    return tuple(sorted(found, key=lambda one: (one.day, one.documents, one.amount_minor), reverse=True))


def _whole_of(one: Settlement) -> str:
    return _token_of(one) or one.payment.id


def _token_of(one: Settlement) -> str:
    token = _TOKEN.match(one.payment.reference)
    return token.group() if token else ""


def _put_together(parts: Sequence[_Part], zone: ZoneInfo) -> BookedPayment | None:
    payment, currencies = parts[0][0].payment, {document.currency for _, document in parts}
    day, amount = _day(payment.date_of_payment, zone), _amount(parts)
    if day is None or not amount or len(currencies) > 1:
        return None
    return BookedPayment(
        day=day,
        amount_minor=amount,
        currency=currencies.pop(),
        iban=account_number(payment.iban),
        party_names=tuple(dict.fromkeys(name for _, document in parts for name in document.party_names)),
        documents=tuple(sorted({document.label for _, document in parts})),
        numbers=tuple(sorted({document.number for _, document in parts if document.number})),
        token=_token_of(parts[0][0]),
    )


def _day(text: str, zone: ZoneInfo) -> date | None:
    try:
        return calendar_day(text, zone)
    except ValueError:
        return None


def _amount(parts: Sequence[_Part]) -> int:
    """0 when a part cannot be read."""
    try:
        return sum(_flow(document) * abs(to_minor(part.value, document.currency)) for part, document in parts)
    except AmountError:
        return 0


def _flow(document: OpenItem) -> int:
    """+1 money in, −1 money out. The sign of what is booked on a credit note is not documented (U24)."""
    return (1 if document.side is Side.OUTGOING else -1) * (-1 if document.document is Document.CREDIT else 1)
