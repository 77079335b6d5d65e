"""Which documents a payer's text names: keys of their numbers, looked up in all texts at once.

Each document offers its number in several strengths: whole, digits only, prefix and sequence, the bare sequence. Each
text offers every 1 to 8 neighbouring runs, as written and without leading zeros. That one join repairs missing
prefixes, changed separators, blanks, line wraps and dropped zeros. Then each hit is looked at: one inside a longer hit
is dropped; one that goes on, or lies in a date, an amount or behind a word like `Kundennummer`, is weak.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from string import digits as ascii_digits

import numpy as np

from reconcile.matching.crowded import CrowdedIndex
from reconcile.matching.doubtful import (
    INVOICE_WORDS,
    NUMBER_WORDS,
    are_words,
    has_word_before,
    number_of_an_invoice,
    says_other,
)
from reconcile.matching.offers import KeyIndex, Strengths
from reconcile.matching.pieces import Piece
from reconcile.matching.runs import SPLIT, Bools, Hashes, Ints, Runs
from reconcile.matching.text import Strength

#: A number broken by blanks and line wraps has at most so many runs.
LONGEST = 8


@dataclass(frozen=True, slots=True)
class Named:
    """What texts name, one row per (text, item)."""

    text: Ints
    item: Ints
    strength: Strengths
    span: Ints  #: where the strongest key stands: equal for items that one and the same piece of text may mean

    @classmethod
    def of(cls, parts: Sequence[Named]) -> Named:
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in cls.__slots__))


#: `2026-03-11` is a day, `RE-2026-2031` a year and a number.
_RANGE = re.compile(
    r"(?<![0-9])(?<!20[0-9][0-9][/.-])(?!20[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9]))"
    r"(?P<prefix>[a-z]{0,4}[ /.-]?(?:[0-9]{2,4}[/.][0-9]{2}[/.](?=[0-9]{3})|[0-9]{2,6}[/.-])?)"
    r"(?!(?<=[a-z][/.-])20[1-3][0-9]-[0-9])"
    r"(?P<from>[0-9]{1,8}) ?(?:-|–|bis|to) ?(?P=prefix)?(?P<to>[0-9]{1,8})(?![0-9]| ?%|[.,][0-9])"
)
#: `118/26-120/26`, the year behind both.
_RANGE_OF_YEAR = re.compile(
    r"(?<![0-9])(?P<prefix>[a-z]{0,4}[ /.-]?)(?P<from>[0-9]{3,8})(?P<year>[/-](?:20)?[0-9]{2}) ?"
    r"(?:-|–|bis|to) ?(?P=prefix)?(?P<to>[0-9]{3,8})(?P=year)(?![0-9]|[/.,-][0-9])"
)
#: Every range has one; quickly looked for. Behind the sign the prefix may stand once more.
_SPAN = re.compile(r"[0-9] ?(?:[-–]|[bB][iI][sS]|[tT][oO])(?= ?([0-9]*)([/.-]?)([0-9]*))")
#: The word before a range, but for the word `Nr.`
_WORD_BEFORE = re.compile(rf"(?P<word>[^\W\d_]+)[^\w,;]*(?:(?:{'|'.join(NUMBER_WORDS)})[^\w,;]*)?$")
_LONGEST_NUMBER = 8
_LOOKED_BACK = 24  #: characters: such a number and what of a prefix may stand behind the sign again
MAX_RANGE = 40


def ranges_in(texts: Sequence[str]) -> dict[int, str]:
    """`1012-1015` names the documents between as well: these, written out, by the place of their text."""
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)
    signs = [match.start() for match in _SPAN.finditer("\n".join(texts)) if _may_be_range(match)]
    places = np.unique(np.searchsorted(ends, signs, side="right")).tolist() if signs else []
    written = ((place, _written_out(texts[place])) for place in places)
    return {place: numbers for place, numbers in written if numbers}


def _may_be_range(match: re.Match[str]) -> bool:
    """Most are the year and the number of one document."""
    before = match.string[max(0, match.start() - _LOOKED_BACK) : match.start() + 1]
    prefix, (last, mark, year) = before.rstrip(ascii_digits), match.groups()
    first = before[len(prefix) :]
    return not last or last + mark in prefix or mark + year == prefix[-1:] + first or bool(_between(first, last))


def _written_out(text: str) -> str:
    lowered = text.lower()
    ranges = (_numbers_of(match) for form in (_RANGE, _RANGE_OF_YEAR) for match in form.finditer(lowered))
    return " ".join(number for numbers in ranges for number in numbers)


def _numbers_of(match: re.Match[str]) -> Iterator[str]:
    prefix, digits, year = _prefix_of(match), len(match["from"]), match.groupdict().get("year", "")
    return (f"{prefix}{number:0{digits}d}{year}" for number in _between(match["from"], match["to"]))


def _prefix_of(match: re.Match[str]) -> str:
    """What each number of a range begins with; where a word before says that they are numbers of something else, it."""
    prefix = match["prefix"].strip()
    bare = prefix.lstrip(ascii_lowercase)
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - _LOOKED_BACK), match.end("prefix") - len(bare))
    return f"{before['word']} {bare.lstrip()}" if before and says_other(before["word"]) else prefix


def _between(first: str, last: str) -> range:
    """The ends too: `-15` beside `1012` is no number of its own. The last number may be given by its last digits only
    (`1012-15`)."""
    if not len(last) <= len(first) <= _LONGEST_NUMBER:
        return range(0)
    start, end = int(first), int(first[: len(first) - len(last)] + last)
    return range(start, end + 1) if 0 < end - start <= MAX_RANGE else range(0)


def named_in(piece: Piece, index: KeyIndex, crowded: CrowdedIndex | None = None, longest: int = LONGEST) -> Named:
    """The items each text names, with the strongest of the keys that name it."""
    runs = piece.runs
    first, last, item, strength = _hits(piece, index, crowded, longest)
    meant = _without_invoice_word(runs, first, last)
    kept = ~_inside_longer(meant, last)
    first, last, item, strength = meant[kept], last[kept], item[kept], strength[kept]
    weak = _goes_on(runs, first, last, piece.dated) | piece.doubtful(first, last)
    weak |= (strength == Strength.SEQUENCE) & _is_part(runs, first, last, piece.dated)
    strength = np.where(weak, np.int8(Strength.WEAK), strength)
    text = runs.text[first] if len(first) else np.zeros(0, np.int64)
    span = first * LONGEST + (last - first)
    pair, worth = text * (int(item.max(initial=0)) + 1) + item, strength.astype(np.int64) * LONGEST * len(runs.text)
    order = np.lexsort((span - worth, pair))
    text, item, strength, span = text[order], item[order], strength[order], span[order]
    best = np.ones(len(text), dtype=bool)
    best[1:] = (text[1:] != text[:-1]) | (item[1:] != item[:-1])
    return Named(text[best] + piece.text, item[best], strength[best].astype(np.int8), span[best] + piece.run * LONGEST)


def _hits(
    piece: Piece, index: KeyIndex, crowded: CrowdedIndex | None, longest: int
) -> tuple[Ints, Ints, Ints, Strengths]:
    """(first run, last run, item, strength) of every key of a text that is a document's."""
    empty = np.zeros(0, np.int64)
    found = [(empty, empty, empty, np.zeros(0, np.int8))]
    for starts, ends, keys in _windows(piece.runs, longest):
        rows = index.sieved(keys)
        first, last, key = starts[rows], ends[rows], keys[rows]
        place, item, strength = index.lookup(key)
        found.append((first[place], last[place], item, strength))
        if crowded:
            place, item, strength = crowded.lookup(key, piece.runs.text[first] + piece.text)
            found.append((first[place], last[place], item, strength))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def _windows(runs: Runs, longest: int) -> Iterator[tuple[Ints, Ints, Hashes]]:
    """(first, last, key) of 1 to `longest` runs with a digit among them, as written and without leading zeros."""
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
        zeros = digits & (raw.hash != bare.hash)
        yield (
            np.concatenate((first[digits], first[zeros])),
            np.concatenate((last[digits], last[zeros])),
            np.concatenate((raw.hash[digits], bare.hash[zeros])),
        )
        if span == 1:
            yield from _pairs(runs, first)


def _pairs(runs: Runs, first: Ints) -> Iterator[tuple[Ints, Ints, Hashes]]:
    """The same of two runs of digits with a slash or a dash between them that nothing is glued to, kept apart (`118/26`
    is no `11826`): behind a word for an invoice, and with the letters in front of them. `LS 118/26` is no invoice."""
    glued = np.append(runs.glued, False)
    pair = first[runs.digits[first] & runs.digits[first + 1] & glued[first + 1] & ~glued[first + 2]]
    pair = pair[np.isin(runs.signs_behind(pair), _BEFORE_A_YEAR)]
    of_invoice, lettered = pair[number_of_an_invoice(runs, pair)], pair[has_word_before(runs, pair)]
    for side in (runs.raw, runs.bare):
        yield of_invoice, of_invoice + 1, (side[of_invoice] + SPLIT + side[of_invoice + 1]).hash
        prefixed = runs.raw[lettered - 1] + side[lettered] + SPLIT + side[lettered + 1]
        yield lettered - 1, lettered + 1, prefixed.hash


_BEFORE_A_YEAR = [ord("/"), ord("-")]


def _without_invoice_word(runs: Runs, first: Ints, last: Ints) -> Ints:
    """`RE 2026/118` may be RE-2026-118 or the invoice 2026/118: a word set apart is no part of what the text names."""
    if not len(first):
        return first
    apart = (last > first) & ~runs.glued[np.minimum(first + 1, len(runs.text) - 1)]
    worded = apart & ~runs.digits[first]
    worded &= are_words(runs, first, INVOICE_WORDS)
    return np.where(worded, first + 1, first)


def _inside_longer(first: Ints, last: Ints) -> Bools:
    """A hit that lies within a longer hit of the same text."""
    reach = np.full(int(first.max(initial=0)) + 1, -1)
    np.maximum.at(reach, first, last)
    before = np.maximum.accumulate(np.append(-1, reach))  # numbers of runs grow from text to text: none reaches over
    inside: Bools = (before[first] >= last) | (reach[first] > last)
    return inside


def _is_part(runs: Runs, first: Ints, last: Ints, dated: Bools) -> Bools:
    """Of what is quoted in short: digits are glued to it that are no date and no hit, or a letter: `1745/CR/25` is no
    1745/CR/26, `KB0751A` no KB0751."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    digits, glued = np.append(runs.digits & ~dated, False), np.append(runs.glued, False)
    left = glued[first] & digits[first - 1] & ~np.isin(first - 1, last)
    right = glued[last + 1] & digits[last + 1] & ~np.isin(last + 1, first)
    behind = np.minimum(last + 1, len(runs.text) - 1)
    lettered = ~runs.digits[behind] & (runs.start[behind] == runs.end[last]) & (behind > last)
    answer: Bools = left | right | lettered
    return answer


def _goes_on(runs: Runs, first: Ints, last: Ints, dated: Bools) -> Bools:
    """Digits next to digits with only a mark between them, and what follows is no hit of its own; nor, behind a number
    of several runs, a date: `2026-03-05-101530` is a time."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    number_goes_on = np.concatenate((runs.digits[1:] & runs.digits[:-1] & runs.glued[1:], [False]))
    dated = np.append(dated, False)
    left = (first > 0) & number_goes_on[first - 1] & ~np.isin(first - 1, last)
    right = number_goes_on[last] & ~np.isin(last + 1, first) & ~((last > first) & dated[last + 1])
    return left | right
