"""The practice Kanbert itself: authentication, scopes, routes; every POST is decided, then applied, then answered.

No web framework, no thread, no socket: `handle` is the whole of it, so that simulation, tests over real HTTP and `demo`
share one logic (simulation.md 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reconcile.kanbert.sandbox.books import INCOMING, OUTGOING, Side
from reconcile.kanbert.sandbox.faults import (
    Dropped,
    Fault,
    FaultKind,
    Faults,
    OracleRecord,
    Phase,
    no_faults,
    response_of,
)
from reconcile.kanbert.sandbox.fields import FIELDS
from reconcile.kanbert.sandbox.filters import compile_filter
from reconcile.kanbert.sandbox.messages import Refusal, Request, Response, answer, refusal
from reconcile.kanbert.sandbox.offsets import apply_offset, decide_offset
from reconcile.kanbert.sandbox.paging import page_of
from reconcile.kanbert.sandbox.payments import apply_payment, decide_payment
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.state import Kind, State
from reconcile.seams import Clock

BASE_PATH = "/api/v1"

#: Everything this project ever needs (api.md 1).
ALL_SCOPES = frozenset({"payments:read", "payments:write", "incoming-invoice:read", "outgoing-invoice:read"})

_INCLUDES = frozenset({"external_costs", "line_items", "discounts"})

#: Decides now, raising Refusal; what it returns is applied later, once, inside a transaction.
_Apply = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class _Route:
    method: str
    pattern: re.Pattern[str]
    scope: str
    read: Callable[[Sandbox, Request, str], Response] | None = None
    decide: Callable[[Sandbox, Request], _Apply] | None = None


class Sandbox:
    """`tokens`: bearer token → the scopes it was granted; without scopes named, a token has all of them.
    `overpayment_allowed`: whether a posting may exceed the open amount; otherwise it is a 422. Nobody knows what the
    real one does (api.md U5).

    `log` is what really happened, for tests and oracles; no request can see it.
    """

    def __init__(
        self,
        state: State,
        clock: Clock,
        *,
        tokens: Mapping[str, Collection[str]] | Iterable[str] = (),
        faults: Faults = no_faults,
        overpayment_allowed: bool = False,
        user_id: str = "user-practice",
        personalities: Collection[Personality] = (),
        seed: int = 0,
    ) -> None:
        self.state = state
        self.faults = faults
        self.log: list[OracleRecord] = []
        self.overpayment_allowed = overpayment_allowed
        self.personalities = frozenset(personalities)
        self.seed = seed
        self._clock = clock
        self._tokens = dict(tokens) if isinstance(tokens, Mapping) else dict.fromkeys(tokens, ALL_SCOPES)
        self._user_id = user_id

    def handle(self, request: Request) -> Response:
        """The answer to a request. Raises Dropped when a fault cuts the connection."""
        try:
            route, document_id = _route_of(request)
            self._authorize(request, route)
        except Refusal as error:
            self._note(request, None, applied=False, status=error.response.status)
            return error.response
        return self._perform(request, route, document_id)

    # ---------------------------------------------------------------------------------------------- the phases

    def _perform(self, request: Request, route: _Route, document_id: str) -> Response:
        with self.state.lock:
            response, apply = self._decide(request, route, document_id)
            fault = self.faults(Phase.BEFORE, request)
            if fault is not None:
                return self._fail(request, fault, applied=False)
            if apply is not None:
                with self.state.transaction():
                    response = answer(apply())
            fault = self.faults(Phase.AFTER, request)
            if fault is not None:
                return self._fail(request, fault, applied=apply is not None)
            self._note(request, None, applied=apply is not None, status=response.status)
        return response

    def _decide(self, request: Request, route: _Route, document_id: str) -> tuple[Response, _Apply | None]:
        try:
            if route.decide is not None:
                return Response(status=200), route.decide(self, request)
            assert route.read is not None
            return route.read(self, request, document_id), None
        except Refusal as error:
            return _redirected_if_not_json(request, error.response), None

    def _fail(self, request: Request, fault: Fault, *, applied: bool) -> Response:
        try:
            response = response_of(fault)
        except Dropped:
            self._note(request, fault.kind, applied=applied, status=0)
            raise
        self._note(request, fault.kind, applied=applied, status=response.status)
        return response

    def _note(self, request: Request, fault: FaultKind | None, *, applied: bool, status: int) -> None:
        self.log.append(
            OracleRecord(
                moment=self._clock.now(),
                method=request.method,
                path=request.path,
                body_sha256=request.body_sha256,
                fault=fault,
                applied=applied,
                status=status,
            )
        )

    def _authorize(self, request: Request, route: _Route) -> None:
        """401 without a token that was granted here, 403 without the scope (api.md 9)."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in self._tokens:
            raise refusal(401, "Unauthenticated.")
        if route.scope not in self._tokens[token]:
            raise refusal(403, "Invalid scope(s) provided.")

    # -------------------------------------------------------------------------------------------- the operations

    def read_page(self, request: Request, kind: Kind) -> Response:
        _check_list_parameters(request, kind)
        now = self._clock.now()
        chosen = compile_filter(request.parameter("filter"), FIELDS[kind], now=now, me=self._user_id)
        return page_of(self.state, kind, request, chosen)

    def read_one(self, request: Request, kind: Kind, document_id: str) -> Response:
        if request.parameter("find_by") not in (None, "id"):
            raise refusal(400, "The practice Kanbert finds documents by id only.")
        row = self.state.find(kind, document_id)
        if row is None:
            raise refusal(404, "No such record.")
        return Response(status=200, body=row.text.encode("utf-8"))

    def decide_payment(self, request: Request, side: Side) -> _Apply:
        new = decide_payment(self.state, side, request, overpayment_allowed=self.overpayment_allowed)
        return lambda: apply_payment(self.state, new, self._now())

    def decide_offset(self, request: Request, side: Side) -> _Apply:
        new = decide_offset(self.state, side, request, overpayment_allowed=self.overpayment_allowed)
        return lambda: apply_offset(self.state, new, self._now())

    def _now(self) -> str:
        """Timestamps of Kanbert have whole seconds and a `Z`."""
        return self._clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


# ------------------------------------------------------------------------------------------------------- the routes


def _list_of(kind: Kind, scope: str) -> _Route:
    return _Route("GET", re.compile(f"/{kind}"), scope, read=lambda box, request, _: box.read_page(request, kind))


def _one_of(kind: Kind, scope: str) -> _Route:
    pattern = re.compile(f"/{kind}/([^/]+)")
    return _Route("GET", pattern, scope, read=lambda box, request, name: box.read_one(request, kind, name))


def _payment_for(side: Side) -> _Route:
    pattern = re.compile(f"/payments/{side.word}-invoice")
    return _Route("POST", pattern, "payments:write", decide=lambda box, request: box.decide_payment(request, side))


def _offset_for(side: Side) -> _Route:
    pattern = re.compile(f"/payments/{side.word}-invoice-credit")
    return _Route("POST", pattern, "payments:write", decide=lambda box, request: box.decide_offset(request, side))


_ROUTES = (
    _list_of(Kind.PAYMENT_ACCOUNT, "payments:read"),
    _list_of(Kind.PAYMENT, "payments:read"),
    _list_of(Kind.OUTGOING_INVOICE, "outgoing-invoice:read"),
    _list_of(Kind.INCOMING_INVOICE, "incoming-invoice:read"),
    _one_of(Kind.OUTGOING_INVOICE, "outgoing-invoice:read"),
    _one_of(Kind.INCOMING_INVOICE, "incoming-invoice:read"),
    _payment_for(OUTGOING),
    _payment_for(INCOMING),
    _offset_for(OUTGOING),
    _offset_for(INCOMING),
)


def _route_of(request: Request) -> tuple[_Route, str]:
    """The route and the id in its path. Raises Refusal: 404 for an unknown path, 405 for another method."""
    path = request.path.removeprefix(BASE_PATH) if request.path.startswith(BASE_PATH + "/") else ""
    found = [(route, match) for route in _ROUTES if (match := route.pattern.fullmatch(path))]
    if not found:
        raise refusal(404, f"The route {request.path.lstrip('/')} could not be found.")
    for route, match in found:
        if route.method == request.method:
            return route, match[1] if match.lastindex else ""
    allowed = ", ".join(sorted({route.method for route, _ in found}))
    text = f"The {request.method} method is not supported for route {request.path.lstrip('/')}. Supported: {allowed}."
    raise refusal(405, text, {"Allow": allowed})


def _check_list_parameters(request: Request, kind: Kind) -> None:
    """What would change the list and is not practised here is refused, never ignored."""
    for name, value in request.query:
        if name.startswith(("filter[", "computed_fields")):
            raise refusal(400, f"The practice Kanbert does not understand {name}.")
        if name == "include" and not (kind is Kind.OUTGOING_INVOICE and set(value.split(",")) <= _INCLUDES):
            raise refusal(400, f"Requested include(s) `{value}` are not allowed.")


def _redirected_if_not_json(request: Request, response: Response) -> Response:
    """A failed validation is a redirect for whoever does not ask for JSON (api.md 1)."""
    if response.status != 422 or "json" in request.headers.get("accept", "").lower():
        return response
    location = {"Location": request.origin}
    return Response(status=302, body=b"<html></html>", content_type="text/html; charset=UTF-8", headers=location)
