"""Months in digits that may be something else: they choose, they ask, they make nothing sure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line, paid

from reconcile.matching import Rules, propose
from reconcile.matching.reading.months import month_called
from reconcile.matching.reading.numbered import numbered_in
from reconcile.matching.reading.short_months import short_months
from reconcile.records import OpenItem, Proposal, Verdict


@pytest.mark.parametrize(
    "text",
    ["Pflege 3/26", "Pflege 03-26", "Pflege 3.26", "Pflege 2026/03", "Pflege 2026.03", "Pflege 202603", "032026"],
)
def test_a_month_and_its_year(text: str) -> None:
    assert short_months(text) == {("marz", "2026")}


@pytest.mark.parametrize(
    "text",
    ["13/26", "3/6", "03/03/26", "3.26 EUR", "3,26", "1.3.26", "RE-3/26", "B3/26", "103/26", "3/26-4", "20260",
     "202613", "2026031", "3-26 Std", "3.26%", "Zahllauf 3/26", "ab 3/26", "Zahlung 03-26"],
)  # fmt: skip
def test_counts_dates_numbers_and_payments_are_none(text: str) -> None:
    assert not short_months(text)


@given(st.text(alphabet="0126/.- aR", max_size=40))
def test_any_text_is_read(text: str) -> None:
    months = {month_called(number) for number in range(1, 13)}
    assert all(month in months and len(year) == len("2026") for month, year in short_months(text))


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Pflege I/2026", ("quartal", "1")), ("Pflege IV/26", ("quartal", "4")), ("Pflege QII", ("quartal", "2")),
        ("Pflege Jan-Mrz", ("quartal", "1")), ("April, Mai und Juni", ("quartal", "2")),
        ("Pflege 3. Qu.", ("quartal", "3")), ("Juli bis Dezember", ("halbjahr", "2")),
    ],
)  # fmt: skip
def test_quarters_and_halves_of_a_year(text: str, counted: tuple[str, str]) -> None:
    assert counted in numbered_in(text)


@pytest.mark.parametrize(
    "text", ["Pflege V/2026", "Pflege I/2", "RE-I/2026", "Wartung i/o", "Februar bis April", "Jan und Mrz"]
)
def test_what_is_no_quarter(text: str) -> None:
    assert not {"quartal", "halbjahr"} & {word for word, _ in numbered_in(text)}


def fee(title: str, number: int, month: int) -> OpenItem:
    return make_item(f"RE-2026-{number:04}", 90_00, title=title, invoice_date=date(2026, month, 5))


def answer(text: str, *items: OpenItem, settled: tuple[OpenItem, ...] = ()) -> Proposal:
    books = replace(make_books(*items, accounts=(known(),)), settled=settled)
    (one,) = propose([make_line(90_00, text, "Müller GmbH", PAYER)], books, Rules(), run_id=RUN)
    return one


MONTHS_OF_FEES = ("Pflege Januar 2026", "Pflege Februar 2026")
QUARTERS = ("Pflege 1. Quartal 2026", "Pflege 2. Quartal 2026")


@pytest.mark.parametrize(
    ("titles", "texts"),
    [
        (MONTHS_OF_FEES, ("Pflege 1/26", "Pflege 2/26")), (MONTHS_OF_FEES, ("Pflege 01-26", "Pflege 02-26")),
        (MONTHS_OF_FEES, ("Pflege 2026/01", "Pflege 2026/02")), (QUARTERS, ("Pflege I/2026", "Pflege II/2026")),
        (QUARTERS, ("Pflege QI", "Pflege QII")),
    ],
)  # fmt: skip
def test_it_chooses_among_equal_ones_and_makes_none_sure(titles: tuple[str, str], texts: tuple[str, str]) -> None:
    items = [fee(title, 98 + place, 1 + place) for place, title in enumerate(titles)]
    for item, text in zip(items, texts, strict=True):
        one = answer(text, *items)
        assert (list(paid(one)), one.verdict) == ([item.number], Verdict.REVIEW)


@pytest.mark.parametrize(
    ("paid_title", "title", "text"),
    [
        (*MONTHS_OF_FEES, "Pflege 1/26"), (*MONTHS_OF_FEES, "Pflege 01.26"), (*MONTHS_OF_FEES, "Pflege 202601"),
        (*QUARTERS, "Pflege I/2026"), (*QUARTERS, "Pflege Jan-Mrz"), (*QUARTERS, "Pflege QI"),
    ],
)  # fmt: skip
def test_another_month_or_quarter_than_the_open_one_is_asked(paid_title: str, title: str, text: str) -> None:
    settled = (replace(fee(paid_title, 98, 1), open_minor=0, settled_minor=90_00),)
    assert answer(text, fee(title, 99, 2), settled=settled).verdict is Verdict.REVIEW
    assert answer("Pflege", fee(title, 99, 2), settled=settled).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Pflege 2/26", "Pflege 3/26", "Pflege 1/20", "Pflege Februar 1/26", "Pflege 2/3"])
def test_its_own_month_that_of_its_date_and_other_years_leave_it_sure(text: str) -> None:
    assert answer(text, fee("Pflege Februar 2026", 99, 3)).verdict is Verdict.SURE


def test_a_title_of_another_year_is_not_meant() -> None:
    one = answer("Pflege 2/26", fee("Pflege Februar 2025", 99, 1))
    assert "the text counts otherwise than the title of RE-2026-0099" in one.warnings
