"""What no number explains is not sure where it may as well be the rest, or the amount before charges, of another."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from importers.statement import Original
from reconcile.records import BankLine, Proposal, Side, Verdict

ACCOUNT = (known(),)
LARGE, SMALL = make_item("RE-2026-0098"), make_item("RE-2026-0257", 69_000)
NEAR = "RE-2026-0098 fits nearly as well"


def line(amount: int, text: str, day: int = 11, **facts: Any) -> BankLine:
    return on(date(2026, 3, day), make_line(amount, text, "Müller GmbH", PAYER, **facts))


def second(first: BankLine, later: BankLine) -> Proposal:
    return proposals([first, later], LARGE, SMALL, accounts=ACCOUNT)[1]


@pytest.mark.parametrize("flags", [(), ("possible duplicate",)])
def test_what_is_left_of_a_part_payment_may_be_meant_instead(flags: tuple[str, ...]) -> None:
    one = second(line(50_000, "RE-2026-0098", 5, flags=flags), line(69_000, "Restzahlung"))
    assert (paid(one), one.warnings) == ({"RE-2026-0257": 69_000}, (NEAR,))


@pytest.mark.parametrize(("first", "text"), [(50_000, "RE-2026-0257"), (50_100, "Restzahlung"), (119_000, "Danke")])
def test_it_is_not_where_a_number_says_which_or_another_amount_is_left(first: int, text: str) -> None:
    assert second(line(first, "RE-2026-0098", 5), line(69_000, text)).verdict is Verdict.SURE


def charged(amount: int = 117_500, text: str = "", **facts: Any) -> Proposal:
    items = LARGE, make_item("RE-2026-0257", 117_500)
    return proposal(line(amount, text, **facts), *items, accounts=ACCOUNT)


@pytest.mark.parametrize(
    "facts", [{"charges_minor": 1_500}, {"original": Original(currency="EUR", amount_minor=119_000)}]
)
def test_what_was_sent_before_charges_may_be_anothers_amount(facts: dict[str, Any]) -> None:
    one = charged(**facts)
    assert (paid(one), one.warnings) == ({"RE-2026-0257": 117_500}, (NEAR,))
    assert charged(text="RE-2026-0257", **facts).verdict is Verdict.SURE


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"charges_minor": 1_400},
        {"original": Original(currency="EUR", amount_minor=117_500)},
        {"original": Original(currency="CHF", amount_minor=119_000)},
    ],
)
def test_other_charges_say_nothing(facts: dict[str, Any]) -> None:
    assert charged(**facts).verdict is Verdict.SURE


def test_of_money_out_the_charges_came_on_top() -> None:
    bills = make_bill("4711-88", 48_500), make_bill("6022-17", 50_000)
    sent = on(date(2026, 3, 11), make_line(-50_000, "", "Papier AG", PAYER, charges_minor=1_500))
    one = proposal(sent, *bills, accounts=(known(PAYER, "Papier AG", Side.INCOMING),))
    assert (paid(one), one.warnings) == ({"6022-17": -50_000}, ("4711-88 fits nearly as well",))


def in_francs(amount: int, text: str = "", number: str = "RE-2026-0098", **facts: Any) -> Proposal:
    items = make_item(number, 110_000, currency="CHF"), make_item("RE-2026-0257", 117_500)
    ordered = Original(currency="CHF", amount_minor=amount)
    return proposal(line(117_500, text, original=ordered, **facts), *items, accounts=ACCOUNT)


@pytest.mark.parametrize("text", ["", "CHF 1.100,00 Kurs 0,9362"])
def test_what_was_ordered_in_another_currency_may_be_anothers_amount(text: str) -> None:
    one = in_francs(110_000, text)
    assert (paid(one), one.verdict) == ({"RE-2026-0257": 117_500}, Verdict.REVIEW)
    assert "what was ordered is just what is open of RE-2026-0098" in one.warnings


def test_another_amount_ordered_or_a_number_says_that_it_is_not() -> None:
    assert in_francs(110_001).verdict is Verdict.SURE
    assert in_francs(110_000, "RE-2026-0257").verdict is Verdict.SURE
    assert charged(original=Original(currency="CHF", amount_minor=117_500)).verdict is Verdict.SURE, "none is in francs"
