"""A sum that names nothing, and a later line that takes one of its documents: the sum may have paid it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_item, make_line, on, paid, proposals

from reconcile.records import OpenItem, Proposal, Verdict

ACCOUNT = (known(),)
ITEMS = (make_item("RE-2026-0041", 233_359), make_item("RE-2026-0052", 434_469), make_item("RE-2026-0063", 368_067))
BOTH = {"RE-2026-0041": 233_359, "RE-2026-0052": 434_469}


def line(amount: int, text: str, day: int) -> Any:
    return on(date(2026, 3, day), make_line(amount, text, "Müller GmbH", PAYER))


def answers(*lines: Any, items: tuple[OpenItem, ...] = ITEMS) -> list[Proposal]:
    return list(proposals(list(lines), *items, accounts=ACCOUNT))


def test_a_silent_sum_keeps_its_documents_and_the_later_line_is_the_second_payment() -> None:
    together, single = answers(line(667_828, "", 12), line(233_359, "Rechnung", 13))
    assert (paid(together), paid(single)) == (BOTH, {})
    assert (together.verdict, single.verdict) == (Verdict.REVIEW, Verdict.REVIEW)
    assert "the line of 2026-03-13 fits RE-2026-0041 as well" in together.warnings
    assert "possible duplicate: RE-2026-0041 is already proposed for the line of 2026-03-12" in single.warnings


def test_who_names_its_document_keeps_it_and_is_a_question() -> None:
    together, single = answers(line(667_828, "", 12), line(233_359, "RE-2026-0041", 13))
    assert (paid(together), paid(single)) == ({}, {"RE-2026-0041": 233_359})
    assert single.verdict is Verdict.REVIEW
    assert "the line of 2026-03-12 may have paid RE-2026-0041 already" in single.warnings


@pytest.mark.parametrize("amount", [667_829, 500_000])
def test_what_adds_up_to_nothing_keeps_nobody_from_being_sure(amount: int) -> None:
    _, single = answers(line(amount, "", 12), line(233_359, "RE-2026-0041", 13))
    assert single.verdict is Verdict.SURE


def test_a_later_sum_takes_nothing_back() -> None:
    single, _ = answers(line(233_359, "RE-2026-0041", 12), line(667_828, "", 13))
    assert (single.verdict, paid(single)) == (Verdict.SURE, {"RE-2026-0041": 233_359})


def test_what_adds_up_in_several_ways_takes_nothing_back() -> None:
    equal = tuple(make_item(f"RE-2026-00{n}4", 100_000) for n in (4, 5, 6))
    _, single = answers(line(200_000, "", 12), line(100_000, "RE-2026-0054", 13), items=equal)
    assert single.verdict is Verdict.SURE


def test_of_a_list_that_does_not_add_up_a_silent_line_is_not_sure_of_one() -> None:
    listed, single = answers(line(668_328, "RE-2026-0041, RE-2026-0052", 12), line(434_469, "Zahlung", 18))
    assert (paid(listed), paid(single)) == ({}, {"RE-2026-0052": 434_469})
    assert single.verdict is Verdict.REVIEW
    assert "the line of 2026-03-12 names RE-2026-0052" in single.warnings


def test_whoever_names_it_less_a_fee_keeps_a_silent_line_from_being_sure() -> None:
    service = on(
        date(2026, 3, 12), make_line(429_000, "Rechnung RE-2026-0052", "Zahldienst AG", "CH9300762011623852957")
    )
    _, single = answers(service, line(434_469, "Zahlung", 18))
    assert single.verdict is Verdict.REVIEW


@pytest.mark.parametrize("says", ["RE-2025-0711", "Rechnung 4711", "Mietkaution"])
@pytest.mark.parametrize("later", ["Zahlung", "RE-2026-0041"])
def test_a_sum_that_says_something_else_takes_nothing_back(says: str, later: str) -> None:
    _, single = answers(line(667_828, says, 12), line(233_359, later, 13))
    assert paid(single) == {"RE-2026-0041": 233_359}
    assert not [warning for warning in single.warnings if "2026-03-12" in warning]


@pytest.mark.parametrize("text", ["Rechnung 41", "Re 0041"])
def test_who_says_which_in_short_keeps_it(text: str) -> None:
    _, single = answers(line(667_828, "", 12), line(233_359, text, 13))
    assert (paid(single), single.verdict) == ({"RE-2026-0041": 233_359}, Verdict.REVIEW)


def test_on_the_same_day_and_months_later_nobody_is_doubted() -> None:
    for day in (date(2026, 3, 12), date(2026, 7, 12)):
        named = on(day, line(233_359, "RE-2026-0041", 12))
        assert answers(line(667_828, "", 12), named)[1].verdict is Verdict.SURE


def test_what_is_said_to_be_paid_is_what_both_want() -> None:
    listed = line(368_067 + 233_359, "RE-2026-0063, RE-2026-0041", 13)
    _, later = answers(line(434_469 + 368_067, "", 12), listed)
    assert [one for one in later.warnings if "already" in one] == [
        "the line of 2026-03-12 may have paid RE-2026-0063 already"
    ]
