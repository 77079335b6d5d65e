"""Each block alone, and what is no block."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from matching_builders import PAYER, known, make_bill, make_books, make_item, make_line

from reconcile.matching.finding.blocks import (
    BLOCKS,
    by_account_and_amount,
    by_creditor_reference,
    by_end_of_reference,
    by_name_and_amount,
    by_number_key,
    by_rare_amount,
)
from reconcile.matching.finding.candidates import find_candidates
from reconcile.matching.knowing.blocking import Blocking
from reconcile.matching.knowing.world import Role, World, build_world
from reconcile.matching.reading.text import Strength
from reconcile.matching.rules import Rules
from reconcile.records import BankLine, Document, KnownAccount, OpenItem, Side


def world(line: BankLine, *items: OpenItem, accounts: tuple[KnownAccount, ...] = (), **rules: Any) -> World:
    return build_world([line], make_books(*items, accounts=accounts), list(items), Rules(**rules))


def found(line: BankLine, *items: OpenItem, accounts: tuple[KnownAccount, ...] = (), **rules: Any) -> dict[str, Role]:
    pairs = find_candidates(world(line, *items, accounts=accounts, **rules))
    return {items[item].number: Role(role) for item, role in zip(pairs["item"], pairs["role"], strict=True)}


def test_an_amount_many_owe_is_no_block_and_one_that_hardly_anybody_owes_is_one() -> None:
    line, items = make_line(text="Zahlung", name="Fremd"), [make_item(f"RE-{place}") for place in range(4)]
    assert found(line, *items) == {}
    assert set(found(line, *items[:3])) == {"RE-0", "RE-1", "RE-2"}


def test_what_was_not_written_yet_is_paid_only_by_who_names_it() -> None:
    later = make_item(invoice_date=date(2026, 4, 1))
    assert found(make_line(name="Müller GmbH"), later) == {}
    assert set(found(make_line(text="RE-2026-0098"), later)) == {"RE-2026-0098"}


def test_each_block_finds_its_own() -> None:
    item = make_item(references=("RF18 539007547034",))
    common: dict[str, Any] = {"max_amount_holders": 0}
    by_reference = world(make_line(creditor_reference="RF18539007547034"), item, **common)
    by_number = world(make_line(5, "RE 2026 98"), item, **common)
    by_end = world(make_line(5, name="MUELLER", creditor_reference="RF94990000020260098"), item, **common)
    by_account = world(make_line(iban=PAYER), item, accounts=(known(),), **common)
    by_name = world(make_line(name="MUELLER"), item, **common)
    by_amount = world(make_line(), item)
    everywhere = (by_reference, by_number, by_end, by_account, by_name, by_amount)
    by_party = (by_end_of_reference, by_account_and_amount, by_name_and_amount, by_rare_amount)
    assert (by_creditor_reference, by_number_key, *by_party) == BLOCKS
    for place, block in enumerate(BLOCKS):
        assert [len(block(Blocking(one))) for one in everywhere] == [int(place == other) for other in range(6)]


def test_a_party_is_joined_by_the_discounted_amount_too() -> None:
    item = make_item(discount_minor=2_380, discount_date=date(2026, 3, 11))
    assert list(found(make_line(116_620, name="Müller"), item)) == ["RE-2026-0098"]


def test_a_key_held_by_too_many_items_is_no_key() -> None:
    items = [make_item(f"{year}-777", party=f"P{year}") for year in range(2010, 2016)]
    line = make_line(text="777", name="Fremd")
    assert len(found(line, *items, max_key_holders=6)) == 6
    assert found(line, *items, max_key_holders=5) == {}


def test_a_weak_number_needs_party_or_amount() -> None:
    item = make_item("12")
    assert found(make_line(5, "Nr 12", name="Fremd"), item) == {}
    assert list(found(make_line(119_000, "Nr 12", name="Fremd"), item)) == ["12"]
    assert list(found(make_line(5, "Nr 12", name="Müller"), item)) == ["12"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("RE 1043", {"RE-1043"}),
        ("RE 10432", {"RE-10432"}),
        ("RE-1043/RE-10432", {"RE-1043", "RE-10432"}),
        ("91043", set()),
        ("1043-55", set()),
        ("1043 / 10432", {"RE-1043", "RE-10432"}),
    ],
)
def test_a_number_inside_a_longer_one_is_not_named(text: str, named: set[str]) -> None:
    items = [make_item("RE-1043", 111), make_item("RE-10432", 222)]
    assert set(found(make_line(5, text), *items)) == named


def test_a_hit_inside_a_longer_hit_is_dropped() -> None:
    items = [make_item("RE-2026-0098", 111), make_item("0098", 222, party="Other"), make_item("98", 7, party="Third")]
    assert set(found(make_line(5, "RE-2026-0098"), *items)) == {"RE-2026-0098"}


def test_direction_and_currency_are_filters_that_stay_visible_when_named() -> None:
    assert found(make_line(-119_000, name="Müller"), make_item()) == {}
    assert found(make_line(119_000, name="Müller", currency="CHF"), make_item()) == {}
    assert found(make_line(-119_000, "RE-2026-0098"), make_item()) == {"RE-2026-0098": Role.WRONG_WAY}
    assert found(make_line(119_000, "RE-2026-0098"), make_item(currency="")) == {"RE-2026-0098": Role.CURRENCY}


def test_credit_notes_are_settled_the_other_way_round() -> None:
    theirs, ours = make_bill("GS-900", document=Document.CREDIT), make_item("GS-901", document=Document.CREDIT)
    assert found(make_line(50_000, "GS-900"), theirs) == {"GS-900": Role.CREDIT}
    assert found(make_line(-119_000, "GS-901"), ours) == {"GS-901": Role.CREDIT}
    assert found(make_line(119_000, "GS-901"), ours) == {"GS-901": Role.NETTABLE}


def test_a_shared_account_and_another_partys_account_are_told_apart() -> None:
    ours, other = make_item(party="A", number="RE-2026-1111"), make_item(party="B", number="RE-2026-2222")
    line = make_line(text="RE-2026-1111 RE-2026-2222", iban=PAYER)
    one = find_candidates(world(line, ours, other, accounts=(known(PAYER, "A"),)))
    assert list(one["account"]) == [1, 4]
    both = find_candidates(world(line, ours, other, accounts=(known(PAYER, "A"), known(PAYER, "B"))))
    assert list(both["account"]) == [2, 2]
    stranger = find_candidates(world(line, ours, accounts=(known(PAYER, "Stranger"), known("DE1", "A"))))
    assert list(stranger["account"]) == [4]
    side = find_candidates(world(line, ours, accounts=(known(PAYER, "A", Side.INCOMING), known("DE1", "A"))))
    assert list(side["account"]) == [3]


def test_a_further_text_of_the_document_names_it() -> None:
    pairs = find_candidates(world(make_line(5, "Bestellung PO-88123"), make_item(references=("PO-88123",))))
    assert list(pairs["number"]) == [Strength.REFERENCE]


def test_a_number_that_reads_as_a_month_names_no_strangers_document() -> None:
    """`LSt 11/2025` was taken for the number of a supplier's bill."""
    bill = make_bill("11/2025", 50_000, "Lektorat Kern")
    assert found(make_line(-123_400, "LSt 11/2025", "Finanzamt Köln"), bill) == {}
    assert found(make_line(-123_400, "Honorar 11/2025", "Lektorat Kern"), bill) == {"11/2025": Role.BOOKABLE}
