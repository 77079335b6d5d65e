"""What a page of a list is, how one leads to the next, and when a list cannot be trusted (api.md 3, F39)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from importers.errors import Problem
from reconcile.errors import KanbertUnavailable, SafetyStop
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.exact_json import JsonError, dumps, loads

MAX_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[ApiObject]
    next_cursor: str | None
    per_page: int | None = None  #: how many rows Kanbert puts on a page, whatever was asked for (U20)


def page_of(answer: Any, place: str) -> Page:
    """Only `meta.next_cursor` leads on; every URL in the body is ignored (api.md 3)."""
    rows, meta = (answer.get("data"), answer.get("meta")) if isinstance(answer, dict) else (None, None)
    if not isinstance(rows, list) or not isinstance(meta, dict):
        raise not_usable(place, "is not a page with `data` and `meta`")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise not_usable(f"{place}, row {number}", f"is not an object but {type(row).__name__}")
    cursor = meta.get("next_cursor")
    if cursor is not None and not (isinstance(cursor, str) and cursor):
        raise not_usable(place, "has a next_cursor that is no text")
    return Page(rows, cursor, _size_of(meta.get("per_page")))


def _size_of(value: Any) -> int | None:
    return value if type(value) is int and value > 0 else None


def check_progress(place: str, cursor: str, seen: set[str], *, grown: bool) -> None:
    fault = ""
    if cursor in seen:
        fault = "the same cursor came twice"
    elif not grown:
        fault = "the page brought nothing new and yet is not the last"
    elif len(seen) + 1 >= MAX_PAGES:
        fault = f"there is no end after {MAX_PAGES} pages"
    if fault:
        remedy = "report this; lists that never end cannot be trusted, nothing was posted"
        raise SafetyStop(Problem(place=place, sentence=fault, remedy=remedy, code="kanbert-endless-list"))


def key_of(row: ApiObject) -> str:
    """The id; a row without one stands for itself."""
    one = row.get("id")
    if isinstance(one, str) and one:
        return one
    return str(one) if type(one) is int else dumps(row)


def object_of(content: bytes) -> ApiObject | None:
    try:
        value = loads(content)
    except JsonError:
        return None
    return value if isinstance(value, dict) else None


def objects_of(content: bytes) -> tuple[ApiObject, ...]:
    """The objects of an array of nothing else; empty for anything that is none."""
    try:
        value = loads(content)
    except JsonError:
        return ()
    return tuple(value) if isinstance(value, list) and all(isinstance(one, dict) for one in value) else ()


def not_usable(place: str, sentence: str, excerpt: str = "") -> KanbertUnavailable:
    remedy = "run it again; if it stays, check base_url and ask Kanbert"
    words = f"the answer {sentence}"
    return KanbertUnavailable(
        Problem(place=place, excerpt=excerpt, sentence=words, remedy=remedy, code="kanbert-answer")
    )
