"""A number that stands on all lines of a payer is its own; one that comes once may be a document's."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line

from reconcile.matching import Rules, propose
from reconcile.records import Verdict

UNKNOWN = "the text holds 513771, which is no document's number"


def verdicts(*texts: str, name: str = "Müller GmbH", iban: str = PAYER) -> list[tuple[Verdict, tuple[str, ...]]]:
    """Of one line a month, each of another amount that just one document has."""
    months = range(1, len(texts) + 1)
    items = [
        make_item(f"RE-2026-0{m}98", 100_000 + 7_777 * m, invoice_date=date(2026, m, 1), due_date=None) for m in months
    ]
    lines = [
        make_line(100_000 + 7_777 * m, text, name, iban, booking_date=date(2026, m, 20), transaction_id=f"KR1-{m}")
        for m, text in zip(months, texts, strict=True)
    ]
    found = propose(lines, make_books(*items, accounts=(known(),)), Rules(), run_id=RUN)
    return [(one.verdict, one.warnings) for one in found]


def test_what_the_payer_writes_always_says_nothing_of_the_document() -> None:
    assert verdicts("513771", "513771 Danke", "Zahlung 513771") == [(Verdict.SURE, ())] * 3


@pytest.mark.parametrize("others", [(), ("513771",), ("513772", "513773"), ("RE-2026-0298", "RE-2026-0398")])
def test_what_comes_once_or_twice_may_be_a_number(others: tuple[str, ...]) -> None:
    assert verdicts("513771", *others)[0] == (Verdict.REVIEW, (UNKNOWN,))


def test_who_it_is_is_known_by_the_account_or_the_name() -> None:
    line = ("513771", "513771", "513771")
    assert verdicts(*line, name="")[0][0] is Verdict.SURE
    assert UNKNOWN not in verdicts(*line, iban="")[0][1]
    assert UNKNOWN in verdicts(*line, name="", iban="")[0][1]


def test_what_is_called_an_invoices_number_is_no_customers() -> None:
    """An invoice we do not know, paid in three parts."""
    assert verdicts(*["Rechnung 513771"] * 3)[2] == (Verdict.REVIEW, (UNKNOWN,))


def test_a_number_in_the_form_of_ours_is_asked_about_however_often_it_comes() -> None:
    found = verdicts(*["RE-2025-0777"] * 3)
    assert all(verdict is Verdict.REVIEW for verdict, _ in found)
