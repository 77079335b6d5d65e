"""Lines that may pay again what came back in this run, where its first payment was an earlier run's.

Kanbert still calls that document paid until somebody books the return, so it is no candidate; the payer's next one is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from reconcile.matching.knowing.originals import LONGEST_AGO, MOST_CHARGED, Counterparties, payers
from reconcile.matching.reading.said_numbers import numbers_in
from reconcile.matching.returning.given_back import GivenBack
from reconcile.records import BankLine


class _Back(NamedTuple):
    """Money that came back."""

    day: date
    least: int  #: of what was paid first, its size without its sign: a return may be dearer by the bank's charge
    most: int


_Key = tuple[bool, str, str]  #: money in, currency, payer


def perhaps_paying_again(
    lines: Sequence[BankLine], theirs: Counterparties, returns: Collection[int], back: GivenBack
) -> dict[int, date]:
    """Position → the day on which as much of the same payer came back; of lines that say no number. `returns`: of
    which no payment is in this run."""
    came_back: dict[_Key, list[_Back]] = defaultdict(list)
    for position in returns:
        one, paid = lines[position].transaction, back.payments(position)
        sizes = [abs(one.amount_minor), *(abs(payment.amount_minor) for payment in paid)]
        given = _Back(one.booking_date, min(sizes) - (0 if paid else MOST_CHARGED), max(sizes))
        whose = {theirs.accounts[position], theirs.names[position]} - {""}
        whose |= {payer for payment in paid for payer in payers(payment.iban, *payment.party_names)}
        for payer in whose:
            came_back[one.amount_minor < 0, one.currency, payer].append(given)
    found: dict[int, date] = {}
    for position, line in enumerate(lines if came_back else ()):
        one = line.transaction
        met = (
            given.day
            for payer in (theirs.accounts[position], theirs.names[position])
            for given in came_back.get((one.amount_minor > 0, one.currency, payer), ())
            if given.least <= abs(one.amount_minor) <= given.most
            and 0 <= (one.booking_date - given.day).days <= LONGEST_AGO
        )
        day = max(met, default=None)
        if day and not numbers_in(one):
            found[position] = day
    return found
