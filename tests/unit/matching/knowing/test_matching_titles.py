"""The text says, word by word, what another document of the payer is for: then this one is a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, paid, proposal

from reconcile.matching import Rules, propose
from reconcile.records import Proposal, Verdict

WORK = make_item("RE-1", 90_00, title="Imagefilm Abnahme")
ACCOUNT = (known(),)


def test_the_title_of_a_document_of_another_amount_takes_the_certainty() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    alone = proposal(line, WORK, accounts=ACCOUNT)
    beside = proposal(line, WORK, make_item("RE-2", 120_00, title="Imagefilm Korrekturlauf"), accounts=ACCOUNT)
    assert (alone.verdict, beside.verdict) == (Verdict.SURE, Verdict.REVIEW)
    assert paid(beside) == {"RE-1": 90_00}
    assert "the text says what RE-2 is for" in beside.warnings


def test_a_stranger_or_a_later_document_of_that_title_says_nothing() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    stranger = make_item("RE-2", 120_00, party="Andere AG", title="Imagefilm Korrekturlauf")
    later = make_item("RE-3", 120_00, title="Imagefilm Korrekturlauf", invoice_date=date(2026, 4, 1))
    assert proposal(line, WORK, stranger, later, accounts=ACCOUNT).verdict is Verdict.SURE


def test_a_named_document_needs_no_title() -> None:
    line = make_line(90_00, "RE-2026-0001 Imagefilm Korrekturlauf", iban=PAYER)
    mine = make_item("RE-2026-0001", 90_00, title="Imagefilm Abnahme")
    other = make_item("RE-2026-0077", 120_00, title="Imagefilm Korrekturlauf")
    assert proposal(line, mine, other, accounts=ACCOUNT).verdict is Verdict.SURE


def test_the_title_of_a_document_a_sum_leaves_out_is_said() -> None:
    line = make_line(90_00, "Imagefilm Korrekturlauf", iban=PAYER)
    sums = (make_item("RE-1", 40_00, title="Imagefilm Abnahme"), make_item("RE-2", 50_00, title="Imagefilm Musik"))
    left_out = make_item("RE-3", 120_00, title="Imagefilm Korrekturlauf")
    one = proposal(line, *sums, left_out, accounts=ACCOUNT)
    assert paid(one) == {"RE-1": 40_00, "RE-2": 50_00}
    assert "the text says what RE-3 is for" in one.warnings
    among = (sums[0], make_item("RE-2", 50_00, title="Imagefilm Korrekturlauf"))
    assert not any("is for" in text for text in proposal(line, *among, left_out, accounts=ACCOUNT).warnings)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Pflege {}. Quartal 2026", "Pflege 2. Quartal 2026"), ("Pflege {}. Quartal 2026", "Pflege Q2/2026"),
        ("{}. Abschlagsrechnung Neubau", "Abschlag 2"), ("Verwaltung Wohnung {}", "Verwaltung Whg 02"),
        ("Lizenz {}. Halbjahr", "Lizenz zweites Halbjahr"),
    ],
)  # fmt: skip
def test_of_equal_documents_the_one_counted_like_the_text_comes_first(title: str, text: str) -> None:
    """However well the others' dates fit."""
    days = {1: date(2025, 10, 1), 2: date(2025, 12, 1), 3: date(2026, 3, 1)}
    items = [make_item(f"RE-70{n}", title=title.format(n), invoice_date=day) for n, day in days.items()]
    one = proposal(make_line(119_000, text, "Müller GmbH", PAYER), *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-702": 119_000}
    assert "the text counts as the title of RE-702 does" in one.reasons
    assert not [words for words in one.warnings if "no document's number" in words or "one digit wrong" in words]
    assert "only what the text counts tells RE-702 from others of this amount" in one.warnings


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Top 1b", ("Top 1a", "Top 2a")), ("Wohnung 4 B", ("Wohnung 4 A", "Wohnung 5 A")),
        ("Büro 2.14", ("Büro 2.12", "Büro 3.12")), ("3/10 Rate", ("Rate 10", "Rate 5")),
        ("Stellplatz 3 und 4", ("Stellplatz 3", "Stellplatz 5")), ("1./2. Quartal", ("1. Quartal", "3. Quartal")),
        ("Miete Top 4 Jänner", ("Miete Top 4 Februar", "Miete Top 5 Februar")),
    ],
)  # fmt: skip
def test_what_is_counted_makes_nothing_sure(text: str, titles: tuple[str, ...]) -> None:
    items = [make_item(f"RE-70{n}", title=title) for n, title in enumerate(titles)]
    one = proposal(make_line(119_000, text, "Müller GmbH", PAYER), *items, accounts=ACCOUNT)
    assert one.verdict is not Verdict.SURE


def test_a_later_one_of_the_same_count_that_is_paid_is_asked_about() -> None:
    first = make_item("RE-700", title="Miete Top 4", invoice_date=date(2026, 1, 2), due_date=date(2026, 1, 2))
    later = make_item("RE-690", title="Miete Top 4", invoice_date=date(2026, 2, 2), settled_minor=119_000, open_minor=0)
    books = replace(make_books(first, accounts=ACCOUNT), settled=(later,))
    (one,) = propose([make_line(119_000, "Miete Top 4", "Müller GmbH", PAYER)], books, Rules(), run_id=RUN)
    assert one.verdict is Verdict.REVIEW


def beside_a_paid(title: str, paid_title: str, text: str) -> Proposal:
    gone = make_item("RE-2026-0097", title=paid_title, settled_minor=119_000, open_minor=0)
    books = replace(make_books(make_item(title=title), accounts=ACCOUNT), settled=(gone,))
    return propose([make_line(119_000, text, "Müller GmbH", PAYER)], books, Rules(), run_id=RUN)[0]


@pytest.mark.parametrize(
    ("title", "paid_title", "text"),
    [
        ("Projekt Beta", "Projekt Alpha", "Projekt Alpha"),
        ("Retainer März 2026", "Retainer März 2025", "Retainer März 2025"),
        ("Loyer mars", "Loyer février", "loyer février"),
        ("Abo 01.03.-31.03.2026", "Abo 01.02.-28.02.2026", "Abo 01.02.-28.02.2026"),
        ("Hosting", "Webdesign Shop", "Webdesign Shop, danke"),
        ("Workshop Ladungssicherung", "Workshop Brandschutz Halle 3", "Workshop Brandschutz"),
        ("Wartung Filiale Süd", "Wartung Filiale Nord", "Filiale Nord"),
        ("Verwaltung WE 03 März", "Verwaltung WE 04 März", "Verwaltung WE 04"),
        ("Miete Kfz HH-AB 124", "Miete Kfz HH-AB 123", "HH-AB 123"),
        ("Englisch B2", "Englisch B1", "Englisch Kurs B1"),
        ("Einsatz 19.03.2026", "Einsatz 12.03.2026", "vom 12.3.26"),
        ("Pflege 2. Quartal 2026", "Pflege 1. Quartal 2026", "Wartung I. Quartal 2026"),
        ("4. Abschlagsrechnung Neubau", "3. Abschlagsrechnung Neubau", "Abschlagsrechnung Nr. 3"),
        ("Lizenz 2. Halbjahr 2026", "Lizenz 1. Halbjahr 2026", "Lizenz H1 2026"),
    ],
)
def test_what_a_paid_document_was_for_is_not_the_open_one(title: str, paid_title: str, text: str) -> None:
    one = beside_a_paid(title, paid_title, text)
    assert one.verdict is Verdict.REVIEW
    assert "the text speaks of what RE-2026-0097 is for, of which nothing is open any more" in one.warnings
    assert beside_a_paid(title, paid_title, title).verdict is Verdict.SURE
    assert beside_a_paid(title, paid_title, f"RE-2026-0098 {text}").verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("title", "text", "is_sure"),
    [
        ("Wohnung 4", "Wohnung 3", False),
        ("2. Abschlag", "1. Abschlag", False),
        ("erste Rate", "zweite Rate", False),
        ("Wartung März 2026", "Wartung März 2025", False),
        ("Retainer Q2", "Retainer Q1", False),
        ("Wohnung 4", "Wohnung 4, Haus 3", True),
        ("Miete März 2026", "Miete 5. März", True),
        ("Wartung 2026", "Wartung 12 Monate", True),
        ("Lizenz Office 365", "Office 10 Lizenzen", True),
        ("Seminar 12. März 2026", "Seminar 2 Personen", True),
        ("Miete März 2026", "Miete Maerz 26", True),
        ("Wohnung 4", "Miete 2026", True),
        ("2. Abschlag", "Abschlag", True),
        ("Wohnung 4", "Wohnung 04", True),
    ],
)
def test_the_same_with_another_number_is_another(title: str, text: str, is_sure: bool) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    one = proposal(line, make_item(title=title), accounts=ACCOUNT)
    assert (one.verdict is Verdict.SURE) == is_sure, one.warnings


@pytest.mark.parametrize(
    ("title", "paid_title", "text"),
    [
        ("Honorar März 2026", "Honorar", "Honorar"), ("Website", "Rechnung", "Ihre Rechnung"),
        ("Logo und Webseite", "Logo", "Logo"), ("Webseite", "Logo für Messe", "Danke für alles"),
        ("Webseite Relaunch", "Shop Relaunch", "Relaunch"), ("Webseite", "Shop", "Webseite, Shop"),
        ("Einsatz 19.03.2026", "Einsatz 12.03.2026", "Einsatz März"), ("", "Wartung Februar", "Wartung"),
        ("Lizenzen 2026", "Lizenz 2025", "Lizenz"), ("Honorarnote", "Honorar", "Honorar"),
        ("Einsatz vom 25.02.2026", "Einsatz vom 11.02.2026", "Rechnung vom 11.03.2026"),
        ("Webseite", "Arbeit am Logo", "Danke für die gute Arbeit"),
    ],
)  # fmt: skip
def test_what_the_open_one_has_as_well_speaks_of_no_paid_one(title: str, paid_title: str, text: str) -> None:
    assert beside_a_paid(title, paid_title, text).verdict is Verdict.SURE


OTHERWISE = "the text counts otherwise than the title of RE-2026-0098"


def titled(title: str, text: str, **facts: Any) -> Proposal:
    """Paid by somebody whose account is known, who owes just this."""
    return proposal(make_line(119_000, text, "Müller GmbH", PAYER), make_item(title=title, **facts), accounts=ACCOUNT)


@pytest.mark.parametrize(
    ("title", "text", "is_sure"),
    [
        ("2. Abschlagsrechnung Umbau", "3. Abschlag Umbau", False),
        ("2. Abschlag Umbau", "1. Abschlagszahlung", False),
        ("2. Abschlagsrechnung Umbau", "2. Abschlag Umbau", True),
        ("2. Rate", "Ratenzahlung 3", False),
        ("2. Teilrechnung", "1. Rate", True),
        ("2. Teilrechnung", "3. Teilrechnung", False),
        ("Wartung 1. Halbjahr 2026", "Wartung 2. Halbjahr", False),
        ("Wartung 1. Halbjahr 2026", "Wartung HJ 2", False),
        ("Wartung 1. Halbjahr 2026", "Wartung 1. HJ", True),
        ("Retainer Monat 2", "Retainer Monat 3", False),
        ("Retainer M2", "Retainer M3", False),
        ("Retainer Monat 2", "Retainer M3", False),
        ("Retainer M2", "Retainer Monat 02", True),
        ("Retainer Monat 2", "Retainer 3 Monate", True),
        ("Banner M2", "Banner 3 m", True),
        ("Retainer Q1", "Retainer 2. Quartal", False),
        ("Retainer Q1", "Retainer 1. Quartal", True),
        ("2. Hälfte Messestand", "1. Hälfte Messestand", False),
    ],
)
def test_compounds_and_initials_count_as_their_word(title: str, text: str, is_sure: bool) -> None:
    one = titled(title, text)
    assert (one.verdict is Verdict.SURE) == is_sure, one.warnings
    assert is_sure or OTHERWISE in one.warnings


@pytest.mark.parametrize("title", ["Anzahlung Umbau", "2. Abschlagsrechnung Umbau", "Acompte Umbau"])
@pytest.mark.parametrize(
    "text", ["Schlussrechnung Umbau", "Restzahlung", "Umbau Rest", "2. Hälfte", "Schlusszahlung nach 2. Abschlag"]
)
def test_what_is_left_is_not_what_is_paid_ahead(title: str, text: str) -> None:
    one = titled(title, text)
    assert (one.verdict, OTHERWISE in one.warnings) == (Verdict.REVIEW, True)
    assert titled(title, f"RE-2026-0098 {text}").verdict is Verdict.SURE
    left = titled(title, text, gross_minor=200_000, settled_minor=81_000, open_minor=119_000)
    assert OTHERWISE not in left.warnings, "the rest of the document itself"


@pytest.mark.parametrize(
    "title",
    ["Schlussrechnung Umbau", "Schlussrechnung Umbau abzgl. Anzahlung", "Umbau abzüglich geleisteter Anzahlungen"],
)
@pytest.mark.parametrize("text", ["Anzahlung Umbau", "Abschlag", "1. Hälfte"])
def test_what_is_paid_ahead_is_not_what_is_left(title: str, text: str) -> None:
    one = titled(title, text)
    assert (one.verdict, OTHERWISE in one.warnings) == (Verdict.REVIEW, True)
    for same in ("Schlussrechnung Umbau", "Restzahlung Umbau", "Umbau"):
        assert titled(title, same).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Anzahlung Umbau", "Anzahlung Umbau"),
        ("Anzahlung Umbau", "Restaurant Umbau"),
        ("Umbau", "Schlussrechnung"),
        ("Umbau", "Restzahlung"),
        ("3. Teilrechnung (Schlussrechnung)", "Schlussrechnung"),
        ("Anzahlung, Rest bei Abnahme", "Rest"),
    ],
)
def test_the_same_part_or_none_is_no_doubt(title: str, text: str) -> None:
    assert titled(title, text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Hosting 2026", "Hosting 2025"),
        ("Hosting 2026", "Hosting 2027"),
        ("Hosting 2026", "Hosting für 2025, danke"),
        ("Hosting 2026", "Hosting Q4 2025"),
        ("Hosting 2026", "Honorar aus 2025"),
        ("Jahresabschluss 2025", "Jahresabschluss 2024"),
        ("Jahresabschluss 2025", "Jahresabschluss 2026"),
        ("Wartung 1. Halbjahr 2026", "Wartung 1. Halbjahr 2025"),
    ],
)
def test_another_year_than_the_titles_is_another_document(title: str, text: str) -> None:
    one = titled(title, text)
    assert (one.verdict, OTHERWISE in one.warnings) == (Verdict.REVIEW, True)
    assert titled(title, f"{text} RE-2026-0098").verdict is Verdict.SURE
    assert titled("Website", text).verdict is Verdict.SURE, "a title that says no year"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Hosting 2026", "Hosting 2026"),
        ("Hosting 2026", "Hosting"),
        ("Hosting 2025-2027", "Hosting 2026"),
        ("Hosting 2026", "Hosting 2025 und 2026"),
        ("Hosting 2026", "Hosting, Auftrag 2025"),
        ("Hosting 2026", "Hosting laut Angebot von 2025"),
        ("Hosting 2026", "Hosting Raum 2025"),
        ("Hosting 2026", "Hosting Kd-Nr. 2025"),
        ("Hosting 2026", "Hosting 2025,00 EUR"),
        ("Hosting 2026", "Hosting EUR 2025"),
        ("Hosting 2026", "Hosting seit 2023"),
        ("Hosting 2026", "Hosting 2019"),
        ("Jahresabschluss 2025", "Jahresabschluss Zahlung 2026"),
        ("Jahresabschluss 2025", "Rechnung 2026 Jahresabschluss"),
        ("Projekt 2025-17", "Projekt 2026"),
    ],
)
def test_no_year_or_another_number_is_no_doubt(title: str, text: str) -> None:
    one = titled(title, text)
    assert (one.verdict, one.warnings) == (Verdict.SURE, ())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Hosting 2026", "Hosting 2025/26"),
        ("Hosting 2025/26", "Hosting 2025"),
        ("Schlussrechnung Umbau", "Schlussrechnung Umbau, Anzahlung verrechnet"),
    ],
)
def test_what_says_both_counts_nothing_otherwise(title: str, text: str) -> None:
    assert OTHERWISE not in titled(title, text).warnings


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Projekt 1235 Relaunch", "Projekt 1234"), ("Projekt P-1235", "Projekt P-1234"), ("AB-20232", "AB 20231"),
        ("BV Lindenweg 14", "BV Lindenweg 12"), ("Heft 8", "heft 07"), ("Flyer 1000 Stück", "Flyer 500 Stück"),
        ("Projekt 26-015", "Projekt 26-014"), ("Projekt 2026-015", "Projekt 2026/014"), ("Objekt 7/3", "Objekt 7/2"),
    ],
)  # fmt: skip
def test_another_number_behind_a_word_of_the_title_is_asked(title: str, text: str) -> None:
    one = titled(title, text)
    assert one.verdict is Verdict.REVIEW
    assert any("counts otherwise than the title" in warning for warning in one.warnings)
    assert titled(title, title).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Wartung 2026", "Wartung 90,00"), ("Wartung 12", "Wartung 90 EUR"), ("Wartung 12", "Wartung 2026"),
        ("Rechnung 12", "Rechnung"), ("Einsatz 3", "Einsatz 12.03."), ("Plan B 2", "Plan B 1"),
        ("Heft 7 und 8", "Heft 7"), ("Kunde 10", "Kd. 11 Kunde 11"), ("Objekt 0104", "Objekt 104"),
        ("Umbau Hauptstr. 5", "Umbau Hauptstr 5/3"), ("Projekt 26-014", "Projekt 14"), ("Wartung 2026", "Wartung 3/26"),
    ],
)  # fmt: skip
def test_years_amounts_days_and_customers_are_no_other_number(title: str, text: str) -> None:
    assert titled(title, text).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "text", ["Betrag 700,00", "Rechnungsbetrag EUR 700,00", "Summe 700,-", "laut Rg über 700,00 EUR"]
)
def test_the_amount_of_another_document_is_asked(text: str) -> None:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    own, other = make_item(), make_item("RE-2026-0106", 700_00)
    one = proposal(line, own, other, accounts=ACCOUNT)
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("the text states just what is open of RE-2026-0106",))
    stranger = make_item("RE-2026-0106", 700_00, "Andere AG")
    for items in ((own,), (own, make_item("RE-2026-0106", 700_01)), (own, stranger)):
        assert proposal(line, *items, accounts=ACCOUNT).verdict is Verdict.SURE
    both = make_line(119_000, f"{text}, bezahlt 1.190,00", "Müller GmbH", PAYER)
    assert proposal(both, own, other, accounts=ACCOUNT).verdict is Verdict.SURE


def test_of_suppliers_as_well() -> None:
    line = make_line(-50_000, "Betrag 700,00", "Papier AG", PAYER)
    one = proposal(line, make_bill("4711-88", party="Papier AG"), make_bill("4711-99", 700_00, party="Papier AG"))
    assert "the text states just what is open of 4711-99" in one.warnings


@pytest.mark.parametrize(
    ("title", "text", "is_sure"),
    [
        ("Projekt 26-014 Messestand", "Rechnung Projekt 26-014 Messestand", True), ("Halle 4 Stand B12", "B12", True),
        ("BV Lindenweg 12", "BV Lindenweg 12 vom 01.03.2026", True), ("Roll-up 85x200", "Roll-up 85x200 v. 1.3.", True),
        ("Newsletter 4/2026", "Rechnung Newsletter 4/2026", True), ("BV Lindenweg 20399", "Lindenweg 20398", False),
        ("Projekt 20399", "Rechnung 20399", False), ("Rechnung 20399", "Rechnung 20399", False),
        ("Projekt 203991", "Projekt 20399", False),
    ],
)  # fmt: skip
def test_a_number_the_title_says_is_no_unknown_one(title: str, text: str, is_sure: bool) -> None:
    assert (titled(title, text).verdict is Verdict.SURE) == is_sure
