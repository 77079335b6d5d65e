"""How the program speaks: results on stdout, everything else on stderr, colours only for eyes that want them."""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any, TextIO

from importers.errors import Problem, StatementRefused
from reconcile.errors import ReconcileError

#: Symbol, word and colour together: no meaning is carried by colour alone (review.md).
COLOURS = {"green": "32", "yellow": "33", "red": "31", "dim": "2", "bold": "1"}

#: What would steer the terminal or turn the line round: banks pass on whatever a payer typed. Our colours may.
_STEERING = re.compile("(?!\x1b\\[[0-9]{1,2}m)[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Talk:
    def __init__(self, arguments: Namespace) -> None:
        self.json = bool(getattr(arguments, "json", False))
        self.verbose = bool(getattr(arguments, "verbose", 0))
        self._quiet = bool(getattr(arguments, "quiet", False))
        self.plain = bool(getattr(arguments, "no_color", False)) or "NO_COLOR" in os.environ

    @property
    def moves(self) -> bool:
        """May something move on stderr? Only where a person looks, at a terminal that can move its cursor."""
        quiet = self.json or self._quiet or os.environ.get("TERM") == "dumb"
        return not quiet and sys.stderr.isatty() and _understands_colour()

    def result(self, text: str = "") -> None:
        """What was asked for; silent when the result is JSON."""
        if not self.json:
            _say(_tame(text), sys.stdout)

    def data(self, value: Any) -> None:
        """One JSON object a line on stdout."""
        _say(json.dumps(value, ensure_ascii=False, separators=(",", ":")), sys.stdout)

    def verbatim(self, text: str) -> None:
        """As it will be sent, not tamed: for a program to read."""
        _say(text, sys.stdout)

    def note(self, text: str) -> None:
        if not self._quiet:
            _say(_tame(text), sys.stderr)

    def warn(self, text: str | Problem) -> None:
        words = with_code(text) if isinstance(text, Problem) else text
        _say(f"{self.paint('!', 'yellow', sys.stderr)} {_tame(words)}", sys.stderr)

    def complain(self, error: str | StatementRefused | ReconcileError) -> None:
        complain(error)

    def paint(self, text: str, colour: str, stream: TextIO | None = None) -> str:
        target = stream or sys.stdout
        if self.plain or not target.isatty() or not _understands_colour():
            return text
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m"

    def agreed(self, question: str, *, without_asking: bool) -> bool:
        """Ask on a terminal; elsewhere the call itself is the consent (cron)."""
        if without_asking or not _somebody_is_there():
            return True
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().casefold() in ("y", "yes", "j", "ja")

    def asked(self, question: str, default: str, choices: Sequence[str] = ()) -> str:
        """The answer on a terminal, `default` for an empty one; elsewhere the default without a question."""
        if not _somebody_is_there():
            return default
        while True:
            print(f"{question} [{default}] ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            answer = line.strip() or default
            if not line or not choices or answer in choices:
                return answer if line else default


def complain(error: str | StatementRefused | ReconcileError) -> None:
    """Every problem on a line of its own, with its code."""
    words = [error] if isinstance(error, str) else [with_code(problem) for problem in error.problems]
    _say(_tame("\n".join(words)), sys.stderr)


def discard(stream: TextIO) -> None:
    """Whatever is printed from now on goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _say(text: str, stream: TextIO) -> None:
    """Whoever read along may stop (`| head`): the work goes on, and its exit code stays true."""
    try:
        print(text, file=stream)
    except BrokenPipeError:
        discard(stream)


def with_code(problem: Problem) -> str:
    """The message and, at the end of its first line, the name under which docs/errors.md explains it."""
    first, *more = str(problem).split("\n")
    return "\n".join([f"{first}  [{problem.code}]" if problem.code else first, *more])


def _somebody_is_there() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _tame(text: str) -> str:
    return _STEERING.sub("·", text)


def _understands_colour() -> bool:
    """The old Windows console prints escape codes as rubbish; Windows Terminal and the rest do not."""
    return os.name != "nt" or "WT_SESSION" in os.environ or "TERM" in os.environ
