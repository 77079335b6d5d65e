"""A month decided in a German workbook: run, approve, commit. The same payments as by CSV."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook
from scenario_tools import Practice, practice

FILES = ("camt053_v08/2026-03_giro.xml", "camt053_v08/2026-03_reserve.xml")


def _posted(there: Practice, samples: Path, name: str, *flags: str) -> list[str]:
    files = [samples / file for file in FILES]
    assert there.call("run", *files, "--out", name, *flags).returncode == 0
    assert there.call("approve", name, "--sure", "--yes").returncode == 0
    assert there.call("commit", name, "--yes", "--quarantine", "1").returncode == 1  # the others wait for a person
    return there.ours()


def test_a_german_workbook_posts_what_the_csv_posts(samples: Path, tmp_path: Path) -> None:
    posted = []
    for name, flags in (("p.csv", ()), ("p.xlsx", ("--lang", "de"))):
        folder = tmp_path / name
        folder.mkdir()
        with practice(samples, folder) as there:
            posted.append(_posted(there, samples, name, *flags))
    assert posted[0] == posted[1]
    assert len(posted[1]) == 36
    content = (tmp_path / "p.xlsx" / "p.xlsx").read_bytes()
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Vorschläge").to_python()
    assert [row[0] for row in rows].count("ja") == 40
    assert rows[0][:2] == ["Entscheidung", "Ampel"]


def test_both_forms_at_once_and_a_workbook_that_is_no_longer_one(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as there:
        done = there.call("run", samples / FILES[0], "--format", "csv", "--format", "xlsx", "--format", "jsonl")
        assert done.returncode == 0, done.stderr
        assert {path.suffix for path in tmp_path.glob("proposals.*")} == {".csv", ".xlsx", ".jsonl"}
        workbook = tmp_path / "proposals.xlsx"
        assert zipfile.is_zipfile(workbook)
        workbook.write_bytes(workbook.read_bytes()[:5000])
        refused = there.call("commit", workbook, "--yes")
        assert refused.returncode == 3
        assert "is no workbook that can be read: it is damaged, perhaps cut off" in refused.stderr
        assert there.ours() == []
