"""Documents get their numbers, in the order they were written, each agency and supplier by its own scheme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from worlds.calendar import day_of
from worlds.cast import House, Party
from worlds.dice import Dice
from worlds.ledger import Doc
from worlds.numbers import key, squeezed, written
from worlds.references import structured

#: Of customers' invoices, how many carry the customer's order number.
_ORDERED = 0.22


def number_all(dice: Dice, docs: Iterable[Doc], family: str) -> None:
    ours: dict[int, list[Doc]] = defaultdict(list)
    theirs: dict[str, list[Doc]] = defaultdict(list)
    houses: dict[int, House] = {}
    for doc in docs:
        if doc.party.sign > 0:
            houses.setdefault(id(doc.party.house), doc.party.house)
            ours[id(doc.party.house)].append(doc)
        else:
            theirs[doc.party.party_id].append(doc)
    for name, house in houses.items():  # in order of appearance: `id` never decides anything
        _number_ours(dice, ours[name], house, family)
    for group in theirs.values():
        _number_theirs(dice, group, group[0].party, family)


def _number_ours(dice: Dice, docs: list[Doc], house: House, family: str) -> None:
    docs.sort(key=lambda doc: (doc.day, doc.adjacent))
    sequence, in_month, month = dice.between(3, 60), 0, 0
    for doc in docs:
        day = day_of(family, doc.day)
        in_month = in_month + 1 if day.month == month else 1
        month = day.month
        sequence += 1
        number = written(
            house.scheme, day=day, sequence=sequence, in_month=in_month, start=house.start, code=house.code
        )
        _set_number(doc, number)
        if house.reference_kind:
            doc.reference = structured(house.reference_kind, doc.number, sequence)
        elif house.customer_number_in_reference:
            doc.reference = doc.party.number
        if dice.chance(_ORDERED):
            doc.order = dice.pick(("45", "B", "PO-", "1-")) + dice.digits(dice.between(5, 8))


def _number_theirs(dice: Dice, docs: list[Doc], party: Party, family: str) -> None:
    """They write to others too, so their numbers run ahead between two of ours."""
    docs.sort(key=lambda doc: (doc.day, doc.adjacent))
    sequence, in_month, month, group = dice.between(3, 4000), dice.between(0, 8), 0, 0
    reach = dice.pick((2, 8, 40))
    for doc in docs:
        day = day_of(family, doc.day)
        step = 1 if doc.adjacent and doc.adjacent == group else dice.between(1, reach)
        in_month = in_month + step if day.month == month else dice.between(1, 9)
        month, group = day.month, doc.adjacent
        sequence += step
        number = written(party.scheme, day=day, sequence=sequence, in_month=in_month, start=10000, code=party.code)
        _set_number(doc, number)


def _set_number(doc: Doc, number: str) -> None:
    doc.number = number
    doc.key, doc.squeezed = key(doc.number), squeezed(doc.number)
