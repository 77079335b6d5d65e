"""How amounts, days and statements are written for people."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from importers.amounts import shown
from importers.statement import Kind, Proof, Statement
from reconcile.records import Proposal

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def period(first: date | None, last: date | None) -> str:
    """`1–31 March 2026`, as short as it stays clear."""
    if first is None or last is None:
        return "" if first is last else day(first or last)
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def day(one: date | None) -> str:
    return f"{one.day} {_MONTHS[one.month - 1]} {one.year}" if one else ""


def short_account(account: str) -> str:
    """`AT61…3904`: enough to recognise it, too little to misuse it."""
    return f"{account[:4]}…{account[-4:]}" if len(account) > 12 else account


def balance_proof(statement: Statement) -> str:
    """`12 450.10 + 48 210.55 − 31 007.20 = 29 653.45 EUR   ties out`."""
    currency = statement.currency
    if statement.opening is None or statement.closing is None:
        return f"{_turnover(statement)} {currency}   no balances in the file to prove it with"
    opening = shown(statement.opening.amount_minor, currency)
    closing = shown(statement.closing.amount_minor, currency)
    verdict = {Proof.TIES_OUT: "ties out", Proof.DIFFERS: "DOES NOT TIE OUT", Proof.UNTESTABLE: "cannot be tested"}
    return f"{opening} {_turnover(statement)} = {closing} {currency}   {verdict[statement.proof]}"


def _turnover(statement: Statement) -> str:
    own = (one for one in statement.transactions if one.currency == statement.currency)
    booked = [one.amount_minor for one in own if one.is_booked]
    money_in = shown(sum(amount for amount in booked if amount > 0), statement.currency)
    money_out = shown(-sum(amount for amount in booked if amount < 0), statement.currency)
    return f"+ {money_in} − {money_out}"


#: What a message is to the books, in a word that fits a column.
KINDS = {Kind.STATEMENT: "statement", Kind.INTRADAY: "intraday", Kind.NOTIFICATION: "details"}


#: What no shell reads anything into.
_PLAIN = re.compile(r"[\w./:+,@%=-]+" if os.name != "nt" else r"[\w./\\:+=-]+")
#: What POSIX shells and PowerShell read something into between double quotes, too.
_STEERING = re.compile('["$`!\\\\]' if os.name != "nt" else "[$`]")


def typed(path: object) -> str:
    """A path as the shell takes it: quoted where it holds a blank or what a shell reads something into."""
    text = str(path)
    if _PLAIN.fullmatch(text):
        return text
    if not _STEERING.search(text):
        return f'"{text}"'  # every shell, the old one of Windows included
    return "'" + text.replace("'", "''" if os.name == "nt" else "'\"'\"'") + "'"


def command(arguments: Namespace, *words: object) -> str:
    """`reconcile WORDS` to go on with: the configuration and the journal are those this command was given."""
    given = ((f"--{name}", getattr(arguments, name, None)) for name in ("config", "state"))
    flags = [part for flag, path in given if path is not None for part in (flag, path)]
    return " ".join(["reconcile", *map(typed, (*words, *flags))])


def count(number: int, singular: str, plural: str = "") -> str:
    """`1 row`, `2 rows`."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def count_and_sum(proposals: Sequence[Proposal]) -> str:
    """`31 payments: 30 in, 41 200.00 EUR; 1 out, 200.00 EUR`."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in proposals:
        transaction = one.line.transaction
        sums[transaction.direction, transaction.currency].append(abs(transaction.amount_minor))
    parts = [
        f"{len(amounts)} {direction}, {shown(sum(amounts), currency)} {currency}"
        for (direction, currency), amounts in sorted(sums.items())
    ]
    return f"{count(len(proposals), 'payment')}: {'; '.join(parts)}"


def waiting_words(waiting: Sequence[Proposal]) -> str:
    """`21 transactions (14 review, 4 unmatched, 3 ambiguous)`."""
    kinds = Counter(one.verdict.value for one in waiting)
    named = ", ".join(f"{number} {verdict}" for verdict, number in kinds.most_common())
    return f"{count(len(waiting), 'transaction')} ({named})"
