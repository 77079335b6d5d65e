"""`run` keeps what it was given, as it was given: single files, zip bundles, in a folder of one's own."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from scenario_tools import reconcile

from reconcile.journal import Journal
from reconcile.seams import SystemClock

SAMPLES = Path(__file__).resolve().parents[2] / "sample_statements"
GIRO = SAMPLES / "camt053_v08" / "2026-03_giro.xml"
RESERVE = SAMPLES / "camt053_v08" / "2026-03_reserve.xml"


def run(folder: Path, *files: Path, config: str = "") -> None:
    (folder / "config.toml").write_text(config, encoding="utf-8")
    words = ("run", *map(str, files), "--snapshot", str(SAMPLES / "kanbert"), "--state", "j.sqlite3")
    assert reconcile(*words, folder=folder).returncode == 0


def kept(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_and_bundles_are_kept_once_as_they_were_given(tmp_path: Path) -> None:
    bundle = tmp_path / "march.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(RESERVE, "reserve.xml")
    for _ in range(2):
        run(tmp_path, GIRO, bundle)
    wanted = {hashlib.sha256(one.read_bytes()).hexdigest(): one.read_bytes() for one in (GIRO, bundle)}
    assert kept(tmp_path / "j.sources") == wanted
    with Journal(tmp_path / "j.sqlite3", clock=SystemClock(), read_only=True) as journal:
        (summary,) = journal.runs()
        giro, zipped = journal.sources(summary.run_id)
    assert giro.parts == (giro.sha256,)
    assert zipped.parts == (hashlib.sha256(RESERVE.read_bytes()).hexdigest(),)
    assert {sha256 for _, sha256 in summary.files} == {*giro.parts, *zipped.parts}


def test_they_are_kept_where_the_configuration_says(tmp_path: Path) -> None:
    run(tmp_path, GIRO, config='[state]\nsources = "bank/originals"\n')
    assert len(kept(tmp_path / "bank" / "originals")) == 1
    assert not (tmp_path / "j.sources").exists()
