"""The documents tell the truth: every path they name exists, every key of config.toml and every verb is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from scenario_tools import reconcile

from reconcile.cli.arguments import parse

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_module_named_exists(document: Path) -> None:
    present = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py") if ".venv" not in path.parts]
    for name in re.findall(r"`([a-z_/]+\.py)`", document.read_text(encoding="utf-8")):
        assert any(path == name or path.endswith(f"/{name}") for path in present), name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_every_room_of_the_tree_is_explained() -> None:
    """docs/architecture.md names every module a newcomer meets outside the sandbox, the verbs and matching."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    elsewhere = ("reconcile/kanbert/sandbox/", "reconcile/cli/", "reconcile/matching/", "reconcile/_samples/")
    for package in ("importers", "reconcile"):
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(elsewhere) and not path.name.startswith("__"):
                assert path.name in text, f"{name} is not explained"


def test_every_command_in_the_readme_parses() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = [line.split("#")[0].split()[1:] for line in text.splitlines() if line.startswith("reconcile ")]
    assert len(commands) >= 7
    for words in commands:
        parse(words)


def test_the_transcript_is_what_the_demo_prints(tmp_path: Path) -> None:
    """Verbatim, but for ids and moments, which depend on the day."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = text.split("```\n")[1].removeprefix("$ reconcile demo\n\n")
    printed = reconcile("demo", "--dir", "demo", folder=tmp_path).stdout
    assert _timeless(printed).rstrip() == _timeless(shown).rstrip()


def _timeless(text: str) -> str:
    return re.sub(r"\b[PR]-[A-Z]+|\d{4}-\d\d-\d\d \d\d:\d\d UTC", "…", text)


def test_every_signal_is_documented() -> None:
    from reconcile.matching.signals import SIGNALS

    text = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    for signal in SIGNALS:
        assert f"| `{signal.name}` | {' '.join(signal.doc.split())} |" in text, signal.name
