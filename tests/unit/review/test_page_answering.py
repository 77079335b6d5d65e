"""What is said on the page is judged as if it stood in the file, and the file written from it says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from review_builders import discounted, item, netted, overpaid, paid_out, several, single, split, unmatched

from reconcile.journal import decision_digest
from reconcile.language import Language
from reconcile.records import Decision, OpenItem, Proposal
from reconcile.review.finding import items_numbered
from reconcile.review.layout import Layout
from reconcile.review.page.answering import Part, Said, decide, file_of, said_by
from reconcile.review.page.rendering import Pen
from reconcile.review.reading import read_csv

OTHERS = (item("RE-2026-0900", 70000), item("RE-2026-0901", 120000), item("RE-2026-0902", 50000))


def known_items(proposal: Proposal) -> list[OpenItem]:
    return [*(one.item for one in proposal.allocations), *OTHERS]


def find(proposal: Proposal, number: str) -> Sequence[OpenItem]:
    return items_numbered(known_items(proposal), number)


def decided(proposal: Proposal, said: Said) -> Decision:
    outcome = decide(proposal, said, find)
    assert isinstance(outcome, Decision), [str(one) for one in outcome]
    return outcome


def sentences(proposal: Proposal, said: Said) -> list[str]:
    outcome = decide(proposal, said, find)
    assert not isinstance(outcome, Decision)
    return [one.sentence for one in outcome]


ANSWERS = {
    "as proposed": (single(), Said(approved=True)),
    "declined": (split(), Said(approved=False, note="not ours")),
    "note": (overpaid(), Said(approved=True, note="Kunde zahlt; später = mehr")),
    "discount": (discounted(), Said(approved=True)),
    "netted": (netted(), Said(approved=True)),
    "redirected": (single(), Said(approved=True, parts=(Part(OTHERS[1], "1200,00"),))),
    "split in two": (single(), Said(approved=True, parts=(Part(OTHERS[0], "700"), Part(OTHERS[2], "500,00")))),
    "kept and one more": (
        split(),
        Said(
            approved=True,
            parts=(
                Part(split().allocations[0].item, "400,00"),
                Part(split().allocations[1].item, "300,00", "part payment"),
                Part(OTHERS[2], "500.00"),
            ),
        ),
    ),
    "one left out": (
        split(),
        Said(
            approved=True,
            parts=tuple(Part(one.item, "400") for one in split().allocations[:2]),
            rest_kind="overpayment",
        ),
    ),
    "all replaced": (
        split(),
        Said(approved=True, parts=(Part(OTHERS[0], "700,00"), Part(OTHERS[2], "500,00"))),
    ),
    "rest named": (single(), Said(approved=True, parts=(Part(OTHERS[0], "700,00"),), rest_kind="bank fee")),
    "nothing was proposed": (unmatched(5000), Said(approved=True, parts=(Part(OTHERS[2], "50,00", "part payment"),))),
    "money out": (paid_out(), Said(approved=True, note="=1+1")),
}


@pytest.mark.parametrize(("proposal", "said"), ANSWERS.values(), ids=ANSWERS.keys())
@pytest.mark.parametrize("layout", [Layout(), Layout(delimiter=",", decimal_mark=".", language="de")])
def test_the_file_says_what_the_page_decided(proposal: Proposal, said: Said, layout: Layout) -> None:
    decision = decided(proposal, said)
    written = file_of(
        [*several(), proposal] if proposal not in several() else several(),
        lambda one: decision if one.proposal_id == proposal.proposal_id else None,
        find,
        layout,
    )
    every = {one.proposal_id: one for one in (*several(), proposal)}
    again = read_csv(written.content, file_name="p.csv", find_proposal=every.get, find_items=find)
    assert written.unsaid == ()
    assert [decision_digest(one) for one in again.decisions] == [decision_digest(decision)]
    assert again.blocked == ()


def test_an_edit_keeps_what_it_does_not_touch() -> None:
    proposal, said = ANSWERS["kept and one more"]
    decision = decided(proposal, said)
    assert {one.item.number: one.allocated_minor for one in decision.allocations} == {
        "RE-2026-0201": 40000,
        "RE-2026-0202": 30000,
        "RE-2026-0902": 50000,
    }
    assert said_by(decision).parts is not None
    assert said_by(decided(proposal, Said(approved=True))).parts is None


def test_the_rest_of_the_line_is_named() -> None:
    decision = decided(*ANSWERS["one left out"])
    assert (decision.unallocated_minor, decision.difference_kind.value) == (40000, "overpayment")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(approved=True, parts=()), "there is a yes, but nothing is allocated"),
        (Said(approved=True, parts=(Part(OTHERS[0], "700,01"),)), "is more than is open of RE-2026-0900, 700,00"),
        (Said(approved=True, parts=(Part(OTHERS[0], "700"),)), "the rest of the payment, 500.00 EUR, has no kind"),
        (Said(approved=True, parts=(Part(OTHERS[0], "seven"),)), "is not an amount above or equal to zero"),
        (
            Said(approved=True, parts=(Part(OTHERS[0], "700"), Part(OTHERS[1], "700"))),
            "200.00 EUR more is allocated than was paid",
        ),
        (Said(approved=True, parts=(Part(OTHERS[0], "700", "rabatt"),)), "is none of the kinds"),
    ],
)
def test_what_the_file_would_refuse_the_page_refuses(said: Said, sentence: str) -> None:
    assert sentences(single(), said) == [sentence]


def test_nothing_proposed_nothing_approved() -> None:
    assert sentences(unmatched(), Said(approved=True)) == ["there is a yes, but no invoice to book it on"]
    found = decide(unmatched(), Said(approved=True), find)
    assert isinstance(found, tuple)
    assert found[0].remedy == "search for the invoice (/), or reject the line (x)", "by a key, not by a cell"
    assert Pen(Language.DE).core(found[0].remedy) == "die Rechnung suchen (/) oder die Zeile ablehnen (x)"


def test_what_no_file_can_say_is_left_undecided_by_name() -> None:
    """Two open documents share a number: the page's file must not pretend to know which one is meant."""
    proposal = single()
    decision = decided(proposal, Said(approved=True, parts=(Part(OTHERS[1], "1200"),)))
    twin = replace(OTHERS[1], item_id="another")
    written = file_of([proposal], lambda _: decision, lambda *_: [OTHERS[1], twin], Layout())
    assert written.unsaid == (proposal,)
    again = read_csv(written.content, file_name="p.csv", find_proposal=lambda _: proposal, find_items=find)
    assert again.undecided == (proposal,)
