"""What titles and texts number and what comes again: `Wohnung 4`, `2. Rate`, `Q2`; of months the year."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from reconcile.matching.reading.likeness import LONGEST_SAID, SHORTEST_WORD
from reconcile.matching.reading.months import MONTHS, MONTHS_OF_PARTS, months_said, spelled
from reconcile.matching.reading.text import fold

#: Folded, as words and as what they count.
_ORDINALS = {
    **dict.fromkeys(("erste", "ersten", "erster", "erstes", "first", "premier", "prima"), "1"),
    **dict.fromkeys(("zweite", "zweiten", "zweiter", "zweites", "second", "deuxieme", "seconda"), "2"),
    **dict.fromkeys(("dritte", "dritten", "dritter", "drittes", "third", "troisieme", "terza"), "3"),
    **dict.fromkeys(("vierte", "vierten", "vierter", "viertes", "fourth", "quatrieme", "quarta"), "4"),
}
#: Compounds that count the same: what an invoice asks for is paid by that name. A part that is paid is none that is
#: billed, though: `2. Teilzahlung` of the `1. Teilrechnung`.
_COMPOUNDS = {
    "abschlag": ("abschläge", "abschlagsrechnung", "abschlagrechnung", "abschlagszahlung", "abschlagzahlung"),
    "akonto": ("akontorechnung", "akontozahlung"),
    "anzahlung": ("anzahlungsrechnung",),
    "rate": ("ratenrechnung", "ratenzahlung", "teilrate"),
    "teilrechnung": ("teilfaktura", "teilrg"),
    "halbjahr": ("hj", "halbjahres", "halbjahresrechnung"),
    "quartal": ("quartals", "quartalsrechnung", "vj", "vierteljahr", "vierteljahres", "qu", "quart", "qrtl", "qtl"),
    "monat": ("monatsrechnung",),
    "wohnung": ("whg", "we", "wohneinheit"),
}
_AS_ONE = _ORDINALS | {fold(form): word for word, forms in _COMPOUNDS.items() for form in forms}
#: Only with the number behind: `M3`, not `3 m`.
_INITIALS = {"q": "quartal", "m": "monat", "h": "halbjahr"}
#: `Abschlag Nr. 3`, `1. Quartal`.
_BETWEEN = frozenset((".", "nr", "no", "nummer"))
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
#: All months of a part of the year: `Jan-Mrz` is a quarter.
_PART_OF_MONTHS = {months: part for part, months in MONTHS_OF_PARTS.items()}
#: What is counted in Roman numbers.
_OF_A_YEAR = frozenset(("quartal", "halbjahr"))
#: A quarter of a year: `I/2026`, `IV/26`, `QII`.
_ROMAN_QUARTER = re.compile(
    r"(?<![a-z0-9])(?<![a-z0-9][./-])(?:(i{1,3}|iv)(?=/(?:20)?2[0-9](?![0-9]))|q(i{1,3}|iv)(?![a-z0-9]))"
)
_COUNTING = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9 ]")
#: A longer number is no count.
_LONGEST_COUNT = 4


@lru_cache(maxsize=4096)
def numbered_in(text: str) -> frozenset[tuple[str, str]]:
    """(word, number) of what is numbered and comes again: `Wohnung 4`, `2. Rate`, `zweite Rate`, `Q2`; of months the
    year, not the day: `März 2026`."""
    if not text:
        return frozenset()
    folded = fold(text[:LONGEST_SAID])
    found = _COUNTING.findall(_ROMAN_QUARTER.sub(_quarter, spelled(folded)))
    tokens = [_AS_ONE.get(one, one) for one in found if one not in _BETWEEN]
    pairs = set()
    for one, right in pairwise(tokens):
        left = _ROMAN.get(one, one) if right in _OF_A_YEAR else one
        if left.isalpha() and right.isdecimal() and len(right) <= _LONGEST_COUNT:
            pairs.add((_INITIALS.get(left, left), right.lstrip("0")))
        elif left.isdecimal() and right.isalpha() and len(right) >= SHORTEST_WORD and len(left) <= _LONGEST_COUNT:
            pairs.add((right, left.lstrip("0")))
    counted = frozenset((word, number) for word, number in pairs if _is_number_of(word, number))
    part = _PART_OF_MONTHS.get(months_said(folded))
    return counted | {part} if part else counted


def _quarter(match: re.Match[str]) -> str:
    return f"quartal {_ROMAN[match[1] or match[2]]} "


def _is_number_of(word: str, number: str) -> bool:
    if word in MONTHS:
        return len(number) == _LONGEST_COUNT
    return word in _NUMBERED and len(number) < _LONGEST_COUNT


#: Words, folded, that stand beside their number; beside others a number counts hours, licences, euros.
_NUMBERED = frozenset(map(fold, (
    "Rate", "Abschlag", "Anzahlung", "Teil", "Teilrechnung", "Teilzahlung",
    "Akonto", "Wohnung", "Whg", "Haus", "Top", "Einheit", "Stellplatz", "Garage", "Büro", "Raum", "Quartal", "kw",
    "Woche", "Phase", "Sprint", "Etappe", "Los", "Meilenstein", "Milestone", "Part", "Instalment", "Installment",
    "Acompte", "Acconto", "Rata", "Tranche", "Appartement", "Appartamento", "Trimestre", "Quarter",
    "Halbjahr", "Hälfte", "Monat",
)))  # fmt: skip
