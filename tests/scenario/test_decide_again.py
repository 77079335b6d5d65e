"""What changed in Kanbert after the approval is refused by row and proposed again in a file of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from scenario_tools import TOKEN, Practice, practice

from reconcile.kanbert.client import KanbertClient
from reconcile.records import Side
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


def test_the_old_file_again_asks_nothing_twice_and_overwrites_nothing(month: Practice) -> None:
    pay_by_hand(month, a_sure_receipt(month)["invoice_id"], "10.00")
    month.call(*POST)
    before = (month.folder / "proposals.again.csv").read_bytes()
    committed = month.call(*POST)
    assert "a later run proposed this line again: decide there" in committed.stdout
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
