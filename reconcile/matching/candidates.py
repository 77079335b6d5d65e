"""Which open items a line may be about: the union of the blocking rules in `blocks`, and what is known of each pair.

Direction and currency are filters: what they exclude stays visible only when the text names it (money.md 1, 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.blocks import BY_PARTY, NAMING
from reconcile.matching.columns import PAIR_SCHEMA, checked
from reconcile.matching.likeness import near_numbers, title_shares
from reconcile.matching.parties import OWN_ACCOUNTS, Lesson
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.text import NAMED, Strength
from reconcile.matching.world import Role, World, sides


def find_candidates(world: World) -> pd.DataFrame:
    """PAIR_SCHEMA: each (line, item) once, sorted; what joined them, and what is known of the two together."""
    named = _union([block(world) for block in NAMING])
    world.parties.learn(_lessons(world, named))
    pairs = _union([named, *(block(world) for block in BY_PARTY)])
    pairs["role"] = _roles(world, pairs)
    is_named = (pairs["number"] >= NAMED) | pairs["reference"]
    pairs = pairs[is_named | ((pairs["role"] <= Role.CREDIT) & ~_before_the_invoice(world, pairs))]
    pairs = _with_facts(world, pairs)
    pairs["number"] = _read_once(world, pairs)
    pairs = pairs[~_is_only_a_weak_number(world, pairs)]
    pairs["names_other"] = _names_other(pairs)
    ordered = pairs.sort_values(["line", "item"]).reset_index(drop=True)
    return checked(ordered[list(PAIR_SCHEMA)], PAIR_SCHEMA)


# ------------------------------------------------------------------------------------------------ what the run shows


def _lessons(world: World, named: pd.DataFrame) -> Iterator[Lesson]:
    """Lines that name just one document, by most of its number, and pay exactly what is open of it; and no other line
    names that document."""
    strong = named[(named["number"] >= Strength.DIGITS) | named["reference"]]
    line, item = sides(world, strong)
    alone = ~strong["line"].duplicated(keep=False) & ~strong["item"].duplicated(keep=False)
    exact = (line["amount"] == item["open"]) & item["open_known"] & (line["iban"] != "")
    bookable = (line["flow"] == item["flow"]) & (line["currency"] == item["currency"]) & ~item["credit"]
    for place, position in strong.loc[alone.to_numpy() & exact & bookable, ["line", "item"]].itertuples(index=False):
        one, record = world.lines[place].transaction, world.items[position]
        said = f"this run's payment of {one.booking_date} for {record.label}"
        yield Lesson(int(place), one.counterparty_iban, world.parties.of_items[position], said)


# ------------------------------------------------------------------------------------------------ facts about pairs


def _union(found: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One row per (line, item), keeping the strongest of what any block found."""
    complete = [
        frame.assign(
            number=frame["number"] if "number" in frame else np.int64(0),
            reference=frame.get("reference", False),
            span=frame["span"] if "span" in frame else np.int64(-1),
        ).astype({"line": "int64", "item": "int64", "number": "int64", "reference": "bool", "span": "int64"})
        for frame in found
    ]
    stacked = pd.concat(complete, ignore_index=True)
    kept = {"number": "max", "reference": "max", "span": "max"}  # only one block knows of spans
    return stacked.groupby(["line", "item"], as_index=False).agg(kept)


def _roles(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    line, item = sides(world, pairs)
    currency = (line["currency"] != item["currency"]) | (item["currency"] == "")
    wrong_way = line["flow"] != item["flow"]
    cases = [currency, wrong_way & item["credit"], wrong_way, item["credit"]]
    roles = [Role.CURRENCY, Role.NETTABLE, Role.WRONG_WAY, Role.CREDIT]
    return np.select(cases, roles, Role.BOOKABLE).astype("int64")


def _with_facts(world: World, pairs: pd.DataFrame) -> pd.DataFrame:
    return pairs.assign(
        account=_accounts(world, pairs),
        name_score=_name_scores(world, pairs),
        title=title_shares(world.lines, world.items, pairs),
        near=near_numbers(world.lines, world.items, pairs),
    )


def _accounts(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    """Asked once for each (account, party), and again for lines that have taught: nobody is their own witness."""
    line, item = sides(world, pairs)
    known, parties, lines = world.parties, item["party"], pairs["line"].to_numpy()
    distinct, place, ibans = _distinct(line["iban"], parties)
    asked = [known.seen_fact(ibans[code], party, _NOBODY) for code, party in distinct.tolist()]
    facts = np.array(asked, dtype="int64")[place]
    taught = np.zeros(len(world.lines), dtype=bool)
    taught[list(known.teachers)] = True
    rows = np.flatnonzero(taught[lines])
    themselves = zip(line["iban"][rows], parties[rows].tolist(), lines[rows].tolist(), strict=True)
    facts[rows] = [known.seen_fact(*one) for one in themselves]
    return facts


#: No line: everybody is a witness.
_NOBODY = -1


def _name_scores(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    line, item = sides(world, pairs)
    scores = []
    for column in ("name", "ultimate"):
        distinct, place, names = _distinct(line[column], item["party"])
        found = world.names.scores([names[code] for code in distinct[:, 0].tolist()], distinct[:, 1].tolist())
        scores.append(np.array(found, dtype="int64")[place])
    best: NDArray[np.int64] = np.maximum(*scores)
    return best


def _distinct(texts: NDArray[Any], parties: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.intp], list[str]]:
    """(the distinct (text code, party), the place of each pair among them, the texts by code)."""
    codes, names = pd.factorize(texts)
    width = int(parties.max(initial=0)) + 1
    keys, place = np.unique(codes * width + parties, return_inverse=True)
    return np.stack(np.divmod(keys, width), axis=1), place, list(names)


def _before_the_invoice(world: World, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Nobody pays what was not written yet, unless the text says so."""
    line, item = sides(world, pairs)
    before: NDArray[np.bool_] = (item["invoice_day"] > 0) & (line["day"] < item["invoice_day"] - DATE_GRACE)
    return before


def _read_once(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    """One piece of text names one document. Where several numbers may be read into it, the one whose party agrees, then
    the one it carries most of, keeps its strength; of the others it is only a number like theirs."""
    number = pairs["number"].to_numpy().copy()
    read = np.flatnonzero((number >= NAMED) & (pairs["span"].to_numpy() >= 0))
    agrees = _party_agrees(world, pairs)[read]
    worth = number[read] + np.where(agrees, len(Strength), 0)
    span = pairs["span"].to_numpy()[read]
    best = pd.Series(worth).groupby(span).transform("max").to_numpy() if len(read) else worth
    number[read[worth < best]] = Strength.WEAK
    return number


def _party_agrees(world: World, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    agrees: NDArray[np.bool_] = (
        pairs["account"].isin(OWN_ACCOUNTS) | (pairs["name_score"] >= world.rules.name_floor)
    ).to_numpy()
    return agrees


def _is_only_a_weak_number(world: World, pairs: pd.DataFrame) -> pd.Series[bool]:
    """A bare sequence number counts only beside the party or the exact amount."""
    line, item = sides(world, pairs)
    party = _party_agrees(world, pairs)
    paid, owed = line["amount"], item["open"]
    amount = ((paid == owed) | ((item["discount"] > 0) & (paid == owed - item["discount"]))) & item["open_known"]
    weak = (pairs["number"] == Strength.WEAK) & ~pairs["reference"]
    alone: pd.Series[bool] = weak & ~party & ~amount
    return alone


def _names_other(pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """The text names some item by a strong number or reference, and it is not this one."""
    named = ((pairs["number"] >= NAMED) | pairs["reference"]).to_numpy()
    lines = pairs["line"].to_numpy()
    other: NDArray[np.bool_] = np.isin(lines, lines[named]) & ~named
    return other
