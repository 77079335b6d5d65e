"""Bulk approval: which proposals it covers, and the `yes` in their rows. Decides and writes; posts nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from importers.amounts import to_decimal
from reconcile.language import phrase
from reconcile.records import Decision, Proposal, Verdict
from reconcile.review.csv_file import CsvFile, read_csv_file
from reconcile.review.placing import FileRow
from reconcile.review.reading import proposal_id_of
from reconcile.review.sheet import is_workbook, read_sheet
from reconcile.review.table import Record, Table
from reconcile.review.wording import Answer
from reconcile.review.workbook_marks import with_marks


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


def is_as_proposed(decision: Decision) -> bool:
    """A bulk approval is about what was proposed: a row with another invoice, amount or kind is a person's own."""
    return decision == Decision.as_proposed(decision.proposal, approved=True, note=decision.note)


def _major(one: Proposal) -> Decimal:
    return to_decimal(abs(one.line.transaction.amount_minor), one.line.transaction.currency)


def mark(content: bytes, ids: Collection[str], *, file_name: str = "proposals.csv") -> bytes:
    """The file with a yes in every row of those proposals that nobody decided yet; every other byte as it was.

    A proposal with a word in the decision of any of its rows is left alone. Encoding, delimiter, line ends and language
    (`ja`) are the file's own, and so is everything else in a workbook. Raises ProposalsRefused like `read_file`.
    """
    if is_workbook(content):
        sheet = read_sheet(content, file_name)
        word, place = phrase(Answer.YES, sheet.table.language), sheet.table.columns["decision"] + 1
        marks = {(record.line, place): word for record in _to_mark(sheet.table, ids)}
        return with_marks(content, sheet.name, marks, file_name)
    file = read_csv_file(content, file_name)
    word = phrase(Answer.YES, file.table.language)
    edits = [_edit(file, record, word) for record in _to_mark(file.table, ids)]
    return file.bom + _replaced(file.text, edits).encode(file.codec)


def _to_mark(table: Table, ids: Collection[str]) -> list[Record]:
    rows = [FileRow(table, record) for record in table.records]
    started = {proposal_id_of(row) for row in rows if row.cell("decision")}
    chosen = set(ids) - started
    return [row.record for row in rows if proposal_id_of(row) in chosen]


def _edit(file: CsvFile, record: Record, word: str) -> tuple[int, int, str]:
    """Start, end and new text of the decision cell; a row cut short before it gets the missing delimiters."""
    index, count = file.table.columns["decision"], len(record.cells)
    if index < count:
        return *record.spans[index], word
    end = record.spans[-1][1]
    return end, end, file.delimiter * (index - count + 1) + word


def _replaced(text: str, edits: Sequence[tuple[int, int, str]]) -> str:
    pieces, position = [], 0
    for start, end, word in edits:
        pieces += [text[position:start], word]
        position = end
    return "".join([*pieces, text[position:]])
