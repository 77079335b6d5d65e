"""Which of the rows of a CSV are bookings, and what the others are.

A row is a booking, the continuation of the one above, a line of the footer (totals, balances, a disclaimer), or a
problem; all problems of a file are collected and refuse it together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from importers import csv_labels
from importers.csv_booking import Booking, read_booking
from importers.csv_cells import Cells, Unreadable
from importers.csv_detection import Layout, row_fits
from importers.csv_formats import CURRENCIES, REMITTANCE, folded
from importers.csv_shapes import split_money
from importers.csv_text import Row
from importers.errors import Problem, excerpt_of
from importers.identity import Ordinals
from importers.statement_file import Given

_CELLS = "export it again: the row is cut off or a quotation mark is missing"
_APART = "export each account by itself"
_UNSORTED = "export it again as the bank makes it; somebody may have sorted the table"
_SHOWN = 5
_WORD = 4  #: letters; fewer can be a weekday before a date


class RowReader:
    """Reads the rows of one file; what it found is in `bookings`, `notes`, `problems` and `cells`."""

    def __init__(self, layout: Layout, name: str, given: Given) -> None:
        fixed = {**layout.format.constants, **csv_labels.above(layout.format, layout.preamble)}
        self.cells = Cells(layout, name, fixed)
        self.bookings: list[Booking] = []
        self._format, self._layout, self._given = layout.format, layout, given
        self._needed = max((self.cells.index[field] for field in layout.format.columns), default=0)
        self._ordinals: dict[str, Ordinals] = {}
        self._left_out: list[str] = []
        self._details: list[list[str]] = []  #: per booking, the texts of the rows below it

    @property
    def problems(self) -> list[Problem]:
        return self.cells.problems

    @property
    def notes(self) -> list[str]:
        if not self._left_out:
            return self.cells.notes
        more = f" and {len(self._left_out) - _SHOWN} more" if len(self._left_out) > _SHOWN else ""
        return [*self.cells.notes, f"no bookings, left out: {'; '.join(self._left_out[:_SHOWN])}{more}"]

    def read(self, rows: Sequence[Row]) -> None:
        self._refuse_rows_above()
        kept = [row for row in self._above_the_end(rows) if not self._is_footer(row)]
        self._take_given(kept)
        self.cells.decide(kept)
        for row in kept:
            try:
                self._read(row)
            except Unreadable:
                continue
        pairs = zip(self.bookings, self._details, strict=True)
        self.bookings = [_with_details(booking, texts) if texts else booking for booking, texts in pairs]

    def _take_given(self, rows: Sequence[Row]) -> None:
        """Only what the file says nowhere: in no column, beside no amount, nor above or below its rows."""
        said = {*self.cells.index, *filter(self.cells.fixed.get, self.cells.fixed)}
        if "account" not in said:
            self._take("account", self._given.account)
        beside = (split_money(text)[1] for row in rows for text in self.cells.amounts(row))
        if self._given.currency and said.isdisjoint(CURRENCIES) and not (self._layout.currency or any(beside)):
            self._take("currency", self._given.currency)

    def _take(self, field: str, value: str) -> None:
        if value:
            self.cells.fixed[field] = value
            self.cells.notes.append(f"the file does not name its {field}; {value} is taken, as given")

    def _refuse_rows_above(self) -> None:
        """A sorted table has its column names among, or below, its bookings: those above them would be lost."""
        for cells in self._layout.preamble:
            row = Row(self._layout.line, cells)
            numbers = [split_money(text)[0] for text in self.cells.amounts(row)]
            is_booking = any(shape.fits(number) for shape in self._format.numbers for number in numbers)
            if is_booking and self.cells.is_date(self.cells.here(row, "booking_date")):
                self.cells.complain_row(row, "bookings stand above the column names", _UNSORTED)
                return

    def _above_the_end(self, rows: Iterable[Row]) -> Iterator[Row]:
        ends = self._format.footer.get("end", ())
        for row in rows:
            if csv_labels.labelled(row.cells, ends):
                return
            yield row

    def _is_footer(self, row: Row) -> bool:
        for field, labels in self._format.footer.items():
            if csv_labels.labelled(row.cells, labels):
                if field != "ignore":
                    self.cells.fixed.setdefault(field, csv_labels.value(row.cells[1:]))
                return True
        return False

    def _read(self, row: Row) -> None:
        day, amounts = self.cells.here(row, "booking_date"), self.cells.amounts(row)
        if self._is_other(day, amounts):
            self._leave_out(row)
            return
        self._refuse_misfit(row)
        if self._format.continued and not amounts:
            self._continue(row, day)
        elif self._format.amountless and not amounts and (not day or self.cells.is_date(day)):
            self._leave_out(row)
        else:
            self._book(row)

    def _is_other(self, day: str, amounts: Sequence[str]) -> bool:
        """A total, a balance, a remark. Beside an amount a damaged date (`'01.02.2026`, `Mo 01.02.2026`) is none of
        them; in a file without column names nothing is."""
        named = day != "" and not day[0].isdigit() and folded(day) not in self._format.pending
        like_a_day = any(map(str.isdigit, day)) and sum(map(str.isalpha, day)) < _WORD
        is_damaged = bool(amounts) and (bool(self._format.row) or like_a_day)
        return self._format.other_rows and named and not is_damaged

    def _refuse_misfit(self, row: Row) -> None:
        """Cells beside the columns: a delimiter inside a text has moved all others, the amount among them."""
        if self._format.row:
            if not row_fits(self._format, row.cells):
                raise self.cells.complain_row(row, "is no row like the others", _CELLS)
        elif any(row.cells[len(self._layout.columns) :]):
            raise self._other_count(row)

    def _other_count(self, row: Row) -> Unreadable:
        count = f"the row has {len(row.cells)} cells, but there are {len(self._layout.columns)} columns"
        return self.cells.complain_row(row, count, _CELLS)

    def _continue(self, row: Row, day: str) -> None:
        if self.cells.here(row, "balance") and self.cells.is_date(day):
            raise self.cells.complain_row(row, "has a day and a balance, but no amount", _CELLS)
        if not self._details:
            self._leave_out(row)
            return
        beside = "" if self.cells.is_date(day) else day
        self._details[-1].extend(filter(None, (beside, *(self.cells.here(row, field) for field in REMITTANCE))))

    def _leave_out(self, row: Row) -> None:
        day = folded(self.cells.here(row, "booking_date"))
        if self._layout.has_names and self._format.columns["booking_date"].match(day) is not None:
            sentence = "a second list begins here, and which account it is of cannot be known"
            raise self.cells.complain_row(row, sentence, _APART)
        self._left_out.append(f'line {row.line} "{excerpt_of("; ".join(filter(None, row.cells)), 60)}"')

    def _book(self, row: Row) -> None:
        if not self._format.row and len(row.cells) <= self._needed:
            raise self._other_count(row)
        booking = read_booking(self.cells, row, self._ordinals)
        if booking is None:
            self._leave_out(row)
            return
        self.bookings.append(booking)
        self._details.append([])


def _with_details(booking: Booking, texts: Sequence[str]) -> Booking:
    """Details are read, but are no part of the token: a bank lets one export them or not."""
    one = booking.transaction
    joined = " ".join(" ".join((one.remittance, *texts)).split())
    return replace(booking, transaction=replace(one, remittance=joined))
