"""Words into single cells of a workbook; every other byte of its sheet, and every other sheet, stays as it was.

A spreadsheet keeps much in a file that no library writes back (colours, filters, widths, a person's own sheets), so the
cells are replaced in the XML of the one sheet, at the byte positions the parser names.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from importers.errors import Problem
from reconcile.errors import ProposalsRefused

#: (row, column), both 1-based → the word for it.
Marks = Mapping[tuple[int, int], str]

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"


def with_marks(content: bytes, sheet_name: str, marks: Marks, file_name: str) -> bytes:
    """The workbook with those words in those cells of the sheet. Raises ProposalsRefused where it is no XLSX file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = _part_of(archive, sheet_name)
            marked = _marked(_plain(archive.read(part)), marks)
            return _rewritten(archive, part, marked)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, expat.ExpatError, UnicodeDecodeError):
        sentence = "decisions can be written into CSV and XLSX files only, and this is neither"
        remedy = "save it as .xlsx, or decide in it by hand"
        raise ProposalsRefused(Problem(file_name, sentence, remedy, code="proposals-unmarked")) from None


def _rewritten(archive: zipfile.ZipFile, part: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as target:
        for member in archive.infolist():
            data = content if member.filename == part else archive.read(member)
            target.writestr(member, data, compress_type=member.compress_type)
    return written.getvalue()


def _part_of(archive: zipfile.ZipFile, sheet_name: str) -> str:
    """The member that holds a sheet: its name → the id of a relation → a path. KeyError when there is none."""
    sheets = {one.get("name"): one for one in _elements(archive.read(_WORKBOOK), "sheet")}
    identity = next(value for name, value in sheets[sheet_name].items() if _local(name) == "id")
    relations = {one.get("Id"): one.get("Target", "") for one in _elements(archive.read(_RELATIONS), "Relationship")}
    target = relations[identity]
    return target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))


def _plain(content: bytes) -> bytes:
    """UTF-8, as every spreadsheet writes it, so that positions are those of the bytes; and without a DOCTYPE, which is
    where entities come from."""
    if "<!DOCTYPE" in content.decode("utf-8"):
        raise KeyError("DOCTYPE")
    return content


def _elements(content: bytes, name: str) -> list[ElementTree.Element]:
    return [one for one in ElementTree.fromstring(_plain(content)).iter() if _local(one.tag) == name]  # noqa: S314


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


# ---------------------------------------------------------------------------------------------------------- one sheet


@dataclass
class _Cells:
    """Where the cells to mark stand in the XML of a sheet: (start, end, its tag, its style), found while parsing."""

    content: bytes
    marks: Marks
    parser: expat.XMLParserType
    row: int = 0
    column: int = 0
    open_cell: tuple[int, str, str] | None = None
    waiting: list[int] = field(default_factory=list)  #: columns of this row still to come, in order
    edits: list[tuple[int, int, bytes]] = field(default_factory=list)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == "row":
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.waiting = sorted(column for row, column in self.marks if row == self.row)
        elif _local(tag) == "c":
            self.column = _column_of(attributes["r"]) if "r" in attributes else self.column + 1
            while self.waiting and self.waiting[0] < self.column:
                self._insert(self.waiting.pop(0), tag)
            if self.waiting and self.waiting[0] == self.column:
                self.open_cell = (self.parser.CurrentByteIndex, tag, attributes.get("s", ""))

    def end(self, tag: str) -> None:
        if _local(tag) == "c" and self.open_cell is not None:
            start, name, style = self.open_cell
            end = self.parser.CurrentByteIndex
            if self.content.startswith(f"</{name}".encode(), end):  # else `<c/>`, of which expat names the end
                end = self.content.index(b">", end) + 1
            self.edits.append((start, end, self._cell(self.waiting.pop(0), name, style)))
            self.open_cell = None
        elif _local(tag) == "row":
            while self.waiting:
                self._insert(self.waiting.pop(0), f"{tag.rpartition('row')[0]}c")

    def _insert(self, column: int, tag: str) -> None:
        start = self.parser.CurrentByteIndex
        self.edits.append((start, start, self._cell(column, tag, "")))

    def _cell(self, column: int, tag: str, style: str) -> bytes:
        word, prefix = self.marks[self.row, column], tag.removesuffix("c")
        styled = f" s={quoteattr(style)}" if style else ""
        inner = f"<{prefix}is><{prefix}t>{word}</{prefix}t></{prefix}is>"
        return f'<{tag} r="{_letters(column)}{self.row}"{styled} t="inlineStr">{inner}</{tag}>'.encode()


def _marked(content: bytes, marks: Marks) -> bytes:
    parser = expat.ParserCreate()
    cells = _Cells(content, marks, parser)
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.Parse(content, True)
    pieces, position = [], 0
    for start, end, cell in cells.edits:
        pieces += [content[position:start], cell]
        position = end
    return b"".join([*pieces, content[position:]])


def _letters(column: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_of(reference: str) -> int:
    """`AA7` → 27."""
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
