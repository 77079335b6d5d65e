"""What a verb may write to: a file in a folder that is there, and none of the program's own or of what it reads."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from importers.errors import Problem
from reconcile.cli.composition import journal_path, sources_of
from reconcile.errors import SettingsError
from reconcile.settings import DEFAULT_FILE, Settings

#: What SQLite keeps beside the journal.
_SIDE_FILES = ("-wal", "-shm", "-journal")


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

    Raises SettingsError. `inputs`: what the verb reads; of a folder all that is in it.
    """
    for target in targets:
        for own, what in (*_own(arguments, settings), *((one, "a file this command reads") for one in inputs)):
            if _is_in(target, own):
                remedy = "name another file with --out; nothing was changed"
                raise SettingsError(Problem(str(target), f"this is {what}", remedy, code="target-in-use"))


def _own(arguments: Namespace, settings: Settings) -> Iterator[tuple[Path, str]]:
    journal = journal_path(arguments, settings)
    lock = journal.with_suffix(".lock")
    yield journal, "the journal"
    yield from ((journal.with_name(f"{journal.name}{ending}"), "a part of the journal") for ending in _SIDE_FILES)
    yield from ((one, "the lock of the journal") for one in (lock, lock.with_name(f"{lock.name}.holder")))
    yield sources_of(arguments, settings).folder, "where the statement files are kept"
    yield getattr(arguments, "config", None) or Path(DEFAULT_FILE), "the configuration"
    if token_file := os.environ.get("KANBERT_TOKEN_FILE") or settings.kanbert.token_file:
        yield settings.folder / token_file, "the file with the token"


def _is_in(target: Path, own: Path) -> bool:
    """The same file under whatever name, or in that folder."""
    if target.exists() and own.exists() and target.samefile(own):
        return True
    place, owned = (Path(os.path.normcase(one.resolve())) for one in (target, own))
    return place == owned or (own.is_dir() and place.is_relative_to(owned))
