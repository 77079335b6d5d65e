"""schemathesis over docs/kanbert-openapi.yaml against the running practice Kanbert: all operations, all data.

It checks statuses, content types, headers and bodies of the answers, that wrong requests are refused and right ones
are not, that nothing is answered without the token, and that other methods are 405. `RECONCILE_LONG=1`: the long form.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from kanbert_contract import Contract
from kanbert_objects import account, booking, incoming, outgoing, payment
from sandbox_tools import TOKEN, Practice, practice

from reconcile.kanbert.sandbox import Kind

OPENAPI = Path(__file__).parents[2] / "docs" / "kanbert-openapi.yaml"

#: A module or the path of one.
HOOKS = str(Path(__file__).with_name("kanbert_bodies.py"))

#: The schema promises a form, not that a filter's field is known or an invoice exists.
CONFIGURATION = """
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 404, 422]
"""


@pytest.fixture
def kanbert() -> Iterator[Practice]:
    """Invoices large enough for whatever amount is made up."""
    objects = {
        Kind.PAYMENT_ACCOUNT: [account()],
        Kind.OUTGOING_INVOICE: [outgoing("o-1", "1000000000.00"), outgoing("c-1", "-1000000.00", is_credit=True)],
        Kind.INCOMING_INVOICE: [incoming("i-1", "1000000000.00"), incoming("ic-1", type="Credit")],
        Kind.PAYMENT: [payment("p-1", booking("b-1", "1.00", outgoing_invoice_id="o-1"))],
    }
    with practice(objects) as running_one:
        yield running_one


def schemathesis(base_url: str, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    (folder / "schemathesis.toml").write_text(CONFIGURATION, encoding="utf-8")
    command = [sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()"]
    command += ["--config-file", "schemathesis.toml", "run", str(OPENAPI), "--url", base_url, *flags]
    command += ["-H", f"Authorization: Bearer {TOKEN}", "-H", "Accept: application/json", "--mode", "all"]
    command += ["--no-color", "--warnings", "off", "--continue-on-failure", "--max-redirects", "0"]
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "PYTHONUTF8": "1", "SCHEMATHESIS_HOOKS": HOOKS}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def fuzzed(kanbert: Practice, folder: Path, examples: int, seed: int) -> None:
    done = schemathesis(kanbert.base_url, folder, "--max-examples", str(examples), "--seed", str(seed))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "11 selected / 11 total" in done.stdout
    statuses = defaultdict(set)
    for record in kanbert.box.log:
        statuses[operation_of(record.method, record.path)].add(record.status)
    for name, operation in Contract.stored().operations.items():
        assert {200, 401} <= statuses[name] <= {405, *map(int, operation["responses"])}, name


def operation_of(method: str, path: str) -> str:
    for name in Contract.stored().operations:
        if Contract({"operations": {name: {}}, "schemas": {}}).operation(method, path.removeprefix("/api/v1")) == {}:
            return name
    return "another path or method"


def test_the_practice_kanbert_keeps_the_contract(kanbert: Practice, tmp_path: Path) -> None:
    fuzzed(kanbert, tmp_path, examples=25, seed=1)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_the_practice_kanbert_keeps_the_contract_in_every_detail(kanbert: Practice, tmp_path: Path, seed: int) -> None:
    fuzzed(kanbert, tmp_path, examples=150, seed=seed)


def test_a_breach_is_noticed(tmp_path: Path) -> None:
    """A test that cannot fail shows nothing: an account without its properties is found."""
    with practice({Kind.PAYMENT_ACCOUNT: [{"id": "no account at all"}]}) as broken:
        done = schemathesis(broken.base_url, tmp_path, "--include-path", "/payment-accounts", "--max-examples", "5")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Response violates schema" in done.stdout
