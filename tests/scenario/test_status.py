"""`reconcile status`: what is posted and what not, how old the data is, one payment's story, a person's correction."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from one_payer import one_invoice, write_line
from scenario_tools import TOKEN, Practice, json_lines, practice

from reconcile.journal import Journal
from reconcile.records import Decision
from reconcile.seams import SystemClock


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    folder, samples = tmp_path_factory.mktemp("status"), Path(__file__).resolve().parents[2] / "sample_statements"
    with practice(samples, folder) as kanbert:
        assert kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml").returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
        yield kanbert


def status(month: Practice, *words: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(month.call("status", "--json", *words).stdout)
    return said


def test_the_object_says_what_the_words_say(month: Practice) -> None:
    said, told = status(month), month.call("status")
    assert said["counts"] == {"confirmed": len(month.ours())}
    assert said["oldest"]["booking_date"] == "2026-03-02"
    assert said["statement_files"]["count"] == 1
    assert said["next"] == "decide the rest in the proposals file, then: reconcile commit PROPOSALS"
    assert f"Next: {said['next']}" in told.stderr
    assert re.search(rf"✓ confirmed +{len(month.ours())} ", told.stdout)
    assert "of a bank line of 2 March 2026. Nothing is ever deleted" in told.stderr


def test_one_payment_tells_its_story_from_the_file_on(month: Practice, samples: Path) -> None:
    token = month.ours()[0]
    story = status(month, "--payment", token)["story"]
    assert [row["what"].split(":")[0].split(" (")[0] for row in story] == [
        story[0]["what"],
        "payment recorded, not sent yet",
        "sent to Kanbert, attempt 1",
        "Kanbert answered 200",
        "read back",
    ]
    assert story[0]["what"].startswith("approved for ")
    sha256 = hashlib.sha256((samples / "camt053_v08" / "2026-03_giro.xml").read_bytes()).hexdigest()
    assert story[1]["files"] == [{"name": "2026-03_giro.xml", "sha256": sha256}]
    told = month.call("status", "--payment", token.lower()).stdout
    assert "What a person does if it is wrong:" in told
    assert "delete it" in told


def test_a_correction_is_kept_beside_what_stands_there(month: Practice) -> None:
    token = month.ours()[1]
    before = status(month)["events"]
    noted = month.call("status", "--payment", token, "--note", "deleted; it belonged to RE-7")
    assert (noted.returncode, noted.stdout) == (0, f"Noted for {token}: deleted; it belonged to RE-7\n")
    said = status(month, "--payment", token)
    assert said["corrections"] == ["deleted; it belonged to RE-7"]
    assert said["state"] == "confirmed"
    assert status(month)["events"] == before + 1


def test_every_run_counts_until_it_is_settled_or_proposed_again(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        giro, reserve = (samples / "camt053_v08" / f"2026-03_{name}.xml" for name in ("giro", "reserve"))
        kanbert.call("run", giro, "--out", "giro.csv")
        kanbert.call("approve", "giro.csv", "--sure", "--yes")
        first = status(kanbert)
        assert first["approved"]
        kanbert.call("run", reserve, "--out", "reserve.csv")
        both = status(kanbert)
        assert both["approved"] == first["approved"]
        assert both["waiting"][: len(first["waiting"])] == first["waiting"]
        assert len(both["waiting"]) > len(first["waiting"])
        assert f"approved, not posted: {len(first['approved'])} payments" in kanbert.call("status").stdout
        assert both["next"].startswith("reconcile commit PROPOSALS    posts what is approved")
        kanbert.call("run", giro, "--out", "again.csv", "--today", "2026-05-01")
        again = status(kanbert)
        assert len(again["approved"]) + len(again["waiting"]) == len(both["approved"]) + len(both["waiting"])


def test_declined_lines_are_said(samples: Path, tmp_path: Path) -> None:
    with practice(samples, tmp_path) as kanbert:
        kanbert.call("run", samples / "camt053_v08" / "2026-03_giro.xml")
        before = status(kanbert)
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        with Journal(tmp_path / "journal.sqlite3", clock=SystemClock()) as journal:
            one = journal.find_proposal(status(kanbert)["waiting"][0])
            assert one is not None
            journal.record_decisions([Decision.as_proposed(one, approved=False)], source="page", source_sha256="")
        after = status(kanbert)
        assert len(after["declined"]) == 1
        lines = [*after["declined"], *after["approved"], *after["waiting"]]
        assert sorted(lines) == sorted(before["waiting"])
        assert re.search(r"declined, not posted: 1 payment: ", kanbert.call("status").stdout)


def test_a_note_ends_the_asking(tmp_path: Path) -> None:
    with one_invoice(tmp_path) as kanbert:
        write_line(tmp_path / "s.csv", "RE-2026-2001", "3000,00", iban="DE02120300000000202051")
        kanbert.call("run", tmp_path / "s.csv")
        kanbert.call("approve", "proposals.csv", "--sure", "--yes")
        (rehearsed,) = json_lines(kanbert.call("commit", "proposals.csv", "--dry-run", "--json").stdout)
        (sent,) = rehearsed["payments"]
        token, different = sent["transaction_id"], sent["body"].replace("3000.00", "2999.00")
        kind = "application/json"
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind, "Accept": kind}
        other_machine = httpx.post(f"{kanbert.base_url}/payments/outgoing-invoice", content=different, headers=headers)
        assert other_machine.is_success
        kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2")
        asked = status(kanbert)
        assert asked["counts"] == {"with a person": 1}
        assert asked["next"].startswith("reconcile status --payment TOKEN")
        kanbert.call("status", "--payment", token, "--note", "one of two deleted")
        assert "noted: one of two deleted" in kanbert.call("status").stdout
        assert status(kanbert)["next"] == "reconcile run FILE    with the next statement"


def test_a_backup_after_a_kill_has_the_newest_events(month: Practice, tmp_path: Path) -> None:
    """They are in a second file until the next command writes: who copies the first alone copies an older journal."""
    left, copy = tmp_path / "left", tmp_path / "copy"
    left.mkdir()
    copy.mkdir()
    names = ("journal.sqlite3", "journal.sqlite3-wal")
    with Journal(month.folder / names[0], clock=SystemClock()) as killed:
        killed.record_foreign({"KR1-0000000000000000": ("one",)})
        for name in names:
            shutil.copyfile(month.folder / name, left / name)  # as it lies there after a kill

    def events(folder: Path) -> int:
        return int(status(month, "--state", str(folder / names[0]))["events"])

    shutil.copyfile(left / names[0], copy / names[0])
    assert events(copy) < events(left), "what this is about"
    told = month.call("status", "--state", left / names[0])
    assert f"the newest events are not in that file yet, but in {left / names[1]}" in told.stderr
    assert status(month, "--state", str(left / names[0]))["unwritten"] == str(left / names[1])
    assert f"reconcile commit PROPOSALS --dry-run --state {left / names[0]}" in told.stderr
    before = events(left)
    assert month.call("commit", "proposals.csv", "--dry-run", "--state", left / names[0]).returncode < 2
    assert "not in that file yet" not in month.call("status", "--state", left / names[0]).stderr
    shutil.copyfile(left / names[0], copy / names[0])
    assert events(copy) == before


def test_what_is_refused(month: Practice) -> None:
    unknown = month.call("status", "--payment", "KR1-0000000000000000")
    assert unknown.returncode == 3
    assert "this journal knows no such payment" in unknown.stderr
    alone = month.call("status", "--note", "words")
    assert alone.returncode == 2
    assert "a note belongs to a payment" in alone.stderr
