"""Which open items a line may be about: the union of the blocking rules in `blocks`, and what is known of each pair.

Direction and currency are filters: what they exclude stays visible only when the text names it (money.md 1, 6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.columns import PAIR_SCHEMA, Coded, Columns, checked, named_pairs
from reconcile.matching.finding.blocks import BY_PARTY, NAMING
from reconcile.matching.finding.pair_numbers import numbers_read
from reconcile.matching.finding.pair_texts import near_numbers, title_shares
from reconcile.matching.finding.pairs import Found, strongest
from reconcile.matching.knowing.blocking import Blocking
from reconcile.matching.knowing.world import Role, World, sides
from reconcile.matching.parties import OWN_ACCOUNTS, Lesson
from reconcile.matching.reading.joins import come_once
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.text import IN_FULL, Strength
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.signals import days_early


def find_candidates(world: World) -> pd.DataFrame:
    """PAIR_SCHEMA: each (line, item) once, sorted; what joined them, and what is known of the two together."""
    blocking = Blocking(world)
    named = strongest([block(blocking) for block in NAMING])
    world.parties.learn(_lessons(world, named))
    found = strongest([named, *(block(blocking) for block in BY_PARTY)])
    pairs: dict[str, NDArray[Any]] = {name: getattr(found, name) for name in Found.__slots__}
    pairs["role"] = _roles(world, pairs)
    in_full = (pairs["number"] >= IN_FULL) | pairs["reference"]
    pairs = _chosen(pairs, in_full | ((pairs["role"] <= Role.CREDIT) & ~_before_the_invoice(world, pairs)))
    pairs["account"], pairs["name_score"] = _accounts(blocking, pairs), _name_scores(blocking, pairs)
    pairs["title"], pairs["near"] = _titles(world, pairs), _near(world, pairs)
    pairs["dated"] = world.dates.of_pairs(pairs["line"], pairs["item"])
    pairs["number"] = numbers_read(world, pairs, _party_agrees(world, pairs))
    pairs["month"] = _months(world, pairs)
    pairs = _chosen(pairs, ~_is_only_a_weak_number(world, pairs))
    pairs["names_other"] = _names_other(pairs)
    return checked(pd.DataFrame({name: pairs[name] for name in PAIR_SCHEMA}), PAIR_SCHEMA)


def _chosen(pairs: Columns, rows: Bools) -> dict[str, NDArray[Any]]:
    return {name: column[rows] for name, column in pairs.items()}


# ------------------------------------------------------------------------------------------------ what the run shows


def _lessons(world: World, named: Found) -> Iterator[Lesson]:
    """Lines that name just one document, by most of its number, and pay exactly what is open of it; and no other line
    names that document."""
    strong = (named.number >= Strength.DIGITS) | named.reference
    pairs = {"line": named.line[strong], "item": named.item[strong]}
    line, item = sides(world, pairs)
    alone = come_once(pairs["line"]) & come_once(pairs["item"])
    exact = (line["amount"] == item["open"]) & item["open_known"] & (line["iban"] != "")
    bookable = (line["flow"] == item["flow"]) & (line["currency"] == item["currency"]) & ~item["credit"]
    shown = alone & exact & bookable
    for place, position in zip(pairs["line"][shown].tolist(), pairs["item"][shown].tolist(), strict=True):
        one, record = world.lines[place].transaction, world.items[position]
        party = world.parties.of_items[position]
        yield Lesson(place, one.counterparty_iban, party, one.booking_date, record.label)


# ------------------------------------------------------------------------------------------------ facts about pairs


def _roles(world: World, pairs: Columns) -> Ints:
    line, item = sides(world, pairs)
    currency = (line["currency"] != item["currency"]) | (item["currency"] == "")
    wrong_way = line["flow"] != item["flow"]
    cases = [currency, wrong_way & item["credit"], wrong_way, item["credit"]]
    roles = [Role.CURRENCY, Role.NETTABLE, Role.WRONG_WAY, Role.CREDIT]
    return np.select(cases, roles, Role.BOOKABLE).astype("int64")


def _accounts(blocking: Blocking, pairs: Columns) -> Ints:
    world, ibans = blocking.world, blocking.payers["iban"]
    parties = world.item_columns["party"][pairs["item"]]
    return world.parties.seen_facts(Coded(ibans.codes[pairs["line"]], ibans.texts), parties, pairs["line"])


def _name_scores(blocking: Blocking, pairs: Columns) -> Ints:
    world = blocking.world
    parties = world.item_columns["party"][pairs["item"]]
    scores = []
    for column in ("name", "ultimate"):
        codes, names = blocking.payers[column]
        distinct, place = _distinct(codes[pairs["line"]], parties)
        found = world.names.scores([names[code] for code, _ in distinct], [party for _, party in distinct])
        scores.append(np.array(found, dtype="int64")[place])
    best: Ints = np.maximum(*scores)
    return best


def _titles(world: World, pairs: Columns) -> Ints:
    shares, silent, monthless = title_shares(_remittances(world), world.titles.coded, pairs["line"], pairs["item"])
    world.titles.learn(silent, monthless)
    return shares


def _months(world: World, pairs: Columns) -> Ints:
    """Where the text holds nothing like the document's number."""
    levels = np.zeros(len(pairs["line"]), dtype=np.int64)
    asked = np.flatnonzero((pairs["number"] == Strength.NONE) & ~pairs["reference"] & ~pairs["near"])
    levels[asked] = world.titles.months_of_pairs(pairs["line"][asked], pairs["item"][asked])
    return levels


def _near(world: World, pairs: Columns) -> Bools:
    """Those that name the document are not asked."""
    near = np.zeros(len(pairs["line"]), dtype=bool)
    asked = np.flatnonzero(pairs["number"] <= Strength.WEAK)
    numbers = [item.number for item in world.items]
    near[asked] = near_numbers(_remittances(world), numbers, pairs["line"][asked], pairs["item"][asked])
    return near


def _remittances(world: World) -> list[str]:
    return [line.transaction.remittance for line in world.lines]


def _distinct(codes: NDArray[np.intp], parties: Ints) -> tuple[list[list[int]], NDArray[np.intp]]:
    """(the distinct (code, party), the place of each pair among them)."""
    width = int(parties.max(initial=0)) + 1
    place, keys = pd.factorize(codes * width + parties)
    return np.stack(np.divmod(keys, width), axis=1).tolist(), place


def _before_the_invoice(world: World, pairs: Columns) -> Bools:
    """Nobody pays what was not written yet, unless the text says so."""
    before: Bools = days_early(*sides(world, pairs)) > DATE_GRACE
    return before


def _party_agrees(world: World, pairs: Columns) -> Bools:
    agrees: Bools = np.isin(pairs["account"], OWN_ACCOUNTS) | (pairs["name_score"] >= world.rules.name_floor)
    return agrees


def _is_only_a_weak_number(world: World, pairs: Columns) -> Bools:
    """A bare sequence number counts only beside the party or the exact amount."""
    line, item = sides(world, pairs)
    paid, owed = line["amount"], item["open"]
    amount = ((paid == owed) | ((item["discount"] > 0) & (paid == owed - item["discount"]))) & item["open_known"]
    weak = (pairs["number"] == Strength.WEAK) & ~pairs["reference"]
    alone: Bools = weak & ~_party_agrees(world, pairs) & ~amount
    return alone


def _names_other(pairs: Columns) -> Bools:
    """The text names some item by a strong number or reference, and it is not this one."""
    named, lines = named_pairs(pairs), pairs["line"]
    naming = np.zeros(int(lines.max(initial=0)) + 1, dtype=bool)
    naming[lines[named]] = True
    other: Bools = naming[lines] & ~named
    return other
