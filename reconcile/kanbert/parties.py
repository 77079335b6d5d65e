"""Who is behind a document, and which bank accounts are known to be theirs (api.md 6, 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reconcile.kanbert.documents import Key
from reconcile.kanbert.schemas import IncomingInvoiceObject, InvoiceObject, OutgoingInvoiceObject
from reconcile.kanbert.settlement import Settlement, Settlements
from reconcile.kanbert.texts import account_number, one_line
from reconcile.records import KnownAccount, Side


@dataclass(frozen=True, slots=True)
class Party:
    party_id: str  #: client or supplier id; `company:` + id where only the company is known; "" when nobody is
    names: tuple[str, ...]  #: to show first: company, then client
    iban: str  #: master data; Kanbert has none for suppliers


def party_of(invoice: InvoiceObject) -> Party:
    if isinstance(invoice, OutgoingInvoiceObject):
        return _customer(invoice)
    supplier = invoice.supplier if isinstance(invoice, IncomingInvoiceObject) else None
    return Party(supplier.id, _names(supplier.name), "") if supplier else Party("", (), "")


def _customer(invoice: OutgoingInvoiceObject) -> Party:
    company, client = invoice.company, invoice.client
    company_id = f"company:{company.id}" if company and company.id else ""
    return Party(
        client.id if client and client.id else company_id,
        _names(company.company_name if company else "", client.name if client else ""),
        account_number(company.iban) if company else "",
    )


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(one_line, names) if name))


def known_accounts(
    invoices: Mapping[Key, InvoiceObject], settlements: Settlements, own_ibans: Iterable[str]
) -> tuple[KnownAccount, ...]:
    """One per account, party and side: master data before the latest payment; our own accounts are nobody's."""
    own = frozenset(own_ibans)
    found: dict[tuple[Side, str, str], tuple[tuple[bool, str, str], KnownAccount]] = {}
    for key, invoice in invoices.items():
        party = party_of(invoice)
        for strength, account in _accounts_of(key, invoice, party, settlements):
            if not party.party_id or account.iban in own:
                continue
            place = (key.side, party.party_id, account.iban)
            found[place] = max(found.get(place, (strength, account)), (strength, account), key=_strength_and_name)
    return tuple(found[place][1] for place in sorted(found))


def _strength_and_name(one: tuple[tuple[bool, str, str], KnownAccount]) -> tuple[tuple[bool, str, str], str]:
    return one[0], one[1].party_name


def _accounts_of(
    key: Key, invoice: InvoiceObject, party: Party, settlements: Settlements
) -> Iterator[tuple[tuple[bool, str, str], KnownAccount]]:
    """Each with its strength: master data, then the later payment, then the higher number."""
    if party.iban:
        yield (True, "", ""), _account(key, party, party.iban, "master data")
    number = one_line(invoice.invoice_number) or key.item_id
    for one in settlements.by_document.get(key, ()):
        iban, day = account_number(one.payment.iban), _day_of(one)
        if iban:
            since = f"payment of {day}" if day else "a payment"
            yield (False, day, number), _account(key, party, iban, f"{since} for {number}")


def _account(key: Key, party: Party, iban: str, provenance: str) -> KnownAccount:
    name = party.names[0] if party.names else ""
    return KnownAccount(iban=iban, party_id=party.party_id, party_name=name, side=key.side, provenance=provenance)


def _day_of(one: Settlement) -> str:
    """As Kanbert shows it: a plain day (api.md 5.4)."""
    return one_line(one.payment.date_of_payment)[:10]
