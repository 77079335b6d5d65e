"""The blocking rules: which open items a line may be about.

Equal amount alone is no block: with retainers it joins everything with everything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from reconcile.matching.finding.pairs import Found, found, strongest
from reconcile.matching.knowing.blocking import Blocking
from reconcile.matching.knowing.crowded import crowded_of
from reconcile.matching.knowing.numbers import Named, named_in
from reconcile.matching.knowing.reference_tails import documents_at_end
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.offers import KeyIndex, number_offers, text_offers
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.text import IN_FULL, Strength


def by_creditor_reference(blocking: Blocking) -> Found:
    """The structured reference of the line is a reference or the number of the document (ISO 11649, QRR, OGM)."""
    return found(*blocking.of_references, reference=True)


def by_number_key(blocking: Blocking) -> Found:
    """A key of the document's number, or of another of its texts, stands in the text of the line; a key that many
    documents hold counts among the payer's own."""
    world, texts = blocking.world, blocking.quotable
    every = np.arange(len(world.items))
    # a further text that several documents carry names none of them
    strengths = np.where(texts.shared, Strength.WEAK, Strength.REFERENCE)
    offers = number_offers(texts.numbers, every, texts.written)
    index = KeyIndex(offers + text_offers(texts.further, texts.item, strengths), world.rules.max_key_holders)
    crowded = crowded_of(blocking, index)
    names = [item.party_names for item in world.items]
    named = Named.of([named_in(piece, index, crowded, apart=texts.apart, names=names) for piece in world.texts.pieces])
    lines = world.texts.line[named.text]
    kept = _of_a_range(world, lines, named)
    strength, span = named.strength[kept].astype(np.int64), named.span[kept]
    return found(lines[kept], named.item[kept], number=strength, span=span)


def _of_a_range(world: World, lines: Ints, named: Named) -> Bools:
    """What a range names counts where the text by itself names its party, and another document of it: `000095 - 000132`
    names no strangers between, and `1043-55` may be one number. Where it names nothing by itself, all counts."""
    of_range, kept = world.texts.of_range[named.text], np.ones(len(lines), dtype=bool)
    rows = np.flatnonzero(are_in(lines, np.unique(lines[of_range])))  # of few lines
    line, item, written = lines[rows], named.item[rows], of_range[rows]
    by_party = line * len(world.parties.names) + world.item_columns["party"][item]
    documents = np.unique(np.stack((by_party, item), axis=1), axis=0)[:, 0]
    parties, times = np.unique(documents, return_counts=True)
    several = are_in(by_party, parties[times > 1]) & are_in(by_party, np.unique(by_party[~written]))
    meant = several | are_in(by_party, np.unique(by_party[~written & (named.strength[rows] >= IN_FULL)]))
    kept[rows] = ~written | meant | ~are_in(line, np.unique(line[~written]))
    return kept


def by_end_of_reference(blocking: Blocking) -> Found:
    """The structured reference of the line is no document's, and ends with the number of one the payer has open, in its
    direction and currency; of several it is a hint."""
    world, own = blocking.world, set(blocking.of_references[0].tolist())
    asked = [(line, text) for line, text in zip(*world.paid_references, strict=True) if line not in own]
    groups = {"iban": blocking.owners(), **blocking.namesakes}
    payers = [(group, blocking.payers[column].codes) for column, group in groups.items()]
    line, item, strength = documents_at_end(
        asked, blocking.quotable.numbers, np.array(world.parties.of_items, dtype=np.int64), payers
    )
    one, other = world.line_columns, world.item_columns
    kept = (other["open"][item] > 0) & (one["flow"][line] == other["flow"][item])
    kept &= one["currency"][line] == other["currency"][item]
    pairs = found(line[kept], item[kept], number=strength[kept])
    alone = np.bincount(pairs.line)[pairs.line] == 1 if len(pairs) else np.zeros(0, dtype=bool)
    return replace(pairs, number=np.where(alone, pairs.number, np.minimum(pairs.number, Strength.WEAK)))


def by_account_and_amount(blocking: Blocking) -> Found:
    """The counterparty's account is known for a party, and the amount is one it owes, plain or discounted."""
    return found(*blocking.owed.by_one_of(blocking.owners(), blocking.payers["iban"].codes))


def by_name_and_amount(blocking: Blocking) -> Found:
    """The counterparty's folded name is, or resembles, a party's, and the amount is one it owes."""
    ways = blocking.namesakes.items()
    return strongest([found(*blocking.owed.by_one_of(parties, blocking.payers[one].codes)) for one, parties in ways])


def by_rare_amount(blocking: Blocking) -> Found:
    """The amount is one that hardly any open item has. Common amounts are no block: with retainers they join everything
    with everything."""
    return found(*blocking.owed.by_few(blocking.world.rules.max_amount_holders))


Block = Callable[[Blocking], Found]

NAMING: tuple[Block, ...] = (by_creditor_reference, by_number_key)
BY_PARTY: tuple[Block, ...] = (by_end_of_reference, by_account_and_amount, by_name_and_amount, by_rare_amount)
BLOCKS = (*NAMING, *BY_PARTY)
