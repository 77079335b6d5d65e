"""The filter language of the lists (api.md 4): `[{"field": ..., "op": ..., "value": ...}]`, `and` / `or` trees.

An array means *and*. The text form becomes the same trees (text_filters.py). A condition on a relation, whose shape in
JSON is not documented, has as its value a filter for its rows, or for `count` `{"op": ..., "value": ...}`.

Anything the documents do not allow for the field is a 400, never a filter ignored. Where they are silent: texts compare
without regard to case, ids and enums to the letter, null fits only the null tests (as in SQL), a date is the UTC day of
its timestamp.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.comparison import NUMBER_TESTS, Moment, Test, make_test, special_instant
from reconcile.kanbert.sandbox.exact_json import decode
from reconcile.kanbert.sandbox.fields import RELATIONS, Field, Type
from reconcile.kanbert.sandbox.messages import refusal
from reconcile.kanbert.sandbox.settlements import number_of
from reconcile.kanbert.sandbox.state import Narrowing
from reconcile.kanbert.sandbox.text_filters import parse

_MOST_NARROWED = 500  #: ids in one SQL statement; more are compared one by one
_DEEPEST = 20  #: levels of `and` / `or`


@dataclass(frozen=True, slots=True)
class Filter:
    matches: Callable[[ApiObject], bool] | None  #: None: the narrowing says it all
    narrowing: Narrowing
    archived_given: str | None = None  #: the value of the field archived, where the filter names it


EVERYTHING = Filter(None, Narrowing())
NOTHING = Filter(None, Narrowing(nothing=True))


@dataclass(frozen=True, slots=True)
class _Condition:
    field: Field
    name: str
    op: str
    value: Any
    test: Test

    def matches(self, document: ApiObject) -> bool:
        return self.test(self.field.values(document))


def compile_filter(text: str | None, fields: Mapping[str, Field], moment: Moment) -> Filter:
    """`text` is the query parameter `filter`. `moment` gives the special values their meaning.

    Raises Refusal (400).
    """
    conjunction, others = _Compiler(fields, moment).top(_decoded(text))
    narrowing = _narrow(conjunction, moment)
    tests = [*(condition.matches for condition in conjunction if not _decided_by_columns(condition)), *others]
    matches = (lambda document: all(test(document) for test in tests)) if tests else None
    named = any(condition.field.type is Type.ARCHIVED for condition in conjunction)
    return Filter(matches, narrowing, narrowing.archived if named else None)


def _decoded(text: str | None) -> Any:
    if text is None:
        return []
    if not text.lstrip().startswith(("[", "{")):
        return parse(text)
    try:
        return decode(text)
    except ValueError as error:
        raise refusal(400, f"The filter is not valid JSON: {error}.") from error


def test_of(tree: Any, fields: Mapping[str, Field], moment: Moment) -> Callable[[ApiObject], bool]:
    """What a filter says about the rows of a relation. Raises Refusal (400)."""
    return _Compiler(fields, moment).tree(tree)


class _Compiler:
    def __init__(self, fields: Mapping[str, Field], moment: Moment) -> None:
        self._fields = fields
        self._moment = moment

    def top(self, node: Any) -> tuple[list[_Condition], list[Callable[[ApiObject], bool]]]:
        """The conditions that all must hold, and the `or` trees beside them."""
        conditions: list[_Condition] = []
        trees: list[Callable[[ApiObject], bool]] = []
        for member in _members_of_and(node):
            if _is_condition(member):
                conditions.append(self._condition(member))
            else:
                trees.append(self.tree(member))
        return conditions, trees

    def tree(self, node: Any, levels: int = _DEEPEST) -> Callable[[ApiObject], bool]:
        if not levels:
            raise refusal(400, "The filter is nested too deeply.")
        if _is_condition(node):
            return self._nested_condition(node).matches
        either = isinstance(node, dict) and set(node) == {"or"}
        members = _array(node["or"]) if either else _members_of_and(node)
        tests = [self.tree(member, levels - 1) for member in members]
        combine = any if either else all
        return lambda document: combine(test(document) for test in tests)

    def _nested_condition(self, node: dict[str, Any]) -> _Condition:
        condition = self._condition(node)
        if condition.field.type is Type.ARCHIVED:
            raise refusal(400, "The field archived stands at the top of a filter only.")
        return condition

    def _condition(self, node: dict[str, Any]) -> _Condition:
        name, op = node["field"], str(node["op"]).lower()
        field = self._fields.get(name) if isinstance(name, str) else None
        if field is None:
            raise refusal(400, f"Filtering by {name} is not allowed.")
        if op not in field.operators:
            raise refusal(400, f"The operator {op} is not allowed for {name}.")
        value = node.get("value")
        try:
            if field.type is Type.RELATION:
                return _Condition(field, name, op, value, self._relation_test(name, op, value))
            return _Condition(field, name, op, value, make_test(field, op, value, self._moment))
        except ValueError as error:
            raise refusal(400, f"The filter value for {name} {op} is not understood: {error}.") from error

    def _relation_test(self, name: str, op: str, value: Any) -> Test:
        if op == "count":
            if not isinstance(value, dict) or set(value) != {"op", "value"} or value["op"] not in NUMBER_TESTS:
                raise ValueError("a comparison with a number is expected")
            compare, number = NUMBER_TESTS[value["op"]], number_of(value["value"])
            if number is None:
                raise ValueError("a number is expected")
            return lambda values: compare(len(_rows(values)), number)
        if value is None:
            raise ValueError("a filter for its rows is expected")
        row_fits = test_of(value, RELATIONS[name], self._moment)
        return {
            "any": lambda values: any(map(row_fits, _rows(values))),
            "none": lambda values: not any(map(row_fits, _rows(values))),
            "all": lambda values: all(map(row_fits, _rows(values))),
        }[op]


def _rows(values: list[Any]) -> list[ApiObject]:
    """Of a relation; a document without it has no rows."""
    return [row for rows in values if isinstance(rows, list) for row in rows]


def _is_condition(node: Any) -> bool:
    if not isinstance(node, dict) or "field" not in node:
        return False
    if not {"field", "op"} <= set(node) <= {"field", "op", "value"}:
        raise refusal(400, "A condition has field, op and value.")
    return True


def _members_of_and(node: Any) -> list[Any]:
    if isinstance(node, list):
        return node
    if _is_condition(node) or (isinstance(node, dict) and set(node) == {"or"}):
        return [node]
    if isinstance(node, dict) and set(node) == {"and"}:
        return _array(node["and"])
    raise refusal(400, "A filter is an array of conditions, or an object with and / or.")


def _array(node: Any) -> list[Any]:
    if not isinstance(node, list) or not node:
        raise refusal(400, "and / or take a non-empty array.")
    return node


def _narrow(conjunction: list[_Condition], moment: Moment) -> Narrowing:
    archived = {condition.value for condition in conjunction if condition.field.type is Type.ARCHIVED}
    if len(archived) > 1:
        raise refusal(400, "The field archived is given twice.")
    dated = filter(_is_about_day, conjunction)
    return Narrowing(
        archived=archived.pop() if archived else "without",
        reference_parts=tuple(map(_reference_part, filter(_is_reference_part, conjunction))),
        settles=next((tuple(_settled(condition)) for condition in conjunction if _settled(condition)), ()),
        words=tuple((condition.name, _words(condition)) for condition in conjunction if _is_about_words(condition)),
        days=tuple((one.op, special_instant(one.value, moment).date().isoformat()) for one in dated),
    )


def _decided_by_columns(condition: _Condition) -> bool:
    """Whether the narrowing says exactly what the condition says; then no object need be looked at."""
    is_part = condition.name == "reference" and condition.op == "contains"
    archived = condition.field.type is Type.ARCHIVED
    return archived or is_part or _is_about_words(condition) or _is_about_day(condition)


def _is_about_words(condition: _Condition) -> bool:
    words = condition.value if condition.op == "in" else [condition.value]
    return (
        condition.name in ("status", "payment_status") and condition.op in ("eq", "in") and len(words) <= _MOST_NARROWED
    )


def _words(condition: _Condition) -> tuple[str, ...]:
    return tuple(condition.value) if condition.op == "in" else (condition.value,)


def _is_about_day(condition: _Condition) -> bool:
    """The day of a list is that of its payments or invoices; other dates stand in no column."""
    compares = condition.op in ("eq", "lt", "lte", "le", "gt", "gte", "ge")
    return condition.name in ("date_of_payment", "date_of_invoice") and compares


def _is_reference_part(condition: _Condition) -> bool:
    return condition.name == "reference" and condition.op in ("eq", "contains", "startswith", "endswith")


def _reference_part(condition: _Condition) -> str:
    return str(condition.value).casefold()


def _settled(condition: _Condition) -> list[str]:
    if condition.name not in ("outgoing_invoice.id", "incoming_invoice.id") or condition.op not in ("eq", "in"):
        return []
    ids = condition.value if isinstance(condition.value, list) else [condition.value]
    return ids if len(ids) <= _MOST_NARROWED else []
