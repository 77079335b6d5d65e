"""Where an error is provoked: an empty folder of a user, the samples, a practice Kanbert that misbehaves on request."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from reconcile.cli import main
from reconcile.kanbert.sandbox import FaultTable, Sandbox, State, read_fault, running
from reconcile.kanbert.sandbox.personalities import named
from reconcile.seams import SystemClock

SAMPLES = Path(__file__).resolve().parents[2] / "sample_statements"
GIRO = "2026-03_giro.xml"
TOKEN = "practice"


@dataclass
class Scene:
    """One user's folder. What stands in `environment` is all that says KANBERT_."""

    folder: Path
    environment: dict[str, str]
    open: ExitStack

    def write(self, name: str, content: str | bytes) -> str:
        raw = content.encode("utf-8") if isinstance(content, str) else content
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_bytes(raw)
        return name

    def sample(self, name: str) -> str:
        shutil.copyfile(SAMPLES / name, self.folder / Path(name).name)
        return Path(name).name

    def statement(self) -> str:
        return self.sample(f"camt053_v08/{GIRO}")

    def snapshot(self) -> str:
        shutil.copytree(SAMPLES / "kanbert", self.folder / "kanbert")
        return "kanbert"

    def kanbert(self, *faults: str, personality: str = "") -> None:
        """A practice Kanbert with these faults on every request they fit."""
        state = self.open.enter_context(State())
        state.load(SAMPLES / "kanbert")
        table = FaultTable([(fault, rate) for fault, rate in map(read_fault, faults) if rate is not None], 0)
        box = Sandbox(
            state,
            SystemClock(),
            tokens=(TOKEN,),
            faults=table,
            personalities=named([personality] if personality else []),
            seed=0,
        )
        base_url = self.open.enter_context(running(box, 0))
        self.environment |= {"KANBERT_BASE_URL": base_url, "KANBERT_TOKEN": TOKEN}

    def proposals(self) -> str:
        """A finished run, from the samples alone."""
        self.call("run", self.statement(), "--snapshot", self.snapshot(), "--today", "2026-04-01")
        return "proposals.csv"

    def approved(self) -> str:
        self.sample("config.toml")
        self.call("run", self.statement(), "--today", "2026-04-01")
        self.call("approve", "proposals.csv", "--sure", "--yes")
        return "proposals.csv"

    def edited(self, change: Callable[[list[dict[str, str]]], None], light: str = "sure") -> str:
        """The proposals after `change` of the rows with this light."""
        path = self.folder / self.proposals()
        table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        change([row for row in table if row["light"] == light])
        out = io.StringIO()
        writer = csv.DictWriter(out, list(table[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(table)
        path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        return "proposals.csv"

    def call(self, *argv: str) -> tuple[int, str]:
        """Exit code, and everything the program said."""
        said = io.StringIO()
        before = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("KANBERT_")}
        os.environ.update(self.environment)
        try:
            with chdir(self.folder), redirect_stdout(said), redirect_stderr(said):
                code = main([*argv])
        except SystemExit as end:
            code = int(str(end.code))
        finally:
            for name in self.environment:
                os.environ.pop(name, None)
            os.environ.update(before)
        return code, said.getvalue()


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    assert sys.stdin is not None
    with ExitStack() as stack:
        yield Scene(folder, {}, stack)
