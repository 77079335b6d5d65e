"""Whom a payer of another name pays for: managers, parents and payment services pay from one account for many."""

from __future__ import annotations

from reconcile.matching.choosing.settling import fits
from reconcile.matching.knowing.world import Role, World
from reconcile.matching.reading.common_words import says_beside
from reconcile.matching.reading.likeness import words_in
from reconcile.matching.weighing.levels import has_its_name
from reconcile.matching.weighing.turn import Candidate, Turn


def of_the_party_named(turn: Turn, chosen: Candidate, world: World) -> list[Candidate]:
    """In place of the chosen one, where no number says which and the payer is not called like its party: those of the
    only other party that owes as much and has a word in the text, where the chosen one's has none of its own there.
    Whom the payer names says more than whose account it is."""
    if chosen.named or has_its_name(chosen.levels) or not fits(chosen):
        return []
    party = world.parties.of_items
    others = [one for one in turn.live if party[one.item] != party[chosen.item] and _may_be_paid(one)]
    if not others:
        return []
    transaction = world.lines[turn.line].transaction
    said = {*says_beside(transaction.remittance, transaction.counterparty_name)}
    own = said & _words_of(party[chosen.item], world)
    named = [one for one in others if said & _words_of(party[one.item], world) - own]
    if len({party[one.item] for one in named}) != 1 or own - _words_of(party[named[0].item], world):
        return []
    return named


def _may_be_paid(one: Candidate) -> bool:
    return one.role == Role.BOOKABLE and fits(one)


def _words_of(party: int, world: World) -> frozenset[str]:
    return words_in(" ".join(world.parties.names[party]))
