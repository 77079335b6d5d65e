"""The house rules as a test: floors, owners of dependencies, where nondeterminism may live (docs/architecture.md)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

#: Longest matching prefix wins. A module imports from lower floors, and from its own room; rooms on one floor do not
#: know each other.
FLOORS = {
    "importers": 1,
    "reconcile.collector": 1,
    "reconcile.seams": 1,
    "reconcile": 1,  # the package itself: its version
    "reconcile.records": 2,
    "reconcile.errors": 2,
    "reconcile.language": 2,
    "reconcile.lines": 3,
    "reconcile.matching": 3,
    "reconcile.journal": 3,
    "reconcile.kanbert": 3,
    "reconcile.settings": 3,
    "reconcile.review": 4,
    "reconcile.posting": 4,
    "reconcile.report": 4,
    "reconcile.export": 5,
    "reconcile.pipeline": 5,
    "reconcile.cli": 6,
    "reconcile.__main__": 7,
}

#: The rooms of the matching, in this order: each knows those before it and itself. "": the modules beside the rooms.
MATCHING = ("reading", "", "knowing", "returning", "finding", "weighing", "judging", "choosing", "telling")

#: Who alone may import what. Prefixes of module names.
OWNERS = {
    "httpx": {"reconcile.kanbert.client", "reconcile.kanbert.transport"},
    "sqlite3": {"reconcile.journal", "reconcile.kanbert.sandbox"},
    "schwifty": {"importers.identifiers"},
    "stdnum": {"importers.identifiers"},
    "lxml": {"importers.camt"},
    "pandas": {"reconcile.matching"},
    "rapidfuzz": {"reconcile.matching"},
    "starlette": {"reconcile.kanbert.sandbox", "reconcile.review.page.application"},
    "uvicorn": {"reconcile.kanbert.sandbox", "reconcile.review.page.server"},
    "socket": {"reconcile.kanbert.sandbox", "reconcile.review.page.server"},
    "jinja2": {"reconcile.report", "reconcile.review.page.rendering"},
    "filelock": {"reconcile.posting"},
    "xlsxwriter": {"reconcile.review.workbook", "reconcile.review.workbook_sheets"},
    "python_calamine": {"reconcile.review.sheet"},
    "shtab": {"reconcile.cli.verbs.completion"},
    "time": {"reconcile.seams"},
    "random": {"reconcile.seams"},
    "secrets": {"reconcile.seams"},
}

FORBIDDEN_NAMES = {"utils", "helpers", "manager", "processor", "data", "info", "common", "misc"}


def modules() -> dict[str, Path]:
    files = [path for package in ("importers", "reconcile") for path in (ROOT / package).rglob("*.py")]
    return {_module_name(path): path for path in files if "_samples" not in path.parts}


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Every module imported anywhere in the file, lazily or not; `from a import b` gives a.b where b is a module."""
    known = modules()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


def room(module: str) -> str:
    return max((name for name in FLOORS if module == name or module.startswith(f"{name}.")), key=len)


ALL = sorted(modules().items())


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_imports_point_downwards(module: str, path: Path) -> None:
    own = room(module)
    for imported in imports(path):
        if imported.split(".")[0] not in ("importers", "reconcile") or room(imported) == own:
            continue
        assert FLOORS[room(imported)] < FLOORS[own], f"{module} (floor {FLOORS[own]}) must not know {imported}"


def test_the_rooms_of_the_matching_know_those_before_them() -> None:
    inside = {name: path for name, path in ALL if name.startswith("reconcile.matching.")}
    assert {_room_of_matching(module) for module in inside} == set(MATCHING)
    for module, path in inside.items():
        for imported in inside.keys() & set(imports(path)):
            own, other = _room_of_matching(module), _room_of_matching(imported)
            assert MATCHING.index(other) <= MATCHING.index(own), f"{module} must not know {imported}"


def _room_of_matching(module: str) -> str:
    room = module.split(".")[2]
    return room if (ROOT / "reconcile" / "matching" / room).is_dir() else ""


@pytest.mark.parametrize(("module", "path"), ALL, ids=[name for name, _ in ALL])
def test_every_dependency_has_one_owner(module: str, path: Path) -> None:
    for imported in imports(path):
        owners = OWNERS.get(imported.split(".")[0])
        if owners is not None:
            assert any(module == owner or module.startswith(f"{owner}.") for owner in owners), (
                f"{imported} belongs to {sorted(owners)}, not to {module}"
            )


def test_importers_know_nothing_of_reconcile() -> None:
    for module, path in ALL:
        if module.startswith("importers"):
            assert not [name for name in imports(path) if name.split(".")[0] == "reconcile"], module


def test_records_stay_plain() -> None:
    allowed = {"__future__", "hashlib", "dataclasses", "datetime", "enum", "importers.statement", "collections.abc"}
    assert set(imports(ROOT / "reconcile" / "records.py")) <= allowed


def test_matching_is_pure() -> None:
    world = {"os", "pathlib", "io", "sqlite3", "httpx", "time", "random", "secrets", "tomllib", "logging", "sys"}
    for module, path in ALL:
        if module.startswith("reconcile.matching"):
            assert not world & {name.split(".")[0] for name in imports(path)}, module
            assert "open(" not in path.read_text(encoding="utf-8"), module


def test_no_float_is_money() -> None:
    """`float(` appears nowhere near an amount: neither in the importers nor where money is posted or read."""
    rooms = ("importers", "reconcile.posting", "reconcile.kanbert", "reconcile.review", "reconcile.lines")
    for module, path in ALL:
        if module.startswith(rooms):
            assert not [line for line in _code_lines(path) if "float(" in line and "_minor" in line], module


def _code_lines(path: Path) -> list[str]:
    return [line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines()]


def test_rooms_have_telling_names() -> None:
    for module, _ in ALL:
        assert not FORBIDDEN_NAMES & set(module.split(".")), module


def test_every_floor_is_inhabited() -> None:
    """A rule about a module that no longer exists protects nothing."""
    present = {name for name, _ in ALL}
    for name in FLOORS:
        assert any(module == name or module.startswith(f"{name}.") for module in present), name
