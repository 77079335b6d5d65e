"""LibreOffice opens, saves and returns the proposals: decisions survive, nothing else changes. Long form."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from libreoffice import ENGLISH, GERMAN, converted, soffice_or_skip
from review_damage import to_text
from spreadsheets import Decided, by_id, files, ordinary, rows_of_sheet, workbook_of

from reconcile.records import Decision
from reconcile.review.layout import Layout

pytestmark = pytest.mark.long

SIZE, COUNT = 1_000, 4


@pytest.fixture(scope="module")
def soffice() -> str:
    return soffice_or_skip()


def returned(decided: Decided, content: bytes) -> tuple[dict[str, Decision], list[tuple[str, str]]]:
    """The decisions, and what is wrong where; not the excerpt, which shows the cell as it came back."""
    found = decided.read(content)
    return by_id(found), [(row.problem.place, row.problem.sentence) for row in found.blocked]


@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("to", ["xlsx", "ods"])
def test_a_workbook_comes_back(soffice: str, number: int, language: str, to: str, tmp_path: Path) -> None:
    """Whatever stands in it: every decision, nothing blocked that was not before, every cell as it was."""
    decided = list(files(COUNT, size=SIZE))[number]
    content = workbook_of(decided, Layout(language=language))  # type: ignore[arg-type]
    saved = converted(soffice, content, "xlsx", to, tmp_path)
    assert rows_of_sheet(saved) == rows_of_sheet(content)
    assert returned(decided, saved) == returned(decided, content)
    assert len(returned(decided, saved)[0]) > 15


@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("locale", [GERMAN, ENGLISH])
@pytest.mark.parametrize("to", ["csv", "xlsx"])
def test_a_csv_file_comes_back(soffice: str, number: int, locale: int, to: str, tmp_path: Path) -> None:
    """Ordinary proposals: every decision, nothing blocked that was not before."""
    decided = list(ordinary(COUNT, size=SIZE))[number]
    mark = "," if locale == GERMAN else "."
    content = to_text(_with_mark(decided.table, mark)).encode("utf-8-sig")
    saved = converted(soffice, content, "csv", to, tmp_path, language=locale)
    assert saved != content
    assert returned(decided, saved) == returned(decided, content)
    assert len(returned(decided, saved)[0]) > 15


@pytest.mark.parametrize("number", range(COUNT))
@pytest.mark.parametrize("locale", [GERMAN, ENGLISH])
def test_a_csv_file_full_of_temptations_loses_nothing_unnamed(
    soffice: str, number: int, locale: int, tmp_path: Path
) -> None:
    decided = list(files(COUNT, size=SIZE))[number]
    content = to_text(decided.table).encode("utf-8-sig")
    saved = converted(soffice, content, "csv", "csv", tmp_path, language=locale)
    before, _ = returned(decided, content)
    found = decided.read(saved)
    after = by_id(found)
    assert after.items() <= before.items()
    assert set(before) - set(after) <= {row.proposal_id for row in found.blocked}
    print(f"locale {locale}, file {number}: {len(after)} of {len(before)} decisions kept, the others named")


def test_the_csv_really_was_damaged(soffice: str, tmp_path: Path) -> None:
    """So that the tests above are about something: LibreOffice changes cells when it saves."""
    decided = next(files(1, size=SIZE))
    content = to_text(decided.table).encode("utf-8-sig")
    saved = converted(soffice, content, "csv", "csv", tmp_path)
    rows = list(csv.reader(io.StringIO(saved.decode("utf-8-sig"), newline=""), delimiter=";"))
    pairs = [pair for old, new in zip(decided.table, rows, strict=True) for pair in zip(old, new, strict=True)]
    changed = [(before, after) for before, after in pairs if before != after]
    assert len(changed) > 20
    print(f"{len(changed)} cells changed, among them {sorted(set(changed))[:8]}")


def _with_mark(table: Sequence[Sequence[str]], mark: str) -> list[list[str]]:
    """Amounts as the configuration for that language writes them."""
    return [[cell.replace(",", mark) if _is_amount(cell) else cell for cell in row] for row in table]


def _is_amount(cell: str) -> bool:
    whole, _, fraction = cell.partition(",")
    return whole.isdigit() and fraction.isdigit()
