"""`reconcile completion SHELL`: the script that teaches a shell what TAB may offer, made from the flags themselves."""

from __future__ import annotations

import sys
from argparse import Action, ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Iterator
from pathlib import Path

from reconcile.cli.arguments import PROGRAM, whole_parser


def execute(arguments: Namespace) -> int:
    import shtab

    parser = whole_parser()
    for action in _actions(parser):
        if action.type is Path or action.metavar == "PATH":
            kind = shtab.DIRECTORY if action.metavar == "DIR" else shtab.FILE
            action.complete = kind  # type: ignore[attr-defined]  # where shtab looks for it
    sys.stdout.write(shtab.complete(parser, shell=arguments.shell, root_prefix=PROGRAM) + "\n")
    return 0


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """Every flag and argument of every verb."""
    for action in parser._actions:
        yield action
        if isinstance(action, _SubParsersAction):
            for verb in action.choices.values():
                yield from _actions(verb)
