"""What a bookkeeper does with a spreadsheet: look the number and the amount up; then name and amount, if unique."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from adapter import Pair, one_to_one, read, run

_Rows = list[dict[str, str]]


def prepare(folder: Path) -> tuple[_Rows, _Rows]:
    return read(folder / "lines.csv"), read(folder / "documents.csv")


def match(prepared: object) -> Iterable[Pair]:
    assert isinstance(prepared, tuple)
    lines, documents = prepared
    pairs: list[Pair] = []
    for columns, confidence in ((("number", "amount", "currency"), 0.99), (("name", "amount", "currency"), 0.9)):
        found: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for row in documents:
            if row[columns[0]]:
                found[tuple(row[name] for name in columns)].append(row["unique_id"])
        for row in lines:
            hits = found.get(tuple(row[name] for name in columns), ())
            if len(hits) == 1:
                pairs.append((row["unique_id"], hits[0], int(row["amount"]), confidence))
    return one_to_one(pairs)


if __name__ == "__main__":
    run(prepare, match)
