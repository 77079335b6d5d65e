"""A running practice Kanbert for contract tests; every answer its client sees is checked against the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from kanbert_contract import Contract

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import BASE_PATH, Dropped, FaultSchedule, Kind, Request, Sandbox, State, running
from reconcile.kanbert.sandbox.exact_json import decode, encode
from reconcile.seams import FixedClock

TOKEN = "practice-token"
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)

_CONTRACT = Contract.stored()
_JSON = {"Accept": "application/json", "Content-Type": "application/json"}


@dataclass(frozen=True)
class Practice:
    base_url: str
    box: Sandbox
    state: State
    faults: FaultSchedule
    client: httpx.Client
    clock: FixedClock

    def get(self, path: str, **query: Any) -> httpx.Response:
        """`filter` is given as a value, `size` and `cursor` without their brackets."""
        if "filter" in query:
            query["filter"] = encode(query["filter"])
        renamed = {f"page[{key}]" if key in ("size", "cursor") else key: value for key, value in query.items()}
        return self.client.get(path, params=renamed)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.client.post(path, content=encode(body))

    def ids(self, path: str, *conditions: ApiObject, **query: Any) -> list[str]:
        """The ids of the first page of a filtered list."""
        response = self.get(path, filter=list(conditions), size=100, **query)
        assert response.status_code == 200, response.text
        return [one["id"] for one in response.json()["data"]]

    def payments(self) -> list[ApiObject]:
        return self.state.documents(Kind.PAYMENT)


def exact(response: httpx.Response) -> Any:
    """The body with its numbers exact."""
    return decode(response.content)


def where(name: str, op: str, value: Any = None) -> ApiObject:
    return {"field": name, "op": op, "value": value}


def errors_of(response: httpx.Response) -> dict[str, list[str]]:
    assert response.status_code == 422, response.text
    errors: dict[str, list[str]] = response.json()["errors"]
    return errors


@contextmanager
def practice(
    objects: dict[Kind, list[ApiObject]] | None = None, *, checked: bool = True, **options: Any
) -> Iterator[Practice]:
    """`options` go to the Sandbox. `checked`: every answer must keep the contract; a personality may break it."""
    faults = FaultSchedule()
    settings: dict[str, Any] = {"tokens": [TOKEN], "faults": faults, **options}
    with State() as state:
        for kind, members in (objects or {}).items():
            for one in members:
                state.add(kind, one)
        clock = FixedClock(NOW)
        box = Sandbox(state, clock, **settings)
        with running(box) as base_url, _client(base_url, checked=checked) as client:
            yield Practice(base_url, box, state, faults, client, clock)


#: Method, path below the base path, query, body → (status, body, seconds late), or the name of what it ended with.
Call = Callable[..., tuple[Any, ...]]


@contextmanager
def in_process(objects: dict[Kind, list[ApiObject]], **options: Any) -> Iterator[tuple[Call, Sandbox, FixedClock]]:
    """The same without a socket."""
    with State() as state:
        for kind, members in objects.items():
            for one in members:
                state.add(kind, one)
        clock = FixedClock(NOW)
        box = Sandbox(state, clock, **{"tokens": [TOKEN], **options})

        def call(method: str, path: str, query: tuple[tuple[str, str], ...] = (), body: Any = None) -> tuple[Any, ...]:
            headers = {name.lower(): value for name, value in {**_JSON, "Authorization": f"Bearer {TOKEN}"}.items()}
            content = b"" if body is None else encode(body).encode()
            request = Request(method=method, path=BASE_PATH + path, query=query, headers=headers, body=content)
            try:
                response = box.handle(request)
            except Dropped as error:
                return (type(error).__name__,)
            return response.status, response.body, response.delay_s

        yield call, box, clock


def _client(base_url: str, *, checked: bool) -> httpx.Client:
    headers = {**_JSON, "Authorization": f"Bearer {TOKEN}"}
    hooks: dict[str, list[Any]] = {"response": [_check] if checked else []}
    return httpx.Client(base_url=base_url, headers=headers, event_hooks=hooks, timeout=10)


def _check(response: httpx.Response) -> None:
    """Statuses of proxies and frameworks (502, 405 ...) are outside the contract, and so is an injected 200 of HTML."""
    request = response.request
    operation = _CONTRACT.operation(request.method, request.url.path.removeprefix(BASE_PATH))
    schema = operation["responses"].get(str(response.status_code)) if operation else None
    if schema is None or not response.headers["content-type"].startswith("application/json"):
        return
    faults = _CONTRACT.faults(schema, decode(response.read()))
    assert not faults, f"{request.method} {request.url}: {faults[:5]}"
