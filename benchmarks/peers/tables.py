"""A world as two tables any program can read: lines.csv and documents.csv, with the helper columns peers would need.

Amounts are signed minor units: money in and what customers owe are positive, money out and what we owe negative;
a credit note has the opposite sign. A number is letters and digits in capitals.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from worlds.build import World
from worlds.names import SPELLINGS, folded
from worlds.numbers import squeezed

from importers.statement import Transaction
from reconcile.records import Document, KnownAccount, OpenItem, Side

_TOKEN = re.compile(r"[^\s,;+]+")
_FORMS = {folded(spelling) for form, others in SPELLINGS.items() for spelling in (form, *others)} - {""}
LINES = ("unique_id", "day", "amount", "currency", "name", "iban", "number", "digits")
DOCUMENTS = LINES


def write_tables(world: World, folder: Path) -> None:
    numbers = {squeezed(item.number) for item in world.books.items}
    accounts = _first_accounts(world.books.known_accounts)
    _write(folder / "lines.csv", LINES, (_line(line.transaction, numbers) for line in world.lines))
    _write(folder / "documents.csv", DOCUMENTS, (_document(item, accounts) for item in world.books.items))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _first_accounts(known: Iterable[KnownAccount]) -> dict[tuple[Side, str], str]:
    found: dict[tuple[Side, str], str] = {}
    for one in known:
        found.setdefault((one.side, one.party_id), one.iban)
    return found


def plain_name(name: str) -> str:
    """Folded words without those of a legal form."""
    return " ".join(word for word in map(folded, name.split()) if word and word not in _FORMS)


def _best_number(texts: Iterable[str], known: set[str]) -> str:
    """The first word that is some document's number, else the longest with three digits or more."""
    words = [squeezed(word) for text in texts for word in _TOKEN.findall(text)]
    for word in words:
        if word in known and sum(char.isdigit() for char in word) >= 3:
            return word
    numbers = [word for word in words if sum(char.isdigit() for char in word) >= 3]
    return max(numbers, key=len, default="")


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit()).lstrip("0")


def _line(line: Transaction, known: set[str]) -> tuple[object, ...]:
    number = _best_number((line.remittance, line.end_to_end_id), known)
    return (
        line.transaction_id,
        line.booking_date.isoformat(),
        line.amount_minor,
        line.currency,
        plain_name(line.ultimate_name or line.counterparty_name),
        line.counterparty_iban,
        number,
        _digits(number),
    )


def _document(item: OpenItem, accounts: dict[tuple[Side, str], str]) -> tuple[object, ...]:
    sign = (1 if item.side is Side.OUTGOING else -1) * (1 if item.document is Document.INVOICE else -1)
    number = squeezed(item.number)
    return (
        item.item_id,
        item.invoice_date.isoformat() if item.invoice_date else "",
        sign * (item.open_minor or 0),
        item.currency,
        plain_name(item.party_name),
        accounts.get((item.side, item.party_id), ""),
        number,
        _digits(number),
    )


def read_table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
