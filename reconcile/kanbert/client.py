"""The only HTTP of the program: origin guard, paging, patient reads, single-shot writes (api.md; security.md).

Reads are retried and then given up with an exception; an empty list always means Kanbert said so (commit-protocol F41).
Writes are sent once, on a connection of their own; what became of them is told, never judged (`answers.Delivery`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from importers.errors import Problem, excerpt_of
from reconcile import __version__
from reconcile.errors import KanbertUnavailable, ReconcileError, SafetyStop
from reconcile.kanbert.answers import ApiObject, Delivery, Heard, PostAnswer
from reconcile.kanbert.conditions import Condition
from reconcile.kanbert.exact_json import JsonError, loads
from reconcile.kanbert.lists import Listing, ListName, Lists
from reconcile.kanbert.origin import check_token, checked_base_url, is_loopback, quoted_id
from reconcile.kanbert.pace import Pace, retry_after_s
from reconcile.kanbert.pages import key_of, not_usable, object_of, objects_of
from reconcile.kanbert.patience import TryAgainError, patiently
from reconcile.kanbert.redaction import Redactor
from reconcile.kanbert.refusals import QuestionRefused, is_transient, refusal_of
from reconcile.records import Side
from reconcile.seams import Clock

__all__ = ["Condition", "KanbertClient"]

MAX_BODY_BYTES = 20_000_000
#: Of a whole answer, however slowly it drips.
MAX_ANSWER_S = 180.0
_TIMEOUT = httpx.Timeout(60.0, connect=10.0)
#: Raised only before a connection exists, so the request was provably not sent (commit-protocol F1).
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
_TRANSPORT_FAILED = (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL, OSError)

_POST_PATHS = {Side.OUTGOING: "/payments/outgoing-invoice", Side.INCOMING: "/payments/incoming-invoice"}
_OFFSET_PATHS = {side: f"{path}-credit" for side, path in _POST_PATHS.items()}


_T = TypeVar("_T")
_MISSING = object()


class KanbertClient:
    """One Kanbert, one token. Serial use only.

    Raises SettingsError for a base URL or token that cannot be used. Every read may raise KanbertUnavailable (run it
    again), SafetyStop (a person must look) or SettingsError (the base URL is wrong). `post_payment` raises nothing
    that comes from the network.
    """

    def __init__(
        self,
        base_url: str,
        token: str,
        *,
        clock: Clock,
        page_size: int = 100,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.base_url = checked_base_url(base_url)
        check_token(token)
        self.is_loopback = is_loopback(self.base_url)
        self.heard = Heard()  #: what the latest answer's headers said
        self._clock = clock
        self._lists = Lists(self._json, page_size)
        self._redact = Redactor(token)
        self._pace = Pace(clock, limited=not self.is_loopback)
        # No idle connection is kept, so every POST gets a fresh one: a stale one could fail after sending.
        fresh = httpx.Limits(max_keepalive_connections=0)
        trust = True if transport else httpx.create_ssl_context(trust_env=False)
        self._reads = self._http(token, transport or httpx.HTTPTransport(verify=trust, trust_env=False))
        self._writes = self._http(token, transport or httpx.HTTPTransport(verify=trust, trust_env=False, limits=fresh))

    def __repr__(self) -> str:
        return f"KanbertClient({self.base_url!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._reads.close()
        self._writes.close()

    # ------------------------------------------------------------------------------------------------------ reading

    def payment_accounts(self, *conditions: Condition) -> list[ApiObject]:
        return self.listing(ListName.ACCOUNTS, *conditions).rows

    def outgoing_invoices(self, *conditions: Condition) -> list[ApiObject]:
        return self.listing(ListName.OUTGOING, *conditions).rows

    def incoming_invoices(self, *conditions: Condition) -> list[ApiObject]:
        return self.listing(ListName.INCOMING, *conditions).rows

    def payments(self, *conditions: Condition) -> list[ApiObject]:
        """Without a condition on `archived` Kanbert hides the archived ones (U10)."""
        return self.listing(ListName.PAYMENTS, *conditions).rows

    def outgoing_invoice(self, item_id: str) -> ApiObject | None:
        """None when Kanbert has no such invoice (404)."""
        return self._one(f"/{ListName.OUTGOING}", item_id)

    def incoming_invoice(self, item_id: str) -> ApiObject | None:
        """None when Kanbert has no such document (404)."""
        return self._one(f"/{ListName.INCOMING}", item_id)

    def outgoing_invoice_pdf(self, item_id: str) -> bytes | None:
        """The invoice as its customer got it, for the review page; None when Kanbert sends no PDF (api.md 2)."""
        place = "GET /outgoing-invoices/…/pdf"
        path = f"/{ListName.OUTGOING}/{quoted_id(item_id, place)}/pdf"
        accept = {"Accept": "application/pdf, application/json"}
        answer = self._patiently(lambda: self._get_once(path, {}, place, accept, missing_is_fine=True))
        return answer.body if answer is not None and answer.kind == "application/pdf" else None

    def listing(self, name: ListName, *conditions: Condition, **how: Any) -> Listing:
        """The whole list, and whether the filter was understood; `how` as in `Lists.read`."""
        return self._lists.read(name, conditions, **how)

    def keys(self, name: ListName, *conditions: Condition, **how: Any) -> set[str]:
        """The ids of `listing`, in little memory."""
        return self._lists.keys(name, conditions, **how)

    def first_page(self, name: ListName, *conditions: Condition) -> Listing:
        """At most one page: enough to see how a list answers."""
        return self._lists.first_page(name, conditions)

    def finds(self, name: ListName, row: ApiObject, *conditions: Condition) -> bool:
        """Control query: True when the question finds `row`, and nothing it did not ask for (U9)."""
        try:
            page = self.first_page(name, *conditions)
        except QuestionRefused:
            return False
        return not page.outside and key_of(row) in map(key_of, page.rows)

    @property
    def page_size(self) -> int:
        """Asked for; once Kanbert has answered, what it really puts on a page (U20)."""
        return self._lists.page_size

    def _one(self, path: str, item_id: str) -> ApiObject | None:
        place = f"GET {path}/…"
        found = self._json(f"{path}/{quoted_id(item_id, place)}", {}, place, missing_is_fine=True)
        if found is _MISSING:
            return None
        if not isinstance(found, dict):
            raise not_usable(place, "is not one JSON object")
        if key_of(found) != item_id:
            raise SafetyStop(
                Problem(
                    place=place,
                    excerpt=excerpt_of(key_of(found)),
                    sentence="Kanbert answered with another document than the one asked for",
                    remedy="report this; nothing was posted to it",
                    code="kanbert-other-document",
                )
            )
        return found

    def _json(self, path: str, params: Mapping[str, str], place: str, *, missing_is_fine: bool = False) -> Any:
        """The JSON value, asked for again while it is none: a proxy's page of HTML passes. `_MISSING` for a 404 that
        is fine."""

        def read() -> Any:
            answer = self._get_once(path, params, place, {}, missing_is_fine=missing_is_fine)
            return _MISSING if answer is None else self._value(answer, place)

        return self._patiently(read)

    def _value(self, answer: _Answer, place: str) -> Any:
        try:
            return loads(self._redact.without_secret(answer.body))
        except JsonError as error:
            words = f"is not usable JSON ({self._redact(str(error))})"
            raise TryAgainError(not_usable(place, words, self._shown(answer.body))) from None

    def _patiently(self, read: Callable[[], _T]) -> _T:
        return patiently(read, self._clock, short_waits=self.is_loopback)

    def _get_once(
        self, path: str, params: Mapping[str, str], place: str, headers: Mapping[str, str], *, missing_is_fine: bool
    ) -> _Answer | None:
        self._pace.wait()
        try:
            with self._reads.stream("GET", self.base_url + path, params=params, headers=headers) as response:
                body = self._body_of(response)
        except _TRANSPORT_FAILED as error:
            raise TryAgainError(self._unreachable(place, error)) from None
        self._heed(response)
        if response.status_code == 404 and missing_is_fine:
            return None
        if response.status_code != 200:
            raise self._refused(place, response, body)
        return _Answer(body, response.headers.get("Content-Type", "").split(";")[0].strip().lower())

    def _heed(self, response: httpx.Response) -> None:
        self._pace.heed(response.headers)
        names = ("Date", "X-RateLimit-Limit", "X-RateLimit-Remaining")
        self.heard = Heard(*(self._redact(response.headers.get(name, ""), 40) for name in names))

    def _refused(self, place: str, response: httpx.Response, body: bytes) -> ReconcileError | TryAgainError:
        error = refusal_of(place, response.status_code, self._shown(body))
        if is_transient(response.status_code):
            return TryAgainError(error, retry_after_s(response.headers.get("Retry-After"), self._clock.now()))
        return error

    def _unreachable(self, place: str, error: Exception) -> KanbertUnavailable:
        fault, remedy = "does not answer", "check the network and run it again; nothing was lost"
        code = "kanbert-silent"
        if "[SSL" in str(error):  # httpx knows no error of its own for it
            fault = "does not show a certificate this machine trusts, so nothing was sent"
            remedy = "check base_url, this machine's clock and its certificates; the check cannot be switched off"
            code = "kanbert-certificate"
        sentence = f"Kanbert at {self.base_url} {fault}"
        shown = self._detail(error)
        return KanbertUnavailable(Problem(place=place, excerpt=shown, sentence=sentence, remedy=remedy, code=code))

    # ------------------------------------------------------------------------------------------------------ writing

    def post_payment(self, side: Side, body: bytes) -> PostAnswer:
        """Send `body` once, verbatim; never retried, never judged. The caller has recorded the attempt before."""
        return self._post(_POST_PATHS[side], body)

    def post_offset(self, side: Side, body: bytes) -> PostAnswer:
        """An invoice against a credit note, once; nothing reads it back, so it is never tried again (U12)."""
        return self._post(_OFFSET_PATHS[side], body)

    def _post(self, path: str, body: bytes) -> PostAnswer:
        self._pace.wait()
        request = self._writes.build_request(
            "POST",
            self.base_url + path,
            content=body,
            headers={"Content-Type": "application/json", "Connection": "close"},
        )
        try:
            response = self._writes.send(request, stream=True)
            with closing(response):
                content = self._body_of(response)
        except _NOT_SENT as error:
            return PostAnswer(delivery=Delivery.NOT_SENT, detail=self._detail(error))
        except _TRANSPORT_FAILED as error:
            return PostAnswer(delivery=Delivery.UNKNOWN, detail=self._detail(error))
        self._heed(response)
        return self._answered(response, content)

    def _answered(self, response: httpx.Response, content: bytes) -> PostAnswer:
        clean = self._redact.without_secret(content)
        payload = object_of(clean)
        message = payload.get("message") if payload else None
        return PostAnswer(
            delivery=Delivery.ANSWERED,
            status=response.status_code,
            payload=payload,
            payloads=objects_of(clean),
            body_sha256=hashlib.sha256(content).hexdigest(),
            text=clean.decode("utf-8", "replace"),
            detail=self._redact(message) if isinstance(message, str) else self._detail_of_body(response, content),
            errors=self._field_errors(payload),
            retry_after_s=retry_after_s(response.headers.get("Retry-After"), self._clock.now()),
        )

    def _detail_of_body(self, response: httpx.Response, content: bytes) -> str:
        understood = object_of(content) is not None or objects_of(content)
        return "" if response.is_success and understood else self._shown(content)

    def _field_errors(self, payload: ApiObject | None) -> Mapping[str, tuple[str, ...]]:
        errors = payload.get("errors") if payload else None
        if not isinstance(errors, dict):
            return {}
        return {
            self._redact(field): tuple(
                self._redact(str(text)) for text in (texts if isinstance(texts, list) else [texts])
            )
            for field, texts in errors.items()
        }

    # ------------------------------------------------------------------------------------------------------- both

    def _http(self, token: str, transport: httpx.BaseTransport) -> httpx.Client:
        return httpx.Client(
            transport=_OriginGuard(transport, self.base_url),
            headers={
                "Authorization": f"Bearer {token}",
                "Accept": "application/json",  # without it a failed validation is a redirect (api.md 1)
                "User-Agent": f"kanbert-reconcile/{__version__}",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),  # no session beside the token
            timeout=_TIMEOUT,
            follow_redirects=False,
            trust_env=False,
        )

    def _body_of(self, response: httpx.Response) -> bytes:
        """The whole body. Raises httpx.HTTPError when it is cut short, longer than 20 MB, or drips for minutes."""
        started = self._clock.now()
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > MAX_BODY_BYTES:
                raise httpx.RemoteProtocolError(f"the answer is longer than {MAX_BODY_BYTES} bytes")
            if (self._clock.now() - started).total_seconds() > MAX_ANSWER_S:
                raise httpx.ReadTimeout(f"the answer was not complete after {MAX_ANSWER_S:.0f} s")
        return bytes(content)

    def _shown(self, content: bytes, limit: int = 200) -> str:
        """The server's own message where it sent one, else the beginning of what it sent; redacted (U23)."""
        message = (object_of(content) or {}).get("message")
        text = message if isinstance(message, str) else content[:4000].decode("utf-8", "replace")
        return self._redact(text, limit)

    def _detail(self, error: Exception) -> str:
        return self._redact(f"{type(error).__name__}: {error}")


@dataclass(frozen=True, slots=True)
class _Answer:
    body: bytes
    kind: str  #: media type


# -------------------------------------------------------------------------------------------------------- the guard


class _OriginGuard(httpx.BaseTransport):
    """The token goes to the configured scheme, host, port and path, or nowhere.

    httpx itself sends a client's headers to any absolute URL on any host.
    """

    def __init__(self, inner: httpx.BaseTransport, base_url: str) -> None:
        self._inner = inner
        self._base = httpx.URL(base_url)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self._is_ours(request.url):
            raise SafetyStop(
                Problem(
                    place="request to Kanbert",
                    excerpt=excerpt_of(f"{request.url.scheme}://{request.url.host}"),
                    sentence="was about to leave for another address than the configured one and was not sent",
                    remedy="report this; nothing was sent",
                    code="kanbert-other-address",
                )
            )
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()

    def _is_ours(self, url: httpx.URL) -> bool:
        same = (url.scheme, url.host, url.port) == (self._base.scheme, self._base.host, self._base.port)
        return same and not url.userinfo and url.raw_path.startswith(self._base.raw_path.rstrip(b"/") + b"/")


# ---------------------------------------------------------------------------------------------------------------- logs


def _without_query(record: logging.LogRecord) -> bool:
    """httpx logs whole URLs; ours carry names and account numbers in the filter."""
    if isinstance(record.args, tuple):
        record.args = tuple(one.copy_with(query=None) if isinstance(one, httpx.URL) else one for one in record.args)
    return True


def _event_only(record: logging.LogRecord) -> bool:
    """httpcore logs headers and addresses; the name of what happened is enough."""
    record.msg, record.args = str(record.msg).partition(" ")[0], ()
    return True


logging.getLogger("httpx").addFilter(_without_query)
for _name in ("connection", "http11", "http2", "proxy", "socks"):  # filters are not inherited
    logging.getLogger(f"httpcore.{_name}").addFilter(_event_only)
