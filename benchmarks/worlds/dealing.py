"""How many events of each kind a world holds, and to whom they happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from worlds.calendar import MONTHS
from worlds.cast import Party, weights_of
from worlds.dice import Dice, Weighted, deck
from worlds.mixtures import Mixtures

if TYPE_CHECKING:
    from worlds.ledger import Book


def decks_of(dice: Dice, mix: Mixtures, payments: int) -> tuple[list[str], list[str], list[str]]:
    """Names of events of customers, of suppliers, and of customers we collect from; each event once."""

    def lines(name: str) -> int:
        return round(payments * mix.of(name))

    discounts, credits_, incoming = lines("discount"), lines("credit"), mix.of("incoming")
    refunds = round(credits_ * mix.of("credit_refunded"))
    own = round(discounts * mix.of("discount_incoming"))
    collected = round(payments * (1 - incoming) * mix.of("collected"))
    returned = round(collected * mix.of("collected_returned"))
    late = round(discounts * mix.of("discount_late"))
    both = {
        "several": lines("several"),
        "instalments": round(lines("instalment") / 3),
        "partial": lines("partial"),
        "duplicate": lines("duplicate"),
        "netted": credits_ - refunds,
        "refunded": refunds,
    }
    out = {name: round(count * (1 - incoming)) for name, count in both.items()}
    away = {name: count - out[name] for name, count in both.items()}
    out |= {
        "discount": discounts - own - late,
        "late": late,
        "overpaid": lines("overpaid"),
        "fee": lines("fee_deducted"),
        "rounded": lines("rounded"),
        "foreign": lines("foreign_currency"),
    }
    away |= {"own discount": own}
    used = sum(_LINES.get(name, 1) * count for cards in (out, away) for name, count in cards.items())
    plain = payments - used - collected - 2 * returned  # a return and, after it, the payment that was owed
    out["plain"] = round(plain * (1 - incoming)) - round(collected * incoming)
    away["plain"] = plain - out["plain"]
    unpaid = mix.of("unpaid") / (1 - mix.of("unpaid"))
    for cards in (out, away):
        cards["unpaid"] = round(unpaid * sum(_DOCUMENTS.get(name, 1.0) * count for name, count in cards.items()))
    drawn = {"collected": collected - returned, "returned": returned, "unpaid": round(unpaid * collected)}
    return tuple(deck(dice, sum(cards.values()), list(cards.items())) for cards in (out, away, drawn))  # type: ignore[return-value]


_LINES = {"instalments": 3, "duplicate": 2}
_DOCUMENTS = {"several": 3.2, "netted": 2.3}


def deal(book: Book, events: list[str], parties: list[Party]) -> None:
    """Monthly parties take events until their twelve months are full; the others share the rest by weight."""
    for party in parties:
        book.months_left = MONTHS if party.retainer else 0
        while book.months_left > 0 and events:
            book.settle(events.pop(), party)
    book.months_left = 0
    rest = [party for party in parties if not party.retainer] or parties
    table = Weighted(weights_of(rest))
    for event in events:
        book.settle(event, rest[table.place(book.dice)])
