"""The practice Kanbert's pages (api.md 3), over real HTTP."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator

import pytest
from kanbert_objects import account, outgoing
from sandbox_tools import Practice, practice, where

from reconcile.kanbert.sandbox import Kind

ROWS = [outgoing(f"o-{number:03}", title=f"T{number % 7}") for number in range(250)]


@pytest.fixture(scope="module")
def kanbert() -> Iterator[Practice]:
    with practice({Kind.OUTGOING_INVOICE: ROWS, Kind.PAYMENT_ACCOUNT: [account()]}) as running:
        yield running


def walk(kanbert: Practice, key: str = "next_cursor", cursor: str | None = None, **query: object) -> list[list[str]]:
    pages = []
    while True:
        page = kanbert.get("/outgoing-invoices", **query, **({"cursor": cursor} if cursor else {})).json()
        pages.append([one["id"] for one in page["data"]])
        cursor = page["meta"][key]
        if cursor is None:
            return pages


@pytest.mark.parametrize("size", [7, 30, 50, 100, 1000])
def test_every_row_comes_exactly_once(kanbert: Practice, size: int) -> None:
    pages = walk(kanbert, size=size)
    assert [one for page in pages for one in page] == [row["id"] for row in ROWS]
    assert {len(page) for page in pages[:-1]} == {min(size, 100)}


def test_a_page_has_thirty_rows_unless_asked(kanbert: Practice) -> None:
    page = kanbert.get("/outgoing-invoices").json()
    assert len(page["data"]) == page["meta"]["per_page"] == 30


def test_a_page_is_capped_at_one_hundred(kanbert: Practice) -> None:
    page = kanbert.get("/outgoing-invoices", size=5000).json()
    assert len(page["data"]) == page["meta"]["per_page"] == 100


def test_the_envelope_is_the_documented_one(kanbert: Practice) -> None:
    first = kanbert.get("/outgoing-invoices", size=10).json()
    second = kanbert.get("/outgoing-invoices", size=10, cursor=first["meta"]["next_cursor"]).json()
    path = f"{kanbert.base_url}/outgoing-invoices"
    assert set(first) == {"data", "links", "meta"}
    assert first["links"] == []
    assert set(first["meta"]) == {
        "path",
        "per_page",
        "next_cursor",
        "next_page_url",
        "prev_cursor",
        "prev_page_url",
    }
    assert first["meta"]["path"] == path
    assert first["meta"]["next_page_url"].startswith(path + "?page%5Bcursor%5D=")
    assert (first["meta"]["prev_cursor"], first["meta"]["prev_page_url"]) == (None, None)
    assert second["meta"]["prev_cursor"] is not None


def test_a_last_page_that_is_full_has_no_next_one(kanbert: Practice) -> None:
    assert [len(page) for page in walk(kanbert, size=50)] == [50] * 5


def test_an_empty_list_has_no_cursor(kanbert: Practice) -> None:
    page = kanbert.get("/payments").json()
    assert page["data"] == []
    assert page["meta"]["next_cursor"] is None


def test_the_way_back_shows_the_same_pages(kanbert: Practice) -> None:
    forward = walk(kanbert, size=60)
    last = kanbert.get("/outgoing-invoices", size=60).json()
    while last["meta"]["next_cursor"]:
        last = kanbert.get("/outgoing-invoices", size=60, cursor=last["meta"]["next_cursor"]).json()
    assert walk(kanbert, "prev_cursor", last["meta"]["prev_cursor"], size=60) == forward[-2::-1]


def test_a_filter_holds_on_every_page(kanbert: Practice) -> None:
    from reconcile.kanbert.sandbox.exact_json import encode

    pages = walk(kanbert, size=5, filter=[where("title", "eq", "T3")])
    expected = [row["id"] for row in ROWS if row["title"] == "T3"]
    assert [one for page in pages for one in page] == expected, encode(pages)


def test_sorting_by_ties_still_shows_every_row_once(kanbert: Practice) -> None:
    shown = [one for page in walk(kanbert, size=30, sort="-title") for one in page]
    assert sorted(shown) == [row["id"] for row in ROWS]
    titles = {row["id"]: row["title"] for row in ROWS}
    assert [titles[one] for one in shown] == sorted(titles.values(), reverse=True)


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        ("/outgoing-invoices", "reference"),
        ("/outgoing-invoices", "title,-nonsense"),
        ("/incoming-invoices", "updated_at"),
        ("/payment-accounts", "id"),
        ("/payments", "created_at"),
    ],
)
def test_a_sort_that_is_not_documented_is_refused(kanbert: Practice, path: str, sort: str) -> None:
    assert kanbert.get(path, sort=sort).status_code == 400


@pytest.mark.parametrize("size", ["", "0", "-1", "ten", "1.5", "9" * 40, "²"])
def test_a_page_size_that_is_no_count_is_refused(kanbert: Practice, size: str) -> None:
    assert kanbert.get("/outgoing-invoices", size=size).status_code == 400


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "ä",
        "!!!!",
        urlsafe_b64encode(b"[1]").decode(),
        urlsafe_b64encode(b'{"id": "1", "_pointsToNextItems": true}').decode(),
        urlsafe_b64encode(b'{"id": 99999999999999999999, "_pointsToNextItems": true}').decode(),
    ],
)
def test_a_cursor_of_another_making_is_refused(kanbert: Practice, cursor: str) -> None:
    assert kanbert.get("/outgoing-invoices", cursor=cursor).status_code == 400
    assert kanbert.get("/outgoing-invoices", cursor=cursor, sort="title").status_code == 400
