"""A world is what it says: the same each time, conserved to the cent, and as Kanbert and the bank would show it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from world import fingerprint, world_of
from worlds.build import World
from worlds.export import export, statements_of
from worlds.truth import BY_HAND, read_truth

import importers
from importers.statement import Transaction
from reconcile.kanbert.open_items import derive_books
from reconcile.kanbert.snapshot import read_snapshot
from reconcile.records import Document, Side

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
FROZEN = tomllib.loads((BENCHMARKS / "world_fingerprints.toml").read_text(encoding="utf-8"))["sha256"]


@pytest.fixture(scope="module", params=[1001, 7, 5007], ids=["test", "train", "habit"])
def world(request: pytest.FixtureRequest) -> World:
    return world_of(request.param, 2000)


@pytest.mark.parametrize("seed", sorted(FROZEN))
def test_the_frozen_worlds_have_not_changed(seed: str) -> None:
    """Whoever changes one on purpose says so in the changelog and measures everything anew."""
    assert fingerprint(world_of(int(seed), 1000)) == FROZEN[seed]


def test_five_worlds_are_frozen() -> None:
    assert sorted(FROZEN) == ["1001", "1002", "1003", "1004", "1005"]


def test_the_order_of_sets_decides_nothing() -> None:
    for hash_seed in ("0", "4711"):
        command = [sys.executable, str(BENCHMARKS / "world.py"), "--seed", "1001", "--size", "1000"]
        environment = os.environ | {"PYTHONHASHSEED": hash_seed}
        printed = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
        assert FROZEN["1001"] in printed


def test_seeds_make_different_worlds() -> None:
    assert len({fingerprint(world_of(seed, 1000)) for seed in (1, 2, 1001)}) == 3


def test_as_many_lines_as_asked_and_about_as_many_documents(world: World) -> None:
    assert len(world.lines) == len(world.truths) == 2000
    assert 0.9 < len(world.books.items) / len(world.lines) < 1.15


def test_truth_and_lines_go_together(world: World) -> None:
    assert [line.transaction.transaction_id for line in world.lines] == [truth.line for truth in world.truths]
    assert len({truth.line for truth in world.truths}) == len(world.truths)
    assert len({item.item_id for item in world.books.items}) == len(world.books.items)
    days = [line.transaction.booking_date for line in world.lines]
    assert days == sorted(days)


def test_allocations_never_exceed_what_is_open(world: World) -> None:
    """A returned debit opens its invoice again; nothing else gives back."""
    used: Counter[str] = Counter()
    for truth in world.truths:
        for item_id, minor in truth.allocations:
            used[item_id] += abs(minor)
        if truth.reversal_minor:
            used[truth.about[0]] -= truth.reversal_minor
        for item_id, _ in truth.allocations:
            assert used[item_id] <= _open(world)[item_id]


_OPEN: dict[int, dict[str, int]] = {}


def _open(world: World) -> dict[str, int]:
    return _OPEN.setdefault(id(world), {item.item_id: item.open_minor or 0 for item in world.books.items})


def test_allocations_have_the_signs_of_the_records_and_fit_into_their_line(world: World) -> None:
    items = {item.item_id: item for item in world.books.items}
    for line, truth in zip(world.lines, world.truths, strict=True):
        amount = line.transaction.amount_minor
        for item_id, minor in truth.allocations:
            item = items[item_id]
            assert minor != 0
            assert ((minor > 0) == (amount > 0)) == (item.document is Document.INVOICE)
            assert (item.side is Side.OUTGOING) == (amount > 0)
            assert item.currency == line.transaction.currency
            assert item.invoice_date is not None
            assert item.invoice_date <= line.transaction.booking_date
            assert not item.unsafe
        total = sum(minor for _, minor in truth.allocations)
        assert abs(total) <= abs(amount)
        if truth.allocations and total != amount:
            assert {"overpaid", "rounded"} & set(truth.traits)


def test_a_line_is_booked_or_says_why_not(world: World) -> None:
    for truth in world.truths:
        assert bool(truth.allocations) != bool(truth.reason)
        assert bool(truth.about) == (truth.reason in BY_HAND)
        assert truth.decidable or truth.allocations
        assert truth.decidable or not truth.value_decidable


def test_own_accounts_are_mapped(world: World) -> None:
    ibans = {account.iban: account.account_id for account in world.books.payment_accounts}
    for line in world.lines:
        assert ibans[line.transaction.account] == line.own_account_id


def test_both_legs_of_a_transfer_are_there(world: World) -> None:
    own = {account.iban for account in world.books.payment_accounts}
    legs = [
        line.transaction
        for line, truth in zip(world.lines, world.truths, strict=True)
        if truth.reason == "own transfer"
    ]
    assert legs
    assert all(leg.counterparty_iban in own for leg in legs)
    assert abs(sum(leg.amount_minor > 0 for leg in legs) - sum(leg.amount_minor < 0 for leg in legs)) <= 1


def test_incoming_documents_say_no_more_than_kanbert_does(world: World) -> None:
    for item in world.books.items:
        if item.side is Side.INCOMING:
            assert item.currency == world.books.home_currency
            assert (item.discount_minor, item.terms_minor, item.references) == (0, 0, ())
    suppliers = [one for one in world.books.known_accounts if one.side is Side.INCOMING]
    assert suppliers
    assert all(one.provenance.startswith("payment of ") for one in suppliers)


def test_the_books_are_what_the_program_derives_from_the_snapshot(world: World, tmp_path: Path) -> None:
    export(world, tmp_path)
    derived = derive_books(read_snapshot(tmp_path / "kanbert"), home_currency="EUR", zone=ZoneInfo("Europe/Berlin"))
    assert derived.items == world.books.items
    assert derived.known_accounts == world.books.known_accounts
    assert derived.payment_accounts == world.books.payment_accounts
    assert derived.warnings == ()
    assert tuple(read_truth(tmp_path / "truth.csv")) == world.truths


_STABLE = (
    "account",
    "booking_date",
    "amount_minor",
    "currency",
    "status",
    "counterparty_name",
    "counterparty_iban",
    "ultimate_name",
    "creditor_reference",
    "reference_kind",
    "mandate_id",
    "return_reason",
    "bank_code",
    "booking_text",
    "warnings",
)


def test_the_lines_are_what_the_program_reads_from_the_statements(world: World, tmp_path: Path) -> None:
    """The tokens too: a truth made in memory is a truth about the files."""
    read: dict[str, Transaction] = {}
    for name, text in statements_of(world):
        (tmp_path / name).write_text(text, encoding="utf-8")
        for statement in importers.read(tmp_path / name):
            assert statement.proof == "ties_out"
            read |= {one.transaction_id: one for one in statement.transactions}
    assert len(read) == len(world.lines)
    for line in world.lines:
        made = line.transaction
        found = read[made.transaction_id]
        for name in _STABLE:
            assert getattr(found, name) == getattr(made, name), name
        if "+" not in made.remittance:  # SEPA's tags are taken apart by the reader
            assert found.remittance in (made.remittance, made.remittance or made.booking_text)
            assert found.end_to_end_id == made.end_to_end_id
