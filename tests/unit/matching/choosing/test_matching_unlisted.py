"""Payments that name nothing: which of the payer's documents add up; and netting of named credit notes."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matching_builders import PAYER, known, make_bill, make_item, make_line, on, paid, proposal, proposals

from reconcile.matching.choosing.sums import MANY, count_ways, options_of
from reconcile.matching.solution import Share
from reconcile.records import Document, Verdict

ACCOUNT = (known(),)


def test_the_only_subset_that_adds_up_is_proposed_but_never_sure() -> None:
    items = [make_item(f"RE-{place}", amount) for place, amount in enumerate((100_01, 250_07, 333_33, 777_77))]
    one = proposal(make_line(350_08, "Danke", iban=PAYER), *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-0": 100_01, "RE-1": 250_07}
    assert (one.kind, one.verdict) == ("collective", Verdict.REVIEW)
    assert one.reasons[0] == "2 open documents add up to the amount, in this way only"


def test_a_guess_keeps_the_word_of_a_document_the_text_names() -> None:
    items = [make_item("RE-1", 100_01), make_item("RE-2", 250_07), make_bill("VR-55512", 1_77)]
    one = proposal(make_line(350_08, "VR-55512", iban=PAYER), *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-1": 100_01, "RE-2": 250_07}
    assert any("VR-55512 is named" in warning for warning in one.warnings)


def test_several_ways_are_a_question_and_neighbours_in_time_are_shown() -> None:
    items = [make_item(f"RE-{place}", 100_00, due_date=date(2026, 3, 1 + place)) for place in range(4)]
    one = proposal(make_line(200_00, "Danke", name="Müller GmbH"), *items)
    assert one.verdict is Verdict.AMBIGUOUS
    assert paid(one) == {"RE-0": 100_00, "RE-1": 100_00}
    assert one.reasons[0] == "2 open documents add up to the amount: 1 of 6 ways"


@pytest.mark.parametrize(
    ("said", "months"),
    [
        ("Februar und März", (2, 3)), ("02/26 + 04/26", (2, 4)), ("März bis April 2026", (3, 4)), ("Jan, Mrz", (1, 3)),
        ("Feb-Apr 2026", (2, 3, 4)), ("1. Quartal", (1, 2, 3)), ("Q1/2026", (1, 2, 3)), ("1 bis 2", (1, 2)),
        ("", (1, 2)),
    ],
)  # fmt: skip
def test_of_equal_documents_those_of_the_months_the_text_says_come_first(said: str, months: tuple[int, ...]) -> None:
    names = ("Januar", "Februar", "März", "April")
    items = [
        make_item(
            f"RE-2026-00{n}7", title=f"Wartung {one} 2026", invoice_date=date(2026, n, 3), due_date=date(2026, n, 17)
        )
        for n, one in enumerate(names, 1)
    ]
    line = make_line(len(months) * 119_000, f"Wartung {said}", "Müller GmbH", PAYER, booking_date=date(2026, 4, 14))
    found = proposal(line, *items, accounts=(known(),))
    assert list(paid(found)) == [f"RE-2026-00{n}7" for n in months]
    assert found.verdict is not Verdict.SURE
    assert ("they are those of the months the text says" in found.reasons) == (said not in ("", "1 bis 2"))


def test_months_that_do_not_add_up_choose_nothing() -> None:
    items = [
        make_item(
            f"RE-2026-00{n}7", title=f"Wartung {one} 2026", invoice_date=date(2026, n, 3), due_date=date(2026, n, 17)
        )
        for n, one in enumerate(("Januar", "Februar", "März"), 1)
    ]
    line = make_line(238_000, "Wartung Januar bis März", "Müller GmbH", PAYER, booking_date=date(2026, 4, 14))
    found = proposal(line, *items, accounts=(known(),))
    assert (found.verdict, len(paid(found))) == (Verdict.AMBIGUOUS, 2)


def test_each_discount_in_term_and_each_credit_note_is_tried() -> None:
    discounted = make_item("RE-1", 100_00, discount_minor=2_00, discount_date=date(2026, 3, 20))
    credit = make_item("GS-3", 30_00, document=Document.CREDIT)
    one = proposal(make_line(98_00 + 57_31 - 30_00, name="Müller GmbH"), discounted, make_item("RE-2", 57_31), credit)
    assert paid(one) == {"RE-1": 98_00, "RE-2": 57_31, "GS-3": -30_00}
    assert (one.kind, one.verdict) == ("netting", Verdict.REVIEW)
    assert one.unallocated_minor == 0


def test_a_payer_who_may_be_two_parties_is_not_guessed_at() -> None:
    items = [make_item("RE-1", 100_01), make_item("RE-2", 250_07), make_item("RE-3", 1, party="Other")]
    accounts = (known(), known(party="Other"))
    assert paid(proposal(make_line(350_08, iban=PAYER), *items, accounts=accounts)) == {}
    assert paid(proposal(make_line(350_08, name="Fremd"), *items)) == {}


def test_a_document_dated_after_the_payment_takes_no_part() -> None:
    items = [make_item("RE-1", 100_01), make_item("RE-2", 250_07, invoice_date=date(2026, 4, 1))]
    assert paid(proposal(make_line(350_08, name="Müller GmbH"), *items)) == {}


def test_of_very_many_documents_only_neighbours_in_time_are_tried() -> None:
    items = [make_item(f"RE-{place}", 1000 + 7 * place, due_date=date(2026, 3, 1 + place)) for place in range(25)]
    neighbours = sum(1000 + 7 * place for place in (3, 4, 5))
    assert len(paid(proposal(make_line(neighbours, name="Müller GmbH"), *items))) == 3


def test_money_out_is_asked_about_suppliers_only() -> None:
    bills = [make_bill("4711-1", 10_01), make_bill("4711-2", 25_07)]
    customer = make_item("RE-1", 35_08 - 1, party="Papier AG")
    assert paid(proposal(make_line(-35_08, name="Papier AG"), *bills, customer)) == {"4711-1": -10_01, "4711-2": -25_07}


def test_a_named_credit_note_is_netted_with_a_named_invoice() -> None:
    invoice, credit = make_item("RE-2026-0101", 1000_00), make_item("GS-2026-0007", 200_00, document=Document.CREDIT)
    one = proposal(make_line(800_00, "RE-2026-0101 abzgl. GS-2026-0007", name="Müller GmbH"), invoice, credit)
    assert paid(one) == {"RE-2026-0101": 1000_00, "GS-2026-0007": -200_00}
    assert (one.kind, one.verdict, one.unallocated_minor) == ("netting", Verdict.REVIEW, 0)
    assert any("netted" in warning for warning in one.warnings)


def test_an_account_is_learned_from_another_line_of_the_run() -> None:
    items = [make_item("RE-2026-0101", 100_01), make_item("RE-2026-0102", 250_07)]
    named = make_line(100_01, "RE-2026-0101", name="M. Privat", iban=PAYER)
    silent = on(date(2026, 3, 12), make_line(250_07, "Danke", name="M. Privat", iban=PAYER))
    first, second = proposals([named, silent], *items)
    assert paid(second) == {"RE-2026-0102": 250_07}
    assert any("this run's payment of 2026-03-11 for RE-2026-0101" in reason for reason in second.reasons)
    assert not any("this run's payment" in reason for reason in first.reasons), "nobody is their own witness"
    alone = proposal(silent, *items)
    assert not any("account known" in reason for reason in alone.reasons)
    assert alone.verdict is not Verdict.SURE


def test_a_learned_account_does_not_silence_the_alarm_of_a_new_one() -> None:
    bills = [make_bill("4711-88", 10_01), make_bill("4711-89", 25_07)]
    accounts = (known("DE02500105170137075030", "Papier AG", bills[0].side),)
    lines = [make_line(-10_01, "4711-88", "Papier AG", PAYER), make_line(-25_07, "4711-89", "Papier AG", PAYER)]
    for one in proposals(lines, *bills, accounts=accounts):
        assert one.verdict is Verdict.REVIEW
        assert "new account for this supplier" in one.warnings


# ---------------------------------------------------------------------------------------------------- counting ways


@given(
    st.lists(st.tuples(st.integers(1, 40), st.booleans(), st.integers(0, 3)), max_size=7),
    st.integers(1, 120),
    st.integers(1, 3),
)
def test_ways_are_counted_as_by_trying_every_subset(
    given_items: list[tuple[int, bool, int]], amount: int, fewest: int
) -> None:
    options = [
        [Share(item, rest, is_credit=True)] if is_credit else options_of(item, rest, discount)
        for item, (rest, is_credit, discount) in enumerate(given_items)
    ]
    tried = [
        chosen
        for size in range(fewest, len(options) + 1)
        for some in combinations(options, size)
        for chosen in _choices(some)
        if sum(share.signed for share in chosen) == amount
    ]
    found = count_ways(options, amount, fewest=fewest)
    assert (found.ways if found else 0) == min(MANY, len(tried))
    assert found is None or found.shares in tried


def _choices(options: tuple[list[Share], ...]) -> list[tuple[Share, ...]]:
    chosen: list[tuple[Share, ...]] = [()]
    for choices in options:
        chosen = [(*before, share) for before in chosen for share in choices]
    return chosen


def test_a_twin_taken_without_being_sure_may_be_the_one_meant() -> None:
    """An earlier line without a number took one of two equal documents; the sum may as well need the other."""
    items = [make_item("RE-2026-0101", 100_01), make_item("RE-2026-0102", 100_01), make_item("RE-2026-0103", 250_07)]
    first = on(date(2026, 3, 9), make_line(100_01, "Danke", name="Müller GmbH"))
    later = make_line(350_08, "Danke", iban=PAYER)
    _, one = proposals([first, later], *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0102": 100_01, "RE-2026-0103": 250_07}
    assert any("RE-2026-0101 has the same amount as one of these" in warning for warning in one.warnings)
    named = on(date(2026, 3, 9), make_line(100_01, "RE-2026-0101", name="Müller GmbH"))
    _, one = proposals([named, later], *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0102": 100_01, "RE-2026-0103": 250_07}
    assert not any("same amount" in warning for warning in one.warnings), "surely paid: no rival any more"


def test_a_small_remainder_is_nobodys_payment() -> None:
    """What an earlier line left open as a small difference is no part of a later sum."""
    items = [make_item("RE-2026-0001", 1_000_00), make_item("RE-2026-0002", 250_07)]
    short = on(date(2026, 3, 9), make_line(999_00, "RE-2026-0001", name="Müller GmbH"))
    later = make_line(251_07, "Danke", iban=PAYER)
    first, one = proposals([short, later], *items, accounts=ACCOUNT)
    assert paid(first) == {"RE-2026-0001": 999_00}
    assert "RE-2026-0001" not in paid(one)
    much = on(date(2026, 3, 9), make_line(900_00, "RE-2026-0001", name="Müller GmbH"))
    _, one = proposals([much, make_line(350_07, "Danke", iban=PAYER)], *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0001": 100_00, "RE-2026-0002": 250_07}, "a real remainder is"


def test_what_an_earlier_line_left_open_is_doubted_in_a_sum() -> None:
    items = [make_item("RE-2026-0101", 820_00), make_item("RE-2026-0105", 396_18)]
    first = on(date(2026, 3, 5), make_line(790_00, "RE-2026-0101", iban=PAYER))
    second = make_line(396_18 + 30_00, "Danke", iban=PAYER)
    _, one = proposals([first, second], *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0101": 30_00, "RE-2026-0105": 396_18}
    assert "of RE-2026-0101 an earlier line left only this open" in one.warnings


def test_a_sum_is_doubted_where_one_document_was_that_amount_before() -> None:
    items = [make_item("RE-2026-0101", 820_00), make_item("RE-2026-0177", 390_00)]
    first = on(date(2026, 3, 5), make_line(390_00, "RE-2026-0101", iban=PAYER))
    second = make_line(820_00, "Danke", iban=PAYER)
    _, one = proposals([first, second], *items, accounts=ACCOUNT)
    assert paid(one) == {"RE-2026-0101": 430_00, "RE-2026-0177": 390_00}
    assert "RE-2026-0101 alone was this amount before an earlier line took of it" in one.warnings
