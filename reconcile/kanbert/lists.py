"""A list of Kanbert, read to its end: page size (U20), local re-check (U9), archived rows (U10); api.md 3, 4."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.conditions import Condition, filter_text, holds
from reconcile.kanbert.pages import Page, check_progress, key_of, page_of
from reconcile.kanbert.refusals import QuestionRefused

#: What Kanbert sends when nobody asks for a size (api.md 3): a smaller one than ours that it cannot refuse.
DEFAULT_SIZE = 30
WITH_ARCHIVED = Condition("archived", "eq", "with")
ONLY_ARCHIVED = Condition("archived", "eq", "only")


class ListName(StrEnum):
    """The four lists, as their paths call them."""

    ACCOUNTS = "payment-accounts"
    OUTGOING = "outgoing-invoices"
    INCOMING = "incoming-invoices"
    PAYMENTS = "payments"


#: `discounts` alone shows whether a discount was already granted (U31).
_INCLUDES = {ListName.OUTGOING: {"include": "discounts"}}


@dataclass(frozen=True, slots=True)
class Listing:
    rows: list[ApiObject]  #: that do not visibly fail the conditions, each id once
    outside: int = 0  #: rows that came although they fail the conditions: the filter was not understood (U9)


class Lists:
    """`read_json(path, params, place)`: one GET, with all its patience; raises what the client's reads raise."""

    def __init__(self, read_json: Callable[[str, Mapping[str, str], str], Any], page_size: int) -> None:
        self.page_size = page_size
        self._read_json = read_json
        self._size_is_fine = False
        self._refuses_with = False

    def read(
        self,
        name: ListName,
        conditions: Sequence[Condition],
        page_size: int | None = None,
        on_rows: Callable[[int], None] | None = None,
    ) -> Listing:
        """The whole list; `on_rows(rows so far)` after each page."""
        rows: dict[str, ApiObject] = {}
        outside = 0
        for page in self._pages(name, conditions, page_size):
            for row in page:
                if all(holds(row, one) for one in conditions):
                    rows[key_of(row)] = row  # the later reading of a row is the fresher one
                else:
                    rows.pop(key_of(row), None)
                    outside += 1
            if on_rows is not None:
                on_rows(len(rows))
        return Listing(list(rows.values()), outside)

    def keys(
        self,
        name: ListName,
        conditions: Sequence[Condition],
        page_size: int | None = None,
        on_rows: Callable[[int], None] | None = None,
    ) -> set[str]:
        """`pages.key_of` of each row `read` would give, in little memory."""
        found: set[str] = set()
        for page in self._pages(name, conditions, page_size):
            for row in page:
                if all(holds(row, one) for one in conditions):
                    found.add(key_of(row))
                else:
                    found.discard(key_of(row))
            if on_rows is not None:
                on_rows(len(found))
        return found

    def first_page(self, name: ListName, conditions: Sequence[Condition]) -> Listing:
        _, page = self._first(name, conditions, None)
        kept = [row for row in page.rows if all(holds(row, one) for one in conditions)]
        return Listing(kept, len(page.rows) - len(kept))

    def _pages(
        self, name: ListName, conditions: Sequence[Condition], page_size: int | None
    ) -> Iterator[list[ApiObject]]:
        """Where `archived eq with` is refused (U10): live rows, then archived ones, so that what is deleted in between
        is seen twice, not missed."""
        if name is not ListName.PAYMENTS or WITH_ARCHIVED not in conditions:
            yield from self._following(name, *self._first(name, conditions, page_size))
            return
        if not self._refuses_with:
            try:
                first = self._first(name, conditions, page_size)
            except QuestionRefused:
                pass
            else:
                yield from self._following(name, *first)
                return
        others = [one for one in conditions if one != WITH_ARCHIVED]
        yield from self._following(name, *self._first(name, others, page_size))
        archived = self._first(name, [*others, ONLY_ARCHIVED], page_size)
        self._refuses_with = True
        yield from self._following(name, *archived)

    def _following(self, name: ListName, params: dict[str, str], page: Page) -> Iterator[list[ApiObject]]:
        """`page`, the first one, and all after it."""
        keys: set[str] = set()
        cursors: set[str] = set()
        while True:
            known = len(keys)
            keys.update(map(key_of, page.rows))
            yield page.rows
            if page.next_cursor is None:
                return
            check_progress(_place(name, len(cursors) + 1), page.next_cursor, cursors, grown=len(keys) > known)
            cursors.add(page.next_cursor)
            params["page[cursor]"] = page.next_cursor
            page = self._page(name, params, len(cursors) + 1)

    def _first(
        self, name: ListName, conditions: Sequence[Condition], page_size: int | None
    ) -> tuple[dict[str, str], Page]:
        """With the parameters its following pages need too. Asks for less when Kanbert refuses the size, and learns
        what it really puts on a page (U20)."""
        params = self._params(name, conditions, page_size)
        try:
            page = self._page(name, params, 1)
        except QuestionRefused:
            if self._size_is_fine or self.page_size <= DEFAULT_SIZE:
                raise
            params = self._params(name, conditions, DEFAULT_SIZE)
            page = self._page(name, params, 1)
            self.page_size = DEFAULT_SIZE
        self._size_is_fine = True
        if page_size is None and page.per_page is not None:
            self.page_size = min(self.page_size, page.per_page)
        return params, page

    def _params(self, name: ListName, conditions: Sequence[Condition], page_size: int | None) -> dict[str, str]:
        params = {**_INCLUDES.get(name, {}), "page[size]": str(min(page_size or self.page_size, self.page_size))}
        return params | ({"filter": filter_text(conditions)} if conditions else {})

    def _page(self, name: ListName, params: Mapping[str, str], number: int) -> Page:
        place = _place(name, number)
        return page_of(self._read_json(f"/{name}", params, place), place)


def _place(name: ListName, number: int) -> str:
    return f"GET /{name}, page {number}"
