"""The collector of cycles rests, and is left as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from reconcile.collector import resting_collector


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.unfreeze()
    gc.enable()


def fail() -> None:
    with resting_collector():
        assert not gc.isenabled()
        raise ValueError("stop")


def test_it_is_left_as_it_was_whatever_happens() -> None:
    with pytest.raises(ValueError, match="stop"):
        fail()
    assert gc.isenabled()


def test_who_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with resting_collector():
        pass
    assert not gc.isenabled()


def test_what_was_made_meanwhile_counts_as_old() -> None:
    with resting_collector():
        made = [[number] for number in range(10_000)]
    assert any(one is made for one in gc.get_objects(generation=2))
    assert gc.get_freeze_count() == 0


def test_what_somebody_else_froze_stays_frozen() -> None:
    gc.freeze()
    frozen = gc.get_freeze_count()
    with resting_collector():
        pass
    assert gc.get_freeze_count() > frozen // 2 > 0, "some die by themselves meanwhile"
