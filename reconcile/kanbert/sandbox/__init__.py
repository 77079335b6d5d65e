"""The practice Kanbert: the API of api.md over real HTTP on 127.0.0.1, with its own books and faults on demand.

Written from the documents alone, without a look at the client, so that the two do not share one set of guesses.

    with State() as state:
        state.load(folder)
        box = Sandbox(state, clock, tokens=[token])
        with running(box) as base_url:
            ...

`running` is loaded on first use: nothing else here needs a web server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reconcile.kanbert.sandbox.application import ALL_SCOPES, BASE_PATH, Sandbox
from reconcile.kanbert.sandbox.faults import (
    Dropped,
    Fault,
    FaultKind,
    FaultSchedule,
    FaultTable,
    HalfWritten,
    Hanging,
    OracleRecord,
    Phase,
    Refused,
    in_turn,
    no_faults,
    read_fault,
)
from reconcile.kanbert.sandbox.messages import Request, Response
from reconcile.kanbert.sandbox.personalities import Personality
from reconcile.kanbert.sandbox.state import Kind, State

if TYPE_CHECKING:
    from reconcile.kanbert.sandbox.server import running

__all__ = [
    "ALL_SCOPES",
    "BASE_PATH",
    "Dropped",
    "Fault",
    "FaultKind",
    "FaultSchedule",
    "FaultTable",
    "HalfWritten",
    "Hanging",
    "Kind",
    "OracleRecord",
    "Personality",
    "Phase",
    "Refused",
    "Request",
    "Response",
    "Sandbox",
    "State",
    "in_turn",
    "no_faults",
    "read_fault",
    "running",
]


def __getattr__(name: str) -> Any:
    if name == "running":
        from reconcile.kanbert.sandbox import server

        return server.running
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
