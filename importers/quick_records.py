"""Frozen records made as fast as mutable ones, for the few that are made once per bank line.

The `__init__` of a frozen dataclass goes through `object.__setattr__` for every field: for the thirty of a transaction
that is a tenth of the time a large file takes. `quick(Record)` gives a maker with the same signature. It fills a twin
of the class, not frozen but with the same slots, and then says what the instance is: Python allows that between
classes whose slots are the same. What comes out is an instance of the class like any other, and frozen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


def quick(frozen: type[T]) -> type[T]:
    """To be called like `frozen`: a dataclass with slots, every field in its `__init__`, and no `__post_init__`."""
    assert not hasattr(frozen, "__post_init__"), "it would not be called"

    def settle(self: Any) -> None:
        self.__class__ = frozen

    fields = []
    for one in dataclasses.fields(cast(Any, frozen)):
        default = cast(Any, dataclasses.field)(
            default=one.default, default_factory=one.default_factory, kw_only=one.kw_only
        )
        fields.append((one.name, Any, default))
    twin = dataclasses.make_dataclass(
        frozen.__name__, fields, slots=True, eq=False, namespace={"__post_init__": settle}
    )
    return cast(type[T], twin)


def quick_row(frozen: type[T]) -> Callable[..., T]:
    """As `quick`, for the one or two places that make most of all records: all values in the order of the fields.

    A call with thirty names builds a dictionary of them twice on its way through `type.__call__`; this one none.
    """
    assert not hasattr(frozen, "__post_init__"), "it would not be called"
    names = [one.name for one in dataclasses.fields(cast(Any, frozen))]
    row = cast(Any, dataclasses.make_dataclass(frozen.__name__, [(name, Any) for name in names], slots=True, eq=False))
    new, fill = object.__new__, row.__init__

    def made(*values: Any) -> T:
        record = new(row)
        fill(record, *values)
        record.__class__ = frozen
        return cast(T, record)

    return made
