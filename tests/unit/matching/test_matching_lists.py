"""Documents the text lists: they add up, or with others of their party, or they are a question."""

from __future__ import annotations

from datetime import date
from typing import Any

from matching_builders import make_item, make_line, paid, proposal

from reconcile.records import Document, Verdict

TERMS: dict[str, Any] = {"discount_minor": 2_380, "discount_date": date(2026, 3, 11)}


def listed(amount: int, text: str, *items: Any, **line: Any) -> Any:
    return proposal(make_line(amount, text, "Müller", **line), *items)


def test_listed_numbers_that_add_up_are_sure() -> None:
    items = [make_item(f"RE-2026-010{n}", 10_000 + n) for n in range(4)]
    one = listed(30_003, "RE-2026-0100, RE-2026-0101; RE-2026-0102", *items)
    assert (one.verdict, one.kind) == (Verdict.SURE, "collective")
    assert paid(one) == {"RE-2026-0100": 10_000, "RE-2026-0101": 10_001, "RE-2026-0102": 10_002}


def test_a_reference_that_several_documents_carry_lists_none_of_them_twice() -> None:
    """Some programs give a customer the same reference every month."""
    open_one = make_item("RE-2026-0098", references=("4400017374",))
    paid_one = make_item("RE-2026-0097", open_minor=0, references=("4400017374",))
    one = listed(238_000, "", open_one, paid_one, creditor_reference="4400017374")
    assert (paid(one), one.unallocated_minor, one.verdict) == ({"RE-2026-0098": 119_000}, 119_000, Verdict.REVIEW)


def test_listed_numbers_may_each_be_discounted() -> None:
    one = listed(116_620 + 50_000, "RE-2026-0098 RE-2026-0099", make_item(**TERMS), make_item("RE-2026-0099", 50_000))
    assert paid(one) == {"RE-2026-0098": 116_620, "RE-2026-0099": 50_000}
    assert [share.discount_minor for share in one.allocations] == [2_380, 0]


def test_a_list_continued_by_bare_sequences_adds_up() -> None:
    items = [make_item(f"RE-2026-010{n}", 10_000 + n) for n in range(1, 4)]
    one = listed(30_006, "RE-2026-0101, 0102, 0103", *items)
    assert sum(paid(one).values()) == 30_006


def test_two_ways_to_add_up_are_a_question() -> None:
    items = [make_item(number, **TERMS) for number in ("RE-2026-0098", "RE-2026-0099")]
    one = listed(119_000 + 116_620, "RE-2026-0098 RE-2026-0099", *items)
    assert one.verdict is Verdict.AMBIGUOUS


def test_a_list_paid_short_leaves_its_last_document_open_in_part_and_is_never_sure() -> None:
    one = listed(150_000, "RE-2026-0098 RE-2026-0099", make_item(), make_item("RE-2026-0099", 50_000))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000, "RE-2026-0099": 31_000})
    assert "less was paid than the documents the text names add up to" in one.warnings


def test_a_list_with_one_wrong_digit_is_completed_by_the_number_like_it() -> None:
    items = (make_item(), make_item("RE-2026-0112", 50_000), make_item("RE-2026-0500", 70_000))
    one = listed(169_000, "RE-2026-0098 RE-2026-0121", *items)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000, "RE-2026-0112": 50_000})


def test_one_named_and_others_left_out_are_found_when_they_add_up() -> None:
    credit = make_item("GS-7", 30_013, document=Document.CREDIT)
    one = listed(138_998, "RE-2026-0098", make_item(), make_item("RE-2026-0500", 50_011), credit)
    assert (one.verdict, one.kind) == (Verdict.REVIEW, "netting")
    assert paid(one) == {"RE-2026-0098": 119_000, "RE-2026-0500": 50_011, "GS-7": -30_013}


def test_listed_numbers_that_do_not_add_up_are_not_guessed() -> None:
    one = listed(100_000, "RE-2026-0098 RE-2026-0099", make_item(), make_item("RE-2026-0099", 50_000))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {})
    assert "the text names RE-2026-0098, RE-2026-0099, but the amounts do not add up" in one.warnings


def test_one_of_two_named_invoices_paid_exactly_is_reviewed() -> None:
    one = listed(119_000, "RE-2026-0098 RE-2026-0099", make_item(), make_item("RE-2026-0099", 50_000))
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000})
    assert "the text also names RE-2026-0099" in one.warnings


def test_invoices_of_two_parties_are_not_sure() -> None:
    one = listed(169_000, "RE-2026-0098 RE-2026-0099", make_item(), make_item("RE-2026-0099", 50_000, "Andere AG"))
    assert (one.verdict, sum(paid(one).values())) == (Verdict.REVIEW, 169_000)


def test_a_shortened_number_in_a_list_is_no_other_document() -> None:
    """`RE-2026-0045 UND -0046`: the first number does not speak against the second."""
    first, second = make_item("RE-2026-0045", 172_550), make_item("RE-2026-0046", 36_890)
    one = proposal(make_line(209_440, "RE-2026-0045 UND -0046", "Müller GmbH"), first, second)
    assert paid(one) == {"RE-2026-0045": 172_550, "RE-2026-0046": 36_890}
    assert one.verdict is Verdict.SURE
    assert not any("another document" in evidence.finding for evidence in one.evidence)
