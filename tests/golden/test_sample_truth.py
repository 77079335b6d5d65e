"""The tool against the hand-written truth of the sample month: a sure proposal never contradicts it, in any format.

What is only not found is no failure here beyond a floor; a wrong "sure" is, and so is money allocated where there is
nothing to allocate.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from importers import read
from importers.amounts import to_minor
from reconcile import settings as configuration
from reconcile.cli import composition
from reconcile.lines import bank_lines
from reconcile.matching import propose
from reconcile.records import Proposal, Verdict

FORMATS = {"camt053_v02": "xml", "camt053_v08": "xml", "csv_sparkasse_camt": "csv"}
ACCOUNTS = ("giro", "reserve")

Row = dict[str, str]
Judged = list[tuple[Row, Proposal]]


@pytest.fixture(scope="module", params=FORMATS)
def judged(request: pytest.FixtureRequest, samples: Path) -> Judged:
    """Each row of the truth with what the tool proposes for its line."""
    folder: str = request.param
    proposals = proposals_of(samples, folder)
    by_line: dict[tuple[str, str, int], list[Proposal]] = defaultdict(list)
    for one in proposals:
        transaction = one.line.transaction
        key = (transaction.account[-4:], transaction.booking_date.isoformat(), transaction.amount_minor)
        by_line[key].append(one)
    numbers = {"giro": "1001", "reserve": "1002"}
    with (samples / "expected.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(proposals)
    return [(row, by_line[numbers[row["account"]], row["date"], cents(row["amount"])].pop(0)) for row in rows]


def proposals_of(samples: Path, folder: str) -> tuple[Proposal, ...]:
    settings = configuration.load(samples / "config.toml", {})
    files = [samples / folder / f"2026-03_{account}.{FORMATS[folder]}" for account in ACCOUNTS]
    statements = [statement for file in files for statement in read(file)]
    books = composition.books_of(composition.snapshot_of(samples / "kanbert", settings), settings)
    lines = bank_lines(statements, books.payment_accounts, settings.account_id)
    rules = composition.rules_of(settings, books, statements)
    return propose(lines, books, rules, run_id="R-BCDFGHJKLM")


def cents(text: str) -> int:
    return to_minor(Decimal(text), "EUR")


def true_parts(row: Row) -> list[tuple[str, int, int]]:
    """Number, amount, discount deducted; positive. A row with a discount has one document."""
    discount = cents(row["discount"] or "0")
    parts = [part.rsplit(" ", 1) for part in row["pays"].split(" + ") if part]
    return sorted((number, cents(amount), discount) for number, amount in parts)


def proposed_parts(proposal: Proposal) -> list[tuple[str, int, int]]:
    sign = -1 if proposal.line.transaction.amount_minor < 0 else 1
    return sorted(
        (one.item.number, sign * one.allocated_minor, sign * one.discount_minor) for one in proposal.allocations
    )


def test_a_sure_proposal_never_contradicts_the_truth(judged: Judged) -> None:
    wrong = {
        row["line"]: proposed_parts(proposal)
        for row, proposal in judged
        if proposal.verdict is Verdict.SURE
        and (row["verdict"] != "sure allowed" or proposed_parts(proposal) != true_parts(row))
    }
    assert wrong == {}


def test_nothing_is_allocated_to_lines_that_pay_no_document(judged: Judged) -> None:
    wrong = {row["line"]: proposed_parts(proposal) for row, proposal in judged if row["verdict"] == "ignored"}
    assert {line: parts for line, parts in wrong.items() if parts} == {}


def test_at_least_thirty_lines_are_sure(judged: Judged) -> None:
    assert sum(proposal.verdict is Verdict.SURE for _, proposal in judged) >= 30


def test_the_twins_are_left_to_a_person(judged: Judged) -> None:
    twins = {row["line"]: proposal.verdict for row, proposal in judged if "twin" in row["kind"]}
    assert set(twins) == {"G44", "G45", "G57"}
    assert set(twins.values()) == {Verdict.AMBIGUOUS}
