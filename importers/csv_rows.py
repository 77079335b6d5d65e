"""One row of a CSV becomes one transaction, by the rules of its format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from importers import identifiers
from importers.csv_formats import CsvFormat, folded
from importers.errors import Problem, StatementRefused, excerpt_of
from importers.events import Entry
from importers.identity import Ordinals, RawLine
from importers.statement import Transaction

_SHAPE = "export it again; if the bank changed its export, the format's shapes need a look"
_CELLS = "export it again: the row is cut off or a quotation mark is missing"
_STATUS = "add the word to [status] of the format, under what it means"


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    cells: tuple[str, ...]


class _UnreadableCell(Exception):
    pass


class RowReader:
    """Reads rows one by one and collects their problems."""

    def __init__(
        self,
        csv_format: CsvFormat,
        columns: tuple[str, ...],
        preamble: tuple[tuple[str, ...], ...],
        name: str,
        line: int,
    ) -> None:
        self._format = csv_format
        self._columns = columns
        self._name = name
        self._ordinals: dict[str, Ordinals] = {}
        self._index = {field: self._place(names, line) for field, names in csv_format.columns.items()}
        self._fixed = {**csv_format.constants, **_preamble(csv_format, preamble)}
        self.problems: list[Problem] = []

    @property
    def preamble_account(self) -> str:
        return self._fixed.get("account", "")

    def _place(self, names: tuple[str, ...], line: int) -> int:
        places = [index for index, column in enumerate(self._columns) if folded(column) in names]
        if len(places) > 1:
            sentence = "two columns have this name, and which is meant cannot be known"
            place = f'{self._name}:{line}, column "{self._columns[places[0]]}"'
            raise StatementRefused(Problem(place, sentence, "export it again with the bank's standard columns"))
        return places[0]

    def read(self, row: Row) -> Entry | None:
        """None for a row with a problem."""
        if not self._fits(row):
            return None
        try:
            return Entry((self._transaction(row),))
        except _UnreadableCell:
            return None

    def _fits(self, row: Row) -> bool:
        missing = len(row.cells) <= max(self._index.values())
        if missing or any(row.cells[len(self._columns) :]):
            count = f"the row has {len(row.cells)} cells, but there are {len(self._columns)} columns"
            self._complain(f"{self._name}:{row.line}", count, _CELLS, "; ".join(row.cells))
            return False
        return True

    def _complain(self, place: str, sentence: str, remedy: str, excerpt: str) -> None:
        self.problems.append(Problem(place, sentence, remedy, excerpt_of(excerpt)))

    def _cell(self, row: Row, field: str) -> str:
        index = self._index.get(field)
        return self._fixed.get(field, "") if index is None else row.cells[index]

    def _refuse_cell(self, row: Row, field: str, sentence: str, remedy: str = _SHAPE) -> _UnreadableCell:
        column = self._columns[self._index[field]]
        self._complain(f'{self._name}:{row.line}, column "{column}"', sentence, remedy, self._cell(row, field))
        return _UnreadableCell()

    def _day(self, row: Row, field: str) -> date:
        text = self._cell(row, field)
        try:
            return self._format.parse_date(text)
        except ValueError as error:
            raise self._refuse_cell(row, field, str(error) if text else "the cell is empty") from None

    def _amount(self, row: Row, currency: str) -> int:
        text = self._cell(row, "amount")
        try:
            return self._format.parse_number(text, currency)
        except ValueError as error:
            raise self._refuse_cell(row, "amount", str(error) if text else "the cell is empty") from None

    def _status(self, row: Row) -> str:
        if "status" not in self._index:
            return ""
        status = self._format.statuses.get(folded(self._cell(row, "status")))
        if status is None:
            raise self._refuse_cell(row, "status", "is no known status of a booking", _STATUS)
        return status

    def _transaction(self, row: Row) -> Transaction:
        def text(field: str) -> str:
            return " ".join(self._cell(row, field).split())

        currency = text("currency").upper()
        minor, day, status = self._amount(row, currency), self._day(row, "booking_date"), self._status(row)
        value_day = self._day(row, "value_date") if text("value_date") else None
        name = text("counterparty_name") or text("debtor_name" if minor >= 0 else "creditor_name")
        account, reference = identifiers.account_id(text("account")), text("creditor_reference")
        other, bic, flaws = identifiers.counterparty(text("counterparty_iban"), text("counterparty_bic"))
        raw = RawLine(
            amount_minor=abs(minor),
            currency=currency,
            money_in=minor >= 0,
            parties=((other, name),),
            texts=tuple(filter(None, (self._cell(row, "remittance"), reference))),
        )
        token = self._ordinals.setdefault(account, Ordinals()).entry(account, day, raw).token
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
            counterparty_iban=other,
            counterparty_bic=bic,
            ultimate_name=text("ultimate_name"),
            remittance=text("remittance"),
            creditor_reference=reference,
            end_to_end_id=identifiers.present(text("end_to_end_id")),
            mandate_id=identifiers.present(text("mandate_id")),
            batch_id=text("batch_id"),
            bank_reference=text("bank_reference"),
            bank_code=text("bank_code"),
            booking_text=text("booking_text"),
            line=row.line,
            warnings=flaws + identifiers.reference_flaws(reference),
        )


def _preamble(csv_format: CsvFormat, rows: tuple[tuple[str, ...], ...]) -> dict[str, str]:
    """`"Girokonto";"DE11..."` above the columns."""
    found: dict[str, str] = {}
    for field, labels in csv_format.preamble.items():
        for row in rows:
            if len(row) > 1 and row[1] and folded(row[0]).rstrip(":") in labels:
                found.setdefault(field, row[1])
    if "account" in found:
        found["account"] = identifiers.account_id(found["account"])
    return found
