"""Virtual environments of the peers, and how a program in a process of its own is measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent

#: Name → (adapter, requirements or None: the standard library is enough).
PEERS: dict[str, tuple[str, str | None]] = {
    "vlookup": ("vlookup.py", None),
    "bankstatementparser": ("bankstatementparser_adapter.py", "bankstatementparser.txt"),
    "splink": ("splink_adapter.py", "splink.txt"),
}


class Unmeasured(Exception):
    """A program ended with an error, or its environment cannot be made."""


def default_folder() -> Path:
    """Where the environments are kept from run to run."""
    return Path(tempfile.gettempdir()) / "reconcile-peers"


def adapter_of(peer: str) -> Path:
    return HERE / PEERS[peer][0]


def environment(folder: Path, requirements: str | None) -> Path:
    """The Python of a virtual environment that has what the file asks for; made once. Raises Unmeasured."""
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    wanted = (HERE / "requirements" / requirements).read_text(encoding="utf-8") if requirements else ""
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=bool(requirements), clear=True)
        if requirements:
            install = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "requirements" / requirements)]
            if subprocess.run(install, check=False).returncode:
                raise Unmeasured(f"{requirements} cannot be installed into {folder}")
        done.write_text(wanted, encoding="utf-8")
    return python


def measured(command: Sequence[str]) -> dict[str, float]:
    """What the program's last line says (JSON), and its peak memory as `megabytes`. Raises Unmeasured."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        printed, memory = _waited(process)
    if process.returncode:
        raise Unmeasured(f"{Path(command[1]).name} failed with exit code {process.returncode}")
    figures: dict[str, float] = json.loads(printed.splitlines()[-1])
    return figures | {"megabytes": memory}


def _waited(process: subprocess.Popen[str]) -> tuple[str, float]:
    """Output and peak memory in MB; 0 where the system does not tell (Windows)."""
    assert process.stdout is not None
    printed = process.stdout.read()
    if not hasattr(os, "wait4"):
        process.wait()
        return printed, 0.0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return printed, usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
