"""What the number that stands in a line's text says of each document it may be, now that the payer is known."""

from __future__ import annotations

import re

import numpy as np

from reconcile.matching.columns import Columns
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.runs import Bools, Ints
from reconcile.matching.signals import NAME_EQUAL
from reconcile.matching.text import NAMED, Strength
from reconcile.matching.world import Role, World


def numbers_read(world: World, pairs: Columns, party_agrees: Bools) -> Ints:
    """Of each pair the strength (`text.Strength`, but for `SHORT`) of its number in the text."""
    number = _own(pairs)
    number = _read_once(pairs, number, party_agrees)
    months = _months(world)
    if months.any():
        number[months[pairs["item"]] & (number >= NAMED) & ~party_agrees] = Strength.WEAK
    return number


def _own(pairs: Columns) -> Ints:
    """What is quoted in short names a document where the payer, known for sure, has just one such to be paid."""
    number = pairs["number"].copy()
    short = number == Strength.SHORT
    payer = np.isin(pairs["account"], OWN_ACCOUNTS) | (pairs["name_score"] >= NAME_EQUAL)
    own = np.flatnonzero(short & payer & (pairs["role"] == Role.BOOKABLE))
    number[short] = Strength.WEAK
    _, place, times = np.unique(pairs["span"][own], return_inverse=True, return_counts=True)
    number[own[times[place] == 1]] = Strength.SEQUENCE
    return number


def _read_once(pairs: Columns, number: Ints, party_agrees: Bools) -> Ints:
    """One piece of text names one document. Where several numbers may be read into it, the one whose party agrees, then
    the one it carries most of, keeps its strength; of the others it is only a number like theirs."""
    number = number.copy()
    read = np.flatnonzero((number >= NAMED) & (pairs["span"] >= 0))
    worth = number[read] + np.where(party_agrees[read], len(Strength), 0)
    _, span = np.unique(pairs["span"][read], return_inverse=True)
    best = np.zeros(len(read), dtype=np.int64)
    np.maximum.at(best, span, worth)
    number[read[worth < best[span]]] = Strength.WEAK
    return number


def _months(world: World) -> Bools:
    """Numbers like `11/2025`, of strangers: every tax, wage and rent is of a month."""
    return np.array([_MONTH.fullmatch(item.number) is not None for item in world.items], dtype=bool)


_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])[/.-]20[0-9]{2}|20[0-9]{2}[/.-](?:0?[1-9]|1[0-2])")
