"""Every CSV of the corpus: read with the counts and sums of independent scripts, refused as unknown, or listed.

Two scripts counted these files: the manifest's, and that of the project they are from, whose results the manifest
quotes (`expect_from`). Where ours differs from the first (fees, the sign of cards), it must agree with the second.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from corpus_comparison import DISAGREEMENTS, Outcome, compared, is_claimed, peer, sums
from corpus_facts import CORPUS, LISTED, REFUSED, by_path, csv_facts

from importers import read
from importers.csv_formats import packaged
from importers.statement import Proof, Statement

FACTS = [fact for fact in csv_facts('"kind": "csv"') if not fact["path"].startswith("_own_hostile/")]


def statements(fact: dict[str, Any]) -> list[Statement]:
    return list(read(CORPUS / fact["path"]))


def is_read(fact: dict[str, Any]) -> bool:
    read_outcomes = (Outcome.AGREES, Outcome.AGREES_WITH_PEER, Outcome.NO_FACTS, Outcome.KNOWN_DIFFERENCE)
    return compared(fact, CORPUS, LISTED).outcome in read_outcomes


def test_the_corpus_is_there() -> None:
    if not FACTS:
        pytest.skip("LOUD: the corpus is absent: no CSV was checked")
    assert len(FACTS) == 244


@pytest.mark.parametrize("fact", FACTS, ids=by_path)
def test_read_as_counted_or_refused_or_listed(fact: dict[str, Any]) -> None:
    result = compared(fact, CORPUS, LISTED)
    assert result.outcome not in DISAGREEMENTS, result.detail


def test_files_the_first_script_could_not_count_agree_with_the_second() -> None:
    uncounted = [fact for fact in FACTS if "n_entries" not in fact and is_claimed(CORPUS / fact["path"])]
    for fact in uncounted:
        entries, came, went = sums(statements(fact), pending=True)
        assert (entries, came - went) == peer(fact), fact["path"]
    assert len(uncounted) == (3 if FACTS else 0)


def test_how_many_files_are_of_layouts_we_claim() -> None:
    """Both counts are published (benchmarks/corpus.py); a format that starts to claim other banks' files shows here."""
    outcomes = Counter(compared(fact, CORPUS, LISTED).outcome for fact in FACTS)
    if not FACTS:
        return
    assert outcomes == {
        Outcome.AGREES: 180,
        Outcome.NO_FACTS: 3,
        Outcome.AGREES_WITH_PEER: 6,
        Outcome.BY_DESIGN: 3,
        Outcome.NOT_READABLE: 1,
        Outcome.UNKNOWN_LAYOUT: 51,
    }
    assert sum(path.endswith((".csv", ".CSV")) for path in REFUSED) == 3


def test_every_balance_the_manifest_found_consistent_proves() -> None:
    """A running balance two scripts call consistent must tie out for us too."""
    untied = {
        fact["path"]: one.warnings
        for fact in FACTS
        if fact.get("balance_consistent") and is_read(fact)
        for one in statements(fact)
        if one.proof is Proof.DIFFERS
    }
    assert untied == {}


def test_formats_with_a_real_file_in_the_corpus() -> None:
    """Those without one are known from the headers of real files, or are not verified."""
    if not FACTS:
        return
    used = {one.source.format.removeprefix("csv:") for fact in filter(is_read, FACTS) for one in statements(fact)}
    assert len(used) == 50
    assert used <= {one.name for one in packaged() if one.evidence == "real file"}
