"""From the texts of an entry and its details to transactions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from importers import camt_values as values
from importers import identifiers
from importers.camt_details import Money, common, raw_detail
from importers.camt_fields import Record
from importers.identity import EntryIdentity
from importers.statement import Transaction

#: Flags of the Swiss slip reader, not text for people (formats.md 1.3).
_SLIP_FLAGS = ("?REJECT?", "?ERROR?")


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
        """The entry as one line; of several details only what they have in common."""
        detail = details[0] if len(details) == 1 else common(details)
        warnings = self.warnings + _collective(self.entry, len(details))
        remittance = _remittance(detail)
        booking_text = values.one_line(self.entry.get("booking_text"))
        texts = (remittance, booking_text) if remittance else (booking_text, "")
        return self._transaction(self.identity.token, detail, money, texts, warnings)

    def part(self, detail: Record, part: Money) -> Transaction:
        """One detail of a split entry."""
        token = self.identity.detail(raw_detail(detail, part, self.currency))
        texts = (_remittance(detail), values.one_line(self.entry.get("booking_text")))
        return self._transaction(token, detail, part, texts, self.warnings)

    def _transaction(
        self, token: str, detail: Record, money: Money, texts: tuple[str, str], warnings: tuple[str, ...]
    ) -> Transaction:
        entry, role = self.entry, _counterparty_role(detail, money.money_in, self.account)
        account, bic, flaws = identifiers.counterparty(detail.get(role.account), detail.get(role.bank))
        reference = _reference(detail)
        return Transaction(
            transaction_id=token,
            entry_id=self.identity.token,
            account=self.account,
            booking_date=self.days[0],
            value_date=self.days[1],
            amount_minor=money.signed,
            currency=self.currency,
            status=entry.get("status").upper(),
            counterparty_name=values.one_line(detail.get(role.name)),
            counterparty_iban=account,
            counterparty_bic=bic,
            ultimate_name=values.one_line(detail.get(role.ultimate)),
            remittance=texts[0],
            creditor_reference=reference,
            end_to_end_id=identifiers.present(detail.get("end_to_end_id")),
            mandate_id=identifiers.present(detail.get("mandate_id")),
            return_reason=detail.get("return_reason"),
            batch_id=entry.get("batch_payment") or entry.get("batch_message") or detail.get("batch_payment"),
            bank_reference=detail.get("bank_reference") or entry.get("bank_reference"),
            bank_code=_bank_code(entry) or _bank_code(detail),
            booking_text=texts[1],
            line=self.line,
            warnings=warnings + flaws + identifiers.reference_flaws(reference),
        )


@dataclass(frozen=True, slots=True)
class _Role:
    """The fields of one side of a payment."""

    name: str
    account: str
    bank: str
    ultimate: str


_DEBTOR = _Role("debtor_name", "debtor_account", "debtor_bank", "ultimate_debtor")
_CREDITOR = _Role("creditor_name", "creditor_account", "creditor_bank", "ultimate_creditor")


def _counterparty_role(detail: Record, money_in: bool, own: str) -> _Role:
    """Of money in the debtor, of money out the creditor; a return names the roles of the original payment, and then
    the side that is ourselves is not the counterparty."""
    role, other = (_DEBTOR, _CREDITOR) if money_in else (_CREDITOR, _DEBTOR)
    theirs = detail.get(other.account)
    if theirs and own and identifiers.account_id(detail.get(role.account)) == own != identifiers.account_id(theirs):
        return other
    return role


def _remittance(detail: Record) -> str:
    """The unstructured text; then document numbers and further texts that it does not hold; else the further text."""
    texts = detail.texts
    if len(texts) == 1 and texts[0][0] == "text":
        return values.one_line(texts[0][1])
    text = values.joined([text for kind, text in texts if kind == "text"])
    for kind, one in texts:
        more = values.one_line(one) if kind in ("document", "further") else ""
        if more and more not in text and not more.startswith(_SLIP_FLAGS):
            text = f"{text} {more}".strip()
    return text or values.one_line(detail.get("further_text"))


def _reference(detail: Record) -> str:
    for kind, text in detail.texts:
        if kind == "reference":
            return identifiers.present(values.one_line(text))
    return ""


def _bank_code(record: Record) -> str:
    """ "PMNT/RCDT/ESCT", else the bank's own code."""
    domain = [code for code in (record.get("domain"), record.get("family"), record.get("subfamily")) if code]
    return "/".join(domain) or record.get("proprietary")


def _collective(entry: Record, details: int) -> tuple[str, ...]:
    size = entry.get("batch_size")
    if details > 1:
        return (f"collective booking; its {details} details do not add up to it and were not split",)
    if size.isdecimal() and int(size) > max(1, details):
        return (f"collective booking of {int(size)} payments, delivered with {details or 'no'} details",)
    return ()
