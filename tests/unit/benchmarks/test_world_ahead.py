"""Payments before the date of their invoice: as many as the mixture says, most of them fees, and only where it says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from world import world_of
from worlds.ahead import TRAIT, lead_of
from worlds.build import World
from worlds.mixtures import FAMILIES, Mixtures, shares

from reconcile.records import OpenItem


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(4002, 10_000)


def _paid_ahead(world: World) -> list[tuple[OpenItem, timedelta]]:
    """Documents booked on a line that is older than they are, and by how much."""
    items = {item.item_id: item for item in world.books.items}
    found = []
    for line, truth in zip(world.lines, world.truths, strict=True):
        for item_id, _ in truth.allocations:
            written = items[item_id].invoice_date
            assert written is not None
            lead = written - line.transaction.booking_date
            if lead > timedelta():
                assert TRAIT in truth.traits
                found.append((items[item_id], lead))
    return found


def test_the_share_is_met_within_three_days(world: World) -> None:
    ahead = _paid_ahead(world)
    payments = sum(
        bool(truth.allocations or truth.about) and truth.reason != "returned debit" for truth in world.truths
    )
    assert len(ahead) == round(payments * shares("trail")["paid_before_invoice"].value)
    assert {lead.days for _, lead in ahead} == {1, 2, 3}
    assert sum(TRAIT in truth.traits for truth in world.truths) == len(ahead)


def test_most_are_fees_and_the_others_name_their_number(world: World) -> None:
    fees = {(item.party_id, item.gross_minor) for item in world.books.items if item.title.endswith((" 2023", " 2024"))}
    ahead = {item.item_id: (item.party_id, item.gross_minor) in fees for item, _ in _paid_ahead(world)}
    assert sum(ahead.values()) > len(ahead) / 2
    others = [
        truth
        for truth in world.truths
        if TRAIT in truth.traits and not ahead[truth.allocations[0][0]] and "text printed" not in truth.traits
    ]
    assert not others
    decidable = [truth.decidable for truth in world.truths if TRAIT in truth.traits]
    assert sum(decidable) > 0.9 * len(decidable)


@pytest.mark.parametrize("family", FAMILIES)
def test_only_one_family_pays_ahead(family: str) -> None:
    """The worlds of the others were frozen, or trained on, before there were such payments."""
    assert lead_of(Mixtures(shares(family))) == (3 if family == "trail" else 0)
