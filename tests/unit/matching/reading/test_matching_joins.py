"""Joins give what two nested loops would, whichever way they take."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.matching.reading.joins import ByKey, Groups, OfParties, Table

SMALL = st.integers(0, 4)
LISTS = st.lists(st.lists(SMALL, unique=True), min_size=1, max_size=5)


def _column(numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


@given(LISTS, st.data())
def test_groups_are_gone_through_one_after_the_other(lists: list[list[int]], data: st.DataObject) -> None:
    groups = Groups.of(lists)
    asked = data.draw(st.lists(st.integers(0, len(lists) - 1)))
    place, number = groups.expand(_column(asked))
    expected = [(at, one) for at, group in enumerate(asked) for one in lists[group]]
    assert list(zip(place.tolist(), number.tolist(), strict=True)) == expected
    for group, members in enumerate(lists):
        assert groups.hold(np.full(6, group), np.arange(6)).tolist() == [one in members for one in range(6)]


@given(st.lists(st.integers(-3, 3)), st.lists(st.integers(-4, 4)))
def test_rows_are_found_by_their_key(keys: list[int], asked: list[int]) -> None:
    place, row = ByKey(_column(keys)).lookup(_column(asked))
    expected = [(at, row) for at, one in enumerate(asked) for row, key in enumerate(keys) if key == one]
    assert list(zip(place.tolist(), row.tolist(), strict=True)) == expected


HASHES = st.integers(0, 3) | st.integers(2**63 - 2, 2**63 + 2) | st.integers(2**64 - 3, 2**64 - 1)


@given(st.sets(HASHES), st.lists(HASHES))
def test_hashes_are_found_however_many_begin_alike(hashes: set[int], asked: list[int]) -> None:
    held = sorted(hashes)
    place, at = Table(np.array(held, dtype=np.uint64)).find(np.array(asked, dtype=np.uint64))
    expected = [(place, held.index(one)) for place, one in enumerate(asked) if one in hashes]
    assert list(zip(place.tolist(), at.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(SMALL, SMALL)), LISTS, st.data())
def test_rows_of_one_of_the_parties_are_found(
    rows: list[tuple[int, int]], lists: list[list[int]], data: st.DataObject
) -> None:
    asked = data.draw(st.lists(st.tuples(st.integers(-1, 5), st.integers(0, len(lists) - 1))))
    keys, parties = [key for key, _ in rows], [party for _, party in rows]
    index = OfParties(_column(keys), _column(parties))
    place, row = index.lookup(
        _column([key for key, _ in asked]), (Groups.of(lists), _column([own for _, own in asked]))
    )
    expected = [
        (at, row)
        for at, (key, own) in enumerate(asked)
        for row, (held, party) in enumerate(rows)
        if key == held and party in lists[own]
    ]
    assert sorted(zip(place.tolist(), row.tolist(), strict=True)) == expected


@pytest.mark.parametrize("payers", [[0], [0, 1], list(range(9))])
def test_many_parties_and_many_rows_meet_in_the_same_rows(payers: list[int]) -> None:
    """Through the parties while they are fewer, else through the rows."""
    index = OfParties(_column([7, 7, 7, 8]), _column([0, 1, 20, 0]))
    _, row = index.lookup(_column([7]), (Groups.of([payers]), _column([0])))
    assert sorted(row.tolist()) == [one for one in (0, 1) if one in payers]
