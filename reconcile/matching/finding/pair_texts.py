"""What the texts of lines and documents have in common, all pairs at once: as `likeness` says it of one.

Texts are given as lists: of lines and of items, by their positions, which pairs refer to.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from reconcile.matching.columns import Coded
from reconcile.matching.reading.chance_months import between_months
from reconcile.matching.reading.joins import ByKey, are_in, first_of_each, joined
from reconcile.matching.reading.likeness import (
    CUTS,
    LONGEST_SAID,
    MIN_NEAR,
    MOST_ERRORS,
    SHORTEST_WORD,
    is_cut,
    is_near,
    windows_of,
)
from reconcile.matching.reading.months import MONTHS, spelled
from reconcile.matching.reading.pieces import SIZE
from reconcile.matching.reading.runs import Bools, Hashes, Ints, cut, cut_joined
from reconcile.matching.reading.text import fold_lines


def title_shares(texts: Sequence[str], titles: Coded, line: Ints, item: Ints) -> tuple[Ints, Ints, Ints]:
    """(share, 0..100, of the words of each pair's title that stand in its text; lines that hold no word of any; lines
    that hold no month)."""
    title, distinct = titles.codes[item], titles.texts
    owner, wanted = _words(distinct)
    asked = np.unique(line)
    text, said = _words([texts[one] for one in asked.tolist()], only=np.union1d(wanted, _MONTHS))
    silent = np.bincount(text[are_in(said, np.unique(wanted))], minlength=len(asked)) == 0
    monthless = np.bincount(text[are_in(said, _MONTHS)], minlength=len(asked)) == 0
    pairs = np.flatnonzero(~silent[np.searchsorted(asked, line)])
    place, row = ByKey(owner).lookup(title[pairs])
    pair = pairs[place]
    hits = are_in(joined(wanted[row], line[pair]), np.sort(joined(said, asked[text])))
    found, all_words = np.bincount(pair[hits], minlength=len(line)), np.bincount(owner, minlength=len(distinct))
    return 100 * found // np.maximum(all_words[title], 1), asked[silent], asked[monthless]


#: Keys of the months, as they are spelled.
_MONTHS = np.sort(cut(sorted(MONTHS)).raw.hash)


def _words(texts: Sequence[str], only: Hashes | None = None) -> tuple[Ints, Hashes]:
    """(place of the text, key of the word): of each text the words that `likeness.words_in` finds, each once."""
    found = [(np.zeros(0, np.int64), np.zeros(0, np.uint64))]
    for first in range(0, len(texts), SIZE):
        part = [text[:LONGEST_SAID] for text in texts[first : first + SIZE]]
        letters = (
            spelled(fold_lines(part)).encode("ascii", "replace").decode("ascii")
        )  # of other scripts no word is made
        runs = cut_joined(letters, len(part))
        rows = np.flatnonzero(runs.digits | (runs.raw.length >= SHORTEST_WORD))
        if only is not None:
            rows = rows[are_in(runs.raw.hash[rows], only)]
        order = rows[np.lexsort((runs.raw.hash[rows], runs.text[rows]))]
        text, word = runs.text[order], runs.raw.hash[order]
        new = first_of_each(text, word)
        found.append((text[new] + first, word[new]))
    owners, words = (np.concatenate(column) for column in zip(*found, strict=True))
    return owners, words


def near_numbers(texts: Sequence[str], numbers: Sequence[str], line: Ints, item: Ints) -> Bools:
    """Pairs whose text holds the document's number but for one error, or cut off."""
    digits = _digits(numbers)
    length = np.fromiter(map(len, digits), np.int64, len(digits))[item]
    near = np.zeros(len(line), dtype=bool)
    owner, windows = _windows(texts, np.unique(line[length >= MIN_NEAR]))
    pair, row = ByKey(owner).lookup(line)
    sizes = np.fromiter(map(len, windows), np.int64, len(windows))
    like = (length[pair] >= MIN_NEAR) & (np.abs(sizes[row] - length[pair]) <= MOST_ERRORS)
    pair, row = pair[like], row[like]
    asked = list(map(digits.__getitem__, item[pair].tolist())), list(map(windows.__getitem__, row.tolist()))
    near[pair[cpdist(*asked, scorer=OSA.distance, score_cutoff=MOST_ERRORS) <= MOST_ERRORS]] = True
    cut = np.isin(np.fromiter(map(len, texts), np.int64, len(texts)), CUTS)[line]
    for one in np.flatnonzero(cut & ~near & (length >= MIN_NEAR)).tolist():
        near[one] = is_cut(texts[line[one]], digits[item[one]])
    for one in np.flatnonzero(near).tolist():
        text, number = texts[line[one]], numbers[item[one]]
        near[one] = len(between_months(text, number)) == 1 or is_near(text, number)
    return near


#: What is no digit and ends no line.
_NO_DIGITS = bytes(sorted(set(range(128)) - set(b"0123456789\n")))


def _digits(numbers: Sequence[str]) -> list[str]:
    lines = "\n".join([number.replace("\n", " ") for number in numbers])
    return lines.encode("ascii", "replace").translate(None, _NO_DIGITS).decode("ascii").split("\n")


def _windows(texts: Sequence[str], lines: Ints) -> tuple[Ints, list[str]]:
    """(line, digits) of all that may be a number."""
    windows: list[str] = []
    through = [0]
    for line in lines.tolist():
        windows += windows_of(texts[line])
        through.append(len(windows))
    return np.repeat(lines, np.diff(through)), windows
