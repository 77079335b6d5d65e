"""reconcile.cli.progress: a moving line for eyes at a terminal, nothing for anybody else."""

from __future__ import annotations

import os
import select
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from typing import TextIO

import pytest

from reconcile.cli import progress as module
from reconcile.cli.progress import Watched, progress
from reconcile.cli.talk import Talk

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")


@dataclass
class Terminal:
    """A pseudo-terminal: what is written to `stderr` can be read from the other end."""

    own: int
    stderr: TextIO

    def seen(self) -> str:
        text = b""
        while select.select([self.own], [], [], 0.2)[0]:
            text += os.read(self.own, 1 << 16)
        return text.decode("utf-8")

    def after_a_slow_step(self, **flags: object) -> str:
        with redirect_stderr(self.stderr):
            a_slow_step(**flags)
        return self.seen()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    own, theirs = os.openpty()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    with open(theirs, "w", encoding="utf-8") as stderr:  # noqa: PTH123
        yield Terminal(own, stderr)
    os.close(own)


def a_slow_step(**flags: object) -> None:
    with progress(Talk(Namespace(**flags)), "asking Kanbert") as shown:
        time.sleep(0.4)
        shown.step("posting", 4)
        shown.advance()
        time.sleep(0.4)


def test_what_takes_long_is_shown_and_vanishes(terminal: Terminal) -> None:
    text = terminal.after_a_slow_step()
    assert "asking Kanbert" in text
    assert "posting" in text
    assert "1 of 4" in text
    assert text.rstrip().endswith("\x1b[2K")  # the line is wiped
    assert "\x1b[?25h" in text  # the cursor is there again


def test_no_color_moves_without_colours(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    text = terminal.after_a_slow_step()
    assert "posting" in text
    assert "\x1b[3" not in text


@pytest.mark.parametrize("flags", [{"json": True}, {"quiet": True}])
def test_programs_and_quiet_people_see_nothing(terminal: Terminal, flags: dict[str, object]) -> None:
    assert terminal.after_a_slow_step(**flags) == ""


def test_a_dumb_terminal_sees_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.after_a_slow_step() == ""


def test_what_is_quick_is_not_shown(terminal: Terminal) -> None:
    with redirect_stderr(terminal.stderr), progress(Talk(Namespace()), "reading"):
        pass
    time.sleep(0.2)
    assert terminal.seen() == ""


def test_in_a_pipe_nothing_moves(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.0)
    a_slow_step()
    said = capsys.readouterr()
    assert said.out + said.err == ""


def test_posts_are_counted_and_reads_pass_through() -> None:
    class Kanbert:
        base_url = "https://books.example"

        def post_payment(self, side: str, body: bytes) -> str:
            return f"{side} {body!r}"

    told: list[str] = []

    class Shown:
        def step(self, words: str, total: int) -> None:
            told.append(f"{words} {total}")

        def advance(self) -> None:
            told.append("one")

    watched = Watched(Kanbert(), Shown(), 2)  # type: ignore[arg-type]
    assert watched.base_url == "https://books.example"
    assert watched.post_payment("in", b"{}") == "in b'{}'"
    assert watched.post_payment("in", b"{}") == "in b'{}'"
    assert told == ["posting 2", "one", "one"]
