"""What can come back from a POST. The client says what happened; `posting.commit` decides what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

#: An API object as Kanbert returned it; numbers with a fraction are Decimal, unknown fields are kept.
ApiObject = dict[str, Any]


class Delivery(StrEnum):
    NOT_SENT = "not sent"  #: the connection was never made: provably not applied (commit-protocol F1)
    ANSWERED = "answered"  #: a whole HTTP answer came back
    UNKNOWN = "unknown"  #: anything else: it may have been applied (F2)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the headers of the latest answer said beside its body."""

    date: str = ""  #: `Date`, the server's clock
    limit: str = ""  #: `X-RateLimit-Limit`
    remaining: str = ""  #: `X-RateLimit-Remaining`


@dataclass(frozen=True, slots=True, kw_only=True)
class PostAnswer:
    delivery: Delivery
    status: int = 0  #: HTTP status, 0 unless answered
    payload: ApiObject | None = None  #: the answer's JSON object, None when it is none
    payloads: tuple[ApiObject, ...] = ()  #: the objects of an answer that is an array, as of an offset (api.md 5.4)
    body_sha256: str = ""
    text: str = ""  #: the body as text, without the token, for the audit trail
    detail: str = ""  #: the server's or the transport's own words, redacted, at most 200 characters
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: of a 422: field → texts
    retry_after_s: float | None = None
