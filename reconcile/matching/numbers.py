"""Which documents a payer's text names: keys of their numbers, looked up in all texts at once.

Each document offers its number in several strengths: whole, digits only, prefix and sequence, the bare sequence. Each
text offers every 1 to 8 neighbouring runs, as written and without leading zeros. That one join repairs missing
prefixes, changed separators, blanks, line wraps and dropped zeros. Then each hit is looked at: one inside a longer hit
is dropped; one that goes on, or lies in a date, an amount or behind a word like `Kundennummer`, is weak.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.runs import Bools, Hashes, Ints, Keys, Runs, cut, cut_joined, folded
from reconcile.matching.text import Strength, fold

Strengths = NDArray[np.int8]


# ----------------------------------------------------------------------------------------- what the documents offer


@dataclass(frozen=True, slots=True)
class Offers:
    """Keys with the document that offers each, and how much of its number the key carries."""

    key: Hashes
    item: Ints
    strength: Strengths

    def __add__(self, other: Offers) -> Offers:
        return Offers(
            np.concatenate((self.key, other.key)),
            np.concatenate((self.item, other.item)),
            np.concatenate((self.strength, other.strength)),
        )


class KeyIndex:
    """Keys → the documents that hold them. A key held by more than `max_holders` is no key."""

    def __init__(self, offers: Offers, max_holders: int) -> None:
        order = np.lexsort((-offers.strength, offers.item, offers.key))
        key, item, strength = offers.key[order], offers.item[order], offers.strength[order]
        best = np.ones(len(key), dtype=bool)
        best[1:] = (key[1:] != key[:-1]) | (item[1:] != item[:-1])
        best &= strength > Strength.NONE
        key, item, strength = key[best], item[best], strength[best]
        self.keys, starts, holders = np.unique(key, return_index=True, return_counts=True)
        few = holders <= max_holders
        self.keys, self._starts, self._holders = self.keys[few], starts[few], holders[few]
        self._item, self._strength = item, strength
        self._seen = np.zeros(1 << _SIEVE_BITS, dtype=bool)
        self._seen[self.keys >> _SIEVE_SHIFT] = True

    def lookup(self, keys: Hashes) -> tuple[Ints, Ints, Strengths]:
        """(place in `keys`, item, strength) of every hit."""
        places = np.flatnonzero(self._seen[keys >> _SIEVE_SHIFT])
        if not len(places) or not len(self.keys):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int8)
        found = np.minimum(np.searchsorted(self.keys, keys[places]), len(self.keys) - 1)
        hit = self.keys[found] == keys[places]
        places, found = places[hit], found[hit]
        times = self._holders[found]
        rows = np.repeat(self._starts[found] - np.cumsum(times) + times, times) + np.arange(int(times.sum()))
        return np.repeat(places, times).astype(np.int64), self._item[rows], self._strength[rows]


_SIEVE_BITS = 22  # nearly every key of a text is no document's: a table that stays in the cache says so at once
_SIEVE_SHIFT = np.uint64(64 - _SIEVE_BITS)


def number_offers(numbers: Sequence[str], items: Ints) -> Offers:
    """Every key under which invoice numbers may be quoted; a number without digits offers none."""
    runs = cut(numbers)
    if not len(runs.text):
        return Offers(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int8))
    digits = _digit_runs(runs)
    whole, plain_whole = joined_runs(runs, runs.raw), joined_runs(runs, runs.bare)
    raw_digits, bare_digits = joined_runs(runs, runs.raw, runs.digits), joined_runs(runs, runs.bare, runs.digits)
    last = _last_digits(runs)
    prefixed = runs.raw[_safe(runs.first[:-1], runs)] + last
    lettered = digits < runs.count
    of_digits = _strength_of_digits(runs, bare_digits.length)
    of_whole = np.where(bare_digits.length >= 3, Strength.WHOLE, Strength.WEAK)
    several = digits > 1
    begins_lettered = several & ~runs.digits[_safe(runs.first[:-1], runs)]
    given = [
        (whole, np.where(lettered, of_whole, of_digits), digits > 0),
        (plain_whole, np.where(lettered, of_whole, of_digits), digits > 0),
        (raw_digits, np.minimum(of_digits, Strength.DIGITS), digits > 0),
        (bare_digits, np.minimum(of_digits, Strength.DIGITS), digits > 0),
        (last, np.where(last.length > 1, Strength.WEAK, Strength.NONE), several),
        (prefixed, np.where(last.length > 2, Strength.SEQUENCE, Strength.WEAK), begins_lettered),
    ]
    return offers(given, items)


def text_offers(texts: Sequence[str], items: Ints, strength: Strength = Strength.REFERENCE) -> Offers:
    """Keys of further texts of the documents: only as a whole, and only with four digits or more."""
    runs = cut(texts)
    enough = joined_runs(runs, runs.raw, runs.digits).length >= 4
    strengths = np.full(len(items), strength, dtype=np.int8)
    whole, bare = joined_runs(runs, runs.raw), joined_runs(runs, runs.bare)
    return offers([(whole, strengths, enough), (bare, strengths, enough)], items)


def offers(given: Sequence[tuple[Keys, NDArray[np.integer[Any]], Bools]], items: Ints) -> Offers:
    """Of each (keys, strengths, which of them) one row per item."""
    return Offers(
        np.concatenate([key.hash[chosen] for key, _, chosen in given]),
        np.concatenate([items[chosen] for *_, chosen in given]),
        np.concatenate([strength[chosen].astype(np.int8) for _, strength, chosen in given]),
    )


def joined_runs(runs: Runs, keys: Keys, chosen: Bools | None = None) -> Keys:
    """Per text the (chosen) runs joined."""
    texts = len(runs.first) - 1
    total = Keys(np.zeros(texts, dtype=np.uint64), np.zeros(texts, dtype=np.int64))
    if not len(runs.text):
        return total
    for place in range(int(runs.count.max(initial=0))):
        row = _safe(runs.first[:-1] + place, runs)
        takes = place < runs.count
        total = total + keys[row].where(takes if chosen is None else takes & chosen[row])
    return total


def _digit_runs(runs: Runs) -> Ints:
    return np.bincount(runs.text[runs.digits], minlength=len(runs.first) - 1)


def _last_digits(runs: Runs) -> Keys:
    """Per text its last run of digits, without leading zeros; the empty key where there is none."""
    last = np.full(len(runs.first) - 1, -1)
    places = np.flatnonzero(runs.digits)
    last[runs.text[places]] = places
    return runs.bare[np.maximum(last, 0)].where(last >= 0)


def _safe(rows: Ints, runs: Runs) -> Ints:
    return np.minimum(rows, max(len(runs.text) - 1, 0))


def _strength_of_digits(runs: Runs, length: Ints) -> NDArray[np.int64]:
    """How much bare digits say: six or more nearly all, fewer than four or a year nearly nothing."""
    short = (length < 4) | ((length == 4) & _is_year(runs, length == 4))
    return np.select([length >= 6, short], [Strength.WHOLE, Strength.WEAK], Strength.SEQUENCE)


def _is_year(runs: Runs, asked: Bools) -> Bools:
    """The text's digits, without leading zeros, begin with 19 or 20."""
    answer = np.zeros(len(asked), dtype=bool)
    for text in np.flatnonzero(asked).tolist():
        rows = np.arange(runs.first[text], runs.first[text + 1])
        digits = "".join(word.lstrip("0") or "0" for word in runs.words(rows[runs.digits[rows]]))
        answer[text] = digits[:2] in ("19", "20")
    return answer


# --------------------------------------------------------------------------------------------- what the payers wrote

#: A number broken by blanks and line wraps has at most so many runs.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Named:
    """What texts name, one row per (text, item)."""

    text: Ints
    item: Ints
    strength: Strengths
    span: Ints  #: where the strongest key stands: equal for items that one and the same piece of text may mean


_RANGE = re.compile(
    r"(?<![0-9])(?P<prefix>[a-z]{0,4}[ /.-]?(?:[0-9]{2,4}[/.-])?)(?P<from>[0-9]{1,8}) ?(?:-|–|bis|to) ?"
    r"(?P=prefix)?(?P<to>[0-9]{1,8})(?![0-9]| ?%|[.,][0-9])"
)
_SPAN = re.compile(r"[0-9] ?(?:[-–]|[bB][iI][sS]|[tT][oO])")  # every range has one; quickly looked for
MAX_RANGE = 40


def with_ranges(text: str) -> str:
    """`1012-1015` names the documents between as well: they are written out behind the text."""
    if not _SPAN.search(text):
        return text
    lowered = text.lower()
    found = [number for match in _RANGE.finditer(lowered) for number in _between(match)]
    return f"{text} | {' '.join(found)}" if found else text


def _between(match: re.Match[str]) -> Iterator[str]:
    """The last number may be given by its last digits only (`1012-15`)."""
    first, last = match["from"], match["to"]
    if len(last) > len(first) or int(last) >= 10 ** len(first):
        return
    start, end = int(first), int(first[: len(first) - len(last)] + last)
    if 0 < end - start <= MAX_RANGE:
        for number in range(start + 1, end + 1):
            yield f"{match['prefix'].strip()}{number:0{len(first)}d}"


def named_in(texts: Sequence[str], index: KeyIndex, longest: int = LONGEST) -> Named:
    """The items each text names, with the strongest of the keys that name it."""
    runs = cut_joined(without_ibans(folded(texts)), len(texts))
    first, last, item, strength = _hits(runs, index, longest)
    meant = _without_invoice_word(runs, first, last)
    kept = ~_inside_longer(meant, last)
    first, last, item, strength = meant[kept], last[kept], item[kept], strength[kept]
    weak = _goes_on(runs, first, last) | _doubtful(runs, first, last)
    strength = np.where(weak, np.int8(Strength.WEAK), strength)
    text = runs.text[first] if len(first) else np.zeros(0, np.int64)
    span = first * LONGEST + (last - first)
    order = np.lexsort((span, -strength, item, text))
    text, item, strength, span = text[order], item[order], strength[order], span[order]
    best = np.ones(len(text), dtype=bool)
    best[1:] = (text[1:] != text[:-1]) | (item[1:] != item[:-1])
    return Named(text[best], item[best], strength[best].astype(np.int8), span[best])


def _hits(runs: Runs, index: KeyIndex, longest: int) -> tuple[Ints, Ints, Ints, Strengths]:
    """(first run, last run, item, strength) of every key of a text that is a document's."""
    found: list[tuple[Ints, Ints, Ints, Strengths]] = []
    for first, last, raw, bare in _windows(runs, longest):
        for key in (raw, bare):
            place, item, strength = index.lookup(key)
            found.append((first[place], last[place], item, strength))
    if not found:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty, np.zeros(0, np.int8)
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def _windows(runs: Runs, longest: int) -> Iterator[tuple[Ints, Ints, Hashes, Hashes]]:
    """(first, last, key as written, key without leading zeros) of 1 to `longest` runs with a digit among them."""
    first = np.arange(len(runs.text))
    raw, bare, digits = runs.raw, runs.bare, runs.digits
    for span in range(longest):
        last = first + span
        if span:
            goes_on = last < runs.first[runs.text[first] + 1] if len(first) else np.zeros(0, bool)
            first, last = first[goes_on], last[goes_on]
            raw, bare = raw[goes_on] + runs.raw[last], bare[goes_on] + runs.bare[last]
            digits = digits[goes_on] | runs.digits[last]
        if not len(first):
            return
        yield first[digits], last[digits], raw.hash[digits], bare.hash[digits]


_INVOICE_WORDS = frozenset(("re", "rg", "rnr", "rgnr", "renr", "rechnr", "rechnung", "rechnungen", "invoice", "inv"))


def _without_invoice_word(runs: Runs, first: Ints, last: Ints) -> Ints:
    """`RE 2026/118` may be RE-2026-118 or the invoice 2026/118: a word set apart is no part of what the text names."""
    if not len(first):
        return first
    apart = (last > first) & ~runs.glued[np.minimum(first + 1, len(runs.text) - 1)]
    worded = apart & ~runs.digits[first]
    worded[worded] = _spoken(runs, first[worded], _INVOICE_WORDS.__contains__)
    return np.where(worded, first + 1, first)


def _inside_longer(first: Ints, last: Ints) -> Bools:
    """A hit that lies within a longer hit of the same text."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    order = np.lexsort((-last, first))
    spans = np.stack([first[order], last[order]], axis=1)
    new = np.ones(len(spans), dtype=bool)
    new[1:] = (spans[1:] != spans[:-1]).any(axis=1)
    ends = spans[new, 1]  # run numbers grow from text to text: no span reaches into another text
    farthest = np.concatenate(([-1], np.maximum.accumulate(ends)[:-1]))
    inside = np.empty(len(first), dtype=bool)
    inside[order] = (farthest >= ends)[np.cumsum(new) - 1]
    return inside


def _goes_on(runs: Runs, first: Ints, last: Ints) -> Bools:
    """Digits next to digits with only a mark between them, and what follows is no hit of its own."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    number_goes_on = np.concatenate((runs.digits[1:] & runs.digits[:-1] & runs.glued[1:], [False]))
    left = (first > 0) & number_goes_on[first - 1] & ~np.isin(first - 1, last)
    right = number_goes_on[last] & ~np.isin(last + 1, first)
    return left | right


# ------------------------------------------------------------------------------------------------- doubtful numbers

_IBAN = re.compile(r"\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_DATE_OR_AMOUNT = re.compile(
    r"\b[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![0-9])"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9]{2}(?:[.:]?[0-9]{2}){0,2})?(?![0-9])"
    r"|\b(?:eur|chf|usd|gbp|€)[ \t]?[0-9.,']+|\b[0-9.,']*[0-9][.,][0-9]{2}[ \t]?(?:eur|chf|usd|gbp|€)"
)
#: A number after one of these words is not the number of an invoice; folded.
_OTHER_NUMBERS = re.compile(
    r"(?:kunden?|kd|kto|konto|blz|bic|mandats?|mref|cred|vertrags?|auftrags?|bestell|bestellungs?|tel|telefon|fax"
    r"|steur|ust|customer|contract|order|client|account)(?:nr|no|num|nummer|number|id|ref|referenz)?"
)
_NUMBER_WORDS = frozenset(("nr", "no", "num", "nummer", "number", "id"))


def without_ibans(text: str) -> str:
    """Account numbers blanked out: they are no invoice numbers."""
    return _IBAN.sub(lambda match: _blanked(match.group()) if _is_iban(match.group()) else match.group(), text)


def _blanked(iban: str) -> str:
    return " |" + " " * (len(iban) - 2)


def _is_iban(text: str) -> bool:
    """ISO 13616 check digits, modulo 97; only to look away from account numbers, never to accept one."""
    squeezed = text.replace(" ", "")
    rearranged = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1


_TOKEN = re.compile(r"[0-9](?:[0-9/.-]*[0-9])?")
SHORTEST = 5  #: a shorter number is a street, a month, a rate
SHORTEST_PART = 3  #: beside a part payment it may be the short form of a document that was paid as well


def unread_numbers(text: str, numbers: Sequence[str], shortest: int = SHORTEST) -> list[str]:
    """What looks like a document's number of so many digits or more and is none of `numbers`, no date, amount, account
    or customer number."""
    joined = without_ibans(folded([text]))
    known = [_only_digits(number) for number in numbers if _only_digits(number)]
    foreign = [match for match in _TOKEN.finditer(joined) if _is_foreign(match.group(), known, shortest)]
    if not foreign:  # nearly always: then the text need not be cut
        return []
    runs = cut_joined(joined, 1)
    rows = np.searchsorted(runs.start, [match.start() for match in foreign]).astype(np.int64)
    doubtful = _doubtful(runs, rows, rows).tolist()
    return [match.group() for match, doubt in zip(foreign, doubtful, strict=True) if not doubt]


#: `03/2026`, `2026-03`: a month; `2026`.
_MONTH = re.compile(r"(?:0[1-9]|1[0-2])[/.-]20[0-9]{2}|20[0-9]{2}[/.-](?:0[1-9]|1[0-2])|(?:19|20)[0-9]{2}")


def _is_foreign(token: str, known: Sequence[str], shortest: int) -> bool:
    """Long enough to be a reference, no month, and neither part of a known number nor around one."""
    digits = "" if _MONTH.fullmatch(token) else _only_digits(token)
    return len(digits) >= shortest and not any(digits in number or number in digits for number in known)


def _only_digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).lstrip("0")


def _doubtful(runs: Runs, first: Ints, last: Ints) -> Bools:
    """The hit lies in a date or an amount or borrows a piece of one, or follows a word like `Kundennummer`."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    borrowed = _in_date_or_amount(runs, first) | _in_date_or_amount(runs, last)
    return borrowed | _is_another_number(runs, first)


def _in_date_or_amount(runs: Runs, rows: Ints) -> Bools:
    start, end = runs.start[rows], runs.end[rows]
    spans = np.array([match.span() for match in _DATE_OR_AMOUNT.finditer(runs.joined)], dtype=np.int64).reshape(-1, 2)
    if not len(spans):
        return np.zeros(len(start), dtype=bool)
    place = np.searchsorted(spans[:, 0], start, side="right") - 1
    left, right = spans[np.maximum(place, 0)].T
    answer: Bools = (place >= 0) & (start >= left) & (end <= right)
    return answer


def _is_another_number(runs: Runs, first: Ints) -> Bools:
    """One of the two runs before the number is a word that says it is the number of something else."""
    near, far = _word_before(runs, first, 1), _word_before(runs, first, 2)
    word = np.where(near >= 0, near, far)
    numbering = _spoken(runs, word, _NUMBER_WORDS.__contains__)
    word = np.where(numbering, np.where(near >= 0, far, -1), word)
    other = _spoken(runs, word, lambda text: _OTHER_NUMBERS.fullmatch(fold(text)) is not None)
    answer: Bools = runs.digits[first] & other
    return answer


def _word_before(runs: Runs, first: Ints, distance: int) -> Ints:
    """The run so far before, where it is letters of the same text; −1 where it is not."""
    before = np.maximum(first - distance, 0)
    usable = (first >= distance) & (runs.text[before] == runs.text[first]) & ~runs.digits[before]
    return np.where(usable, before, -1)


def _spoken(runs: Runs, rows: Ints, asks: Callable[[str], bool]) -> Bools:
    """Whether the word at each row (−1: none) is one of those asked for; each distinct word is asked once."""
    distinct, places = np.unique(rows, return_inverse=True)
    words = runs.words(np.maximum(distinct, 0))
    kinds = {word: asks(word) for word in set(words)}
    known = np.array([kinds[word] for word in words], dtype=bool) & (distinct >= 0)
    answer: Bools = known[places]
    return answer
