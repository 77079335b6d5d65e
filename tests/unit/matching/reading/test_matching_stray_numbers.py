"""A few digits that are a time, a postcode, an order pay no part of the invoice that has them for a number."""

from __future__ import annotations

import pytest
from matching_builders import PAYER, known, make_item, make_line, proposal

from reconcile.matching.reading.stray_numbers import may_be_stray
from reconcile.records import Proposal, Verdict

OPEN = 119_000


def answer(text: str, number: str, amount: int = 50_000) -> Proposal:
    line = make_line(amount, text, "Müller GmbH", PAYER)
    return proposal(line, make_item(number, OPEN), accounts=(known(PAYER, "Müller GmbH"),))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Honorar DATUM 11.03.2026, 10.45 UHR", "1045"),
        ("Honorar DATUM 11.03.2026, 10.45 UHR", "RE-1045"),
        ("Honorar 10:45", "1045"),
        ("Praxis Huber, Hauptstr. 5, 10098 Berlin", "10098"),
        ("Lief.-Nr. 1045", "1045"),
        ("Projekt 1045 Honorar", "1045"),
        ("30% Anzahlung AN-2026-0098", "RE-2026-0098"),
        ("Lieferschein LS-2026-0098", "RE-2026-0098"),
    ],
)
def test_what_may_be_anything_pays_no_part(text: str, number: str) -> None:
    assert answer(text, number).verdict is Verdict.REVIEW


def test_the_amount_itself_is_no_number() -> None:
    assert answer("1045 Euro", "1045", 104_500).verdict is Verdict.REVIEW
    assert answer("Rechnung 1045", "1045", 104_500).verdict is Verdict.SURE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Rechnung 1045 Honorar", "1045"),
        ("1045", "1045"),
        ("1045 Teilzahlung, vielen Dank", "1045"),
        ("Müller 1045 Akonto", "1045"),
        ("RE-1045 Honorar", "RE-1045"),
        ("KB 1045 Honorar", "KB1045"),
        ("Honorar 2026-0098 Akonto", "RE-2026-0098"),
    ],
)
def test_a_number_that_is_said_to_be_one_pays_a_part(text: str, number: str) -> None:
    assert answer(text, number).verdict is Verdict.SURE


def test_several_words_for_an_invoice() -> None:
    assert not may_be_stray("Praxis 1045 Re. 1046", "1046", "500", {"1046"}, ())
    assert may_be_stray("Praxis 1045 Re. 1046", "1045", "500", {"1046"}, ())
