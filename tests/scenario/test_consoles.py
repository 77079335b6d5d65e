"""Consoles that are not UTF-8: what they lack is shown as `?`, never the sign of an amount. And closed ones."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from scenario_tools import TOKEN, command, environment, practice

GIRO = "camt053_v08/2026-03_giro.xml"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "latin-1"])
def test_amounts_keep_their_sign_and_their_blanks(samples: Path, tmp_path: Path, encoding: str) -> None:
    said = []
    for one in (encoding, "utf-8"):
        told = environment("", "") | {"PYTHONIOENCODING": one}
        argv = command("inspect", samples / GIRO)
        done = subprocess.run(argv, cwd=tmp_path, env=told, capture_output=True, check=True)
        said.append(done.stdout.decode(one))
    here, everywhere = said
    assert "−" in everywhere
    assert "\u202f" in everywhere
    plain = everywhere.replace("−", "-").replace("\u202f", " ")
    assert [line.split()[1] for line in here.splitlines() if line.startswith("    2026-")] == [
        line.split()[1] for line in plain.splitlines() if line.startswith("    2026-")
    ]
    assert "-420.60" in here
    assert "18 462.37" in here


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a closed pipe is another error")
def test_who_stops_reading_stops_no_commit_and_hides_no_exit_code(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / GIRO).returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        approved = sum(1 for _ in kanbert.call("commit", "proposals.csv", "--dry-run").stdout.splitlines())
        reader, writer = os.pipe()
        os.close(reader)
        argv = command("commit", "proposals.csv", "--yes", "--quarantine", "2")
        told = environment(kanbert.base_url, TOKEN) | {"PYTHONUNBUFFERED": "1"}
        done = subprocess.run(argv, cwd=tmp_path, env=told, stdout=writer, stderr=writer, check=False)
        os.close(writer)
        assert done.returncode == 1
        assert len(kanbert.ours()) == approved > 1
