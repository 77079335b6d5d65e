"""With --json stdout is JSON and nothing else, for every verb that has a result; everything for people is on stderr."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scenario_tools import Practice, practice

from reconcile.cli.arguments import whole_parser

GIRO = "camt053_v08/2026-03_giro.xml"
DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "machine-interfaces.md").read_text(encoding="utf-8")

#: For people; docs/machine-interfaces.md says so.
FOR_PEOPLE = {"demo", "review", "sandbox", "completion"}


@pytest.fixture
def kanbert(samples: Path, tmp_path: Path) -> Iterator[Practice]:
    with practice(samples, tmp_path) as running:
        yield running


def said(kanbert: Practice, *argv: str | Path, exit_codes: tuple[int, ...] = (0, 1)) -> list[dict[str, Any]]:
    done = kanbert.call(*argv, "--json")
    assert done.returncode in exit_codes, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def fields(command: str) -> set[str]:
    """The fields the document promises in its row for this command."""
    (row,) = (line for line in DOCUMENT.splitlines() if line.startswith(f"| `{command}` |"))
    return set(re.findall(r"`([a-z_]+)`", re.sub(r"\([^)]*\)", "", row.split("|")[2])))


def test_every_verb_with_a_result_has_its_json(kanbert: Practice, samples: Path) -> None:
    (made,) = said(kanbert, "init", "books")
    assert fields("init") <= set(made)

    (nothing,) = said(kanbert, "status")
    assert nothing["events"] == 0

    inspected = said(kanbert, "inspect", samples / GIRO, samples / "camt053_v08/2026-03_reserve.xml")
    assert len(inspected) == 2
    assert fields("inspect FILE...") <= set(inspected[0])

    (pulled,) = said(kanbert, "pull", "--snapshot", "kanbert")
    assert fields("pull --snapshot DIR") <= set(pulled)

    (checked,) = said(kanbert, "doctor")
    assert fields("doctor") <= set(checked)

    (ran,) = said(kanbert, "run", samples / GIRO)
    assert fields("run FILE...") <= set(ran)
    assert sum(ran["verdicts"].values()) == len(inspected[0]["transactions"])

    proposals = [
        json.loads(line)
        for line in kanbert.call("run", samples / GIRO, "--format", "jsonl", "--out", "-").stdout.splitlines()
    ]
    (explained,) = said(kanbert, "explain", proposals[0]["proposal_id"])
    assert explained["proposal_id"] == proposals[0]["proposal_id"]

    (approved,) = said(kanbert, "approve", "proposals.csv", "--sure", "--yes")
    (again,) = said(kanbert, "approve", "proposals.csv", "--sure", "--yes")
    assert approved["approved"]
    assert again["approved"] == []

    rehearsed = said(kanbert, "commit", "proposals.csv", "--dry-run")
    assert len(rehearsed) == 1
    (posted,) = said(kanbert, "commit", "proposals.csv", "--yes", "--quarantine", "2")
    assert fields("commit PROPOSALS") <= set(posted)

    (standing,) = said(kanbert, "status")
    assert fields("status") <= set(standing)
    (payment,) = said(kanbert, "status", "--payment", standing["payments"][0]["token"])
    assert fields("status --payment TOKEN") <= set(payment)

    (reported,) = said(kanbert, "report")
    assert reported["lines"] == len(inspected[0]["transactions"])
    (exported,) = said(kanbert, "export", "--from", "2026-01-01", "--to", "2099-12-31", "audit")
    assert exported


def test_every_verb_is_documented_for_programs_or_for_people() -> None:
    verbs = next(action for action in whole_parser()._actions if action.dest == "verb").choices
    assert verbs is not None
    for verb in verbs:
        assert (f"| `{verb}" in DOCUMENT) != (verb in FOR_PEOPLE), verb


@pytest.mark.parametrize("argv", [("inspect", "absent.xml"), ("run", "absent.xml"), ("explain", "P-X")])
def test_a_refusal_leaves_stdout_empty(kanbert: Practice, argv: tuple[str, ...]) -> None:
    assert said(kanbert, *argv, exit_codes=(3,)) == []
