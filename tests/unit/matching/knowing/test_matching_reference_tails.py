"""Structured references that end with a document's number: evidence beside the payer, and only there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_line, paid, proposal
from stdnum.ch import esr

from reconcile.matching.knowing.reference_tails import tails
from reconcile.matching.reading.text import Strength
from reconcile.records import OpenItem, Proposal, Side, Verdict


def qrr(payload: str) -> str:
    return f"{payload:0>26}{esr.calc_check_digit(payload)}"


def bills() -> list[OpenItem]:
    """Three of one amount."""
    days = ((1, "251101C"), (5, "251140C"), (9, "251177C"))
    return [make_bill(number, invoice_date=date(2026, 2, day)) for day, number in days]


def matched(reference: str, *items: OpenItem, name: str = "Papier AG", text: str = "", **line: Any) -> Proposal:
    accounts = (known(PAYER, "Papier AG", Side.INCOMING),) if name == "Papier AG" else ()
    one = make_line(-50_000, text, name, PAYER, creditor_reference=reference, **line)
    return proposal(one, *items, accounts=accounts)


OF_251140 = qrr("10047" + "251140".zfill(12))


@pytest.mark.parametrize(("reference", "text"), [(OF_251140, ""), ("", OF_251140), ("RF79990000251140", "")])
def test_a_reference_that_ends_with_the_number_says_which_of_equal_bills(reference: str, text: str) -> None:
    one = matched(reference, *bills(), text=text)
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"251140C": -50_000})
    assert "reference of 251140C in text" in one.reasons


def test_of_a_stranger_it_says_nothing() -> None:
    said = [matched(reference, bills()[1], name="Fremd AG") for reference in (OF_251140, "")]
    assert [(one.verdict, one.confidence) for one in said] == [(said[1].verdict, said[1].confidence)] * 2


def test_two_documents_of_these_digits_are_a_question() -> None:
    one = matched(OF_251140, bills()[1], make_bill("251140"))
    assert one.verdict is Verdict.AMBIGUOUS


def test_a_reference_that_is_a_documents_own_is_read_no_further() -> None:
    own = make_bill("4711-88", references=(OF_251140,))
    assert paid(matched(OF_251140, *bills(), own)) == {"4711-88": -50_000}


def test_a_document_that_asks_for_another_reference_is_doubted() -> None:
    one = matched(OF_251140, make_bill("251140C", references=(qrr("1"),)))
    assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("the line's reference is not that of 251140C",))


@pytest.mark.parametrize("right", [qrr("20260013"), "RF9520260013"])
def test_wrong_check_digits_make_a_question_of_what_the_reference_names(right: str) -> None:
    item = make_bill("2026-0013")
    assert matched(right, item).verdict is Verdict.SURE
    wrong = f"RF59{right[4:]}" if right.startswith("RF") else f"{right[:-1]}{(int(right[-1]) + 1) % 10}"
    one = matched(wrong, item)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"2026-0013": -50_000})
    assert "the check digits of the line's reference are wrong: it may be another's" in one.warnings
    as_asked = make_bill("2026-0013", references=(wrong,))
    assert matched(wrong, as_asked).verdict is Verdict.SURE, "the document asks for it like this"


def test_in_another_currency_or_direction_it_names_nothing() -> None:
    foreign = make_bill("251140C", currency="CHF")
    assert not any("251140C" in warning for warning in matched(OF_251140, foreign, bills()[0]).warnings)


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        ("10047" + "251140".zfill(12), {"251140": Strength.REFERENCE}),
        ("99" + "4711".zfill(10), {"4711": Strength.WEAK}),
        ("77251140", {"77251140": Strength.REFERENCE, "7251140": Strength.WEAK, "251140": Strength.WEAK}),
        ("10047" + "42".zfill(12), {}),
    ],
)
def test_what_a_payload_may_end_with(payload: str, found: dict[str, Strength]) -> None:
    said = dict(tails(qrr(payload)))
    assert {tail: strength for tail, strength in said.items() if len(tail) < 9} == found
    assert list(tails(payload)) == [], "without check digits"
