"""The lines a refusal proposes: right where the file decides, open where it does not, never something that misreads."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import read
from importers.csv_formats import FormatError, parse_format
from importers.errors import StatementRefused


def proposed(folder: Path, content: str) -> str:
    path = folder / "t.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementRefused) as refusal:
        list(read(path))
    return str(refusal.value).split("\n\n", 1)[1]


def read_with(folder: Path, toml: str) -> list[int]:
    (folder / "formats").mkdir()
    (folder / "formats" / "x.toml").write_text(toml, encoding="utf-8")
    return [
        line.amount_minor for one in read(folder / "t.csv", formats=folder / "formats") for line in one.transactions
    ]


@pytest.mark.parametrize(
    ("content", "minors"),
    [
        ("Tag der Buchung;Wer;Summe\n01.02.26;Sie;-1,00\n", [-100]),
        ("Posted;Booking day;Amount in\n1;2026-02-01;1,234.50\n", [123450]),
        ("Datum;Ausgang;Eingang;Was\n01.02.2026;12,00;;x\n02.02.2026;;3,50;y\n", [-1200, 350]),
        (
            "Kopf\n\nBuchung;Auszug;Betrag;Kontostand\n01.02.2026;7;5,00;12,00\n02.02.2026;8;-1.000,00;-988,00\n",
            [500, -100000],
        ),
        ('Wann|Betrag "netto"|Text\n20260201|5,00|x\n', [500]),
    ],
)
def test_the_guess_reads_the_file(tmp_path: Path, content: str, minors: list[int]) -> None:
    assert read_with(tmp_path, proposed(tmp_path, content)) == minors


@pytest.mark.parametrize(
    ("content", "open_line"),
    [
        ("Datum;Betrag\n01.02.2026;1.234\n02.02.2026;12.345\n", 'number = ""  # is 1.234 a thousand or one?'),
        ("Datum;Betrag\n03/04/2026;1,00\n", 'date = ""  # dd/mm/yyyy or mm/dd/yyyy: only you can know'),
        ("Datum;Betrag\nsoon;1,00\n", 'date = ""  # like dd.mm.yyyy: only you can know'),
    ],
)
def test_what_the_file_cannot_decide_is_left_open_and_loads_no_format(
    tmp_path: Path, content: str, open_line: str
) -> None:
    toml = proposed(tmp_path, content)
    assert open_line in toml
    with pytest.raises(FormatError):
        parse_format("x", toml)


def test_control_characters_and_quotes_in_names_make_no_line_of_their_own(tmp_path: Path) -> None:
    toml = proposed(tmp_path, 'Datum;"Betrag\n[status]";"a""b\x1b[2J"\n01.02.2026;1,00;x\n')
    assert "\x1b" not in toml
    assert parse_format("x", toml).columns["amount"].plain == {"betrag [status]"}


def test_rows_without_names_are_no_names(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("01.02.2026;1,00\n02.02.2026;2,00\n", encoding="utf-8")
    with pytest.raises(StatementRefused, match="is none of the known statement formats"):
        list(read(path))
