"""`report` and `explain` from the command line, over the sample month, posted to a practice Kanbert over real HTTP."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scenario_tools import Practice, json_lines, practice, reconcile

STATEMENTS = ("camt053_v08/2026-03_giro.xml", "camt053_v08/2026-03_reserve.xml")


@pytest.fixture(scope="module")
def kanbert(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    samples = Path(__file__).resolve().parents[2] / "sample_statements"
    with practice(samples, tmp_path_factory.mktemp("month")) as running:
        steps = (
            running.call("run", *(samples / name for name in STATEMENTS), "--today", "2026-04-01"),
            running.call("approve", "proposals.csv", "--sure", "--yes"),
            running.call("commit", "proposals.csv", "--yes", "--quarantine", "2"),
        )
        assert all(done.returncode in (0, 1) for done in steps), [done.stderr for done in steps]
        yield running


def numbers(kanbert: Practice) -> dict[str, Any]:
    (found,) = json_lines(kanbert.call("report", "--json").stdout)
    return found


def rows(folder: Path) -> list[dict[str, str]]:
    text = (folder / "proposals.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_numbers_are_those_of_the_files_and_of_kanbert(kanbert: Practice, samples: Path) -> None:
    found = numbers(kanbert)
    inspected = json_lines(kanbert.call("inspect", *(samples / name for name in STATEMENTS), "--json").stdout)
    assert len(found["balances"]) == len(inspected) == 2
    for proof, file in zip(
        sorted(found["balances"], key=lambda one: one["opening_minor"]),
        sorted(inspected, key=lambda one: one["opening_minor"]),
        strict=True,
    ):
        assert (proof["opening_minor"], proof["closing_minor"]) == (file["opening_minor"], file["closing_minor"])
        amounts = [line["amount_minor"] for line in file["transactions"]]
        assert proof["in_minor"] == sum(amount for amount in amounts if amount > 0)
        assert proof["out_minor"] == -sum(amount for amount in amounts if amount < 0)
        assert proof["opening_minor"] + proof["in_minor"] - proof["out_minor"] == proof["closing_minor"]
        assert (proof["difference_minor"], proof["complete"]) == (0, True)
    lines = [line for file in inspected for line in file["transactions"]]
    assert found["lines"] == len(lines) == sum(share["lines"] for share in found["shares"])
    total = sum(share["in_minor"] - share["out_minor"] for share in found["shares"])
    assert total == sum(line["amount_minor"] for line in lines)
    held = {one["reference"][:20]: one for one in kanbert.payments() if one["reference"].startswith("KR1-")}
    assert {one["bank"]["token"] for one in found["posted"]} == set(held)
    for one in found["posted"]:
        assert one["payment_id"] == str(held[one["bank"]["token"]]["id"])
        assert one["approved"]["source"] == "proposals.csv"
        assert re.fullmatch("[0-9a-f]{64}", one["approved"]["source_sha256"])
        assert one["answer"]["status"] in (200, 201)
    waiting = {row["proposal_id"] for row in rows(kanbert.folder) if row["decision"] != "yes"}
    assert {one["bank"]["proposal_id"] for one in found["waiting"]} == waiting


def test_the_page_is_written_once_privately_and_never_over_another(kanbert: Practice) -> None:
    first = kanbert.call("report", "--out", "march.html", "--lang", "de")
    assert first.returncode == 0, first.stderr
    assert "march.html written" in first.stdout
    path = kanbert.folder / "march.html"
    content = path.read_bytes()
    assert b'<html lang="de">' in content
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = kanbert.call("report", "--out", "march.html", "--lang", "de")
    assert again.returncode == 0
    assert path.read_bytes() == content
    assert not (kanbert.folder / "march.1.html").exists()
    english = kanbert.call("report", "--out", "march.html", "--lang", "en")
    assert "it is now march.1.html" in english.stderr
    assert (kanbert.folder / "march.1.html").read_bytes() == content
    assert b'<html lang="en">' in path.read_bytes()


def test_the_page_on_stdout_is_the_page(kanbert: Practice) -> None:
    kanbert.call("report", "--out", "same.html")
    piped = kanbert.call("report", "--out", "-")
    assert piped.stdout.encode() == (kanbert.folder / "same.html").read_bytes().replace(b"\r\n", b"\n")


def test_a_report_needs_the_journal_alone(kanbert: Practice, tmp_path: Path) -> None:
    kanbert.call("report", "--out", "whole.html")
    shutil.copyfile(kanbert.folder / "journal.sqlite3", tmp_path / "journal.sqlite3")
    alone = reconcile("report", "--out", "alone.html", folder=tmp_path)
    assert alone.returncode == 0, alone.stderr
    assert (tmp_path / "alone.html").read_bytes() == (kanbert.folder / "whole.html").read_bytes()


def test_an_unknown_run_is_refused_with_those_that_are_known(kanbert: Practice) -> None:
    run_id = numbers(kanbert)["provenance"]["run_id"]
    done = kanbert.call("report", f"{run_id[:-1]}Z")
    assert done.returncode == 3
    assert "this journal has no such run" in done.stderr
    assert run_id in done.stderr
    assert kanbert.call("report", run_id.lower(), "--out", "named.html").returncode == 0


def test_without_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    done = reconcile("report", folder=tmp_path)
    assert done.returncode == 3
    assert "reconcile run FILE" in done.stderr
    assert not list(tmp_path.glob("*.html"))


# ----------------------------------------------------------------------------------------------------------- explain


def test_a_proposal_is_found_by_every_name_it_has(kanbert: Practice) -> None:
    for number, row in list(enumerate(rows(kanbert.folder), 2))[::9]:
        by_id = kanbert.call("explain", row["proposal_id"])
        assert by_id.returncode == 0, by_id.stderr
        assert by_id.stdout.startswith(f"{row['proposal_id']}   ")
        assert "of the proposals file" in by_id.stdout
        assert kanbert.call("explain", str(number)).stdout == by_id.stdout
        assert kanbert.call("explain", row["transaction_id"].lower()).stdout == by_id.stdout
        assert all(len(line) <= 100 for line in by_id.stdout.splitlines())
    assert "RE-2026-0006" in kanbert.call("explain", "re-2026-0006").stdout


def test_explain_says_where_the_line_stands_today(kanbert: Practice) -> None:
    posted = next(row for row in rows(kanbert.folder) if row["decision"] == "yes")
    assert re.search("^Today +posted: ", kanbert.call("explain", posted["proposal_id"]).stdout, re.MULTILINE)
    german = kanbert.call("explain", posted["proposal_id"], "--lang", "de").stdout
    assert re.search("^Heute +gebucht: ", german, re.MULTILINE)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("P-BCDFGHJKLMNPQR", "the check letters of the id do not fit"),
        ("900", "its rows are 2 to "),
        ("1", "1 is the header"),
        ("0005", "its rows are 2 to "),
        ("9" * 5000, "its rows are 2 to "),
        ("nonsense", "copy the proposal_id from the proposals file"),
    ],
)
def test_an_unknown_name_is_refused_in_words(kanbert: Practice, wanted: str, words: str) -> None:
    done = kanbert.call("explain", wanted)
    assert done.returncode == 3
    assert words in done.stderr
    assert done.stdout == ""


def test_an_invoice_number_of_digits_is_no_row(tmp_path: Path, samples: Path) -> None:
    shutil.copytree(samples / "kanbert", tmp_path / "kanbert")
    statement = (samples / "camt053_v08" / "2026-03_giro.xml").read_text(encoding="utf-8")
    (tmp_path / "giro.xml").write_text(statement.replace("RE-2026-0006", "20260006"), encoding="utf-8")
    outgoing = tmp_path / "kanbert" / "outgoing-invoices.jsonl"
    outgoing.write_text(outgoing.read_text(encoding="utf-8").replace("RE-2026-0006", "20260006"), encoding="utf-8")
    options = ("--config", samples / "config.toml", "--state", "state.sqlite3")
    assert reconcile("run", "giro.xml", "--snapshot", "kanbert", *options, folder=tmp_path).returncode == 0
    assert "20260006" in reconcile("explain", "20260006", *options, folder=tmp_path).stdout


def test_a_mistyped_id_is_answered_with_the_one_meant(kanbert: Practice) -> None:
    meant = rows(kanbert.folder)[3]["proposal_id"]
    mistyped = f"{meant[:6]}{meant[7]}{meant[6]}{meant[8:]}" if meant[6] != meant[7] else f"{meant[:-1]}B"
    assert f"is one of these meant: {meant}" in kanbert.call("explain", mistyped).stderr


def test_explain_as_json_holds_the_sum(kanbert: Practice) -> None:
    row = next(row for row in rows(kanbert.folder) if row["light"] == "ambiguous")
    (found,) = json_lines(kanbert.call("explain", row["proposal_id"], "--json").stdout)
    assert found["proposal_id"] == row["proposal_id"]
    assert {"signal", "finding", "log_odds"} == set(found["evidence"][0])
    assert len(found["alternatives_evidence"]) == len(found["alternatives"]) >= 1
    assert found["missing"].startswith("would be sure if")
    assert found["outcome"] == "proposed"
