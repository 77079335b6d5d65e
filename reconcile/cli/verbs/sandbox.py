"""`reconcile sandbox`: the practice Kanbert on 127.0.0.1, to rehearse with real HTTP and no consequences."""

from __future__ import annotations

from argparse import Namespace

from reconcile.cli.samples import sample_folder
from reconcile.cli.talk import Talk


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.sandbox import Sandbox, State
    from reconcile.kanbert.sandbox.server import serve
    from reconcile.seams import SystemClock

    talk = Talk(arguments)
    state = State()
    state.load(arguments.load or sample_folder() / "kanbert")
    sandbox = Sandbox(state, SystemClock(), tokens=(arguments.token,))

    def ready(base_url: str) -> None:
        talk.note(f"The practice Kanbert answers at {base_url}. Nothing in it is real. Ctrl-C ends it.")
        talk.note("Point reconcile at it, in another terminal:")
        talk.note(f"  Linux, macOS:       export KANBERT_BASE_URL={base_url} KANBERT_TOKEN={arguments.token}")
        talk.note(f"  Windows PowerShell: $env:KANBERT_BASE_URL='{base_url}'; $env:KANBERT_TOKEN='{arguments.token}'")

    serve(sandbox, port=arguments.port, on_ready=ready)
    return 0
