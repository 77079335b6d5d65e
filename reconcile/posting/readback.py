"""Finding our payment again by its token, and judging whether it is the one we sent (commit-protocol B4, F7, F8)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from importers.amounts import AmountError, to_minor
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.directions import PAYMENT_TYPE
from reconcile.posting.kanbert import WITH_ARCHIVED, Kanbert, invoice_field, invoice_key
from reconcile.records import Posting, Side

TOKEN = re.compile(r"KR1-[0-9A-HJKMNP-TV-Z]{16}")


@dataclass(frozen=True, slots=True)
class Found:
    """The payments with one token."""

    live: tuple[ApiObject, ...] = ()
    deleted: tuple[ApiObject, ...] = ()

    @property
    def nothing(self) -> bool:
        return not self.live and not self.deleted

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(str(one.get("id")) for one in (*self.live, *self.deleted))

    def trouble(self, posting: Posting) -> str:
        """Why this is for a person; `""` when it is exactly one live payment, equal to `posting`."""
        assert not self.nothing, "nothing found is no trouble and no success"
        if len(self.live) > 1:
            return f"{len(self.live)} payments carry its token in Kanbert: {', '.join(self.ids)}; delete all but one"
        if self.deleted:
            return f"payment {', '.join(self.ids)} was deleted in Kanbert; it is not posted again"
        differing = differences(self.live[0], posting, strict=True)
        return f"payment {self.ids[0]} differs from what was approved: {differing}" if differing else ""


def token_of(payment: ApiObject) -> str:
    """The token a payment's reference carries, else `""`."""
    match = TOKEN.search(str(payment.get("reference") or ""))
    return match.group() if match else ""


def find(kanbert: Kanbert, token: str) -> Found:
    """A failed read raises: it means "unknown", never "absent" (F41)."""
    return by_token(kanbert.payments(Condition("reference", "contains", token), WITH_ARCHIVED)).get(token, Found())


def by_token(payments: Iterable[ApiObject]) -> Mapping[str, Found]:
    """Payments with one of our tokens, by token, each counted once (F38)."""
    grouped: defaultdict[str, dict[str, ApiObject]] = defaultdict(dict)
    for payment in payments:
        if token := token_of(payment):
            grouped[token][str(payment.get("id"))] = payment
    return {token: _split(list(same.values())) for token, same in grouped.items()}


def _split(payments: list[ApiObject]) -> Found:
    live = tuple(one for one in payments if is_live(one))
    return Found(live, tuple(one for one in payments if not is_live(one)))


def is_live(payment: ApiObject) -> bool:
    return not payment.get("deleted_at")


def payments_of(kanbert: Kanbert, side: Side, item_id: str) -> list[ApiObject]:
    """Everything ever paid on a document, deleted payments included."""
    return kanbert.payments(Condition(invoice_field(side), "eq", item_id), WITH_ARCHIVED)


def differences(payment: ApiObject, posting: Posting, *, strict: bool) -> str:
    """In what `payment` is not what was sent, in words, else `""`. `strict` demands the bookings too (U17)."""
    return "; ".join(_differences(payment, posting, strict=strict))


def _differences(payment: ApiObject, posting: Posting, *, strict: bool) -> Iterator[str]:
    account = payment.get("payment_account")
    account_id = account.get("id") if isinstance(account, dict) else None
    if minor(payment.get("value"), posting.currency) != posting.amount_minor:
        yield f"value {payment.get('value')}"
    if payment.get("type") != PAYMENT_TYPE[posting.side]:
        yield f"type {payment.get('type')}"
    if account_id != posting.own_account_id:
        yield f"account {account_id}"
    if str(payment.get("date_of_payment"))[:10] != posting.booking_date.isoformat():
        yield f"date {payment.get('date_of_payment')}"
    if not str(payment.get("reference") or "").startswith(posting.token):  # U11
        yield f"reference {str(payment.get('reference'))[:40]}"
    if (strict or "bookings" in payment) and booked(payment, posting.side, posting.currency) != _wanted(posting):
        yield "bookings"


def _wanted(posting: Posting) -> dict[str, int | None]:
    return {booking.item_id: booking.value_minor for booking in posting.bookings}


def booked(payment: ApiObject, side: Side, currency: str) -> dict[str, int | None]:
    """document id -> minor units booked on it; None where the number cannot be read, "" where no document is named."""
    found: dict[str, int | None] = {}
    for booking in payment.get("bookings") or ():
        item_id = str(booking.get(invoice_key(side)) or "") if isinstance(booking, dict) else ""
        value = minor(booking.get("value"), currency) if isinstance(booking, dict) else None
        before = found.get(item_id, 0)
        found[item_id] = None if value is None or before is None else before + value
    return found


def minor(value: Any, currency: str) -> int | None:
    """A number of Kanbert in minor units, or None when it is none (U2)."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        return None
    try:
        return to_minor(Decimal(value), currency)
    except (InvalidOperation, AmountError):
        return None
