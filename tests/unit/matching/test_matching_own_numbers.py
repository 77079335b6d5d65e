"""A word that says whose number follows, and not that it is an invoice's, keeps it from naming one."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, known, make_item, make_line, paid, proposal

from reconcile.matching.reading.number_words import says_another_paper
from reconcile.records import Verdict

ITEM = make_item("20260344", party="Yogastudio Berg")

OF_ELSE = ["Kassenzeichen", "Buchungszeichen", "Personalnr.", "Personalnummer", "Geschäftszeichen", "Seriennummer",
           "Haushaltsnr", "Kassenzeichen Nr.", "KASSENZEICHEN:"]  # fmt: skip
OF_INVOICES = ["", "Rechnungsnummer", "Rechnungs-Nr.", "Rg-Nr", "RgNr.", "Renr.", "Belegnummer", "Beleg-Nr.", "Nr.",
               "Ihre Nr.", "Zeichen", "Ihr Zeichen", "Unser Zeichen", "Rechnungszeichen", "Dokumentnr.", "Nummer",
               "Fakturanummer", "Referenznummer", "Honorarnotennr.", "Bescheidnr."]  # fmt: skip


@pytest.mark.parametrize("word", OF_ELSE)
def test_what_numbers_something_else_names_no_document(word: str) -> None:
    one = proposal(make_line(119_000, f"{word} 20260344", "Landeshauptkasse"), ITEM)
    assert one.verdict is not Verdict.SURE


@pytest.mark.parametrize("word", OF_INVOICES)
def test_what_numbers_an_invoice_or_says_nothing_names_it(word: str) -> None:
    one = proposal(make_line(119_000, f"{word} 20260344", "Landeshauptkasse"), ITEM)
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"20260344": 119_000})


def test_beside_the_invoices_own_number_it_says_nothing() -> None:
    line = make_line(119_000, "Kassenzeichen 5100200312 Rechnung 20260344", "Landeshauptkasse")
    assert proposal(line, ITEM).verdict is Verdict.SURE


def test_by_account_and_amount_the_payers_document_is_still_proposed() -> None:
    line = make_line(119_000, "Kassenzeichen 20260344", "Yogastudio Berg", PAYER)
    one = proposal(line, ITEM, accounts=(known(party="Yogastudio Berg"),))
    assert paid(one) == {"20260344": 119_000}


@pytest.mark.parametrize(
    ("word", "says"), [("Personalnr", True), ("Aktenzeichen", True), ("Rechnungsnr", False), ("nr", False)]
)
def test_a_word_is_asked_alone_as_well(word: str, *, says: bool) -> None:
    assert says_another_paper(word) == says
