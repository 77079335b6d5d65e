"""Which hint the texts of a payer with habits give: the same on most of his lines; a deck deals the rest.

So the shares of the mixtures are met although whole payers, not lines, draw what they write.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from worlds.dice import Dice, Weighted, deck
from worlds.ledger import Pay
from worlds.mixtures import Mixtures

#: Slips of the pen, which nobody has as a habit; how many of the others' mangled numbers are written some other way.
_SLIPS = ("digit_wrong", "digits_swapped")
SHORT, STRUCTURED = "short", "structured"


def deal_by_payer(dice: Dice, free: Iterable[Pay], left: Counter[str], *, keeps: float) -> list[Pay]:
    """Sets `info` on most of each payer's lines and takes them out of `left`; the lines that are still without one."""
    groups: dict[str, list[Pay]] = defaultdict(list)
    for pay in free:
        groups[pay.party.party_id].append(pay)
    payers = list(groups.values())
    dice.shuffle(payers)
    payers.sort(key=lambda pays: not _silent(pays[0]))  # who has his hint already draws before the others
    rest = []
    for pays in payers:
        hint = _silent(pays[0]) or _drawn(dice, left, pays)
        for pay in pays:
            if left[hint] > 0 and dice.chance(keeps) and (hint != STRUCTURED or _has_reference(pay)):
                pay.info = hint
                left[hint] -= 1
            else:
                rest.append(pay)
    dice.shuffle(rest)
    return rest


def _silent(pay: Pay) -> str:
    """What a payer of fees writes in place of a number; "" where he writes like everybody else."""
    party = pay.party
    return party.habit.silent if party.habit is not None and party.retainer and party.sign > 0 else ""


def _drawn(dice: Dice, left: Counter[str], pays: Sequence[Pay]) -> str:
    """By what is left; a structured reference only by those who are sent one, and then more often."""
    has = _has_reference(pays[0])
    weights = [(name, float(max(0, count)) * (3 * has if name == STRUCTURED else 1)) for name, count in left.items()]
    if not any(weight for _, weight in weights):
        return weights[0][0]
    return weights[Weighted(weights).place(dice)][0]


def _has_reference(pay: Pay) -> bool:
    prints = pay.party.sign > 0 and bool(pay.party.house.reference_kind)
    return prints and len(pay.docs) == 1 and bool(pay.docs[0][0].reference)


def mangle_by_payer(dice: Dice, mix: Mixtures, mangled: Sequence[Pay], ways: Sequence[tuple[str, float]]) -> None:
    """Each payer has his way, dealt from a deck over payers; slips of the pen are dealt over lines."""
    slips = [(name, share) for name, share in ways if name in _SLIPS]
    kept = [(name, share) for name, share in ways if name not in _SLIPS] + [(SHORT, mix.of("mangled_short"))]
    payers = list(dict.fromkeys(pay.party.party_id for pay in mangled))
    dice.shuffle(payers)
    own = dict(zip(payers, deck(dice, len(payers), kept), strict=True))
    usual, keeps = sum(share for _, share in kept), mix.of("habit_kept")
    cards = deck(dice, len(mangled), [*slips, ("", usual)])
    table = Weighted(kept)
    for pay, slip in zip(mangled, cards, strict=True):
        habitual = own[pay.party.party_id] if dice.chance(keeps) else kept[table.place(dice)][0]
        pay.mangle = slip or habitual
