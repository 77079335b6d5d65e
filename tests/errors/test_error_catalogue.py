"""docs/errors.md and the program agree: every code of the source is explained, and is said as the document shows."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from error_catalogue import FROZEN, WORDS, answered, provoked
from error_provocations import PROVOCATIONS
from error_provocations_page import ON_PAGE
from error_scene import scene

from reconcile.review.columns import COLUMNS

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
DOCUMENTED = {code for codes in WORDS.values() for code in codes}

#: Provoked in the long form alone: they wait for something.
PATIENT = {"control-query", "journal-changed", "kanbert-busy", "kanbert-answer", "commit-refusals", "journal-closed"}

_SHAPE = re.compile(r"[a-z][a-z0-9]+(-[a-z0-9]+)*")
_PRINTED = re.compile(r"  \[([a-z0-9-]+)\]\n?$")


def _codes_of(tree: ast.AST, path: Path) -> Iterator[str]:
    """`code="..."` of calls and defaults, `code = "..."`, the tables of refusals.py, what is printed as it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "code":
            yield from _texts(node.value)
        elif isinstance(node, ast.Assign):
            yield from (text for name, value in _assigned(node) if name == "code" for text in _texts(value))
        elif isinstance(node, ast.FunctionDef):
            named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            yield from (text for one, default in named if one.arg == "code" and default for text in _texts(default))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if path.name in ("refusals.py", "csv_cells.py") and re.fullmatch(r"(kanbert|csv)-[a-z-]+", node.value):
                yield node.value
            if printed := _PRINTED.search(node.value):
                yield printed.group(1)


def _assigned(node: ast.Assign) -> Iterator[tuple[str, ast.AST]]:
    """`a = x` and `a, b = x, y`."""
    for target in node.targets:
        if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
            pairs = list(zip(target.elts, node.value.elts, strict=False))
        else:
            pairs = [(target, node.value)]
        yield from ((name.id, value) for name, value in pairs if isinstance(name, ast.Name))


def _texts(value: ast.AST) -> Iterator[str]:
    if isinstance(value, ast.Constant | ast.IfExp):
        yield from (
            one.value for one in ast.walk(value) if isinstance(one, ast.Constant) and isinstance(one.value, str)
        )


def _sources() -> Iterator[tuple[Path, ast.AST]]:
    for package in ("importers", "reconcile"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "_samples" not in path.parts:
                yield path, ast.parse(path.read_text(encoding="utf-8"))


def _raised() -> set[str]:
    columns = {f"proposals-{column.name.replace('_', '-')}" for column in COLUMNS}
    found = {code for path, tree in _sources() for code in _codes_of(tree, path)}
    return {code for code in found if _SHAPE.fullmatch(code)} | (columns & DOCUMENTED)


def test_every_code_of_the_source_is_explained_and_no_other() -> None:
    assert _raised() == DOCUMENTED, "see WORDS in tests/errors/error_catalogue.py"


def test_every_problem_has_a_code() -> None:
    for path, tree in _sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Problem":
                assert any(one.arg == "code" for one in node.keywords), (
                    f"{path}:{node.lineno}: a Problem without a code"
                )


@pytest.mark.skipif(os.name != "posix", reason="some errors exist on POSIX alone")
def test_every_code_is_provoked_or_frozen_with_a_reason() -> None:
    ways = [*PROVOCATIONS, *ON_PAGE, *FROZEN]
    assert set(ways) == DOCUMENTED
    assert len(ways) == len(set(ways))


def _each(codes: Iterable[str]) -> list[Any]:
    return [pytest.param(code, marks=pytest.mark.long) if code in PATIENT else code for code in codes]


@pytest.mark.parametrize("code", _each(PROVOCATIONS))
def test_what_the_document_shows_is_what_the_program_says(code: str) -> None:
    command, exit_code, message = provoked(code)
    assert exit_code in (1, 2, 3, 4, 5)
    section = DOCUMENT.split(f"### `{code}`\n")[1].split("\n### ")[0]
    assert f"Exit code {exit_code}:\n\n```\n$ {command}\n" in section
    assert message in section or os.name != "posix", "python tests/errors/error_catalogue.py docs/errors.md"
    assert "→" in message


@pytest.mark.parametrize("code", _each(ON_PAGE))
def test_what_the_document_shows_is_what_the_page_says(code: str) -> None:
    section = DOCUMENT.split(f"### `{code}`\n")[1].split("\n### ")[0]
    message = answered(code)
    assert message.endswith(f"  [{code}]")
    assert message in section or os.name != "posix", "python tests/errors/error_catalogue.py docs/errors.md"


def test_what_is_next_asks_for_the_offset_again(tmp_path: Path) -> None:
    """Without the flag the next commit would leave it to a person."""
    with scene(tmp_path) as here:
        _, said = here.call(*PROVOCATIONS["offset-not-sent"](here))
    assert "Next: reconcile commit proposals.csv --credit-offsets" in said


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    assert re.findall(r"^### `([a-z0-9-]+)`$", DOCUMENT, re.MULTILINE) == [
        code for codes in WORDS.values() for code in codes
    ]
