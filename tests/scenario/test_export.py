"""`reconcile export`: a period as an auditor gets it, checked with nothing but the files in it."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import stat
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from scenario_tools import Practice, json_lines, practice

MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")
#: The grammar of index.xml, in the words of the description standard (elements in this order, `?` may be left out).
TABLE = ["URL", "Name", "Description", "Validity", "UTF8", "DecimalSymbol", "DigitGroupingSymbol", "Range"]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    folder, samples = tmp_path_factory.mktemp("export"), Path(__file__).resolve().parents[2] / "sample_statements"
    with practice(samples, folder) as kanbert:
        for name in ("2026-03_giro.xml", "2026-03_reserve.xml"):
            (folder / name).write_bytes((samples / "camt053_v08" / name).read_bytes())
        assert kanbert.call("run", "2026-03_giro.xml", "2026-03_reserve.xml").returncode == 0
        assert kanbert.call("approve", "proposals.csv", "--sure", "--yes").returncode == 0
        assert kanbert.call("commit", "proposals.csv", "--yes", "--quarantine", "2").returncode == 1
        assert kanbert.call("export", *MARCH, "audit").returncode == 0
        yield kanbert


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_statements_are_there_byte_by_byte(month: Practice) -> None:
    audit = month.folder / "audit"
    listed = rows(audit, "files.csv")
    assert {row["name"] for row in listed} == {"2026-03_giro.xml", "2026-03_reserve.xml"}
    for row in listed:
        content = (audit / row["path"]).read_bytes()
        assert content == (month.folder / row["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"]
        assert (row["kept"], row["bytes"]) == ("complete", str(len(content)))


def test_every_file_has_its_checksum(month: Practice) -> None:
    audit = month.folder / "audit"
    said = {line[66:]: line[:64] for line in (audit / "SHA256SUMS").read_text("utf-8").splitlines()}
    present = {path.relative_to(audit).as_posix(): path for path in audit.rglob("*") if path.is_file()}
    assert set(said) == set(present) - {"SHA256SUMS"}
    assert all(hashlib.sha256(present[name].read_bytes()).hexdigest() == digest for name, digest in said.items())


def test_each_payment_of_kanbert_is_told_with_request_answer_and_who_approved_it(month: Practice) -> None:
    audit = month.folder / "audit"
    posted = {row["token"]: row for row in rows(audit, "postings.csv")}
    decided = {row["event"]: row for row in rows(audit, "decisions.csv")}
    requests = json_lines((audit / "requests.jsonl").read_text("utf-8"))
    bodies = {one["request_sha256"]: one["request"] for one in requests if one["request"]}
    answers = {one["token"]: one for one in requests if one["status"]}
    ours = {one["reference"][:20]: one for one in month.payments() if one["reference"].startswith("KR1-")}
    assert set(ours) == set(posted)
    for token, payment in ours.items():
        row = posted[token]
        assert row["payment_ids"] == payment["id"]
        body = bodies[row["request_sha256"]]
        assert hashlib.sha256(body.encode()).hexdigest() == row["request_sha256"]
        assert json.loads(body)["reference"] == payment["reference"]
        answer = answers[token]
        assert json.loads(answer["answer"])["id"] == payment["id"]
        assert hashlib.sha256(answer["answer"].encode()).hexdigest() == answer["answer_sha256"]
        said = decided[row["decision_event"]]
        assert said["token"] == token
        assert said["operator"]
        assert len(said["source_sha256"]) == 64


def test_the_chain_can_be_recomputed(month: Practice) -> None:
    audit = month.folder / "audit"
    links = rows(audit, "chain.csv")
    assert [int(link["seq"]) for link in links] == list(range(1, len(links) + 1))
    assert all(later["prev_hash"] == link["hash"] for link, later in pairwise(links))
    events = json_lines((audit / "events.jsonl").read_text("utf-8"))
    assert [one["seq"] for one in events] == [int(link["seq"]) for link in links if link["chosen"] == "1"]
    names = ("seq", "at", "who", "version", "kind", "key", "payload", "prev_hash")
    for one in events:
        text = json.dumps([one[name] for name in names], ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == one["hash"] == links[one["seq"] - 1]["hash"]


def test_the_same_export_gives_the_same_bytes(month: Practice) -> None:
    assert month.call("export", *MARCH, "again").returncode == 0
    first, again = month.folder / "audit", month.folder / "again"
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    assert all((first / name).read_bytes() == (again / name).read_bytes() for name in names)


def test_index_xml_describes_every_table_as_the_standard_wants(month: Practice) -> None:
    audit = month.folder / "audit"
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    data_set = etree.parse(str(audit / "index.xml"), parser).getroot()
    assert [child.tag for child in data_set] == ["Version", "DataSupplier", "Media"]
    tables = data_set.findall("Media/Table")
    assert {table.findtext("URL") for table in tables} == {path.name for path in audit.glob("*.csv")} - {"chain.csv"}
    for table in tables:
        assert [child.tag for child in table] == [*TABLE, "VariableLength"]
        columns = [one for one in table.find("VariableLength") if str(one.tag).startswith("Variable")]  # type: ignore[union-attr]
        with (audit / (table.findtext("URL") or "")).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file, delimiter=";")) == [one.findtext("Name") for one in columns]
        assert table.find("VariableLength")[3].tag == "VariablePrimaryKey"  # type: ignore[index]
        keys = [one.findtext("Name") for one in columns if one.tag == "VariablePrimaryKey"]
        found = [tuple(row[str(key)] for key in keys) for row in rows(audit, table.findtext("URL") or "")]
        assert len(set(found)) == len(found), table.findtext("URL")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_only_its_owner_may_read_it(month: Practice) -> None:
    audit = month.folder / "audit"
    modes = {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in (audit, *audit.rglob("*"))}
    assert modes == {0}


def test_another_period_holds_nothing_of_this_one(month: Practice) -> None:
    called = month.call("export", "--from", "2020-01-01", "--to", "2020-12-31", "empty")
    assert (called.returncode, (month.folder / "empty").exists()) == (1, False)
    assert called.stdout == "Nothing was booked or recorded 1 January – 31 December 2020; no folder was made.\n"


def test_a_line_of_the_period_brings_its_whole_story(month: Practice) -> None:
    """One day of March: its lines only, but with everything that happened to them, on whatever day."""
    assert month.call("export", "--from", "2026-03-02", "--to", "2026-03-02", "a-day").returncode == 0
    kinds: dict[str, set[str]] = {}
    for event in json_lines((month.folder / "a-day" / "events.jsonl").read_text("utf-8")):
        if event["key"].startswith("KR1-"):
            kinds.setdefault(event["key"], set()).add(event["kind"])
    posted = rows(month.folder / "a-day", "postings.csv")
    assert {row["booking_date"] for row in posted} == {"2026-03-02"}
    assert {row["token"] for row in posted} == set(kinds)
    assert all(found == {"decision", "intent", "sending", "move"} for found in kinds.values())


def refusal(month: Practice, *words: str) -> tuple[int, str]:
    called = month.call("export", *words)
    return called.returncode, called.stderr


def test_what_is_refused(month: Practice) -> None:
    code, words = refusal(month, *MARCH, "audit")
    assert code == 3
    assert words.startswith("audit: is there already.")
    code, words = refusal(month, "--from", "2026-04-01", "--to", "2026-03-01", "x")
    assert code == 2
    assert 'command line, --from: "2026-04-01" is after --to.' in words


def test_a_lost_or_changed_statement_file_is_named(month: Practice) -> None:
    giro, reserve = (next((month.folder / "journal.sources").glob(f"{sha}*")) for sha in _shas(month))
    content = reserve.read_bytes()
    hidden = giro.with_name("hidden")
    giro.rename(hidden)
    reserve.chmod(0o600)
    reserve.write_bytes(b"x")
    try:
        called = month.call("export", *MARCH, "--json", "damaged")
    finally:
        hidden.rename(giro)
        reserve.write_bytes(content)
        reserve.chmod(0o400)
    said: dict[str, Any] = json.loads(called.stdout)
    assert called.returncode == 1
    assert {one["state"] for one in said["lost"]} == {"missing", "changed"}
    assert "2026-03_giro.xml: its kept copy is missing" in called.stderr


def _shas(month: Practice) -> list[str]:
    return [
        hashlib.sha256((month.folder / f"2026-03_{name}.xml").read_bytes()).hexdigest() for name in ("giro", "reserve")
    ]
