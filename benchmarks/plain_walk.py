"""The rival within the house: what one writes by hand with lxml to get the same fields fast, and nothing else.

`lxml.etree.iterparse(tag=Ntry)`, dict dispatch on full tags, a tuple of texts per transaction, entries dropped at once.
No checks, no proof, no identity; amounts and dates stay text; one namespace, one version, one order of elements.

It is tuned to win. A walk of the children, level by level, made 31 MB/s where this one makes 36: one flat pass over all
descendants, in which an element without text of its own only changes which dict the following tags are looked up in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

_NAMESPACE = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
_DETAIL = _NAMESPACE + "TxDtls"
_WIDTH, _ENTRY_WIDTH = 40, 15
_TEXT = 39  #: slot of the remittance texts, the only field that repeats
_AMOUNTS = (0, 15, 37)  #: slots of amounts; the currency's slot follows


def _slots(**slots: int) -> dict[str, int]:
    return {_NAMESPACE + name: slot for name, slot in slots.items()}


_ENTRY = _slots(Amt=0, CdtDbtInd=2, RvslInd=3, AcctSvcrRef=7, AddtlNtryInf=12)
_TXDTLS = _slots(Amt=15, CdtDbtInd=17, AddtlTxInf=22)

#: Inside which element which tag goes into which slot, also until the next of these elements begins.
_INSIDE = {
    _NAMESPACE + name: slots
    for name, slots in {
        "Sts": _ENTRY | _slots(Cd=4),
        "BookgDt": _slots(Dt=5, DtTm=5),
        "ValDt": _ENTRY | _slots(Dt=6, DtTm=6),
        "Domn": _slots(Cd=8),
        "Fmly": _slots(Cd=9, SubFmlyCd=10),
        "Prtry": _ENTRY | _slots(Cd=11),
        "NtryDtls": _ENTRY,
        "Btch": _slots(PmtInfId=13, NbOfTxs=14),
        "TxDtls": _TXDTLS,
        "Refs": _TXDTLS | _slots(EndToEndId=18, MndtId=19, PmtInfId=20, AcctSvcrRef=21),
        "TxAmt": {},
        "InstdAmt": _slots(Amt=37),
        "Dbtr": _slots(Nm=23, Id=24),
        "DbtrAcct": _slots(IBAN=25, Id=25),
        "UltmtDbtr": _slots(Nm=26),
        "Cdtr": _slots(Nm=27, Id=28),
        "CdtrAcct": _slots(IBAN=29, Id=29),
        "UltmtCdtr": _slots(Nm=30),
        "DbtrAgt": _slots(BICFI=31),
        "CdtrAgt": _slots(BICFI=32),
        "Purp": _slots(Cd=33),
        "RmtInf": _slots(Ustrd=_TEXT, Ref=34, Nb=35),
        "RtrInf": _TXDTLS | _slots(Cd=36),
    }.items()
}


def rows(path: Path) -> Iterator[tuple[str | None, ...]]:
    """One tuple per transaction: the slots of its entry, then those of its detail."""
    for number, (_, entry) in enumerate(etree.iterparse(path, tag=_NAMESPACE + "Ntry"), 1):
        yield from _rows(entry)
        entry.clear()
        parent = entry.getparent()
        if number % 64 == 0 and parent is not None:
            del parent[: parent.index(entry)]


def _rows(entry: Any) -> Iterator[tuple[str | None, ...]]:
    """The booking text comes after the details and is of interest to all, so rows leave at the end."""
    row: list[str | None] = [None] * _WIDTH
    found, slots, inside = [row], _ENTRY, _INSIDE.get
    begun = False
    for element in entry.iter():
        tag = element.tag
        inner = inside(tag)
        if inner is not None:
            slots = inner
            if tag == _DETAIL:
                if begun:
                    row = row[:_ENTRY_WIDTH] + [None] * (_WIDTH - _ENTRY_WIDTH)
                    found.append(row)
                begun = True
            continue
        slot = slots.get(tag)
        if slot is None:
            if tag == _BOOKING_TEXT:
                for row in found:
                    row[12] = element.text
        elif slot == _TEXT:
            row[_TEXT] = element.text if row[_TEXT] is None else f"{row[_TEXT]} {element.text}"
        else:
            row[slot] = element.text
            if slot in _AMOUNTS:
                row[slot + 1] = element.get("Ccy")
    return map(tuple, found)


_BOOKING_TEXT = _NAMESPACE + "AddtlNtryInf"
