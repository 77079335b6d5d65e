"""Which open items a line may be about: the union of the blocking rules in `BLOCKS`, each named.

Equal amount alone is no block: with retainers it joins everything with everything. Direction and currency are filters:
what they exclude stays visible only when the text names it (money.md 1, 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.columns import PAIR_SCHEMA, Columns, arrays, checked, items_frame, lines_frame
from reconcile.matching.parties import AccountFact, NameIndex, Parties
from reconcile.matching.rules import Rules
from reconcile.matching.text import (
    NAMED,
    PayerText,
    Strength,
    cut,
    number_keys,
    plain,
    reference_keys,
    squeeze,
    text_keys,
)
from reconcile.records import BankLine, Books, OpenItem


class Role(IntEnum):
    """What a pair may lead to."""

    BOOKABLE = 0  #: an invoice, in the direction of the line, in its currency
    CREDIT = 1  #: a credit note settled by money in this direction: for a person (money.md 1)
    WRONG_WAY = 2  #: named, but the money runs the other way
    CURRENCY = 3  #: named, but in another or an unknown currency (money.md 6)


@dataclass(frozen=True, slots=True)
class World:
    """Everything derived once per run that the blocks and the signals look at."""

    lines: Sequence[BankLine]
    items: Sequence[OpenItem]
    parties: Parties
    names: NameIndex
    line_frame: pd.DataFrame
    item_frame: pd.DataFrame
    rules: Rules


def build_world(lines: Sequence[BankLine], books: Books, items: Sequence[OpenItem], rules: Rules) -> World:
    parties = Parties(items, books.known_accounts)
    names = NameIndex(parties.names)
    return World(lines, items, parties, names, lines_frame(lines), items_frame(items, parties.of_items), rules)


# -------------------------------------------------------------------------------------------------------- the blocks


def by_creditor_reference(world: World) -> pd.DataFrame:
    """The structured reference of the line is a reference or the number of the document (ISO 11649, QRR, OGM)."""
    holders: dict[str, set[int]] = defaultdict(set)
    for position, item in enumerate(world.items):
        for text in (item.number, *item.references):
            for key in {squeeze(text), *_digit_payload(text)}:
                if len(key) >= 4:
                    holders[key].add(position)
    rows = [
        (position, item)
        for position, line in enumerate(world.lines)
        for key in reference_keys(line.transaction.creditor_reference)
        for item in _few(holders.get(key, set()), world.rules)
    ]
    found = _pairs(rows).drop_duplicates()
    return found.assign(reference=True)


def by_number_key(world: World) -> pd.DataFrame:
    """A key of the document's number, or of another of its texts, stands in the text of the line."""
    index = _number_index(world)
    longest = max((len(cut(plain(item.number))) for item in world.items), default=4)
    rows: list[tuple[int, int, int]] = []
    for position, line in enumerate(world.lines):
        best: dict[int, Strength] = {}
        one = line.transaction
        for text in dict.fromkeys((one.remittance, one.creditor_reference, one.end_to_end_id)):
            for item, strength in _named_in(text, index, max(4, min(longest, 8))).items():
                best[item] = max(best.get(item, Strength.NONE), strength)
        rows += [(position, item, int(strength)) for item, strength in best.items()]
    return pd.DataFrame(rows, columns=["line", "item", "number"]).astype("int64")


def by_account_and_amount(world: World) -> pd.DataFrame:
    """The counterparty's account is known for a party, and the amount is one it owes, plain or discounted."""
    ibans = world.line_frame["iban"].drop_duplicates()
    rows = [(iban, party) for iban in ibans for party in world.parties.of_account(iban)]
    owners = _typed(rows, {"iban": "str", "party": "int64"})
    return _with_amount(world, world.line_frame.merge(owners, on="iban"))


def by_name_and_amount(world: World) -> pd.DataFrame:
    """The counterparty's folded name is, or resembles, a party's, and the amount is one it owes."""
    frame = world.line_frame
    named = [
        (name, party)
        for name in pd.concat([frame["name"], frame["ultimate"]]).drop_duplicates()
        if name
        for party in world.names.resolve(name, world.rules.name_floor)
    ]
    payers = _typed(named, {"payer": "str", "party": "int64"})
    sides = [frame.merge(payers, left_on=column, right_on="payer") for column in ("name", "ultimate")]
    return _with_amount(world, pd.concat(sides))


BLOCKS: tuple[Callable[[World], pd.DataFrame], ...] = (
    by_creditor_reference,
    by_number_key,
    by_account_and_amount,
    by_name_and_amount,
)


def find_candidates(world: World) -> pd.DataFrame:
    """PAIR_SCHEMA: each (line, item) once, sorted; what joined them, and what is known of the two together."""
    found = [block(world) for block in BLOCKS]
    pairs = _union(found)
    pairs["role"] = _roles(world, pairs)
    named = (pairs["number"] >= NAMED) | pairs["reference"]
    pairs = pairs[named | (pairs["role"] <= Role.CREDIT)]
    pairs = _with_facts(world, pairs)
    pairs = pairs[~_is_only_a_weak_number(world, pairs)]
    pairs["names_other"] = _names_other(pairs)
    ordered = pairs.sort_values(["line", "item"]).reset_index(drop=True)
    return checked(ordered[list(PAIR_SCHEMA)], PAIR_SCHEMA)


# ------------------------------------------------------------------------------------------------- numbers in texts

_Index = dict[str, dict[int, Strength]]


def _number_index(world: World) -> _Index:
    """key → the items that hold it; a key of too many items is no key."""
    index: _Index = defaultdict(dict)
    for position, item in enumerate(world.items):
        for reference in item.references:
            _enter(index, position, text_keys(reference))
        _enter(index, position, number_keys(item.number))
    return {key: holders for key, holders in index.items() if len(holders) <= world.rules.max_key_holders}


def _enter(index: _Index, position: int, keys: dict[str, Strength]) -> None:
    for key, strength in keys.items():
        index[key][position] = max(strength, index[key].get(position, Strength.NONE))


@dataclass(frozen=True, slots=True)
class _Hit:
    item: int
    strength: Strength
    first: int
    last: int

    def is_inside(self, other: _Hit) -> bool:
        wider = other.last - other.first > self.last - self.first
        return wider and other.first <= self.first and self.last <= other.last


def _named_in(text: str, index: _Index, longest: int) -> dict[int, Strength]:
    """The items one text names. A hit inside a longer hit is dropped; one that goes on, or is doubtful, is weak."""
    if not text:
        return {}
    payer = PayerText(text)
    hits = [
        _Hit(item, strength, first, last)
        for key, first, last in payer.keys(longest)
        for item, strength in index.get(key, {}).items()
    ]
    if not hits:
        return {}
    hits = [hit for hit in hits if not any(hit.is_inside(other) for other in hits)]
    ends, starts = {hit.last for hit in hits}, {hit.first for hit in hits}
    best: dict[int, Strength] = {}
    for hit in hits:
        goes_on = (payer.goes_on_left(hit.first) and hit.first - 1 not in ends) or (
            payer.goes_on_right(hit.last) and hit.last + 1 not in starts
        )
        strength = Strength.WEAK if goes_on or payer.is_doubtful(hit.first, hit.last) else hit.strength
        best[hit.item] = max(best.get(hit.item, Strength.NONE), strength)
    return best


def _digit_payload(text: str) -> tuple[str, ...]:
    """What a structured reference carries of a number: its digits, and its whole, without leading zeros."""
    runs = cut(plain(text))
    digits = "".join(run.text for run in runs if run.digits).lstrip("0")
    return digits, squeeze(text).lstrip("0")


def _few(holders: set[int], rules: Rules) -> list[int]:
    return sorted(holders) if len(holders) <= rules.max_key_holders else []


# --------------------------------------------------------------------------------------------------- party × amount


def _with_amount(world: World, lines: pd.DataFrame) -> pd.DataFrame:
    joined = lines[["line", "flow", "currency", "amount", "party"]].merge(
        _owed(world), on=["party", "flow", "currency", "amount"]
    )
    return joined[["line", "item"]].drop_duplicates()


def _owed(world: World) -> pd.DataFrame:
    """Amounts by which an item may be settled at once: open, open less its discount; gross while open is unknown."""
    items = world.item_frame
    plain_amount = items["open"].where(items["open_known"], items["gross"])
    whole = items.assign(amount=plain_amount)
    less = items[items["discount"] > 0].assign(amount=lambda frame: frame["open"] - frame["discount"])
    owed = pd.concat([whole, less])[["item", "party", "flow", "currency", "amount"]]
    return owed[(owed["amount"] > 0) & (owed["currency"] != "")].drop_duplicates()


# ------------------------------------------------------------------------------------------------ facts about pairs


def _union(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row per (line, item), keeping the strongest of what any block found."""
    complete = [
        frame.assign(
            number=frame["number"] if "number" in frame else np.int64(0),
            reference=frame.get("reference", False),
        ).astype({"line": "int64", "item": "int64", "number": "int64", "reference": "bool"})
        for frame in found
    ]
    stacked = pd.concat(complete, ignore_index=True)
    return stacked.groupby(["line", "item"], as_index=False).agg({"number": "max", "reference": "max"})


def _roles(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    line, item = _sides(world, pairs)
    currency = (line["currency"] != item["currency"]) | (item["currency"] == "")
    wrong_way = line["flow"] != item["flow"]
    cases = [currency, wrong_way, item["credit"]]
    return np.select(cases, [Role.CURRENCY, Role.WRONG_WAY, Role.CREDIT], Role.BOOKABLE).astype("int64")


def _with_facts(world: World, pairs: pd.DataFrame) -> pd.DataFrame:
    """Account and name of each pair; looked up per distinct (account, party) and (name, party)."""
    line, item = _sides(world, pairs)
    rows = list(zip(line["iban"], line["name"], line["ultimate"], item["party"].tolist(), strict=True))
    score = world.names.score
    return pairs.assign(
        account=np.array([world.parties.account_fact(iban, party) for iban, _, _, party in rows], dtype="int64"),
        name_score=np.array([max(score(name, party), score(last, party)) for _, name, last, party in rows], "int64"),
    )


def _is_only_a_weak_number(world: World, pairs: pd.DataFrame) -> pd.Series[bool]:
    """A bare sequence number counts only beside the party or the exact amount."""
    line, item = _sides(world, pairs)
    party = pairs["account"].isin([AccountFact.KNOWN, AccountFact.SHARED]) | (
        pairs["name_score"] >= world.rules.name_floor
    )
    amount = (line["amount"] == item["open"]) & item["open_known"]
    weak = (pairs["number"] == Strength.WEAK) & ~pairs["reference"]
    alone: pd.Series[bool] = weak & ~party & ~amount
    return alone


def _names_other(pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """The text names some item by a strong number or reference, and it is not this one."""
    named = ((pairs["number"] >= NAMED) | pairs["reference"]).to_numpy()
    lines = pairs["line"].to_numpy()
    other: NDArray[np.bool_] = np.isin(lines, lines[named]) & ~named
    return other


def _sides(world: World, pairs: pd.DataFrame) -> tuple[Columns, Columns]:
    line = arrays(world.line_frame.take(pairs["line"].to_numpy()))
    item = arrays(world.item_frame.take(pairs["item"].to_numpy()))
    return line, item


def _pairs(rows: Sequence[tuple[int, int]]) -> pd.DataFrame:
    return _typed(rows, {"line": "int64", "item": "int64"})


def _typed(rows: Sequence[tuple[object, ...]], schema: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema)).astype(schema)
