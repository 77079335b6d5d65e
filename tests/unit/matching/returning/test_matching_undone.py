"""A payment that a later line may have undone is not sure, whatever the words; the later line stays what it is."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.records import BankLine, Proposal, Side, Verdict

SENT = date(2026, 3, 2)


def sent(text: str = "4711-88", **facts: Any) -> BankLine:
    return on(SENT, make_line(-50_000, text, **{"name": "Papier AG", "iban": PAYER, **facts}))


def came(text: str, amount: int = 50_000, after: int = 3, **facts: Any) -> BankLine:
    line = make_line(amount, text, **{"name": "Papier AG", "iban": PAYER, **facts})
    return on(SENT + timedelta(days=after), line)


def first_of(first: BankLine, later: BankLine) -> Proposal:
    return proposals([first, later], make_bill(), accounts=(known(PAYER, "Papier AG", Side.INCOMING),))[0]


def is_doubted(one: Proposal) -> bool:
    doubted = any(warning.startswith("may have been returned on") for warning in one.warnings)
    assert doubted == (one.verdict is not Verdict.SURE)
    assert paid(one) == {"4711-88": -50_000}
    return doubted


@pytest.mark.parametrize(
    "text",
    [
        "4711-88",
        "RUECKLEITUNG Konto erloschen 4711-88",
        "Storno 4711-88",
        "Erstattung zu 4711 88",
        "Rückzahlung 4711-88 doppelt",
        "your payment 4711-88",
    ],
)
def test_the_same_amount_back_with_the_same_number_leaves_the_payment_not_sure(text: str) -> None:
    assert is_doubted(first_of(sent(), came(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Rückgabe", "RUECKLEITUNG", "Rückläufer", "Rückbelastung", "Widerspruch", "Stornierung", "Konto erloschen",
        "nicht zustellbar", "Zurückgewiesen 998877665", "Return to sender", "account closed", "REJECTED", "recalled",
    ],
)  # fmt: skip
def test_words_of_money_that_came_back_leave_the_payment_not_sure(text: str) -> None:
    assert is_doubted(first_of(sent(), came(text)))
    assert is_doubted(first_of(sent(), came("", booking_text=text)))


@pytest.mark.parametrize("text", ["Erstattung", "zurück", "wie besprochen zurück", "Refund", "remboursement"])
def test_money_given_back_within_a_month_leaves_the_payment_not_sure(text: str) -> None:
    assert is_doubted(first_of(sent(), came(text, after=30)))
    assert is_doubted(first_of(sent(), came(text, iban="")))
    assert not is_doubted(first_of(sent(), came(text, 49_000)))
    assert not is_doubted(first_of(sent(), came(f"{text} 998877665")))
    assert not is_doubted(first_of(sent(), came(text, name="Ganz Andere", iban="")))


@pytest.mark.parametrize(
    "text",
    ["Erstattung Auslagen", "Rückerstattung Doppelzahlung", "Kaution zurück", "Rückmeldung", "Erstattungspauschale",
     "Zurückgelegtes", "Rücksprache Frau Huber"],
)  # fmt: skip
def test_what_is_given_back_of_something_else_says_nothing(text: str) -> None:
    assert not is_doubted(first_of(sent(), came(text)))


def test_what_is_given_back_later_was_kept() -> None:
    assert not is_doubted(first_of(sent(), came("zurück", after=31)))


def test_words_that_certainly_speak_of_a_return_make_the_later_line_one() -> None:
    first, second = proposals([sent(), came("Return of funds")], make_bill())
    assert [first.kind, second.kind] == ["return", "return"]


@pytest.mark.parametrize("facts", [{"creditor_reference": "RF18539007547034"}, {"end_to_end_id": "E2E-7"}])
def test_a_shared_reference_leaves_the_payment_not_sure(facts: dict[str, Any]) -> None:
    assert is_doubted(first_of(sent(**facts), came("", **facts)))


@pytest.mark.parametrize(
    "later",
    [
        came("Unsere Rechnung 2026-555"),  # we invoice them as they invoice us
        came(""),
        came("Erstattung Auslagen"),
        came("4711-89"),
        came("4711-88", 50_100),
        came("4711-88", 49_000),  # of a part
        came("4711-88", after=-1),
        came("4711-88", after=401),
        came("4711-88", name="Ganz Andere", iban=""),
        came("4711-88", account="DE1"),
        came("4711-88", status="PDNG"),
        came("Gutschrift GS-55 zu 4711-88"),
        came("Rechnung 2026-555 über 500,00 vom 02.03.2026, Kd.-Nr. 70304"),
    ],
)
def test_money_of_another_kind_leaves_the_payment_sure(later: BankLine) -> None:
    accounts = (known(PAYER, "Papier AG", Side.INCOMING),)
    first = sent("4711-88 über 500,00 vom 02.03.2026, Kd.-Nr. 70304")
    found = proposals([first, later], make_bill(), accounts=accounts)
    assert (found[0].verdict, paid(found[0])) == (Verdict.SURE, {"4711-88": -50_000})


def test_a_firm_we_invoice_and_buy_from_keeps_both_payments_sure() -> None:
    bill, invoice = make_bill(), make_item("RE-2026-0098", 50_000, "Papier AG")
    accounts = (known(PAYER, "Papier AG", Side.INCOMING), known(PAYER, "Papier AG"))
    found = proposals([sent(), came("RE-2026-0098", after=15)], bill, invoice, accounts=accounts)
    assert [one.verdict for one in found] == [Verdict.SURE, Verdict.SURE]


def test_a_debit_that_is_taken_back_with_a_charge_and_without_a_word_is_not_sure() -> None:
    def first(taken: int) -> Proposal:
        collected = on(date(2026, 3, 12), make_line(text="RE-2026-0098", name="Müller", iban=PAYER))
        back = on(date(2026, 3, 15), make_line(taken, "RE-2026-0098", "Müller", PAYER))
        return proposals([collected, back], make_item())[0]

    assert first(-119_410).verdict is Verdict.REVIEW
    assert first(-121_600).verdict is Verdict.SURE, "no bank charges so much"
    assert first(-118_900).verdict is Verdict.SURE, "never smaller"


def test_where_no_account_is_given_the_name_counts() -> None:
    assert is_doubted(first_of(sent(), came("4711-88", iban="", name="PAPIER")))


def test_a_transfer_that_came_back_less_the_banks_charges_leaves_the_payment_not_sure() -> None:
    assert is_doubted(first_of(sent(), came("4711-88", 48_800, charges_minor=1_200)))
    assert not is_doubted(first_of(sent(), came("4711-88", 48_800)))


def test_the_later_line_stays_what_it_is() -> None:
    later = came("RUECKLEITUNG Konto erloschen 4711-88")
    alone = proposal(later, make_bill())
    both = proposals([sent(), later], make_bill())[1]
    assert (both.verdict, both.kind, both.warnings) == (alone.verdict, alone.kind, alone.warnings)


def test_what_is_explained_otherwise_stays_so() -> None:
    away = on(SENT, make_line(-50_000, "Umbuchung 4711-88", iban="DE1"))
    back = came("Umbuchung 4711-88", name="", iban="DE1")
    kinds = [one.kind for one in proposals([away, back, make_line(100, account="DE1")])]
    assert kinds == ["own transfer", "own transfer", ""]


def test_the_answers_depend_on_no_order() -> None:
    lines = [sent(), came("4711-88"), came("4711-88", -50_000, 9), came("Rückgabe", 50_000, 12), came("x", after=0)]
    seen = set()
    for order in permutations(lines):
        found = proposals(list(order), make_bill())
        seen.add(tuple(sorted((one.line.transaction.transaction_id, one.verdict, one.warnings) for one in found)))
    assert len(seen) == 1
