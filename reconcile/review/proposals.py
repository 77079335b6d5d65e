"""The proposals file: a view with ids, never the source of truth (review.md). Written here, read in `reading`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from reconcile.records import Allocation, Alternative, Proposal, Verdict
from reconcile.review.approving import approve_sure, mark
from reconcile.review.cells import guarded
from reconcile.review.columns import COLUMNS, Form, headers
from reconcile.review.layout import Layout
from reconcile.review.reading import BlockedRow, ProposalsRead, read_csv, read_file
from reconcile.review.rows import Row, in_words, reasons_of, rows_of, warnings_of
from reconcile.review.workbook import xlsx_of

__all__ = [
    "BlockedRow",
    "Layout",
    "ProposalsRead",
    "approve_sure",
    "csv_of",
    "mark",
    "read_csv",
    "read_file",
    "write_csv",
    "write_jsonl",
    "write_xlsx",
    "xlsx_of",
]

_BOM = "\ufeff"

#: Digits of a probability: more is noise of the machine it was computed on.
_PROBABILITY_DIGITS = 6


def write_csv(proposals: Sequence[Proposal], layout: Layout = Layout()) -> bytes:  # noqa: B008  (frozen)
    """One row per booking, in the order given; ignored lines do not appear. The same proposals give the same bytes."""
    return csv_of(listed(proposals, layout), layout)


def listed(proposals: Iterable[Proposal], layout: Layout) -> Iterator[Row]:
    """What stands in the file, in any form of it."""
    for proposal in proposals:
        if proposal.verdict is not Verdict.IGNORED:
            yield from rows_of(proposal, layout.decimal_mark, layout.spoken)


def write_xlsx(proposals: Sequence[Proposal], layout: Layout = Layout()) -> bytes:  # noqa: B008  (frozen)
    """The twin of `write_csv`: the same cells in a workbook."""
    return xlsx_of(list(listed(proposals, layout)), layout)


def csv_of(rows: Iterable[Row], layout: Layout) -> bytes:
    """Rows as `rows_of` makes them, with the decimal mark of the layout, as the bytes of a file."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=layout.delimiter, lineterminator=layout.line_end)
    table.writerow(headers(layout.language))
    table.writerows(_cells(in_words(row, layout.spoken)) for row in rows)
    return ((_BOM if layout.bom else "") + text.getvalue()).encode()


def _cells(row: Row) -> list[str]:
    """Amounts, dates and numbers are unsigned, hence start with a digit; every text is guarded."""
    return [
        guarded(row.get(column.name, "")) if column.form is Form.TEXT else row.get(column.name, "")
        for column in COLUMNS
    ]


# ------------------------------------------------------------------------------------------------------ for programs


def write_jsonl(proposals: Sequence[Proposal]) -> bytes:
    """One object a line for every proposal, the ignored ones too; signed minor units; the same bytes every time."""
    lines = (json.dumps(_object(one), ensure_ascii=False, separators=(",", ":")) for one in proposals)
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _object(proposal: Proposal) -> dict[str, object]:
    transaction = proposal.line.transaction
    return {
        "proposal_id": proposal.proposal_id,
        "transaction_id": transaction.transaction_id,
        "bank_reference": transaction.bank_reference,
        "booking_date": transaction.booking_date.isoformat(),
        "amount_minor": transaction.amount_minor,
        "currency": transaction.currency,
        "verdict": proposal.verdict.value,
        "confidence": round(proposal.confidence, _PROBABILITY_DIGITS),
        "allocations": [_allocation(one) for one in proposal.allocations],
        "unallocated_minor": proposal.unallocated_minor,
        "alternatives": [_alternative(one) for one in proposal.alternatives],
        "reasons": reasons_of(proposal),
        "warnings": warnings_of(proposal),
    }


def _allocation(one: Allocation) -> dict[str, object]:
    return {
        "invoice_id": one.item.item_id,
        "invoice_number": one.item.number,
        "document": one.item.document.value,
        "allocated_minor": one.allocated_minor,
        "discount_minor": one.discount_minor,
    }


def _alternative(one: Alternative) -> dict[str, object]:
    return {
        "invoice_id": one.item_id,
        "invoice_number": one.number,
        "party": one.party_name,
        "open_minor": one.open_minor,
        "probability": round(one.probability, _PROBABILITY_DIGITS),
    }
