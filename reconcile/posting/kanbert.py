"""What posting needs of Kanbert, and nothing more: `KanbertClient` fits, and so does a fake in memory."""

from __future__ import annotations

from typing import Protocol

from reconcile.kanbert.answers import ApiObject, PostAnswer
from reconcile.kanbert.conditions import Condition
from reconcile.records import Side


class Kanbert(Protocol):
    """Reads raise KanbertUnavailable, SafetyStop or SettingsError; an empty list means Kanbert said so (F41)."""

    @property
    def base_url(self) -> str: ...

    @property
    def is_loopback(self) -> bool: ...

    def payments(self, *conditions: Condition) -> list[ApiObject]: ...

    def payment_accounts(self) -> list[ApiObject]: ...

    def outgoing_invoice(self, item_id: str) -> ApiObject | None: ...

    def incoming_invoice(self, item_id: str) -> ApiObject | None: ...

    def post_payment(self, side: Side, body: bytes) -> PostAnswer:
        """Sends once, verbatim, and never raises what comes from the network."""

    def post_offset(self, side: Side, body: bytes) -> PostAnswer:
        """The same for a credit offset, which nothing reads back (U12)."""


#: Every read-back sees deleted payments too: one that a person deleted must not be posted again (U10, F43).
WITH_ARCHIVED = Condition("archived", "eq", "with")


def invoice_field(side: Side) -> str:
    """The filter field of `GET /payments` that finds what was paid on a document."""
    return f"{side.value}_invoice.id"


def invoice_key(side: Side) -> str:
    """The property of a booking that names its document."""
    return f"{side.value}_invoice_id"


def credit_key(side: Side) -> str:
    """The property of an offset that names its credit note (api.md 5.3)."""
    return f"{side.value}_credit_id"
