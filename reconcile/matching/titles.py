"""What a text says its payment is for, against the titles of one party's documents."""

from __future__ import annotations

from datetime import timedelta

from reconcile.matching.likeness import share_of_title
from reconcile.matching.rules import DATE_GRACE
from reconcile.matching.signals import TITLE_SAME
from reconcile.matching.world import World


def titled_instead(item: int, line: int, world: World) -> int | None:
    """Another document of the item's party, written by the day of the line, all of whose title stands in the text."""
    transaction = world.lines[line].transaction
    if not transaction.remittance:
        return None
    day = transaction.booking_date + timedelta(days=DATE_GRACE)
    for other in world.parties.items[world.parties.of_items[item]]:
        record = world.items[other]
        if other == item or not record.title or (record.invoice_date or day) > day:
            continue
        if share_of_title(record.title, transaction.remittance) >= TITLE_SAME:
            return other
    return None
