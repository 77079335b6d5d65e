"""Which events belong to a period. Pure.

A bank line belongs to the period its booking date falls into, and with it everything that ever happened to it; beside
these, everything the journal recorded on a day of the period. A story is never cut: a line that is in, is in whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from reconcile.journal import events as payloads
from reconcile.journal.log import Event
from reconcile.journal.states import LineSeen

#: Events whose key is the run they are about.
OF_A_RUN = frozenset({"run", "run_body", "sources"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Both days included; a moment counts by the day it is in `zone`."""

    first: date
    last: date
    zone: ZoneInfo

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def holds_moment(self, at: str) -> bool:
        return self.holds(datetime.fromisoformat(at).astimezone(self.zone).date())


@dataclass
class Chosen:
    """`tokens` of bank lines and ids of `runs` that are in with all their events; `seqs` of events that are."""

    tokens: set[str] = field(default_factory=set)
    runs: set[str] = field(default_factory=set)
    seqs: set[int] = field(default_factory=set)


class Walk(Protocol):
    """A new walk through the journal each time it is called."""

    def __call__(self, *, without: str = "") -> Iterable[Event]: ...


def choose(events: Walk, period: Period) -> Chosen:
    chosen = Chosen()
    for event in events(without="run_body"):
        _take(chosen, event, period)
    for event in events(without="run_body"):
        if event.kind == "run" and chosen.tokens & {line.token for line in _lines(event)}:
            chosen.runs.add(event.key)
    for event in events():
        if event.key in chosen.runs or event.key in chosen.tokens or period.holds_moment(event.at):
            chosen.seqs.add(event.seq)
    return chosen


def _take(chosen: Chosen, event: Event, period: Period) -> None:
    recorded = period.holds_moment(event.at)
    if event.kind in OF_A_RUN:
        if recorded:
            chosen.runs.add(event.key)
        if event.kind == "run":
            chosen.tokens.update(line.token for line in _lines(event) if period.holds(line.booking_date))
    elif event.key.startswith("KR1-") and recorded:
        chosen.tokens.add(event.key)


def _lines(event: Event) -> Iterator[LineSeen]:
    """None of an event that cannot be understood: it stays in the chain, and `verify` names it."""
    try:
        yield from payloads.from_json(payloads.RunRecorded, event.payload).lines
    except ValueError:
        return
