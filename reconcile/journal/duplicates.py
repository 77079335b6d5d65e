"""Lines that look like money already posted (money.md 14). Pure: reads the fold, decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from importers.statement import Transaction
from reconcile.journal.fold import Fold
from reconcile.journal.states import ON_SERVER
from reconcile.records import BankLine


def duplicate_flags(fold: Fold, lines: Sequence[BankLine]) -> dict[str, str]:
    """token -> warning: the account, date and amount were posted under another token of another statement."""
    here = _statements(lines)
    return {_token(line): words for line in lines if (words := _flag(fold, line.transaction, here))}


def entry_conflict(fold: Fold, transaction: Transaction, here: Mapping[str, set[str]] | None = None) -> str:
    """Why this line goes to a person: its entry, or another split of its entry, was already posted; else `""`."""
    token = transaction.transaction_id
    for other in sorted(fold.by_entry.get(transaction.entry_id, ())):
        if other == token or fold.postings[other].state not in ON_SERVER:
            continue
        if transaction.entry_id in {other, token}:
            return f"the same entry was already posted in another form as {other}"
        if not _one_statement(fold, here or {}, token, other):
            return f"another split of its entry was already posted as {other}"
    return ""


def _flag(fold: Fold, transaction: Transaction, here: Mapping[str, set[str]]) -> str:
    conflict = entry_conflict(fold, transaction, here)
    if conflict:
        return f"possible duplicate: {conflict}"
    token = transaction.transaction_id
    key = (transaction.account, transaction.booking_date, transaction.amount_minor)
    for other in sorted(fold.by_day.get(key, ())):
        posted = fold.postings[other]
        if other != token and posted.state in ON_SERVER and not _one_statement(fold, here, token, other):
            return f"possible duplicate of {other}, {posted.state} from {posted.line.statement}"
    return ""


def _one_statement(fold: Fold, here: Mapping[str, set[str]], one: str, other: str) -> bool:
    """Both were seen in one statement, earlier or now: then they are two lines, not one line twice."""
    nothing: set[str] = set()
    of_one = fold.statements.get(one, nothing) | here.get(one, nothing)
    return bool(of_one & (fold.statements.get(other, nothing) | here.get(other, nothing)))


def _statements(lines: Sequence[BankLine]) -> dict[str, set[str]]:
    """token -> the statements it stands in now."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        seen[_token(line)].add(line.statement)
    return dict(seen)


def _token(line: BankLine) -> str:
    return line.transaction.transaction_id
