"""What stands in the proposals file, byte for byte (review.md)."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from review_builders import (
    allocation,
    as_table,
    edited,
    ignored,
    item,
    proposal,
    read,
    several,
    single,
    split,
    transaction,
    unmatched,
)

from reconcile.language import Language
from reconcile.records import Alternative, DifferenceKind
from reconcile.report.words import Words
from reconcile.review.cells import TRIGGERS, guarded, one_line, unguarded
from reconcile.review.columns import COLUMNS, column_named, headers
from reconcile.review.proposals import Layout, write_csv, write_jsonl

GOLDEN = Path(__file__).parents[2] / "golden" / "proposals_small.csv"

ORDER = [
    "decision",
    "light",
    "date",
    "amount",
    "direction",
    "currency",
    "counterparty",
    "remittance",
    "part",
    "invoice",
    "party",
    "open_amount",
    "allocate",
    "difference",
    "difference_kind",
    "why",
    "warning",
    "alternatives",
    "note",
    "line",
    "value_date",
    "iban",
    "reference",
    "kind",
    "document",
    "rest",
    "confidence",
    "statement",
    "bank_reference",
    "invoice_id",
    "transaction_id",
    "proposal_id",
    "run_id",
]


def test_the_file_is_the_golden_one_byte_for_byte() -> None:
    assert write_csv(several()) == GOLDEN.read_bytes()


def test_columns_stand_in_the_order_of_the_contract() -> None:
    assert headers("en") == ORDER
    assert [column.name for column in COLUMNS if column.editable] == [
        "decision",
        "invoice",
        "allocate",
        "difference_kind",
        "note",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_header_means_its_column_in_both_languages(language: str) -> None:
    assert [column_named(header) for header in headers(language)] == ORDER
    assert [column_named(header.upper().replace("_", " ")) for header in headers(language)] == ORDER


def test_layout_decides_delimiter_mark_bom_line_end_and_headers() -> None:
    layout = Layout(delimiter="\t", decimal_mark=".", bom=False, line_end="\n", language="de")
    content = write_csv([single()], layout)
    assert content.startswith(b"Entscheidung\tAmpel\tDatum\tBetrag\t")
    assert b"\r" not in content
    assert b"\t1200.00\tEingang\tEUR\t" in content


def test_an_ignored_line_has_no_row_and_an_unmatched_one_has_one() -> None:
    rows = as_table(write_csv([ignored(), unmatched()]))
    assert [(row["light"], row["invoice"], row["allocate"], row["rest"]) for row in rows] == [
        ("unmatched", "", "", "50,00")
    ]


def test_a_split_repeats_the_bank_line_and_counts_its_parts() -> None:
    rows = as_table(write_csv([split()]))
    assert [row["part"] for row in rows] == ["1 of 3", "2 of 3", "3 of 3"]
    assert {(row["amount"], row["remittance"]) for row in rows} == {("1200,00", "RE 201, 202, 203")}
    assert [row["allocate"] for row in rows] == ["400,00", "500,00", "300,00"]


@pytest.mark.parametrize(("currency", "shown"), [("EUR", "1200,00"), ("JPY", "120000"), ("KWD", "120,000")])
def test_amounts_have_the_digits_of_their_currency(currency: str, shown: str) -> None:
    line = transaction(120000, currency=currency)
    row = as_table(write_csv([proposal(allocation(item(currency=currency), 120000), line=line)]))[0]
    assert (row["amount"], row["open_amount"], row["allocate"]) == (shown, shown, shown)


def test_unknown_open_amount_is_an_empty_cell() -> None:
    row = as_table(write_csv([proposal(allocation(item(open_minor=None), 120000))]))[0]
    assert (row["open_amount"], row["difference"], row["allocate"]) == ("", "", "1200,00")


def test_flags_of_the_line_are_warnings_and_the_missing_fact_is_a_reason() -> None:
    one = single()
    one = replace(one, line=replace(one.line, flags=("possible duplicate",)), warnings=("new account",), missing="m")
    row = as_table(write_csv([one]))[0]
    assert (row["why"], row["warning"]) == ("number in text; amount exact; m", "new account; possible duplicate")


def test_alternatives_show_number_and_open_amount() -> None:
    others = [
        Alternative(item_id="1", number="RE-2026-0098", party_name="", open_minor=196000, probability=0.2),
        Alternative(item_id="2", number="RE-2026-0099", party_name="", open_minor=None, probability=0.1),
    ]
    one = replace(single(), alternatives=tuple(others))
    assert as_table(write_csv([one]))[0]["alternatives"] == "RE-2026-0098 (1960,00); RE-2026-0099 (unknown)"
    pointed = as_table(write_csv([one], Layout(decimal_mark=".")))[0]
    assert pointed["alternatives"] == "RE-2026-0098 (1960.00); RE-2026-0099 (unknown)"


# -------------------------------------------------------------------------------------------------------------- cells


@pytest.mark.parametrize("trigger", [trigger for trigger in TRIGGERS if not trigger.isspace()])
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_a_formula_gets_one_apostrophe_and_loses_one(trigger: str, before: str) -> None:
    text = f"{before}{trigger}1+1"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Huber", "'quoted'", "O'Hara", "1-2", "a=b"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_a_cell_is_one_line_without_anything_invisible() -> None:
    assert one_line("  a\r\nb\tc\u00a0d\u202e\u200be\x00f ") == "a b c de f"


# -------------------------------------------------------------------------------------------------------- for programs


def test_jsonl_has_exactly_the_keys_of_the_contract_in_their_order() -> None:
    lines = write_jsonl(several()).decode().splitlines()
    assert len(lines) == len(several())  # the ignored one too
    assert list(json.loads(lines[0])) == [
        "proposal_id",
        "transaction_id",
        "bank_reference",
        "booking_date",
        "amount_minor",
        "currency",
        "verdict",
        "confidence",
        "allocations",
        "unallocated_minor",
        "alternatives",
        "reasons",
        "warnings",
    ]


def test_jsonl_carries_signed_minor_units() -> None:
    kind = DifferenceKind.DISCOUNT
    one = proposal(allocation(item(), -117600, kind, -2400), line=transaction(-117600))
    found = json.loads(write_jsonl([one]))
    assert (found["amount_minor"], found["unallocated_minor"]) == (-117600, 0)
    assert found["allocations"] == [
        {
            "invoice_id": "inv-RE-2026-0101",
            "invoice_number": "RE-2026-0101",
            "document": "invoice",
            "allocated_minor": -117600,
            "discount_minor": -2400,
        }
    ]


# --------------------------------------------------------------------------------------------------------- confidence

SHOWN = [(1.0, "0,9999", "99.99 %"), (0.99996, "0,9999", "99.99 %"), (0.98765, "0,9877", "98.77 %"),
         (0.0, "0,0001", "0.01 %"), (0.5, "0,5000", "50 %")]  # fmt: skip


@pytest.mark.parametrize(("confidence", "cell", "percent"), SHOWN)
def test_the_file_says_of_a_confidence_what_page_and_report_say(confidence: float, cell: str, percent: str) -> None:
    one = replace(single(), confidence=confidence)
    (row,) = as_table(write_csv([one]))
    assert row["confidence"] == cell
    said = Words(Language.EN, ZoneInfo("Europe/Berlin")).chance(confidence)
    assert said.replace("\u202f", " ") == percent
    assert Decimal(cell.replace(",", ".")) * 100 == Decimal(percent.removesuffix(" %"))


@pytest.mark.parametrize(("confidence", "cell"), [(1.0, "1,0000"), (1.0, "1"), (0.00001, "0,0000")])
def test_a_file_of_an_earlier_version_is_read_as_before(confidence: float, cell: str) -> None:
    one = replace(single(), confidence=confidence)

    def as_formerly(rows: list[dict[str, str]]) -> None:
        rows[0] |= {"decision": "yes", "confidence": cell}

    found = read(edited([one], as_formerly), [one])
    assert (len(found.decisions), found.blocked) == (1, ())


def test_no_other_confidence_is_taken_for_it() -> None:
    one = replace(single(), confidence=1.0)
    found = read(edited([one], lambda rows: rows[0].update(decision="yes", confidence="0,9998")), [one])
    assert len(found.blocked) == 1


@pytest.mark.parametrize(
    ("cell", "blocked"),
    [
        ("RE-2026-0098 (1960,00); RE-2026-0099 (unknown)", 0),
        ("RE-2026-0098 (1960.00); RE-2026-0099 (unknown)", 0),  # an English file of an earlier version
        ("RE-2026-0098 (1960,00); RE-2026-0099 (unbekannt)", 0),
        ("RE-2026-0098 (1960.00); RE-2026-0099 (unbekannt)", 0),  # a German one with points
        ("RE-2026-0098 (1960,01); RE-2026-0099 (unknown)", 1),
        ("RE-2026-0097 (1960.00); RE-2026-0099 (unknown)", 1),
    ],
)
def test_alternatives_are_ours_with_either_mark_and_nothing_else_is(cell: str, blocked: int) -> None:
    others = (
        Alternative(item_id="1", number="RE-2026-0098", party_name="", open_minor=196000, probability=0.2),
        Alternative(item_id="2", number="RE-2026-0099", party_name="", open_minor=None, probability=0.1),
    )
    one = replace(single(), alternatives=others)
    found = read(edited([one], lambda rows: rows[0].update(decision="yes", alternatives=cell)), [one])
    assert len(found.blocked) == blocked
