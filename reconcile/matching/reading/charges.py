"""What became of money on its way: charges a line or its text states, what was sent before them, another currency."""

from __future__ import annotations

import re

from importers.amounts import exponent
from importers.statement import Transaction
from reconcile.matching.reading.doubtful import states_a_rate
from reconcile.matching.reading.text import fold

#: Folded. The payer's words and those of the bank: who bears them (`SHA`, `BEN`), and what they are.
_WORDS = (
    r"(?:sha|shar|(?:bank|uberweisungs?|auslands?|transfer|fremd|swift|sepa|zahlungs?|konto)[ -]?"
    r"(?:spesen|gebuhr(?:en)?|entgelte?|kosten)|spesen|chrgs?|chgs?|(?:bank |transfer )?(?:charges?|fees?)"
    r"|frais(?: bancaires)?|spese(?: bancarie)?)"
)
_ANY_WORD = re.compile(rf"\b{_WORDS}\b")
#: What is asked for with an invoice that is late is no bank's; nor is a discount.
_OF_REMINDERS = re.compile(r"\b(?:skonto|mahn|verzug|saumnis|inkaso|rucklast|reminder|late|dunning|rappel)")
#: As banks print them, before an amount or none: `SHA`, `BEN`; a first name is not written so.
_BORNE = re.compile(r"\b(?:SHA|SHAR|BEN)\b(?=\s*(?:$|[0-9;,/|]|SPESEN|CHARGES|FEES|EUR|CHF|USD))")
#: Folded it is a first name.
_BEN = re.compile(r"\bBEN\b")
_FEW = 12  #: characters without a digit, between the word and the amount


def sent(one: Transaction) -> set[int]:
    """What was sent, where the bank states that it took of it, or on top: never the amount itself."""
    size, original = abs(one.amount_minor), one.original
    if original is None and not one.charges_minor:
        return set()
    charges = one.charges_minor if one.amount_minor > 0 else -one.charges_minor
    said = {original.amount_minor} if original and original.currency == one.currency else set()
    return (said | {size + charges}) - {size}


def were_taken(one: Transaction, gap: int) -> bool:
    """Just so much less arrived than was sent: the bank states it, or the text beside a word for charges."""
    return abs(one.amount_minor) + gap in sent(one) or _is_said(one, gap)


def was_converted(one: Transaction) -> bool:
    """It was sent in another currency: the bank states that, or the text an exchange rate."""
    is_foreign = one.original is not None and one.original.currency != one.currency
    return is_foreign or states_a_rate(one.remittance)


def are_borne_by_us(one: Transaction) -> bool:
    """The text says that banks take their charges out of what is sent, not how much."""
    return _BORNE.search(one.remittance) is not None


def _is_said(one: Transaction, gap: int) -> bool:
    said = fold(_BEN.sub("SHA", one.remittance))
    if not _ANY_WORD.search(said) or _OF_REMINDERS.search(said):  # a pattern is made of few amounts
        return False
    amount = _amount(gap, one.currency)
    before, behind = rf"\b{_WORDS}\b[^0-9]{{0,{_FEW}}}", rf"[^0-9]{{0,{_FEW}}}\b{_WORDS}\b"
    return re.search(f"{before}{amount}|{amount}{behind}", said) is not None


def _amount(minor: int, currency: str) -> str:
    """A pattern: with its decimals, or without where they are nought."""
    digits = exponent(currency)
    units, rest = divmod(minor, 10**digits)
    decimals = rf"[.,]{rest:0{digits}}" if digits else ""
    short = "" if rest else r"|(?:[.,]-{1,2})?(?![0-9.,/-])"
    return rf"(?<![0-9.,/-]){units}(?:{decimals}(?![0-9]){short})"
