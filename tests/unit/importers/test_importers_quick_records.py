"""A record made quickly is a record like any other."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

import pytest

from importers.quick_records import quick, quick_row


@dataclass(frozen=True, slots=True)
class Note:
    text: str
    number: int = 1
    more: list[str] = field(default_factory=list, kw_only=True)


def test_it_is_the_same_record() -> None:
    made, plain = quick(Note)("a", more=["b"]), Note("a", more=["b"])
    assert type(made) is Note
    assert made == plain
    assert repr(made) == repr(plain)
    assert replace(made, number=2) == replace(plain, number=2)
    assert pickle.loads(pickle.dumps(made)) == plain  # noqa: S301 - our own bytes


def test_it_is_frozen() -> None:
    made = quick(Note)("a")
    with pytest.raises(FrozenInstanceError):
        made.text = "b"  # type: ignore[misc]


def test_it_takes_what_the_record_takes_and_nothing_else() -> None:
    with pytest.raises(TypeError):
        quick(Note)()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        quick(Note)("a", other=1)  # type: ignore[call-arg]
    assert quick(Note)("a").more is not quick(Note)("a").more


def test_a_record_that_does_something_of_its_own_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Checked:
        text: str

        def __post_init__(self) -> None:
            raise ValueError

    with pytest.raises(AssertionError):
        quick(Checked)
    with pytest.raises(AssertionError):
        quick_row(Checked)


def test_a_row_of_values_makes_the_same_record() -> None:
    made = quick_row(Note)("a", 2, ["b"])
    assert type(made) is Note
    assert made == Note("a", 2, more=["b"])
    with pytest.raises(FrozenInstanceError):
        made.text = "b"  # type: ignore[misc]
    with pytest.raises(TypeError):
        quick_row(Note)("a", 2)  # no default hides that a field is new
    with pytest.raises(TypeError):
        quick_row(Note)("a", 2, [], "more")
