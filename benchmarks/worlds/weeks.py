"""A world as it is used: a statement a week, and a Kanbert in which everything before is booked.

Whoever keeps these books decides every line rightly. So the payments Kanbert shows are the true ones, what they settled
is paid, and their accounts are known. A returned debit takes its payment away again. What the last payment of a
document leaves of it, up to a small share, was a discount or a fee and is written off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reconcile.records import BankLine, BookedPayment, Books, KnownAccount, OpenItem
from worlds.build import World
from worlds.truth import Truth

#: By then a tenth of the year is booked.
FIRST_WEEK = 6
_WRITTEN_OFF = 0.06


@dataclass(frozen=True, slots=True)
class Week:
    """`truths[i]` is about `lines[i]`."""

    lines: tuple[BankLine, ...]
    truths: tuple[Truth, ...]
    books: Books


def weeks_of(world: World, first: int = FIRST_WEEK) -> Iterator[Week]:
    """Those after the first ones, which only fill the books."""
    kept = _Kept(world)
    for number, week in enumerate(_by_week(world)):
        if number >= first:
            lines, truths = zip(*week, strict=True)
            yield Week(lines, truths, kept.books(week))
        for line, truth in week:
            kept.book(line, truth)


_Booked = tuple[BankLine, Truth]


def _by_week(world: World) -> list[Sequence[_Booked]]:
    start = world.lines[0].transaction.booking_date
    weeks: dict[int, list[_Booked]] = defaultdict(list)
    for line, truth in zip(world.lines, world.truths, strict=True):
        weeks[(line.transaction.booking_date - start).days // 7].append((line, truth))
    return [weeks[number] for number in sorted(weeks)]


class _Kept:
    """The books, line by line."""

    def __init__(self, world: World) -> None:
        self._first, self._items = world.books, {item.item_id: item for item in world.books.items}
        self._to_come = Counter(document for truth in world.truths for document, _ in truth.allocations)
        self._taken: dict[str, list[int]] = defaultdict(list)
        self._settled: dict[str, OpenItem] = {}
        self._payments: list[tuple[BookedPayment, tuple[str, ...]]] = []  #: with the documents' ids
        self._accounts = {(one.iban, one.party_id, one.side): one for one in world.books.known_accounts}

    def books(self, week: Sequence[_Booked]) -> Books:
        """What the week begins with, and what was invoiced until its end; or is paid in it, before its date."""
        end = week[-1][0].transaction.booking_date
        paid_now = {document for _, truth in week for document, _ in truth.allocations}
        still_open = [
            self._now(item)
            for item in self._items.values()
            if item.item_id not in self._settled and (item.item_id in paid_now or self._is_known(item, end))
        ]
        return replace(
            self._first,
            items=tuple(still_open),
            settled=tuple(self._settled[one] for one in sorted(self._settled)),
            payments=tuple(payment for payment, _ in reversed(self._payments)),
            known_accounts=tuple(self._accounts.values()),
        )

    def book(self, line: BankLine, truth: Truth) -> None:
        if truth.reversal_minor and truth.about:
            self._take_away(truth.about[0])
        elif truth.allocations:
            self._payments.append((self._payment(line, truth), tuple(document for document, _ in truth.allocations)))
            for document, minor in truth.allocations:
                self._take(document, minor)
                self._know(line, self._items[document])

    def _is_known(self, item: OpenItem, end: date) -> bool:
        return bool(self._taken[item.item_id]) or item.invoice_date is None or item.invoice_date <= end

    def _now(self, item: OpenItem) -> OpenItem:
        taken = sum(self._taken[item.item_id])
        if not taken or item.open_minor is None:
            return item
        return replace(item, open_minor=item.open_minor - taken, settled_minor=item.settled_minor + taken)

    def _payment(self, line: BankLine, truth: Truth) -> BookedPayment:
        one, documents = line.transaction, [self._items[document] for document, _ in truth.allocations]
        return BookedPayment(
            day=one.booking_date,
            amount_minor=sum(minor for _, minor in truth.allocations),
            currency=one.currency,
            iban=one.counterparty_iban,
            party_names=tuple(dict.fromkeys(name for document in documents for name in document.party_names)),
            documents=tuple(sorted({document.label for document in documents})),
            numbers=tuple(sorted({document.number for document in documents if document.number})),
            token=f"KR1-{one.transaction_id}",
        )

    def _take(self, document: str, minor: int) -> None:
        item, taken = self._items[document], self._taken[document]
        taken.append(abs(minor))
        self._to_come[document] -= 1
        rest = (item.open_minor or 0) - sum(taken)
        if rest <= 0 or (not self._to_come[document] and rest <= _WRITTEN_OFF * item.gross_minor):
            self._settled[document] = replace(item, open_minor=0, settled_minor=item.gross_minor, discount_minor=0)

    def _take_away(self, document: str) -> None:
        self._settled.pop(document, None)
        if self._taken[document]:
            self._taken[document].pop()
        latest = [place for place, (_, documents) in enumerate(self._payments) if document in documents][-1:]
        for place in latest:
            del self._payments[place]

    def _know(self, line: BankLine, item: OpenItem) -> None:
        iban, day = line.transaction.counterparty_iban, line.transaction.booking_date
        if iban and item.party_id:
            account = KnownAccount(
                iban=iban, party_id=item.party_id, party_name=item.party_name, side=item.side,
                provenance=f"payment of {day} for {item.label}",
            )  # fmt: skip
            self._accounts.setdefault((iban, item.party_id, item.side), account)
