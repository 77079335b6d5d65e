"""Which part of an order texts and titles speak of: what is paid ahead, or what is left in the end."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from reconcile.matching.reading.likeness import LONGEST_SAID
from reconcile.matching.reading.text import fold


class Part(IntEnum):
    """Of an order."""

    NOTHING = 0
    AHEAD = 1
    LAST = 2


_AHEAD = (
    r"(?:anzahlung(?:en|srechnung)?|abschlag(?:e|srechnung(?:en)?|szahlung(?:en)?|rechnung|zahlung)?"
    r"|akonto(?:rechnung|zahlung)?|a[ -]conto|acomptes?|acconto|vorauszahlung(?:en|srechnung)?|vorschus"
    r"|teilrechnung(?:en)?|deposit|down ?payment|(?:1\.|erste|first) (?:halfte|half))\b"
)
_LAST = re.compile(
    r"\b(?:schlus(?:(?:ab)?rechnung|zahlung|rate|betrag)?|end(?:ab)?rechnung|rest(?:zahlung|betrag|rechnung|summe|rate)?"
    r"|(?:2\.|zweite|second) (?:halfte|half)|solde|saldo|final (?:payment|invoice)|remaining|balance)\b"
)
#: What was paid ahead is taken off, so the rest is meant: `abzgl. Anzahlung`, `nach geleisteter Anzahlung`.
_TAKEN_OFF = re.compile(
    r"(?:\./\.|\b(?:abzgl|abzuglich|abz|abzug|minus|les|nach|verrechn[a-z]*|moins|meno|deduction))[^a-z]*"
    rf"(?:(?:der|die|den|des|von|de|d|l|bereits|(?:ge|be|er)[a-z]+) *|[0-9]+\. *)*\b{_AHEAD}"
)
_PAID_AHEAD = re.compile(rf"\b{_AHEAD}")


@lru_cache(maxsize=4096)
def part_said(text: str) -> Part:
    """What the text says is paid; nothing, where it says both."""
    rest, taken = _TAKEN_OFF.subn(" ", fold(text[:LONGEST_SAID]))
    is_last, is_ahead = bool(taken) or _LAST.search(rest) is not None, _PAID_AHEAD.search(rest) is not None
    if is_last == is_ahead:
        return Part.NOTHING
    return Part.LAST if is_last else Part.AHEAD


def part_asked(title: str) -> Part:
    """What the document asks for: `Schlussrechnung, Anzahlung berücksichtigt` for the rest."""
    said = part_said(title)
    if said:
        return said
    folded = fold(title[:LONGEST_SAID])
    last, ahead = _LAST.search(folded), _PAID_AHEAD.search(folded)
    return Part.LAST if last and ahead and last.start() < ahead.start() else Part.NOTHING
