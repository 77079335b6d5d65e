"""The pins a newcomer installs: all of them run on the oldest Python we promise."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]


def test_every_pin_admits_the_oldest_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = project["requires-python"].removeprefix(">=") + ".0"
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [pin.split("==")[0] for pin in pins if "==" in pin]
    asked = {name: _python_of(name) for name in names}
    assert len([python for python in asked.values() if python]) > len(names) // 2, "most of them are installed here"
    assert {name: python for name, python in asked.items() if not SpecifierSet(python).contains(oldest)} == {}


def _python_of(name: str) -> str:
    """What the installed one asks for; "" for one of another platform."""
    try:
        return metadata(name)["Requires-Python"] or ""
    except (PackageNotFoundError, KeyError):
        return ""
