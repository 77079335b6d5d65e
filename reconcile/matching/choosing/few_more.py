"""Documents a text names and a few others that make up what is missing: `RE-2026-0098 u.a.`, of however many open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, product

from reconcile.matching.choosing.sums import FEW_COINCIDENCES, MANY, Ways, coincidences
from reconcile.matching.solution import Share

MOST_MORE = 3  #: so many others at most
#: Of the ways to take discounts of the named ones, the first are tried; all in full is the first.
_MOST_OF_NAMED = 64
#: Of more others than this no three are tried.
_MOST_FOR_THREE = 200


def filled_up(named: Sequence[Sequence[Share]], others: Sequence[Share], amount: int) -> Ways | None:
    """The named documents, each in one of its options, with as few others as possible; all ways with so many count.

    None where none do, or where as many might by chance.
    """
    options, must = [*named, *([one] for one in others)], frozenset(choices[0].item for choices in named)
    for count in range(1, MOST_MORE + 1):
        too_many = count == MOST_MORE and len(others) > _MOST_FOR_THREE
        if too_many or coincidences(options, amount, must, of=count) >= FEW_COINCIDENCES:
            return None
        found = list(islice(_filled_up(named, others, amount, count), MANY))
        if found:
            return Ways(len(found), found[0])
    return None


def _filled_up(
    named: Sequence[Sequence[Share]], others: Sequence[Share], amount: int, count: int
) -> Iterator[tuple[Share, ...]]:
    for chosen in islice(product(*named), _MOST_OF_NAMED):
        missing = amount - sum(share.signed for share in chosen)
        yield from ((*chosen, *more) for more in _that_are(others, missing, count))


def _that_are(shares: Sequence[Share], total: int, count: int) -> Iterator[tuple[Share, ...]]:
    """So many of them that are the total together, in their order."""
    places: dict[int, list[int]] = defaultdict(list)  #: by amount
    for place, share in enumerate(shares):
        places[share.signed].append(place)

    def further(first: int, missing: int, left: int) -> Iterator[tuple[Share, ...]]:
        if left == 1:
            yield from ((shares[place],) for place in places.get(missing, ()) if place >= first)
            return
        for place in range(first, len(shares)):
            for more in further(place + 1, missing - shares[place].signed, left - 1):
                yield (shares[place], *more)

    return further(0, total, count)
