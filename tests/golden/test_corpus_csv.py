"""Every CSV of the corpus: read with the counts and sums of independent scripts, refused as unknown, or listed.

Two scripts counted these files: the manifest's, and that of the project they are from, whose results the manifest
quotes (`expect_from`). Where ours differs from the first by design, the second decides.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from corpus_comparison import DISAGREEMENTS, Outcome, compared, is_claimed, sums
from corpus_facts import CORPUS, DIFFERENT, LISTED, REFUSED, by_path, csv_facts

from importers import read
from importers.csv_formats import packaged
from importers.statement import Proof, Statement

FACTS = [fact for fact in csv_facts('"kind": "csv"') if not fact["path"].startswith("_own_hostile/")]
LISTED_CSV = [fact for fact in FACTS if fact["path"] in DIFFERENT]
_PEER = re.compile(r"n=(\d+) income=(-?[\d.]+) expenses=(-?[\d.]+)")


def statements(fact: dict[str, Any]) -> list[Statement]:
    return list(read(CORPUS / fact["path"]))


def peer(fact: dict[str, Any]) -> tuple[int, Decimal] | None:
    """(bookings, money in - money out) of the second script."""
    found = next(filter(None, map(_PEER.search, fact["expect_from"])), None)
    return (int(found[1]), Decimal(found[2]) - Decimal(found[3])) if found and found[1] != "0" else None


def test_the_corpus_is_there() -> None:
    if not FACTS:
        pytest.skip("LOUD: the corpus is absent: no CSV was checked")
    assert len(FACTS) == 244


@pytest.mark.parametrize("fact", FACTS, ids=by_path)
def test_read_as_counted_or_refused_or_listed(fact: dict[str, Any]) -> None:
    result = compared(fact, CORPUS, LISTED)
    assert result.outcome not in DISAGREEMENTS, result.detail


@pytest.mark.parametrize("fact", LISTED_CSV, ids=by_path)
def test_what_differs_by_design_agrees_with_the_second_script(fact: dict[str, Any]) -> None:
    entries, came, went = sums(statements(fact), pending=True)
    assert (entries, came - went) == peer(fact)


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
        Outcome.AGREES: 175,
        Outcome.NO_FACTS: 3,
        Outcome.KNOWN_DIFFERENCE: 6,
        Outcome.BY_DESIGN: 9,
        Outcome.UNKNOWN_LAYOUT: 51,
    }
    assert sum(path.endswith((".csv", ".CSV")) for path in REFUSED) == 9


def test_every_balance_the_manifest_found_consistent_proves() -> None:
    """A running balance two scripts call consistent must tie out for us too."""
    consistent = [fact for fact in FACTS if fact.get("balance_consistent") and fact["path"] not in REFUSED]
    untied = {
        fact["path"]: one.warnings
        for fact in consistent
        if is_claimed(CORPUS / fact["path"])
        for one in statements(fact)
        if one.proof is Proof.DIFFERS
    }
    assert untied == {}


def test_formats_with_a_real_file_in_the_corpus() -> None:
    """Those without one are known from the headers of real files, or are not verified."""
    if not FACTS:
        return
    claimed = [fact for fact in FACTS if fact["path"] not in REFUSED and is_claimed(CORPUS / fact["path"])]
    used = {one.source.format.removeprefix("csv:") for fact in claimed for one in statements(fact)}
    assert len(used) == 50
    assert used <= {one.name for one in packaged() if one.evidence == "real file"}
