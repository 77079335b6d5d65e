"""Payments that come a few days before their invoice is dated.

Retainers are billed in advance: the standing order runs at the turn of the month, the invoice is dated its first days.
Others transfer on an order confirmation and name the number of the invoice that follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from worlds.calendar import working_day
from worlds.dice import Dice
from worlds.ledger import LAST, Doc, Ledger, Pay
from worlds.mixtures import Mixtures

TRAIT = "paid before invoice"
#: Days, at most, from such a payment to the date of its invoice.
_LEAD = 3
#: Of these payments, how many are fees of retainers, as far as there are such fees.
_RETAINERS = 0.8


def lead_of(mix: Mixtures) -> int:
    """How many days ahead of an invoice's date its payment may come in this family's worlds."""
    return _LEAD if mix.of("paid_before_invoice") else 0


def pay_ahead(dice: Dice, mix: Mixtures, book: Ledger) -> None:
    """Moves the family's share of payments before the date of their invoice, and sorts all again.

    Where the share is 0 nothing is thrown or changed.
    """
    share = mix.of("paid_before_invoice")
    if not share:
        return
    able = [pay for pay in book.pays if _is_plain_transfer(pay)]
    wanted = round(share * sum(pay.kind != "returned" for pay in book.pays))
    count = _move_fees(dice, book, able, round(wanted * _RETAINERS))
    orders = [pay for pay in able if not pay.party.retainer and _can_be_earlier(pay)]
    dice.shuffle(orders)
    for pay in orders[: wanted - count]:
        _move(dice, pay)
    book.pays.sort(key=lambda pay: pay.day)


def _is_plain_transfer(pay: Pay) -> bool:
    """A customer's, of a whole invoice; what is paid after a return has a trait."""
    if pay.kind != "plain" or pay.traits or pay.party.sign < 0 or pay.party.debit:
        return False
    return pay.docs[0][0].settled == 0


def _can_be_earlier(pay: Pay) -> bool:
    """No money moves before the world's first day."""
    return pay.docs[0][0].day >= _LEAD


def _move(dice: Dice, pay: Pay) -> None:
    written = pay.docs[0][0].day
    pay.day = dice.pick([day for day in range(written - _LEAD, written) if working_day(day) == day])
    pay.traits.append(TRAIT)


def _move_fees(dice: Dice, book: Ledger, able: Iterable[Pay], wanted: int) -> int:
    """How many were moved: one retainer after the other, from month to month while no older fee is open.

    An older fee of the same amount would be what anybody takes the money for. For the same reason a fee of the world's
    first days, which cannot be paid ahead, is paid at once.
    """
    last_paid: dict[str, int] = {}
    for pay in book.pays:
        last_paid |= {doc.item_id: max(pay.day, last_paid.get(doc.item_id, 0)) for doc, _ in pay.docs}
    by_doc = {pay.docs[0][0].item_id: pay for pay in able}
    retainers = list(_fees(book.docs))
    dice.shuffle(retainers)
    count = 0
    for docs in retainers:
        free_from = 0  #: the day on which the last of the older fees is paid
        for doc in docs:
            fee = by_doc.get(doc.item_id) if count < wanted else None
            if fee is not None and free_from < doc.day - _LEAD:
                _move(dice, fee)
                count += 1
                last_paid[doc.item_id] = fee.day
            elif fee is not None and not _can_be_earlier(fee):
                fee.day = last_paid[doc.item_id] = working_day(doc.day)
            free_from = max(free_from, last_paid.get(doc.item_id, LAST))
    return count


def _fees(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Each retainer's monthly invoices, the oldest first."""
    groups: dict[str, list[Doc]] = defaultdict(list)
    for doc in docs:
        if doc.party.sign > 0 and doc.gross == doc.party.fee_minor and not doc.credit:
            groups[doc.party.party_id].append(doc)
    for group in groups.values():
        yield sorted(group, key=lambda doc: doc.day)
