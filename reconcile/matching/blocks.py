"""The blocking rules: which open items a line may be about.

Equal amount alone is no block: with retainers it joins everything with everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from reconcile.matching.crowded import crowded_of
from reconcile.matching.numbers import named_in
from reconcile.matching.offers import KeyIndex, Offers, number_offers, text_offers
from reconcile.matching.references import keys_of, paid_references, reference_offers
from reconcile.matching.text import Strength
from reconcile.matching.world import World


def by_creditor_reference(world: World) -> pd.DataFrame:
    """The structured reference of the line is a reference or the number of the document (ISO 11649, QRR, OGM)."""
    lines, keys = paid_references([line.transaction for line in world.lines], world.texts)
    if not keys:
        return _typed((), {"line": "int64", "item": "int64"}).assign(reference=True)
    numbers, positions = _texts_of_items(world)
    index = KeyIndex(reference_offers(numbers, positions), world.rules.max_key_holders)
    place, item, _ = index.lookup(keys_of(keys))
    found = pd.DataFrame({"line": np.array(lines, dtype="int64")[place], "item": item}).drop_duplicates()
    return found.assign(reference=True)


def by_number_key(world: World) -> pd.DataFrame:
    """A key of the document's number, or of another of its texts, stands in the text of the line; a key that many
    documents hold counts among the payer's own."""
    index = KeyIndex(_number_offers(world), world.rules.max_key_holders)
    named = named_in(world.texts.runs, index, crowded_of(world, index))
    found = pd.DataFrame(
        {
            "line": world.texts.line[named.text],
            "item": named.item,
            "number": named.strength.astype("int64"),
            "span": named.span,
        }
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


def _typed(rows: Sequence[tuple[object, ...]], schema: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(schema)).astype(schema)
