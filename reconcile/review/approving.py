"""Bulk approval: which proposals it covers, and the `yes` in their rows. Decides and writes; posts nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from importers.amounts import to_decimal
from reconcile.records import Proposal, Verdict
from reconcile.review.layout import Layout
from reconcile.review.placing import FileRow
from reconcile.review.reading import proposal_id_of
from reconcile.review.table import Record, Table, read_table


def approve_sure(
    proposals: Sequence[Proposal], *, max_amount_minor: int | None = None, max_amount: Decimal | None = None
) -> tuple[Proposal, ...]:
    """The sure proposals up to a limit, included: in minor units, or in major units of each line's own currency.

    Fails closed: a proposal called sure that has a rest, no allocation, or a flag against it is left to a person
    (money.md 11).
    """
    return tuple(
        one
        for one in proposals
        if _is_sure(one)
        and (max_amount_minor is None or abs(one.line.transaction.amount_minor) <= max_amount_minor)
        and (max_amount is None or _major(one) <= max_amount)
    )


def _is_sure(one: Proposal) -> bool:
    fully = bool(one.allocations) and one.unallocated_minor == 0
    return one.verdict is Verdict.SURE and fully and not one.line.flags and one.line.own_account_id is not None


def _major(one: Proposal) -> Decimal:
    return to_decimal(abs(one.line.transaction.amount_minor), one.line.transaction.currency)


def mark(
    content: bytes, ids: Collection[str], layout: Layout | None = None, *, file_name: str = "proposals.csv"
) -> bytes:
    """The file with a yes in every row of those proposals that nobody decided yet; every other byte as it was.

    A proposal with a word in the decision of any of its rows is left alone. Encoding, delimiter and line ends are the
    file's own; of `layout` only the language counts (`ja`). Raises ProposalsRefused like `read_csv`.
    """
    table = read_table(content, file_name)
    word = "ja" if layout and layout.language == "de" else "yes"
    rows = [FileRow(table, record) for record in table.records]
    started = {proposal_id_of(row) for row in rows if row.cell("decision")}
    chosen = set(ids) - started
    edits = [_edit(table, row.record, word) for row in rows if proposal_id_of(row) in chosen]
    return table.bom + _replaced(table.text, edits).encode(table.codec)


def _edit(table: Table, record: Record, word: str) -> tuple[int, int, str]:
    """Start, end and new text of the decision cell; a row cut short before it gets the missing delimiters."""
    index, count = table.columns["decision"], len(record.cells)
    if index < count:
        return *record.spans[index], word
    end = record.spans[-1][1]
    return end, end, table.delimiter * (index - count + 1) + word


def _replaced(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    pieces, position = [], 0
    for start, end, word in edits:
        pieces += [text[position:start], word]
        position = end
    return "".join([*pieces, text[position:]])
