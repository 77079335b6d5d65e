"""A world measured against its mixtures and against what issue D asks: every share counted again from the result.

Counted from lines, books and truth wherever they show it (a number that stands in the text, a name that equals the
master data, an account in the books, documents a line settles); by the truth's traits where only the generator knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from importers.statement import Transaction
from reconcile.records import Document, OpenItem, Side
from worlds.build import World
from worlds.ceiling import ceiling_of
from worlds.mixtures import Share, shares
from worlds.truth import Truth


@dataclass(frozen=True, slots=True)
class Measured:
    share: Share
    hits: int
    base: int

    @property
    def value(self) -> float:
        return self.hits / self.base if self.base else 0.0

    @property
    def sampling_error(self) -> float:
        """Three standard deviations of a share of this size, and one hit: decks are rounded."""
        expected = self.share.value
        return 3 * sqrt(expected * (1 - expected) / max(1, self.base)) + 1 / max(1, self.base)

    @property
    def is_hard_enough(self) -> bool:
        """At least as hard as the issue asks, sampling error aside."""
        if not self.share.bound:
            return True
        slack = self.sampling_error
        if self.share.bound == "at most":
            return self.value <= self.share.limit + slack
        return self.value >= self.share.limit - slack


@dataclass(slots=True)
class _Counts:
    """A world gone through once."""

    world: World
    items: Mapping[str, OpenItem]
    payments: list[tuple[Transaction, Truth]]
    traits: Counter[str]


def measure(world: World) -> list[Measured]:
    """Of every share of the mixtures that can be seen in a world."""
    counts = _counts(world)
    return [
        Measured(share, *_MEASURES[name](counts)) for name, share in shares(world.family).items() if name in _MEASURES
    ]


def _counts(world: World) -> _Counts:
    pairs = [(line.transaction, truth) for line, truth in zip(world.lines, world.truths, strict=True)]
    return _Counts(
        world=world,
        items={item.item_id: item for item in world.books.items},
        payments=[(line, truth) for line, truth in pairs if _is_payment(truth)],
        traits=Counter(trait for truth in world.truths for trait in truth.traits),
    )


def _is_payment(truth: Truth) -> bool:
    """A line about documents whose text somebody wrote: not the bank's own of a returned debit."""
    return bool(truth.allocations or truth.about) and truth.reason != "returned debit"


def _documents(counts: _Counts, truth: Truth) -> list[OpenItem]:
    return [counts.items[one] for one, _ in truth.allocations] or [counts.items[one] for one in truth.about]


# ------------------------------------------------------------------------------------------------------- the measures


def _of_payments(*traits: str) -> Callable[[_Counts], tuple[int, int]]:
    return lambda counts: (sum(counts.traits[trait] for trait in traits), len(counts.payments))


def _of_trait(trait: str, base: str) -> Callable[[_Counts], tuple[int, int]]:
    return lambda counts: (counts.traits[trait], counts.traits[base])


def _printed(counts: _Counts) -> tuple[int, int]:
    """Every document's number stands in the text, character by character, and the generator did not mangle it."""
    hits = sum(
        1
        for line, truth in counts.payments
        if "text mangled" not in truth.traits
        and "text nothing" not in truth.traits
        and all(item.number in line.remittance for item in _documents(counts, truth))
    )
    return hits, len(counts.payments)


def _name_equal(counts: _Counts) -> tuple[int, int]:
    pairs = [(line, _documents(counts, truth)[0]) for line, truth in counts.payments]
    return sum(line.counterparty_name in item.party_names for line, item in pairs), len(pairs)


def _unequal(kind: str) -> Callable[[_Counts], tuple[int, int]]:
    def measured(counts: _Counts) -> tuple[int, int]:
        equal, base = _name_equal(counts)
        return counts.traits[f"name {kind}"], base - equal

    return measured


def _accounts(side: Side) -> Callable[[_Counts], tuple[int, int]]:
    def measured(counts: _Counts) -> tuple[int, int]:
        known = {one.party_id for one in counts.world.books.known_accounts if one.side is side}
        everybody = {item.party_id for item in counts.items.values() if item.side is side}
        return len(known & everybody), len(everybody)

    return measured


def _master_data(counts: _Counts) -> tuple[int, int]:
    known = {one.party_id for one in counts.world.books.known_accounts if one.provenance == "master data"}
    everybody = {item.party_id for item in counts.items.values() if item.side is Side.OUTGOING}
    return len(known), len(everybody)


def _noise(counts: _Counts) -> tuple[int, int]:
    return sum(truth.is_noise for truth in counts.world.truths), len(counts.world.lines)


def _look_alikes(counts: _Counts) -> tuple[int, int]:
    return counts.traits["look-alike"], _noise(counts)[0]


def _monthly(side: str) -> Callable[[_Counts], tuple[int, int]]:
    """Parties with at least six documents of one amount, of those with any document."""

    def measured(counts: _Counts) -> tuple[int, int]:
        equal = Counter((item.party_id, item.gross_minor) for item in counts.items.values() if item.side == side)
        parties = {party for party, _ in equal}
        return len({party for (party, _), count in equal.items() if count >= 6}), len(parties)

    return measured


def _several(counts: _Counts) -> tuple[int, int]:
    """More than one document and no credit note among them."""
    hits = 0
    for _, truth in counts.payments:
        kinds = [item.document for item in _documents(counts, truth)]
        hits += len(truth.allocations) > 1 and Document.CREDIT not in kinds
    return hits, len(counts.payments)


def _paid_ahead(counts: _Counts) -> tuple[int, int]:
    """Older than all documents they are about."""
    hits = sum(
        all(
            item.invoice_date is not None and line.booking_date < item.invoice_date
            for item in _documents(counts, truth)
        )
        for line, truth in counts.payments
    )
    return hits, len(counts.payments)


def _credits(counts: _Counts) -> tuple[int, int]:
    hits = sum(
        any(item.document is Document.CREDIT for item in _documents(counts, truth)) for _, truth in counts.payments
    )
    return hits, len(counts.payments)


def _unpaid(counts: _Counts) -> tuple[int, int]:
    touched = {one for truth in counts.world.truths for one in (*dict(truth.allocations), *truth.about)}
    return sum(item not in touched for item in counts.items), len(counts.items)


_MEASURES: dict[str, Callable[[_Counts], tuple[int, int]]] = {
    "number_printed": _printed,
    "nothing_useful": _of_payments("text nothing"),
    "customer_number_only": _of_payments("text customer number"),
    "number_mangled": _of_payments("text mangled"),
    "structured_reference": _of_payments("text structured"),
    "end_to_end_only": _of_payments("text end to end"),
    "name_equal": _name_equal,
    **{
        f"name_{kind}": _unequal(kind.replace("_", " "))
        for kind in ("legal_form", "umlaut", "upper", "cut", "word_order", "person", "parent", "payment_service")
    },
    "name_ultimate": _unequal("ultimate"),
    "customer_account_known": _accounts(Side.OUTGOING),
    "customer_account_in_master_data": _master_data,
    "supplier_account_known": _accounts(Side.INCOMING),
    "noise": _noise,
    "noise_look_alike": _look_alikes,
    "retainer": _monthly("outgoing"),
    "subscription": _monthly("incoming"),
    "paid_before_invoice": _paid_ahead,
    "several": _several,
    "several_unlisted": _of_trait("several unlisted", "several"),
    "several_short": _of_trait("several short", "several"),
    "discount": _of_payments("discount"),
    "discount_late": _of_trait("discount late", "discount"),
    "discount_incoming": _of_trait("discount incoming", "discount"),
    "instalment": _of_payments("instalment"),
    "partial": _of_payments("partial"),
    "overpaid": _of_payments("overpaid"),
    "duplicate": _of_payments("duplicate"),
    "credit": _credits,
    "collected_returned": _of_trait("returned debit", "collected"),
    "fee_deducted": _of_payments("fee deducted"),
    "rounded": _of_payments("rounded"),
    "foreign_currency": _of_payments("foreign currency"),
    "unpaid": _unpaid,
}


# --------------------------------------------------------------------------------------------------------------- words


def table(world: World) -> Iterator[str]:
    """Shares, then what the world holds, then the ceiling."""
    yield f"seed {world.seed}, family {world.family}, {len(world.lines)} lines, {len(world.books.items)} documents"
    yield f"{'share':<34}{'of':<32}{'count':>8}{'measured':>10}{'meant':>8}  issue D"
    for one in measure(world):
        asked = f"{one.share.bound} {one.share.limit}" if one.share.bound else ""
        verdict = "" if one.is_hard_enough else "  MISSED"
        figures = f"{one.hits:>8}{one.value:>10.4f}{one.share.value:>8.3f}"
        yield f"{one.share.name:<34}{one.share.of:<32}{figures}  {asked}{verdict}".rstrip()
    yield from _reasons(world.truths)
    yield from _ceiling(world.truths)


def _reasons(truths: Sequence[Truth]) -> Iterator[str]:
    reasons = Counter(truth.reason for truth in truths if truth.reason)
    yield "lines that are booked on no document: " + ", ".join(
        f"{name} {count}" for name, count in sorted(reasons.items())
    )


def _ceiling(truths: Sequence[Truth]) -> Iterator[str]:
    top = ceiling_of(truths)
    yield (
        f"ceiling: booking F1 {top.booking_f1:.4f}, value-exact F1 {top.value_f1:.4f} "
        f"({top.decidable} of {top.bookings} bookings decidable, {top.value_decidable} to the cent)"
    )
    undecidable = Counter(truth.traits[0] for truth in truths if truth.allocations and not truth.decidable)
    yield "undecidable lines by kind: " + ", ".join(f"{name} {count}" for name, count in sorted(undecidable.items()))
    yield f"guessing the oldest of equal ones would hit {top.oldest_right} of the undecidable bookings"
