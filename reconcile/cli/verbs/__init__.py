"""One module a verb, each with `execute(arguments) -> exit code`; loaded only when its verb is called."""

from __future__ import annotations

from argparse import Namespace
from importlib import import_module


def execute(arguments: Namespace) -> int:
    module = import_module(f"{__name__}.{arguments.verb}")
    code: int = module.execute(arguments)
    return code
