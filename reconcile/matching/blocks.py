"""The blocking rules: which open items a line may be about.

Equal amount alone is no block: with retainers it joins everything with everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.crowded import crowded_of
from reconcile.matching.numbers import Named, named_in
from reconcile.matching.offers import KeyIndex, Offers, number_offers, text_offers
from reconcile.matching.pairs import Found, found, strongest
from reconcile.matching.references import keys_of, paid_references, reference_offers
from reconcile.matching.text import Strength
from reconcile.matching.world import World


def by_creditor_reference(world: World) -> Found:
    """The structured reference of the line is a reference or the number of the document (ISO 11649, QRR, OGM)."""
    lines, keys = paid_references([line.transaction for line in world.lines], world.texts)
    numbers, positions = _texts_of_items(world)
    index = KeyIndex(reference_offers(numbers, positions), world.rules.max_key_holders)
    place, item, _ = index.lookup(keys_of(keys))
    return found(np.array(lines, dtype=np.int64)[place], item, reference=True)


def by_number_key(world: World) -> Found:
    """A key of the document's number, or of another of its texts, stands in the text of the line; a key that many
    documents hold counts among the payer's own."""
    index = KeyIndex(_number_offers(world), world.rules.max_key_holders)
    crowded = crowded_of(world, index)
    named = Named.of([named_in(piece, index, crowded) for piece in world.texts.pieces])
    return found(world.texts.line[named.text], named.item, number=named.strength.astype(np.int64), span=named.span)


def _number_offers(world: World) -> Offers:
    """Numbers, and further texts; one that several documents carry (an order, a customer number) names none of them."""
    positions = np.arange(len(world.items))
    numbers = number_offers([item.number for item in world.items], positions)
    further = [(place, text) for place, item in enumerate(world.items) for text in item.references]
    held = Counter(text for _, text in further)
    for strength, shared in ((Strength.REFERENCE, False), (Strength.WEAK, True)):
        chosen = [(place, text) for place, text in further if (held[text] > 1) is shared]
        places = np.array([place for place, _ in chosen], dtype="int64")
        numbers += text_offers([text for _, text in chosen], places, strength)
    return numbers


def _texts_of_items(world: World) -> tuple[list[str], NDArray[np.int64]]:
    """Numbers and further texts, with the position of the item each belongs to."""
    pairs = [(place, text) for place, item in enumerate(world.items) for text in (item.number, *item.references)]
    return [text for _, text in pairs], np.array([place for place, _ in pairs], dtype="int64")


def by_account_and_amount(world: World) -> Found:
    """The counterparty's account is known for a party, and the amount is one it owes, plain or discounted."""
    return found(*world.owed.by_one_of(world.owners(), world.payers["iban"].codes))


def by_name_and_amount(world: World) -> Found:
    """The counterparty's folded name is, or resembles, a party's, and the amount is one it owes."""
    columns = ("name", "ultimate")
    return strongest([found(*world.owed.by_one_of(world.namesakes(one), world.payers[one].codes)) for one in columns])


def by_rare_amount(world: World) -> Found:
    """The amount is one that hardly any open item has. Common amounts are no block: with retainers they join everything
    with everything."""
    return found(*world.owed.by_few(world.rules.max_amount_holders))


Block = Callable[[World], Found]

NAMING: tuple[Block, ...] = (by_creditor_reference, by_number_key)
BY_PARTY: tuple[Block, ...] = (by_account_and_amount, by_name_and_amount, by_rare_amount)
BLOCKS = (*NAMING, *BY_PARTY)
