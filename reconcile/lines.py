"""Statements → bank lines: each transaction once, with the facts that decide whether it may ever be called sure.

Pure. Repeats (the same token in overlapping or repeated files) fall away; look-alikes of other statements are flagged;
two genuinely equal lines of one statement carry different tokens and stay two (money.md 14).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from importers.statement import Proof, Statement, Transaction
from reconcile.records import BankLine, PaymentAccount

#: Own IBAN → configured payment account id, or None (`Settings.account_id`).
AccountLookup = Callable[[str], str | None]
#: (SHA-256 of the file, statement id): what makes a statement another one.
Origin = tuple[str, str]
LooseKey = tuple[str, str, int, str]


def bank_lines(
    statements: Iterable[Statement], payment_accounts: Sequence[PaymentAccount], configured: AccountLookup
) -> list[BankLine]:
    """One BankLine per distinct transaction, in order of date; independent of the order of the files."""
    lines: dict[str, BankLine] = {}
    origins: dict[str, Origin] = {}
    for statement in sorted(statements, key=_statement_order):
        for transaction in statement.transactions:
            account_id = own_account(transaction.account, payment_accounts, configured)
            line = BankLine(
                transaction=transaction,
                statement=label(statement),
                own_account_id=account_id,
                flags=_statement_flags(statement),
            )
            lines.setdefault(transaction.transaction_id, line)
            origins.setdefault(transaction.transaction_id, (statement.source.sha256, statement.statement_id))
    ordered = sorted(lines.values(), key=lambda line: _line_order(line.transaction))
    return _with_look_alikes_flagged(ordered, origins)


def own_account(iban: str, payment_accounts: Sequence[PaymentAccount], configured: AccountLookup) -> str | None:
    """The Kanbert account a line of this IBAN is posted to, or None when it is not exactly one (money.md 3)."""
    if chosen := configured(iban):
        usable = {
            account.account_id for account in payment_accounts if account.is_bank_account and not account.archived
        }
        return chosen if chosen in usable else None
    found = [
        account.account_id
        for account in payment_accounts
        if iban and account.iban == iban and account.is_bank_account and not account.archived
    ]
    return found[0] if len(found) == 1 else None


def label(statement: Statement) -> str:
    """How a person finds the statement again: file name and the bank's own statement id."""
    name = statement.source.path.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name} · {statement.statement_id}" if statement.statement_id else name


def loose_key(transaction: Transaction) -> LooseKey:
    """Account, date, amount: equal for the same booking in another file or format; only ever flags (B1)."""
    return (
        transaction.account,
        transaction.booking_date.isoformat(),
        transaction.amount_minor,
        transaction.currency,
    )


def _statement_flags(statement: Statement) -> tuple[str, ...]:
    flags = []
    if statement.proof is Proof.DIFFERS:
        flags.append("the statement's balances do not tie out")
    if not statement.source.verified:
        flags.append(f"the layout {statement.source.format} is not verified on a real file")
    return tuple(flags)


def _with_look_alikes_flagged(lines: list[BankLine], origins: dict[str, Origin]) -> list[BankLine]:
    """Lines of one statement do not flag each other; lines of different statements with one loose key do."""
    twins: dict[LooseKey, list[BankLine]] = defaultdict(list)
    for line in lines:
        twins[loose_key(line.transaction)].append(line)
    return [_flagged(line, twins[loose_key(line.transaction)], origins) for line in lines]


def _flagged(line: BankLine, twins: list[BankLine], origins: dict[str, Origin]) -> BankLine:
    own = origins[line.transaction.transaction_id]
    others = {twin.statement for twin in twins if origins[twin.transaction.transaction_id] != own}
    if not others:
        return line
    return replace(line, flags=(*line.flags, f"possible duplicate of a line in {', '.join(sorted(others))}"))


def _statement_order(statement: Statement) -> tuple[str, str, str, str]:
    first = statement.from_date.isoformat() if statement.from_date else ""
    return (statement.account, first, statement.statement_id, statement.source.sha256)


def _line_order(transaction: Transaction) -> tuple[str, str, int, str]:
    return (
        transaction.booking_date.isoformat(),
        transaction.account,
        transaction.line,
        transaction.transaction_id,
    )
