"""importers.chain: closing of one statement = opening of the next; gaps, overlaps and copies are named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

from line_builders import statement, transaction

from importers.chain import chained
from importers.statement import Balance, Kind, Proof, Statement


def balance(minor: int) -> Balance:
    return Balance(amount_minor=minor, currency="EUR", day=None, code="CLBD")


def month(number: int, opening: int, closing: int, **fields: Any) -> Statement:
    values: dict[str, Any] = {
        "statement_id": f"{number}/2026",
        "opening": balance(opening),
        "closing": balance(closing),
        "from_date": date(2026, number, 1),
        "to_date": date(2026, number, 28),
        "name": f"{number}.xml",
    }
    return statement(**(values | fields))


def warnings(*statements: Statement) -> list[str]:
    return [warning for one in chained(statements) for warning in one.warnings]


def test_a_chain_says_nothing() -> None:
    assert warnings(month(1, 0, 100), month(2, 100, 50), month(3, 50, 70)) == []


def test_a_missing_statement_is_named_where_it_shows() -> None:
    first, _, third = chained([month(1, 0, 10_000), month(4, 3_000, 3_000), month(3, 5_000, 3_000)])
    assert first.warnings == ()
    assert third.warnings == (
        "opening balance 50.00, but statement 1/2026 closes with 100.00 EUR: a statement between them is missing",
    )


def test_overlapping_periods_are_named() -> None:
    late = month(2, 4_000, 5_000, from_date=date(2026, 1, 15))
    (said,) = warnings(month(1, 0, 10_000), late)
    assert said.startswith("opening balance 40.00, but statement 1/2026 closes with 100.00 EUR: the periods overlap;")


def test_the_same_statement_in_two_files() -> None:
    line = transaction("KR1-A")
    one = statement(line, name="a.xml", opening=balance(0), closing=balance(10_000))
    other = statement(line, name="b.xml", opening=balance(0), closing=balance(10_000))
    assert warnings(one, other, month(4, 10_000, 10_000)) == [
        "the same statement as in a.xml; its lines count once",
    ]


def test_several_statements_of_one_day_are_put_in_order_by_their_balances() -> None:
    day: dict[str, Any] = {"from_date": date(2026, 3, 2), "to_date": date(2026, 3, 2)}
    parts = [month(1, 0, 5, **day), month(2, 9, 7, **day), month(3, 5, 9, **day)]
    assert warnings(*parts) == []


def test_numbers_count_as_numbers() -> None:
    day: dict[str, Any] = {"from_date": None, "to_date": None}
    parts = [month(1, at, at, statement_id=f"{at}/2026", **day) for at in (10, 9)]
    assert "statement 9/2026 closes with 0.09" in warnings(*parts)[0]


def test_accounts_currencies_and_kinds_do_not_mix() -> None:
    other = month(2, 7, 7, account="DE02500105170137075030")
    foreign = Balance(amount_minor=7, currency="CHF", day=None, code="OPBD")
    swiss = replace(month(2, 0, 0), opening=foreign, closing=foreign)
    report = month(2, 7, 7, kind=Kind.INTRADAY)
    unknown = month(2, 7, 7, account="")
    open_end = replace(month(2, 7, 7), closing=None)
    assert warnings(month(1, 0, 100), other, swiss, report, unknown, open_end) == []


def test_the_order_of_the_files_does_not_matter() -> None:
    parts = [month(1, 0, 100), month(2, 100, 50), month(4, 70, 70)]
    for order in permutations(parts):
        assert set(chained(order)) == set(chained(parts))


def test_twins_in_two_statements_that_follow_on_each_other_are_named() -> None:
    """A late booking, or a page of its own file: the token alone cannot tell them apart, the balances can."""
    pages = [
        month(3, 0, 10_000, statement_id=f"{page}", name=f"{page}.xml", transactions=(transaction("KR1-A"),))
        for page in (1, 2)
    ]
    pages[1] = replace(pages[1], opening=balance(10_000), closing=balance(20_000))
    (said,) = warnings(*pages)
    assert said.startswith("2026-03-02 100.00 EUR is word for word in statement 1 too, and the balances count both;")
    unproved = warnings(replace(pages[0], proof=Proof.DIFFERS), pages[1])
    assert unproved == ["also in 1.xml, and counted once: 1 of its 1 lines"]


def test_a_report_beside_its_statement_says_how_many_lines_count_once() -> None:
    """Whatever has no balances chains with nothing: an intraday report, a CSV."""
    lines = tuple(map(transaction, ("KR1-A", "KR1-B", "KR1-C")))
    whole = month(1, 0, 100, transactions=lines, name="a.xml")
    report = replace(month(1, 0, 0, transactions=lines[:2], name="b.csv"), opening=None, closing=None)
    assert warnings(whole, report) == ["also in a.xml, and counted once: 2 of its 2 lines"]
    assert warnings(report, whole) == ["also in b.csv, and counted once: 2 of its 3 lines"]
    assert warnings(whole, replace(report, kind=Kind.NOTIFICATION)) == [], "details of the same entries on purpose"
