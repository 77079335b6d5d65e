"""How numbers are found in texts, one text at a time in plain Python: what the columns of `numbers` must agree with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from reconcile.matching.reading.text import Strength, fold, plain

_MONTHS = {f"{month:02d}" for month in range(1, 13)}
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")
_Index = Mapping[str, Mapping[int, Strength]]


class Run(NamedTuple):
    text: str
    digits: bool
    start: int
    end: int
    glued: bool  #: no blank between this run and the one before


def cut(text: str) -> list[Run]:
    """`RE-2025-00123` → `re`, `2025`, `00123`."""
    runs: list[Run] = []
    end = -9
    for match in _RUN.finditer(text):
        gap = text[end : match.start()] if end >= 0 else " "
        piece = match.group()
        runs.append(
            Run(piece, piece[0] in "0123456789", match.start(), match.end(), len(gap) <= 1 and not gap.isspace())
        )
        end = match.end()
    return runs


_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])(?:199|20[0-9])[0-9]|(?:199|20[0-9])[0-9](?:0?[1-9]|1[0-2])")


def _stripped(run: Run) -> str:
    return (run.text.lstrip("0") or "0") if run.digits else run.text


def number_keys(number: str, year: int = 0, *, counted: bool = False) -> dict[str, Strength]:
    """Every key under which an invoice number may be quoted, with its strength; empty for a number without digits.
    `year`: the one the document was written in, 0 unknown; `counted`: its last run only seems to be that."""
    runs = cut(plain(number))
    digit_runs = [run for run in runs if run.digits]
    if not digit_runs:
        return {}
    lettered = len(digit_runs) < len(runs)
    if counted and runs[-1].digits and _is_year(runs[-1], year):
        year = 0
    last = _stripped(_sequence(runs, digit_runs, year))
    digits = "".join(_stripped(run) for run in digit_runs)
    raw_digits = "".join(run.text for run in digit_runs)
    of_raw = _of_digits(raw_digits, digits)
    is_word = len(runs[0].text) >= 4 and not runs[0].digits and runs[0].text not in _INVOICE_WORDS
    is_month = is_word and len(digit_runs) == 2 and _MONTH.fullmatch(raw_digits) is not None
    of_bare = Strength.SHORT if is_month else _of_digits(digits, digits)
    keys: dict[str, Strength] = {}
    whole = "".join(run.text for run in runs)
    _offer(keys, (whole,), _of_whole(raw_digits if len(whole) > 4 else digits) if lettered else of_raw)
    _offer(keys, ("".join(map(_stripped, runs)),), _of_whole(digits) if lettered else of_bare)
    _offer(keys, (raw_digits,), min(Strength.DIGITS, of_bare if lettered else of_raw))
    _offer(keys, (digits,), min(Strength.DIGITS, of_bare))
    if len(digit_runs) > 1:
        raw_last = _sequence(runs, digit_runs, year).text
        _offer(keys, (last,), _of_last(last))
        if len(last) == 1 and len(raw_last) > 2:
            _offer(keys, (raw_last,), Strength.SHORT)
        if not runs[0].digits:
            _offer(keys, (runs[0].text + last,), _of_prefixed(last))
            _offer(keys, (runs[0].text + raw_last,), _of_prefixed(raw_last))
    if len(digit_runs) == 1:
        _offer(keys, _behind_glued_year(digit_runs[0].text, year), Strength.SHORT)
    for form, strength in _year_forms(runs, digit_runs, year):
        _offer(keys, (form,), strength)
    return keys


def _of_whole(digits: str) -> Strength:
    return Strength.WHOLE if len(digits) >= 3 else Strength.SHORT


def _of_prefixed(sequence: str) -> Strength:
    return Strength.SEQUENCE if len(sequence) > 2 else Strength.SHORT


def _of_last(last: str) -> Strength:
    if len(last) < 2:
        return Strength.NONE
    return Strength.WEAK if len(last) == 4 and last[:2] in ("19", "20") else Strength.SHORT


def _behind_glued_year(number: str, year: int) -> list[str]:
    """`098` and `98` of 26098."""
    for begins in (str(year), str(year)[2:]) if year else ():
        if number.startswith(begins):
            rest = number[len(begins) :]
            return [one for one in (rest, rest.lstrip("0")) if len(one) > 1] if len(rest) > 2 else []
    return []


def _year_forms(runs: list[Run], digit_runs: list[Run], year: int) -> Iterator[tuple[str, Strength]]:
    """A number of a sequence and its year: the year with two digits or four, on either side, or left out."""
    if not _is_dated(digit_runs, year):
        return
    years = [run for run in digit_runs if _is_year(run, year)]
    others = [run for run in digit_runs if run not in years]
    (own,), (sequence,) = years, others
    other = str(year) if len(own.text) == 2 else str(year)[2:]
    first = own.start < sequence.start
    for text in {sequence.text, _stripped(sequence)}:
        if len(text) >= 2 and text not in _MONTHS:
            forms = {(one, text) for one in (own.text, other)} | {(text, one) for one in (own.text, other)}
            printed = (own.text, text) if first else (text, own.text)
            for form in sorted(forms - {printed}):
                yield "\n".join(form), _of_prefixed(text)
                if not runs[0].digits:
                    yield runs[0].text + "\n".join(form), _of_prefixed(text)
    if len(sequence.text) >= 3 and abs(runs.index(own) - runs.index(sequence)) > 1:
        yield "".join(other if run is own else run.text for run in runs), Strength.SEQUENCE
    if len(runs) > 2:
        rest = [run for run in runs if run is not own]
        for texts, digits in (
            ([run.text for run in rest], sequence.text),
            ([*map(_stripped, rest)], _stripped(sequence)),
        ):
            joined = "".join(texts)
            yield joined, _of_prefixed(digits) if len(joined) > 4 else Strength.SHORT


def _sequence(runs: list[Run], digit_runs: list[Run], year: int) -> Run:
    """The last run of digits; before the year, where the number ends with that and has one other run of digits."""
    ends_with_year = _is_dated(digit_runs, year) and runs[-1].digits and _is_year(runs[-1], year)
    return digit_runs[0] if ends_with_year else digit_runs[-1]


def _is_dated(digit_runs: list[Run], year: int) -> bool:
    """A sequence and the year, in either order; no sequence is a year itself."""
    others = [run for run in digit_runs if not _is_year(run, year)]
    if not year or len(digit_runs) != 2 or len(others) != 1:
        return False
    return not (len(others[0].text) == 4 and 1970 <= int(others[0].text) < 2100)


def _counted(numbers: list[str], years: list[int]) -> set[str]:
    """What stands before the last run of numbers that do not end with their year."""
    rests = set()
    for number, year in zip(numbers, years, strict=True):
        runs = cut(plain(number))
        if len(runs) > 1 and not _is_dated([run for run in runs if run.digits], year):
            rests.add(_rest(number))
    return rests


def _rest(number: str) -> str:
    return "".join(run.text for run in cut(plain(number))[:-1])


def _is_year(run: Run, year: int) -> bool:
    return run.text in (str(year), str(year)[2:])


def text_keys(reference: str) -> dict[str, Strength]:
    """Keys of a further text of the document: only as a whole, and only with four digits or more."""
    runs = cut(plain(reference))
    if sum(len(run.text) for run in runs if run.digits) < 4:
        return {}
    keys: dict[str, Strength] = {}
    _offer(keys, ("".join(run.text for run in runs), "".join(map(_stripped, runs))), Strength.REFERENCE)
    return keys


def _offer(keys: dict[str, Strength], texts: Iterable[str], strength: Strength) -> None:
    for text in texts:
        if strength > keys.get(text, Strength.NONE):
            keys[text] = strength


def _of_digits(written: str, bare: str) -> Strength:
    """How much digits say: six or more nearly all, fewer than four or a year nearly nothing."""
    if len(written) >= 6:
        return Strength.WHOLE
    is_year = len(written) == 4 and bare[:2] in ("19", "20")
    if len(written) < 4:
        return Strength.SHORT
    return Strength.WEAK if is_year else Strength.SEQUENCE


# ---------------------------------------------------------------------------------- numbers found in a payer's text

_IBAN = re.compile(r"\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_DATE_OR_AMOUNT = re.compile(
    r"\b(?:[1-9]|[0-2][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.(?:(?:19|20)[0-9]{2}|[0-9]{2})?(?![0-9])"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9]{2}(?:[.:]?[0-9]{2}){0,2})?(?![0-9])"
    r"|\b(?:eur|chf|usd|gbp|€)\s?[0-9.,']+|\b[0-9.,']*[0-9][.,][0-9]{2}\s?(?:eur|chf|usd|gbp|€)"
    r"|(?<=\bkurs )[0-9]{1,3}[.,][0-9]{2,8}(?![0-9]|[.,/-][0-9])"
)
_OF_A_NUMBER = re.compile(
    r"(?<=[0-9])/(?:(?<!20[0-9][0-9]/)(?:[1-9][0-9]{0,2}(?:[.'][0-9]{3})+|[1-9][0-9]{2,}),[0-9]{2}"
    r"|(?:[1-9]|[0-2][0-9]|3[01])\.(?:0?[1-9]|1[0-2])\.(?:20)?[0-9]{2})(?![0-9])"
)
#: A number after one of these words is not the number of an invoice; folded.
_OTHER_NUMBERS = re.compile(
    r"(?:kunden?|kd|kto|konto|blz|bic|mandats?|mref|cred|vertrags?|auftrags?|bestell|bestellungs?|tel|telefon|fax"
    r"|steur|ust|customer|contract|order|client|account)(?:nr|no|num|nummer|number|id|ref|referenz)?|knr"
)
_INVOICE_WORDS = (
    "re",
    "rg",
    "rnr",
    "rgnr",
    "renr",
    "rechnr",
    "rechnung",
    "rechnungen",
    "invoice",
    "inv",
    "bill",
    "fact",
)
_NUMBER_WORDS = ("nr", "no", "num", "nummer", "number", "id")


class PayerText:
    """One text a payer wrote, cut once; account numbers in it are blanked out."""

    __slots__ = ("_folded", "_runs", "_soft")

    def __init__(self, text: str) -> None:
        self._folded = _OF_A_NUMBER.sub(" | ", _without_ibans(plain(text)))
        self._runs = cut(self._folded)
        self._soft: list[tuple[int, int]] | None = None

    def keys(self, longest: int) -> Iterator[tuple[str, int, int]]:
        """(key, first run, last run): 1 to `longest` neighbouring runs with a digit, raw and with zeros stripped."""
        for first in range(len(self._runs)):
            raw = bare = ""
            any_digits = False
            for last in range(first, min(first + longest, len(self._runs))):
                run = self._runs[last]
                any_digits = any_digits or run.digits
                raw, bare = raw + run.text, bare + _stripped(run)
                if any_digits:
                    yield raw, first, last
                    if bare != raw:
                        yield bare, first, last
            yield from self._pair(first)

    def _pair(self, first: int) -> Iterator[tuple[str, int, int]]:
        """Two runs of digits with a slash or a dash between them that nothing is glued to, kept apart: behind a word
        for an invoice, and with the letters in front."""
        pair, behind = self._runs[first : first + 2], self._runs[first + 2 : first + 3]
        if (
            not self._glued(first, first + 1)
            or self._folded[pair[0].end] not in "/-"
            or any(run.glued for run in behind)
        ):
            return
        forms = ("\n".join(run.text for run in pair), "\n".join(map(_stripped, pair)))
        before = [run.text for run in self._runs[max(0, first - 2) : first]]
        if before and before[-1] in _NUMBER_WORDS:
            of_invoice = before[0] in _INVOICE_WORDS
        else:
            of_invoice = bool(before) and before[-1] in _INVOICE_WORDS
        for form in forms:
            if of_invoice:
                yield form, first, first + 1
            if first and not self._runs[first - 1].digits:
                yield self._runs[first - 1].text + form, first - 1, first + 1

    def is_part(self, first: int, last: int, hits: list[_Hit]) -> bool:
        """Of what is quoted in short: digits are glued to it that are no date and no hit, or a letter."""
        if first and self._is_number_beside(first - 1, first) and all(hit.last != first - 1 for hit in hits):
            return True
        if last + 1 == len(self._runs):
            return False
        right = self._runs[last + 1]
        if not right.digits:
            return right.start == self._runs[last].end
        return self._is_number_beside(last + 1, last + 1) and all(hit.first != last + 1 for hit in hits)

    def _is_number_beside(self, place: int, later: int) -> bool:
        return self._runs[place].digits and self._runs[later].glued and not self._is_dated(place)

    def is_invoice_word(self, first: int, last: int) -> bool:
        word = self._runs[first]
        return last > first and not word.digits and not self._runs[first + 1].glued and word.text in _INVOICE_WORDS

    def goes_on_left(self, first: int) -> bool:
        return self._glued(first - 1, first)

    def goes_on_right(self, first: int, last: int) -> bool:
        """Not where a number of several runs has a date behind it."""
        return self._glued(last, last + 1) and (first == last or not self._is_dated(last + 1))

    def is_doubtful(self, first: int, last: int) -> bool:
        """The hit lies in a date or an amount or borrows a piece of one, or follows a word like `Kundennummer`."""
        return self._is_dated(first) or self._is_dated(last) or self._is_another_number(first)

    def _is_dated(self, place: int) -> bool:
        start, end = self._runs[place].start, self._runs[place].end
        return any(start >= left and end <= right for left, right in self._dates())

    def _glued(self, left: int, right: int) -> bool:
        """Digits next to digits with only a mark between them: the number goes on."""
        if left < 0 or right >= len(self._runs):
            return False
        return self._runs[left].digits and self._runs[right].digits and self._runs[right].glued

    def _dates(self) -> list[tuple[int, int]]:
        if self._soft is None:
            self._soft = [match.span() for match in _DATE_OR_AMOUNT.finditer(self._folded)]
        return self._soft

    def _is_another_number(self, first: int) -> bool:
        if not self._runs[first].digits:
            return False
        if self._begins_lettered(first):
            first -= 1
        before = [run.text for run in self._runs[max(0, first - 2) : first] if not run.digits]
        if before and before[-1] in _NUMBER_WORDS:
            before = before[:-1]
        return bool(before) and _OTHER_NUMBERS.fullmatch(fold(before[-1])) is not None

    def _begins_lettered(self, first: int) -> bool:
        """`Kunde K-10359`"""
        near = self._runs[first - 1] if first else None
        return near is not None and near.text in ("k", "c", "d") and self._runs[first].glued


def _without_ibans(folded: str) -> str:
    return _IBAN.sub(lambda match: " | " if _is_iban(match.group()) else match.group(), folded)


def _is_iban(text: str) -> bool:
    """ISO 13616 check digits, modulo 97; only to look away from account numbers, never to accept one."""
    squeezed = text.replace(" ", "")
    rearranged = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1


@dataclass(frozen=True, slots=True)
class _Hit:
    item: int
    strength: Strength
    first: int
    last: int

    def meant(self, payer: PayerText) -> _Hit:
        """Without an invoice word set apart in front."""
        return replace(self, first=self.first + 1) if payer.is_invoice_word(self.first, self.last) else self

    def is_inside(self, other: _Hit) -> bool:
        wider = other.last - other.first > self.last - self.first
        return wider and other.first <= self.first and self.last <= other.last


def _named_in(text: str, index: _Index, longest: int) -> dict[int, Strength]:
    """The items one text names. A hit inside a longer hit is dropped; one that goes on, or is doubtful, is weak."""
    if not text:
        return {}
    payer = PayerText(text)
    hits = [
        _Hit(item, strength, first, last)
        for key, first, last in payer.keys(longest)
        for item, strength in index.get(key, {}).items()
    ]
    if not hits:
        return {}
    hits = [hit.meant(payer) for hit in hits]
    hits = [hit for hit in hits if not any(hit.is_inside(other) for other in hits)]
    ends, starts = {hit.last for hit in hits}, {hit.first for hit in hits}
    best: dict[int, Strength] = {}
    for hit in hits:
        goes_on = (payer.goes_on_left(hit.first) and hit.first - 1 not in ends) or (
            payer.goes_on_right(hit.first, hit.last) and hit.last + 1 not in starts
        )
        is_part = hit.strength == Strength.SEQUENCE and payer.is_part(hit.first, hit.last, hits)
        strength = Strength.WEAK if goes_on or is_part or payer.is_doubtful(hit.first, hit.last) else hit.strength
        best[hit.item] = max(best.get(hit.item, Strength.NONE), strength)
    return best


def named(
    texts: list[str], numbers: list[str], further: list[str], max_holders: int, written: list[int] | None = None
) -> list[dict[int, Strength]]:
    """Per text: item → strength. `written`: the year of each item."""
    index: dict[str, dict[int, Strength]] = {}
    years = written or [0] * len(numbers)
    counted = _counted([_one_line(number) for number in numbers], years)
    for item, (number, other, year) in enumerate(zip(numbers, further, years, strict=True)):
        for keys in (text_keys(_one_line(other)), _keys_of(_one_line(number), year, counted)):
            for key, strength in keys.items():
                if strength > Strength.NONE:
                    holders = index.setdefault(key, {})
                    holders[item] = max(strength, holders.get(item, Strength.NONE))
    index = {key: holders for key, holders in index.items() if len(holders) <= max_holders}
    return [_named_in(_one_line(text), index, 8) for text in texts]


def _keys_of(number: str, year: int, counted: set[str]) -> dict[str, Strength]:
    return number_keys(number, year, counted=_rest(number) in counted)


def _one_line(text: str) -> str:
    return text.replace("\n", " ")
