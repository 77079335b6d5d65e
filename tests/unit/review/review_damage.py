"""What spreadsheets do to a table of text: functions of the cells, and of the file as a whole."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable

Table = list[list[str]]

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: A table and a source of chance → the bytes somebody saved.
Damage = Callable[[Table, random.Random], bytes]


def rows_in(content: bytes, delimiter: str) -> Table:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def to_text(table: Table, delimiter: str = ";") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(table)
    return text.getvalue()


def each_cell(change: Callable[[str], str]) -> Damage:
    """`change` applied to a part of the cells below the header, the ids of ours excepted (letters: nothing happens)."""

    def damage(table: Table, chance: random.Random) -> bytes:
        rows = [[change(cell) if chance.random() < 0.7 else cell for cell in row] for row in table[1:]]
        return to_text([table[0], *rows]).encode("utf-8-sig")

    return damage


def _number(cell: str) -> str | None:
    digits = cell.replace(",", "").replace(".", "")
    return cell if digits.isascii() and digits.isdigit() and cell.count(",") + cell.count(".") < 2 else None


def without_decimals(cell: str) -> str:
    return cell.removesuffix(",00").removesuffix(",0")


def without_leading_zeros(cell: str) -> str:
    return (cell.lstrip("0") or "0") if _number(cell) and not cell.startswith("0,") else cell


def in_e_notation(cell: str) -> str:
    compact = cell.replace(" ", "")
    return f"{int(compact):.5E}".replace(".", ",") if compact.isdigit() and len(compact) > 11 else cell


def with_fifteen_digits(cell: str) -> str:
    compact = cell.replace(" ", "")
    return compact[:15].ljust(len(compact), "0") if compact.isdigit() else cell


def as_german_date(cell: str) -> str:
    return ".".join(reversed(cell.split("-"))) if ISO_DATE.fullmatch(cell) else cell


def as_american_date(cell: str) -> str:
    year, month, day = cell.split("-") if ISO_DATE.fullmatch(cell) else ("", "", "")
    return f"{int(month)}/{int(day)}/{year}" if year else cell


def with_smart_quotes(cell: str) -> str:
    return cell.replace('"', "“").replace("'", "’").replace("...", "…").replace("--", "–")


def with_thousands_marks(cell: str) -> str:
    whole, comma, fraction = cell.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + fraction if whole.isdigit() and len(whole) < 12 else cell


def with_swapped_mark(cell: str) -> str:
    return cell.replace(",", ".") if _number(cell) else cell


def in_other_case(cell: str) -> str:
    return cell.swapcase() if cell.casefold() in ("true", "false") else cell


def without_apostrophe(cell: str) -> str:
    return cell.removeprefix("'")


def encoded(codec: str) -> Damage:
    return lambda table, _: to_text(table).encode(codec, "replace")


def delimited(delimiter: str) -> Damage:
    return lambda table, _: to_text(table, delimiter).encode("utf-8")


def reordered(table: Table, chance: random.Random) -> bytes:
    return to_text([table[0], *chance.sample(table[1:], len(table) - 1)]).encode("utf-8")


def filtered(table: Table, chance: random.Random) -> bytes:
    return to_text([table[0], *(row for row in table[1:] if chance.random() < 0.6)]).encode("utf-8")


def columns_reordered(table: Table, chance: random.Random) -> bytes:
    order = chance.sample(range(len(table[0])), len(table[0]))
    return to_text([[row[index] for index in order] for row in table]).encode("utf-8")


def columns_missing(table: Table, chance: random.Random) -> bytes:
    kept = [i for i, name in enumerate(table[0]) if name in ("decision", "proposal_id") or chance.random() < 0.7]
    return to_text([[row[index] for index in kept] for row in table]).encode("utf-8")


def with_empty_columns(table: Table, _: random.Random) -> bytes:
    return to_text([[*row, "", "", ""] for row in [*table, [""] * 3]]).encode("utf-8")


def mojibake(table: Table, _: random.Random) -> bytes:
    return to_text(table).encode("utf-8").decode("cp1252", "replace").encode("utf-8")


#: They change nothing a person can see: the decisions must come back whole.
HARMLESS: dict[str, Damage] = {
    "BOM dropped": encoded("utf-8"),
    "delimiter: comma": delimited(","),
    "delimiter: tab": delimited("\t"),
    "UTF-16": encoded("utf-16"),
    "UTF-16 without BOM": encoded("utf-16-le"),
    "rows reordered": reordered,
    "columns reordered": columns_reordered,
    "trailing empty columns": with_empty_columns,
    "thousands marks on amounts": each_cell(lambda cell: with_thousands_marks(cell) if cell.endswith(",00") else cell),
}

#: They lose something: each is harmless or named.
LOSSY: dict[str, Damage] = {
    "Windows-1252": encoded("cp1252"),
    "mojibake": mojibake,
    "decimals dropped": each_cell(without_decimals),
    "leading zeros lost": each_cell(without_leading_zeros),
    "E-notation": each_cell(in_e_notation),
    "fifteen digits": each_cell(with_fifteen_digits),
    "German dates": each_cell(as_german_date),
    "American dates": each_cell(as_american_date),
    "smart quotes": each_cell(with_smart_quotes),
    "thousands marks": each_cell(with_thousands_marks),
    "decimal mark swapped": each_cell(with_swapped_mark),
    "case of TRUE": each_cell(in_other_case),
    "apostrophe lost": each_cell(without_apostrophe),
    "rows filtered": filtered,
    "columns missing": columns_missing,
}
