"""A proposal as the rows of its bookings: column name → text, without apostrophes (review.md, the proposals file).

One row per booking (transaction x invoice); a proposal without allocations has one row with an empty invoice. The same
table of cells serves every form of the file, in English or German.
"""

from __future__ import annotations

from collections.abc import Sequence

from importers.amounts import exact_text
from reconcile.language import Language, phrase
from reconcile.records import Allocation, Alternative, DifferenceKind, Document, Proposal, shown_chance
from reconcile.review.cells import in_groups, one_line, unsigned

Row = dict[str, str]


#: Columns that hold a word of ours; `why` and `warning` hold sentences.
WORDS = ("decision", "light", "direction", "part", "difference_kind", "kind", "document")


def rows_of(proposal: Proposal, mark: str, language: Language = Language.EN) -> list[Row]:
    """The rows in the order of the allocations, editable columns as proposed, `decision` and `note` empty."""
    shared = {**_bank_cells(proposal, mark), **_proposal_cells(proposal, mark, language)}
    total = len(proposal.allocations)
    bookings = [
        {"part": _part(place, total), **_booking_cells(proposal, allocation, mark)}
        for place, allocation in enumerate(proposal.allocations, 1)
    ]
    return [in_words({**shared, **booking}, language) for booking in bookings or [{}]]


def in_words(row: Row, language: Language) -> Row:
    """The words of the row in that language; a word that is none of ours stays as a person typed it."""
    return {**row, **{column: phrase(row[column], language) for column in WORDS if column in row}}


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


def _proposal_cells(proposal: Proposal, mark: str, language: Language) -> Row:
    transaction = proposal.line.transaction
    rest = max(0, rest_minor(transaction.amount_minor, proposal.allocations))
    return {
        "light": proposal.verdict.value,
        "difference_kind": rest_kind(proposal).value,
        "why": _sentences(reasons_of(proposal), language),
        "warning": _sentences(warnings_of(proposal), language),
        "alternatives": _alternatives(proposal, mark, language),
        "kind": one_line(proposal.kind),
        "rest": unsigned(rest, transaction.currency, mark),
        "confidence": _confidence(proposal, mark),
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


def _sentences(texts: Sequence[str], language: Language) -> str:
    return one_line("; ".join(phrase(text, language) for text in texts))


def _confidence(proposal: Proposal, mark: str) -> str:
    """Of the bookings of the row: where none is proposed there is nothing to be confident about."""
    return f"0{mark}{shown_chance(proposal.confidence):04}" if proposal.allocations else ""


def other_cells(proposal: Proposal) -> dict[str, tuple[str, ...]]:
    """What may stand there otherwise than with a decimal comma, and still be ours: amounts within a text with a point,
    and what earlier versions wrote. They rounded a confidence up to 1 and down to 0."""
    rounded = (f"{proposal.confidence:.4f}".replace(".", ","),) if proposal.allocations else ()
    return {
        "confidence": rounded,
        "alternatives": tuple(_alternatives(proposal, ".", language) for language in Language),
    }


def _alternatives(proposal: Proposal, mark: str, language: Language) -> str:
    currency = proposal.line.transaction.currency
    return one_line("; ".join(_alternative(one, currency, mark, language) for one in proposal.alternatives))


def _alternative(one: Alternative, currency: str, mark: str, language: Language) -> str:
    unknown = phrase("unknown", language)
    open_amount = unknown if one.open_minor is None else exact_text(one.open_minor, currency, mark=mark)
    return f"{one.number} ({open_amount})"
