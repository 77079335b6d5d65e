"""`computed_fields[alias]=relation.aggregate(...)` of the list of outgoing invoices (its page in docs/).

`count()`, `count(where)`, `sum(column)`, `sum(column, where)`, and avg, min, max alike; over nothing they are 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.comparison import Moment
from reconcile.kanbert.sandbox.fields import RELATIONS, Field, Type
from reconcile.kanbert.sandbox.filters import test_of
from reconcile.kanbert.sandbox.messages import Request, refusal
from reconcile.kanbert.sandbox.settlements import number_of
from reconcile.kanbert.sandbox.state import Kind
from reconcile.kanbert.sandbox.text_filters import parse

PREFIX = "computed_fields."

_PARAMETER = re.compile(r"computed_fields\[(\w{1,60})\]", re.ASCII)
_EXPRESSION = re.compile(r"(\w+)\.(count|sum|avg|min|max)\((.*)\)", re.ASCII | re.DOTALL)

_AGGREGATES: Mapping[str, Callable[[Sequence[Decimal]], Decimal | int]] = {
    "count": len,
    "sum": lambda values: sum(values, Decimal(0)),
    "avg": lambda values: round(sum(values, Decimal(0)) / len(values), 6) if values else 0,
    "min": lambda values: min(values, default=0),
    "max": lambda values: max(values, default=0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComputedField:
    alias: str
    relation: str
    aggregate: str
    column: Field | None  #: None: rows are counted
    test: Callable[[ApiObject], bool]

    def value(self, document: ApiObject) -> Decimal | int:
        rows = [row for row in document.get(self.relation) or () if self.test(row)]
        if self.column is None:
            return len(rows)
        found = [number_of(value) for row in rows for value in self.column.values(row)]
        return _AGGREGATES[self.aggregate]([number for number in found if number is not None])


def read_computed(request: Request, kind: Kind, moment: Moment) -> tuple[ComputedField, ...]:
    """Raises Refusal (400) for another list and for what is not understood; nothing is ignored."""
    given = [(name, value) for name, value in request.query if name.startswith("computed_fields")]
    return tuple(_read(name, value, kind, moment) for name, value in given)


def _read(name: str, text: str, kind: Kind, moment: Moment) -> ComputedField:
    alias, expression = _PARAMETER.fullmatch(name), _EXPRESSION.fullmatch(text.strip())
    if kind is not Kind.OUTGOING_INVOICE or alias is None or expression is None or expression[1] not in RELATIONS:
        raise refusal(400, f"Requested computed field `{name}` is not allowed.")
    relation, aggregate, arguments = expression.groups()
    fields = RELATIONS[relation]
    column = None
    if aggregate != "count":
        column_name, _, arguments = arguments.partition(",")
        column = fields.get(column_name.strip())
        if column is None or column.type is not Type.CURRENCY:
            raise refusal(400, f"The column {column_name.strip()} of {relation} cannot be computed with.")
    test = test_of(parse(arguments), fields, moment) if arguments.strip() else _any_row
    return ComputedField(alias=alias[1], relation=relation, aggregate=aggregate, column=column, test=test)


def _any_row(_: Any) -> bool:
    return True


def with_computed(document: ApiObject, computed: Sequence[ComputedField]) -> ApiObject:
    values = {one.alias: one.value(document) for one in computed}
    return {**document, "computed_fields": {**(document.get("computed_fields") or {}), **values}}


def filterable(computed: Sequence[ComputedField]) -> dict[str, Field]:
    """What a filter may name besides the fields of the list."""
    return {PREFIX + one.alias: Field(Type.CURRENCY, PREFIX + one.alias) for one in computed}
