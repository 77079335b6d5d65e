"""Every camt and MT file of the corpus that was counted, against independently counted facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from corpus_comparison import Outcome, compared, met, sums
from corpus_facts import CORPUS, LISTED, REFUSED, by_path, csv_facts, damaged, hostile, manifest

from importers import read
from importers.errors import StatementRefused
from importers.statement import Statement


def test_the_corpus_is_there() -> None:
    if not CORPUS.exists():
        pytest.skip(f"LOUD: the corpus is absent ({CORPUS.name}): no golden fact was checked")
    assert len(manifest()) > 390
    assert len(LISTED) <= 9, "the list of what only a reason excuses may get shorter, never longer"


@pytest.mark.parametrize("fact", manifest(), ids=by_path)
def test_counts_sums_and_balances(fact: dict[str, Any]) -> None:
    result = compared(fact, CORPUS, LISTED)
    expected = Outcome.NOT_READABLE if damaged(fact) else Outcome.AGREES
    if fact["path"] in LISTED:
        expected = Outcome.BY_DESIGN if fact["path"] in REFUSED else Outcome.KNOWN_DIFFERENCE
    assert result.outcome is expected, result.detail


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
    """As expected.jsonl says; where a reader does not exist yet (zip) the file is refused in words."""
    path = CORPUS / "_own_hostile" / case["path"]
    try:
        statements: list[Statement] | StatementRefused = list(read(path))
    except StatementRefused as refusal:
        statements = refusal
    if path.suffix == ".zip" and isinstance(statements, StatementRefused):
        assert all(problem.sentence and problem.remedy for problem in statements.problems)
        return
    assert met(case, statements) == ""
