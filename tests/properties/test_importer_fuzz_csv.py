"""CSV under fire: whatever stands in a file, it is read or refused in words, at once; what is read is what stood there.

300 inputs each in CI; 20 000 with RECONCILE_LONG=1.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from time import process_time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importers import amounts, read
from importers.csv_formats import CsvFormat, packaged
from importers.errors import StatementRefused
from importers.statement import Statement

LONG = os.environ.get("RECONCILE_LONG") == "1"
RUNS = settings(
    max_examples=20_000 if LONG else 300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
MAX_SECONDS = 1.0

CELLS = st.one_of(
    st.sampled_from(
        (
            "",
            "01.02.2026",
            "2026-02-01",
            "31.02.2026",
            "1/2/26",
            "1.234",
            "-1.234,56",
            "1'234.50",
            "EUR",
            "12,5-",
            "S",
            "H",
        )
    ),
    st.sampled_from(
        ('"', '""', '"a', 'a"b', "a\nb", '="1"', "\ufeff", "\ufffd", "\0", "6,17E+25", "Total", "offen", "NaN")
    ),
    st.text(max_size=12),
)
DELIMITERS = st.sampled_from((";", ",", "\t", "|"))
ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac-roman"))
FORMATS = st.sampled_from([one for one in packaged() if not one.row])


def fed(content: bytes) -> list[Statement] | StatementRefused:
    """Read or refused, in time; any other exception is the failure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content or b" ")
        began = process_time()
        try:
            result: list[Statement] | StatementRefused = list(read(path))
        except StatementRefused as refusal:
            result = refusal
        assert process_time() - began < MAX_SECONDS
    if isinstance(result, StatementRefused):
        assert all(problem.place and problem.sentence and problem.remedy for problem in result.problems)
    return result


def names(one: CsvFormat) -> list[str]:
    """The column names of a format, in the order of its fields."""
    listed = [next(iter(sorted(name.plain)), *name.with_currency[:1]) for name in one.columns.values()]
    return [name.replace("{currency}", "EUR") for name in listed]


@RUNS
@given(FORMATS, st.data(), DELIMITERS, ENCODINGS)
def test_rows_below_the_names_of_a_bank(one: CsvFormat, data: st.DataObject, delimiter: str, encoding: str) -> None:
    header = data.draw(st.permutations(names(one)))
    width = len(header)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=max(1, width - 1), max_size=width + 1), max_size=4))
    above = data.draw(st.lists(st.lists(CELLS, max_size=3), max_size=2))
    lines = [*(delimiter.join(row) for row in above), delimiter.join(header), *(delimiter.join(row) for row in rows)]
    fed("\n".join(lines).encode(encoding, "replace"))


@RUNS
@given(st.binary(max_size=400))
def test_any_bytes(content: bytes) -> None:
    fed(content)


@RUNS
@given(st.text(";,\t\"\n\r 0123456789.-'abcDATUMBetrag€äöß\0\ufeff", max_size=300))
def test_any_table(content: str) -> None:
    fed(content.encode())


WHOLE = (
    '"Girokonto";"DE02120300000000202051"\n\n"Buchungsdatum";"Wertstellung";"Status";"Zahlungspflichtige*r";'
    '"Zahlungsempfänger*in";"Verwendungszweck";"Umsatztyp";"IBAN";"Betrag (€)";"Mandatsreferenz";"Kundenreferenz"\n'
    '"31.03.26";"31.03.26";"Gebucht";"Wir";"Sie";"RE ""1""; 2\nx";"Ausgang";"DE1";"-1.015,18";"";""\n'
    '"30.03.26";"31.03.26";"Vorgemerkt";"Sie";"Wir";"RE 3";"Eingang";"DE1";"7";"";""\n'
).encode()


@RUNS
@given(st.data())
def test_a_damaged_export(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    fed(WHOLE[:start] + data.draw(st.binary(max_size=4)) + WHOLE[start + data.draw(st.integers(0, 20)) :])


@RUNS
@given(
    st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=6),
    st.sampled_from((";", ",")),
    st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12), max_size=6),
)
def test_what_is_written_is_what_is_read(moneys: list[int], delimiter: str, texts: list[str]) -> None:
    """Any amounts and texts, quoted as RFC 4180 says, come back whole and in order."""
    head = (
        "Buchungsdatum;Wertstellung;Status;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Umsatztyp;IBAN;"
    )
    head += "Betrag (€);Mandatsreferenz;Kundenreferenz"
    padded = [*texts, *[""] * len(moneys)]
    rows = [
        ("31.03.26", "", "Gebucht", "", "", text, "", "", amounts.exact_text(minor, "EUR", mark=","), "", "")
        for minor, text in zip(moneys, padded, strict=False)
    ]
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (head.split(";"), *rows))
    result = fed("\n".join(quoted).encode())
    assert isinstance(result, list)
    assert [line.amount_minor for one in result for line in one.transactions] == moneys
    read_texts = [line.remittance for one in result for line in one.transactions]
    assert read_texts == [" ".join(text.split()) for text in padded[: len(moneys)]]
