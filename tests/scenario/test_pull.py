"""`reconcile pull` as a user meets it: killed at any moment there is no half snapshot; the folder works for `run`."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_tools import Practice, command, environment, practice

from reconcile.kanbert.snapshot import FILES, SPACE_FILE, read_snapshot
from reconcile.seams import SystemClock

GIRO = "camt053_v08/2026-03_giro.xml"


@pytest.fixture
def kanbert(samples: Path, tmp_path: Path) -> Iterator[Practice]:
    with practice(samples, tmp_path) as running:
        yield running


def pulled(kanbert: Practice, *argv: str) -> dict[str, object]:
    done = kanbert.call("pull", "--snapshot", "kanbert", "--json", *argv)
    assert done.returncode == 0, done.stderr
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def test_a_pull_tells_what_it_left_out_and_run_works_from_it(kanbert: Practice, samples: Path) -> None:
    part = pulled(kanbert)
    assert part["partial"] == ["outgoing", "incoming", "payments"]
    assert part["notes"] == []
    run = kanbert.call("run", samples / GIRO, "--snapshot", "kanbert", "--out", "-", "--format", "jsonl")
    assert run.returncode == 0, run.stderr
    whole = pulled(kanbert, "--all")
    assert whole["partial"] == []
    assert (whole["outgoing_invoices"], whole["incoming_invoices"], whole["payments"]) == (59, 22, 16)


def test_progress_is_for_eyes_only(kanbert: Practice) -> None:
    assert "pulling" not in kanbert.call("pull", "--snapshot", "kanbert").stderr


def test_a_folder_with_other_files_is_refused_before_anything_is_asked(kanbert: Practice) -> None:
    done = kanbert.call("pull", "--snapshot", ".", base_url="http://127.0.0.1:9/api/v1")
    assert done.returncode == 3, done.stderr
    assert "config.toml" in done.stderr


@pytest.mark.parametrize("existing", [True, False])
def test_killed_at_any_moment_the_folder_is_whole_or_not_there(kanbert: Practice, existing: bool) -> None:
    """A real kill, ten times within the time a whole pull takes."""
    folder = kanbert.folder / "kanbert"
    start = time.monotonic()
    pulled(kanbert, "--all")
    took = time.monotonic() - start
    old = read_snapshot(folder)
    draw = random.Random(f"kill {existing}")
    killed = 0
    for _ in range(10):
        if not existing and folder.exists():
            _removed(folder)
        process = subprocess.Popen(
            command("pull", "--snapshot", "kanbert"),
            cwd=kanbert.folder,
            env=environment(kanbert.base_url, "practice-token-for-tests"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        SystemClock().sleep(took * draw.uniform(0.2, 1.1))
        process.kill()
        killed += process.wait() != 0
        if folder.exists():
            assert len(read_snapshot(folder).outgoing) in (len(old.outgoing), 59)
        else:  # killed between the two renames the old one stands aside, whole
            assert not existing or list(kanbert.folder.glob(".kanbert.*.old"))
    assert killed >= 3


def _removed(folder: Path) -> None:
    for name in (*FILES.values(), SPACE_FILE):
        (folder / name).unlink()
    folder.rmdir()
