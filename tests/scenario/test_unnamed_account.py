"""A CSV that does not say which account it is of (Raiffeisen ELBA and many others), read with what somebody says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from one_payer import OWN, one_invoice
from scenario_tools import Practice

SECOND = "DE02120300000000202051"
LINE = (
    "05.03.2026;Auftraggeber: Firma Quasar GmbH Verwendungszweck: Teilzahlung RE-2026-2001;05.03.2026;400,00;EUR;"
    "05.03.2026 10:11:12:123\n"
)


@pytest.fixture
def kanbert(tmp_path: Path) -> Iterator[Practice]:
    with one_invoice(tmp_path, SECOND) as running:
        (running.folder / "elba.csv").write_text(LINE, encoding="utf-8")
        yield running


def posted(kanbert: Practice, proposals: str) -> str:
    approved = kanbert.call("approve", proposals, "--sure", "--yes")
    done = kanbert.call("commit", proposals, "--yes", "--quarantine", "1")
    assert approved.returncode == 0, approved.stderr
    return approved.stderr + done.stdout


def test_without_a_word_it_is_a_question_and_the_run_says_what_to_do(kanbert: Practice) -> None:
    done = kanbert.call("run", "elba.csv")
    assert "the statement names no account of its own, so nothing of its 1 line can be posted" in done.stderr
    assert "--account IBAN" in done.stderr
    posted(kanbert, "proposals.csv")
    assert kanbert.ours() == []


def test_said_on_the_command_line_it_is_posted_to_that_account(kanbert: Practice) -> None:
    done = kanbert.call("run", "elba.csv", "--account", "DE02 1203 0000 0000 2020 51")
    assert (done.returncode, "names no account" in done.stderr) == (0, False), done.stderr
    posted(kanbert, "proposals.csv")
    (ours,) = [one for one in kanbert.payments() if one["reference"].startswith("KR1-")]
    assert "acc-2" in str(ours)


def test_said_in_the_configuration_it_holds_for_every_verb(kanbert: Practice) -> None:
    (kanbert.folder / "config.toml").write_text(f'[statements]\naccount = "{OWN}"\n', encoding="utf-8")
    assert json.loads(kanbert.call("inspect", "elba.csv", "--json").stdout)["account"] == OWN
    kanbert.call("run", "elba.csv")
    posted(kanbert, "proposals.csv")
    assert len(kanbert.ours()) == 1
    other = kanbert.call("inspect", "elba.csv", "--json", "--account", SECOND)
    assert json.loads(other.stdout)["account"] == SECOND
    said = kanbert.call("inspect", "elba.csv", "--account", SECOND)
    assert f"Next: reconcile run elba.csv --account {SECOND}" in said.stderr + said.stdout


@pytest.mark.parametrize("decided_before", [True, False])
def test_one_file_read_for_two_accounts_is_posted_once(kanbert: Practice, decided_before: bool) -> None:
    """The invoice has room for both: what protects it is that the journal knows the file."""
    kanbert.call("run", "elba.csv", "--account", OWN, "--out", "p1.csv")
    if decided_before:
        kanbert.call("run", "elba.csv", "--account", SECOND, "--out", "p2.csv")
        assert kanbert.call("approve", "p2.csv", "--sure", "--yes").returncode == 0
    posted(kanbert, "p1.csv")
    if not decided_before:
        kanbert.call("run", "elba.csv", "--account", SECOND, "--out", "p2.csv")
        assert "possible duplicate" in (kanbert.folder / "p2.csv").read_text(encoding="utf-8-sig")
    said = posted(kanbert, "p2.csv")
    assert len(kanbert.ours()) == 1, said


def test_an_iban_that_is_none_is_refused(kanbert: Practice) -> None:
    done = kanbert.call("run", "elba.csv", "--account", "DE02120300000000202052")
    assert (done.returncode, "is no valid IBAN. → compare it" in done.stderr) == (2, True), done.stderr
