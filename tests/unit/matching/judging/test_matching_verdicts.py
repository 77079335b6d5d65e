"""money.md 11: each gate alone turns a sure proposal into one for a person, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line, on, paid, proposal

from reconcile.matching import Rules, propose
from reconcile.matching.judging.verdicts import GATES
from reconcile.matching.rules import DEFAULT_WEIGHTS
from reconcile.records import Side, Verdict

NUMBER: dict[str, Any] = {"text": "RE-2026-0098", "name": "Müller"}


def test_the_plain_case_is_sure() -> None:
    one = proposal(make_line(**NUMBER), make_item())
    assert (one.verdict, one.warnings, one.missing) == (Verdict.SURE, (), "")


def test_a_number_without_the_year_at_its_end_is_the_documents() -> None:
    """It was called a number like it that is no document's."""
    this, last = make_item("KB0751/26", 50_000), make_item("KB0751/25", invoice_date=date(2025, 12, 1))
    line = make_line(50_000, "KB0751", "Müller GmbH")
    found = proposal(line, this)
    assert (found.verdict, paid(found)) == (Verdict.SURE, {"KB0751/26": 50_000})
    assert "KB0751/26 or its short form in text" in found.reasons
    both = proposal(line, this, last)
    assert (both.verdict, both.warnings) == (Verdict.REVIEW, ("the text also names KB0751/25",))


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("KB0751 v. 2025", False),
        ("KB0751 vom 10.12.2025", False),
        ("KB0751 vom 10.12.25", False),
        ("KB0751 / 25", False),
        ("KB0751 25", False),
        ("KB0751 25.03.", True),
        ("KB0751/26 vom 10.12.2025", True),
        ("KB0751 vom 1.3.2026, bestellt 2025", True),
        ("KB0751 Raum 2019", True),
    ],
)
def test_an_earlier_year_beside_a_number_without_its_own_is_another_documents(text: str, is_sure: bool) -> None:
    found = proposal(make_line(50_000, text, "Müller GmbH"), make_item("KB0751/26", 50_000))
    assert (found.verdict is Verdict.SURE) == is_sure
    assert is_sure or "the text speaks of an earlier year than that of KB0751/26" in found.warnings


def test_a_run_that_ends_like_the_year_is_no_year() -> None:
    """The client `1326` was taken for the year 26, and an earlier year asked about for nothing."""
    line = make_line(50_000, "RE 0098 vom 10.12.2025", "Müller GmbH")
    found = proposal(line, make_item("RE-1326-0098", 50_000))
    assert "the text speaks of an earlier year than that of RE-1326-0098" not in found.warnings


@pytest.mark.parametrize(
    ("line", "item", "warning"),
    [
        ({"own_account_id": None}, {}, "own account is not mapped to Kanbert"),
        ({"flags": ("the balance proof failed",)}, {}, "the balance proof failed"),
        ({}, {"unsafe": ("archived",)}, "RE-2026-0098: archived"),
        ({"amount": 120_000}, {}, "more was paid than is open"),
    ],
)
def test_one_gate_is_enough(line: dict[str, Any], item: dict[str, Any], warning: str) -> None:
    one = proposal(make_line(**{**NUMBER, **line}), make_item(**item))
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, (warning,))


def test_the_missing_mapping_is_the_smallest_missing_fact() -> None:
    one = proposal(make_line(**NUMBER, own_account_id=None), make_item())
    assert one.missing.startswith("would be sure if the own account DE02")
    both = proposal(make_line(**NUMBER, own_account_id=None, flags=("x",)), make_item())
    assert both.missing == ""


def test_a_supplier_that_changes_its_account_within_a_run_alarms() -> None:
    """What pays the second account is no witness for it."""
    months, new = (1, 2, 3, 4), "CH9300762011623852957"
    bills = [make_bill(f"INV-750{m}", m * 10_000, invoice_date=date(2026, m, 2), due_date=None) for m in months]
    lines = [
        make_line(-m * 10_000, f"INV-750{m}", "Papier AG", PAYER if m < 3 else new, booking_date=date(2026, m, 19),
                  transaction_id=f"KR1-{m}")
        for m in months
    ]  # fmt: skip
    for order in (lines, lines[::-1]):
        found = propose(order, make_books(*bills), Rules(), run_id=RUN)
        sure = {one.line.transaction.transaction_id: one.verdict is Verdict.SURE for one in found}
        assert sure == {"KR1-1": True, "KR1-2": True, "KR1-3": False, "KR1-4": False}
        assert all("new account for this supplier" in one.warnings for one in found if one.verdict is Verdict.REVIEW)


def test_a_new_account_of_a_known_supplier_alarms_only_on_money_out() -> None:
    bill, accounts = make_bill(), (known("DE1", "Papier AG", Side.INCOMING),)
    line = make_line(-50_000, "4711-88", "Papier AG", PAYER)
    alarmed = proposal(line, bill, accounts=accounts)
    assert (alarmed.verdict, alarmed.warnings) == (Verdict.REVIEW, ("new account for this supplier",))
    assert proposal(line, bill).verdict is Verdict.SURE, "no account known: nothing to compare with"
    known_one = proposal(line, bill, accounts=(*accounts, known(PAYER, "Papier AG", Side.INCOMING)))
    assert known_one.verdict is Verdict.SURE
    customer = proposal(make_line(**NUMBER, iban=PAYER), make_item(), accounts=(known("DE1"),))
    assert customer.verdict is Verdict.SURE


def test_a_suppliers_money_to_another_suppliers_account_alarms() -> None:
    line = make_line(-50_000, "4711-88", "Papier AG", PAYER)
    one = proposal(line, make_bill(), accounts=(known(PAYER, "Fremd AG", Side.INCOMING),))
    assert one.verdict is Verdict.REVIEW
    assert "this account is known to be another supplier's" in one.warnings


def test_a_stricter_threshold_asks_more_often() -> None:
    line, item = make_line(**NUMBER), make_item()
    assert proposal(line, item, rules=Rules(sure_probability=0.999_999_9)).verdict is Verdict.REVIEW


def test_leave_one_out_needs_a_margin() -> None:
    line, items = make_line(**NUMBER), (make_item(), make_item("RE-2026-0099"))
    assert proposal(line, *items).verdict is Verdict.SURE
    wary = proposal(line, *items, rules=Rules(sure_margin=30.0))
    assert wary.verdict is Verdict.REVIEW
    assert "RE-2026-0099 fits nearly as well" in wary.warnings


def test_every_gate_says_what_it_guards() -> None:
    assert all(gate.__doc__ for gate in GATES)


def test_what_a_discount_left_open_is_not_owed_without_saying_so() -> None:
    """money.md 7: 980 of 1000 were paid in term; a line of 20 that names the invoice is for a person."""
    rest = make_item(amount=2_000, gross_minor=100_000, settled_minor=98_000, terms_minor=2_000)
    one = proposal(make_line(2_000, **NUMBER), rest)
    assert one.verdict is Verdict.REVIEW
    assert "what is open of RE-2026-0098 is the discount of its terms" in one.warnings


@pytest.mark.parametrize(("percent_of_1000", "paid"), [(6_000, 94_000), (4_500, 95_500), (4_500, 95_501)])
def test_a_discount_kanbert_has_already_deducted_is_not_a_part_payment(percent_of_1000: int, paid: int) -> None:
    """money.md 7, U31: whatever its rate, deducting the terms once more is a question."""
    item = make_item(amount=100_000, terms_minor=percent_of_1000)
    one = proposal(make_line(paid, **NUMBER), item)
    assert one.verdict is Verdict.REVIEW
    assert any("cannot be deducted again" in warning for warning in one.warnings)


def test_a_part_payment_beside_an_unknown_open_amount_is_for_a_person() -> None:
    """money.md 10: of the other invoice of this customer it may be the exact amount."""
    unknown = make_item("RE-2026-0099", 40_000, open_minor=None, unsafe=("Kanbert contradicts itself",))
    line = make_line(40_000, text="RE-2026-0098 Rate", name="Müller GmbH")
    assert proposal(line, make_item(amount=100_000)).verdict is Verdict.SURE
    assert proposal(line, make_item(amount=100_000), unknown).verdict is Verdict.REVIEW


def test_money_out_without_an_account_hides_a_new_one() -> None:
    bill, accounts = make_bill(), (known(party="Papier AG", side=Side.INCOMING),)
    line = make_line(-50_000, text="4711-88", name="Papier AG")
    assert proposal(line, bill).verdict is Verdict.SURE
    one = proposal(line, bill, accounts=accounts)
    assert one.verdict is Verdict.REVIEW
    assert "the line names no account, so a new one for this supplier would not show" in one.warnings


@pytest.mark.parametrize(("amount", "kind"), [(40_000, "part payment"), (219_000, "collective")])
def test_a_digit_away_is_another_document_of_the_party(amount: int, kind: str) -> None:
    """money.md 10: neither a part nor a list confirms its numbers, so a wrong digit would not show."""
    items = [make_item(amount=119_000), make_item("RE-2026-0500", 100_000)]
    text = "RE-2026-0098" if kind == "part payment" else "RE-2026-0098, RE-2026-0500"
    line = make_line(amount, text=text, name="Müller GmbH", iban=PAYER)
    alone = proposal(line, *items, accounts=(known(),))
    assert (alone.kind, alone.verdict) == (kind, Verdict.SURE)
    near = proposal(line, *items, make_item("RE-2026-0096", 119_000), accounts=(known(),))
    assert (near.kind, near.verdict) == (kind, Verdict.REVIEW)
    assert "with one digit wrong it would be RE-2026-0096" in near.warnings
    others = make_item("RE-2026-0096", 119_000, "Fremd AG")
    assert proposal(line, *items, others, accounts=(known(),)).verdict is Verdict.SURE, "of another party"


def test_a_near_number_of_another_amount_does_not_spoil_a_list() -> None:
    items = [make_item(amount=119_000), make_item("RE-2026-0500", 100_000), make_item("RE-2026-0096", 50_000)]
    line = make_line(219_000, text="RE-2026-0098, RE-2026-0500", name="Müller GmbH")
    assert proposal(line, *items).verdict is Verdict.SURE


@pytest.mark.parametrize(("still_open", "said"), [(36_364, True), (44_444, True), (44_445, False), (36_363, False)])
def test_a_part_payment_within_a_tenth_of_what_a_near_number_owes_says_so(still_open: int, said: bool) -> None:
    items = [make_item(amount=119_000), make_item("RE-2026-0096", still_open)]
    line = make_line(40_000, text="RE-2026-0098", name="Müller GmbH", iban=PAYER)
    one = proposal(line, *items, accounts=(known(),))
    assert ("this amount is within a tenth of what is open of RE-2026-0096" in one.warnings) is said


@pytest.mark.parametrize(
    ("still_open", "is_sure"), [(35_700, True), (119_000, False), (40_000, False), (38_000, False)]
)
def test_a_part_payment_is_none_of_a_near_number_of_which_less_is_open(still_open: int, is_sure: bool) -> None:
    """About as much is another matter: the amount may be misread as well."""
    line = make_line(40_000, text="1. Rate RE-2026-0098", name="Müller GmbH", iban=PAYER)
    one = proposal(line, make_item(amount=119_000), make_item("RE-2026-0099", still_open), accounts=(known(),))
    assert paid(one) == {"RE-2026-0098": 40_000}
    assert (one.verdict is Verdict.SURE) == is_sure
    assert is_sure or "with one digit wrong it would be RE-2026-0099" in one.warnings


def test_a_silent_payment_is_for_the_month_before_not_for_tomorrows_invoice() -> None:
    """A standing order on the last of March: the invoice of 1 April was not written yet."""
    march = make_item("RE-2026-0099", invoice_date=date(2026, 3, 1), due_date=date(2026, 3, 11))
    april = make_item("RE-2026-0100", invoice_date=date(2026, 4, 1), due_date=date(2026, 4, 11))
    line = make_line(text="Dauerauftrag", name="Müller", iban=PAYER, booking_date=date(2026, 3, 31))
    one = proposal(line, march, april, accounts=(known(),))
    assert [share.item.number for share in one.allocations] == ["RE-2026-0099"]
    alone = proposal(line, april, accounts=(known(),))
    assert (alone.verdict, [share.item.number for share in alone.allocations]) == (Verdict.REVIEW, ["RE-2026-0100"])
    assert "paid before the invoice date" in alone.warnings
    titled = replace(april, title="Retainer April")
    for text in ("RE-2026-0100", "Retainer April", "Rechnung vom 01.04.2026"):  # dated a little after the payment
        said = proposal(
            on(date(2026, 3, 31), make_line(text=text, name="Müller", iban=PAYER)), march, titled, accounts=(known(),)
        )
        assert [share.item.number for share in said.allocations] == ["RE-2026-0100"], text
        assert "paid before the invoice date" not in said.warnings


def test_what_is_sure_but_for_its_date_is_not_sure() -> None:
    """The gate and the columns of quick answers say so, whatever the evidence adds up to."""
    april = make_item("RE-2026-0100", 123_457, invoice_date=date(2026, 4, 1), due_date=date(2026, 4, 11))
    weights = {**DEFAULT_WEIGHTS, "known_account": {**DEFAULT_WEIGHTS["known_account"], "known": 9.0}}
    for day, verdict in ((date(2026, 3, 31), Verdict.REVIEW), (date(2026, 4, 1), Verdict.SURE)):
        line = make_line(123_457, text="Danke", name="Müller", iban=PAYER, booking_date=day)
        one = proposal(line, april, accounts=(known(),), rules=Rules(weights=weights))
        assert one.verdict == verdict
        assert ("paid before the invoice date" in one.warnings) == (verdict == Verdict.REVIEW)
