"""The bytes of a workbook → the same table of cells a CSV file gives, whatever program saved it.

Cells are written as text (`workbook`); where a person or a program made numbers, days or truth values of them, they are
turned back into the text they stand for, so that everything after this sees no difference between the two forms.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from importers.errors import Problem
from reconcile.errors import ProposalsRefused
from reconcile.review.cells import one_line
from reconcile.review.columns import REQUIRED, column_named
from reconcile.review.table import WRITE_ANEW, Record, Table, table_of

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

#: Unpacked; a file of ours with 100 000 rows has 150 MB. More is a bomb, or no proposals file.
_MOST_BYTES = 1 << 29
_MOST_CELLS = 20_000_000

_Value = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(content: bytes) -> bool:
    """XLSX and ODS are zip archives, XLS and encrypted ones OLE containers."""
    return content.startswith((_ZIP, _OLE))


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    table: Table


def read_sheet(content: bytes, file_name: str) -> Sheet:
    """The one sheet with our columns. Raises ProposalsRefused when there is none, several, or no workbook at all."""
    found = [(name, records) for name, records in _sheets(content, file_name) if _is_ours(records)]
    if len(found) > 1:
        names = " and ".join(f'"{name}"' for name, _ in found)
        sentence = f"the sheets {names} both hold proposals, so it is not clear which one is meant"
        remedy = "delete the copy and save the file again"
        raise ProposalsRefused(Problem(file_name, sentence, remedy, code="proposals-two-sheets"))
    name, records = found[0] if found else ("", [])
    return Sheet(name, table_of(records, file_name, guarded=False))


def _is_ours(records: Sequence[Record]) -> bool:
    names = {column_named(cell) for cell in records[0].cells} if records else set()
    return names >= set(REQUIRED)


def _sheets(content: bytes, file_name: str) -> Iterator[tuple[str, list[Record]]]:
    """Every sheet's name and rows, hidden ones too, without blank rows."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _refuse_bombs(content, file_name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                if sheet.total_height * sheet.total_width > _MOST_CELLS:
                    raise ProposalsRefused(_unreadable(file_name, f'the sheet "{name}" is too large'))
                rows = enumerate(sheet.to_python(skip_empty_area=False), 1)
                records = (Record(line, tuple(_text(value) for value in row)) for line, row in rows)
                yield name, [record for record in records if not record.is_blank]
    except PasswordError:
        raise ProposalsRefused(_unreadable(file_name, "it is protected by a password")) from None
    except CalamineError as error:
        raise ProposalsRefused(_unreadable(file_name, one_line(str(error))[:120])) from None


def _refuse_bombs(content: bytes, file_name: str) -> None:
    if not content.startswith(_ZIP):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ProposalsRefused(_unreadable(file_name, "it is damaged, perhaps cut off")) from None
    if total > _MOST_BYTES:
        raise ProposalsRefused(_unreadable(file_name, "it is too large unpacked"))


def _unreadable(file_name: str, reason: str) -> Problem:
    sentence = f"is no workbook that can be read: {reason}"
    remedy = f"save it again as .xlsx without a password, or {WRITE_ANEW}"
    return Problem(file_name, sentence, remedy, code="proposals-workbook")


# ------------------------------------------------------------------------------------------------------------- values


def _text(value: _Value) -> str:
    """What stands in the cell, as a person would have typed it into a text cell."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value)
        case datetime() if value.time() != time():
            return value.isoformat(" ")
        case datetime():
            return value.date().isoformat()
    return str(value)


def _number(value: int | float) -> str:
    """In full, with a point. Three digits after it get a fourth: as text they would read as thousands, which a number
    cell cannot mean."""
    text = f"{Decimal(repr(value)):f}".removesuffix(".0")
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
