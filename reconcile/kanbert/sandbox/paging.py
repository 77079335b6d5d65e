"""Keyset paging with an opaque cursor, and the envelope of a page (api.md 3).

The cursor is base64 of the ordering column and a direction, unsigned, as the framework behind Kanbert makes it. Without
`sort` the order is the list's own; with `sort` equal values keep that order, so nothing is skipped.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.kanbert.sandbox.fields import SORTS
from reconcile.kanbert.sandbox.filters import Filter
from reconcile.kanbert.sandbox.messages import Request, Response, refusal
from reconcile.kanbert.sandbox.state import Kind, Row, State

DEFAULT_SIZE = 30
LARGEST_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    sequence: int  #: the row the page begins beyond
    onwards: bool = True  #: False: the page that ends before it

    def encoded(self) -> str:
        text = encode({"id": self.sequence, "_pointsToNextItems": self.onwards})
        return urlsafe_b64encode(text.encode("ascii")).decode("ascii").rstrip("=")


def read_cursor(text: str | None) -> Cursor | None:
    """Raises Refusal (400) for a cursor that was not made here."""
    if text is None:
        return None
    try:
        content = decode(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except ValueError as error:
        raise refusal(400, "The cursor is not valid.") from error
    match content:
        case {"id": int(sequence), "_pointsToNextItems": bool(onwards)} if 0 <= sequence < 2**63:
            return Cursor(sequence=sequence, onwards=onwards)
    raise refusal(400, "The cursor is not valid.")


def read_size(text: str | None) -> int:
    """`page[size]`, 30 when absent, at most 100 whatever is asked. Raises Refusal (400)."""
    if text is None:
        return DEFAULT_SIZE
    if not (text.isascii() and text.isdigit() and len(text) < 10) or int(text) < 1:
        raise refusal(400, "The page size must be a whole number of at least 1.")
    return min(int(text), LARGEST_SIZE)


def read_sort(text: str | None, kind: Kind) -> list[tuple[str, bool]]:
    """(property, descending) by importance. Raises Refusal (400) for a field the list cannot be sorted by."""
    names = [] if text is None else text.split(",")
    for name in names:
        if name.removeprefix("-") not in SORTS[kind]:
            raise refusal(400, f"Requested sort(s) `{name}` is not allowed.")
    return [(name.removeprefix("-"), name.startswith("-")) for name in names]


def page_of(state: State, kind: Kind, request: Request, chosen: Filter) -> Response:
    """One page of a list. Raises Refusal (400)."""
    size = read_size(request.parameter("page[size]"))
    cursor = read_cursor(request.parameter("page[cursor]"))
    sort = read_sort(request.parameter("sort"), kind)
    rows = _sorted(state, kind, chosen, sort, cursor) if sort else _listed(state, kind, chosen, cursor)
    found = list(islice(rows, size + 1))
    page, more = found[:size], len(found) > size
    if cursor is not None and not cursor.onwards:
        page.reverse()
    return _envelope(request, page, size, *_neighbours(page, cursor, more=more))


def _listed(state: State, kind: Kind, chosen: Filter, cursor: Cursor | None) -> Iterable[Row]:
    descending = cursor is not None and not cursor.onwards
    beyond = cursor.sequence if cursor else None
    rows = state.rows(kind, chosen.narrowing, beyond=beyond, descending=descending)
    return (row for row in rows if chosen.matches(row.document))


def _sorted(
    state: State, kind: Kind, chosen: Filter, sort: list[tuple[str, bool]], cursor: Cursor | None
) -> Iterable[Row]:
    rows = list(_listed(state, kind, chosen, None))
    for name, descending in reversed(sort):
        rows.sort(key=_sort_key(name), reverse=descending)
    if cursor is None:
        return rows
    place = next((place for place, row in enumerate(rows) if row.sequence == cursor.sequence), None)
    if place is None:
        raise refusal(400, "The cursor is not valid.")
    return rows[place + 1 :] if cursor.onwards else rows[:place][::-1]


def _sort_key(name: str) -> Callable[[Row], tuple[bool, Any]]:
    """Null first, as in SQL."""

    def key(row: Row) -> tuple[bool, Any]:
        value = row.document.get(name)
        return value is not None, 0 if value is None else value

    return key


def _neighbours(page: list[Row], cursor: Cursor | None, *, more: bool) -> tuple[Cursor | None, Cursor | None]:
    """(next, previous)."""
    if not page:
        return None, None
    backwards = cursor is not None and not cursor.onwards
    has_next = more or backwards
    has_previous = more if backwards else cursor is not None
    following = Cursor(sequence=page[-1].sequence) if has_next else None
    return following, Cursor(sequence=page[0].sequence, onwards=False) if has_previous else None


def _envelope(
    request: Request, page: list[Row], size: int, following: Cursor | None, previous: Cursor | None
) -> Response:
    """The objects stand in it to the letter as they were loaded."""
    path = request.origin + request.path
    meta: ApiObject = {
        "path": path,
        "per_page": size,
        "next_cursor": following and following.encoded(),
        "next_page_url": following and _url(path, following),
        "prev_cursor": previous and previous.encoded(),
        "prev_page_url": previous and _url(path, previous),
    }
    text = f'{{"data":[{",".join(row.text for row in page)}],"links":[],"meta":{encode(meta)}}}'
    return Response(status=200, body=text.encode("utf-8"))


def _url(path: str, cursor: Cursor) -> str:
    return f"{path}?{quote('page[cursor]')}={quote(cursor.encoded())}"
