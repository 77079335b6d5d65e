"""Lines that belong to no document; one in twenty looks as if it did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from worlds import names, numbers, references
from worlds.calendar import day_of, month_name, working_day
from worlds.cast import House, OwnAccount, Party
from worlds.dice import Dice, Weighted
from worlds.ledger import LAST, Doc
from worlds.mixtures import Mixtures
from worlds.words import NoiseKind, Words

#: How the look-alikes look, with their weights.
_LOOKS = (("deposit", 0.2), ("known payer", 0.25), ("amount", 0.3), ("longer number", 0.15), ("private", 0.1))


@dataclass(slots=True, eq=False)
class Stray:
    """A line without a document. `amount` signed."""

    reason: str
    day: int
    amount: int
    own: OwnAccount
    name: str
    iban: str
    text: str
    code: str
    purpose: str = ""
    mandate: str = ""
    traits: list[str] = field(default_factory=list)
    place: int = 0


class Strays:
    def __init__(self, dice: Dice, words: Words, houses: Sequence[House], docs: Sequence[Doc], family: str) -> None:
        self.dice, self.words, self.houses, self.docs, self.family = dice, words, houses, docs, family
        self.kinds = Weighted([(kind, kind.weight) for kind in words.noise])
        self._staff = [(names.person(words, dice), references.iban(dice, "DE")) for _ in range(12 * len(houses))]
        self._taken = {doc.number for doc in docs}
        self._shops = [names.invented(words, dice).upper() for _ in range(60 + 10 * len(houses))]
        self._payees: dict[tuple[str, str], str] = {}  #: who is paid each month is always paid at the same account

    def make(self, mix: Mixtures, count: int) -> list[Stray]:
        looks = round(count * mix.of("noise_look_alike"))
        table = Weighted(_LOOKS)
        found = [self._look_alike(_LOOKS[table.place(self.dice)][0]) for _ in range(looks)]
        while len(found) < count:
            kind = self.words.noise[self.kinds.place(self.dice)]
            if kind.way == 0:
                found += self._transfer(kind)[: count - len(found)]
            else:
                found.append(self._plain(kind))
        return found

    def _day(self) -> int:
        return working_day(self.dice.below(LAST - 40))

    def _own(self) -> OwnAccount:
        return self.dice.pick(self.dice.pick(self.houses).accounts)

    def _amount(self, kind: NoiseKind) -> int:
        skewed = self.dice.random()
        return kind.low + int((kind.high - kind.low) * skewed * skewed)

    def _values(self, day: int) -> dict[str, object]:
        dice, when = self.dice, day_of(self.family, day)
        return {
            "month": month_name(when),
            "Y": when.year,
            "date": f"{when.day:02d}.{when.month:02d}.{when.year}",
            "city": dice.pick(self.words["cities"]),
            "shop": dice.pick(self._shops),
            "surname": names.surname(self.words, dice),
            "digits3": dice.digits(3),
            "digits4": dice.digits(4),
            "digits8": dice.digits(8),
            "digits11": dice.digits(11),
            "sick": f"Krankenkasse {dice.pick(self.words['cities'])}",
            "insurer": f"{dice.pick(self.words['firm_heads'])}a Versicherung AG",
        }

    def _plain(self, kind: NoiseKind) -> Stray:
        dice, day = self.dice, self._day()
        values = self._values(day)
        person, account = dice.pick(self._staff)
        values["person"] = person
        name = kind.name.format_map(values) if kind.name else ""
        if "{person}" not in kind.name:
            account = self._account(kind, name)
        text = dice.pick(kind.text).format_map(values)
        mandate = f"M{values['digits8']}" if "RDDT" in kind.code else ""
        amount = kind.way * self._amount(kind)
        return Stray(kind.reason, day, amount, self._own(), name, account, text, kind.code, kind.purpose, mandate)

    def _account(self, kind: NoiseKind, name: str) -> str:
        if not name or kind.reason == "card":
            return ""
        if (kind.reason, name) not in self._payees:
            self._payees[kind.reason, name] = references.iban(self.dice, "DE")
        return self._payees[kind.reason, name]

    def _transfer(self, kind: NoiseKind) -> list[Stray]:
        """Both legs, where two of our accounts hold the same currency."""
        dice, day, source = self.dice, self._day(), self._own()
        others = [one for house in self.houses for one in house.accounts if one.currency == source.currency]
        others = [one for one in others if one is not source]
        if not others:
            source, others = self.houses[0].accounts[0], self.houses[1].accounts[:1]
        target = dice.pick(others)
        text = dice.pick(kind.text).format_map(self._values(day))
        amount = self._amount(kind) // 1000 * 1000
        legs = ((source, target, -amount), (target, source, amount))
        return [
            Stray("own transfer", day, value, own, other.holder, other.iban, text, kind.code)
            for own, other, value in legs
        ]

    # -------------------------------------------------------------------------------------------------- look-alikes

    def _look_alike(self, look: str) -> Stray:
        dice = self.dice
        doc = dice.pick(self.docs)
        sign = doc.party.sign
        day = working_day(min(LAST - 1, doc.day + dice.between(5, 40)))
        values = self._values(day) | {"num": self._old_number(doc), "amount": f"{doc.open // 100},{doc.open % 100:02d}"}
        amount, name, account = doc.open, names.person(self.words, dice), references.iban(dice, "DE")
        templates = [text for text in self.words["looks"] if ("{num}" in text) == (look == "deposit")]
        text = dice.pick(templates).format_map(values)
        if look in ("deposit", "known payer"):
            name, account = doc.party.payer_name, doc.party.payer_iban
        if look == "known payer":
            amount = self._odd_amount(doc.party)
        elif look == "longer number":
            text = f"{text} {dice.digits(4)}{''.join(char for char in doc.number if char.isdigit())}{dice.digits(2)}"
            amount = doc.open if dice.chance(0.3) else self._odd_amount(doc.party)
        elif look == "private":
            text = f"Auslagen {values['month']}"
        else:
            name = name if look == "deposit" or dice.chance(0.5) else names.firm(self.words, dice, "DE", "trades").name
        code = "PMNT/RCDT/ESCT" if sign > 0 else "PMNT/ICDT/ESCT"
        if look == "deposit":
            name = doc.party.payer_name
        traits = ["look-alike", f"look-alike {look}"]
        own = own_account(doc.party, self.houses, doc.currency if doc.currency != "USD" else "EUR")
        return Stray("look-alike", day, sign * amount, own, name, account, text, code, traits=traits)

    def _odd_amount(self, party: Party) -> int:
        """Not what any document is about, nor near it: a round sum above all fees."""
        return 100 * self.dice.between(19, 4000) * 5 + self.dice.between(1, 99) * party.sign * party.sign

    def _old_number(self, doc: Doc) -> str:
        """In the writer's scheme, of two years before; no document's number, nor a slip of the pen away from it."""
        party, dice = doc.party, self.dice
        scheme = party.house.scheme if party.sign > 0 else party.scheme
        code = party.house.code if party.sign > 0 else party.code
        while True:
            sequence = dice.between(70000, 89999)
            day = day_of(self.family, 0).replace(year=day_of(self.family, 0).year - 2)
            found = numbers.written(
                scheme, day=day, sequence=sequence, in_month=sequence % 900, start=party.house.start, code=code
            )
            if found not in self._taken and not numbers.neighbours(found, doc.number):
                return found


def own_account(party: Party, houses: Sequence[House], currency: str) -> OwnAccount:
    """The agency's own where it holds the currency, else the group's first that does."""
    for house in (party.house, *houses):
        for account in house.accounts:
            if account.currency == currency:
                return account
    return houses[0].accounts[0]
