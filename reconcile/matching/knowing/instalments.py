"""Open documents of which parts were paid before, as Kanbert shows it: who pays one off does so in equal amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile.records import BookedPayment, Document, OpenItem, Side

_Key = tuple[Side, str, str]  #: side, label, name: two parties may write the same number


def paid_in_parts(items: Sequence[OpenItem], payments: Iterable[BookedPayment]) -> Mapping[int, frozenset[int]]:
    """By the place of the item, the sizes of what was paid of it before, each payment of this document alone."""
    places: dict[_Key, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if item.settled_minor and item.open_minor and item.document is Document.INVOICE:
            for name in item.party_names:
                places[item.side, item.label, name].append(place)
    found: dict[int, set[int]] = defaultdict(set)
    for payment in payments if places else ():
        if len(payment.documents) == 1 and payment.party_names:
            side = Side.OUTGOING if payment.amount_minor > 0 else Side.INCOMING
            for place in places.get((side, payment.documents[0], payment.party_names[0]), ()):
                found[place].add(abs(payment.amount_minor))
    return {place: frozenset(sizes) for place, sizes in found.items()}
