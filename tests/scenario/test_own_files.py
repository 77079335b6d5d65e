"""`--out` replaces no file the program lives on or reads from; everything stays as it was."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from scenario_tools import reconcile

GIRO = "2026-03_giro.xml"


@pytest.fixture(scope="module")
def month(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("own")
    shutil.copyfile(samples / "config.toml", folder / "config.toml")
    shutil.copyfile(samples / "camt053_v08" / GIRO, folder / GIRO)
    shutil.copytree(samples / "kanbert", folder / "kanbert")
    assert reconcile("run", GIRO, "--snapshot", "kanbert", folder=folder).returncode == 0
    os.link(folder / "journal.sqlite3", folder / "linked.html")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


RUN = ("run", GIRO, "--snapshot", "kanbert", "--today", "2026-04-02")


@pytest.mark.parametrize(
    ("verb", "out", "what"),
    [
        (("report",), "journal.sqlite3", "the journal"),
        (("report",), "journal.sqlite3-wal", "a part of the journal"),
        (("report",), "linked.html", "the journal"),
        (("report",), "journal.sources/KEPT", "a kept statement file"),
        (("report", "--lang", "de"), "./kanbert/../config.toml", "the configuration"),
        (("review", "--no-browser"), "journal.lock", "the lock of the journal"),
        (RUN, "config.toml", "the configuration"),
        (RUN, GIRO, "a file this command reads"),
        (RUN, "kanbert/payments.jsonl", "a file this command reads"),
        ((*RUN, "--format", "csv", "--format", "xlsx", "--state", "state.csv"), "state", "the journal"),
    ],
)
def test_what_the_program_needs_is_not_replaced(month: Path, verb: tuple[str, ...], out: str, what: str) -> None:
    before = contents(month)
    (kept,) = (one.name for one in (month / "journal.sources").iterdir())
    done = reconcile(*verb, "--out", out.replace("KEPT", kept), folder=month)
    assert done.returncode == 2, done.stderr
    assert f"this is {what}. → name another file with --out" in done.stderr
    assert "[target-in-use]" in done.stderr
    assert contents(month) == before


def test_a_statement_named_like_the_proposals_is_not_replaced_either(month: Path, tmp_path: Path) -> None:
    shutil.copyfile(month / GIRO, tmp_path / "proposals.csv")
    done = reconcile("run", "proposals.csv", "--snapshot", month / "kanbert", folder=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "proposals.csv").read_bytes() == (month / GIRO).read_bytes()


def test_other_files_are_moved_aside_as_before(month: Path) -> None:
    (month / "march.html").write_text("mine", encoding="utf-8")
    assert reconcile("report", "--out", "march.html", folder=month).returncode == 0
    assert (month / "march.1.html").read_text(encoding="utf-8") == "mine"


def test_beside_a_snapshot_and_beside_the_kept_files_there_is_room(month: Path) -> None:
    for out in ("kanbert/proposals.csv", "journal.sources/proposals.csv"):
        done = reconcile(*RUN, "--out", out, folder=month)
        assert done.returncode == 0, done.stderr
