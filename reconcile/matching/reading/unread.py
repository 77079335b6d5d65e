"""Numbers in payers' texts that may be those of documents we do not know; found in all texts at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from reconcile.matching.reading.counted import is_counted
from reconcile.matching.reading.months import MONTH_WORDS
from reconcile.matching.reading.number_words import (
    are_words,
    keys_of_words,
    number_of_an_advice,
    number_of_an_invoice,
    word_before,
)
from reconcile.matching.reading.payers_own import are_the_payers_own
from reconcile.matching.reading.pieces import Piece
from reconcile.matching.reading.runs import Bools, Ints, Runs
from reconcile.matching.reading.short_numbers import ENDS_A_NUMBER, UNITS

SHORTEST = 5  #: a shorter number is a street, a month, a rate
SHORTEST_OF_INVOICE = 1  #: behind a word for an invoice
SHORTEST_PART = 3  #: beside a part payment it may be the short form of a document that was paid as well

_LONGEST_PREFIX = 3  #: letters
#: `Mai 26`, `KW 12`
_DATED = keys_of_words("kw", *sorted(MONTH_WORDS))
#: `Zahlung 4711`
_PAYING = keys_of_words(
    *(
        "zahlung",
        "bezahlung",
        "überweisung",
        "begleichung",
        "ausgleich",
        "betreff",
        "wg",
        "wegen",
        "payment",
        "paiement",
    )
)
#: Letters of invoices' numbers; others are those of products, number plates, standards, countries as well.
_OF_INVOICES = keys_of_words("r", "rn", "ar")
#: `Q2/2026`
_PARTS_OF_A_YEAR = keys_of_words("q", "h", "hj", "kw", "vj")
_FEWEST_ALONE = 2  #: digits, where letters go before
_FEWEST_GLUED = 4  #: digits right behind letters, or one less behind a mark: `R1269`, `R-471`
_LAST_MONTH = 12
#: What may stand between the digits of one number.
_MARKS = re.compile(r"[/.–-]+")
#: Behind a number that numbers something; `Rechnung 3. Quartal` counts.
_NOTHING_COUNTED = re.compile(
    r" ?(?:$|[/;)|&+]|,(?![0-9])|\.(?![0-9])(?!(?<=[^0-9][0-9]\.) ?[a-z])"
    r"|(?:vom|v\.|und|u\.|dat)(?![a-z]))",
    re.MULTILINE,
)
#: Behind more digits hardly anything is counted: `Rechnung 417 Webseite`.
_COUNTED = re.compile(rf" ?[%€]|\.? ?(?:{'|'.join(UNITS)}|seiten|positionen|personen)\b")
#: `4711 vom 17.01.`
_OF_A_DAY = re.compile(r",? ?(?:vom|v\.|dat\.?|dated|du|del) ?[0-9]{1,2}\.")
#: `1190,00`, `1190.-`, `1 190,00`
_AMOUNT_GOES_ON = re.compile(r"[.,](?:[0-9]{2}(?![0-9])|[-–])|[.,' ][0-9]{3}(?![0-9])")
#: `03/2026`, `2026-03`: a month; `2026`.
_MONTH = re.compile(
    r"(?:0[1-9]|1[0-2])[/.-]20[0-9]{2}|20[0-9]{2}[/.-](?:0[1-9]|1[0-2])|(?:19|20)[0-9]{2}|(?:0[1-9]|1[0-2])/[0-9]{2}"
)


_WHOLE_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])/20[0-9]{2}")
_ANY_DAY = re.compile(r"(?:0?[1-9]|[12][0-9]|3[01])([/-])(?:0?[1-9]|1[0-2])\1(?:20)?[0-9]{2}")
_SAYS_A_DAY = re.compile(r"\b(?:vom|v\.?|dat\.?|datum|dated|date|data|du|del|van|dd|d\.d\.?)[ :]*$")
_LOOKED_BACK = 10  #: characters
_YEAR = re.compile("20[0-9]{2}")
_OF_A_YEAR = re.compile("([0-9]{1,4})/(2[0-9])")
#: `1000 Dank`, `1000 + 190`
_ROUND = re.compile("[1-9]0+ (?:dank|[+])")


class Unread:
    """Of each text, by its place, what looks like a number: no date, amount, account or customer number."""

    def __init__(self, pieces: Sequence[Piece], folded: str) -> None:
        """`folded`: all texts, one a line."""
        columns = zip(*map(_numbers, pieces), strict=True)
        text, start, end, of_invoice, is_said, of_advice, own = (np.concatenate(column) for column in columns)
        texts = pieces[-1].text + len(pieces[-1].runs.first)
        self._folded = folded
        #: of each text its first number, and one past its last; single cells are read faster through such views
        self._first = np.searchsorted(text, np.arange(texts)).data
        self._start, self._end = start.data, end.data
        self._of_invoice, self._is_said, self._of_advice = of_invoice.data, is_said.data, of_advice.data
        self._own = own.data

    def beside(
        self, text: int, numbers: Sequence[str], shortest: int = SHORTEST, paid: Callable[[], str] = str
    ) -> list[str]:
        """What of the text has so many digits or more and is none of `numbers`; behind a word for an invoice few do.
        `paid`: the amount of the line, `1190.00`."""
        rows = range(self._first[text], self._first[text + 1])
        if not rows:
            return []
        tokens = ((row, self._folded[self._start[row] : self._end[row]]) for row in rows)
        foreign = ((row, token) for row, token in tokens if _is_foreign(token, numbers, self._shortest(row, shortest)))
        return [
            token for row, token in foreign if not (self._is_a_day(row, token) or self._is_counted(row, paid, numbers))
        ]

    def of_invoices(self, text: int) -> frozenset[str]:
        """What stands behind a word for an invoice."""
        return self._marked(text, self._of_invoice)

    def of_advices(self, text: int) -> frozenset[str]:
        """What stands behind a word for the payer's advice, or its run of payments."""
        return self._marked(text, self._of_advice)

    def of_the_payers_own(self, text: int) -> frozenset[str]:
        """What the text says is another number than an invoice's (`payers_own`), wherever it stands there."""
        rows = range(self._first[text], self._first[text + 1])
        others = {self._folded[self._start[row] : self._end[row]] for row in rows if not self._own[row]}
        return self._marked(text, self._own) - others

    def _marked(self, text: int, marks: memoryview) -> frozenset[str]:
        rows = range(self._first[text], self._first[text + 1])
        return frozenset(self._folded[self._start[row] : self._end[row]] for row in rows if marks[row])

    def _is_counted(self, row: int, paid: Callable[[], str], numbers: Sequence[str]) -> bool:
        start, end = self._start[row], self._end[row]
        return not self._of_invoice[row] and is_counted(self._folded, start, end, paid(), numbers)

    def _is_a_day(self, row: int, token: str) -> bool:
        """`03/03/2026`, or `03-03-26` behind a word for a date; behind one for an invoice it may be its number."""
        is_said = (
            _SAYS_A_DAY.search(self._folded, max(0, self._start[row] - _LOOKED_BACK), self._start[row]) is not None
        )
        if not is_said and self._of_invoice[row]:
            return False
        return (_ANY_DAY if is_said else _WHOLE_DAY).fullmatch(token) is not None

    def _shortest(self, row: int, shortest: int) -> int:
        """`Rechnung 42 vom`, `Rechnung 4711 Webseite`, but not `Rechnung 12 Monate`, `Rechnung 1.190,00`."""
        if not self._is_said[row]:
            return shortest
        return SHORTEST_OF_INVOICE if self._counts_nothing(self._start[row], self._end[row]) else shortest

    def _counts_nothing(self, start: int, end: int) -> bool:
        if _NOTHING_COUNTED.match(self._folded, end):
            return True
        if end - start < SHORTEST_PART:
            return ENDS_A_NUMBER.match(self._folded, end) is not None
        return not (_COUNTED.match(self._folded, end) or _AMOUNT_GOES_ON.match(self._folded, end))


def _numbers(piece: Piece) -> tuple[Ints, Ints, Ints, Bools, Bools, Bools, Bools]:
    """(text, place of the first digit, one past the last, whether it is said to be an invoice's, or a number at all, an
    advice's, or the payer's own) of what may be a number, among all texts."""
    runs = piece.runs
    first, last = _tokens(runs)
    of_invoice = number_of_an_invoice(runs, first)
    length = runs.end[last] - runs.start[first]
    is_said = of_invoice | _is_said(runs, first, last)
    long_enough = (length >= SHORTEST_PART) | is_said
    of_a_year = runs.glued[first] & are_words(runs, word_before(runs, first, 1), _PARTS_OF_A_YEAR)
    of_a_year &= (last > first) & (runs.raw.length[first] <= len("12")) & ~of_invoice
    rows = np.flatnonzero(long_enough & ~of_a_year & ~piece.doubtful(first, first))
    first, last = first[rows], last[rows]
    of_advice = number_of_an_advice(runs, first)
    own = are_the_payers_own(runs, first)
    starts, ends = runs.start[first] + piece.sign, runs.end[last] + piece.sign
    return runs.text[first] + piece.text, starts, ends, of_invoice[rows], is_said[rows], of_advice, own


def _is_said(runs: Runs, first: Ints, last: Ints) -> Bools:
    """Of these numbers (first run, last run): the word before the letters they begin with is one for an invoice
    (`Rechnung R-1269`); or the text holds nothing else (`HO-17`), begins with it (`4711 danke`, `47/26 Logo`) or says
    its day (`4711 vom 17.01.`); or it has an invoice's letter (`R-4711`)."""
    before = word_before(runs, first, 1)
    begins = (before >= 0) & (runs.glued[first] | (runs.raw.length[before] == 1))
    begins &= runs.raw.length[before] <= _LONGEST_PREFIX
    answer: Bools = begins & number_of_an_invoice(runs, np.where(begins, before, first))
    answer |= _is_alone(runs, first, last) | _is_lettered(runs, first) | _begins_a_text(runs, first, last)
    others = np.flatnonzero(~answer & (runs.end[last] - runs.start[first] >= _FEWEST_ALONE))
    ends = runs.end[last[others]].tolist()
    answer[others] = [_OF_A_DAY.match(runs.joined, end) is not None for end in ends]
    return answer


def _is_alone(runs: Runs, first: Ints, last: Ints) -> Bools:
    """In their text is nothing else but a few letters on either side; of two digits there must be some."""
    opening, closing = runs.first[runs.text[first]], runs.first[runs.text[first] + 1] - 1
    short = ~runs.digits & (runs.raw.length <= _LONGEST_PREFIX)
    before = (first == opening) | ((first == opening + 1) & short[opening] & ~are_words(runs, opening, _DATED))
    behind = (last == closing) | ((last == closing - 1) & short[closing])
    length = runs.end[last] - runs.start[first]
    answer: Bools = before & behind & (length >= np.where(opening < first, _FEWEST_ALONE, SHORTEST_PART))
    return answer


def _is_lettered(runs: Runs, first: Ints) -> Bools:
    """The letters of an invoice are glued to enough digits."""
    letters = word_before(runs, first, 1)
    marked = (runs.start[first] > runs.end[letters]).astype(np.int64)
    enough = runs.glued[first] & (runs.raw.length[first] + marked >= _FEWEST_GLUED)
    answer: Bools = enough & are_words(runs, letters, _OF_INVOICES)
    return answer & ~runs.glued[np.maximum(letters, 0)]


def _begins_a_text(runs: Runs, first: Ints, last: Ints) -> Bools:
    """Or what is said to be paid; and nothing behind it is counted, as flyers are, or called so, as towns are; or it
    has its year."""
    answer: Bools = first == runs.first[runs.text[first]]
    answer |= ~runs.glued[first] & are_words(runs, word_before(runs, first, 1), _PAYING)
    rows = np.flatnonzero(answer)
    spans = zip(runs.start[first[rows]].tolist(), runs.end[last[rows]].tolist(), strict=True)
    answer[rows] = [_is_one(runs.joined, start, end) for start, end in spans]
    return answer


def _is_one(joined: str, start: int, end: int) -> bool:
    """`47/26` is a sequence and its year, `03/26` a month, `25/26` a season, `2/3` a part."""
    if dated := _OF_A_YEAR.fullmatch(joined, start, end):
        return int(dated[1]) > _LAST_MONTH and int(dated[1]) + 1 != int(dated[2])
    enough = end - start >= SHORTEST_PART and joined[start:end].isdigit()
    return enough and ENDS_A_NUMBER.match(joined, end) is not None and not _ROUND.match(joined, start)


def _tokens(runs: Runs) -> tuple[Ints, Ints]:
    """(first run, last run) of digits with nothing but marks between them."""
    goes_on = _goes_on(runs)
    first = np.flatnonzero(runs.digits & ~np.concatenate(([False], goes_on))[: len(runs.text)])
    last = np.flatnonzero(runs.digits & ~np.concatenate((goes_on, [False]))[: len(runs.text)])
    return first, last


def _goes_on(runs: Runs) -> Bools:
    """Whether run i + 1 belongs to the number of run i; one row less than there are runs."""
    both: Bools = runs.digits[1:] & runs.digits[:-1] & (runs.text[1:] == runs.text[:-1])
    places = np.flatnonzero(both)
    gaps = zip(runs.end[places].tolist(), runs.start[places + 1].tolist(), strict=True)
    both[places] = [_MARKS.fullmatch(runs.joined, end, start) is not None for end, start in gaps]
    return both


def _is_foreign(token: str, numbers: Sequence[str], shortest: int) -> bool:
    """Long enough to be a reference, no month, and neither part of a known number nor around one."""
    digits = only_digits(token)
    zero = 1 if token.startswith("0") else 0  # however many there are: `060` in a list of short numbers
    if not digits or len(digits) + zero < shortest or _MONTH.fullmatch(token):
        return False
    known = [one for one in map(only_digits, numbers) if one]
    if _is_year_and_number(token, known):
        return False
    if len(digits) == 1:  # it is somewhere in most numbers
        return not any(re.search(rf"(?<![1-9]){digits}(?![0-9])", number) for number in numbers)
    return not any(digits in number or number in digits for number in known)


def _is_year_and_number(token: str, known: Sequence[str]) -> bool:
    """`98/26`, `98/2026`, of RE-2026-0098."""
    pieces = [piece for piece in map(only_digits, _MARKS.split(token)) if piece]
    if len(pieces) < 2 or sum(len(piece) for piece in pieces if not _YEAR.fullmatch(piece)) >= SHORTEST:
        return False
    return any(number.endswith(tuple(pieces)) and all(one in number for one in pieces) for number in known)


def only_digits(text: str) -> str:
    """Without leading zeros."""
    return "".join(filter(str.isdigit, text)).lstrip("0")
