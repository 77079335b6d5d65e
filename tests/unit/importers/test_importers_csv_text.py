"""From bytes to rows: encodings by a ladder, quotation marks that do not pair up, NUL bytes; and choosing a format."""

from __future__ import annotations

from pathlib import Path

import pytest
from csv_texts import SIGNED, one, packaged, refused

from importers.csv_formats import folded
from importers.csv_formats import packaged as formats

NAMED = SIGNED + 'counterparty_name = "Empfänger"\n'
ROWS = "Tag;Betrag;Empfänger\n01.02.2026;1;Müller\n02.02.2026;2;Größe Löß Äther Übel\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac-roman"]
)
def test_the_ladder_of_encodings(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    lines = one(tmp_path, NAMED, mark + ROWS, encoding=encoding).transactions
    assert [line.counterparty_name for line in lines] == ["Müller", "Größe Löß Äther Übel"]


def test_a_declared_encoding_wins_over_the_guess(tmp_path: Path) -> None:
    (line,) = one(
        tmp_path, 'encoding = "cp850"\n' + SIGNED + 'remittance = "T"\n', b"Tag;Betrag;T\n01.02.2026;1;M\x81\n"
    ).transactions
    assert line.remittance == "Mü"


def test_other_letters_of_windows_stay_windows(tmp_path: Path) -> None:
    content = "Tag;Betrag;T\n01.02.2026;1;café à “x” – € 5 Œuvre\n"
    (line,) = one(tmp_path, SIGNED + 'remittance = "T"\n', content, encoding="cp1252").transactions
    assert line.remittance == "café à “x” – € 5 Œuvre"


def test_a_byte_that_is_nothing_late_in_the_file(tmp_path: Path) -> None:
    body = ("Tag;Betrag\n" + "01.02.2026;1\n" * 6000).encode()
    assert "is neither UTF-8 nor Windows-1252" in refused(tmp_path, SIGNED, body + b"01.02.2026;1\x81\xff\n")


def test_nul_bytes_at_the_end_of_lines_are_padding(tmp_path: Path) -> None:
    statement = one(tmp_path, SIGNED, b"Tag;Betrag\n01.02.2026;1\n02.02.2026;2\0\0\r\n")
    assert [line.amount_minor for line in statement.transactions] == [100, 200]
    assert "NUL bytes at the end of a line were left out" in statement.warnings
    assert "t.csv:3" in refused(tmp_path, SIGNED, b"Tag;Betrag\n01.02.2026;1\n02.02.2026;2\x000\n")


TEXT = SIGNED + 'remittance = "T"\n'


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('"a;b"', "a;b"),
        ('"a\nb"', "a b"),
        ('"""A;B"""', '"A;B"'),
        ('"a ""b"" c"', 'a "b" c'),
        (' "a;b"', "a;b"),
    ],
)
def test_quoted_cells(tmp_path: Path, cell: str, text: str) -> None:
    statement = one(tmp_path, TEXT, f"Tag;Betrag;T\n01.02.2026;1;{cell}\n02.02.2026;2;x\n")
    assert [line.remittance for line in statement.transactions] == [text, "x"]
    assert not [warning for warning in statement.warnings if "quotation" in warning]


@pytest.mark.parametrize("cell", ['"Firma', 'Firma" x"', '"a" b', '"a" "b'])
def test_quotation_marks_that_do_not_pair_up_are_read_line_by_line(tmp_path: Path, cell: str) -> None:
    statement = one(tmp_path, TEXT, f'Tag;Betrag;T\n01.02.2026;1;{cell}\n02.02.2026;2;"x"\n03.02.2026;3;y\n')
    assert [line.amount_minor for line in statement.transactions] == [100, 200, 300]


def test_a_quotation_mark_never_swallows_rows(tmp_path: Path) -> None:
    """Closed two rows below, the file is well-formed, and two bookings would be one."""
    statement = one(tmp_path, TEXT, 'Tag;Betrag;T\n01.02.2026;1;"a\n02.02.2026;2;b\n03.02.2026;3;c"\n04.02.2026;4;d\n')
    assert [line.amount_minor for line in statement.transactions] == [100, 200, 300, 400]
    assert "quotation marks do not pair up (line 2): the file was read line by line" in statement.warnings


def test_line_by_line_every_line_is_a_row_a_continuation_or_a_reason(tmp_path: Path) -> None:
    content = 'Tag;Betrag;T\n01.02.2026;1;"a\n02.02.2026;2;b\nrest of something\n'
    message = refused(tmp_path, TEXT, content)
    assert "t.csv:2: is not a well-formed CSV" in message
    assert 't.csv:4: "rest of something" the row has 1 cells, but there are 3 columns' in message
    assert "01.02.2026" in refused(tmp_path, TEXT, content.replace("rest of something", "01.02.2026;1;x;y"))


# ------------------------------------------------------------------------------------------------- choosing a format

SPARKASSE = (
    "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Beguenstigter/Zahlungspflichtiger;"
    "Kontonummer;BLZ;Betrag;Waehrung;Info\n"
)


def test_the_format_that_names_most_columns_is_taken(tmp_path: Path) -> None:
    (statement,) = packaged(tmp_path, SPARKASSE + ";01.02.26;;;;;;;1,00;EUR;Umsatz gebucht\n")
    assert statement.source.format == "csv:sparkasse_mt940"


def test_two_formats_that_fit_equally_are_refused_and_named(tmp_path: Path) -> None:
    (tmp_path / "formats").mkdir()
    (tmp_path / "formats" / "y.toml").write_text(SIGNED, encoding="utf-8")
    assert "fits more than one CSV format: x and y" in refused(tmp_path, SIGNED, "Tag;Betrag\n01.02.2026;1\n")


def test_a_format_of_ones_own_comes_before_ours(tmp_path: Path) -> None:
    own = 'date = "dd.mm.yy"\nnumber = "1234,56"\n[columns]\nbooking_date = "Buchungstag"\namount = "Betrag"\n'
    assert one(tmp_path, own, SPARKASSE + ";01.02.26;;;;;;;1,00;EUR;?\n").source.format == "csv:x"


def test_an_exact_format_takes_no_other_columns(tmp_path: Path) -> None:
    exact = "exact = true\n" + SIGNED
    assert one(tmp_path, exact, "Tag;Betrag;\n01.02.2026;1;\n").entries == 1
    assert "is a CSV" in refused(tmp_path, exact, "Tag;Betrag;Mehr\n01.02.2026;1;x\n")
    assert one(tmp_path, 'ignored = ["Mehr"]\n' + exact, "Tag;Betrag;Mehr\n01.02.2026;1;x\n").entries == 1


def test_letters_lost_from_a_column_name_are_forgiven_and_told(tmp_path: Path) -> None:
    statement = one(tmp_path, NAMED, "Tag;Betrag;Empf\ufffdnger\n01.02.2026;1;M\ufffdller\n")
    assert statement.transactions[0].counterparty_name == "M\ufffdller"
    assert "some letters were lost before the file reached us (U+FFFD)" in statement.warnings


def test_no_two_packaged_formats_name_the_same_columns() -> None:
    """Two formats with equal names could never be told apart."""
    seen: dict[object, str] = {}
    for one_format in formats():
        names = [(field, name.plain, name.with_currency) for field, name in sorted(one_format.columns.items())]
        key = (tuple(names), one_format.row, one_format.delimiters)
        assert key not in seen, f"{one_format.name} and {seen[key]}"
        seen[key] = one_format.name


def test_labels_are_folded() -> None:
    assert folded("\ufeff  Betrag  (EUR) ") == "betrag (eur)"


def test_an_xml_file_costs_no_csv() -> None:
    import subprocess
    import sys

    code = "import sys, importers; list(importers.read(sys.argv[1])); print('importers.csv_formats' in sys.modules)"
    sample = Path(__file__).resolve().parents[3] / "sample_statements" / "camt053_v08" / "2026-03_giro.xml"
    done = subprocess.run([sys.executable, "-c", code, sample], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
