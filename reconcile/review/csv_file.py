"""The bytes of a CSV proposals file as rows of cells, each with its place: any encoding, delimiter, order of columns.

Own scanner instead of the `csv` module, because `mark` changes single cells and keeps every other byte as it is; a
law in the tests holds that both read the same.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.errors import Problem, excerpt_of
from reconcile.errors import ProposalsRefused
from reconcile.review.columns import column_named
from reconcile.review.table import WRITE_ANEW, Record, Table, table_of

DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvFile:
    """A table, and what it takes to write one cell of its file and keep every other byte."""

    table: Table
    text: str
    codec: str
    bom: bytes
    delimiter: str


def read_csv_file(content: bytes, file_name: str) -> CsvFile:
    """Raises ProposalsRefused when it is no proposals file, cannot be decoded, or a quote is left open."""
    text, codec, bom = _decoded(content, file_name)
    delimiter = max(DELIMITERS, key=lambda one: _known_headers(text, one))
    records = [record for record in scan(text, delimiter, file_name) if not record.is_blank]
    records = records[1:] if records and _is_separator_line(records[0]) else records
    table = table_of(records, file_name, guarded=True)
    return CsvFile(table=table, text=text, codec=codec, bom=bom, delimiter=delimiter)


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
    remedy = "save it as CSV in UTF-8, or " + WRITE_ANEW
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
    remedy = f"put the text between two quotation marks and double those inside it, or {WRITE_ANEW}"
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
