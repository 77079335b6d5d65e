"""What the template asks of a report: groups, totals, charts, in the language of the reader. Sums are over integers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from reconcile.records import Verdict
from reconcile.report import charts
from reconcile.report.charts import Bar, Chart
from reconcile.report.contents import Report
from reconcile.report.figures import AgeRow, DayFlow, EvidencePattern, Share
from reconcile.report.outcomes import Outcome
from reconcile.report.tables import DifferenceRow, WaitingRow
from reconcile.report.words import Words

_Row = TypeVar("_Row", Share, DayFlow)

_SECTIONS = (
    *("balances", "shares", "days", "ages", "evidence", "attention", "waiting", "receipts", "differences"),
    *("duplicates", "changed", "posted", "left_out", "provenance"),
)
_MATCHED = frozenset({Outcome.POSTED, Outcome.APPROVED})


@dataclass(frozen=True, slots=True)
class DayRow:
    """A booking day, week or month in six sums: in and out, each matched, open and without invoice."""

    name: str
    matched_in: int
    open_in: int
    none_in: int
    matched_out: int
    open_out: int
    none_out: int


@dataclass(frozen=True, slots=True)
class DifferenceGroup:
    kind: str
    currency: str
    rows: tuple[DifferenceRow, ...]

    @property
    def amount_minor(self) -> int:
        return sum(row.amount_minor for row in self.rows)


class View:
    def __init__(self, report: Report, words: Words) -> None:
        self._report = report
        self._words = words

    # ------------------------------------------------------------------------------------------------------- head

    @property
    def proved(self) -> int:
        return sum(one.is_proved for one in self._report.balances)

    def lines_of(self, *outcomes: Outcome) -> int:
        return sum(one.lines for one in self._report.shares if one.outcome in outcomes)

    def sums_of(self, *outcomes: Outcome) -> list[str]:
        """`69 671.43 EUR in`, one text a currency and direction."""
        sums: Counter[tuple[str, str]] = Counter()
        for one in self._report.shares:
            if one.outcome in outcomes:
                sums[one.currency, "money_in"] += one.in_minor
                sums[one.currency, "money_out"] += one.out_minor
        say = self._words
        return [f"{say(way)} {say.money(minor, currency)}" for (currency, way), minor in sorted(sums.items()) if minor]

    @property
    def todo(self) -> str:
        """What is left to do, as one sentence."""
        report, say = self._report, self._words
        numbers = {
            "todo_balance": len(report.balances) - self.proved,
            "todo_attention": self.lines_of(Outcome.ATTENTION),
            "todo_waiting": len(report.waiting),
            "todo_approved": self.lines_of(Outcome.APPROVED),
            "todo_by_hand": sum(row.by_hand for row in report.differences),
        }
        named = [say.counted(key, number) for key, number in numbers.items() if number]
        return say("not_done", todo=", ".join(named)) if named else say("all_done")

    @property
    def sections(self) -> list[str]:
        """The headings in order, by the name of their text."""
        report = self._report
        present = {
            "evidence": bool(report.patterns),
            "attention": bool(report.attention),
            "receipts": bool(report.largest_open_receipts),
            "left_out": bool(report.left_out),
        }
        return [one for one in _SECTIONS if present.get(one, True)]

    # ----------------------------------------------------------------------------------------------- where they went

    @property
    def shares(self) -> list[tuple[str, list[Share]]]:
        return _by_currency(self._report.shares)

    def shares_chart(self, shares: Sequence[Share]) -> Chart:
        return charts.shares_chart(shares, self._words)

    # ------------------------------------------------------------------------------------------------------ per day

    @property
    def days(self) -> list[tuple[str, list[DayFlow]]]:
        return _by_currency(self._report.days)

    def days_chart(self, days: Sequence[DayFlow]) -> Chart:
        return charts.days_chart(days, self._words)

    def day_rows(self, days: Sequence[DayFlow]) -> list[DayRow]:
        """A row a bar of the chart: a day, of a long time a week or a month."""
        step = charts.step_of(days)
        groups = groupby(days, key=lambda one: charts.start_of(one.day, step))
        return [_day_row(self._words.day_of(start, step), list(flows)) for start, flows in groups]

    # ------------------------------------------------------------------------------------------------------- by age

    @property
    def ages(self) -> list[list[AgeRow]]:
        """A chart each: one side, document and currency."""
        groups = groupby(self._report.ages, key=lambda row: (row.side, row.document, row.currency))
        return [list(rows) for _, rows in groups]

    def ages_chart(self, rows: Sequence[AgeRow]) -> Chart:
        return charts.ages_chart(rows, self._words)

    # ----------------------------------------------------------------------------------------------------- evidence

    def confidence_chart(self) -> Chart:
        return charts.confidence_chart(self._report.confidence, self._words)

    def pattern_bars(self, row: EvidencePattern) -> list[Bar]:
        return charts.pattern_bar(row, max(one.proposals for one in self._report.patterns))

    # ------------------------------------------------------------------------------------------------------- tables

    @property
    def waiting(self) -> list[tuple[str, list[WaitingRow]]]:
        """What needs a look first, then what is sure and may be approved together."""
        groups: dict[str, list[WaitingRow]] = {"waiting_look": [], "waiting_sure": []}
        for row in self._report.waiting:
            groups["waiting_sure" if row.verdict == Verdict.SURE else "waiting_look"].append(row)
        return [(name, rows) for name, rows in groups.items() if rows]

    @property
    def differences(self) -> list[DifferenceGroup]:
        groups: defaultdict[tuple[str, str], list[DifferenceRow]] = defaultdict(list)
        for row in self._report.differences:
            groups[row.kind, row.bank.currency].append(row)
        return [DifferenceGroup(kind, currency, tuple(rows)) for (kind, currency), rows in groups.items()]

    def difference_kind(self, kind: str) -> str:
        return self._words(kind) if kind == "credit note" else self._words.phrase(kind)

    @staticmethod
    def total(rows: Iterable[object], name: str) -> int:
        return sum(int(getattr(row, name)) for row in rows)


def _by_currency(rows: Sequence[_Row]) -> list[tuple[str, list[_Row]]]:
    """The currency with most rows first."""
    groups: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.currency].append(row)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))


def _day_row(name: str, flows: Sequence[DayFlow]) -> DayRow:
    def sums(among: Callable[[Outcome], bool]) -> tuple[int, int]:
        chosen = [one for one in flows if among(one.outcome)]
        return sum(one.in_minor for one in chosen), sum(one.out_minor for one in chosen)

    matched = sums(lambda outcome: outcome in _MATCHED)
    none = sums(lambda outcome: outcome is Outcome.NO_INVOICE)
    still_open = sums(lambda outcome: outcome not in _MATCHED and outcome is not Outcome.NO_INVOICE)
    return DayRow(name, matched[0], still_open[0], none[0], matched[1], still_open[1], none[1])
