"""`reconcile commit` killed at random moments and run again: every approved payment exists exactly once."""

from __future__ import annotations

import random
import subprocess
from itertools import count
from pathlib import Path
from time import perf_counter

import pytest
from scenario_tools import TOKEN, Practice, command, environment, practice

KILLS = 20
SEED = 20261121
STATEMENT = "camt053_v08/2026-03_giro.xml"


def test_twenty_kills_lose_and_double_nothing(samples: Path, tmp_path: Path) -> None:
    """Months one after the other, each interrupted until its commit comes through, until 20 kills have landed."""
    moments = random.Random(SEED)
    whole_s = _whole_commit_s(samples, tmp_path / "clean")
    killed = 0
    for world in count():
        with practice(samples, _made(tmp_path / str(world))) as kanbert:
            approved = _approve(kanbert, samples)
            assert len(approved) >= 20
            while killed < KILLS and _commit_killed_after(kanbert, whole_s * moments.uniform(0.3, 1.0)):
                killed += 1
                assert set(kanbert.ours()) <= set(approved)
            _finish(kanbert)
            assert kanbert.ours() == approved
        if killed == KILLS:
            break


def _whole_commit_s(samples: Path, folder: Path) -> float:
    """How long a commit takes that nobody interrupts; only chooses the moments."""
    with practice(samples, _made(folder)) as kanbert:
        _approve(kanbert, samples)
        start = perf_counter()
        _finish(kanbert)
        return perf_counter() - start


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _approve(kanbert: Practice, samples: Path) -> list[str]:
    assert kanbert.call("run", samples / STATEMENT).returncode == 0
    done = kanbert.call("approve", "proposals.csv", "--sure", "--yes", "--json")
    assert done.returncode == 0, done.stderr
    rows = (kanbert.folder / "proposals.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    cells = [row.split(";") for row in rows if row.startswith("yes;")]
    return sorted({cell for row in cells for cell in row if cell.startswith("KR1-")})


def _commit_killed_after(kanbert: Practice, seconds: float) -> bool:
    """True when it was still running and died; False when it had finished by itself."""
    child = subprocess.Popen(
        command("commit", "proposals.csv", "--yes", "--quarantine", "2"),
        cwd=kanbert.folder,
        env=environment(kanbert.base_url, TOKEN),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return True
    return False


def _finish(kanbert: Practice) -> None:
    """Run `commit` again until nothing is uncertain; that is the whole recovery."""
    for _ in range(3):
        done = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
        if done.returncode == 1:  # only undecided rows are left
            return
        assert done.returncode == 4, done.stdout + done.stderr
    pytest.fail(f"still uncertain: {done.stdout}{done.stderr}")
