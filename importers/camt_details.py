"""The details of an entry: whether they add up, what they have in common, and what of them makes the identity."""

from __future__ import annotations

from dataclasses import dataclass

from importers.camt_amounts import Money, charges_of, of_detail
from importers.camt_fields import Record
from importers.identity import RawLine
from importers.quick_records import quick

_raw_line = quick(RawLine)


@dataclass(slots=True)
class Split:
    parts: list[Money]  #: one per detail
    charge: int = 0  #: unsigned: what the bank kept of money in or took on top of money out; a part of its own


def split(entry: Record, details: list[Record], money: Money, currency: str) -> Split | None:
    """The amounts of the details, or None where the entry stays one line (formats.md 1.4.3).

    Only if every detail has an amount in the entry's currency and they add up to the entry exactly: unsigned; signed
    where details of both directions are netted; or but for exactly the charges the bank states (pitfalls 3). Never
    smeared, never rounded.
    """
    if len(details) < 2:
        return None
    minors = [minor for detail in details if (minor := of_detail(detail, currency)) is not None]
    if len(minors) < len(details):
        return None
    total = sum(minors)
    same_way = [Money(minor, money.money_in) for minor in minors]
    if total == money.minor:
        return Split(same_way)
    own = "CRDT" if money.money_in else "DBIT"
    signed = [
        Money(minor, (detail.get("direction") or own) == "CRDT") for minor, detail in zip(minors, details, strict=True)
    ]
    if sum(part.signed for part in signed) == money.signed:
        return Split(signed)
    charge = total - money.minor if money.money_in else money.minor - total
    return Split(same_way, charge) if charge > 0 and charge in _stated_charges(entry, details, currency) else None


def _stated_charges(entry: Record, details: list[Record], currency: str) -> set[int]:
    """The bank states them at the entry, at the details, or both times the same ones."""
    return {charges_of(entry, currency), sum(charges_of(detail, currency) for detail in details)}


def common(details: list[Record]) -> Record:
    """What all details agree on; the structured remittance of all of them."""
    shared = Record()
    if details:
        first = details[0].values.items()
        shared.values = {name: text for name, text in first if all(one.values.get(name) == text for one in details)}
        shared.groups["structured"] = [one for detail in details for one in detail.groups.get("structured", ())]
    return shared


# ------------------------------------------------------------------------- the identity: frozen with KR1, every line


def raw_entry(entry: Record, details: list[Record], money: Money, currency: str) -> RawLine:
    """Each detail's remittance texts, else its further text; without any, the entry's booking text."""
    texts = (
        _raw_texts(details[0]) if len(details) == 1 else tuple([text for one in details for text in _raw_texts(one)])
    )
    return _raw_line(
        amount_minor=money.minor,
        currency=currency,
        money_in=money.money_in,
        parties=tuple([_raw_party(detail, money.money_in) for detail in details]),
        texts=texts or (entry.get("booking_text"),),
    )


def raw_detail(detail: Record, part: Money, currency: str) -> RawLine:
    return _raw_line(
        amount_minor=part.minor,
        currency=currency,
        money_in=part.money_in,
        parties=(_raw_party(detail, part.money_in),),
        texts=_raw_texts(detail),
    )


def _raw_texts(detail: Record) -> tuple[str, ...]:
    if detail.texts:
        return tuple([text for _, text in detail.texts])
    further = detail.get("further_text")
    return (further,) if further else ()


def _raw_party(detail: Record, money_in: bool) -> tuple[str, str]:
    """(account, name) of the debtor of money in, the creditor of money out."""
    said = detail.values.get
    if money_in:
        return said("debtor_account", ""), said("debtor_name", "")
    return said("creditor_account", ""), said("creditor_name", "")
