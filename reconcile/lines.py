"""Statements → bank lines: each transaction once, with the facts that decide whether it may ever be called sure.

Pure. Repeats (the same token in overlapping or repeated files) fall away; look-alikes of other statements are flagged;
two genuinely equal lines of one statement carry different tokens and stay two (money.md 14).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from importers.statement import Kind, Proof, Statement, Transaction
from reconcile.records import POSSIBLE_DUPLICATE, BankLine, LooseKey, PaymentAccount, StatementSeen

#: Own IBAN → configured payment account id, or None (`Settings.account_id`).
AccountLookup = Callable[[str], str | None]


def bank_lines(
    statements: Iterable[Statement], payment_accounts: Sequence[PaymentAccount], configured: AccountLookup
) -> list[BankLine]:
    """One BankLine per distinct transaction, in order of date; independent of the order of the files.

    A line that stands in several statements is taken from the one with least against it: where one of them ties
    out, the line is proved, whatever is wrong with another.
    """
    lines: dict[str, BankLine] = {}
    for statement in sorted(filter(_is_booked_from, statements), key=_statement_order):
        account_id = own_account(statement.account, payment_accounts, configured)
        for line in _lines_of(statement, account_id):
            token = line.transaction.transaction_id
            known = lines.get(token)
            lines[token] = _one_of(known, line) if known else line
    ordered = sorted(lines.values(), key=lambda line: _line_order(line.transaction))
    return _with_look_alikes_flagged(ordered)


def _one_of(known: BankLine, again: BankLine) -> BankLine:
    seen_in = tuple(dict.fromkeys((*known.seen_in, *again.seen_in)))
    return replace(min((known, again), key=lambda line: len(line.flags)), seen_in=seen_in)


def _is_booked_from(statement: Statement) -> bool:
    """A notification never is: its bookings stand in a statement too (pitfall 11)."""
    return statement.kind is not Kind.NOTIFICATION


def _lines_of(statement: Statement, account_id: str | None) -> Iterator[BankLine]:
    whole: Counter[str] = Counter()
    for transaction in statement.transactions:
        whole[transaction.entry_id] += transaction.amount_minor
    flags = _statement_flags(statement)
    for transaction in statement.transactions:
        is_part = transaction.entry_id != transaction.transaction_id
        yield BankLine(
            transaction=transaction,
            statement=label(statement),
            own_account_id=account_id,
            flags=(*flags, *_currency_flag(statement, transaction)),
            entry_minor=whole[transaction.entry_id] if is_part else 0,
            seen_in=(origin(statement),),
        )


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


def statements_seen(statements: Iterable[Statement]) -> tuple[StatementSeen, ...]:
    """What a run keeps of its statements, each once; independent of the order of the files."""
    return tuple(dict.fromkeys(map(_seen, sorted(statements, key=_statement_order))))


def _seen(statement: Statement) -> StatementSeen:
    booked = [
        one.amount_minor for one in statement.transactions if one.is_booked and one.currency == statement.currency
    ]
    return StatementSeen(
        origin=origin(statement),
        statement=label(statement),
        sha256=statement.source.sha256,
        format=statement.source.format,
        kind=statement.kind.value,
        account=statement.account,
        account_name=statement.account_name,
        currency=statement.currency,
        from_date=statement.from_date,
        to_date=statement.to_date,
        opening_minor=statement.opening.amount_minor if statement.opening else None,
        closing_minor=statement.closing.amount_minor if statement.closing else None,
        in_minor=sum(amount for amount in booked if amount > 0),
        out_minor=-sum(amount for amount in booked if amount < 0),
        proof=statement.proof.value,
        entries=statement.entries,
        lines=len(statement.transactions),
    )


def origin(statement: Statement) -> str:
    """What tells one statement from another: its bytes and its id, never its file name."""
    return f"{statement.source.sha256} {statement.statement_id}"


def label(statement: Statement) -> str:
    """How a person finds the statement again: file name and the bank's own statement id."""
    name = _name(statement.source.path)
    if statement.source.archive:
        name = f"{_name(statement.source.archive)}/{name}"
    return f"{name} · {statement.statement_id}" if statement.statement_id else name


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _statement_flags(statement: Statement) -> tuple[str, ...]:
    flags = []
    if statement.proof is Proof.DIFFERS:
        flags.append("the statement's balances do not tie out")
    if statement.kind is Kind.INTRADAY:
        flags.append("an intraday report: its lines may still change")
    if not statement.source.verified:
        flags.append(f"the layout {statement.source.format} is not verified on a real file")
    return tuple(flags)


def _currency_flag(statement: Statement, transaction: Transaction) -> tuple[str, ...]:
    """A line counts in the currency of its statement (money.md 6); what an entry in another one moved is not known."""
    if transaction.currency == statement.currency:
        return ()
    return (f"an entry in {transaction.currency or 'no currency'} on an account in {statement.currency or 'none'}",)


def _with_look_alikes_flagged(lines: list[BankLine]) -> list[BankLine]:
    """Lines of one statement do not flag each other; lines of different statements do that share a loose key or an
    entry: the same money in another format, or an entry beside its parts (money.md 14)."""
    seen: defaultdict[_Key, dict[frozenset[str], list[BankLine]]] = defaultdict(dict)
    for line in lines:
        for key in _keys(line):
            seen[key].setdefault(line.origins, []).append(line)
    return [_flagged(line, seen) for line in lines]


_Key = LooseKey | str


def _keys(line: BankLine) -> Iterator[_Key]:
    yield from line.loose_keys
    yield line.transaction.entry_id


def _flagged(line: BankLine, seen: Mapping[_Key, Mapping[frozenset[str], list[BankLine]]]) -> BankLine:
    others = [
        other
        for key in _keys(line)
        for origins, group in seen[key].items()
        if not origins & line.origins
        for other in group
    ]
    if not others:
        return line
    statements = ", ".join(sorted({other.statement for other in others}))
    return replace(
        line,
        flags=(*line.flags, f"{POSSIBLE_DUPLICATE} of a line in {statements}"),
        told_of=tuple(sorted({other.transaction.transaction_id for other in others})),
    )


def _statement_order(statement: Statement) -> tuple[bool, str, str, str, str]:
    """A line that a statement and an intraday report hold is the statement's."""
    first = statement.from_date.isoformat() if statement.from_date else ""
    early = statement.kind is Kind.INTRADAY
    return (early, statement.account, first, statement.statement_id, statement.source.sha256)


def _line_order(transaction: Transaction) -> tuple[str, str, int, str]:
    return (
        transaction.booking_date.isoformat(),
        transaction.account,
        transaction.line,
        transaction.transaction_id,
    )
