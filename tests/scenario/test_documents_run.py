"""Every ```sh block of README and docs is run, in order, in a user's folder against the practice Kanbert."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_tools import TOKEN, Practice, command, environment, practice

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "docs/a-month.md", "docs/machine-interfaces.md"]

#: Documents whose blocks have a test of their own, which knows what each must say.
ELSEWHERE = {"docs/add-a-bank.md": "tests/scenario/test_add_a_bank.py"}

#: Needs the network and minutes: CI's first two jobs are these lines.
SET_UP = "python3 -m venv .venv"

_BLOCK = re.compile(r"^```(sh|toml)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def kanbert(samples: Path, tmp_path: Path) -> Iterator[Practice]:
    """A user's folder with the month's files under the names the documents use; no configuration yet."""
    with practice(samples, tmp_path) as running:
        (tmp_path / "config.toml").unlink()
        (tmp_path / "statements").mkdir()
        for name in ("2026-03_giro.xml", "2026-03_reserve.xml"):
            shutil.copyfile(samples / "camt053_v08" / name, tmp_path / "statements" / name)
        shutil.copyfile(samples / "camt053_v08" / "2026-03_giro.xml", tmp_path / "2026-03.xml")
        yield running


def test_no_document_is_forgotten() -> None:
    with_blocks = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
        if any(language == "sh" for language, _ in _BLOCK.findall(path.read_text(encoding="utf-8")))
    ]
    assert sorted(with_blocks) == sorted([*DOCUMENTS, *ELSEWHERE])
    for test in ELSEWHERE.values():
        assert (ROOT / test).exists()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_runs(document: str, kanbert: Practice) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    ran = 0
    for language, block in _BLOCK.findall(text):
        if language == "toml":  # what the reader is told to write into config.toml
            (kanbert.folder / "config.toml").write_text(block, encoding="utf-8")
        elif SET_UP not in block:
            for words in _commands(block):
                _run(_resolved(words, kanbert), kanbert)
                ran += 1
    assert ran >= 5


def _commands(block: str) -> Iterator[list[str]]:
    for line in block.splitlines():
        words = shlex.split(line, comments=True)
        if words[:1] == ["export"]:
            assert words[1].startswith("KANBERT_TOKEN="), line  # the test's own environment has it
        elif words:
            assert words[0] == "reconcile", line
            yield words[1:]


def _resolved(words: list[str], kanbert: Practice) -> list[str]:
    """The ids of a document are examples: the first real ones of this run stand in for them."""
    return [_resolved_word(word, kanbert) for word in words]


def _resolved_word(word: str, kanbert: Practice) -> str:
    if re.fullmatch(r"P-[A-Z]{14}", word):
        table = (kanbert.folder / "proposals.csv").read_text(encoding="utf-8-sig")
        found = re.search(r"\bP-[B-DF-HJ-NP-TV-XZ]{14}\b", table)
        assert found is not None
        return found.group()
    if re.fullmatch(r"KR1-[0-9A-F]{16}", word):
        return str(json.loads(kanbert.call("status", "--json").stdout)["payments"][0]["token"])
    return word


def _run(words: list[str], kanbert: Practice) -> None:
    if words[0] == "review":
        _open_and_close_the_page(words, kanbert)
        return
    done = kanbert.call(*words)
    assert done.returncode in (0, 1), (words, done.stdout, done.stderr)
    if "--json" in words:
        assert [json.loads(line) for line in done.stdout.splitlines()]


def _open_and_close_the_page(words: list[str], kanbert: Practice) -> None:
    if sys.platform == "win32":
        pytest.skip("ending a process with Ctrl-C is POSIX")
    process = subprocess.Popen(
        command(*words, "--no-browser"),
        cwd=kanbert.folder,
        env=environment(kanbert.base_url, TOKEN),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    try:
        said = ""
        while "http://127.0.0.1:" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) in (0, 1, 130), said
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
