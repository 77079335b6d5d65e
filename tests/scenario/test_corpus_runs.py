"""`reconcile run --snapshot` on every real camt.053 file of the corpus the issue names: works, or refuses by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from corpus_facts import REFUSED, by_path, damaged, manifest

from reconcile.cli import main

STATEMENTS = [fact for fact in manifest() if fact["format"].startswith("camt.053.")]


@pytest.mark.parametrize("fact", STATEMENTS, ids=by_path)
def test_run_on_a_real_file(
    fact: dict[str, Any], corpus: Path, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.jsonl"
    code = main(
        [
            *("run", str(corpus / fact["path"]), "--snapshot", str(samples / "kanbert"), "--today", "2026-04-01"),
            *("--format", "jsonl", "--out", str(out), "--state", str(tmp_path / "journal.sqlite3")),
        ]
    )
    said = capsys.readouterr()
    if fact["path"] in REFUSED or damaged(fact):
        assert (code, out.exists()) == (3, False)
        assert "→" in said.err
        return
    assert code == 0, said.err
    proposals = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(proposals) >= fact["n_entries"]  # an itemised entry becomes several
    for one in proposals:
        allocated = sum(part["allocated_minor"] for part in one["allocations"])
        assert allocated + one["unallocated_minor"] == one["amount_minor"]
        assert one["verdict"] != "sure"  # none of these banks' lines pays our invented agency
