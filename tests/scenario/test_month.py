"""The sample month from the command line, over real HTTP: read → propose → approve → post → post again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from scenario_tools import Practice, json_lines, practice, reconcile

STATEMENTS = ("camt053_v08/2026-03_giro.xml", "camt053_v08/2026-03_reserve.xml")


@pytest.fixture
def kanbert(samples: Path, tmp_path: Path) -> Iterator[Practice]:
    with practice(samples, tmp_path) as running:
        yield running


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))


def test_the_whole_loop_posts_each_approved_payment_exactly_once(kanbert: Practice, samples: Path) -> None:
    run = kanbert.call("run", *(samples / name for name in STATEMENTS))
    assert run.returncode == 0, run.stderr
    assert "Nothing is booked yet" in run.stdout
    assert kanbert.ours() == []

    approve = kanbert.call("approve", "proposals.csv", "--sure", "--yes")
    assert approve.returncode == 0, approve.stderr
    approved = {row["transaction_id"] for row in rows(kanbert.folder / "proposals.csv") if row["decision"] == "yes"}
    assert len(approved) >= 20

    dry = kanbert.call("commit", "proposals.csv", "--dry-run")
    assert dry.returncode in (0, 1), dry.stderr
    assert kanbert.ours() == []
    assert dry.stdout.count("payment_account_id") == len(approved)

    commit = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    assert commit.returncode == 1, commit.stdout + commit.stderr  # undecided rows remain
    assert kanbert.ours() == sorted(approved)

    again = kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    assert again.returncode == 1, again.stdout + again.stderr
    assert kanbert.ours() == sorted(approved)

    status = kanbert.call("status", "--json")
    assert status.returncode == 0, status.stderr
    assert {one["token"] for one in json_lines(status.stdout)[0]["payments"]} == approved


def test_a_bulk_approval_leaves_edited_rows_alone(samples: Path, tmp_path: Path) -> None:
    options = ("--config", samples / "config.toml", "--state", "state.sqlite3")
    files = [samples / name for name in STATEMENTS]
    run = reconcile("run", *files, "--snapshot", samples / "kanbert", *options, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    path = tmp_path / "proposals.csv"
    table = rows(path)
    other, less, noted = [one for one in table if one["light"] == "sure" and one["kind"] == "single"][:3]
    other["invoice"] = "RE-2026-0033"
    other |= {"allocate": "100,00", "difference_kind": "bank fee"}
    less |= {"allocate": "1,00", "difference_kind": "bank fee"}
    noted["note"] = "checked by phone"
    _write(path, table)
    approve = reconcile("approve", "proposals.csv", "--sure", "--yes", "--json", *options, folder=tmp_path)
    assert approve.returncode == 0, approve.stderr
    (approved,) = (one["approved"] for one in json_lines(approve.stdout))
    assert noted["proposal_id"] in approved
    for edited in (other, less):
        assert edited["proposal_id"] not in approved
        assert f"{edited['proposal_id']} is left to a person" in approve.stderr
    assert {one["proposal_id"] for one in rows(path) if one["decision"]} == set(approved)


def test_a_rehearsal_says_what_would_come_too_late(samples: Path, tmp_path: Path) -> None:
    """Two lines of 892.50 are both approved for the one invoice of 892.50: the second finds it settled."""
    options = ("--config", samples / "config.toml", "--state", "state.sqlite3")
    run = reconcile("run", samples / STATEMENTS[0], "--snapshot", samples / "kanbert", *options, folder=tmp_path)
    assert run.returncode == 0, run.stderr
    path = tmp_path / "proposals.csv"
    table = rows(path)
    same = [one for one in table if one["amount"] == "892,50" and one["party"].startswith("Zollhaus")]
    assert len(same) == 2
    for row in same:
        row |= {"decision": "yes", "invoice": "RE-2026-0033", "allocate": "892,50", "difference_kind": ""}
    _write(path, table)
    dry = reconcile("commit", "proposals.csv", "--dry-run", *options, folder=tmp_path)
    assert "RE-2026-0033: 1\u202f785.00 EUR would be sent by 2 payments, but 892.50 is open" in dry.stderr
    same[1]["decision"] = ""
    _write(path, table)
    dry = reconcile("commit", "proposals.csv", "--dry-run", *options, folder=tmp_path)
    assert "would be sent by" not in dry.stderr


def test_a_rehearsal_says_what_it_does_not_know_and_where_commit_will_refuse(samples: Path, tmp_path: Path) -> None:
    """It asks Kanbert nothing; of which Kanbert the proposals were made is known without asking."""
    with practice(samples, tmp_path) as kanbert:
        assert kanbert.call("run", samples / STATEMENTS[0]).returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        rehearse = ("commit", "proposals.csv", "--dry-run")
        here = kanbert.call(*rehearse)
        assert "compared by commit, as it sends each payment" in here.stderr
        assert "commit will refuse" not in here.stderr
        elsewhere = reconcile(*rehearse, folder=tmp_path, base_url="http://127.0.0.1:9/api/v1")
    assert elsewhere.stdout == here.stdout
    assert "None of them would be sent from here: commit will refuse." in elsewhere.stderr
    assert f"the proposals were made for another Kanbert ({kanbert.base_url})" in elsewhere.stderr
    assert "[commit-other-kanbert]" in elsewhere.stderr
    assert elsewhere.returncode == 5


def _write(path: Path, table: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table[0], delimiter=";")
    writer.writeheader()
    writer.writerows(table)
    path.write_text(text.getvalue(), encoding="utf-8-sig", newline="")


def test_posted_lines_are_not_proposed_again(kanbert: Practice, samples: Path) -> None:
    files = [samples / name for name in STATEMENTS]
    kanbert.call("run", *files)
    kanbert.call("approve", "proposals.csv", "--sure", "--yes")
    kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
    posted = set(kanbert.ours())
    second = kanbert.call("run", *files, "--out", "second.csv")
    assert second.returncode == 0, second.stderr
    proposed = {row["transaction_id"] for row in rows(kanbert.folder / "second.csv")}
    assert proposed
    assert not proposed & posted
    assert f"earlier    {len(posted):>4}   not proposed again: {len(posted)} confirmed" in second.stdout


def test_the_same_inputs_give_the_same_bytes_without_network(samples: Path, tmp_path: Path) -> None:
    def once(name: str, *files: str) -> bytes:
        done = reconcile(
            "run",
            *(samples / one for one in files),
            *("--snapshot", samples / "kanbert", "--today", "2026-04-01", "--format", "jsonl"),
            *("--out", f"{name}.jsonl", "--state", f"{name}.sqlite3"),
            folder=tmp_path,
        )
        assert done.returncode == 0, done.stderr
        return (tmp_path / f"{name}.jsonl").read_bytes()

    first = once("first", *STATEMENTS)
    assert first == once("again", *STATEMENTS)
    assert first == once("swapped", *reversed(STATEMENTS))


def test_pull_then_run_from_the_snapshot_proposes_the_same(kanbert: Practice, samples: Path) -> None:
    pulled = kanbert.call("pull", "--snapshot", "snap")
    assert pulled.returncode == 0, pulled.stderr
    online = kanbert.call("run", samples / STATEMENTS[0], "--format", "jsonl", "--out", "-", "--state", "a.sqlite3")
    offline = reconcile(
        *("run", samples / STATEMENTS[0], "--snapshot", "snap"),
        *("--format", "jsonl", "--out", "-", "--state", "b.sqlite3"),
        folder=kanbert.folder,
    )
    assert offline.returncode == 0, offline.stderr

    def essence(text: str) -> list[object]:
        return [(one["transaction_id"], one["verdict"], one["allocations"]) for one in json_lines(text)]

    assert essence(online.stdout) == essence(offline.stdout)


def test_explain_writes_the_sum_out(samples: Path, tmp_path: Path) -> None:
    done = reconcile(
        *("run", samples / STATEMENTS[0], "--snapshot", samples / "kanbert", "--format", "jsonl", "--out", "-"),
        folder=tmp_path,
    )
    sure = next(one for one in json_lines(done.stdout) if one["verdict"] == "sure")
    by_id = reconcile("explain", sure["proposal_id"], folder=tmp_path)
    assert by_id.returncode == 0, by_id.stderr
    assert sure["allocations"][0]["invoice_number"] in by_id.stdout
    assert reconcile("explain", sure["transaction_id"], folder=tmp_path).stdout == by_id.stdout


def test_an_edited_proposals_file_is_set_aside_not_overwritten(samples: Path, tmp_path: Path) -> None:
    arguments = ("run", samples / STATEMENTS[0], "--snapshot", samples / "kanbert")
    reconcile(*arguments, folder=tmp_path)
    reconcile("approve", "proposals.csv", "--sure", "--yes", folder=tmp_path)
    decided = (tmp_path / "proposals.csv").read_bytes()
    reconcile(*arguments, folder=tmp_path)
    assert (tmp_path / "proposals.1.csv").read_bytes() == decided


def test_demo_shows_the_whole_loop(tmp_path: Path) -> None:
    demo = reconcile("demo", "--dir", "demo", folder=tmp_path)
    assert demo.returncode == 0, demo.stdout + demo.stderr
    for sign in ("ties out", "● sure", "Nothing is booked yet", "Approved:", "$ reconcile commit"):
        assert sign in demo.stdout, sign
    assert (tmp_path / "demo" / "proposals.csv").exists()
