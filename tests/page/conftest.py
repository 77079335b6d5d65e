"""One matched month and one browser for all tests of a module; a folder, a journal and a server for each."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from page_tools import Person, Served, chromium, run_samples, served
from selenium.webdriver import Chrome


@pytest.fixture(scope="session")
def matched(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample month after `reconcile run`; to be copied."""
    folder = tmp_path_factory.mktemp("matched")
    run_samples(samples, folder)
    return folder


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with chromium(tmp_path_factory.mktemp("browser")) as made:
        yield made


@pytest.fixture
def books(matched: Path, tmp_path: Path) -> Path:
    """A folder of its own, as after `reconcile run`."""
    return Path(shutil.copytree(matched, tmp_path / "books"))


@pytest.fixture
def page(books: Path) -> Iterator[Served]:
    with served(books) as made:
        yield made


@pytest.fixture
def person(page: Served, browser: Chrome) -> Person:
    """In front of the open page."""
    made = Person(browser)
    made.enter(page.url)
    return made
