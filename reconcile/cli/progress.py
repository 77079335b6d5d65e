"""What is going on, for eyes only: on a terminal a moving line on stderr once something takes longer than a second.

Nothing in pipes, with --json or with --quiet. rich is imported by the timer, so that quick commands never pay for it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, Any

from reconcile.cli.talk import Talk

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from reconcile.kanbert.client import KanbertClient

PATIENCE_S = 1.0  #: what ends sooner needs no explanation


class Progress:
    """The step that is under way. Telling it costs next to nothing while nothing is shown."""

    def __init__(self, *, plain: bool) -> None:
        self._plain = plain
        self._lock = Lock()  # the timer's thread shows what the main thread tells
        self._words, self._done, self._total = "", 0, 0
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._ended = False

    def step(self, words: str, total: int = 0) -> None:
        """What begins now; `total`: how many pieces it has, 0 where nobody knows."""
        with self._lock:
            self._words, self._done, self._total = words, 0, total
            self._show()

    def advance(self) -> None:
        """One piece of the step is done."""
        with self._lock:
            self._done += 1
            self._show()

    def rows(self, words: str, number: int) -> None:
        """`payments`, 1 200 of them so far; nobody knows how many there will be."""
        self.step(f"{words} {number:,}".replace(",", "\u202f"))

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=self._words, **self._state())

    def _state(self) -> dict[str, Any]:
        pieces = f"{self._done} of {self._total}" if self._total else ""
        return {"completed": self._done, "total": self._total or None, "pieces": pieces}

    def begin(self) -> None:
        """Patience has run out: show it."""
        from rich.console import Console
        from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        columns = (
            SpinnerColumn("line"),  # of characters that every console has
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[pieces]}", markup=False),
            TimeElapsedColumn(),
        )
        console = Console(stderr=True, no_color=self._plain or None, highlight=False)
        with self._lock:
            if self._ended:
                return
            # a result that is printed meanwhile goes above the line, but never from a pipe to the terminal
            self._bar = Bar(*columns, console=console, transient=True, redirect_stdout=sys.stdout.isatty())
            self._task = self._bar.add_task(self._words, **self._state())
            self._bar.start()

    def end(self) -> None:
        with self._lock:
            self._ended = True
            if self._bar is not None:
                self._bar.stop()


class Watched:
    """A Kanbert whose POSTs count as pieces of a step; everything else passes through."""

    def __init__(self, kanbert: KanbertClient, shown: Progress, total: int) -> None:
        self._kanbert, self._shown, self._left = kanbert, shown, total

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._kanbert, name)
        return self._counted(found) if name.startswith("post_") else found

    def _counted(self, post: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any) -> Any:
            if self._left:
                self._shown.step("posting", self._left)
                self._left = 0
            answer = post(*arguments)
            self._shown.advance()
            return answer

        return counted


@contextmanager
def progress(talk: Talk, words: str) -> Iterator[Progress]:
    """`words`: the first step. The line vanishes with the end of the block, whatever ended it."""
    shown = Progress(plain=talk.plain)
    shown.step(words)
    timer = Timer(PATIENCE_S, shown.begin)
    timer.daemon = True
    if talk.moves:
        timer.start()
    try:
        yield shown
    finally:
        timer.cancel()
        shown.end()
