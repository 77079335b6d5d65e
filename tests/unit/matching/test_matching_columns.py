"""The two doors: exact dtypes, and the column's name when one is wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from matching_builders import make_item, make_line, proposals

from reconcile.matching.columns import (
    ITEM_SCHEMA,
    LINE_SCHEMA,
    PAIR_SCHEMA,
    ColumnError,
    checked,
    items_frame,
    lines_frame,
)


@pytest.mark.parametrize("wrong", [1190.0, Decimal("11.90"), None, 2**70, "119000"])
def test_an_amount_that_is_no_int64_dies_at_the_door(wrong: Any) -> None:
    line = make_line()
    broken = replace(line, transaction=replace(line.transaction, amount_minor=119_000))
    object.__setattr__(broken.transaction, "amount_minor", _Amount(wrong))
    with pytest.raises(ColumnError, match="'amount'"):
        lines_frame([broken], NOTHING_OWED)


@pytest.mark.parametrize("wrong", [1190.5, Decimal(5), 2**70])
def test_an_open_amount_that_is_no_int64_dies_at_the_door(wrong: Any) -> None:
    item = make_item()
    object.__setattr__(item, "open_minor", wrong)
    with pytest.raises(ColumnError, match="'open'"):
        items_frame([item], [0])


NOTHING_OWED = np.zeros(0, dtype=np.int64)


def test_a_left_merge_that_made_floats_is_refused_by_name() -> None:
    left = pd.DataFrame({"line": [0, 1], "item": [0, 1], "role": [0, 0]})
    merged = left.merge(pd.DataFrame({"line": [0], "number": [5]}), on="line", how="left")
    with pytest.raises(ColumnError, match="'number' is float64, int64 is expected"):
        checked(merged, {name: PAIR_SCHEMA[name] for name in ("line", "item", "role", "number")})


def test_missing_and_additional_columns_are_refused() -> None:
    frame = lines_frame([make_line()], NOTHING_OWED)
    with pytest.raises(ColumnError, match="'amount' is missing"):
        checked(frame.drop(columns="amount"), LINE_SCHEMA)
    with pytest.raises(ColumnError, match="'extra' is in no schema"):
        checked(frame.assign(extra=1), LINE_SCHEMA)


def test_nothing_at_all_has_the_same_columns() -> None:
    assert dict(lines_frame([], NOTHING_OWED).dtypes.astype(str)) == LINE_SCHEMA
    assert dict(items_frame([], []).dtypes.astype(str)) == ITEM_SCHEMA
    assert proposals([]) == ()
    assert len(proposals([make_line()])) == 1
    assert proposals([], make_item()) == ()


class _Amount:
    """Passes every comparison a line needs and comes out of abs() as the wrong thing."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __lt__(self, other: object) -> bool:
        return False

    def __abs__(self) -> Any:
        return self._value
