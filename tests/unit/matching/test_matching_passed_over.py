"""Bills that come again and again: a silent line pays no old one blindly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line

from reconcile.matching import Rules, propose
from reconcile.records import OpenItem, Proposal, Side, Verdict

LANDLORD, RENT = "Hansa Immobilien GmbH", 214_200


def rent(month: int, *, open_minor: int = RENT) -> OpenItem:
    first = date(2026, month, 1)
    settled = RENT - open_minor
    return make_bill(
        f"M-{month}", RENT, LANDLORD, invoice_date=first, due_date=first, open_minor=open_minor, settled_minor=settled
    )


def answer(day: date, *paid: int, text: str = "Büromiete") -> Proposal:
    books = make_books(rent(3), accounts=(known(party=LANDLORD, side=Side.INCOMING),))
    books = replace(books, settled=tuple(rent(month, open_minor=0) for month in paid))
    return propose([make_line(-RENT, text, LANDLORD, PAYER, booking_date=day)], books, Rules(), run_id=RUN)[0]


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 5, 4), date(2026, 6, 3)])
def test_a_later_bill_may_be_missing(day: date) -> None:
    assert answer(day, 1, 2).verdict is Verdict.REVIEW
    said = "bills of this amount come again and again, and M-3 is an old one: a later one may be missing"
    assert said in answer(day, 1, 2).warnings


def test_in_its_month_named_or_alone_it_is_sure() -> None:
    assert answer(date(2026, 3, 3), 1, 2).verdict is Verdict.SURE
    assert answer(date(2026, 4, 1), 1, 2).verdict is Verdict.SURE
    assert answer(date(2026, 4, 3), 2).verdict is Verdict.SURE
    assert answer(date(2026, 4, 3), 1, 2, text="Miete März 2026").verdict is Verdict.SURE


def test_one_that_was_passed_over_may_not_be_meant() -> None:
    one = answer(date(2026, 5, 3), 4)
    assert (one.verdict, one.warnings) == (
        Verdict.REVIEW,
        ("M-4, written later, is paid already: M-3 may not be meant",),
    )


def test_a_customers_too() -> None:
    later = make_item("RE-2026-0120", invoice_date=date(2026, 3, 10), open_minor=0, settled_minor=119_000)
    books = replace(make_books(make_item(), accounts=(known(),)), settled=(later,))
    line = make_line(119_000, "", "Müller GmbH", PAYER, booking_date=date(2026, 3, 20))
    assert propose([line], books, Rules(), run_id=RUN)[0].verdict is Verdict.REVIEW
