"""What the blocks join lines and documents by. Made for them, and let go with them: it is large."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from reconcile.matching.columns import Coded, coded
from reconcile.matching.knowing.owed import Owed
from reconcile.matching.knowing.quotable import Quotable, quotable
from reconcile.matching.knowing.references import keys_of, reference_offers
from reconcile.matching.knowing.world import World
from reconcile.matching.reading.joins import Groups
from reconcile.matching.reading.offers import KeyIndex
from reconcile.matching.reading.runs import Ints


class Blocking:
    def __init__(self, world: World) -> None:
        self.world = world
        #: of the lines: iban, name and ultimate
        self.payers: dict[str, Coded] = {
            column: coded(world.line_columns[column]) for column in ("iban", "name", "ultimate")
        }

    @cached_property
    def owed(self) -> Owed:
        return Owed(self.world.line_columns, self.world.item_columns)

    @cached_property
    def quotable(self) -> Quotable:
        return quotable(self.world.items)

    @cached_property
    def of_references(self) -> tuple[Ints, Ints]:
        """(line, item) of structured references that are a reference or the number of a document."""
        lines, texts = self.world.paid_references
        keys = keys_of(texts)
        index = KeyIndex(reference_offers(self.quotable, keys), self.world.rules.max_key_holders)
        place, item, _ = index.lookup(keys)
        return np.array(lines, dtype=np.int64)[place], item

    def owners(self) -> Groups:
        """The parties with open items each account of `payers` is known for, as far as learned by now."""
        return Groups.of([self.world.parties.of_account(iban) for iban in self.payers["iban"].texts])

    @cached_property
    def namesakes(self) -> dict[str, Groups]:
        """The parties each name of a column of `payers` may mean."""
        resolve, floor = self.world.names.resolve, self.world.rules.name_floor
        return {
            column: Groups.of([resolve(name, floor) if name else () for name in self.payers[column].texts])
            for column in ("name", "ultimate")
        }
