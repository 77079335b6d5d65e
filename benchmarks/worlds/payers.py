"""What a party is called, and which account it shows, on the bank's side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from worlds import names
from worlds.cast import Party
from worlds.dice import Dice
from worlds.ledger import YEAR, Pay
from worlds.mixtures import Mixtures
from worlds.references import iban
from worlds.words import Words

_KINDS = (
    "legal_form",
    "umlaut",
    "upper",
    "cut",
    "word_order",
    "person",
    "parent",
    "payment_service",
    "ultimate",
)
#: Kinds after which the name still tells who it is.
_TELLING = frozenset(("", "legal_form", "umlaut", "upper", "cut", "word_order", "ultimate"))


class Payers:
    """Chooses how each party is named so that unequal names reach their share of payments (weighted by lines)."""

    def __init__(self, dice: Dice, words: Words, mix: Mixtures) -> None:
        self.dice, self.words, self.mix = dice, words, mix
        self._kinds = mix.among("name", *_KINDS)
        self._unequal = 1 - mix.of("name_equal")
        self._services = [(name, iban(dice, "BE")) for name in words["payment_services"]]
        self._parents = [(name, iban(dice, "DE")) for name in words["parents"]]
        self._agents = [(name, iban(dice, "DE")) for name in words["paying_agents"]]
        self._ways: dict[str, Callable[[Party], str]] = {
            "legal_form": lambda party: names.legal_form_respelled(party.firm, dice),
            "umlaut": lambda party: names.umlauts_respelled(party.firm.name, dice),
            "upper": lambda party: names.upper(party.firm.name, dice),
            "cut": lambda party: names.cut(party.firm.name, dice),
            "word_order": lambda party: names.reordered(party.firm, dice),
            "person": self._person,
            "parent": self._parent,
            "payment_service": self._service,
            "ultimate": self._agent,
        }

    def name(self, parties: Iterable[Party]) -> None:
        """Error diffusion: a party is named unequally when half of its weight is owed to the share."""
        owed = 0.0
        debts = dict.fromkeys((kind for kind, _ in self._kinds), 0.0)
        for party in parties:
            party.payer_name, party.payer_iban = party.firm.name, party.iban
            owed += self._unequal * party.lines
            if party.lines and owed >= party.lines / 2 and self._distort(party, debts):
                owed -= party.lines

    def _distort(self, party: Party, debts: dict[str, float]) -> bool:
        """By the kind that is furthest behind its share among those this name admits."""
        for kind, share in self._kinds:
            debts[kind] += share * party.lines
        for kind in sorted(debts, key=lambda kind: -debts[kind]):
            if party.sign < 0 and kind in ("person", "payment_service", "parent"):
                continue  # we choose whom we pay
            name = self._ways[kind](party)
            if name and name not in party.shown:
                party.payer_kind, party.payer_name = kind, name
                debts[kind] -= party.lines
                return True
            party.ultimate_name, party.payer_iban = "", party.iban
        return False

    def _person(self, party: Party) -> str:
        party.payer_iban = iban(self.dice, "DE")
        return party.firm.owner if party.firm.owner not in party.firm.name else ""

    def _parent(self, party: Party) -> str:
        name, party.payer_iban = self.dice.pick(self._parents)
        return name

    def _service(self, party: Party) -> str:
        name, party.payer_iban = self.dice.pick(self._services)
        return name

    def _agent(self, party: Party) -> str:
        name, party.payer_iban = self.dice.pick(self._agents)
        party.ultimate_name = party.firm.name
        return name

    def dress(self, pays: Sequence[Pay], parties: Iterable[Party]) -> None:
        """Account and visibility of every payment. Known and shared accounts are seen as the books show them."""
        missing, holders = self.mix.of("account_missing"), _holders(parties)
        for pay in pays:
            party = pay.party
            pay.account = party.payer_iban
            if party.second_iban and self._from_second(pay):
                pay.account = party.second_iban
                pay.traits.append("new account" if party.moved else "second account")
            if self.dice.chance(missing) and not pay.collected:
                pay.account = ""
            pay.account_known = bool(pay.account) and holders.get((party.sign, pay.account)) == party.party_id
            pay.name_shows_party = party.payer_kind in _TELLING and _own(party)
            if party.payer_kind:
                pay.traits.append(f"name {party.payer_kind.replace('_', ' ')}")

    def _from_second(self, pay: Pay) -> bool:
        """A payer with habits has one account at a time."""
        party = pay.party
        if party.moved:
            return pay.day > YEAR // 2
        return pay.day > party.habit.moved_on if party.habit is not None else self.dice.chance(0.3)


def _own(party: Party) -> bool:
    """A full name is nobody else's; what is left of it after a change must not be either."""
    return party.name_is_its_own or party.payer_kind in ("", "ultimate", "umlaut", "upper", "word_order")


def _holders(parties: Iterable[Party]) -> dict[tuple[int, str], str]:
    """Account in the books → the one party it belongs to; "" where it is several's."""
    found: dict[tuple[int, str], str] = {}
    for party in parties:
        for account in known_ibans(party):
            place = (party.sign, account)
            found[place] = "" if found.get(place, party.party_id) != party.party_id else party.party_id
    return found


def known_ibans(party: Party) -> list[str]:
    """What the books show: master data hold the party's own account, an earlier payment the payer's."""
    if party.known == "master data":
        return [party.iban]
    return [party.payer_iban] if party.known == "history" else []
