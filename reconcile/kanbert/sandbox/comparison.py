"""One condition of a filter: the operator, the value it compares with, and what that means for each type of field."""

from __future__ import annotations

import calendar
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from reconcile.kanbert.sandbox.fields import Field, Type
from reconcile.kanbert.sandbox.moments import instant
from reconcile.kanbert.sandbox.settlements import number_of

#: Takes all values of a field that are not null (several where the field leads through an array).
Test = Callable[[list[Any]], bool]
#: Takes one value, in the form it is compared in.
_Single = Callable[[Any], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What the special values stand for."""

    now: datetime
    me: str


def make_test(field: Field, op: str, value: Any, moment: Moment) -> Test:
    """`op` is one the field allows. Raises ValueError when the value does not suit them."""
    if op in ("isnull", "isnotnull", "notnull"):
        return (lambda values: not values) if op == "isnull" else bool
    assert field.type is not Type.RELATION, "filters.py compiles what is asked of its rows"
    if op in ("nin", "notin", "ne", "neq"):
        positive = make_test(field, "in" if op in ("nin", "notin") else "eq", value, moment)
        return lambda values: bool(values) and not positive(values)
    prepare = _preparation(field, moment)
    single = _single(field, op, value, prepare, moment)
    return lambda values: any(_fits(single, one) for one in values)


def _fits(single: _Single, value: Any) -> bool:
    """A value in an object that is not what the documents promise (an enum that grew) fits nothing."""
    try:
        return single(value)
    except ValueError:
        return False


def _single(field: Field, op: str, value: Any, prepare: Callable[[Any], Any], moment: Moment) -> _Single:
    if op in _TEXT_TESTS:
        return _text_test(op, value)
    if op == "in":
        wanted = [prepare(one) for one in _list(value)]
        return lambda one: prepare(one) in wanted
    if op == "eq" and field.type is Type.DATETIME and value == "today":
        return lambda one: instant(one).date() == moment.now.astimezone(UTC).date()
    compare, right = NUMBER_TESTS[op], prepare(value)
    return lambda one: compare(prepare(one), right)


#: `ne` is never asked of a field's value: make_test turns it round.
NUMBER_TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "neq": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "le": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
    "ge": operator.ge,
}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError("a list is expected")
    return value


# ------------------------------------------------------------------------------------------------------- texts


def _text_test(op: str, value: Any) -> _Single:
    wanted = _folded(value)
    compare = _TEXT_TESTS[op]
    return lambda one: compare(str(one).casefold(), wanted)


def _like(text: str, pattern: str) -> bool:
    """`%` any characters, `_` one; without them the whole text (SQL; whether Kanbert does the same is unknown)."""
    parts = (".*" if char == "%" else "." if char == "_" else re.escape(char) for char in pattern)
    return re.fullmatch("".join(parts), text, re.DOTALL) is not None


_TEXT_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "like": _like,
}


def _folded(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("a text is expected")
    return str(value).casefold()


# -------------------------------------------------------------------------------------------- values and their types


def _preparation(field: Field, moment: Moment) -> Callable[[Any], Any]:
    """How a value, of the filter or of an object, becomes comparable. What it returns raises ValueError."""
    preparations: Mapping[Type, Callable[[Any], Any]] = {
        Type.STRING: _folded,
        Type.ID: lambda value: moment.me if value == "me.id" else _text(value),
        Type.ENUM: lambda value: _word(value, field.words),
        Type.ARCHIVED: lambda value: _word(value, field.words),
        Type.BOOLEAN: _boolean,
        Type.CURRENCY: _amount,
        Type.DATE: lambda value: special_instant(value, moment).date(),
        Type.DATETIME: lambda value: special_instant(value, moment),
    }
    return preparations[field.type]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


def _word(value: Any, words: frozenset[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise ValueError(f"one of {', '.join(sorted(words))} is expected")
    return value


def _boolean(value: Any) -> bool:
    if value not in (True, False):
        raise ValueError("true or false is expected")
    return bool(value)


def _amount(value: Any) -> Decimal:
    amount = number_of(value)
    if amount is None:
        raise ValueError("a number is expected")
    return amount


def special_instant(value: Any, moment: Moment) -> datetime:
    now = moment.now.astimezone(UTC)
    if value == "now":
        return now
    day = _special_day(_text(value), now.date())
    if day is None:
        return instant(value)
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return start + timedelta(days=1, microseconds=-1) if value in ("eow", "eom") else start


_OFFSET = re.compile(r"today(?:([+-]\d{1,5})d)?")


def _special_day(value: str, today: date) -> date | None:
    offset = _OFFSET.fullmatch(value)
    if offset:
        return today + timedelta(days=int(offset[1] or 0))
    last_of_month = calendar.monthrange(today.year, today.month)[1]
    return {
        "sow": today - timedelta(days=today.weekday()),
        "eow": today + timedelta(days=6 - today.weekday()),
        "som": today.replace(day=1),
        "eom": today.replace(day=last_of_month),
    }.get(value)
