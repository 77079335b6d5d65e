"""The amounts beside the entry's own: details, charges, what was ordered. Only the entry's ties to the balance
(formats.md 1.4.3); every other is used where it can be checked against it, else it is information or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from importers import camt_values as values
from importers.camt_fields import Record
from importers.statement import Original

#: Of a detail's amounts the first that is in the entry's currency (formats.md 1.4.3).
_OF_DETAIL = ("", "transaction", "counter", "instructed", "announced")
#: What the payer ordered, the likeliest first: amount, currency, rate; the second but last is the record's own `Amt`.
_ORDERED = (
    ("instructed_amount", "instructed_currency", "instructed_rate"),
    ("transaction_amount", "transaction_currency", "transaction_rate"),
    ("amount", "amount_currency", ""),
    ("counter_amount", "counter_currency", "counter_rate"),
)
_ORDERED_FIELDS = frozenset(("instructed_amount", "transaction_amount", "amount_currency", "counter_amount"))
_RATES = ("instructed_rate", "transaction_rate", "counter_rate", "announced_rate")


@dataclass(slots=True)
class Money:
    minor: int  #: unsigned
    money_in: bool

    @property
    def signed(self) -> int:
        return self.minor if self.money_in else -self.minor


def of_detail(detail: Record, currency: str) -> int | None:
    """Unsigned; None without an amount in that currency, and where it is no amount."""
    own = detail.values.get("amount")
    if own and detail.values.get("amount_currency") == currency:  # nearly always
        return minor_of(own, currency)
    for name in _OF_DETAIL:
        text, stated = _stated(detail, name)
        if text and stated in (currency, ""):
            return minor_of(text, currency)
    return None


def _stated(record: Record, name: str) -> tuple[str, str]:
    """(amount, currency) as written; `""` names the record's own `Amt`."""
    if name:
        return record.get(f"{name}_amount"), record.get(f"{name}_currency")
    return record.get("amount"), record.get("amount_currency")


@lru_cache(maxsize=256)
def minor_of(text: str, currency: str) -> int | None:
    """None where it is no amount: it is only information, so it is no problem of the file either."""
    try:
        return values.parse_amount(text, currency)[0]
    except ValueError:
        return None


# ------------------------------------------------------------------------------------------------------------ charges


def charges_of(record: Record, currency: str) -> int:
    """The charges stated at this level, unsigned, in that currency, refunds of charges taken off; 0 without any."""
    return max(0, sum(minor for minor, _ in _charges(record, currency)))


def _charges(record: Record, currency: str) -> Iterator[tuple[int, str]]:
    """(minor units, `ChrgInclInd`) of each charge; of a `Chrgs` without single amounts its total."""
    for group in record.groups.get("charges", ()):
        singles = [one for one in (group, *group.groups.get("records", ())) if one.get("amount")]
        for one in singles:
            minor = minor_of(one.get("amount"), currency)
            if minor is not None and one.get("currency") in (currency, ""):
                yield (-minor if one.get("direction") == "CRDT" else minor), one.get("included")
        total = "" if singles else group.get("total")
        if total and group.get("total_currency") in (currency, ""):
            yield minor_of(total, currency) or 0, ""


def part_of(levels: Sequence[Record], money: Money, currency: str) -> int:
    """Of the charges stated in `levels` (detail, entry) those that are part of the booked amount, unsigned.

    Part of it are those the bank marks so (`ChrgInclInd`), and those by which the amount differs from another stated
    one: more went out, or less came in. All others are no part of it, as far as can be told.
    """
    for level in levels:
        if "charges" not in level.groups:
            continue
        charges = list(_charges(level, currency))
        marked = sum(minor for minor, included in charges if included in ("true", "1"))
        if 0 < marked <= money.minor:
            return marked
        unmarked = sum(minor for minor, included in charges if not included)
        before = money.minor + unmarked if money.money_in else money.minor - unmarked
        if unmarked > 0 and any(before == minor for record in levels for minor in _known(record, currency)):
            return unmarked
    return 0


def _known(record: Record, currency: str) -> Iterator[int]:
    for name in _OF_DETAIL:
        text, stated = _stated(record, name)
        minor = minor_of(text, currency) if text and stated == currency else None
        if minor is not None:
            yield minor


# ----------------------------------------------------------------------------------------------------------- original


def original_of(levels: Sequence[Record], money: Money, currency: str) -> Original | None:
    """What was ordered, where it is in another currency or another amount than what was booked.

    The rate is given as written: without a unit currency nobody can say in which direction it counts (formats.md 1.3).
    """
    other_amount = None
    for record in levels:
        stated_in = record.values.get
        if currency and _ORDERED_FIELDS.isdisjoint(record.values):  # its own amount alone, which is the booked one
            continue
        for name, currency_name, rate_name in _ORDERED:
            text = stated_in(name)
            stated = stated_in(currency_name, "") if text else ""
            minor = minor_of(text, stated) if text and (stated or not currency) else None
            if minor and stated != currency:
                return Original(amount_minor=minor, currency=stated, rate=_rate(record, rate_name))
            if minor and minor != money.minor and other_amount is None:
                other_amount = Original(amount_minor=minor, currency=currency)
    return other_amount


def _rate(record: Record, name: str) -> str:
    """Beside the amount, else beside another amount of the same conversion."""
    return record.get(name) or next(filter(None, map(record.get, _RATES)), "")
