"""Which open items a line may be about: the union of the blocking rules in `BLOCKS`, each named.

Equal amount alone is no block: with retainers it joins everything with everything. Direction and currency are filters:
what they exclude stays visible only when the text names it (money.md 1, 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.columns import PAIR_SCHEMA, Columns, arrays, checked, items_frame, lines_frame
from reconcile.matching.likeness import near_numbers, title_shares
from reconcile.matching.numbers import KeyIndex, Offers, named_in, number_offers, text_offers, with_ranges
from reconcile.matching.parties import OWN_ACCOUNTS, Lesson, NameIndex, Parties
from reconcile.matching.references import keys_of, paid_references, reference_offers
from reconcile.matching.rules import DATE_GRACE, Rules
from reconcile.matching.scoring import Scale
from reconcile.matching.text import NAMED, Strength
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
    """Everything derived once per run that the blocks and the signals look at."""

    lines: Sequence[BankLine]
    items: Sequence[OpenItem]
    parties: Parties
    names: NameIndex
    line_frame: pd.DataFrame
    item_frame: pd.DataFrame
    rules: Rules
    scale: Scale


def build_world(lines: Sequence[BankLine], books: Books, items: Sequence[OpenItem], rules: Rules) -> World:
    parties = Parties(items, books.known_accounts)
    names = NameIndex(parties.names)
    item_frame = items_frame(items, parties.of_items)
    owed = np.sort(item_frame["open"].to_numpy())
    return World(lines, items, parties, names, lines_frame(lines, owed), item_frame, rules, Scale(rules))


# -------------------------------------------------------------------------------------------------------- the blocks


def by_creditor_reference(world: World) -> pd.DataFrame:
    """The structured reference of the line is a reference or the number of the document (ISO 11649, QRR, OGM)."""
    lines, keys = paid_references([line.transaction for line in world.lines])
    if not keys:
        return _typed((), {"line": "int64", "item": "int64"}).assign(reference=True)
    numbers, positions = _texts_of_items(world)
    index = KeyIndex(reference_offers(numbers, positions), world.rules.max_key_holders)
    place, item, _ = index.lookup(keys_of(keys))
    found = pd.DataFrame({"line": np.array(lines, dtype="int64")[place], "item": item}).drop_duplicates()
    return found.assign(reference=True)


def by_number_key(world: World) -> pd.DataFrame:
    """A key of the document's number, or of another of its texts, stands in the text of the line."""
    index = KeyIndex(_number_offers(world), world.rules.max_key_holders)
    lines, texts = _texts_of_lines(world.lines)
    named = named_in(texts, index)
    found = pd.DataFrame(
        {"line": lines[named.text], "item": named.item, "number": named.strength.astype("int64"), "span": named.span}
    )
    strongest = found.sort_values(["line", "item", "number", "span"], ascending=[True, True, False, True])
    return strongest.drop_duplicates(["line", "item"])


def _number_offers(world: World) -> Offers:
    """Numbers, and further texts; one that several documents carry (an order, a customer number) names none of them."""
    positions = np.arange(len(world.items))
    numbers = number_offers([item.number for item in world.items], positions)
    further = [(place, text) for place, item in enumerate(world.items) for text in item.references]
    held = Counter(text for _, text in further)
    for strength, shared in ((Strength.REFERENCE, False), (Strength.WEAK, True)):
        chosen = [(place, text) for place, text in further if (held[text] > 1) is shared]
        places = np.array([place for place, _ in chosen], dtype="int64")
        numbers += text_offers([text for _, text in chosen], places, strength)
    return numbers


def _texts_of_items(world: World) -> tuple[list[str], NDArray[np.int64]]:
    """Numbers and further texts, with the position of the item each belongs to."""
    pairs = [(place, text) for place, item in enumerate(world.items) for text in (item.number, *item.references)]
    return [text for _, text in pairs], np.array([place for place, _ in pairs], dtype="int64")


def _texts_of_lines(lines: Sequence[BankLine]) -> tuple[NDArray[np.int64], list[str]]:
    """The distinct texts of each line in which a number may stand, with the position of the line."""
    pairs: list[tuple[int, str]] = []
    for place, line in enumerate(lines):
        one = line.transaction
        texts = (with_ranges(one.remittance), one.creditor_reference, one.end_to_end_id)
        pairs += [(place, text) for text in dict.fromkeys(texts) if text]
    return np.array([place for place, _ in pairs], dtype="int64"), [text for _, text in pairs]


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


def by_rare_amount(world: World) -> pd.DataFrame:
    """The amount is one that hardly any open item has. Common amounts are no block: with retainers they join everything
    with everything."""
    owed = _owed(world)
    holders = owed.groupby(["flow", "currency", "amount"])["item"].transform("size")
    rare = owed[holders <= world.rules.max_amount_holders]
    joined = world.line_frame[["line", "flow", "currency", "amount"]].merge(rare, on=["flow", "currency", "amount"])
    return joined[["line", "item"]].drop_duplicates()


Block = Callable[[World], pd.DataFrame]

NAMING: tuple[Block, ...] = (by_creditor_reference, by_number_key)
BY_PARTY: tuple[Block, ...] = (by_account_and_amount, by_name_and_amount, by_rare_amount)
BLOCKS = (*NAMING, *BY_PARTY)


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
    line, item = _sides(world, strong)
    alone = ~strong["line"].duplicated(keep=False) & ~strong["item"].duplicated(keep=False)
    exact = (line["amount"] == item["open"]) & item["open_known"] & (line["iban"] != "")
    bookable = (line["flow"] == item["flow"]) & (line["currency"] == item["currency"]) & ~item["credit"]
    for place, position in strong.loc[alone.to_numpy() & exact & bookable, ["line", "item"]].itertuples(index=False):
        one, record = world.lines[place].transaction, world.items[position]
        said = f"this run's payment of {one.booking_date} for {record.label}"
        yield Lesson(int(place), one.counterparty_iban, world.parties.of_items[position], said)


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
            span=frame["span"] if "span" in frame else np.int64(-1),
        ).astype({"line": "int64", "item": "int64", "number": "int64", "reference": "bool", "span": "int64"})
        for frame in found
    ]
    stacked = pd.concat(complete, ignore_index=True)
    kept = {"number": "max", "reference": "max", "span": "max"}  # only one block knows of spans
    return stacked.groupby(["line", "item"], as_index=False).agg(kept)


def _roles(world: World, pairs: pd.DataFrame) -> NDArray[np.int64]:
    line, item = _sides(world, pairs)
    currency = (line["currency"] != item["currency"]) | (item["currency"] == "")
    wrong_way = line["flow"] != item["flow"]
    cases = [currency, wrong_way & item["credit"], wrong_way, item["credit"]]
    roles = [Role.CURRENCY, Role.NETTABLE, Role.WRONG_WAY, Role.CREDIT]
    return np.select(cases, roles, Role.BOOKABLE).astype("int64")


def _with_facts(world: World, pairs: pd.DataFrame) -> pd.DataFrame:
    """Account and name of each pair; looked up per distinct (account, party) and (name, party)."""
    line, item = _sides(world, pairs)
    party = item["party"].tolist()
    asked = zip(line["iban"], party, pairs["line"].tolist(), strict=True)
    payers = zip(line["name"], line["ultimate"], party, strict=True)
    score = world.names.score
    return pairs.assign(
        account=np.array([world.parties.seen_fact(*one) for one in asked], dtype="int64"),
        name_score=np.array([max(score(name, one), score(last, one)) for name, last, one in payers], "int64"),
        title=title_shares(world.lines, world.items, pairs),
        near=near_numbers(world.lines, world.items, pairs),
    )


def _before_the_invoice(world: World, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Nobody pays what was not written yet, unless the text says so."""
    line, item = _sides(world, pairs)
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
    line, item = _sides(world, pairs)
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


def _sides(world: World, pairs: pd.DataFrame) -> tuple[Columns, Columns]:
    line = arrays(world.line_frame.take(pairs["line"].to_numpy()))
    item = arrays(world.item_frame.take(pairs["item"].to_numpy()))
    return line, item


def _typed(rows: Sequence[tuple[object, ...]], schema: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema)).astype(schema)
