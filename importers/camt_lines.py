"""From the texts of an entry and its details to transactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from importers import amounts, camt_amounts, gvc, identifiers
from importers import camt_values as values
from importers.camt_amounts import Money
from importers.camt_details import Split, common, raw_detail
from importers.camt_fields import Record
from importers.camt_remittance import Texts, documents_of, texts_of
from importers.identity import EntryIdentity
from importers.quick_records import quick
from importers.statement import Transaction

new_transaction = quick(Transaction)

#: ISO 20022 sub-families that give money back (formats.md 1.4.5).
_RETURNS = ("RRTN", "UPDD")
CODES = ("proprietary", "proprietary_issuer", "domain", "family", "subfamily")
#: The bank's own unique id of a booking in Germany (formats.md 1.3).
_UNIQUE_ID = "FI-UMSATZ-ID"


@dataclass(slots=True)
class LineBuilder:
    """Builds the transactions of one entry."""

    entry: Record
    account: str
    currency: str
    days: tuple[date, date | None]
    warnings: tuple[str, ...]
    identity: EntryIdentity
    line: int

    def whole(self, details: list[Record], money: Money) -> Transaction:
        """The entry as one line; of several details what they have in common, and all their texts."""
        detail = details[0] if len(details) == 1 else common(details)
        levels = (*details, self.entry) if len(details) < 2 else (self.entry,)
        found = _Found(self.identity.token, detail, levels, texts_of(details, self.entry))
        line = self._transaction(found, money)
        more = _collective(self.entry, len(details)) + self._other_amount(details, line)
        return replace(line, warnings=line.warnings + more) if more else line

    def parts(self, details: list[Record], found: Split) -> tuple[Transaction, ...]:
        """The details of a split entry, and its charges."""
        lines = [self._part(detail, part) for detail, part in zip(details, found.parts, strict=True)]
        return tuple(lines) if not found.charge else (*lines, self._charge(found.charge))

    def _part(self, detail: Record, part: Money) -> Transaction:
        token = self.identity.detail(raw_detail(detail, part, self.currency))
        return self._transaction(_Found(token, detail, (detail,), texts_of([detail], self.entry, of_part=True)), part)

    def _charge(self, minor: int) -> Transaction:
        """Charges are always money out; the details before them are what was paid."""
        token = self.identity.charge(minor, self.currency)
        texts = Texts("", values.one_line(self.entry.get("booking_text")), {})
        line = self._transaction(_Found(token, Record(), (), texts), Money(minor, money_in=False))
        note = "the bank's charges for this entry, as it states them"
        return replace(line, charges_minor=minor, warnings=(*line.warnings, note))

    def _other_amount(self, details: list[Record], line: Transaction) -> tuple[str, ...]:
        """One detail of another amount than the entry: the entry counts, and somebody should look."""
        stated = camt_amounts.of_detail(details[0], self.currency) if len(details) == 1 else None
        if not stated or line.charges_minor or stated == abs(line.amount_minor):
            return ()
        shown = amounts.exact_text(stated, self.currency)
        return (f"its only detail names {shown} {self.currency}; the amount of the entry was taken",)

    def _transaction(self, found: _Found, money: Money) -> Transaction:
        entry, detail, texts, tags = self.entry, found.detail, found.texts, found.texts.tags
        detail_said, present = detail.values.get, identifiers.present
        first, second = (entry, detail) if entry in found.levels else (detail, entry)  # a part has a code of its own
        codes = codes_of(_codes(first), _codes(second), self.account[:2])
        bank_code, code = codes.bank_code, codes.gvc
        returned = codes.returned or bool(detail.get("return_reason"))
        role = _counterparty_role(detail, money.money_in, self.account, returned=returned)
        account, bic, flaws = identifiers.counterparty(
            detail_said(role.account) or tags.get("counterparty_iban", ""),
            detail_said(role.bank) or tags.get("counterparty_bic", ""),
        )
        reference = texts.reference or tags.get("creditor_reference", "")
        kind = identifiers.reference_kind(reference, named=texts.reference_named, country=self.account[:2])

        reason = values.one_line(detail_said("return_reason", "")) or tags.get("return_reason", "")
        reason = reason or (gvc.return_reason(code, codes.supplement) if returned else "")

        def said(field: str) -> str:
            text = detail_said(field)
            return (present(text) if text else "") or (tags.get(field, "") if tags else "")

        return new_transaction(
            transaction_id=found.token,
            entry_id=self.identity.token,
            account=self.account,
            booking_date=self.days[0],
            value_date=self.days[1],
            amount_minor=money.signed,
            currency=self.currency,
            status=entry.get("status").upper(),
            counterparty_name=_name(detail_said(role.name)) or tags.get("counterparty_name", ""),
            counterparty_iban=account,
            counterparty_bic=bic,
            ultimate_name=_name(detail_said(role.ultimate)) or tags.get("ultimate_name", ""),
            remittance=texts.remittance,
            creditor_reference=reference,
            reference_kind=kind,
            end_to_end_id=said("end_to_end_id"),
            mandate_id=said("mandate_id"),
            return_reason=reason,
            batch_id=_batch(entry, detail) or tags.get("batch_id", ""),
            bank_reference=_bank_reference(detail, entry) or tags.get("bank_reference", ""),
            bank_code=bank_code,
            gvc=code,
            booking_text=texts.booking_text,
            creditor_id=identifiers.creditor_id(detail_said("creditor_id") or tags.get("creditor_id", "")),
            purpose=said("purpose"),
            charges_minor=camt_amounts.part_of(found.levels, money, self.currency),
            original=camt_amounts.original_of(found.levels, money, self.currency),
            documents=documents_of(detail, self.currency),
            line=self.line,
            warnings=self.warnings + flaws + identifiers.reference_flaws(reference),
        )


@dataclass(slots=True)
class _Found:
    """One line in the making."""

    token: str
    detail: Record
    levels: Sequence[Record]  #: what may state its charges and its original amount, the closest first
    texts: Texts


@dataclass(frozen=True, slots=True)
class Role:
    """The fields of one side of a payment."""

    name: str
    account: str
    bank: str
    ultimate: str


DEBTOR = Role("debtor_name", "debtor_account", "debtor_bank", "ultimate_debtor")
CREDITOR = Role("creditor_name", "creditor_account", "creditor_bank", "ultimate_creditor")


def _counterparty_role(detail: Record, money_in: bool, own: str, *, returned: bool) -> Role:
    """Of money in the debtor, of money out the creditor. A return names the roles of the original payment: then the
    side that is ourselves is not the counterparty, nor is a side of which nothing is said."""
    role, other = (DEBTOR, CREDITOR) if money_in else (CREDITOR, DEBTOR)
    ours, theirs = identifiers.account_id(detail.get(role.account)), identifiers.account_id(detail.get(other.account))
    if theirs == own and own:
        return role
    if ours and ours == own:
        return other if theirs or detail.get(other.name) else role
    silent = not ours and not detail.get(role.name)
    return other if returned and silent else role


def _name(text: str | None) -> str:
    return identifiers.present(values.one_line(text)) if text else ""


@dataclass(frozen=True, slots=True)
class Codes:
    """What a line's codes say."""

    bank_code: str  #: "PMNT/RCDT/ESCT", else the bank's own code
    gvc: str
    supplement: str  #: of the GVC
    returned: bool  #: money comes back


def _codes(record: Record) -> tuple[str, ...]:
    said = record.values.get
    return tuple([said(name, "") for name in CODES])


@lru_cache(maxsize=1024)  # an account knows few
def codes_of(first: tuple[str, ...], second: tuple[str, ...], country: str) -> Codes:
    """From the texts of `CODES`; what the first level does not say the second may."""
    bank_code, german = _level(first, country)
    if not (bank_code and german):
        other_bank_code, other_german = _level(second, country)
        bank_code, german = bank_code or other_bank_code, german or other_german
    code, supplement = german or ("", "")
    return Codes(bank_code, code, supplement, bank_code.endswith(_RETURNS) or gvc.is_return(code))


def _level(codes: tuple[str, ...], country: str) -> tuple[str, tuple[str, str] | None]:
    """Bank code; German code and its supplement."""
    proprietary, issuer, *domain = codes
    return "/".join(filter(None, domain)) or proprietary, values.german_code(proprietary, issuer, country)


def _batch(entry: Record, detail: Record) -> str:
    """The payment information id a company gave its own order, else the message it was in (pitfalls 23)."""
    ordered = entry.values.get
    return first_present((ordered("batch_payment"), ordered("batch_message"), detail.values.get("batch_payment")))


def _bank_reference(detail: Record, entry: Record) -> str:
    """Whatever tells this booking from the next one, the bank's own id first (formats.md 1.4.7)."""
    own = first_present((detail.values.get("bank_reference"), entry.values.get("bank_reference")))
    if own:
        return own
    unique = [one.get("reference") for one in detail.groups.get("references", ()) if one.get("type") == _UNIQUE_ID]
    return first_present((*unique[:1], detail.get("uetr"), detail.get("transaction_id")))


def first_present(texts: Iterable[str | None]) -> str:
    for text in texts:
        if text and identifiers.present(text):
            return text
    return ""


def _collective(entry: Record, details: int) -> tuple[str, ...]:
    if details > 1:
        return (f"collective booking; its {details} details do not add up to it and were not split",)
    size = entry.get("batch_size")
    if size and size.isdecimal() and int(size) > max(1, details):
        delivered = "one detail" if details else "no details"
        return (f"collective booking of {int(size)} payments, delivered with {delivered}",)
    return ()
