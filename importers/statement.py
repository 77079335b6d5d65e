"""The nouns an importer produces: a statement and its transactions, in the words of ISO 20022.

Money is a signed integer of minor units of its currency, seen from the account holder (+ in, − out; money.md 4).
Dates are calendar days as the bank wrote them, never shifted (money.md 12). Absent text is `""`, an absent date `None`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from importers.identity import RawLine


class Proof(StrEnum):
    """Opening balance + booked entries = closing balance?"""

    TIES_OUT = "ties_out"
    DIFFERS = "differs"
    UNTESTABLE = "untestable"  #: the file lacks one of the two balances


class Kind(StrEnum):
    """What a message is to the books. Only a statement is booked from; who asks for them gets the other two."""

    STATEMENT = "statement"  #: camt.053, MT940, CSV: the bank's book of record
    INTRADAY = "intraday"  #: camt.052, MT942: lines may still change; used only on request
    NOTIFICATION = "notification"  #: camt.054: details of bookings; enriches a statement, never booked itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The file a statement was read from."""

    path: str  #: as given by the caller
    sha256: str  #: of the bytes, hexadecimal
    format: str  #: "camt.053.001.08", "csv:sparkasse_camt"
    verified: bool = True  #: False: the layout is known only from other parsers; its lines are never sure
    archive: str = ""  #: path of the zip archive it is a member of, "" for a file of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    amount_minor: int
    currency: str
    day: date | None
    code: str  #: ISO 20022 balance type: OPBD, PRCD, CLBD, ITBD ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What was ordered, where that differs from what the account was moved by: another currency, or before charges."""

    amount_minor: int  #: unsigned, in minor units of `currency`
    currency: str
    rate: str = ""  #: exchange rate as the bank wrote it, "" when it states none


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferredDocument:
    """A document the payer names in structured form (ISO 20022 `RfrdDocInf`, `RfrdDocAmt`)."""

    number: str
    kind: str = ""  #: ISO 20022 document type: CINV, CREN ...
    day: date | None = None
    amount_minor: int | None = None  #: remitted amount, unsigned, in the transaction's currency; None: not stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One `TxDtls` where the bank itemises an entry and the sums agree, else the entry itself."""

    transaction_id: str  #: the token of this bank line: `KR1-` + 16 characters (money.md 14; `importers.identity`)
    entry_id: str  #: the token of the entry; equal to transaction_id unless this is one detail of a split entry
    account: str  #: own account: IBAN, else the bank's own id
    booking_date: date
    value_date: date | None
    amount_minor: int
    currency: str
    status: str = ""  #: BOOK, PDNG, INFO, FUTR or "" where the bank states none (then booked)
    counterparty_name: str = ""
    counterparty_iban: str = ""  #: as the bank wrote it, blanks removed; other account ids as they are
    counterparty_bic: str = ""
    ultimate_name: str = ""  #: ultimate debtor (money in) or ultimate creditor (money out)
    remittance: str = ""  #: unstructured remittance information, one line
    creditor_reference: str = ""  #: structured reference: RF, QRR, ISR, OGM ...
    reference_kind: str = ""  #: which of these, by the file or by check digits (`importers.identifiers.Reference`)
    end_to_end_id: str = ""
    mandate_id: str = ""
    return_reason: str = ""  #: ISO 20022 external return reason, AC01, MS03 ...
    batch_id: str = ""
    bank_reference: str = ""  #: TxDtls' AcctSvcrRef, else the entry's, else its UETR; only ever flags duplicates
    bank_code: str = ""  #: "PMNT/RCDT/ESCT", else the proprietary code ("NTRF+166")
    gvc: str = ""  #: German business transaction code, three digits ("166"), beside a bank_code of either kind
    booking_text: str = ""  #: the bank's own words for the kind of booking ("SEPA-GUTSCHRIFT")
    creditor_id: str = ""  #: SEPA creditor identifier (AT-02) of a direct debit
    purpose: str = ""  #: ISO 20022 external purpose code: SALA, CBFF ...
    charges_minor: int = 0  #: unsigned: charges the bank states and that are part of `amount_minor`
    original: Original | None = None
    documents: tuple[ReferredDocument, ...] = ()
    line: int = 0  #: 1-based line in the source file, 0 where the format has none
    warnings: tuple[str, ...] = ()

    @property
    def direction(self) -> str:
        """`in` or `out`, as Kanbert and the proposals file say it; a zero amount counts as in."""
        return "out" if self.amount_minor < 0 else "in"

    @property
    def is_booked(self) -> bool:
        """Pending, informational and future entries are read and shown, never matched (commit-protocol F37)."""
        return self.status in ("BOOK", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLink:
    """What ties an entry of a statement to the same entry in a notification (camt.054), which has its details."""

    entry_id: str
    bank_reference: str = ""  #: the account servicer's reference of the entry itself
    batch: str = ""  #: message id and payment information id of the collective order, where both are stated
    entry_reference: str = ""  #: `NtryRef`: in Switzerland the QR-IBAN the collected payments went to
    message: str = ""  #: of a statement's entry the message that has its details; of a notification its own id
    details: int = 0  #: delivered with the entry
    raw: tuple[RawLine, ...] = ()  #: of a notification: the bank's words of each detail, for its token


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    source: Source
    kind: Kind = Kind.STATEMENT
    statement_id: str
    account: str
    account_name: str = ""  #: account holder, else ""
    currency: str
    from_date: date | None
    to_date: date | None
    opening: Balance | None
    closing: Balance | None
    proof: Proof
    entries: int  #: as the bank books them; a split entry counts once
    transactions: tuple[Transaction, ...]
    warnings: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()  #: what the reader recognised the file by: "column names in line 5"
    links: tuple[EntryLink, ...] = ()  #: of entries whose details may stand in, or come from, another message
