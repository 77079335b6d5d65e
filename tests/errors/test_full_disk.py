"""A disk without space is told as one, with what to do; it is no bug, and what was there stays."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from error_scene import scene
from scenario_tools import command, environment

from reconcile.seams import write_atomic


def no_space(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")  # as write, fsync and close say it: without a name


@pytest.mark.parametrize("verb", [("report",), ("commit", "proposals.csv", "--yes"), ("run", "2026-03_giro.xml")])
def test_a_full_disk_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: tuple[str, ...]) -> None:
    with scene(tmp_path) as here:
        here.kanbert()
        here.approved()
        before = (tmp_path / "proposals.csv").read_bytes()
        monkeypatch.setattr(os, "fsync", no_space)
        code, said = here.call(*verb)
    assert code in (2, 5), said
    assert "Traceback" not in said
    assert "No space left on device" in said
    assert "[file-system]" in said or "[journal-sources-unwritable]" in said
    assert before in [one.read_bytes() for one in tmp_path.glob("proposals*.csv")]
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_an_error_of_writing_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(OSError, match="No space") as raised:
        write_atomic(tmp_path / "march.csv", b"new")
    assert raised.value.filename == str(tmp_path / "march.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("verb", [("status",), ("inspect", "2026-03_giro.xml", "--json"), ("run", "--out", "-")])
def test_output_that_nobody_can_take(tmp_path: Path, verb: tuple[str, ...]) -> None:
    with scene(tmp_path) as here:
        here.proposals()
        more = ("2026-03_giro.xml", "--snapshot", "kanbert") if verb[0] == "run" else ()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command(*verb, *more),
            cwd=tmp_path,
            env=environment("", ""),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert said.count("No space left on device") == 1
    assert "[file-system]" in said
    assert "Traceback" not in said
    assert "Exception ignored" not in said


@pytest.mark.skipif(os.name != "posix", reason="Windows has no broken pipes, it has invalid arguments")
def test_a_reader_that_went_away_is_no_error(tmp_path: Path) -> None:
    with scene(tmp_path) as here:
        here.proposals()
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            command("status"), cwd=tmp_path, env=environment("", ""), stdout=pipe, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 0
    assert b"Exception ignored" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_error_of_ours_stays_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: Any) -> None:
        raise OSError("of no system call")

    with scene(tmp_path) as here:
        here.proposals()
        monkeypatch.setattr("reconcile.cli.verbs.report.write_atomic", wrong)
        code, said = here.call("report")
    assert code == 70
    assert "This is a bug in reconcile" in said
