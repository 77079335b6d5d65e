"""Months in a text whose digits are by chance those of a number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, RUN, known, make_books, make_item, make_line

from reconcile.matching import Rules, propose
from reconcile.matching.knowing.numbers import named_in
from reconcile.matching.reading.chance_months import between_months, kept_apart
from reconcile.matching.reading.likeness import is_near
from reconcile.matching.reading.offers import KeyIndex, number_offers
from reconcile.matching.reading.pieces import cut_pieces
from reconcile.matching.reading.runs import cut
from reconcile.matching.reading.text import IN_FULL, Strength, plain_lines
from reconcile.records import BankLine, OpenItem, Proposal, Verdict


def strength_of(text: str, number: str, *, apart: bool = True) -> Strength:
    runs = cut([number])
    (piece,) = cut_pieces([plain_lines([text])])
    index = KeyIndex(number_offers(runs, np.arange(1)), 12)
    found = named_in(piece, index, apart=kept_apart(runs, cut([]), np.zeros(0, np.int64)) if apart else None)
    return Strength(int(found.strength[0])) if len(found.strength) else Strength.NONE


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Wartung 03/2023", "HN-0320/23"),
        ("Wartung 3/2023 Danke", "HN-0320/23"),
        ("Wartung 1/2025", "120/25"),
        ("(01.2025)", "0120-25"),
        ("Miete 2025-01", "20-2501"),
        ("Miete 03/2023 Rechnung", "HN-0320/23"),
    ],
)
def test_a_month_is_no_number_that_is_split_otherwise(text: str, number: str) -> None:
    assert strength_of(text, number) == Strength.NONE
    assert strength_of(text, number, apart=False) >= IN_FULL


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0320/23", "HN-0320/23"),
        ("HN 03/2023", "HN-0320/23"),
        ("HN03/2023", "HN-0320/23"),
        ("03/2023 HN-0320/23", "HN-0320/23"),
        ("032023", "HN-0320/23"),
        ("03 2023", "HN-0320/23"),
        ("Rechnung 03/2023", "HN-0320/23"),
        ("Rechnung Nr. 03/2023", "HN-0320/23"),
        ("RE 2026/12", "20-2612"),
        ("RD-03/2023", "HN-0320/23"),
        ("Rechnungen 2026-11 und 2026-12", "RE-2026-0011"),
        ("2026-11", "2026-11"),
        ("11/2026", "RE-11/2026"),
        ("11/2026", "112026"),
        ("15/2023", "HN-1520/23"),
    ],
)
def test_a_number_stays_one(text: str, number: str) -> None:
    assert strength_of(text, number) == strength_of(text, number, apart=False) >= IN_FULL


_NUMBERS = st.from_regex(r"(?:[A-Z]{1,3}[-/ ]?)?[0-9]{1,4}[-/. ][0-9]{1,4}(?:[-/][0-9]{1,3})?", fullmatch=True)


@given(_NUMBERS, st.sampled_from(["", "Rechnung ", "Zahlung zu "]))
def test_a_number_as_printed_is_never_a_month_by_chance(number: str, before: str) -> None:
    text = before + number
    assert strength_of(text, number) == strength_of(text, number, apart=False)


def test_what_is_near_to_a_number_is_no_month() -> None:
    assert not is_near("Wartung 04/2026", "HN-0520/26")
    assert not is_near("Wartung 5/2026", "0520/26")
    assert is_near("0521/26", "0520/26")
    assert is_near("Rechnung 2026-01", "RE-2026-011")
    assert is_near("Wartung, Nr. 2026-03", "202603-1")
    assert is_near("Wartung 03/2026", "032026-1")
    assert not is_near("0320 04/2026 23", "03202/3")
    assert between_months("Wartung 04/2026, Hosting 2026-05", "HN-0520/26") == ["Wartung ", ", Hosting ", ""]


def answer(text: str, *items: OpenItem, settled: tuple[OpenItem, ...] = ()) -> Proposal:
    line = make_line(119_000, text, "Müller GmbH", PAYER)
    books = replace(make_books(*items, accounts=(known(),)), settled=settled)
    return propose([line], books, Rules(), run_id=RUN)[0]


OTHERS = make_item("0320/26", 45_000, "Bäckerei Schulz")


def test_a_month_names_nobody_elses_document() -> None:
    one = answer("Wartung 03/2026", make_item("0417/26"), OTHERS)
    assert (one.verdict, one.warnings) == (Verdict.SURE, ())


def test_a_month_names_no_paid_document() -> None:
    paid = replace(OTHERS, open_minor=0, settled_minor=45_000)
    one = answer("Wartung 03/2026", make_item("0417/26"), settled=(paid,))
    assert (one.verdict, one.warnings) == (Verdict.SURE, ())


def test_the_number_itself_names_it() -> None:
    one = answer("0320/26", make_item("0417/26"), OTHERS)
    assert one.verdict is not Verdict.SURE
    assert "the text also names 0320/26" in one.warnings


def on_april(day: int, text: str) -> BankLine:
    return make_line(119_000, text, "Müller GmbH", PAYER, booking_date=date(2026, 4, day))


def of_month(number: str, month: int, amount: int = 119_000, **facts: Any) -> OpenItem:
    return make_item(number, amount, invoice_date=date(2026, month, 2), due_date=date(2026, month, 16), **facts)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "Rechnung Nr. 03/2026",
            [
                of_month("4711-032026", 3, 45_000, title="Wartung 02/2026"),
                of_month("4711-042026", 4, title="Wartung 03/2026"),
            ],
        ),
        (
            "Wartung, Rechnung Nr. 2026-03",
            [of_month("202603-1", 3, title="Hosting 02/2026"), of_month("202604-1", 4, title="Wartung 03/2026")],
        ),
        ("Wartung 03/2026", [of_month("0732/26", 4), of_month("0320/26", 3, 45_000, references=("03/2026",))]),
    ],
)
def test_what_is_a_months_own_number_or_reference_is_not_overlooked(text: str, items: list[OpenItem]) -> None:
    """Found by a reviewer of an earlier form of the rule: the first two runs, what is glued, what another text says."""
    books = make_books(*items, accounts=(known(),))
    (one,) = propose([on_april(10, text)], books, Rules(), run_id=RUN)
    assert one.verdict is not Verdict.SURE


def test_a_month_by_chance_keeps_no_month_from_objecting() -> None:
    paid = replace(of_month("0120/26", 1, title="Wartung 01/2026"), open_minor=0, settled_minor=119_000)
    books = replace(make_books(of_month("0220/26", 3, title="Hosting 06/2026"), accounts=(known(),)), settled=(paid,))
    (one,) = propose([on_april(10, "Wartung 01/2026, 02/2026")], books, Rules(), run_id=RUN)
    assert one.verdict is not Verdict.SURE
