"""Which hint each payment's text gives: dealt from decks, so that the shares are met, but where habits force one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from worlds.ahead import TRAIT as AHEAD
from worlds.dice import Dice, deck
from worlds.habits import again
from worlds.ledger import Pay
from worlds.mixtures import Mixtures
from worlds.steady_hints import deal_by_payer, mangle_by_payer

PRINTED, NOTHING, CUSTOMER, MANGLED = "printed", "nothing", "customer number", "mangled"
STRUCTURED, END_TO_END, TITLE = "structured", "end to end", "title"
_MANGLES = (
    "prefix_missing",
    "blanks_inside",
    "separators",
    "zeros_dropped",
    "cut",
    "wrapped",
    "digit_wrong",
    "digits_swapped",
)


def deal_hints(dice: Dice, mix: Mixtures, pays: Sequence[Pay]) -> None:
    """Sets `info` and `mangle` of every payment; a returned debit carries what the bank writes."""
    written = [pay for pay in pays if pay.kind != "returned"]
    left = _counts(mix, len(written))
    free = []
    for pay in written:
        pay.info = _forced(dice, pay)
        if pay.info:
            left[pay.info] -= 1
        else:
            free.append(pay)
    keeps = mix.of("habit_kept")
    if keeps:
        free = deal_by_payer(dice, free, left, keeps=keeps)
    else:
        dice.shuffle(free)
    rest = _deal_structured(free, left)
    hints = deck(dice, len(rest), [(name, max(0, left[name])) for name in left if name != STRUCTURED])
    for pay, info in zip(rest, hints, strict=True):
        pay.info = info
    mangled = [pay for pay in written if pay.info == MANGLED]
    if keeps:
        mangle_by_payer(dice, mix, mangled, mix.among("mangled", *_MANGLES))
        return
    kinds = deck(dice, len(mangled), mix.among("mangled", *_MANGLES))
    for pay, mangle in zip(mangled, kinds, strict=True):
        pay.mangle = mangle


def _counts(mix: Mixtures, total: int) -> Counter[str]:
    left = Counter(
        {
            PRINTED: round(total * mix.of("number_printed")),
            NOTHING: round(total * mix.of("nothing_useful")),
            CUSTOMER: round(total * mix.of("customer_number_only")),
            MANGLED: round(total * mix.of("number_mangled")),
            STRUCTURED: round(total * mix.of("structured_reference")),
            END_TO_END: round(total * mix.of("end_to_end_only")),
        }
    )
    left[TITLE] = total - sum(left.values())
    return left


def _forced(dice: Dice, pay: Pay) -> str:
    """What we collect we word ourselves; a list holds numbers, and so does what is paid on an order confirmation;
    standing orders and unlisted runs do not."""
    if pay.collected:
        return PRINTED
    if pay.kind == "several":
        habit = pay.party.habit
        if not pay.listed:
            return NOTHING if again(dice, habit, "unlisted", lambda: dice.chance(0.75)) else CUSTOMER
        return PRINTED if again(dice, habit, "listed", lambda: dice.chance(0.74)) else MANGLED
    if pay.party.standing_order and pay.kind in ("plain", "duplicate"):
        return NOTHING
    return PRINTED if AHEAD in pay.traits and not pay.party.retainer else ""


def _deal_structured(free: list[Pay], left: Counter[str]) -> list[Pay]:
    """To those whose agency prints references, as far as they go; what is left over quotes a title."""
    rest = []
    for pay in free:
        document = pay.docs[0][0] if len(pay.docs) == 1 else None
        if left[STRUCTURED] > 0 and document is not None and document.reference and _prints_references(pay):
            pay.info = STRUCTURED
            left[STRUCTURED] -= 1
        else:
            rest.append(pay)
    left[TITLE] += max(0, left.pop(STRUCTURED))
    return rest


def _prints_references(pay: Pay) -> bool:
    return pay.party.sign > 0 and bool(pay.party.house.reference_kind)
