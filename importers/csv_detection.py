"""Which format a CSV is in: the column names say so, or, where a file has none, the shape of every row.

The head of a file is parsed once per delimiter, and a row is compared only with the formats that know one of its names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from importers.csv_formats import DATES, DELIMITERS, MONEY, CsvFormat, Names, RowCell, folded, of_folder, packaged
from importers.csv_shapes import date_parser, is_parsed, split_money
from importers.csv_text import guessed_encoding, head_text, numbered
from importers.errors import Problem, StatementRefused
from importers.statement_file import HEAD_BYTES, StatementFile

_HEADER_ROWS = 50  #: the longest preamble on record has 14 lines
_MAX_COLUMNS = 300  #: the widest table on record has 82 (PayPal)
_SYMBOLS = {"€": "EUR", "£": "GBP"}
_ACCOUNT = re.compile(r"(?=.*\d)[A-Z0-9]{5,34}", re.ASCII)
_TIMESTAMP = date_parser(["dd.mm.yyyy[ time]", "yyyy-mm-dd[ time]"])

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where and how a format's columns were found."""

    format: CsvFormat
    delimiter: str
    encoding: str
    line: int  #: of the column names, or of the first row where there are none
    columns: Cells  #: as they stand in the file; where it names none, what the format says stands there
    index: Mapping[str, int]  #: our field -> its column
    currency: str  #: in the name of a column, else ""
    preamble: tuple[Cells, ...]
    named: int  #: how many of the file's columns the format names

    @property
    def has_names(self) -> bool:
        return not self.format.row


def layouts(file: StatementFile) -> list[Layout]:
    """All that fit equally well; a user's own formats come before ours. Raises StatementRefused for a wrong one."""
    heads = _heads(file)
    own = of_folder(file.formats) if file.formats is not None else ()
    return _best(heads, own) or _best(heads, packaged())


@dataclass(frozen=True, slots=True)
class Seen:
    """A table no format knows: what looks like its column names, and the rows below them."""

    delimiter: str
    names: Cells
    rows: tuple[Cells, ...]


def names_seen(file: StatementFile) -> Seen | None:
    """The widest row of the head that holds neither a date nor an amount and has no gap; the first of several."""
    if "\0" in head_text(file):
        return None
    found: Seen | None = None
    for head in _heads(file):
        for number, (_, row) in enumerate(head.rows):
            names = _without_gaps(row)
            if len(names) > (len(found.names) if found else 1):
                found = Seen(head.delimiter, names, tuple(below for _, below in head.rows[number + 1 :]))
    return found


def _without_gaps(row: Cells) -> Cells:
    """Its cells up to the last that holds something; none for a row of values."""
    filled = max((place for place, cell in enumerate(row) if cell), default=-1) + 1
    names = row[:filled]
    return names if all(names) and not any(map(_is_value, names)) else ()


def _is_value(cell: str) -> bool:
    """A date, a time, an amount: digits, and no letters but those of a currency."""
    text = split_money(cell)[0]
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


# ---------------------------------------------------------------------------------------------------------- the head


@dataclass(frozen=True, slots=True)
class _Head:
    """The first rows of a file, read under one delimiter: physical lines, and the rows quotation marks make of them."""

    delimiter: str
    encoding: str
    rows: tuple[tuple[int, Cells], ...]  #: (line, cells), blank ones left out
    is_whole: bool  #: nothing of the file was cut off


def _heads(file: StatementFile) -> list[_Head]:
    text, encoding, is_whole = head_text(file), guessed_encoding(file), file.size <= HEAD_BYTES
    return [_Head(one, encoding, tuple(_rows(text, one)), is_whole) for one in DELIMITERS if one in text]


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, Cells]]:
    """The rows of the head; where quotation marks do not pair up, its lines."""
    try:
        return iter(
            list(
                islice(
                    numbered(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)),
                    _HEADER_ROWS,
                )
            )
        )
    except csv.Error:
        lines = enumerate(text.splitlines()[:_HEADER_ROWS], 1)
        split = ((number, tuple(cell.strip(' "') for cell in line.split(delimiter))) for number, line in lines)
        return (one for one in split if any(one[1]))


# ------------------------------------------------------------------------------------------------- choosing a format


def _best(heads: Sequence[_Head], formats: tuple[CsvFormat, ...]) -> list[Layout]:
    named = [one for one in formats if not one.row]
    found = [layout for head in heads for layout in _by_names(head, named)]
    found = found or [layout for head in heads for one in formats if one.row for layout in _by_rows(head, one)]
    best = max(map(_rank, found), default=(0, False))
    return [layout for layout in found if _rank(layout) == best]


def _rank(layout: Layout) -> tuple[int, bool]:
    """The more of a file's columns a format names the better it knows it; then, one that names the delimiter."""
    return layout.named, len(layout.format.delimiters) == 1


def _by_names(head: _Head, formats: Sequence[CsvFormat]) -> Iterator[Layout]:
    """The formats whose columns stand in the first row that has any format's columns."""
    known = _by_first_name(tuple(formats))
    for number, (line, row) in enumerate(head.rows):
        if len(row) > _MAX_COLUMNS:
            continue
        labels = tuple(folded(cell) for cell in row)
        lossy = any("\ufffd" in label or "?" in label for label in labels)
        candidates = formats if lossy else dict.fromkeys(one for label in labels for one in known.get(label, ()))
        found = [_layout(head, one, number, line, labels) for one in candidates]
        fitting = [layout for layout in found if layout is not None]
        if fitting:
            yield from fitting
            return


@lru_cache(maxsize=8)
def _by_first_name(formats: tuple[CsvFormat, ...]) -> dict[str, list[CsvFormat]]:
    """A format is worth a look where one of the names of its booking date stands."""
    known: dict[str, list[CsvFormat]] = {}
    for one in formats:
        for label in one.columns["booking_date"].plain:
            known.setdefault(label, []).append(one)
    return known


def _layout(head: _Head, one: CsvFormat, number: int, line: int, labels: Cells) -> Layout | None:
    if head.delimiter not in one.delimiters:
        return None
    places = {field: _places(names, labels) for field, names in {**one.columns, **one.optional}.items()}
    if not all(places[field] for field in one.columns):
        return None
    taken = {place for found in places.values() for place, _ in found}
    others = [label for place, label in enumerate(labels) if label and place not in taken]
    if one.exact and any(one.ignored.match(label) is None for label in others):
        return None
    currencies = {currency for field in MONEY for _, currency in places.get(field, ()) if currency}
    if len(currencies) > 1:
        return None
    columns = head.rows[number][1]
    currency = _iso(next(iter(currencies), ""))
    above = tuple(row for _, row in head.rows[:number])
    index = {field: _chosen(one, field, places) for field, found in places.items() if found}
    return Layout(one, head.delimiter, one.encoding or head.encoding, line, columns, index, currency, above, len(taken))


def _places(names: Names, labels: Cells) -> list[tuple[int, str]]:
    found = ((place, names.match(label)) for place, label in enumerate(labels))
    return [(place, currency) for place, currency in found if currency is not None]


def _chosen(one: CsvFormat, field: str, places: Mapping[str, list[tuple[int, str]]]) -> int:
    """The column of a field; -1 - place where two have its name and nothing says which is meant."""
    found = [place for place, _ in places[field]]
    if len(found) == 1:
        return found[0]
    anchors = [place for place, _ in places.get(one.after.get(field, ""), ())]
    following = [place for place in found if anchors and place > min(anchors)]
    return min(following) if following else -1 - found[0]


def refuse_twins(file: StatementFile, layout: Layout) -> None:
    """Raises StatementRefused where two columns have the name of one that is needed."""
    for field, place in layout.index.items():
        if place < 0 and field in layout.format.columns:
            sentence = "two columns have this name, and which is meant cannot be known"
            where = f'{file.name}:{layout.line}, column "{layout.columns[-1 - place]}"'
            remedy = "export it again with the bank's standard columns"
            raise StatementRefused(Problem(where, sentence, remedy, code="csv-column-twice"))


def _iso(currency: str) -> str:
    return _SYMBOLS.get(currency, currency.upper())


# ------------------------------------------------------------------------------------------- files without column names


def _by_rows(head: _Head, one: CsvFormat) -> Iterator[Layout]:
    if head.delimiter not in one.delimiters or not head.rows:
        return
    rows = head.rows if head.is_whole or len(head.rows) == _HEADER_ROWS else head.rows[:-1]
    if all(row_fits(one, row) for _, row in rows):
        columns = tuple(cell.field for cell in one.row)
        index = {
            cell.field: place for place, cell in enumerate(one.row) if cell.field not in ("any", "empty", "timestamp")
        }
        yield Layout(
            one, head.delimiter, one.encoding or head.encoding, head.rows[0][0], columns, index, "", (), len(columns)
        )


def row_fits(one: CsvFormat, row: Cells) -> bool:
    """Every cell has the shape the format says; cells beyond are empty."""
    if any(row[len(one.row) :]):
        return False
    padded = row + ("",) * (len(one.row) - len(row))
    return all(_cell_fits(one, cell, text) for cell, text in zip(one.row, padded, strict=False))


def _cell_fits(one: CsvFormat, cell: RowCell, text: str) -> bool:
    if not text:
        return cell.may_be_empty or cell.field in ("any", "empty")
    if cell.field in DATES or cell.field == "timestamp":
        parsers = (_TIMESTAMP,) if cell.field == "timestamp" else one.dates
        fits = any(is_parsed(parse, text) for parse in parsers)
    elif cell.field in MONEY:
        fits = any(shape.fits(split_money(text)[0]) for shape in one.numbers)
    elif cell.field == "currency":
        fits = len(text) == 3 and text.isascii() and text.isupper()
    elif cell.field == "direction":
        fits = folded(text) in one.directions
    elif cell.field in ("account", "counterparty_iban"):
        fits = _ACCOUNT.fullmatch(text.replace(" ", "")) is not None
    else:
        fits = cell.field != "empty"
    return fits
