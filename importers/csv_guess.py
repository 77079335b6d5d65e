"""A best guess at the format of a CSV nobody knows: the lines a person saves, corrects and is done.

Only printed, never read by: what a column means is for the person to say. What the cells cannot decide, a `1.234` or a
`03/04/2026`, is left open with the question beside it; a format with an open line is refused when it is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from importers import identifiers
from importers.csv_detection import Seen
from importers.csv_formats import folded
from importers.csv_shapes import date_parser, is_parsed, number_shape, shapes_left, split_money

_DATES = (
    *("dd.mm.yyyy", "dd.mm.yy", "d.m.yyyy", "yyyy-mm-dd", "dd-mm-yyyy", "yyyymmdd", "yyyy/mm/dd"),
    *("dd.mm.yyyy[ time]", "yyyy-mm-dd[ time]", "dd-mm-yyyy[ time]"),
)
_AMERICAN = ("dd/mm/yyyy", "mm/dd/yyyy")
_NUMBERS = ("1.234[,56]", "1,234[.56]", "1'234[.56]", "1 234[,56]")
_WORDS = {  # our field -> what its column may be called, the likeliest first
    "booking_date": ("buchung", "booking", "book", "datum", "date", "data", "fecha"),
    "value_date": ("valut", "wert", "value"),
    "amount": ("betrag", "amount", "umsatz", "importo", "montant", "bedrag"),
    "credit": ("gutschrift", "haben", "credit", "crédit", "accredit", "eingang"),
    "debit": ("belastung", "lastschrift", "soll", "debit", "débit", "addebit", "ausgang"),
    "balance": ("saldo", "balance", "solde", "kontostand"),
    "currency": ("währung", "waehrung", "currency", "devise", "moneta", "munt", "ccy"),
    "counterparty_iban": ("iban", "gegenkonto", "kontonummer"),
    "counterparty_name": ("empfänger", "begünstigt", "auftraggeber", "partner", "payee", "gegenpartei", "name"),
    "remittance": ("zweck", "remittance", "reference", "beschreibung", "description", "mitteilung", "text", "testo"),
    "booking_text": ("umsatzart", "buchungsart", "buchungstext", "type", "art"),
}
_MONEY = ("amount", "credit", "debit", "balance")
_MAX_COLUMNS, _MAX_CELLS = 60, 50
_PARSERS = {shape: date_parser(shape) for shape in (*_DATES, *_AMERICAN)}
_SHAPES = tuple(number_shape(shape) for shape in _NUMBERS)


def toml(seen: Seen) -> str:
    """About ten lines, its own column names filled in."""
    columns = {name: _cells(seen, place) for place, name in enumerate(seen.names[:_MAX_COLUMNS])}
    chosen = _chosen(columns)
    dated = [cell for field in ("booking_date", "value_date") for cell in columns.get(chosen.get(field, ""), ())]
    moneys = [split_money(cell)[0] for field in _MONEY for cell in columns.get(chosen.get(field, ""), ())]
    return "\n".join((*_head(seen, dated, moneys, chosen), "", *_columns(chosen), *_constants(chosen), ""))


def _cells(seen: Seen, place: int) -> list[str]:
    return [row[place] for row in seen.rows[:_MAX_CELLS] if place < len(row) and row[place]]


def _chosen(columns: dict[str, list[str]]) -> dict[str, str]:
    """Our field -> the bank's column; each column once, by its name and by what stands in it."""
    found: dict[str, str] = {}
    for field, words in _WORDS.items():
        fitting = [name for name, cells in columns.items() if name not in found.values() and _may_be(field, cells)]
        named = (name for word in words for name in fitting if word in folded(name))
        if (name := next(named, "")) and not (field == "debit" and "credit" not in found):
            found[field] = name
    if "credit" in found and "debit" in found and "amount" not in found:
        return found
    found.pop("credit", None)
    found.pop("debit", None)
    left = {name: cells for name, cells in columns.items() if name not in found.values() and cells}
    for field, fits in (("booking_date", _dates), ("amount", _is_money)):
        fitting = [name for name, cells in left.items() if fits(cells)]
        if field not in found and len(fitting) == 1:
            found[field] = fitting[0]
    return {field: found[field] for field in _WORDS if field in found}


def _may_be(field: str, cells: Sequence[str]) -> bool:
    if field.endswith("_date"):
        return not cells or bool(_dates(cells))
    if field in _MONEY:
        return not cells or _is_money(cells)
    if field == "currency":
        return all(len(cell) == 3 and cell.isalpha() for cell in cells)
    if field == "counterparty_iban":
        return all(any(map(str.isdigit, cell)) for cell in cells)
    return not (cells and (_dates(cells) or _is_money(cells) or all(map(identifiers.looks_like_iban, cells))))


def _dates(cells: Sequence[str]) -> list[str]:
    return [
        shape for shape in (*_DATES, *_AMERICAN) if cells and all(is_parsed(_PARSERS[shape], cell) for cell in cells)
    ]


def _is_money(cells: Sequence[str]) -> bool:
    return all(any(shape.fits(split_money(cell)[0]) for shape in _SHAPES) for cell in cells)


def _head(seen: Seen, dated: Sequence[str], moneys: Sequence[str], chosen: dict[str, str]) -> Iterator[str]:
    yield 'title = "My bank"'
    dates = _dates(dated)
    if len(dates) == 1 or (dates and not set(dates) <= set(_AMERICAN)):
        yield f"date = {_quoted(dates[0])}"
    else:
        yield f'date = ""  # {" or ".join(dates) if dates else "like dd.mm.yyyy"}: only you can know'
    yield _number(moneys)
    yield f"delimiter = {_quoted(seen.delimiter)}"
    if "debit" in chosen:
        signed = any(split_money(cell)[0].startswith("-") for row in seen.rows for cell in row)
        yield f'debits = "{"negative" if signed else "positive"}"  # does the bank write a minus before money out?'


def _number(moneys: Sequence[str]) -> str:
    shapes, torn = shapes_left(_SHAPES, moneys)
    if torn or not shapes:
        return 'number = ""  # is 1.234 a thousand or one? "1.234,56" or "1234.56" would say it: only you can know'
    return f"number = {_quoted(shapes[0].written)}"


def _columns(chosen: dict[str, str]) -> Iterator[str]:
    yield "[columns]"
    if "booking_date" not in chosen:
        yield 'booking_date = "?"  # the column with the day of booking'
    if "amount" not in chosen and "credit" not in chosen:
        yield 'amount = "?"  # the column with the amount'
    yield from (f"{field} = {_quoted(name)}" for field, name in chosen.items())


def _constants(chosen: dict[str, str]) -> Iterator[str]:
    if "currency" not in chosen:
        yield from ("", "[constants]", 'currency = "EUR"  # of the account; no column says it')


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(text.replace("\x7f", ""), ensure_ascii=not text.isprintable())
