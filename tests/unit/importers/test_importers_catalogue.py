"""docs/formats.md is what the readers and the format files say, today."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.catalogue import catalogue, main
from importers.csv_formats import packaged

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "formats.md"


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == catalogue(), "python -m importers.catalogue docs/formats.md"


def test_every_layout_is_in_it_with_its_evidence() -> None:
    rows = [row for row in catalogue().splitlines() if row.count("|") >= 6]
    for one in packaged():
        (row,) = (row for row in rows if f"`{one.name}`" in row)
        assert one.title in row
        assert row.endswith("never sure |") == (not one.verified)


def test_it_writes_the_file_or_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "formats.md")]) == 0
    assert main([]) == 0
    assert capsys.readouterr().out == (tmp_path / "formats.md").read_text(encoding="utf-8") == catalogue()
