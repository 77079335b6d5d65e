"""A proposals file as a table: columns by name, rows of cells, each with its place, whatever form it came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.language import Language
from reconcile.review.cells import one_line, unguarded
from reconcile.review.columns import REQUIRED, column_named, folded, header_of, language_of

WRITE_ANEW = "write the file again with `reconcile run` and decide in that one"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file."""

    line: int  #: 1-based, where it starts
    cells: tuple[str, ...]  #: without quotes
    spans: tuple[tuple[int, int], ...] = ()  #: of each cell in the text of a CSV file, quotes included

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    file_name: str
    columns: Mapping[str, int]  #: our name → index
    headers: Mapping[str, str]  #: our name → as it stands in the file
    width: int  #: cells of the header
    records: tuple[Record, ...]  #: without the header and blank rows
    guarded: bool  #: were texts written with an apostrophe before formula triggers?

    @property
    def language(self) -> Language:
        """Of the headers."""
        return language_of(self.headers["decision"])

    def cell(self, record: Record, column: str) -> str:
        """On one line and without our apostrophe; `""` when the row is too short or the column is missing."""
        index = self.columns.get(column, len(record.cells))
        text = one_line(record.cells[index]) if index < len(record.cells) else ""
        return unguarded(text) if self.guarded else text

    def place(self, record: Record, column: str = "") -> str:
        place = f"{self.file_name}:{record.line}"
        return f'{place}, column "{self.header(column)}"' if column else place

    def header(self, column: str) -> str:
        """As it stands in the file; of a column it has lost, as it would stand there."""
        return self.headers.get(column) or header_of(column, self.language)


def table_of(records: Sequence[Record], file_name: str, *, guarded: bool) -> Table:
    """`records` with the header first and without blank rows. Raises ProposalsRefused when it is no proposals file."""
    header = records[0] if records else Record(1, ())
    columns = _columns(header, file_name)
    return Table(
        file_name=file_name,
        columns=columns,
        headers={name: one_line(header.cells[index]) for name, index in columns.items()},
        width=len(header.cells),
        records=tuple(records[1:]),
        guarded=guarded,
    )


def _columns(header: Record, file_name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        name = column_named(cell)
        if name in found:
            raise ProposalsRefused(_twice(file_name, header.line, cell))
        if name is not None:
            found[name] = index
    is_german = any(language_of(cell) is Language.DE for cell in header.cells)
    language = Language.DE if is_german else Language.EN
    missing = [header_of(name, language) for name in REQUIRED if name not in found]
    if missing:
        raise ProposalsRefused(_no_proposals_file(file_name, header, missing))
    return found


def _twice(file_name: str, line: int, header: str) -> Problem:
    place = f"{file_name}:{line}"
    sentence, remedy = "this column stands in the file twice", "delete one of the two"
    return Problem(place, sentence, remedy, excerpt_of(header), code="proposals-column-twice")


#: No cell of a file that is in order is longer than one of these and holds it.
_IN_ONE_CELL = ("decision;light", "Entscheidung;Ampel")


def _no_proposals_file(file_name: str, header: Record, missing: list[str]) -> Problem:
    sentence = f"is no proposals file: no column {' and no column '.join(missing)}"
    remedy, code = "give the file `reconcile run` wrote, with its header line", "proposals-no-columns"
    if any(folded(name) in folded(cell) for cell in header.cells for name in _IN_ONE_CELL):
        sentence = "the whole header stands in one cell, as when a spreadsheet saves the file with another delimiter"
        remedy, code = f"open the file with its own delimiter, or {WRITE_ANEW}", "proposals-delimiter"
    shown = excerpt_of(" | ".join(header.cells))
    return Problem(f"{file_name}:{header.line}", sentence, remedy, shown, code=code)
