"""Numbers in texts that are no document's: what counts as known beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid, proposal

from reconcile.matching import Rules, propose
from reconcile.records import BankLine, Document, OpenItem, Proposal, Verdict


def of_two(text: str, amount: int, *items: OpenItem) -> Proposal:
    return proposal(make_line(amount, text, "Müller GmbH", PAYER), *items, accounts=(known(),))


@pytest.mark.parametrize("order", ["PO-77123", "4600219987"])
def test_an_order_that_both_documents_carry_is_known(order: str) -> None:
    items = (make_item(references=(order,)), make_item("RE-2026-0099", 50_000, references=(order,)))
    one = of_two(order, 119_000, *items)
    assert (one.verdict, paid(one), one.warnings) == (Verdict.SURE, {"RE-2026-0098": 119_000}, ())
    both = of_two(order, 169_000, *items)
    assert paid(both) == {"RE-2026-0098": 119_000, "RE-2026-0099": 50_000}
    assert both.warnings == ("the text names none of these documents",)


def test_an_order_of_other_documents_than_the_one_paid_is_a_doubt_of_its_own() -> None:
    others = [make_item(f"RE-2026-01{n}", 50_000 + n, references=("PO-77123",)) for n in (10, 20)]
    one = of_two("PO-77123", 119_000, make_item(), *others)
    assert one.verdict is Verdict.REVIEW
    assert "the text holds 77123, which is a reference of RE-2026-0110" in one.warnings


def test_a_part_of_an_order_number_is_not_known() -> None:
    items = (make_item(references=("4600219987",)), make_item("RE-2026-0099", 50_000, references=("4600219987",)))
    one = of_two("219987", 119_000, *items)
    assert one.warnings == ("the text holds 219987, which is no document's number",)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("RE-2026-0098 davon 1.040,00", 104_000),
        ("RE-2026-0098 Zahlung 1040.00", 104_000),
        ("RE-2026-0098 Akonto 1000", 100_000),
        ("RE-2026-0098 Teilzahlung 1000.--", 100_000),
        ("RE-2026-0098 Rate 3/10", 11_900),
        ("RE-2026-0098, TZ Nr. 3/10", 11_900),
    ],
)
def test_amounts_and_counts_of_parts_are_no_unknown_numbers(text: str, amount: int) -> None:
    one = of_two(text, amount, make_item())
    assert (paid(one), one.verdict, one.warnings) == ({"RE-2026-0098": amount}, Verdict.SURE, ())


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("RE-2026-0098 Rechnung 150.00", "150.00"),
        ("RE-2026-0098 1012,13", "1012"),
        ("RE-2026-0098 101.50", "101.50"),
        ("RE-2026-0098 26.0717", "26.0717"),
        ("RE-2026-0098 Akonto 4711", "4711"),
        ("RE-2026-0098 1000", "1000"),
        ("RE-2026-0098 3/10", "3/10"),
        ("RE-2026-0098 Rate 30/10", "30/10"),
        ("RE-2026-0098, 099,12", "099"),
    ],
)
def test_what_may_be_a_number_stays_one(text: str, unknown: str) -> None:
    one = of_two(text, 100_000, make_item())
    assert f"the text holds {unknown}, which is no document's number" in one.warnings


def test_what_is_written_like_the_documents_own_number_is_no_amount() -> None:
    one = of_two("Altforderung 84327.21", 119_000, make_item("1455.23"))
    assert one.verdict is Verdict.REVIEW
    assert one.warnings == ("the text holds 84327.21, a number like 1455.23, but no document's",)


@pytest.mark.parametrize("said", ["Avis 44488", "Avis-Nr. 44488 vom 29.01.", "Zahllauf 44488"])
def test_the_number_of_the_payers_own_advice_is_nobodys_document(said: str) -> None:
    line = make_line(text=said, name="Müller", iban=PAYER)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is Verdict.SURE
    assert proposal(line, make_item("44502"), accounts=(known(),)).verdict is Verdict.SURE, "of our numbers' form, too"


@pytest.mark.parametrize(("said", "amount"), [("Avis 2026-0311", 119_000), ("Avis 44488, 26099", 119_000)])
def test_but_one_like_ours_is_asked_and_what_else_stands_there(said: str, amount: int) -> None:
    line = make_line(amount, said, "Müller", PAYER)
    assert proposal(line, make_item(), accounts=(known(),)).verdict is not Verdict.SURE


@pytest.mark.parametrize(
    "said",
    [
        "26417/1190,00/26418/1190,00", "/26417/1190,00/26418", "26417/1190,00 26418/500,00",
        "26417/01.03.2026/26418/02.03.2026",
    ],
)  # fmt: skip
def test_amounts_listed_behind_numbers_hide_no_other_number(said: str) -> None:
    one = proposal(
        make_line(text=said, name="Müller", iban=PAYER), make_item("26417"), make_item("26418"), accounts=(known(),)
    )
    assert one.verdict is not Verdict.SURE
    assert "the text also names 26418" in one.warnings


def test_a_number_with_its_amount_behind_a_slash_is_named() -> None:
    line = make_line(663_377, "/26417/6.633,77/272595", "Müller", PAYER)
    assert proposal(line, make_item("26417", 663_377), accounts=(known(),)).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung 4711", "Rechnung 4711 danke", "Rg. 4711 Webseite", "Rechnung Nr. 377 EUR 1190", "Rg 47 danke", "4711",
        "HO-17", "Rechnung HO-17", "Rechnung R-1269", "Rg R 1296", "4711 vom 17.01.2026", "A377B",
        "Rechnung 377 März", "Rechnung 2026–1075", "4711 danke", "377 / Re Logo", "Webseite R-4711",
        "Danke R1269", "47/26 Logo", "0047/26, danke", "AR-471 Webseite",
    ],
)  # fmt: skip
def test_what_is_said_to_be_an_invoices_number_is_one_whatever_follows(text: str) -> None:
    assert of_two(text, 119_000, make_item("RG-9931")).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung 12 Monate", "Rechnung 417 Seiten", "Rechnung 3 Raten", "Rechnung 1.190,00", "Rechnung 9931",
        "Rechnung 2026", "Mrz 26", "KW 12", "Rechnung März", "Rechnung vom 01.03.2026", "Rechnung 3. Quartal",
        "100 % Webseite", "365 Tage Wartung", "2026 Wartung", "24/7 Wartung", "Saison 25/26", "Wartung 03/26",
        "Lizenzen M365", "Wartung FY2026", "Messe CH-8004", "Kunde K-10359", "Danke, Tel-4711", "8001 Zürich, danke",
        "A-1010 Wien", "500 Visitenkarten", "120 m2 Parkett", "RAL7016 Fenster", "GR-1234 Service", "TN-2420 Toner",
        "Mariahilfer Str. 47/26", "Heft 24/26", "114, rue du Lac", "1000 Dank!", "1001 Nacht", "Q1/2026", "360° Fotos",
    ],
)  # fmt: skip
def test_what_counts_something_is_none(text: str) -> None:
    assert of_two(text, 119_000, make_item("RG-9931")).verdict is Verdict.SURE


def test_a_number_of_the_documents_title_is_not_its_number() -> None:
    line, item = make_line(119_000, "Rechnung 14", "Müller GmbH", PAYER), make_item("RG-9931", title="Miete Top 14")
    assert proposal(line, item, accounts=(known(),)).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Rechnung H-4711", "Q-4999", "Rechnung KW4711", "VJ-4711"])
def test_letters_of_parts_of_a_year_number_invoices_as_well(text: str) -> None:
    assert of_two(text, 119_000, make_item("H-4712")).verdict is Verdict.REVIEW


def beside_paid(line: BankLine, item: OpenItem, settled: OpenItem) -> Proposal:
    books = replace(make_books(item), settled=(replace(settled, open_minor=0, settled_minor=settled.gross_minor),))
    return propose([line], books, Rules(), run_id=RUN)[0]


def test_a_paid_documents_number_is_not_called_nobodys() -> None:
    """Of the other direction, or so short that only its letters make it a number."""
    refund = make_line(-50_000, "Rückzahlung RE-2026-0442", "Müller GmbH")
    one = beside_paid(refund, make_bill("4711-88", party="Müller GmbH"), make_item("RE-2026-0442", 50_000))
    assert one.verdict is Verdict.REVIEW
    assert "the text names RE-2026-0442, of which nothing is open any more" in one.warnings
    again = make_line(119_000, "Rechnung KB-31", "Müller GmbH", PAYER)
    one = beside_paid(again, make_item("KB-45"), make_item("KB-31"))
    assert "the text names KB-31, of which nothing is open any more" in one.warnings
    one = beside_paid(make_line(119_000, "Rechnung 31", "Müller GmbH", PAYER), make_item("KB-45"), make_item("KB-31"))
    assert "the text holds 31, the number of KB-31, of which nothing is open any more" in one.warnings


@pytest.mark.parametrize(
    ("text", "other", "said"),
    [
        ("RE-2026-0098 verrechnet mit 51203", make_bill("51203"), "the text names 51203 (Papier AG), another document"),
        (
            "RE-2026-0098 abzgl. Teil 2026-0431",
            make_item("GS-2026-0431", 43_078, document=Document.CREDIT),
            "the text holds 2026-0431, the number of GS-2026-0431",
        ),
    ],
)
def test_the_number_of_a_bill_or_a_credit_note_is_not_called_nobodys(text: str, other: OpenItem, said: str) -> None:
    one = of_two(text, 100_000, make_item(), other)
    assert one.verdict is Verdict.REVIEW
    assert said in one.warnings
    assert not [words for words in one.warnings if "no document's number" in words]


def test_a_few_digits_are_not_said_to_be_a_strangers_number() -> None:
    one = of_two("RE-2026-0098 und 417", 100_000, make_item(), make_bill("AB-417"))
    assert "the text holds 417, which is no document's number" in one.warnings


def test_an_amount_behind_a_number_is_not_called_a_number() -> None:
    items = (make_item("RE-2026-0447", 161_126), make_item("RE-2026-0448", 203_966))
    one = of_two("RE-2026-0447 1611,26; RE-2026-0448 1.989,66", 360_092, *items)
    assert (one.verdict, sum(paid(one).values())) == (Verdict.REVIEW, 360_092)
    assert "the text holds 1611,26, another amount than was paid" in one.warnings
    assert not [words for words in one.warnings if "no document's number" in words]


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung dd 03/03/2026",
        "Rechnung vom 3/3/26",
        "fattura del 03-03-26",
        "Danke 03/03/2026",
        "factuur d.d. 03-03-2026",
    ],
)
def test_a_day_in_any_form_is_no_unknown_number(text: str) -> None:
    one = of_two(text, 119_000, make_item())
    assert not [words for words in one.warnings if "no document's number" in words]


@pytest.mark.parametrize("text", ["Rechnung 03/03/2026", "Rechnung 17-13-2026 vom 03.03.2026", "Rechnung 31/02/26"])
def test_behind_a_word_for_an_invoice_it_may_be_a_number_all_the_same(text: str) -> None:
    assert [words for words in of_two(text, 119_000, make_item()).warnings if "no document's number" in words]


@pytest.mark.parametrize(
    ("text", "number", "other"),
    [
        ("DATUM 20260417", "20260417", "20260416"),
        ("20260417 14:22", "20260417", "20260416"),
        ("Rechnung 1190 EUR", "R1190", "R1189"),
        ("HRB 1233", "R1233", "R1232"),
    ],
)
def test_digits_that_are_a_day_an_amount_or_a_register_choose_no_document(text: str, number: str, other: str) -> None:
    one = of_two(text, 119_000, make_item(number), make_item(other))
    assert one.verdict is not Verdict.SURE


@pytest.mark.parametrize(
    "text", ["20260417", "Rechnung 20260417", "RG 20260417 EUR 1190,00", "Rechnung 20260417 14 Stück"]
)
def test_the_same_digits_said_otherwise_are_the_number(text: str) -> None:
    one = of_two(text, 119_000, make_item("20260417"), make_item("20260416"))
    assert paid(one) == {"20260417": 119_000}


@pytest.mark.parametrize("text", ["Rechnung 1190", "RG 1190 EUR 1.190,00", "R1190 EUR"])
def test_an_amount_behind_the_currency_leaves_the_number_before_it(text: str) -> None:
    one = of_two(text, 119_000, make_item("R1190"), make_item("R1189"))
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"R1190": 119_000})


@pytest.mark.parametrize("number", ["RE-2026-0123", "RE2026-0123"])
@pytest.mark.parametrize("text", ["", "Danke", "Zahlung RE"])
def test_an_end_to_end_id_in_the_form_of_our_numbers_is_asked(number: str, text: str) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    books = make_books(make_item(), accounts=(known(),))
    for told, verdict in ((number, Verdict.REVIEW), ("RE-2026-0098", Verdict.SURE), ("E2E-2026-0123", Verdict.SURE)):
        one = replace(line, transaction=replace(line.transaction, end_to_end_id=told))
        assert propose([one], books, Rules(), run_id=RUN)[0].verdict is verdict


def test_a_paid_short_number_in_the_end_to_end_id_is_asked() -> None:
    line = make_line(119_000, "", "Müller GmbH", PAYER, end_to_end_id="KB-31")
    one = beside_paid(line, make_item("KB-45"), make_item("KB-31"))
    assert "the text names KB-31, of which nothing is open any more" in one.warnings
