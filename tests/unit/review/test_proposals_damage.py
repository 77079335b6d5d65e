"""What a spreadsheet does to a cell counts as unchanged; anything else does not (review.md, security.md)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reconcile.review.columns import Form
from reconcile.review.damage import amount_readings, unchanged

TEXT, AMOUNT, DATE, NUMBER = Form.TEXT, Form.AMOUNT, Form.DATE, Form.NUMBER


@pytest.mark.parametrize(
    ("form", "stored", "cell"),
    [
        (TEXT, "000123", "123"),
        (TEXT, "9e12", "9000000000000"),
        (TEXT, "9e12", "9E+12"),
        (TEXT, "2100 0000 0003 1394 7143 0009 017", "2.1E+026"),
        (TEXT, "210000000003139471430009017", "2,1E+26"),
        (TEXT, "210000000003139471430009017", "210000000003139000000000000"),
        (TEXT, "123456789012", "1,23457E+11"),
        (TEXT, "2026030500017", "2.026.030.500.017"),
        (TEXT, "AT48 3200 0000 1234 5864", "AT483200000012345864"),
        (TEXT, 'Fa. "Huber" – Söhne', "fa. “Huber”  - Söhne"),
        (TEXT, "O'Hara", "O’Hara"),
        (TEXT, "und so weiter...", "und so weiter…"),
        (TEXT, "Müller", "MÃ¼ller"),
        (TEXT, "Łódź", "?ód?"),
        (TEXT, "TRUE", "WAHR"),
        (TEXT, "false", "FALSE"),
        (TEXT, "2026-03-01", "01.03.2026"),
        (AMOUNT, "1200,00", "1200"),
        (AMOUNT, "1200,00", "1200.00"),
        (AMOUNT, "1200,00", "1.200,00"),
        (AMOUNT, "1200,00", "1,200.00"),
        (AMOUNT, "1200,00", "1\u202f200,00 €"),
        (AMOUNT, "1200,00", "EUR 1'200"),
        (AMOUNT, "1200,00", "1,2E+03"),
        (AMOUNT, "1200,50", "1200,5"),
        (AMOUNT, "1234567,00", "1.234.567"),
        (DATE, "2026-03-05", "05.03.2026"),
        (DATE, "2026-03-05", "5.3.26"),
        (DATE, "2026-03-05", "3/5/2026"),
        (DATE, "2026-03-05", "05/03/2026"),
        (DATE, "2026-03-05", "2026/03/05"),
        (DATE, "2026-03-05", "05-Mar-26"),
        (DATE, "2026-03-05", "5. März 2026"),
        (DATE, "2026-03-05", "05. Mrz. 26"),
        (DATE, "2026-03-05", "2026-03-05 00:00:00"),
        (DATE, "2026-03-05", "46086"),
        (NUMBER, "0,9800", "0.98"),
        (NUMBER, "1234", "1.234"),
    ],
)
def test_known_damage_is_no_change(form: Form, stored: str, cell: str) -> None:
    assert unchanged(form, stored, cell, 2)


@pytest.mark.parametrize(
    ("form", "stored", "cell"),
    [
        (TEXT, "000123", "124"),
        (TEXT, "000123", ""),
        (TEXT, "", "0"),
        (TEXT, "9e12", "9000000000001"),
        (TEXT, "210000000003139471430009017", "2.2E+026"),
        (TEXT, "210000000003139471430009017", "210000000003139471430009018"),
        (TEXT, "210000000003139471430009017", "210000000003138000000000000"),
        (TEXT, "123", "1230"),
        (TEXT, "Müller", "Möller"),
        (TEXT, "Łódź", "?óda"),
        (TEXT, "RE-2026-0101", "RE-2026-0102"),
        (AMOUNT, "1200,00", "1200,01"),
        (AMOUNT, "1200,00", "12000"),
        (AMOUNT, "1200,00", "1,2"),
        (AMOUNT, "1200,00", "-1200,00"),
        (AMOUNT, "1200,00", "1.20"),
        (AMOUNT, "1200,00", "abc"),
        (DATE, "2026-03-05", "2026-03-06"),
        (DATE, "2026-03-05", "2026-13-05"),
        (DATE, "2026-03-05", "Mar 2026"),
        (DATE, "2026-03-05", "46087"),
        (DATE, "2026-03-05", "99.99.9999"),
        (NUMBER, "0,9800", "0,97"),
    ],
)
def test_anything_else_is_a_change(form: Form, stored: str, cell: str) -> None:
    assert not unchanged(form, stored, cell, 2)


@pytest.mark.parametrize(
    ("cell", "exponent", "amounts"),
    [
        ("1.234", 2, ["1234"]),
        ("1,234", 2, ["1234"]),
        ("1.234", 3, ["1234", "1.234"]),
        ("1.234,5", 2, ["1234.5"]),
        ("1.234.5", 2, []),
        ("12,5", 2, ["12.5"]),
        ("0.500", 2, []),
        ("1.000", 2, ["1000"]),
        ("1.2345", 2, []),
        ("1200,0000", 2, ["1200"]),
        ("1200,00", 0, ["1200"]),
        ("1200,50", 0, []),
        ("0", 2, ["0"]),
        ("€ 5", 2, ["5"]),
        ("5,", 2, []),
        (",5", 2, []),
        ("+5", 2, []),
        ("1 2 3", 2, []),
        ("١٢", 2, []),
        ("", 2, []),
    ],
)
def test_every_meaning_of_an_amount(cell: str, exponent: int, amounts: list[str]) -> None:
    assert amount_readings(cell, exponent) == {Decimal(amount) for amount in amounts}


@pytest.mark.parametrize("char", ["1", ".", "'", " ", "E", "1,"])
def test_no_comparison_hangs_on_a_long_cell(char: str) -> None:
    for form in (TEXT, AMOUNT, NUMBER):
        assert not unchanged(form, "1200,00", char * 5000 + "x", 2)
    assert not unchanged(DATE, "2026-03-05", char * 5000 + "x", 2)


@pytest.mark.parametrize(
    ("stored", "cell"),
    [
        ("1-2", "01.02.2026"),
        ("1-2", "2026-02-01"),
        ("3-2026", "01.03.2026"),
        ("MAR1", "01.03.2026"),
        ("Mai 12", "12.05.26"),
    ],
)
def test_what_became_a_day_is_no_change(stored: str, cell: str) -> None:
    assert unchanged(TEXT, stored, cell, 2)


@pytest.mark.parametrize(
    ("stored", "cell"), [("1-2", "03.04.2026"), ("RE-1", "01.01.2026"), ("13-14", "13.12.2026"), ("MAR1", "02.03.2026")]
)
def test_another_day_is_a_change(stored: str, cell: str) -> None:
    assert not unchanged(TEXT, stored, cell, 2)
