"""Number keys that many documents hold: `000284` is the number of every third supplier's invoice.

Such a key names nobody by itself (`offers.KeyIndex`). Beside the payer it names one document: so it is looked up among
the documents of the parties the line's account or names stand for, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from reconcile.matching.offers import KeyIndex, Offers, Strengths, members
from reconcile.matching.runs import Hashes, Ints

if TYPE_CHECKING:
    from reconcile.matching.world import World

_MIX = np.uint64(0xD6E8FEB86659FD93)  # odd: no two parties become one


class CrowdedIndex:
    """(key, payer of the text) → that payer's documents."""

    def __init__(self, crowded: Offers, max_holders: int, party_of_item: Ints, payers: Sequence[Sequence[int]]) -> None:
        """`crowded`: what too many documents offer. `payers`: of each text the parties its line may come from."""
        self._keys = np.unique(crowded.key)
        parties = party_of_item[crowded.item]
        own = Offers(_joined(crowded.key, parties), crowded.item, crowded.strength)
        self._index = KeyIndex(own, max_holders)
        counts = np.array([len(group) for group in payers], dtype=np.int64)
        self._count, self._first = counts, np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self._payer = np.array([party for group in payers for party in group], dtype=np.int64)

    def lookup(self, keys: Hashes, texts: Ints) -> tuple[Ints, Ints, Strengths]:
        """(place in `keys`, item, strength) of every hit."""
        if not len(self._keys) or not len(self._payer):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int8)
        found = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        places = np.flatnonzero((self._keys[found] == keys) & (self._count[texts] > 0))
        times = self._count[texts[places]]
        asked = np.repeat(places, times)
        rows = members(self._first[texts[places]], times)
        hit, item, strength = self._index.lookup(_joined(keys[asked], self._payer[rows]))
        return asked[hit].astype(np.int64), item, strength


def _joined(keys: Hashes, parties: Ints) -> Hashes:
    return (keys ^ (parties.astype(np.uint64) + np.uint64(1)) * _MIX) * _MIX


def crowded_of(world: World, index: KeyIndex) -> CrowdedIndex:
    """For the texts of all lines. The parties are those of master data and earlier payments, and those of the names."""
    columns = (world.line_columns[column] for column in ("iban", "name", "ultimate"))
    asked = list(zip(*columns, strict=True))
    answers = {one: _parties(world, *one) for one in dict.fromkeys(asked)}
    payers = [answers[one] for one in asked]
    of_items = np.array(world.parties.of_items, dtype=np.int64)
    of_texts = [payers[line] for line in world.texts.line.tolist()]
    return CrowdedIndex(index.crowded, world.rules.max_key_holders, of_items, of_texts)


def _parties(world: World, iban: str, *names: str) -> list[int]:
    by_name = [world.names.resolve(name, world.rules.name_floor) for name in names if name]
    return sorted({party for group in (world.parties.of_account(iban), *by_name) for party in group})
