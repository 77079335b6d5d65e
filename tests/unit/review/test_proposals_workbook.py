"""The workbook: the twin of the CSV, cell by cell; what programs and people make of it is read back the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum
from review_builders import item, proposal, several, single, split, transaction, unmatched
from xlsxwriter import Workbook

from reconcile.errors import ProposalsRefused
from reconcile.language import Language, is_known, phrase
from reconcile.records import OpenItem, Proposal
from reconcile.review.columns import COLUMNS, headers
from reconcile.review.proposals import Layout, ProposalsRead, listed, mark, read_file, write_csv, write_xlsx

GERMAN = Layout(language="de")
Cells = list[list[Any]]


def read(content: bytes, known: Sequence[Proposal], items: Sequence[OpenItem] = ()) -> ProposalsRead:
    stored = {one.proposal_id: one for one in known}

    def find_items(_: Proposal, number: str) -> list[OpenItem]:
        return [one for one in items if one.number == number]

    return read_file(content, file_name="p.xlsx", find_proposal=stored.get, find_items=find_items)


def refused(content: bytes, *known: Proposal) -> str:
    with pytest.raises(ProposalsRefused) as error:
        read(content, known)
    return str(error.value)


def cells_of(content: bytes, sheet: str = "Proposals") -> Cells:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def as_workbook(*sheets: tuple[str, Cells]) -> bytes:
    """As another program would save it: values with their types, nothing of ours around them."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets:
            sheet = workbook.add_worksheet(name)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    sheet.write_string(line, column, value) if isinstance(value, str) else sheet.write(
                        line, column, value
                    )
    return content.getvalue()


def edited(known: Sequence[Proposal], edit: Callable[[Cells], object], layout: Layout | None = None) -> bytes:
    rows = cells_of(write_xlsx(known, layout or Layout()), "Vorschläge" if layout is GERMAN else "Proposals")
    edit(rows)
    return as_workbook(("Sheet1", rows))


def place(name: str) -> int:
    return [column.name for column in COLUMNS].index(name)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


# ------------------------------------------------------------------------------------------------------------ writing


@pytest.mark.parametrize("layout", [Layout(), GERMAN, Layout(decimal_mark=".")])
def test_the_cells_are_those_of_the_table(layout: Layout) -> None:
    rows = cells_of(write_xlsx(several(), layout), phrase("Proposals", layout.spoken))
    assert rows[0] == headers(layout.language)
    assert rows[1:] == [[row.get(column.name, "") for column in COLUMNS] for row in listed(several(), layout)]


def test_writing_is_deterministic() -> None:
    assert write_xlsx(several()) == write_xlsx(several())


@pytest.mark.parametrize("layout", [Layout(), GERMAN])
def test_every_cell_is_text_in_text_format_and_none_is_a_formula(layout: Layout) -> None:
    content = write_xlsx(several(), layout)
    styles = part(content, "xl/styles.xml")
    formats = [int(one) for one in re.findall(r'<xf numFmtId="(\d+)"', styles[styles.index("<cellXfs") :])]
    for number in (1, 2, 3, 4):
        sheet = part(content, f"xl/worksheets/sheet{number}.xml")
        assert "<f>" not in sheet
        assert set(re.findall(r'<c [^>]*?t="(\w+)"', sheet)) == {"s"}
    proposals = part(content, "xl/worksheets/sheet1.xml")
    assert {formats[int(style)] for style in re.findall(r'<c r="\w+" s="(\d+)"', proposals)} == {49}  # 49 is "@"


def test_only_editable_columns_are_unlocked() -> None:
    content = write_xlsx(several())
    sheet, styles = part(content, "xl/worksheets/sheet1.xml"), part(content, "xl/styles.xml")
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles[styles.index("<cellXfs") : styles.index("</cellXfs>")])
    unlocked = {index for index, one in enumerate(formats) if 'locked="0"' in one}
    found = {reference.rstrip("0123456789") for reference, style in _styled(sheet) if int(style) in unlocked}
    assert found == {chr(ord("A") + place(column.name)) for column in COLUMNS if column.editable}
    assert "<sheetProtection" in sheet
    assert "password" not in sheet


def _styled(sheet: str) -> list[tuple[str, str]]:
    return re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', sheet)


def test_lists_filter_and_frozen_header() -> None:
    sheet = part(write_xlsx(several(), GERMAN), "xl/worksheets/sheet1.xml")
    assert '<formula1>"ja,nein"</formula1>' in sheet
    assert '"Skonto,Teilzahlung,Überzahlung,Bankspesen,Kleindifferenz"' in sheet
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet


def test_the_list_beside_an_invoice_holds_no_number_that_could_leave_it() -> None:
    supplier = item('RE"&cmd', 120000)
    one = proposal(replace(single().allocations[0], item=supplier))
    sheet = part(write_xlsx([one, split()]), "xl/worksheets/sheet1.xml")
    assert '"RE-2026-0201"' in sheet
    assert "cmd" not in sheet


def test_the_sheets_beside_the_proposals() -> None:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(several(), GERMAN)))
    assert workbook.sheet_names == ["Vorschläge", "Summen", "Anleitung", "Lauf"]
    assert [one.visible for one in workbook.sheets_metadata][-1] is SheetVisibleEnum.Hidden
    assert cells_of(write_xlsx(several()), "Run") == [[single().run_id]]
    texts = [str(value) for row in cells_of(write_xlsx(several()), "Instructions") for value in row if value]
    assert [text for text in texts if not text.isdigit() and not is_known(text)] == []


def test_totals_count_a_split_once_and_add_up() -> None:
    rows = cells_of(write_xlsx(several()), "Totals")
    assert rows[0] == ["", "Bank lines", "in, EUR", "out, EUR"]
    assert rows[1][:2] == ["sure", "1"]
    assert rows[5] == ["all", "7", "5636,00", "250,00"]


def test_a_text_of_any_length_and_any_letters_is_kept() -> None:
    remittance = "a\ufffe\uffff_x0041_ \u0001\x1f<&>\"'" + "ü" * 40000
    one = proposal(*single().allocations, line=transaction(remittance=remittance))
    content = write_xlsx([one])
    shown = cells_of(content)[1][place("remittance")]
    assert shown.startswith("a\ufffd\ufffd_x0041_ <&>\"'ü")
    assert read(content, [one]).blocked == ()
    assert read(mark(content, [one.proposal_id]), [one]).decisions[0].approved


# ------------------------------------------------------------------------------------------------------------ reading


def as_csv_rows(content: bytes, known: Sequence[Proposal]) -> ProposalsRead:
    return read_file(
        content, file_name="p.csv", find_proposal={one.proposal_id: one for one in known}.get, find_items=lambda *_: []
    )


@pytest.mark.parametrize("layout", [Layout(), GERMAN])
def test_both_forms_are_read_alike(layout: Layout) -> None:
    known = several()
    ids = [one.proposal_id for one in known]
    csv, xlsx = mark(write_csv(known, layout), ids), mark(write_xlsx(known, layout), ids)
    assert read(xlsx, known).decisions == as_csv_rows(csv, known).decisions
    assert len(read(xlsx, known).decisions) == 6


def test_values_that_a_program_gave_a_type() -> None:
    def edit(rows: Cells) -> None:
        rows[1][place("decision")] = True
        rows[1][place("date")] = datetime(2026, 3, 5, tzinfo=UTC).replace(tzinfo=None)
        rows[1][place("amount")] = 1200.0
        rows[1][place("allocate")] = 1200
        rows[1][place("confidence")] = 0.9877

    (decision,) = read(edited([single()], edit), [single()]).decisions
    assert decision.allocations == single().allocations


@pytest.mark.parametrize(("typed", "minor"), [(1000.5, 100050), (999.99, 99999), (700, 70000), ("1.000,50", 100050)])
def test_a_typed_amount(typed: object, minor: int) -> None:
    def edit(rows: Cells) -> None:
        rows[1][place("decision")], rows[1][place("allocate")] = "ja", typed
        rows[1][place("difference_kind")] = "Überzahlung"

    (decision,) = read(edited([single()], edit), [single()]).decisions
    assert decision.allocations[0].allocated_minor == minor


@pytest.mark.parametrize("typed", [1.234, 1.0005, -5, 1e300])
def test_a_number_that_is_no_amount_of_the_currency_is_no_thousands_either(typed: object) -> None:
    def edit(rows: Cells) -> None:
        rows[1][place("decision")], rows[1][place("allocate")] = "yes", typed

    (row,) = read(edited([single()], edit), [single()]).blocked
    assert str(row.problem).startswith('p.xlsx:2, column "allocate"')


def test_a_changed_protected_cell_blocks_the_row_by_name() -> None:
    def edit(rows: Cells) -> None:
        rows[1][place("decision")], rows[1][place("amount")] = "yes", "1300,00"

    (row,) = read(edited([single()], edit, GERMAN), [single()]).blocked
    assert row.problem.place == 'p.xlsx:2, column "Betrag"'


def test_rows_sorted_filtered_and_pushed_down() -> None:
    def edit(rows: Cells) -> None:
        for row in rows[1:]:
            row[0] = "yes"
        rows[1:] = reversed(rows[1:])
        rows[:0] = [[""] * len(COLUMNS)]
        rows.append(["Summe", "", "", "4700,00"])

    found = read(edited([single(), split(), unmatched()], edit), [single(), split(), unmatched()])
    assert {one.proposal.proposal_id for one in found.decisions} == {single().proposal_id, split().proposal_id}
    assert [row.problem.place for row in found.blocked] == ['p.xlsx:3, column "invoice"']


def test_two_copies_of_the_sheet_are_refused() -> None:
    rows = cells_of(write_xlsx([single()]))
    content = as_workbook(("Proposals", rows), ("Proposals (2)", rows))
    assert refused(content, single()).startswith('p.xlsx: the sheets "Proposals" and "Proposals (2)" both hold')


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 nothing", "it is damaged, perhaps cut off"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "is no workbook that can be read"),
        (as_workbook(("Sheet1", [["a", "b"]])), "is no proposals file"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused_in_one_sentence(content: bytes, words: str) -> None:
    assert words in refused(content)
    assert "\n" not in refused(content)


def test_a_workbook_cut_off_is_refused() -> None:
    whole = write_xlsx(several())
    for length in range(4, len(whole), 997):
        assert "is no workbook that can be read" in refused(whole[:length], *several())


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(6):
            archive.writestr(f"xl/{number}.xml", bytes(100 << 20))
    assert "it is too large unpacked" in refused(content.getvalue())


# ------------------------------------------------------------------------------------------------------------ marking


def test_marking_changes_the_cells_and_nothing_else() -> None:
    before = write_xlsx(several(), GERMAN)
    after = mark(before, [single().proposal_id])
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]
    style = re.search(r'<c r="A2"( s="\d+")/>', part(before, changed[0]))
    assert style is not None
    expected = f'<c r="A2"{style[1]} t="inlineStr"><is><t>ja</t></is></c>'
    assert part(after, changed[0]) == part(before, changed[0]).replace(style[0], expected)


@pytest.mark.parametrize("word", ["no", "yes", "perhaps"])
def test_marking_leaves_what_somebody_decided(word: str) -> None:
    content = edited([split(), single()], lambda rows: rows[2].__setitem__(0, word))
    marked = cells_of(mark(content, [split().proposal_id, single().proposal_id]), "Sheet1")
    assert [row[0] for row in marked] == ["decision", "", word, "", "yes"]


def test_marking_a_sheet_whose_empty_cells_are_not_written() -> None:
    """As other programs save it, with the decision in the middle and at the end."""
    for target in (5, len(COLUMNS) - 1):
        rows = cells_of(write_xlsx([single(), split()]))
        moved = [[*row[1 : target + 1], row[0], *row[target + 1 :]] for row in rows]
        content = as_workbook(("Notes", [["mine"]]), ("Sheet1", moved))
        content = _without_blank_cells(content)
        marked = cells_of(mark(content, [single().proposal_id]), "Sheet1")
        assert [row[target] for row in marked] == ["decision", "yes", "", "", ""]
        assert [one.approved for one in read(mark(content, [split().proposal_id]), [single(), split()]).decisions]


def _without_blank_cells(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<c [^>]*/>", b"", old.read(name)) if "sheet" in name else old.read(name))
    return written.getvalue()


def test_what_cannot_be_marked_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_xlsx([single()]))) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text.replace(b"?>", b"?><!DOCTYPE x>", 1) if "sheet1" in name else text)
    with pytest.raises(ProposalsRefused, match="decisions can be written into CSV and XLSX files only"):
        mark(content.getvalue(), [single().proposal_id])


def test_the_german_words_of_the_workbook_are_known() -> None:
    assert phrase("Instructions", Language.DE) == "Anleitung"
