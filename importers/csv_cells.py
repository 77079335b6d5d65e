"""The cells of one file: where each field stands, what it says, and what is wrong with it.

Here the file as a whole decides what a single cell cannot: the shape of its numbers, the order of day and month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from importers.csv_detection import Layout
from importers.csv_formats import DATES
from importers.csv_shapes import DateParser, NumberShape, is_parsed, readings_left, shapes_left, split_money
from importers.csv_text import Row
from importers.errors import Problem, excerpt_of

_SHAPE = "export it again; if the bank changed its export, the format's shapes need a look"
_DECIDE = "export it again as the bank makes it, or name the one shape in a format of your own (docs/add-a-bank.md)"
_EMPTY = "the cell is empty"


class Unreadable(Exception):
    """The row has a problem, which is noted."""


class Cells:
    """What stands where, and the problems found on the way."""

    def __init__(self, layout: Layout, name: str, fixed: Mapping[str, str]) -> None:
        self.format, self.layout, self.name = layout.format, layout, name
        self.fixed = dict(fixed)  #: field -> value that stands above or below the rows, or nowhere in the file
        self.index = {field: place for field, place in layout.index.items() if place >= 0}
        self.numbers: NumberShape = layout.format.numbers[0]
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self._parse_date: DateParser = layout.format.dates[0]
        self._amounts = [self.index[field] for field in ("amount", "credit", "debit") if field in self.index]

    # ---------------------------------------------------------------------------------------------- what stands there

    def here(self, row: Row, field: str) -> str:
        """The cell in the column of `field`; "" where there is no such column, or the row is too short."""
        place = self.index.get(field)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    def cell(self, row: Row, field: str) -> str:
        """The same, or what the file says once for all rows."""
        return self.here(row, field) if field in self.index else self.fixed.get(field, "")

    def text(self, row: Row, field: str) -> str:
        return " ".join(self.cell(row, field).split())

    def amounts(self, row: Row) -> list[str]:
        """The cells that may hold the amount, empty ones left out; PayPal writes `...` for none."""
        cells = (row.cells[place] for place in self._amounts if place < len(row.cells))
        return [text for text in cells if text not in ("", "...")]

    # --------------------------------------------------------------------------------------------------- what it means

    def is_date(self, text: str) -> bool:
        return any(is_parsed(parse, text) for parse in self.format.dates)

    def day(self, row: Row, field: str) -> date:
        text = self.cell(row, field)
        try:
            return self._parse_date(text)
        except ValueError as error:
            raise self.refuse(row, field, str(error) if text else _EMPTY) from None

    def minor(self, row: Row, field: str, currency: str) -> int:
        text, own = split_money(self.cell(row, field))
        if own and currency and own != currency:
            raise self.refuse(row, field, f"is {own}, but the booking is in {currency}")
        try:
            return self.numbers.minor(text, currency)
        except ValueError as error:
            raise self.refuse(row, field, str(error) if text else _EMPTY) from None

    # -------------------------------------------------------------------------------------------- what the file decides

    def decide(self, rows: Sequence[Row]) -> None:
        """The one shape of numbers and the one order of day and month that all `rows` have; notes a problem if not."""
        dated = [row for row in rows if self.is_date(self.here(row, "booking_date"))]
        if len(self.format.numbers) > 1:
            self._decide_numbers(dated)
        if len(self.format.dates) > 1:
            self._decide_dates(dated)

    def _decide_numbers(self, rows: Sequence[Row]) -> None:
        found = self._standing(rows, self._amounts)
        shapes, torn = shapes_left(self.format.numbers, (split_money(text)[0] for _, _, text in found))
        if torn:
            ways = " or ".join(shape.written for shape in shapes)
            row, place, text = next(one for one in found if split_money(one[2])[0] == torn)
            self._undecided(row, place, f"can be read as {ways}, and nothing in the file decides", text)
        self.numbers = next(iter(shapes), self.format.numbers[0])

    def _decide_dates(self, rows: Sequence[Row]) -> None:
        found = self._standing(rows, [self.index[field] for field in DATES if field in self.index])
        readings, torn = readings_left(self.format.dates, [text for _, _, text in found])
        if torn:
            row, place, text = next(one for one in found if one[2] == torn)
            self._undecided(row, place, "can be two days, and nothing in the file decides which", text)
        self._parse_date = next(iter(readings), self.format.dates[0])

    @staticmethod
    def _standing(rows: Sequence[Row], places: Sequence[int]) -> list[tuple[Row, int, str]]:
        cells = ((row, place, row.cells[place]) for row in rows for place in places if place < len(row.cells))
        return [one for one in cells if one[2]]

    def _undecided(self, row: Row, place: int, sentence: str, text: str) -> None:
        self.complain(
            f'{self.name}:{row.line}, column "{self.layout.columns[place]}"', sentence, _DECIDE, text, "csv-undecided"
        )

    # ---------------------------------------------------------------------------------------------------- what is wrong

    def complain(self, place: str, sentence: str, remedy: str, excerpt: str, code: str) -> Unreadable:
        self.problems.append(Problem(place, sentence, remedy, excerpt_of(excerpt), code=code))
        return Unreadable()

    def complain_row(self, row: Row, sentence: str, remedy: str) -> Unreadable:
        return self.complain(f"{self.name}:{row.line}", sentence, remedy, "; ".join(row.cells), "csv-row")

    def refuse(self, row: Row, field: str, sentence: str, remedy: str = _SHAPE) -> Unreadable:
        place = f'{self.name}:{row.line}, column "{self.layout.columns[self.index[field]]}"'
        return self.complain(place, sentence, remedy, self.cell(row, field), "csv-cell")
