"""The bytes of a proposals file as rows of cells, each with its place: any encoding, delimiter and order of columns.

Own scanner instead of the `csv` module, because `mark` changes single cells and keeps every other byte as it is; a
law in the tests holds that both read the same.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.review.cells import one_line, unguarded
from reconcile.review.columns import REQUIRED, column_named

DELIMITERS = (";", ",", "\t")

_WRITE_ANEW = "write the file again with `reconcile run` and decide in that one"


@dataclass(frozen=True, slots=True)
class Record:
    """One row of the file."""

    line: int  #: 1-based, where it starts
    cells: tuple[str, ...]  #: without quotes
    spans: tuple[tuple[int, int], ...]  #: of each cell in the text, quotes included

    @property
    def is_blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    file_name: str
    text: str
    codec: str
    bom: bytes
    delimiter: str
    columns: Mapping[str, int]  #: our name → index
    headers: Mapping[str, str]  #: our name → as it stands in the file
    records: tuple[Record, ...]  #: without the header and blank rows

    def cell(self, record: Record, column: str) -> str:
        """On one line and without our apostrophe; `""` when the row is too short or the column is missing."""
        index = self.columns.get(column, len(record.cells))
        return unguarded(one_line(record.cells[index])) if index < len(record.cells) else ""

    def place(self, record: Record, column: str = "") -> str:
        place = f"{self.file_name}:{record.line}"
        return f'{place}, column "{self.headers.get(column, column)}"' if column else place


def read_table(content: bytes, file_name: str) -> Table:
    """Raises ProposalsRefused when it is no proposals file, cannot be decoded, or a quote is left open."""
    text, codec, bom = _decoded(content, file_name)
    delimiter = max(DELIMITERS, key=lambda one: _known_headers(text, one))
    records = [record for record in scan(text, delimiter, file_name) if not record.is_blank]
    records = records[1:] if records and _is_separator_line(records[0]) else records
    header = records[0] if records else Record(1, (), ())
    columns = _columns(header, file_name)
    shown = {name: one_line(header.cells[index]) for name, index in columns.items()}
    return Table(file_name, text, codec, bom, delimiter, columns, shown, tuple(records[1:]))


# --------------------------------------------------------------------------------------------------------- encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def _decoded(content: bytes, file_name: str) -> tuple[str, str, bytes]:
    bom, codec_by_bom = next(((bom, codec) for bom, codec in _BOMS if content.startswith(bom)), (b"", ""))
    for codec in [codec_by_bom] if codec_by_bom else _guesses(content):
        try:
            text = content[len(bom) :].decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, codec, bom
    sentence = "is neither UTF-8, UTF-16 nor Windows-1252 text"
    remedy = "save it as CSV in UTF-8, or " + _WRITE_ANEW
    raise ProposalsRefused(Problem(file_name, sentence, remedy, code="proposals-encoding"))


def _guesses(content: bytes) -> Sequence[str]:
    """Every second byte of a header in UTF-16 is zero."""
    if content[1:2] == b"\0":
        return ("utf-16-le",)
    return ("utf-16-be",) if content[:1] == b"\0" else ("utf-8", "cp1252")


# ------------------------------------------------------------------------------------------------------------- rows


def scan(text: str, delimiter: str, file_name: str) -> Iterator[Record]:
    """Every row of the text (RFC 4180, with any of the three line ends). Raises ProposalsRefused on an open quote."""
    pattern = _CELL[delimiter]
    line, position = 1, 0
    while position < len(text):
        start, cells, spans, ended = line, [], [], False
        while not ended:
            match = pattern.match(text, position)
            if match is None:
                raise ProposalsRefused(_open_quote(text, position, file_name, line))
            quoted, plain, stop = match.groups()
            cells.append(plain if quoted is None else quoted.replace('""', '"'))
            spans.append((match.start(), match.start(3)))
            line += _line_ends(quoted or "")
            position, ended = match.end(), stop != delimiter
        yield Record(start, tuple(cells), tuple(spans))
        line += 1


_CELL = {
    one: re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|((?!")[^{one}\r\n]*+))({one}|\r\n|\n|\r|\Z)') for one in DELIMITERS
}


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _open_quote(text: str, position: int, file_name: str, line: int) -> Problem:
    sentence = "a quotation mark opens a cell and does not close it"
    remedy = f"put the text between two quotation marks and double those inside it, or {_WRITE_ANEW}"
    return Problem(
        f"{file_name}:{line}", sentence, remedy, excerpt_of(text[position : position + 200]), code="proposals-quotes"
    )


# ---------------------------------------------------------------------------------------------------------- headers


def _known_headers(text: str, delimiter: str) -> int:
    try:
        rows = (record for record in scan(text, delimiter, "") if not record.is_blank)
        header = next((record for record in rows if not _is_separator_line(record)), None)
    except ProposalsRefused:
        return 0
    return sum(column_named(cell) is not None for cell in header.cells) if header else 0


def _is_separator_line(record: Record) -> bool:
    """`sep=;`, which some spreadsheets want on the first line. We never write it."""
    return record.cells[0].casefold().startswith("sep=")


def _columns(header: Record, file_name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        name = column_named(cell)
        if name in found:
            raise ProposalsRefused(_twice(file_name, header.line, cell))
        if name is not None:
            found[name] = index
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        raise ProposalsRefused(_no_proposals_file(file_name, header, missing))
    return found


def _twice(file_name: str, line: int, header: str) -> Problem:
    place = f"{file_name}:{line}"
    sentence, remedy = "this column stands in the file twice", "delete one of the two"
    return Problem(place, sentence, remedy, excerpt_of(header), code="proposals-column-twice")


def _no_proposals_file(file_name: str, header: Record, missing: list[str]) -> Problem:
    sentence = f"is no proposals file: no column {' and no column '.join(missing)}"
    remedy = "give the file `reconcile run` wrote, with its header line"
    shown = excerpt_of(" | ".join(header.cells))
    return Problem(f"{file_name}:{header.line}", sentence, remedy, shown, code="proposals-no-columns")
