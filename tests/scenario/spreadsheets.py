"""Files of 50 rows a person decided in, made of a generated world whose texts a spreadsheet likes to damage."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from review_damage import Table, rows_in
from worlds.build import world_of

from reconcile.matching import Rules, propose
from reconcile.records import Decision, OpenItem, Proposal, Side, Verdict, make_run_id
from reconcile.review.cells import one_line, unguarded
from reconcile.review.columns import COLUMNS
from reconcile.review.finding import items_meant
from reconcile.review.layout import Layout
from reconcile.review.proposals import ProposalsRead, read_file, write_csv, xlsx_of
from reconcile.review.rows import rows_of
from reconcile.review.sheet import read_sheet

ROWS = 50
#: Numbers that become each other, a date, another number or a formula when a spreadsheet reads them as it likes.
TEMPTING = (
    "000123", "123", "00123", "1-2", "3-2026", "MAR1", "01.02", "9e12", "9000000000000", "1E5", "100000", "=1+1",
    "+49-1", "-7", "@SUM", "TRUE", "210000000003139471430009017", "123456789012", "2026-03-01", 'RE "5"', "O'Hara-1",
    "1.200", "1200,00", "Größe-7",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decided:
    """One file: what was proposed, and the table with a person's answers and edits in it."""

    known: Mapping[str, Proposal]
    items: Sequence[OpenItem]
    table: Table

    def read(self, content: bytes) -> ProposalsRead:
        """Raises ProposalsRefused."""
        return read_file(
            content, file_name="p", find_proposal=self.known.get, find_items=lambda _, number: self._numbered(number)
        )

    def _numbered(self, number: str) -> list[OpenItem]:
        return items_meant(self.items, number)


def by_id(found: ProposalsRead) -> dict[str, Decision]:
    """Proposal → its decision, of which the posting is a function (`posting.plan.posting_of`): equal decisions are
    equal requests, to the byte."""
    return {one.proposal.proposal_id: one for one in found.decisions}


def files(count: int, *, size: int, seed: int = 12) -> Iterator[Decided]:
    """The same files for the same numbers. `size`: of the world, 1 000 lines make some 20 files."""
    chunks = _chunks(size, seed)
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        yield _decided([_tempting(one, chance) for one in chunks[number % len(chunks)]], chance)


def ordinary(count: int, *, size: int, seed: int = 12) -> Iterator[Decided]:
    """The same without the tempting numbers, and sent elsewhere only by a number no spreadsheet takes for another."""
    chunks = _chunks(size, seed)
    for number in range(count):
        yield _decided(chunks[number % len(chunks)], random.Random(f"{seed} {number}"))


def workbook_of(decided: Decided, layout: Layout) -> bytes:
    """Our own workbook with the answers and edits of the file in it."""
    rows = [dict(zip(decided.table[0], row, strict=True)) for row in decided.table[1:]]
    said = [row for one in decided.known.values() for row in rows_of(one, layout.decimal_mark, layout.spoken)]
    editable = [column.name for column in COLUMNS if column.editable]
    answered = [
        {**spoken, **{name: unguarded(row[name]) for name in editable}} for spoken, row in zip(said, rows, strict=True)
    ]
    return xlsx_of(answered, layout)


def rows_of_sheet(content: bytes) -> list[tuple[str, ...]]:
    """Every cell of the proposals, as it is read back."""
    table = read_sheet(content, "p").table
    return [tuple(table.headers.values()), *(tuple(map(one_line, record.cells)) for record in table.records)]


@cache
def _chunks(size: int, seed: int) -> list[list[Proposal]]:
    world = world_of(seed, size)
    proposals = propose(world.lines, world.books, Rules(), run_id=make_run_id(f"spreadsheets {seed}"))
    chunks: list[list[Proposal]] = [[]]
    rows = 0
    for one in proposals:
        if one.verdict is Verdict.IGNORED:
            continue
        wanted = max(1, len(one.allocations))
        if rows + wanted > ROWS:
            chunks.append([])
            rows = 0
        chunks[-1].append(one)
        rows += wanted
    return chunks[:-1]


def _decided(known: Sequence[Proposal], chance: random.Random) -> Decided:
    items = {part.item.item_id: part.item for one in known for part in one.allocations}
    table = rows_in(write_csv(known, Layout()), ";")
    return Decided({one.proposal_id: one for one in known}, list(items.values()), _answered(table, known, chance))


def _tempting(one: Proposal, chance: random.Random) -> Proposal:
    """Some of the documents under numbers, titles and parties a spreadsheet does something to."""
    allocations = tuple(
        replace(part, item=replace(part.item, number=number, party_names=(chance.choice(TEMPTING),)))
        if chance.random() < 0.4 and (number := chance.choice(TEMPTING))
        else part
        for part in one.allocations
    )
    numbers = [part.item.number for part in allocations]
    return replace(one, allocations=allocations if len(set(numbers)) == len(numbers) else one.allocations)


def _answered(table: Table, known: Sequence[Proposal], chance: random.Random) -> Table:
    """Yes, no or nothing; some amounts lowered, some kinds and notes written, some payments sent elsewhere."""
    column = {name: place for place, name in enumerate(table[0])}
    answers = {one.proposal_id: chance.choice(["yes", "yes", "yes", "no", ""]) for one in known}
    by_side = {side: [number for one in known if _side(one) is side for number in _numbers(one)] for side in Side}
    by_id = {one.proposal_id: one for one in known}
    for row in table[1:]:
        one = by_id[row[column["proposal_id"]]]
        row[column["decision"]] = answers[one.proposal_id]
        if chance.random() < 0.2:
            row[column["note"]] = chance.choice(["telephoned", "see e-mail of the customer", "agreed"])
        if len(one.allocations) == 1 and chance.random() < 0.1:
            row[column["invoice"]] = chance.choice(by_side[_side(one)] or [row[column["invoice"]]])
        if len(one.allocations) == 1 and chance.random() < 0.1:
            row[column["allocate"]] = f"{chance.randint(1, 9)},{chance.randint(0, 99):02d}"
            row[column["difference_kind"]] = chance.choice(["overpayment", "bank fee", "small difference"])
    return table


def _numbers(one: Proposal) -> list[str]:
    numbers = [part.item.number for part in one.allocations]
    return [number for number in numbers if number in TEMPTING or number[:2].isalpha()]


def _side(one: Proposal) -> Side:
    return Side.OUTGOING if one.line.transaction.amount_minor > 0 else Side.INCOMING
