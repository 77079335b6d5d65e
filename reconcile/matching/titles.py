"""What a text says its payment is for, against the titles of one party's documents."""

from __future__ import annotations

from reconcile.matching.likeness import words_in
from reconcile.matching.world import World


def titled_instead(item: int, line: int, world: World) -> int | None:
    """Another document of the item's party, written by the day of the line, all of whose title stands in the text
    (as the level "same" of the signal `title`)."""
    transaction = world.lines[line].transaction
    if not transaction.remittance:
        return None
    said = words_in(transaction.remittance)
    for other in world.fellows.others(item, transaction.booking_date.toordinal()):
        title = world.items[other].title
        if title and (words := words_in(title)) and words <= said:
            return other
    return None
