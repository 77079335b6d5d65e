"""Documents of one party: which of them a line may mean, by its day, and of which something is left."""

from __future__ import annotations

from datetime import date

from matching_builders import make_books, make_item, make_line

from reconcile.matching import Rules
from reconcile.matching.fellows import Fellows
from reconcile.matching.knowing.world import build_world
from reconcile.matching.rules import DATE_GRACE

DAY = date(2026, 3, 11).toordinal()
ITEMS = (
    make_item("RE-1"),
    make_item("RE-2", invoice_date=date.fromordinal(DAY + DATE_GRACE)),
    make_item("RE-3", invoice_date=date.fromordinal(DAY + DATE_GRACE + 1)),
    make_item("RE-4", invoice_date=None),
    make_item("RE-5", currency="CHF"),
    make_item("RE-6", open_minor=None),
    make_item("RE-7", party="Andere AG"),
)


def fellows() -> Fellows:
    return build_world([make_line()], make_books(*ITEMS), ITEMS, Rules()).fellows


def test_others_are_of_the_same_party_and_written_by_the_day() -> None:
    assert fellows().others(0, DAY) == [1, 3, 4, 5]
    assert fellows().others(0, DAY - 20) == [3], "what has no date may have been written any day"
    assert fellows().others(6, DAY) == []


def test_what_is_owed_is_known_in_the_currency_and_not_yet_paid() -> None:
    rest = [100] * len(ITEMS)
    assert fellows().still_owed(0, "EUR", DAY, rest) == [0, 1, 3]
    assert fellows().still_owed(0, "EUR", DAY, [0, *rest[1:]]) == [1, 3]
    assert fellows().still_owed(0, "CHF", DAY, rest) == [4]
    assert fellows().still_owed(1, "EUR", DAY, rest) == [6]
