"""Everything derived once per run that blocks, signals and gates look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

import numpy as np

from reconcile.matching.columns import Columns, Gathered, arrays, items_frame, lines_frame
from reconcile.matching.fellows import Fellows
from reconcile.matching.knowing.booked import Booked
from reconcile.matching.knowing.classify import Said, own_ibans_of
from reconcile.matching.knowing.habits import Habits
from reconcile.matching.knowing.instalments import paid_in_parts
from reconcile.matching.knowing.known_names import KnownNames
from reconcile.matching.knowing.named_parties import NamedParties
from reconcile.matching.knowing.paid_lately import PaidLately
from reconcile.matching.knowing.recurring import Recurring
from reconcile.matching.knowing.references import PaidReferences, paid_references
from reconcile.matching.knowing.settled import Settled
from reconcile.matching.knowing.stated_dates import StatedDates
from reconcile.matching.knowing.superseded import superseded
from reconcile.matching.knowing.titles import Titles
from reconcile.matching.parties import NameIndex, Parties
from reconcile.matching.reading.known_numbers import KnownNumbers
from reconcile.matching.reading.other_numbers import OtherNumbers
from reconcile.matching.reading.texts import Texts
from reconcile.matching.rules import Rules
from reconcile.matching.scoring import Scale
from reconcile.matching.solution import Doubt
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
    named_parties: NamedParties
    known_names: KnownNames
    fellows: Fellows
    titles: Titles
    dates: StatedDates
    line_columns: Columns
    item_columns: Columns
    rules: Rules
    scale: Scale
    texts: Texts
    paid_references: PaidReferences
    said: Said
    other_numbers: OtherNumbers
    known_numbers: KnownNumbers
    settled: Settled
    booked: Booked
    lately: PaidLately
    habits: Habits
    recurring: Recurring
    superseded: Mapping[int, Doubt]  #: by item
    paid_in_parts: Mapping[int, frozenset[int]]  #: by item, the sizes of the parts

    def day_of(self, line: int) -> date:
        return self.lines[line].transaction.booking_date


def build_world(lines: Sequence[BankLine], books: Books, items: Sequence[OpenItem], rules: Rules) -> World:
    parties = Parties(items, books.known_accounts)
    names = NameIndex(parties.names)
    item_columns = arrays(items_frame(items, parties.of_items))
    line_columns = arrays(lines_frame(lines, np.sort(item_columns["open"])))
    fellows = Fellows(item_columns)
    dates = StatedDates([line.transaction.remittance for line in lines], line_columns, item_columns, fellows)
    texts, own_ibans = Texts(lines), own_ibans_of(lines, books, rules.own_ibans)
    paid = paid_references([line.transaction for line in lines], texts)
    return World(
        lines, items, parties, names, NamedParties(lines, items, parties, fellows),
        KnownNames(items, books.settled), fellows,
        Titles(lines, items, fellows, books.settled), dates, line_columns, item_columns, rules, Scale(rules), texts,
        paid, Said(lines, own_ibans), OtherNumbers([item.number for item in items]),
        KnownNumbers(items, books.settled),
        Settled(books.settled, items, texts, paid, line_columns, max_holders=rules.max_key_holders),
        Booked(lines, books.payments), PaidLately(books.payments), Habits(books.payments, books.settled),
        Recurring(lines, line_columns, texts), superseded(items, books.settled), paid_in_parts(items, books.payments),
    )  # fmt: skip


def sides(world: World, pairs: Columns) -> tuple[Gathered, Gathered]:
    return Gathered(world.line_columns, pairs["line"]), Gathered(world.item_columns, pairs["item"])
