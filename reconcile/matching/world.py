"""Everything derived once per run that blocks, signals and gates look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from reconcile.matching.classify import Said
from reconcile.matching.columns import Columns, Gathered, arrays, items_frame, lines_frame
from reconcile.matching.fellows import Fellows
from reconcile.matching.parties import NameIndex, Parties
from reconcile.matching.rules import Rules
from reconcile.matching.scoring import Scale
from reconcile.matching.texts import Texts
from reconcile.records import BankLine, Books, OpenItem


class Role(IntEnum):
    """What a pair may lead to."""

    BOOKABLE = 0  #: an invoice, in the direction of the line, in its currency
    CREDIT = 1  #: a credit note settled by money in this direction: for a person (money.md 1)
    NETTABLE = 2  #: named, a credit note of the side the line pays: it may be netted (money.md 9)
    WRONG_WAY = 3  #: named, but the money runs the other way
    CURRENCY = 4  #: named, but in another or an unknown currency (money.md 6)


@dataclass(frozen=True, slots=True)
class World:
    lines: Sequence[BankLine]
    items: Sequence[OpenItem]
    parties: Parties
    names: NameIndex
    fellows: Fellows
    line_frame: pd.DataFrame
    item_frame: pd.DataFrame
    line_columns: Columns  #: of the frames: single cells are read here
    item_columns: Columns
    rules: Rules
    scale: Scale
    texts: Texts
    said: Said


def build_world(lines: Sequence[BankLine], books: Books, items: Sequence[OpenItem], rules: Rules) -> World:
    parties = Parties(items, books.known_accounts)
    names = NameIndex(parties.names)
    item_frame = items_frame(items, parties.of_items)
    owed = np.sort(item_frame["open"].to_numpy())
    line_frame = lines_frame(lines, owed)
    line_columns, item_columns = arrays(line_frame), arrays(item_frame)
    return World(
        lines, items, parties, names, Fellows(parties, item_columns), line_frame, item_frame, line_columns,
        item_columns, rules, Scale(rules), Texts(lines), Said(lines),
    )  # fmt: skip


def sides(world: World, pairs: pd.DataFrame) -> tuple[Gathered, Gathered]:
    return Gathered(world.line_columns, pairs["line"].to_numpy()), Gathered(
        world.item_columns, pairs["item"].to_numpy()
    )
