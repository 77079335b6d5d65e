"""A row of the file beside the row we wrote: which booking it belongs to, and what was changed in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importers.amounts import exponent
from importers.errors import Problem, excerpt_of
from reconcile.language import Language
from reconcile.records import Proposal
from reconcile.review.columns import COLUMNS, PROTECTED
from reconcile.review.damage import became_day, cosmetic, same_number, unchanged
from reconcile.review.rows import Row, other_cells, rows_of
from reconcile.review.table import Record, Table

_ANEW = "; or take the row from the file as `reconcile run` wrote it"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row of the file."""

    table: Table
    record: Record

    def cell(self, column: str) -> str:
        return self.table.cell(self.record, column)

    def has(self, column: str) -> bool:
        return column in self.table.columns

    def header(self, column: str) -> str:
        return self.table.header(column)

    def problem(self, column: str, sentence: str, remedy: str, *, code: str = "") -> Problem:
        """Its code names the column unless another is given."""
        place, shown = self.table.place(self.record, column), excerpt_of(self.cell(column))
        return Problem(place, sentence, remedy, shown, code=code or f"proposals-{column.replace('_', '-')}")


@dataclass(frozen=True, slots=True)
class Stored:
    """What was written for one booking, with a decimal comma; a file may come back in either language."""

    in_language: Mapping[Language, Row]
    other: Mapping[str, tuple[str, ...]]  #: by column, what may stand there as well

    def get(self, column: str) -> str:
        """In the words of the core."""
        return self.in_language[Language.EN].get(column, "")

    def is_unchanged(self, column: str, cell: str, exponent: int) -> bool:
        form, written = _FORMS[column], [row.get(column, "") for row in self.in_language.values()]
        return any(unchanged(form, one, cell, exponent) for one in (*written, *self.other.get(column, ())))


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row and the booking of the stored proposal it was written for."""

    row: FileRow
    part: int  #: index of the allocation, 0 for a proposal without any
    stored: Stored
    exponent: int

    def is_unchanged(self, column: str) -> bool:
        """Also true when the file does not have that column any more."""
        return not self.row.has(column) or self.stored.is_unchanged(column, self.row.cell(column), self.exponent)

    def written(self, column: str) -> str:
        """As it was written, in the language of the file."""
        return self.stored.in_language[self.row.table.language].get(column, "")

    def key(self, all_stored: Sequence[Stored]) -> tuple[str, str]:
        """What makes it the same (proposal, invoice) as another row, whatever a spreadsheet did to the number."""
        if self.is_unchanged("invoice"):
            return "part", str(self.part)
        typed = self.row.cell("invoice")
        same = (str(index) for index, stored in enumerate(all_stored) if cosmetic(stored.get("invoice"), typed))
        return next((("part", index) for index in same), ("typed", "".join(typed.casefold().split())))


_FORMS = {column.name: column.form for column in COLUMNS}


def stored_rows(proposal: Proposal) -> list[Stored]:
    spoken = [rows_of(proposal, ",", language) for language in Language]
    other = other_cells(proposal)
    return [Stored(dict(zip(Language, rows, strict=True)), other) for rows in zip(*spoken, strict=True)]


def place(row: FileRow, proposal: Proposal, stored: Sequence[Stored]) -> PlacedRow | Problem:
    """By `invoice_id`, then `part`, then `invoice`, as far as the file has them; never by the order of the rows."""
    digits = exponent(proposal.line.transaction.currency)
    parts = list(range(len(stored)))
    for column in ("invoice_id", "part", "invoice"):
        if len(parts) > 1 and row.has(column):
            fitting = [part for part in parts if stored[part].is_unchanged(column, row.cell(column), 0)]
            parts = fitting or parts  # a typed number fits none; a changed id is named by `tampering`
    if len(parts) == 1:
        return PlacedRow(row, parts[0], stored[parts[0]], digits)
    column = next((name for name in ("invoice_id", "part", "invoice") if row.has(name)), "proposal_id")
    sentence = f"cannot be told which of the {len(stored)} parts of this split the row is"
    remedy = f"keep {row.header('invoice_id')} and {row.header('part')} as they were written{_ANEW}"
    return row.problem(column, sentence, remedy)


def tampering(placed: PlacedRow) -> Problem | None:
    """What is wrong where a protected cell says something else than what is stored (commit-protocol F30): one sentence
    a row. A row of another bank line has the wrong id, and everything else in it is right."""
    changed = [column.name for column in PROTECTED if not placed.is_unchanged(column.name)]
    if len(changed) > 1 and "transaction_id" in changed:
        sentence = "is the id of another row: the bank line beside it is not the one this was proposed for"
        return placed.row.problem("proposal_id", sentence, "restore the id" + _ANEW)
    if not changed:
        return None
    first, *others = changed
    sentence, remedy = _changed(placed, first), _restore(placed, first)
    if others:
        sentence = f"{sentence}; nor can {', '.join(map(placed.row.header, others))}"
        remedy = "restore them" + _ANEW
    return placed.row.problem(first, sentence, remedy, code="proposals-changed")


def _changed(placed: PlacedRow, column: str) -> str:
    written = excerpt_of(placed.written(column), 60)
    return f'cannot be changed here; what was written is "{written}"' if written else "cannot be filled in here"


def _restore(placed: PlacedRow, column: str) -> str:
    if column == "invoice_id":
        return f"restore it and type another number under {placed.row.header('invoice')} to redirect{_ANEW}"
    return ("restore it" if placed.stored.get(column) else "empty it") + _ANEW


def means(number: str, typed: str) -> bool:
    """`typed` is `number` but for case, blanks and quotes: nobody redirected anything."""
    return bool(number) and bool(typed) and cosmetic(number, typed)


def may_mean(number: str, typed: str) -> bool:
    """`typed` is what a spreadsheet makes of `number` (`000123` → `123`, `1-2` → `01.02.2026`), or another number."""
    return bool(number) and bool(typed) and (same_number(number, typed) or became_day(number, typed))
