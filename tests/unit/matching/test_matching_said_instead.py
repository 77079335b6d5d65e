"""The payer's account and the amount fit one open document; but the text says something else."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.records import Document, Proposal, Verdict

ACCOUNT = (known(),)


def answer(text: str, amount: int = 119_000, *others: object) -> Proposal:
    line = make_line(amount, text, "Müller GmbH", PAYER)
    return proposal(line, make_item(), *others, accounts=ACCOUNT)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "Danke", "Rechnung vom 01.03.2026", "Rechnung 98", "DATUM 09.03.2026, 10.22 UHR"])
def test_what_says_nothing_else_is_sure(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text", ["Ihre Rechnung vom 01.02.2026", "Rg v. 1.2.", "Rechnung vom 1. Februar 2026", "Re.-Dat. 01.02.2026"]
)
def test_another_day_than_the_documents(text: str) -> None:
    one = answer(text)
    assert (one.verdict, one.warnings) == (
        Verdict.REVIEW,
        ("the text states another date than that of RE-2026-0098",),
    )


@pytest.mark.parametrize(
    "text",
    ["Leistung 01.02.2026 - 28.02.2026", "Lieferung vom 20.02.2026", "Auftrag vom 12.01.2026", "Vertrag 01.01.2020",
     "Termin 15.02.", "Frau März", "1. Quartal 2026", "Rg.98/26", "Rate 01.03.", "Rate 03/2026"],
)  # fmt: skip
def test_days_of_anything_else_say_nothing(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Rechnung 42", "RG Nr. 42", "Re. 117", "invoice no 42", "Rechnung Nr. 7", "Rg 8"])
def test_another_number_behind_a_word_for_an_invoice_however_short(text: str) -> None:
    assert answer(text).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Haus 42", "Raum 117", "42", "Rechnung 2 von 3", "Rechnung 3. Quartal"])
def test_short_numbers_of_anything_else_say_nothing(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Rechnung aus 2025", "RE 2025", "Ihre Rechnung vom Jahr 2025", "Facture de 2025"])
def test_an_invoice_of_an_earlier_year_is_another(text: str) -> None:
    assert "the text speaks of an earlier year than that of RE-2026-0098" in answer(text).warnings


def test_the_number_of_an_earlier_year_is_no_misprint_of_this_years() -> None:
    assert "the text speaks of an earlier year than that of RE-2026-0098" in answer("RE-2025-0098").warnings
    assert answer("RE-2016-0098").verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["Fattura 98/2026", "Facture 98/2026", "Rg. 98/2026"])
def test_a_short_number_with_its_year_in_full_is_known(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE
    assert answer(text.replace("98/", "97/")).verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    "text", ["Rechnung 2026", "Rechnung 2025 und 2026", "Nachzahlung 2025", "Rechnung aus 2005", "Rechnung Büro 2025"]
)
def test_an_earlier_year_of_anything_else_says_nothing(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["2% Skonto", "abzgl. Gutschrift", "1. Rate", "Teilzahlung", "Anzahlung Angebot 331"])
def test_less_or_a_part_of_what_no_number_says(text: str) -> None:
    assert answer(text).verdict is Verdict.REVIEW
    assert answer(f"RE-2026-0098 {text}").verdict is Verdict.SURE


def test_an_invoice_less_a_credit_note_is_as_much() -> None:
    others = make_item("RE-2026-1044", 139_000), make_item("GS-2026-004", 20_000, document=Document.CREDIT)
    one = answer("", 119_000, *others)
    assert one.verdict is Verdict.REVIEW
    assert "other open documents of this party add up to it as well" in one.warnings
    assert answer("", 119_000, others[0]).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "word",
    [
        "Objekt",
        "Wohnung",
        "Filiale",
        "Markt",
        "Debitor",
        "Kreditor-Nr.",
        "Angebot",
        "Anbot",
        "Police",
        "Kostenvoranschlag",
        "Auftragsbestätigung",
        "Preventivo",
    ],
)
def test_numbers_of_objects_and_partners_are_no_invoices(word: str) -> None:
    item = make_item("4711", 7_700, "Schulze AG")
    assert proposal(make_line(7_700, f"{word} 4711", "Schulze AG"), item).verdict is not Verdict.SURE
    assert proposal(make_line(7_700, "Rechnung 4711", "Schulze AG"), item).verdict is Verdict.SURE


def test_who_pays_a_part_of_the_named_one_did_not_mean_the_next() -> None:
    named = make_item("RE-2026-0097", 150_000, invoice_date=date(2026, 2, 20))
    assert paid(answer("1. Teilzahlung RE-2026-0097", 119_000, named)) == {"RE-2026-0097": 119_000}
    assert paid(answer("RE-2026-0097", 119_000, named)) == {"RE-2026-0098": 119_000}


@pytest.mark.parametrize(
    "text",
    ["ohne Abzug", "30 Tage netto ohne Skonto", "Miete Lessingstr. 5", "GS Bau", "SEPA-Gutschrift",
     "Exchange rate 1,08", "3. Teil Lieferung", "Rechnung 12 Monate", "Rechnung 1.190,00", "Rechnung 1190 EUR",
     "Rechnung 02/26", "RE 50%", "Software v.2.1", "Kauf am 5. März 14:30", "Lizenzgebühr März", "Loyer les Acacias",
     "Les 12 mois de maintenance"],
)  # fmt: skip
def test_words_and_numbers_that_only_look_so_say_nothing(text: str) -> None:
    assert answer(text).verdict is Verdict.SURE


CHARGES = "the text speaks of charges or interest"


@pytest.mark.parametrize(
    "text",
    ["Mahngebühr RE-2026-0098", "Zinsen lt. Urteil RE-2026-0098", "Inkassokosten RE-2026-0098",
     "Versandkosten 2026-0098", "reminder fee RE-2026-0098", "frais de rappel RE-2026-0098",
     "interessi di mora RE-2026-0098"],
)  # fmt: skip
def test_charges_for_an_invoice_are_no_part_payment_of_it(text: str) -> None:
    one = answer(text, 1_500)
    assert (one.verdict, CHARGES in one.warnings) == (Verdict.REVIEW, True)
    assert answer("RE-2026-0098", 1_500).verdict is Verdict.SURE


def test_charges_may_be_what_the_document_is_for() -> None:
    item = make_item(title="Versandkosten März")
    one = proposal(make_line(1_500, "Versandkosten RE-2026-0098", "Müller GmbH", PAYER), item, accounts=ACCOUNT)
    assert one.verdict is Verdict.SURE
    assert answer("Verzugszinsen").warnings == (CHARGES,)
    assert answer("Mahngebühr RE-2026-0098").verdict is Verdict.SURE  # in full: it is named


@pytest.mark.parametrize(
    "text", ["Gesellschafterdarlehen", "Privateinlage", "Vorauszahlung", "acconto", "less 2% cash"]
)
def test_other_money_of_just_the_amount_is_not_sure(text: str) -> None:
    assert answer(text).verdict is not Verdict.SURE


@pytest.mark.parametrize("word", ["Spendenmailing", "Stornobedingungen", "Kautionsrechner"])
def test_a_word_for_other_money_may_be_what_the_named_document_is_for(word: str) -> None:
    line = make_line(119_000, f"RE-2026-0098 {word}", "Müller GmbH", PAYER)
    assert proposal(line, make_item(title=f"{word}, Texte"), accounts=ACCOUNT).verdict is Verdict.SURE
    assert proposal(line, make_item(title="Texte"), accounts=ACCOUNT).verdict is Verdict.REVIEW
    unnamed = make_line(119_000, word, "Müller GmbH", PAYER)
    assert proposal(unnamed, make_item(title=f"{word}, Texte"), accounts=ACCOUNT).verdict is not Verdict.SURE
    refunded = make_line(119_000, f"RE-2026-0098 {word} Rückerstattung", "Müller GmbH", PAYER)
    assert proposal(refunded, make_item(title=word), accounts=ACCOUNT).verdict is Verdict.REVIEW


def test_a_document_may_ask_for_a_part() -> None:
    item = make_item(title="Anzahlungsrechnung Messe")
    one = proposal(make_line(119_000, "Anzahlung", "Müller GmbH", PAYER), item, accounts=ACCOUNT)
    assert one.verdict is Verdict.SURE
