"""What arrives at the practice Kanbert and what leaves it, independent of any web framework."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reconcile.kanbert.sandbox.exact_json import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str  #: upper case
    path: str  #: percent-decoded, from the root: `/api/v1/payments`
    query: tuple[tuple[str, str], ...] = ()  #: decoded, in the order sent
    headers: Mapping[str, str] = field(default_factory=dict)  #: names in lower case
    body: bytes = b""
    origin: str = "http://127.0.0.1"  #: scheme and authority the client used; for `meta.path` only

    @property
    def body_sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def digest(self) -> str:
        """Of everything but the headers: the same request has the same one, and no token goes into it."""
        whole = repr((self.method, self.path, self.query)).encode("utf-8", "surrogatepass") + b"\n" + self.body
        return hashlib.sha256(whole).hexdigest()

    def parameter(self, name: str) -> str | None:
        """The value of a query parameter; None when absent or empty."""
        return self.last(name) or None

    def last(self, name: str) -> str | None:
        """The last value of a query parameter, as PHP has it; None when absent."""
        return next((value for key, value in reversed(self.query) if key == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: int = 0  #: the server lets so many seconds pass before the first byte; without a server it is a note


class Refusal(Exception):
    """The request is answered with this response and nothing is stored."""

    def __init__(self, response: Response) -> None:
        self.response = response
        super().__init__(f"{response.status} {response.body[:200]!r}")


def answer(value: Any, status: int = 200) -> Response:
    return Response(status=status, body=encode(value).encode("ascii"))


def refusal(status: int, message: str, headers: Mapping[str, str] | None = None) -> Refusal:
    """`{"message": ...}`, the shape of every error but 422 (api.md 9)."""
    body = encode({"message": message}).encode("ascii")
    return Refusal(Response(status=status, body=body, headers=headers or {}))


def invalid(errors: Mapping[str, Sequence[str]]) -> Refusal:
    """422: `message` is the first error and a count of the others, `errors` is keyed by field (api.md 9)."""
    texts = [text for of_field in errors.values() for text in of_field]
    message, others = texts[0], len(texts) - 1
    if others:
        message += f" (and {others} more error{'s' if others > 1 else ''})"
    return Refusal(answer({"message": message, "errors": errors}, status=422))
