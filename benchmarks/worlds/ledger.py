"""Documents and the payments that settle them, before anybody writes a text: the truth, in whole minor units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from worlds.calendar import MONTHS, day_of, earlier_working_day, month_name, month_start, working_day
from worlds.cast import House, Party
from worlds.dealing import deal, decks_of
from worlds.dice import Dice
from worlds.habits import MID_MONTH, MONTH_END, NEVER, SOMETIMES, Habit, again
from worlds.setting import Setting
from worlds.steady import deal_steadily, fee_day, payday

#: Days of a month in which all its documents are written that one sum settles.
_MONTH = 27
#: Days: the year invoices are written in, and the last day money moves.
YEAR, LAST = 365, 420
#: Units of the euro for a dollar, per mille: enough to make an amount that fits nothing by accident.
_DOLLAR_PER_MILLE = 1084


@dataclass(slots=True, eq=False)
class Doc:
    """An invoice or credit note. Days count from the first of the world's year."""

    item_id: str
    party: Party
    day: int
    gross: int
    net: int
    title: str
    credit: bool = False
    currency: str = ""
    settled: int = 0  #: by an earlier payment Kanbert holds
    percent: int = 0
    discount: int = 0
    discount_day: int = 0
    certain: bool = True  #: Kanbert shows that the discount was not deducted yet
    booked: bool = True
    number: str = ""
    order: str = ""  #: the customer's order number
    reference: str = ""  #: structured
    key: str = ""  #: of its number, `numbers.key`
    squeezed: str = ""  #: its number, `numbers.squeezed`
    adjacent: int = 0  #: documents written in one go get neighbouring numbers

    @property
    def open(self) -> int:
        return self.gross - self.settled


@dataclass(slots=True, eq=False)
class Pay:
    """A bank line that has to do with documents. `docs`: what a perfect bookkeeper books, signed (records)."""

    kind: str
    party: Party
    day: int
    amount: int  #: signed: + in, - out
    docs: list[tuple[Doc, int]]
    about: list[Doc] = field(default_factory=list)
    reason: str = ""
    traits: list[str] = field(default_factory=list)
    listed: bool = True  #: its text may name its documents
    short: bool = False  #: several documents, less than their sum
    collected: bool = False
    part: tuple[int, int] = (0, 0)  #: instalment 2 of 3
    info: str = ""  #: what its text gives: "printed", "mangled", "nothing", ...
    mangle: str = ""
    named: str = ""  #: how well the text names all of `docs`: "alone", "party" or ""
    written: tuple[str, ...] = ()  #: the numbers as they stand in the text
    account_known: bool = False
    account: str = ""  #: the payer's, as the bank shows it
    name_shows_party: bool = False
    place: int = 0


@dataclass(slots=True)
class Ledger:
    docs: list[Doc]
    pays: list[Pay]


# ------------------------------------------------------------------------------------------------------- the events


def ledger(dice: Dice, setting: Setting, houses: Sequence[House], *, payments: int) -> Ledger:
    """Exactly `payments` bank lines and the documents they are about."""
    out, incoming, collected = decks_of(dice, setting.mix, payments)
    book = Book(dice, setting)
    customers = [party for house in houses for party in house.customers]
    suppliers = [party for house in houses for party in house.suppliers]
    deal(book, collected, [party for party in customers if party.debit] or customers)
    rest = deal_steadily if setting.mix.of("habit_kept") else deal
    rest(book, out, [party for party in customers if not party.debit] or customers)
    rest(book, incoming, suppliers)
    while len(book.pays) < payments:  # instalments come in two to four parts, so the sum of the decks is nearly right
        book.settle("plain", dice.pick(customers))
    book.pays.sort(key=lambda pay: pay.day)
    return Ledger(book.docs, book.pays[:payments])


class Book:
    """Writes documents and payments, one event at a time."""

    def __init__(self, dice: Dice, setting: Setting) -> None:
        mix = setting.mix
        self.dice, self.words, self.mix, self.ids, self.family = dice, setting.words, mix, setting.ids, setting.family
        self.docs: list[Doc] = []
        self.pays: list[Pay] = []
        self.months_left = 0
        self._groups = 0
        self._terms = mix.of("terms_granted")
        self._uncertain = mix.of("terms_uncertain")
        self._before = mix.of("partly_paid_before")
        self._not_booked = mix.of("not_booked")
        self._unlisted = mix.of("several_unlisted")
        self._short = mix.of("several_short")
        self._several = 0.0
        self._events: dict[str, Callable[[Party], None]] = {
            "plain": self._plain,
            "several": self._several_docs,
            "instalments": self._instalments,
            "partial": self._partial,
            "duplicate": self._duplicate,
            "netted": self._netted,
            "refunded": self._refunded,
            "discount": self._discount,
            "late": self._late,
            "own discount": self._own_discount,
            "overpaid": self._overpaid,
            "fee": self._fee,
            "rounded": self._rounded,
            "foreign": self._foreign,
            "unpaid": self._unpaid,
            "collected": self._collected,
            "returned": self._returned,
        }

    def settle(self, event: str, party: Party) -> None:
        self._events[event](party)

    # ---------------------------------------------------------------------------------------------------- documents

    def _doc(self, party: Party, *, day: int | None = None, fee: bool = True) -> Doc:
        """A new document: the next month's fee of a monthly party, else some project."""
        dice = self.dice
        if fee and self.months_left > 0:
            self.months_left -= 1
            month = MONTHS - 1 - self.months_left
            if day is None:
                day = month_start(self.family, month) + party.due_days % 5
            net = party.fee_minor * 1000 // (1000 + party.house.vat_per_mille)
            written = day_of(self.family, month_start(self.family, month))
            title = f"{party.service} {month_name(written)} {written.year}"
            doc = Doc(self.ids.next(), party, day, party.fee_minor, net, title)
        else:
            net = self._net(party)
            gross = net + (net * party.house.vat_per_mille + 500) // 1000
            titles = ("projects", "stages") if party.sign > 0 else ("supplier_titles", "stages")
            title = f"{dice.pick(self.words[titles[0]])} {dice.pick(self.words[titles[1]])}"
            doc = Doc(self.ids.next(), party, dice.below(YEAR - 10) if day is None else day, gross, net, title)
        doc.currency = party.house.currency if party.sign > 0 else "EUR"
        self.docs.append(doc)
        return doc

    def _net(self, party: Party) -> int:
        """Round sums as they are agreed on, or hours and materials to the cent."""
        dice, drawn = self.dice, self.dice.random()
        skewed = dice.random()
        reach = 1_900_000 if party.sign > 0 else 600_000
        net = 6000 + int(skewed * skewed * skewed * reach)
        if drawn < 0.18:
            return max(10000, net // 10000 * 10000)
        if drawn < 0.40:
            return max(5000, net // 500 * 500)
        return net

    def _with_terms(self, doc: Doc, percent: int) -> None:
        doc.percent = percent
        doc.discount = (doc.gross * percent + 50) // 100
        doc.discount_day = doc.day + self.dice.pick((8, 10, 14))
        doc.certain = not self.dice.chance(self._uncertain)

    def _idle_terms(self, doc: Doc) -> None:
        """Terms nobody uses."""
        habit = doc.party.habit
        if habit is not None and (doc.party.retainer or not _leaves_terms(habit, doc.party.due_days)):
            return
        if doc.party.sign > 0 and not doc.percent and self.dice.chance(self._terms):
            self._with_terms(doc, doc.party.percent or 2)

    def _perhaps_part_paid(self, doc: Doc) -> None:
        if not doc.percent and self.dice.chance(self._before):
            doc.settled = doc.gross * self.dice.between(15, 70) // 100

    # ----------------------------------------------------------------------------------------------------- payments

    def _due(self, doc: Doc) -> int:
        party, dice, habit = doc.party, self.dice, doc.party.habit
        if habit is not None:
            if not party.retainer or doc.gross != party.fee_minor:
                return self._payday(party, doc.day)
            wait = party.due_days
            if habit.when in (MID_MONTH, MONTH_END):
                wait = min(wait, _MONTH)  # so that each month of the payer's has one fee
            day = payday(dice, self.family, habit, written=doc.day, due=doc.day + wait)
            return min(LAST, fee_day(dice, habit, day, MONTHS - 1 - self.months_left))
        wait = party.due_days + party.delay + dice.between(-3, 9)
        if dice.chance(0.08):
            wait += dice.between(15, 60)
        return min(LAST, doc.day + max(1, wait))

    def _payday(self, party: Party, written: int) -> int:
        """Of a payer with habits, for what was written by this day."""
        assert party.habit is not None
        due = written + party.due_days
        return min(LAST, payday(self.dice, self.family, party.habit, written=written, due=due))

    def _pay(self, kind: str, party: Party, day: int, docs: list[tuple[Doc, int]], amount: int | None = None) -> Pay:
        total = sum(minor for _, minor in docs) if amount is None else amount
        pay = Pay(kind, party, working_day(day), total, docs)
        self.pays.append(pay)
        return pay

    def _single(self, kind: str, party: Party) -> tuple[Doc, Pay]:
        doc = self._doc(party)
        return doc, self._pay(kind, party, self._due(doc), [(doc, party.sign * doc.open)])

    def _plain(self, party: Party) -> None:
        doc = self._doc(party)
        self._idle_terms(doc)
        self._perhaps_part_paid(doc)
        self._pay("plain", party, self._due(doc), [(doc, party.sign * doc.open)])

    def _unpaid(self, party: Party) -> None:
        doc = self._doc(party)
        doc.credit = self.dice.chance(0.04) and not self.months_left
        doc.booked = not self.dice.chance(self._not_booked / self.mix.of("unpaid"))
        if not doc.credit:
            self._idle_terms(doc)
            self._perhaps_part_paid(doc)

    def _run_of(self, party: Party, count: int, *, together: bool) -> list[Doc]:
        """Documents that fall due about the same time; `together`: written on one day, with neighbouring numbers."""
        first = self._doc(party)
        docs = [first]
        for _ in range(count - 1):
            day = first.day if together else first.day + self.dice.below(36)
            docs.append(self._doc(party, day=day, fee=False) if not self.months_left else self._doc(party))
        if together and len({doc.day for doc in docs}) == 1:
            self._groups += 1
            for doc in docs:
                doc.adjacent = self._groups
        docs.sort(key=lambda doc: doc.day)
        return docs

    def _several_docs(self, party: Party) -> None:
        dice, drawn = self.dice, self.dice.random()
        count = _how_many(dice, drawn)
        self._several += self._unlisted
        unlisted, self._several = self._several >= 1, self._several % 1
        docs = self._run_of(party, count, together=not unlisted and dice.chance(0.25))
        self._pay_several(party, docs, unlisted=unlisted)

    def owes_unlisted(self, count: int) -> bool:
        """Whether a payer of so many sums sends his lists apart: error diffusion, as for single payments."""
        self._several += count * self._unlisted
        unlisted = self._several >= count / 2
        self._several -= count if unlisted else 0
        return unlisted

    def sum_of_month(self, party: Party, month: int, *, several: bool, unlisted: bool) -> None:
        """All invoices of a month, paid at once on the payer's day; about as many as in his other months."""
        dice, first = self.dice, month_start(self.family, month)
        what = f"invoices of {party.party_id} a month"  # a supplier's, though its house's habits are shared
        count = again(dice, party.habit, what, lambda: _how_many(dice, dice.random())) if several else 1
        docs = [self._doc(party, day=first + dice.below(_MONTH), fee=False) for _ in range(count)]
        docs.sort(key=lambda doc: doc.day)
        if several:
            self._pay_several(party, docs, unlisted=unlisted, closed=first + _MONTH)
        else:
            self._pay("plain", party, self._payday(party, first + _MONTH), [(docs[0], party.sign * docs[0].open)])

    def two_months(self, party: Party) -> None:
        """A fee that was overlooked, paid with the next."""
        self._several += self._unlisted - 1
        self._pay_several(party, [self._doc(party), self._doc(party)], unlisted=True)

    def _pay_several(self, party: Party, docs: list[Doc], *, unlisted: bool, closed: int | None = None) -> None:
        """`closed`: the day on which a month's sum is made up; without one the last document's counts."""
        dice = self.dice
        takes = party.habit is None or party.habit.discount != NEVER
        discounted = party.sign > 0 and party.percent and not self.months_left and takes and dice.chance(0.2)
        if discounted:
            for doc in docs:
                self._with_terms(doc, party.percent)
            day = min(doc.discount_day for doc in docs)
            discounted = day > docs[-1].day
        sign = party.sign
        booked = [(doc, sign * (doc.open - (doc.discount if discounted else 0))) for doc in docs]
        if discounted:
            day = earlier_working_day(day)
        else:
            due = self._due(docs[-1]) if closed is None else self._payday(party, closed)
            day = max(docs[-1].day + 1, due)
        pay = self._pay("several", party, day, booked)
        pay.listed = not unlisted
        pay.traits += ["several", "several unlisted" if unlisted else "several listed"]
        if discounted:
            pay.traits.append("several discounted")
        elif not unlisted and dice.chance(self._short):
            last, value = booked[-1]
            held = abs(value) * dice.between(10, 50) // 100
            booked[-1] = (last, value - sign * held)
            pay.amount -= sign * held
            pay.short = True
            pay.traits.append("several short")

    def _instalments(self, party: Party) -> None:
        dice, doc = self.dice, self._doc(party)
        parts = dice.pick((2, 3, 3, 4))
        day, rest = self._due(doc), doc.open
        day = min(day, LAST - 30 * (parts - 1))
        part = doc.open // parts // 1000 * 1000 or doc.open // parts
        for place in range(1, parts + 1):
            value = rest if place == parts else part
            rest -= value
            pay = self._pay("instalment", party, max(doc.day + 1, day), [(doc, party.sign * value)])
            pay.part = (place, parts)
            pay.traits.append("instalment")
            day += 30 + dice.between(-2, 2)

    def _partial(self, party: Party) -> None:
        doc = self._doc(party)
        value = max(100, doc.open * self.dice.pick((50, 60, 70, 80, 90, 90, 95)) // 100)
        if self.dice.chance(0.5):
            value = max(100, value // 1000 * 1000)
        pay = self._pay("partial", party, self._due(doc), [(doc, party.sign * value)])
        pay.traits.append("partial")

    def _duplicate(self, party: Party) -> None:
        doc, first = self._single("plain", party)
        again = self._pay("duplicate", party, first.day + self.dice.between(2, 24), [], party.sign * doc.open)
        again.reason, again.about = "duplicate", [doc]
        again.traits.append("duplicate")

    def _netted(self, party: Party) -> None:
        dice = self.dice
        docs = self._run_of(party, 1 if dice.chance(0.7) else 2, together=False)
        credit = self._doc(party, day=docs[-1].day + dice.below(9), fee=False)
        credit.credit = True
        credit.gross = max(100, docs[0].gross * dice.between(5, 40) // 100)
        credit.net = credit.gross * 1000 // (1000 + party.house.vat_per_mille)
        booked = [(doc, party.sign * doc.open) for doc in docs] + [(credit, -party.sign * credit.gross)]
        pay = self._pay("netted", party, max(credit.day + 1, self._due(docs[-1])), booked)
        pay.traits.append("netted")

    def _refunded(self, party: Party) -> None:
        credit = self._doc(party, fee=False)
        credit.credit = True
        pay = self._pay("refund", party, self._due(credit), [], -party.sign * credit.gross)
        pay.reason, pay.about = ("refund" if party.sign > 0 else "refund received"), [credit]
        pay.traits.append("refund")

    def _discount(self, party: Party) -> None:
        doc = self._doc(party)
        self._with_terms(doc, party.percent or 2)
        habit = party.habit
        used = habit.term_used if habit is not None else self.dice.between(40, 100)
        day = doc.day + max(1, (doc.discount_day - doc.day) * used // 100)
        self._pay_discounted(doc, earlier_working_day(day), "discount")

    def _late(self, party: Party) -> None:
        doc = self._doc(party)
        self._with_terms(doc, party.percent or 2)
        over = party.habit.term_over if party.habit is not None else self.dice.between(1, 14)
        self._pay_discounted(doc, doc.discount_day + over, "discount late")

    def _pay_discounted(self, doc: Doc, day: int, trait: str) -> None:
        pay = self._pay("discount", doc.party, max(day, doc.day), [(doc, doc.party.sign * (doc.open - doc.discount))])
        pay.traits += ["discount"] if trait == "discount" else ["discount", trait]

    def _own_discount(self, party: Party) -> None:
        """We take a supplier's discount, whose terms Kanbert does not show."""
        doc = self._doc(party)
        taken = (doc.gross * self.dice.pick((2, 2, 3)) + 50) // 100
        pay = self._pay("discount", party, doc.day + self.dice.between(3, 12), [(doc, party.sign * (doc.open - taken))])
        pay.traits += ["discount", "discount incoming"]

    def _overpaid(self, party: Party) -> None:
        doc = self._doc(party)
        extra = self.dice.pick((500, 1000, 2500, 4000, 90)) if self.dice.chance(0.7) else max(1, doc.open // 10)
        pay = self._pay("overpaid", party, self._due(doc), [(doc, doc.open)], doc.open + extra)
        pay.traits.append("overpaid")

    def _fee(self, party: Party) -> None:
        doc = self._doc(party)
        fee = min(doc.open // 4, self.dice.pick((500, 750, 1000, 1250, 1500, 2500, 1180, 1290)))
        pay = self._pay("fee", party, self._due(doc), [(doc, doc.open - fee)])
        pay.traits.append("fee deducted")

    def _rounded(self, party: Party) -> None:
        doc = self._doc(party)
        off = self.dice.pick((-5, -2, -1, 1, 2, 3))
        pay = self._pay("rounded", party, self._due(doc), [(doc, min(doc.open, doc.open + off))], doc.open + off)
        pay.traits.append("rounded")

    def _foreign(self, party: Party) -> None:
        doc = self._doc(party, fee=False)
        doc.currency = "USD"
        pay = self._pay("foreign", party, self._due(doc), [], doc.open * 1000 // _DOLLAR_PER_MILLE)
        pay.reason, pay.about = "foreign currency", [doc]
        pay.traits.append("foreign currency")

    def _collected(self, party: Party) -> None:
        _, pay = self._single("collected", party)
        pay.collected = True
        pay.traits.append("collected")

    def _returned(self, party: Party) -> None:
        """Collected, returned, paid by transfer after all."""
        doc, first = self._single("collected", party)
        first.collected = True
        first.traits.append("collected")
        back = self._pay("returned", party, first.day + self.dice.between(2, 6), [], -doc.open)
        back.reason, back.about, back.collected = "returned debit", [doc], True
        back.traits.append("returned debit")
        again = self._pay("plain", party, back.day + self.dice.between(4, 20), [(doc, doc.open)])
        again.traits.append("paid after return")


def _how_many(dice: Dice, drawn: float) -> int:
    """Documents that one payment settles."""
    for limit, count in ((0.46, 2), (0.72, 3), (0.86, 4), (0.94, 5)):
        if drawn < limit:
            return count
    return dice.between(6, 9)


def _leaves_terms(habit: Habit, due_days: int) -> bool:
    """Who takes a discount in term pays in full only where the term, of two weeks at most, is over by then."""
    return habit.discount == NEVER or (habit.discount == SOMETIMES and due_days >= 30)
