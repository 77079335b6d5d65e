"""bankstatementparser's two-way reconciliation: documents as payments, numbers as references, names as parties."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from adapter import Pair, read, run
from bankstatementparser.reconciliation import reconcile_payments_and_statements

#: Customers pay within a quarter; its default of seven days is meant for payment orders.
_DAYS = 90


def prepare(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    lines, documents = read(folder / "lines.csv"), read(folder / "documents.csv")
    known = {row["number"] for row in documents}
    return [_record(row, known) for row in lines], [_record(row, known) for row in documents]


def _record(row: dict[str, str], known: set[str]) -> dict[str, Any]:
    """A number no document has is no reference: it would contradict every document."""
    return {
        "id": row["unique_id"],
        "amount": str(Decimal(row["amount"]) / 100),
        "currency": row["currency"],
        "reference": row["number"] if row["number"] in known else "",
        "counterparty": row["name"],
        "date": row["day"],
    }


def match(prepared: object) -> Iterable[Pair]:
    assert isinstance(prepared, tuple)
    lines, documents = prepared
    report = reconcile_payments_and_statements(documents, lines, fee_tolerance=Decimal(25), max_date_gap_days=_DAYS)
    for one in report.matches:
        line = one.statement_record
        yield line["id"], one.payment_record["id"], int(Decimal(line["amount"]) * 100), one.confidence


if __name__ == "__main__":
    run(prepare, match)
