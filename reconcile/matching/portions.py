"""How a payment that no document's amount fits looks beside one: half of it, nearly all, a little more.

Instalments are simple fractions, fees and roundings leave nearly all; any other amount may be anything's.
"""

from __future__ import annotations

from typing import NamedTuple

#: Denominators of instalments: halves, thirds, ... tenths, months of a year.
_PARTS_OF = (2, 3, 4, 5, 6, 8, 10, 12)
#: Per mille of what is open.
_NEARLY_ALL, _HARDLY, _A_LITTLE_MORE = 970, 100, 1010
#: Likely an instalment of a longer row where the text speaks of one, else another payment.
HARDLY_ANYTHING = "hardly anything"
#: Words of what is likely to be paid of just this document.
LIKE_ONE = frozenset({"a simple share", "nearly all", "a little more"})


class Portion(NamedTuple):
    """What was paid, beside one document."""

    word: str = ""  #: for calibration; "" = says nothing
    reason: str = ""  #: for people


def portion(paid: int, rest: int, gross: int) -> Portion:
    """`rest`: of the document's amount (`gross`) what is open still; absolute minor units, `rest` above 0."""
    if paid > rest:
        return Portion("a little more" if paid * 1000 <= rest * _A_LITTLE_MORE else "")
    fraction = _fraction(paid, gross)
    if fraction:
        return Portion("a simple share", f"it is exactly {fraction} of the invoice amount")
    if paid * 1000 >= rest * _NEARLY_ALL:
        return Portion("nearly all")
    return Portion(HARDLY_ANYTHING if paid * 1000 < rest * _HARDLY else "")


def _fraction(paid: int, gross: int) -> str:
    """`1/3`, but for what rounding leaves; "" where it is no simple one."""
    for parts in _PARTS_OF if gross > 0 else ():
        share = (2 * paid * parts + gross) // (2 * gross)  # rounded
        if 0 < share < parts and abs(paid * parts - share * gross) <= parts:
            return f"{share}/{parts}"
    return ""
