"""Months, however they are written, and what they say of documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid, proposal, proposals

from reconcile.matching import Rules, propose
from reconcile.matching.reading.months import MONTHS, months_said, number_of_month, spelled
from reconcile.matching.reading.text import fold
from reconcile.records import OpenItem, Side, Verdict


@pytest.mark.parametrize(
    "said",
    [
        "Februar 2026", "Feb. 2026", "feb 2026", "Feber 2026", "02/2026", "2/2026", "2026-02", "02.2026", "02/26",
        "02/ 2026", "01.02.-28.02.2026", "1.2. bis 28.2.26", "01.02.2026 - 28.02.2026", "Feb2026",
    ],
)  # fmt: skip
def test_a_month_is_spelled_one_way(said: str) -> None:
    assert fold(spelled(fold(f"Honorar {said}"))).replace(".", "") == "honorar februar 2026"


@pytest.mark.parametrize("said", ["März 2026", "Maerz 2026", "MÄRZ 2026", "march 2026", "Mrz. 2026", "03/2026"])
def test_march_has_an_umlaut(said: str) -> None:
    assert spelled(fold(said)).replace(".", "") == "marz 2026"


@pytest.mark.parametrize(
    "said",
    [
        "07.02.2026", "2026-02-07", "re-2026-02", "k-02/2026", "12.50", "jan muller", "13/2026", "01/02/2026",
        "01.02.-31.03.2026", "01.02.-15.02.2026", "11.02.-28.02.2026", "02/ 20267", "01.02.-30.02.2026",
        "01.02.2025-28.02.2026",
    ],
)  # fmt: skip
def test_dates_numbers_and_names_are_no_months(said: str) -> None:
    assert spelled(said) == said


@given(st.text(alphabet="abfejnmr 0126./-\n", max_size=60))
def test_what_is_spelled_stays(text: str) -> None:
    once = spelled(text)
    assert spelled(once) == once
    assert once.count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("Wartung 03/ 2026", {"marz"}),
        ("Wartung 01.03.-31.03.2026", {"marz"}),
        ("Zahllauf 03/ 2026", set()),
        ("ab 03/ 2026", set()),
        ("Miete Jan-Mrz 2026", {"januar", "februar", "marz"}),
        ("Miete 01/2026 bis 03/2026", {"januar", "februar", "marz"}),
        ("Miete Dezember - Februar", {"dezember", "januar", "februar"}),
        ("Miete Jan 26 - Mrz 26", {"januar", "februar", "marz"}),
        ("Miete Januar und März", {"januar", "marz"}),
        ("Miete Jan-Mrz Müller GmbH", {"januar", "februar", "marz"}),
        ("Jan/Feb/Mrz Miete", {"januar", "februar", "marz"}),
        ("Jan/Febr. Miete", {"januar", "februar"}),
        ("Miete Jan-Mrz26", {"januar", "februar", "marz"}),
        ("Miete Jan-Marek", set()),
        ("2026-03-11T08:50 Debitk.1 2029-12", set()),
        ("Miete Jan + Mrz", {"januar", "marz"}),
        ("Miete 01/26, 03/26", {"januar", "marz"}),
        ("Jan Bismark Mai", {"mai"}),
    ],
)
def test_a_month_with_a_blank_says_what_it_says_without(said: str, months: set[str]) -> None:
    assert months_said(fold(said)) == months
    assert months_said(fold(said.replace("/ ", "/"))) == months


def test_the_year_of_a_span_may_stand_at_its_beginning() -> None:
    assert spelled("01.03.2025-31.03.") == "marz 2025"


def test_every_month_has_a_number() -> None:
    assert sorted(map(number_of_month, MONTHS)) == list(range(1, 13))
    assert number_of_month("Rechnung") == 0


def fees() -> list[OpenItem]:
    names = ("Januar", "Februar", "März")
    return [
        make_item(
            f"RE-2026-{41 + 13 * month:04}",
            50_000,
            title=f"Honorar {name} 2026",
            invoice_date=date(2026, month, 1),
            due_date=date(2026, month, 15),
        )
        for month, name in enumerate(names, 1)
    ]


@pytest.mark.parametrize(
    "text",
    ["Honorar 02/2026", "Honorar Feb. 2026", "Honorar 2026-02", "Rg v. 01.02.", "vom 1.2.", "Rechnung vom 1. Feb. 2026",
     "Rechnung 01/02/2026"],
)  # fmt: skip
def test_of_equal_documents_the_one_of_the_month_or_day_is_taken(text: str) -> None:
    assert list(paid(proposal(make_line(50_000, text, "Müller GmbH"), *fees()))) == ["RE-2026-0067"]


@pytest.mark.parametrize(
    "text", ["Miete April 2026", "Miete 04/2026", "Miete Apr.", "April 2026", "Monat 04/2026", "loyer avril", "Aprile"]
)
def test_the_only_document_is_not_sure_where_the_text_is_of_another_month(text: str) -> None:
    bill = make_bill("M-17", 150_000, "Vermietung GbR", title="Miete März 2026")
    accounts = (known(PAYER, "Vermietung GbR", Side.INCOMING),)
    one = proposal(make_line(-150_000, text, "Vermietung GbR", PAYER), bill, accounts=accounts)
    assert one.verdict is Verdict.REVIEW
    assert "the text speaks of another month than M-17 is for" in one.warnings
    same = proposal(make_line(-150_000, "Miete 03/2026", "Vermietung GbR", PAYER), bill, accounts=accounts)
    assert same.verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text",
    ["Miete Praxis Dr. Mai", "Miete Top 5/21", "Miete Straße des 17. Juni 135", "Miete August-Bebel-Str. 12",
     "Fam. April", "Dauerauftrag Miete ab 01/2025", "Rechnung vom 01. Februar 2026 Miete"],
)  # fmt: skip
def test_names_streets_and_days_are_of_no_month(text: str) -> None:
    item = make_item(title="Miete März 2026", invoice_date=date(2026, 2, 1), due_date=date(2026, 3, 3))
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    assert "the text speaks of another month than RE-2026-0098 is for" not in proposal(line, item).warnings


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("Miete", True),
        ("Miete März", True),
        ("Miete Februar", True),
        ("Miete April", False),
        ("Miete Jan.", False),
        ("Miete März 2026", True),
        ("Miete 03/2025", False),
        ("Miete März 2025 und März 2026", True),
    ],
)
def test_a_document_whose_title_is_of_no_month_is_for_that_of_its_date_or_the_one_before(
    text: str, is_sure: bool
) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    one = proposal(line, make_item(title="Büro"), accounts=(known(),))
    assert (one.verdict is Verdict.SURE) == is_sure


@pytest.mark.parametrize(
    ("texts", "verdict"),
    [
        (("Wartung März 2026", "Wartung April 2026"), Verdict.SURE),
        (("Maerz 26", "Betreuung Apr."), Verdict.REVIEW),  # the date speaks against it: said, and left to a person
    ],
)
def test_each_of_two_equal_months_is_paid_by_the_line_that_says_it(texts: tuple[str, str], verdict: Verdict) -> None:
    items = [
        make_item(f"RE-2026-0{n}", 71_400, title=f"Wartung {name} 2026", invoice_date=day, due_date=None)
        for n, name, day in ((391, "März", date(2026, 3, 31)), (438, "April", date(2026, 4, 30)))
    ]
    lines = [
        make_line(71_400, text, "Müller GmbH", PAYER, booking_date=day, transaction_id=f"KR1-{day}")
        for text, day in zip(texts, (date(2026, 5, 6), date(2026, 5, 22)), strict=True)
    ]
    for order in (lines, lines[::-1]):
        found = propose(order, make_books(*items, accounts=(known(),)), Rules(), run_id=RUN)
        said = {one.line.transaction.remittance: (list(paid(one)), one.verdict) for one in found}
        assert said == {
            texts[0]: (["RE-2026-0391"], verdict),
            texts[1]: (["RE-2026-0438"], verdict),
        }


def test_the_month_of_equal_documents_goes_before_their_dates() -> None:
    """By its date the one of May was taken, and the text doubted."""
    items = [
        make_item(
            f"4330{n}",
            54_000,
            title="Betreuung",
            invoice_date=date(2026, month, 28),
            due_date=date(2026, month + 1, 12),
        )
        for n, month in ((4, 4), (5, 5))
    ]
    line = make_line(54_000, "Betreuung April", "Müller GmbH", PAYER, booking_date=date(2026, 6, 10))
    assert list(paid(proposal(line, *items, accounts=(known(),)))) == ["43304"]


@pytest.mark.parametrize(
    "text", ["Zahllauf 03/2026", "Zahlung März", "Dauerauftrag März 2026", "payment March", "Projet Mars"]
)
def test_the_month_in_which_somebody_pays_chooses_no_document(text: str) -> None:
    """February is overdue: the month of the payment made March's sure."""
    items = [
        make_item("RE-2026-0050", title="Honorar Februar", invoice_date=date(2026, 2, 28), due_date=date(2026, 2, 28)),
        make_item("RE-2026-0098", title="Honorar März", invoice_date=date(2026, 3, 5), due_date=date(2026, 3, 5)),
    ]
    said, paying = (
        proposal(
            make_line(119_000, one, "Müller GmbH", PAYER, booking_date=date(2026, 3, 11)), *items, accounts=(known(),)
        )
        for one in ("Honorar März", text)
    )
    assert (said.verdict, list(paid(said))) == (Verdict.SURE, ["RE-2026-0098"])
    assert paying.verdict is Verdict.AMBIGUOUS


@pytest.mark.parametrize(
    ("text", "booked", "written", "title"),
    [
        ("Miete April 2026", date(2026, 4, 2), date(2026, 3, 28), ""),
        ("Zahlung März 2026", date(2026, 3, 11), date(2026, 2, 5), ""),
        ("Wartung Februar", date(2026, 2, 11), date(2026, 1, 5), "Wartung Januar bis März 2026"),
        ("Viale XXV Aprile", date(2026, 3, 11), date(2026, 1, 25), ""),
        ("rue du 8 mai", date(2026, 3, 11), date(2026, 1, 25), ""),
        ("RE 98 Honorar Jan", date(2026, 3, 11), date(2026, 3, 1), ""),
    ],
)
def test_months_in_advance_of_payments_of_ranges_and_of_streets_are_no_other_months(
    text: str, booked: date, written: date, title: str
) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER, booking_date=booked)
    item = make_item(title=title, invoice_date=written, due_date=written)
    assert proposal(line, item, accounts=(known(),)).verdict is Verdict.SURE


def test_a_month_that_is_the_payers_name_is_none() -> None:
    line = make_line(119_000, "August Huber", "August Huber", PAYER)
    item = make_item(party="August Huber", invoice_date=date(2026, 1, 25))
    assert proposal(line, item, accounts=(known(PAYER, "August Huber"),)).verdict is Verdict.SURE


@pytest.mark.parametrize("title", ["Retainer Social Media {} 2026", "Retainer {}", "Monatlicher Retainer {} 2026"])
def test_three_months_of_a_retainer_paid_in_their_month_are_sure(title: str) -> None:
    """What else the title says need not stand in the text word by word."""
    months = ("Januar", "Februar", "März")
    items = [
        make_item(f"RE-2026-00{n}0", title=title.format(one), invoice_date=date(2026, n, 1), due_date=date(2026, n, 15))
        for n, one in enumerate(months, 1)
    ]
    lines = [
        make_line(119_000, f"Retainer {one}", "Müller GmbH", PAYER, booking_date=date(2026, n, 11))
        for n, one in enumerate(months, 1)
    ]
    found = proposals(lines, *items, accounts=(known(),))
    assert [(one.verdict, *paid(one)) for one in found] == [(Verdict.SURE, f"RE-2026-00{n}0") for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "text", ["Leasingrate 04/2026 Vertrag 047-5521", "LEASINGRATE APRIL VERTRAG 5521", "01.04.26-30.04.26 047-5521"]
)
def test_a_contracts_number_does_not_silence_another_month(text: str) -> None:
    bill = make_bill("LR-0326-5521", 18_921, "Grenke AG", title="Leasingrate 03/2026")
    line = make_line(-18_921, text, "Grenke AG", PAYER, booking_date=date(2026, 4, 1))
    one = proposal(line, bill, accounts=(known(party="Grenke AG", side=Side.INCOMING),))
    assert one.verdict is Verdict.REVIEW
    assert "the text speaks of another month than LR-0326-5521 is for" in one.warnings
