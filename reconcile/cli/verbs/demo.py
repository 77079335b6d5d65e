"""`reconcile demo`: the whole loop on the sample agency's month, against the practice Kanbert, over real HTTP.

Every step is the real command, shown before it runs; nothing here knows how any of them works.
"""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reconcile.cli.samples import sample_folder
from reconcile.cli.talk import Talk

STATEMENTS = ("camt053_v08/2026-03_giro.xml", "camt053_v08/2026-03_reserve.xml")
TOKEN = "practice"  # noqa: S105 - of a server that lives for seconds on this machine


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.sandbox import Sandbox, State
    from reconcile.kanbert.sandbox.server import running
    from reconcile.seams import SystemClock

    talk = Talk(arguments)
    folder = arguments.dir or Path(tempfile.mkdtemp(prefix="reconcile-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    state = State()
    state.load(sample_folder() / "kanbert")
    with running(Sandbox(state, SystemClock(), tokens=(TOKEN,))) as base_url, _pointed_at(base_url):
        talk.note(f"A practice Kanbert answers at {base_url}; what follows is real HTTP, and nothing in it is real.\n")
        code = _loop(folder, talk)
    talk.note(f"\nThat was the whole loop. Its files are in {folder}.")
    talk.note(
        "Next: reconcile inspect YOUR-STATEMENT.xml    then set KANBERT_TOKEN and: reconcile run YOUR-STATEMENT.xml"
    )
    return code


def _loop(folder: Path, talk: Talk) -> int:
    """Read → propose → approve the sure ones → post → post again, which posts nothing."""
    samples = sample_folder()
    proposals, journal = folder / "proposals.csv", folder / "journal.sqlite3"
    state = ("--state", str(journal))
    statements = [str(samples / name) for name in STATEMENTS]
    post = ["commit", str(proposals), "--yes", "--quarantine", "2", *state]
    steps: list[tuple[str, list[str]]] = [
        (
            "Match the month's statements against the open invoices:",
            ["run", *statements, "--out", str(proposals), *state],
        ),
        ("Approve what is sure; the rest waits for a person:", ["approve", str(proposals), "--sure", "--yes", *state]),
        ("Post it:", post),
        ("Post it again, as after a crash; every payment exists already:", post),
        ("Where things stand:", ["status", *state]),
    ]
    worst = 0
    for title, step in steps:
        talk.result(f"{title}\n{talk.paint('$ reconcile ' + ' '.join(_shown(step)), 'bold')}\n")
        worst = max(worst, _step(step))
        talk.result()
    return 0 if worst <= 1 else worst


def _step(argv: Sequence[str]) -> int:
    from reconcile.cli.arguments import parse
    from reconcile.cli.verbs import execute as execute_verb

    return execute_verb(parse(argv))


def _shown(step: Sequence[str]) -> list[str]:
    return [Path(word).name if os.sep in word else word for word in step]


@contextmanager
def _pointed_at(base_url: str) -> Iterator[None]:
    """The environment the verbs see: this Kanbert, this token; restored afterwards."""
    wanted = {"KANBERT_BASE_URL": base_url, "KANBERT_TOKEN": TOKEN}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
