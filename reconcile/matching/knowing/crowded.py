"""Number keys that many documents hold: `000284` is the number of every third supplier's invoice.

Such a key names nobody by itself (`offers.KeyIndex`). Beside the payer it names one document: so it is looked up among
the documents of the parties the line's account or names stand for, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from reconcile.matching.reading.joins import Groups, OfParties, joined
from reconcile.matching.reading.offers import KeyIndex, Offers, Strengths
from reconcile.matching.reading.runs import Hashes, Ints

if TYPE_CHECKING:
    from reconcile.matching.knowing.blocking import Blocking


class CrowdedIndex:
    """(key, payer of the text) → that payer's documents."""

    def __init__(
        self, crowded: Offers, max_holders: int, party_of_item: Ints, payers: Sequence[tuple[Groups, Ints]]
    ) -> None:
        """`crowded`: what too many documents offer. `payers`: parties a text's line may come from; of each text its
        group."""
        parties = party_of_item[crowded.item]
        _, place, times = np.unique(joined(crowded.key, parties), return_inverse=True, return_counts=True)
        few = times[place] <= max_holders  # with one payer, too, a key that many documents hold names none
        self._item, self._strength = crowded.item[few], crowded.strength[few]
        self._rows = OfParties(crowded.key[few], parties[few])
        self._payers = payers

    def lookup(self, keys: Hashes, texts: Ints) -> tuple[Ints, Ints, Strengths]:
        """(place in `keys`, item, strength) of every hit."""
        place, row = self._rows.lookup(keys, *((groups, payers[texts]) for groups, payers in self._payers))
        return place, self._item[row], self._strength[row]


def crowded_of(blocking: Blocking, index: KeyIndex) -> CrowdedIndex:
    """For the texts of all lines. The parties are those of master data and earlier payments, and those of the names."""
    world, groups = blocking.world, {"iban": blocking.owners(), **blocking.namesakes}
    payers = [(group, blocking.payers[column].codes[world.texts.line]) for column, group in groups.items()]
    of_items = np.array(world.parties.of_items, dtype=np.int64)
    return CrowdedIndex(index.crowded, world.rules.max_key_holders, of_items, payers)
