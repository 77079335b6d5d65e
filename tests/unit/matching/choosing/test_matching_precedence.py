"""An earlier line that names nothing, a later one that names the document: the earlier paid it, if it may have."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_item, make_line, on, paid, proposals

from reconcile.records import Proposal, Verdict

ACCOUNT = (known(),)
NUMBER = "RE-2026-0098"


def line(text: str, day: int, amount: int = 119_000) -> Any:
    return on(date(2026, 3, day), make_line(amount, text, "Müller GmbH", PAYER))


def both(earlier: str, later: str, *items: Any) -> tuple[Proposal, Proposal]:
    first, second = proposals([line(earlier, 11), line(later, 20)], *(items or (make_item(),)), accounts=ACCOUNT)
    return first, second


@pytest.mark.parametrize("silent", ["", "Ueberweisung", "Website Relaunch", "Danke"])
def test_who_paid_without_a_word_paid_it_and_who_names_it_later_pays_it_again(silent: str) -> None:
    first, second = both(silent, f"Rechnung {NUMBER}")
    assert (paid(first), paid(second)) == ({NUMBER: 119_000}, {})
    assert (first.verdict, second.verdict) == (Verdict.REVIEW, Verdict.REVIEW)
    assert "the line of 2026-03-20 names RE-2026-0098" in first.warnings
    assert second.warnings == ("possible duplicate: RE-2026-0098 is already proposed for the line of 2026-03-11",)


@pytest.mark.parametrize("says", ["Rechnung 88123", "Mietkaution", "privat", "Spende", "Rueckzahlung Darlehen"])
def test_who_says_something_else_did_not_pay_what_a_later_line_names(says: str) -> None:
    first, second = both(says, f"Rechnung {NUMBER}")
    assert (paid(first), paid(second)) == ({}, {NUMBER: 119_000})
    assert second.verdict is Verdict.REVIEW


def test_who_has_another_document_to_pay_leaves_the_named_one() -> None:
    first, second = both("", f"Rechnung {NUMBER}", make_item(), make_item("RE-2026-0055"))
    assert (paid(first), paid(second)) == ({"RE-2026-0055": 119_000}, {NUMBER: 119_000})


def test_of_three_the_earliest_pays() -> None:
    lines = [line("", 11), line("", 14), line(f"Rechnung {NUMBER}", 20)]
    first, second, third = proposals(lines, make_item(), accounts=ACCOUNT)
    assert [paid(one) for one in (first, second, third)] == [{NUMBER: 119_000}, {}, {}]
    assert Verdict.SURE not in {one.verdict for one in (first, second, third)}


def test_a_line_of_another_amount_takes_nothing_back() -> None:
    lines = [line("", 11, 60_000), line(f"Rechnung {NUMBER}", 20)]
    first, second = proposals(lines, make_item(), accounts=ACCOUNT)
    assert (paid(first), paid(second)) == ({}, {NUMBER: 119_000})


def test_what_pays_more_than_the_document_is_not_changed() -> None:
    lines = [line("", 11), line(f"{NUMBER} RE-2026-0055", 20, 169_000)]
    _, listed = proposals(lines, make_item(), make_item("RE-2026-0055", 50_000), accounts=ACCOUNT)
    assert paid(listed) == {NUMBER: 119_000, "RE-2026-0055": 50_000}
