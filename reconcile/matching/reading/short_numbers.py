"""Numbers quoted by their last digits only: `Rechnung 417` of RE-2026-0417, `Rechnungen 417 und 418`.

So few digits may be anything. They are a number where a word says so, where the text holds nothing else, or where they
go on in a list of numbers; and are none where they are counted, a day or a month, or where two numbers stand side by
side. Whose number they are, the payer says (`pair_numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from reconcile.matching.reading.invoice_words import AN_INVOICE
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.months import MONTH_WORDS
from reconcile.matching.reading.number_words import (
    INVOICE_KEYS,
    NUMBER_WORDS,
    are_words,
    keys_of_words,
    number_of_an_invoice,
    word_before,
)
from reconcile.matching.reading.offers import Strengths
from reconcile.matching.reading.pieces import Piece, Source
from reconcile.matching.reading.runs import Bools, Ints, Runs
from reconcile.matching.reading.text import IN_FULL, Strength, plain

#: What may be anything, if nothing says that it is a number.
ASKED = (Strength.SHORT, Strength.PRINTED)
#: As written, leading zeros included: `Rechnung 2` may be the second one.
_FEWEST = 2
#: Without a word for an invoice.
_FEWEST_ALONE = 3
#: An id is a member's.
_NUMBERING = keys_of_words(*sorted({*NUMBER_WORDS} - {"id"}))
_AND = keys_of_words("und", "u", "and", "sowie", "et", "e", "plus")
_AND_SIGNS = frozenset("/,+&;|")
_PAID_FOR = keys_of_words(
    *("zahlung", "bezahlung", "überweisung", "betr", "betreff", "vwz", "verwendungszweck", "für", "fuer", "zu", "wg"),
    *("nr", "no", "beleg", "belegnr", "begleichung", "svwz"),
    *("payment", "for", "paiement", "virement", "pour", "pagamento", "bonifico", "per"),
    *(
        "zahlungsreferenz",
        "kundendaten",
        "ref",
        "referenz",
        "anzahlung",
        "teilzahlung",
        "restzahlung",
        "rest",
        "abschlag",
    ),
    *(
        "rate",
        "teilbetrag",
        "akonto",
        "conto",
        "vorauszahlung",
        "restbetrag",
        "acompte",
        "acconto",
        "rata",
        "instalment",
    ),
)
#: `R 417` where the text begins so.
_INITIAL = keys_of_words("r")
#: Of two digits; as a pattern.
MAY_BE_A_YEAR = "19|2[0-9]|3[01]"
#: `12/25` may be a month, and `Rechnung 26` that of the year.
_YEARS = keys_of_words(*map(str, (*range(19, 32), *range(1990, 2100))))
#: What digits count; as patterns.
UNITS = (
    "monate?n?", "tagen?", "std", "stunden?", "stk", "stuck", "stueck", "wochen?", "jahre?", "quartal", "prozent",
    "uhr", "raten?", "mal", "x", "h", "hours?", "days?", "months?", "jours?", "mois", "giorni", "mesi", "kw", "km",
    "[a-z]+stunden", "fr", "franken", "(?:eur|euro|chf|usd)(?![ .]*[0-9])",
)  # fmt: skip
_MONTHS_AND_UNITS = "|".join(sorted({*MONTH_WORDS, *UNITS}))
#: Behind digits that count something, or that go on: `12 Monate`, `417,50`, `417.-`, `417-419`, `12/25`, `417B`.
_COUNTED = re.compile(
    rf"[a-z%€]| [%€]|\.? ?(?:{_MONTHS_AND_UNITS})\b|[.,][-–]|[.:][0-9]| ?(?:[-–]|bis|to) ?[0-9]|,[0-9]{{2}}(?![0-9])"
    rf"| ?/ ?(?:[0-9]|{MAY_BE_A_YEAR}|(?:19|20)[0-9]{{2}})(?![0-9])"
)
#: Behind the whole of a number: digits that go on.
_GOES_ON = re.compile(
    r"[a-z%€]|[.,][-–]|[.:][0-9]| ?(?:[-–]|bis|to) ?[0-9]|,[0-9]{2}(?![0-9])"
    rf"| ?/ ?(?:[0-9]|{MAY_BE_A_YEAR}|(?:19|20)[0-9]{{2}})(?![0-9])"
)
#: Behind two digits, which may count anything: the end, a list, a date, a word of paying.
ENDS_A_NUMBER = re.compile(
    r"[)\]]?(?:\.?$|[;,:]? ?(?:vom|v\. ?(?=[0-9])|dat|datum|dated|du|del|danke|dank|vielen|besten|mit|merci|grazie"
    r"|thanks?|zahlung|abz|abzgl|abzuglich|minus|skonto|skto|kd|kdnr|kunden?|kundennr"
    rf"|{AN_INVOICE}|und|u|and|et|e|sowie|plus|(?:eur|chf)(?=[ .]*[0-9]))\b| ?[/+&;|] ?(?:[0-9]|re|rg|rechn)|, ?[0-9])",
    re.MULTILINE,
)


#: `KB-33/34`, `KB-33 und 34`, `KB-33, 47`.
_ONE_MORE = r"(?:\s*[/,+&;|–-]\s*|\s+(?:und|u\.?|and|et|e|bis|sowie|plus)\s+)[0-9]{1,3}(?![0-9.,]|[-/][0-9])"


def goes_on_in_short(text: str, number: str) -> bool:
    """Of a document with so short a number: right behind it the text has another one, by its digits alone."""
    own = _OF_TWO.fullmatch(plain(number)) if len(number) <= LONGEST_OF_TWO else None
    if own is None:
        return False
    written = rf"(?<![a-z0-9]){own[1]}[^a-z0-9]{{0,2}}{own[2]}{_ONE_MORE}"
    return re.search(written, plain(text)) is not None


#: Signs a number of two digits has at most, letters and marks included.
LONGEST_OF_TWO = 8
#: Letters, and two digits.
_OF_TWO = re.compile(r"([a-z]+)[^a-z0-9]*([0-9]{2})")


def said_numbers(piece: Piece, first: Ints, last: Ints, strength: Strengths, weak: Bools, *, anywhere: Bools) -> Bools:
    """Of each hit in texts (first run, last run, strength, whether something speaks against it): it is one of `ASKED`,
    and the text says that it is the number of an invoice. `anywhere`, of each hit: the whole of one is, where it stands
    there too."""
    runs, answer = piece.runs, np.zeros(len(first), dtype=bool)
    rows = np.flatnonzero(np.isin(strength, ASKED) & ~weak)
    rows = rows[_may_be_one(piece, first[rows], last[rows])]
    if not len(rows):
        return answer
    whole = (strength == Strength.PRINTED) & ~runs.digits[first]
    printed = anywhere[rows] | _is_printed(piece, first[rows], last[rows])
    is_said = _is_said(piece, first[rows], last[rows]) | (whole[rows] & printed)
    said = _uncounted(runs, last, rows[is_said], whole)
    named = np.flatnonzero((strength >= IN_FULL) & ~weak)
    known = np.unique(np.concatenate((last[named], last[said])))
    asked = np.unique(first[rows[whole[rows] | runs.digits[first[rows]]]])
    while len(known):  # a list goes on from number to number
        following = asked[_goes_on_from(runs, asked, known)]
        answer[said] = True
        said = _uncounted(runs, last, rows[are_in(first[rows], following) & ~answer[rows]], whole)
        known = np.unique(last[said])
    return answer


def _may_be_one(piece: Piece, first: Ints, last: Ints) -> Bools:
    """Two digits or more of one number, and a year at most beside it (`98/26`, not `4, 17`); in the remittance."""
    runs = piece.runs
    years = are_words(runs, first, _YEARS), are_words(runs, last, _YEARS)
    several = (last > first) & runs.digits[first]
    one = np.where(several, years[0] | years[1], ~((first == last) & years[0]))
    answer: Bools = one & (runs.raw.length[last] >= _FEWEST) & (piece.source[runs.text[first]] != Source.ELSEWHERE)
    return answer


def _is_said(piece: Piece, first: Ints, last: Ints) -> Bools:
    """By a word for an invoice, or by the letters the number begins with and nothing else before them; or the text
    holds nothing else."""
    runs = piece.runs
    opening, before = runs.first[runs.text[first]], np.maximum(first - 1, 0)
    opens, second = first == opening, before == opening
    enough = runs.raw.length[last] >= _FEWEST_ALONE
    numbering = ~opens & are_words(runs, before, _NUMBERING)
    of_invoice = are_words(runs, first, INVOICE_KEYS)
    glued = runs.glued[np.minimum(first + 1, len(runs.text) - 1)]
    behind_words = opens | numbering | are_words(runs, before, INVOICE_KEYS)
    lettered = ~runs.digits[first] & behind_words & (of_invoice | (glued & enough))
    initial = ~opens & second & are_words(runs, before, _INITIAL) & enough
    starts = opens | (numbering & second)
    whole = piece.source[runs.text[first]] == Source.WHOLE
    alone = starts & enough & whole & (_words_of(runs)[runs.text[first]] == numbering)
    answer: Bools = lettered | alone | (runs.digits[first] & (initial | number_of_an_invoice(runs, first)))
    return answer


def _is_printed(piece: Piece, first: Ints, last: Ints) -> Bools:
    """A whole number with letters: behind a word for an invoice; or in one piece, where the text or what is paid for
    begins."""
    runs = piece.runs
    opens = (first == runs.first[runs.text[first]]) | are_words(runs, word_before(runs, first, 1), _PAID_FOR)
    in_one = (runs.raw.length[first] >= _FEWEST) & runs.glued[last]
    answer: Bools = (opens & in_one) | number_of_an_invoice(runs, first)
    return answer


def _words_of(runs: Runs) -> Ints:
    """Of each text, how many runs are no digits."""
    return np.bincount(runs.text[~runs.digits], minlength=len(runs.first) - 1)


def _uncounted(runs: Runs, last: Ints, rows: Ints, whole: Bools) -> Ints:
    """Those of the hits behind which nothing says that they count something. Of all hits `last`, and whether they are
    `whole` numbers with letters: these count nothing."""
    few = ~whole[rows] & (runs.raw.length[last[rows]] < _FEWEST_ALONE)
    ends, short = runs.end[last[rows]].tolist(), few.tolist()
    kept = [
        not (_GOES_ON if is_whole else _COUNTED).match(runs.joined, end)
        and (not few or ENDS_A_NUMBER.match(runs.joined, end) is not None)
        for end, few, is_whole in zip(ends, short, whole[rows].tolist(), strict=True)
    ]
    uncounted: Ints = rows[np.array(kept, dtype=bool)]
    return uncounted


def _goes_on_from(runs: Runs, first: Ints, known: Ints) -> Bools:
    """Whether these runs, of digits or the letters a number begins with, follow one of `known` (last runs of numbers,
    sorted) with `und`, a sign, or, where as many digits follow as were before, a blank between."""
    same = runs.text[np.maximum(first - 1, 0)] == runs.text[first]
    worded = are_in(first - 2, known) & same & are_words(runs, np.maximum(first - 1, 0), _AND)
    answer: Bools = worded & ~runs.glued[first]
    next_to = np.flatnonzero(are_in(first - 1, known) & same)
    answer[next_to] = _is_listed(runs, first[next_to])
    return answer


def _is_listed(runs: Runs, first: Ints) -> Bools:
    """What stands before each of these runs, behind a number, separates the numbers of a list: `98/99`, `98, 99`,
    `KB-33 KB-34`; but `417,50` may be an amount, and `418/26` a number and its year."""
    before, length = first - 1, runs.raw.length
    between = _between(runs, first)
    as_long = (length[first] == length[before]) & (length[first] >= _FEWEST_ALONE) & runs.digits[first]
    blank = np.array([one.isspace() for one in between], dtype=bool) & (as_long | ~runs.digits[first])
    signs = np.array([one.strip() in _AND_SIGNS for one in between], dtype=bool)
    slash, comma = (np.array([one == sign for one in between], dtype=bool) for sign in "/,")
    year, cents = are_words(runs, first, _YEARS), runs.digits[first] & (length[first] == _FEWEST)
    answer: Bools = (blank | signs) & ~(slash & year) & ~(comma & cents)
    return answer


def _between(runs: Runs, first: Ints) -> Sequence[str]:
    starts, ends = runs.start[first].tolist(), runs.end[first - 1].tolist()
    return [runs.joined[end:start] for end, start in zip(ends, starts, strict=True)]
