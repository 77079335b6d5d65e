"""The practice Kanbert on 127.0.0.1: a thin shell of starlette and uvicorn around `Sandbox.handle`.

It binds to the loopback interface and to nothing else: it holds no secret and checks no certificate.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from importers.errors import Problem
from reconcile.errors import SettingsError
from reconcile.kanbert.sandbox.application import BASE_PATH, Sandbox
from reconcile.kanbert.sandbox.faults import Dropped, HalfWritten, Hanging
from reconcile.kanbert.sandbox.messages import Request, Response, refusal

LOOPBACK = "127.0.0.1"

_LARGEST_BODY = 1_000_000
_STARTUP_SECONDS = 30.0


@contextmanager
def running(sandbox: Sandbox, port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """Serve in a thread of its own while the context lasts; yields `http://127.0.0.1:PORT/api/v1`.

    Port 0 takes a free one. Raises SettingsError for a host that is not loopback and for a port that is taken.
    """
    server, listener = _prepared(sandbox, port, host)
    thread = threading.Thread(target=server.run, args=([listener],), name="practice-kanbert", daemon=True)
    thread.start()
    try:
        assert server.ready.wait(_STARTUP_SECONDS), "the practice Kanbert did not start"
        yield base_url_of(listener)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
    server.shell.raise_failure()


def base_url_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{BASE_PATH}"


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, shell: _Shell) -> None:
        super().__init__(config)
        self.shell = shell
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def _prepared(sandbox: Sandbox, port: int, host: str) -> tuple[_Server, socket.socket]:
    _refuse_other_hosts(host)
    logging.getLogger("uvicorn").disabled = logging.getLogger("uvicorn.error").disabled = True
    connections: dict[tuple[str, int], asyncio.BaseTransport] = {}
    shell = _Shell(sandbox, connections)
    config = uvicorn.Config(
        shell,
        http=_protocol(connections),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,  # the clock of the sandbox is not the wall's
        timeout_graceful_shutdown=2,
    )
    return _Server(config, shell), _bound(host, port)


def _refuse_other_hosts(host: str) -> None:
    try:
        loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        sentence = "the practice Kanbert is reachable from this machine only"
        remedy = f"leave the host at {LOOPBACK}"
        raise SettingsError(Problem("sandbox, host", sentence, remedy, host, code="sandbox-host"))


def _bound(host: str, port: int) -> socket.socket:
    """A listener whose protocol is named: only then does asyncio switch off Nagle, which costs 40 ms an answer."""
    try:
        listener = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        return socket.socket(listener.family, listener.type, socket.IPPROTO_TCP, fileno=listener.detach())
    except (OSError, OverflowError) as error:
        remedy = "stop the other program or choose another port with --port"
        problem = Problem(
            "sandbox, port", f"this port cannot be opened ({error})", remedy, str(port), code="sandbox-port"
        )
        raise SettingsError(problem) from error


def _protocol(connections: dict[tuple[str, int], asyncio.BaseTransport]) -> type[asyncio.Protocol]:
    """uvicorn's protocol, with its connections within reach: a fault has to cut one without a word."""

    class Severable(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            if self.client is not None:
                connections[self.client] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            if self.client is not None:
                connections.pop(self.client, None)
            super().connection_lost(exc)

    return Severable


class _Shell:
    """The ASGI application."""

    def __init__(self, sandbox: Sandbox, connections: dict[tuple[str, int], asyncio.BaseTransport]) -> None:
        self._sandbox = sandbox
        self._connections = connections
        self._failure: Exception | None = None

    def raise_failure(self) -> None:
        """A bug of the practice Kanbert was a 500 for the client; here it comes to light."""
        if self._failure is not None:
            raise self._failure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        try:
            request = await _read(HttpRequest(scope, receive))
            response = await asyncio.to_thread(self._sandbox.handle, request)
            await asyncio.sleep(response.delay_s)
        except _TooLarge:
            response = refusal(413, "The request is too large.").response
        except Hanging:
            await _until_client_leaves(receive)
            return
        except HalfWritten as half:
            await self._break_off(half, scope["client"], receive, send)
            return
        except (Dropped, ClientDisconnect):
            await self._sever(scope["client"], receive)
            return
        except Exception as error:  # noqa: BLE001 - raised again when the server ends
            self._failure = error
            response = refusal(500, "Server Error").response
        await _http_response(response)(scope, receive, send)

    async def _sever(self, client: Any, receive: Receive) -> None:
        connection = self._connections.get(tuple(client))
        if isinstance(connection, asyncio.WriteTransport):
            connection.abort()
        await _until_client_leaves(receive)

    async def _break_off(self, half: HalfWritten, client: Any, receive: Receive, send: Send) -> None:
        """The head promises the whole body; what was sent of it arrives before the connection ends."""
        whole = _http_response(half.response)
        await send({"type": "http.response.start", "status": whole.status_code, "headers": whole.raw_headers})
        sent = half.response.body[: half.length]
        await send({"type": "http.response.body", "body": sent, "more_body": True})
        connection = self._connections.get(tuple(client))
        if isinstance(connection, asyncio.WriteTransport):
            connection.close()
        await _until_client_leaves(receive)


async def _until_client_leaves(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class _TooLarge(Exception):
    pass


async def _read(request: HttpRequest) -> Request:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise _TooLarge
    return Request(
        method=request.method,
        path=request.scope["path"],
        query=tuple(parse_qsl(request.url.query, keep_blank_values=True)),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=bytes(body),
        origin=f"{request.url.scheme}://{request.url.netloc}",
    )


def _http_response(response: Response) -> HttpResponse:
    headers = dict(response.headers)
    return HttpResponse(response.body, response.status, headers, media_type=response.content_type)
