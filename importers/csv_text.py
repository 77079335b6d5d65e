"""From bytes to rows: the ladder of encodings, and quotation marks that do not pair up.

Encoding (formats.md 3, rule 3): byte order mark, strict UTF-8, what the format declares, Windows-1252; an old Mac or
DOS code page only where it makes German letters of what Windows-1252 makes rubbish of.
Rows: a strict reading first; where that fails, or where a quotation mark swallowed what looks like rows, line by line.
In that second reading every line is a row, a continuation of one, or the reason the file is refused.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from importers.errors import Problem
from importers.statement_file import StatementFile

AGAIN = "export the file again and hand it in as the bank made it, never saved by a spreadsheet program"
_REPLACEMENT = "\ufffd".encode()
_DAMAGED = "some letters were lost before the file reached us (U+FFFD)"
_PADDED = "NUL bytes at the end of a line were left out"
_UNQUOTED = "quotation marks do not pair up (line {}): the file was read line by line"
_GERMAN = "äöüÄÖÜß"
_OLD_PAGES = ("mac-roman", "cp850")
_LETTERS_NEEDED = 3


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


@dataclass(slots=True)
class Table:
    """The rows below the column names."""

    rows: list[Row] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problem: Problem | None = None  #: why the strict reading failed


def guessed_encoding(file: StatementFile) -> str:
    """By the head alone; the whole file is checked when it is read."""
    if file.marked_encoding:
        return file.marked_encoding
    if len(file.head) > 8 and not any(file.head[1:64:2]) and all(file.head[0:64:2]):
        return "utf-16-le"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(file.head)
    except UnicodeDecodeError:
        return _code_page(file.head)
    return "utf-8"


def _code_page(head: bytes) -> str:
    high = bytes(byte for byte in head if byte > 0x7F)
    german = {page: sum(char in _GERMAN for char in high.decode(page, "replace")) for page in ("cp1252", *_OLD_PAGES)}
    best = max(_OLD_PAGES, key=lambda page: german[page])
    clearly = german[best] >= _LETTERS_NEEDED and german[best] * 10 >= len(high) * 9 and not german["cp1252"]
    return best if clearly else "cp1252"


def head_text(file: StatementFile) -> str:
    """The head as the file is going to be read, but for a letter cut in two at its end."""
    text = codecs.getincrementaldecoder(guessed_encoding(file))("replace").decode(file.head)
    return text.lstrip("\ufeff")


def encoding(file: StatementFile, first: str) -> tuple[str, list[str]]:
    """The encoding of the whole file, and warnings: `first`, unless a byte disproves it. Raises StatementRefused."""
    ladder = (first,) if file.marked_encoding else dict.fromkeys((first, "cp1252"))
    for codec in ladder:
        if file.undecodable_line(0, file.size, codec) is None:
            return codec, [_DAMAGED] if _REPLACEMENT in file.head else []
    line = file.undecodable_line(0, file.size, first if file.marked_encoding else "cp1252")
    raise file.refused("is neither UTF-8 nor Windows-1252", AGAIN, code="csv-encoding", at=f":{line}")


def table(
    file: StatementFile, codec: str, delimiter: str, first_line: int, looks_like_row: Callable[[str], bool]
) -> Table:
    """The rows from line `first_line` on. Raises StatementRefused for NUL bytes."""
    result = Table()
    lines = list(_lines(file, codec, first_line, result.warnings))
    try:
        result.rows = [Row(first_line - 1 + line, cells) for line, cells in _strictly(lines, delimiter)]
        swallowed = next((row for row in result.rows if _swallowed(row, looks_like_row)), None)
        if swallowed is None:
            return result
        broken, reason = swallowed.line, "a quotation mark is opened and never closed"
    except csv.Error as error:
        broken, reason = _broken_line(lines, delimiter, first_line), str(error)
    at = f"{file.name}:{broken}"
    result.problem = Problem(at, f"is not a well-formed CSV: {reason}", AGAIN, code="csv-quotes")
    result.warnings.append(_UNQUOTED.format(broken))
    result.rows = list(_line_by_line(lines, delimiter, first_line))
    return result


def _lines(file: StatementFile, codec: str, first_line: int, warnings: list[str]) -> Iterator[str]:
    with io.TextIOWrapper(file.open(), encoding=codec, newline="") as text:
        for number, line in enumerate(islice(text, first_line - 1, None), first_line):
            if "\0" not in line:
                yield line
                continue
            padded = line.rstrip("\r\n\0") + "\n"
            if "\0" in padded:
                raise file.refused("holds NUL bytes", AGAIN, code="file-nul", at=f":{number}", excerpt=line)
            if _PADDED not in warnings:
                warnings.append(_PADDED)
            yield padded


def numbered(reader: Iterable[Sequence[str]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows with the line they begin in; blank ones left out."""
    line = 1
    for row in reader:
        cells = tuple(cell.strip() for cell in row)
        if any(cells):
            yield line, cells
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv.reader has no public type


def _strictly(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    return numbered(csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True))


def _swallowed(row: Row, looks_like_row: Callable[[str], bool]) -> bool:
    return any("\n" in cell and any(map(looks_like_row, cell.splitlines()[1:])) for cell in row.cells)


def _broken_line(lines: list[str], delimiter: str, first_line: int) -> int:
    """Where the row begins that cannot be read."""
    reader, line = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=True), 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error:
        pass
    return first_line + line


def _line_by_line(lines: list[str], delimiter: str, first_line: int) -> Iterator[Row]:
    for number, line in enumerate(lines, first_line):
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True, skipinitialspace=True), [])
        except csv.Error:
            cells = [_unquoted(cell) for cell in line.rstrip("\r\n").split(delimiter)]
        stripped = tuple(cell.strip() for cell in cells)
        if any(stripped):
            yield Row(number, stripped)


def _unquoted(cell: str) -> str:
    return cell.strip().removeprefix('"').removesuffix('"')
