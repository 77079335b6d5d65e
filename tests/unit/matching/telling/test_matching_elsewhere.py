"""What the other lines of a run are to pay of the same document is said."""

from __future__ import annotations

from datetime import date

from matching_builders import PAYER, RUN, known, make_books, make_item, make_line

from reconcile.matching import Rules, propose


def reasons(*amounts: int) -> list[list[str]]:
    lines = [
        make_line(amount, "RE-2026-0098", "Müller GmbH", PAYER, booking_date=date(2026, 3, day))
        for day, amount in enumerate(amounts, 11)
    ]
    books = make_books(make_item(), accounts=(known(),))
    found = propose(lines, books, Rules(), run_id=RUN)
    return [[reason for reason in one.reasons if "this run" in reason] for one in found]


def test_each_of_two_payments_says_what_the_other_pays() -> None:
    assert reasons(40_000, 79_000) == [
        ["of RE-2026-0098 another line of this run is to pay 790.00 EUR, that of 2026-03-12"],
        ["of RE-2026-0098 another line of this run is to pay 400.00 EUR, that of 2026-03-11"],
    ]


def test_of_more_the_sum_is_said() -> None:
    assert reasons(40_000, 40_000, 39_000)[2] == ["of RE-2026-0098 2 other lines of this run are to pay 800.00 EUR"]


def test_of_one_alone_nothing_is_said() -> None:
    assert reasons(119_000) == [[]]


def test_a_second_payment_of_the_same_takes_nothing_from_the_first() -> None:
    assert reasons(119_000, 119_000) == [[], []]
