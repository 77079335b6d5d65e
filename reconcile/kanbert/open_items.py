"""Kanbert's objects as open items: what is owed, by whom, and whether anything may be posted to it. Pure.

money.md 2-8 and 12; api.md 10. Every unknown handled here is named by its number. Where Kanbert contradicts itself an
item keeps its place with `open_minor=None` and the reason in `unsafe`; nothing is guessed and nothing disappears.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from importers.amounts import NOISE
from reconcile.collector import resting_collector
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.booked_payments import booked_payments
from reconcile.kanbert.directions import PAYMENT_TYPE, directions_of
from reconcile.kanbert.discounts import Discount, discount_of
from reconcile.kanbert.documents import Key, Listed, listed, one_listed
from reconcile.kanbert.exact_json import dumps
from reconcile.kanbert.home_currency import PARTIAL, UNKNOWN, currency_code, home_currency_of
from reconcile.kanbert.open_amounts import CANCELLED, amounts_of
from reconcile.kanbert.parties import known_accounts, party_of
from reconcile.kanbert.plausibility import suspicion_of_cents
from reconcile.kanbert.schemas import (
    IncomingInvoiceObject,
    InvoiceObject,
    OutgoingInvoiceObject,
    PaymentAccountObject,
    read_object,
)
from reconcile.kanbert.settlement import Settlements, settlements_of
from reconcile.kanbert.texts import calendar_day, one_line
from reconcile.records import Books, Document, OpenItem, PaymentAccount, Side

if TYPE_CHECKING:
    from reconcile.kanbert.snapshot import Snapshot

#: Statuses the documentation names (api.md 8); only a booked document is paid (money.md 3).
_STATUSES = {
    Side.OUTGOING: frozenset(("estimate", "open", "bookable", "booked")),
    Side.INCOMING: frozenset(("open", "ready_for_accounting", "booked")),
}
_DOCUMENTS = {"Invoice": Document.INVOICE, "Credit": Document.CREDIT}
_MASTER = "other invoices name it as their master: whether it is owed beside them is not documented"
_MOST_WARNINGS = 20


@resting_collector()
def derive_books(snapshot: Snapshot, *, home_currency: str, zone: ZoneInfo, lines: Sequence[int] = ()) -> Books:
    """Everything the matcher needs to know of Kanbert; the order of the objects in `snapshot` does not matter.

    `home_currency` is the configured one or "" (money.md 6). Settled and cancelled documents and drafts nobody was sent
    are left out of `items`, but what paid them still teaches whose account is whose. `lines`: amounts of the statement
    to be matched, in minor units, by which the unit of Kanbert's amounts is judged (U1).
    """
    settlements = settlements_of(snapshot.payments)
    outgoing, nameless_out = listed(OutgoingInvoiceObject, Side.OUTGOING, snapshot.outgoing)
    incoming, nameless_in = listed(IncomingInvoiceObject, Side.INCOMING, snapshot.incoming)
    home, doubt = home_currency_of(home_currency, [one.invoice for one in outgoing])
    if not home_currency and Side.OUTGOING in snapshot.partial:
        home, doubt = "", PARTIAL
    items = [_outgoing(one, settlements, zone) for one in outgoing if not _is_unissued(one.invoice)]
    items += [_incoming(one, settlements, zone, home, doubt) for one in incoming]
    accounts, nameless = _payment_accounts(snapshot.payment_accounts)
    invoices: dict[Key, InvoiceObject] = {one.key: one.invoice for one in outgoing}
    invoices |= {one.key: one.invoice for one in incoming}
    cents = suspicion_of_cents(invoices.values(), [one.gross_minor for one in items if one.gross_minor], lines)
    contradictions = {side: one.contradiction for side, one in directions_of(snapshot.payments).items()}
    masters = {one.invoice.master_invoice_id for one in outgoing if not one.invoice.is_credit}
    still_open = [
        _doubted(one, cents if lines else "", contradictions[one.side], masters) for one in items if one.open_minor != 0
    ]
    return Books(
        items=tuple(sorted(still_open, key=_order)),
        payment_accounts=accounts,
        known_accounts=known_accounts(invoices, settlements, [one.iban for one in accounts]),
        home_currency=home,
        space=snapshot.space,
        digest=digest_of(snapshot),
        payments=booked_payments(items, settlements, zone),
        settled=tuple(sorted((one for one in items if one.open_minor == 0), key=_order)),
        warnings=_shortened(
            [
                *snapshot.notes,
                *filter(None, (cents, *contradictions.values())),
                *([doubt] if doubt and incoming else []),
                *sorted(nameless_out + nameless_in + nameless),
                *settlements.warnings(),
            ]
        ),
    )


def _doubted(item: OpenItem, cents: str, contradiction: str, masters: Set[str]) -> OpenItem:
    """What all documents together say of each: the unit of amounts (U1), the direction of money (U3), its parts."""
    master = _MASTER if item.side is Side.OUTGOING and item.item_id in masters else ""
    if not cents and not contradiction and not master:
        return item
    reasons = (*item.unsafe, *filter(None, (cents, contradiction, master)))
    return replace(item, open_minor=None if cents else item.open_minor, unsafe=reasons)


def outgoing_item(invoice: ApiObject, payments: Iterable[ApiObject], *, zone: ZoneInfo) -> OpenItem:
    """One customer invoice as it stands now, settled or not; `payments` are all live payments on it."""
    return _outgoing(one_listed(OutgoingInvoiceObject, Side.OUTGOING, [invoice]), settlements_of(payments), zone)


def incoming_item(invoice: ApiObject, payments: Iterable[ApiObject], *, home_currency: str, zone: ZoneInfo) -> OpenItem:
    """One supplier document as it stands now; `home_currency` as in `Books.home_currency`."""
    document = one_listed(IncomingInvoiceObject, Side.INCOMING, [invoice])
    home, doubt = currency_code(home_currency), "" if currency_code(home_currency) else UNKNOWN
    return _incoming(document, settlements_of(payments), zone, home, doubt)


def digest_of(snapshot: Snapshot) -> str:
    """SHA-256 over all objects, whatever order Kanbert listed them in (U21)."""
    digest = hashlib.sha256()
    for kind in (snapshot.payment_accounts, snapshot.outgoing, snapshot.incoming, snapshot.payments):
        digest.update(b"".join(sorted(hashlib.sha256(dumps(one).encode()).digest() for one in kind)))
        digest.update(str(len(kind)).encode())
    return digest.hexdigest()


def _is_unissued(invoice: OutgoingInvoiceObject) -> bool:
    """An estimate, or a draft that has no number yet: nobody was asked to pay it, so it is no rival of an invoice."""
    return invoice.status == "estimate" or (invoice.status in ("open", "bookable") and not invoice.invoice_number)


# -------------------------------------------------------------------------------------------------------- the two sides


def _outgoing(document: Listed[OutgoingInvoiceObject], settlements: Settlements, zone: ZoneInfo) -> OpenItem:
    invoice = document.invoice
    currency = currency_code(invoice.currency)
    doubts = [] if currency else ["it has no currency"]
    unclear = ["Kanbert does not say whether it is a credit note"] if invoice.is_credit is None else []
    last_day = _day(invoice.payment_discount_due_date, "the discount date", zone, doubts)
    return _item(
        document,
        settlements,
        zone,
        kind=Document.CREDIT if invoice.is_credit else Document.INVOICE,
        currency=currency,
        due=invoice.payment_due_date,
        unclear=unclear,
        doubts=doubts,
        discount_day=last_day,
        references=(invoice.reference, invoice.po_number, invoice.external_id),
    )


def _incoming(
    document: Listed[IncomingInvoiceObject], settlements: Settlements, zone: ZoneInfo, home: str, doubt: str
) -> OpenItem:
    invoice = document.invoice
    known = invoice.type in _DOCUMENTS
    odd = f"Kanbert calls it {one_line(invoice.type) or 'nothing'}: neither Invoice nor Credit"
    return _item(
        document,
        settlements,
        zone,
        kind=_DOCUMENTS.get(invoice.type, Document.INVOICE),
        currency=home,
        due=invoice.due_date,
        unclear=[*([] if known else [odd]), *_other_sums(invoice, settlements.values(document.key))],
        doubts=[doubt] if doubt else [],
        discount_day=None,
        references=(invoice.external_id,),
    )


def _item(
    document: Listed[OutgoingInvoiceObject] | Listed[IncomingInvoiceObject],
    settlements: Settlements,
    zone: ZoneInfo,
    *,
    kind: Document,
    currency: str,
    due: str,
    unclear: list[str],
    doubts: list[str],
    discount_day: date | None,
    references: Sequence[str],
) -> OpenItem:
    """`unclear` makes the open amount unknown too, as does whatever could not be read; `doubts` only bar a posting."""
    invoice, key = document.invoice, document.key
    due_date = _day(due, "the due date", zone, doubts)
    invoice_date = _day(invoice.date_of_invoice, "the invoice date", zone, doubts)
    amounts = amounts_of(
        side=key.side,
        is_credit=kind is Document.CREDIT,
        payment_status=invoice.payment_status,
        gross=invoice.sum_gross,
        settled=settlements.values(key),
        currency=currency,
        doubts=(*document.doubts, *unclear, *settlements.doubts_of(key), *sorted(_given_back(settlements, key, kind))),
    )
    party, discount = party_of(invoice), _discount(invoice, kind, amounts.gross_minor, currency, discount_day)
    return OpenItem(
        item_id=invoice.id,
        side=key.side,
        document=kind,
        number=one_line(invoice.invoice_number),
        title=one_line(invoice.title),
        party_id=party.party_id,
        party_names=party.names,
        currency=currency,
        gross_minor=amounts.gross_minor,
        settled_minor=amounts.settled_minor,
        open_minor=amounts.open_minor,
        invoice_date=invoice_date,
        due_date=due_date,
        discount_minor=discount.minor,
        discount_date=discount.last_day,
        terms_minor=discount.terms_minor,
        discount_certain=discount.certain,
        references=tuple(dict.fromkeys(text for text in map(one_line, references) if text)),
        state=one_line(f"{invoice.status} / {invoice.payment_status}"),
        unsafe=tuple(dict.fromkeys([*amounts.doubts, *doubts, *_barred(key.side, invoice)])),
        updated_at=invoice.updated_at,
    )


# ---------------------------------------------------------------------------------------------------------- the rules


def _barred(side: Side, invoice: InvoiceObject) -> list[str]:
    """Why money.md 3 forbids a posting, though the amounts may be known; Kanbert may accept it (U6)."""
    reasons = []
    if invoice.status not in _STATUSES[side]:
        reasons.append(f"its status {one_line(invoice.status) or '(none)'} is a word this program does not know")
    elif invoice.status != "booked":
        reasons.append(f"it is not booked in Kanbert but {invoice.status}")
    if invoice.deleted_at:
        reasons.append("it is archived in Kanbert")
    if invoice.payment_status in (CANCELLED, "paid"):
        reasons.append(f"it is {invoice.payment_status} in Kanbert")
    return reasons


def _given_back(settlements: Settlements, key: Key, kind: Document) -> Iterator[str]:
    """A payment in the other direction, or in none we know, may settle or give back; a credit note is never posted to
    (U4, U24)."""
    for one in settlements.by_document.get(key, ()) if kind is Document.INVOICE else ():
        if one.payment.type != PAYMENT_TYPE[key.side]:
            kind_shown = one_line(one.payment.type)[:20] or "nothing"
            yield f"payment {one.payment.id} is of type {kind_shown}: whether it settles or gives back is unknown (U4)"
        elif one.value < 0:
            yield f"payment {one.payment.id} books a negative value on it: what that means is unknown (U4)"


def _other_sums(invoice: IncomingInvoiceObject, settled: Sequence[Decimal]) -> Iterator[str]:
    """An incoming document may list its payments itself: a cross-check only, and only where it shows values (U25)."""
    lines = invoice.payments or ()
    shown = [one.value for one in lines if one.value is not None]
    itself, elsewhere = sum(shown, Decimal()), sum(settled, Decimal())
    if shown and len(shown) == len(lines) and abs(abs(itself) - abs(elsewhere)) > NOISE:
        yield f"it shows payments of {itself}, but the payments on it add up to {elsewhere} (U25)"


def _discount(invoice: InvoiceObject, kind: Document, gross: int, currency: str, last_day: date | None) -> Discount:
    if kind is Document.CREDIT or not isinstance(invoice, OutgoingInvoiceObject):
        return Discount()
    return discount_of(invoice, gross_minor=gross, currency=currency, last_day=last_day)


def _day(text: str, name: str, zone: ZoneInfo, doubts: list[str]) -> date | None:
    try:
        return calendar_day(text, zone)
    except ValueError:
        doubts.append(f"{name} cannot be read")
        return None


def _order(item: OpenItem) -> tuple[str, str, str]:
    return item.side, item.number, item.item_id


# ----------------------------------------------------------------------------------------------- accounts and warnings


def payment_accounts_of(contents: Iterable[ApiObject]) -> tuple[PaymentAccount, ...]:
    """Our own accounts in Kanbert, sorted by id."""
    return _payment_accounts(contents)[0]


def _payment_accounts(contents: Iterable[ApiObject]) -> tuple[tuple[PaymentAccount, ...], list[str]]:
    found: dict[str, PaymentAccount] = {}
    warnings = []
    for content in sorted(contents, key=dumps):
        account, unreadable = read_object(PaymentAccountObject, content)
        if account.id:
            found[account.id] = _payment_account(account, clear=not unreadable and account.id not in found)
        else:
            warnings.append(f"a payment account without an id is left out: {one_line(account.title)[:80]}")
    return tuple(found[one] for one in sorted(found)), warnings


def _payment_account(account: PaymentAccountObject, *, clear: bool) -> PaymentAccount:
    """Not clear: fields that cannot be read, or two versions: its lines stay unmapped, never sure (money.md 3)."""
    return PaymentAccount(
        account_id=account.id,
        title=one_line(account.title),
        iban="".join(account.identifier.split()).upper(),
        is_bank_account=clear and account.type == "account",
        archived=bool(account.deleted_at),
    )


def _shortened(warnings: Sequence[str]) -> tuple[str, ...]:
    more = len(warnings) - _MOST_WARNINGS
    return tuple(warnings) if more <= 0 else (*warnings[:_MOST_WARNINGS], f"and {more} more warnings of this kind")
