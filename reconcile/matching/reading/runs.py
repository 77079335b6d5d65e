"""Texts cut into runs of letters and runs of digits, all texts at once, as columns.

`RE-2025-00123` → `re`, `2025`, `00123`. One or more neighbouring runs joined are a *key*. Runs are maximal, so a key
can never be found inside a longer number. Keys are compared by a 64-bit hash that can be joined: hash(xy) follows from
hash(x), hash(y) and the length of x. So 100 000 texts are cut and joined without a Python object for each key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.reading.text import plain_lines

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8] | NDArray[np.uint32]  #: characters; bytes where all are ASCII

#: A key of more characters is cut off: no reference of any standard is as long (ISO 20022 allows 35, texts 140).
MAX_KEY = 256
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that powers never vanish modulo 2**64
_ZERO, _NEW_LINE, _ASCII = ord("0"), ord("\n"), 128
_OTHER, _DIGIT, _LETTER = 0, 1, 2


def _powers() -> Hashes:
    powers = np.full(MAX_KEY + 1, _BASE, dtype=np.uint64)
    powers[0] = 1
    return np.cumprod(powers, dtype=np.uint64)


POWERS = _powers()


def _mixed(codes: Codes) -> Hashes:
    """A character as a number that shares no structure with its neighbours (the finaliser of splitmix64)."""
    mixed = (codes.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


_MIXED_ASCII = _mixed(np.arange(_ASCII, dtype=np.uint32))


@dataclass(frozen=True, slots=True)
class Keys:
    """Hash and length of a key, as columns. The empty key is (0, 0)."""

    hash: Hashes
    length: Ints

    def __add__(self, other: Keys) -> Keys:
        joined = self.hash + POWERS[np.minimum(self.length, MAX_KEY)] * other.hash
        return Keys(joined, np.minimum(self.length + other.length, MAX_KEY))

    def __getitem__(self, rows: NDArray[np.intp] | Ints | Bools) -> Keys:
        return Keys(self.hash[rows], self.length[rows])

    def where(self, chosen: Bools) -> Keys:
        """The empty key where not `chosen`."""
        return Keys(np.where(chosen, self.hash, np.uint64(0)), np.where(chosen, self.length, 0))

    def unless(self, chosen: Bools, other: Keys) -> Keys:
        """`other` where `chosen`."""
        return Keys(np.where(chosen, other.hash, self.hash), np.where(chosen, other.length, self.length))


#: Between two keys that must not run into each other; no text has it.
SPLIT = Keys(_mixed(np.array([_NEW_LINE], dtype=np.uint32)), np.ones(1, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of all texts, in order; one row per run, `first` has one row per text and one more."""

    joined: str  #: the folded texts, one a line
    text: Ints  #: which text
    start: Ints  #: place in `joined`
    end: Ints
    digits: Bools
    glued: Bools  #: at most one character, and no blank, between this run and the one before in the same text
    raw: Keys
    bare: Keys  #: leading zeros of digits left out
    first: Ints  #: of each text its first run; `first[i + 1]` is one past its last

    @property
    def count(self) -> Ints:
        """Runs of each text."""
        return np.diff(self.first)

    def signs_behind(self, rows: Ints) -> Codes:
        """The character that follows each of these runs; none of them ends its text."""
        return _codes(self.joined)[self.end[rows]]

    def words(self, rows: Ints) -> list[str]:
        """The runs themselves, to be read."""
        starts, ends = self.start[rows].tolist(), self.end[rows].tolist()
        return [self.joined[start:end] for start, end in zip(starts, ends, strict=True)]


def cut(texts: Sequence[str]) -> Runs:
    return cut_joined(plain_lines(texts), len(texts))


def cut_joined(joined: str, texts: int) -> Runs:
    """`joined` holds that many texts, folded, one a line."""
    codes = _codes(joined)
    kinds = _kinds(codes)
    some, new = kinds != _OTHER, np.ones(len(kinds) + 1, dtype=bool)
    new[1:-1] = kinds[1:] != kinds[:-1]
    starts, ends = np.flatnonzero(some & new[:-1]), np.flatnonzero(some & new[1:]) + 1
    text = np.cumsum(codes == _NEW_LINE)[starts]
    digits = kinds[starts] == _DIGIT
    raw = _hashed(codes, starts, ends)
    return Runs(
        joined=joined,
        text=text,
        start=starts,
        end=ends,
        digits=digits,
        glued=_glued(codes, starts, ends, text),
        raw=raw,
        bare=_bare(codes, starts, ends, digits, raw),
        first=np.concatenate(([0], np.cumsum(np.bincount(text, minlength=texts)))),
    )


def joined_runs(runs: Runs, keys: Keys, chosen: Bools | None = None) -> Keys:
    """Per text the (chosen) runs joined."""
    rows = np.arange(len(runs.text)) if chosen is None else np.flatnonzero(chosen)
    text, length = runs.text[rows], keys.length[rows]
    through = np.cumsum(length)
    opens = np.flatnonzero(np.concatenate(([True], text[1:] != text[:-1]))[: len(rows)])
    before = np.repeat((through - length)[opens], np.diff(np.append(opens, len(rows))))  # of the texts so far
    place = np.minimum(through - length - before, MAX_KEY)
    total = Keys(np.zeros(len(runs.first) - 1, dtype=np.uint64), np.zeros(len(runs.first) - 1, dtype=np.int64))
    if len(rows):
        total.hash[text[opens]] = np.add.reduceat(keys.hash[rows] * POWERS[place], opens)
        total.length[text[opens]] = np.minimum(np.add.reduceat(length, opens), MAX_KEY)
    return total


def last_runs(runs: Runs, chosen: Bools) -> Ints:
    """Per text the last of the chosen runs; −1 where there is none."""
    last = np.full(len(runs.first) - 1, -1)
    places = np.flatnonzero(chosen)
    last[runs.text[places]] = places
    return last


def line_ends(joined: str) -> Ints:
    """Where the lines end: a place lies in line `np.searchsorted(ends, place)`."""
    return np.flatnonzero(_codes(joined) == _NEW_LINE)


def _codes(joined: str) -> Codes:
    if joined.isascii():
        return np.frombuffer(joined.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)


def _kinds_of_ascii() -> NDArray[np.int8]:
    """Of each code, and of all beyond, which are looked at one by one."""
    kinds = [_DIGIT if one.isdigit() else _LETTER if one.isalpha() else _OTHER for one in map(chr, range(_ASCII))]
    return np.array([*kinds, _OTHER], dtype=np.int8)


_KINDS_OF_ASCII = _kinds_of_ascii()


def _kinds(codes: Codes) -> NDArray[np.int8]:
    """Of each character whether it is a digit (ASCII only), a letter of any script, or neither."""
    if codes.dtype == np.uint8:
        return _KINDS_OF_ASCII[codes]
    kinds = _KINDS_OF_ASCII[np.minimum(codes, _ASCII)]
    foreign = codes >= _ASCII
    if foreign.any():
        distinct, places = np.unique(codes[foreign], return_inverse=True)
        signs = map(chr, distinct.tolist())
        known = [_LETTER if sign.isalnum() and not sign.isdecimal() else _OTHER for sign in signs]
        kinds[foreign] = np.array(known, dtype=np.int8)[places]
    return kinds


def _glued(codes: Codes, starts: Ints, ends: Ints, text: Ints) -> Bools:
    if not len(starts):
        return np.zeros(0, dtype=bool)
    gap = starts[1:] - ends[:-1]
    between = codes[np.minimum(ends[:-1], len(codes) - 1)]
    marked = (gap == 1) & ~np.isin(between, [ord(" "), ord("\t"), 0xA0])
    return np.concatenate(([False], (text[1:] == text[:-1]) & ((gap == 0) | marked)))


def _bare(codes: Codes, starts: Ints, ends: Ints, digits: Bools, raw: Keys) -> Keys:
    """Without leading zeros; of nothing but zeros the last one stays."""
    zeros = np.flatnonzero(digits & (ends - starts > 1) & (codes[starts] == _ZERO))
    starts, ends = starts[zeros], ends[zeros]
    others = np.append(np.flatnonzero(codes != _ZERO), len(codes))
    significant = np.minimum(others[np.searchsorted(others, starts)], ends - 1)
    shorter = _hashed(codes, significant, ends)
    bare = Keys(raw.hash.copy(), raw.length.copy())
    bare.hash[zeros], bare.length[zeros] = shorter.hash, shorter.length
    return bare


def _hashed(codes: Codes, starts: Ints, ends: Ints) -> Keys:
    """Σ mixed(character) × base^place, over each run, modulo 2**64."""
    lengths = (ends - starts).astype(np.int64)
    if not len(starts):
        return Keys(np.zeros(0, dtype=np.uint64), lengths)
    first = np.cumsum(lengths) - lengths
    through = np.arange(int(lengths.sum()))
    chosen = codes[through + np.repeat(starts - first, lengths)]
    mixed = _MIXED_ASCII[chosen] if int(chosen.max()) < _ASCII else _mixed(chosen)
    place = through - np.repeat(first, lengths)
    if int(lengths.max()) > MAX_KEY:
        mixed[place >= MAX_KEY] = 0
        place = np.minimum(place, MAX_KEY)
    return Keys(np.add.reduceat(mixed * POWERS[place], first), np.minimum(lengths, MAX_KEY))
