"""Small CSV files in formats of their own: what a test is about stands in its ten lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import Given, read
from importers.errors import StatementRefused
from importers.statement import Statement
from importers.statement_file import NOTHING_GIVEN

SIGNED = 'date = "dd.mm.yyyy"\nnumber = "1.234[,56]"\n[columns]\nbooking_date = "Tag"\namount = "Betrag"\n'
TWO = (
    'date = "dd.mm.yyyy"\nnumber = "1.234[,56]"\ndebits = "positive"\n'
    '[columns]\nbooking_date = "Tag"\ndebit = "Soll"\ncredit = "Haben"\n'
)


def read_as(
    folder: Path, toml: str, content: str | bytes, *, encoding: str = "utf-8", given: Given = NOTHING_GIVEN
) -> list[Statement]:
    """`content` read by the one format `toml`, which comes before ours."""
    formats = folder / "formats"
    formats.mkdir(exist_ok=True)
    (formats / "x.toml").write_text(toml, encoding="utf-8")
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return list(read(path, formats=formats, given=given))


def one(
    folder: Path, toml: str, content: str | bytes, *, encoding: str = "utf-8", given: Given = NOTHING_GIVEN
) -> Statement:
    (statement,) = read_as(folder, toml, content, encoding=encoding, given=given)
    return statement


def minors(folder: Path, toml: str, content: str) -> list[int]:
    return [line.amount_minor for line in one(folder, toml, content).transactions]


def refused(folder: Path, toml: str, content: str | bytes) -> str:
    with pytest.raises(StatementRefused) as refusal:
        read_as(folder, toml, content)
    return str(refusal.value)


def packaged(folder: Path, content: str | bytes, *, encoding: str = "utf-8") -> list[Statement]:
    """Read by the formats that ship with us."""
    path = folder / "t.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return list(read(path))
