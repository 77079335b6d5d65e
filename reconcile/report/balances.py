"""The balance proof of each statement: opening + in − out = closing, and whether the run holds every line of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.records import Run, StatementSeen
from reconcile.report.outcomes import ReportedLine
from reconcile.report.safe_text import masked_account, safe


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceProof:
    """One statement. Amounts are those of the file, in minor units of `currency`; `in` and `out` unsigned."""

    statement: str
    account: str  #: masked
    account_name: str
    currency: str
    format: str
    kind: str
    from_date: date | None
    to_date: date | None
    opening_minor: int | None
    in_minor: int
    out_minor: int
    closing_minor: int | None
    difference_minor: int | None  #: closing − (opening + in − out); None: the file lacks a balance
    entries: int
    lines: int
    lines_held: int  #: of these the run accounts for
    complete: bool  #: the lines the run holds have the sums of the file

    @property
    def is_proved(self) -> bool:
        return self.difference_minor == 0 and self.complete


def balance_proofs(run: Run, lines: Sequence[ReportedLine]) -> tuple[BalanceProof, ...]:
    """In the order of the run; notifications have no balance and book nothing, so they are left out."""
    held = _held(lines)
    return tuple(_proof(one, held) for one in run.statements if one.kind != "notification")


_Key = tuple[str, str, str]  #: origin, account, currency


@dataclass
class _Held:
    lines: int = 0
    in_minor: int = 0
    out_minor: int = 0


def _held(lines: Sequence[ReportedLine]) -> dict[_Key, _Held]:
    """What the run's lines add up to, by the statement they stand in."""
    held: defaultdict[_Key, _Held] = defaultdict(_Held)
    for line in lines:
        one = line.line.transaction
        for origin in line.seen_in:
            sums = held[origin, one.account, one.currency]
            sums.lines += 1
            if one.is_booked:
                sums.in_minor += max(0, one.amount_minor)
                sums.out_minor += max(0, -one.amount_minor)
    return held


def _proof(one: StatementSeen, held: dict[_Key, _Held]) -> BalanceProof:
    ours = [sums for (origin, account, _), sums in held.items() if (origin, account) == (one.origin, one.account)]
    own = held.get((one.origin, one.account, one.currency), _Held())
    difference = None
    if one.opening_minor is not None and one.closing_minor is not None:
        difference = one.closing_minor - (one.opening_minor + one.in_minor - one.out_minor)
    return BalanceProof(
        statement=safe(one.statement),
        account=masked_account(one.account),
        account_name=safe(one.account_name),
        currency=safe(one.currency),
        format=safe(one.format),
        kind=one.kind,
        from_date=one.from_date,
        to_date=one.to_date,
        opening_minor=one.opening_minor,
        in_minor=one.in_minor,
        out_minor=one.out_minor,
        closing_minor=one.closing_minor,
        difference_minor=difference,
        entries=one.entries,
        lines=one.lines,
        lines_held=sum(sums.lines for sums in ours),
        complete=(own.in_minor, own.out_minor) == (one.in_minor, one.out_minor),
    )
