"""Two commits of one file at a time: each says what it posted itself, and what was there already."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from scenario_tools import TOKEN, command, environment, practice

POST = ("commit", "proposals.csv", "--quarantine", "2")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_commit_that_waited_does_not_count_what_the_other_posted(samples: Path, tmp_path: Path) -> None:
    """The second is at its question while the first posts; it is answered when everything is there."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml").returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        ours, theirs = os.openpty()
        with subprocess.Popen(
            command(*POST),
            cwd=kanbert.folder,
            env=environment(kanbert.base_url, TOKEN),
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            encoding="utf-8",
        ) as second:
            asked = b""
            while b"[y/N]" not in asked:
                asked += os.read(ours, 1024)
            first = kanbert.call(*POST, "--yes", "--json")
            os.write(ours, b"y\n")
            said = second.communicate(timeout=120)[0]
        os.close(theirs)
        os.close(ours)
        rows = json.loads(first.stdout)["rows"]
        assert rows
        assert all(row["sent_now"] for row in rows)
        assert "Posted and read back: 0 payments." in said
        assert f"Posted before, not sent again: {len(rows)} payments." in said
        assert len(kanbert.ours()) == len(rows)
