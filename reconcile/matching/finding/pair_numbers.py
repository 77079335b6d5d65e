"""What the number that stands in a line's text says of each document it may be, now that the payer is known."""

from __future__ import annotations

import re

import numpy as np

from importers.statement import Transaction
from reconcile.matching.columns import Columns
from reconcile.matching.knowing.world import Role, World, sides
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.reading.joins import come_once
from reconcile.matching.reading.runs import Bools, Ints
from reconcile.matching.reading.text import IN_FULL, NAMED, Strength
from reconcile.matching.reading.texts import amount_of
from reconcile.matching.signals import NAME_EQUAL

#: Percent of a list that is paid: less is no discount.
_LEAST_OF_A_LIST = 90


def numbers_read(world: World, pairs: Columns, party_agrees: Bools) -> Ints:
    """Of each pair the strength (`text.Strength`) of its number in the text."""
    number = _own(world, pairs)
    number = _read_once(pairs, number, party_agrees)
    strange = np.flatnonzero((number >= NAMED) & ~party_agrees)
    number[strange[_are_months(world, pairs["item"][strange])]] = Strength.WEAK
    return number


def _own(world: World, pairs: Columns) -> Ints:
    """What is quoted in short counts where the payer, known for sure, has just one such document to pay."""
    number = pairs["number"].copy()
    short = number == Strength.SHORT
    payer = np.isin(pairs["account"], OWN_ACCOUNTS) | (pairs["name_score"] >= NAME_EQUAL)
    own = np.flatnonzero(short & payer & (pairs["role"] == Role.BOOKABLE))
    number[short] = Strength.WEAK
    own = own[come_once(pairs["span"][own]) & come_once(pairs["item"][own])]
    own = own[~_is_the_amount(world, pairs, own)]
    number[own[_adds_up(world, pairs, number, own)]] = Strength.SHORT
    return number


def _is_the_amount(world: World, pairs: Columns, own: Ints) -> Bools:
    """`120 EUR` is no invoice 0120."""
    rows = zip(pairs["line"][own].tolist(), pairs["item"][own].tolist(), strict=True)
    both = ((world.lines[line].transaction, world.items[item].number) for line, item in rows)
    return np.array([_says_the_amount(one, number) for one, number in both], dtype=bool)


def _says_the_amount(one: Transaction, number: str) -> bool:
    units = amount_of(one).partition(".")[0]
    return number.endswith(units) and units in _DIGITS.findall(one.remittance)


def _adds_up(world: World, pairs: Columns, number: Ints, own: Ints) -> Bools:
    """Beside other numbers a short one is one of a list only if all of them come to the line, or, with a discount, to
    little more: `RE-2026-0087, 12 Flaschen`."""
    line, item = sides(world, pairs)
    named = np.concatenate((np.flatnonzero((number >= IN_FULL) & (pairs["role"] == Role.BOOKABLE)), own))
    lines, count = pairs["line"], len(world.lines)
    times = np.bincount(lines[named], minlength=count)
    owed = np.zeros(count, dtype=np.int64)
    np.add.at(owed, lines[named], item["open"][named])
    paid, total = line["amount"][own], owed[lines[own]]
    answer: Bools = (times[lines[own]] == 1) | ((paid <= total) & (paid * 100 >= total * _LEAST_OF_A_LIST))
    return answer


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


def _are_months(world: World, items: Ints) -> Bools:
    """Numbers like `11/2025`, of strangers: every tax, wage and rent is of a month."""
    return np.array([_MONTH.fullmatch(world.items[item].number) is not None for item in items.tolist()], dtype=bool)


_DIGITS = re.compile("[0-9]+")
_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])[/.-]20[0-9]{2}|20[0-9]{2}[/.-](?:0?[1-9]|1[0-2])")
