"""Texts that name what is paid already: the account and the amount would lead to the next document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, RUN, known, make_bill, make_books, make_item, make_line
from stdnum.ch import esr

from importers import identifiers
from reconcile.matching import Rules, propose
from reconcile.records import OpenItem, Proposal, Side, Verdict

PAID = "RE-2026-0097"
SAID = f"the text names {PAID}, of which nothing is open any more"


def gone(number: str = PAID, **facts: Any) -> OpenItem:
    return make_item(number, open_minor=0, settled_minor=119_000, **facts)


def answer(line: Any, *items: OpenItem, settled: tuple[OpenItem, ...] = (gone(),)) -> Proposal:
    books = replace(make_books(*items, accounts=(known(), known(side=Side.INCOMING))), settled=settled)
    return propose([line], books, Rules(), run_id=RUN)[0]


def paying(text: str, amount: int = 119_000) -> Any:
    return make_line(amount, text, "Müller GmbH", PAYER)


@pytest.mark.parametrize("text", [PAID, "Rechnung 2026-0097", "re2026 0097", f"{PAID}, RE-2026-0098"])
def test_the_next_document_is_not_sure_where_the_text_names_a_paid_one(text: str) -> None:
    one = answer(paying(text), make_item())
    assert one.verdict is Verdict.REVIEW
    assert one.warnings == (SAID,)


def test_without_knowing_that_it_is_paid_the_number_is_taken_for_mistyped() -> None:
    assert answer(paying(PAID), make_item(), settled=()).verdict is Verdict.SURE


RF = "RF18539007547034"


@pytest.mark.parametrize(("text", "reference"), [("", RF), ("RF18 5390 0754 7034", ""), ("PO 77123", "")])
def test_a_reference_of_a_paid_document_names_it(text: str, reference: str) -> None:
    """Last month's slip is paid again."""
    line = make_line(119_000, text, "Müller GmbH", PAYER, creditor_reference=reference)
    slip = gone(references=(RF, "PO-77123"))
    one = answer(line, make_item(references=("RF712348231",)), settled=(slip,))
    assert (one.verdict, SAID in one.warnings) == (Verdict.REVIEW, True)
    always = answer(line, make_item(references=(RF, "PO-77123")), settled=(slip,))
    assert (always.verdict, always.warnings) == (Verdict.SURE, ())


def test_an_order_of_a_paid_document_says_nothing_beside_the_number_of_the_open_one() -> None:
    """A deposit was paid on the same order."""
    deposit = gone(references=("4500123456",))
    assert answer(paying("RE-2026-0098 PO 4500123456"), make_item(), settled=(deposit,)).verdict is Verdict.SURE
    assert answer(paying("PO 4500123456"), make_item(), settled=(deposit,)).verdict is Verdict.REVIEW
    other_way = make_item(references=("VK-8812345",))
    assert answer(paying("VK 8812345"), other_way, settled=(gone(references=("VK 8812345",)),)).verdict is Verdict.SURE


def test_a_reference_that_is_not_the_documents_is_asked_about() -> None:
    for text in ("", "RE-2026-0098"):
        line = make_line(119_000, text, "Müller GmbH", PAYER, creditor_reference=RF)
        one = answer(line, make_item(references=("RF712348231",)), settled=())
        assert (one.verdict, one.warnings) == (Verdict.REVIEW, ("the line's reference is not that of RE-2026-0098",))
        assert answer(line, make_item(references=("PO-77123",)), settled=()).verdict is Verdict.SURE


def test_where_nothing_fits_it_is_said_what_the_text_names() -> None:
    one = answer(paying(PAID), make_item(amount=7_700))
    assert (one.verdict, one.warnings) == (Verdict.UNMATCHED, (f"possible duplicate: {SAID}",))
    assert not one.allocations


@pytest.mark.parametrize(
    ("line", "documents", "is_said"),
    [
        (paying(PAID, 4_000), (gone(),), False),
        (paying(PAID), (gone(currency="CHF"),), False),
        (paying(PAID, 118_000), (replace(gone(), settled_minor=118_000),), True),
        (paying(f"{PAID}, RE-2026-0096", 238_000), (gone(), gone("RE-2026-0096")), True),
    ],
    ids=["another amount", "another currency", "as much as was paid", "all that is named"],
)
def test_as_much_as_a_paid_document_the_text_names_may_be_paid_twice(
    line: Any, documents: tuple[OpenItem, ...], is_said: bool
) -> None:
    """A fee for a reminder names the document too, and pays nothing of it."""
    one = answer(line, settled=documents)
    assert one.verdict is Verdict.UNMATCHED
    assert [text.startswith("possible duplicate: ") for text in one.warnings] == [is_said] * len(documents)


def test_the_same_number_of_an_open_document_is_that_documents() -> None:
    """A supplier's number may be another supplier's too."""
    one = answer(
        make_line(-50_000, "4711-88", "Papier AG"), make_bill(), settled=(gone("4711-88", side=Side.INCOMING),)
    )
    assert one.verdict is Verdict.SURE


def test_money_the_other_way_does_not_pay_it() -> None:
    assert answer(paying("4711-88"), make_item(), settled=(gone("4711-88", side=Side.INCOMING),)).warnings != (SAID,)


def test_a_strangers_paid_number_beside_the_number_of_the_document_says_nothing() -> None:
    stranger = gone("2025-77310", party="Schulze AG")
    one = answer(paying("RE-2026-0098 Auftrag 2025-77310"), make_item(), settled=(stranger,))
    assert one.verdict is Verdict.SURE


def test_five_digits_are_the_whole_of_a_paid_number() -> None:
    paid, bill = replace(make_bill("10234", 30_000), open_minor=0, settled_minor=30_000), make_bill("10235", 48_790)
    books = replace(make_books(bill, accounts=(known(PAYER, "Papier AG", Side.INCOMING),)), settled=(paid,))
    (one,) = propose([make_line(-48_790, "Rechnung 10234", "Papier AG", PAYER)], books, Rules(), run_id=RUN)
    assert one.verdict is Verdict.REVIEW
    assert "the text names 10234, of which nothing is open any more" in one.warnings


def test_a_short_form_of_a_paid_number_is_not_taken_for_it() -> None:
    assert answer(paying("RE-2026-0098 Los 97"), make_item()).verdict is Verdict.SURE


def test_a_day_that_ends_as_a_paid_number_does_names_it_not() -> None:
    """`46 vom 10.06.2026` speaks of 46, and of no 86, whatever the month ends with."""
    item = make_item("46", invoice_date=date(2026, 3, 6), due_date=date(2026, 3, 20))
    for text in ("Rechnung Nr. 46 vom 06.03.2026", "Rechnung 46 vom 10.06.2026"):
        one = answer(paying(text), item, settled=(gone("86"), gone("36")))
        assert not any("nothing is open" in warning for warning in one.warnings), text
    assert (
        "the text names 146, of which nothing is open any more"
        in answer(paying("Rechnung 46"), make_item("RE-2026-46"), settled=(gone("146"),)).warnings
    )


def test_what_is_booked_by_hand_or_settled_is_not_shown_as_likely() -> None:
    """The text names what is paid already, of just this amount; another of the payer's is as much."""
    shown = answer(paying(PAID), make_item()).confidence
    assert shown <= 0.86


@pytest.mark.parametrize("reference", ["RF63RE20260097", "00000000000077000020260097"])
def test_a_reference_that_ends_with_the_number_of_a_paid_document_is_its(reference: str) -> None:
    """Kanbert keeps no reference; the slip of last month is paid again."""
    assert identifiers.reference_kind(valid(reference)) is not identifiers.Reference.NONE
    line = make_line(119_000, "", "Müller GmbH", PAYER, creditor_reference=valid(reference))
    one = answer(line, make_item())
    assert one.verdict is Verdict.REVIEW
    said = f"the line's reference ends with the number of {PAID}, of which nothing is open any more"
    assert said in one.warnings
    assert answer(line, make_item(), settled=()).verdict is Verdict.REVIEW, "built like a number of ours"
    own = make_line(119_000, "", "Müller GmbH", PAYER, creditor_reference=valid(reference.replace("0097", "0098")))
    assert answer(own, make_item()).verdict is Verdict.SURE


def valid(reference: str) -> str:
    """With the check digits it needs."""
    if reference.startswith("RF"):
        return f"RF{98 - int(''.join(str(int(one, 36)) for one in reference[4:] + 'RF00')) % 97:02}{reference[4:]}"
    return f"{reference}{esr.calc_check_digit(reference)}"
