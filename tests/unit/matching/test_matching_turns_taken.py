"""Who takes a turn first, and what a later line may not take: an earlier one that names the document may have paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.records import Document, Side, Verdict

ACCOUNT = (known(),)
BOTH = make_item(), make_item("RE-2026-0055", 50_000)


def line(amount: int, text: str, day: int = 11) -> Any:
    return on(date(2026, 3, day), make_line(amount, text, "Müller GmbH", PAYER))


@pytest.mark.parametrize("text", ["RE-2026-0098 RE-2026-0055", "RE-2026-0055, 2026-0098"])
def test_a_list_that_paid_a_document_comes_before_a_later_line_of_just_its_amount(text: str) -> None:
    listed, later = proposals([line(169_000, text), line(119_000, "RE-2026-0098", 13)], *BOTH, accounts=ACCOUNT)
    assert paid(listed) == {"RE-2026-0098": 119_000, "RE-2026-0055": 50_000}
    assert listed.verdict is Verdict.SURE
    assert later.verdict is not Verdict.SURE
    assert paid(later) == {}


@pytest.mark.parametrize("text", ["RE-2026-0098, 0155", "RE-2026-0098 Teilzahlung", "RE-2026-0098 und noch eine"])
def test_beside_an_earlier_line_that_names_the_document_nothing_later_is_sure(text: str) -> None:
    items = (*BOTH, make_item("RE-2026-0155", 50_000))
    for amount in (169_000, 60_000, 200_000):
        _, later = proposals([line(amount, text), line(119_000, "RE-2026-0098", 13)], *items, accounts=ACCOUNT)
        assert later.verdict is not Verdict.SURE


def test_a_line_that_comes_first_in_time_is_not_held_up_by_a_later_list() -> None:
    first, _ = proposals(
        [line(119_000, "RE-2026-0098"), line(169_000, "RE-2026-0098 RE-2026-0055", 13)], *BOTH, accounts=ACCOUNT
    )
    assert (first.verdict, paid(first)) == (Verdict.SURE, {"RE-2026-0098": 119_000})


@pytest.mark.parametrize(
    "text", ["Auftrag RE-88123", "Kunde RE-88123", "Vertrag R-77123", "Konto R2026-0077", "KNR RE-88123"]
)
def test_an_invoice_number_behind_a_customers_word_is_still_one(text: str) -> None:
    assert proposal(line(119_000, text), make_item(), accounts=ACCOUNT).verdict is Verdict.REVIEW


@pytest.mark.parametrize("text", ["Kunde K-10359", "Kundennr. C10359", "KD D-40073", "KNR 10359"])
def test_a_customers_number_with_its_letter_is_no_unknown_number(text: str) -> None:
    assert proposal(line(119_000, text), make_item(), accounts=ACCOUNT).verdict is Verdict.SURE


def test_zeros_count_for_a_number_of_digits_alone_and_not_without_its_letters() -> None:
    part = line(50_000, "Terminal 000123")
    assert (
        "the text does not name this document, and the amount is another"
        in proposal(part, make_item("R-000123"), accounts=ACCOUNT).warnings
    )


@pytest.mark.parametrize("named", ["RE-2026-0098", "RE-2026-0099"])
def test_late_twins_are_those_of_which_as_much_is_open(named: str) -> None:
    items = make_item("RE-2026-0098", settled_minor=69_000, open_minor=50_000), make_item("RE-2026-0099", 50_000)
    late = on(date(2026, 7, 1), make_line(50_000, named, "Müller GmbH", PAYER))
    assert proposal(late, *items, accounts=ACCOUNT).verdict is Verdict.REVIEW


@pytest.mark.parametrize(("number", "text"), [("Ж", ""), ("Ж", "Ж"), ("СЧ-123", "Zahlung 12345")])
def test_numbers_in_other_scripts_have_no_form_to_be_like(number: str, text: str) -> None:
    one = proposal(line(119_000, text), make_item(number), accounts=ACCOUNT)
    assert not [warning for warning in one.warnings if "a number like" in warning]


def test_one_piece_of_text_that_may_mean_several_documents_is_no_list() -> None:
    """The earlier line may mean either; the later one names one of them, and pays it."""
    bills = make_bill("0003979", 355_280, "Logi AG"), make_bill("L-3979", 90_000, "Kram AG")
    fee = on(date(2026, 3, 9), make_line(-1_173, "Postenentgelt 3979"))
    payment = make_line(-355_280, "RG0003979", "Logi AG", PAYER)
    accounts = (known(party="Logi AG", side=Side.INCOMING),)
    _, later = proposals([fee, payment], *bills, accounts=accounts)
    assert (later.verdict, paid(later)) == (Verdict.SURE, {"0003979": -355_280})


def test_a_range_names_no_strangers_between_its_ends() -> None:
    ends = make_item("RE-2026-0095", 20_000), make_item("RE-2026-0098", 30_000)
    stranger, fellow = make_item("RE-2026-0096", 70_000, "Andere AG"), make_item("RE-2026-0097", 40_000)
    one = proposal(line(50_000, "RE-2026-0095 - RE-2026-0098"), *ends, stranger, accounts=ACCOUNT)
    assert (one.verdict, paid(one)) == (Verdict.SURE, {"RE-2026-0095": 20_000, "RE-2026-0098": 30_000})
    three = proposal(line(90_000, "RE-2026-0095 - RE-2026-0098"), *ends, stranger, fellow, accounts=ACCOUNT)
    assert paid(three) == {"RE-2026-0095": 20_000, "RE-2026-0097": 40_000, "RE-2026-0098": 30_000}
    unknown_ends = proposal(line(70_000, "RE-2026-0094 - RE-2026-0099"), stranger)
    assert paid(unknown_ends) == {"RE-2026-0096": 70_000}


def test_an_invoice_less_a_credit_note_is_no_range_of_strangers() -> None:
    items = (
        make_item("000095", 100_000),
        make_item("000132", 30_000, document=Document.CREDIT),
        make_item("000100", 50_000, "Andere AG"),
    )
    one = proposal(line(70_000, "000095 - 000132"), *items, accounts=ACCOUNT)
    assert (one.kind, paid(one)) == ("netting", {"000095": 100_000, "000132": -30_000})


def test_a_list_that_adds_up_goes_before_an_earlier_part_payment_with_a_misread_number() -> None:
    """`RE-2026-0098` was a wrong digit, of a stranger's line; the list pays it in full."""
    wrong = line(7_131, "RE-2026-0098 Sk. 2 %", 9)
    wrong = replace(wrong, transaction=replace(wrong.transaction, counterparty_name="X", counterparty_iban=""))
    part, listed = proposals([wrong, line(169_000, "RE-2026-0098, RE-2026-0055")], *BOTH, accounts=ACCOUNT)
    assert paid(listed) == {"RE-2026-0098": 119_000, "RE-2026-0055": 50_000}
    assert paid(part) == {}


def test_what_is_no_list_says_so_once_the_others_are_paid() -> None:
    """`A00443 2.` may be read as A00443 and as 0004432; the first part payment leaves just this amount."""
    bill, stranger = make_item("A00443", 97_960), make_item("0004432", 33_000, "Andere AG")
    first, second = line(48_000, "A00443 Teilzahlung"), line(49_960, "A00443 2. Teilzahlung", 25)
    other = on(date(2026, 3, 20), make_line(33_000, "0004432", "Andere AG"))
    one, _, two = proposals([first, other, second], bill, stranger, accounts=ACCOUNT)
    assert (paid(one), paid(two)) == ({"A00443": 48_000}, {"A00443": 49_960})


def test_what_a_later_line_pays_is_not_paid_already() -> None:
    """The first line names a document of another amount, which was open still."""
    mine, other = make_item("RE-2026-0133", 119_000), make_item("RE-2026-0313", 50_000, "Andere AG")
    misread = line(60_000, "RE-2026-0313 Rest folgt")
    later = on(date(2026, 3, 20), make_line(50_000, "RE-2026-0313", "Andere AG"))
    first, second = proposals([misread, later], mine, other, accounts=ACCOUNT)
    assert paid(second) == {"RE-2026-0313": 50_000}
    assert not any("already" in text for text in first.warnings)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("RE-101530", "2026-03-05-101530"),
        ("101530", "05.03.2026/101530"),
        ("101530", "TA 101530.05.03.2026"),
        ("RE-2026-0315", "Hotel 2026/03/12-18"),
        ("2026/03/15", "Zeitraum 2026.03.12-18"),
        ("120327", "Reise 12/03/26-30"),
        ("260315", "Zeitraum 26/03/12-18"),
    ],
)
def test_times_and_spans_of_days_make_no_stranger_sure(number: str, text: str) -> None:
    one = proposal(make_line(119_000, text, "Fremd", "DE55500105175407324931"), make_item(number))
    assert one.verdict is not Verdict.SURE


INSTALMENTS = make_item("RE-2026-2052", 95_400), make_item("RE-2026-1043", 75_928)


def test_a_list_does_not_go_before_part_payments_of_the_payer() -> None:
    """They paid the document; the list names it once more."""
    lines = line(20_000, "RE-2026-2052", 8), line(75_400, "RE-2026-2052", 9), line(171_328, "RE-2026-1043 RE-2026-2052")
    one, two, _ = proposals([*lines], *INSTALMENTS, accounts=ACCOUNT)
    assert (paid(one), paid(two)) == ({"RE-2026-2052": 20_000}, {"RE-2026-2052": 75_400})


def test_a_named_document_a_later_line_pays_leaves_no_other_one_to_part_payments() -> None:
    first, second = proposals(
        [line(20_000, "RE-2026-2052", 8), line(95_400, "RE-2026-2052", 9)], *INSTALMENTS, accounts=ACCOUNT
    )
    assert paid(second) == {"RE-2026-2052": 95_400}
    assert "RE-2026-2052 is proposed for the line of 2026-03-09" in first.warnings
    assert first.kind != "part payment" or "does not name" in first.warnings[0]


def test_a_list_that_nothing_explains_yet_waits() -> None:
    """What an earlier part payment leaves is what the list pays."""
    bills = make_bill("1013", 10_000), make_bill("1021", 30_000)
    part = on(date(2026, 3, 2), make_line(-15_000, "1021", "Papier AG"))
    listed = on(date(2026, 3, 5), make_line(-25_000, "1013 1021", "Zahldienst GmbH"))
    assert paid(proposals([part, listed], *bills)[1]) == {"1013": -10_000, "1021": -15_000}


def test_what_was_claimed_tentatively_counts_among_what_adds_up() -> None:
    items = make_item("RE-1001", 100_000), make_item("RE-2002", 40_000), make_item("RE-3003", 60_000)
    tentative = on(date(2026, 3, 2), make_line(40_000, "RE-2002", "Müller GmbH", PAYER, own_account_id=None))
    unnamed = line(100_000, "Danke")
    assert proposals([tentative, unnamed], *items, accounts=ACCOUNT)[1].verdict is not Verdict.SURE


@pytest.mark.parametrize(("number", "verdict"), [("A-102", Verdict.REVIEW), ("A-257", Verdict.SURE)])
def test_a_list_with_the_rest_of_a_payment_is_as_sure_as_that_payment(number: str, verdict: Verdict) -> None:
    """The number of the first may be another's, and what the list says is then short of money."""
    items = make_item("A-101", 48_735), make_item(number, 47_564)
    lines = [line(45_402, "A-101"), line(50_897, f"A-101, {number}", 13)]
    part, listed = proposals(lines, *items, accounts=ACCOUNT)
    assert (part.kind, part.verdict) == ("part payment", verdict)
    assert (listed.kind, listed.verdict) == ("collective", verdict)
    assert paid(listed) == {"A-101": 3_333, number: 47_564}


@pytest.mark.parametrize("amount", [538_534, 10_466, 500_000])
def test_a_part_of_what_an_earlier_line_names_that_was_given_nothing_is_not_sure(amount: int) -> None:
    item, text = make_item("43863", 549_000), "Rechnung 43863"
    service = on(date(2026, 3, 8), make_line(538_534, text, "Klarna Bank AB", "LU120010001234567891"))
    part = line(amount, text)
    first, second = proposals([service, part], item, accounts=ACCOUNT)
    assert (first.verdict, second.kind) == (Verdict.UNMATCHED, "part payment")
    assert second.warnings == ("the line of 2026-03-08 fits 43863 as well",)
    assert proposal(part, item, accounts=ACCOUNT).verdict is Verdict.SURE
    later = on(date(2026, 3, 20), service)
    assert proposals([part, later], item, accounts=ACCOUNT)[0].verdict is Verdict.SURE


def test_a_text_that_names_many_names_none_of_them_before_the_payer_does() -> None:
    items = make_item("43863", 549_000), make_item("43864", 200_000, "Schulze AG")
    stranger = on(date(2026, 3, 8), make_line(1_700, "Karte 43863 43864", "Tankstelle"))
    first, part = proposals([stranger, line(500_000, "Rechnung 43863")], *items, accounts=ACCOUNT)
    assert (first.verdict, part.verdict) == (Verdict.UNMATCHED, Verdict.SURE)


@pytest.mark.parametrize(
    ("amount", "text", "day", "verdict"),
    [
        (30_000, "Anzahlung RE-2026-0098", 12, Verdict.REVIEW), (30_000, "Anzahlung RE-2026-0098", 25, Verdict.SURE),
        (30_000, "2. Anzahlung RE-2026-0098", 12, Verdict.SURE), (40_000, "Anzahlung RE-2026-0098", 12, Verdict.SURE),
    ],
)  # fmt: skip
def test_the_same_part_with_the_same_words_within_days_may_be_paid_twice(
    amount: int, text: str, day: int, verdict: Verdict
) -> None:
    lines = [line(30_000, "Anzahlung RE-2026-0098"), line(amount, text, day)]
    first, second = proposals(lines, make_item(), accounts=ACCOUNT)
    assert (first.verdict, second.verdict) == (Verdict.SURE, verdict)
    assert paid(second) == {"RE-2026-0098": amount}
