"""reconcile.cli.wording: how amounts, days and proofs are written for people."""

from __future__ import annotations

import shutil
import subprocess
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from line_builders import statement, transaction

from importers.statement import Balance
from reconcile.cli.wording import balance_proof, command, count, period, short_account, typed


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


@pytest.mark.skipif(shutil.which("sh") is None, reason="no POSIX shell")
@pytest.mark.parametrize(
    "name",
    ["a$b.csv", "$HOME.xml", "a`id`.csv", 'it\'s "so".csv', "a!b.csv", "a\\b.csv", "a;b(1).csv", "*.csv", "ü%.xml"],
)
def test_a_shell_reads_nothing_into_a_path(name: str) -> None:
    told = subprocess.run(["sh", "-c", f"printf %s {typed(name)}"], capture_output=True, check=True)
    assert told.stdout.decode() == name


def test_the_next_command_has_the_configuration_and_the_journal_of_this_one() -> None:
    assert command(Namespace(), "commit", "p.csv", "--dry-run") == "reconcile commit p.csv --dry-run"
    given = Namespace(config=Path("my books/config.toml"), state=Path("j.sqlite3"))
    assert command(given, "status") == (f'reconcile status --config "{Path("my books/config.toml")}" --state j.sqlite3')
