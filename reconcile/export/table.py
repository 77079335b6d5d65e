"""What a table of an export is: columns that say what they mean, rows of text. Pure.

Amounts are unsigned with a direction beside them, so that no cell begins like a formula (security.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from importers.amounts import exact_text
from reconcile.review.cells import guarded, one_line

Kind = Literal["text", "amount", "day", "number"]
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    means: str  #: in German, as the auditor's software shows it
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    file: str
    title: str
    means: str
    columns: tuple[Column, ...]
    keys: int  #: so many of the first columns tell one row from another
    rows: tuple[Row, ...]


#: Columns several tables have.
TOKEN = Column("token", "Kennzeichen der Bankbuchung")
RUN = Column("run_id", "Abgleichslauf")
PROPOSAL = Column("proposal_id", "Vorschlag")
EVENT = Column("event", "laufende Nummer im Journal", "number")
WHEN = Column("time_utc", "Zeitpunkt (UTC)")
WHO = Column("operator", "Benutzer des Betriebssystems")
VERSION = Column("program_version", "Programmversion")
DAY = Column("booking_date", "Buchungstag der Bank", "day")
DIRECTION = Column("direction", "in = Geldeingang, out = Geldausgang")
AMOUNT = Column("amount", "Betrag ohne Vorzeichen", "amount")
CURRENCY = Column("currency", "Währung")


def table(file: str, says: tuple[str, str], keys: int, columns: Sequence[Column], rows: Iterable[Row]) -> Table:
    """`says`: its title and what it means."""
    return Table(
        file=file,
        title=says[0],
        means=says[1],
        columns=tuple(columns),
        keys=keys,
        rows=tuple(tuple(guarded(one_line(cell)) for cell in row) for row in rows),
    )


def amount(minor: int, currency: str) -> str:
    return exact_text(abs(minor), currency, mark=",")
