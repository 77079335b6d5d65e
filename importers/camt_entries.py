"""One `Ntry`: what it says becomes one transaction, or one per detail where the bank itemises it and the sums agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from importers import camt_values as values
from importers.camt_amounts import Money
from importers.camt_details import raw_entry, split
from importers.camt_fields import Record
from importers.camt_lines import LineBuilder
from importers.camt_links import link
from importers.errors import Problem, excerpt_of
from importers.events import Entry
from importers.identity import Ordinals
from importers.quick_records import quick

_new_entry = quick(Entry)
_REMEDY = "ask the bank for a corrected file; nothing of this one was used"


@dataclass(slots=True)
class Context:
    """What an entry needs to know of its statement."""

    account: str
    currency: str  #: for entries that name none
    fallback_day: tuple[date, str] | None  #: for entries without a date, and where it comes from
    ordinals: Ordinals
    problem: Callable[[Problem], None]
    message_id: str = ""  #: of a notification, whose entries are details of a statement's; else ""


@dataclass(slots=True)
class _Reading:
    """The values of one entry, as far as they could be read."""

    place: Callable[[], str]
    problem: Callable[[Problem], None]
    failed: bool = False
    warnings: list[str] = field(default_factory=list)

    def complain(self, what: str, excerpt: str, sentence: str) -> None:
        self.failed = True
        self.problem(Problem(f"{self.place()}, {what}", sentence, _REMEDY, excerpt_of(excerpt), code="camt-entry"))

    def warn(self, warning: str) -> None:
        if warning:
            self.warnings.append(warning)


def read_entry(record: Record, context: Context, place: Callable[[], str], line: int) -> Entry | None:
    """None when something could not be read; `context.problem` was then told what, and at which `place`."""
    reading = _Reading(place, context.problem)
    currency = record.get("currency") or context.currency
    if not currency:
        reading.warn("no currency is named anywhere; two digits after the mark are assumed")
    money = _money(record, currency, reading)
    days = _days(record, context, reading)
    reversal = _flag(record, reading)
    if reading.failed or money is None or days is None:
        return None
    details = record.groups.get("details", [])
    parts = split(record, details, money, currency)
    identity = context.ordinals.entry(context.account, days[0], raw_entry(record, details, money, currency))
    build = LineBuilder(record, context.account, currency, days, tuple(reading.warnings), identity, line)
    lines = (build.whole(details, money),) if parts is None else build.parts(details, parts)
    return _new_entry(lines, reversal, link(record, identity, context.message_id))


def _money(record: Record, currency: str, reading: _Reading) -> Money | None:
    minor, money_in = None, None
    text = record.get("amount")
    try:
        minor, warning = values.parse_amount(text, currency)
        reading.warn(warning)
    except ValueError as error:
        reading.complain("Amt", text, str(error) if text else "the entry has no amount")
    indicator = record.get("direction")
    try:
        money_in = values.parse_money_in(indicator)
    except ValueError as error:
        reading.complain("CdtDbtInd", indicator, str(error) if indicator else "the entry does not say in or out")
    return None if minor is None or money_in is None else Money(minor, money_in)


def _days(record: Record, context: Context, reading: _Reading) -> tuple[date, date | None] | None:
    """Booking and value date; the booking date falls back to the value date, then to the statement's."""
    booking = _day(record, "booking_date", "BookgDt", reading)
    value = _day(record, "value_date", "ValDt", reading)
    if booking is not None:
        return booking, value
    if value is not None:
        reading.warn("no booking date; the value date was taken")
        return value, value
    if context.fallback_day is not None:
        day, origin = context.fallback_day
        reading.warn(f"no booking date; {origin} {day} was taken")
        return day, None
    if not reading.failed:
        reading.complain("BookgDt", "", "neither the entry nor the statement has a date")
    return None


def _day(record: Record, name: str, what: str, reading: _Reading) -> date | None:
    text = record.get(name)
    if not text:
        return None
    try:
        day, warning = values.parse_day(text)
    except ValueError as error:
        reading.complain(what, text, str(error))
        return None
    reading.warn(warning)
    return day


def _flag(record: Record, reading: _Reading) -> bool:
    text = record.get("reversal")
    if not text:
        return False
    try:
        return values.parse_flag(text)
    except ValueError as error:
        reading.complain("RvslInd", text, str(error))
        return False
