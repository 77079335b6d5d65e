"""A world as files, so that the command line runs on it: camt.053 statements, a Kanbert snapshot, truth.csv, config."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from importers.amounts import exponent
from importers.statement import Transaction
from reconcile.kanbert.answers import ApiObject
from reconcile.kanbert.snapshot import Snapshot, write_snapshot
from worlds.build import World, earlier_number, earlier_payment_day
from worlds.calendar import day_of
from worlds.cast import OwnAccount, Party
from worlds.ledger import Doc
from worlds.truth import write_truth

_NOON = "T12:00:00Z"
_WRITTEN = "2025-01-02T09:15:00Z"
_CONFIG = '[company]\ncurrency = "EUR"\ntimezone = "Europe/Berlin"\n'


def export(world: World, folder: Path) -> None:
    """`folder`/statements/*.xml, `folder`/kanbert/, `folder`/truth.csv, `folder`/config.toml."""
    statements = folder / "statements"
    statements.mkdir(parents=True, exist_ok=True)
    for name, text in statements_of(world):
        (statements / name).write_bytes(text.encode())
    write_snapshot(snapshot_of(world), folder / "kanbert")
    write_truth(world.truths, folder / "truth.csv")
    (folder / "config.toml").write_text(_CONFIG, encoding="utf-8")


# ----------------------------------------------------------------------------------------------------------- Kanbert


def snapshot_of(world: World) -> Snapshot:
    """What Kanbert would hold: the open documents, and the earlier ones whose payments taught accounts."""
    parties = [party for house in world.houses for party in (*house.customers, *house.suppliers)]
    accounts = [_account(one) for house in world.houses for one in house.accounts]
    earlier = [_earlier(party, world.family) for party in parties if party.known == "history"]
    docs = [(doc.party.sign, _object(doc, world.family)) for doc in world.docs]
    docs += [(doc.party.sign, _object(doc, world.family)) for doc in earlier]
    payments = [_payment(doc, accounts[0], world.family, doc.party.payer_iban) for doc in earlier]
    payments += [_payment(doc, accounts[0], world.family, "") for doc in world.docs if doc.settled]
    return Snapshot(
        payment_accounts=tuple(accounts),
        outgoing=tuple(one for sign, one in docs if sign > 0),
        incoming=tuple(one for sign, one in docs if sign < 0),
        payments=tuple(payments),
        space=None,
    )


def _account(own: OwnAccount) -> ApiObject:
    return {
        "id": own.account_id,
        "is_default": False,
        "title": own.title,
        "organization": None,
        "identifier": own.iban,
        "type": "account",
        "owner": None,
        "updated_at": None,
        "created_at": _WRITTEN,
        "deleted_at": None,
    }


def _earlier(party: Party, family: str) -> Doc:
    """The settled document whose payment shows the party's account."""
    day = earlier_payment_day(family, party).toordinal() - day_of(family, 0).toordinal() - party.due_days
    doc = Doc(f"e{party.party_id}", party, day, 11900, 10000, "", settled=11900)
    doc.currency, doc.number = party.house.currency, earlier_number(party)
    return doc


def _money(minor: int) -> Decimal:
    return Decimal(minor).scaleb(-2)


def _object(doc: Doc, family: str) -> ApiObject:
    written = day_of(family, doc.day).isoformat()
    shared: ApiObject = {
        "id": doc.item_id,
        "external_id": None,
        "invoice_number": doc.number,
        "title": doc.title,
        "sum_net": _money(doc.net),
        "sum_tax": _money(doc.gross - doc.net),
        "sum_gross": _money(doc.gross),
        "date_of_invoice": written + _NOON,
        "created_at": f"{written}T09:15:00Z",
        "updated_at": f"{written}T09:15:00Z",
    }
    return shared | (_outgoing(doc, family) if doc.party.sign > 0 else _incoming(doc, family))


def _payment_status(doc: Doc, partly: str) -> str:
    return "open" if not doc.settled else "paid" if doc.settled == doc.gross else partly


def _outgoing(doc: Doc, family: str) -> ApiObject:
    party = doc.party
    terms = doc.percent and not doc.credit
    return {
        "status": "booked" if doc.booked else "bookable",
        "payment_status": _payment_status(doc, "partly_paid"),
        "is_credit": doc.credit,
        "currency": doc.currency,
        "payment_due_date": day_of(family, doc.day + party.due_days).isoformat() + _NOON,
        "po_number": doc.order or None,
        "reference": doc.reference or None,
        "company": {
            "id": f"c{party.party_id}",
            "company_name": party.shown[0],
            "iban": party.iban if party.known == "master data" else None,
            "bic": None,
        },
        "client": {"id": party.party_id, "name": party.shown[-1], "shortcode": party.number},
        "payment_discount": Decimal(doc.percent) if terms else None,
        "payment_discount_due_date": day_of(family, doc.discount_day).isoformat() + _NOON if terms else None,
        "discounts": [] if doc.certain else None,
        "deleted_at": None,
    }


def _incoming(doc: Doc, family: str) -> ApiObject:
    return {
        "type": "Credit" if doc.credit else "Invoice",
        "status": "booked" if doc.booked else "open",
        "payment_status": _payment_status(doc, "partial"),
        "due_date": day_of(family, doc.day + doc.party.due_days).isoformat() + _NOON,
        "supplier": {"id": doc.party.party_id, "name": doc.party.shown[0]},
        "payment_account": None,
    }


def _payment(doc: Doc, account: ApiObject, family: str, iban: str) -> ApiObject:
    outgoing = doc.party.sign > 0
    day = earlier_payment_day(family, doc.party) if iban else day_of(family, doc.day + 1)
    return {
        "id": f"p{doc.item_id}",
        "type": "in" if outgoing else "out",
        "date_of_payment": day.isoformat(),
        "reference": doc.number,
        "iban": iban or None,
        "bic": None,
        "value": _money(doc.settled),
        "payment_account": account,
        "bookings": [
            {
                "id": f"b{doc.item_id}",
                "payment_type": "payment",
                "reference": doc.number,
                "value": _money(doc.settled),
                "outgoing_invoice_id": doc.item_id if outgoing else None,
                "incoming_invoice_id": None if outgoing else doc.item_id,
                "updated_at": None,
                "created_at": _WRITTEN,
                "deleted_at": None,
            }
        ],
        "updated_at": None,
        "created_at": _WRITTEN,
        "deleted_at": None,
    }


# ------------------------------------------------------------------------------------------------------------- camt.053


def statements_of(world: World) -> Iterator[tuple[str, str]]:
    """(file name, camt.053.001.08), one an account and month; balances tie out and follow on each other."""
    groups: dict[tuple[str, int, int], list[Transaction]] = defaultdict(list)
    for line in world.lines:
        day = line.transaction.booking_date
        groups[line.transaction.account, day.year, day.month].append(line.transaction)
    balances: dict[str, int] = defaultdict(int)
    for (account, year, month), lines in sorted(groups.items()):
        opening = balances[account]
        balances[account] += sum(line.amount_minor for line in lines)
        yield f"{account[-6:]}_{year}-{month:02d}.xml", _message(lines, opening, balances[account])


def _message(lines: Sequence[Transaction], opening: int, closing: int) -> str:
    account, currency, day = lines[0].account, lines[0].currency, lines[0].booking_date
    name = f"{account[-6:]}-{day.year}-{day.month:02d}"
    first, last = day.isoformat(), lines[-1].booking_date.isoformat()
    made = f"<CreDtTm>{last}T20:00:00Z</CreDtTm>"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">',
        f"<BkToCstmrStmt><GrpHdr><MsgId>{name}</MsgId>{made}</GrpHdr>\n<Stmt><Id>{day.month}/{day.year}</Id>{made}",
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>{currency}</Ccy></Acct>\n",
        _balance("OPBD", opening, currency, first),
        _balance("CLBD", closing, currency, last),
        *map(_entry, lines),
        "</Stmt></BkToCstmrStmt></Document>\n",
    ]
    return "".join(parts)


def _amount(minor: int, currency: str) -> str:
    digits = exponent(currency)
    whole, rest = divmod(abs(minor), 10**digits)
    return (
        f'<Amt Ccy="{currency}">{whole}.{rest:0{digits}d}</Amt><CdtDbtInd>{"DBIT" if minor < 0 else "CRDT"}</CdtDbtInd>'
    )


def _balance(code: str, minor: int, currency: str, day: str) -> str:
    kind = f"<Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
    return f"<Bal>{kind}{_amount(minor, currency)}<Dt><Dt>{day}</Dt></Dt></Bal>\n"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _entry(line: Transaction) -> str:
    domain, family, sub = line.bank_code.split("/")
    code = f"<BkTxCd><Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{sub}</SubFmlyCd></Fmly></Domn></BkTxCd>"
    day = line.booking_date.isoformat()
    return (
        f"<Ntry>{_amount(line.amount_minor, line.currency)}<Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>{code}<NtryDtls><TxDtls>"
        f"{_references(line)}{_original(line)}{_parties(line)}{_purpose(line)}"
        f"{_remittance(line.remittance, line.creditor_reference)}{_return(line)}"
        f"</TxDtls></NtryDtls>{_tag('AddtlNtryInf', line.booking_text)}</Ntry>\n"
    )


def _references(line: Transaction) -> str:
    inner = _tag("EndToEndId", line.end_to_end_id or "NOTPROVIDED") + _tag("MndtId", line.mandate_id)
    return f"<Refs>{inner}</Refs>"


def _parties(line: Transaction) -> str:
    """The counterparty as debtor of money in and creditor of money out; a return keeps the roles of the collection."""
    role = "Dbtr" if line.amount_minor > 0 or line.return_reason else "Cdtr"
    name = f"<{role}><Pty>{_tag('Nm', line.counterparty_name)}</Pty></{role}>" if line.counterparty_name else ""
    iban = line.counterparty_iban
    account = f"<{role}Acct><Id><IBAN>{iban}</IBAN></Id></{role}Acct>" if iban else ""
    ultimate = line.ultimate_name
    further = f"<Ultmt{role}><Pty>{_tag('Nm', ultimate)}</Pty></Ultmt{role}>" if ultimate else ""
    own = ""
    if line.return_reason:
        own = f"<Cdtr><Pty/></Cdtr><CdtrAcct><Id><IBAN>{line.account}</IBAN></Id></CdtrAcct>"
    return f"<RltdPties>{name}{account}{further}{own}</RltdPties>" if name or account else ""


def _original(line: Transaction) -> str:
    if line.original is None:
        return ""
    amount = _amount(line.original.amount_minor, line.original.currency).partition("<CdtDbtInd>")[0]
    rate = f"<CcyXchg><SrcCcy>{line.original.currency}</SrcCcy><XchgRate>{line.original.rate}</XchgRate></CcyXchg>"
    return f"<AmtDtls><InstdAmt>{amount}{rate}</InstdAmt></AmtDtls>"


def _purpose(line: Transaction) -> str:
    return f"<Purp><Cd>{line.purpose}</Cd></Purp>" if line.purpose else ""


def _remittance(text: str, reference: str) -> str:
    structured = f"<Strd><CdtrRefInf>{_tag('Ref', reference)}</CdtrRefInf></Strd>" if reference else ""
    inner = _tag("Ustrd", text) + structured
    return f"<RmtInf>{inner}</RmtInf>" if inner else ""


def _return(line: Transaction) -> str:
    reason = line.return_reason
    return f"<RtrInf><Rsn><Cd>{reason}</Cd></Rsn></RtrInf>" if reason else ""
