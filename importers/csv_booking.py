"""One row of a CSV becomes one transaction: amount and sign, dates, status, the other side, texts and references."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from importers import csv_labels, identifiers, text_tags
from importers.csv_cells import Cells
from importers.csv_formats import REMITTANCE, folded
from importers.csv_shapes import split_money
from importers.csv_text import Row
from importers.errors import excerpt_of
from importers.identity import Ordinals, RawLine
from importers.statement import Original, Transaction

_STATUS = "add the word to [status] of the format, under what it means"
_WORD = "add the word to [direction] of the format, under in or out"
_SIGN = "export it again; if the bank changed the sign of debits, `debits` in the format needs a look"
_WAITING = ("PDNG", "INFO", "FUTR")
_NONE = {"N/A", "-"}
_REFERENCES = ("creditor_reference", "end_to_end_id", "mandate_id", "batch_id", "bank_reference")

#: `6,17761250170673E+025`: a spreadsheet program replaced the digits of a reference for good (pitfalls 57).
_SHORTENED = re.compile(r"[+-]?\d[.,]\d+E[+-]?\d+", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Booking:
    """A transaction, and what the running balance needs of its row."""

    transaction: Transaction
    balance_minor: int | None  #: after this booking, where the row says so
    moves_balance: bool  #: pending lines do only where the bank gives them a balance


@dataclass(frozen=True, slots=True)
class _Days:
    booked: date
    token: date  #: the day the token is computed over
    pending: bool


def read_booking(cells: Cells, row: Row, ordinals: dict[str, Ordinals]) -> Booking | None:
    """None for a pending line that has no day or no amount yet. `ordinals`: per account. Raises Unreadable."""
    days = _days(cells, row)
    status = "PDNG" if days is None or days.pending else _status(cells, row)
    waiting = status in _WAITING
    if days is None or (waiting and not cells.amounts(row)):
        return None
    currency = _currency(cells, row)
    minor, fee = _signed(cells, row, currency), _fee(cells, row, currency)
    if cells.format.fees_deducted:
        minor -= fee
    balance = _balance(cells, row, currency)
    transaction = _Line(cells, row, minor, currency).transaction(days, status, ordinals)
    if fee:
        transaction = replace(transaction, charges_minor=fee)
    return Booking(transaction, balance, not waiting or balance is not None)


# ------------------------------------------------------------------------------------------------------------- money


def _signed(cells: Cells, row: Row, currency: str) -> int:
    if "amount" not in cells.index:
        return _from_two_columns(cells, row, currency)
    minor = cells.minor(row, "amount", currency)
    if "direction" in cells.index:
        way = cells.format.directions.get(folded(cells.cell(row, "direction")))
        if way is None:
            raise cells.refuse(row, "direction", "is no known direction of a booking", _WORD)
        if minor < 0:
            raise cells.refuse(row, "amount", "has a sign of its own beside the direction", _SIGN)
        minor *= way
    return -minor if cells.format.inverted else minor


def _from_two_columns(cells: Cells, row: Row, currency: str) -> int:
    """A debit has the declared sign or is refused; a credit with a minus sign is money out in every convention."""
    if not cells.amounts(row):
        raise cells.refuse(row, "debit", "the cells of credit and debit are both empty")
    came, went = (cells.minor(row, field, currency) if cells.here(row, field) else 0 for field in ("credit", "debit"))
    if came and went:
        raise cells.refuse(row, "debit", "the row has both a credit and a debit")
    if went and (went < 0) != cells.format.debits_negative:
        sign = "without" if cells.format.debits_negative else "with"
        raise cells.refuse(row, "debit", f"is a debit {sign} a minus sign", _SIGN)
    return came - abs(went)


def _fee(cells: Cells, row: Row, currency: str) -> int:
    """Unsigned: a fee is a cost, whatever sign the provider gives it."""
    return abs(cells.minor(row, "fee", currency)) if cells.here(row, "fee") else 0


def _currency(cells: Cells, row: Row) -> str:
    """Of the row, else in the names of the columns, else in the amount itself."""
    side = "credit_currency" if cells.here(row, "credit") else "debit_currency"
    stated = (cells.text(row, "currency") or cells.text(row, side)).upper() or cells.layout.currency
    return stated or next((split_money(text)[1] for text in cells.amounts(row)), "")


def _balance(cells: Cells, row: Row, currency: str) -> int | None:
    """Only proves; one that cannot be read is told, and refuses nothing."""
    text = cells.here(row, "balance")
    if not text:
        return None
    try:
        return cells.numbers.minor(split_money(text)[0], currency)
    except ValueError:
        cells.notes.append(f'line {row.line}: the balance "{excerpt_of(text, 40)}" cannot be read')
        return None


# --------------------------------------------------------------------------------------------------- days and status


def _days(cells: Cells, row: Row) -> _Days | None:
    """None for a pending line without any day."""
    booked = cells.here(row, "booking_date")
    if folded(booked) in cells.format.pending:
        if not cells.is_date(cells.here(row, "value_date")):
            return None
        value = cells.day(row, "value_date")
        return _Days(value, value, pending=True)
    if cells.here(row, "trade_date"):
        trade = cells.day(row, "trade_date")
        return _Days(cells.day(row, "booking_date") if booked else trade, trade, pending=not booked)
    day = cells.day(row, "booking_date")
    return _Days(day, day, pending=False)


def _status(cells: Cells, row: Row) -> str:
    if "status" not in cells.index:
        return ""
    status = cells.format.statuses.get(folded(cells.here(row, "status")))
    if status is None:
        raise cells.refuse(row, "status", "is no known status of a booking", _STATUS)
    return status


# --------------------------------------------------------------------------------------------------- the transaction


def _stated(text: str) -> str:
    """A placeholder for "none" is none; no part of the token, which is over what the bank wrote."""
    return "" if text in _NONE else identifiers.present(text)


@dataclass(frozen=True, slots=True)
class _Line:
    cells: Cells
    row: Row
    minor: int
    currency: str

    def _text(self, field: str) -> str:
        return self.cells.text(self.row, field)

    def _other(self, field: str) -> str:
        """Of the other side: named as such, or by its role."""
        role = "debtor" if self.minor >= 0 else "creditor"
        return self._text(f"counterparty_{field}") or self._text(f"{role}_{field}")

    def _raw(self, reference: str) -> RawLine:
        texts = (*(self.cells.here(self.row, field) for field in REMITTANCE), reference)
        return RawLine(
            amount_minor=abs(self.minor),
            currency=self.currency,
            money_in=self.minor >= 0,
            parties=((identifiers.account_id(self._other("iban")), self._other("name")),),
            texts=tuple(filter(None, texts)),
        )

    def transaction(self, days: _Days, status: str, ordinals: dict[str, Ordinals]) -> Transaction:
        references, shortened = self._references()
        reference = references["creditor_reference"]
        remittance = " ".join(filter(None, map(self._text, REMITTANCE)))
        account = csv_labels.account(self._text("account"))
        tags = self._inside(remittance, account)
        iban, bic, flaws = identifiers.counterparty(
            _stated(self._other("iban")) or tags.get("counterparty_iban", ""),
            _stated(self._other("bic")) or tags.get("counterparty_bic", ""),
        )
        token = ordinals.setdefault(account, Ordinals()).entry(account, days.token, self._raw(reference)).token
        return Transaction(
            transaction_id=token,
            entry_id=token,
            account=account,
            booking_date=days.booked,
            value_date=self.cells.day(self.row, "value_date") if self.cells.here(self.row, "value_date") else None,
            amount_minor=self.minor,
            currency=self.currency,
            status=status,
            counterparty_name=self._other("name") or tags.get("counterparty_name", ""),
            counterparty_iban=iban,
            counterparty_bic=bic,
            ultimate_name=self._text("ultimate_name") or tags.get("ultimate_name", ""),
            remittance=tags.get("remittance", remittance),
            creditor_reference=reference,
            end_to_end_id=_stated(references["end_to_end_id"]) or tags.get("end_to_end_id", ""),
            mandate_id=_stated(references["mandate_id"]) or tags.get("mandate_id", ""),
            creditor_id=_stated(self._text("creditor_id")) or tags.get("creditor_id", ""),
            batch_id=references["batch_id"] or tags.get("batch_id", ""),
            bank_reference=references["bank_reference"],
            bank_code=self._text("bank_code"),
            booking_text=self._text("booking_text"),
            original=self._original(),
            line=self.row.line,
            warnings=flaws + shortened + identifiers.reference_flaws(reference),
        )

    def _inside(self, remittance: str, account: str) -> text_tags.Found:
        """What the bank has put into the text, where its format says that it does."""
        found: text_tags.Found = {}
        if self.cells.format.tags:
            found = text_tags.parse_tags(remittance, self._other("iban"))
        elif self.cells.format.labels:
            labels, first = self.cells.format.labels, self._text(REMITTANCE[0])
            found = text_tags.parse_labels(remittance, labels, money_in=self.minor >= 0, first=first)
        if self.cells.format.account_in_text and "counterparty_iban" not in found:
            found["counterparty_iban"] = identifiers.only_iban(remittance, account)
        return found

    def _references(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """The references, and warnings about those a spreadsheet program destroyed, which are left out."""
        texts = {field: self._text(field) for field in _REFERENCES}
        damaged = [field for field in _REFERENCES if _SHORTENED.fullmatch(texts[field])]
        flaws = tuple(f"a spreadsheet program shortened {texts[field]}: it is not used" for field in damaged)
        return {field: "" if field in damaged else text for field, text in texts.items()}, flaws

    def _original(self) -> Original | None:
        """What was ordered, where the file says it in a currency of its own; an unreadable one is nobody's loss."""
        other, text = (self.cells.here(self.row, f"original_{what}") for what in ("currency", "amount"))
        if not other or other.upper() == self.currency or not text:
            return None
        try:
            minor = abs(self.cells.numbers.minor(split_money(text)[0], other.upper()))
        except ValueError:
            return None
        return Original(amount_minor=minor, currency=other.upper(), rate=self.cells.here(self.row, "rate"))
