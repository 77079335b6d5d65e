"""reconcile.cli.wording: how amounts, days and proofs are written for people."""

from __future__ import annotations

from datetime import date

import pytest
from line_builders import statement, transaction

from importers.statement import Balance
from reconcile.cli.wording import balance_proof, count, period, short_account, typed


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 3, 1), date(2026, 3, 31), "1–31 March 2026"),
        (date(2026, 3, 1), date(2026, 3, 1), "1 March 2026"),
        (date(2026, 2, 27), date(2026, 3, 2), "27 February – 2 March 2026"),
        (date(2025, 12, 31), date(2026, 1, 2), "31 December 2025 – 2 January 2026"),
        (None, None, ""),
        (date(2026, 3, 1), None, "1 March 2026"),
    ],
)
def test_periods_are_as_short_as_they_stay_clear(first: date | None, last: date | None, expected: str) -> None:
    assert period(first, last) == expected


def test_accounts_are_recognisable_but_not_usable() -> None:
    assert short_account("AT611904300234573201") == "AT61…3201"
    assert short_account("12345") == "12345"


def test_one_row_two_rows() -> None:
    assert (count(1, "row"), count(2, "row"), count(0, "entry", "entries")) == ("1 row", "2 rows", "0 entries")


def test_turnover_counts_the_statements_currency_only() -> None:
    mixed = statement(transaction("KR1-A"), transaction("KR1-B", 99_900, currency="USD"))
    assert balance_proof(mixed).startswith("+ 100.00 − 0.00 EUR")


def test_a_negative_balance_has_the_minus_of_the_turnover() -> None:
    opening = Balance(amount_minor=-1_234_500, currency="EUR", day=None, code="OPBD")
    closing = Balance(amount_minor=-1_224_500, currency="EUR", day=None, code="CLBD")
    overdrawn = statement(transaction("KR1-A"), opening=opening, closing=closing)
    assert balance_proof(overdrawn).startswith("−12\u202f345.00 + 100.00 − 0.00 = −12\u202f245.00 EUR")


def test_a_path_with_a_blank_can_be_pasted() -> None:
    assert typed("proposals.csv") == "proposals.csv"
    assert typed("Vorschläge März.csv") == '"Vorschläge März.csv"'
