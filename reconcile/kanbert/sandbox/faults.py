"""What can go wrong between a client and Kanbert, struck on purpose (simulation.md 2).

`Faults` is consulted twice for every request that reached an operation: BEFORE anything is stored and AFTER it was.
A fault *before* leaves nothing stored; *after*, everything is stored and the client does not hear of it properly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, StrEnum
from fractions import Fraction
from typing import Any, Protocol

from importers.errors import Problem
from reconcile.errors import SettingsError
from reconcile.kanbert.sandbox.chance import happens
from reconcile.kanbert.sandbox.exact_json import encode
from reconcile.kanbert.sandbox.messages import Request, Response


class Phase(Enum):
    BEFORE = "before"  #: decided and validated, nothing stored
    AFTER = "after"  #: stored, if there was anything to store; not yet answered


class FaultKind(StrEnum):
    REFUSE = "refuse"  #: the connection is not made; over real HTTP, where it must be, it ends before it is read
    STATUS_BEFORE = "status_before"
    STATUS_AFTER = "status_after"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    GARBAGE_BEFORE = "garbage_before"  #: a page of HTML with status 200
    GARBAGE_AFTER = "garbage_after"
    HANG_BEFORE = "hang_before"  #: no answer, and the connection stays
    HANG_AFTER = "hang_after"
    TRUNCATE_AFTER = "truncate_after"  #: the answer breaks off after `amount` bytes of its body
    SLOW_AFTER = "slow_after"  #: the answer comes `amount` seconds late
    ZOMBIE = "zombie"  #: the connection ends without an answer; it is stored `amount` seconds later

    @property
    def phase(self) -> Phase:
        is_before = self.value.endswith("_before") or self in (FaultKind.REFUSE, FaultKind.ZOMBIE)
        return Phase.BEFORE if is_before else Phase.AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Strikes the first request with this method and path ending, after letting `skip` of them pass, `times` times."""

    kind: FaultKind
    status: int = 503  #: of the two status kinds
    amount: int = 20  #: seconds of slow_after and zombie, bytes of truncate_after
    method: str = "POST"  #: "" = any
    path_ending: str = ""
    skip: int = 0
    times: int = 1
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None  #: instead of the usual one

    def fits(self, request: Request) -> bool:
        return self.method in ("", request.method) and request.path.endswith(self.path_ending)


class Dropped(Exception):
    """The connection ends without an answer. Whoever calls the practice Kanbert in process may stop at this class."""


class Refused(Dropped):
    """No connection at all: nothing was sent."""


class Hanging(Dropped):
    """No answer, and no end of the connection before the client loses patience."""


class HalfWritten(Dropped):
    """The head of the response and the first `length` bytes of its body, then the connection ends."""

    def __init__(self, response: Response, length: int) -> None:
        self.response = response
        self.length = min(length, max(0, len(response.body) - 1))
        super().__init__(f"after {self.length} bytes")


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


class FaultTable:
    """Faults with probabilities; the seed and the number of the request decide (random tests).

    The first fault of the table that is drawn strikes; `skip` and `times` of a fault mean nothing here.
    """

    def __init__(self, table: Iterable[tuple[Fault, Fraction]], seed: int = 0) -> None:
        self._table = tuple(table)
        self._seed = seed
        self._number = 0

    def __call__(self, phase: Phase, request: Request) -> Fault | None:
        if phase is Phase.BEFORE:
            self._number += 1
        for place, (fault, probability) in enumerate(self._table):
            fits = fault.kind.phase is phase and fault.fits(request)
            if fits and happens(probability, self._seed, "fault", place, self._number):
                return fault
        return None


def in_turn(*sources: Faults) -> Faults:
    """Every source is asked every time, so that each keeps its own count; the first one's fault strikes."""

    def ask(phase: Phase, request: Request) -> Fault | None:
        return next((fault for fault in [source(phase, request) for source in sources] if fault is not None), None)

    return ask


# ------------------------------------------------------------------------------------------- what the client sees

_GARBAGE = b"<html><body><h1>Good morning</h1></body></html>"
_JSON_STATUSES = frozenset({400, 401, 403, 404, 405, 409, 418, 422, 429, 500})
_MESSAGES = {401: "Unauthenticated.", 429: "Too Many Attempts."}


def struck_by(fault: Fault, response: Response) -> Response:
    """What the client sees instead of `response`. Raises Dropped, or one of its kinds, when that is no answer."""
    match fault.kind:
        case FaultKind.REFUSE:
            raise Refused(fault.kind)
        case FaultKind.DROP_BEFORE | FaultKind.DROP_AFTER | FaultKind.ZOMBIE:
            raise Dropped(fault.kind)
        case FaultKind.HANG_BEFORE | FaultKind.HANG_AFTER:
            raise Hanging(fault.kind)
        case FaultKind.TRUNCATE_AFTER:
            raise HalfWritten(response, fault.amount)
        case FaultKind.SLOW_AFTER:
            return replace(response, delay_s=fault.amount)
        case FaultKind.GARBAGE_BEFORE | FaultKind.GARBAGE_AFTER:
            return _page(200, _GARBAGE, fault)
    if fault.status not in _JSON_STATUSES:  # a proxy answers, or a page of maintenance
        return _page(fault.status, b"<html><body><h1>%d</h1></body></html>" % fault.status, fault)
    body = encode({"message": _MESSAGES.get(fault.status, "Server Error")}).encode("ascii")
    return Response(status=fault.status, body=_body(fault, body), headers=fault.headers)


def _page(status: int, body: bytes, fault: Fault) -> Response:
    """A page of HTML, as a proxy or a captive portal sends it."""
    content_type = "text/html; charset=UTF-8"
    return Response(status=status, body=_body(fault, body), content_type=content_type, headers=fault.headers)


def _body(fault: Fault, usual: bytes) -> bytes:
    return usual if fault.body is None else fault.body


# ---------------------------------------------------------------------------------------- faults as a person writes

_SPECIFICATION = re.compile(r"(?P<kind>[a-z_]+)(?:\((?P<number>\d{1,6})\))?(?P<options>(?:,[a-z]+=[^,]*)*)")
_NUMBERED = {
    **dict.fromkeys((FaultKind.STATUS_BEFORE, FaultKind.STATUS_AFTER), "status"),
    **dict.fromkeys((FaultKind.SLOW_AFTER, FaultKind.ZOMBIE, FaultKind.TRUNCATE_AFTER), "amount"),
}


def read_fault(text: str) -> tuple[Fault, Fraction | None]:
    """A fault and, where one is given, its probability (for a FaultTable; None: for a FaultSchedule).

    `KIND[(NUMBER)][,method=POST|GET|any][,path=ENDING][,skip=N][,times=N][,rate=0.05]`, for instance
    `status_after(503)`, `zombie(30),path=/outgoing-invoice`, `drop_before,method=GET,rate=0.1`.

    Raises SettingsError.
    """
    found = _SPECIFICATION.fullmatch(text)
    if found is None or found["kind"] not in set(FaultKind):
        raise _not_understood(text, f"the kinds are {', '.join(FaultKind)}")
    kind = FaultKind(found["kind"])
    settings: dict[str, Any] = {}
    if found["number"] is not None:
        if kind not in _NUMBERED:
            raise _not_understood(text, f"{kind} takes no number")
        settings[_NUMBERED[kind]] = int(found["number"])
    rate = None
    for option in found["options"].split(",")[1:]:
        name, _, value = option.partition("=")
        if name == "rate":
            rate = _rate(value, text)
        else:
            settings.update(_option(name, value, text))
    return Fault(kind=kind, **settings), rate


_OPTIONS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "method": ("method", lambda value: "" if value == "any" else value.upper()),
    "path": ("path_ending", str),
    "skip": ("skip", int),
    "times": ("times", int),
}


def _option(name: str, value: str, text: str) -> dict[str, Any]:
    if name not in _OPTIONS:
        raise _not_understood(text, "the options are method, path, skip, times and rate")
    key, read = _OPTIONS[name]
    try:
        return {key: read(value)}
    except ValueError:
        raise _not_understood(text, f"{name} is a whole number") from None


def _rate(value: str, text: str) -> Fraction:
    if not re.fullmatch(r"0(\.\d{1,9})?|1(\.0{1,9})?", value, re.ASCII):
        raise _not_understood(text, "rate is a number from 0 to 1")
    return Fraction(value)


def _not_understood(text: str, remedy: str) -> SettingsError:
    sentence = "this fault is not understood"
    example = f"{remedy}; write it like status_after(503)"
    return SettingsError(Problem("sandbox, fault", sentence, example, text, code="sandbox-fault"))


# ------------------------------------------------------------------------------------------------- the oracle log


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
    digest: str = ""  #: of the whole request but its headers: method, path, query, body

    def line(self) -> str:
        """As JSON, for a file; without query and headers, so that neither IBANs nor tokens get into it."""
        return encode(
            {
                "t": self.moment.isoformat(),
                "request": f"{self.method} {self.path}",
                "digest": self.digest,
                "fault": self.fault and str(self.fault),
                "applied": self.applied,
                "status": self.status,
            }
        )
