"""Document numbers at the end of structured references: `99 00017 00000 00000 02511 40` + check digit, of 251140.

Many programs fill a reference up with a customer's number, zeros and the number of the document, and keep it nowhere.
Such a reference names a document of the payer, and nobody else's: a stranger's numbers are counted as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from importers import identifiers
from importers.identifiers import Reference
from reconcile.matching.knowing.references import bare_digits, keys_of
from reconcile.matching.reading.joins import Groups, OfParties
from reconcile.matching.reading.runs import Ints, Runs
from reconcile.matching.reading.text import Strength, squeeze

#: Digits from which a number behind a zero names, and from which it is a hint; without a zero before it, it is one.
_NAMES, _HINTS, _HINTS_GLUED = 5, 3, 6
#: Check digits, before and behind the payload.
_CHECKED = {Reference.RF: (4, 0), Reference.QRR: (0, 1), Reference.OGM: (0, 2)}
_DIGIT = re.compile("[0-9]")
_DIGITS_AT_END = re.compile("[0-9]*$")


def tails(reference: str) -> Iterator[tuple[str, Strength]]:
    """The numbers its payload may end with, without leading zeros, and how much each says."""
    kind = identifiers.reference_kind(reference)
    if kind not in _CHECKED:
        return
    before, behind = _CHECKED[kind]
    whole = squeeze(reference)
    found = _DIGITS_AT_END.search(whole[before : len(whole) - behind])
    digits = found.group() if found else ""
    for first in range(len(digits) - _HINTS + 1):
        length, apart = len(digits) - first, digits[first - 1 : first] in ("", "0")
        if digits[first] != "0" and (apart or length >= _HINTS_GLUED):
            yield digits[first:], Strength.REFERENCE if apart and length >= _NAMES else Strength.WEAK


def is_built_otherwise(reference: str, number: str) -> bool:
    """The payload has the form of a document's number, and another number: `RF75 RE20260438` of RE-2026-0452. Of
    digits filled up in front their year tells."""
    kind = identifiers.reference_kind(reference)
    if kind not in _CHECKED:
        return False
    before, behind = _CHECKED[kind]
    whole, own = squeeze(reference), squeeze(number)
    payload = whole[before : len(whole) - behind]
    if kind is Reference.RF:
        is_alike = len(own) >= _HINTS and _form(payload) == _form(own) and payload[:2] == own[:2]
        return is_alike and payload != own
    digits = "".join(filter(str.isdecimal, own)).lstrip("0")
    year = digits[:4]
    is_alike = len(digits) >= _HINTS_GLUED and payload[-len(digits) :].startswith(year) and year.startswith("20")
    return is_alike and not payload.endswith(digits)


def _form(text: str) -> str:
    return _DIGIT.sub("0", text)


def documents_at_end(
    asked: Sequence[tuple[int, str]], numbers: Runs, party_of_item: Ints, payers: Sequence[tuple[Groups, Ints]]
) -> tuple[Ints, Ints, Ints]:
    """(line, item, strength): the payer's documents with which a line's reference may end. `asked`: line, reference;
    `payers`: parties a line may come from; of each line its group."""
    said = [(line, tail, strength) for line, reference in asked for tail, strength in tails(reference)]
    line, strength = (np.array([one[place] for one in said], dtype=np.int64) for place in (0, 2))
    digits = bare_digits(numbers)
    numbered = np.flatnonzero(digits.length >= _HINTS)
    rows = OfParties(digits.hash[numbered], party_of_item[numbered])
    place, row = rows.lookup(keys_of([tail for _, tail, _ in said]), *((groups, of[line]) for groups, of in payers))
    return line[place], numbered[row], strength[place]
