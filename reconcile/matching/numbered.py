"""What titles and texts number and what comes again: `Wohnung 4`, `2. Rate`, `Q2`; of months the year."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from reconcile.matching.likeness import LONGEST_SAID, SHORTEST_WORD
from reconcile.matching.months import MONTHS, spelled
from reconcile.matching.text import fold

#: Folded, as words and as what they count.
_ORDINALS = {
    **dict.fromkeys(("erste", "ersten", "erster", "first", "premier", "prima"), "1"),
    **dict.fromkeys(("zweite", "zweiten", "zweiter", "second", "deuxieme", "seconda"), "2"),
    **dict.fromkeys(("dritte", "dritten", "dritter", "third", "troisieme", "terza"), "3"),
    **dict.fromkeys(("vierte", "vierten", "vierter", "fourth", "quatrieme", "quarta"), "4"),
}
_COUNTING = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9 ]")
#: A longer number is no count.
_LONGEST_COUNT = 4


@lru_cache(maxsize=4096)
def numbered_in(text: str) -> frozenset[tuple[str, str]]:
    """(word, number) of what is numbered and comes again: `Wohnung 4`, `2. Rate`, `zweite Rate`, `Q2`; of months the
    year, not the day: `März 2026`."""
    if not text:
        return frozenset()
    tokens = [_ORDINALS.get(one, one) for one in _COUNTING.findall(spelled(fold(text[:LONGEST_SAID]))) if one != "."]
    pairs = set()
    for left, right in pairwise(tokens):
        if left.isalpha() and right.isdecimal() and len(right) <= _LONGEST_COUNT:
            pairs.add((left, right.lstrip("0")))
        elif left.isdecimal() and right.isalpha() and len(right) >= SHORTEST_WORD and len(left) <= _LONGEST_COUNT:
            pairs.add((right, left.lstrip("0")))
    return frozenset((word, number) for word, number in pairs if _is_number_of(word, number))


def _is_number_of(word: str, number: str) -> bool:
    if word in MONTHS:
        return len(number) == _LONGEST_COUNT
    return word in _NUMBERED and len(number) < _LONGEST_COUNT


#: Words, folded, that stand beside their number; beside others a number counts hours, licences, euros.
_NUMBERED = frozenset(map(fold, (
    "Rate", "Abschlag", "Abschlagsrechnung", "Abschlagszahlung", "Anzahlung", "Teil", "Teilrechnung", "Teilzahlung",
    "Akonto", "Wohnung", "Whg", "Haus", "Top", "Einheit", "Stellplatz", "Garage", "Büro", "Raum", "Quartal", "q", "kw",
    "Woche", "Phase", "Sprint", "Etappe", "Los", "Meilenstein", "Milestone", "Part", "Instalment", "Installment",
    "Acompte", "Acconto", "Rata", "Tranche", "Appartement", "Appartamento", "Trimestre", "Quarter",
)))  # fmt: skip
