"""In how many ways do documents add up to an amount? Every partial sum is kept once, with the ways that lead to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from reconcile.matching.solution import Share
from reconcile.records import DifferenceKind

#: Ways are counted up to this many; more are "99 or more".
MANY = 99
#: More partial sums than this are not followed.
MAX_SUMS = 60_000
#: Up to this many open documents every subset is tried; of more, only runs of neighbours in time.
MAX_SUBSETS = 14


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
    ordered = sorted(options, key=lambda choices: not choices[0].is_credit)  # credit notes first: then sums only grow
    sums: dict[tuple[int, int], tuple[int, tuple[Share, ...]]] = {(0, 0): (1, ())}
    for choices in ordered:
        sums = _with_one_more(sums, choices, amount, fewest, every=every or choices[0].item in must)
        if len(sums) > max_sums:
            return None
    ways, shares = sums.get((amount, fewest), (0, ()))
    places = {choices[0].item: place for place, choices in enumerate(options)}
    return Ways(ways, tuple(sorted(shares, key=lambda share: places[share.item]))) if ways else None


def _may_reach(options: Sequence[Sequence[Share]], amount: int, must: frozenset[int], *, every: bool) -> bool:
    """Whether the amount lies between the least and the most that can come together; most do not."""
    least = most = 0
    for choices in options:
        signed = [share.signed for share in choices]
        needed = every or choices[0].item in must
        least += min(signed) if needed else min(0, *signed)
        most += max(signed) if needed else max(0, *signed)
    return least <= amount <= most


def _with_one_more(
    sums: dict[tuple[int, int], tuple[int, tuple[Share, ...]]],
    choices: Sequence[Share],
    amount: int,
    fewest: int,
    *,
    every: bool,
) -> dict[tuple[int, int], tuple[int, tuple[Share, ...]]]:
    """Keys: (sum, number of documents, counted up to `fewest`)."""
    more = {} if every else dict(sums)
    for (total, count), (ways, shares) in sums.items():
        for choice in choices:
            reached = total + choice.signed
            if reached > amount:
                continue
            key = (reached, min(count + 1, fewest))
            before, kept = more.get(key, (0, (*shares, choice)))
            more[key] = (min(MANY, before + ways), kept)
    return more


def coincidences(options: Sequence[Sequence[Share]], amount: int) -> float:
    """How many ways chance alone would find: subsets of about this amount, per possible amount."""
    step = gcd(amount, *(share.taken for choices in options for share in choices))
    total = sum(max(share.taken for share in choices) for choices in options)
    subsets = float(2 ** min(len(options), MAX_SUBSETS))
    return subsets * step / max(total, 1)
