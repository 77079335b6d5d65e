"""The month every test of the report looks at, made once."""

from __future__ import annotations

import os

import pytest
from report_world import Month, month_of, with_decisions


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """1 000 lines; in the long form every proposal is decided and posted, else one in eight."""
    every = 1 if os.environ.get("RECONCILE_LONG") == "1" else 8
    return with_decisions(month_of(tmp_path_factory.mktemp("month"), seed=7, size=1000), every=every)
