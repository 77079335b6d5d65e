"""Training: the same seeds give the same page, and worlds for measuring are refused."""

from __future__ import annotations

import sys

import pytest
import train
from world import Truth, world_of

from reconcile.matching.calibration import SURE, counted


def test_the_same_seed_gives_the_same_page_and_it_can_be_read() -> None:
    pages = [train.written(counted(list(train.tried(world_of(7, 1000)))), range(7, 8), 1000) for _ in range(2)]
    assert pages[0] == pages[1]
    read: dict[str, dict[tuple[str, ...], tuple[int, int]]] = {}
    exec(pages[0], read)  # noqa: S102 -- our own text
    right, seen = read["EXPERIENCE"][SURE]
    assert right == seen > 400


@pytest.mark.parametrize("seeds", [("1001", "1002"), ("0", "3"), ("90", "120")])
def test_worlds_for_measuring_are_refused(monkeypatch: pytest.MonkeyPatch, seeds: tuple[str, str]) -> None:
    monkeypatch.setattr(sys, "argv", ["train.py", "--seeds", *seeds])
    with pytest.raises(SystemExit):
        train.main()


def test_what_a_person_handles_counts_neither_way_unless_it_is_a_duplicate() -> None:
    returned = Truth(line="a", reason="returned debit", about=("d",))
    assert train.is_for_a_person(returned, {("d", 100)})
    assert not train.is_for_a_person(returned, {("other", 100)})
    assert not train.is_for_a_person(Truth(line="a", reason="duplicate", about=("d",)), {("d", 100)})
    assert not train.is_for_a_person(Truth(line="a", allocations=(("d", 100),)), {("d", 100)})
