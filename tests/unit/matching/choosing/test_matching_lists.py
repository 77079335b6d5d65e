"""Documents the text lists: they add up, or with others of their party, or they are a question."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from math import inf, log
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, known, make_bill, make_item, make_line, paid, proposal, total, tried

from reconcile.matching.choosing.few_more import filled_up
from reconcile.matching.choosing.sums import coincidences, less_a_share
from reconcile.matching.solution import Share
from reconcile.records import DifferenceKind, Document, Verdict

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


@pytest.mark.parametrize("amount", [150_000, 166_500])
def test_the_evidence_of_a_list_paid_short_does_not_say_that_more_was_paid(amount: int) -> None:
    """Of each document alone more was paid."""
    one = listed(amount, "RE-2026-0098 RE-2026-0099", make_item(), make_item("RE-2026-0099", 50_000))
    findings = [evidence.finding for evidence in one.evidence]
    assert ("less than open" in findings, "more than open" in findings) == (True, False)
    assert total(one.evidence) + tried(one.evidence) == pytest.approx(log(one.confidence / (1 - one.confidence)))


def test_a_list_with_one_wrong_digit_is_completed_by_the_number_like_it() -> None:
    items = (make_item(), make_item("RE-2026-0112", 50_000), make_item("RE-2026-0500", 70_000))
    one = listed(169_000, "RE-2026-0098 RE-2026-0121", *items)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 119_000, "RE-2026-0112": 50_000})


def test_one_named_and_others_left_out_are_found_when_they_add_up() -> None:
    credit = make_item("GS-7", 30_013, document=Document.CREDIT)
    one = listed(138_998, "RE-2026-0098", make_item(), make_item("RE-2026-0500", 50_011), credit)
    assert (one.verdict, one.kind) == (Verdict.REVIEW, "netting")
    assert paid(one) == {"RE-2026-0098": 119_000, "RE-2026-0500": 50_011, "GS-7": -30_013}


def test_what_is_said_of_a_number_is_said_of_those_the_text_holds() -> None:
    credit = make_item("GS-7", 30_013, document=Document.CREDIT)
    one = listed(88_987, "RE-2026-0098", make_item(), credit)
    assert set(paid(one)) == {"RE-2026-0098", "GS-7"}
    assert "number RE-2026-0098 in text" in one.reasons
    items = (make_item(), make_item("RE-2026-0099", 50_000), make_item("RE-2026-0500", 70_000))
    one = listed(239_000, "RE-2026-0098, RE-2026-0099", *items)
    assert set(paid(one)) == {item.number for item in items}
    assert "number RE-2026-0098, RE-2026-0099 in text" in one.reasons


def test_what_the_text_says_of_one_of_a_list_is_not_said_of_all() -> None:
    items = (make_item(title="Webseite"), make_item("RE-2026-0099", 50_000, title="Logo"))
    one = listed(150_000, "Webseite RE-2026-0098, RE-2026-0099", *items)
    assert "the text says what RE-2026-0098 is for" in one.reasons


@pytest.mark.parametrize(("amount", "said"), [(88_987, "less"), (169_000, "more")])
def test_what_adds_up_is_not_called_less_or_more_than_open(amount: int, said: str) -> None:
    credit = make_item("GS-7", 30_013, document=Document.CREDIT)
    one = listed(amount, "RE-2026-0098", make_item(), make_item("RE-2026-0500", 50_000), credit)
    assert sum(paid(one).values()) == amount
    assert "open amounts add up exactly" in one.reasons
    assert not [words for words in one.reasons if words.endswith("than open")]
    assert f"{said} than one of these documents alone" in [evidence.finding for evidence in one.evidence]


def test_less_than_all_the_text_names_is_not_called_more_than_open() -> None:
    """Of two customers, so that nobody knows whose is short; of each alone more was paid."""
    items = (make_item("RE-2026-0431", 119_000, "Müller GmbH"), make_item("RE-2026-0532", 50_000, "Krüger KG"))
    one = proposal(make_line(165_000, "RE-2026-0431 RE-2026-0532 abzgl. 3%", "Zentralregulierung Nord eG"), *items)
    assert one.warnings == ("the text names RE-2026-0431, RE-2026-0532, but the amounts do not add up",)
    assert ("but less than open" in one.reasons, "but more than open" in one.reasons) == (True, False)


def test_what_is_named_is_no_choice_where_chance_is_weighed() -> None:
    """Of round amounts many add up by chance; but a sum without the document the text names was never looked for."""
    items = [make_item("RE-2026-0098", 11_900), make_item("RE-2026-0099", 10_000)]
    items += [make_item("RE-2026-0101", 11_000), make_item("RE-2026-0100", 12_000)]
    one = listed(32_900, "RE-2026-0098 u.a.", *items)
    assert one.verdict is Verdict.REVIEW
    assert paid(one) == {"RE-2026-0098": 11_900, "RE-2026-0099": 10_000, "RE-2026-0101": 11_000}
    options = [[Share(place, item.gross_minor)] for place, item in enumerate(items)]
    assert coincidences(options, 32_900, frozenset((0,))) * 2 == coincidences(options, 32_900)
    rounder = [make_item(f"RE-2026-03{n}1", 10_000 * n) for n in range(1, 5)]
    assert set(paid(listed(60_000, "RE-2026-0311 u.a.", *rounder))) == {"RE-2026-0311"}, "too many add up by chance"


@pytest.mark.parametrize("further", [0, 10, 11, 40])
@pytest.mark.parametrize("more", [1, 2, 3])
def test_one_named_and_a_few_left_out_are_found_however_many_others_are_open(further: int, more: int) -> None:
    missing = [make_item(f"RE-2026-05{n:02}", 50_011 + 20_003 * n) for n in range(more)]
    others = [make_item(f"RE-2026-07{n:02}", 400_007 + 1_013 * n) for n in range(further)]
    amount = 119_000 + sum(item.gross_minor for item in missing)
    one = listed(amount, "RE-2026-0098 ff.", make_item(), *missing, *others)
    assert (one.verdict, set(paid(one))) == (Verdict.REVIEW, {"RE-2026-0098", *(item.number for item in missing)})
    said = f"of {further + more} other open documents at most 3 together were added up"
    assert (said in one.warnings) == (further + more > 12)


def test_of_many_others_a_credit_note_and_a_discount_of_the_named_one_count() -> None:
    others = [make_item(f"RE-2026-07{n:02}", 400_007 + 1_013 * n) for n in range(20)]
    credit = make_item("GS-7", 30_013, document=Document.CREDIT)
    one = listed(116_620 + 400_007 - 30_013, "RE-2026-0098 ./. GS", make_item(**TERMS), credit, *others)
    assert paid(one) == {"RE-2026-0098": 116_620, "RE-2026-0700": 400_007, "GS-7": -30_013}


def test_of_many_equal_others_none_is_chosen_beside_the_named_one() -> None:
    others = [make_item(f"RE-2026-07{n:02}") for n in range(20)]
    one = listed(238_000, "RE-2026-0098 ff.", make_item(), *others)
    assert paid(one) == {"RE-2026-0098": 119_000}, "any of them adds up"


def test_documents_written_after_the_line_are_none_of_the_others() -> None:
    later = [make_item(f"RE-2026-07{n:02}", 400_007 + 1_013 * n, invoice_date=date(2026, 3, 20)) for n in range(40)]
    items = (make_item(), make_item("RE-2026-0500", 50_011), *later)
    assert paid(listed(169_011, "RE-2026-0098 ff.", *items)) == {"RE-2026-0098": 119_000, "RE-2026-0500": 50_011}
    assert paid(listed(119_000 + 400_007, "RE-2026-0098 ff.", *items)) == {"RE-2026-0098": 119_000}


@given(
    named=st.lists(st.integers(1, 20), min_size=1, max_size=2),
    others=st.lists(st.integers(1, 40), max_size=8),
    amount=st.integers(1, 80),
)
def test_the_fewest_others_are_found_as_by_trying_all(named: list[int], others: list[int], amount: int) -> None:
    fixed = [[Share(place, owed)] for place, owed in enumerate(named)]
    free = [Share(10 + place, owed) for place, owed in enumerate(others)]
    missing = amount - sum(named)
    by_hand = {
        count: sum(sum(one.taken for one in some) == missing for some in combinations(free, count))
        for count in (1, 2, 3)
    }
    with patch("reconcile.matching.choosing.few_more.FEW_COINCIDENCES", inf):
        found = filled_up(fixed, free, amount)
    assert (found.ways if found else 0) == next(filter(None, by_hand.values()), 0)
    assert found is None or sum(share.signed for share in found.shares) == amount


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


# -------------------------------------------------------------------------------------------------- less a percentage

LIKE_A_DISCOUNT = "the difference looks like a discount Kanbert does not show"
LATE: dict[str, Any] = {"discount_date": date(2026, 3, 10)}


def bills(amount: int, *more: Any, text: str = "4711-88, 4711-90 ./. 2%") -> Any:
    """Of a supplier, without terms: 1190.00 and 1000.00."""
    items = make_bill("4711-88", 119_000), make_bill("4711-90", 100_000), *more
    return proposal(make_line(-amount, text, "Papier AG"), *items)


def late(amount: int, *items: Any, text: str = "RE-2026-0098, RE-2026-0099") -> Any:
    return proposal(make_line(amount, text, "Müller GmbH", PAYER), *items, accounts=(known(),))


def test_bills_paid_less_the_same_percentage_are_each_paid_less_it_and_asked_about() -> None:
    one = bills(214_620)
    assert (one.verdict, one.kind) == (Verdict.REVIEW, "collective")
    assert paid(one) == {"4711-88": -116_620, "4711-90": -98_000}
    assert {(share.difference_kind, share.discount_minor) for share in one.allocations} == {
        (DifferenceKind.PART_PAYMENT, 0)
    }
    assert LIKE_A_DISCOUNT in one.warnings


def test_a_list_less_a_percentage_is_answered_as_one_document_less_it_is() -> None:
    together, alone = bills(214_620), bills(116_620, text="4711-88 ./. 2%")
    assert {*alone.warnings} <= {*together.warnings}
    assert (alone.verdict, alone.allocations[0]) == (together.verdict, together.allocations[0])


@pytest.mark.parametrize("per_mille", [10, 15, 20, 25, 30, 40, 50])
def test_every_usual_percentage_is_recognised_without_a_word(per_mille: int) -> None:
    left = [amount - amount * per_mille // 1000 for amount in (119_000, 100_000)]
    assert paid(bills(sum(left), text="4711-88, 4711-90")) == {"4711-88": -left[0], "4711-90": -left[1]}


@pytest.mark.parametrize(
    ("off", "shares"), [(1, (116_621, 98_000)), (-2, (116_619, 97_999)), (3, (119_000, 95_623))]
)  # fmt: skip
def test_a_cent_of_each_document_may_be_rounding(off: int, shares: tuple[int, int]) -> None:
    assert paid(bills(214_620 + off)) == {"4711-88": -shares[0], "4711-90": -shares[1]}


def test_one_of_the_bills_less_a_percentage_is_found_where_it_is_the_only_way() -> None:
    first = bills(216_620)
    assert paid(first) == {"4711-88": -116_620, "4711-90": -100_000}
    assert [share.difference_kind for share in first.allocations] == [DifferenceKind.PART_PAYMENT, DifferenceKind.NONE]
    assert LIKE_A_DISCOUNT in first.warnings
    third = make_bill("4711-95", 77_000)
    two_of_three = bills(116_620 + 100_000 + 75_460, third, text="4711-88, 4711-90, 4711-95 abzgl. Skonto")
    assert paid(two_of_three) == {"4711-88": -116_620, "4711-90": -100_000, "4711-95": -75_460}


def test_where_two_ways_lead_to_a_discount_of_some_the_last_is_paid_in_part() -> None:
    """10.00 are 1 % of the one and 2 % of the other."""
    items = make_item("RE-2026-0098", 100_000), make_item("RE-2026-0099", 50_000)
    one = late(149_000, *items)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 100_000, "RE-2026-0099": 49_000})
    assert LIKE_A_DISCOUNT not in one.warnings


def test_discounts_of_their_own_terms_taken_late_are_part_payments_asked_about() -> None:
    first = make_item(discount_minor=2_380, **LATE)
    second = make_item("RE-2026-0099", 100_000, discount_minor=3_000, **LATE)
    both, only_one = late(116_620 + 97_000, first, second), late(119_000 + 97_000, first, second)
    assert paid(both) == {"RE-2026-0098": 116_620, "RE-2026-0099": 97_000}
    assert paid(only_one) == {"RE-2026-0098": 119_000, "RE-2026-0099": 97_000}
    for one in (both, only_one):
        assert one.verdict is Verdict.REVIEW
        assert "discount taken after its last day 2026-03-10" in one.warnings
        assert not any(share.discount_minor for share in one.allocations)


def test_of_a_list_only_the_discount_in_term_is_booked_as_one() -> None:
    in_term = make_item("RE-2026-0099", 100_000, discount_minor=2_000, discount_date=date(2026, 3, 11))
    one = late(116_620 + 98_000, make_item(discount_minor=2_380, **LATE), in_term)
    assert (one.verdict, paid(one)) == (Verdict.REVIEW, {"RE-2026-0098": 116_620, "RE-2026-0099": 98_000})
    assert [share.discount_minor for share in one.allocations] == [0, 2_000]
    without = late(116_620 + 97_000, make_item(), in_term)
    assert paid(without) == {"RE-2026-0098": 119_000, "RE-2026-0099": 94_620}, "no percentage comes to it"
    mixed = late(115_430 + 98_000, make_item(), in_term)
    assert paid(mixed) == {"RE-2026-0098": 115_430, "RE-2026-0099": 98_000}
    assert (LIKE_A_DISCOUNT in mixed.warnings, mixed.verdict) == (True, Verdict.REVIEW)


def test_a_small_difference_of_a_list_stays_a_small_difference() -> None:
    one = late(21_681, make_item("RE-2026-0098", 11_900), make_item("RE-2026-0099", 10_000))
    assert paid(one) == {"RE-2026-0098": 11_781, "RE-2026-0099": 9_900}
    assert {share.difference_kind for share in one.allocations} == {DifferenceKind.SMALL_DIFFERENCE}
    assert "a small difference stays open" in one.warnings


def test_a_list_continued_in_short_may_be_paid_less_a_percentage() -> None:
    items = [make_item(f"RE-2026-010{n}", 10_000 * n) for n in range(1, 4)]
    one = late(58_800, *items, text="RE-2026-0101, 0102, 0103 abzgl. 2%")
    assert paid(one) == {"RE-2026-0101": 9_800, "RE-2026-0102": 19_600, "RE-2026-0103": 29_400}


@pytest.mark.parametrize(("text", "last"), [("", 90_000), (" abzgl. Skonto", 95_000)])
def test_a_tenth_held_back_of_the_last_is_a_discount_of_all_only_where_the_text_says_so(text: str, last: int) -> None:
    items = make_item("RE-2026-0098", 100_000), make_item("RE-2026-0099", 100_000)
    one = late(190_000, *items, text=f"RE-2026-0098, RE-2026-0099{text}")
    assert paid(one) == {"RE-2026-0098": 190_000 - last, "RE-2026-0099": last}


def test_one_piece_of_text_that_two_documents_carry_is_no_list_less_a_percentage() -> None:
    carried: dict[str, Any] = {"references": ("4400017374",)}
    items = make_item("RE-2026-0112", 119_000, **carried), make_item("RE-2026-0138", 88_000, **carried)
    assert paid(late(202_860, *items, text="4400017374 abzgl. 2%")) == {}


@pytest.mark.parametrize(("count", "is_found"), [(4, True), (5, False)])
def test_some_less_a_percentage_are_looked_for_among_a_few_documents_only(count: int, is_found: bool) -> None:
    """2 % of the second."""
    amounts = (11_937, 20_400, 35_203, 41_011, 57_793)[:count]
    days = [date(2026, 3, 10 + place) for place in range(count)]
    items = [make_item(f"RE-2026-{100 + 13 * place}", amounts[place], due_date=days[place]) for place in range(count)]
    one = late(sum(amounts) - 408, *items, text=" ".join(item.number for item in items))
    assert (LIKE_A_DISCOUNT in one.warnings) == is_found
    assert paid(one)["RE-2026-113"] == (19_992 if is_found else 20_400)


def test_a_list_less_a_percentage_does_not_hang_on_the_order_of_the_documents() -> None:
    items = [make_item(f"RE-2026-0{n}", 33_333) for n in (112, 125, 138)]
    text = " ".join(item.number for item in items)
    one, other = late(98_001, *items, text=text), late(98_001, *reversed(items), text=text)
    assert paid(one) == paid(other)
    assert sum(paid(one).values()) == 98_001


def test_less_a_share_puts_what_rounding_left_over_where_it_rounded_most() -> None:
    assert less_a_share([119_000, 100_000], 214_620, 20) == (116_620, 98_000)
    assert less_a_share([10_020, 10_030], 19_649, 20) == (9_820, 9_829)
    assert less_a_share([10_020, 10_030], 19_646, 20) is None
    assert less_a_share([10, 10_000], 9_812, 20) is None, "nothing is paid above what is open"
    assert less_a_share([], 0, 20) is None
