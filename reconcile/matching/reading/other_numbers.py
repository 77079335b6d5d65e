"""Numbers in the form of a document's own: so its writer would number another document.

`RE-2023-7747` beside the payer and the amount of RE-2026-0098 speaks of another invoice, be it in the books or not;
`Auftrag 4711` speaks of nothing we number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reconcile.matching.reading.likeness import MIN_NEAR, is_another_of_its_series, is_near
from reconcile.matching.reading.number_words import NO_LETTERS
from reconcile.matching.reading.text import fold, fold_lines
from reconcile.records import Side

_RUNS = re.compile(r"[0-9]+|[a-z]+")
_LETTERS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")
#: `2082` is a number: no invoice is of that year.
_YEAR = re.compile(r"(?:199|20[0-4])[0-9]")
#: `03/2026`, `26-3`: a number that looks like a month. What else does is no number of the kind by its digits' count.
_MONTH = re.compile(
    r"(?<![a-z0-9])(?<![a-z0-9][./-])(?:(?:0?[1-9]|1[0-2])[/-](?:20)?2[0-9]|(?:20)?2[0-9][/-](?:0?[1-9]|1[0-2]))"
    r"(?![a-z0-9]|[./,-][0-9])"
)


class OtherNumbers:
    """What texts hold in the form of a document's number and is no document's."""

    def __init__(self, numbers: Sequence[str]) -> None:
        """`numbers`: of all documents."""
        self._numbers = numbers
        self._known: frozenset[str] | None = None  #: squeezed; few texts ask for it

    def like(self, number: str, text: str, unread: Sequence[str], side: Side) -> list[str]:
        """The same letters, years where it has one, and about as many digits elsewhere; not near the number itself.
        Of numbers of our own all are known, so what is near to one is it, mistyped; of a supplier's others may not be
        recorded, so another digit makes it another (`side`: of the document).

        `unread`: what of the text looks like a number and is none known. Digits alone have the form of a number only
        there: elsewhere they are a date or a customer's number.
        """
        said = fold(text)
        if not _DIGITS.search(said) and _DIGITS.search(number):
            return []
        if _MONTH.fullmatch(number):
            others = [one for one in _MONTH.findall(said) if _month_of(one) != _month_of(number)]
            return [one for one in others if not self._is_known(one)]
        letters = _LETTERS.search(fold(number))
        if letters and letters[0] not in said:
            return []
        lettered = any(map(str.isalpha, number))
        form = _form_of(_shape(fold(number)), lettered) if lettered or unread else None
        found = form.findall(said) if form else []
        if not lettered:
            found = [other for other in found if other in unread and _begin_alike(number, other)]
        return [other for other in found if not may_be_mistyped(other, number, side) and not self._is_known(other)]

    def _is_known(self, number: str) -> bool:
        if self._known is None:
            self._known = frozenset(_squeezed(fold_lines(self._numbers)).split("\n"))
        return _squeezed(fold(number).replace("\n", " ")) in self._known


def _month_of(number: str) -> frozenset[str]:
    """Month and year, in either order, without zeros and century."""
    return frozenset(run.lstrip("0").removeprefix("20") for run in _DIGITS.findall(number))


def like_a_reference(references: Sequence[str], text: str) -> tuple[str, str] | None:
    """(what a text holds, the reference it is like), where it holds none of them: the contract, meter or car of
    another bill. The same letters and as many digits; digits alone begin alike, too."""
    said = fold(text)
    ours = [reference for reference in references if sum(map(str.isdecimal, reference)) >= _LONG_REFERENCE]
    if any(_squeezed(fold(one)) in _squeezed(said) for one in ours):
        return None
    found = ((other, one) for one in ours for other in _alike(fold(one)).findall(said))
    return next(((other, one) for other, one in found if _begin_alike(one, other)), None)


#: Digits; fewer are of days, amounts and houses.
_LONG_REFERENCE = 6


@lru_cache(maxsize=4096)
def _alike(reference: str) -> re.Pattern[str]:
    pieces = (f"[0-9]{{{len(run)}}}" if run.isdecimal() else run for run in _RUNS.findall(reference))
    return re.compile("(?<![a-z0-9])" + "[^a-z0-9]?".join(pieces) + "(?![a-z0-9])")


def may_be_mistyped(other: str, number: str, side: Side) -> bool:
    """What a text holds is the document's number, but for one error."""
    return is_near(other, number) and not (side is Side.INCOMING and is_another_of_its_series(other, number))


def _begin_alike(number: str, other: str) -> bool:
    """Digits in one piece begin with the year or a number range; a customer's number rarely does."""
    return not number.isdecimal() or number[0] == other[0]


_OTHER_SCRIPT = re.compile(r"[^\W_a-z0-9]")
#: Lines stay lines.
_NOT_ALNUM = re.compile(r"(?:[^\w\n]|_)+")
_NOT_ALNUM_ASCII = bytes(code for code in range(128) if not chr(code).isalnum() and chr(code) != "\n")


def _squeezed(folded: str) -> str:
    """Letters and digits only."""
    if folded.isascii():
        return folded.encode("ascii").translate(None, _NOT_ALNUM_ASCII).decode("ascii")
    return _NOT_ALNUM.sub("", folded)


def _shape(number: str) -> str:
    """All that the form of a folded number depends on: numbers are many, shapes few."""
    return _DIGITS.sub(lambda run: "2000" if _YEAR.fullmatch(run[0]) else "1" * len(run[0]), number)


@lru_cache(maxsize=4096)
def _form_of(shape: str, lettered: bool) -> re.Pattern[str] | None:
    """None for a letter with so few digits that all kinds of things are built like it, and for other scripts."""
    runs = _RUNS.findall(shape)
    if not runs or _OTHER_SCRIPT.search(shape):
        return None
    if len(runs) > 1 and sum(len(run) for run in runs if run.isdecimal()) < MIN_NEAR:
        return _short_form(runs)
    year = next((place for place, run in enumerate(runs) if _YEAR.fullmatch(run)), -1)
    pieces = [_YEAR.pattern if place == year else _piece(run) for place, run in enumerate(runs)]
    between = "[^a-z0-9]{0,2}" if lettered else "[^a-z0-9]{1,2}"
    return re.compile("(?<![a-z0-9])" + between.join(pieces) + "(?![a-z0-9])")


def _short_form(runs: Sequence[str]) -> re.Pattern[str] | None:
    """`KB-33`: letters and a few digits are a number of the kind only in one piece; a digit alone behind a sign."""
    match runs:
        case [letters, digits] if letters.isalpha() and len(letters) > 1 and digits.isdecimal() and len(digits) > 1:
            if letters in NO_LETTERS:
                return None
            counted = rf"(?:[-/.]?[0-9]{{2,{len(digits) + 1}}}|[-/][1-9])"
            return re.compile(rf"(?<![a-z0-9]){letters}{counted}(?![a-z0-9]|[-/.,][0-9]| [0-9]{{4}}\b)")
    return None


def _piece(run: str) -> str:
    """Letters stay; what is counted grows."""
    return f"[0-9]{{{max(1, len(run) - 1)},{len(run) + 2}}}" if run.isdecimal() else run
