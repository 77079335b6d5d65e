"""Which payments can be told at all? The generator knows what it left in; this is the rule (docs/worlds.md).

A line is decidable when what it says and what the books hold single out its documents:

1. its text names all of them in some spelling that no other document of that side has; or
2. its payer is visible (a name that is one party's alone, an account the books hold for one party alone, or an account
   that decided lines showed to be one party's) and among that party's documents still open exactly one reading fits
   the amount: one document (full or discounted), else one near it (fee, cents, discount without terms), else one set
   of up to nine (credit notes and discounts included); a mistyped or shortened number narrows the documents first; or
3. its payer is not visible, but exactly one open document of the whole world has that amount and fits what is left
   of the number.

Where payments come up to `lead` days before their invoice is dated, invoices dated that much later are open too; of
those that fit the amount in full those already dated go first.

Documents settled by lines already decided drop out, and the rule runs again until nothing changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from worlds import numbers
from worlds.hints import TITLE
from worlds.ledger import Doc, Pay
from worlds.numbers import squeezed

#: More open documents of one party than this are not searched for sets; days of tolerance; per cent that is near.
_MOST, _NEAR = 12, 12


class Oracle:
    def __init__(self, docs: Iterable[Doc], pays: Sequence[Pay], *, lead: int = 0) -> None:
        self._lead = lead
        self._left: dict[str, int] = {}
        self._of_party: dict[str, list[Doc]] = defaultdict(list)
        self._by_amount: dict[tuple[int, str, int], list[Doc]] = defaultdict(list)
        self._seen: dict[tuple[int, str], set[str]] = defaultdict(set)
        for doc in docs:
            if not doc.booked:
                continue
            self._left[doc.item_id] = doc.open
            self._of_party[doc.party.party_id].append(doc)
            for amount in {doc.open, doc.open - doc.discount} if not doc.credit else ():
                self._by_amount[doc.party.sign, doc.currency, amount].append(doc)
        self._pays = [pay for pay in pays if pay.docs]
        self._returned = {doc.item_id for pay in pays if pay.kind == "returned" for doc in pay.about}

    def decided(self) -> set[int]:
        """Places (`Pay.place`) of the decidable lines."""
        found: set[int] = set()
        self._round([pay for pay in self._pays if pay.named == "alone"], found, everything=True)
        waiting = [pay for pay in self._pays if pay.named != "alone"]
        while True:
            rest = self._round(waiting, found, everything=False)
            if len(rest) == len(waiting):
                return found
            waiting = rest

    def _round(self, pays: Sequence[Pay], found: set[int], *, everything: bool) -> list[Pay]:
        rest = []
        for pay in pays:
            if everything or self._is_decidable(pay):
                found.add(pay.place)
                self._take(pay)
            else:
                rest.append(pay)
        return rest

    def _take(self, pay: Pay) -> None:
        for doc, minor in pay.docs:
            if pay.collected and doc.item_id in self._returned:
                continue  # it is open again, and waits for the transfer
            gone = abs(minor) + (doc.discount if pay.kind == "discount" or "several discounted" in pay.traits else 0)
            self._left[doc.item_id] = max(0, self._left.get(doc.item_id, 0) - gone)
        if pay.account:
            self._seen[pay.party.sign, pay.account].add(pay.party.party_id)

    def oldest_first(self, decided: set[int]) -> set[int]:
        """Places of the undecidable lines that a program guessing the oldest document of that amount gets right."""
        right = set()
        for pay in self._pays:
            if pay.place in decided or not (self._shows_party(pay) and len(pay.docs) == 1):
                continue
            pool = self._open(self._of_party[pay.party.party_id], pay)
            fitting = [doc for doc in pool if not doc.credit and abs(pay.amount) in self._payable(doc)]
            if not fitting:
                continue
            guess = min(fitting, key=lambda doc: doc.day)
            self._left[guess.item_id] = 0
            if guess is pay.docs[0][0]:
                right.add(pay.place)
        return right

    # ------------------------------------------------------------------------------------------------------ the rule

    def _is_decidable(self, pay: Pay) -> bool:
        if not self._shows_party(pay):
            return self._is_only_one_of_the_world(pay)
        if pay.info == TITLE and pay.named == "party":
            return True
        pool = self._open(self._of_party[pay.party.party_id], pay)
        if pay.named == "party" and pay.written:
            pool, settled = _narrowed(pool, pay)
            if settled:
                return True
        return self._one_reading(pool, pay)

    def _shows_party(self, pay: Pay) -> bool:
        if pay.name_shows_party or pay.account_known:
            return True
        return bool(pay.account) and self._seen.get((pay.party.sign, pay.account)) == {pay.party.party_id}

    def _open(self, docs: Iterable[Doc], pay: Pay) -> list[Doc]:
        currency = pay.docs[0][0].currency
        left = self._left
        last = pay.day + self._lead
        return [doc for doc in docs if doc.day <= last and doc.currency == currency and left[doc.item_id] > 0]

    def _is_only_one_of_the_world(self, pay: Pay) -> bool:
        """Stops at the first rival: round amounts have thousands."""
        if len(pay.docs) > 1:
            return False
        doc = pay.docs[0][0]
        owing = self._by_amount.get((pay.party.sign, doc.currency, abs(pay.amount)), [])
        if any(one is not doc and self._could_be_meant(one, pay) for one in owing):
            return False
        return any(one is doc for one in owing) and self._could_be_meant(doc, pay)

    def _could_be_meant(self, doc: Doc, pay: Pay) -> bool:
        """Open by then, and not against what is left of the number or the title."""
        if doc.day > pay.day + self._lead or self._left[doc.item_id] <= 0:
            return False
        if pay.named == "party" and pay.written:
            return _spelt_like(pay.written[0], doc, pay.mangle)
        return pay.info != TITLE or pay.named != "party" or doc.title == pay.docs[0][0].title

    def _one_reading(self, pool: list[Doc], pay: Pay) -> bool:
        truth, amount = [doc for doc, _ in pay.docs], abs(pay.amount)
        exact = [doc for doc in pool if not doc.credit and amount in self._payable(doc)]
        if exact:
            return (_dated(exact, pay) or exact) == truth
        pool = _dated(pool, pay)
        invoices = [doc for doc in pool if not doc.credit]
        if len(truth) > 1:
            return not pay.short and len(pool) <= _MOST and self._sets(pool, amount) == 1
        near = [doc for doc in invoices if abs(self._left[doc.item_id] - amount) * 100 <= _NEAR * amount]
        if near:
            return near == truth
        return [doc for doc in invoices if self._left[doc.item_id] > amount] == truth

    def _payable(self, doc: Doc) -> tuple[int, ...]:
        left = self._left[doc.item_id]
        return (left, left - doc.discount) if doc.discount else (left,)

    def _sets(self, pool: Sequence[Doc], amount: int) -> int:
        """How many sets of documents, each in full or discounted, come to `amount`."""
        ways: dict[int, int] = {0: 1}
        for doc in pool:
            more = dict(ways)
            for value in self._payable(doc):
                step = -value if doc.credit else value
                for total, count in ways.items():
                    more[total + step] = more.get(total + step, 0) + count
            ways = more
        return ways.get(amount, 0)


def _dated(docs: Iterable[Doc], pay: Pay) -> list[Doc]:
    """Written by the day of the payment."""
    return [doc for doc in docs if doc.day <= pay.day]


def _narrowed(pool: list[Doc], pay: Pay) -> tuple[list[Doc], bool]:
    """The documents the written numbers can mean; True when each means exactly its own."""
    meant = [[doc for doc in pool if _spelt_like(written, doc, pay.mangle)] for written in pay.written]
    truth = [[doc] for doc, _ in pay.docs]
    if len(meant) == len(truth) and meant == truth:
        return [], True
    wanted = {doc.item_id for group in meant for doc in group}
    return [doc for doc in pool if doc.item_id in wanted] or pool, False


def _spelt_like(written: str, doc: Doc, mangle: str) -> bool:
    """Could a payer who meant `doc` have written this?"""
    own, other = doc.squeezed, squeezed(written)
    if own == other or numbers.key(written) == doc.key:
        return True
    if mangle == "prefix_missing":
        return own.endswith(other) or own.startswith(other)
    if mangle == "short":
        return written == numbers.running(doc.number)
    if mangle == "cut":
        return own.startswith(other)
    return mangle in ("digit_wrong", "digits_swapped") and numbers.neighbours(own, other)
