"""Damaged camt files: read or refused, no exception of another kind, never slow, the same both ways through a file.

An input is made from its number alone: a failure names the number that repeats it; numbers that once failed are kept.
The long form (RECONCILE_LONG=1) goes through 20 000 inputs, the short form through 300.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from random import Random
from time import process_time

import damages
import pytest
from camt_texts import OTHER, balance, detail, document, entry, statement

from importers import camt, camt_shapes, read, recognition
from importers.errors import StatementRefused
from importers.statement_file import StatementFile, open_file

SHORT, LONG = 300, 20_000
LIMIT = 1.0  #: seconds of computing for one input

#: Numbers of inputs that once found a fault, in the short form too.
KEPT: tuple[int, ...] = ()

_REFS = "<Refs><EndToEndId>E-1</EndToEndId><MndtId>M-1</MndtId></Refs>"
_RETURN = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf><Purp><Cd>SALA</Cd></Purp>"
_BATCH = "<Btch><PmtInfId>P</PmtInfId><NbOfTxs>3</NbOfTxs></Btch>"
_CHARGES = '<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd></Rcrd></Chrgs>'
_DOCUMENTS = (
    "<RmtInf><Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>RE-7</Nb></RfrdDocInf>"
    '<RfrdDocAmt><RmtdAmt Ccy="EUR">7.00</RmtdAmt></RfrdDocAmt></Strd></RmtInf>'
)


def _whole(version: str) -> str:
    one = detail(name="Müller & Söhne", account=OTHER, bic="INGDDEFFXXX", texts=["RE-1", "x" * 140, "y"], more=_REFS)
    two = [detail(name=name, amount=amount, version=version) for name, amount in (("A", "10.00"), ("B", "2.50"))]
    entries = [
        entry("10.50", one, version=version, more="<AddtlNtryInf>SEPA-GUTSCHRIFT</AddtlNtryInf>"),
        entry("12.50", *two, version=version, money_in=False),
        entry("7.00", detail(reference="RF18539007547034", more=_RETURN + _DOCUMENTS), version=version, more=_CHARGES),
        entry("99.00", _BATCH, status="PDNG", version=version),
        entry("1.00", version=version, more="<RvslInd>true</RvslInd><ValDt><DtTm>2026-03-02T10:00:00</DtTm></ValDt>"),
    ]
    page = "<StmtPgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></StmtPgntn>"
    around = balance("OPBD", "1.00"), balance("CLBD", "7.00")
    return document(statement(*around, *entries, *entries, head=page), statement(*entries[:2]), version=version)


WHOLE = [text.encode() for text in (_whole("08"), _whole("02"), _whole("08").replace("><", ">\r\n  <"))]

#: What a careless or hostile hand might put anywhere.
SCRAPS = [
    *(
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"<?x",
        b"?>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"&b;",
        b"&amp;",
        b"&#0;",
    ),
    *(
        b"&#228;",
        b"&",
        b"<",
        b">",
        b"/",
        b'"',
        b"'",
        b"=",
        b"\0",
        b"\x01",
        b"\r",
        b"\r\n",
        b"\n",
        b"\t",
        b"\xff",
        b"\xe4",
    ),
    *(
        b"\xef\xbf\xbf",
        b"\xef\xbb\xbf",
        b"\xc3\xa4",
        b"<Ntry>",
        b"</Ntry>",
        b"<Ntry/>",
        b"<Stmt>",
        b"</Stmt>",
        b"<Rpt>",
    ),
    *(
        b"</BkToCstmrStmt>",
        b"</Document>",
        b"<TxDtls>",
        b"</TxDtls>",
        b"<NtryDtls>",
        b"</NtryDtls>",
        b"<Amt>",
        b"<Bal>",
    ),
    *(b' xmlns="a"', b' xmlns:a="b"', b"<a:Ntry>", b' Ccy="JPY"', b" Ccy='EUR'", b"<a>" * 70, b"</a>" * 70, b"9" * 400),
    *(
        b"-1",
        b"1e9",
        b"NaN",
        b"0.001",
        b"9999-99-99",
        b"0000-00-00",
        b"24:00",
        b" ",
        b"CRDT",
        b"DBIT",
        b"<Nm/>",
        b"<Nm>",
    ),
    *(b"camt.054.001.08", b"camt.053.001.99", b'encoding="UTF-16"', b'encoding="latin-1"', b"\xd9\xa1", b"A" * 5000),
]


def _put(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(SCRAPS) + content[place:]


def _replace(random: Random, content: bytes) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.choice(SCRAPS) + content[place + random.randrange(20) :]


def _everywhere(random: Random, content: bytes) -> bytes:
    """One tag or word of the file becomes another, wherever it stands."""
    words = content.replace(b">", b"<").split(b"<")
    old = random.choice(words) or b"Ntry"
    return content.replace(old, random.choice((random.choice(words), random.choice(SCRAPS))))


DAMAGES: tuple[damages.Damage, ...] = (
    _put,
    _put,
    _replace,
    damages.cut,
    damages.end,
    damages.copy,
    damages.byte,
    _everywhere,
)


def damaged(number: int) -> bytes:
    random = Random(number)
    content = random.choice(WHOLE)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        content = random.choice(DAMAGES)(random, content)[:200_000]
        content = content or b" "
    return content


def examined(number: int, path: Path) -> None:
    path.write_bytes(damaged(number))
    start = process_time()
    try:
        said = str(len(list(read(path))))
    except StatementRefused as refused:
        said = str(refused)
    seconds = process_time() - start
    assert said
    assert seconds < LIMIT, f"input {number} took {seconds:.1f} s"
    try:
        file = open_file(path)
    except StatementRefused:
        return
    if recognition.is_camt(file):
        assert events(file, scanned=True) == events(file, scanned=False), f"input {number}"


def events(file: StatementFile, *, scanned: bool) -> object:
    try:
        return list(camt.stream(file, scanned=scanned))
    except StatementRefused as refused:
        return str(refused)


def examine_all(numbers: range | tuple[int, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            often = 2 if number % 4 == 0 else 32  # the third way through an entry, by a pattern of its shape, too
            try:
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(camt_shapes, "_OFTEN", often)
                    examined(number, Path(folder) / "statement.xml")
            except Exception as fault:
                fault.add_note(f"input {number}: damaged({number}) makes it again")
                raise


def test_the_undamaged_files_are_read(tmp_path: Path) -> None:
    for content in WHOLE:
        path = tmp_path / "statement.xml"
        path.write_bytes(content)
        assert sum(statement.entries for statement in read(path)) == 12


def test_short_form() -> None:
    examine_all(KEPT)
    examine_all(range(SHORT))


@pytest.mark.long
def test_long_form() -> None:
    examine_all(range(SHORT, LONG))
