"""Consoles that are not UTF-8: what they lack is shown as `?`, never the sign of an amount."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from scenario_tools import command, environment

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
