"""What looks like an invoice number and is none: an account, a date or an amount, or said to be another number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from reconcile.matching.joins import are_in
from reconcile.matching.runs import Bools, Hashes, Ints, Runs, cut
from reconcile.matching.text import fold, plain

#: What comes first is quickly looked for.
_IBAN = re.compile(r"[a-z][a-z][0-9]{2}(?<=\b[a-z]{2}[0-9]{2})(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})?(?![0-9])"
_TIME = r"(?:t[0-9]{2}(?:[.:]?[0-9]{2}){0,2})?(?![0-9])"
_DATE_OR_AMOUNT = re.compile(
    rf"\b(?:[1-9]|[0-2][0-9]|3[01])\.{_MONTH}\.{_YEAR}|\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}"
    r"|\b(?:(?:eur|chf|usd|gbp|€)[ \t]?|s?fr\.[ \t]?(?=[0-9]))[0-9.,']+"
    r"|\b[0-9.,']*[0-9][.,][0-9]{2}[ \t]?(?:eur|chf|usd|gbp|€)"
)
_TIME_OF_DAY = re.compile(
    r"(?<![0-9.,:])(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9])?(?![0-9:])|[.:][0-5][0-9](?=[ \t]?uhr\b))"
)
#: The same dates from their first sign on, and what every amount has: quickly looked for.
_DATES = {
    2: re.compile(rf"\.(?:(?<=\b[1-9]\.)|(?<=\b[0-2][0-9]\.)|(?<=\b3[01]\.)){_MONTH}\.{_YEAR}"),
    4: re.compile(rf"-(?<=\b[0-9]{{4}}-)[0-9]{{2}}-[0-9]{{2}}{_TIME}"),
}
#: When a card paid, cut by a line's end: `202 6-11-01T8:50`. The time is quickly looked for, the day before it then.
_CUT_TIME = re.compile(r"t ?[0-2]?[0-9] ?[.:] ?[0-5]")
_CUT_DAY = re.compile(r"\b2 ?0 ?[0-9] ?[0-9] ?- ?[01] ?[0-9] ?- ?[0-3] ?[0-9] ?\Z")
_LONGEST_DAY = 18
_CURRENCY = re.compile(r"eur|chf|usd|gbp|€|fr\. ?(?=[0-9])")
#: Behind a number and a slash, its amount or date: `26417/6633,77/272595`, `26417/03.05.2026`. But `2026/0098,99` and
#: `98/26,99/26` are lists.
_OF_A_NUMBER = re.compile(
    r"/(?<=[0-9]/)(?:(?<!20[0-9]{2}/)(?:[1-9][0-9]{0,2}(?:[.'][0-9]{3})+|[1-9][0-9]{2,}),[0-9]{2}"
    rf"|(?:[1-9]|[0-2][0-9]|3[01])\.{_MONTH}\.(?:20)?[0-9]{{2}})(?![0-9])"
)
#: Before an exchange rate, which has decimals: `Kurs 1,0812`, `Wechselkurs: 0.9421`. A `Sprachkurs` has a number.
_RATE_WORDS = ("kurs", "exchange rate", "rate of exchange", "cours", "cambio", "taux de change")
_KINDS_OF_RATES = re.compile(
    r"(?:(?<![a-z])|wechsel|umrechnungs?|umtausch|devisen|tages|mittel|brief|geld|referenz|dis)"
    rf"(?:{'|'.join(_RATE_WORDS)})(?![a-z])"
)
_RATE = re.compile(
    r"[ .:=(]*(?:(?:von|vom|of|de|du|di|zu|at|is|1|[a-z]{3}(?:[ /=-]*[a-z]{3})?)[ :=]+){0,3}"
    r"(?P<rate>[0-9]{1,3}[.,][0-9]{3,8})(?![0-9]|[.,/-][0-9])"
)
_LONGEST_KIND = 12
#: Between a word that says whose number it is and the number.
NUMBER_WORDS = ("nr", "no", "n", "num", "nummer", "number", "id")
#: A number after one of these words is not the number of an invoice; folded.
_OTHER_NUMBERS = re.compile(
    r"(?:kunden?|kd|kto|konto|blz|bic|mandats?|mref|cred|vertrags?|auftrags?|bestell|bestellungs?|tel|telefon|fax"
    r"|steur|ust|customer|contract|order|client|account|debitor|debitoren|kreditor|kreditoren|debtor|creditor|mieter"
    r"|mitglieds?|versicherungs?|policen?|objekt|wohnungs?|filiale|filial|markt|liegenschafts?|kostenstelle|zahler"
    r"|angebots?|anbots?|lieferscheins?|bestellungen|auftrage|vertragskonto|lieferanten?|lief|kred|kst|kostenst|sachkonto|whg"
    r"|cust|vendor|supplier|acct|cliente|mandant(?:en)?|uid|vat|identifikations)"
    r"(?:nr|no|num|nummer|number|id|ref|referenz)?|knr"
)

#: Folded: what is the payer's own. Of other words, and of misspelled ones, a number may be an invoice's.
_OWN_NUMBERS = re.compile(
    r"(?:kasen|buchungs|akten|geschafts|kenn)zeichen"
    r"|(?:personal|ausweis|schaden|mitglieds|serien|teilnehmer|matrikel|versicherten|sozialversicherungs|renten|betriebs|haushalts"
    r"|inventar|zahler|zimmer|tisch)(?:nr|nummern?)"
)


def without_ibans(text: str) -> str:
    """Account numbers blanked out: they are no invoice numbers."""
    return _IBAN.sub(lambda match: _blanked(match.group()) if _is_iban(match.group()) else match.group(), text)


#: Telephone numbers, those for tax, and towns' with a `D-`: written in a form of their own. What comes first is quickly
#: looked for.
_OF_A_FORM = tuple(map(re.compile, (
    r"\+4[139](?<![a-z0-9]\+4[139])[ /(0-9)-]{7,}",
    r"0(?<![0-9]0)(?:1[5-7]|6[5-9]|7[5-9])[0-9]?[ /-][0-9]{6,9}(?![0-9])",
    r"ust[ .-]?id[ .-]?(?:nr)?[ .:-]*[a-z]{2} ?[0-9]{8,11}",
    r"atu ?[0-9]{8}\b",
    r"che[- ]?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}\b",
    r"d-(?<!\wd-)[0-9]{5}(?= [a-z]{3})",
)))  # fmt: skip
#: Behind a street and its house.
_POSTCODE = re.compile(r" [0-9]{5}(?= [a-z]{3})")
_HOUSE = re.compile(r"(?:str(?:as+e)?\.?|weg|platz|alle+|gass?e|ring|damm|postfach) ?[0-9]{1,4} ?[a-z]?,?\Z")
_LONGEST_HOUSE = 20


def without_what_is_of_a_form(text: str) -> str:
    """Telephone numbers, those for tax and postcodes blanked out."""
    for form in _OF_A_FORM:
        text = form.sub(lambda match: _blanked(match.group()), text)
    return _POSTCODE.sub(_without_postcode, text)


def _without_postcode(match: re.Match[str]) -> str:
    before = match.string[max(0, match.start() - _LONGEST_HOUSE) : match.start()]
    return _blanked(match.group()) if _HOUSE.search(before) else match.group()


def without_what_is_of_a_number(text: str) -> str:
    """Amounts and dates behind numbers and a slash blanked out: what stands on either side is not glued to them."""
    return _OF_A_NUMBER.sub(lambda match: _blanked(match.group()), text)


def _blanked(text: str) -> str:
    return " |" + " " * (len(text) - 2)


def _is_iban(text: str) -> bool:
    """ISO 13616 check digits, modulo 97; only to look away from account numbers, never to accept one."""
    squeezed = text.replace(" ", "")
    rearranged = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1


def in_date_or_amount(runs: Runs) -> Bools:
    """Of every run."""
    spans = np.array(sorted(_dates_and_amounts(runs.joined)), dtype=np.int64).reshape(-1, 2)
    if not len(spans):
        return np.zeros(len(runs.start), dtype=bool)
    place = np.searchsorted(spans[:, 0], runs.start, side="right") - 1
    farthest = np.maximum.accumulate(spans[:, 1])
    answer: Bools = (place >= 0) & (runs.end <= farthest[np.maximum(place, 0)])
    return answer


def _dates_and_amounts(text: str) -> Iterator[tuple[int, int]]:
    """Where they are; some come twice."""
    yield from (match.span() for match in _TIME_OF_DAY.finditer(text))
    for time in _CUT_TIME.finditer(text):
        if day := _CUT_DAY.search(text, max(0, time.start() - _LONGEST_DAY), time.start()):
            yield day.start(), time.end()
    for digits, dates in _DATES.items():
        for match in dates.finditer(text):
            yield match.start() - digits, match.end()
    yield from _exchange_rates(text)
    for line in {text.rfind("\n", 0, currency.start()) + 1 for currency in _CURRENCY.finditer(text)}:
        end = text.find("\n", line)
        yield from (match.span() for match in _DATE_OR_AMOUNT.finditer(text, line, end if end >= 0 else len(text)))


def _exchange_rates(text: str) -> Iterator[tuple[int, int]]:
    """Behind the words for them, which are quickly looked for."""
    for word in _RATE_WORDS:
        place = text.find(word)
        while place >= 0:
            end = place + len(word)
            kind = _KINDS_OF_RATES.search(text, max(0, place - _LONGEST_KIND), end + 1)
            if kind and kind.end() == end and (found := _RATE.match(text, end)):
                yield found.span("rate")
            place = text.find(word, end)


def states_a_rate(text: str) -> bool:
    """An exchange rate stands in a payer's text."""
    return any(_exchange_rates(plain(text)))


def number_of_something_else(runs: Runs) -> Bools:
    """Of every run of digits: one of the two runs before it, and before the letters it begins with (`Kunde K-10359`),
    is a word like `Kundennummer`. What begins with letters itself is not asked."""
    answer = np.zeros(len(runs.text), dtype=bool)
    first = np.flatnonzero(runs.digits)
    number = np.where(_begins_lettered(runs, first), first - 1, first)
    near, far = word_before(runs, number, 1), word_before(runs, number, 2)
    word = np.where(near >= 0, near, far)
    numbering = are_words(runs, word, _NUMBERING)
    word = np.where(numbering, np.where(near >= 0, far, -1), word)
    answer[first] = _say(says_other, runs, word)
    return answer


def number_of_an_invoice(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for an invoice, or for its number (`Rechnung Nr. 42`)."""
    return _numbered_by(runs, first, INVOICE_WORDS)


def number_of_an_advice(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for the payer's own advice, or for its run of payments."""
    return _numbered_by(runs, first, _ADVICES)


def number_of_another_paper(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for an offer, a delivery, a case, or says whose number follows;
    what it numbers is no invoice, though it may be known to nobody. What begins with letters itself is not asked."""
    near, far = word_before(runs, first, 1), word_before(runs, first, 2)
    glued = runs.glued[first] & are_words(runs, near, _PAPERS_GLUED)
    numbers = _say(_numbers_something, runs, np.where(are_words(runs, near, _NUMBERING), far, near))
    return runs.digits[first] & (_numbered_by(runs, first, _PAPERS) | glued | numbers)


def number_of_the_payers_own(runs: Runs, first: Ints) -> Bools:
    """The same, and of orders, by which documents may be known. But a reminder has the number of what it reminds of."""
    own = number_of_another_paper(runs, first) | _numbered_by(runs, first, _ORDERS) | _begins_as_its_word(runs, first)
    return own & ~_numbered_by(runs, first, _OF_OURS)


def _begins_as_its_word(runs: Runs, first: Ints) -> Bools:
    """The letters a number begins with are those of the word that says it is another's: `Vertrag V-2024-118`."""
    answer, letters = np.zeros(len(first), dtype=bool), word_before(runs, first, 1)
    rows = np.flatnonzero((letters >= 0) & runs.glued[first] & (runs.raw.length[letters] <= _LONGEST_LETTERS))
    near, far = (word_before(runs, first[rows], distance) for distance in (2, 3))
    word = np.where(are_words(runs, near, _NUMBERING), far, near)
    told = np.flatnonzero(_say(says_other, runs, word))
    pairs = zip(runs.words(word[told]), runs.words(letters[rows[told]]), strict=True)
    answer[rows[told]] = [word.startswith(begins) for word, begins in pairs]
    return answer


def _numbered_by(runs: Runs, first: Ints, words: Hashes) -> Bools:
    """One of the words stands before each of these runs, or before a word for a number."""
    near, far = word_before(runs, first, 1), word_before(runs, first, 2)
    answer: Bools = are_words(runs, near, words) | (are_words(runs, near, _NUMBERING) & are_words(runs, far, words))
    return answer


def _begins_lettered(runs: Runs, first: Ints) -> Bools:
    """The letter of a customer's number directly before the digits."""
    near = word_before(runs, first, 1)
    answer: Bools = (near >= 0) & runs.glued[first]
    answer[answer] = are_in(runs.raw.hash[near[answer]], _OF_CUSTOMERS)
    return answer


@lru_cache(maxsize=65536)
def says_other(word: str) -> bool:
    """Of a word: what follows is the number of a customer, an order, an account."""
    return _OTHER_NUMBERS.fullmatch(fold(word)) is not None


def says_invoice(word: str) -> bool:
    """Of a word: what follows is the number of an invoice."""
    return fold(word) in _INVOICE_FOLDED


def says_another_paper(word: str) -> bool:
    """Of a word: what follows is the number of an offer, a delivery, a case."""
    return fold(word) in _PAPERS_FOLDED or _numbers_something(word)


@lru_cache(maxsize=65536)
def _numbers_something(word: str) -> bool:
    """`Kassenzeichen`, `Personalnr`: of a word that says whose number follows."""
    return _OWN_NUMBERS.fullmatch(fold(word)) is not None


def word_before(runs: Runs, first: Ints, distance: int) -> Ints:
    """The run so far before, where it is letters of the same text; −1 where it is not."""
    before = np.maximum(first - distance, 0)
    usable = (first >= distance) & (runs.text[before] == runs.text[first]) & ~runs.digits[before]
    return np.where(usable, before, -1)


def are_words(runs: Runs, rows: Ints, words: Hashes) -> Bools:
    """Whether the word at each row (−1: none) is one of these (`keys_of_words`)."""
    answer: Bools = are_in(runs.raw.hash[np.maximum(rows, 0)], words) & (rows >= 0)
    return answer


def keys_of_words(*words: str) -> Hashes:
    """Sorted."""
    return np.sort(cut(words).raw.hash)


_NUMBERING = keys_of_words(*NUMBER_WORDS)
#: Before a few digits they are hardly the letters of an invoice's number: countries, weeks, customers, flats.
NO_LETTERS = frozenset(
    (
        "at", "be", "ch", "cz", "de", "dk", "es", "eu", "fr", "gb", "hu", "it", "li", "lu", "nl", "pl", "se", "si",
        "sk", "uk", "us", "kd", "kn", "id", "nr", "no", "kw", "we", "wg", "tg", "top",
    )
)  # fmt: skip
_INVOICE = (
    "re", "rg", "rnr", "rgnr", "renr", "rech", "rechn", "rechnr", "rechnung", "rechnungen", "rechnungs", "rechnungsnr",
    "rechnungsnummer", "rechnungsnummern", "rechnungsno", "invoice", "invoices", "inv", "bill", "faktura", "fakt",
    "facture", "factures", "fact", "fattura", "fatture", "fatt", "honorarnote",
)  # fmt: skip
INVOICE_WORDS = keys_of_words(*_INVOICE)
_OF_PAPERS = (
    "ab", "ang", "angeb", "kv", "ls", "pf", "projekt", "projektnr", "proj", "vorgang",
    "vorgangsnr", "akte", "aktenzeichen", "az", "schaden", "schadennr", "avis", "lauf", "zahllauf", "fil", "obj",
    "zimmer", "raum", "karte", "bon", "kasse", "abo", "artikel", "art", "charge", "ticket", "gutschein", "tan",
    "offerte", "offertennr", "proforma", "mahnung", "payout", "auszahlung", "job", "quote", "unit", "room", "commande",
    "devis", "dossier", "contrat", "ordine", "contratto", "pratica", "kostenvoranschlag", "kostenvoranschlags",
    "kostenvoranschlagnr", "auftragsbestätigung", "auftragsbestaetigung", "auftragsbest", "bestellbestätigung",
    "bestellbestaetigung", "preventivo", "quotation", "estimate", "offre",
)  # fmt: skip
_PAPERS = keys_of_words(*_OF_PAPERS)
_ORDERS = keys_of_words("po", "zeichen", "st")
_OF_ADVICES = (
    "avis", "avisnr", "avisnummer", "zahlungsavis", "zahllauf", "zahllaufnr", "zahlungslauf", "zahlungslaufnr"
)  # fmt: skip
_ADVICES = keys_of_words(*_OF_ADVICES)
#: Papers that may have the number of an invoice of ours, or of one we do not know.
_OF_OURS = keys_of_words(*_OF_ADVICES, "lauf", "mahnung", "proforma", "payout", "auszahlung", "bon", "kasse", "karte")
_INVOICE_FOLDED, _PAPERS_FOLDED = frozenset(map(fold, _INVOICE)), frozenset(map(fold, _OF_PAPERS))
#: `AN-2026-0098`, but `Zahlung an 2026-0098`.
_PAPERS_GLUED = keys_of_words("an")
#: Numbers of customers and debtors begin so; `RE-88123` behind `Auftrag` is an invoice all the same.
_OF_CUSTOMERS = keys_of_words("k", "c", "d")
_LONGEST_LETTERS = 3  #: of another number: `Vertrag V-2024-118`


def _say(what: Callable[[str], bool], runs: Runs, rows: Ints) -> Bools:
    """Whether the word at each row (−1: none) says that; each distinct word is asked once."""
    answer = rows >= 0
    asked = rows[answer]
    _, first, place = np.unique(runs.raw.hash[asked], return_index=True, return_inverse=True)
    answer[answer] = np.array(list(map(what, runs.words(asked[first]))), dtype=bool)[place]
    return answer
