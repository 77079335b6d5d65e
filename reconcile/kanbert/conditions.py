"""A filter condition: sent to Kanbert, then applied again to what comes back (api.md 4, U9).

The server's answer is only a candidate set: whether it understood, ignored or misread the filter, a row that visibly
fails the condition never reaches the caller. A field the object does not show cannot be judged; such rows are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.exact_json import dumps

Scalar = str | bool | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Condition:
    """`Condition("reference", "contains", token)`; several are joined by AND."""

    field: str  #: as Kanbert's filter names it: `outgoing_invoice.id`
    op: str
    value: Scalar | tuple[Scalar, ...] = None  #: a tuple for `in` and `nin`

    def __post_init__(self) -> None:
        assert self.op in _OPERATORS, f"no operator {self.op!r} in Kanbert's filter language"


def filter_text(conditions: Iterable[Condition]) -> str:
    """The compact JSON array (AND) for the `filter` parameter; never the text language, never a nested `or`."""
    return dumps([{"field": one.field, "op": one.op, "value": one.value} for one in conditions])


def holds(row: ApiObject, condition: Condition) -> bool:
    """False only when `row` visibly fails `condition`. Exact and case-sensitive."""
    if condition.field == "archived":
        return _archived_holds(row, condition.value)
    judge = _OPERATORS[condition.op]
    seen = list(_walk(row, _PLACES.get(condition.field, condition.field).split(".")))
    verdicts = [one is _HIDDEN or judge(one, condition.value) for one in seen]
    return all(verdicts) if condition.op in _NEGATIVE else any(verdicts)


# --------------------------------------------------------------------------------------------- where a field is seen

#: Filter fields whose place in the object has another name; `*` walks a list.
_PLACES = {
    "organisation": "organization",
    "outgoing_invoice.id": "bookings.*.outgoing_invoice_id",
    "incoming_invoice.id": "bookings.*.incoming_invoice_id",
}


#: Stands for a value the object does not show.
_HIDDEN = object()


def _walk(value: Any, path: list[str]) -> Iterator[Any]:
    """Every value at `path`, at least one; null ends a path, a missing property hides it."""
    if not path or value is None:
        yield value
    elif path[0] == "*" and isinstance(value, list):
        yield from chain.from_iterable(_walk(one, path[1:]) for one in value or [None])
    elif isinstance(value, dict) and path[0] in value:
        yield from _walk(value[path[0]], path[1:])
    else:
        yield _HIDDEN


def _archived_holds(row: ApiObject, wanted: Any) -> bool:
    if "deleted_at" not in row or wanted == "with":
        return True
    wanted_archived: bool = wanted == "only"
    return (row["deleted_at"] is not None) == wanted_archived


# ---------------------------------------------------------------------------------------------------------- operators


def _same(seen: Any, wanted: Any) -> bool:
    if isinstance(seen, bool) or isinstance(wanted, bool) or seen is None or wanted is None:
        return seen is wanted
    if isinstance(seen, int | Decimal) and isinstance(wanted, int | Decimal):
        return bool(seen == wanted)
    return str(seen) == str(wanted)


def _among(seen: Any, wanted: Any) -> bool:
    assert isinstance(wanted, tuple), "`in` takes a tuple"
    return any(_same(seen, one) for one in wanted)


def _compared(verdict: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def judge(seen: Any, wanted: Any) -> bool:
        if isinstance(seen, int | Decimal) and isinstance(wanted, int | Decimal):
            return verdict(seen, wanted)
        if isinstance(seen, str) and isinstance(wanted, str):
            return verdict(seen[: len(wanted)], wanted)  # a date-time against a day compares the days
        return False

    return judge


def _in_text(verdict: Callable[[str, str], bool]) -> Callable[[Any, Any], bool]:
    return lambda seen, wanted: isinstance(seen, str) and verdict(seen, str(wanted))


def _not(judge: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    return lambda seen, wanted: not judge(seen, wanted)


def _is_null(seen: Any, _: Any) -> bool:
    return seen is None


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": _same,
    "ne": _not(_same),
    "neq": _not(_same),
    "in": _among,
    "nin": _not(_among),
    "notin": _not(_among),
    "contains": _in_text(lambda seen, wanted: wanted in seen),
    "startswith": _in_text(str.startswith),
    "endswith": _in_text(str.endswith),
    "lt": _compared(lambda seen, wanted: seen < wanted),
    "lte": _compared(lambda seen, wanted: seen <= wanted),
    "le": _compared(lambda seen, wanted: seen <= wanted),
    "gt": _compared(lambda seen, wanted: seen > wanted),
    "gte": _compared(lambda seen, wanted: seen >= wanted),
    "ge": _compared(lambda seen, wanted: seen >= wanted),
    "isnull": _is_null,
    "isnotnull": _not(_is_null),
    "notnull": _not(_is_null),
}
_NEGATIVE = frozenset(("ne", "neq", "nin", "notin", "isnull"))
