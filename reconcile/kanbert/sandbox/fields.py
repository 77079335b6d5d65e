"""What each list can be filtered and sorted by (api.md 2, openapi.yaml `x-filterable`, `x-sortable`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.state import Kind


class Type(Enum):
    STRING = "string"
    ID = "id"
    ENUM = "enum"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    CURRENCY = "currency"
    RELATION = "relation"
    ARCHIVED = "archived"


_NULL = frozenset({"isnull", "isnotnull", "notnull"})
_CHOICE = frozenset({"eq", "ne", "neq", "in", "nin", "notin"})
_TEXT = frozenset({"contains", "like", "startswith", "endswith"})
_ORDER = frozenset({"lt", "lte", "le", "gt", "gte", "ge"})

_OPERATORS: Mapping[Type, frozenset[str]] = {
    Type.STRING: _CHOICE | _TEXT | _NULL,
    Type.ID: _CHOICE | _NULL,
    Type.ENUM: _CHOICE | _NULL,
    Type.BOOLEAN: frozenset({"eq", "ne", "neq"}) | _NULL,
    Type.DATE: _CHOICE | _ORDER | _NULL,
    Type.DATETIME: _CHOICE | _ORDER | _NULL,
    Type.CURRENCY: _CHOICE | _ORDER | _TEXT | _NULL,
    Type.RELATION: frozenset({"any", "none", "count", "all"}),
    Type.ARCHIVED: frozenset({"eq"}),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A filterable field. `path` leads to its values in the object; `[]` goes through every item of an array."""

    type: Type
    path: str
    words: frozenset[str] = frozenset()  #: of an enum: its vocabulary
    nullable: bool = True  #: whether the null tests are allowed

    @property
    def operators(self) -> frozenset[str]:
        return _OPERATORS[self.type] if self.nullable else _OPERATORS[self.type] - _NULL

    def values(self, document: ApiObject) -> list[Any]:
        """All values that are not null."""
        return [value for value in _walk(document, self.path.split(".")) if value is not None]


def _walk(value: Any, path: list[str]) -> Iterator[Any]:
    if not path:
        yield value
    elif isinstance(value, dict):
        name = path[0].removesuffix("[]")
        items = (value.get(name) or ()) if path[0].endswith("[]") else (value.get(name),)
        for item in items:
            yield from _walk(item, path[1:])


_ARCHIVED = Field(Type.ARCHIVED, "", frozenset({"with", "only", "without"}))
_ACCOUNT_TYPE = frozenset({"account", "employee_expenses"})


def _enum(path: str, words: str, *, nullable: bool = True) -> Field:
    return Field(Type.ENUM, path, frozenset(words.split()), nullable)


def _plain(kind: Type, names: str) -> dict[str, Field]:
    """Fields whose path is their name."""
    return {name: Field(kind, name) for name in names.split()}


FIELDS: Mapping[Kind, Mapping[str, Field]] = {
    Kind.PAYMENT_ACCOUNT: {
        "archived": _ARCHIVED,
        "type": _enum("type", " ".join(_ACCOUNT_TYPE)),
        "organisation": Field(Type.STRING, "organization"),  # the filter is spelled with s, the property is not
        **_plain(Type.STRING, "title owner.email"),
        **_plain(Type.ID, "owner.id"),
        **_plain(Type.DATETIME, "created_at"),
    },
    Kind.PAYMENT: {
        "archived": _ARCHIVED,
        "type": _enum("type", "in out"),
        "payment_account.type": _enum("payment_account.type", " ".join(_ACCOUNT_TYPE)),
        "payment_account.iban": Field(Type.STRING, "payment_account.identifier"),  # no property is called iban
        "outgoing_invoice.id": Field(Type.ID, "bookings[].outgoing_invoice_id"),
        "incoming_invoice.id": Field(Type.ID, "bookings[].incoming_invoice_id"),
        **_plain(Type.STRING, "reference iban"),
        **_plain(Type.ID, "payment_account.id"),
        **_plain(Type.DATE, "date_of_payment"),
    },
    Kind.INCOMING_INVOICE: {
        "type": _enum("type", "Invoice Credit"),
        "status": _enum("status", "open ready_for_accounting booked"),
        "payment_status": _enum("payment_status", "open paid partial"),
        **_plain(Type.STRING, "external_id title invoice_number"),
        **_plain(Type.CURRENCY, "sum_net sum_tax sum_gross"),
        **_plain(Type.ID, "supplier.id editor.id"),
        **_plain(Type.DATE, "date_of_invoice due_date"),
        **_plain(Type.DATETIME, "created_at"),
    },
    Kind.OUTGOING_INVOICE: {
        "archived": _ARCHIVED,
        "status": _enum("status", "estimate open bookable booked", nullable=False),
        "payment_status": _enum("payment_status", "open partly_paid paid cancelled", nullable=False),
        "company.company_name:string": Field(Type.STRING, "company.company_name"),  # as printed
        **_plain(Type.STRING, "title invoice_number editor.external_id editor.email"),
        **_plain(Type.STRING, "client.name client.external_id client.shortcode"),
        **_plain(Type.STRING, "project.title project.external_id project.shortcode"),
        **_plain(Type.ID, "editor.id client.id project.id company.id"),
        **_plain(Type.BOOLEAN, "is_credit"),
        **_plain(Type.DATE, "date_of_invoice payment_due_date"),
        **_plain(Type.CURRENCY, "sum_net sum_tax sum_gross"),
        **_plain(Type.RELATION, "line_items external_costs"),
    },
}

#: What can be asked of the rows of a relation, and computed with. The words of the type of a line item are not
#: documented; they compare to the letter, as ids do.
RELATIONS: Mapping[str, Mapping[str, Field]] = {
    "line_items": {
        **_plain(Type.STRING, "title project.title project.external_id project.shortcode"),
        **_plain(Type.ID, "project.id type"),
        **_plain(Type.CURRENCY, "price amount total_net total_net_base total_net_without_discount total_gross"),
        **_plain(Type.CURRENCY, "total_gross_base total_gross_without_discount purchase_total purchase_total_base"),
    },
    "external_costs": {
        **_plain(Type.STRING, "title project.title project.external_id project.shortcode supplier.name"),
        **_plain(Type.ID, "project.id supplier.id"),
        **_plain(Type.CURRENCY, "amount price total"),
    },
}

_SORTS_OF_INCOMING = "title date_of_invoice due_date sum_net sum_tax sum_gross created_at"
_SORTS_OF_OUTGOING = (
    "invoice_number title date_of_invoice sum_net sum_tax sum_external_costs sum_gross created_at updated_at"
)

#: The sorts of payments are not documented; none is accepted.
SORTS: Mapping[Kind, frozenset[str]] = {
    Kind.PAYMENT_ACCOUNT: frozenset({"title", "type", "organization", "identifier", "created_at"}),
    Kind.PAYMENT: frozenset(),
    Kind.INCOMING_INVOICE: frozenset(_SORTS_OF_INCOMING.split()),
    Kind.OUTGOING_INVOICE: frozenset(_SORTS_OF_OUTGOING.split()),
}
