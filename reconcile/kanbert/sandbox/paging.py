"""Keyset paging with an opaque cursor, and the envelope of a page (api.md 3).

The cursor is base64 of the ordering column and a direction, unsigned, as the framework behind Kanbert makes it. Without
`sort` the order is the list's own; with `sort` equal values keep that order, so nothing is skipped.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import quote

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.computed import PREFIX, ComputedField, with_computed
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.kanbert.sandbox.fields import SORTS
from reconcile.kanbert.sandbox.filters import Filter
from reconcile.kanbert.sandbox.manners import Manners
from reconcile.kanbert.sandbox.messages import Request, Response, refusal
from reconcile.kanbert.sandbox.state import Kind, Row, State
from reconcile.kanbert.sandbox.wire import Wire

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


def read_sort(text: str | None, kind: Kind, computed: Collection[str] = ()) -> list[tuple[str, bool]]:
    """(property, descending) by importance. Raises Refusal (400) for a field the list cannot be sorted by."""
    names = [] if text is None else text.split(",")
    for name in names:
        if name.removeprefix("-") not in {*SORTS[kind], *computed}:
            raise refusal(400, f"Requested sort(s) `{name}` is not allowed.")
    return [(name.removeprefix("-"), name.startswith("-")) for name in names]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One list as one request sees it."""

    state: State
    kind: Kind
    request: Request
    chosen: Filter
    wire: Wire
    manners: Manners
    computed: Sequence[ComputedField] = ()
    included: Sequence[str] = ()
    hidden: Collection[int] = ()  #: sequences of rows that are not in the list yet

    def rows(self, cursor: Cursor | None) -> Iterator[Row]:
        """From the row beyond the cursor, in its direction."""
        descending = cursor is not None and not cursor.onwards
        beyond = cursor.sequence if cursor else None
        for row in self.state.rows(self.kind, self.chosen.narrowing, beyond=beyond, descending=descending):
            if row.sequence not in self.hidden and self._fits(row):
                yield row

    def _fits(self, row: Row) -> bool:
        return self.chosen.matches is None or self.chosen.matches(self.document(row))

    def document(self, row: Row) -> ApiObject:
        """What filters and sorts look at."""
        document = self.wire.document(self.kind, row)
        return with_computed(document, self.computed) if self.computed else document

    def text(self, row: Row) -> str:
        return self.wire.text(self.kind, row, listed=True, included=self.included, computed=self.computed)


def page_of(listing: Listing) -> Response:
    """One page of a list. Raises Refusal (400)."""
    request, manners = listing.request, listing.manners
    size = manners.size(read_size(request.last("page[size]")))
    cursor = read_cursor(request.parameter("page[cursor]"))
    sort = read_sort(request.parameter("sort"), listing.kind, {PREFIX + one.alias for one in listing.computed})
    rows = _sorted(listing, sort, cursor) if sort else listing.rows(cursor)
    found = list(islice(rows, size + 1))  # one more says whether there is a next page
    page, more = found[:size], len(found) > size
    if cursor is not None and not cursor.onwards:
        page.reverse()
    following, previous = _neighbours(page, cursor, more=more)
    if cursor is not None and page:
        page = manners.disturbed(page, request, _row_before(listing, page[0]))
    return _envelope(listing, page, size, following, previous)


def _row_before(listing: Listing, row: Row) -> Row | None:
    return next(listing.rows(Cursor(sequence=row.sequence, onwards=False)), None)


def _sorted(listing: Listing, sort: list[tuple[str, bool]], cursor: Cursor | None) -> Iterable[Row]:
    rows = list(listing.rows(None))
    keys = [(_sort_key(listing, name), descending) for name, descending in sort]
    for key, descending in reversed(keys):
        rows.sort(key=key, reverse=descending)
    if cursor is None:
        return rows
    place = next((place for place, row in enumerate(rows) if row.sequence == cursor.sequence), None)
    if place is None:
        raise refusal(400, "The cursor is not valid.")
    if listing.manners.skips_ties:  # a cursor of the sort columns alone: what shares their values is passed over
        border = [key(rows[place]) for key, _ in keys]
        rows = [row for at, row in enumerate(rows) if at == place or [key(row) for key, _ in keys] != border]
        place = next(at for at, row in enumerate(rows) if row.sequence == cursor.sequence)
    return rows[place + 1 :] if cursor.onwards else rows[:place][::-1]


def _sort_key(listing: Listing, name: str) -> Callable[[Row], tuple[bool, Any]]:
    """Null first, as in SQL."""
    *within, last = name.split(".")

    def key(row: Row) -> tuple[bool, Any]:
        document = listing.document(row)
        for part in within:
            document = document[part]
        value = document.get(last)
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
    listing: Listing, page: list[Row], size: int, following: Cursor | None, previous: Cursor | None
) -> Response:
    """The objects stand in it to the letter as they were loaded."""
    manners, request = listing.manners, listing.request
    links = manners.links(request)
    meta: ApiObject = {
        "path": links.path,
        "per_page": size,
        "next_cursor": following and following.encoded(),
        links.next_name: following and _url(links.base, following),
        "prev_cursor": previous and previous.encoded(),
        links.previous_name: previous and _url(links.base, previous),
    }
    texts = [listing.text(row) for row in page]
    text = f'{{"data":[{",".join(texts)}],"links":{encode(links.others)},"meta":{encode(meta)}}}'
    return Response(status=200, body=text.encode("utf-8"), headers=links.headers)


def _url(path: str, cursor: Cursor) -> str:
    return f"{path}?{quote('page[cursor]')}={quote(cursor.encoded())}"
