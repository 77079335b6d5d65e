"""A column that says in or out, though the format reads none: it must not contradict the signs.

Banks let people choose their columns and sign amounts in one export and not in the other. A format that identifies a
file by a few columns would read the unsigned one with all money coming in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from importers.csv_booking import Booking
from importers.csv_detection import Layout
from importers.csv_formats import folded
from importers.csv_text import Row
from importers.errors import Problem, excerpt_of

_IN = frozenset(
    ("h", "haben", "c", "cr", "k", "credit", "crédit", "crdt", "kredit", "gutschrift", "eingang", "in", "+")
)
_OUT = frozenset(("s", "soll", "d", "dr", "debit", "débit", "dbit", "debet", "belastung", "lastschrift", "ausgang"))
_WORDS = {**dict.fromkeys(_IN, 1), **dict.fromkeys((*_OUT, "out", "-"), -1)}
_REMEDY = "export camt.053 instead, or name the column as direction in a format of your own (docs/add-a-bank.md)"


def contradiction(layout: Layout, rows: Sequence[Row], bookings: Sequence[Booking], name: str) -> Problem | None:
    """The first booking that such a column says the other way round."""
    moved = {one.transaction.line: one.transaction.amount_minor for one in bookings}
    for place in _unread(layout):
        said = [(row.line, folded(row.cells[place])) for row in rows if place < len(row.cells) and row.cells[place]]
        if any(word not in _WORDS for _, word in said):
            continue
        for line, word in said:
            if moved.get(line, 0) * _WORDS[word] < 0:
                way = "in" if moved[line] > 0 else "out"
                sentence = f"says the opposite of the amount, which is read as money {way}"
                at = f'{name}:{line}, column "{layout.columns[place]}"'
                return Problem(at, sentence, _REMEDY, excerpt_of(word), code="csv-sign")
    return None


def _unread(layout: Layout) -> Iterator[int]:
    if layout.has_names and "direction" not in layout.index:
        yield from set(range(len(layout.columns))).difference(layout.index.values())
