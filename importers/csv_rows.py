"""The rows of a CSV become transactions, by the rules of its format.

A row is a booking, the continuation of the one above, a line of the footer (totals, balances, a disclaimer), or a
problem; all problems of a file are collected and refuse it together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from importers import csv_labels, identifiers, text_tags
from importers.csv_detection import Layout, row_fits
from importers.csv_formats import DATES, REMITTANCE, folded
from importers.csv_shapes import DateParser, NumberShape, is_parsed, readings_left, shapes_left, split_money
from importers.csv_text import Row
from importers.errors import Problem, excerpt_of
from importers.identity import Ordinals, RawLine
from importers.statement import Original, Transaction

_SHAPE = "export it again; if the bank changed its export, the format's shapes need a look"
_CELLS = "export it again: the row is cut off or a quotation mark is missing"
_STATUS = "add the word to [status] of the format, under what it means"
_WORD = "add the word to [direction] of the format, under in or out"
_SIGN = "export it again; if the bank changed the sign of debits, `debits` in the format needs a look"
_APART = "export each account by itself"
_DECIDE = "export it again as the bank makes it, or name the one shape in a format of your own (docs/add-a-bank.md)"
_SHOWN = 5

#: `6,17761250170673E+025`: a spreadsheet program replaced the digits of a reference for good (pitfalls 57).
_SHORTENED = re.compile(r"[+-]?\d[.,]\d+E[+-]?\d+", re.ASCII | re.IGNORECASE)
_NONE = {"N/A", "-"}
_REFERENCES = ("creditor_reference", "end_to_end_id", "mandate_id", "batch_id", "bank_reference")


@dataclass(frozen=True, slots=True)
class Booking:
    """A transaction, and what the running balance needs of its row."""

    transaction: Transaction
    balance_minor: int | None  #: after this booking, where the row says so
    moves_balance: bool  #: pending lines do only where the bank gives them a balance


def _stated(text: str) -> str:
    """A placeholder for "none" is none; no part of the token, which is over what the bank wrote."""
    return "" if text in _NONE else identifiers.present(text)


class _Unreadable(Exception):
    """The row has a problem, which is noted."""


class RowReader:
    """Reads rows one after the other; what it found is in `bookings`, `notes`, `problems` and `labelled`."""

    def __init__(self, layout: Layout, name: str) -> None:
        self._format, self._layout, self._name = layout.format, layout, name
        self._index = {field: place for field, place in layout.index.items() if place >= 0}
        self._amounts = [self._index[field] for field in ("amount", "credit", "debit") if field in self._index]
        self._needed = max((self._index[field] for field in layout.format.columns), default=0)
        self._fixed = {**layout.format.constants, **csv_labels.above(layout.format, layout.preamble)}
        self._ordinals: dict[str, Ordinals] = {}
        self._numbers: NumberShape = layout.format.numbers[0]
        self._parse_date: DateParser = layout.format.dates[0]
        self._left_out: list[str] = []
        self._texts: list[list[str]] = []
        self.bookings: list[Booking] = []
        self.notes: list[str] = []
        self.problems: list[Problem] = []

    @property
    def labelled(self) -> dict[str, str]:
        """What stands above and below the rows: account, currency, opening and closing balance, as written."""
        return self._fixed

    @property
    def numbers(self) -> NumberShape:
        """The one shape of all amounts of this file."""
        return self._numbers

    def read(self, rows: Sequence[Row]) -> None:
        bookings = [row for row in self._above_the_end(rows) if not self._is_footer(row)]
        if len(self._format.numbers) > 1:
            self._decide_numbers(bookings)
        if len(self._format.dates) > 1:
            self._decide_dates(bookings)
        for row in bookings:
            try:
                self._read(row)
            except _Unreadable:
                continue
        self.bookings = [self._with_texts(one, texts) for one, texts in zip(self.bookings, self._texts, strict=True)]
        if self._left_out:
            more = f" and {len(self._left_out) - _SHOWN} more" if len(self._left_out) > _SHOWN else ""
            self.notes.append(f"no bookings, left out: {'; '.join(self._left_out[:_SHOWN])}{more}")

    # ----------------------------------------------------------------------------------------------- kinds of rows

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
                    self._fixed.setdefault(field, csv_labels.value(row.cells[1:]))
                return True
        return False

    def _read(self, row: Row) -> None:
        day = self._padded(row, self._index["booking_date"])
        amounts = [self._padded(row, place) for place in self._amounts]
        if self._format.row and not self._is_other(day, amounts) and not row_fits(self._format, row.cells):
            raise self._complain(f"{self._name}:{row.line}", "is no row like the others", _CELLS, "; ".join(row.cells))
        if self._is_other(day, amounts):
            self._leave_out(row)
        elif self._format.continued and not any(amounts):
            self._continue(row, "" if self._is_date(day) else day)
        elif self._format.amountless and not any(amounts) and (not day or self._is_date(day)):
            self._leave_out(row)
        else:
            self._book(row)

    def _is_other(self, day: str, amounts: Sequence[str]) -> bool:
        """A total, a balance, a remark; in a file without column names only where no amount can be meant."""
        lettered = day[:1].isalpha() and folded(day) not in self._format.pending
        return self._format.other_rows and lettered and not (self._format.row and any(amounts))

    def _continue(self, row: Row, beside: str) -> None:
        """`beside`: what stands in the column of the date, if that is no date."""
        if self._texts:
            texts = (beside, *(self._padded_field(row, field) for field in REMITTANCE))
            self._texts[-1].extend(filter(None, texts))
        else:
            self._leave_out(row)

    def _leave_out(self, row: Row) -> None:
        day = self._padded(row, self._index["booking_date"])
        if self._layout.has_names and self._format.columns["booking_date"].match(folded(day)) is not None:
            sentence = "a second list begins here, and which account it is of cannot be known"
            raise self._complain(f"{self._name}:{row.line}", sentence, _APART, "; ".join(row.cells))
        self._left_out.append(f'line {row.line} "{excerpt_of("; ".join(filter(None, row.cells)), 60)}"')

    def _book(self, row: Row) -> None:
        if not self._fits(row):
            return
        booking = self._booking(row)
        if booking is None:
            self._leave_out(row)
            return
        self.bookings.append(booking)
        self._texts.append([])

    def _fits(self, row: Row) -> bool:
        if self._format.row:
            return True
        if len(row.cells) <= self._needed or any(row.cells[len(self._layout.columns) :]):
            count = f"the row has {len(row.cells)} cells, but there are {len(self._layout.columns)} columns"
            self._complain(f"{self._name}:{row.line}", count, _CELLS, "; ".join(row.cells))
            return False
        return True

    def _is_date(self, text: str) -> bool:
        return any(is_parsed(parse, text) for parse in self._format.dates)

    def _decide_numbers(self, rows: Sequence[Row]) -> None:
        """Column-wise, never cell by cell: the shape all amounts of the file have (pitfalls 48)."""
        dated = [row for row in rows if self._is_date(self._padded(row, self._index["booking_date"]))]
        cells = [(row, place) for row in dated for place in self._amounts if self._padded(row, place)]
        shapes, torn = shapes_left(self._format.numbers, (split_money(row.cells[place])[0] for row, place in cells))
        if torn:
            row, place = next(one for one in cells if split_money(one[0].cells[one[1]])[0] == torn)
            where = f'{self._name}:{row.line}, column "{self._layout.columns[place]}"'
            ways = " or ".join(shape.written for shape in shapes)
            self._complain(where, f"can be read as {ways}, and nothing in the file decides", _DECIDE, torn)
        self._numbers = next(iter(shapes), self._format.numbers[0])

    def _decide_dates(self, rows: Sequence[Row]) -> None:
        """Day and month are never guessed: all days of the file must be days in one reading, and in no other."""
        places = [self._index[field] for field in DATES if field in self._index]
        dated = [row for row in rows if self._is_date(self._padded(row, self._index["booking_date"]))]
        cells = [(row, place) for row in dated for place in places if self._padded(row, place)]
        readings, torn = readings_left(self._format.dates, [row.cells[place] for row, place in cells])
        if torn:
            row, place = next(one for one in cells if one[0].cells[one[1]] == torn)
            where = f'{self._name}:{row.line}, column "{self._layout.columns[place]}"'
            self._complain(where, "can be two days, and nothing in the file decides which", _DECIDE, torn)
        self._parse_date = next(iter(readings), self._format.dates[0])

    # ------------------------------------------------------------------------------------------------------- cells

    def _complain(self, place: str, sentence: str, remedy: str, excerpt: str) -> _Unreadable:
        self.problems.append(Problem(place, sentence, remedy, excerpt_of(excerpt)))
        return _Unreadable()

    @staticmethod
    def _padded(row: Row, place: int) -> str:
        return row.cells[place] if place < len(row.cells) else ""

    def _padded_field(self, row: Row, field: str) -> str:
        return self._padded(row, self._index[field]) if field in self._index else ""

    def _cell(self, row: Row, field: str) -> str:
        return self._padded(row, self._index[field]) if field in self._index else self._fixed.get(field, "")

    def _text(self, row: Row, field: str) -> str:
        return " ".join(self._cell(row, field).split())

    def _refuse_cell(self, row: Row, field: str, sentence: str, remedy: str = _SHAPE) -> _Unreadable:
        column = self._layout.columns[self._index[field]]
        place = f'{self._name}:{row.line}, column "{column}"'
        return self._complain(place, sentence, remedy, self._cell(row, field))

    def _day(self, row: Row, field: str) -> date:
        text = self._cell(row, field)
        try:
            return self._parse_date(text)
        except ValueError as error:
            raise self._refuse_cell(row, field, str(error) if text else "the cell is empty") from None

    def _minor(self, row: Row, field: str, currency: str) -> int:
        text, own = split_money(self._cell(row, field))
        if own and currency and own != currency:
            raise self._refuse_cell(row, field, f"is {own}, but the booking is in {currency}")
        try:
            return self._numbers.minor(text, currency)
        except ValueError as error:
            raise self._refuse_cell(row, field, str(error) if text else "the cell is empty") from None

    def _signed(self, row: Row, currency: str) -> int:
        if "amount" not in self._index:
            return self._from_two_columns(row, currency)
        minor = self._minor(row, "amount", currency)
        if "direction" in self._index:
            way = self._format.directions.get(folded(self._cell(row, "direction")))
            if way is None:
                raise self._refuse_cell(row, "direction", "is no known direction of a booking", _WORD)
            if minor < 0:
                raise self._refuse_cell(row, "amount", "has a sign of its own beside the direction", _SIGN)
            minor *= way
        return -minor if self._format.inverted else minor

    def _from_two_columns(self, row: Row, currency: str) -> int:
        came, went = (
            self._minor(row, field, currency) if self._cell(row, field) else 0 for field in ("credit", "debit")
        )
        if not self._cell(row, "credit") and not self._cell(row, "debit"):
            raise self._refuse_cell(row, "debit", "the cells of credit and debit are both empty")
        if came and went:
            raise self._refuse_cell(row, "debit", "the row has both a credit and a debit")
        if went and (went < 0) != self._format.debits_negative:
            sign = "without" if self._format.debits_negative else "with"
            raise self._refuse_cell(row, "debit", f"is a debit {sign} a minus sign", _SIGN)
        return came - abs(went)

    def _fee(self, row: Row, currency: str) -> int:
        """Unsigned: a fee is a cost, whatever sign the provider gives it."""
        return abs(self._minor(row, "fee", currency)) if self._padded_field(row, "fee") else 0

    def _currency(self, row: Row) -> str:
        side = "credit_currency" if self._padded_field(row, "credit") else "debit_currency"
        stated = (self._text(row, "currency") or self._text(row, side)).upper() or self._layout.currency
        own = next(
            (split_money(self._padded(row, place))[1] for place in self._amounts if self._padded(row, place)), ""
        )
        return stated or own

    def _status(self, row: Row, pending: bool) -> str:
        if pending:
            return "PDNG"
        if "status" not in self._index:
            return ""
        status = self._format.statuses.get(folded(self._cell(row, "status")))
        if status is None:
            raise self._refuse_cell(row, "status", "is no known status of a booking", _STATUS)
        return status

    def _dates(self, row: Row) -> tuple[date, date, bool] | None:
        """(booking day, the day the token is computed over, is pending); None for a pending line without any day."""
        booked, trade = self._cell(row, "booking_date"), self._padded_field(row, "trade_date")
        if folded(booked) in self._format.pending:
            value = self._padded_field(row, "value_date")
            return (*(self._parse_date(value),) * 2, True) if self._is_date(value) else None
        if trade:
            day = self._day(row, "trade_date")
            return (self._day(row, "booking_date") if booked else day), day, not booked
        return (*(self._day(row, "booking_date"),) * 2, False)

    # -------------------------------------------------------------------------------------------------- the booking

    def _booking(self, row: Row) -> Booking | None:
        """None for a pending line that has no day or no amount yet. Raises _Unreadable."""
        dates = self._dates(row)
        status = self._status(row, dates is None or dates[2])
        waiting = status in ("PDNG", "INFO", "FUTR")
        if dates is None or (waiting and not any(self._padded(row, place) for place in self._amounts)):
            return None
        currency = self._currency(row)
        minor, fee = self._signed(row, currency), self._fee(row, currency)
        if self._format.fees_deducted:
            minor -= fee
        balance = self._balance(row, currency)
        transaction = self._transaction(row, (minor, currency), status, dates[0], dates[1])
        if fee:
            transaction = replace(transaction, charges_minor=fee)
        return Booking(transaction, balance, not waiting or balance is not None)

    def _balance(self, row: Row, currency: str) -> int | None:
        text = self._padded_field(row, "balance")
        if not text:
            return None
        try:
            return self._numbers.minor(split_money(text)[0], currency)
        except ValueError:
            self.notes.append(f'line {row.line}: the balance "{excerpt_of(text, 40)}" cannot be read')
            return None

    def _transaction(self, row: Row, money: tuple[int, str], status: str, day: date, token_day: date) -> Transaction:
        minor, currency = money

        def text(field: str) -> str:
            return self._text(row, field)

        def other(field: str) -> str:
            role = "debtor" if minor >= 0 else "creditor"
            return text(f"counterparty_{field}") or text(f"{role}_{field}")

        value_day = self._day(row, "value_date") if self._cell(row, "value_date") else None
        name, account = other("name"), csv_labels.account(text("account"))
        references, shortened = self._references(row)
        reference = references["creditor_reference"]
        remittance = " ".join(filter(None, map(text, REMITTANCE)))
        tags = text_tags.parse_tags(remittance) if self._format.tags else {}
        iban, bic, flaws = identifiers.counterparty(
            _stated(other("iban")) or tags.get("counterparty_iban", ""),
            _stated(other("bic")) or tags.get("counterparty_bic", ""),
        )
        raw = RawLine(
            amount_minor=abs(minor),
            currency=currency,
            money_in=minor >= 0,
            parties=((identifiers.account_id(other("iban")), name),),
            texts=tuple(filter(None, (*(self._padded_field(row, field) for field in REMITTANCE), reference))),
        )
        token = self._ordinals.setdefault(account, Ordinals()).entry(account, token_day, raw).token
        return Transaction(
            transaction_id=token,
            entry_id=token,
            account=account,
            booking_date=day,
            value_date=value_day,
            amount_minor=minor,
            currency=currency,
            status=status,
            counterparty_name=name,
            counterparty_iban=iban,
            counterparty_bic=bic,
            ultimate_name=text("ultimate_name") or tags.get("ultimate_name", ""),
            remittance=tags.get("remittance", remittance),
            creditor_reference=reference,
            end_to_end_id=_stated(references["end_to_end_id"]) or tags.get("end_to_end_id", ""),
            mandate_id=_stated(references["mandate_id"]) or tags.get("mandate_id", ""),
            creditor_id=_stated(text("creditor_id")) or tags.get("creditor_id", ""),
            batch_id=references["batch_id"],
            bank_reference=references["bank_reference"],
            bank_code=text("bank_code"),
            booking_text=text("booking_text"),
            original=self._original(row, currency),
            line=row.line,
            warnings=flaws + shortened + identifiers.reference_flaws(reference),
        )

    def _references(self, row: Row) -> tuple[dict[str, str], tuple[str, ...]]:
        texts = {field: self._text(row, field) for field in _REFERENCES}
        damaged = [field for field in _REFERENCES if _SHORTENED.fullmatch(texts[field])]
        flaws = tuple(f"a spreadsheet program shortened {texts[field]}: it is not used" for field in damaged)
        return {field: "" if field in damaged else text for field, text in texts.items()}, flaws

    def _original(self, row: Row, currency: str) -> Original | None:
        """What was ordered, where the file says it in a currency of its own; an unreadable one is nobody's loss."""
        other, text = self._padded_field(row, "original_currency").upper(), self._padded_field(row, "original_amount")
        if not other or other == currency or not text:
            return None
        try:
            minor = abs(self._numbers.minor(split_money(text)[0], other))
        except ValueError:
            return None
        return Original(amount_minor=minor, currency=other, rate=self._padded_field(row, "rate"))

    @staticmethod
    def _with_texts(booking: Booking, texts: Sequence[str]) -> Booking:
        """The details of the rows below are read, but are no part of the token: a bank lets one export them or not."""
        if not texts:
            return booking
        one = booking.transaction
        joined = " ".join(" ".join((one.remittance, *texts)).split())
        return replace(booking, transaction=replace(one, remittance=joined))
