"""`reconcile inspect FILE...`: what is in a statement file."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from importers.amounts import shown
from importers.statement import Balance, Kind, Original, ReferredDocument, Statement, Transaction
from reconcile.cli import composition
from reconcile.cli.files import read_statements, reading_of
from reconcile.cli.talk import Talk
from reconcile.cli.wording import KINDS, balance_proof, command, count, period, short_account


def execute(arguments: Namespace) -> int:
    talk = Talk(arguments)
    settings = composition.settings_of(arguments)
    statements, refusals = read_statements(arguments.files, talk, reading_of(arguments, settings))
    for statement in statements:
        if talk.json:
            talk.data(statement_object(statement))
        else:
            _describe(statement, talk)
    if not refusals and any(statement.kind is not Kind.NOTIFICATION for statement in statements):
        given = (("--account", arguments.account), ("--currency", arguments.currency))
        asked = [part for flag, value in given if value for part in (flag, value)]
        asked += ["--intraday"] if any(statement.kind is Kind.INTRADAY for statement in statements) else []
        talk.note(f"Next: {command(arguments, 'run', *arguments.files, *asked)}")
    return 3 if refusals else 0


def statement_object(statement: Statement) -> dict[str, Any]:
    """One statement in the stable machine form of review.md; amounts in minor units, + money in."""
    return {
        "file": statement.source.path,
        "format": statement.source.format,
        "kind": statement.kind.value,
        "statement_id": statement.statement_id,
        "account": statement.account,
        "currency": statement.currency,
        "from_date": _iso(statement.from_date),
        "to_date": _iso(statement.to_date),
        "opening_minor": _minor(statement.opening),
        "closing_minor": _minor(statement.closing),
        "balance": statement.proof.value,
        "entries": statement.entries,
        "transactions": [_transaction_object(transaction) for transaction in statement.transactions],
        "warnings": list(statement.warnings),
    }


def _transaction_object(transaction: Transaction) -> dict[str, Any]:
    return {
        "transaction_id": transaction.transaction_id,
        "bank_reference": transaction.bank_reference,
        "booking_date": _iso(transaction.booking_date),
        "value_date": _iso(transaction.value_date),
        "amount_minor": transaction.amount_minor,
        "currency": transaction.currency,
        "status": transaction.status,
        "counterparty_name": transaction.counterparty_name,
        "counterparty_iban": transaction.counterparty_iban,
        "counterparty_bic": transaction.counterparty_bic,
        "remittance": transaction.remittance,
        "creditor_reference": transaction.creditor_reference,
        "end_to_end_id": transaction.end_to_end_id,
        "mandate_id": transaction.mandate_id,
        "return_reason": transaction.return_reason,
        "batch_id": transaction.batch_id,
        "entry_id": transaction.entry_id,
        "ultimate_name": transaction.ultimate_name,
        "reference_kind": transaction.reference_kind,
        "creditor_id": transaction.creditor_id,
        "purpose": transaction.purpose,
        "bank_code": transaction.bank_code,
        "gvc": transaction.gvc,
        "booking_text": transaction.booking_text,
        "charges_minor": transaction.charges_minor,
        "original": _original_object(transaction.original),
        "documents": [_document_object(document) for document in transaction.documents],
        "warnings": list(transaction.warnings),
    }


def _original_object(original: Original | None) -> dict[str, Any] | None:
    if original is None:
        return None
    return {"amount_minor": original.amount_minor, "currency": original.currency, "rate": original.rate}


def _document_object(document: ReferredDocument) -> dict[str, Any]:
    return {
        "number": document.number,
        "kind": document.kind,
        "day": _iso(document.day),
        "amount_minor": document.amount_minor,
    }


def _describe(statement: Statement, talk: Talk) -> None:
    head = f"{statement.account_name} {short_account(statement.account)}".strip()
    days = period(statement.from_date, statement.to_date)
    talk.result(f"{statement.source.path}   {statement.source.format}")
    named = "   ".join(part for part in (head, statement.statement_id, days) if part)
    talk.result(f"  {KINDS[statement.kind]:<11}{named}")
    talk.result(f"  balance    {balance_proof(statement)}")
    talk.result(
        f"  lines      {count(len(statement.transactions), 'transaction')} "
        f"in {count(statement.entries, 'entry', 'entries')}"
    )
    for warning in statement.warnings:
        talk.result(f"  {talk.paint('!', 'yellow')} {warning}")
    for transaction in statement.transactions:
        talk.result(f"    {_line(transaction, statement.currency)}")
        for warning in transaction.warnings:
            talk.result(f"      {talk.paint('!', 'yellow')} {warning}")
    talk.result()


def _line(transaction: Transaction, usual: str) -> str:
    """`usual`: the statement's currency; another one, and a status that is not booked, are said."""
    amount = shown(transaction.amount_minor, transaction.currency)
    if transaction.currency != usual:
        amount = f"{amount} {transaction.currency}"
    name = transaction.counterparty_name or transaction.booking_text
    waiting = "" if transaction.is_booked else f"({transaction.status}) "
    text = f"{waiting}{transaction.remittance[:60]}"
    return f"{_iso(transaction.booking_date)}  {amount:>12}  {name[:28]:<28}  {text}".rstrip()


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def _minor(balance: Balance | None) -> int | None:
    return balance.amount_minor if balance else None
