"""Numbers by which two lines of one counterparty may show that they are about the same thing."""

from __future__ import annotations

import re
from functools import lru_cache

from importers.statement import Transaction
from reconcile.matching.reading.blanked import without_ibans
from reconcile.matching.reading.likeness import MIN_NEAR, windows_of
from reconcile.matching.reading.text import plain

_DATE = re.compile(
    r"(?<![0-9-])(?:20[0-9]{2}-[01][0-9](?:-[0-3][0-9])?|(?:[0-9]{1,2}[./]){1,2}(?:20)?[0-9]{2})(?![0-9])"
)
#: `1.190,00`, and `1190.00` beside a currency: all lines of one amount would share it.
_AMOUNT = re.compile(
    r"(?<![0-9])[0-9]{1,3}(?:[.' ]?[0-9]{3})*,[0-9]{2}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,9}\.[0-9]{2} ?(?:eur|chf|€)|(?:eur|chf|€) ?[0-9]{1,9}\.[0-9]{2}(?![0-9])"
)
#: Both of two who pay one another may quote it in all they pay.
_OF_THE_PARTY = re.compile(
    r"\b(?:kund|kd|knr|debitor|kreditor|konto|kto|vertrag|mandat|mref|cred|steuer|ust|tel|customer|client|account"
    r"|contract)[a-z]*[ .:#-]*(?:(?:nr|no|num|nummer|number|id)\b[ .:#-]*)?(?:[kcd][ -]?)?[0-9]+"
)
#: Of a bank's address line: behind a street and its house. All who live in a town share it.
_POSTCODE = re.compile(
    r"(?:str(?:as+e)?\.?|weg|gass?e|alle+|postfach|platz) ?[0-9]{1,4} ?[a-z]?[,;]"
    r" ?(?:d-|a-|ch-)?[0-9]{4,5}(?= [a-z]{3})"
)


def numbers_in(one: Transaction) -> frozenset[str]:
    """But for dates, months, amounts, accounts, postcodes and what numbers the customer or the contract."""
    return _numbers_in(one.remittance)


def share_a_number(one: Transaction, other: Transaction) -> bool:
    return not numbers_in(one).isdisjoint(numbers_in(other))


@lru_cache(maxsize=4096)  # a line is asked beside each it may give back
def _numbers_in(text: str) -> frozenset[str]:
    rest = without_ibans(plain(text))
    for other in (_POSTCODE, _DATE, _AMOUNT, _OF_THE_PARTY):
        rest = other.sub(" | ", rest)
    return frozenset(number for number in windows_of(rest) if len(number) >= MIN_NEAR)
