"""The proposals as a workbook to decide in: the same cells as the CSV, as text that survives every spreadsheet.

Every cell is a string in text format: nothing is evaluated, no number loses a digit, no reference becomes a date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from reconcile.language import phrase
from reconcile.records import DifferenceKind, Verdict
from reconcile.review.cells import fitting
from reconcile.review.columns import COLUMNS, Form, headers
from reconcile.review.layout import Layout
from reconcile.review.rows import Row, in_words
from reconcile.review.wording import Answer
from reconcile.review.workbook_sheets import write_instructions, write_totals

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Stands in the file's properties; the same proposals give the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)

#: The built-in format "text", `@`.
_TEXT = 49

_OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}

#: Characters across; what is longer is wrapped. The columns of the machine, from `line` on, share one width.
_WIDTHS = {
    "decision": 14, "light": 17, "date": 12, "amount": 13, "direction": 10, "currency": 10, "counterparty": 28,
    "remittance": 44, "part": 9, "invoice": 18, "party": 28, "open_amount": 13, "allocate": 13, "difference": 12,
    "difference_kind": 18, "why": 78, "warning": 52, "alternatives": 30, "note": 30,
}  # fmt: skip
_MACHINE_WIDTH = 18
_WRAPPED = ("counterparty", "remittance", "party", "why", "warning", "alternatives", "note")
_CENTRED = ("direction", "currency", "part")
#: Points of the letters and of a line of them; not every program finds the height of a row by itself.
_FONT, _LINE_HEIGHT = 10, 13.5

#: Fill and letters, each pair with a contrast above 7 : 1; the word stands in the cell.
_LIGHTS = {
    Verdict.SURE: ("#DCEFDC", "#14401A"),
    Verdict.REVIEW: ("#FFF0C2", "#4F3B00"),
    Verdict.AMBIGUOUS: ("#FBDFC8", "#5C2700"),
    Verdict.UNMATCHED: ("#F6D5D5", "#5F0F14"),
}
_EDITABLE, _HEADER, _MACHINE, _LINE = "#FFFDE7", "#1F3B57", "#595959", "#C9CED4"

_HINTS = {
    "decision": "yes, no, or leave it empty",
    "invoice": "The proposed invoice; another number books the payment there.",
    "allocate": "How much of the payment goes to this invoice. 0 leaves it out.",
    "difference_kind": "What the difference is.",
    "note": "Kept with your decision.",
}
_WORDS = {
    "decision": (Answer.YES.value, Answer.NO.value),
    "difference_kind": tuple(kind.value for kind in DifferenceKind if kind),
}

#: What may stand in the list of a cell: no comma, which ends an entry, nothing that could end the list itself.
_LISTABLE = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./_-]*", re.ASCII)
_LONGEST_LIST = 255


def xlsx_of(rows: Sequence[Row], layout: Layout) -> bytes:
    """Rows as `rows_of` makes them, with the decimal mark of the layout, as the bytes of a workbook."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    said = [in_words(row, layout.spoken) for row in rows]
    with Workbook(content, _OPTIONS) as workbook:
        workbook.set_properties({"created": _CREATED})
        _write_proposals(workbook, said, layout)
        write_totals(workbook, said, layout)
        write_instructions(workbook, layout.spoken, _LIGHTS)
        _write_run(workbook, said, layout)
    return content.getvalue()


def _write_run(workbook: Workbook, rows: Sequence[Row], layout: Layout) -> None:
    """Which run the file is of, where nobody changes it by accident."""
    sheet = workbook.add_worksheet(phrase("Run", layout.spoken))
    for line, run_id in enumerate(dict.fromkeys(row.get("run_id", "") for row in rows)):
        sheet.write_string(line, 0, run_id)
    sheet.hide()


# ---------------------------------------------------------------------------------------------------------- proposals


def _write_proposals(workbook: Workbook, rows: Sequence[Row], layout: Layout) -> None:
    sheet = workbook.add_worksheet(phrase("Proposals", layout.spoken))
    formats = _Formats(workbook, layout)
    for index, (column, header) in enumerate(zip(COLUMNS, headers(layout.language), strict=True)):
        sheet.set_column(index, index, _WIDTHS.get(column.name, _MACHINE_WIDTH), formats.of({}, column.name))
        sheet.write_string(0, index, header, formats.header(column.name))
    for line, row in enumerate(rows, 1):
        sheet.set_row(line, _height(row))
        for index, column in enumerate(COLUMNS):
            text = fitting(row.get(column.name, ""))
            cell_format = formats.of(row, column.name)
            if text:
                sheet.write_string(line, index, text, cell_format)
            else:
                sheet.write_blank(line, index, None, cell_format)
    _arrange(sheet, len(rows))
    if rows:
        _guide(sheet, rows, layout)
        _colour_decisions(workbook, sheet, len(rows), layout)


def _height(row: Row) -> float:
    """Room for the longest of the wrapped texts, in points."""
    lines = (len(wrap(fitting(row.get(name, "")), round(_WIDTHS[name] * 1.1))) for name in _WRAPPED)
    return min(max(1, *lines) * _LINE_HEIGHT + 3, 400)


def _arrange(sheet: Worksheet, count: int) -> None:
    """Frozen header, filter, protection without a password, A4 landscape with the columns a person reads."""
    last = len(COLUMNS) - 1
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, count), last)
    sheet.ignore_errors({"number_stored_as_text": _range(0, last, count)})
    allowed = ("format_columns", "format_rows", "sort", "autofilter", "select_locked_cells", "select_unlocked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.print_area(0, 0, max(1, count), _place("note"))
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")


def _range(first: int, last: int, count: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(0, first, max(1, count), last))


def _place(name: str) -> int:
    return next(index for index, column in enumerate(COLUMNS) if column.name == name)


def _guide(sheet: Worksheet, rows: Sequence[Row], layout: Layout) -> None:
    """A hint beside every editable cell; lists for the words, and the candidates beside the invoice."""
    for name, hint in _HINTS.items():
        options: dict[str, Any] = {
            "validate": "any",
            "input_message": phrase(hint, layout.spoken),
            "error_message": phrase("This is none of the words of the list. Keep it?", layout.spoken),
            "error_type": "warning",
        }
        if name in _WORDS:
            options |= {"validate": "list", "source": [phrase(word, layout.spoken) for word in _WORDS[name]]}
        if name != "invoice":
            sheet.data_validation(1, _place(name), len(rows), _place(name), options)
            continue
        for line, row in enumerate(rows, 1):
            numbers = _candidates(row)
            listed = {"validate": "list", "source": numbers, "show_error": False} if numbers else {}
            sheet.data_validation(line, _place(name), line, _place(name), options | listed)


def _candidates(row: Row) -> list[str]:
    """The proposed number and the runners-up, as far as they fit into the list of a cell."""
    numbers = [row.get("invoice", ""), *(text.rpartition(" (")[0] for text in row.get("alternatives", "").split("; "))]
    safe = [number for number in dict.fromkeys(numbers) if _LISTABLE.fullmatch(number)]
    while len(",".join(safe)) > _LONGEST_LIST:
        safe.pop()
    return safe


def _colour_decisions(workbook: Workbook, sheet: Worksheet, count: int, layout: Layout) -> None:
    """A decision shows at a glance; the word stands in the cell."""
    place = _place("decision")
    for answer, (fill, letters) in {Answer.YES: _LIGHTS[Verdict.SURE], Answer.NO: _LIGHTS[Verdict.UNMATCHED]}.items():
        shown = workbook.add_format({"bg_color": fill, "font_color": letters, "bold": True})
        value = f'"{phrase(answer.value, layout.spoken)}"'
        sheet.conditional_format(
            1, place, count, place, {"type": "cell", "criteria": "==", "value": value, "format": shown}
        )


class _Formats:
    """The look of each cell; text format everywhere, so that a number typed by a person stays what was typed."""

    def __init__(self, workbook: Workbook, layout: Layout) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}
        self._lights = {phrase(verdict.value, layout.spoken): verdict for verdict in Verdict}

    def header(self, name: str) -> Format:
        look = {**_aligned(name), "bold": True, "text_wrap": True, "valign": "vcenter"}
        look |= {"bg_color": _HEADER, "font_color": "#FFFFFF", "border": 1, "border_color": _LINE}
        return self._workbook.add_format({**look, "num_format": _TEXT, "font_size": _FONT})

    def of(self, row: Mapping[str, str], name: str) -> Format:
        light = row.get("light", "") if name == "light" else ""
        if (name, light) not in self._made:
            self._made[name, light] = self._workbook.add_format(self._look(name, self._lights.get(light)))
        return self._made[name, light]

    def _look(self, name: str, verdict: Verdict | None) -> dict[str, Any]:
        column = _COLUMN[name]
        look: dict[str, Any] = {"num_format": _TEXT, "font_size": _FONT, "valign": "top", **_aligned(name)}
        look |= {"border": 1, "border_color": _LINE}
        if name in _WRAPPED:
            look["text_wrap"] = True
        if column.editable:
            look |= {"locked": False, "bg_color": _EDITABLE}
        elif name not in _WIDTHS:
            look["font_color"] = _MACHINE
        if verdict in _LIGHTS:
            fill, letters = _LIGHTS[verdict]
            look |= {"bg_color": fill, "font_color": letters, "bold": True}
        return look


def _aligned(name: str) -> dict[str, Any]:
    if _COLUMN[name].form is Form.AMOUNT:
        return {"align": "right", "indent": 1}
    return {"align": "center"} if name in _CENTRED else {}


_COLUMN = {column.name: column for column in COLUMNS}
