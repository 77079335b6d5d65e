"""Where camt keeps what: ONE table of field -> paths for every version (formats.md 1.3), and its compiled form.

Paths are local names; namespaces and prefixes do not matter. Of several paths the first that holds text wins: the party
may stand directly (versions to 06), under `Pty` or under `Agt` (from 07); the bank as BIC (02) or BICFI (from 03).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Paths = Mapping[str, tuple[str, ...]]


def _party(role: str) -> tuple[str, ...]:
    base = f"RltdPties/{role}"
    return (f"{base}/Nm", f"{base}/Pty/Nm", f"{base}/Agt/FinInstnId/Nm")


def _account(base: str) -> tuple[str, ...]:
    return tuple(f"{base}/Id/{path}" for path in ("IBAN", "Othr/Id", "BBAN", "UPIC", "PrtryAcct/Id"))


def _ids(role: str) -> tuple[str, ...]:
    """Ids of a party that may be a SEPA creditor identifier; the last two are those of version 01."""
    bases = (f"RltdPties/{role}/Id", f"RltdPties/{role}/Pty/Id")
    kinds = ("PrvtId/Othr/Id", "OrgId/Othr/Id", "PrvtId/OthrId/Id", "OrgId/PrtryId/Id")
    return tuple(f"{base}/{kind}" for base in bases for kind in kinds)


def _amounts() -> Paths:
    """What was ordered, moved and converted, each with the rate beside it."""
    found: dict[str, tuple[str, ...]] = {}
    elements = {"instructed": "InstdAmt", "transaction": "TxAmt", "counter": "CntrValAmt", "announced": "AnncdPstngAmt"}
    for name, element in elements.items():
        found[f"{name}_amount"] = (f"AmtDtls/{element}/Amt",)
        found[f"{name}_currency"] = (f"AmtDtls/{element}/Amt/@Ccy",)
        found[f"{name}_rate"] = (f"AmtDtls/{element}/CcyXchg/XchgRate",)
    return found


def _bank(role: str) -> tuple[str, ...]:
    banks = (f"RltdAgts/{role}Agt/FinInstnId", f"RltdPties/{role}/Agt/FinInstnId")
    return tuple(f"{bank}/{path}" for bank in banks for path in ("BICFI", "BIC", "CmbndId/BIC"))


MESSAGE: Paths = {"created": ("GrpHdr/CreDtTm",), "message_id": ("GrpHdr/MsgId",)}

STATEMENT: Paths = {
    "statement_id": ("Id",),
    "created": ("CreDtTm",),
    "page": ("StmtPgntn/PgNb", "RptPgntn/PgNb", "NtfctnPgntn/PgNb"),
    "from": ("FrToDt/FrDtTm", "FrToDt/FrDt"),
    "to": ("FrToDt/ToDtTm", "FrToDt/ToDt"),
    "copy": ("CpyDplctInd",),
    "account": _account("Acct"),
    "account_currency": ("Acct/Ccy",),
    "account_name": ("Acct/Ownr/Nm", "Acct/Ownr/Pty/Nm"),
    "stated_entries": ("TxsSummry/TtlNtries/NbOfNtries",),
    "stated_credit": ("TxsSummry/TtlCdtNtries/Sum",),
    "stated_debit": ("TxsSummry/TtlDbtNtries/Sum",),
}

BALANCE: Paths = {
    "code": ("Tp/CdOrPrtry/Cd", "Tp/Cd", "Tp/CdOrPrtry/Prtry"),
    "subtype": ("Tp/SubTp/Cd", "Tp/SubTp/Prtry"),
    "amount": ("Amt",),
    "currency": ("Amt/@Ccy",),
    "direction": ("CdtDbtInd",),
    "day": ("Dt/Dt", "Dt/DtTm"),
}

ENTRY: Paths = {
    "amount": ("Amt",),
    "currency": ("Amt/@Ccy",),
    "direction": ("CdtDbtInd",),
    "reversal": ("RvslInd",),
    "status": ("Sts", "Sts/Cd", "Sts/Prtry"),
    "booking_date": ("BookgDt/Dt", "BookgDt/DtTm"),
    "value_date": ("ValDt/Dt", "ValDt/DtTm"),
    "bank_reference": ("AcctSvcrRef",),
    "domain": ("BkTxCd/Domn/Cd",),
    "family": ("BkTxCd/Domn/Fmly/Cd",),
    "subfamily": ("BkTxCd/Domn/Fmly/SubFmlyCd",),
    "proprietary": ("BkTxCd/Prtry/Cd",),
    "proprietary_issuer": ("BkTxCd/Prtry/Issr",),
    "booking_text": ("AddtlNtryInf",),
    "entry_reference": ("NtryRef",),
    "details_in": ("AddtlInfInd/MsgId",),
    "batch_payment": ("NtryDtls/Btch/PmtInfId", "Btch/PmtInfId"),
    "batch_message": ("NtryDtls/Btch/MsgId", "Btch/MsgId"),
    "batch_size": ("NtryDtls/Btch/NbOfTxs", "Btch/NbOfTxs"),
    **_amounts(),
}

DETAIL: Paths = {
    "amount": ("Amt",),
    "amount_currency": ("Amt/@Ccy",),
    **_amounts(),
    "direction": ("CdtDbtInd",),
    "debtor_name": _party("Dbtr"),
    "debtor_account": _account("RltdPties/DbtrAcct"),
    "debtor_bank": _bank("Dbtr"),
    "ultimate_debtor": _party("UltmtDbtr"),
    "creditor_name": _party("Cdtr"),
    "creditor_account": _account("RltdPties/CdtrAcct"),
    "creditor_bank": _bank("Cdtr"),
    "creditor_id": _ids("Cdtr"),
    "ultimate_creditor": _party("UltmtCdtr"),
    "end_to_end_id": ("Refs/EndToEndId",),
    "mandate_id": ("Refs/MndtId",),
    "batch_payment": ("Refs/PmtInfId",),
    "bank_reference": ("Refs/AcctSvcrRef",),
    "uetr": ("Refs/UETR",),
    "transaction_id": ("Refs/AcctSvcrTxId", "Refs/TxId"),
    "domain": ("BkTxCd/Domn/Cd",),
    "family": ("BkTxCd/Domn/Fmly/Cd",),
    "subfamily": ("BkTxCd/Domn/Fmly/SubFmlyCd",),
    "proprietary": ("BkTxCd/Prtry/Cd",),
    "proprietary_issuer": ("BkTxCd/Prtry/Issr",),
    "return_reason": (
        *("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/RtrRsn/Cd", "RtrInf/RtrRsn/Prtry"),
        *("RtrInf/AddtlInf", "RtrInf/AddtlRtrRsnInf"),
    ),
    "purpose": ("Purp/Cd", "Purp/Prtry"),
    "further_text": ("AddtlTxInf",),
}

#: Remittance information repeats; all of it is kept, unjoined and in document order, with the kind of each text. These
#: texts are part of the identity (KR1): no path may be added or taken away.
REMITTANCE: Paths = {"text": ("RmtInf/Ustrd",)}
STRUCTURED_TEXTS: Paths = {"reference": ("CdtrRefInf/Ref", "CdtrRefInf/CdtrRef"), "further": ("AddtlRmtInf",)}
DOCUMENT_TEXTS: Paths = {"document": ("Nb", "RfrdDocNb")}

#: One `RmtInf/Strd`.
STRUCTURED: Paths = {
    "reference_type": (
        *("CdtrRefInf/Tp/CdOrPrtry/Cd", "CdtrRefInf/Tp/CdOrPrtry/Prtry"),
        *("CdtrRefInf/CdtrRefTp/Cd", "CdtrRefInf/CdtrRefTp/Prtry"),
    ),
    "reference_issuer": ("CdtrRefInf/Tp/Issr", "CdtrRefInf/CdtrRefTp/Issr"),
    "remitted": ("RfrdDocAmt/RmtdAmt",),
    "remitted_currency": ("RfrdDocAmt/RmtdAmt/@Ccy",),
    "credited": ("RfrdDocAmt/CdtNoteAmt",),
    "credited_currency": ("RfrdDocAmt/CdtNoteAmt/@Ccy",),
}

#: One `RfrdDocInf` of it.
DOCUMENT: Paths = {
    "kind": ("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "RfrdDocTp/Cd", "RfrdDocTp/Prtry"),
    "day": ("RltdDt", "RltdDt/Dt"),
}

#: One `RfrdDocAmt/RmtAmtAndTp` of it (from version 12).
TYPED_AMOUNT: Paths = {"type": ("Tp/Cd", "Tp/Prtry"), "amount": ("Amt",), "currency": ("Amt/@Ccy",)}

#: One `Chrgs`: itself one charge (versions to 02), or a total and records (from 03).
CHARGES: Paths = {"total": ("TtlChrgsAndTaxAmt",), "total_currency": ("TtlChrgsAndTaxAmt/@Ccy",)}
CHARGE: Paths = {
    "amount": ("Amt",),
    "currency": ("Amt/@Ccy",),
    "direction": ("CdtDbtInd",),
    "included": ("ChrgInclInd",),
}

#: One `Refs/Prtry`.
PROPRIETARY_REFERENCE: Paths = {"type": ("Tp",), "reference": ("Ref",)}

_DETAIL_PATHS = ("NtryDtls/TxDtls", "TxDtls")


class Element(Protocol):
    """As much of an XML element as is needed here; lxml has one owner, `importers.camt`."""

    @property
    def tag(self) -> object: ...
    @property
    def text(self) -> str | None: ...
    def get(self, key: str, /) -> str | None: ...
    def __getitem__(self, key: slice, /) -> Sequence[Element]: ...


class Record:
    """The texts found under one element: its own fields, its repeated texts, its repeated groups."""

    __slots__ = ("groups", "ranks", "texts", "values")

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.ranks: dict[str, int] = {}  #: of the values not found at their field's first path
        self.texts: list[tuple[str, str]] = []
        self.groups: dict[str, list[Record]] = {}

    def get(self, name: str) -> str:
        return self.values.get(name, "")


class Names(dict[object, "Node | None"]):
    """Tag -> what to do with it. Keys are local names; a full tag is looked up once and remembered."""

    def __missing__(self, tag: object) -> Node | None:
        node = dict.get(self, tag.rpartition("}")[2]) if isinstance(tag, str) else None
        if len(self) < 1000:  # a hostile file has as many tags as it likes
            self[tag] = node
        return node


@dataclass(slots=True)
class Node:
    field_name: str = ""  #: where its text goes, "" for an element without text of interest
    rank: int = 0  #: place of its path among the field's paths
    repeated: bool = False
    attributes: list[tuple[str, str]] = field(default_factory=list)  #: (attribute, field)
    group: str = ""  #: begins a record of its own
    shares_texts: bool = False  #: whose repeated texts also stand in the record around it, in document order
    names: Names = field(default_factory=Names)

    def child(self, name: str) -> Node:
        found = self.names.get(name)
        if found is None:
            found = self.names[name] = Node()
        return found

    def at(self, path: str) -> Node:
        node = self
        for name in path.split("/"):
            node = node.child(name)
        return node


def _compile(paths: Paths, root: Node, *, repeated: bool = False) -> Node:
    for name, alternatives in paths.items():
        for rank, path in enumerate(alternatives):
            steps, _, attribute = path.partition("/@")
            node = root.at(steps)
            if attribute:
                node.attributes.append((attribute, name))
            else:
                node.field_name, node.rank, node.repeated = name, rank, repeated
    return root


def _group(root: Node, path: str, name: str, inner: Node, *, shares_texts: bool = False) -> None:
    node = root.at(path)
    node.group, node.names, node.shares_texts = name, inner.names, shares_texts


def _structured() -> Node:
    document = _compile(DOCUMENT_TEXTS, _compile(DOCUMENT, Node()), repeated=True)
    structured = _compile(STRUCTURED_TEXTS, _compile(STRUCTURED, Node()), repeated=True)
    _group(structured, "RfrdDocInf", "documents", document, shares_texts=True)
    _group(structured, "RfrdDocAmt/RmtAmtAndTp", "amounts", _compile(TYPED_AMOUNT, Node()))
    return structured


def _charges() -> Node:
    charges = _compile(CHARGES, _compile(CHARGE, Node()))
    _group(charges, "Rcrd", "records", _compile(CHARGE, Node()))
    return charges


def _compile_all() -> tuple[Names, Names, Names]:
    detail = _compile(REMITTANCE, _compile(DETAIL, Node()), repeated=True)
    entry = _compile(ENTRY, Node())
    _group(detail, "RmtInf/Strd", "structured", _structured(), shares_texts=True)
    _group(detail, "Refs/Prtry", "references", _compile(PROPRIETARY_REFERENCE, Node()))
    for root in (detail, entry):
        _group(root, "Chrgs", "charges", _charges())
    for path in _DETAIL_PATHS:
        _group(entry, path, "details", detail)
    statement = _compile(STATEMENT, Node())
    _group(statement, "Bal", "balances", _compile(BALANCE, Node()))
    return _compile(MESSAGE, Node()).names, statement.names, entry.names


MESSAGE_NAMES, STATEMENT_NAMES, ENTRY_NAMES = _compile_all()


def gather(children: Element | Sequence[Element], names: Names, record: Record) -> Record:
    """Go through `children` once and keep what the table knows. Everything else is not even looked into.

    This is the hot loop of a large file; a slice of an lxml element is twice as fast to walk as the element.
    """
    values = record.values
    for child in children[:]:
        node = names[child.tag]
        if node is None:
            continue
        name = node.field_name
        if name:
            text = child.text
            if text and (stripped := text.strip()):
                if node.repeated:
                    record.texts.append((name, text))
                elif node.rank or name in values:
                    _rank(record, node, stripped)
                else:
                    values[name] = stripped
            for attribute, name in node.attributes:
                values.setdefault(name, child.get(attribute) or "")
        if node.group:
            inner = Record()
            record.groups.setdefault(node.group, []).append(inner)
            gather(child, node.names, inner)
            if node.shares_texts:
                record.texts += inner.texts
        elif node.names:
            gather(child, node.names, record)
    return record


def _rank(record: Record, node: Node, text: str) -> None:
    """Of one field the text of its first path; of one path the first text."""
    name = node.field_name
    if name not in record.values or node.rank < record.ranks.get(name, 0):
        record.values[name] = text
        record.ranks[name] = node.rank
