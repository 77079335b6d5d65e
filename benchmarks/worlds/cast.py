"""Who plays: agencies with their accounts and habits, their customers, their suppliers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from worlds import names, references
from worlds.dice import Dice
from worlds.habits import Habit
from worlds.mixtures import Mixtures
from worlds.names import Firm
from worlds.setting import Setting

#: Lines of a world per agency, and how many agencies one group can have.
_LINES_PER_HOUSE, _MOST_HOUSES = 2500, 40
#: Documents per party and year, on average; retainers have twelve.
_DOCUMENTS_PER_CUSTOMER, _DOCUMENTS_PER_SUPPLIER = 12, 10
_COUNTRIES = ("DE", "AT", "DE", "CH", "DE", "DE", "AT", "DE")
#: Agencies with structured references; the Nordic and Belgian kinds are those of branches with an account there.
_REFERENCES = ("", "RF", "", "QRR", "OGM", "", "VIITE", "KID")
#: Of retainers and of other customers, how many we collect from.
_DEBIT_RETAINERS, _DEBIT_OTHERS = 0.35, 0.06
_CODES = "KBLMDTSVRNPFHAGWCE"
_VAT_PER_MILLE = {"DE": 190, "AT": 200, "CH": 81}


@dataclass(slots=True)
class OwnAccount:
    account_id: str
    title: str
    iban: str
    currency: str
    holder: str


@dataclass(slots=True)
class House:
    """An agency of the group. `start` is where five-digit numbers begin; `code` its letters in numbers."""

    name: str
    country: str
    currency: str
    scheme: str
    customer_scheme: str
    start: int
    code: str
    reference_kind: str
    customer_number_in_reference: bool
    accounts: list[OwnAccount]
    vat_per_mille: int
    customers: list[Party] = field(default_factory=list)
    suppliers: list[Party] = field(default_factory=list)


@dataclass(slots=True)
class Party:
    """A customer (`sign` +1: money in) or a supplier (-1). What it is called on the bank's side is set later."""

    party_id: str
    sign: int
    firm: Firm
    shown: tuple[str, ...]  #: names in Kanbert, company first
    house: House
    number: str  #: its customer number with us, or ours with it
    iban: str
    second_iban: str
    weight: float
    retainer: bool = False
    standing_order: bool = False
    debit: bool = False
    fee_minor: int = 0  #: gross of a retainer's or subscription's month
    service: str = ""
    percent: int = 0  #: usual discount
    due_days: int = 14
    delay: int = 0
    scheme: str = ""  #: a supplier's own
    code: str = ""
    known: str = ""  #: how its account is known: "master data", "history" or ""
    moved: bool = False  #: from the middle of the year paid at a new account
    name_is_its_own: bool = True  #: no other party has a name that folds to the same
    payer_kind: str = ""  #: "" the name of the master data
    payer_name: str = ""
    ultimate_name: str = ""
    payer_iban: str = ""
    lines: int = 0
    habit: Habit | None = None  #: what its payments have in common, in the family whose payers have habits


def houses_of(size: int) -> int:
    return max(2, min(_MOST_HOUSES, size // _LINES_PER_HOUSE))


def cast(dice: Dice, setting: Setting, *, size: int) -> list[House]:
    """Agencies and parties for about `size` documents."""
    count = houses_of(size)
    houses = [_house(dice, setting, place) for place in range(count)]
    incoming = setting.mix.of("incoming")
    customers = max(6, round(size * (1 - incoming) / _DOCUMENTS_PER_CUSTOMER / count))
    suppliers = max(4, round(size * incoming / _DOCUMENTS_PER_SUPPLIER / count))
    maker = _Maker(dice, setting)
    for house in houses:
        house.customers = maker.customers(house, customers)
    for house in houses:
        house.suppliers = maker.suppliers(house, suppliers)
    parties = [party for house in houses for party in (*house.customers, *house.suppliers)]
    shared = Counter((party.sign, party.firm.key) for party in parties)
    for party in parties:
        party.name_is_its_own = shared[party.sign, party.firm.key] == 1
    return houses


def _house(dice: Dice, setting: Setting, place: int) -> House:
    words, ids = setting.words, setting.ids
    country = _COUNTRIES[(place + 1) % len(_COUNTRIES)] if place else "DE"
    currency = "CHF" if country == "CH" else "EUR"
    name = f"{words['agencies'][place % len(words['agencies'])]} {names.legal_form(dice, country)}"
    titles = ("Geschäftskonto", "Zweitkonto") if dice.chance(0.6) else ("Geschäftskonto",)
    kind = "QRR" if country == "CH" else _REFERENCES[(place + 1) % len(_REFERENCES)]
    bank = references.KINDS.get(kind) or country
    accounts = [OwnAccount(ids.next(), title, references.iban(dice, bank), currency, name) for title in titles]
    return House(
        name=name,
        country=country,
        currency=currency,
        scheme=_scheme(words["outgoing_schemes"], place),
        customer_scheme=dice.pick(words["customer_schemes"]),
        start=10000 * dice.between(1, 8),
        code=_CODES[place // len(_CODES)] + _CODES[place % len(_CODES)],
        reference_kind=kind,
        customer_number_in_reference=dice.chance(0.5),
        accounts=accounts,
        vat_per_mille=_VAT_PER_MILLE[country],
    )


def _scheme(schemes: Sequence[str], place: int) -> str:
    """Each agency its own: Kanbert's numbers are unique. The later ones put their letters in front."""
    scheme = schemes[place % len(schemes)]
    return scheme if place < len(schemes) or "{c}" in scheme else f"{{c}}{scheme}"


def spread(dice: Dice, count: int, share: float) -> Iterator[bool]:
    """True for exactly `share` of `count` (rounded), in random places."""
    flags = [place < round(count * share) for place in range(count)]
    dice.shuffle(flags)
    return iter(flags)


def _account_knowledge(dice: Dice, mix: Mixtures, count: int) -> Iterator[str]:
    known = round(count * mix.of("customer_account_known"))
    master = round(count * mix.of("customer_account_in_master_data"))
    ways = ["master data"] * master + ["history"] * (known - master) + [""] * (count - known)
    dice.shuffle(ways)
    return iter(ways)


class _Maker:
    """Makes parties; no two of a world have the same full name."""

    def __init__(self, dice: Dice, setting: Setting) -> None:
        self.dice, self.words, self.mix, self.ids = dice, setting.words, setting.mix, setting.ids
        self._taken: set[str] = set()

    def customers(self, house: House, count: int) -> list[Party]:
        dice, mix = self.dice, self.mix
        retainers = spread(dice, count, mix.of("retainer"))
        siblings = spread(dice, count, mix.of("sibling_companies"))
        accounts = _account_knowledge(dice, mix, count)
        found: list[Party] = []
        for place in range(count):
            of = dice.pick(found).firm if next(siblings) and found else None
            party = self._party(house, self._firm(house.country, "trades", of), 1)
            party.number = house.customer_scheme.format(n=100 + place * 7, n5=house.start + 40 + place * 3)
            party.retainer = next(retainers)
            party.known = next(accounts)
            party.second_iban = references.iban(dice, house.country) if dice.chance(mix.of("second_account")) else ""
            if dice.chance(0.2):
                party.shown = tuple(dict.fromkeys((party.firm.name, party.firm.core)))
            self._set_habits(party)
            found.append(party)
        return found

    def _set_habits(self, party: Party) -> None:
        dice = self.dice
        if party.retainer:
            self._make_monthly(party, "services", 5000 * dice.between(6, 90))
            party.debit = dice.chance(_DEBIT_RETAINERS)
            standing = self.mix.of("standing_order") / (1 - _DEBIT_RETAINERS)
            party.standing_order = not party.debit and dice.chance(standing)
        else:
            party.debit = dice.chance(_DEBIT_OTHERS)
        party.percent = dice.pick((2, 2, 3)) if dice.chance(0.35) else 0

    def suppliers(self, house: House, count: int) -> list[Party]:
        dice, mix = self.dice, self.mix
        monthly = spread(dice, count, mix.of("subscription"))
        known = spread(dice, count, mix.of("supplier_account_known"))
        moved = spread(dice, count, mix.of("supplier_new_account"))
        found = []
        for _ in range(count):
            party = self._party(house, self._firm("DE", "supplier_trades", None), -1)
            party.number = dice.digits(dice.between(4, 8))
            party.scheme = dice.pick(self.words["supplier_schemes"])
            party.code = dice.letters(2, "ABCDEFGHKLMNPRSTVW")
            party.retainer = next(monthly)
            party.known = "history" if next(known) else ""
            party.moved = next(moved)
            party.second_iban = references.iban(dice, "DE") if party.moved else ""
            if party.retainer:
                net = 100 * dice.between(9, 900) - dice.pick((0, 0, 1, 5, 10))
                self._make_monthly(party, "supplier_titles", net)
            found.append(party)
        return found

    def _party(self, house: House, firm: Firm, sign: int) -> Party:
        dice = self.dice
        drawn = dice.random()
        return Party(
            party_id=self.ids.next(),
            sign=sign,
            firm=firm,
            shown=(firm.name,),
            house=house,
            number="",
            iban=references.iban(dice, house.country if sign > 0 else "DE"),
            second_iban="",
            weight=0.25 + 3 * drawn * drawn * drawn,
            due_days=dice.pick((7, 10, 14, 14, 14, 30, 30)),
            delay=dice.between(-6, 12),
        )

    def _firm(self, country: str, trades: str, of: Firm | None) -> Firm:
        """Half the siblings share the name but for the legal form."""
        while True:
            firm = (
                names.sibling(self.words, self.dice, of, country)
                if of
                else names.firm(self.words, self.dice, country, trades)
            )
            if firm.name not in self._taken:
                self._taken.add(firm.name)
                return firm
            of = None

    def _make_monthly(self, party: Party, services: str, net: int) -> None:
        party.fee_minor = net + (net * party.house.vat_per_mille + 500) // 1000
        party.service = self.dice.pick(self.words[services])


def weights_of(parties: Sequence[Party]) -> list[tuple[object, float]]:
    return [(party, party.weight) for party in parties]
