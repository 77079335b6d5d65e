"""The practice Kanbert itself: authentication, scopes, routes; every POST is decided, then applied, then answered.

No web framework, no thread, no socket: `handle` is the whole of it, so that simulation, tests over real HTTP and `demo`
share one logic (simulation.md 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox.books import INCOMING, OUTGOING, Side
from reconcile.kanbert.sandbox.chance import between
from reconcile.kanbert.sandbox.comparison import Moment
from reconcile.kanbert.sandbox.computed import filterable, read_computed
from reconcile.kanbert.sandbox.faults import (
    Dropped,
    Fault,
    FaultKind,
    Faults,
    OracleRecord,
    Phase,
    in_turn,
    no_faults,
    struck_by,
)
from reconcile.kanbert.sandbox.fields import FIELDS, Field
from reconcile.kanbert.sandbox.filters import EVERYTHING, NOTHING, Filter, compile_filter
from reconcile.kanbert.sandbox.foreign import NOWHERE
from reconcile.kanbert.sandbox.manners import Manners
from reconcile.kanbert.sandbox.messages import Refusal, Request, Response, answer, refusal
from reconcile.kanbert.sandbox.misfortunes import Misfortunes, expiry_of
from reconcile.kanbert.sandbox.offsets import NewOffset, apply_offset, decide_offset
from reconcile.kanbert.sandbox.paging import Listing, page_of
from reconcile.kanbert.sandbox.parameters import read_filter, read_includes, refuse_archived
from reconcile.kanbert.sandbox.payments import NewPayment, apply_payment, decide_payment
from reconcile.kanbert.sandbox.pdf import pdf_of
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.state import Kind, Row, State
from reconcile.kanbert.sandbox.wire import Storage, Wire, grant_discounts
from reconcile.seams import Clock

BASE_PATH = "/api/v1"

#: Everything this project ever needs (api.md 1).
ALL_SCOPES = frozenset({"payments:read", "payments:write", "incoming-invoice:read", "outgoing-invoice:read"})

#: Decides now, raising Refusal; what it returns is applied later, once, in a transaction, at the moment it is given.
_Apply = Callable[[datetime], Any]

_New = TypeVar("_New", NewPayment, NewOffset)
_New_co = TypeVar("_New_co", covariant=True)


class _Decide(Protocol[_New_co]):
    """Of payments.py and offsets.py. Raises Refusal (422)."""

    def __call__(
        self, state: State, side: Side, request: Request, *, overpayment_allowed: bool, any_length: bool
    ) -> _New_co: ...


@dataclass(frozen=True, slots=True)
class _Route:
    method: str
    pattern: re.Pattern[str]
    scope: str
    read: Callable[[Sandbox, Request, str], Response] | None = None
    decide: Callable[[Sandbox, Request], _Apply] | None = None


class Sandbox:
    """`tokens`: bearer token → the scopes it was granted; without scopes named, a token has all of them.
    `faults`: what strikes which request. `personalities`: what the real one may turn out to be like; `seed` decides
    which rows and requests they concern. `abroad`: the origin that hostile links and redirects lead to.
    `overpayment_allowed`: whether a posting may exceed the open amount; otherwise it is a 422. Nobody knows what the
    real one does (api.md U5).

    `log` is what really happened, for tests and oracles; no request can see it. `oracle` is told each record at once.
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
        abroad: str = NOWHERE,
        oracle: Callable[[OracleRecord], None] | None = None,
    ) -> None:
        self.state = state
        self.faults = faults
        self.log: list[OracleRecord] = []
        self.keeps_log = True  #: in memory; a server that runs for days need not
        self.personalities = frozenset(personalities)
        self.seed = seed
        self.overpayment_allowed = overpayment_allowed or Personality.OVERPAYMENT_ACCEPTED in self.personalities
        self._clock = clock
        self._tokens = dict(tokens) if isinstance(tokens, Mapping) else dict.fromkeys(tokens, ALL_SCOPES)
        self._user_id = user_id
        self._oracle = oracle
        self._wire = Wire(self.personalities, seed)
        self._storage = Storage(self.personalities)
        self._manners = Manners(self.personalities, seed, abroad)
        self._misfortunes = Misfortunes(self.personalities, seed, clock, abroad)
        self._patience = expiry_of(self.personalities, seed)
        self._late: list[_Late] = []
        self._visible_from: dict[int, datetime] = {}  # sequence of a payment that the list may still lack
        if Personality.DISCOUNT_GRANTED in self.personalities:
            grant_discounts(state)

    def handle(self, request: Request) -> Response:
        """The answer to a request. Raises Dropped, or one of its kinds, when a fault keeps it back."""
        self.catch_up()
        try:
            route, document_id = _route_of(request)
            self._authorize(request, route)
        except Refusal as error:
            self._note(request, None, applied=False, status=error.response.status)
            return error.response
        return self._perform(request, route, document_id)

    def catch_up(self) -> None:
        """Store what a zombie owes by now (simulation.md 2). Every request does; an oracle may ask before it looks."""
        with self.state.lock:
            now = self._clock.now()
            due = sorted((one for one in self._late if one.due <= now), key=lambda one: one.due)
            self._late = [one for one in self._late if one.due > now]
            for one in due:
                self._store_late(one)

    # ---------------------------------------------------------------------------------------------- the phases

    def _perform(self, request: Request, route: _Route, document_id: str) -> Response:
        faults = in_turn(self.faults, self._misfortunes)
        with self.state.lock:
            response, apply = self._decide(request, route, document_id)
            fault = faults(Phase.BEFORE, request)
            if fault is not None:
                if fault.kind is FaultKind.ZOMBIE and apply is not None:
                    self._late.append(_Late(self._clock.now() + timedelta(seconds=fault.amount), request, route))
                return self._fail(request, fault, response, applied=False)
            if apply is not None:
                with self.state.transaction():
                    response = answer(apply(self._clock.now()))
            fault = faults(Phase.AFTER, request)
            if fault is not None:
                return self._fail(request, fault, response, applied=apply is not None)
            self._note(request, None, applied=apply is not None, status=response.status)
        return response

    def _decide(self, request: Request, route: _Route, document_id: str) -> tuple[Response, _Apply | None]:
        try:
            if route.decide is not None:
                return Response(status=200), route.decide(self, self._wire.as_posted(request))
            assert route.read is not None
            return route.read(self, request, document_id), None
        except Refusal as error:
            return _redirected_if_not_json(request, error.response), None

    def _fail(self, request: Request, fault: Fault, response: Response, *, applied: bool) -> Response:
        try:
            response = struck_by(fault, response)
        except Dropped:
            self._note(request, fault.kind, applied=applied, status=0)
            raise
        self._note(request, fault.kind, applied=applied, status=response.status)
        return response

    def _store_late(self, late: _Late) -> None:
        """What cannot be stored any more, because the books went on, is dropped without a word."""
        _, apply = self._decide(late.request, late.route, "")
        if apply is not None:
            with self.state.transaction():
                apply(late.due)
        self._note(late.request, FaultKind.ZOMBIE, applied=apply is not None, status=0)

    def _note(self, request: Request, fault: FaultKind | None, *, applied: bool, status: int) -> None:
        record = OracleRecord(
            moment=self._clock.now(),
            method=request.method,
            path=request.path,
            body_sha256=request.body_sha256,
            fault=fault,
            applied=applied,
            status=status,
            digest=request.digest,
        )
        if self.keeps_log:
            self.log.append(record)
        if self._oracle is not None:
            self._oracle(record)

    def _authorize(self, request: Request, route: _Route) -> None:
        """401 without a token that was granted here, 403 without the scope (api.md 9)."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or token not in self._tokens:
            raise refusal(401, "Unauthenticated.")
        if self._patience is not None:
            self._patience -= 1
            if self._patience <= 0:
                raise refusal(401, "Unauthenticated.")
        if route.scope not in self._tokens[token]:
            raise refusal(403, "Invalid scope(s) provided.")

    # -------------------------------------------------------------------------------------------- the operations

    def read_page(self, request: Request, kind: Kind) -> Response:
        moment = Moment(now=self._clock.now(), me=self._user_id)
        computed = read_computed(request, kind, moment)
        listing = Listing(
            state=self.state,
            kind=kind,
            request=request,
            chosen=self._chosen(request, {**FIELDS[kind], **filterable(computed)}, moment),
            wire=self._wire,
            manners=self._manners,
            computed=computed,
            included=read_includes(request, kind),
            hidden=self._hidden() if kind is Kind.PAYMENT else (),
        )
        return page_of(listing)

    def _chosen(self, request: Request, fields: Mapping[str, Field], moment: Moment) -> Filter:
        given = read_filter(request)
        if Personality.FILTER_IGNORED in self.personalities:
            return EVERYTHING
        chosen = compile_filter(given, fields, moment)
        refuse_archived(chosen, self.personalities)
        return NOTHING if given is not None and Personality.FILTER_EMPTY in self.personalities else chosen

    def _hidden(self) -> Collection[int]:
        """The payments that lag behind (U13)."""
        now = self._clock.now()
        self._visible_from = {one: moment for one, moment in self._visible_from.items() if moment > now}
        return self._visible_from.keys()

    def read_one(self, request: Request, kind: Kind, document_id: str) -> Response:
        text = self._wire.text(kind, self._found(request, kind, document_id), listed=False)
        return Response(status=200, body=text.encode("utf-8"))

    def read_pdf(self, request: Request, document_id: str) -> Response:
        row = self._found(request, Kind.OUTGOING_INVOICE, document_id)
        return Response(status=200, body=pdf_of(row.document), content_type="application/pdf")

    def _found(self, request: Request, kind: Kind, document_id: str) -> Row:
        """`find_by` and `origin` are known of outgoing invoices only; which values are, is not said (openapi.yaml)."""
        row = None
        find_by = request.parameter("find_by") if kind is Kind.OUTGOING_INVOICE else None
        if find_by in (None, "id"):
            row = self.state.find(kind, document_id)
        elif find_by == "external_id":
            row = self.state.find_external(kind, document_id, request.parameter("origin"))
        if row is None:
            raise refusal(404, "No such record.")
        return row

    def decide_payment(self, request: Request, side: Side) -> _Apply:
        new = self._decided(decide_payment, request, side)
        return lambda moment: self._apply_payment(new, moment)

    def _apply_payment(self, new: NewPayment, moment: datetime) -> ApiObject:
        sequence = self.state.next_sequence()
        payment = apply_payment(self.state, new, _timestamp(moment))
        if Personality.LIST_LAG in self.personalities:
            self._visible_from[sequence] = moment + timedelta(seconds=between(0, 60, self.seed, "lag", sequence))
        return self._wire.answered(Kind.PAYMENT, payment)

    def decide_offset(self, request: Request, side: Side) -> _Apply:
        new = self._decided(decide_offset, request, side)
        return lambda moment: apply_offset(self.state, new, _timestamp(moment))

    def _decided(self, decide: _Decide[_New], request: Request, side: Side) -> _New:
        """A right request, with its reference and day as they will be stored. Raises Refusal (422)."""
        any_length = self._storage.takes_any_reference
        allowed = self.overpayment_allowed
        new = decide(self.state, side, request, overpayment_allowed=allowed, any_length=any_length)
        return replace(new, reference=self._storage.reference(new.reference), day=self._storage.day(new.day))


@dataclass(frozen=True, slots=True)
class _Late:
    """A POST that is stored after its client has given up."""

    due: datetime
    request: Request
    route: _Route


def _timestamp(moment: datetime) -> str:
    """Timestamps of Kanbert have whole seconds and a `Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


# ------------------------------------------------------------------------------------------------------- the routes


def _list_of(kind: Kind, scope: str) -> _Route:
    return _Route("GET", re.compile(f"/{kind}"), scope, read=lambda box, request, _: box.read_page(request, kind))


def _one_of(kind: Kind, scope: str) -> _Route:
    pattern = re.compile(f"/{kind}/([^/]+)")
    return _Route("GET", pattern, scope, read=lambda box, request, name: box.read_one(request, kind, name))


def _pdf_of(kind: Kind, scope: str) -> _Route:
    pattern = re.compile(f"/{kind}/([^/]+)/pdf")
    return _Route("GET", pattern, scope, read=lambda box, request, name: box.read_pdf(request, name))


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
    _pdf_of(Kind.OUTGOING_INVOICE, "outgoing-invoice:read"),
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


def _redirected_if_not_json(request: Request, response: Response) -> Response:
    """A failed validation is a redirect for whoever does not ask for JSON (api.md 1)."""
    if response.status != 422 or "json" in request.headers.get("accept", "").lower():
        return response
    location = {"Location": request.origin}
    return Response(status=302, body=b"<html></html>", content_type="text/html; charset=UTF-8", headers=location)
