"""What a verb may write to: a file in a folder that is there, and none of the program's own or of what it reads."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from importers.errors import Problem
from reconcile.cli.composition import journal_path, sources_of
from reconcile.errors import SettingsError
from reconcile.settings import DEFAULT_FILE, Settings

#: What SQLite keeps beside the journal.
_SIDE_FILES = ("-wal", "-shm", "-journal")
#: How the kept copy of a statement file is named: anything else in that folder is somebody's own.
_DIGEST = re.compile("[0-9a-f]{64}")


def check_folder(out: str | None) -> None:
    """Before anything is recorded: a run whose proposals lie nowhere could not be decided."""
    path = Path(out or "")
    if out in (None, "-") or (path.parent.is_dir() and not path.is_dir()):
        return
    sentence = "is a folder" if path.is_dir() else f"the folder {path.parent} is not there"
    raise SettingsError(Problem(f"--out {out}", sentence, "name a file in a folder that exists", code="run-target"))


def check_targets(
    targets: Sequence[Path], arguments: Namespace, settings: Settings, inputs: Sequence[Path] = ()
) -> None:
    """What stands at a target is moved aside: that must not be the journal, the configuration or an input.

    Raises SettingsError. `inputs`: the files the verb reads.
    """
    for target in targets:
        for own, what in (*_own(arguments, settings), *((one, "a file this command reads") for one in inputs)):
            if _is_same(target, own):
                remedy = "name another file with --out; nothing was changed"
                raise SettingsError(Problem(str(target), f"this is {what}", remedy, code="target-in-use"))


def _own(arguments: Namespace, settings: Settings) -> Iterator[tuple[Path, str]]:
    journal = journal_path(arguments, settings)
    lock = journal.with_suffix(".lock")
    yield journal, "the journal"
    yield from ((journal.with_name(f"{journal.name}{ending}"), "a part of the journal") for ending in _SIDE_FILES)
    yield from ((one, "the lock of the journal") for one in (lock, lock.with_name(f"{lock.name}.holder")))
    sources = sources_of(arguments, settings).folder
    if sources.is_dir():
        yield from ((one, "a kept statement file") for one in sources.iterdir() if _DIGEST.fullmatch(one.name))
    yield getattr(arguments, "config", None) or Path(DEFAULT_FILE), "the configuration"
    if token_file := os.environ.get("KANBERT_TOKEN_FILE") or settings.kanbert.token_file:
        yield settings.folder / token_file, "the file with the token"


def _is_same(target: Path, own: Path) -> bool:
    """Under whatever name; also where neither is there yet."""
    if target.exists() and own.exists():
        return target.samefile(own)
    return os.path.normcase(target.resolve()) == os.path.normcase(own.resolve())
