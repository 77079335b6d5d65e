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


def _bank(role: str) -> tuple[str, ...]:
    banks = (f"RltdAgts/{role}Agt/FinInstnId", f"RltdPties/{role}/Agt/FinInstnId")
    return tuple(f"{bank}/{path}" for bank in banks for path in ("BICFI", "BIC", "CmbndId/BIC"))


MESSAGE: Paths = {"created": ("GrpHdr/CreDtTm",)}

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
}

BALANCE: Paths = {
    "code": ("Tp/CdOrPrtry/Cd", "Tp/Cd"),
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
    "booking_text": ("AddtlNtryInf",),
    "batch_payment": ("NtryDtls/Btch/PmtInfId", "Btch/PmtInfId"),
    "batch_message": ("NtryDtls/Btch/MsgId", "Btch/MsgId"),
    "batch_size": ("NtryDtls/Btch/NbOfTxs", "Btch/NbOfTxs"),
}

DETAIL: Paths = {
    "amount": ("Amt",),
    "amount_currency": ("Amt/@Ccy",),
    "transaction_amount": ("AmtDtls/TxAmt/Amt",),
    "transaction_currency": ("AmtDtls/TxAmt/Amt/@Ccy",),
    "counter_amount": ("AmtDtls/CntrValAmt/Amt",),
    "counter_currency": ("AmtDtls/CntrValAmt/Amt/@Ccy",),
    "instructed_amount": ("AmtDtls/InstdAmt/Amt",),
    "instructed_currency": ("AmtDtls/InstdAmt/Amt/@Ccy",),
    "direction": ("CdtDbtInd",),
    "debtor_name": _party("Dbtr"),
    "debtor_account": _account("RltdPties/DbtrAcct"),
    "debtor_bank": _bank("Dbtr"),
    "ultimate_debtor": _party("UltmtDbtr"),
    "creditor_name": _party("Cdtr"),
    "creditor_account": _account("RltdPties/CdtrAcct"),
    "creditor_bank": _bank("Cdtr"),
    "ultimate_creditor": _party("UltmtCdtr"),
    "end_to_end_id": ("Refs/EndToEndId",),
    "mandate_id": ("Refs/MndtId",),
    "batch_payment": ("Refs/PmtInfId",),
    "bank_reference": ("Refs/AcctSvcrRef",),
    "domain": ("BkTxCd/Domn/Cd",),
    "family": ("BkTxCd/Domn/Fmly/Cd",),
    "subfamily": ("BkTxCd/Domn/Fmly/SubFmlyCd",),
    "proprietary": ("BkTxCd/Prtry/Cd",),
    "return_reason": ("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry", "RtrInf/RtrRsn/Cd"),
    "further_text": ("AddtlTxInf",),
}

#: Remittance information repeats; all of it is kept, unjoined and in document order, with the kind of each text.
REMITTANCE: Paths = {
    "text": ("RmtInf/Ustrd",),
    "reference": ("RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/CdtrRefInf/CdtrRef"),
    "document": ("RmtInf/Strd/RfrdDocInf/Nb", "RmtInf/Strd/RfrdDocInf/RfrdDocNb"),
    "further": ("RmtInf/Strd/AddtlRmtInf",),
}

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


def _group(root: Node, path: str, name: str, inner: Node) -> None:
    node = root.at(path)
    node.group, node.names = name, inner.names


def _compile_all() -> tuple[Names, Names, Names]:
    detail = _compile(REMITTANCE, _compile(DETAIL, Node()), repeated=True)
    entry = _compile(ENTRY, Node())
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
        elif node.names:
            gather(child, node.names, record)
    return record


def _rank(record: Record, node: Node, text: str) -> None:
    """Of one field the text of its first path; of one path the first text."""
    name = node.field_name
    if name not in record.values or node.rank < record.ranks.get(name, 0):
        record.values[name] = text
        record.ranks[name] = node.rank
