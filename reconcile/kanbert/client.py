"""The only HTTP of the program: origin guard, paging, patient reads, single-shot writes (api.md; security.md).

Reads are retried and then given up with an exception; an empty list always means Kanbert said so (commit-protocol F41).
Writes are sent once, on a connection of their own; what became of them is told, never judged (`answers.Delivery`).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from contextlib import closing
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Any, Self

import httpx

from importers.errors import Problem, excerpt_of
from reconcile import __version__
from reconcile.errors import KanbertUnavailable, ReconcileError, SafetyStop
from reconcile.kanbert.answers import ApiObject, Delivery, PostAnswer
from reconcile.kanbert.conditions import Condition, filter_text, holds
from reconcile.kanbert.exact_json import JsonError, loads
from reconcile.kanbert.origin import check_token, checked_base_url, is_loopback, quoted_id
from reconcile.kanbert.pace import Pace, retry_after_s
from reconcile.kanbert.pages import check_progress, key_of, not_usable, object_of, page_of
from reconcile.kanbert.patience import TryAgainError, patiently
from reconcile.kanbert.redaction import Redactor
from reconcile.kanbert.refusals import is_transient, refusal_of
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
        self._clock = clock
        self._page_size = page_size
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

    def payment_accounts(self) -> list[ApiObject]:
        return self._list("/payment-accounts", ())

    def outgoing_invoices(self, *conditions: Condition) -> list[ApiObject]:
        """With `discounts`, which alone shows whether a discount was already granted (U31)."""
        return self._list("/outgoing-invoices", conditions, {"include": "discounts"})

    def incoming_invoices(self, *conditions: Condition) -> list[ApiObject]:
        return self._list("/incoming-invoices", conditions)

    def payments(self, *conditions: Condition) -> list[ApiObject]:
        """Without a condition on `archived` Kanbert hides the archived ones (U10)."""
        return self._list("/payments", conditions)

    def outgoing_invoice(self, item_id: str) -> ApiObject | None:
        """None when Kanbert has no such invoice (404)."""
        return self._one("/outgoing-invoices", item_id)

    def incoming_invoice(self, item_id: str) -> ApiObject | None:
        """None when Kanbert has no such document (404)."""
        return self._one("/incoming-invoices", item_id)

    def _list(
        self, path: str, conditions: tuple[Condition, ...], extra: Mapping[str, str] | None = None
    ) -> list[ApiObject]:
        params = {**(extra or {}), "page[size]": str(self._page_size)}
        if conditions:
            params["filter"] = filter_text(conditions)
        rows: dict[str, ApiObject] = {}
        cursors: set[str] = set()
        while True:
            place = f"GET {path}, page {len(cursors) + 1}"
            page = page_of(self._get(path, params, place), place)
            known = len(rows)
            rows.update((key_of(row), row) for row in page.rows)  # the later reading of a row is the fresher one
            if page.next_cursor is None:
                return [row for row in rows.values() if all(holds(row, one) for one in conditions)]
            check_progress(place, page.next_cursor, cursors, grown=len(rows) > known)
            cursors.add(page.next_cursor)
            params["page[cursor]"] = page.next_cursor

    def _one(self, path: str, item_id: str) -> ApiObject | None:
        place = f"GET {path}/…"
        answer = self._get(f"{path}/{quoted_id(item_id, place)}", {}, place, missing_is_fine=True)
        if answer is None:
            return None
        if not isinstance(answer, dict):
            raise not_usable(place, "is not one JSON object")
        if key_of(answer) != item_id:
            raise SafetyStop(
                Problem(
                    place=place,
                    excerpt=excerpt_of(key_of(answer)),
                    sentence="Kanbert answered with another document than the one asked for",
                    remedy="report this; nothing was posted to it",
                )
            )
        return answer

    def _get(self, path: str, params: Mapping[str, str], place: str, *, missing_is_fine: bool = False) -> Any:
        """The JSON value; None only for a 404 that is fine."""
        return patiently(
            lambda: self._get_once(path, params, place, missing_is_fine=missing_is_fine),
            self._clock,
            short_waits=self.is_loopback,
        )

    def _get_once(self, path: str, params: Mapping[str, str], place: str, *, missing_is_fine: bool) -> Any:
        self._pace.wait()
        try:
            with self._reads.stream("GET", self.base_url + path, params=params) as response:
                body = self._body_of(response)
        except _TRANSPORT_FAILED as error:
            raise TryAgainError(self._unreachable(place, error)) from None
        self._pace.heed(response.headers)
        if response.status_code == 404 and missing_is_fine:
            return None
        if response.status_code != 200:
            raise self._refused(place, response, body)
        try:
            return loads(body)
        except JsonError as error:
            raise not_usable(place, f"is not usable JSON ({self._redact(str(error))})", self._shown(body)) from None

    def _refused(self, place: str, response: httpx.Response, body: bytes) -> ReconcileError | TryAgainError:
        error = refusal_of(place, response.status_code, self._shown(body))
        if is_transient(response.status_code):
            return TryAgainError(error, retry_after_s(response.headers.get("Retry-After"), self._clock.now()))
        return error

    def _unreachable(self, place: str, error: Exception) -> KanbertUnavailable:
        return KanbertUnavailable(
            Problem(
                place=place,
                excerpt=self._detail(error),
                sentence=f"Kanbert at {self.base_url} does not answer",
                remedy="check the network and run it again; nothing was lost",
            )
        )

    # ------------------------------------------------------------------------------------------------------ writing

    def post_payment(self, side: Side, body: bytes) -> PostAnswer:
        """Send `body` once, verbatim; never retried, never judged. The caller has recorded the attempt before."""
        self._pace.wait()
        request = self._writes.build_request(
            "POST",
            self.base_url + _POST_PATHS[side],
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
        self._pace.heed(response.headers)
        return self._answered(response, content)

    def _answered(self, response: httpx.Response, content: bytes) -> PostAnswer:
        payload = object_of(self._redact.without_secret(content))
        message = payload.get("message") if payload else None
        return PostAnswer(
            delivery=Delivery.ANSWERED,
            status=response.status_code,
            payload=payload,
            body_sha256=hashlib.sha256(content).hexdigest(),
            detail=self._redact(message) if isinstance(message, str) else self._detail_of_body(response, content),
            errors=self._field_errors(payload),
            retry_after_s=retry_after_s(response.headers.get("Retry-After"), self._clock.now()),
        )

    def _detail_of_body(self, response: httpx.Response, content: bytes) -> str:
        return "" if response.is_success and object_of(content) is not None else self._shown(content, 200)

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

    def _shown(self, content: bytes, limit: int = 80) -> str:
        """The server's own message where it sent one, else the beginning of what it sent; redacted."""
        message = (object_of(content) or {}).get("message")
        text = message if isinstance(message, str) else content[:4000].decode("utf-8", "replace")
        return self._redact(text, limit)

    def _detail(self, error: Exception) -> str:
        return self._redact(f"{type(error).__name__}: {error}")


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


logging.getLogger("httpx").addFilter(_without_query)
