"""What a perfect bookkeeper would do with a bank line, and whether the information for it was left in."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: Reasons of lines that are about a document and yet booked on none: money.md 1 and 6 leave them to a person.
BY_HAND = frozenset(("returned debit", "refund", "refund received", "foreign currency", "duplicate"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`allocations` in minor units, signed as `reconcile.records` says; what they leave of the line is unallocated."""

    line: str  #: transaction id
    allocations: tuple[tuple[str, int], ...] = ()  #: (document id, signed minor units)
    reason: str = ""  #: why no document is booked; "" exactly when there are allocations
    about: tuple[str, ...] = ()  #: documents a person would look at: naming these, not sure, is neither right nor wrong
    reversal_minor: int = 0  #: what a returned debit opens again on `about[0]`, unsigned
    decidable: bool = True  #: the line and the books single out the documents (`worlds.ceiling`)
    value_decidable: bool = True  #: and how much goes to each
    oldest_is_right: bool = False  #: undecidable, but guessing the oldest document of that amount happens to be right
    traits: tuple[str, ...] = ()  #: names of the mixtures that made it hard

    @property
    def is_noise(self) -> bool:
        """It belongs to no document at all."""
        return not self.allocations and self.reason not in BY_HAND


_COLUMNS = (
    "line",
    "document",
    "minor",
    "reason",
    "about",
    "reversal_minor",
    "decidable",
    "value_decidable",
    "oldest_is_right",
    "traits",
)


def write_truth(truths: Iterable[Truth], path: Path) -> None:
    """One row an allocation; a line without any has one row with an empty document."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for one in truths:
            tail = (
                one.reason,
                " ".join(one.about),
                one.reversal_minor,
                int(one.decidable),
                int(one.value_decidable),
                int(one.oldest_is_right),
                " ".join(trait.replace(" ", "_") for trait in one.traits),
            )
            writer.writerows((one.line, *booked, *tail) for booked in one.allocations or (("", 0),))


def read_truth(path: Path) -> Iterator[Truth]:
    """What `write_truth` wrote; the rows of a line stand together."""
    rows: list[dict[str, str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if rows and rows[0]["line"] != row["line"]:
                yield _of(rows)
                rows = []
            rows.append(row)
    if rows:
        yield _of(rows)


def _of(rows: list[dict[str, str]]) -> Truth:
    first = rows[0]
    return Truth(
        line=first["line"],
        allocations=tuple((row["document"], int(row["minor"])) for row in rows if row["document"]),
        reason=first["reason"],
        about=tuple(first["about"].split()),
        reversal_minor=int(first["reversal_minor"]),
        decidable=first["decidable"] == "1",
        value_decidable=first["value_decidable"] == "1",
        oldest_is_right=first["oldest_is_right"] == "1",
        traits=tuple(trait.replace("_", " ") for trait in first["traits"].split()),
    )
