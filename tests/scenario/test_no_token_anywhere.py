"""A sentinel token over runs full of faults, at debug level: it stands in no output, log, journal, snapshot or file.

Some of the answers echo it, in bodies and headers. 50 runs; 1 000 with RECONCILE_LONG=1.
"""

from __future__ import annotations

import logging
import random
import shutil
import socket
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx
import pytest

from reconcile.cli import main
from reconcile.kanbert import client as client_module
from reconcile.kanbert.sandbox import Fault, FaultKind, FaultSchedule, FaultTable, Personality, Sandbox, State, running
from reconcile.seams import SystemClock

TOKEN = "sentinel-5b1f-7f3c9b-never-to-be-seen"
GIRO = "camt053_v08/2026-03_giro.xml"
ECHO = f'{{"message":"Bearer {TOKEN}","errors":{{"{TOKEN}":["{TOKEN}"]}}}}'.encode()
PAGE = f'{{"data":[{{"id":"x","title":"{TOKEN}"}}],"meta":{{"next_cursor":null,"path":"{TOKEN}"}}}}'.encode()
PAYMENT = f'{{"id":"{TOKEN}","reference":"{TOKEN}"}}'.encode()
HEADERS = {"X-Echo": TOKEN, "Set-Cookie": f"session={TOKEN}", "X-RateLimit-Limit": TOKEN, "Date": TOKEN}

#: Each strikes one request in ten.
FAULTS = [
    *(Fault(kind=FaultKind.STATUS_BEFORE, status=one, method="", body=ECHO, headers=HEADERS) for one in (401, 422)),
    *(Fault(kind=FaultKind.STATUS_AFTER, status=one, method="", body=ECHO, headers=HEADERS) for one in (500, 503)),
    Fault(kind=FaultKind.STATUS_BEFORE, status=302, method="", headers={"Location": f"https://evil.example/{TOKEN}"}),
    Fault(kind=FaultKind.STATUS_AFTER, status=200, method="GET", body=PAGE, headers=HEADERS),
    Fault(kind=FaultKind.STATUS_AFTER, status=200, method="POST", body=PAYMENT),
    Fault(kind=FaultKind.GARBAGE_AFTER, method="", body=f"<html>{TOKEN}</html>".encode()),
    Fault(kind=FaultKind.DROP_AFTER, method=""),
    Fault(kind=FaultKind.DROP_BEFORE, method=""),
]
VERBS = [
    ["pull", "--snapshot", "kanbert"],
    ["run", GIRO, "--out", "again.csv"],
    ["doctor", "--statement", GIRO],
    ["commit", "proposals.csv", "--yes", "--quarantine", "0.1"],
    ["commit", "proposals.csv", "--yes", "--quarantine", "0.1", "--json"],
    ["status", "--json"],
]


SLOW = {Personality.SLOW, Personality.HANGING, Personality.APPLIED_THEN_HANGING}


@dataclass
class Watched:
    """A folder in which a month was matched and what is sure was approved; and everything that is said there."""

    begun: Path
    samples: Path
    port: int
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    caplog: pytest.LogCaptureFixture

    def call(self, folder: Path, *calls: list[str], **options: Any) -> list[int]:
        """The exit codes. The journal belongs to one address, so the port is always the same."""
        self.monkeypatch.chdir(folder)
        with State() as state:
            state.load(self.samples / "kanbert")
            box = Sandbox(state, SystemClock(), tokens=(TOKEN,), **options)
            with running(box, port=self.port) as base_url:
                self.monkeypatch.setenv("KANBERT_BASE_URL", base_url)
                return [main(argv) for argv in calls]

    def runs(self, number: int) -> None:
        codes: Counter[int] = Counter()
        for one in range(number):
            codes.update(self._run(one))
        assert codes.keys() >= {0, 4, 5}, codes
        assert codes[70] == 0

    def _run(self, number: int) -> list[int]:
        draw = random.Random(number)
        folder = self.begun.with_name(f"run-{number}")
        shutil.copytree(self.begun, folder)
        calls = draw.sample(VERBS, 2)
        codes = self.call(
            folder,
            *calls,
            faults=FaultTable([(fault, Fraction(1, 10)) for fault in draw.sample(FAULTS, 3)], number),
            personalities=draw.sample([one for one in Personality if one not in SLOW], draw.randint(0, 2)),
            seed=number,
        )
        said = self.capsys.readouterr()
        assert TOKEN not in said.out + said.err, (number, calls)
        assert TOKEN not in self.caplog.text, (number, calls)
        assert [path for path in folder.rglob("*") if path.is_file() and TOKEN.encode() in path.read_bytes()] == []
        self.caplog.clear()
        shutil.rmtree(folder)
        return codes


@pytest.fixture
def watched(
    samples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> Watched:
    monkeypatch.setattr(client_module, "_TIMEOUT", httpx.Timeout(0.3))
    for name in ("", "httpx", "httpcore", "httpcore.http11", "httpcore.connection", "stamina"):
        caplog.set_level(logging.DEBUG, logger=name)
    begun = tmp_path / "begun"
    (begun / "camt053_v08").mkdir(parents=True)
    for name in ("config.toml", GIRO):
        shutil.copyfile(samples / name, begun / name)
    monkeypatch.setenv("KANBERT_TOKEN", TOKEN)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    world = Watched(begun, samples, port, monkeypatch, capsys, caplog)
    assert world.call(begun, ["run", GIRO], ["approve", "proposals.csv", "--sure", "--yes"]) == [0, 0]
    return world


def test_fifty_runs(watched: Watched) -> None:
    watched.runs(50)


@pytest.mark.long
def test_a_thousand_runs(watched: Watched) -> None:
    watched.runs(1000)


def test_the_echo_would_be_seen(watched: Watched) -> None:
    """The sentinel really comes back: without the redaction it would stand in the snapshot, and in the log."""
    redactor = "reconcile.kanbert.redaction.Redactor.without_secret"
    watched.monkeypatch.setattr(redactor, lambda _, content: content)
    fault = Fault(
        kind=FaultKind.STATUS_AFTER,
        status=200,
        method="GET",
        path_ending="/outgoing-invoices",
        body=PAGE,
        headers=HEADERS,
        times=99,
    )
    http11 = logging.getLogger("httpcore.http11")
    for one in list(http11.filters):
        http11.removeFilter(one)
    try:
        assert watched.call(watched.begun, ["pull", "--snapshot", "kanbert"], faults=FaultSchedule([fault])) == [0]
    finally:
        http11.addFilter(client_module._event_only)
    assert TOKEN in (watched.begun / "kanbert" / "outgoing-invoices.jsonl").read_text(encoding="utf-8")
    assert TOKEN in watched.caplog.text


def test_payments_are_posted_in_these_runs(watched: Watched) -> None:
    assert watched.call(watched.begun, VERBS[3]) == [1]  # rows for a person remain
    assert watched.caplog.text.count("HTTP Request: POST") >= 20
