"""What we read of Kanbert's objects, tolerantly: unknown fields left aside, null allowed, enums open (api.md 5-8).

`read_object` never fails: a field that cannot be read is left at its default and named, so that its row becomes unsafe
instead of the pull being lost (commit-protocol F50). Texts are kept as they came; money is Decimal, never a float.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from reconcile.kanbert.answers import ApiObject

#: A number as text, as some servers send it (U2): ASCII only, no exponent, no grouping.
_NUMBER_TEXT = re.compile(r"[+-]?\d{1,18}(\.\d{1,30})?", re.ASCII)
#: Before the point; sums of numbers like 9e999999 overflow.
_MOST_DIGITS = 60


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ValueError("is no text")


def _number(value: Any) -> Decimal | None:
    if value is None or (isinstance(value, Decimal) and value.adjusted() < _MOST_DIGITS):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**_MOST_DIGITS:
        return Decimal(value)
    if isinstance(value, str) and _NUMBER_TEXT.fullmatch(value.strip()):
        return Decimal(value.strip())
    raise ValueError("is no exact number")


def _flag(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    if value in (0, 1):
        return bool(value)
    raise ValueError("is neither true nor false")


Text = Annotated[str, BeforeValidator(_text)]  #: null is ""
Number = Annotated[Decimal | None, BeforeValidator(_number)]
Flag = Annotated[bool | None, BeforeValidator(_flag)]


class KanbertObject(BaseModel):
    #: Unknown fields stay in the API object, which is what a snapshot keeps; a second copy would double the memory.
    model_config = ConfigDict(extra="ignore", frozen=True, arbitrary_types_allowed=False)

    id: Text = ""


class PaymentAccountObject(KanbertObject):
    title: Text = ""
    identifier: Text = ""  #: probably the IBAN (api.md 5.4)
    type: Text = ""
    deleted_at: Text = ""


class BookingObject(KanbertObject):
    value: Number = None
    outgoing_invoice_id: Text = ""
    incoming_invoice_id: Text = ""
    deleted_at: Text = ""


class PaymentObject(KanbertObject):
    type: Text = ""
    date_of_payment: Text = ""
    reference: Text = ""
    iban: Text = ""
    value: Number = None
    bookings: list[Any] | None = None  #: each read on its own: one broken booking must not hide the others
    deleted_at: Text = ""


class NamedObject(KanbertObject):
    """Client or supplier."""

    name: Text = ""


class CompanyObject(KanbertObject):
    company_name: Text = ""
    iban: Text = ""


class DiscountObject(KanbertObject):
    is_payment_discount: Flag = None


class InvoiceObject(KanbertObject):
    """What both kinds of documents share."""

    external_id: Text = ""
    invoice_number: Text = ""
    title: Text = ""
    status: Text = ""
    payment_status: Text = ""
    sum_net: Number = None
    sum_tax: Number = None
    sum_gross: Number = None
    date_of_invoice: Text = ""
    updated_at: Text = ""
    deleted_at: Text = ""


class OutgoingInvoiceObject(InvoiceObject):
    is_credit: Flag = False
    master_invoice_id: Text = ""
    currency: Text = ""
    payment_due_date: Text = ""
    po_number: Text = ""
    reference: Text = ""
    company: CompanyObject | None = None
    client: NamedObject | None = None
    payment_discount: Number = None  #: percent
    payment_discount_due_date: Text = ""
    discounts: list[DiscountObject] | None = None  #: None: not shown


class PaymentLineObject(KanbertObject):
    """What an incoming document shows of a payment on it; only four of its names are documented (api.md 6)."""

    value: Number = None


class IncomingInvoiceObject(InvoiceObject):
    type: Text = ""
    payments: list[PaymentLineObject] | None = None
    due_date: Text = ""
    supplier: NamedObject | None = None


Model = TypeVar("Model", bound=BaseModel)


def read_object(model: type[Model], content: ApiObject) -> tuple[Model, tuple[str, ...]]:
    """`content` as `model`, and the fields that could not be read (they stand at their defaults)."""
    try:
        return model.model_validate(content), ()
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        unreadable = tuple(sorted({str(problem["loc"][0]) for problem in problems}))
    return model.model_validate({key: one for key, one in content.items() if key not in unreadable}), unreadable
