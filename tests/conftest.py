"""What every test may ask for: the corpus beside the checkout, the samples, and the long form on request."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get("RECONCILE_LONG") == "1":
        return
    skip = pytest.mark.skip(reason="long form: set RECONCILE_LONG=1")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "sample_statements"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Real statement files beside the checkout; never copied into it."""
    folder = ROOT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("THE CORPUS IS ABSENT: ../shared/corpus is not beside this checkout, real files are not tested")
    return folder
