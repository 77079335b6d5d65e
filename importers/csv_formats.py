"""The declarative CSV formats, one TOML each in `importers/formats`: which columns, which shapes, what is pending.

    title = "Sparkasse CSV-CAMT"    for people
    date = "dd.mm.yy"               the one shape of dates
    number = "1234,56"              the one shape of amounts; `1.234[,56]`: thousands marks, optional fraction
    delimiter = ";"                 optional; without it the delimiter under which the column names appear
    verified = true                 optional; false: known only from other programs, its lines are never sure
    [columns]                       our field -> the bank's column name, or a list of names of which one is there
    [status]                        BOOK, PDNG, INFO, FUTR -> the texts of the status column; any other text is refused
    [preamble]                      field -> label of a line above the columns, whose next cell is the value
    [constants]                     field -> value that stands nowhere in the file

The named columns identify the file, wherever they stand; other columns are ignored.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from importers.csv_shapes import date_parser, number_parser

FIELDS = frozenset(
    (
        *("account", "booking_date", "value_date", "amount", "currency", "status"),
        *("counterparty_name", "debtor_name", "creditor_name", "counterparty_iban", "counterparty_bic"),
        *("ultimate_name", "remittance", "creditor_reference", "end_to_end_id", "mandate_id", "batch_id"),
        *("bank_reference", "bank_code", "booking_text"),
    )
)
_REQUIRED = ("booking_date", "amount")
_STATUSES = ("BOOK", "PDNG", "INFO", "FUTR")
_KEYS = {"title", "date", "number", "delimiter", "verified", "columns", "status", "preamble", "constants"}
DELIMITERS = (";", ",", "\t", "|")


class FormatError(ValueError):
    """A format file is wrong: our bug, or that of whoever added it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvFormat:
    name: str
    title: str
    verified: bool
    delimiters: tuple[str, ...]  #: to try, in this order
    parse_date: Callable[[str], date]
    parse_number: Callable[[str, str], int]
    columns: Mapping[str, tuple[str, ...]]  #: field -> names, folded
    statuses: Mapping[str, str]  #: text of the status column, folded -> BOOK, PDNG ...
    preamble: Mapping[str, tuple[str, ...]]  #: field -> labels, folded
    constants: Mapping[str, str]


def folded(label: str) -> str:
    """Column names and labels are compared without regard to case and blanks."""
    return " ".join(label.split()).casefold()


def parse_format(name: str, text: str) -> CsvFormat:
    """Raises FormatError."""
    try:
        content = tomllib.loads(text)
        return _format(name, content)
    except ValueError as error:
        raise FormatError(f"{name}.toml: {error}") from error


def _format(name: str, content: dict[str, Any]) -> CsvFormat:
    _only(content, _KEYS, "key")
    columns, preamble = _names(content, "columns"), _names(content, "preamble")
    constants = dict(content.get("constants", {}))
    for table in (columns, preamble, constants):
        _only(table, FIELDS, "field")
    missing = [field for field in _REQUIRED if field not in columns]
    if missing:
        raise ValueError(f"[columns] must name {' and '.join(missing)}")
    statuses = content.get("status", {})
    _only(statuses, _STATUSES, "status")
    if bool(statuses) != ("status" in columns):
        raise ValueError("[status] and the column status belong together")
    delimiter = content.get("delimiter")
    if delimiter is not None and delimiter not in DELIMITERS:
        raise ValueError(f"delimiter {delimiter!r} is none of {DELIMITERS}")
    return CsvFormat(
        name=name,
        title=str(content.get("title", name)),
        verified=bool(content.get("verified", True)),
        delimiters=(delimiter,) if delimiter else DELIMITERS,
        parse_date=date_parser(str(content.get("date"))),
        parse_number=number_parser(str(content.get("number"))),
        columns=columns,
        statuses={folded(word): status for status, words in statuses.items() for word in words},
        preamble=preamble,
        constants=constants,
    )


def _only(given: Mapping[str, object], known: object, what: str) -> None:
    assert isinstance(known, (set, frozenset, tuple))
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"unknown {what} {', '.join(unknown)}")


def _names(content: dict[str, Any], table: str) -> dict[str, tuple[str, ...]]:
    given = content.get(table, {})
    listed = {field: [names] if isinstance(names, str) else list(names) for field, names in given.items()}
    return {field: tuple(folded(name) for name in names) for field, names in listed.items()}


@lru_cache(maxsize=1)
def packaged() -> tuple[CsvFormat, ...]:
    """All formats that ship with us, by name."""
    folder = resources.files("importers").joinpath("formats")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    return tuple(parse_format(one.name.removesuffix(".toml"), one.read_text(encoding="utf-8")) for one in found)
