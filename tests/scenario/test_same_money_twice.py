"""The same bank money in two shapes is never posted twice without a person having been told (money.md 14).

The invoice has room for a second posting every time: the open amount protects nobody here.
"""

from __future__ import annotations

from collections.abc import Iterator
from csv import reader
from pathlib import Path

import pytest
from one_payer import OWN, one_invoice, write_line
from scenario_tools import Practice

TEXT = "Teilzahlung RE-2026-2001"


@pytest.fixture
def kanbert(tmp_path: Path) -> Iterator[Practice]:
    with one_invoice(tmp_path) as running:
        yield running


def csv(path: Path, text: str) -> None:
    write_line(path, text, "400,00")


def camt(path: Path, *amounts: str, total: str, itemised: bool = True) -> None:
    """One entry; its details carry amounts only when `itemised`."""
    details = "".join(
        "<TxDtls>"
        + (f'<AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls>' if itemised else "")
        + f"<RltdPties><Dbtr><Nm>Firma Quasar GmbH</Nm></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{TEXT} {number}</Ustrd></RmtInf></TxDtls>"
        for number, amount in enumerate(amounts)
    )
    path.write_text(
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId>'
        f"<CreDtTm>2026-03-06T06:00:00</CreDtTm></GrpHdr><Stmt><Id>{path.stem}</Id><CreDtTm>2026-03-06T06:00:00</CreDtTm>"
        f'<Acct><Id><IBAN>{OWN}</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry><Amt Ccy="EUR">{total}</Amt>'
        "<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-03-05</Dt></BookgDt>"
        f"<NtryDtls>{details}</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>",
        encoding="utf-8",
    )


def run(kanbert: Practice, *files: str, out: str, state: str = "journal.sqlite3") -> None:
    done = kanbert.call("run", *files, "--out", out, "--state", state)
    assert done.returncode == 0, done.stderr


def approve_and_commit(kanbert: Practice, proposals: str, state: str = "journal.sqlite3") -> str:
    approved = kanbert.call("approve", proposals, "--sure", "--yes", "--state", state)
    done = kanbert.call("commit", proposals, "--yes", "--quarantine", "1", "--state", state)
    assert approved.returncode == 0, approved.stderr
    assert done.returncode in (0, 1), done.stderr
    return approved.stderr + done.stdout + done.stderr


def test_a_statement_downloaded_again_under_its_old_name(kanbert: Practice) -> None:
    csv(kanbert.folder / "umsaetze.csv", TEXT)
    run(kanbert, "umsaetze.csv", out="p1.csv")
    approve_and_commit(kanbert, "p1.csv")
    csv(kanbert.folder / "umsaetze.csv", f"SVWZ+{TEXT}")
    run(kanbert, "umsaetze.csv", out="p2.csv")
    approve_and_commit(kanbert, "p2.csv")
    assert len(kanbert.ours()) == 1
    assert "possible duplicate" in (kanbert.folder / "p2.csv").read_text(encoding="utf-8-sig")


def test_two_formats_run_before_either_is_posted(kanbert: Practice) -> None:
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv")
    run(kanbert, "b.xml", out="p2.csv")
    for proposals in ("p1.csv", "p2.csv"):
        assert kanbert.call("approve", proposals, "--sure", "--yes").returncode == 0
    kanbert.call("commit", "p1.csv", "--yes", "--quarantine", "1")
    second = kanbert.call("commit", "p2.csv", "--yes", "--quarantine", "1")
    assert (second.returncode, len(kanbert.ours())) == (1, 1)
    assert "possible duplicate" in second.stdout


def test_bulk_approval_looks_again_at_what_was_posted_since(kanbert: Practice) -> None:
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv")
    run(kanbert, "b.xml", out="p2.csv")
    approve_and_commit(kanbert, "p1.csv")
    said = approve_and_commit(kanbert, "p2.csv")
    assert "is left to a person: possible duplicate" in said
    assert len(kanbert.ours()) == 1


def test_a_person_who_was_told_may_say_yes(kanbert: Practice) -> None:
    """Two real payments of one day: the flagged row is the person's decision, and then it is posted."""
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv")
    approve_and_commit(kanbert, "p1.csv")
    run(kanbert, "b.xml", out="p2.csv")
    path = kanbert.folder / "p2.csv"
    head, row = path.read_bytes().decode("utf-8-sig").split("\r\n")[:2]
    path.write_bytes(f"{head}\r\nyes{row}\r\n".encode())
    assert kanbert.call("commit", "p2.csv", "--yes", "--quarantine", "1").returncode == 0
    assert len(kanbert.ours()) == 2


def test_another_journal_and_another_format(kanbert: Practice) -> None:
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv", state="one.sqlite3")
    approve_and_commit(kanbert, "p1.csv", state="one.sqlite3")
    run(kanbert, "b.xml", out="p2.csv", state="two.sqlite3")
    said = approve_and_commit(kanbert, "p2.csv", state="two.sqlite3")
    assert len(kanbert.ours()) == 1
    assert "of no line we know" in said


@pytest.mark.parametrize("together", [True, False])
def test_an_entry_and_its_parts(kanbert: Practice, together: bool) -> None:
    camt(kanbert.folder / "whole.xml", "600.00", "400.00", total="1000.00", itemised=False)
    camt(kanbert.folder / "parts.xml", "600.00", "400.00", total="1000.00")
    if together:
        run(kanbert, "whole.xml", "parts.xml", out="p.csv")
        approve_and_commit(kanbert, "p.csv")
        assert kanbert.ours() == []  # whichever it is, a person says
        return
    run(kanbert, "whole.xml", out="p1.csv")
    run(kanbert, "parts.xml", out="p2.csv")
    for proposals in ("p1.csv", "p2.csv"):
        kanbert.call("approve", proposals, "--sure", "--yes")
    for proposals in ("p1.csv", "p2.csv"):
        kanbert.call("commit", proposals, "--yes", "--quarantine", "1")
    assert len(kanbert.ours()) == 1


def test_twins_that_came_one_after_the_other_are_both_posted(kanbert: Practice) -> None:
    """The second file holds the posted line and its twin: they stand in one statement, so they are two."""
    csv(kanbert.folder / "early.csv", TEXT)
    run(kanbert, "early.csv", out="p1.csv")
    approve_and_commit(kanbert, "p1.csv")
    csv(kanbert.folder / "late.csv", TEXT)
    lines = (kanbert.folder / "late.csv").read_text(encoding="utf-8").splitlines()
    (kanbert.folder / "late.csv").write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    run(kanbert, "late.csv", out="p2.csv")
    approve_and_commit(kanbert, "p2.csv")
    assert len(kanbert.ours()) == 2


def test_two_proposals_files_pasted_into_one(kanbert: Practice) -> None:
    """What this very commit posts counts before the next row is sent."""
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv")
    run(kanbert, "b.xml", out="p2.csv")
    for proposals in ("p1.csv", "p2.csv"):
        assert kanbert.call("approve", proposals, "--sure", "--yes").returncode == 0
    row = (kanbert.folder / "p2.csv").read_bytes().decode("utf-8-sig").split("\r\n")[1]
    with (kanbert.folder / "p1.csv").open("ab") as file:
        file.write(f"{row}\r\n".encode())
    done = kanbert.call("commit", "p1.csv", "--yes", "--quarantine", "1")
    assert (done.returncode, len(kanbert.ours())) == (1, 1), done.stdout


def test_one_account_spelled_in_two_ways(kanbert: Practice) -> None:
    """The look-alike is seen through Kanbert's own account, whatever each file calls it."""
    (kanbert.folder / "config.toml").write_text('[accounts]\n"1001" = "acc-1"\n', encoding="utf-8")
    csv(kanbert.folder / "a.csv", TEXT)
    text = (kanbert.folder / "a.csv").read_text(encoding="utf-8").replace(OWN, "1001")
    (kanbert.folder / "a.csv").write_text(text, encoding="utf-8")
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", "b.xml", out="p.csv")
    approve_and_commit(kanbert, "p.csv")
    assert kanbert.ours() == []  # flagged, both of them: a person says which


def test_a_yes_on_one_warning_is_no_yes_on_another(kanbert: Practice) -> None:
    """B was flagged beside an unrelated line; the line it really repeats was posted later."""
    csv(kanbert.folder / "a.csv", TEXT)
    csv(kanbert.folder / "c.csv", "Umlage, anderes Geld")
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "b.xml", "c.csv", out="p2.csv")
    run(kanbert, "a.csv", out="p1.csv")
    approve_and_commit(kanbert, "p1.csv")
    posted = kanbert.ours()
    assert len(posted) == 1
    path = kanbert.folder / "p2.csv"
    head, *rows = path.read_bytes().decode("utf-8-sig").rstrip("\r\n").split("\r\n")
    statements = [cells[27] for cells in reader(rows, delimiter=";")]
    wanted = [f"yes{row}" if name.startswith("b.xml") else row for row, name in zip(rows, statements, strict=True)]
    path.write_bytes("\r\n".join([head, *wanted, ""]).encode())
    done = kanbert.call("commit", "p2.csv", "--yes", "--quarantine", "1")
    assert kanbert.ours() == posted, done.stdout
    assert "not known when this was decided" in done.stdout


def test_a_lost_journal_that_has_seen_the_file_again(kanbert: Practice) -> None:
    csv(kanbert.folder / "a.csv", TEXT)
    camt(kanbert.folder / "b.xml", "400.00", total="400.00")
    run(kanbert, "a.csv", out="p1.csv", state="one.sqlite3")
    approve_and_commit(kanbert, "p1.csv", state="one.sqlite3")
    run(kanbert, "a.csv", out="again.csv", state="two.sqlite3")
    run(kanbert, "b.xml", out="p2.csv", state="two.sqlite3")
    approve_and_commit(kanbert, "p2.csv", state="two.sqlite3")
    assert len(kanbert.ours()) == 1
