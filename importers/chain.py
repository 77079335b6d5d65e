"""Do the statements of one account follow on each other? Closing of one = opening of the next. Pure.

A gap or an overlap is named on the statement it shows at, and nothing more: every line is read all the same, the
repeated ones count once by their tokens (money.md 14), and only a statement's own failed proof blocks "sure"
(money.md 11).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile

from importers.amounts import exact_text
from importers.statement import Kind, Proof, Statement
from importers.verify import booked


def chained(statements: Sequence[Statement]) -> list[Statement]:
    """The same statements in the same order, with a warning on each that does not follow on the one before."""
    notes: defaultdict[int, list[str]] = defaultdict(list)
    for members in _by_account(statements).values():
        distinct: list[int] = []
        for index in members:
            earlier = next((one for one in distinct if _is_same(statements[one], statements[index])), None)
            if earlier is None:
                distinct.append(index)
            else:
                notes[index].append(f"the same statement as in {statements[earlier].source.path}; its lines count once")
        for before, after in _pairs(statements, distinct):
            notes[after] += _breaks(statements[before], statements[after])
    told = {index for index, words in notes.items() if words}  # more exactly than by a number
    for index, words in _repeats(statements):
        notes[index] += [] if index in told else [words]
    return [
        replace(one, warnings=(*one.warnings, *notes[index])) if notes[index] else one
        for index, one in enumerate(statements)
    ]


def _repeats(statements: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """(statement, how many of its lines an earlier file has), whatever the formats: camt and CSV of one month."""
    first: dict[str, str] = {}
    for index, one in enumerate(statements):
        if one.kind is Kind.NOTIFICATION:
            continue
        path, tokens = one.source.path, [line.transaction_id for line in one.transactions]
        found = Counter(there for token in tokens if (there := first.get(token, path)) != path)
        for there, number in found.items():
            yield index, f"also in {there}, and counted once: {number} of its {len(tokens)} lines"
        for token in tokens:
            first.setdefault(token, path)


def _by_account(statements: Sequence[Statement]) -> dict[tuple[str, str], list[int]]:
    """(account, currency) -> the statements that have both balances; reports and notifications chain with nothing."""
    members: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(statements):
        if one.kind is Kind.STATEMENT and one.account and one.opening is not None and one.closing is not None:
            members[one.account, one.opening.currency].append(index)
    return members


def _is_same(one: Statement, other: Statement) -> bool:
    """The same id, balances and lines, whatever the file."""
    return (one.statement_id, one.opening, one.closing) == (other.statement_id, other.opening, other.closing) and [
        line.transaction_id for line in one.transactions
    ] == [line.transaction_id for line in other.transactions]


def _pairs(statements: Sequence[Statement], members: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbours in time. Of several that begin and end on the same day the one that fits comes first."""
    left = sorted(members, key=lambda index: _when(statements[index]))
    if not left:
        return
    here = left.pop(0)
    while left:
        days = _days(statements[left[0]])
        rivals = list(takewhile(lambda one: _days(statements[one]) == days, left))  # noqa: B023 - used up here
        after = next((one for one in rivals if _fits(statements[here], statements[one])), rivals[0])
        yield here, after
        left.remove(after)
        here = after


def _when(statement: Statement) -> tuple[date, date, int, str]:
    number = statement.statement_id.partition("/")[0]
    return (*_days(statement), int(number) if number.isdecimal() else 0, statement.statement_id)


def _days(statement: Statement) -> tuple[date, date]:
    """First and last day, as far as anything tells."""
    assert statement.opening is not None
    assert statement.closing is not None
    last = statement.to_date or statement.closing.day or statement.opening.day or date.min
    return statement.from_date or statement.opening.day or last, last


def _fits(before: Statement, after: Statement) -> bool:
    assert before.closing is not None
    assert after.opening is not None
    return before.closing.amount_minor == after.opening.amount_minor


def _breaks(before: Statement, after: Statement) -> Iterator[str]:
    if _fits(before, after):
        yield from _twins(before, after)
        return
    assert before.closing is not None
    assert after.opening is not None
    end, start = (exact_text(one.amount_minor, one.currency) for one in (before.closing, after.opening))
    said = f"opening balance {start}, but {_named(before)} closes with {end} {after.opening.currency}"
    if _days(after)[0] <= _days(before)[1]:
        yield f"{said}: the periods overlap; lines that stand in both count once"
    else:
        yield f"{said}: a statement between them is missing"


def _twins(before: Statement, after: Statement) -> Iterator[str]:
    """Both prove their own lines and neither holds the other's: a line in both is two bookings under one token, of
    which only one is seen. It cannot be told from a repeat by the line alone; so at least it is said."""
    if before.proof is not Proof.TIES_OUT or after.proof is not Proof.TIES_OUT:
        return
    seen = {line.transaction_id for line in booked(before.transactions)}
    for line in booked(after.transactions):
        if line.transaction_id in seen:
            amount = f"{exact_text(line.amount_minor, line.currency)} {line.currency}"
            said = f"{line.booking_date} {amount} is word for word in {_named(before)} too, and the balances count both"
            yield f"{said}; only one is proposed, look after the other yourself"


def _named(statement: Statement) -> str:
    return f"statement {statement.statement_id}" if statement.statement_id else statement.source.path
