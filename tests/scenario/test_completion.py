"""`reconcile completion`: what TAB offers, asked of the real shells."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from pathlib import Path

import pytest
from scenario_tools import reconcile

from reconcile.cli.arguments import whole_parser

#: What stands on the line → words that must be offered, and one that must not.
LINES = [
    ("reconcile ", ["init", "inspect", "run", "commit", "status", "completion"], "csv"),
    ("reconcile ru", ["run"], "commit"),
    ("reconcile --quiet ru", ["run"], "commit"),
    ("reconcile run --fo", ["--format"], "--snapshot"),
    ("reconcile run --format ", ["csv", "jsonl"], "run"),
    ("reconcile run march.xml --sn", ["--snapshot"], "--format"),
    ("reconcile init --lang ", ["de", "en"], "csv"),
    ("reconcile completion ", ["bash", "zsh", "fish", "powershell"], "run"),
    ("reconcile run giro_mar", ["giro_march.xml"], "run"),
]

BASH = """
source ./script
read -r -a COMP_WORDS <<< "$1"
[[ $1 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$(( ${#COMP_WORDS[@]} - 1 ))
spec=$(complete -p reconcile); spec=${spec#*-F }
${spec%% *} reconcile "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The shell's script beside one statement; skips where the shell is absent."""
    shell = request.function.__name__.split("_")[1]
    if os.name != "posix" or shutil.which(shell) is None:
        pytest.skip(f"NO {shell.upper()} HERE: its completion is not tested")
    done = reconcile("completion", shell, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (tmp_path / "script").write_text(done.stdout, encoding="utf-8")
    (tmp_path / "giro_march.xml").write_text("", encoding="utf-8")
    return tmp_path


def shown(argv: list[str], folder: Path) -> list[str]:
    done = subprocess.run(argv, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return [line.split("\t")[0].rsplit("/")[-1] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(("line", "expected", "unfit"), LINES)
def test_bash_offers_what_fits(folder: Path, line: str, expected: list[str], unfit: str) -> None:
    offered = shown(["bash", "--norc", "-c", BASH, "bash", line], folder)
    assert set(expected) <= set(offered)
    assert unfit not in offered


@pytest.mark.parametrize(("line", "expected", "unfit"), LINES)
def test_fish_offers_what_fits(folder: Path, line: str, expected: list[str], unfit: str) -> None:
    offered = shown(["fish", "--no-config", "-c", f"source ./script; complete -C '{line}'"], folder)
    assert set(expected) <= set(offered)
    assert unfit not in offered


def test_zsh_offers_what_fits(folder: Path) -> None:
    """Typed into an interactive one, because zsh completes nowhere else."""
    from pty import fork

    pid, terminal = fork()
    if pid == 0:
        os.chdir(folder)
        os.execvpe("zsh", ["zsh", "-f", "-i"], os.environ | {"TERM": "dumb"})  # noqa: S606
    try:
        os.write(terminal, b"PROMPT='ready> '; autoload -U compinit; compinit -u -D; LISTMAX=0\n")
        os.write(terminal, b'eval "$(cat ./script)"; echo script "read"\n')
        assert "script read" in _read_until(terminal, "script read")
        for line, expected, _ in LINES:
            os.write(terminal, f"{line}\t\t".encode())
            seen = _read_until(terminal, *expected)
            assert all(word in seen for word in expected), (line, seen)
            os.write(terminal, b"\x15")
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _read_until(terminal: int, *words: str) -> str:
    """What the terminal shows, until all words stand in it or nothing came for five seconds."""
    seen = ""
    while not all(word in seen for word in words) and select.select([terminal], [], [], 5)[0]:
        seen += os.read(terminal, 1 << 16).decode("utf-8", "replace").replace("\r", "").replace("\x07", "")
    return seen


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_verb_stands_in_every_script(shell: str, tmp_path: Path) -> None:
    done = reconcile("completion", shell, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    verbs = next(action for action in whole_parser()._actions if action.dest == "verb").choices
    assert verbs is not None
    for verb in verbs:
        assert verb in done.stdout


def test_an_unknown_shell_is_named(tmp_path: Path) -> None:
    done = reconcile("completion", "tcsh", folder=tmp_path)
    assert done.returncode == 2
    assert "tcsh" in done.stderr
