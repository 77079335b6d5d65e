"""Dates in texts: the document of that date is meant, and no other of the same payer."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.records import Verdict

FEBRUARY = make_item("RE-2026-0011", 100_00, invoice_date=date(2026, 2, 5), due_date=date(2026, 2, 19))
MARCH = make_item("RE-2026-0098", 100_00, invoice_date=date(2026, 3, 5), due_date=date(2026, 3, 19))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Danke v. 05.03.2026", "RE-2026-0098"),
        ("Rechnung vom 5.3.26", "RE-2026-0098"),
        ("2026-03-05", "RE-2026-0098"),
        ("Danke (5.2.2026)", "RE-2026-0011"),
    ],
)
def test_of_equal_documents_the_one_of_the_stated_date_is_meant(text: str, number: str) -> None:
    one = proposal(make_line(100_00, text, "Müller GmbH", PAYER), FEBRUARY, MARCH, accounts=(known(),))
    assert paid(one) == {number: 100_00}
    assert one.verdict is not Verdict.SURE, "a date alone makes nothing sure"


@pytest.mark.parametrize("text", ["45.03.2026", "05.13.26", "105.03.2026", "05.03.20261", "2026-03-051", "5.3.", ""])
def test_what_is_no_date_says_nothing(text: str) -> None:
    one = proposal(make_line(100_00, text, "Müller GmbH", PAYER), FEBRUARY, MARCH, accounts=(known(),))
    assert "the text states the date of RE-2026-0098" not in one.reasons


def test_the_date_of_another_document_of_the_payer_is_a_doubt() -> None:
    other = make_item("RE-2026-0011", 432_00, invoice_date=date(2026, 1, 5), due_date=date(2026, 1, 19))
    plain = proposal(make_line(100_00, "Ihre Rg", "Müller GmbH", PAYER), other, MARCH, accounts=(known(),))
    dated = proposal(make_line(100_00, "Ihre Rg (5.1.26)", "Müller GmbH", PAYER), other, MARCH, accounts=(known(),))
    own = proposal(make_line(100_00, "Ihre Rg (5.3.26)", "Müller GmbH", PAYER), other, MARCH, accounts=(known(),))
    assert (plain.verdict, dated.verdict, own.verdict) == (Verdict.SURE, Verdict.REVIEW, Verdict.SURE)
    assert paid(dated) == {"RE-2026-0098": 100_00}
    assert "the text states the date of RE-2026-0011" in dated.warnings


@pytest.mark.parametrize(
    ("stated", "twin", "amount", "day", "verdict"),
    [
        ("vom 5.1.26", "RE-2026-0093", 100_00, date(2026, 1, 5), Verdict.REVIEW),
        ("vom 5.1.26", "RE-2026-0093", 99_00, date(2026, 1, 5), Verdict.SURE),  # the amount tells which
        ("vom 5.1.26", "RE-2026-0011", 100_00, date(2026, 1, 5), Verdict.SURE),  # the number tells: no slip makes it
        ("vom 5.3.26", "RE-2026-0093", 100_00, date(2026, 1, 5), Verdict.SURE),
        ("vom 5.1.26 und 5.3.26", "RE-2026-0093", 100_00, date(2026, 1, 5), Verdict.SURE),
        ("vom 6.1.26", "RE-2026-0093", 100_00, date(2026, 1, 5), Verdict.SURE),  # of no document
        ("DATUM 09.03.2026, 10.22 UHR", "RE-2026-0093", 100_00, date(2026, 3, 9), Verdict.SURE),  # of the order
        ("vom 6.3.26", "RE-2026-0093", 100_00, date(2026, 3, 6), Verdict.REVIEW),
        ("faellig 4.3.26", "RE-2026-0093", 100_00, date(2026, 3, 4), Verdict.SURE),
        ("", "RE-2026-0093", 100_00, date(2026, 1, 5), Verdict.SURE),
    ],
)
def test_a_number_and_the_date_of_its_near_twin_contradict_each_other(
    stated: str, twin: str, amount: int, day: date, verdict: Verdict
) -> None:
    february = make_item(amount=100_00, invoice_date=date(2026, 2, 4), due_date=date(2026, 3, 4))
    mine = february if "faellig" in stated else MARCH
    other = make_item(twin, amount, invoice_date=day, due_date=date(2026, 3, 30))
    line = make_line(100_00, f"RE-2026-0098 {stated}", "Müller GmbH", PAYER)
    one = proposal(line, other, mine, accounts=(known(),))
    assert (one.verdict, paid(one)) == (verdict, {"RE-2026-0098": 100_00})
    assert (f"the text states the date of {twin}" in one.warnings) == (verdict is Verdict.REVIEW)


def test_of_a_list_each_number_is_held_against_the_dates() -> None:
    items = (MARCH, make_item("RE-2026-0051", 80_00), make_item("RE-2026-0093", 100_00, invoice_date=date(2026, 1, 5)))
    for text in ("", " vom 05.01.2026"):
        line = make_line(180_00, f"RE-2026-0051, RE-2026-0098{text}", "Müller GmbH", PAYER)
        one = proposal(line, *items, accounts=(known(),))
        assert (one.verdict, len(paid(one))) == (Verdict.REVIEW, 2)  # "with one digit wrong it would be RE-2026-0093"
        assert ("the text states the date of RE-2026-0093" in one.warnings) == bool(text)
