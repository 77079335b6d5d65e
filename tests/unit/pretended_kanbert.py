"""A Kanbert in memory behind httpx: four lists, pages, filters; and whatever it is told to get wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.client import KanbertClient
from reconcile.kanbert.conditions import Condition, holds
from reconcile.kanbert.exact_json import dumps
from reconcile.kanbert.lists import ListName
from reconcile.seams import FixedClock

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
BASE_URL = "http://127.0.0.1:1/api/v1"

#: Takes the rows a question found and the number of the question among all; gives those to be shown.
Show = Callable[[list[ApiObject], int], list[ApiObject]]


class Kanbert:
    """`understood`: the filter fields it heeds; None: all of them. `finds_nothing`: fields that hide every row."""

    def __init__(
        self,
        lists: Mapping[ListName, Iterable[ApiObject]],
        *,
        page_limit: int = 100,
        understood: frozenset[str] | None = None,
        finds_nothing: frozenset[str] = frozenset(),
        refused: Callable[[Condition], bool] = lambda _: False,
        show: Show = lambda rows, _: rows,
    ) -> None:
        self.lists = {name: list(lists.get(name, ())) for name in ListName}
        self.requests: list[httpx.Request] = []
        self.page_limit = page_limit
        self.understood, self.finds_nothing, self.refused, self.show = understood, finds_nothing, refused, show

    def client(self) -> KanbertClient:
        return KanbertClient(BASE_URL, "t", clock=FixedClock(NOW), transport=httpx.MockTransport(self))

    def asked(self, name: ListName, field: str = "") -> list[Any]:
        """What the questions to a list said about a filter field; the whole filters without one."""
        filters = [self._conditions(one) for one in self.requests if one.url.path.endswith(f"/{name}")]
        return [one.value for filter_ in filters for one in filter_ if one.field == field] if field else filters

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        steps = request.url.path.removeprefix("/api/v1/").split("/")
        if len(steps) == 2:
            found = [row for row in self.lists[ListName(steps[0])] if row.get("id") == steps[1]]
            return _answer(found[0]) if found else httpx.Response(404)
        conditions = self._conditions(request)
        if any(self.refused(one) for one in conditions):
            return httpx.Response(400, json={"message": "Requested filter(s) are not allowed."})
        rows = self.lists[ListName(steps[0])]
        if not any(one.field == "archived" for one in conditions):
            conditions.append(Condition("archived", "eq", "without"))
        rows = [row for row in rows if all(self._holds(row, one) for one in conditions)]
        return self._page(self.show(rows, len(self.requests)), request)

    def _conditions(self, request: httpx.Request) -> list[Condition]:
        asked = json.loads(request.url.params.get("filter", "[]"))
        return [Condition(one["field"], one["op"], _value(one["value"])) for one in asked]

    def _holds(self, row: ApiObject, condition: Condition) -> bool:
        if condition.field in self.finds_nothing:
            return False
        heeded = self.understood is None or condition.field in self.understood
        return not heeded or holds(row, condition)

    def _page(self, rows: list[ApiObject], request: httpx.Request) -> httpx.Response:
        size = min(int(request.url.params["page[size]"]), self.page_limit)
        start = int(request.url.params.get("page[cursor]", "0"))
        following = str(start + size) if start + size < len(rows) else None
        return _answer(
            {"data": rows[start : start + size], "links": [], "meta": {"per_page": size, "next_cursor": following}}
        )


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _answer(value: Any) -> httpx.Response:
    return httpx.Response(200, content=dumps(value).encode(), headers={"Content-Type": "application/json"})
