"""`reconcile demo`: the whole loop on the sample agency's month, against the practice Kanbert, over real HTTP.

Every step is the real command, shown before it runs, in a folder like a user's own: statements and a config.toml.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path

from reconcile.cli.samples import sample_folder
from reconcile.cli.talk import Talk
from reconcile.cli.wording import typed

STATEMENTS = ("2026-03_giro.xml", "2026-03_reserve.xml")
TOKEN = "practice"  # noqa: S105 - of a server that lives for seconds on this machine


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.sandbox import Sandbox, State, running
    from reconcile.seams import SystemClock

    talk = Talk(arguments)
    folder = arguments.dir or Path(tempfile.mkdtemp(prefix="reconcile-demo-"))
    _prepare(folder)
    with State() as state:
        state.load(sample_folder() / "kanbert")
        with running(Sandbox(state, SystemClock(), tokens=(TOKEN,))) as base_url, _pointed_at(base_url), chdir(folder):
            talk.note(f"A practice Kanbert answers at {base_url}: real HTTP, nothing else in it is real.\n")
            code = _loop(talk)
    talk.note(f"\nThat was the whole loop. Its files are in {folder}:")
    talk.note("  proposals.csv, proposals.xlsx   for a spreadsheet: yes or no for each line")
    talk.note("  report.html                     for a browser or the printer")
    talk.note(f"What waits for a person is decided on the review page:  cd {typed(folder)}  and  reconcile review")
    talk.note("Next: reconcile inspect YOUR-FILE.xml    then set KANBERT_TOKEN and: reconcile run YOUR-FILE.xml")
    return code


def _prepare(folder: Path) -> None:
    """A folder as a user has it: the bank's files and the configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = sample_folder()
    for source in (samples / "config.toml", *(samples / "camt053_v08" / name for name in STATEMENTS)):
        shutil.copyfile(source, folder / source.name)


def _loop(talk: Talk) -> int:
    """Read → propose → ask why → approve the sure ones → post → post again, which posts nothing → report."""
    forms = ["--format", "csv", "--format", "xlsx"]
    post = ["commit", "proposals.csv", "--yes", "--quarantine", "2"]
    worst = _show(talk, "Match the month's statements against the open invoices:", ["run", *STATEMENTS, *forms])
    if doubtful := _first_ambiguous(Path("proposals.csv")):
        _show(talk, "Ask why one of them is not sure:", ["explain", doubtful])
    for title, argv in (
        ("Approve what is sure; the rest waits for a person:", ["approve", "proposals.csv", "--sure", "--yes"]),
        ("Post it:", post),
        ("Post it again, as after a crash; every payment exists already:", post),
        ("Where things stand:", ["status"]),
        ("The month on paper:", ["report"]),
    ):
        worst = max(worst, _show(talk, title, argv))
    return 0 if worst <= 1 else worst


def _show(talk: Talk, title: str, argv: list[str]) -> int:
    from reconcile.cli.arguments import parse
    from reconcile.cli.verbs import execute as execute_verb

    command = f"$ reconcile {' '.join(argv)}"
    talk.result(f"{title}\n{talk.paint(command, 'bold')}\n")
    code = execute_verb(parse(argv))
    talk.result()
    return code


def _first_ambiguous(proposals: Path) -> str:
    if not proposals.exists():
        return ""
    rows = csv.DictReader(io.StringIO(proposals.read_text(encoding="utf-8-sig")), delimiter=";")
    return next((row["proposal_id"] for row in rows if row["light"] == "ambiguous"), "")


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
