"""Open documents that others of their party say are not to be paid: recorded twice and paid once, corrected, cancelled.

Found once per run: a title that speaks of a correction is rare, and so is a number an open and a paid document share.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from reconcile.matching.parties import PartyKey, party_key
from reconcile.matching.reading.likeness import LONGEST_SAID, MIN_NEAR
from reconcile.matching.reading.text import plain_lines, squeeze
from reconcile.matching.solution import Doubt
from reconcile.records import Document, OpenItem

#: Stems in `plain` text: where none of them stands, nothing is looked at.
_STEMS = ("korrekt", "korrig", "bericht", "storn", "ersatz", "ersetz", "gutschrift", "avoir", "annul", "correct",
          "credit", "corrig", "remplac", "replac", "cancel", "sostitu")  # fmt: skip
_CORRECTS = re.compile(
    r"\b(?:(?:rechnungs)?(?:korrektur|berichtigung|ersatz|gutschrift|storno)(?:rechnung|beleg)?|stornier(?:t|ung)"
    r"|korrigiert|berichtigt|ersetzt|avoir|annul(?:e|ation)|(?:corrects?|replaces?|cancels?)|correction|correctif"
    r"|corrige|remplace(?:ment)?|replacement|cancellation|credit(?: note)?|note de credit|nota di credito"
    r"|sostitu(?:isce|zione)|annulla(?:mento)?)\b"
)
_RUNS = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
#: A number has at most so many runs.
_LONGEST = 6


def superseded(items: Sequence[OpenItem], settled: Sequence[OpenItem]) -> Mapping[int, Doubt]:
    """By the place of the item, what speaks against it."""
    found = dict(_corrected(items, settled))
    found.update(_recorded_twice(items, settled))
    return found


# --------------------------------------------------------------------------------------------------- recorded twice


def _recorded_twice(items: Sequence[OpenItem], settled: Sequence[OpenItem]) -> Iterator[tuple[int, Doubt]]:
    """The same party, number and amount as a paid document's."""
    owed = {(party_key(item), item.gross_minor) for item in items} if settled else set()
    paid: dict[tuple[PartyKey, int, str], set[date | None]] = defaultdict(set)
    for one in settled:
        if (key := (party_key(one), one.gross_minor)) in owed and (number := squeeze(one.number)):
            paid[(*key, number)].add(one.invoice_date)
    for place, item in enumerate(items) if paid else ():
        days = paid.get((party_key(item), item.gross_minor, squeeze(item.number)))
        if days and not _comes_again(days, item):
            text = f"{item.label} stands in Kanbert twice with this amount, and one of the two is paid"
            yield place, Doubt(text, sort="superseded")


def _comes_again(days: set[date | None], item: OpenItem) -> bool:
    """Several were paid, of other days than this one: a number of a contract, under which each month is recorded."""
    return len(days) > 1 and None not in days and item.invoice_date not in days


# -------------------------------------------------------------------------------------------------------- corrected


def _corrected(items: Sequence[OpenItem], settled: Sequence[OpenItem]) -> Iterator[tuple[int, Doubt]]:
    """Documents whose number stands in the title of another, behind a word for a correction."""
    speaking = sorted((one for group in (items, settled) for one in _speaking(group)), key=_by_label)
    if not speaking:
        return
    parties = {party_key(one) for one, _ in speaking}
    places: dict[tuple[PartyKey, str], list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if (party := party_key(item)) in parties:
            for key in _keys_of(item.number):
                places[party, key].append(place)
    for other, said in speaking:
        meant = (place for key in _windows(said) for place in places.get((party_key(other), key), ()))
        for place in dict.fromkeys(meant):
            if items[place] is not other and not _is_set_off(other, items[place]):
                text = f"by its title {other.label} corrects {items[place].label}"
                yield place, Doubt(text, sort="superseded")


def _by_label(speaking: tuple[OpenItem, str]) -> tuple[str, str]:
    """The same whatever the order they are given in."""
    return speaking[0].label, speaking[0].item_id


def _speaking(documents: Sequence[OpenItem]) -> Iterator[tuple[OpenItem, str]]:
    """Documents and what their titles say behind a word for a correction. Titles are fewer than documents."""
    titles = list({one.title for one in documents})
    folded = plain_lines([title[:LONGEST_SAID] for title in titles])
    if not any(stem in folded for stem in _STEMS):
        return
    said = {title: line[match.end() :] for title, line in zip(titles, folded.split("\n"), strict=True)
            if (match := _CORRECTS.search(line)) and _DIGITS.search(line, match.end())}  # fmt: skip
    if said:
        yield from ((one, said[one.title]) for one in documents if one.title in said)


def _keys_of(number: str) -> set[str]:
    """Whole, and its digits where they are many."""
    digits = "".join(_DIGITS.findall(number))
    return {squeeze(number), digits if len(digits) >= MIN_NEAR else ""} - {""}


def _windows(said: str) -> set[str]:
    """All neighbouring runs with a digit among them, joined."""
    runs = _RUNS.findall(said)
    ends = ((first, last) for first in range(len(runs)) for last in range(first + 1, first + 1 + _LONGEST))
    joined = ("".join(runs[first:last]) for first, last in ends)
    return {one for one in joined if _DIGITS.search(one)}


def _is_set_off(other: OpenItem, item: OpenItem) -> bool:
    """A credit note that was settled, by as much of the item: what is left of it is owed."""
    return other.document is Document.CREDIT and other.open_minor == 0 and item.settled_minor >= other.gross_minor
