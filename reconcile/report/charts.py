"""The geometry of the charts: records in, shapes out; the template draws them. Pure.

Coordinates are floats in units of the viewBox; amounts stay integers until they are divided for a length. Meaning is
never in colour alone: fills have patterns (`report.css`), and every chart has a table with the exact numbers beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from reconcile.report.figures import Age, AgeRow, ConfidenceBin, DayFlow, EvidencePattern, Share
from reconcile.report.outcomes import Answer, Outcome
from reconcile.report.words import Words

WIDTH = 720.0


@dataclass(frozen=True, slots=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    fill: str  #: an Outcome or Answer, which the style sheet knows as `fill-…`
    tip: str


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "start"
    style: str = "label"


@dataclass(frozen=True, slots=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    style: str = "grid"


@dataclass(slots=True)
class Chart:
    """`title` and `description` are what a screen reader says."""

    title: str
    description: str
    height: float
    width: float = WIDTH
    bars: list[Bar] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)  #: (fill, words)


# ------------------------------------------------------------------------------------------------ where the lines went

_BAR_LEFT, _BAR_RIGHT = 92.0, 716.0


def shares_chart(shares: Sequence[Share], words: Words) -> Chart:
    """Of one currency: how its lines, its money in and its money out are divided; each bar is its whole."""
    currency = shares[0].currency
    measures = (
        (words("lines"), [one.lines for one in shares], words.count),
        (words("money_in"), [one.in_minor for one in shares], lambda minor: words.amount(minor, currency)),
        (words("money_out"), [one.out_minor for one in shares], lambda minor: words.amount(minor, currency)),
    )
    shown = [measure for measure in measures if sum(measure[1])]
    chart = Chart(
        title=words("shares_title"),
        description="; ".join(
            f"{name}: "
            + ", ".join(
                f"{words.outcome(one.outcome)} {write(value)}"
                for one, value in zip(shares, values, strict=True)
                if value
            )
            for name, values, write in shown
        ),
        height=44.0 * len(shown) + 4,
        legend=[(one.outcome.value, words.outcome(one.outcome)) for one in shares],
    )
    for place, (name, values, write) in enumerate(shown):
        top, total = 44.0 * place + 4, sum(values)
        chart.labels.append(Label(0, top + 14, name, style="name"))
        chart.labels.append(Label(0, top + 28, write(total), style="quiet"))
        edges = [_BAR_LEFT + (_BAR_RIGHT - _BAR_LEFT) * sum_ / total for sum_ in accumulate(values, initial=0)]
        for one, value, left, right in zip(shares, values, edges, edges[1:], strict=False):
            if value:
                tip = f"{words.outcome(one.outcome)}: {write(value)}"
                chart.bars.append(Bar(left, top, right - left, 30, one.outcome.value, tip))
    return chart


# ------------------------------------------------------------------------------------------------------ money per day

_PLOT_LEFT, _PLOT_RIGHT, _PLOT_TOP, _PLOT_HEIGHT = 78.0, 716.0, 16.0, 210.0
#: More days than this are drawn as weeks, more weeks as months.
_MOST_DAYS, _MOST_WEEKS = 100, 105


_Bucket = Counter[tuple[Outcome, bool]]  #: (what became of it, is it money in) → minor units


def days_chart(days: Sequence[DayFlow], words: Words) -> Chart:
    """Of one currency: money in above the line, money out below it, by what became of it."""
    step = step_of(days)
    starts = _starts(days[0].day, days[-1].day, step)
    money: dict[date, _Bucket] = {start: Counter() for start in starts}
    for one in days:
        money[start_of(one.day, step)][one.outcome, True] += one.in_minor
        money[start_of(one.day, step)][one.outcome, False] += one.out_minor
    plot = _Plot.of(_days_frame(days, step, words), list(money.values()), words, days[0].currency)
    slot = (_PLOT_RIGHT - _PLOT_LEFT) / len(starts)
    every = -(-len(starts) // 12)
    for place, start in enumerate(starts):
        left = _PLOT_LEFT + place * slot
        plot.stack(money[start], left + slot * 0.12, slot * 0.76, words.day_of(start, step))
        if place % every == 0:
            low = _PLOT_TOP + _PLOT_HEIGHT + 16
            plot.chart.labels.append(Label(left + slot / 2, low, words.tick(start, step), "middle", "tick"))
    return plot.chart


def _days_frame(days: Sequence[DayFlow], step: str, words: Words) -> Chart:
    currency, present = days[0].currency, {flow.outcome for flow in days}
    return Chart(
        title=words(f"days_title_{step}"),
        description=words(
            "days_description",
            first=words.day(days[0].day),
            last=words.day(days[-1].day),
            money_in=words.money(sum(one.in_minor for one in days), currency),
            money_out=words.money(sum(one.out_minor for one in days), currency),
        ),
        height=_PLOT_TOP + _PLOT_HEIGHT + 34,
        legend=[(one.value, words.outcome(one)) for one in Outcome if one in present],
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where money stands in the days chart: `zero` is the line's y, `scale` the length of a minor unit."""

    chart: Chart
    zero: float
    scale: float
    words: Words
    currency: str

    @classmethod
    def of(cls, chart: Chart, buckets: Sequence[_Bucket], words: Words, currency: str) -> _Plot:
        """The frame with its axis, both ways to the same scale."""
        top, bottom = (
            max(sum(minor for (_, is_in), minor in bucket.items() if is_in is way) for bucket in buckets)
            for way in (True, False)
        )
        scale = _PLOT_HEIGHT / max(1, top + bottom)
        plot = cls(chart, _PLOT_TOP + top * scale, scale, words, currency)
        plot.axis(top, bottom)
        return plot

    def axis(self, top: int, bottom: int) -> None:
        tick, write = nice_step(max(top, bottom, 1), 4), self.words
        for value in range(-(bottom // tick) * tick, top + 1, tick):
            y = self.zero - value * self.scale
            self.chart.rules.append(Rule(_PLOT_LEFT, y, _PLOT_RIGHT, y, "grid" if value else "axis"))
            self.chart.labels.append(
                Label(_PLOT_LEFT - 6, y + 3.5, write.whole(abs(value), self.currency), "end", "tick")
            )
        self.chart.labels.append(Label(0, _PLOT_TOP - 6, write("in_short", currency=self.currency), style="quiet"))
        self.chart.labels.append(Label(0, _PLOT_TOP + _PLOT_HEIGHT + 16, write("out_short"), style="quiet"))

    def stack(self, bucket: _Bucket, left: float, width: float, name: str) -> None:
        """The bars of one day, from the line outwards."""
        for is_in in (True, False):
            reached, way = 0, self.words("money_in" if is_in else "money_out")
            for outcome in Outcome:
                if minor := bucket[outcome, is_in]:
                    y = self.zero - (reached + minor) * self.scale if is_in else self.zero + reached * self.scale
                    amount = self.words.money(minor, self.currency)
                    tip = f"{name}, {way}, {self.words.outcome(outcome)}: {amount}"
                    self.chart.bars.append(Bar(left, y, width, minor * self.scale, outcome.value, tip))
                    reached += minor


def nice_step(largest: int, most: int) -> int:
    """1, 2 or 5 times a power of ten, so that at most `most` steps are needed up to `largest`."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * most >= largest:
                return step * factor
        step *= 10


def step_of(days: Sequence[DayFlow]) -> str:
    """What one bar stands for: a day, of a long time a week or a month."""
    span = (days[-1].day - days[0].day).days + 1
    return "day" if span <= _MOST_DAYS else "week" if span <= _MOST_WEEKS * 7 else "month"


def start_of(day: date, step: str) -> date:
    """The first day of its week or month."""
    if step == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if step == "week" else day


def _starts(first: date, last: date, step: str) -> list[date]:
    """Of every bar, those without money too."""
    every_day = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return list(dict.fromkeys(start_of(day, step) for day in every_day))


# ------------------------------------------------------------------------------------------------------------- by age


def ages_chart(rows: Sequence[AgeRow], words: Words) -> Chart:
    """Of one side and currency: what is open by days past due, what is left of it and what was posted since."""
    currency = rows[0].currency
    by_age: defaultdict[Age, list[AgeRow]] = defaultdict(list)
    for row in rows:
        by_age[row.age].append(row)
    largest = max(1, *(sum(row.open_minor for row in of_age) for of_age in by_age.values()))
    left, right = 128.0, 560.0
    chart = Chart(
        title=words("ages_title_in" if rows[0].side == "outgoing" else "ages_title_out"),
        description="; ".join(
            f"{words.age(age)}: {words.money(sum(row.left_minor for row in by_age[age]), currency)}"
            for age in Age
            if age in by_age
        ),
        height=26.0 * len(by_age) + 6,
        legend=[("open", words("still_open")), ("posted", words("posted_since"))],
    )
    for place, age in enumerate(one for one in Age if one in by_age):
        y = 26.0 * place + 3
        still, posted = sum(row.left_minor for row in by_age[age]), sum(row.posted_minor for row in by_age[age])
        chart.labels.append(Label(0, y + 14, words.age(age), style="name"))
        x = left
        for fill, minor, name in (("open", still, words("still_open")), ("posted", posted, words("posted_since"))):
            width = (right - left) * minor / largest
            if minor:
                chart.bars.append(
                    Bar(x, y, width, 20, fill, f"{words.age(age)}, {name}: {words.money(minor, currency)}")
                )
            x += width
        chart.labels.append(Label(x + 8, y + 14, words.money(still, currency), style="value"))
    return chart


# ----------------------------------------------------------------------------------------- how good the proposals were


def confidence_chart(bins: Sequence[ConfidenceBin], words: Words) -> Chart:
    """How many proposals had which confidence, and what a person made of them."""
    most = max(1, *(one.proposals for one in bins))
    left, right, top, height = 40.0, 716.0, 18.0, 130.0
    chart = Chart(
        title=words("confidence_title"),
        description="; ".join(
            f"{words.percent(one.low)}–{words.percent(one.high)}: {one.proposals}" for one in bins if one.proposals
        ),
        height=top + height + 36,
        legend=[(answer.value, words.answer(answer)) for answer in Answer if any(getattr(one, answer) for one in bins)],
    )
    tick = nice_step(most, 4)
    for value in range(0, most + 1, tick):
        y = top + height - height * value / most
        chart.rules.append(Rule(left, y, right, y, "axis" if value == 0 else "grid"))
        chart.labels.append(Label(left - 6, y + 3.5, words.count(value), "end", "tick"))
    slot = (right - left) / len(bins)
    for place, one in enumerate(bins):
        x, reached = left + place * slot + slot * 0.14, 0
        name = f"{words.percent(one.low)}–{words.percent(one.high)}"
        for answer in Answer:
            if number := int(getattr(one, answer)):
                y = top + height - height * (reached + number) / most
                tip = f"{name}, {words.answer(answer)}: {number}"
                chart.bars.append(Bar(x, y, slot * 0.72, height * number / most, answer.value, tip))
                reached += number
        middle = left + (place + 0.5) * slot
        if one.proposals:
            y = top + height - height * one.proposals / most - 4
            chart.labels.append(Label(middle, y, words.count(one.proposals), "middle", "value"))
        chart.labels.append(Label(middle, top + height + 14, words.percent(one.low), "middle", "tick"))
        chart.labels.append(Label(middle, top + height + 27, f"–{words.percent(one.high)}", "middle", "tick"))
    return chart


def pattern_bar(row: EvidencePattern, most: int) -> list[Bar]:
    """A bar inside a table row, 160 × 12, `most` proposals long at full width; its numbers stand beside it."""
    edges = list(accumulate((int(getattr(row, answer)) for answer in Answer), initial=0))
    return [
        Bar(160 * start / most, 0.5, 160 * (end - start) / most, 11, answer.value, "")
        for answer, start, end in zip(Answer, edges, edges[1:], strict=False)
        if end > start
    ]
