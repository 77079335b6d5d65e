"""The details of an entry: their amounts, whether they add up, and what of them makes the identity."""

from __future__ import annotations

from dataclasses import dataclass

from importers import camt_values as values
from importers.camt_fields import Record
from importers.identity import RawLine

#: Of a detail's amounts the first that is in the entry's currency (formats.md 1.4.3).
_AMOUNTS = (
    ("amount", "amount_currency"),
    ("transaction_amount", "transaction_currency"),
    ("counter_amount", "counter_currency"),
    ("instructed_amount", "instructed_currency"),
)


@dataclass(slots=True)
class Money:
    minor: int  #: unsigned
    money_in: bool

    @property
    def signed(self) -> int:
        return self.minor if self.money_in else -self.minor


def split(details: list[Record], money: Money, currency: str) -> list[Money] | None:
    """The amounts of the details, or None where the entry stays one line (formats.md 1.4.3).

    Only if every detail has an amount in the entry's currency and they add up to the entry exactly: unsigned, or
    signed where details of both directions are netted. Never smeared, never rounded.
    """
    if len(details) < 2:
        return None
    minors = [minor for detail in details if (minor := _minor(detail, currency)) is not None]
    if len(minors) < len(details):
        return None
    if sum(minors) == money.minor:
        return [Money(minor, money.money_in) for minor in minors]
    own = "CRDT" if money.money_in else "DBIT"
    signed = [
        Money(minor, (detail.get("direction") or own) == "CRDT") for minor, detail in zip(minors, details, strict=True)
    ]
    return signed if sum(part.signed for part in signed) == money.signed else None


def _minor(detail: Record, currency: str) -> int | None:
    """None without an amount in that currency, and where it is no amount."""
    for amount, stated in _AMOUNTS:
        text = detail.get(amount)
        if text and detail.get(stated) in (currency, ""):
            try:
                return values.parse_amount(text, currency)[0]
            except ValueError:
                return None
    return None


def common(details: list[Record]) -> Record:
    """What all details agree on, and all their texts."""
    shared = Record()
    if details:
        first = details[0].values.items()
        shared.values = {name: text for name, text in first if all(one.values.get(name) == text for one in details)}
        shared.texts = [pair for detail in details for pair in detail.texts if pair[0] != "reference"]
        references = {text for detail in details for kind, text in detail.texts if kind == "reference"}
        shared.texts += [("reference", references.pop())] if len(references) == 1 else []
    return shared


# ------------------------------------------------------------------------- the identity: frozen with KR1, every line


def raw_entry(entry: Record, details: list[Record], money: Money, currency: str) -> RawLine:
    """Each detail's remittance texts, else its further text; without any, the entry's booking text."""
    texts = tuple([text for detail in details for text in _raw_texts(detail)])
    return RawLine(
        amount_minor=money.minor,
        currency=currency,
        money_in=money.money_in,
        parties=tuple([_raw_party(detail, money.money_in) for detail in details]),
        texts=texts or (entry.get("booking_text"),),
    )


def raw_detail(detail: Record, part: Money, currency: str) -> RawLine:
    return RawLine(
        amount_minor=part.minor,
        currency=currency,
        money_in=part.money_in,
        parties=(_raw_party(detail, part.money_in),),
        texts=_raw_texts(detail),
    )


def _raw_texts(detail: Record) -> tuple[str, ...]:
    return tuple([text for _, text in detail.texts]) or tuple(filter(None, (detail.get("further_text"),)))


def _raw_party(detail: Record, money_in: bool) -> tuple[str, str]:
    """(account, name) of the debtor of money in, the creditor of money out."""
    if money_in:
        return detail.get("debtor_account"), detail.get("debtor_name")
    return detail.get("creditor_account"), detail.get("creditor_name")
