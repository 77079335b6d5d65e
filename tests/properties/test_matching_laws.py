"""Laws of matching that hold for any file and any books; the long form (RECONCILE_LONG=1) tries 1 000 worlds each."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matching_builders import known, make_books, make_item, make_line
from world import world_of

from reconcile.matching import Rules, propose
from reconcile.records import BankLine, Document, KnownAccount, OpenItem, Proposal, Side, Verdict

EXAMPLES = 1_000 if os.environ.get("RECONCILE_LONG") == "1" else 150

PARTIES = ("Müller GmbH", "Nordlicht Media", "Papier AG")
AMOUNTS = (1_000, 2_000, 2_940, 3_000, 5_000)
NUMBERS = tuple(f"RE-2026-{n:04d}" for n in (7, 8, 98, 99, 100))
IBANS = {party: f"DE7{place}500105175407324931" for place, party in enumerate(PARTIES)}
ACCOUNTS = (known(IBANS[PARTIES[0]], PARTIES[0]), known(IBANS[PARTIES[2]], PARTIES[2], Side.INCOMING))

REFERENCE = "4400017374"  #: of several documents, perhaps
days = st.integers(0, 40).map(lambda n: date(2026, 2, 20) + timedelta(days=n))


@st.composite
def items(draw: st.DrawFn) -> list[OpenItem]:
    count = draw(st.integers(0, 5))
    return [draw(one_item(place)) for place in range(count)]


@st.composite
def one_item(draw: st.DrawFn, place: int = 0) -> OpenItem:
    amount, day = draw(st.sampled_from(AMOUNTS)), draw(days)
    number = draw(st.sampled_from(NUMBERS))
    return make_item(
        number,
        amount,
        draw(st.sampled_from(PARTIES)),
        item_id=f"item-{place}",
        side=draw(st.sampled_from((Side.OUTGOING, Side.OUTGOING, Side.INCOMING))),
        document=draw(st.sampled_from((Document.INVOICE,) * 5 + (Document.CREDIT,))),
        open_minor=draw(st.sampled_from((amount, amount, amount, amount // 2, 0, None))),
        currency=draw(st.sampled_from(("EUR",) * 6 + ("CHF", ""))),
        invoice_date=day,
        due_date=draw(st.sampled_from((None, day + timedelta(days=14)))),
        discount_minor=draw(st.sampled_from((0, 0, amount // 50))),
        discount_date=day + timedelta(days=7),
        unsafe=draw(st.sampled_from(((),) * 5 + (("archived",),))),
        references=draw(st.sampled_from(((),) * 3 + ((REFERENCE,),))),
    )


@st.composite
def one_line(draw: st.DrawFn, place: int = 0) -> BankLine:
    named = draw(st.lists(st.sampled_from(NUMBERS), max_size=3))
    party = draw(st.sampled_from(PARTIES))
    sums = [sum(pair) for pair in pairwise(AMOUNTS)]
    return make_line(
        draw(st.sampled_from((1, 1, 1, -1))) * draw(st.sampled_from((*AMOUNTS, *sums, 980, 1, 0))),
        draw(st.sampled_from(("Rechnung ", "", "Erstattung "))) + ", ".join(named),
        draw(st.sampled_from((party, "", "Fremd"))),
        draw(st.sampled_from((IBANS[party], ""))),
        transaction_id=f"KR1-{place}",
        booking_date=draw(days),
        return_reason=draw(st.sampled_from(("",) * 8 + ("AC04",))),
        status=draw(st.sampled_from(("",) * 8 + ("PDNG",))),
        creditor_reference=draw(st.sampled_from(("",) * 3 + (REFERENCE,))),
    )


@st.composite
def payment(draw: st.DrawFn, item: OpenItem, place: int) -> BankLine:
    """A line that pays `item`, mostly rightly, sometimes twice, short or too much."""
    due = item.open_minor or item.gross_minor
    amount = draw(st.sampled_from((due, due, due, due - item.discount_minor, due // 2, due + 100)))
    outgoing = item.side is Side.OUTGOING
    party = item.party_names[0]
    return make_line(
        amount if outgoing else -amount,
        draw(st.sampled_from((f"Rechnung {item.number}", item.number.replace("-", " "), "Danke"))),
        draw(st.sampled_from((party, party, ""))),
        draw(st.sampled_from((IBANS[party], ""))),
        transaction_id=f"KR1-{place}",
        booking_date=(item.invoice_date or date(2026, 3, 1)) + timedelta(days=draw(st.integers(0, 20))),
        own_account_id=draw(st.sampled_from(("account-1",) * 5 + (None,))),
        flags=draw(st.sampled_from(((),) * 5 + (("possible duplicate",),))),
    )


@st.composite
def drawn_worlds(draw: st.DrawFn) -> tuple[list[BankLine], list[OpenItem]]:
    open_items = draw(items())
    lines = []
    for place in range(draw(st.integers(1, 5))):
        if len(open_items) > 0 and draw(st.integers(0, 3)) > 0:
            lines.append(draw(payment(draw(st.sampled_from(open_items)), place)))
        else:
            lines.append(draw(one_line(place)))
    return lines, open_items


def matched(lines: Sequence[BankLine], open_items: Sequence[OpenItem]) -> tuple[Proposal, ...]:
    return propose(lines, make_books(*open_items, accounts=ACCOUNTS), Rules(), run_id="R-B")


worlds = drawn_worlds()


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds)
def test_money_is_conserved_and_never_above_open(world: tuple[list[BankLine], list[OpenItem]]) -> None:
    lines, open_items = world
    proposals = matched(lines, open_items)
    assert [one.line for one in proposals] == lines
    taken: dict[str, int] = defaultdict(int)
    for one in proposals:
        amount = one.line.transaction.amount_minor
        assert sum(share.allocated_minor for share in one.allocations) + one.unallocated_minor == amount
        assert abs(one.unallocated_minor) <= abs(amount)
        for share in one.allocations:
            taken[share.item.item_id] += abs(share.allocated_minor) + abs(share.discount_minor)
    for item in open_items:
        assert taken[item.item_id] <= (item.open_minor or 0)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds)
def test_filters_and_gates_hold_for_everything(world: tuple[list[BankLine], list[OpenItem]]) -> None:
    for one in matched(*world):
        assert 0.0 <= one.confidence <= 1.0
        beside = one.confidence if one.allocations else 0.0  # else it is the probability of nothing
        assert beside + sum(other.probability for other in one.alternatives) <= 1.0 + 1e-9
        for share in one.allocations:
            side = Side.OUTGOING if one.line.transaction.amount_minor > 0 else Side.INCOMING
            assert share.item.side is side
            assert share.item.document is Document.INVOICE or (one.kind, one.verdict) != ("netting", Verdict.SURE)
            assert share.item.document is Document.INVOICE or one.kind == "netting"
            assert share.item.currency == one.line.transaction.currency
        if one.verdict is Verdict.SURE:
            assert one.line.own_account_id is not None
            assert not one.line.flags
            assert one.allocations
            assert one.unallocated_minor == 0
            assert one.confidence >= Rules().sure_probability
            assert not any(share.item.unsafe for share in one.allocations)
            assert one.line.transaction.is_booked
            assert not one.line.transaction.return_reason
        if one.verdict in (Verdict.UNMATCHED, Verdict.IGNORED):
            assert not one.allocations


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds, st.randoms(use_true_random=False))
def test_no_order_matters(world: tuple[list[BankLine], list[OpenItem]], random: Any) -> None:
    lines, open_items = world
    before = {one.line.transaction.transaction_id: one for one in matched(lines, open_items)}
    shuffled_lines, shuffled_items = list(lines), list(open_items)
    random.shuffle(shuffled_lines)
    random.shuffle(shuffled_items)
    after = matched(shuffled_lines, shuffled_items)
    assert [one.line for one in after] == shuffled_lines
    assert {one.line.transaction.transaction_id: one for one in after} == before


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds, st.data())
def test_a_rival_with_equal_evidence_leaves_at_most_one_sure(
    world: tuple[list[BankLine], list[OpenItem]], data: st.DataObject
) -> None:
    lines, open_items = world
    for one in matched(lines, open_items):
        if one.verdict is Verdict.SURE and one.kind == "single":
            chosen = one.allocations[0].item
            rival = replace(chosen, item_id="rival")
            again = matched([one.line], [*open_items, rival])[0]
            assert again.verdict is not Verdict.SURE
            second = replace(
                one.line, transaction=replace(one.line.transaction, transaction_id="KR1-second", end_to_end_id="x")
            )
            both = matched([one.line, second], open_items)
            on_chosen = [line for line in both if any(share.item == chosen for share in line.allocations)]
            instalments = 2 * abs(one.line.transaction.amount_minor) <= (chosen.open_minor or 0)
            assert instalments or sum(line.verdict is Verdict.SURE for line in on_chosen) <= 1


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds, one_item(9))
def test_an_unrelated_invoice_keeps_every_answer(
    world: tuple[list[BankLine], list[OpenItem]], stranger: OpenItem
) -> None:
    lines, open_items = world
    unrelated = replace(
        stranger, number="ZX-7777-555123", party_id="p-stranger", party_names=("Sternwarte Oberhausen",), open_minor=77,
        references=(),
    )  # fmt: skip
    before, after = matched(lines, open_items), matched(lines, [*open_items, unrelated])
    for one, again in zip(before, after, strict=True):
        assert (one.verdict, one.allocations) == (again.verdict, again.allocations)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds)
def test_what_is_sure_is_shown_more_probable_than_what_is_not(world: tuple[list[BankLine], list[OpenItem]]) -> None:
    proposed = [one for one in matched(*world) if one.allocations]
    sure = [one.confidence for one in proposed if one.verdict is Verdict.SURE]
    others = [one.confidence for one in proposed if one.verdict is not Verdict.SURE]
    assert not sure or not others or min(sure) > max(others)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds, st.sampled_from(PARTIES))
def test_a_known_account_of_nobody_involved_changes_nothing(
    world: tuple[list[BankLine], list[OpenItem]], party: str
) -> None:
    lines, open_items = world
    stranger: KnownAccount = known("AT611904300234573201", f"{party} Beteiligung Ausland")
    books = make_books(*open_items, accounts=ACCOUNTS)
    more = make_books(*open_items, accounts=(*ACCOUNTS, stranger))
    assert propose(lines, books, Rules(), run_id="R-B") == propose(lines, more, Rules(), run_id="R-B")


def without_quick_answers(patch: pytest.MonkeyPatch) -> None:
    """Every line with its turn, its solver and its gates."""
    patch.setattr("reconcile.matching.choosing.allocation.without_candidates", lambda *_: {})
    patch.setattr("reconcile.matching.choosing.allocation.Quick.solve", lambda *_: None)


@settings(max_examples=EXAMPLES, deadline=None)
@given(worlds)
def test_the_clear_majority_is_settled_as_the_solver_would(world: tuple[list[BankLine], list[OpenItem]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        quick = matched(*world)
        patch.setattr("reconcile.matching.choosing.allocation.clear_solutions", lambda *_: {})
        without_quick_answers(patch)
        assert matched(*world) == quick


def test_quick_answers_of_a_world_are_the_solvers() -> None:
    """A generated year has what no drawn world has: retainers, lists, twins, suppliers, claims before claims."""
    world = world_of(3, 30_000 if os.environ.get("RECONCILE_LONG") == "1" else 1_500)
    quick = propose(world.lines, world.books, Rules(), run_id="R-B")
    with pytest.MonkeyPatch.context() as patch:
        without_quick_answers(patch)
        assert propose(world.lines, world.books, Rules(), run_id="R-B") == quick
