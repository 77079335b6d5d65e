"""The program as a user meets it: a real process, real files, a real practice Kanbert over HTTP."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kanbert_objects import write_snapshot

from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.sandbox import Kind, Sandbox, State, running
from reconcile.seams import SystemClock

TOKEN = "practice-token-for-tests"


@dataclass(frozen=True)
class Practice:
    """A practice Kanbert and the folder a user works in."""

    base_url: str
    folder: Path

    def call(self, *argv: str | Path, token: str = TOKEN, base_url: str = "") -> subprocess.CompletedProcess[str]:
        return reconcile(*argv, folder=self.folder, base_url=base_url or self.base_url, token=token)

    def payments(self) -> list[dict[str, Any]]:
        """What Kanbert holds, seen over HTTP like everybody else sees it."""
        from reconcile.kanbert.client import KanbertClient

        with KanbertClient(self.base_url, TOKEN, clock=SystemClock()) as client:
            return client.payments()

    def ours(self) -> list[str]:
        """The tokens of the payments we posted, once for each payment."""
        return sorted(one["reference"][:20] for one in self.payments() if one["reference"].startswith("KR1-"))


@contextmanager
def practice(samples: Path, folder: Path) -> Iterator[Practice]:
    shutil.copyfile(samples / "config.toml", folder / "config.toml")
    with State() as state:
        state.load(samples / "kanbert")
        with running(Sandbox(state, SystemClock(), tokens=(TOKEN,))) as base_url:
            yield Practice(base_url=base_url, folder=folder)


@contextmanager
def practice_with(objects: dict[Kind, list[ApiObject]], folder: Path) -> Iterator[Practice]:
    """One that holds just these, with a configuration of defaults."""
    data, work = folder / "data", folder / "work"
    work.mkdir()
    write_snapshot(data / "kanbert", objects)
    (data / "config.toml").write_text("", encoding="utf-8")
    with practice(data, work) as kanbert:
        yield kanbert


def reconcile(
    *argv: str | Path, folder: Path, base_url: str = "", token: str = "", timeout_s: float = 120
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*argv),
        cwd=folder,
        env=environment(base_url, token),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )


def command(*argv: str | Path) -> list[str]:
    return [sys.executable, "-m", "reconcile", *(str(word) for word in argv)]


def environment(base_url: str, token: str) -> dict[str, str]:
    """The caller's environment without anything of Kanbert's but what is given here."""
    cleaned = {name: value for name, value in os.environ.items() if not name.startswith("KANBERT_")}
    given = {"KANBERT_BASE_URL": base_url, "KANBERT_TOKEN": token, "PYTHONIOENCODING": "utf-8"}
    return cleaned | {name: value for name, value in given.items() if value}


def json_lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]
