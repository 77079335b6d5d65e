"""A return dearer by the bank's charge is shown beside the debit it gives back, which is not paid."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import OWN, PAYER, make_item, make_line, on, paid, proposals

from importers.statement import Original
from reconcile.records import BankLine, Verdict

NUMBER = "RE-2026-0004"
BACK = {"return_reason": "AM04"}


def collected(text: str = NUMBER, day: int = 2, amount: int = 41_650, **facts: Any) -> BankLine:
    return on(date(2026, 3, day), make_line(amount, text, "Müller GmbH", PAYER, **facts))


def given_back(text: str = NUMBER, amount: int = -42_060, **facts: Any) -> BankLine:
    return on(date(2026, 3, 5), make_line(amount, text, **{"name": "Müller GmbH", "iban": PAYER, **BACK, **facts}))


@pytest.mark.parametrize(
    "facts",
    [
        {"text": f"{NUMBER} Rueckgabe"},
        {"text": "Rückgabe", "charges_minor": 410},
        {"text": "Rückgabe", "original": Original(amount_minor=41_650, currency="EUR")},
        {"text": f"{NUMBER} ENTGELT 4,10 EUR", "iban": ""},
        {"text": f"{NUMBER} Rückgabe", "return_reason": "", "bank_code": "109"},
        {"text": f"{NUMBER} Rückgabe SEPA-Basislastschrift", "return_reason": ""},
    ],
)
def test_a_return_dearer_by_the_charge_gives_back_its_debit_and_the_payment_after_it_is_sure(
    facts: dict[str, Any],
) -> None:
    lines = [collected(), given_back(**facts), collected(day=20)]
    first, second, third = proposals(lines, make_item(NUMBER, 41_650))
    assert (first.kind, first.verdict, paid(first)) == ("return", Verdict.REVIEW, {})
    assert any("gives back the line of 2026-03-02" in warning for warning in second.warnings)
    assert (third.verdict, paid(third)) == (Verdict.SURE, {NUMBER: 41_650})


def test_a_mandate_says_whose_debit_came_back() -> None:
    mandate: dict[str, Any] = {"mandate_id": "NLS-M-4"}
    back = given_back("Rückgabe", name="", iban="", charges_minor=410, **mandate)
    first, _ = proposals([collected(**mandate), back], make_item(NUMBER, 41_650))
    assert first.kind == "return"


def test_where_no_text_has_a_number_the_only_debit_is_the_one() -> None:
    first, _ = proposals([collected("Beitrag"), given_back("Rückgabe")], make_item(NUMBER, 41_650))
    assert first.kind == "return"


def test_where_the_return_alone_has_no_number_the_debit_is_not_sure() -> None:
    first, _ = proposals([collected(), given_back("Rückgabe")], make_item(NUMBER, 41_650))
    assert (first.verdict, paid(first)) == (Verdict.REVIEW, {NUMBER: 41_650})
    assert "may have been returned on 2026-03-05" in first.warnings


def test_of_several_debits_a_return_without_a_number_leaves_none_sure() -> None:
    lines = [collected(), collected("RE-2026-0005", 3), given_back("Rückgabe")]
    found = proposals(lines, make_item(NUMBER, 41_650), make_item("RE-2026-0005", 41_650))
    assert [one.verdict for one in found] == [Verdict.REVIEW] * 3
    assert all("may have been returned on 2026-03-05" in one.warnings for one in found[:2])


def test_of_several_debits_the_number_says_which_came_back() -> None:
    lines = [collected(), collected("RE-2026-0005", 3), given_back()]
    first, second, _ = proposals(lines, make_item(NUMBER, 41_650), make_item("RE-2026-0005", 41_650))
    assert (first.kind, second.verdict) == ("return", Verdict.SURE)


def test_the_number_goes_before_the_amount() -> None:
    lines = [collected(), collected("RE-2026-0005", 3, 42_060), given_back()]
    first, second, _ = proposals(lines, make_item(NUMBER, 41_650), make_item("RE-2026-0005", 42_060))
    assert (first.kind, second.verdict) == ("return", Verdict.SURE)


@pytest.mark.parametrize(
    "back",
    [
        given_back(amount=-41_600),  # a return is never smaller
        given_back(amount=-44_200),  # no bank charges so much
        given_back("RE-2026-0017"),  # of another debit
        given_back(account=OWN[:-1] + "9"),
        given_back(currency="CHF"),
    ],
)
def test_a_return_of_something_else_leaves_the_debit_sure(back: BankLine) -> None:
    first, second = proposals([collected(), back], make_item(NUMBER, 41_650))
    assert first.verdict is Verdict.SURE
    assert not any("give" in warning for warning in second.warnings)
