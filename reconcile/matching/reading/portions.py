"""How a payment that no document's amount fits looks beside one: half of it, nearly all, a little more.

Instalments are simple fractions, fees and roundings leave nearly all; any other amount may be anything's.
"""

from __future__ import annotations

from typing import NamedTuple

#: Denominators of instalments: halves, thirds, ... tenths, months of a year.
_PARTS_OF = (2, 3, 4, 5, 6, 8, 10, 12)
#: Per mille of what is open.
_ALL_FROM, _HARDLY_BELOW, _MORE_TO = 970, 100, 1010
_SIMPLE_SHARE, _NEARLY_ALL = "a simple share", "nearly all"
_LITTLE_MORE, _HARDLY_ANYTHING = "a little more", "hardly anything"
#: Words of what is likely to be paid of just this document.
LIKE_ONE = frozenset({_SIMPLE_SHARE, _NEARLY_ALL, _LITTLE_MORE})


class Portion(NamedTuple):
    """What was paid, beside one document."""

    word: str = ""  #: for calibration; "" = says nothing
    reason: str = ""  #: for people


def portion(paid: int, rest: int, gross: int, *, said_a_part: bool = False) -> Portion:
    """`rest`: of the document's amount (`gross`) what is open still; absolute minor units, `rest` above 0. Little of it
    is another payment, unless the text says that it is a part."""
    if paid > rest:
        return Portion(_LITTLE_MORE if paid * 1000 <= rest * _MORE_TO else "")
    fraction = _fraction(paid, gross)
    if fraction:
        return Portion(_SIMPLE_SHARE, f"it is exactly {fraction} of the invoice amount")
    if paid * 1000 >= rest * _ALL_FROM:
        return Portion(_NEARLY_ALL)
    return Portion(_HARDLY_ANYTHING if paid * 1000 < rest * _HARDLY_BELOW and not said_a_part else "")


def _fraction(paid: int, gross: int) -> str:
    """`1/3`, but for what rounding leaves; "" where it is no simple one."""
    for parts in _PARTS_OF if gross > 0 else ():
        share = (2 * paid * parts + gross) // (2 * gross)  # rounded
        if 0 < share < parts and abs(paid * parts - share * gross) <= parts:
            return f"{share}/{parts}"
    return ""
