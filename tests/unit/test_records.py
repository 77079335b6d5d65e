"""reconcile.records: conservation, signs, and ids that survive spreadsheets and typing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from line_builders import transaction

from reconcile.records import (
    Allocation,
    Document,
    OpenItem,
    Side,
    assert_conserved,
    is_proposal_id,
    make_proposal_id,
    make_run_id,
)


def item(document: Document = Document.INVOICE) -> OpenItem:
    return OpenItem(
        item_id="1",
        side=Side.OUTGOING,
        document=document,
        number="RE-1",
        title="",
        party_id="",
        party_names=(),
        currency="EUR",
        gross_minor=10_000,
        settled_minor=0,
        open_minor=10_000,
        invoice_date=None,
        due_date=None,
    )


@pytest.mark.parametrize(
    ("amount", "allocated", "rest"),
    [(10_000, 10_000, 1), (10_000, 9_999, 0), (10_000, -10_000, 20_000), (-10_000, 10_000, -20_000), (0, 0, 0)],
)
def test_what_is_not_conserved_cannot_exist(amount: int, allocated: int, rest: int) -> None:
    with pytest.raises(AssertionError):
        assert_conserved(transaction("KR1-A", amount), (Allocation(item=item(), allocated_minor=allocated),), rest)


def test_a_credit_note_is_allocated_against_the_line() -> None:
    allocations = (
        Allocation(item=item(), allocated_minor=10_000),
        Allocation(item=item(Document.CREDIT), allocated_minor=-2_000),
    )
    assert_conserved(transaction("KR1-A", 8_000), allocations, 0)


@given(st.text(), st.text())
def test_ids_cannot_be_taken_for_anything_else(run: str, token: str) -> None:
    """Letters only, no vowels: not a number, a date, a month name, a formula or TRUE (review.md)."""
    identifier = make_proposal_id(run, token)
    assert re.fullmatch(r"P-[BCDFGHJKLMNPQRSTVWX]{14}", identifier)
    assert is_proposal_id(identifier)
    assert re.fullmatch(r"R-[BCDFGHJKLMNPQRSTVWX]{10}", make_run_id(run, token))


@given(st.text(min_size=1), st.integers(2, 15), st.sampled_from("BCDFGHJKLMNPQRSTVWX"))
def test_one_wrong_letter_shows(seed: str, place: int, letter: str) -> None:
    identifier = make_proposal_id(seed, seed)
    typed = identifier[:place] + letter + identifier[place + 1 :]
    assert is_proposal_id(typed) == (typed == identifier)


@given(st.text(min_size=1), st.integers(2, 12))
def test_two_swapped_letters_show(seed: str, place: int) -> None:
    identifier = make_proposal_id(seed, seed)
    typed = identifier[:place] + identifier[place + 1] + identifier[place] + identifier[place + 2 :]
    assert is_proposal_id(typed) == (typed == identifier)


def test_ids_do_not_run_together() -> None:
    assert make_run_id("a", "bc") != make_run_id("ab", "c")
