"""What changed in Kanbert after the approval is refused by row and proposed again in a file of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scenario_tools import TOKEN, Practice, command, environment, practice

from reconcile.journal import Journal
from reconcile.kanbert.client import KanbertClient
from reconcile.records import Decision, Side, Verdict
from reconcile.seams import SystemClock

POST = ("commit", "proposals.csv", "--yes", "--quarantine", "2")
AGAIN = ("commit", "proposals.again.csv", "--yes", "--quarantine", "2")


@pytest.fixture
def month(tmp_path: Path, samples: Path) -> Iterator[Practice]:
    """The sample giro account, everything sure approved."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml").returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        yield kanbert


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def a_sure_receipt(month: Practice) -> dict[str, str]:
    return next(
        row
        for row in rows(month.folder / "proposals.csv")
        if (row["light"], row["direction"], row["part"], row["kind"]) == ("sure", "in", "", "single")
    )


def pay_by_hand(month: Practice, invoice_id: str, value: str) -> None:
    """A colleague books a part of it in Kanbert, on another day."""
    with KanbertClient(month.base_url, TOKEN, clock=SystemClock()) as client:
        account = client.payment_accounts()[0]["id"]
        body: dict[str, Any] = {
            "type": "in",
            "payment_account_id": account,
            "reference": "by hand",
            "date_of_payment": "2026-02-20T12:00:00Z",
            "bookings": [{"outgoing_invoice_id": invoice_id, "value": float(value)}],
        }
        assert client.post_payment(Side.OUTGOING, json.dumps(body).encode()).status in (200, 201)


def decide(path: Path, answer: str) -> None:
    text = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    path.write_text(text[0] + "".join(answer + line for line in text[1:]), encoding="utf-8-sig", newline="")


def test_a_partly_paid_invoice_is_proposed_again_with_what_is_left(month: Practice) -> None:
    row = a_sure_receipt(month)
    pay_by_hand(month, row["invoice_id"], "10.00")
    committed = month.call(*POST)
    assert committed.returncode == 1
    assert f"of {row['invoice']} is open" in committed.stdout
    assert "To be decided again, on today's facts: proposals.again.csv written." in committed.stdout
    assert (
        "Next: decide the rows of proposals.again.csv, then: reconcile commit proposals.again.csv" in committed.stderr
    )
    (fresh,) = rows(month.folder / "proposals.again.csv")
    assert (fresh["transaction_id"], fresh["decision"]) == (row["transaction_id"], "")
    assert fresh["light"] != "sure"
    assert fresh["proposal_id"] != row["proposal_id"]
    assert fresh["warning"].startswith("decide again: ")
    left = Decimal(row["open_amount"].replace(",", ".")) - 10
    assert Decimal(fresh["open_amount"].replace(",", ".")) == left
    decide(month.folder / "proposals.again.csv", "yes")
    again = month.call(*AGAIN)
    assert "Posted and read back: 1 payment" in again.stdout, again.stdout + again.stderr
    ours = [one for one in month.payments() if one["reference"].startswith(row["transaction_id"])]
    assert [Decimal(one["value"]) for one in ours] == [left]


@pytest.mark.skipif(os.name == "nt", reason="Windows counts the folders, too")
def test_what_was_posted_is_told_even_where_the_fresh_file_cannot_be_written(month: Practice) -> None:
    """The name is as long as names may be: with `.again` in it there can be no such file."""
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    name = f"{'p' * 249}.csv"
    (month.folder / "proposals.csv").rename(month.folder / name)
    committed = month.call("commit", name, *POST[2:])
    assert "Posted and read back: " in committed.stdout, committed.stderr
    assert "is open" in committed.stdout
    assert "could not be proposed again: run the statement again" in committed.stderr
    assert committed.returncode == 1


def test_explain_still_knows_the_rest_of_the_month(month: Practice) -> None:
    every = rows(month.folder / "proposals.csv")
    row = a_sure_receipt(month)
    pay_by_hand(month, row["invoice_id"], "10.00")
    assert month.call(*POST).returncode == 1
    (again,) = rows(month.folder / "proposals.again.csv")
    assert month.call("explain", row["invoice"]).stdout.startswith(again["proposal_id"])
    other = next(one for one in reversed(every) if one["light"] == "sure" and one["part"] == "")
    assert month.call("explain", other["invoice"]).stdout.startswith(other["proposal_id"])
    assert month.call("explain", str(len(every) + 1)).stdout.startswith(every[-1]["proposal_id"])


def test_the_old_file_again_asks_nothing_twice_and_overwrites_nothing(month: Practice) -> None:
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    month.call(*POST)
    before = (month.folder / "proposals.again.csv").read_bytes()
    committed = month.call(*POST)
    assert "a later run proposed this line again: decide there" in committed.stdout
    found = re.search(r"Proposed again, not decided: 1 line\. Decide there: (reconcile review R-\S+)", committed.stdout)
    assert found, "where there is"
    assert f"Next: {found[1]}    to decide what was proposed again" in committed.stderr
    assert found[0] in month.call("status").stdout
    assert (month.folder / "proposals.again.csv").read_bytes() == before
    assert [path.name for path in month.folder.glob("*again*")] == ["proposals.again.csv"]


def test_a_file_that_is_there_is_kept(month: Practice) -> None:
    (month.folder / "proposals.again.csv").write_text("mine", encoding="utf-8")
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    said = json.loads(month.call(*POST, "--json").stdout)
    assert said["proposals_again"] == "proposals.again.1.csv"
    assert (month.folder / "proposals.again.csv").read_text(encoding="utf-8") == "mine"


def test_status_still_counts_the_rest_of_the_month(month: Practice) -> None:
    waiting = len(json.loads(month.call("status", "--json").stdout)["waiting"])
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    month.call(*POST)
    assert len(json.loads(month.call("status", "--json").stdout)["waiting"]) == waiting + 1


def test_without_a_change_there_is_no_such_file(month: Practice) -> None:
    month.call(*POST)
    assert list(month.folder.glob("*again*")) == []


def said_by_the_page(month: Practice, *argv: str) -> tuple[int, str, str]:
    """(exit code, stdout, stderr) of `reconcile review` when it is ended at once."""
    process = subprocess.Popen(
        command("review", "--no-browser", *argv),
        cwd=month.folder,
        env=environment("", ""),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def shown_by_the_page(month: Practice, *argv: str) -> tuple[dict[str, Any], str]:
    """The object it ends with, and what it says."""
    code, out, err = said_by_the_page(month, "--json", *argv)
    assert code == 1, err
    ended: dict[str, Any] = json.loads(out)
    return ended, err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals between processes")
def test_the_page_shows_the_month_and_names_the_run_that_asks_again(month: Practice) -> None:
    """The run of one row is not the page of a month; without the name nobody would find it."""
    row = a_sure_receipt(month)
    pay_by_hand(month, row["invoice_id"], "10.00")
    month.call(*POST)
    ended, err = shown_by_the_page(month)
    assert (ended["written"], ended["asked_again"]) == ("proposals.csv", 1)
    assert len(rows(month.folder / "proposals.csv")) > 20
    found = re.search(r"Proposed again, not decided: 1 line\. Decide there: reconcile review (\S+)", err)
    assert found, err
    again, _ = shown_by_the_page(month, found[1])
    assert (again["written"], again["waiting"]) == ("proposals.again.csv", 1)
    assert [one["transaction_id"] for one in rows(month.folder / "proposals.again.csv")] == [row["transaction_id"]]


def test_when_only_that_is_left_status_leads_there(month: Practice) -> None:
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    month.call(*POST)
    path = month.folder / "proposals.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("\n;", "\nno;"), encoding="utf-8-sig", newline="")
    month.call(*POST)
    told = json.loads(month.call("status", "--json").stdout)
    assert len(told["waiting"]) == 1
    assert re.fullmatch(r"reconcile review R-\S+    to decide the rest: proposed again", told["next"])


def test_a_no_to_what_is_posted_says_the_way_out(month: Practice) -> None:
    month.call(*POST)
    token = month.ours()[0]
    path = month.folder / "proposals.csv"
    table = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    text = "".join(f"no{line[3:]}" if token in line else line for line in table)
    path.write_text(text, encoding="utf-8-sig", newline="")
    refused = month.call(*POST)
    assert f"to correct it: reconcile status --payment {token}; then set the row back" in refused.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals between processes")
def test_leaving_the_page_says_what_was_posted_and_proposes_no_commit_of_nothing(month: Practice) -> None:
    _, err = shown_by_the_page(month)
    assert "Next: reconcile commit proposals.csv --dry-run" in err
    month.call(*POST)
    _, out, err = said_by_the_page(month)
    assert f"Sent to Kanbert before: {len(month.ours())} payments" in out
    assert "Nothing is approved yet" not in out
    assert re.search(r"Next: reconcile review R-\S+    to decide the rest", err)


# -------------------------------------------------------------------------------- a bulk yes after a person's answer


def test_a_bulk_yes_leaves_alone_what_was_answered_elsewhere(samples: Path, tmp_path: Path) -> None:
    """The file is older than the page: a line declined there, and one approved there with other amounts."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml").returncode == 0
        with Journal(tmp_path / "journal.sqlite3", clock=SystemClock()) as journal:
            run = journal.latest_run()
            assert run is not None
            declined, edited, same = [one for one in run.proposals if one.verdict is Verdict.SURE][:3]
            yes = {one.proposal_id: Decision.as_proposed(one, approved=True) for one in (declined, edited, same)}
            answers = (
                replace(yes[declined.proposal_id], approved=False),
                replace(yes[edited.proposal_id], note="asked by phone"),
                yes[same.proposal_id],
            )
            journal.record_decisions(answers, source="review page", source_sha256="", action="one")
        done = kanbert.call("approve", "proposals.csv", "--sure", "--yes")
        assert f"{declined.proposal_id} is left to a person: it was declined (review page)" in done.stderr
        assert f"{edited.proposal_id} is left to a person: it was approved otherwise (review page)" in done.stderr
        marked = {row["proposal_id"] for row in rows(tmp_path / "proposals.csv") if row["decision"] == "yes"}
        assert same.proposal_id in marked
        assert not {declined.proposal_id, edited.proposal_id} & marked
        assert len(marked) >= 20
        with Journal(tmp_path / "journal.sqlite3", clock=SystemClock(), read_only=True) as journal:
            stands = journal.decisions()
        assert [stands[one.proposal.line.transaction.transaction_id] for one in answers] == list(answers)
