"""Which of several equal documents a line takes, where no text says which: the payer's lines are looked at together."""

from __future__ import annotations

from datetime import date
from itertools import permutations, product
from typing import Any

import pytest
from matching_builders import PAYER, known, make_item, make_line, on, paid, proposals

from reconcile.records import Document, OpenItem, Proposal, Verdict

ACCOUNT = (known(),)


def month(number: int, title: str = "") -> OpenItem:
    """The retainer of a month: written on the 17th of the month before, due on the 3rd, or on the 31st of March."""
    due = {3: date(2026, 3, 3), 4: date(2026, 3, 31), 5: date(2026, 5, 3)}[number]
    written = {3: date(2026, 2, 17), 4: date(2026, 3, 17), 5: date(2026, 4, 17)}[number]
    return make_item(f"RE-2026-00{number}7", title=title, invoice_date=written, due_date=due)


def line(day: date, text: str = "Dauerauftrag", name: str = "Müller GmbH", iban: str = PAYER, **facts: Any) -> Any:
    return on(day, make_line(119_000, text, name, iban, **facts))


def takes(answers: tuple[Proposal, ...]) -> list[str]:
    return [next(iter(paid(one)), "") for one in answers]


EARLY, LATER = date(2026, 3, 22), date(2026, 3, 27)


def test_two_silent_lines_of_a_payer_do_not_take_their_documents_crosswise() -> None:
    """On 22 March the one due 31 March alone is the better dated; so it was taken, and the older one was left."""
    answers = proposals([line(EARLY), line(LATER)], month(3), month(4), accounts=ACCOUNT)
    assert takes(answers) == ["RE-2026-0037", "RE-2026-0047"]
    assert {one.verdict for one in answers} == {Verdict.AMBIGUOUS}


def test_a_single_line_takes_the_best_dated() -> None:
    assert takes(proposals([line(EARLY)], month(3), month(4), accounts=ACCOUNT)) == ["RE-2026-0047"]


def test_no_order_of_lines_or_documents_matters() -> None:
    lines, items = (line(EARLY), line(LATER)), (month(3), month(4), month(5))
    said = set()
    for some, few in product(permutations(lines), permutations(items)):
        answers = proposals(list(some), *few, accounts=ACCOUNT)
        said.add(tuple(sorted((one.line.transaction.booking_date, *paid(one)) for one in answers)))
    assert said == {((EARLY, "RE-2026-0037"), (LATER, "RE-2026-0047"))}


@pytest.mark.parametrize("hint", ["0047", "Betreuung April"])
def test_what_a_later_line_hints_at_is_left_to_it(hint: str) -> None:
    items = month(3, "Betreuung März"), month(4, "Betreuung April")
    silent, hinting = proposals([line(EARLY), line(LATER, hint)], *items, accounts=ACCOUNT)
    assert takes((silent, hinting)) == ["RE-2026-0037", "RE-2026-0047"]


@pytest.mark.parametrize("hint", ["0047", "Betreuung April"])
def test_lines_that_hint_at_their_documents_are_not_turned_round(hint: str) -> None:
    items = month(3, "Betreuung März"), month(4, "Betreuung April")
    hinting, silent = proposals([line(EARLY, hint), line(LATER)], *items, accounts=ACCOUNT)
    assert takes((hinting, silent)) == ["RE-2026-0047", "RE-2026-0037"]


def test_nobody_is_given_a_document_from_before_it_was_written() -> None:
    """Turned round, the first line would pay what is written in April."""
    first, second = date(2026, 3, 28), date(2026, 4, 20)
    answers = proposals([line(first), line(second)], month(3), month(5), accounts=ACCOUNT)
    assert "RE-2026-0057" not in takes(answers)[:1]


def test_a_document_taken_meanwhile_is_not_waited_for() -> None:
    """The number names it outright: what is left is the silent lines'."""
    named = line(LATER, "RE-2026-0047")
    answers = proposals([line(EARLY), named, line(date(2026, 3, 29))], month(3), month(4), accounts=ACCOUNT)
    assert takes(answers) == ["RE-2026-0037", "RE-2026-0047", ""]


def test_many_equal_months_are_taken_in_the_order_they_are_due() -> None:
    days = [date(2026, 1, 22), date(2026, 1, 26), date(2026, 1, 27), date(2026, 1, 28)]
    due = [date(2026, 1, 3), date(2026, 1, 10), date(2026, 1, 17), date(2026, 1, 30)]
    items = [make_item(f"RE-2026-00{day.day:02}", invoice_date=date(2025, 12, 20), due_date=day) for day in due]
    answers = proposals([line(day) for day in days], *items, accounts=ACCOUNT)
    assert takes(answers) == [item.number for item in items]


@pytest.mark.parametrize("beside", [line(LATER, "Kaution"), line(LATER, "Dauerauftrag", status="PDNG")])
def test_a_line_that_takes_no_invoice_takes_none_in_advance(beside: Any) -> None:
    first, other = proposals([line(EARLY), beside], month(3), month(4), accounts=ACCOUNT)
    assert takes((first,)) == ["RE-2026-0047"]
    assert "RE-2026-0047" not in paid(other)


def test_a_line_between_that_hints_at_a_third_document_keeps_no_neighbours_crossed() -> None:
    third = make_item("RE-2026-0099", title="Wartung Server")
    lines = line(EARLY), line(date(2026, 3, 24), "Wartung Server"), line(LATER)
    answers = proposals(list(lines), month(3), month(4), third, accounts=ACCOUNT)
    assert takes(answers) == ["RE-2026-0037", "RE-2026-0099", "RE-2026-0047"]


def test_what_is_planned_among_the_documents_of_a_namesake_is_not_taken_instead_of_the_payers_own() -> None:
    """Müller GmbH's account is known; by name the line may be Müller AG's, of whom two as old documents are open."""
    theirs = [
        make_item(number, party="Müller AG", invoice_date=date(2026, 3, 13), due_date=date(2026, 3, 27))
        for number in ("RE-2026-0137", "RE-2026-0138")
    ]
    own = make_item("RE-2026-1001", invoice_date=date(2026, 3, 31), due_date=date(2026, 4, 14))
    lines = line(date(2026, 3, 23), name="Müller AG", iban="DE75100105175407324931"), line(date(2026, 3, 29))
    assert takes(proposals(list(lines), own, *theirs, accounts=ACCOUNT))[1] == "RE-2026-1001"


def test_what_was_paid_in_part_is_no_ones_in_turn() -> None:
    """Of the older one, which fits as it was, a part is gone when the silent lines have their turn."""
    part = on(date(2026, 3, 20), make_line(19_000, "RE-2026-0037 Teilzahlung", "Müller GmbH", PAYER))
    answers = proposals([part, line(EARLY), line(LATER)], month(3), month(4), accounts=ACCOUNT)
    assert takes(answers)[:2] == ["RE-2026-0037", "RE-2026-0047"]


def test_it_is_said_when_the_payment_before_may_have_paid_it_in_advance() -> None:
    """Each month is paid six days before it is written: the second payment is near the day the first one is due."""
    written = date(2026, 2, 10), date(2026, 3, 10)
    items = [
        make_item(f"RE-2026-00{day.month}7", invoice_date=day, due_date=date(2026, day.month, 24)) for day in written
    ]
    _, second = proposals([line(date(2026, 2, 4)), line(date(2026, 3, 4))], *items, accounts=ACCOUNT)
    assert second.verdict is not Verdict.SURE
    assert "the line of 2026-02-04 may have paid RE-2026-0027 already" in second.warnings
    (alone,) = proposals([line(date(2026, 3, 4))], *items, accounts=ACCOUNT)
    assert alone.verdict is Verdict.SURE


def test_what_a_named_line_has_taken_is_in_nobodys_plan() -> None:
    """With it, the first silent line would be given what is gone, and take the newest instead of the oldest."""
    newest = make_item("RE-2026-0099", invoice_date=date(2026, 3, 15), due_date=date(2026, 3, 30))
    named = line(date(2026, 3, 20), "RE-2026-0047")
    answers = proposals([named, line(EARLY), line(LATER)], month(3), month(4), newest, accounts=ACCOUNT)
    assert takes(answers) == ["RE-2026-0047", "RE-2026-0037", "RE-2026-0099"]


def test_what_had_its_turn_is_in_nobodys_plan() -> None:
    """The first line took what it hints at: planned once more, it would keep the best dated from the other."""
    hinted = make_item("RE-2026-1001", invoice_date=None, due_date=date(2026, 3, 15))
    oldest = make_item("RE-2026-1026", invoice_date=date(2026, 1, 30), due_date=date(2026, 2, 13))
    best = make_item("RE-2026-0147", invoice_date=date(2026, 3, 1), due_date=date(2026, 3, 21))
    lines = line(date(2026, 3, 3), "1001"), line(date(2026, 5, 3), iban="")
    assert takes(proposals(list(lines), hinted, oldest, best)) == ["RE-2026-1001", "RE-2026-0147"]


def test_neighbours_change_only_where_each_is_nearly_as_good() -> None:
    """What is long overdue fits the prompt payments clearly worse than what they took: it is left to the last."""
    items = [
        make_item(number, invoice_date=written, due_date=due)
        for number, written, due in (
            ("RE-2026-0137", date(2026, 3, 12), date(2026, 3, 26)),
            ("RE-2026-1026", date(2026, 3, 25), date(2026, 4, 8)),
            ("RE-2026-1039", date(2026, 1, 28), date(2026, 2, 11)),
        )
    ]
    lines = [line(day) for day in (date(2026, 3, 16), date(2026, 4, 20), date(2026, 5, 4))]
    assert takes(proposals(lines, *items, accounts=ACCOUNT)) == [item.number for item in items]


def test_neighbours_are_left_alone_where_the_older_document_would_suit_only_one_of_them() -> None:
    """The later line, its payer's name alone known, could pay the older one; not the earlier one the newer."""
    items = [
        make_item(number, invoice_date=written, due_date=due)
        for number, written, due in (
            ("RE-2026-1013", date(2026, 1, 27), date(2026, 2, 10)),
            ("RE-2026-1000", date(2026, 2, 4), None),
            ("RE-2026-1026", date(2026, 3, 13), date(2026, 4, 12)),
        )
    ]
    lines = (
        line(date(2026, 2, 24)),
        line(date(2026, 3, 31), iban="DE75100105175407324931"),
        line(date(2026, 4, 5), iban=""),
    )
    answers = proposals(list(lines), *items, accounts=ACCOUNT)
    assert takes(answers) == [item.number for item in items]


def test_a_line_that_names_two_of_one_number_takes_none_the_silent_ones_planned_for_it() -> None:
    """Two documents of one number: the line that names both waits for nobody, and is in nobody's plan."""
    march = make_item("RE-2026-1013", invoice_date=date(2026, 2, 19), due_date=date(2026, 3, 5))
    twins = [
        make_item("RE-2026-1026", item_id=item_id, invoice_date=date(2026, 3, 18), due_date=date(2026, 4, 17))
        for item_id in ("item-1", "item-2")
    ]
    lines = line(date(2026, 4, 12)), line(date(2026, 4, 22), "RE-2026-1026"), line(date(2026, 4, 29))
    answers = proposals(list(lines), march, *twins, accounts=ACCOUNT)
    assert takes(answers) == ["RE-2026-1013", "RE-2026-1026", "RE-2026-1026"]


def test_a_credit_note_is_in_nobodys_plan() -> None:
    """The first line names one; planned with the others, it would be given that, and the documents change hands."""
    older = make_item("RE-2026-1000", invoice_date=date(2025, 11, 9), due_date=date(2025, 11, 23))
    credit = make_item(
        "RE-2026-1013", document=Document.CREDIT, invoice_date=date(2026, 1, 24), due_date=date(2026, 2, 7)
    )
    newer = make_item("RE-2026-1039", invoice_date=date(2026, 1, 17), due_date=date(2026, 1, 31))
    lines = line(date(2026, 2, 15), "RE-2026-1013", iban="DE75100105175407324931"), line(date(2026, 2, 23))
    assert takes(proposals(list(lines), older, credit, newer, accounts=ACCOUNT)) == ["RE-2026-1000", "RE-2026-1039"]


def test_what_is_meant_by_another_payers_text_is_in_nobodys_plan() -> None:
    """`007` may name Müller's document; but the payer is unknown, so what it would take says nothing of Müller's."""
    january = make_item(
        "RE-2026-0007", title="Betreuung Januar", invoice_date=date(2026, 1, 28), due_date=date(2026, 2, 11)
    )
    march = make_item(
        "RE-2026-7016", title="Betreuung März", invoice_date=date(2026, 2, 25), due_date=date(2026, 3, 11)
    )
    stranger, own = line(date(2026, 3, 18), "007", name="Fremd"), line(date(2026, 4, 19), "Betreuung März")
    assert takes(proposals([stranger, own], january, march)) == ["", "RE-2026-7016"]
