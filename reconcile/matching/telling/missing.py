"""The smallest missing fact: the one thing that, were it so, would make a proposal sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from reconcile.matching.knowing.world import World
from reconcile.matching.parties import AccountFact
from reconcile.matching.reading.offers import number_offers
from reconcile.matching.reading.runs import cut
from reconcile.matching.reading.text import IN_FULL, Strength, fold_name
from reconcile.matching.scoring import level_of, place_of, probabilities
from reconcile.matching.signals import NAME_SIMILAR, SIGNALS
from reconcile.matching.solution import Solution
from reconcile.matching.weighing.levels import is_identified

#: What these say of the chosen document they say of every document of its party.
_OF_THE_PARTY = ("known_account", "party_name")


class _Fact(NamedTuple):
    gain: float  #: what it adds to the log-odds
    words: str
    signal: str
    level: int


class Missing:
    """Asked when a proposal is put into words: most doubts never are."""

    def __init__(self, world: World) -> None:
        self._world = world

    def fact(self, solution: Solution) -> str:
        """The one fact, adding least, that would make the evidence strong and lonely enough; "" when none would."""
        world = self._world
        for fact in sorted(self._facts(solution)):
            if _enough(solution, fact, world) and _can_be_so(solution, fact, world):
                return fact.words.format_map(words_of(solution, world))
        return ""

    def _facts(self, solution: Solution) -> Iterator[_Fact]:
        for place, one in enumerate(SIGNALS):
            if one.missing and solution.levels:
                name, words = one.missing
                level = self._as_quoted(solution) if one.name == "invoice_number" else one.levels.index(name)
                table = self._world.scale.tables[place]
                gain = float(table[level] - table[solution.levels[place]])
                if gain > 0:
                    yield _Fact(gain, words, one.name, level)

    def _as_quoted(self, solution: Solution) -> int:
        """The level of `invoice_number` were the numbers in the text as printed; a short one says little even so."""
        strength = Strength(min(self._strengths[item] for item in solution.about))
        return level_of("invoice_number", strength.name.lower()) if strength >= IN_FULL else 0

    @cached_property
    def _strengths(self) -> list[int]:
        """Of each item: how much its number says, quoted as printed."""
        items = self._world.items
        offers = number_offers(cut([item.number for item in items]), np.arange(len(items)))
        strengths = np.zeros(len(items), dtype=np.int8)
        np.maximum.at(strengths, offers.item, offers.strength)
        return strengths.tolist()


def _enough(solution: Solution, fact: _Fact, world: World) -> bool:
    place = place_of(fact.signal)
    if not is_identified((*solution.levels[:place], fact.level, *solution.levels[place + 1 :])):
        return False
    log_odds, party = solution.log_odds + fact.gain, _party(solution, world)
    table, rivals = world.scale.tables[place], []
    for one in solution.rivals:
        shared = fact.signal in _OF_THE_PARTY and world.parties.of_items[one.item] == party
        rivals.append(one.log_odds + (float(table[fact.level] - table[one.levels[place]]) if shared else 0.0))
    probability = probabilities([log_odds, *rivals])[0]
    lonely = not rivals or log_odds - max(rivals) >= world.rules.sure_margin
    return lonely and probability >= world.rules.sure_probability


def _can_be_so(solution: Solution, fact: _Fact, world: World) -> bool:
    """An account the line does not name, or that is somebody's already, cannot become this party's alone. Nor should
    one that stands under another name: it is a payment service's, a factor's or an adviser's, who pay for others."""
    if fact.signal != "known_account":
        return True
    transaction, party = world.lines[solution.line].transaction, _party(solution, world)
    iban = transaction.counterparty_iban
    owner = world.parties.account_fact(iban, party)
    is_anothers = 0 <= world.names.score(fold_name(transaction.counterparty_name), party) < NAME_SIMILAR
    return bool(iban) and owner in (AccountFact.NOTHING, AccountFact.NEW) and not is_anothers


def _party(solution: Solution, world: World) -> int:
    return world.parties.of_items[solution.about[0]]


def words_of(solution: Solution, world: World, told_of: Sequence[int] = ()) -> dict[str, str]:
    """What fills the placeholders of findings; `told_of`: the documents whose numbers are said, () = all."""
    items = [world.items[item] for item in told_of or solution.about]
    iban = world.lines[solution.line].transaction.counterparty_iban
    party = _party(solution, world)
    return {
        "number": ", ".join(item.label for item in items),
        "party": items[0].party_name or "this party",
        "provenance": world.parties.provenance(iban, party, solution.line) or "an earlier payment",
    }
