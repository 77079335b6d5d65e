"""One file of the corpus against its independently counted facts: what came out, in one word.

Shared by tests/golden and benchmarks/corpus.py. Money is compared as Decimal, never as float.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus_facts import damaged

from importers import READERS, events, stream
from importers.amounts import to_decimal
from importers.errors import StatementRefused
from importers.statement import Balance, Statement
from importers.statement_file import open_file
from importers.verify import booked


class Outcome(StrEnum):
    AGREES = "agree"
    AGREES_WITH_PEER = "agree with the second count"  #: of the project the file is from, as the manifest quotes it
    NO_FACTS = "read, no facts"  #: the manifest could not count it, so nothing can be compared
    NOT_READABLE = "refused as broken"  #: and the manifest's own script found it broken too
    BY_DESIGN = "refused by design"  #: in the committed list, with the reason
    KNOWN_DIFFERENCE = "differs by design"  #: in the committed list, with the reason
    UNKNOWN_LAYOUT = "unknown layout"  #: a CSV no format claims
    DIFFERS = "differ"
    REFUSED = "refused, not listed"
    LISTED_IN_VAIN = "listed, but agrees"
    SILENT_EMPTY = "silent empty"
    WRONG_SIGN = "wrong sign"
    CRASHES = "crash"


DISAGREEMENTS = frozenset(
    {
        Outcome.DIFFERS,
        Outcome.REFUSED,
        Outcome.LISTED_IN_VAIN,
        Outcome.SILENT_EMPTY,
        Outcome.WRONG_SIGN,
        Outcome.CRASHES,
    }
)


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    detail: str = ""  #: what differs, or the first problem of the refusal
    entries: int = 0


def compared(fact: dict[str, Any], corpus: Path, listed: dict[str, str]) -> Result:
    """`listed`: path -> reason, of the files that are refused, or differ, by design."""
    path, reason = corpus / fact["path"], listed.get(fact["path"], "")
    try:
        found = list(stream(path))
        statements = events.assemble(iter(found))
    except StatementRefused as refusal:
        return _refused(fact, path, refusal, reason)
    except Exception as error:  # noqa: BLE001 - whatever else comes out of a reader is what we are looking for
        return Result(Outcome.CRASHES, f"{type(error).__name__}: {error}")
    pages = sum(isinstance(event, events.Header) for event in found)
    return _read(_of_members(fact), statements, pages, reason)


def _read(fact: dict[str, Any], statements: Sequence[Statement], pages: int, reason: str) -> Result:
    entries = sum(one.entries for one in statements)
    if silence := _silently_empty(fact, statements):
        return Result(Outcome.SILENT_EMPTY, silence)
    if "sum_credit" not in fact:
        return Result(Outcome.NO_FACTS, entries=entries)
    differences = list(_differences(fact, statements, pages))
    if reason:
        return Result(Outcome.KNOWN_DIFFERENCE if differences else Outcome.LISTED_IN_VAIN, reason, entries)
    if not differences:
        return Result(Outcome.AGREES, entries=entries)
    if peer(fact) == _net(statements):
        return Result(Outcome.AGREES_WITH_PEER, "; ".join(differences), entries)
    outcome = Outcome.WRONG_SIGN if _sign_is_wrong(fact, statements) else Outcome.DIFFERS
    return Result(outcome, "; ".join(differences), entries)


_PEER = re.compile(r"n=(\d+) income=(-?[\d.]+) expenses=(-?[\d.]+)")


def peer(fact: dict[str, Any]) -> tuple[int, Decimal] | None:
    """(bookings, money in - money out) by the second script: that of the project the file is from."""
    found = next(filter(None, map(_PEER.search, fact["expect_from"])), None)
    return (int(found[1]), Decimal(found[2]) - Decimal(found[3])) if found and found[1] != "0" else None


def _net(statements: Sequence[Statement]) -> tuple[int, Decimal]:
    entries, came, went = sums(statements, pending=True)
    return entries, came - went


def _of_members(fact: dict[str, Any]) -> dict[str, Any]:
    """A bundle's facts stand at its members; together they are what reading the whole bundle must give."""
    members = [one for one in fact.get("members", []) if one.get("n_entries")]
    if not members:
        return fact
    totals = {name: str(sum(Decimal(one[name]) for one in members)) for name in ("sum_credit", "sum_debit")}
    balances = {name: [one[name] for one in members] for name in ("opening", "closing")}
    return {**fact, **totals, **balances, "n_entries": sum(one["n_entries"] for one in members)}


def _refused(fact: dict[str, Any], path: Path, refusal: StatementRefused, reason: str) -> Result:
    said = str(refusal.problems[0])
    if not _counted(fact) or _letters_lost(fact, refusal):
        return Result(Outcome.NOT_READABLE, said)
    if fact["kind"] == "csv" and not is_claimed(path):
        return Result(Outcome.UNKNOWN_LAYOUT, said)
    return Result(Outcome.BY_DESIGN, reason) if reason else Result(Outcome.REFUSED, said)


def _counted(fact: dict[str, Any]) -> bool:
    """The manifest's script found a statement of this kind in the file, and nothing in it that forbids its use."""
    known = fact["format"] not in ("unparsable", "not mt940") and "without BkToCstmr" not in fact["format"]
    return known and fact["kind"] != "empty" and not damaged(fact)


def _letters_lost(fact: dict[str, Any], refusal: StatementRefused) -> bool:
    """What is refused is a cell the manifest says was damaged before the file reached us."""
    damage = any(quirk.startswith("U+FFFD") for quirk in fact["quirks"])
    return damage and "\ufffd" in refusal.problems[0].excerpt


def is_claimed(path: Path) -> bool:
    """Some reader takes the file for one of its own, whether or not it can then be read."""
    try:
        file = open_file(path)
        return any(reader.claims(file) for reader in READERS)
    except StatementRefused:
        return False


def _silently_empty(fact: dict[str, Any], statements: Sequence[Statement]) -> str:
    if any(one.transactions for one in statements) or not fact.get("n_entries", fact.get("n_rows", 0)):
        return ""
    told = any(one.warnings for one in statements)
    return "" if told and "n_entries" not in fact else f"no line read, {fact.get('n_entries', 'some')} expected"


def sums(statements: Sequence[Statement], *, pending: bool = False) -> tuple[int, Decimal, Decimal]:
    """Number of entries; credit and debit of the booked ones, both unsigned. A netted entry counts once, as its sum.

    `pending`: of all, whatever their status.
    """
    entries: dict[tuple[int, str], Decimal] = {}
    for number, statement in enumerate(statements):
        for line in statement.transactions if pending else booked(statement.transactions):
            key = (number, line.entry_id)
            entries[key] = entries.get(key, Decimal(0)) + to_decimal(line.amount_minor, line.currency)
    came = sum((one for one in entries.values() if one > 0), Decimal(0))
    went = -sum((one for one in entries.values() if one < 0), Decimal(0))
    return sum(statement.entries for statement in statements), came, went


def _differences(fact: dict[str, Any], statements: Sequence[Statement], pages: int) -> list[str]:
    entries, came, went = sums(statements, pending=fact["kind"] == "csv")  # its script knows no status of a CSV's rows
    pairs = [
        ("entries", fact["n_entries"], entries),
        ("credit", Decimal(fact["sum_credit"]), came),
        ("debit", Decimal(fact["sum_debit"]), went),
    ]
    found = [f"{name} {wanted} expected, {got} read" for name, wanted, got in pairs if wanted != got]
    if fact["kind"] == "camt" and fact["n_statements"] not in (len(statements), pages):
        found.append(f"statements {fact['n_statements']} expected, {len(statements)} read")
    for name in ("opening", "closing"):
        balances: list[Balance | None] = [getattr(one, name) for one in statements]
        read = [to_decimal(one.amount_minor, one.currency) for one in balances if one]
        unstated = fact["kind"] == "csv" and not read  # a column of balances we do not read proves nothing wrong
        missing = [text for text in _texts(fact.get(name)) if Decimal(text) not in read]
        if missing and not unstated:
            found.append(f"{name} {', '.join(missing)} expected, {', '.join(map(str, read)) or 'none'} read")
    return found


def _texts(stated: str | list[str] | None) -> list[str]:
    return stated if isinstance(stated, list) else [stated] if stated is not None else []


def _sign_is_wrong(fact: dict[str, Any], statements: Sequence[Statement]) -> bool:
    """The amounts are there, but not on the side where they belong."""
    _, came, went = sums(statements, pending=fact["kind"] == "csv")
    credit, debit = Decimal(fact["sum_credit"]), Decimal(fact["sum_debit"])
    return came + went == credit + debit and came != credit


# ------------------------------------------------------------------------------------------------- hostile files

#: How expected.jsonl says in its `why` that a refusal, where it accepts, is right too.
_OR_REFUSED = ("stricter answer", "or refused", "no format claims", "is also right")


def met(case: dict[str, Any], statements: Sequence[Statement] | StatementRefused) -> str:
    """What of a case of `_own_hostile/expected.jsonl` is not met; "" when all is."""
    if isinstance(statements, StatementRefused):
        told = all(one.place and one.sentence and one.remedy for one in statements.problems)
        allowed = case["outcome"] == "refuse" or any(words in case["why"] for words in _OR_REFUSED)
        return "" if told and allowed else f"refused: {statements.problems[0]}"
    if case["outcome"] == "refuse":
        return f"read, though: {case['why']}"
    expected = (case["entries"], Decimal(case["sum_credit"]), Decimal(case["sum_debit"]))
    if sums(statements) != expected:
        return f"{expected} expected, {sums(statements)} read"
    warned = any(one.warnings or any(line.warnings for line in one.transactions) for one in statements)
    if (case["outcome"] == "warn" or not case["entries"]) and not warned:
        return "read without a warning"
    return ""
