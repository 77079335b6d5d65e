"""What a camt line says: texts, references, documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from camt_texts import OTHER, detail, entry, lines_of

from importers.identifiers import Reference
from importers.statement import ReferredDocument


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["RE-2026-", "0042"], "RE-2026- 0042"),
        (["x" * 139 + "R", "E-1"], "x" * 139 + "RE-1"),
        (["x" * 139 + " ", "RE-1"], "x" * 139 + " RE-1"),
        (["y" * 34 + "R", "E-2026-0042"], "y" * 34 + "RE-2026-0042"),
        (["y" * 34 + "R", "y" * 20, "E-2026"], "y" * 34 + "R " + "y" * 20 + " E-2026"),
    ],
)
def test_lines_of_remittance_join(tmp_path: Path, texts: list[str], joined: str) -> None:
    (line,) = lines_of(tmp_path, entry("1", detail(texts=texts)))
    assert line.remittance == joined


def test_fallback_texts(tmp_path: Path) -> None:
    further = detail(more="<AddtlTxInf>from the detail</AddtlTxInf>")
    more = "<AddtlNtryInf>from the entry</AddtlNtryInf>"
    first, second = lines_of(tmp_path, entry("1", further, more=more), entry("2", detail(), more=more))
    assert (first.remittance, first.booking_text) == ("from the detail", "from the entry")
    assert (second.remittance, second.booking_text) == ("from the entry", "from the entry")


def test_invoice_numbers_of_structured_remittance_are_kept(tmp_path: Path) -> None:
    structured = (
        "<Strd><RfrdDocInf><Nb>RE-7</Nb></RfrdDocInf></Strd><Strd><RfrdDocInf><Nb>RE-8</Nb></RfrdDocInf>"
        "<AddtlRmtInf>?REJECT?0</AddtlRmtInf></Strd>"
    )
    one = f"<TxDtls><RmtInf><Ustrd>see RE-7</Ustrd>{structured}</RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "see RE-7 RE-8"


@pytest.mark.parametrize("placeholder", ["NOTPROVIDED", "NONREF", "NotProvided"])
def test_placeholders_are_absent(tmp_path: Path, placeholder: str) -> None:
    one = f"<TxDtls><Refs><EndToEndId>{placeholder}</EndToEndId></Refs></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].end_to_end_id == ""


def test_comments_do_not_cut_a_text(tmp_path: Path) -> None:
    assert lines_of(tmp_path, entry("1", detail()).replace("<NtryDtls>", "<!-- x --><NtryDtls>"))
    one = "<TxDtls><RmtInf><Ustrd>RE-2026<!-- x -->-0042<?pi?></Ustrd></RmtInf></TxDtls>"
    assert lines_of(tmp_path, entry("1", one))[0].remittance == "RE-2026-0042"


# --------------------------------------------------------------------------------------------- references, documents


def strd(reference: str = "", *, named: str = "", issuer: str = "", more: str = "") -> str:
    code = "Cd" if len(named) == 4 else "Prtry"
    kind = f"<CdOrPrtry><{code}>{named}</{code}></CdOrPrtry>" if named else ""
    tp = f"<Tp>{kind}{f'<Issr>{issuer}</Issr>' if issuer else ''}</Tp>" if named or issuer else ""
    found = f"<CdtrRefInf>{tp}<Ref>{reference}</Ref></CdtrRefInf>" if reference else ""
    return f"<Strd>{more}{found}</Strd>"


def told(*remittance: str, more: str = "") -> str:
    return f"<TxDtls>{more}<RmtInf>{''.join(remittance)}</RmtInf></TxDtls>"


@pytest.mark.parametrize(
    ("structured", "kind"),
    [
        (strd("210000000003139471430009017", named="QRR"), Reference.QRR),
        (strd("210000000003139471430009017", named="ISR Reference"), Reference.ISR),
        (strd("210000000003139471430009017"), Reference.QRR),
        (strd("RF18 5390 0754 7034", named="SCOR", issuer="ISO"), Reference.RF),
        (strd("010806817183", named="SCOR", issuer="BBA"), Reference.OGM),
        (strd("9001000000001", named="SCOR", issuer="CUR"), Reference.CUR),
        (strd("123456789012", named="SCOR"), Reference.NONE),
    ],
)
def test_a_reference_has_the_kind_the_file_names(tmp_path: Path, structured: str, kind: Reference) -> None:
    (line,) = lines_of(tmp_path, entry("1", told(structured)))
    assert (bool(line.creditor_reference), line.reference_kind, line.warnings) == (True, kind, ())


def test_the_first_reference_of_a_payment_counts(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, entry("1", told(strd("NOTPROVIDED"), strd("RF18539007547034"), strd("4711"))))
    assert (line.creditor_reference, line.reference_kind) == ("RF18539007547034", Reference.RF)


DOCUMENT = "<RfrdDocInf><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Nb>{number}</Nb>{day}</RfrdDocInf>"


def referred(number: str, amount: str, *, kind: str = "CINV", day: str = "") -> str:
    return strd(more=DOCUMENT.format(kind=kind, number=number, day=day) + f"<RfrdDocAmt>{amount}</RfrdDocAmt>")


@pytest.mark.parametrize(
    ("kind", "amount", "minor"),
    [
        ("CINV", '<DuePyblAmt Ccy="EUR">9</DuePyblAmt><RmtdAmt Ccy="EUR">7.50</RmtdAmt>', 750),
        ("CREN", '<CdtNoteAmt Ccy="EUR">2.00</CdtNoteAmt>', 200),
        ("CREN", '<RmtdAmt Ccy="EUR">2.00</RmtdAmt>', 200),
        ("CINV", '<DscntApldAmt><Tp><Cd>APDS</Cd></Tp><Amt Ccy="EUR">1</Amt></DscntApldAmt>', None),
        ("CINV", ('<RmtAmtAndTp><Tp><Cd>DUPA</Cd></Tp><Amt Ccy="EUR">9</Amt></RmtAmtAndTp>'
                 '<RmtAmtAndTp><Tp><Cd>REMI</Cd></Tp><Amt Ccy="EUR">7.50</Amt></RmtAmtAndTp>'), 750),
        ("CREN", '<RmtAmtAndTp><Tp><Cd>CREN</Cd></Tp><Amt Ccy="EUR">2.00</Amt></RmtAmtAndTp>', 200),
        ("CINV", '<RmtdAmt Ccy="USD">7.50</RmtdAmt>', None),
        ("CINV", '<RmtdAmt Ccy="EUR">x</RmtdAmt>', None),
        ("CINV", "", None),
    ],
)  # fmt: skip
def test_documents_in_all_three_generations(tmp_path: Path, kind: str, amount: str, minor: int | None) -> None:
    day = "<RltdDt>2026-02-03</RltdDt>"
    (line,) = lines_of(tmp_path, entry("1", told(referred("RE-7", amount, kind=kind, day=day))))
    assert line.documents == (ReferredDocument(number="RE-7", kind=kind, day=date(2026, 2, 3), amount_minor=minor),)


def test_the_day_of_a_document_since_version_twelve(tmp_path: Path) -> None:
    day = "<RltdDt><Tp><Cd>ISSU</Cd></Tp><Dt>2026-02-03</Dt></RltdDt>"
    (line,) = lines_of(tmp_path, entry("1", told(referred("RE-7", "", day=day))))
    assert line.documents[0].day == date(2026, 2, 3)


def test_one_amount_for_two_documents_is_nobodys(tmp_path: Path) -> None:
    both = "".join(DOCUMENT.format(kind="CINV", number=number, day="") for number in ("RE-7", "RE-8"))
    structured = strd(more=f'{both}<RfrdDocAmt><RmtdAmt Ccy="EUR">9</RmtdAmt></RfrdDocAmt>')
    (line,) = lines_of(tmp_path, entry("9", told(structured)))
    assert [(one.number, one.amount_minor) for one in line.documents] == [("RE-7", None), ("RE-8", None)]


def test_both_forms_of_remittance_stay_in_order(tmp_path: Path) -> None:
    one = told("<Ustrd>first</Ustrd><Ustrd>second</Ustrd>", referred("RE-7", ""), strd("RF18539007547034"))
    (line,) = lines_of(tmp_path, entry("1", one))
    assert (line.remittance, line.creditor_reference) == ("first second RE-7", "RF18539007547034")


def test_an_entry_that_stays_whole_keeps_what_its_details_say(tmp_path: Path) -> None:
    parts = [
        told(f"<Ustrd>text {number}</Ustrd>", referred(f"RE-{number}", ""), strd(f"470{number}")) for number in (1, 2)
    ]
    (line,) = lines_of(tmp_path, entry("9.99", *parts))
    assert line.remittance == "text 1 RE-1 text 2 RE-2 4701 4702"
    assert line.creditor_reference == ""
    assert [one.number for one in line.documents] == ["RE-1", "RE-2"]


def test_lines_of_two_details_are_never_one_word(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, entry("9.99", detail(texts=["x" * 140]), detail(texts=["RE-1"])))
    assert line.remittance == "x" * 140 + " RE-1"


def test_a_reference_is_opaque_text(tmp_path: Path) -> None:
    """Never cut at a mark (pitfalls 35)."""
    refs = "<Refs><EndToEndId>23-00/00416.b</EndToEndId><MndtId>M-1/2.3</MndtId></Refs>"
    (line,) = lines_of(tmp_path, entry("1", told(strd("23-00/00416"), more=refs)))
    assert (line.creditor_reference, line.end_to_end_id, line.mandate_id) == ("23-00/00416", "23-00/00416.b", "M-1/2.3")


# ---------------------------------------------------------------------------------- ids, codes, purposes, tags in text


def test_ids_that_flag_duplicates_in_the_order_of_their_worth(tmp_path: Path) -> None:
    unique = "<Prtry><Tp>FI-UMSATZ-ID</Tp><Ref>F1</Ref></Prtry><Prtry><Tp>00</Tp><Ref>no</Ref></Prtry>"
    forms = [
        "<AcctSvcrRef>A1</AcctSvcrRef><UETR>U1</UETR><TxId>T1</TxId>",
        f"<UETR>U1</UETR><TxId>T1</TxId>{unique}",
        "<UETR>U1</UETR><TxId>T1</TxId>",
        "<TxId>T1</TxId>",
        "<TxId>NOTPROVIDED</TxId>",
    ]
    lines = lines_of(tmp_path, *(entry("1", told(more=f"<Refs>{form}</Refs>")) for form in forms))
    assert [line.bank_reference for line in lines] == ["A1", "F1", "U1", "T1", ""]


@pytest.mark.parametrize(
    ("code", "issuer", "gvc", "reason"),
    [
        ("NTRF+166", "DK", "166", ""),
        ("NDDT+109+9200+914", "DK", "109", "MS03"),
        ("NDDT+105+9200+992", "", "105", ""),
        ("166", "ZKA", "166", ""),
        ("166", "", "166", ""),
        ("541", "RABOBANK", "", ""),
        ("7261", "INGGroup", "", ""),
        ("NTRF+1660", "DK", "", ""),
    ],
)
def test_the_german_code_stands_beside_the_domain(
    tmp_path: Path, code: str, issuer: str, gvc: str, reason: str
) -> None:
    domain = "<Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn>"
    more = f"<BkTxCd>{domain}<Prtry><Cd>{code}</Cd>{f'<Issr>{issuer}</Issr>' if issuer else ''}</Prtry></BkTxCd>"
    (line,) = lines_of(tmp_path, entry("1", more=more))
    assert (line.bank_code, line.gvc, line.return_reason) == ("PMNT/RCDT/ESCT", gvc, reason)


@pytest.mark.parametrize(
    ("inner", "reason"),
    [
        ("<Rsn><Cd>AC04</Cd></Rsn><AddtlInf>closed</AddtlInf>", "AC04"),
        ("<Rsn><Prtry>R02</Prtry></Rsn>", "R02"),
        ("<RtrRsn><Cd>MS03</Cd></RtrRsn>", "MS03"),
        ("<AddtlInf>account closed</AddtlInf>", "account closed"),
    ],
)
def test_return_reasons_in_all_forms(tmp_path: Path, inner: str, reason: str) -> None:
    (line,) = lines_of(tmp_path, entry("1", told(more=f"<RtrInf>{inner}</RtrInf>")))
    assert line.return_reason == reason


@pytest.mark.parametrize("form", ["<Cd>SALA</Cd>", "<Prtry>SALA</Prtry>"])
def test_the_purpose(tmp_path: Path, form: str) -> None:
    assert lines_of(tmp_path, entry("1", told(more=f"<Purp>{form}</Purp>")))[0].purpose == "SALA"


def test_tags_in_the_text_fill_what_the_bank_left_empty(tmp_path: Path) -> None:
    text = f"EREF+E-7 MREF+M5 CRED+DE98ZZZ09999999999 IBAN+{OTHER} SVWZ+RE-2026-0042"
    (line,) = lines_of(tmp_path, entry("1", detail(texts=[text])))
    assert (line.end_to_end_id, line.mandate_id, line.creditor_id) == ("E-7", "M5", "DE98ZZZ09999999999")
    assert (line.counterparty_iban, line.remittance) == (OTHER, "RE-2026-0042")


def test_tags_never_overrule_a_field(tmp_path: Path) -> None:
    refs = "<Refs><EndToEndId>E-1</EndToEndId></Refs>"
    (line,) = lines_of(tmp_path, entry("1", detail(texts=["EREF+E-7 SVWZ+RE-7"], more=refs)))
    assert (line.end_to_end_id, line.remittance) == ("E-1", "RE-7")
    (line,) = lines_of(tmp_path, entry("1", detail(name="Ada", texts=["EREF+E-7 SVWZ+RE-7"], more=refs)))
    assert (line.end_to_end_id, line.remittance) == ("E-1", "EREF+E-7 SVWZ+RE-7")


def test_a_dutch_text_at_the_entry_alone(tmp_path: Path) -> None:
    text = f"/TRTP/SEPA OVERBOEKING/IBAN/{OTHER}/BIC/INGDDEFFXXX/NAME/Ada/REMI/RE-7/EREF/NOTPROVIDED"
    (line,) = lines_of(tmp_path, entry("1", more=f"<AddtlNtryInf>{text}</AddtlNtryInf>"))
    assert (line.counterparty_name, line.counterparty_iban, line.remittance) == ("Ada", OTHER, "RE-7")
    assert (line.booking_text, line.end_to_end_id) == ("SEPA OVERBOEKING", "")


def test_the_entrys_text_is_no_remittance_beside_a_reference(tmp_path: Path) -> None:
    more = "<AddtlNtryInf>GUTSCHRIFT</AddtlNtryInf>"
    (line,) = lines_of(tmp_path, entry("1", told(strd("RF18539007547034")), more=more))
    assert (line.remittance, line.booking_text) == ("", "GUTSCHRIFT")


def test_further_text_beside_a_remittance_is_the_booking_text(tmp_path: Path) -> None:
    one = told("<Ustrd>RE-7</Ustrd>", more="<AddtlTxInf>Return of a payment</AddtlTxInf>")
    (line,) = lines_of(tmp_path, entry("1", one))
    assert (line.remittance, line.booking_text) == ("RE-7", "Return of a payment")
    (line,) = lines_of(tmp_path, entry("1", one, more="<AddtlNtryInf>RETOURE</AddtlNtryInf>"))
    assert line.booking_text == "RETOURE"


def test_a_part_has_the_bank_code_of_its_own_detail(tmp_path: Path) -> None:
    """A collective booking may hold a return."""
    code = "<BkTxCd><Prtry><Cd>{}</Cd><Issr>DK</Issr></Prtry></BkTxCd>"
    parts = [detail(amount="1.00", more=code.format("NRTI+159++901")), detail(amount="2.00")]
    back, other = lines_of(tmp_path, entry("3.00", *parts, more=code.format("NTRF+194")))
    assert (back.bank_code, back.gvc, back.return_reason) == ("NRTI+159++901", "159", "AC01")
    assert (other.bank_code, other.gvc, other.return_reason) == ("NTRF+194", "194", "")


def test_an_entry_that_stays_whole_has_no_ids_of_one_detail(tmp_path: Path) -> None:
    parts = [detail(texts=[f"EREF+E-{number} SVWZ+RE-{number}"]) for number in (1, 2)]
    qrr = [told(strd(number, named="QRR")) for number in ("210000000003139471430009017", "000000000000000000000000000")]
    tagged, referenced = lines_of(tmp_path, entry("9.99", *parts), entry("9.99", *qrr))
    assert (tagged.end_to_end_id, tagged.remittance) == ("", "EREF+E-1 SVWZ+RE-1 EREF+E-2 SVWZ+RE-2")
    assert (referenced.creditor_reference, referenced.reference_kind) == ("", Reference.NONE)
