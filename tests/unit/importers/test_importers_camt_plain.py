"""The short way for usual entries says what the long way says, or steps aside before anything was counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from camt_texts import OTHER, OWN, balance, document, statement

from importers import camt
from importers.camt_entries import Context
from importers.camt_plain import Layout, may_be_plain, read_plain
from importers.errors import StatementRefused
from importers.events import Entry, Event
from importers.identity import Ordinals
from importers.statement_file import open_file

#: An entry with every field that the short way knows.
USUAL = (
    '<Ntry><NtryRef>N1</NtryRef><Amt Ccy="EUR">1190.05</Amt><CdtDbtInd>CRDT</CdtDbtInd><RvslInd>false</RvslInd>'
    "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-03-02</Dt></BookgDt><ValDt><Dt>2026-03-03</Dt></ValDt>"
    "<AcctSvcrRef>B-77</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>"
    "</Domn><Prtry><Cd>NTRF+166+9200+914</Cd><Issr>DK</Issr></Prtry></BkTxCd><NtryDtls><Btch><MsgId>M7</MsgId>"
    "<PmtInfId>P7</PmtInfId><NbOfTxs>1</NbOfTxs></Btch><TxDtls><Refs><AcctSvcrRef>D-77</AcctSvcrRef><PmtInfId>P8</PmtInfId>"
    "<EndToEndId>E2E-5</EndToEndId><TxId>T-1</TxId><MndtId>MND-9</MndtId><UETR>U-1</UETR></Refs>"
    '<Amt Ccy="EUR">1190.05</Amt><CdtDbtInd>CRDT</CdtDbtInd><AmtDtls><InstdAmt><Amt Ccy="EUR">1190.05</Amt></InstdAmt>'
    '<TxAmt><Amt Ccy="EUR">1190.05</Amt></TxAmt></AmtDtls><RltdPties>'
    f"<Dbtr><Pty><Nm>Weiß  &amp; Söhne</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{OTHER}</IBAN></Id></DbtrAcct>"
    "<UltmtDbtr><Pty><Nm>Ada</Nm></Pty></UltmtDbtr><Cdtr><Pty><Nm>Wir</Nm><Id><PrvtId><Othr>"
    "<Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id></Pty></Cdtr>"
    f"<CdtrAcct><Id><IBAN>{OWN}</IBAN></Id></CdtrAcct><UltmtCdtr><Pty><Nm>Bo</Nm></Pty></UltmtCdtr></RltdPties>"
    "<RltdAgts><DbtrAgt><FinInstnId><BICFI>INGDDEFFXXX</BICFI></FinInstnId></DbtrAgt></RltdAgts>"
    "<Purp><Cd>SUPP</Cd></Purp><RmtInf><Ustrd>RE-2026-17 für  März</Ustrd><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR"
    "</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf><AddtlTxInf>weiter</AddtlTxInf>"
    "</TxDtls></NtryDtls><AddtlNtryInf>SEPA-GUTSCHRIFT</AddtlNtryInf></Ntry>"
)
SWAPPED = {"CRDT": "DBIT", OWN: OTHER, OTHER: OWN}
OUT = re.sub("|".join(SWAPPED), lambda found: SWAPPED[found.group()], USUAL)
PLAIN = re.sub("<Strd>.*</Strd>", "", USUAL)


def read(text: str, path: Path, *, scanned: bool) -> list[Event] | str:
    path.write_text(text, encoding="utf-8", newline="")
    try:
        return list(camt.stream(open_file(path), scanned=scanned))
    except StatementRefused as refused:
        return str(refused)


class Ways:
    """Reads entries both ways and counts those that went the short one."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._path = folder / "t.xml"
        self.short = 0
        monkeypatch.setattr(camt, "read_plain", self._counted)

    def _counted(
        self, layout: Layout, texts: Sequence[str], stripped: list[str], context: Context, line: int
    ) -> Entry | None:
        found = read_plain(layout, texts, stripped, context, line)
        self.short += found is not None
        return found

    def same(self, *entries: str) -> int:
        """How many of them went the short way; both ways must have said the same."""
        text = document(statement(balance("OPBD", "1.00"), *entries))
        self.short = 0
        assert read(text, self._path, scanned=True) == read(text, self._path, scanned=False)
        return self.short


@pytest.fixture
def ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ways:
    return Ways(tmp_path, monkeypatch)


@pytest.mark.parametrize("entry", [USUAL, OUT, PLAIN])
def test_usual_entries_go_the_short_way(ways: Ways, entry: str) -> None:
    assert ways.same(*[entry] * 40) == 40  # equal ones: the ordinals go on
    assert ways.same(entry, entry.replace("1190.05", "7.00"), entry) == 3


#: What still is usual: the short way must take it.
STILL_USUAL = [
    ("1190.05", "0.00"),
    ("1190.05", "999999999999999.99"),
    ("E2E-5", "NOTPROVIDED"),
    ("E2E-5", "notprovided"),
    ("MND-9", "NONREF"),
    ("P7<", "NOTPROVIDED<"),
    ("D-77", "NONREF"),
    ("D-77</AcctSvcrRef>", "NONREF</AcctSvcrRef>"),
    ("Weiß  &amp; Söhne", "KEINE INFORMATION VORHANDEN"),
    ("Weiß  &amp; Söhne", " Ada\n\tund Bo "),
    ("Ada", "notavailable"),
    ("<Cd>SUPP", "<Cd>NOTPROVIDED"),
    ("BOOK", "PDNG"),
    ("BOOK", "book"),
    ("RF18539007547034", "RF19539007547034"),
    ("RF18539007547034", "NOTPROVIDED"),
    ("RF18539007547034", "rf18 5390 0754 7034"),
    ("SCOR", "QRR"),
    ("RE-2026-17 für  März", "½ kg² straße ς"),
    ("RE-2026-17 für  März", "x" * 140 + "</Ustrd><Ustrd>weiter"),
    ("RE-2026-17 für  März", "x" * 35 + "</Ustrd><Ustrd>" + "y" * 35 + "</Ustrd><Ustrd> z"),
    ("<Ustrd>RE-2026-17 für  März</Ustrd>", ""),
    ("<Ustrd>RE-2026-17 für  März</Ustrd>", "<Ustrd>  </Ustrd>"),
    ("<Ustrd>RE-2026-17 für  März</Ustrd>", "<Strd><AddtlRmtInf>weiter</AddtlRmtInf></Strd>"),
    ("RE-2026-17 für  März", "weiter"),
    ("RE-2026-17 für  März", "EREF+1 SVWZ+zwei IBAN: DE02120300000000202051"),
    ("RCDT</Cd><SubFmlyCd>ESCT", "RCDT</Cd><SubFmlyCd>RRTN"),
    ("NTRF+166+9200+914", "NRTI+109+9200+914"),
    ("NTRF+166+9200+914", "166"),
    ("<Issr>DK</Issr>", ""),
    ("DE98ZZZ09999999999", "DE97ZZZ09999999999"),
    ("INGDDEFFXXX", "XYZ"),
    (OTHER, "DE03500105170137075030"),
    (OTHER, "de02 5001 0517 0137 0750 30"),
    ("2026-03-02", "2026-03-02+01:00"),
    ("<ValDt><Dt>2026-03-03</Dt></ValDt>", ""),
    ("<Dt>2026-03-03</Dt>", "<DtTm>2026-03-03T10:00:00.000+01:00</DtTm>"),
    ("<RvslInd>false</RvslInd>", ""),
    ("<RvslInd>false", "<RvslInd>0"),
    ("<AddtlNtryInf>SEPA-GUTSCHRIFT</AddtlNtryInf>", ""),
    ("<Purp>", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf><Purp>"),
    ("<AcctSvcrRef>D-77</AcctSvcrRef>", ""),
    ("<AcctSvcrRef>B-77</AcctSvcrRef>", ""),
    ("<UETR>U-1</UETR>", ""),
    ("<NbOfTxs>1</NbOfTxs>", ""),
    ("<MsgId>M7</MsgId><PmtInfId>P7</PmtInfId>", ""),
    ("Wir", ""),
]

#: What is not usual: the short way must step aside.
UNUSUAL = [
    ("1190.05", "1190.5"),
    ("1190.05", "1190"),
    ("1190.05", "1190.0500001"),
    ("1190.05", "+1190.05"),
    ("1190.05", "1,190.05"),
    ("1190.05", "-5.00"),
    ("1190.05", "١١.00"),
    ('<InstdAmt><Amt Ccy="EUR">1190.05', '<InstdAmt><Amt Ccy="EUR">1200.00'),
    ('<InstdAmt><Amt Ccy="EUR">1190.05', '<InstdAmt><Amt Ccy="USD">1190.05'),
    ('<TxAmt><Amt Ccy="EUR">1190.05', '<TxAmt><Amt Ccy="EUR">1200.00'),
    ('<TxAmt><Amt Ccy="EUR">', "<TxAmt><Amt>"),
    ('"EUR"', '"JPY"'),
    ('"EUR"', '"KWD"'),
    ('<Ntry><NtryRef>N1</NtryRef><Amt Ccy="EUR">', "<Ntry><Amt>"),
    ("<RvslInd>false", "<RvslInd>true"),
    ("<RvslInd>false", "<RvslInd>1"),
    ("<RvslInd>false", "<RvslInd>no"),
    ("<CdtDbtInd>", "<CdtDbtInd>X"),
    ("CdtDbtInd>", "Ind>"),
    ("2026-03-02", "2026-02-30"),
    ("2026-03-02", "02.03.2026"),
    ("<Dt>2026-03-02</Dt>", "<DtTm>2026-03-02T24:00:00</DtTm>"),
    ("<Dt>2026-03-03</Dt>", "<DtTm>2026-03-03T24:00:00</DtTm>"),
    ("<BookgDt><Dt>2026-03-02</Dt></BookgDt>", ""),
    (OTHER, OWN),
    ("<NbOfTxs>1<", "<NbOfTxs>9<"),
    ("<NbOfTxs>1<", "<NbOfTxs>01<"),
    ("<NbOfTxs>1<", "<NbOfTxs>some<"),
    ("<NtryDtls>", "<AddtlInfInd><MsgId>A1</MsgId></AddtlInfInd><NtryDtls>"),
    ("<EndToEndId>E2E-5</EndToEndId>", ""),
    ("<Refs>", "<Refs><Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>1</Ref></Prtry>"),
    ("</TxDtls>", '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00</TtlChrgsAndTaxAmt></Chrgs></TxDtls>'),
    ("<NtryDtls>", '<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">1.00</TtlChrgsAndTaxAmt></Chrgs><NtryDtls>'),
    ("</TxDtls>", "</TxDtls><TxDtls><Refs><EndToEndId>2</EndToEndId></Refs></TxDtls>"),
    ("<Strd>", "<Strd><RfrdDocInf><Nb>RE-1</Nb></RfrdDocInf>"),
    ("<Strd>", "<Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd><Strd>"),
]


@pytest.mark.parametrize("entry", [USUAL, OUT], ids=["in", "out"])
@pytest.mark.parametrize(("old", "new"), STILL_USUAL)
def test_other_texts_read_the_same(ways: Ways, entry: str, old: str, new: str) -> None:
    assert old in entry
    assert ways.same(entry, *[entry.replace(old, new)] * 40, entry) == 42


@pytest.mark.parametrize("entry", [USUAL, OUT], ids=["in", "out"])
@pytest.mark.parametrize(("old", "new"), UNUSUAL)
def test_whatever_is_unusual_goes_the_long_way(ways: Ways, entry: str, old: str, new: str) -> None:
    assert old in entry
    assert ways.same(entry, *[entry.replace(old, new)] * 40, entry) == 2


@pytest.mark.parametrize("missing", ["<RltdPties>.*</RltdPties>", "<RmtInf>.*</AddtlTxInf>", "<NtryDtls>.*</NtryDtls>"])
def test_without_sides_texts_or_details_it_goes_the_long_way(ways: Ways, missing: str) -> None:
    less, found = re.subn(missing, "", USUAL)
    assert found == 1
    assert ways.same(USUAL, *[less] * 40) == 1


def test_money_back_from_nobody_named_goes_the_long_way(ways: Ways) -> None:
    """The other side may be who it came from."""
    silent = re.sub("<Dbtr>.*</DbtrAcct>", "", USUAL)
    assert ways.same(*[silent] * 40) == 40
    assert ways.same(USUAL, *[silent.replace("ESCT", "RRTN")] * 40) == 1


COMBINED = {
    "a text that Unicode writes otherwise": PLAIN.replace("RE-2026-17 für  März", "½ kg² ς"),
    "a name without an account": re.sub("<DbtrAcct>.*</DbtrAcct>", "", USUAL),
    "a further text alone": re.sub("<RmtInf>.*</RmtInf>", "", USUAL),
    "codes of the detail": USUAL.replace("<RmtInf>", "<BkTxCd><Domn><Cd>LDAS</Cd></Domn></BkTxCd><RmtInf>"),
    "one text twice": re.sub("<AddtlNtryInf>.*</AddtlNtryInf>", "", PLAIN).replace("RE-2026-17 für  März", "weiter"),
    "no reference of the bank": re.sub("<AcctSvcrRef>.-77</AcctSvcrRef>", "", USUAL),
}


@pytest.mark.parametrize("entry", COMBINED.values(), ids=COMBINED.keys())
def test_what_is_missing_is_taken_from_elsewhere(ways: Ways, entry: str) -> None:
    assert ways.same(USUAL, *[entry] * 40) == 41


def test_without_an_account_or_in_a_notification_nothing_is_usual() -> None:
    def context(account: str, message_id: str) -> Context:
        return Context(account, "EUR", None, Ordinals(), lambda _: None, message_id)

    assert may_be_plain(context(OWN, ""))
    assert not may_be_plain(context("", ""))
    assert not may_be_plain(context(OWN, "M1"))
