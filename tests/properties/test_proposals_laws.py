"""Laws of the proposals file: what is written comes back, and no damage to the file ever changes a decision."""

from __future__ import annotations

import contextlib
import csv
import io
import random
from collections.abc import Sequence
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_builders import read, several
from review_damage import HARMLESS, LOSSY, Table, rows_in, to_text
from review_strategies import PAYLOADS, layouts, proposals, runs, texts

from reconcile.errors import ProposalsRefused
from reconcile.records import Decision, OpenItem, Proposal
from reconcile.review.cells import guarded, one_line, unguarded
from reconcile.review.columns import COLUMNS
from reconcile.review.csv_file import scan
from reconcile.review.proposals import Layout, ProposalsRead, mark, read_csv, write_csv
from reconcile.review.rows import rows_of

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def every_item(known: Sequence[Proposal]) -> list[OpenItem]:
    return [part.item for one in known for part in one.allocations]


# --------------------------------------------------------------------------------------------------------- round trips


@quick
@given(runs(), layouts)
def test_what_nobody_touched_is_undecided_and_nothing_is_blocked(known: list[Proposal], layout: Layout) -> None:
    found = read(write_csv(known, layout), known)
    assert [str(row.problem) for row in found.blocked] == []
    assert (found.undecided, found.decisions) == (tuple(known), ())


@quick
@given(runs(), layouts)
def test_what_is_marked_is_decided_as_proposed(known: list[Proposal], layout: Layout) -> None:
    content = mark(write_csv(known, layout), [one.proposal_id for one in known])
    found = read(content, known)
    assert found.decisions == tuple(Decision.as_proposed(one, approved=True) for one in known if one.allocations)
    assert {row.proposal_id for row in found.blocked} == {one.proposal_id for one in known if not one.allocations}


@quick
@given(runs(), layouts)
def test_writing_is_deterministic_and_no_cell_is_a_formula(known: list[Proposal], layout: Layout) -> None:
    content = write_csv(known, layout)
    assert content == write_csv(known, layout)
    for row in rows_in(content, layout.delimiter):
        assert len(row) == len(COLUMNS)
        assert not [cell for cell in row if cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r\n"))]


@quick
@given(proposals())
def test_every_text_comes_back_as_it_was(one: Proposal) -> None:
    found = rows_in(write_csv([one]), ";")[1:]
    for row, stored in zip(found, rows_of(one, ","), strict=True):
        assert {column.name: unguarded(cell) for column, cell in zip(COLUMNS, row, strict=True) if cell} == {
            name: text for name, text in stored.items() if text
        }


@quick
@given(st.one_of(texts, st.text(), st.sampled_from(PAYLOADS)))
def test_an_apostrophe_is_added_and_removed_exactly_once(text: str) -> None:
    line = one_line(text)
    assert unguarded(guarded(line)) == line
    assert one_line(line) == line


@quick
@given(
    st.lists(st.lists(st.text("ab\"; ,\t\r\n'é", max_size=8), min_size=2, max_size=5), min_size=1, max_size=5),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_the_scanner_reads_what_the_csv_module_reads(rows: Table, delimiter: str, line_end: str) -> None:
    text = io.StringIO(newline="")
    # Quoting as little as possible, it leaves the other line ends bare.
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL if line_end == "\r\n" else csv.QUOTE_ALL
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    assert [list(record.cells) for record in scan(text.getvalue(), delimiter, "x")] == rows


@quick
@given(st.binary(max_size=300), st.sampled_from([b"", b"decision;proposal_id\n", b"\xff\xfe"]))
def test_any_bytes_are_read_or_refused(content: bytes, before: bytes) -> None:
    with contextlib.suppress(ProposalsRefused):
        assert not read(before + content, []).decisions


# -------------------------------------------------------------------------------------------------------------- damage


def decided_file(known: Sequence[Proposal], answers: Sequence[str]) -> Table:
    by_id = {one.proposal_id: answer for one, answer in zip(known, answers, strict=False)}
    table = rows_in(write_csv(known), ";")
    column = table[0].index("proposal_id")
    return [table[0], *([by_id[row[column]], *row[1:]] for row in table[1:])]


answers = st.lists(st.sampled_from(["yes", "yes", "no", ""]), min_size=5, max_size=5)


def read_all(content: bytes, known: Sequence[Proposal]) -> ProposalsRead:
    """Redirecting to any invoice of the run is possible, by its exact number."""
    stored = {one.proposal_id: one for one in known}
    items = every_item(known)

    def find_items(_: Proposal, number: str) -> list[OpenItem]:
        return [one for one in items if one_line(one.number) == number]

    return read_csv(content, file_name="p.csv", find_proposal=stored.get, find_items=find_items)


def by_id(found: ProposalsRead) -> dict[str, Decision]:
    return {one.proposal.proposal_id: one for one in found.decisions}


@pytest.mark.parametrize("kind", HARMLESS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known=runs(), words=answers, seed=st.integers(0, 10**6))
def test_harmless_damage_changes_nothing(kind: str, known: list[Proposal], words: list[str], seed: int) -> None:
    table = decided_file(known, words)
    before = read_all(to_text(table).encode("utf-8-sig"), known)
    after = read_all(HARMLESS[kind](table, random.Random(seed)), known)
    assert by_id(after) == by_id(before)
    assert {one.proposal_id for one in after.undecided} == {one.proposal_id for one in before.undecided}
    assert {row.proposal_id for row in after.blocked} == {row.proposal_id for row in before.blocked}


@pytest.mark.parametrize("kind", LOSSY)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(known=runs(), words=answers, seed=st.integers(0, 10**6))
def test_no_damage_changes_a_decision(kind: str, known: list[Proposal], words: list[str], seed: int) -> None:
    table = decided_file(known, words)
    before = by_id(read_all(to_text(table).encode("utf-8-sig"), known))
    try:
        after = read_all(LOSSY[kind](table, random.Random(seed)), known)
    except ProposalsRefused:
        return
    assert by_id(after).items() <= before.items()
    silent = set(before) - set(by_id(after)) - {row.proposal_id for row in after.blocked}
    assert not silent or kind == "rows filtered"


@pytest.mark.parametrize("kind", sorted({*HARMLESS, *LOSSY} - {"rows filtered", "columns missing"}))
def test_ordinary_proposals_survive_every_damage_unnoticed(kind: str) -> None:
    """So that the laws above are not kept by blocking everything."""
    known = several()[:5]
    found = read_all({**HARMLESS, **LOSSY}[kind](decided_file(known, ["yes"] * 5), random.Random(7)), known)
    assert [str(row.problem) for row in found.blocked] == []
    assert by_id(found) == {one.proposal_id: Decision.as_proposed(one, approved=True) for one in known}
