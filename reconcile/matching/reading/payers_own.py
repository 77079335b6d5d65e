"""Numbers that are the payer's own, as the text says: of an order, an offer, a project, a case, a telephone, a flat.

Nobody need ask whose they are, if they are nobody's in the books and not in the form of the document's; who asks,
looks there (`number_verdicts.nothing_unread`). In a text with a word for an invoice they may be one's all the same.
"""

from __future__ import annotations

import re

import numpy as np

from reconcile.matching.reading.number_words import (
    INVOICE_KEYS,
    NUMBERING,
    OF_ADVICES,
    are_words,
    keys_of_words,
    number_of_another_paper,
    numbered_by,
    say,
    says_other,
    word_before,
)
from reconcile.matching.reading.runs import Bools, Ints, Runs

_ORDERS = keys_of_words("po", "st")
#: Papers that may have the number of an invoice of ours, or of one we do not know.
_OF_INVOICES = keys_of_words(
    *OF_ADVICES, "lauf", "mahnung", "proforma", "payout", "auszahlung", "bon", "kasse", "karte"
)
_LONGEST_LETTERS = 3  #: of another number: `Vertrag V-2024-118`
#: Of flats and of what is sold: `WE 04`, `RAL 7016`.
_OF_ELSE = keys_of_words(
    *("top", "we", "whg", "wg", "stg", "tg", "og", "eg", "zi", "ral", "dsl", "din", "iso", "vde", "typ", "tv", "pos")
)
#: Telephones, taxes, towns, `3/2026`; what comes first is quickly looked for.
_FORMS = tuple(map(re.compile, (
    r"\+4[139](?<![a-z0-9]\+4[139])(?:[ /()-]{0,2}[0-9]){7,11}(?![0-9])",
    r"0(?<![0-9/-]0)(?:1[5-7]|6[5-9]|7[5-9])[0-9]?[ /-][0-9]{6,9}(?![0-9])",
    r"ust[ .-]?id[ .-]?(?:nr)?[ .:-]*[a-z]{2} ?[0-9]{8,11}(?![0-9])",
    r"atu(?<!\watu) ?[0-9]{8}(?![0-9])",
    r"che(?<!\wche)[- ]?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}(?![0-9])",
    r"d-(?<!\wd-)[0-9]{5}(?= [a-z]{3})",
    r"[1-9]/(?<![0-9./-][0-9]/)(?:20)?2[0-9](?![0-9]|[./-][0-9])",
)))  # fmt: skip
#: Behind a street and its house.
_POSTCODE = re.compile(r" [0-9]{5}(?= [a-z]{3})")
_HOUSE = re.compile(r"(?:str(?:as+e)?\.?|weg|gass?e|alle+|postfach) ?[0-9]{1,4} ?[a-z]?,?\Z")
_LONGEST_HOUSE = 20


def are_the_payers_own(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: by the words before them, and no word of the text is one for an invoice."""
    own = number_of_another_paper(runs, first) | numbered_by(runs, first, _ORDERS) | _begins_as_its_word(runs, first)
    own |= are_words(runs, word_before(runs, first, 1), _OF_ELSE) | _is_of_a_form(runs, first)
    of_invoices = np.zeros(len(runs.first), dtype=bool)
    of_invoices[runs.text[are_words(runs, np.arange(len(runs.text)), INVOICE_KEYS)]] = True
    answer: Bools = own & ~numbered_by(runs, first, _OF_INVOICES) & ~of_invoices[runs.text[first]]
    return answer


def _begins_as_its_word(runs: Runs, first: Ints) -> Bools:
    """The letters a number begins with are those of the word that says it is another's: `Vertrag V-2024-118`."""
    answer, letters = np.zeros(len(first), dtype=bool), word_before(runs, first, 1)
    rows = np.flatnonzero((letters >= 0) & runs.glued[first] & (runs.raw.length[letters] <= _LONGEST_LETTERS))
    near, far = (word_before(runs, first[rows], distance) for distance in (2, 3))
    word = np.where(are_words(runs, near, NUMBERING), far, near)
    told = np.flatnonzero(say(says_other, runs, word))
    pairs = zip(runs.words(word[told]), runs.words(letters[rows[told]]), strict=True)
    answer[rows[told]] = [word.startswith(begins) for word, begins in pairs]
    return answer


def _is_of_a_form(runs: Runs, first: Ints) -> Bools:
    spans = [match.span() for form in _FORMS for match in form.finditer(runs.joined)]
    spans += [match.span() for match in _POSTCODE.finditer(runs.joined) if _is_behind_a_house(match)]
    if not spans:
        return np.zeros(len(first), dtype=bool)
    start, end = np.array(sorted(spans), dtype=np.int64).T
    place = np.searchsorted(end, runs.start[first], side="right")
    inside = place < len(end)
    answer: Bools = inside & (start[np.minimum(place, len(end) - 1)] < runs.end[first])
    return answer


def _is_behind_a_house(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _LONGEST_HOUSE) : match.start()]
    return _HOUSE.search(before) is not None
