"""Which documents a payer's text names: keys of their numbers, looked up in all texts at once.

Each document offers its number in several strengths: whole, digits only, prefix and sequence, the bare sequence. Each
text offers every 1 to 8 neighbouring runs, as written and without leading zeros. That one join repairs missing
prefixes, changed separators, blanks, line wraps and dropped zeros. Then each hit is looked at: one inside a longer hit
is dropped, and a month that the number is by chance; one that goes on, or lies in a date, an amount or behind a word
like `Kundennummer`, is weak.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reconcile.matching.knowing.crowded import CrowdedIndex
from reconcile.matching.reading.chance_months import are_months, spans_apart
from reconcile.matching.reading.joins import first_of_each
from reconcile.matching.reading.number_words import (
    INVOICE_KEYS,
    are_words,
    number_of_an_invoice,
    number_of_another_paper,
    word_before,
)
from reconcile.matching.reading.offers import KeyIndex, Strengths
from reconcile.matching.reading.pieces import Piece
from reconcile.matching.reading.runs import SPLIT, Bools, Hashes, Ints, Runs
from reconcile.matching.reading.short_numbers import ASKED, said_numbers
from reconcile.matching.reading.text import Strength, squeeze

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


def named_in(
    piece: Piece,
    index: KeyIndex,
    crowded: CrowdedIndex | None = None,
    *,
    apart: Hashes | None = None,
    printed: Strength = Strength.SEQUENCE,
    names: Sequence[Sequence[str]] = (),
) -> Named:
    """The items each text names, with the strongest of the keys that name it. `apart`: of each item's number
    (`chance_months.kept_apart`), and `names` of its party. `printed`: what a short number says that stands there as a
    whole."""
    runs = piece.runs
    first, last, item, strength = _hits(piece, index, crowded)
    meant = _without_invoice_word(runs, first, last)
    kept = ~_inside_longer(meant, last)
    if apart is not None:
        kept &= ~_is_by_chance(runs, meant, last, apart[item])
    first, last, item, strength = meant[kept], last[kept], item[kept], strength[kept]
    in_short = (strength == Strength.SEQUENCE) | (strength == Strength.PRINTED)
    weak = _goes_on(runs, first, last, piece.dated, in_short) | piece.doubtful(first, last)
    weak |= number_of_another_paper(runs, first)
    behind_name = _behind_a_name(runs, first, item, strength == Strength.PRINTED, names)
    anywhere = behind_name | (printed == Strength.WHOLE)
    weak |= np.isin(strength, ASKED) & ~said_numbers(piece, first, last, strength, weak, anywhere=anywhere)
    strength = np.where(weak, np.int8(Strength.WEAK), strength)
    says = np.where(runs.digits[first], np.int8(Strength.SHORT), np.int8(printed))  # `RE 33` is also 2026-0033
    strength = np.where(strength == Strength.PRINTED, says, strength)
    text = runs.text[first] if len(first) else np.zeros(0, np.int64)
    span = first * LONGEST + (last - first)
    pair, worth = text * (int(item.max(initial=0)) + 1) + item, strength.astype(np.int64) * LONGEST * len(runs.text)
    order = np.lexsort((span - worth, pair))
    text, item, strength, span = text[order], item[order], strength[order], span[order]
    best = first_of_each(text, item)
    return Named(text[best] + piece.text, item[best], strength[best].astype(np.int8), span[best] + piece.run * LONGEST)


def _behind_a_name(runs: Runs, first: Ints, item: Ints, asked: Bools, names: Sequence[Sequence[str]]) -> Bools:
    """Of the hits that are `asked`: between the beginning of the text and them stands the name of the item's party and
    nothing else, as banks print it that have no column for it."""
    answer = np.zeros(len(first), dtype=bool)
    rows = np.flatnonzero(asked & (first > runs.first[runs.text[first]])) if names else ()
    for row in rows:
        begins = runs.start[runs.first[runs.text[first[row]]]]
        before = squeeze(runs.joined[begins : runs.start[first[row]]])
        answer[row] = any(before == squeeze(name) for name in names[item[row]])
    return answer


def _hits(piece: Piece, index: KeyIndex, crowded: CrowdedIndex | None) -> tuple[Ints, Ints, Ints, Strengths]:
    """(first run, last run, item, strength) of every key of a text that is a document's."""
    empty = np.zeros(0, np.int64)
    found = [(empty, empty, empty, np.zeros(0, np.int8))]
    for starts, ends, keys in _windows(piece.runs):
        rows = index.sieved(keys)
        first, last, key = starts[rows], ends[rows], keys[rows]
        place, item, strength = index.lookup(key)
        found.append((first[place], last[place], item, strength))
        if crowded:
            place, item, strength = crowded.lookup(key, piece.runs.text[first] + piece.text)
            found.append((first[place], last[place], item, strength))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))  # type: ignore[return-value]


def _windows(runs: Runs) -> Iterator[tuple[Ints, Ints, Hashes]]:
    """(first, last, key) of 1 to `LONGEST` runs with a digit among them, as written and without leading zeros."""
    first = np.arange(len(runs.text))
    raw, bare, digits = runs.raw, runs.bare, runs.digits
    for span in range(LONGEST):
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
    of_invoice, lettered = pair[number_of_an_invoice(runs, pair)], pair[word_before(runs, pair, 1) >= 0]
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
    worded &= are_words(runs, first, INVOICE_KEYS)
    return np.where(worded, first + 1, first)


def _is_by_chance(runs: Runs, first: Ints, last: Ints, apart: Hashes) -> Bools:
    """A month for itself, and the item's number, in two runs or more, is split otherwise."""
    answer = are_months(runs, first, last) & (apart > 0)
    rows = np.flatnonzero(answer)
    answer[rows] = spans_apart(runs, first[rows]) != apart[rows]
    return answer


def _inside_longer(first: Ints, last: Ints) -> Bools:
    """A hit that lies within a longer hit of the same text."""
    reach = np.full(int(first.max(initial=0)) + 1, -1)
    np.maximum.at(reach, first, last)
    before = np.maximum.accumulate(np.append(-1, reach))  # numbers of runs grow from text to text: none reaches over
    inside: Bools = (before[first] >= last) | (reach[first] > last)
    return inside


def _goes_on(runs: Runs, first: Ints, last: Ints, dated: Bools, in_short: Bools) -> Bools:
    """Digits next to digits with only a mark between them, and what follows is no hit of its own; nor, behind a number
    of several runs, a date: `2026-03-05-101530` is a time. What is quoted in short goes on behind its letters too, in
    digits that are no date, or in letters: `1745/CR/25` is no 1745/CR/26, `KB0751A` no KB0751."""
    if not len(first):
        return np.zeros(0, dtype=bool)
    digits, glued, dated = np.append(runs.digits, False), np.append(runs.glued, False), np.append(dated, False)
    left = glued[first] & digits[first - 1] & ~np.isin(first - 1, last)
    left &= digits[first] | (in_short & ~dated[first - 1])
    right = glued[last + 1] & digits[last + 1] & ~np.isin(last + 1, first)
    right &= np.where(digits[last], (last == first) | ~dated[last + 1], in_short & ~dated[last + 1])
    start = np.append(runs.start, -1)
    lettered = in_short & ~digits[last + 1] & (start[last + 1] == runs.end[last])
    answer: Bools = left | right | lettered
    return answer
