"""Both ways through a camt, cutting entries out and leaving all to the parser, say the same, event for event."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from camt_texts import OTHER, balance, detail, document, entry, statement

from importers import camt, recognition, statement_file
from importers.camt_fields import ENTRY_NAMES, Record, gather
from importers.camt_scan import EntryScan, Run
from importers.camt_shapes import record_of
from importers.errors import StatementRefused
from importers.events import Entry, Event
from importers.statement_file import StatementFile, open_file


def outcome(file: StatementFile, *, scanned: bool) -> list[Event] | str:
    try:
        return list(camt.stream(file, scanned=scanned))
    except StatementRefused as refused:
        return str(refused)


def assert_same(path: Path) -> list[Event] | str:
    file = open_file(path)
    quick, slow = outcome(file, scanned=True), outcome(file, scanned=False)
    assert quick == slow
    return quick


def cut(text: str, size: int = 100_000) -> list[bytes | Run]:
    content = text.encode()
    return list(EntryScan("mark").parts(content[start : start + size] for start in range(0, len(content), size)))


def runs(text: str, size: int = 100_000) -> list[Run]:
    return [part for part in cut(text, size) if isinstance(part, Run)]


FULL = entry("10.50", detail(name="Ada & Co", account=OTHER, texts=["RE-1", "RE-2"], reference="RF18539007547034"))
PLAIN = entry("3.00", detail(name="Bo"), money_in=False)


def long_document(*more: str) -> str:
    """Shapes that come back, with `more` between them."""
    return document(statement(balance("OPBD", "1.00"), FULL, PLAIN, *more, FULL, PLAIN, balance("CLBD", "16.00")))


# ------------------------------------------------------------------------------------------------------- real files


def test_every_sample_reads_the_same_both_ways(samples: Path) -> None:
    assert sum(1 for _ in same_both_ways(samples)) >= 2


def test_every_file_of_the_corpus_reads_the_same_both_ways(corpus: Path) -> None:
    assert sum(1 for _ in same_both_ways(corpus)) >= 100


def same_both_ways(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            try:
                file = open_file(path)
            except StatementRefused:
                continue
            if recognition.is_camt(file):
                assert outcome(file, scanned=True) == outcome(file, scanned=False), path
                yield path


# --------------------------------------------------------------------------------------------------- what is cut out


def test_plain_entries_are_cut_out_and_nothing_else() -> None:
    before, run, after = cut(long_document())
    assert isinstance(before, bytes)
    assert isinstance(run, Run)
    assert isinstance(after, bytes)
    assert before.endswith(b"</Bal>")
    assert after.startswith(b"<Bal>")
    assert [record_of(cut).get("amount") for cut in run.cuts] == ["10.50", "3.00", "10.50", "3.00"]
    assert run.depth == 7  # Ntry/NtryDtls/TxDtls/RmtInf/Strd/CdtrRefInf/Ref


def test_a_record_is_what_gather_gives() -> None:
    (run,) = runs(long_document())
    from lxml import etree

    element = etree.fromstring(FULL)
    first, again = record_of(run.cuts[0]), record_of(run.cuts[2])
    assert shown(first) == shown(again) == shown(gather(element, ENTRY_NAMES, Record()))


def shown(record: Record) -> object:
    """Every slot there is: a new one that the scan does not fill shows here."""
    slots = {name: getattr(record, name) for name in Record.__slots__}
    return slots | {"groups": {name: [shown(one) for one in group] for name, group in record.groups.items()}}


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_any_chunks_give_the_same(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = long_document().replace("<Ntry>", "\n <Ntry>\r\n")
    assert sum(len(run.cuts) for run in runs(text, size)) == 4
    path = tmp_path / "t.xml"
    path.write_bytes(text.encode())
    whole = assert_same(path)
    monkeypatch.setattr(statement_file, "_CHUNK_BYTES", size)
    assert assert_same(path) == whole


def test_lines_are_counted_through_a_run(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    path.write_text(long_document().replace("><", ">\n<"), encoding="utf-8", newline="\r\n")
    events = assert_same(path)
    assert isinstance(events, list)
    lines = [event.transactions[0].line for event in events if isinstance(event, Entry)]
    numbered = enumerate(path.read_bytes().split(b"\n"), 1)
    assert lines == [number for number, line in numbered if line.startswith(b"<Ntry>")]


# --------------------------------------------------------------------------------------------------------- the traps

COMMENTED = f"<!-- {PLAIN} -->"
TRAPS = {
    "a comment in an entry": PLAIN.replace("<NtryDtls>", "<!-- <NtryDtls> --><NtryDtls>"),
    "an entry in a comment": COMMENTED,
    "entries between comments": f"<!-- a -->{PLAIN}<!-- {PLAIN} -->{PLAIN}",
    "an entry in a CDATA section": f"<AddtlStmtInf><![CDATA[{PLAIN}]]></AddtlStmtInf>",
    "an entry in an instruction": f"<?note {PLAIN}?>",
    "a CDATA section in an entry": PLAIN.replace("Bo", "<![CDATA[B <o> & co]]>"),
    "an instruction in an entry": PLAIN.replace("Bo", "B<?x y?>o"),
    "a bracket in a text": PLAIN.replace("Bo", "Bo -> Al"),
    "brackets in a text that look like a tag": PLAIN.replace("Bo", "x>Nm>y"),
    "the end of a CDATA section in a text": PLAIN.replace("Bo", "x]]>y"),
    "two open brackets": PLAIN.replace("<Nm>", "<<Nm>"),
    "brackets out of turn": PLAIN.replace("Bo", "x>b<y"),
    "references": PLAIN.replace("Bo", "&lt;Bo&gt; &amp; &quot;&apos;&amp;lt;"),
    "a numeric reference": PLAIN.replace("Bo", "B&#246;"),
    "a reference to nothing": PLAIN.replace("Bo", "B&foo;"),
    "a reference without end": PLAIN.replace("Bo", "B & o"),
    "a reference in an ignored text": PLAIN.replace("<NtryDtls>", "<X>&foo;</X><NtryDtls>"),
    "a reference in an attribute": PLAIN.replace('"EUR"', '"&#69;UR"'),
    "another currency": PLAIN.replace('"EUR"', '"USD"'),
    "single quotes": PLAIN.replace('"EUR"', "'EUR'"),
    "blanks in tags": PLAIN.replace('<Amt Ccy="EUR">', '<Amt   Ccy="EUR" >').replace("</Amt>", "</Amt >"),
    "a line end in a tag": PLAIN.replace("<Amt Ccy", "<Amt\nCcy"),
    "an attribute twice": PLAIN.replace('Ccy="EUR"', 'Ccy="EUR" Ccy="EUR"'),
    "an attribute without a blank": PLAIN.replace('Ccy="EUR"', 'Ccy="EUR"X="1"'),
    "a namespace declared inside": PLAIN.replace("<NtryDtls>", '<NtryDtls xmlns="urn:other">'),
    "a prefix declared inside": PLAIN.replace("<NtryDtls>", '<NtryDtls xmlns:a="urn:b"><a:Btch/>'),
    "an unknown prefix": PLAIN.replace("<NtryDtls>", "<a:X/><NtryDtls>"),
    "an entry with a prefix": PLAIN.replace("Ntry>", "a:Ntry>"),
    "an attribute at the entry": PLAIN.replace("<Ntry>", '<Ntry Id="1">'),
    "empty elements": PLAIN.replace("<Nm>Bo</Nm>", "<Nm/><Nm></Nm><Nm> </Nm><Nm>Al</Nm><Nm />"),
    "a blank value": PLAIN.replace("3.00", " "),
    "blanks round a value": PLAIN.replace("Bo", "\n Bo\t "),
    "no value": PLAIN.replace("<CdtDbtInd>DBIT</CdtDbtInd>", ""),
    "text between elements": PLAIN.replace("<NtryDtls>", "text<NtryDtls>text").replace("<Sts>", "<Sts>PDNG"),
    "text after an entry": PLAIN + "text &amp; text",
    "an entry in an entry": PLAIN.replace("<NtryDtls>", f"{PLAIN}<NtryDtls>"),
    "an entry in another element": f"<TxsSummry>{PLAIN}</TxsSummry>",
    "elements that cross": PLAIN.replace("</Nm></Pty>", "</Pty></Nm>"),
    "an element left open": PLAIN.replace("</Nm>", ""),
    "an end too many": PLAIN.replace("</Nm>", "</Nm></Nm>"),
    "an entry ended twice": PLAIN + "</Ntry>",
    "a statement ended inside": PLAIN.replace("<NtryDtls>", "</Stmt><NtryDtls>"),
    "a statement between": "</Stmt><Stmt><Id>S2</Id>",
    "a balance between": balance("CLAV", "1.00"),
    "a control character": PLAIN.replace("Bo", "B\x01o"),
    "a form feed": PLAIN.replace("Bo", "B\x0co"),
    "no character": PLAIN.replace("Bo", "B\uffffo"),
    "full-width characters": PLAIN.replace("Bo", "Ｂｏ"),
    "a delete character": PLAIN.replace("Bo", "B\x7f\x85\u2028o"),
    "a carriage return": PLAIN.replace("Bo", "B\ro"),
    "line ends of Windows": PLAIN.replace("><", ">\r\n<"),
    "a name that is none": PLAIN.replace("<NtryDtls>", "<1a></1a><NtryDtls>"),
    "a name that is not ASCII": PLAIN.replace("<NtryDtls>", "<Betrag_ü>1</Betrag_ü><NtryDtls>"),
    "a tag without a name": PLAIN.replace("<NtryDtls>", "< /><NtryDtls>"),
    "too deep": PLAIN.replace("<NtryDtls>", "<a>" * 62 + "</a>" * 62 + "<NtryDtls>"),
    "just deep enough": PLAIN.replace("<NtryDtls>", "<a>" * 60 + "</a>" * 60 + "<NtryDtls>"),
    "a bad amount": PLAIN.replace("3.00", "3,00"),
    "the mark of a placeholder": '<Ntry mark=""/>',
    "a document after it": "</Stmt></BkToCstmrStmt></Document><Document>",
}


@pytest.mark.parametrize("trap", TRAPS)
def test_traps(trap: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    often = [PLAIN, FULL] * 40  # often enough for a pattern
    texts = (long_document(TRAPS[trap]), document(statement(*often, TRAPS[trap], *often)), TRAPS[trap])
    for place, text in enumerate(texts):
        path.write_text(text, encoding="utf-8", newline="")
        said = assert_same(path)
        assert said, place


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<Document ", '<!DOCTYPE Document [<!ENTITY foo "1">]>\n<Document '),
        ("<Document ", "<!-- a --><Document "),
        ("<Document ", "<?a b?><Document "),
        ('encoding="UTF-8"', 'encoding="ISO-8859-1"'),
        ('<?xml version="1.0" encoding="UTF-8"?>', ""),
        ('<?xml version="1.0" encoding="UTF-8"?>', "\ufeff\n"),
        (" xmlns=", " xmlns:a="),
        ("<BkToCstmrStmt>", "<a>" * 55 + "<BkToCstmrStmt>"),
        ("</Document>", ""),
        ("</Document>", "</Document><!-- the end -->"),
        ("</Document>", "</Document>\0\0\0"),
    ],
)
def test_traps_around_the_entries(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    text = long_document().replace(old, new)
    if new.count("<a>"):
        text = text.replace("</BkToCstmrStmt>", "</BkToCstmrStmt>" + "</a>" * 55)
    path.write_bytes(text.encode())
    assert assert_same(path)


def test_a_prefix_is_no_hindrance(tmp_path: Path) -> None:
    import re

    text = re.sub(r"<(/?)(?=\w)", r"<\1n0:", long_document()).replace("xmlns=", "xmlns:n0=")
    assert sum(len(run.cuts) for run in runs(text)) == 4
    path = tmp_path / "t.xml"
    path.write_text(text, encoding="utf-8")
    events = assert_same(path)
    assert isinstance(events, list)
    assert sum(isinstance(event, Entry) for event in events) == 4


def test_hostile_shapes_cost_neither_memory_nor_correctness(tmp_path: Path) -> None:
    """Every entry has other tags: the first hundreds are learned, the parser gets the rest."""
    entries = [PLAIN.replace("<NtryDtls>", f"<X{number}/><NtryDtls>") for number in range(700)]
    text = document(statement(*entries))
    assert 400 < sum(len(run.cuts) for run in runs(text)) < 600
    path = tmp_path / "t.xml"
    path.write_text(text, encoding="utf-8")
    assert_same(path)


def test_an_endless_entry_is_not_waited_for() -> None:
    text = document(statement("<Ntry>" + "<a/>" * 400_000))
    assert all(len(part) < 2_000_000 for part in cut(text) if isinstance(part, bytes))
