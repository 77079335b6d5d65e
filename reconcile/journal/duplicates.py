"""Lines that look like money already posted (money.md 14). Pure: reads the fold, decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from importers.statement import Transaction
from reconcile.journal.fold import Fold
from reconcile.journal.states import ON_SERVER
from reconcile.records import BankLine

LooseKey = tuple[str, date, int]


def duplicate_flags(fold: Fold, lines: Sequence[BankLine]) -> dict[str, str]:
    """token -> warning: the account, date and amount were posted under another token of another statement."""
    here = _statements(lines)
    posted: dict[LooseKey, dict[frozenset[str], str]] = {}
    for line in lines:
        key = _loose_key(line.transaction)
        if key not in posted:
            posted[key] = _posted(fold, here, key)
    return {_token(line): words for line in lines if (words := _flag(fold, line.transaction, here, posted))}


def _posted(fold: Fold, here: Mapping[str, set[str]], key: LooseKey) -> dict[frozenset[str], str]:
    """The statements a posted line was seen in -> the first token seen in just these."""
    tokens = [token for token in sorted(fold.by_day.get(key, ())) if fold.postings[token].state in ON_SERVER]
    return {frozenset(_seen_in(fold, here, token)): token for token in reversed(tokens)}


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


def _flag(
    fold: Fold,
    transaction: Transaction,
    here: Mapping[str, set[str]],
    posted: Mapping[LooseKey, Mapping[frozenset[str], str]],
) -> str:
    conflict = entry_conflict(fold, transaction, here)
    if conflict:
        return f"possible duplicate: {conflict}"
    seen_in = _seen_in(fold, here, transaction.transaction_id)
    for statements, other in posted[_loose_key(transaction)].items():
        if not statements & seen_in:
            found = fold.postings[other]
            return f"possible duplicate of {other}, {found.state} from {found.line.statement}"
    return ""


def _one_statement(fold: Fold, here: Mapping[str, set[str]], one: str, other: str) -> bool:
    """Both were seen in one statement, earlier or now: then they are two lines, not one line twice."""
    return bool(_seen_in(fold, here, one) & _seen_in(fold, here, other))


def _seen_in(fold: Fold, here: Mapping[str, set[str]], token: str) -> set[str]:
    nothing: set[str] = set()
    return fold.statements.get(token, nothing) | here.get(token, nothing)


def _loose_key(transaction: Transaction) -> LooseKey:
    return (transaction.account, transaction.booking_date, transaction.amount_minor)


def _statements(lines: Sequence[BankLine]) -> dict[str, set[str]]:
    """token -> the statements it stands in now."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        seen[_token(line)].add(line.statement)
    return dict(seen)


def _token(line: BankLine) -> str:
    return line.transaction.transaction_id
