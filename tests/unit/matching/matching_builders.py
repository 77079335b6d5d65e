"""Bank lines, open items and books with one thing said at a time; everything else is plain and harmless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from importers.statement import Transaction
from reconcile.language import Language
from reconcile.matching import Rules, propose
from reconcile.matching.scoring import TRIED
from reconcile.records import BankLine, Books, Document, Evidence, KnownAccount, OpenItem, Proposal, Side
from reconcile.report.explanation import explanation
from reconcile.report.words import Words

RUN = "R-BCDFGHJKLM"
OWN = "DE02120300000000202051"
PAYER = "DE89370400440532013000"


def make_line(amount: int = 119_000, text: str = "", name: str = "", iban: str = "", **facts: Any) -> BankLine:
    """A booked line of 11 March 2026 on a mapped account; `facts` of the transaction, or of the line."""
    about_line = {key: facts.pop(key) for key in ("own_account_id", "flags") if key in facts}
    given: dict[str, Any] = {
        "transaction_id": facts.pop("transaction_id", "")
        or f"KR1-{amount}-{text}-{name}-{iban}-{sorted(facts.items())}",
        "account": OWN,
        "booking_date": date(2026, 3, 11),
        "value_date": None,
        "amount_minor": amount,
        "currency": "EUR",
        "remittance": text,
        "counterparty_name": name,
        "counterparty_iban": iban,
        **facts,
    }
    transaction = Transaction(entry_id=given["transaction_id"], **given)
    return BankLine(transaction=transaction, statement="3/2026", **{"own_account_id": "account-1", **about_line})


def make_item(
    number: str = "RE-2026-0098", amount: int = 119_000, party: str = "Müller GmbH", **facts: Any
) -> OpenItem:
    """A booked outgoing invoice of 1 March 2026, due on the 15th, nothing paid yet."""
    given: dict[str, Any] = {
        "item_id": f"id-{number}",
        "side": Side.OUTGOING,
        "document": Document.INVOICE,
        "number": number,
        "title": "",
        "party_id": f"party-{party}",
        "party_names": (party,),
        "currency": "EUR",
        "gross_minor": amount,
        "settled_minor": 0,
        "open_minor": amount,
        "invoice_date": date(2026, 3, 1),
        "due_date": date(2026, 3, 15),
        **facts,
    }
    return OpenItem(**given)


def make_bill(number: str = "4711-88", amount: int = 50_000, party: str = "Papier AG", **facts: Any) -> OpenItem:
    return make_item(number, amount, party, side=Side.INCOMING, **facts)


def known(iban: str = PAYER, party: str = "Müller GmbH", side: Side = Side.OUTGOING) -> KnownAccount:
    return KnownAccount(
        iban=iban, party_id=f"party-{party}", party_name=party, side=side, provenance="payment of 2026-02-02"
    )


def make_books(*items: OpenItem, accounts: tuple[KnownAccount, ...] = ()) -> Books:
    return Books(items=items, payment_accounts=(), known_accounts=accounts, home_currency="EUR", space=None, digest="")


def proposals(
    lines: list[BankLine], *items: OpenItem, accounts: tuple[KnownAccount, ...] = (), rules: Rules | None = None
) -> tuple[Proposal, ...]:
    return propose(lines, make_books(*items, accounts=accounts), rules or Rules(), run_id=RUN)


def proposal(
    line: BankLine, *items: OpenItem, accounts: tuple[KnownAccount, ...] = (), rules: Rules | None = None
) -> Proposal:
    return proposals([line], *items, accounts=accounts, rules=rules)[0]


def on(day: date, line: BankLine) -> BankLine:
    transaction = replace(line.transaction, booking_date=day, transaction_id=f"{line.transaction.transaction_id}@{day}")
    return replace(line, transaction=transaction)


def paid(proposal: Proposal) -> dict[str, int]:
    """Invoice number → allocated minor units."""
    return {one.item.number: one.allocated_minor for one in proposal.allocations}


def total(evidence: Sequence[Evidence]) -> float:
    """What the signals add up to, in log-odds."""
    return sum(one.log_odds for one in evidence if one.signal != TRIED)


def tried(evidence: Sequence[Evidence]) -> float:
    """What leads from that sum to the probability shown."""
    return sum(one.log_odds for one in evidence if one.signal == TRIED)


def explained(one: Proposal) -> list[str]:
    """As `reconcile explain` prints it, in English."""
    return explanation(one, Words(Language.EN, ZoneInfo("Europe/Berlin")))
