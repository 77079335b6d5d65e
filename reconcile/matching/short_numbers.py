"""Numbers quoted by their last digits only: `Rechnung 417` of RE-2026-0417, `Rechnungen 417 und 418`.

So few digits may be anything. They are a number where a word says so, where the text holds nothing else, or where they
go on in a list of numbers. Whose number they are, the payer says (`pair_numbers`).
"""

from __future__ import annotations

import numpy as np

from reconcile.matching.doubtful import INVOICE_WORDS, NUMBERING, are_words, keys_of_words, number_of_an_invoice
from reconcile.matching.joins import are_in
from reconcile.matching.offers import Strengths
from reconcile.matching.runs import Bools, Ints, Runs
from reconcile.matching.text import NAMED, Strength

#: As written, leading zeros included: `Rechnung 2` may be the second one.
_FEWEST = 2
_FEWEST_ALONE = 3
#: `R 417`, but `R 12` is a room.
_INITIAL = keys_of_words("r")
_AND = keys_of_words("und", "u", "and", "sowie", "et", "e", "plus")
_AND_SIGNS = "/,+&;|"
#: What is counted, not numbered.
_UNITS = keys_of_words(
    "monat", "monate", "monaten", "tag", "tage", "tagen", "std", "stunde", "stunden", "stk", "stuck", "stueck", "woche",
    "wochen", "jahr", "jahre", "quartal", "prozent", "eur", "euro", "chf", "usd", "uhr", "rate", "raten", "mal", "x",
    "h", "hours", "days", "months", "jours", "mois", "giorni", "mesi",
)  # fmt: skip
#: `12/25` may be a month, and `Rechnung 26` that of the year.
_YEARS = keys_of_words(*map(str, (*range(19, 32), *range(1990, 2100))))


def said_numbers(runs: Runs, first: Ints, last: Ints, strength: Strengths, weak: Bools) -> Bools:
    """Of each hit in texts (first run, last run, strength, whether something speaks against it): it is `SHORT`, and the
    text says that it is the number of an invoice."""
    answer = np.zeros(len(first), dtype=bool)
    rows = np.flatnonzero((strength == Strength.SHORT) & ~weak)
    is_year = (first == last) & are_words(runs, last, _YEARS)
    rows = rows[~is_year[rows] & (runs.raw.length[last[rows]] >= _FEWEST) & ~_is_counted(runs, last[rows])]
    if not len(rows):
        return answer
    said = rows[_is_said(runs, first[rows], last[rows])]
    named = np.flatnonzero((strength >= NAMED) & ~weak)
    known = np.unique(np.concatenate((last[named], last[said])))
    asked = np.unique(first[rows])
    while len(known):  # a list goes on from number to number
        following = asked[_goes_on_from(runs, asked, known)]
        answer[said] = True
        said = rows[are_in(first[rows], following) & ~answer[rows]]
        known = np.unique(last[said])
    return answer


def _is_counted(runs: Runs, last: Ints) -> Bools:
    """`12 Monate`, `12/25`, `417,50`, `12B`: a duration, a month, an amount, a house."""
    behind = np.minimum(last + 1, len(runs.text) - 1)
    follows = (behind > last) & (runs.text[behind] == runs.text[last])
    counted: Bools = follows & (are_words(runs, behind, _UNITS) | (runs.start[behind] == runs.end[last]))
    glued = np.flatnonzero(follows & runs.digits[behind] & runs.glued[behind])
    counted[glued] = ~_is_listed_glued(runs, behind[glued])
    return counted


def _is_listed_glued(runs: Runs, first: Ints) -> Bools:
    """Of runs with one sign between them and the one before."""
    signs, length = runs.signs_behind(first - 1), runs.raw.length[first]
    listed = np.isin(signs, [*map(ord, _AND_SIGNS)]) & (length >= _FEWEST)
    is_year, is_cents = are_words(runs, first, _YEARS), length == _FEWEST
    answer: Bools = listed & ~((signs == ord("/")) & is_year) & ~((signs == ord(",")) & is_cents)
    return answer


def _is_said(runs: Runs, first: Ints, last: Ints) -> Bools:
    """By a word for an invoice, or by the letters the number begins with and nothing else before them; or the text
    holds nothing else."""
    before = np.maximum(first - 1, 0)
    opens = first == runs.first[runs.text[first]]
    numbering = ~opens & are_words(runs, before, NUMBERING)
    of_invoice = numbering | (~opens & are_words(runs, before, INVOICE_WORDS)) | are_words(runs, first, INVOICE_WORDS)
    lettered = ~runs.digits[first] & (opens | of_invoice)
    starts = opens | (numbering & (before == runs.first[runs.text[first]]))
    enough = numbering | (runs.raw.length[last] >= _FEWEST_ALONE)
    alone = starts & enough & (_words_of(runs)[runs.text[first]] == numbering)
    initial = ~opens & are_words(runs, before, _INITIAL) & (runs.raw.length[last] >= _FEWEST_ALONE)
    answer: Bools = (
        lettered | alone | (runs.digits[first] & initial) | (runs.digits[first] & number_of_an_invoice(runs, first))
    )
    return answer


def _words_of(runs: Runs) -> Ints:
    """Of each text, how many runs are no digits."""
    return np.bincount(runs.text[~runs.digits], minlength=len(runs.first) - 1)


def _goes_on_from(runs: Runs, first: Ints, known: Ints) -> Bools:
    """Whether these runs of digits follow one of `known` (last runs of numbers, sorted) with `und`, a sign, or, where
    as many digits follow as were before, a blank between."""
    same = runs.text[np.maximum(first - 1, 0)] == runs.text[first]
    worded = are_in(first - 2, known) & same & are_words(runs, np.maximum(first - 1, 0), _AND)
    answer: Bools = worded & ~runs.glued[first]
    next_to = np.flatnonzero(are_in(first - 1, known) & same)
    answer[next_to] = _is_list_sign(runs, first[next_to])
    return answer & runs.digits[first]


def _is_list_sign(runs: Runs, first: Ints) -> Bools:
    starts, ends, length = runs.start[first].tolist(), runs.end[first - 1].tolist(), runs.raw.length
    between = [runs.joined[end:start].strip() for end, start in zip(ends, starts, strict=True)]
    as_long = (length[first] == length[first - 1]) & (length[first] >= _FEWEST_ALONE)
    signs = np.array([bool(one) and one in _AND_SIGNS for one in between], dtype=bool)
    blank = np.array([not one for one in between], dtype=bool) & as_long
    glued = runs.glued[first]
    answer: Bools = np.where(glued, _is_listed_glued(runs, first), signs | blank)
    return answer
