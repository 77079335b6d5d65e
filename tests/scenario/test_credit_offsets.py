"""A netted payment from the command line: it is posted; the credit note's offset is told, or posted on request."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_tools import Practice, practice

POST = ("commit", "proposals.csv", "--yes", "--quarantine", "2")


@pytest.fixture
def month(tmp_path: Path, samples: Path) -> Iterator[Practice]:
    """The sample giro account; of its rows only the netted payment is approved."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml").returncode == 0
        path = tmp_path / "proposals.csv"
        table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        kind, decision = table[0].index("kind"), table[0].index("decision")
        for row in table[1:]:
            row[decision] = "yes" if row[kind] == "netting" else ""
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(table)
        path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        yield kanbert


def netted(month: Practice) -> tuple[dict[str, str], dict[str, str]]:
    """(row of the invoice, row of the credit note)."""
    text = (month.folder / "proposals.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text), delimiter=";") if row["kind"] == "netting"]
    invoice, credit = sorted(rows, key=lambda row: row["document"] == "credit")
    return invoice, credit


def test_the_proposal_explains_both(month: Practice) -> None:
    invoice, credit = netted(month)
    assert (invoice["document"], credit["document"]) == ("invoice", "credit")
    assert f"credit note {credit['invoice']} is netted" in invoice["warning"]


def test_without_the_flag_a_person_is_told_what_to_do_everywhere(month: Practice) -> None:
    invoice, credit = netted(month)
    words = f"of credit note {credit['invoice']} to {invoice['invoice']}; or add --credit-offsets"
    rehearsed = month.call(*POST, "--dry-run")
    assert len(rehearsed.stdout.splitlines()) == 1
    assert words in rehearsed.stderr
    committed = month.call(*POST)
    assert committed.returncode == 1
    assert "Posted and read back: 1 payment" in committed.stdout
    assert words in committed.stdout
    status = month.call("status")
    assert words in status.stdout
    assert "reconcile status --payment TOKEN" in status.stderr or "decide the rest" in status.stderr
    token = invoice["transaction_id"]
    assert words in month.call("status", "--payment", token).stdout
    assert words in month.call(*POST).stdout, "until somebody has done it"


def test_with_the_flag_it_is_made_once(month: Practice) -> None:
    rehearsed = json.loads(month.call(*POST, "--credit-offsets", "--dry-run", "--json").stdout)
    assert (len(rehearsed["payments"]), len(rehearsed["offsets"])) == (1, 1)
    said = json.loads(month.call(*POST, "--credit-offsets", "--json").stdout)
    assert [row["state"] for row in said["offsets"]] == ["confirmed"]
    again = json.loads(month.call(*POST, "--credit-offsets", "--json").stdout)
    assert again["offsets"] == []
    token = rehearsed["offsets"][0]["token"]
    told = month.call("status", "--payment", token).stdout
    assert "sent to Kanbert, its only attempt" in told
    assert json.loads(month.call("status", "--json").stdout)["offsets"][0]["state"] == "confirmed"
    _, credit = netted(month)
    ages = json.loads(month.call("report", "--json").stdout)["ages"]
    (of_credits,) = [one for one in ages if (one["side"], one["document"]) == ("outgoing", "credit")]
    assert of_credits["posted_minor"] == int(credit["allocate"].replace(",", "")), "what an offset took off is not open"
