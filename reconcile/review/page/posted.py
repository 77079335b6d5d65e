"""What the page's script sends, checked before anything is done with it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from reconcile.records import OpenItem
from reconcile.review.page.answering import Part, Said

_LONGEST = 500
_MOST = 100_000


class Malformed(Exception):
    """Not what our script sends: somebody else's request, or our bug."""


@dataclass(frozen=True, slots=True)
class Posted:
    """One answer to one line."""

    said: Said
    version: int  #: what the person saw
    next: str  #: the line to show afterwards

    @classmethod
    def read(cls, body: Any, items: Mapping[str, OpenItem]) -> Self:
        fields = _object(body, "approved", "parts", "rest_kind", "note", "version", "next")
        if not isinstance(fields["approved"], bool):
            raise Malformed("approved has the wrong type")
        parts = fields["parts"]
        said = Said(
            approved=fields["approved"],
            note=_text(fields["note"]),
            parts=None if parts is None else tuple(_part(one, items) for one in _list(parts)),
            rest_kind=_text(fields["rest_kind"]),
        )
        return cls(said, _version(fields), _text(fields["next"]))


@dataclass(frozen=True, slots=True)
class Noted:
    """What is written beside a line, without an answer."""

    note: str
    version: int

    @classmethod
    def read(cls, body: Any) -> Self:
        fields = _object(body, "note", "version")
        return cls(_text(fields["note"]), _version(fields))


@dataclass(frozen=True, slots=True)
class Bulk:
    lines: tuple[str, ...]  #: shown on the page
    confirmed: tuple[str, ...]  #: those that were counted and summed; () asks for that

    @classmethod
    def read(cls, body: Any) -> Self:
        fields = _object(body, "lines", "confirmed")
        return cls(
            tuple(_text(one) for one in _list(fields["lines"])), tuple(_text(one) for one in _list(fields["confirmed"]))
        )


def _version(fields: Mapping[str, Any]) -> int:
    version = fields["version"]
    if type(version) is not int:
        raise Malformed("version has the wrong type")
    return version


def _object(body: Any, *names: str) -> dict[str, Any]:
    if not isinstance(body, dict) or set(body) != set(names):
        raise Malformed(f"expected are {', '.join(names)}")
    return body


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or len(value) > _MOST:
        raise Malformed("expected is a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise Malformed("expected is a short text")
    return value


def _part(value: Any, items: Mapping[str, OpenItem]) -> Part:
    fields = _object(value, "item", "allocate", "kind")
    item = items.get(_text(fields["item"]))
    if item is None:
        raise Malformed("this invoice is not among the open items of the run")
    return Part(item, _text(fields["allocate"]), _text(fields["kind"]))
