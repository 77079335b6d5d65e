"""What is no statement is refused in exact words: place, excerpt, one sentence, what to do next."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import importers
from importers import Reader, read, stream
from importers.errors import StatementRefused

FOLDER = Path(__file__).resolve().parents[3] / "sample_statements" / "refused"
EXAMPLES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".txt")


def refusal(path: Path) -> str:
    with pytest.raises(StatementRefused) as refused:
        list(read(path))
    return str(refused.value)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10
    assert {path.name for path in FOLDER.glob("*.txt")} == {f"{path.name}.txt" for path in EXAMPLES}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_exact_text(path: Path) -> None:
    assert refusal(path) + "\n" == (FOLDER / f"{path.name}.txt").read_text(encoding="utf-8")


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.xml") == "no.xml: does not exist. → check the path and the spelling"
    folder = tmp_path / "march"
    folder.mkdir()
    assert refusal(folder) == "march: is a folder, not a file. → name the files in it, for example with *.xml"


def test_an_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "locked.xml").write_text("<x/>", encoding="utf-8")
    monkeypatch.setattr(Path, "open", denied)
    assert refusal(tmp_path / "locked.xml") == (
        "locked.xml: cannot be read (Permission denied). → check that you may read it and that no program locks it"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b" \r\n\t", "holds nothing but blanks"),
        (b"\0\0\0", "holds nothing but blanks"),
        (bytes(range(256)), "holds NUL bytes and is no text file"),
        (b"Hello, world", "is a CSV, but no known format has its columns: Hello, world"),
        (b"Hello world", "is none of the known statement formats: camt, MT940, CSV"),
        (b"<a><b/></a>", "is XML, but no bank statement"),
        (b"<HTML><body>", "is a web page: the banking session had expired when the file was saved"),
        (b"<Document><BkToCstmrDbtCdtNtfctn/></Document>", "is a message of the bank without any statement in it"),
        (b"<D><!-- <BkToCstmrStmt> --></D>", "is XML, but no bank statement"),
        (b'<?xml version="1.0" encoding="utf-7"?><D><BkToCstmrStmt/></D>', "declares an encoding that no bank uses"),
        (b"<D><BkToCstmrStmt>\x81</BkToCstmrStmt></D>", "is neither utf-8 as declared nor cp1252"),
        (b"<D><BkToCstmrStmt/></D>\n<D/>", "goes on after the end of the statement: two documents in one file"),
        (b"<D><BkToCstmrStmt>&name;</BkToCstmrStmt></D>", "is not well-formed XML; there is no whole entry"),
    ],
)
def test_what_else_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "whatever.name"
    path.write_bytes(content)
    message = refusal(path)
    assert said in message
    assert message.startswith("whatever.name")
    assert " → " in message


def test_a_document_type_is_seen_behind_a_long_comment(tmp_path: Path) -> None:
    path = tmp_path / "late.xml"
    path.write_text(
        f"<!--{'<BkToCstmrStmt ' * 9000}--><!DOCTYPE D [<!ENTITY a 'x'>]><D><BkToCstmrStmt/></D>", encoding="utf-8"
    )
    assert "declares a document type" in refusal(path)


def test_two_claimants_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "two.csv"
    path.write_text("a;b", encoding="utf-8")
    both = tuple(Reader(name, lambda _: True, lambda _: iter(())) for name in ("one", "other"))
    monkeypatch.setattr(importers, "READERS", both)
    with pytest.raises(StatementRefused) as refused:
        stream(path)
    assert str(refused.value).startswith("two.csv: could be read as one and other. →")


def test_the_name_says_nothing(tmp_path: Path) -> None:
    content = (FOLDER / "unclear_amounts.xml").read_bytes()
    (tmp_path / "statement.csv").write_bytes(content)
    assert refusal(tmp_path / "statement.csv").startswith("statement.csv:7, Ntry 1, Amt")


def test_importing_is_cheap() -> None:
    """lxml and schwifty are loaded when a file needs them, not before."""
    code = "import sys, importers; print(sorted({'lxml', 'schwifty', 'stdnum', 'tomllib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "[]"


def test_a_name_no_system_takes_does_not_exist_or_cannot_be_read(tmp_path: Path) -> None:
    assert "cannot be read" in (said := refusal(tmp_path / ("x" * 5000))) or "does not exist" in said


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe") == "pipe: is no ordinary file. → save it as a file and name that"


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be bytes that are no text")
def test_a_name_that_is_no_text_can_be_written_down(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"m\xe4rz.csv")
    path.write_bytes(b"Datum;Buchungstext;Betrag;Valuta\n01.03.26;a;1;01.03.26\n")
    (statement,) = read(path)
    assert statement.source.path == f"{tmp_path}/m?rz.csv"
