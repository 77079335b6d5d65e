"""The declarative CSV formats, one TOML each in `importers/formats`: which columns, which shapes, what is pending.

    title = "Sparkasse CSV-CAMT"    for people
    country = "DE"                  where its banks are
    evidence = "real file"          or "bank page", or "other parsers": then its lines are never sure
    date = "dd.mm.yy"               the shape of dates, or a list: where one text could be two days, the file decides
    number = "1234,56"              the shape of amounts, or a list: the file as a whole must decide between them
    [columns]                       our field -> the bank's column name, or a list of names of which one is there

The named columns identify the file, wherever they stand; other columns are ignored. Of several formats the one that
names most of the file's columns is taken, then one that names the delimiter.

All the rest is there only where a bank needs it:

    number = "1.234[,56]"           thousands marks, optional fraction; blanks and ' are thousands marks too
    date = "yyyy-mm-dd[ time]"      a time may follow and is ignored; `d.m.yyyy`: one or two digits
    delimiter = ";"                 without it the delimiter under which the column names appear
    encoding = "cp850"              where the file is not UTF-8 and has no byte order mark
    exact = true                    the file has no other columns: for layouts whose names are everybody's names
    ignored = ["Detail"]            beside `exact`: columns that may be there and are of no use
    inverted = true                 money out is positive (card exports)
    debits = "positive"             beside `credit` and `debit` columns: "negative" where the bank signs them itself
    fees = "deducted"               the balance moves by amount − fee; "included": the fee is part of the amount
    without_amount = "continues"    rows without any amount are details of the row above: its text goes on there.
                                    "left out": they move no money of this account
    other_rows = true               rows whose booking date does not begin with a digit are totals and balances
    tags = true                     references and names stand inside the text (`EREF+...`, `End-to-End-Ref.: ...`)
    account_in_text = true          the one valid IBAN inside the text, not the account's own, is the other side's
    pending = ["offen"]             words in place of the booking date of a line that is not booked yet
    row = ["account", "any", ...]   instead of [columns], where the file has no column names: what stands in each
                                    cell, in order. A field of ours; `any`, `empty`, `timestamp`; with `?` it may be
                                    empty. Every row must have this shape
    [optional]                      like [columns], but may be missing
    [after]                         field -> field: of several columns of one name, the first one after that field
    [status]                        BOOK, PDNG, INFO, FUTR -> the texts of the status column; any other is refused
    [direction]                     in, out -> the texts of the direction column; the amount is then unsigned
    [preamble], [footer]            field -> label of a line above or below the rows, followed by its value; a label
                                    that ends in * is the beginning of one. In [footer] `ignore` names other lines
                                    that are no bookings, `end` the line after which there are none
    [preamble_columns]              field -> label above the rows whose value stands in the line below it
    [constants]                     field -> value that stands nowhere in the file
    [labels]                        field -> the bank's words before its value inside the text (`IBAN Auftraggeber`),
                                    or a list of them; the value ends at the next label. "" is the beginning of the
                                    column `remittance`, a name up to a semicolon

A column name may hold `{currency}` (`Saldo {currency}`): what stands there is the currency of the amounts.
`remittance`, `remittance_2` ... are joined. `debtor_…` is the counterparty of money in, `creditor_…` of money out.
`trade_date` stands in for an empty booking date; such a line is pending, and its token is computed over that date.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from importers import text_tags
from importers.csv_shapes import DateParser, NumberShape, date_readings, number_shape
from importers.errors import Problem, StatementRefused

REMITTANCE = ("remittance", *(f"remittance_{number}" for number in range(2, 9)))
MONEY = ("amount", "credit", "debit", "fee", "balance")
CURRENCIES = ("currency", "credit_currency", "debit_currency")
DATES = ("booking_date", "value_date", "trade_date")
FIELDS = frozenset(
    (
        *("account", "account_name", "status", "direction", *CURRENCIES, *DATES, *MONEY, *REMITTANCE),
        *("counterparty_name", "counterparty_iban", "counterparty_bic", "debtor_name", "debtor_iban", "debtor_bic"),
        *("creditor_name", "creditor_iban", "creditor_bic", "creditor_id", "ultimate_name"),
        *("creditor_reference", "end_to_end_id", "mandate_id", "batch_id"),
        *("bank_reference", "bank_code", "booking_text", "original_amount", "original_currency", "rate"),
    )
)
DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("cp1252", "cp850", "mac-roman", "utf-16-le")
EVIDENCE = ("real file", "bank page", "other parsers")
_STATUSES = ("BOOK", "PDNG", "INFO", "FUTR")
_LABELS = ("account", "account_name", "currency", "opening", "closing")
_CELLS = ("any", "empty", "timestamp")
_TEXT_KEYS = (
    "title",
    "country",
    "evidence",
    "date",
    "number",
    "delimiter",
    "encoding",
    "debits",
    "fees",
    "without_amount",
)
_FLAGS = ("verified", "exact", "inverted", "other_rows", "tags", "account_in_text")
_TABLES = (
    *("columns", "optional", "after", "status", "direction", "constants"),
    *("preamble", "preamble_columns", "footer", "labels"),
)
_KEYS = {*_TEXT_KEYS, *_FLAGS, *_TABLES, "pending", "row", "ignored"}
_CURRENCY = "{currency}"


class FormatError(ValueError):
    """A format file is wrong: our bug, or that of whoever added it."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names one column can have. A letter lost on the way (U+FFFD, `?`) is forgiven outside ASCII."""

    plain: frozenset[str]  #: folded
    with_currency: tuple[str, ...]  #: folded, with `{currency}` in them

    def match(self, label: str) -> str | None:
        """None where the folded `label` is none of the names, else the currency in it or ""."""
        if label in self.plain:
            return ""
        lossy = [name for name in self.plain if not name.isascii()] if "\ufffd" in label or "?" in label else ()
        for name in (*self.with_currency, *lossy):
            if found := _pattern(name).fullmatch(label):
                return found.groupdict().get("currency") or ""
        return None


@dataclass(frozen=True, slots=True)
class RowCell:
    """What stands in one cell of a file without column names."""

    field: str  #: a field of ours, `any`, `empty` or `timestamp`
    may_be_empty: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CsvFormat:
    name: str
    title: str
    country: str
    evidence: str
    verified: bool
    delimiters: tuple[str, ...]  #: to try, in this order
    encoding: str
    dates: tuple[DateParser, ...]  #: the ways a whole file can be read
    numbers: tuple[NumberShape, ...]
    columns: Mapping[str, Names]  #: they identify the file
    optional: Mapping[str, Names]
    after: Mapping[str, str]
    row: tuple[RowCell, ...]  #: of a file without column names
    exact: bool
    ignored: Names
    inverted: bool
    debits_negative: bool
    fees_deducted: bool
    continued: bool  #: rows without any amount go on with the text of the row above
    amountless: bool  #: they are left out
    other_rows: bool
    tags: bool
    account_in_text: bool
    labels: text_tags.Labels | None
    pending: frozenset[str]  #: folded
    statuses: Mapping[str, str]  #: text of the status column, folded -> BOOK, PDNG ...
    directions: Mapping[str, int]  #: text of the direction column, folded -> 1 in, -1 out
    preamble: Mapping[str, tuple[str, ...]]  #: field -> labels, folded
    preamble_columns: Mapping[str, tuple[str, ...]]
    footer: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str]


def folded(label: str) -> str:
    """Column names and labels are compared without regard to case, blanks and byte order marks."""
    return " ".join(label.replace("\ufeff", "").split()).casefold()


def parse_format(name: str, text: str) -> CsvFormat:
    """Raises FormatError."""
    try:
        content = tomllib.loads(text)
        return _format(name, content)
    except (ValueError, TypeError, AttributeError) as error:
        raise FormatError(f"{name}.toml: {error}") from error


def _format(name: str, content: dict[str, Any]) -> CsvFormat:
    _only(content, _KEYS, "key")
    _refuse_wrong_types(content)
    columns, optional, constants = _names(content, "columns"), _names(content, "optional"), content.get("constants", {})
    for table in (columns, optional, constants, content.get("after", {})):
        _only(table, FIELDS, "field")
    row = tuple(RowCell(cell.removesuffix("?"), cell.endswith("?")) for cell in _listed(content.get("row", ())))
    _only({cell.field: None for cell in row}, FIELDS.union(_CELLS), "cell")
    if twice := [field for field in FIELDS if sum(cell.field == field for cell in row) > 1]:
        raise ValueError(f"row names {', '.join(sorted(twice))} twice")
    fields = {*columns, *optional, *(cell.field for cell in row)}
    _refuse_contradictions(content, fields, columns, row)
    labels = {table: _labels(content, table) for table in ("preamble", "preamble_columns", "footer")}
    for table, given in labels.items():
        _only(given, (*_LABELS, "ignore", "end") if table == "footer" else _LABELS, "label")
    words = {field: _listed(given) for field, given in content.get("labels", {}).items()}
    _only(words, text_tags.LABELLED, "labelled field")
    statuses, directions = content.get("status", {}), content.get("direction", {})
    _only(statuses, _STATUSES, "status")
    _only(directions, ("in", "out"), "direction")
    delimiter = content.get("delimiter")
    return CsvFormat(
        name=name,
        title=str(content.get("title", name)),
        country=str(content.get("country", "")),
        evidence=str(content.get("evidence", "")),
        verified=bool(content.get("verified", content.get("evidence") != "other parsers")),
        delimiters=(delimiter,) if delimiter else DELIMITERS,
        encoding=str(content.get("encoding", "")),
        dates=date_readings(_filled(content.get("date", ""), "date")),
        numbers=tuple(number_shape(shape) for shape in _filled(content.get("number", ""), "number")),
        columns=columns,
        optional=optional,
        after=dict(content.get("after", {})),
        row=row,
        exact=bool(content.get("exact", False)),
        ignored=_name(_listed(content.get("ignored", ()))),
        inverted=bool(content.get("inverted", False)),
        continued=content.get("without_amount") == "continues",
        amountless=content.get("without_amount") == "left out",
        other_rows=bool(content.get("other_rows", False)),
        tags=bool(content.get("tags", False)),
        account_in_text=bool(content.get("account_in_text", False)),
        labels=text_tags.Labels.of(words) if words else None,
        debits_negative=content.get("debits") == "negative",
        fees_deducted=content.get("fees") == "deducted",
        pending=frozenset(map(folded, _listed(content.get("pending", ())))),
        statuses={folded(word): status for status, words in statuses.items() for word in _listed(words)},
        directions={
            folded(word): 1 if way == "in" else -1 for way, words in directions.items() for word in _listed(words)
        },
        preamble=labels["preamble"],
        preamble_columns=labels["preamble_columns"],
        footer=labels["footer"],
        constants=dict(constants),
    )


def _refuse_contradictions(
    content: Mapping[str, Any], fields: set[str], columns: Mapping[str, Names], row: Sequence[RowCell]
) -> None:
    if bool(columns) == bool(row):
        raise ValueError("either [columns] or row says what stands where")
    required = fields if row else set(columns)
    if "booking_date" not in required or not ({"amount"} <= required or {"credit", "debit"} <= required):
        raise ValueError("[columns] must name booking_date and amount, or booking_date, credit and debit")
    if "amount" in required and {"credit", "debit"} & required:
        raise ValueError("either amount, or credit and debit")
    for table, field in (("status", "status"), ("direction", "direction")):
        if bool(content.get(table)) != (field in fields):
            raise ValueError(f"[{table}] and the column {field} belong together")
    if content.get("tags") and content.get("labels"):
        raise ValueError("either tags, or [labels]")
    _choice(content, "debits", ("positive", "negative"), "debit" in required)
    _choice(content, "fees", ("deducted", "included"), "fee" in fields)
    _choice(content, "without_amount", ("continues", "left out"), "without_amount" in content)
    _choice(content, "evidence", EVIDENCE, "evidence" in content)
    _choice(content, "encoding", ENCODINGS, "encoding" in content)
    _choice(content, "delimiter", DELIMITERS, "delimiter" in content)


def _choice(content: Mapping[str, Any], key: str, known: Sequence[str], needed: bool) -> None:
    if needed and content.get(key) not in known:
        raise ValueError(f"{key} {content.get(key)!r} is none of {tuple(known)}")
    if not needed and key in content:
        raise ValueError(f"{key} belongs to a column this format does not name")


def _only(given: Mapping[str, object], known: object, what: str) -> None:
    assert isinstance(known, (set, frozenset, tuple))
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"unknown {what} {', '.join(unknown)}")


def _listed(given: Any) -> list[str]:
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, (list, tuple)) or not all(isinstance(one, str) for one in listed):
        raise ValueError(f"{given!r} is neither a text nor a list of texts")
    return list(listed)


def _filled(given: Any, what: str) -> list[str]:
    if not (listed := _listed(given)):
        raise ValueError(f"{what} is an empty list")
    return listed


def _refuse_wrong_types(content: Mapping[str, Any]) -> None:
    """Where TOML would take it and Python too: the text "false" is true."""
    for key in _FLAGS:
        if not isinstance(content.get(key, False), bool):
            raise ValueError(f"{key} is true or false, without quotation marks")
    for table in _TABLES:
        if not isinstance(content.get(table, {}), dict):
            raise ValueError(f"[{table}] is a table, not a value")
    for field, value in (*content.get("constants", {}).items(), *content.get("after", {}).items()):
        if not isinstance(value, str):
            raise ValueError(f"{field} {value!r} is no text")


def _names(content: Mapping[str, Any], table: str) -> dict[str, Names]:
    return {field: _name(_filled(names, field)) for field, names in content.get(table, {}).items()}


def _name(names: Sequence[str]) -> Names:
    labels = [folded(name) for name in names]
    if any(label.count(_CURRENCY) > 1 for label in labels):
        raise ValueError(f"a column name holds {_CURRENCY} once at most")
    plain = frozenset(label for label in labels if _CURRENCY not in label)
    return Names(plain, tuple(label for label in labels if _CURRENCY in label))


@lru_cache(maxsize=1024)
def _pattern(label: str) -> re.Pattern[str]:
    parts = label.split(_CURRENCY)
    forgiving = [
        "".join(re.escape(char) if char.isascii() else rf"[{char}\ufffd?]\ufffd?" for char in one) for one in parts
    ]
    return re.compile(r"(?P<currency>[a-z]{3}|€|£)".join(forgiving))


def _labels(content: Mapping[str, Any], table: str) -> dict[str, tuple[str, ...]]:
    return {field: tuple(folded(one) for one in _listed(names)) for field, names in content.get(table, {}).items()}


@lru_cache(maxsize=1)
def packaged() -> tuple[CsvFormat, ...]:
    """All formats that ship with us, by name. Read when the first CSV is looked at, never before."""
    folder = resources.files("importers").joinpath("formats")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(parse_format(one.name.removesuffix(".toml"), one.read_text(encoding="utf-8")) for one in found)


def of_folder(folder: Path) -> tuple[CsvFormat, ...]:
    """The formats a user added. Raises StatementRefused, with every wrong one."""
    found, problems = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            found.append(parse_format(path.stem, path.read_text(encoding="utf-8-sig")))
        except (FormatError, OSError, UnicodeDecodeError) as error:
            sentence = str(error).removeprefix(f"{path.name}: ")
            remedy = "correct the format file; docs/add-a-bank.md explains each line"
            problems.append(Problem(str(path), sentence, remedy, code="csv-format"))
    if not folder.is_dir():
        remedy = "check formats under [statements] in config.toml"
        problems.append(Problem(str(folder), "is no folder", remedy, code="csv-formats-folder"))
    if problems:
        raise StatementRefused(*problems)
    return tuple(found)
