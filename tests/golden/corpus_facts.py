"""The manifest of ../shared/corpus: independently counted facts about real files, and the few we refuse by design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def csv_facts(name: str) -> list[dict[str, Any]]:
    """The facts of the CSV files of that name."""
    return [json.loads(line) for line in _lines() if name in line]


def _lines() -> list[str]:
    facts = CORPUS / "manifest.jsonl"
    return facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []


def hostile() -> list[dict[str, Any]]:
    expected = CORPUS / "_own_hostile" / "expected.jsonl"
    return list(map(json.loads, expected.read_text(encoding="utf-8").splitlines())) if expected.exists() else []


def by_path(fact: dict[str, Any]) -> str:
    return str(fact["path"])
