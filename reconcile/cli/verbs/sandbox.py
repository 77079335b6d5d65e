"""`reconcile sandbox`: the practice Kanbert on 127.0.0.1, to rehearse with real HTTP and no consequences."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from importers.errors import Problem
from reconcile.cli.samples import sample_folder
from reconcile.cli.talk import Talk
from reconcile.errors import SettingsError

if TYPE_CHECKING:
    from reconcile.kanbert.sandbox import OracleRecord, Personality, State
    from reconcile.kanbert.sandbox.faults import Faults


def execute(arguments: Namespace) -> int:
    from reconcile.kanbert.sandbox import Sandbox, State, running
    from reconcile.kanbert.sandbox.personalities import named
    from reconcile.seams import SystemClock

    talk = Talk(arguments)
    if arguments.list_personalities:
        _list_personalities(talk)
        return 0
    personalities = named(name for names in arguments.personality or () for name in names.split(","))
    faults = _faults(arguments.fault or (), arguments.seed)
    with State() as state, _oracle(arguments.oracle_log) as oracle:
        _fill(state, arguments, talk)
        box = Sandbox(
            state,
            SystemClock(),
            tokens=(arguments.token,),
            faults=faults,
            personalities=personalities,
            seed=arguments.seed,
            oracle=oracle,
        )
        box.keeps_log = False  # it may run for days; the file has it all
        with running(box, arguments.port, arguments.host) as base_url:
            _tell(base_url, arguments.token, talk)
            _tell_misbehaviour(personalities, arguments, talk)
            _wait_for_ctrl_c()
    return 0


def _list_personalities(talk: Talk) -> None:
    from reconcile.kanbert.sandbox import Personality

    width = max(map(len, Personality))
    for one in Personality:
        talk.result(f"{one.value:<{width}}  {one.description}")
    if talk.json:
        talk.data({one.value: one.description for one in Personality})


def _faults(specifications: Sequence[str], seed: int) -> Faults:
    """Those with a rate are drawn for every request, the others strike in their turn."""
    from reconcile.kanbert.sandbox import FaultSchedule, FaultTable, in_turn, read_fault

    read = [read_fault(text) for text in specifications]
    schedule = FaultSchedule(fault for fault, rate in read if rate is None)
    return in_turn(schedule, FaultTable([(fault, rate) for fault, rate in read if rate is not None], seed))


@contextmanager
def _oracle(path: Path | None) -> Iterator[Callable[[OracleRecord], None] | None]:
    """Writes a line for every request, at once: whoever reads along sees what really happened."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="\n", buffering=1)
    except OSError as error:
        remedy = "name a file in a folder that can be written to"
        raise SettingsError(
            Problem("sandbox, oracle log", f"it cannot be written ({error})", remedy, str(path), code="sandbox-log")
        ) from error
    lock = Lock()

    def write(record: OracleRecord) -> None:
        with lock:
            file.write(record.line() + "\n")

    with file:
        yield write


def _fill(state: State, arguments: Namespace, talk: Talk) -> None:
    from reconcile.kanbert.sandbox.generated import generate
    from reconcile.seams import SystemClock

    if arguments.generate:
        talk.note(f"Making {arguments.generate} outgoing and {arguments.generate // 4} incoming invoices ...")
        generate(state, arguments.generate, SystemClock().now().date(), arguments.seed)
    if arguments.load or not arguments.generate:
        state.load(arguments.load or sample_folder() / "kanbert")


def _tell(base_url: str, token: str, talk: Talk) -> None:
    talk.note(f"The practice Kanbert answers at {base_url}. Nothing in it is real. Ctrl-C ends it.")
    talk.note("Point reconcile at it, in another terminal:")
    talk.note(f"  Linux, macOS:       export KANBERT_BASE_URL={base_url} KANBERT_TOKEN={token}")
    talk.note(f"  Windows PowerShell: $env:KANBERT_BASE_URL='{base_url}'; $env:KANBERT_TOKEN='{token}'")


def _tell_misbehaviour(personalities: tuple[Personality, ...], arguments: Namespace, talk: Talk) -> None:
    if personalities or arguments.fault:
        talk.note(f"It misbehaves (seed {arguments.seed}):")
    for one in personalities:
        talk.note(f"  {one.value}: {one.description}")
    for text in arguments.fault or ():
        talk.note(f"  fault {text}")


def _wait_for_ctrl_c() -> None:
    """In short naps: a wait without end cannot be interrupted on Windows."""
    never = Event()
    try:
        while not never.wait(0.5):
            pass
    except KeyboardInterrupt:
        pass
