"""Forks one `commit` after another and ends each at a line of its own: orders come on stdin, answers go to stdout.

An order is a JSON object a line: journal, base_url, and either `at` (die just before the n-th executed line of our
package; 0: do not die), `label` (die at this crash point) or `count` (a file that gets the numbers of the first and the
last time each line is executed). With `credit_offsets` the commit posts these, too.
The answer is the exit code a shell would see. Nothing but this loop runs here, so that forking is safe. With `warm` the
loop commits by itself, so that what a first commit loads and compiles is there for every child: two thirds of its time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import httpx

from reconcile import seams
from reconcile.journal import Journal
from reconcile.kanbert.client import KanbertClient
from reconcile.posting import Committer, Options
from reconcile.seams import SystemClock

KILLED = 137  #: as after SIGKILL: no clean-up, no buffers written
QUARANTINE_S = 0.05
_OURS = str(Path(sys.modules["reconcile"].__file__ or "").parent)
_ELSEWHERE = str(Path(_OURS) / "kanbert" / "sandbox")

Trace = Callable[[FrameType, str, Any], Any]


def commit(order: dict[str, Any]) -> int:
    clock = SystemClock()
    with (
        Journal(Path(order["journal"]), clock=clock, who="child") as journal,
        KanbertClient(order["base_url"], os.environ["KANBERT_TOKEN"], clock=clock) as kanbert,
    ):
        options = Options(quarantine_s=QUARANTINE_S, credit_offsets=order.get("credit_offsets", False))
        committer = Committer(journal, kanbert, clock, options)
        return committer.commit(list(journal.decisions().values())).exit_code


def traced(on_line: Callable[[FrameType], None]) -> Trace:
    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            on_line(frame)
        return local

    def begin(frame: FrameType, _event: str, _argument: Any) -> Any:
        name = frame.f_code.co_filename
        return local if name.startswith(_OURS) and not name.startswith(_ELSEWHERE) else None

    return begin


def killing(at: int) -> Trace:
    left = at

    def on_line(_: FrameType) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os._exit(KILLED)

    return traced(on_line)


def die_at(wanted: str) -> None:
    def crash_point(label: str) -> None:
        if label == wanted:
            os._exit(KILLED)

    seams.crash_point = crash_point


class Count:
    """When each line is executed for the first and the last time."""

    def __init__(self) -> None:
        self.number = 0
        self.first: dict[tuple[str, int], int] = {}
        self.last: dict[tuple[str, int], int] = {}

    def __call__(self, frame: FrameType) -> None:
        self.number += 1
        line = (frame.f_code.co_filename, frame.f_lineno)
        self.first.setdefault(line, self.number)
        self.last[line] = self.number

    def numbers(self) -> list[int]:
        return sorted({*self.first.values(), *self.last.values()})


def obey(order: dict[str, Any]) -> int:
    """In the forked process."""
    count = Count()
    if order.get("count"):
        sys.settrace(traced(count))
    elif order.get("label"):
        die_at(order["label"])
    elif order["at"]:
        sys.settrace(killing(order["at"]))
    code = commit(order)
    sys.settrace(None)
    if order.get("count"):
        Path(order["count"]).write_text(json.dumps(count.numbers()), encoding="utf-8")
    return code


def main() -> None:
    httpx.create_ssl_context = cache(httpx.create_ssl_context)  # reads a megabyte of certificates nobody needs here
    for line in sys.stdin:
        order = json.loads(line)
        if order.get("warm"):
            print(commit(order), flush=True)
            continue
        child = os.fork()
        if child == 0:
            try:
                os._exit(obey(order))
            except BaseException as error:  # noqa: BLE001 - the parent must hear of it, whatever it is
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                os._exit(70)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
