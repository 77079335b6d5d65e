"""What proves a CSV: the balances above and below its rows, or the balance the bank writes beside each row.

The column proves row by row, oldest or newest first. Banks shuffle the bookings of one day (87 files of the corpus
prove row by row, 43 do not): then it proves day by day, where one balance of each day must be that of the day before
and the day's bookings. A single row or day has nothing to be compared with. A proof that fails is a warning, never a
refusal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from importers import amounts, verify
from importers.csv_rows import Booking
from importers.statement import Balance, Proof

_UNTIED = "the balance does not tie out"


@dataclass(frozen=True, slots=True)
class Proved:
    opening: Balance | None
    closing: Balance | None
    proof: Proof
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """A booking that moved the balance."""

    line: int
    day: date
    minor: int
    balance: int | None  #: after it


def prove(bookings: Sequence[Booking], opening: int | None, closing: int | None, currency: str) -> Proved:
    """By the balances the bank states, where it states both; else by the running balance."""
    steps = [
        _Step(one.transaction.line, one.transaction.booking_date, one.transaction.amount_minor, one.balance_minor)
        for one in bookings
        if one.moves_balance
    ]
    if opening is not None and closing is not None:
        return _stated(steps, opening, closing, currency)
    running = _running(steps, currency)
    if running is not None:
        return running
    return Proved(
        _balance(opening, currency, None, "OPBD"), _balance(closing, currency, None, "CLBD"), Proof.UNTESTABLE
    )


def _stated(steps: Sequence[_Step], opening: int, closing: int, currency: str) -> Proved:
    days = [step.day for step in steps]
    start = _balance(opening, currency, min(days, default=None), "OPBD")
    end = _balance(closing, currency, max(days, default=None), "CLBD")
    came, went = (
        sum(step.minor for step in steps if step.minor > 0),
        -sum(step.minor for step in steps if step.minor < 0),
    )
    proof, differences = verify.prove(start, end, came, went)
    return Proved(start, end, proof, differences)


def _running(steps: list[_Step], currency: str) -> Proved | None:
    """None where there is no running balance at all."""
    if not any(step.balance is not None for step in steps):
        return None
    for ordered in (steps, steps[::-1]):
        if _first_break(ordered) is None:
            return _chained(ordered, currency)
    days = _by_day(steps)
    if len(days) > 1 and _first_day_fits(steps) and (closing := _closing_of_days(days)) is not None:
        return _derived(steps, closing - sum(step.minor for step in steps), closing, currency, Proof.TIES_OUT)
    if len(days) < 2:
        return Proved(None, None, Proof.UNTESTABLE)
    before, after, expected = min(
        filter(None, map(_first_break, (steps, steps[::-1]))), key=lambda broken: -abs(broken[0].line - steps[0].line)
    )
    between = f"{_text(expected, currency)} expected after line {before.line}"
    found = f"{_text(after.balance or 0, currency)} stands in line {after.line}"
    return Proved(None, None, Proof.DIFFERS, (f"{_UNTIED}: {between}, but {found}",))


def _chained(ordered: Sequence[_Step], currency: str) -> Proved:
    first = next(place for place, step in enumerate(ordered) if step.balance is not None)
    start = (ordered[first].balance or 0) - sum(step.minor for step in ordered[: first + 1])
    tested = sum(step.balance is not None for step in ordered) > 1
    closing = start + sum(step.minor for step in ordered)
    return _derived(ordered, start, closing, currency, Proof.TIES_OUT if tested else Proof.UNTESTABLE)


def _derived(steps: Iterable[_Step], opening: int, closing: int, currency: str, proof: Proof) -> Proved:
    days = [step.day for step in steps]
    return Proved(_balance(opening, currency, min(days), "ITBD"), _balance(closing, currency, max(days), "ITBD"), proof)


def _first_break(ordered: Sequence[_Step]) -> tuple[_Step, _Step, int] | None:
    """The first two rows between which a booking is missing or wrong, and the balance expected at the second."""
    known: tuple[_Step, int] | None = None
    for step in ordered:
        if known is not None:
            known = (known[0], known[1] + step.minor)
        if step.balance is not None:
            if known is not None and known[1] != step.balance:
                return known[0], step, known[1]
            known = (step, step.balance)
    return None


def _by_day(steps: Sequence[_Step]) -> list[tuple[int, set[int]]]:
    """Per day, oldest first: the sum of its bookings, and the balances that stand beside them; days without one join
    the next that has."""
    days: dict[date, tuple[int, set[int]]] = {}
    for step in steps:
        total, balances = days.get(step.day, (0, set()))
        days[step.day] = (total + step.minor, balances | ({step.balance} if step.balance is not None else set()))
    joined, waiting = [], 0
    for day in sorted(days):
        total, balances = days[day]
        waiting += total
        if balances:
            joined.append((waiting, balances))
            waiting = 0
    if waiting:
        joined.append((waiting, set()))
    return joined


def _first_day_fits(steps: Sequence[_Step]) -> bool:
    """No day before proves the first one: its bookings must lead from one balance to the next in some order, each from
    where another ended, but for the opening and the closing. Where one balance stands beside all, it is the day's."""
    first = min(step.day for step in steps if step.balance is not None)
    beside = [step for step in steps if step.day == first]
    if len({step.balance for step in beside} - {None}) == 1:
        return True
    known = [(step.balance - step.minor, step.balance) for step in beside if step.balance is not None]
    starts, ends = (Counter(pair[place] for pair in known) for place in (0, 1))
    return len(known) == len(beside) and (starts - ends).total() <= 1


def _closing_of_days(days: Sequence[tuple[int, set[int]]]) -> int | None:
    """The balance at the end, where one of each day's balances can be the one it ended with; None where none can."""
    possible = days[0][1]
    for total, balances in days[1:]:
        reached = {balance + total for balance in possible}
        possible = reached & balances if balances else reached
        if not possible:
            return None
    return min(possible)


def _balance(minor: int | None, currency: str, day: date | None, code: str) -> Balance | None:
    return None if minor is None else Balance(amount_minor=minor, currency=currency, day=day, code=code)


def _text(minor: int, currency: str) -> str:
    return amounts.exact_text(minor, currency)
