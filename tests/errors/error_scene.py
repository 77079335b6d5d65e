"""Where an error is provoked: an empty folder of a user, the samples, a practice Kanbert that misbehaves on request."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from threading import Event
from typing import TypeVar, cast

from reconcile.cli import main
from reconcile.kanbert.sandbox import FaultTable, Request, Response, Sandbox, State, read_fault, running
from reconcile.kanbert.sandbox.faults import Fault
from reconcile.kanbert.sandbox.personalities import named
from reconcile.seams import SystemClock

SAMPLES = Path(__file__).resolve().parents[2] / "sample_statements"
GIRO = "2026-03_giro.xml"
TOKEN = "practice"

T = TypeVar("T")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\w+/#\w+(?=\n)")

#: What becomes of a request at a Kanbert that is not as it should be; the last one gives its right answer.
Twist = Callable[[State, Request, Callable[[], Response]], Response]


class Twisted:
    """The practice Kanbert, and what somebody does between it and the program."""

    def __init__(self, box: Sandbox, twist: Twist) -> None:
        self._box, self._twist = box, twist

    def handle(self, request: Request) -> Response:
        return self._twist(self._box.state, request, lambda: self._box.handle(request))


def straight(state: State, request: Request, answer: Callable[[], Response]) -> Response:
    return answer()


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

    def kanbert(self, *faults: str | Fault, personality: str = "", twist: Twist = straight) -> None:
        """A practice Kanbert with the books of the folder's snapshot, these faults on every request they fit, and
        these personalities, with a comma between them."""
        state = self.open.enter_context(State())
        snapshot = self.folder / "kanbert"
        state.load(snapshot if snapshot.is_dir() else SAMPLES / "kanbert")
        table = [(fault, Fraction(1)) if isinstance(fault, Fault) else read_fault(fault) for fault in faults]
        box = Sandbox(
            state,
            SystemClock(),
            tokens=(TOKEN,),
            faults=FaultTable([(fault, rate) for fault, rate in table if rate is not None], 0),
            personalities=named(personality.split(",") if personality else []),
            seed=0,
        )
        base_url = self.open.enter_context(running(cast(Sandbox, Twisted(box, twist)), 0))
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
        """The proposals after `change` of the rows with this light; with `""` of all of them."""
        path = self.folder / self.proposals()
        table = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        change([row for row in table if light in ("", row["light"])])
        out = io.StringIO()
        writer = csv.DictWriter(out, list(table[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(table)
        path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
        return "proposals.csv"

    def call(self, *argv: str, said: io.StringIO | None = None) -> tuple[int, str]:
        """Exit code, and everything the program said."""
        said = said or io.StringIO()
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

    def review(self, act: Callable[[str], T], *argv: str) -> tuple[T, int, str]:
        """What `act` makes of the address of the review page while the real verb runs; then as `call`."""
        said = io.StringIO()

        def person() -> T:
            try:
                while not (found := _ADDRESS.search(said.getvalue())):
                    if ended.wait(0.02):
                        raise AssertionError(said.getvalue())
                return act(found.group())
            finally:
                if not ended.is_set():
                    signal.raise_signal(signal.SIGINT)  # as Ctrl-C

        ended = Event()
        with ThreadPoolExecutor(1) as pool:
            acting = pool.submit(person)
            try:
                code, _ = self.call("review", "--no-browser", *argv, said=said)
            finally:
                ended.set()
            return acting.result(timeout=60), code, said.getvalue()


@contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    assert sys.stdin is not None
    with ExitStack() as stack:
        yield Scene(folder, {}, stack)
