"""`reconcile sandbox`: the practice Kanbert on 127.0.0.1, to rehearse with real HTTP and no consequences."""

from __future__ import annotations

from argparse import Namespace
from threading import Event

from reconcile.cli.samples import sample_folder
from reconcile.cli.talk import Talk


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.sandbox import Sandbox, State, running
    from reconcile.seams import SystemClock

    talk = Talk(arguments)
    with State() as state:
        state.load(arguments.load or sample_folder() / "kanbert")
        with running(Sandbox(state, SystemClock(), tokens=(arguments.token,)), arguments.port) as base_url:
            _tell(base_url, arguments.token, talk)
            _wait_for_ctrl_c()
    return 0


def _tell(base_url: str, token: str, talk: Talk) -> None:
    talk.note(f"The practice Kanbert answers at {base_url}. Nothing in it is real. Ctrl-C ends it.")
    talk.note("Point reconcile at it, in another terminal:")
    talk.note(f"  Linux, macOS:       export KANBERT_BASE_URL={base_url} KANBERT_TOKEN={token}")
    talk.note(f"  Windows PowerShell: $env:KANBERT_BASE_URL='{base_url}'; $env:KANBERT_TOKEN='{token}'")


def _wait_for_ctrl_c() -> None:
    """In short naps: a wait without end cannot be interrupted on Windows."""
    never = Event()
    try:
        while not never.wait(0.5):
            pass
    except KeyboardInterrupt:
        pass
