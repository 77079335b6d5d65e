"""The columns of the proposals file, in their fixed order, with their English and German headers (review.md).

Columns never move; new ones go to the end.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from reconcile.language import Language


class Form(StrEnum):
    """What a cell holds; decides how it is compared when it comes back."""

    TEXT = "text"
    AMOUNT = "amount"  #: unsigned, in the currency of the transaction, full digits, no thousands marks
    DATE = "date"  #: ISO 8601
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    german: str
    form: Form = Form.TEXT
    editable: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("decision", "Entscheidung", editable=True),
    Column("light", "Ampel"),
    Column("date", "Datum", Form.DATE),
    Column("amount", "Betrag", Form.AMOUNT),
    Column("direction", "Richtung"),
    Column("currency", "Währung"),
    Column("counterparty", "Gegenpartei"),
    Column("remittance", "Verwendungszweck"),
    Column("part", "Teil"),
    Column("invoice", "Rechnung", editable=True),
    Column("party", "Partner"),
    Column("open_amount", "Offener Betrag", Form.AMOUNT),
    Column("allocate", "Zuordnen", Form.AMOUNT, editable=True),
    Column("difference", "Differenz", Form.AMOUNT),
    Column("difference_kind", "Differenzart", editable=True),
    Column("why", "Begründung"),
    Column("warning", "Warnung"),
    Column("alternatives", "Alternativen"),
    Column("note", "Notiz", editable=True),
    Column("line", "Zeile", Form.NUMBER),
    Column("value_date", "Valuta", Form.DATE),
    Column("iban", "IBAN"),
    Column("reference", "Referenz"),
    Column("kind", "Art"),
    Column("document", "Beleg"),
    Column("rest", "Rest", Form.AMOUNT),
    Column("confidence", "Konfidenz", Form.NUMBER),
    Column("statement", "Kontoauszug"),
    Column("bank_reference", "Bankreferenz"),
    Column("invoice_id", "Rechnungs-ID"),
    Column("transaction_id", "Transaktions-ID"),
    Column("proposal_id", "Vorschlags-ID"),
    Column("run_id", "Lauf-ID"),
)

PROTECTED: tuple[Column, ...] = tuple(column for column in COLUMNS if not column.editable)

#: Without these a file is no proposals file.
REQUIRED = ("decision", "proposal_id")


def headers(language: str) -> list[str]:
    return [column.german if language == "de" else column.name for column in COLUMNS]


def header_of(name: str, language: Language) -> str:
    """What is written over the column."""
    return _HEADERS[language][name]


def folded(header: str) -> str:
    """Letters and digits only, lower case, without accents: `Offener Betrag` and `offener_betrag` are one header."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return "".join(char for char in plain if char.isalnum())


_HEADERS = {
    language: {column.name: text for column, text in zip(COLUMNS, headers(language), strict=True)}
    for language in Language
}
_BY_HEADER = {folded(header): column.name for column in COLUMNS for header in (column.name, column.german)}


def language_of(header: str) -> Language:
    """German where the header has a German name that is not the English one as well."""
    name = column_named(header)
    return Language.DE if name is not None and folded(header) != folded(name) else Language.EN


def column_named(header: str) -> str | None:
    """The column a header means, in either language; None for a column that is not ours."""
    return _BY_HEADER.get(folded(header))
