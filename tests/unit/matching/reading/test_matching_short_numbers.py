"""The last digits of a number name a document of the payer's where the text says that they are a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line, paid, proposal

from reconcile.matching import Rules, propose
from reconcile.records import Proposal, Verdict

PARTY, STRANGER = "Müller GmbH", "DE75512108001245126199"
NUMBERS = ["RE-2026-0417", "2026/417", "417-2026", "KAN-26-417", "26417", "RE-20260417", "417", "R-417"]
DAY = date(2026, 3, 1)


def next_to(number: str, by: int = 1) -> str:
    return number.replace("417", str(417 + by))


def answer(
    text: str, number: str, *others: str, amount: int = 119_000, iban: str = PAYER, name: str = PARTY
) -> Proposal:
    items = [make_item(one, 119_000, PARTY, invoice_date=DAY, due_date=DAY) for one in (number, *others)]
    return proposal(make_line(amount, text, name, iban), *items, accounts=(known(PAYER, PARTY),))


def is_sure_of(number: str, one: Proposal) -> bool:
    return one.verdict is Verdict.SURE and paid(one) == {number: 119_000}


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "Rechnung 417",
        "Rg. Nr. 417 Danke",
        "Rechnungs-Nr. 417",
        "Facture no 417 du 1.3.2026",
        "R. 417 dankend",
        "417",
        "Nr. 417",
        "RE-417",
    ],
)
def test_a_word_or_nothing_beside_it_says_that_it_is_a_number(text: str, number: str) -> None:
    assert is_sure_of(number, answer(text, number, next_to(number)))


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "Honorar 417",  # hours, euros
        "Zimmer 417",
        "Kunde 417",
        "Auftrag Nr. 417",
        "Rechnung 417 Monate",
        "Rechnung 417,50",
        "Rechnung 1417",
        "Rechnung 417A",
        "Rechnung 17",
        "Rechnung 7",
        "Rechnung 417 %",
        "Rechnung 417.-",
        "Rechnung 417 Dezember",
        "ID 417",
        "Rechnung 4/17",
        "Rechnungen 4, 17",
    ],
)
def test_what_may_be_anything_is_none(text: str, number: str) -> None:
    assert answer(text, number, next_to(number)).verdict is not Verdict.SURE


@pytest.mark.parametrize(
    "text",
    [
        "Rechnung 12/25",
        "Rechnung 12 / 26",
        "Rechnung 12.25",
        "Rechnung 26",
        "Rechnung 12 Tage",
        "RE 12/2025",
        "Rechnung 12. März",
        "Rechnung 12 2026",
        "Rechnung 12 Arbeitsstunden",
        "Rechnung 12 - 14 Uhr",
        "Rechnung 12 % Anzahlung",
    ],
)
def test_a_month_or_a_year_is_none(text: str) -> None:
    numbers = ["RE-2026-0012", "RE-2026-0025", "RE-2026-0026"]
    assert answer(text, *numbers).verdict is not Verdict.SURE


def test_two_digits_want_a_word_one_wants_zeros() -> None:
    assert is_sure_of("RE-2026-0098", answer("Rg 98", "RE-2026-0098", "RE-2026-0099"))
    assert is_sure_of("RE-2026-0098", answer("Rg 98/2026", "RE-2026-0098", "RE-2026-0099"))
    assert is_sure_of("RE-2026-0008", answer("Rg 0008", "RE-2026-0008", "RE-2026-0009"))
    assert answer("98", "RE-2026-0098", "RE-2026-0099").verdict is not Verdict.SURE
    assert answer("Rg 8", "RE-2026-0008", "RE-2026-0009").verdict is not Verdict.SURE


def test_of_two_that_end_alike_none_is_named() -> None:
    assert answer("Rechnung 417", "RE-2026-0417", "KAN-26-417").verdict is not Verdict.SURE


def test_only_the_payer_himself_quotes_so() -> None:
    alike = answer("Rechnung 417", "RE-2026-0417", "RE-2026-0418", iban=STRANGER, name="Müller Bau GmbH")
    assert alike.verdict is not Verdict.SURE
    by_name = answer("Rechnung 417", "RE-2026-0417", "RE-2026-0418", iban=STRANGER)
    assert (by_name.verdict, paid(by_name)) == (Verdict.REVIEW, {"RE-2026-0417": 119_000})


@pytest.mark.parametrize("number", ["RE-2026-0417", "26417", "KAN-26-417"])
def test_another_amount_is_a_question(number: str) -> None:
    """Last year has a number that ends so, too."""
    one = answer("Rechnung 417", number, amount=50_000)
    assert one.verdict is Verdict.REVIEW
    assert paid(one) == {number: 50_000}


def test_an_earlier_year_is_another_number() -> None:
    assert answer("RG 417 aus 25", "26417").verdict is not Verdict.SURE


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize(
    "text",
    [
        "Rechnungen 417 und 418",
        "RE 417, 418",
        "Rg. 417/418",
        "Rechnung 417+418 Danke",
        "Rechnungen Nr. 417 418",
        "Rechnungen 417-418",
        "417/418",
        "RE-{number} und 418",
        "Rechnung 417/18",
    ],
)
def test_lists_go_on(text: str, number: str) -> None:
    items = [
        make_item(one, minor, PARTY, invoice_date=DAY, due_date=DAY)
        for one, minor in ((number, 119_000), (next_to(number), 57_000), (next_to(number, 2), 88_000))
    ]
    line = make_line(176_000, text.format(number=number), PARTY, PAYER)
    one = proposal(line, *items, accounts=(known(PAYER, PARTY),))
    assert (one.verdict, paid(one)) == (Verdict.SURE, {number: 119_000, next_to(number): 57_000})


ALIKE = ["RE-2026-0417", "RE-2026-0418"]


@pytest.mark.parametrize(
    "text",
    ["Rechnung 417 vom 10.12.", "Rechnung 417, 2. Rate", "Rechnung 417 aus 2025", "Raum R 417"],
)
def test_what_else_the_text_says_is_asked_as_of_no_number(text: str) -> None:
    assert answer(text, *ALIKE).verdict is not Verdict.SURE


def test_a_paid_document_that_ends_alike_may_be_meant() -> None:
    items = [make_item(one, 119_000, PARTY, invoice_date=DAY, due_date=DAY) for one in ALIKE]
    line = make_line(119_000, "Rechnung 417", PARTY, PAYER)
    books = make_books(*items, accounts=(known(PAYER, PARTY),))
    paid_before = make_item("KAN-25-417", 119_000, PARTY, open_minor=0, settled_minor=119_000)
    (before,), (after,) = (
        propose([line], one, Rules(), run_id=RUN) for one in (books, replace(books, settled=(paid_before,)))
    )
    assert (before.verdict, after.verdict) == (Verdict.SURE, Verdict.REVIEW)


def test_another_party_that_is_named_may_be_meant() -> None:
    items = [make_item("RE-2026-0110", 119_000, PARTY), make_item("KAN-26-110", 119_000, "Meier AG")]
    line = make_line(119_000, "Rechnung 110 für Meier AG", PARTY, PAYER)
    assert proposal(line, *items, accounts=(known(PAYER, PARTY),)).verdict is not Verdict.SURE


def test_an_id_of_the_payer_s_program_is_no_number() -> None:
    items = [make_item(one, 119_000, PARTY, invoice_date=DAY, due_date=DAY) for one in ALIKE]
    line = make_line(119_000, "Danke", PARTY, PAYER, end_to_end_id="0417")
    assert proposal(line, *items, accounts=(known(PAYER, PARTY),)).verdict is not Verdict.SURE


def test_the_amount_is_no_number() -> None:
    items = [make_item(one, 41_700, PARTY, invoice_date=DAY, due_date=DAY) for one in ALIKE]
    line = make_line(41_700, "Rechnung 417 Danke", PARTY, PAYER)
    assert proposal(line, *items, accounts=(known(PAYER, PARTY),)).verdict is not Verdict.SURE


@pytest.mark.parametrize(
    "text", ["RE-2026-0087, 12 Flaschen", "RE-2026-0087/12", "RE-2026-0087 + 45 Porto", "RE-2026-0087 u. 12"]
)
def test_beside_a_whole_number_that_is_paid_exactly_it_is_none(text: str) -> None:
    """Of a list all of it comes to the line."""
    assert is_sure_of("RE-2026-0087", answer(text, "RE-2026-0087", "RE-2026-0012", "RE-2026-0045"))


@pytest.mark.parametrize("word", ["Lieferscheine:", "Projekt", "Dossier", "Zimmer", "Seiten:", "Kunde", "Fahrten Nr."])
@pytest.mark.parametrize("numbers", ["110-112", "110/11/12", "110, 111 und 112"])
def test_lists_of_other_things_name_nothing(word: str, numbers: str) -> None:
    items = [
        make_item(f"RE-2026-0{number}", minor, PARTY, invoice_date=DAY, due_date=DAY)
        for number, minor in ((110, 119_000), (111, 119_000), (112, 119_000), (500, 357_000))
    ]
    line = make_line(357_000, f"{word} {numbers}", PARTY, PAYER)
    assert proposal(line, *items, accounts=(known(PAYER, PARTY),)).verdict is not Verdict.SURE


# ------------------------------------------------------------------------------- letters and two digits, as printed

FEW = ["KB-33", "KB33", "NK/33", "RE-33"]


@pytest.mark.parametrize("number", FEW)
@pytest.mark.parametrize(
    "said", ["Rechnung {}", "{}", "{} Webseite", "Zahlung {}", "Rg. Nr. {} vom 1.3.", "Betreff: {}"]
)
def test_the_whole_of_a_short_number_names_its_document_whatever_the_account(number: str, said: str) -> None:
    other = number.replace("33", "34")
    assert is_sure_of(number, answer(said.format(number), number, other, iban=STRANGER))


@pytest.mark.parametrize("text", ["KB 33", "Zimmer KB-33", "Rechnung 33", "KB-33,50", "KB-33A", "KB-33/7", "AKB-33"])
def test_what_only_looks_like_it_names_none(text: str) -> None:
    assert answer(text, "KB-33", "KB-34", iban=STRANGER).verdict is not Verdict.SURE


@pytest.mark.parametrize("text", ["KB-33, KB-34", "Rechnungen KB-33 und KB-34", "KB-33/KB-34", "Rechnung KB-33 KB-34"])
def test_a_list_of_them_is_paid_together(text: str) -> None:
    one = answer(text, "KB-33", "KB-34", amount=238_000)
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"KB-33": 119_000, "KB-34": 119_000})
    assert answer(text, "KB-33", "KB-34").verdict is not Verdict.SURE, "of two that are equal"


@pytest.mark.parametrize("text", ["KB-33 Danke", "Rechnung KB-33", "Zahlung KB33"])
def test_another_such_number_is_not_the_one_that_fits(text: str) -> None:
    """Paid already, unknown, or somebody else's."""
    line, open_one = make_line(119_000, text, PARTY, PAYER), make_item("KB-47")
    settled = make_item("KB-33", open_minor=0, settled_minor=119_000)
    theirs = make_item("KB-33", party="Schulze AG")
    books = make_books(open_one, accounts=(known(),))
    for one in (replace(books, settled=(settled,)), books, replace(books, items=(open_one, theirs))):
        assert propose([line], one, Rules(), run_id=RUN)[0].verdict is not Verdict.SURE
    assert answer("Danke KW-33", "KB-47").verdict is Verdict.SURE


def test_a_month_is_no_such_number() -> None:
    assert answer("Mai-26", "Mai-26", "Mai-27", iban=STRANGER).verdict is not Verdict.SURE


@pytest.mark.parametrize("text", ["KB-33/34", "KB-33, 34", "KB-33 und 34", "KB-33, 47"])
def test_a_list_in_short_is_no_part_or_single_of_its_first(text: str) -> None:
    items = make_item("KB-33"), make_item("KB-34", 50_000)
    for amount, iban in ((100_000, PAYER), (119_000, STRANGER), (119_000, PAYER)):
        one = proposal(make_line(amount, text, PARTY, iban), *items, accounts=(known(),))
        assert one.verdict is not Verdict.SURE
    assert answer("KB-33", "KB-33").verdict is Verdict.SURE


@pytest.mark.parametrize("text", ["KB-33, KB-34, KB-35", "KB-33 bis KB-35", "KB-33, KB-35", "Webseite, KB-35"])
def test_a_settled_one_is_seen_wherever_it_stands(text: str) -> None:
    settled = make_item("KB-35", open_minor=0, settled_minor=119_000)
    books = replace(make_books(make_item("KB-33"), make_item("KB-34"), accounts=(known(),)), settled=(settled,))
    for amount in (119_000, 238_000):
        line = make_line(amount, text, PARTY, PAYER)
        assert propose([line], books, Rules(), run_id=RUN)[0].verdict is not Verdict.SURE


@pytest.mark.parametrize(
    ("number", "text"),
    [("EU-12", "EU-27 Lieferung"), ("AT-12", "AT61 1904 3002 3457 3201"), ("CH-12", "CH-80 Zürich"),
     ("MA-12", "MA-48 1010 Wien"), ("KW-12", "KW-33")],
)  # fmt: skip
def test_what_everybody_writes_is_no_other_number(number: str, text: str) -> None:
    assert answer(text, number).verdict is Verdict.SURE


@pytest.mark.parametrize("number", ["KD-12", "WE-12", "TG-12", "AT-12", "avr-26"])
def test_flats_customers_and_countries_name_nothing(number: str) -> None:
    assert answer(f"{number} Hausgeld", number, number.replace("2", "3"), iban=STRANGER).verdict is not Verdict.SURE


@pytest.mark.parametrize("text", ["1. Rate KB-33", "a conto KB-33", "Teilbetrag KB33", "Acompte KB-33"])
def test_the_whole_of_a_short_number_is_read_behind_words_for_a_part(text: str) -> None:
    one = answer(text, "KB-33", "KB-34", amount=50_000)
    assert (one.kind, paid(one)) == ("part payment", {"KB-33": 50_000})


@pytest.mark.parametrize("text", ["KB-34", "KB34", "Druckwerk 24 GmbH KB-34", "DRUCKWERK 24 GMBH, KB34", "KB-34 Danke"])
def test_the_payers_own_name_in_front_of_a_short_number_is_no_text(text: str) -> None:
    items = [make_item(one, 119_000, "Druckwerk 24 GmbH", invoice_date=DAY, due_date=DAY) for one in ("KB-34", "KB-35")]
    for name in ("Druckwerk 24 GmbH", ""):
        line = make_line(119_000, text, name, PAYER)
        assert is_sure_of("KB-34", proposal(line, *items, accounts=(known(PAYER, "Druckwerk 24 GmbH"),)))


@pytest.mark.parametrize("text", ["Huber KG KB-34", "Druckwerk 24 GmbH Typ KB-34", "Druckwerk KB-34", "Zaun KB-34"])
def test_what_else_stands_in_front_of_a_short_number_is_text(text: str) -> None:
    items = [make_item(one, 119_000, "Druckwerk 24 GmbH", invoice_date=DAY, due_date=DAY) for one in ("KB-34", "KB-35")]
    line = make_line(119_000, text, "Druckwerk 24 GmbH", PAYER)
    one = proposal(line, *items, accounts=(known(PAYER, "Druckwerk 24 GmbH"),))
    assert one.verdict is not Verdict.SURE
