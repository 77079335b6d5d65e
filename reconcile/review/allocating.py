"""One approved row → its allocation: the invoice it means, the amount, and what the difference is called.

Whatever cannot be read without a guess is a Problem; a stored allocation nobody touched is taken as it is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from importers.amounts import AmountError, exact_text, to_minor
from importers.errors import Problem
from reconcile.records import Allocation, DifferenceKind, Document, OpenItem, Proposal
from reconcile.review.cells import one_line
from reconcile.review.damage import amount_readings, same_amount
from reconcile.review.finding import items_meant, items_numbered, without_zeros
from reconcile.review.placing import PlacedRow, may_mean, means
from reconcile.review.wording import KINDS, kind_of, shown_kinds

#: The open items a typed invoice number can mean; where it means none, perhaps those with numbers near it.
FindItems = Callable[[Proposal, str], Sequence[OpenItem]]


class Unclear(Exception):
    """A row that cannot be read without a guess; never leaves `review`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Part:
    """What one row asks for, before the rest of the line is known."""

    placed: PlacedRow
    item: OpenItem
    minor: int  #: > 0; the sign comes from document and line
    kind: DifferenceKind  #: as the cell says; of the allocation or of the line's rest
    untouched: Allocation | None  #: the stored one, when nothing of it was edited

    @property
    def order(self) -> tuple[int, bool, str, str]:
        """Independent of the order of the rows in the file."""
        return self.placed.part, self.untouched is None, self.item.number, self.item.item_id

    @property
    def difference_minor(self) -> int | None:
        return None if self.item.open_minor is None else self.item.open_minor - self.minor


def part_of(placed: PlacedRow, proposal: Proposal, find_items: FindItems, *, alone: bool) -> Part | None:
    """The part a row asks for; None for an explicit allocate of 0. Raises Unclear.

    `alone`: the only row of its proposal, so that an empty allocate can only mean as much as possible.
    """
    stored = proposal.allocations[placed.part] if proposal.allocations else None
    item = _item(placed, proposal, stored, find_items)
    minor = _amount(placed, proposal, stored, item, alone=alone)
    if minor == 0:
        return None
    kind = _kind(placed)
    redirected = stored is None or item.item_id != stored.item.item_id
    same = stored is not None and not redirected and minor == abs(stored.allocated_minor)
    untouched = stored if same and placed.is_unchanged("difference_kind") else None
    return Part(placed, item, minor, _kept(kind, item, minor, redirected=redirected), untouched)


def allocation_of(part: Part, proposal: Proposal, rest_minor: int) -> Allocation:
    """The edited row as an allocation: signs after money.md 4, a discount recomputed from what is open."""
    if part.untouched is not None:
        return part.untouched
    positive = (proposal.line.transaction.amount_minor > 0) == (part.item.document is Document.INVOICE)
    sign = 1 if positive else -1
    kind = of_allocation(part, rest_minor)
    discount = (part.difference_minor or 0) if kind is DifferenceKind.DISCOUNT else 0
    return Allocation(
        item=part.item, allocated_minor=sign * part.minor, discount_minor=sign * discount, difference_kind=kind
    )


_OF_INVOICE_ONLY = (DifferenceKind.DISCOUNT, DifferenceKind.PART_PAYMENT)


def of_allocation(part: Part, rest_minor: int) -> DifferenceKind:
    """The kind, where it speaks of what stays open of the invoice."""
    if part.kind is DifferenceKind.OVERPAYMENT or part.difference_minor == 0:
        return DifferenceKind.NONE
    if part.kind in _OF_INVOICE_ONLY or part.difference_minor is not None or not rest_minor:
        return part.kind
    return DifferenceKind.NONE


def of_rest(part: Part, rest_minor: int, stored_kind: DifferenceKind) -> DifferenceKind:
    """The kind, where it speaks of what is left of the line."""
    if not rest_minor:
        return DifferenceKind.NONE
    if part.untouched is not None:
        return DifferenceKind.NONE if part.untouched.difference_kind else stored_kind
    return DifferenceKind.NONE if part.kind in _OF_INVOICE_ONLY else part.kind


# ---------------------------------------------------------------------------------------------------------- invoice


def _item(placed: PlacedRow, proposal: Proposal, stored: Allocation | None, find_items: FindItems) -> OpenItem:
    number = one_line(stored.item.number) if stored else ""
    typed = placed.row.cell("invoice") if placed.row.has("invoice") else number
    if stored and typed == number:
        return stored.item
    if not typed:
        raise Unclear(_no_invoice(placed, proposal))
    near = list({item.item_id: item for item in find_items(proposal, typed)}.values())
    found = items_meant(near, typed)
    if stored and (means(number, typed) or may_mean(number, typed)):
        if others := _others(stored.item, found, typed, exactly=means(number, typed)):
            raise Unclear(_two_meanings(placed, number, one_line(others[0].number)))
        return stored.item
    if len(found) > 1:
        raise Unclear(_several(placed, found))
    if not items_numbered(found, typed):  # what only a spreadsheet could have meant is a suggestion
        raise Unclear(_none(placed, proposal, typed, near))
    return found[0]


def _others(stored: OpenItem, found: Sequence[OpenItem], typed: str, *, exactly: bool) -> list[OpenItem]:
    """What else may be meant. Where only case or blanks changed, only what is numbered exactly as typed."""
    others = [item for item in found if item.item_id != stored.item_id]
    return [item for item in others if not exactly or one_line(item.number) == typed]


NO_INVOICE = "there is a yes, but no invoice to book it on"


def _no_invoice(placed: PlacedRow, proposal: Proposal) -> Problem:
    remedy = f"type the number of an open invoice{_near(proposal, '')}, or answer no"
    return placed.row.problem("invoice", NO_INVOICE, remedy)


def _two_meanings(placed: PlacedRow, number: str, other: str) -> Problem:
    sentence = f"can be {number} as a spreadsheet damaged it, or the open invoice {other}"
    return placed.row.problem("invoice", sentence, "write the number in full, with its leading zeros, outside Excel")


def _several(placed: PlacedRow, found: Sequence[OpenItem]) -> Problem:
    shown = "; ".join(_described(item) for item in found[:5])
    sentence = f"{len(found)} open documents have this number: {shown}"
    return placed.row.problem("invoice", sentence, "answer no here and book this line in Kanbert")


def _described(item: OpenItem) -> str:
    amount = "open amount unknown" if item.open_minor is None else exact_text(item.open_minor, item.currency)
    return one_line(f"{item.number} {item.party_name} ({item.side.value} {item.document.value}, {amount})")


def _none(placed: PlacedRow, proposal: Proposal, typed: str, near: Sequence[OpenItem]) -> Problem:
    remedy = f"type the number as Kanbert shows it{_near(proposal, typed, near)}, or answer no"
    return placed.row.problem("invoice", "no open document has this number", remedy)


def _near(proposal: Proposal, typed: str, near: Sequence[OpenItem] = ()) -> str:
    numbers = [allocation.item.number for allocation in proposal.allocations]
    numbers += [alternative.number for alternative in proposal.alternatives]
    same = [number for number in numbers if typed and without_zeros(number) == without_zeros(typed)]
    close = [item.number for item in near] or get_close_matches(typed, numbers, n=3, cutoff=0.5) or numbers[:3]
    close = list(dict.fromkeys([*same, *close]))[:3]
    return f" (near: {', '.join(one_line(number) for number in close)})" if close else ""


# ----------------------------------------------------------------------------------------------------------- amount


def _amount(placed: PlacedRow, proposal: Proposal, stored: Allocation | None, item: OpenItem, *, alone: bool) -> int:
    currency = proposal.line.transaction.currency
    written, cell = placed.stored.get("allocate"), placed.row.cell("allocate")
    if stored and (not placed.row.has("allocate") or _is_as_written(placed, written, cell)):
        minor = abs(stored.allocated_minor)
    elif not cell:
        minor = _as_much_as_possible(placed, proposal, stored, item, alone=alone)
    else:
        minor = _typed(placed, cell, currency)
    if item.open_minor is not None and minor > item.open_minor:
        raise Unclear(_too_much(placed, item.label, item.open_minor, currency))
    return minor


def _typed(placed: PlacedRow, cell: str, currency: str) -> int:
    readings = amount_readings(cell, placed.exponent)
    if len(readings) != 1:
        raise Unclear(_no_amount(placed, len(readings)))
    try:
        return to_minor(next(iter(readings)), currency)
    except AmountError:
        raise Unclear(_no_amount(placed, 0)) from None


def _is_as_written(placed: PlacedRow, written: str, cell: str) -> bool:
    """A text with two meanings is only the stored one where it is exactly what was written."""
    if cell in (written, written.replace(",", ".")):
        return True
    unambiguous = len(amount_readings(cell, placed.exponent)) < 2
    return bool(cell) and unambiguous and same_amount(written, cell, placed.exponent)


def _as_much_as_possible(
    placed: PlacedRow, proposal: Proposal, stored: Allocation | None, item: OpenItem, *, alone: bool
) -> int:
    """Only for an invoice typed into an unmatched row: the line, or what is open if that is less (money.md 8)."""
    if stored is not None or not alone or item.open_minor is None:
        sentence = "it is not said how much of the payment goes to this invoice"
        raise Unclear(placed.row.problem("allocate", sentence, "write the amount, or 0 for nothing"))
    return min(abs(proposal.line.transaction.amount_minor), item.open_minor)


def _no_amount(placed: PlacedRow, meanings: int) -> Problem:
    sentence = "can mean two amounts" if meanings else "is not an amount above or equal to zero"
    digits = "0" * placed.exponent
    remedy = f"write it without thousands marks and in full, like {'1200,' + digits if digits else '1200'}"
    return placed.row.problem("allocate", sentence, remedy)


def _too_much(placed: PlacedRow, number: str, open_minor: int, currency: str) -> Problem:
    """The open amount is written as the typed one is, which stands beside it."""
    typed = placed.row.cell("allocate")
    mark = "," if typed.rfind(",") > typed.rfind(".") else "."
    sentence = f"is more than is open of {number}, {exact_text(open_minor, currency, mark=mark)}"
    remedy = f"allocate at most that, and name the rest under {placed.row.header('difference_kind')}"
    return placed.row.problem("allocate", sentence, remedy)


# ------------------------------------------------------------------------------------------------------------- kind


def _kind(placed: PlacedRow) -> DifferenceKind:
    if placed.is_unchanged("difference_kind"):
        return DifferenceKind(placed.stored.get("difference_kind"))
    kind = kind_of(placed.row.cell("difference_kind"))
    if kind is None:
        kinds = shown_kinds(KINDS, placed.row.table.language)
        raise Unclear(placed.row.problem("difference_kind", "is none of the kinds", f"write {kinds}, or nothing"))
    return kind


def _kept(kind: DifferenceKind, item: OpenItem, minor: int, *, redirected: bool) -> DifferenceKind:
    """A discount is not carried over to another invoice, unless that one grants exactly this discount."""
    granted = item.open_minor is not None and item.open_minor - minor == item.discount_minor
    return DifferenceKind.NONE if redirected and kind is DifferenceKind.DISCOUNT and not granted else kind
