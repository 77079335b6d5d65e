"""The books of a week are those of a Monday: what was paid before is paid, and nothing is known of what comes."""

from __future__ import annotations

from collections import Counter

import pytest
from world import world_of
from worlds.build import World
from worlds.weeks import FIRST_WEEK, Week, weeks_of


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(7, 2_000)


@pytest.fixture(scope="module")
def weeks(world: World) -> list[Week]:
    return list(weeks_of(world))


def test_every_line_behind_the_first_weeks_stands_in_one_week(world: World, weeks: list[Week]) -> None:
    lines = [line for week in weeks for line in week.lines]
    truths = [truth for week in weeks for truth in week.truths]
    assert tuple(lines) == world.lines[-len(lines) :]
    assert tuple(truths) == world.truths[-len(truths) :]
    assert (world.lines[0].transaction.booking_date - lines[0].transaction.booking_date).days <= -7 * FIRST_WEEK
    assert max(map(_span, weeks)) < 7


def _span(week: Week) -> int:
    days = [line.transaction.booking_date for line in week.lines]
    return (days[-1] - days[0]).days


def test_what_a_week_pays_is_open_in_its_books(weeks: list[Week]) -> None:
    for week in weeks:
        still_open = {item.item_id for item in week.books.items}
        assert {document for truth in week.truths for document, _ in truth.allocations} <= still_open
        assert still_open.isdisjoint(item.item_id for item in week.books.settled)


def test_no_more_is_settled_than_is_owed(weeks: list[Week]) -> None:
    for week in weeks:
        for item in (*week.books.items, *week.books.settled):
            assert item.open_minor is None or 0 <= item.open_minor <= item.gross_minor
        assert all(item.open_minor == 0 for item in week.books.settled)


def test_payments_are_those_of_the_weeks_before(world: World, weeks: list[Week]) -> None:
    """One of each line that pays, but for those a returned debit took away."""
    last = weeks[-1]
    earlier = world.truths[: -len(last.truths)]
    paying = Counter(f"KR1-{truth.line}" for truth in earlier if truth.allocations)
    shown = Counter(payment.token for payment in last.books.payments)
    taken_back = sum(1 for truth in earlier if truth.reversal_minor)
    assert shown <= paying
    assert paying.total() - taken_back <= shown.total() < paying.total()
    days = [payment.day for payment in last.books.payments]
    assert days == sorted(days, reverse=True)
    assert days[0] <= last.lines[0].transaction.booking_date


def test_the_books_grow(weeks: list[Week]) -> None:
    settled, known = [len(week.books.settled) for week in weeks], [len(week.books.known_accounts) for week in weeks]
    assert settled[-1] > 10 * settled[0] > 0
    assert known == sorted(known)
