"""Bulk approval: what it covers, and that it changes nothing but the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from review_builders import (
    allocation,
    as_bytes,
    as_table,
    edited,
    item,
    overpaid,
    proposal,
    read,
    several,
    single,
    split,
    transaction,
    unmatched,
)

from reconcile.errors import ProposalsRefused
from reconcile.records import Proposal, Verdict
from reconcile.review.proposals import Layout, approve_sure, mark, write_csv


def ids(proposals: Sequence[Proposal]) -> list[str]:
    return [one.proposal_id for one in proposals]


def test_only_sure_proposals_are_covered() -> None:
    assert approve_sure(several()) == (single(),)


def test_the_limit_is_included_in_minor_or_major_units() -> None:
    yen = proposal(allocation(item(currency="JPY"), 1000), line=transaction(1000, currency="JPY"))
    assert approve_sure([single()], max_amount_minor=120000) == (single(),)
    assert approve_sure([single()], max_amount_minor=119999) == ()
    assert approve_sure([single(), yen], max_amount=Decimal(1200)) == (single(), yen)
    assert approve_sure([single(), yen], max_amount=Decimal("1199.99")) == (yen,)


def test_the_limit_counts_money_out_by_its_size() -> None:
    out = proposal(allocation(item(), -120000), line=transaction(-120000))
    assert approve_sure([out], max_amount_minor=119999) == ()


@pytest.mark.parametrize("doubt", ["flag", "account", "rest", "nothing"])
def test_sure_with_a_doubt_is_left_to_a_person(doubt: str) -> None:
    doubtful = {
        "flag": replace(single(), line=replace(single().line, flags=("possible duplicate",))),
        "account": replace(single(), line=replace(single().line, own_account_id=None)),
        "rest": replace(overpaid(), verdict=Verdict.SURE),
        "nothing": replace(unmatched(), verdict=Verdict.SURE),
    }
    assert approve_sure([doubtful[doubt]]) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_marking_changes_the_decision_and_no_other_byte(encoding: str, delimiter: str) -> None:
    layout = Layout(delimiter=delimiter, bom=False)  # type: ignore[arg-type]
    text = write_csv(several(), layout).decode()
    marked = mark(text.encode(encoding), ids([single(), split()])).decode(encoding)
    before, after = text.split("\r\n"), marked.split("\r\n")
    assert after == [before[0], *(f"yes{line}" for line in before[1:5]), *before[5:]]


def test_marking_leaves_utf_16_its_bom_and_quotes_their_place() -> None:
    text = 'note;decision;extra;proposal_id\n"a;""b""\nc";"";=1;' + single().proposal_id + "\n"
    marked = mark(text.encode("utf-16"), ids([single()]))
    assert marked == text.replace(';"";=1', ";yes;=1").encode("utf-16")


def test_marking_says_ja_under_german_headers() -> None:
    content = write_csv([single()], Layout(language="de"))
    assert b"\nja;sicher;" in mark(content, ids([single()]))


def test_a_row_cut_short_before_its_decision_gets_one() -> None:
    text = f"proposal_id;note;decision\r\n{single().proposal_id}\r\n"
    assert mark(text.encode(), ids([single()])) == text.replace("W\r\n", "W;;yes\r\n").encode()
    assert single().proposal_id.endswith("W")


@pytest.mark.parametrize("word", ["no", "yes", "perhaps"])
def test_what_a_person_began_to_decide_is_left_alone(word: str) -> None:
    content = edited([split()], lambda rows: rows[1].update(decision=word))
    assert mark(content, ids([split()])) == content


def test_marking_other_ids_changes_nothing() -> None:
    content = write_csv(several())
    assert mark(content, []) == content
    assert mark(content, ["P-BBBBBBBBBBBBBB"]) == content


def test_marked_rows_read_as_decisions() -> None:
    known = [single(), split()]
    found = read(mark(write_csv(known), ids(known)), known)
    assert [one.allocations for one in found.decisions] == [one.allocations for one in known]


def test_what_is_no_proposals_file_cannot_be_marked() -> None:
    with pytest.raises(ProposalsRefused, match=r"^proposals\.csv:1: \"a\" is no proposals file"):
        mark(b"a\n1\n", [])


def test_columns_moved_and_added_are_found() -> None:
    rows = [dict(reversed([*row.items(), ("mine", "x")])) for row in as_table(write_csv([single()]))]
    found = as_table(mark(as_bytes(rows), ids([single()])))
    assert found == [{**rows[0], "decision": "yes"}]
