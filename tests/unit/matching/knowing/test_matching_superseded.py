"""Documents that another one of their party takes back: recorded twice and paid once, corrected, cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid

from reconcile.matching import Rules, propose
from reconcile.records import Document, OpenItem, Proposal, Side, Verdict

TWICE = "4711-88 stands in Kanbert twice with this amount, and one of the two is paid"


def answer(line: Any, *items: OpenItem, settled: tuple[OpenItem, ...] = ()) -> Proposal:
    accounts = (known(), known("DE1", "Papier AG", Side.INCOMING))
    return propose([line], replace(make_books(*items, accounts=accounts), settled=settled), Rules(), run_id=RUN)[0]


def paid_bill(number: str = "4711-88", amount: int = 50_000, **facts: Any) -> OpenItem:
    return make_bill(number, amount, **{"item_id": "paid", "open_minor": 0, "settled_minor": amount, **facts})


def paying_bill(text: str = "4711-88") -> Any:
    return make_line(-50_000, text, "Papier AG", "DE1")


@pytest.mark.parametrize("text", ["4711-88", "Rechnung"])
@pytest.mark.parametrize("other", [{}, {"invoice_date": date(2026, 2, 1)}, {"number": "4711 88"}, {"number": "471188"}])
def test_a_bill_recorded_twice_and_paid_once_is_asked_about(text: str, other: dict[str, Any]) -> None:
    one = answer(paying_bill(text), make_bill(), settled=(paid_bill(**other),))
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, (TWICE,))


@pytest.mark.parametrize("other", [{"party": "Druck GmbH"}, {"amount": 50_001}, {"number": "4711-87"}])
def test_another_partys_number_or_another_amount_says_nothing(other: dict[str, Any]) -> None:
    """Suppliers number as they like; a bill in two parts has its number twice."""
    one = answer(paying_bill(), make_bill(), settled=(paid_bill(**other),))
    assert (one.verdict, one.warnings) == (Verdict.SURE, ())


def test_a_number_under_which_each_month_is_recorded_is_no_documents() -> None:
    january, february = (paid_bill(item_id=f"paid-{month}", invoice_date=date(2026, month, 1)) for month in (1, 2))
    assert answer(paying_bill(), make_bill(), settled=(january, february)).verdict is Verdict.SURE
    again = paid_bill(item_id="paid-3")
    assert answer(paying_bill(), make_bill(), settled=(january, february, again)).verdict is Verdict.REVIEW


OLD = "RE-2026-0098"


def paying(text: str = OLD, amount: int = 119_000) -> Any:
    return make_line(amount, text, "Müller GmbH", PAYER)


@pytest.mark.parametrize(
    "title",
    [
        f"Korrektur zu {OLD}", "Korrekturrechnung zur Rechnung 2026-0098", f"Storno {OLD}", f"Ersatz für {OLD}",
        "Rechnungskorrektur RE 2026/0098", f"Stornorechnung zu Rechnung Nr. {OLD} vom 01.03.2026", f"ersetzt {OLD}",
        f"Avoir facture {OLD}", f"Annule et remplace {OLD}", f"Replaces invoice {OLD}", f"Nota di credito {OLD}",
    ],
)  # fmt: skip
@pytest.mark.parametrize(("amount", "text"), [(119_000, OLD), (50_000, OLD)])
def test_a_document_another_corrects_is_a_question(title: str, amount: int, text: str) -> None:
    line = paying(text, amount)
    other = make_item("RE-2026-0105", 77_700, title=title)
    one = answer(line, make_item(), other)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {OLD: amount})
    assert "by its title RE-2026-0105 corrects RE-2026-0098" in one.warnings
    assert answer(line, make_item(), replace(other, party_id="another")).verdict is Verdict.SURE
    assert answer(paying("RE-2026-0105", 77_700), make_item(), other).verdict is Verdict.SURE


@pytest.mark.parametrize("title", [f"Storno {OLD}", f"Gutschrift zu {OLD}"])
def test_a_settled_credit_note_that_was_not_set_off_takes_it_back(title: str) -> None:
    credit = make_item("GS-1", 20_000, title=title, document=Document.CREDIT, open_minor=0, settled_minor=20_000)
    whole = answer(paying(), make_item(), settled=(credit,))
    assert (whole.verdict, whole.warnings) == (Verdict.REVIEW, (f"by its title GS-1 corrects {OLD}",))
    left = make_item(settled_minor=20_000, open_minor=99_000)
    assert answer(paying(amount=99_000), left, settled=(credit,)).verdict is Verdict.SURE
    still_open = replace(credit, open_minor=20_000, settled_minor=0)
    assert answer(paying(), make_item(), still_open).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "title",
    [
        "Imagefilm Korrekturlauf", "Korrektur Flyer", "Korrektur zu RE-2026-0097", "Gutschriften 2026",
        "Ersatzteile RE-2026-0098-X", f"Teil 2 zu {OLD}", "Storno Messe 2026", f"{OLD} ohne Korrektur",
    ],
)  # fmt: skip
def test_other_titles_correct_nothing(title: str) -> None:
    one = answer(paying(), make_item(title="Website"), make_item("RE-2026-0105", 77_700, title=title))
    assert (one.verdict, one.warnings) == (Verdict.SURE, ())


def test_a_title_that_says_its_own_number_corrects_nothing() -> None:
    assert answer(paying(), make_item(title=f"Korrektur {OLD}")).verdict is Verdict.SURE
