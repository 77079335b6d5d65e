"""A camt file as a whole: versions, messages, envelopes, limits, and every field of a line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from camt_texts import OTHER, OWN, balance, detail, document, entry, lines_of, message, read_text, refusal, statement

from importers import stream
from importers.events import Entry, Footer, Header
from importers.statement import Kind, Proof


def test_every_field_of_a_line(tmp_path: Path) -> None:
    refs = "<Refs><AcctSvcrRef>TX9</AcctSvcrRef><EndToEndId>E7</EndToEndId><MndtId>M5</MndtId></Refs>"
    one = detail(
        name="Müller & Söhne", account="de02 5001 0517 0137 0750 30", bic="INGDDEFFXXX", texts=["RE-2026-0042"],
        reference="RF18539007547034",
        more=refs + "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>",
    )  # fmt: skip
    more = (
        "<ValDt><Dt>2026-03-03</Dt></ValDt><AcctSvcrRef>N1</AcctSvcrRef><AddtlNtryInf>SEPA-GUTSCHRIFT</AddtlNtryInf>"
        "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
        "<Prtry><Cd>NTRF+166</Cd></Prtry></BkTxCd>"
    )
    (line,) = lines_of(tmp_path, entry("1200.5", one, more=more))
    assert (line.amount_minor, line.currency, line.status, line.direction) == (120050, "EUR", "BOOK", "in")
    assert (line.account, line.booking_date, line.value_date) == (OWN, date(2026, 3, 2), date(2026, 3, 3))
    assert (line.counterparty_name, line.counterparty_iban) == ("Müller & Söhne", OTHER)
    assert (line.counterparty_bic, line.remittance) == ("INGDDEFFXXX", "RE-2026-0042")
    assert (line.creditor_reference, line.end_to_end_id, line.mandate_id) == ("RF18539007547034", "E7", "M5")
    assert (line.return_reason, line.bank_reference, line.bank_code) == ("AC04", "TX9", "PMNT/RCDT/ESCT")
    assert (line.booking_text, line.line, line.warnings) == ("SEPA-GUTSCHRIFT", 2, ())
    assert line.transaction_id == line.entry_id


def test_events_come_in_order_and_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "t.xml"
    path.write_text(document(statement(entry("1"), entry("2")), statement(statement_id="S2")), encoding="utf-8")
    assert [type(event) for event in stream(path)] == [Header, Entry, Entry, Footer, Header, Footer]


def test_all_problems_at_once_and_nothing_used(tmp_path: Path) -> None:
    many = [entry("x") for _ in range(25)]
    message = refusal(tmp_path, document(statement(entry("1"), *many)))
    assert len(message.splitlines()) == 21
    assert message.splitlines()[-1].startswith("t.xml: has 5 more problems of this kind. →")


def test_a_file_too_deep_is_refused(tmp_path: Path) -> None:
    deep = "<a>" * 62 + "</a>" * 62
    assert "more than 64 deep" in refusal(tmp_path, document(statement(entry("1", more=deep))))
    assert "more than 64 deep" in refusal(tmp_path, document(statement(entry("1"), deep + "<a/>")))


def test_other_versions_are_read_with_a_warning(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, document(statement(entry("1")), version="99"))
    assert one.source.format == "camt.053.001.99"
    assert one.warnings == ("camt.053.001.99 is not a version we know; it was read by the newest rules",)


@pytest.mark.parametrize(("version", "format_name"), [("02", "camt.053.001.02"), ("08", "camt.053.001.08")])
def test_without_namespace_features_tell_the_version(tmp_path: Path, version: str, format_name: str) -> None:
    text = document(statement(entry("1", detail(name="A", version=version), version=version)))
    (one,) = read_text(tmp_path, text.replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"', ""))
    assert one.source.format == format_name


@pytest.mark.parametrize(
    ("declared", "encoding", "warned"),
    [("UTF-8", "utf-8", 0), ("UTF-8", "cp1252", 1), ("ISO-8859-15", "iso8859-15", 0), ("UTF-16", "utf-16", 0)],
)
def test_encodings(tmp_path: Path, declared: str, encoding: str, warned: int) -> None:
    text = document(statement(entry("1", detail(name="Müller")))).replace("UTF-8", declared, 1)
    (one,) = read_text(tmp_path, text.encode(encoding))
    assert (one.transactions[0].counterparty_name, len(one.warnings)) == ("Müller", warned)


def test_a_long_file_is_streamed_flat(tmp_path: Path) -> None:
    """No entry is kept in the tree: the next one's preceding siblings are gone."""
    (one,) = read_text(tmp_path, document(statement(*(entry(f"{number}.00") for number in range(1, 600)))))
    assert one.entries == 599
    assert sum(line.amount_minor for line in one.transactions) == 599 * 600 // 2 * 100


# -------------------------------------------------------------------------------------------------------- the messages


@pytest.mark.parametrize(
    ("number", "kind"), [("052", Kind.INTRADAY), ("053", Kind.STATEMENT), ("054", Kind.NOTIFICATION)]
)
@pytest.mark.parametrize("version", [f"{number:02}" for number in range(1, 15)])
def test_every_message_in_every_version(tmp_path: Path, number: str, kind: Kind, version: str) -> None:
    text = message(number, entry("12.50", detail(name="Ada", version=version), version=version), version=version)
    (one,) = read_text(tmp_path, text)
    assert (one.source.format, one.kind, one.warnings) == (f"camt.{number}.001.{version}", kind, ())
    assert [(line.amount_minor, line.counterparty_name, line.status) for line in one.transactions] == [
        (1250, "Ada", "BOOK")
    ]


@pytest.mark.parametrize("text", ["BOOK", "<Cd>BOOK</Cd>", "<Prtry>book</Prtry>"])
def test_status_in_all_forms(tmp_path: Path, text: str) -> None:
    one = entry("1", version="02").replace("<Sts>BOOK</Sts>", f"<Sts>{text}</Sts>")
    assert lines_of(tmp_path, one)[0].is_booked


def test_an_unknown_status_is_not_booked(tmp_path: Path) -> None:
    assert not lines_of(tmp_path, entry("1", status="HOLD"))[0].is_booked


def test_the_root_element_decides_what_a_message_is(tmp_path: Path) -> None:
    text = message("052", entry("1")).replace("camt.052", "camt.053")
    (one,) = read_text(tmp_path, text)
    assert (one.kind, one.source.format) == (Kind.INTRADAY, "camt.052.001.08")
    assert one.warnings == ("the namespace names camt.053.001.08, but it is a camt.052",)


def test_version_one_has_its_own_places(tmp_path: Path) -> None:
    """Details and batch directly under the entry, other balance types, other reference and return forms."""
    old = (
        "<Btch><MsgId>MSG</MsgId><NbOfTxs>1</NbOfTxs></Btch><TxDtls><RltdPties><Cdtr><Nm>Ada</Nm></Cdtr></RltdPties>"
        "<RmtInf><Strd><RfrdDocInf><RfrdDocTp><Cd>CINV</Cd></RfrdDocTp><RfrdDocNb>RE-7</RfrdDocNb></RfrdDocInf>"
        "<CdtrRefInf><CdtrRefTp><Cd>SCOR</Cd></CdtrRefTp><CdtrRef>RF18539007547034</CdtrRef></CdtrRefInf></Strd></RmtInf>"
        "<RtrInf><RtrRsn><Cd>AC04</Cd></RtrRsn></RtrInf></TxDtls>"
    )
    one = entry("5", money_in=False, version="01").replace("<NtryDtls></NtryDtls>", old)
    balances = [
        balance(*pair).replace("<CdOrPrtry>", "").replace("</CdOrPrtry>", "") for pair in (("PRCD", "9"), ("CLBD", "4"))
    ]
    account = f"<IBAN>{OWN}</IBAN>"
    text = message("053", *balances, one, version="01").replace(account, "<BBAN>12345</BBAN>")
    (found,) = read_text(tmp_path, text)
    (line,) = found.transactions
    assert (found.account, found.proof) == ("12345", Proof.TIES_OUT)
    assert (line.batch_id, line.counterparty_name, line.return_reason) == ("MSG", "Ada", "AC04")
    assert (line.creditor_reference, line.reference_kind) == ("RF18539007547034", "RF")
    assert [(one.number, one.kind) for one in line.documents] == [("RE-7", "CINV")]


def test_a_lower_case_root_and_any_depth_of_wrapping(tmp_path: Path) -> None:
    text = document(statement(entry("1")))
    inner = text.partition("\n")[2].replace("Document", "document")
    wrapped = "<a:Env xmlns:a='urn:a'><AppHdr/>" + "<a:b>" * 20 + inner + "</a:b>" * 20 + "</a:Env>"
    (one,) = read_text(tmp_path, wrapped)
    assert [line.amount_minor for line in one.transactions] == [100]


def test_an_entry_elsewhere_is_no_entry(tmp_path: Path) -> None:
    nested = entry("1", more=f"<SplmtryData>{entry('2')}</SplmtryData>")
    assert [line.amount_minor for line in lines_of(tmp_path, nested)] == [100]


def test_a_text_above_one_megabyte_is_refused(tmp_path: Path) -> None:
    assert "text of more than 1 MB" in refusal(
        tmp_path, document(statement(entry("1", detail(texts=["x" * 1_100_000]))))
    )
    (line,) = lines_of(tmp_path, entry("1", detail(texts=["x" * 900_000])))
    assert len(line.remittance) == 900_000


def test_a_notification_has_no_balance_and_no_noise_about_it(tmp_path: Path) -> None:
    (one,) = read_text(tmp_path, message("054", entry("1")))
    assert (one.opening, one.closing, one.proof) == (None, None, Proof.UNTESTABLE)
    assert (one.warnings, one.evidence) == ((), ())


def test_several_accounts_and_days_stay_apart(tmp_path: Path) -> None:
    other = "DE02500105170137075030"
    texts = [statement(entry("1"), account=account, statement_id=day) for account in (OWN, other) for day in ("1", "2")]
    found = read_text(tmp_path, document(*texts))
    assert [(one.account, one.statement_id, one.entries) for one in found] == [
        (account, day, 1) for account in (OWN, other) for day in ("1", "2")
    ]


@pytest.mark.parametrize(
    "namespace",
    [
        "urn:weird-namespace",
        "urn:iso:std:iso:20022:tech:xsd:camt",
        "http://www.iso20022.org/camt.053.001.08",
        "ISO:camt.053.001.08:APC:STUZZA:payments:003",
        "urn:iso:std:iso:20023:tech:xsd:camt.053.001.08",
    ],
)
def test_namespaces_that_are_not_the_right_one(tmp_path: Path, namespace: str) -> None:
    text = document(statement(entry("1", detail(name="Ada"))))
    (one,) = read_text(tmp_path, text.replace("urn:iso:std:iso:20022:tech:xsd:camt.053.001.08", namespace))
    assert one.source.format == "camt.053.001.08"
    assert one.transactions[0].counterparty_name == "Ada"


@pytest.mark.parametrize("indicator", ["", "<CdtDbtInd>CREDIT</CdtDbtInd>"])
def test_an_entry_without_a_direction_is_refused(tmp_path: Path, indicator: str) -> None:
    one = entry("1").replace("<CdtDbtInd>CRDT</CdtDbtInd>", indicator)
    assert "t.xml:2, Ntry 1, CdtDbtInd" in refusal(tmp_path, document(statement(one)))
