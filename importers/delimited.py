"""Any CSV, driven by a declarative format (`importers.csv_formats`); the column names say which one.

Strict: a cell that does not have the declared shape, a missing cell, an unknown status refuse the file, with the place.
A CSV without balances cannot be proved.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from importers.csv_formats import DELIMITERS, CsvFormat, folded, packaged
from importers.csv_rows import Row, RowReader
from importers.errors import Problem, StatementRefused, excerpt_of
from importers.events import Entry, Event, Footer, Header
from importers.statement import Proof
from importers.statement_file import StatementFile

_REPLACEMENT = "\ufffd".encode()
_DAMAGED = ("some letters were lost before the file reached us (U+FFFD)",)
_HEADER_ROWS = 50  #: the longest preamble on record has 14 lines
_MAX_PROBLEMS = 20
_AGAIN = "export the file again and hand it in as the bank made it, never saved by a spreadsheet program"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where and how a format's columns were found."""

    format: CsvFormat
    delimiter: str
    line: int
    columns: tuple[str, ...]  #: as they stand in the file
    preamble: tuple[tuple[str, ...], ...]


def claims(file: StatementFile) -> bool:
    return bool(_layouts(file))


def columns_seen(file: StatementFile) -> tuple[str, ...]:
    """What looks like column names in a file no format knows: the first widest row of the head."""
    if "\0" in file.head_text:
        return ()
    rows = [row for delimiter in DELIMITERS for _, row in _head_rows(file, delimiter) if len(row) > 1 and all(row)]
    widest = max(rows, key=len, default=())
    return tuple(excerpt_of(cell, 40) for cell in widest[:20])


def stream(file: StatementFile) -> Iterator[Event]:
    """One statement per account, in the order the accounts appear; raises StatementRefused."""
    layouts = _layouts(file)
    if len(layouts) > 1:
        names = " and ".join(layout.format.name for layout in layouts)
        raise file.refused(f"fits more than one CSV format: {names}", "make the column names of the formats distinct")
    layout = layouts[0]
    encoding, warnings = _encoding(file)
    reader = RowReader(layout.format, layout.columns, layout.preamble, file.name, layout.line)
    accounts = _by_account(file, layout, encoding, reader)
    evidence = (
        f"{layout.format.title}: column names in line {layout.line}",
        f"delimiter {_spoken(layout.delimiter)}, read as {encoding}",
    )
    for account, entries in accounts.items():
        yield _header(file, layout.format, account, entries)
        yield from entries
        yield Footer(
            opening=None,
            closing=None,
            proof=Proof.UNTESTABLE,
            warnings=(*warnings, *_notes(account, entries)),
            evidence=evidence,
        )


def _by_account(file: StatementFile, layout: _Layout, encoding: str, reader: RowReader) -> dict[str, list[Entry]]:
    accounts: dict[str, list[Entry]] = {}
    for row in _rows_below(file, layout, encoding):
        entry = reader.read(row)
        if entry is not None:
            accounts.setdefault(entry.transactions[0].account, []).append(entry)
    if len(reader.problems) > _MAX_PROBLEMS:
        more = f"has {len(reader.problems) - _MAX_PROBLEMS} more problems of this kind"
        raise StatementRefused(*reader.problems[:_MAX_PROBLEMS], Problem(file.name, more, _AGAIN))
    if reader.problems:
        raise StatementRefused(*reader.problems)
    return accounts or {reader.preamble_account: []}


def _header(file: StatementFile, one: CsvFormat, account: str, entries: list[Entry]) -> Header:
    lines = [line for entry in entries for line in entry.transactions]
    days = [line.booking_date for line in lines]
    return Header(
        source=file.source(f"csv:{one.name}", verified=one.verified),
        statement_id="",
        account=account,
        account_name="",
        currency=lines[0].currency if lines else one.constants.get("currency", ""),
        from_date=min(days, default=None),
        to_date=max(days, default=None),
    )


def _notes(account: str, entries: list[Entry]) -> Iterator[str]:
    from importers import verify

    yield from verify.account_flaws(account)
    if not entries:
        yield "the file has no bookings"
    currencies = sorted({line.currency for entry in entries for line in entry.transactions})
    if len(currencies) > 1:
        yield f"bookings in several currencies: {', '.join(currencies)}"


# ---------------------------------------------------------------------------------------------- finding the columns


def _layouts(file: StatementFile) -> list[_Layout]:
    found = (_layout(file, one) for one in packaged())
    return [layout for layout in found if layout is not None]


def _layout(file: StatementFile, one: CsvFormat) -> _Layout | None:
    for delimiter in one.delimiters:
        above: list[tuple[str, ...]] = []
        for line, row in _head_rows(file, delimiter):
            names = {folded(cell) for cell in row}
            if all(names.intersection(alternatives) for alternatives in one.columns.values()):
                return _Layout(one, delimiter, line, row, tuple(above))
            above.append(row)
    return None


def _head_rows(file: StatementFile, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line, cells) of the first rows; stops where the head is no CSV."""
    lines = io.StringIO(_head_text(file), newline="")
    try:
        yield from islice(_numbered(csv.reader(lines, delimiter=delimiter)), _HEADER_ROWS)
    except csv.Error:
        return


def _numbered(reader: Iterable[Sequence[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with the line they begin in; blank ones left out."""
    line = 1
    for row in reader:
        cells = tuple(cell.strip() for cell in row)
        if any(cells):
            yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv.reader has no public type


def _head_text(file: StatementFile) -> str:
    codec = file.marked_encoding or "utf-8"
    try:
        text = codecs.getincrementaldecoder(codec)().decode(file.head)
    except UnicodeDecodeError:
        text = file.head.decode("cp1252", "replace")
    return text.lstrip("\ufeff")


# -------------------------------------------------------------------------------------------------- reading the rows


def _encoding(file: StatementFile) -> tuple[str, tuple[str, ...]]:
    """Byte order mark, else strict UTF-8, else Windows-1252 (formats.md 3, rule 3)."""
    for codec in (file.marked_encoding,) if file.marked_encoding else ("utf-8", "cp1252"):
        if file.undecodable_line(0, file.size, codec) is None:
            return codec, _DAMAGED if _REPLACEMENT in file.head else ()
    line = file.undecodable_line(0, file.size, file.marked_encoding or "cp1252")
    raise file.refused("is neither UTF-8 nor Windows-1252", _AGAIN, at=f":{line}")


def _rows_below(file: StatementFile, layout: _Layout, encoding: str) -> Iterator[Row]:
    """The rows below the column names. What stands above them need not be a CSV at all."""
    with io.TextIOWrapper(file.open(), encoding=encoding, newline="") as text:
        lines = _without_nul(file, text)
        above = sum(1 for _ in islice(lines, layout.line - 1))
        reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
        try:
            for line, cells in islice(_numbered(reader), 1, None):
                yield Row(above + line, cells)
        except csv.Error as error:
            at = f":{above + reader.line_num}"
            raise file.refused(f"is not a well-formed CSV: {error}", _AGAIN, at=at) from None


def _without_nul(file: StatementFile, lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            raise file.refused("holds NUL bytes", _AGAIN, at=f":{number}", excerpt=line)
        yield line


def _spoken(delimiter: str) -> str:
    return "TAB" if delimiter == "\t" else delimiter
