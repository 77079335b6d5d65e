"""The review page over HTTP on 127.0.0.1: uvicorn around `application`, in the thread that has the journal."""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from importers.errors import Problem
from reconcile.errors import SettingsError
from reconcile.review.page.application import Page, application
from reconcile.review.page.guard import Guard

LOOPBACK = "127.0.0.1"


@contextmanager
def listening(port: int) -> Iterator[socket.socket]:
    """A listener on the loopback interface; port 0 takes a free one. Raises SettingsError when it is taken."""
    try:
        listener = socket.create_server((LOOPBACK, port))
    except (OSError, OverflowError) as error:
        remedy = "stop the other program or leave --port away"
        raise SettingsError(
            Problem("command line, --port", f"cannot be opened ({error})", remedy, str(port), code="usage-port")
        ) from error
    with listener:
        yield listener


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


def guard_of(port: int, new_secret: Callable[[], str]) -> Guard:
    return Guard(port, invitation=new_secret(), cookie=new_secret(), csrf=new_secret())


def serve(page: Page, listener: socket.socket, on_ready: Callable[[str], None]) -> None:
    """Until the page is finished or a signal comes; then it returns, whatever the signal was. Raises what a handler
    could not handle: that is our bug."""
    logging.getLogger("uvicorn").disabled = logging.getLogger("uvicorn.error").disabled = True
    config = uvicorn.Config(
        application(page),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config, lambda: on_ready(page.url))
    page.stop = server.stop
    server.run([listener])
    if page.failure is not None:
        raise page.failure


class _Server(uvicorn.Server):
    """Says when it listens; ends quietly on Ctrl-C, so that the file is still written."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    def stop(self) -> None:
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Unlike uvicorn's own: the signal is not raised again afterwards."""

        def end(_number: int, _frame: FrameType | None) -> None:
            self.force_exit = self.should_exit
            self.stop()

        try:
            before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
        except ValueError:  # not in the main thread: a test
            yield
            return
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
