"""A proposal as the rows of its bookings: column name → text, without apostrophes (review.md, the proposals file).

One row per booking (transaction x invoice); a proposal without allocations has one row with an empty invoice.
"""

from __future__ import annotations

from importers.amounts import to_decimal
from reconcile.records import Allocation, Alternative, DifferenceKind, Document, Proposal
from reconcile.review.cells import in_groups, one_line, unsigned

Row = dict[str, str]


def rows_of(proposal: Proposal, mark: str) -> list[Row]:
    """The rows in the order of the allocations, editable columns as proposed, `decision` and `note` empty."""
    shared = {**_bank_cells(proposal, mark), **_proposal_cells(proposal, mark)}
    if not proposal.allocations:
        return [shared]
    total = len(proposal.allocations)
    return [
        {**shared, "part": _part(place, total), **_booking_cells(proposal, allocation, mark)}
        for place, allocation in enumerate(proposal.allocations, 1)
    ]


def reasons_of(proposal: Proposal) -> list[str]:
    return [text for text in (*proposal.reasons, proposal.missing) if text]


def warnings_of(proposal: Proposal) -> list[str]:
    """The proposal's and its line's, each once."""
    return list(dict.fromkeys(text for text in (*proposal.warnings, *proposal.line.flags) if text))


def shown_kind(proposal: Proposal, allocation: Allocation) -> DifferenceKind:
    """One column for two things: the allocation's own difference, else that of the line's rest."""
    return allocation.difference_kind or rest_kind(proposal)


def rest_kind(proposal: Proposal) -> DifferenceKind:
    return proposal.difference_kind if proposal.unallocated_minor else DifferenceKind.NONE


def rest_minor(amount_minor: int, allocations: tuple[Allocation, ...]) -> int:
    """amount − Σ invoice parts + Σ credit parts, seen without sign; below 0 when more is allocated than was paid."""
    signs = {Document.INVOICE: -1, Document.CREDIT: 1}
    return abs(amount_minor) + sum(signs[one.item.document] * abs(one.allocated_minor) for one in allocations)


def _part(place: int, total: int) -> str:
    """Never `1/3`: a spreadsheet makes it a date."""
    return f"{place} of {total}" if total > 1 else ""


def _bank_cells(proposal: Proposal, mark: str) -> Row:
    transaction = proposal.line.transaction
    return {
        "date": transaction.booking_date.isoformat(),
        "amount": unsigned(transaction.amount_minor, transaction.currency, mark),
        "direction": transaction.direction,
        "currency": one_line(transaction.currency),
        "counterparty": one_line(transaction.counterparty_name),
        "remittance": one_line(transaction.remittance),
        "line": str(transaction.line) if transaction.line else "",
        "value_date": transaction.value_date.isoformat() if transaction.value_date else "",
        "iban": in_groups(one_line(transaction.counterparty_iban)),
        "reference": in_groups(one_line(transaction.creditor_reference)),
        "statement": one_line(proposal.line.statement),
        "bank_reference": one_line(transaction.bank_reference),
        "transaction_id": one_line(transaction.transaction_id),
    }


def _proposal_cells(proposal: Proposal, mark: str) -> Row:
    transaction = proposal.line.transaction
    rest = max(0, rest_minor(transaction.amount_minor, proposal.allocations))
    return {
        "light": proposal.verdict.value,
        "difference_kind": rest_kind(proposal).value,
        "why": one_line("; ".join(reasons_of(proposal))),
        "warning": one_line("; ".join(warnings_of(proposal))),
        "alternatives": one_line("; ".join(_alternative(one, transaction.currency) for one in proposal.alternatives)),
        "kind": one_line(proposal.kind),
        "rest": unsigned(rest, transaction.currency, mark),
        "confidence": f"{proposal.confidence:.4f}".replace(".", mark),
        "proposal_id": proposal.proposal_id,
        "run_id": proposal.run_id,
    }


def _booking_cells(proposal: Proposal, allocation: Allocation, mark: str) -> Row:
    item, currency = allocation.item, proposal.line.transaction.currency
    return {
        "invoice": one_line(item.number),
        "party": one_line(item.party_name),
        "open_amount": unsigned(item.open_minor, currency, mark),
        "allocate": unsigned(allocation.allocated_minor, currency, mark),
        "difference": unsigned(difference_minor(allocation), currency, mark),
        "difference_kind": shown_kind(proposal, allocation).value,
        "document": item.document.value,
        "invoice_id": one_line(item.item_id),
    }


def difference_minor(allocation: Allocation) -> int | None:
    """What stays open of the item, never below 0; None when it is not known what is open."""
    if allocation.item.open_minor is None:
        return None
    return max(0, allocation.item.open_minor - abs(allocation.allocated_minor))


def _alternative(one: Alternative, currency: str) -> str:
    open_amount = "unknown" if one.open_minor is None else f"{to_decimal(one.open_minor, currency):f}"
    return f"{one.number} ({open_amount})"
