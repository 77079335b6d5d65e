"""The text says, word by word, what another document of the payer is for: then this one is a question."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line, paid, proposal

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
    ],
)
def test_what_a_paid_document_was_for_is_not_the_open_one(title: str, paid_title: str, text: str) -> None:
    one = beside_a_paid(title, paid_title, text)
    assert one.verdict is Verdict.REVIEW
    assert "the text says what RE-2026-0097 is for, of which nothing is open any more" in one.warnings
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
    [("Honorar März 2026", "Honorar", "Honorar"), ("Website", "Rechnung", "Ihre Rechnung")],
)
def test_one_word_a_paid_document_has_says_too_little(title: str, paid_title: str, text: str) -> None:
    assert beside_a_paid(title, paid_title, text).verdict is Verdict.SURE
