"""14 kinds of spreadsheet damage: no posting is ever changed, every damage is harmless or named (security.md).

In CSV, and in a workbook another program saved. 6 files a kind; `RECONCILE_LONG=1`: 200 files of 50 rows.
"""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable
from datetime import date

import pytest
from review_damage import (
    Damage,
    Table,
    as_german_date,
    delimited,
    each_cell,
    encoded,
    filtered,
    in_e_notation,
    reordered,
    to_text,
    with_empty_columns,
    with_fifteen_digits,
    with_smart_quotes,
    with_swapped_mark,
    without_apostrophe,
    without_decimals,
    without_leading_zeros,
)
from spreadsheets import ROWS, Decided, by_id, files
from xlsxwriter import Workbook

from reconcile.errors import ProposalsRefused

LONG = os.environ.get("RECONCILE_LONG") == "1"
FILES, SIZE = (200, 10_000) if LONG else (6, 1_000)

# ------------------------------------------------------------------------------------------------------- the 14 kinds


def as_a_date(cell: str) -> str:
    """`1-2` and `MAR1` as a German spreadsheet shows them."""
    return {"1-2": "01.02.2026", "3-2026": "01.03.2026", "MAR1": "01.03.2026", "01.02": "01. Feb"}.get(
        cell, as_german_date(cell)
    )


def evaluated(cell: str) -> str:
    return {"'=1+1": "2", "'-7": "-7", "'+49-1": "48", "'@SUM": "#NAME?"}.get(cell, without_apostrophe(cell))


def either(first: Damage, second: Damage) -> Damage:
    return lambda table, chance: chance.choice([first, second])(table, chance)


def with_line_end(line_end: str) -> Damage:
    return lambda table, _: to_text(table).replace("\r\n", line_end).encode()


CELLS: dict[str, Callable[[str], str]] = {
    "digits after the fifteenth are zeros": with_fifteen_digits,
    "twelve digits in E-notation": in_e_notation,
    "leading zeros lost": without_leading_zeros,
    "dates of 1-2 and MAR1": as_a_date,
    "decimal mark swapped": with_swapped_mark,
    "decimals dropped": without_decimals,
    "smart quotes": with_smart_quotes,
    "formulas evaluated": evaluated,
}
KINDS: dict[str, Damage] = {
    **{name: each_cell(change) for name, change in CELLS.items()},
    "delimiter": either(delimited(","), delimited("\t")),
    "BOM": either(encoded("utf-8"), encoded("utf-16")),
    "Windows-1252": encoded("cp1252"),
    "line ends": either(with_line_end("\n"), with_line_end("\r")),
    "trailing empty columns": with_empty_columns,
    "rows reordered or filtered": either(reordered, filtered),
}
#: They take nothing away that a row needs: every decision must come back.
HARMLESS = {"delimiter", "BOM", "line ends", "trailing empty columns", "rows reordered or filtered"}


def test_there_are_fourteen() -> None:
    assert len(KINDS) == 14


def changes(decided: Decided, content: bytes) -> tuple[int, int, int, bool]:
    """(decisions before, still made, named, was the file refused); fails where one is changed or vanished unnamed."""
    before = by_id(decided.read(to_text(decided.table).encode("utf-8-sig")))
    try:
        found = decided.read(content)
    except ProposalsRefused:
        return len(before), 0, len(before), True
    after = by_id(found)
    assert after.items() <= before.items(), "a posting was changed, or made out of nothing"
    named = {row.proposal_id for row in found.blocked} & set(before)
    present = {row.proposal_id for row in found.blocked} | set(after) | {one.proposal_id for one in found.undecided}
    assert not [one for one in before if one in present and one not in after and one not in named], "silently dropped"
    return len(before), len(after), len(named), False


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_to_a_csv_file_changes_a_posting(kind: str) -> None:
    rows = total = kept = refused = 0
    for number, decided in enumerate(files(FILES, size=SIZE)):
        before, after, _, gone = changes(decided, KINDS[kind](decided.table, random.Random(number)))
        rows, total, kept, refused = rows + len(decided.table) - 1, total + before, kept + after, refused + gone
    print(f"{kind}: {FILES} files, {rows} rows, {total} decisions, {kept} kept, {refused} files refused")
    assert rows > FILES * ROWS * 0.8
    assert total > rows * 0.3
    assert not refused
    if kind != "rows reordered or filtered":
        assert kept == total if kind in HARMLESS else kept > total * 0.7


# ---------------------------------------------------------------------------------------------------------- workbooks


def _typed(cell: str) -> str | float | int | bool | date:
    """What a spreadsheet makes of a text it takes for a value."""
    plain = cell.replace(" ", "").replace(",", ".", 1)
    if plain.replace(".", "", 1).isascii() and plain.replace(".", "", 1).isdigit() and len(plain) < 300:
        return float(plain) if "." in plain or len(plain) > 15 else int(plain)
    if cell.casefold() in ("true", "false"):
        return cell.casefold() == "true"
    if len(cell) == 10 and cell[4] == cell[7] == "-" and cell.replace("-", "").isdigit():
        return date.fromisoformat(cell)
    return cell


def as_workbook(table: Table, *, typed: bool) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as workbook:
        sheet = workbook.add_worksheet("Tabelle1")
        for line, row in enumerate(table):
            for column, cell in enumerate(row):
                value = _typed(cell) if typed and line else cell
                if isinstance(value, str):
                    sheet.write_string(line, column, value)
                else:
                    sheet.write(line, column, value)
    return content.getvalue()


@pytest.mark.parametrize("kind", [*CELLS, "typed values", "rows reordered"])
def test_no_damage_to_a_workbook_changes_a_posting(kind: str) -> None:
    total = kept = 0
    for number, decided in enumerate(files(FILES // 2, size=SIZE)):
        chance = random.Random(number)
        table = [list(row) for row in decided.table]
        if kind in CELLS:
            table[1:] = [[CELLS[kind](cell) if chance.random() < 0.7 else cell for cell in row] for row in table[1:]]
        if kind == "rows reordered":
            chance.shuffle(table[1:])
            table[1:] = chance.sample(table[1:], len(table) - 1)
        before, after, _, refused = changes(decided, as_workbook(table, typed=kind == "typed values"))
        assert not refused
        total, kept = total + before, kept + after
    print(f"{kind}: {FILES // 2} workbooks, {total} decisions, {kept} kept")
    assert kept > total * 0.7
