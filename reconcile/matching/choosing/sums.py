"""In how many ways do documents add up to an amount? Every partial sum is kept once, with the ways that lead to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb, gcd
from typing import Any

from reconcile.matching.solution import Share
from reconcile.records import DifferenceKind

#: Ways are counted up to this many; more are "99 or more".
MANY = 99
#: More partial sums than this are not followed.
MAX_SUMS = 60_000
#: Up to this many open documents every subset is tried; of more, only runs of neighbours in time.
MAX_SUBSETS = 14
#: Above so many sets that would add up by chance, one that does says too little.
FEW_COINCIDENCES = 0.02


@dataclass(frozen=True, slots=True)
class Ways:
    ways: int
    shares: tuple[Share, ...]  #: one of them, in the order the documents were given

    @property
    def said(self) -> str:
        return f"{MANY} or more" if self.ways >= MANY else str(self.ways)


def options_of(item: int, rest: int, discount: int) -> list[Share]:
    """An invoice in full, and less its discount where there is one to take."""
    options = [Share(item, rest)]
    if 0 < discount < rest:
        options.append(Share(item, rest - discount, discount, DifferenceKind.DISCOUNT))
    return options


def count_ways(
    options: Sequence[Sequence[Share]],
    amount: int,
    *,
    fewest: int = 1,
    every: bool = False,
    must: frozenset[int] = frozenset(),
    max_sums: int = MAX_SUMS,
) -> Ways | None:
    """Ways to reach `amount` with at least `fewest` documents (`every`: with all of them; `must`: with these items),
    each in one of its options.

    None when there is none, or when there are too many partial sums to follow.
    """
    if not _may_reach(options, amount, must, every=every):
        return None
    if every and len(options) >= fewest and all(len(choices) == 1 for choices in options):
        return Ways(1, tuple(choices[0] for choices in options))  # they reach it: it is their sum
    ordered = sorted(options, key=lambda choices: not choices[0].is_credit)  # credit notes first: then sums only grow
    to_come = sum(max(share.signed for share in choices) for choices in ordered if not choices[0].is_credit)
    sums: _Sums = {(0, 0): (1, None)}
    for choices in ordered:
        if not choices[0].is_credit:
            to_come -= max(share.signed for share in choices)
        bounds = amount - to_come, amount
        sums = _with_one_more(sums, choices, bounds, fewest, every=every or choices[0].item in must)
        if len(sums) > max_sums:
            return None
    ways, way = sums.get((amount, fewest), (0, None))
    if not ways:
        return None
    places = {choices[0].item: place for place, choices in enumerate(options)}
    return Ways(ways, tuple(sorted(_shares_of(way), key=lambda share: places[share.item])))


def _may_reach(options: Sequence[Sequence[Share]], amount: int, must: frozenset[int], *, every: bool) -> bool:
    """Whether the amount lies between the least and the most that can come together; most do not."""
    least = most = 0
    for choices in options:
        signed = [share.signed for share in choices]
        needed = every or choices[0].item in must
        least += min(signed) if needed else min(0, *signed)
        most += max(signed) if needed else max(0, *signed)
    return least <= amount <= most


#: One way to a sum: the way to the sum before, and the last share. Most are never looked at.
_Way = tuple[Any, Share] | None
#: (sum, number of documents, counted up to `fewest`) → (ways to it, the first of them)
_Sums = dict[tuple[int, int], tuple[int, _Way]]


def _with_one_more(
    sums: _Sums, choices: Sequence[Share], bounds: tuple[int, int], fewest: int, *, every: bool
) -> _Sums:
    """`bounds`: the least and the most from which the amount can still be reached."""
    least, most = bounds
    more = {} if every else {key: ways for key, ways in sums.items() if key[0] >= least}
    signed = [(choice.signed, choice) for choice in choices]
    for (total, count), (ways, way) in sums.items():
        counted = min(count + 1, fewest)
        for change, choice in signed:
            reached = total + change
            if least <= reached <= most:
                key = (reached, counted)
                known = more.get(key)
                more[key] = (min(MANY, known[0] + ways), known[1]) if known else (ways, (way, choice))
    return more


def _shares_of(way: _Way) -> list[Share]:
    """The last one first."""
    shares = []
    while way:
        way, share = way
        shares.append(share)
    return shares


def less_a_share(amounts: Sequence[int], paid: int, per_mille: int) -> tuple[int, ...] | None:
    """What is left of each amount less the same share of all; None when that is not what was paid.

    Payers round of each, or of the sum, up or down: so a minor unit of each may be missing or too much. It is put where
    rounding moved the amount most, of equal ones on the first.
    """
    exact = [amount * (1000 - per_mille) for amount in amounts]  # in thousandths
    left = [(one + 500) // 1000 for one in exact]
    over = paid - sum(left)
    step = 1 if over > 0 else -1
    movable = [place for place, amount in enumerate(amounts) if 0 < left[place] < amount]
    if abs(over) > len(movable) or paid >= sum(amounts):
        return None
    movable.sort(key=lambda place: step * (left[place] * 1000 - exact[place]))
    for place in movable[: abs(over)]:
        left[place] += step
    return tuple(left) if min(left, default=0) > 0 else None


def two_or_three_are(amounts: Iterable[int], total: int) -> bool:
    """Whether two of the amounts, or three, add up to the total; of very many, the largest are tried."""
    smaller = sorted(amount for amount in amounts if amount < total)[-_MOST_ADDED:]
    last = {amount: place for place, amount in enumerate(smaller)}  # of equal ones
    for place, one in enumerate(smaller):
        if last.get(total - one, -1) > place:
            return True
        if any(last.get(total - one - smaller[next_], -1) > next_ for next_ in range(place + 1, len(smaller))):
            return True
    return False


_MOST_ADDED = 50


def coincidences(
    options: Sequence[Sequence[Share]], amount: int, must: frozenset[int] = frozenset(), *, of: int = 0
) -> float:
    """How many ways chance alone would find: subsets of about this amount, per possible amount. What `must` be among
    them is no choice; `of`: only subsets of so many others are."""
    step = gcd(amount, *(share.taken for choices in options for share in choices))
    total = sum(max(share.taken for share in choices) for choices in options)
    chosen = sum(choices[0].item not in must for choices in options)
    subsets = float(comb(chosen, of) if of else 2 ** min(chosen, MAX_SUBSETS))
    return subsets * step / max(total, 1)
