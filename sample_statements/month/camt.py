"""camt.053 as German banks send it: .02 (text status, direct parties, BIC, PRCD) and .08 (Sts/Cd, Pty, BICFI, OPBD)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from month.bank_lines import OPENING, Line, closing_cents, lines_of
from month.documents import cents
from month.parties import OWN_ACCOUNTS, OWN_CREDITOR_ID, OWN_NAME, Party


@dataclass(frozen=True, slots=True)
class Version:
    """Where the two versions differ."""

    number: str
    bic: str  #: name of the element for a BIC
    wraps_party: bool  #: `Dbtr/Pty/Nm` instead of `Dbtr/Nm`
    status_code: bool  #: `Sts/Cd` instead of `Sts`
    detail_amount: bool  #: `TxDtls/Amt` beside `AmtDtls`
    charge_record: bool  #: `Chrgs/Rcrd/Amt` instead of `Chrgs/Amt`
    opening: tuple[str, str]  #: code and day of the opening balance


V02 = Version(
    "02",
    "BIC",
    wraps_party=False,
    status_code=False,
    detail_amount=False,
    charge_record=False,
    opening=("PRCD", "2026-02-28"),
)
V08 = Version(
    "08",
    "BICFI",
    wraps_party=True,
    status_code=True,
    detail_amount=True,
    charge_record=True,
    opening=("OPBD", "2026-03-01"),
)


def render(account: str, version: Version) -> bytes:
    """One message with one statement: the account's whole March."""
    root = ET.Element("Document", xmlns=f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version.number}")
    message = _add(root, "BkToCstmrStmt")
    header = _add(message, "GrpHdr")
    _text(header, "MsgId", f"053D2026-04-01-{OWN_ACCOUNTS[account].account}")
    _text(header, "CreDtTm", "2026-04-01T05:12:00+02:00")
    statement = _add(message, "Stmt")
    _statement_head(statement, account)
    _balance(statement, *version.opening, cents(OPENING[account]))
    _balance(statement, "CLBD", "2026-03-31", closing_cents(account))
    for index, line in enumerate(lines_of(account), start=1):
        _entry(statement, line, version, _bank_reference(line, index))
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n"


def _statement_head(statement: ET.Element, account: str) -> None:
    own = OWN_ACCOUNTS[account]
    _text(statement, "Id", f"2026-003-{own.account}")
    _text(statement, "ElctrncSeqNb", "3")
    _text(statement, "LglSeqNb", "3")
    _text(statement, "CreDtTm", "2026-04-01T05:12:00+02:00")
    period = _add(statement, "FrToDt")
    _text(period, "FrDtTm", "2026-03-01T00:00:00+01:00")
    _text(period, "ToDtTm", "2026-03-31T23:59:59+02:00")
    holder = _add(statement, "Acct")
    _text(_add(holder, "Id"), "IBAN", own.iban)
    _text(holder, "Ccy", "EUR")
    _text(_add(holder, "Ownr"), "Nm", OWN_NAME)


def _balance(statement: ET.Element, code: str, day: str, amount: int) -> None:
    balance = _add(statement, "Bal")
    _text(_add(_add(balance, "Tp"), "CdOrPrtry"), "Cd", code)
    _amount(balance, amount)
    _text(balance, "CdtDbtInd", _indicator(amount))
    _text(_add(balance, "Dt"), "Dt", day)


def _entry(statement: ET.Element, line: Line, version: Version, reference: str) -> None:
    entry = _add(statement, "Ntry")
    _amount(entry, line.amount_cents)
    _text(entry, "CdtDbtInd", _indicator(line.amount_cents))
    if version.status_code:
        _text(_add(entry, "Sts"), "Cd", "BOOK")
    else:
        _text(entry, "Sts", "BOOK")
    _text(_add(entry, "BookgDt"), "Dt", line.day)
    _text(_add(entry, "ValDt"), "Dt", line.day)
    _text(entry, "AcctSvcrRef", reference)
    _bank_code(entry, line)
    if line.batch:
        _batch(entry, line)
    else:
        _details(_add(_add(entry, "NtryDtls"), "TxDtls"), line, version)
    _text(entry, "AddtlNtryInf", line.booking.words)


def _batch(entry: ET.Element, line: Line) -> None:
    """A collective order booked in one sum; what it consists of, the bank keeps to itself (salaries)."""
    batch = _add(_add(entry, "NtryDtls"), "Btch")
    _text(batch, "MsgId", line.batch)
    _text(batch, "PmtInfId", line.batch)
    _text(batch, "NbOfTxs", str(line.batch_size))


def _details(details: ET.Element, line: Line, version: Version) -> None:
    references = _add(details, "Refs")
    _text(references, "EndToEndId", line.end_to_end)
    _text(references, "MndtId", line.mandate)
    if version.detail_amount:
        _amount(details, line.amount_cents)
        _text(details, "CdtDbtInd", _indicator(line.amount_cents))
    amounts = _add(details, "AmtDtls")
    if line.original:
        _amount(_add(amounts, "InstdAmt"), cents(line.original))
    _amount(_add(amounts, "TxAmt"), line.amount_cents)
    _bank_code(details, line)
    _charges(details, line, version)
    _parties(details, line, version)
    if line.counterparty.bic:
        side = "DbtrAgt" if _counterparty_is_debtor(line) else "CdtrAgt"
        institution = _add(_add(_add(details, "RltdAgts"), side), "FinInstnId")
        _text(institution, version.bic, line.counterparty.bic)
    if line.purpose:
        _text(_add(details, "Purp"), "Cd", line.purpose)
    _remittance(details, line)
    if line.return_reason:
        _text(_add(_add(details, "RtrInf"), "Rsn"), "Cd", line.return_reason)


def _charges(details: ET.Element, line: Line, version: Version) -> None:
    if not line.fee_cents:
        return
    charges = _add(details, "Chrgs")
    record = _add(charges, "Rcrd") if version.charge_record else charges
    _amount(record, line.fee_cents)
    if version.charge_record:
        _text(record, "CdtDbtInd", "DBIT")
        _text(record, "ChrgInclInd", "true")


def _parties(details: ET.Element, line: Line, version: Version) -> None:
    """Debtor, then creditor. A returned direct debit names them as the collection did: the customer is the debtor."""
    if not line.counterparty.name:
        return
    parties = _add(details, "RltdPties")
    own = OWN_ACCOUNTS[line.account]
    own_identifier = OWN_CREDITOR_ID if line.kind in ("collection", "return") else ""
    if _counterparty_is_debtor(line):
        _party(parties, "Dbtr", line.counterparty, version, other_account=line.other_account)
        if line.ultimate:
            _named(parties, "UltmtDbtr", line.ultimate, version)
        _party(parties, "Cdtr", own, version, creditor_id=own_identifier)
    else:
        _party(parties, "Dbtr", own, version)
        _party(parties, "Cdtr", line.counterparty, version, creditor_id=line.creditor_id)


def _counterparty_is_debtor(line: Line) -> bool:
    return line.amount_cents > 0 or line.kind == "return"


def _party(
    parties: ET.Element, role: str, party: Party, version: Version, *, creditor_id: str = "", other_account: str = ""
) -> None:
    named = _named(parties, role, party.statement_name, version)
    if creditor_id:
        other = _add(_add(_add(named, "Id"), "PrvtId"), "Othr")
        _text(other, "Id", creditor_id)
        _text(_add(other, "SchmeNm"), "Prtry", "SEPA")
    if party.iban:
        _text(_add(_add(parties, f"{role}Acct"), "Id"), "IBAN", party.iban)
    elif other_account:
        _text(_add(_add(_add(parties, f"{role}Acct"), "Id"), "Othr"), "Id", other_account)


def _named(parties: ET.Element, role: str, name: str, version: Version) -> ET.Element:
    named = _add(parties, role)
    if version.wraps_party:
        named = _add(named, "Pty")
    _text(named, "Nm", name)
    return named


def _remittance(details: ET.Element, line: Line) -> None:
    if line.structured:
        reference = _add(_add(_add(details, "RmtInf"), "Strd"), "CdtrRefInf")
        kind = _add(reference, "Tp")
        _text(_add(kind, "CdOrPrtry"), "Cd", "SCOR")
        _text(kind, "Issr", "ISO")
        _text(reference, "Ref", line.structured)
    elif line.text:
        _text(_add(details, "RmtInf"), "Ustrd", line.text)


def _bank_code(parent: ET.Element, line: Line) -> None:
    code = _add(parent, "BkTxCd")
    domain_code, family_code, sub_family = line.booking.iso.split("/")
    domain = _add(code, "Domn")
    _text(domain, "Cd", domain_code)
    family = _add(domain, "Fmly")
    _text(family, "Cd", family_code)
    _text(family, "SubFmlyCd", sub_family)
    proprietary = _add(code, "Prtry")
    _text(proprietary, "Cd", line.bank_code)
    _text(proprietary, "Issr", "DK")


def _bank_reference(line: Line, index: int) -> str:
    """The bank's own number of the booking: day, account, position. Unique in the file."""
    return f"{line.day.replace('-', '')}{OWN_ACCOUNTS[line.account].account}{index:04d}"


def _indicator(amount: int) -> str:
    return "DBIT" if amount < 0 else "CRDT"


def _amount(parent: ET.Element, amount: int) -> None:
    element = _add(parent, "Amt")
    element.set("Ccy", "EUR")
    element.text = f"{abs(amount) // 100}.{abs(amount) % 100:02d}"


def _add(parent: ET.Element, tag: str) -> ET.Element:
    return ET.SubElement(parent, tag)


def _text(parent: ET.Element, tag: str, text: str) -> None:
    """A child with text; none at all when there is nothing to say."""
    if text:
        _add(parent, tag).text = text
