"""reconcile.cli.talk: nothing a payer typed steers the terminal."""

from __future__ import annotations

from argparse import Namespace

import pytest

from reconcile.cli.talk import Talk


@pytest.mark.parametrize("steering", ["\x1b[2J", "\x1b]0;title\x07", "\x9b31m", "\u202eABC", "\r", "\u2066"])
def test_what_a_payer_typed_never_steers_the_terminal(capsys: pytest.CaptureFixture[str], steering: str) -> None:
    talk = Talk(Namespace())
    for say in (talk.result, talk.note, talk.warn, talk.complain):
        say(f"RE-1 {steering} paid")
    said = capsys.readouterr()
    for line in (said.out + said.err).splitlines():
        assert steering[0] not in line
        assert "RE-1 ·" in line


def test_our_own_colours_blanks_and_lines_stay(capsys: pytest.CaptureFixture[str]) -> None:
    said = "\x1b[33m!\x1b[0m 1\u202f234.00 € – ●\nÄrger\tb"
    Talk(Namespace()).result(said)
    assert capsys.readouterr().out == said + "\n"
