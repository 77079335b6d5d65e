"""The numbers behind the charts. The parts of each add up to the whole: every line and every amount counts once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from reconcile.journal import OffsetState, State
from reconcile.records import Document, OpenItem, Run, Side
from reconcile.report.outcomes import Answer, Outcome, ReportedLine

#: Findings of these weights or more are what a proposal rests on (as in its reasons), in log-odds.
WORTH_SAYING = 0.5
#: Signals that identify a payment, in the order a person would name them; dates and titles only support.
IDENTIFYING = ("creditor_reference", "invoice_number", "open_amount", "known_account", "party_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Lines of one outcome and currency; `in` and `out` unsigned."""

    outcome: Outcome
    currency: str
    lines: int
    in_minor: int
    out_minor: int


def shares(lines: Iterable[ReportedLine]) -> tuple[Share, ...]:
    """Where the lines went, by outcome in its order, then by currency."""
    groups: defaultdict[tuple[Outcome, str], list[int]] = defaultdict(list)
    for line in lines:
        groups[line.outcome, line.currency].append(line.amount_minor)
    return tuple(
        Share(outcome=outcome, currency=currency, lines=len(amounts), in_minor=_in(amounts), out_minor=_out(amounts))
        for outcome in Outcome
        for currency in sorted({currency for _, currency in groups})
        if (amounts := groups.get((outcome, currency), []))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictRow:
    """How the program judged lines, and what became of them."""

    verdict: str
    kind: str
    lines: int
    outcomes: tuple[tuple[Outcome, int], ...]  #: those that occur; they add up to `lines`


def verdicts(lines: Iterable[ReportedLine]) -> tuple[VerdictRow, ...]:
    """The most frequent first, within the order of the verdicts."""
    groups: defaultdict[tuple[str, str], Counter[Outcome]] = defaultdict(Counter)
    for line in lines:
        groups[line.proposal.verdict.value, line.proposal.kind][line.outcome] += 1
    order = ("sure", "review", "ambiguous", "unmatched", "ignored")
    return tuple(
        VerdictRow(
            verdict=verdict,
            kind=kind,
            lines=counts.total(),
            outcomes=tuple((outcome, counts[outcome]) for outcome in Outcome if counts[outcome]),
        )
        for (verdict, kind), counts in sorted(
            groups.items(), key=lambda group: (order.index(group[0][0]), -group[1].total(), group[0][1])
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFlow:
    """Money of one booking day, currency and outcome; `in` and `out` unsigned."""

    day: date
    currency: str
    outcome: Outcome
    in_minor: int
    out_minor: int


def days(lines: Iterable[ReportedLine]) -> tuple[DayFlow, ...]:
    groups: defaultdict[tuple[str, date, Outcome], list[int]] = defaultdict(list)
    for line in lines:
        groups[line.currency, line.line.transaction.booking_date, line.outcome].append(line.amount_minor)
    order = list(Outcome)
    return tuple(
        DayFlow(day=day, currency=currency, outcome=outcome, in_minor=_in(amounts), out_minor=_out(amounts))
        for (currency, day, outcome), amounts in sorted(
            groups.items(), key=lambda group: (group[0][0], group[0][1], order.index(group[0][2]))
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePattern:
    """Proposals that rest on the same signals, and what a person made of them."""

    signals: tuple[str, ...]  #: of IDENTIFYING, those that speak for it; empty: only dates, titles, likelihood
    proposals: int
    kept: int
    changed: int
    declined: int
    open: int


def evidence_patterns(lines: Iterable[ReportedLine]) -> tuple[EvidencePattern, ...]:
    """Of all proposals that name an invoice, the most frequent pattern first."""
    groups: defaultdict[tuple[str, ...], Counter[Answer]] = defaultdict(Counter)
    for line in lines:
        if line.proposal.allocations:
            groups[_signals(line)][line.answer] += 1
    return tuple(
        EvidencePattern(signals=signals, proposals=counts.total(), **_answers(counts))
        for signals, counts in sorted(groups.items(), key=lambda group: (-group[1].total(), group[0]))
    )


def _signals(line: ReportedLine) -> tuple[str, ...]:
    said = {one.signal for one in line.proposal.evidence if one.log_odds >= WORTH_SAYING}
    return tuple(signal for signal in IDENTIFYING if signal in said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidenceBin:
    """Proposals whose confidence lies in [low, high), the last bin with its end; in ten-thousandths."""

    low: int
    high: int
    proposals: int
    kept: int
    changed: int
    declined: int
    open: int


#: Finer where it matters: 0.995 is what "sure" demands unless configured otherwise.
_EDGES = (0, 5_000, 7_000, 8_000, 9_000, 9_500, 9_800, 9_900, 9_950, 10_000)


def confidence_bins(lines: Iterable[ReportedLine]) -> tuple[ConfidenceBin, ...]:
    """All bins, empty ones too, of proposals that name an invoice."""
    groups: defaultdict[int, Counter[Answer]] = defaultdict(Counter)
    for line in lines:
        if line.proposal.allocations:
            groups[_bin(line.proposal.confidence)][line.answer] += 1
    return tuple(
        ConfidenceBin(low=low, high=high, proposals=groups[place].total(), **_answers(groups[place]))
        for place, (low, high) in enumerate(pairwise(_EDGES))
    )


def _bin(confidence: float) -> int:
    return max(place for place, edge in enumerate(_EDGES[:-1]) if confidence * 10_000 >= edge)


def _answers(counts: Mapping[Answer, int]) -> dict[str, int]:
    return {answer.value: counts.get(answer, 0) for answer in Answer}


class Age(StrEnum):
    """Days past the due date, on the day of the run."""

    NOT_DUE = "not_due"
    TO_30 = "1_30"
    TO_60 = "31_60"
    TO_90 = "61_90"
    OVER_90 = "over_90"
    NO_DATE = "no_due_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRow:
    """Open documents of one kind, currency and age: what was open when the run was made, what was posted since."""

    side: Side
    document: Document
    currency: str
    age: Age
    documents: int
    open_minor: int  #: when the run was made
    posted_minor: int  #: of it by postings and credit offsets of this run's lines, at most what was open
    unknown: int  #: documents whose open amount Kanbert contradicts itself about; not in `open_minor`

    @property
    def left_minor(self) -> int:
        return self.open_minor - self.posted_minor


def ages(run: Run, lines: Sequence[ReportedLine], offsets: Iterable[OffsetState] = ()) -> tuple[AgeRow, ...]:
    """Every open document of the run once."""
    posted = _posted(lines) + _offset(lines, offsets)
    groups: defaultdict[tuple[Side, Document, str, Age], list[OpenItem]] = defaultdict(list)
    for item in run.items:
        if item.open_minor is None or item.open_minor > 0:
            groups[item.side, item.document, item.currency, _age(item, run.today)].append(item)
    order = (list(Side), list(Document), list(Age))
    return tuple(
        AgeRow(
            side=side,
            document=document,
            currency=currency,
            age=age,
            documents=len(items),
            open_minor=sum(item.open_minor or 0 for item in items),
            posted_minor=sum(min(item.open_minor or 0, posted[item.item_id]) for item in items),
            unknown=sum(item.open_minor is None for item in items),
        )
        for (side, document, currency, age), items in sorted(
            groups.items(),
            key=lambda group: (
                order[0].index(group[0][0]),
                order[1].index(group[0][1]),
                group[0][2],
                order[2].index(group[0][3]),
            ),
        )
    )


def _posted(lines: Iterable[ReportedLine]) -> Counter[str]:
    """item_id -> what was posted to it after the run was made."""
    posted: Counter[str] = Counter()
    for line in lines:
        if line.outcome is Outcome.POSTED and line.posting and not line.settled_before:
            for booking in line.posting.posting.bookings:
                posted[booking.item_id] += booking.value_minor
    return posted


def _offset(lines: Iterable[ReportedLine], offsets: Iterable[OffsetState]) -> Counter[str]:
    """item_id -> what a credit offset of these lines took off it, on either document (money.md 9)."""
    tokens = {line.token for line in lines if not line.settled_before}
    taken: Counter[str] = Counter()
    for one in offsets:
        if one.state in (State.POSTED, State.CONFIRMED) and one.offset.line_token in tokens:
            taken[one.offset.invoice_id] += one.offset.value_minor
            taken[one.offset.credit_id] += one.offset.value_minor
    return taken


def _age(item: OpenItem, today: date) -> Age:
    if item.due_date is None:
        return Age.NO_DATE
    late = (today - item.due_date).days
    bounds = ((0, Age.NOT_DUE), (30, Age.TO_30), (60, Age.TO_60), (90, Age.TO_90))
    return next((age for bound, age in bounds if late <= bound), Age.OVER_90)


def _in(amounts: Sequence[int]) -> int:
    return sum(amount for amount in amounts if amount > 0)


def _out(amounts: Sequence[int]) -> int:
    return -sum(amount for amount in amounts if amount < 0)
