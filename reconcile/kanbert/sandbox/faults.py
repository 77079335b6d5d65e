"""What can go wrong between a client and Kanbert, struck on purpose (simulation.md 2).

`Faults` is consulted twice for every request that reached an operation: BEFORE anything is stored and AFTER it was.
A fault *before* leaves nothing stored; *after*, everything is stored and the client does not hear of it properly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Protocol

from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.messages import Request, Response


class Phase(Enum):
    BEFORE = "before"  #: decided and validated, nothing stored
    AFTER = "after"  #: stored, if there was anything to store; not yet answered


class FaultKind(StrEnum):
    STATUS_BEFORE = "status_before"
    STATUS_AFTER = "status_after"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    GARBAGE_AFTER = "garbage_after"

    @property
    def phase(self) -> Phase:
        return Phase.BEFORE if self.value.endswith("_before") else Phase.AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Strikes the first request with this method and path ending, after letting `skip` of them pass, `times` times."""

    kind: FaultKind
    status: int = 503  #: of the two status kinds
    method: str = "POST"  #: "" = any
    path_ending: str = ""
    skip: int = 0
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None  #: instead of the usual one

    def fits(self, request: Request) -> bool:
        return self.method in ("", request.method) and request.path.endswith(self.path_ending)


class Dropped(Exception):
    """The connection ends without an answer."""


class Faults(Protocol):
    def __call__(self, phase: Phase, request: Request) -> Fault | None:
        """The fault that strikes this request in this phase, or None."""


def no_faults(phase: Phase, request: Request) -> None:
    """Everything works."""


class FaultSchedule:
    """A list of faults, each struck in its turn: the first one until it is spent, then the next (exact tests)."""

    def __init__(self, faults: Iterable[Fault] = ()) -> None:
        self._waiting = list(faults)
        self._passed = 0
        self._struck = 0

    def add(self, *faults: Fault) -> None:
        self._waiting.extend(faults)

    @property
    def spent(self) -> bool:
        return not self._waiting

    def __call__(self, phase: Phase, request: Request) -> Fault | None:
        if not self._waiting or not self._waiting[0].fits(request) or phase is not self._waiting[0].kind.phase:
            return None
        fault = self._waiting[0]
        if self._passed < fault.skip:
            self._passed += 1
            return None
        self._strike(fault)
        return fault

    def _strike(self, fault: Fault) -> None:
        self._struck += 1
        if self._struck == fault.times:
            self._waiting.pop(0)
            self._passed = self._struck = 0


_GARBAGE = b"<html><body><h1>Good morning</h1></body></html>"
_PROXY_STATUSES = frozenset({502, 503, 504})


def response_of(fault: Fault) -> Response:
    """What the client sees of a fault. Raises Dropped when it sees nothing."""
    if fault.kind in (FaultKind.DROP_BEFORE, FaultKind.DROP_AFTER):
        raise Dropped(fault.kind)
    if fault.kind is FaultKind.GARBAGE_AFTER:
        return _page(200, _GARBAGE, fault)
    if fault.status in _PROXY_STATUSES:
        return _page(fault.status, b"<html><body><h1>%d</h1></body></html>" % fault.status, fault)
    body = encode({"message": "Too Many Attempts." if fault.status == 429 else "Server Error"}).encode("ascii")
    return Response(status=fault.status, body=_body(fault, body), headers=fault.headers)


def _page(status: int, body: bytes, fault: Fault) -> Response:
    """A page of HTML, as a proxy or a captive portal sends it."""
    content_type = "text/html; charset=UTF-8"
    return Response(status=status, body=_body(fault, body), content_type=content_type, headers=fault.headers)


def _body(fault: Fault, usual: bytes) -> bytes:
    return usual if fault.body is None else fault.body


@dataclass(frozen=True, slots=True, kw_only=True)
class OracleRecord:
    """What really happened, never visible to the client (simulation.md 2)."""

    moment: datetime
    method: str
    path: str
    body_sha256: str
    fault: FaultKind | None
    applied: bool  #: the state was changed
    status: int  #: answered; 0: the connection was dropped
