"""The sample month is what its tables say, its formats agree, and the hand-written truth is possible."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from schwifty import BIC, IBAN

from importers import read
from importers.amounts import to_minor
from importers.statement import Kind, Proof, Statement, Transaction

ACCOUNTS = ("giro", "reserve")
GENERATED = ("camt053_v02", "camt053_v08", "camt053_zip", "csv_sparkasse_camt", "mt940", "mt942", "kanbert")
VERDICTS = {"sure allowed", "not sure", "ignored"}

Row = dict[str, str]


@pytest.fixture(scope="module")
def expected(samples: Path) -> list[Row]:
    with (samples / "expected.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def snapshot(samples: Path) -> dict[str, list[dict[str, Any]]]:
    return {
        path.stem: [
            json.loads(line, parse_float=Decimal, parse_int=Decimal)
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        for path in (samples / "kanbert").glob("*.jsonl")
    }


def portal_rows(samples: Path, account: str) -> list[Row]:
    """The Sparkasse export in booking order, read without our own reader."""
    text = (samples / "csv_sparkasse_camt" / f"2026-03_{account}.csv").read_bytes().decode("cp1252")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))[::-1]


def camt(samples: Path, version: str, account: str) -> Statement:
    (statement,) = read(samples / f"camt053_{version}" / f"2026-03_{account}.xml")
    return statement


def cents(text: str) -> int:
    return to_minor(Decimal(text), "EUR")


def paid(row: Row) -> list[tuple[str, int]]:
    pairs = (part.rsplit(" ", 1) for part in row["pays"].split(" + ") if part)
    return [(number, cents(amount)) for number, amount in pairs]


# ----------------------------------------------------------------------------------------------------- the build


def test_the_script_writes_exactly_what_is_committed(samples: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(samples / "build.py"), str(tmp_path)], check=True, capture_output=True)
    built = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(samples): path.read_bytes()
        for folder in GENERATED
        for path in (samples / folder).rglob("*")
        if path.is_file()
    }
    assert {path for path in built if built[path] != kept.get(path)} == set()
    assert set(built) == set(kept)


# ------------------------------------------------------------------------------------------------ the three formats


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("version", ["v02", "v08"])
def test_the_balances_tie_out_without_a_warning(samples: Path, version: str, account: str) -> None:
    statement = camt(samples, version, account)
    assert statement.proof is Proof.TIES_OUT
    assert statement.source.format == f"camt.053.001.{version[1:]}"
    assert statement.warnings == ()


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_two_camt_versions_say_the_same(samples: Path, account: str) -> None:
    def facts(one: Transaction) -> tuple[object, ...]:
        return (
            *(one.booking_date, one.value_date, one.amount_minor, one.currency, one.status, one.bank_reference),
            *(one.counterparty_name, one.counterparty_iban, one.counterparty_bic, one.ultimate_name, one.remittance),
            *(one.creditor_reference, one.end_to_end_id, one.mandate_id, one.return_reason, one.batch_id),
        )

    old, new = (camt(samples, version, account).transactions for version in ("v02", "v08"))
    assert [facts(one) for one in old] == [facts(one) for one in new]


def test_the_bundle_holds_the_very_statements(samples: Path) -> None:
    packed = list(read(samples / "camt053_zip" / "2026-03.zip"))
    plain = [camt(samples, "v08", account) for account in ACCOUNTS]
    assert [one.transactions for one in packed] == [one.transactions for one in plain]
    assert [one.source.sha256 for one in packed] == [one.source.sha256 for one in plain]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_portal_export_says_the_same_as_the_camt(samples: Path, account: str) -> None:
    statement = camt(samples, "v08", account)
    rows = portal_rows(samples, account)
    assert len(rows) == len(statement.transactions) == statement.entries
    for row, one in zip(rows, statement.transactions, strict=True):
        assert row["Auftragskonto"] == one.account
        assert row["Buchungstag"] == f"{one.booking_date:%d.%m.%y}"
        assert cents(row["Betrag"].replace(",", ".")) == one.amount_minor
        assert row["Beguenstigter/Zahlungspflichtiger"] == one.counterparty_name
        assert row["Kontonummer/IBAN"] == one.counterparty_iban
        assert row["BIC (SWIFT-Code)"] == one.counterparty_bic
        assert row["Mandatsreferenz"] == one.mandate_id
        assert row["Verwendungszweck"] in (one.remittance, one.creditor_reference) or one.batch_id
        assert (row["Lastschrift Ursprungsbetrag"] != "") == (one.return_reason != "")


@pytest.mark.parametrize("account", ACCOUNTS)
def test_our_reader_of_the_export_finds_the_same_lines(samples: Path, account: str) -> None:
    (export,) = read(samples / "csv_sparkasse_camt" / f"2026-03_{account}.csv")
    statement = camt(samples, "v08", account)
    assert export.proof is Proof.UNTESTABLE
    assert (export.account, export.entries, export.warnings) == (statement.account, statement.entries, ())

    def facts(one: Transaction) -> tuple[object, ...]:
        return (one.booking_date, one.value_date, one.amount_minor, one.counterparty_name, one.counterparty_iban)

    assert sorted(map(facts, export.transactions)) == sorted(map(facts, statement.transactions))


@pytest.mark.parametrize("account", ACCOUNTS)
def test_the_mt940_says_the_same_as_the_camt(samples: Path, account: str) -> None:
    def facts(one: Transaction) -> tuple[object, ...]:
        text = one.remittance or one.creditor_reference  # MT940 has no field of its own for the reference
        return (
            *(one.account, one.booking_date, one.value_date, one.amount_minor, one.currency, one.is_booked, text),
            *(one.counterparty_name, one.counterparty_iban, one.counterparty_bic, one.ultimate_name, one.purpose),
            *(one.creditor_reference, one.reference_kind, one.end_to_end_id, one.mandate_id, one.return_reason),
            *(one.gvc, one.booking_text, one.charges_minor, one.original, one.batch_id),
        )

    (statement,) = read(samples / "mt940" / f"2026-03_{account}.sta")
    camt_statement = camt(samples, "v08", account)
    assert (statement.source.format, statement.proof, statement.warnings) == ("mt940", Proof.TIES_OUT, ())
    assert [facts(one) for one in statement.transactions] == [facts(one) for one in camt_statement.transactions]


def test_the_mt942_is_the_beginning_of_that_day(samples: Path) -> None:
    (interim,) = read(samples / "mt942" / "2026-03-27_giro.sta")
    (statement,) = read(samples / "mt940" / "2026-03_giro.sta")
    of_day = [one for one in statement.transactions if one.booking_date.day == 27]
    assert (interim.source.format, interim.kind, interim.warnings) == ("mt942", Kind.INTRADAY, ())
    assert [one.transaction_id for one in interim.transactions] == [one.transaction_id for one in of_day]
    assert len(of_day) == 4


def test_every_account_number_has_valid_check_digits_and_its_bank(samples: Path) -> None:
    seen = {
        (row["Kontonummer/IBAN"], row["BIC (SWIFT-Code)"])
        for account in ACCOUNTS
        for row in portal_rows(samples, account)
        if row["Kontonummer/IBAN"][:2].isalpha()
    }
    assert len(seen) > 30
    for iban, bic in seen:
        assert BIC(bic).country_code == IBAN(iban).country_code
        assert set(IBAN(iban).account_code[:-4]) == {"0"}, "an account number that could be somebody's"


# ---------------------------------------------------------------------------------------------------- the snapshot


def test_the_snapshot_agrees_with_itself_as_kanbert_would(snapshot: dict[str, list[dict[str, Any]]]) -> None:
    settled: dict[str, Decimal] = defaultdict(Decimal)
    for payment in snapshot["payments"]:
        assert payment["value"] == sum(booking["value"] for booking in payment["bookings"])
        for booking in payment["bookings"]:
            sides = (booking["outgoing_invoice_id"], booking["incoming_invoice_id"])
            assert sides.index(None) == (payment["type"] == "in")
            settled[next(side for side in sides if side)] += booking["value"]
    words = {"outgoing-invoices": "partly_paid", "incoming-invoices": "partial"}
    known: set[str] = set()
    for name, partly in words.items():
        for one in snapshot[name]:
            known.add(one["id"])
            assert one["sum_net"] + one["sum_tax"] == one["sum_gross"]
            paid_so_far, gross = settled[one["id"]], one["sum_gross"]
            status = "open" if not paid_so_far else "paid" if paid_so_far >= gross else partly
            assert one["payment_status"] in (status, "cancelled"), one["invoice_number"]
    assert set(settled) <= known


def test_ids_are_unique_and_cannot_be_taken_for_numbers(snapshot: dict[str, list[dict[str, Any]]]) -> None:
    ids = [one["id"] for objects in snapshot.values() for one in objects]
    assert len(set(ids)) == len(ids)
    assert all(ident[0].isalpha() for ident in ids)


def test_every_property_the_api_requires_is_there(samples: Path, snapshot: dict[str, list[dict[str, Any]]]) -> None:
    document = samples.parent.parent / "shared" / "kanbert" / "openapi.yaml"
    if not document.is_file():
        pytest.skip("THE API DESCRIPTION IS ABSENT: ../shared/kanbert/openapi.yaml is not beside this checkout")
    kinds = {
        "payment-accounts": "PaymentAccount",
        "outgoing-invoices": "OutgoingInvoice",
        "incoming-invoices": "IncomingInvoice",
        "payments": "Payment",
    }
    text = document.read_text(encoding="utf-8")
    for name, schema in kinds.items():
        listed = text.split(f"\n    {schema}:\n", 1)[1].split("required: [", 1)[1].split("]", 1)[0]
        required = {word.strip() for word in listed.replace("\n", " ").split(",")}
        assert len(required) > 9
        assert all(required <= set(one) for one in snapshot[name])


# ------------------------------------------------------------------------------------------------------- the truth


def test_the_truth_names_every_line_once_and_in_order(samples: Path, expected: list[Row]) -> None:
    for account in ACCOUNTS:
        lines = [
            (one.booking_date.isoformat(), one.amount_minor, one.counterparty_name)
            for one in camt(samples, "v08", account).transactions
        ]
        written = [
            (row["date"], cents(row["amount"]), row["counterparty"]) for row in expected if row["account"] == account
        ]
        assert written == lines
    assert len({row["line"] for row in expected}) == len(expected)


def test_the_truth_settles_no_more_than_was_open(
    expected: list[Row], snapshot: dict[str, list[dict[str, Any]]]
) -> None:
    open_amount: dict[tuple[bool, str], int] = {}
    settled: dict[str, int] = defaultdict(int)
    for payment in snapshot["payments"]:
        for booking in payment["bookings"]:
            ident = booking["outgoing_invoice_id"] or booking["incoming_invoice_id"]
            settled[ident] += to_minor(booking["value"], "EUR")
    for money_in, name in ((True, "outgoing-invoices"), (False, "incoming-invoices")):
        for one in snapshot[name]:
            gross = to_minor(one["sum_gross"], "EUR")
            open_amount[money_in, one["invoice_number"]] = abs(gross) - settled[one["id"]]
    for row in expected:
        for number, amount in paid(row):
            key = (cents(row["amount"]) > 0, number)
            open_amount[key] -= abs(amount) + cents(row["discount"] or "0")
            assert open_amount[key] >= 0, f"{row['line']} settles more of {number} than was open"


def test_what_may_be_sure_accounts_for_every_cent_of_its_line(expected: list[Row]) -> None:
    for row in expected:
        assert row["verdict"] in VERDICTS
        total = sum(amount for _, amount in paid(row))
        if row["verdict"] == "sure allowed":
            assert total == abs(cents(row["amount"])), row["line"]
        if row["verdict"] == "ignored":
            assert total == 0, row["line"]


def test_a_first_time_user_sees_mostly_sure_lines_and_some_of_everything_else(expected: list[Row]) -> None:
    count = {verdict: sum(row["verdict"] == verdict for row in expected) for verdict in VERDICTS}
    assert count == {"sure allowed": 37, "not sure": 18, "ignored": 15}
