"""The two doors between records and columns. Outside them there are no frames; inside there are no records.

Every column has one exact dtype, checked at the door: a missing row in a left merge turns int64 amounts into float64,
and such a column is refused by name. Days are proleptic ordinals (`date.toordinal`), 0 = unknown; amounts minor units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.reading.text import NAMED, fold_names
from reconcile.records import BankLine, Document, OpenItem, Side

#: Aligned numpy arrays by column name: what signals read.
Columns = Mapping[str, NDArray[Any]]

LINE_SCHEMA = {
    "flow": "int64",  #: +1 money in, −1 money out
    "amount": "int64",  #: absolute
    "currency": "str",
    "day": "int64",
    "iban": "str",
    "name": "str",  #: folded
    "ultimate": "str",  #: folded
    "chance": "float64",  #: open amounts one would expect to be equal to this one by chance
}
ITEM_SCHEMA = {
    "flow": "int64",  #: of the money that settles it: +1 in, −1 out
    "credit": "bool",
    "currency": "str",
    "open": "int64",  #: 0 when unknown
    "open_known": "bool",
    "gross": "int64",
    "discount": "int64",
    "discount_day": "int64",
    "invoice_day": "int64",
    "due_day": "int64",
    "party": "int64",
    "credited": "bool",  #: the party has an open credit note
    "twin": "bool",  #: another document of the party has the same gross amount
    "owed_twice": "bool",  #: or as much is open of one
}
PAIR_SCHEMA = {
    "line": "int64",
    "item": "int64",
    "role": "int64",  #: world.Role
    "reference": "bool",
    "number": "int64",  #: text.Strength
    "names_other": "bool",
    "account": "int64",  #: parties.AccountFact
    "name_score": "int64",  #: 0..100, −1 unknown
    "title": "int64",  #: share of the title's words in the text, 0..100
    "dated": "bool",  #: the text states the document's date
    "month": "int64",  #: months.Month: what a month in the text says of the document
    "near": "bool",  #: a number but for one or two digits, or cut
    "span": "int64",  #: where in the text the number stands: equal for documents one piece of text may mean; −1 nowhere
}


def named_pairs(pairs: Columns) -> NDArray[np.bool_]:
    """Pairs whose text names the document, by number, reference or another of its texts."""
    answer: NDArray[np.bool_] = (pairs["number"] >= NAMED) | pairs["reference"]
    return answer


class ColumnError(TypeError):
    """A column is not what its schema says: our bug, named before it can touch money."""


def checked(frame: pd.DataFrame, schema: Mapping[str, str]) -> pd.DataFrame:
    """`frame` itself. Raises ColumnError for a missing, additional or wrongly typed column."""
    for name, dtype in schema.items():
        if name not in frame.columns:
            raise ColumnError(f"column {name!r} is missing")
        if str(frame[name].dtype) != dtype:
            raise ColumnError(f"column {name!r} is {frame[name].dtype}, {dtype} is expected")
    extra = set(frame.columns) - set(schema)
    if extra:
        raise ColumnError(f"column {sorted(map(str, extra))[0]!r} is in no schema")
    return frame


def arrays(frame: pd.DataFrame) -> dict[str, NDArray[Any]]:
    return {str(name): frame[name].to_numpy() for name in frame.columns}


class Coded(NamedTuple):
    """A column of texts: each distinct text once, and of each row its place among them."""

    codes: NDArray[np.intp]
    texts: list[str]


def coded(texts: NDArray[Any]) -> Coded:
    codes, distinct = pd.factorize(texts)
    return Coded(codes, list(distinct))


class Gathered(Mapping[str, NDArray[Any]]):
    """Of each pair, its line or its item; a column is gathered when it is asked for."""

    def __init__(self, columns: Columns, rows: NDArray[np.int64], **instead: NDArray[Any]) -> None:
        """`instead`: columns, one row per pair, that stand in the place of those of the same name."""
        self._columns, self._rows, self._instead = columns, rows, instead
        self.asked: set[str] = set()  #: the columns somebody has read

    def __getitem__(self, name: str) -> NDArray[Any]:
        self.asked.add(name)
        return self._instead[name] if name in self._instead else self._columns[name][self._rows]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def lines_frame(lines: Sequence[BankLine], owed: NDArray[np.int64]) -> pd.DataFrame:
    """First door: LINE_SCHEMA, one row per line, in the order given. `owed`: all open amounts, sorted."""
    transactions = [line.transaction for line in lines]
    rows: dict[str, list[Any]] = {
        "flow": [-1 if one.amount_minor < 0 else 1 for one in transactions],
        "amount": [abs(one.amount_minor) for one in transactions],
        "currency": [one.currency for one in transactions],
        "day": [one.booking_date.toordinal() for one in transactions],
        "iban": [one.counterparty_iban for one in transactions],
        "name": fold_names([one.counterparty_name for one in transactions]),
        "ultimate": fold_names([one.ultimate_name for one in transactions]),
    }
    frame = _framed(rows, {name: dtype for name, dtype in LINE_SCHEMA.items() if name != "chance"})
    return checked(frame.assign(chance=chances(frame["amount"].to_numpy(), owed)), LINE_SCHEMA)


#: Amounts within this many per cent are of the same size.
_SIZE = 5


def chances(amounts: NDArray[np.int64], owed: NDArray[np.int64]) -> NDArray[np.float64]:
    """How many of the sorted amounts `owed` one would expect to equal each amount by chance: those of its size, spread
    evenly over the possible amounts of that size. Round amounts are met more often."""
    width = np.maximum(amounts * _SIZE // 100, 1)
    near = np.searchsorted(owed, amounts + width, side="right") - np.searchsorted(owed, amounts - width)
    step = np.select([amounts % 10_000 == 0, amounts % 1_000 == 0, amounts % 100 == 0], [1_000, 300, 50], 1)
    chance: NDArray[np.float64] = near * step / (2 * width + 1)
    return chance


_OF_ITEMS = (
    "side", "document", "currency", "open_minor", "gross_minor", "discount_minor",
    "discount_date", "invoice_date", "due_date",
)  # fmt: skip
#: Columns of an item that its party's other items decide.
_OF_PARTY = ("credited", "twin", "owed_twice")


def items_frame(items: Sequence[OpenItem], parties: Sequence[int]) -> pd.DataFrame:
    """Second door: ITEM_SCHEMA, one row per open item, in the order given; `parties` are their party codes."""
    ours, credit = Side.OUTGOING, Document.CREDIT  # members of an enumeration are slowly looked up
    sides, documents, currencies, still_open, gross, discounts, *days = _attributes(items, _OF_ITEMS)
    discount_days, invoice_days, due_days = map(_ordinals, days)
    rows: dict[str, list[Any]] = {
        "flow": [1 if (one is ours) != (kind is credit) else -1 for one, kind in zip(sides, documents, strict=True)],
        "credit": [kind is credit for kind in documents],
        "currency": currencies,
        "open": [amount or 0 for amount in still_open],
        "open_known": [amount is not None for amount in still_open],
        "gross": gross,
        "discount": discounts,
        "discount_day": discount_days,
        "invoice_day": invoice_days,
        "due_day": due_days,
        "party": list(parties),
    }
    frame = _framed(rows, {name: dtype for name, dtype in ITEM_SCHEMA.items() if name not in _OF_PARTY})
    credited = frame["party"].isin(frame["party"][frame["credit"] & (frame["open"] > 0)])
    twin = frame.duplicated(["party", "gross"], keep=False)
    owed_twice = twin | frame.duplicated(["party", "open"], keep=False)
    return checked(frame.assign(credited=credited, twin=twin, owed_twice=owed_twice), ITEM_SCHEMA)


def _attributes(records: Sequence[Any], names: Sequence[str]) -> list[list[Any]]:
    """Of all records, attribute by attribute; in one walk, because records lie far apart in memory."""
    rows = list(map(attrgetter(*names), records))
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]


def _ordinals(days: Sequence[date | None]) -> list[int]:
    return [day.toordinal() if day else 0 for day in days]


def _framed(rows: Mapping[str, list[Any]], schema: Mapping[str, str]) -> pd.DataFrame:
    """An empty list has no dtype of its own; any other must arrive with the right one."""
    columns = {name: _column(values, schema[name]) for name, values in rows.items()}
    return checked(pd.DataFrame(columns), schema)


def _column(values: list[Any], dtype: str) -> Any:
    if not values:
        return pd.Series(values, dtype=dtype)
    return pd.Series(values) if dtype == "str" else np.array(values)  # numpy is quicker, but knows no such texts
