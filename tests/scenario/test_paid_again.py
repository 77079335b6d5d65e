"""A customer pays an invoice a second time, and the second payment comes with the next statement."""

from __future__ import annotations

from collections.abc import Iterator
from csv import DictReader
from pathlib import Path

import pytest
from one_payer import one_invoice, write_line
from scenario_tools import Practice


@pytest.fixture
def kanbert(tmp_path: Path) -> Iterator[Practice]:
    with one_invoice(tmp_path) as running:
        yield running


def statement(folder: Path, name: str, day: str, text: str) -> str:
    write_line(folder / name, text, "3000,00", day=day, iban="DE75512108001245126199")
    return name


@pytest.mark.parametrize("text", ["RE-2026-2001", "Ueberweisung"])
def test_the_next_run_says_that_it_may_be_paid_twice(kanbert: Practice, text: str) -> None:
    first = statement(kanbert.folder, "march.csv", "05.03.26", "RE-2026-2001")
    assert kanbert.call("run", first).returncode == 0
    path = kanbert.folder / "proposals.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n;", "\nyes;"), encoding="utf-8-sig")
    assert kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2").returncode == 0
    second = statement(kanbert.folder, "april.csv", "02.04.26", text)
    assert kanbert.call("run", second, "--out", "next.csv").returncode == 0
    (row,) = DictReader((kanbert.folder / "next.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert (row["light"], row["invoice"]) == ("unmatched", "")
    assert row["warning"].startswith("possible duplicate: ")
    assert "RE-2026-2001" in row["warning"]
