"""Laws of the proposals file: what is written comes back, and no damage to the file ever changes a decision."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import re
from collections.abc import Callable, Sequence
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from review_builders import read, several
from review_strategies import PAYLOADS, layouts, proposals, runs, texts

from reconcile.errors import ProposalsRefused
from reconcile.records import Decision, OpenItem, Proposal
from reconcile.review.cells import guarded, one_line, unguarded
from reconcile.review.columns import COLUMNS
from reconcile.review.csv_file import scan
from reconcile.review.proposals import Layout, ProposalsRead, mark, read_csv, write_csv
from reconcile.review.rows import rows_of

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Table = list[list[str]]

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def every_item(known: Sequence[Proposal]) -> list[OpenItem]:
    return [part.item for one in known for part in one.allocations]


def as_decided(one: Proposal, *, approved: bool = True) -> Decision:
    return Decision(
        proposal=one,
        approved=approved,
        allocations=one.allocations,
        unallocated_minor=one.unallocated_minor,
        difference_kind=one.difference_kind,
    )


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
    assert found.decisions == tuple(as_decided(one) for one in known if one.allocations)
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


def rows_in(content: bytes, delimiter: str) -> Table:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def to_text(table: Table, delimiter: str = ";") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


def each_cell(change: Callable[[str], str]) -> Callable[[Table, random.Random], bytes]:
    """`change` applied to a part of the cells below the header, the ids of ours excepted (letters: nothing happens)."""

    def damage(table: Table, chance: random.Random) -> bytes:
        rows = [[change(cell) if chance.random() < 0.7 else cell for cell in row] for row in table[1:]]
        return to_text([table[0], *rows]).encode("utf-8-sig")

    return damage


def _number(cell: str) -> str | None:
    digits = cell.replace(",", "").replace(".", "")
    return cell if digits.isascii() and digits.isdigit() and cell.count(",") + cell.count(".") < 2 else None


def without_decimals(cell: str) -> str:
    return cell.removesuffix(",00").removesuffix(",0")


def without_leading_zeros(cell: str) -> str:
    return (cell.lstrip("0") or "0") if _number(cell) and not cell.startswith("0,") else cell


def in_e_notation(cell: str) -> str:
    compact = cell.replace(" ", "")
    return f"{int(compact):.5E}".replace(".", ",") if compact.isdigit() and len(compact) > 11 else cell


def with_fifteen_digits(cell: str) -> str:
    compact = cell.replace(" ", "")
    return compact[:15].ljust(len(compact), "0") if compact.isdigit() else cell


def as_german_date(cell: str) -> str:
    return ".".join(reversed(cell.split("-"))) if ISO_DATE.fullmatch(cell) else cell


def as_american_date(cell: str) -> str:
    year, month, day = cell.split("-") if ISO_DATE.fullmatch(cell) else ("", "", "")
    return f"{int(month)}/{int(day)}/{year}" if year else cell


def with_smart_quotes(cell: str) -> str:
    return cell.replace('"', "“").replace("'", "’").replace("...", "…").replace("--", "–")


def with_thousands_marks(cell: str) -> str:
    whole, comma, fraction = cell.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + fraction if whole.isdigit() and len(whole) < 12 else cell


def with_swapped_mark(cell: str) -> str:
    return cell.replace(",", ".") if _number(cell) else cell


def in_other_case(cell: str) -> str:
    return cell.swapcase() if cell.casefold() in ("true", "false") else cell


def without_apostrophe(cell: str) -> str:
    return cell.removeprefix("'")


def encoded(codec: str) -> Callable[[Table, random.Random], bytes]:
    return lambda table, _: to_text(table).encode(codec, "replace")


def delimited(delimiter: str) -> Callable[[Table, random.Random], bytes]:
    return lambda table, _: to_text(table, delimiter).encode("utf-8")


def reordered(table: Table, chance: random.Random) -> bytes:
    return to_text([table[0], *chance.sample(table[1:], len(table) - 1)]).encode("utf-8")


def filtered(table: Table, chance: random.Random) -> bytes:
    return to_text([table[0], *(row for row in table[1:] if chance.random() < 0.6)]).encode("utf-8")


def columns_reordered(table: Table, chance: random.Random) -> bytes:
    order = chance.sample(range(len(table[0])), len(table[0]))
    return to_text([[row[index] for index in order] for row in table]).encode("utf-8")


def columns_missing(table: Table, chance: random.Random) -> bytes:
    kept = [i for i, name in enumerate(table[0]) if name in ("decision", "proposal_id") or chance.random() < 0.7]
    return to_text([[row[index] for index in kept] for row in table]).encode("utf-8")


def with_empty_columns(table: Table, _: random.Random) -> bytes:
    return to_text([[*row, "", "", ""] for row in [*table, [""] * 3]]).encode("utf-8")


def mojibake(table: Table, _: random.Random) -> bytes:
    return to_text(table).encode("utf-8").decode("cp1252", "replace").encode("utf-8")


#: They change nothing a person can see: the decisions must come back whole.
HARMLESS: dict[str, Callable[[Table, random.Random], bytes]] = {
    "BOM dropped": encoded("utf-8"),
    "delimiter: comma": delimited(","),
    "delimiter: tab": delimited("\t"),
    "UTF-16": encoded("utf-16"),
    "UTF-16 without BOM": encoded("utf-16-le"),
    "rows reordered": reordered,
    "columns reordered": columns_reordered,
    "trailing empty columns": with_empty_columns,
    "thousands marks on amounts": each_cell(lambda cell: with_thousands_marks(cell) if cell.endswith(",00") else cell),
}

#: They lose something: each is harmless or named.
LOSSY: dict[str, Callable[[Table, random.Random], bytes]] = {
    "Windows-1252": encoded("cp1252"),
    "mojibake": mojibake,
    "decimals dropped": each_cell(without_decimals),
    "leading zeros lost": each_cell(without_leading_zeros),
    "E-notation": each_cell(in_e_notation),
    "fifteen digits": each_cell(with_fifteen_digits),
    "German dates": each_cell(as_german_date),
    "American dates": each_cell(as_american_date),
    "smart quotes": each_cell(with_smart_quotes),
    "thousands marks": each_cell(with_thousands_marks),
    "decimal mark swapped": each_cell(with_swapped_mark),
    "case of TRUE": each_cell(in_other_case),
    "apostrophe lost": each_cell(without_apostrophe),
    "rows filtered": filtered,
    "columns missing": columns_missing,
}


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
    assert by_id(found) == {one.proposal_id: as_decided(one) for one in known}
