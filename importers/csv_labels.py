"""What stands above and below the rows of a CSV: a label; its value in the next cell, the same, or the line below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from importers import identifiers
from importers.csv_formats import CsvFormat, folded

Cells = tuple[str, ...]

#: `="CHF"`, `=CHF`: a cell made safe against a spreadsheet program's guesses.
_FORMULA = re.compile(r'="?([^"]*)"?')
_MAX_CELLS = 40  #: of a line above the rows; the longest on record has 21
_CODE = re.compile(r"\b[A-Z]{3}\b", re.ASCII)


def above(csv_format: CsvFormat, rows: Sequence[Cells]) -> dict[str, str]:
    """Field -> value, of the lines above the column names."""
    found: dict[str, str] = {}
    for field, labels in csv_format.preamble.items():
        for row in rows:
            for place in range(min(len(row), _MAX_CELLS)):
                if text := _said(row, place, labels):
                    found.setdefault(field, text)
    for field, labels in csv_format.preamble_columns.items():
        for row, below in pairwise(rows):
            for place, cell in enumerate(row):
                if folded(cell) in labels and place < len(below) and below[place]:
                    found.setdefault(field, unformula(below[place]))
    if "currency" in found:
        found["currency"] = next(iter(_CODE.findall(found["currency"])[-1:]), "")
    elif code := next((code for field in ("closing", "opening") for code in _CODE.findall(found.get(field, ""))), ""):
        found["currency"] = code
    if "account" in found:
        found["account"] = account(found["account"])
    return found


def labelled(row: Cells, labels: Sequence[str]) -> bool:
    """Does the row begin with one of the labels?"""
    first = next(filter(None, row), "")
    return any(_is_label(first, label) for label in labels) if labels else False


def value(cells: Sequence[str]) -> str:
    """Of a balance below the rows: the last cell with a digit in it that is no date, with the currency behind it."""
    numbers = [
        place for place, cell in enumerate(cells) if re.fullmatch(r"[^\d]{0,6}[\d.,'\u2019 ]*\d[^\d]{0,6}", cell)
    ]
    numbers = [place for place in numbers if cells[place].count(".") < 2 or "," in cells[place]]
    if not numbers:
        return ""
    return cells[numbers[-1]]


def unformula(cell: str) -> str:
    found = _FORMULA.fullmatch(cell)
    return found.group(1) if found else cell


@lru_cache(maxsize=4096)
def account(text: str) -> str:
    """The IBAN in `DE02 1203 … / Internet-Konto` or `Girokonto DE02…`; any other text as it is."""
    cell = unformula(text).strip('" ')
    if identifiers.looks_like_iban(cell):
        return identifiers.account_id(cell)
    parts = (*(part.strip() for part in cell.split(" / ")), *cell.split())
    iban = next((part for part in parts if identifiers.looks_like_iban(part)), "")
    return identifiers.account_id(iban) or cell


def _said(row: Cells, place: int, labels: Sequence[str]) -> str:
    """The value of the label in cell `place`: behind its colon, or in the next cell that holds something."""
    if any(_is_label(row[place], label) for label in labels):
        return unformula(next(filter(None, row[place + 1 :]), ""))
    label, colon, rest = row[place].partition(":")
    if colon and rest.strip() and any(_is_label(label, one) for one in labels):
        return rest.strip()
    return ""


def _is_label(cell: str, label: str) -> bool:
    text = folded(cell).rstrip(":").rstrip()
    return text.startswith(label[:-1]) if label.endswith("*") else text == label
