"""Numbers the text says are the payer's own ask nothing, unless they may be those of documents all the same."""

from __future__ import annotations

from datetime import date

import pytest
from matching_builders import PAYER, known, make_item, make_line, proposal

from reconcile.records import OpenItem, Verdict


def verdict(text: str, *items: OpenItem, amount: int = 119_000) -> Verdict:
    line = make_line(amount, text, "Müller GmbH", PAYER, booking_date=date(2026, 3, 11))
    return proposal(line, *(items or (make_item(),)), accounts=(known(),)).verdict


@pytest.mark.parametrize(
    "text",
    [
        "Projekt 20331", "Lt. AB 20331", "PO-4500012345", "Vertrags-Nr. V-2024-118", "Art.-Nr. 4711-12",
        "Tel. +49 30 1234567", "0664 1234567", "USt-IdNr. DE123456789",
        "Hauptstr. 12, 20331 Hamburg", "D-20331 Hamburg", "WE 04", "3/2026",
    ],
)  # fmt: skip
def test_what_is_the_payers_own_asks_nothing(text: str) -> None:
    assert verdict(text) is Verdict.SURE


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung 20331 Projekt 20331", "Rg 20331, PO 20331", "Rechnungen ab 20331", "Rechnung Art. 20331",
        "Rechnung D-20331 vom 1.3.", "Ihr Zeichen 20331", "Mahnung 20331", "Rechnung Nr. 3/2026", "RE 3/26 danke",
    ],
)  # fmt: skip
def test_beside_a_word_for_an_invoice_it_may_be_one(text: str) -> None:
    assert verdict(text) is Verdict.REVIEW


@pytest.mark.parametrize(
    "text", ["Projekt 41/2026", "Projekt 26-0041", "AB 0041", "Job 2026/041", "Vorgang 2026041", "Projekt 20260041"]
)
def test_what_is_another_document_of_the_party_is_asked_about(text: str) -> None:
    settled = make_item("RE-2026-0041", 50_000, invoice_date=date(2026, 2, 5), due_date=date(2026, 2, 19))
    assert verdict(text, make_item(), settled) is Verdict.REVIEW


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("10298", "Projekt 10331"), ("10298", "AB 10331"), ("WG-347", "WG-398"), ("D-20298", "D-20331 Danke schoen"),
        ("47/26", "3/26"), ("20298", "BV Lindenweg 12, 20399 Malerarbeiten"),
    ],
)  # fmt: skip
def test_what_is_in_the_form_of_the_document_is_asked_about(number: str, text: str) -> None:
    assert verdict(text, make_item(number)) is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Rechnungen D-20298 und D-20331 Hamburg", "D-20298 Danke, D-20331 auch"])
def test_forms_hide_no_number_of_the_books(text: str) -> None:
    assert verdict(text, make_item("D-20298"), make_item("D-20331", 80_000), amount=199_000) is Verdict.SURE


@pytest.mark.parametrize("text", ["Rechnung vom 1. März 2025", "Rechnung v. 1. Mär. 2025"])
def test_a_day_of_another_year_is_not_this_years(text: str) -> None:
    assert verdict(text) is Verdict.REVIEW


def test_the_amount_behind_a_word_of_paying_is_no_number() -> None:
    assert verdict("Zahlung 1190") is Verdict.SURE
    assert verdict("Zahlung 1191") is Verdict.REVIEW
