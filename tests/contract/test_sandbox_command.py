"""`reconcile sandbox` as a person starts it: another process, its flags, its refusals, its oracle log."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from reconcile.kanbert.sandbox import Personality

COMMAND = [sys.executable, "-m", "reconcile", "sandbox"]


@contextmanager
def started(*flags: str) -> Iterator[tuple[httpx.Client, list[str]]]:
    """A client for it, and what it said before it was ready."""
    process = subprocess.Popen([*COMMAND, "--port", "0", *flags], stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stderr is not None
    try:
        said = []
        for line in process.stderr:
            said.append(line.rstrip())
            if "PowerShell" in line:
                break
        found = re.search(r"answers at (http://127\.0\.0\.1:\d+/api/v1)\.", "\n".join(said))
        assert found, said
        headers = {"Authorization": "Bearer practice", "Accept": "application/json"}
        with httpx.Client(base_url=found[1], headers=headers, timeout=10, trust_env=False) as client:
            yield client, said
    finally:
        process.terminate()
        process.communicate(timeout=20)


def refused(*flags: str) -> str:
    done = subprocess.run([*COMMAND, *flags], capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2, done.stderr
    return done.stderr


def test_it_says_how_to_point_the_program_at_it() -> None:
    with started() as (client, said):
        assert any(f"export KANBERT_BASE_URL={str(client.base_url).rstrip('/')} " in line for line in said)
        assert client.get("/payment-accounts").json()["data"]


def test_the_personalities_are_listed() -> None:
    done = subprocess.run([*COMMAND, "--list-personalities"], capture_output=True, text=True, check=True)
    words = [line.split()[0] for line in done.stdout.splitlines()]
    assert words == [str(one) for one in Personality]
    done = subprocess.run([*COMMAND, "--list-personalities", "--json"], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {str(one): one.description for one in Personality}


def test_personalities_faults_and_the_oracle_log(tmp_path: Path) -> None:
    log = tmp_path / "oracle.jsonl"
    flags = ("--personality", "numbers-as-strings,page-size-capped", "--personality", "extra-properties", "--seed", "4")
    faults = ("--fault", "status_before(503),method=GET,path=/payments", "--fault", "drop_before,method=any,rate=0")
    with started(*flags, *faults, "--oracle-log", str(log)) as (client, _):
        assert client.get("/payments").status_code == 503
        page = client.get("/outgoing-invoices", params={"page[size]": "100"}).json()
        assert page["meta"]["per_page"] == 25
        assert isinstance(page["data"][0]["sum_gross"], str)
        assert "unheard_of" in page["data"][0]
        records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(one["request"], one["fault"], one["applied"], one["status"]) for one in records] == [
        ("GET /api/v1/payments", "status_before", False, 503),
        ("GET /api/v1/outgoing-invoices", None, False, 200),
    ]
    assert len({one["digest"] for one in records}) == 2


def test_books_of_any_size() -> None:
    with started("--generate", "40") as (client, _):
        assert len(client.get("/outgoing-invoices", params={"page[size]": "100"}).json()["data"]) == 40
        assert len(client.get("/incoming-invoices", params={"page[size]": "100"}).json()["data"]) == 10


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com"])  # noqa: S104 - refused
def test_it_is_reachable_from_this_machine_only(host: str) -> None:
    assert "this machine only" in refused("--host", host, "--port", "0")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--personality", "friendly"), "--list-personalities"),
        (("--personality", ""), "no such personality"),
        (("--fault", "earthquake"), "the kinds are refuse"),
        (("--fault", "drop_before(3)"), "takes no number"),
        (("--fault", "drop_before,colour=red"), "the options are"),
        (("--fault", "drop_before,skip=many"), "whole number"),
        (("--fault", "drop_before,rate=2"), "from 0 to 1"),
        (("--generate", "0"), "no number from 1"),
        (("--generate", "many"), "no number from 1"),
        (("--oracle-log", "no/such/folder/log"), "cannot be written"),
    ],
)
def test_what_it_does_not_understand_it_refuses(flags: tuple[str, str], said: str) -> None:
    assert said in refused(*flags, "--port", "0")
