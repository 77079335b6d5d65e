"""`reconcile init [DIR]`: a commented config.toml and the folders of a bookkeeper's month. Never overwrites."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from importers.errors import Problem
from reconcile.cli.configuration import config_text
from reconcile.cli.talk import Talk
from reconcile.cli.wording import typed
from reconcile.errors import SettingsError
from reconcile.kanbert.origin import checked_base_url
from reconcile.seams import write_atomic
from reconcile.settings import DEFAULT_BASE_URL, DEFAULT_FILE

#: What each folder is for; a bank's files are never changed, so they may lie anywhere else as well.
FOLDERS = {"statements": "the bank's files", "formats": "CSV formats of your own"}


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    folder: Path = arguments.folder
    config = folder / DEFAULT_FILE
    exists = config.exists()
    if exists and (arguments.lang or arguments.base_url):
        talk.warn(f"{config} is there already: --lang and --base-url change nothing in it; edit it yourself")
    values = {} if exists else _answers(arguments, talk)
    try:
        made = _make_folders(folder)
        if not exists:
            write_atomic(config, config_text(values).encode("utf-8"))
            made.insert(0, config)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        remedy = "name a folder you may write to: reconcile init DIR"
        raise SettingsError(
            Problem(str(folder), f"nothing can be written here ({reason})", remedy, code="folder-unwritable")
        ) from None
    _tell(made, config if exists else None, folder, talk)
    return 0


def _make_folders(folder: Path) -> list[Path]:
    """Those made anew; only their owner may look inside, because bank data will lie there."""
    made = []
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
    for name in FOLDERS:
        if not (folder / name).exists():
            (folder / name).mkdir(mode=0o700)
            made.append(folder / name)
    return made


def _answers(arguments: Namespace, talk: Talk) -> dict[str, str]:
    """What config.toml says other than the defaults: from flags, or asked for on a terminal."""
    language, base_url = arguments.lang, arguments.base_url
    if not arguments.yes:
        language = language or talk.asked("Language of proposals, review page and report (en, de)", "en", ("en", "de"))
        base_url = base_url or talk.asked("Address of your Kanbert", DEFAULT_BASE_URL)
    checked = checked_base_url(base_url or DEFAULT_BASE_URL)
    return {"language": language or "en", "kanbert.base_url": checked, "statements.formats": "formats"}


def _tell(made: list[Path], kept: Path | None, folder: Path, talk: Talk) -> None:
    if talk.json:
        talk.data(
            {
                "folder": str(folder.resolve()),
                "created": [one.relative_to(folder).as_posix() for one in made],
                "kept": [kept.relative_to(folder).as_posix()] if kept else [],
            }
        )
    for one in made:
        talk.result(f"made  {one!s:<24}  {FOLDERS.get(one.name, 'every setting, explained')}")
    if kept:
        talk.result(f"kept  {kept!s:<24}  it was there already and stays as it is")
    talk.note("Next:")
    if folder != Path():
        talk.note(f"  cd {typed(folder)}")
    talk.note("  1. make an API token in Kanbert and set it here, never in config.toml:")
    talk.note("       Linux, macOS:       export KANBERT_TOKEN=...")
    talk.note("       Windows PowerShell: $env:KANBERT_TOKEN='...'")
    talk.note("  2. reconcile doctor                     checks everything a posting rests on, changes nothing")
    talk.note("  3. reconcile run statements/FILE        with the bank's file of the month")
