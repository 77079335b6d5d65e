"""Every camt.053 of the corpus that a reader of this version handles, against independently counted facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from corpus_facts import CORPUS, REFUSED, by_path, csv_facts, hostile, manifest

from importers import read
from importers.amounts import to_decimal
from importers.errors import StatementRefused
from importers.statement import Statement


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
    facts = csv_facts(name)
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
