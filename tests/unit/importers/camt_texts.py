"""Small camt files for tests, built from parts; the same content in the words of any version."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from importers import read
from importers.errors import StatementRefused
from importers.statement import Statement, Transaction

OWN = "DE02120300000000202051"
OTHER = "DE02500105170137075030"


def party(role: str, name: str, version: str = "08") -> str:
    inner = f"<Nm>{escape(name)}</Nm>" if name else ""
    return f"<{role}>{f'<Pty>{inner}</Pty>' if version >= '07' else inner}</{role}>"


def detail(
    *,
    name: str = "",
    account: str = "",
    bic: str = "",
    texts: Sequence[str] = (),
    reference: str = "",
    amount: str = "",
    currency: str = "EUR",
    money_in: bool = True,
    version: str = "08",
    more: str = "",
) -> str:
    role = "Dbtr" if money_in else "Cdtr"
    bic_tag = "BIC" if version == "02" else "BICFI"
    stated = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    stated = f"<AmtDtls><TxAmt>{stated}</TxAmt></AmtDtls>" if stated and version == "02" else stated
    ids = f"<{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>" if account else ""
    bank = f"<{role}Agt><FinInstnId><{bic_tag}>{bic}</{bic_tag}></FinInstnId></{role}Agt>" if bic else ""
    structured = f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>" if reference else ""
    lines = "".join(f"<Ustrd>{escape(text)}</Ustrd>" for text in texts)
    parties = f"<RltdPties>{party(role, name, version)}{ids}</RltdPties>"
    agents = f"<RltdAgts>{bank}</RltdAgts>"
    return f"<TxDtls>{stated}{parties}{agents}<RmtInf>{lines}{structured}</RmtInf>{more}</TxDtls>"


def entry(
    amount: str = "10.50",
    *details: str,
    money_in: bool = True,
    day: str = "2026-03-02",
    currency: str = "EUR",
    status: str = "BOOK",
    version: str = "08",
    more: str = "",
) -> str:
    stated = f"<Sts><Cd>{status}</Cd></Sts>" if version >= "07" else f"<Sts>{status}</Sts>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{"CRDT" if money_in else "DBIT"}</CdtDbtInd>{stated}'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><NtryDtls>{''.join(details)}</NtryDtls>{more}</Ntry>"
    )


def balance(code: str, amount: str, *, money_in: bool = True, currency: str = "EUR", day: str = "2026-03-31") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{'CRDT' if money_in else 'DBIT'}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def statement(*parts: str, statement_id: str = "S1", account: str = OWN, head: str = "") -> str:
    return (
        f"<Stmt><Id>{statement_id}</Id>{head}<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{''.join(parts)}</Stmt>"
    )


def document(*statements: str, version: str = "08") -> str:
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    body = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-04-01T06:00:00</CreDtTm></GrpHdr>" + "".join(statements)
    declaration = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{declaration}\n<Document xmlns="{namespace}"><BkToCstmrStmt>{body}</BkToCstmrStmt></Document>'


MESSAGES = {
    "052": ("BkToCstmrAcctRpt", "Rpt"),
    "053": ("BkToCstmrStmt", "Stmt"),
    "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}


def message(number: str, *parts: str, version: str = "08") -> str:
    """A statement with `parts` as another message: camt.052 an account report, camt.054 a notification."""
    name, body = MESSAGES[number]
    name += "V01" if version == "01" else ""
    text = document(statement(*parts), version=version).replace("camt.053", f"camt.{number}")
    for old, new in (("BkToCstmrStmt>", f"{name}>"), ("<Stmt>", f"<{body}>"), ("</Stmt>", f"</{body}>")):
        text = text.replace(old, new)
    return text


def read_text(folder: Path, text: str | bytes, name: str = "t.xml") -> list[Statement]:
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return list(read(path))


def lines_of(folder: Path, *entries: str, version: str = "08") -> tuple[Transaction, ...]:
    (one,) = read_text(folder, document(statement(*entries), version=version))
    return one.transactions


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(StatementRefused) as refused:
        read_text(folder, text)
    return str(refused.value)
