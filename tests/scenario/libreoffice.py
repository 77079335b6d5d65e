"""The real LibreOffice of the system, headless, with a profile of its own for every file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

#: Languages as LibreOffice numbers them.
GERMAN, ENGLISH = 1031, 1033
_FILTERS = {"csv": "csv:Text - txt - csv (StarCalc)", "tsv": "csv:Text - txt - csv (StarCalc)"}


def soffice_or_skip() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LIBREOFFICE IS ABSENT: no soffice on the path, no real spreadsheet is tested")
    return found


def converted(
    soffice: str, content: bytes, form: str, to: str, folder: Path, *, delimiter: int = 59, language: int = GERMAN
) -> bytes:
    """The file opened and saved as `to`. A CSV is opened as a person confirms it: UTF-8, `delimiter`, every column
    "standard", numbers of that language detected, formulas evaluated where the program sees any."""
    source, target = folder / f"in.{form}", folder / "out"
    source.write_bytes(content)
    options = f"{delimiter},34,76,1,,{language},false,true,true,false,false,0,true"
    opened = [f"--infilter=CSV:{options}"] if form in _FILTERS else []
    saved = f"{_FILTERS[to]}:{options}" if to in _FILTERS else to
    subprocess.run(
        [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            *opened, "--convert-to", saved, "--outdir", str(target), str(source),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (result,) = target.iterdir()
    return result.read_bytes()
