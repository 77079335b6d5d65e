"""Words before numbers: they say whether a number is an invoice's, or whose else it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from reconcile.matching.reading.invoice_words import INVOICE_WORDS
from reconcile.matching.reading.joins import are_in
from reconcile.matching.reading.runs import Bools, Hashes, Ints, Runs, cut
from reconcile.matching.reading.text import fold

#: Between a word that says whose number it is and the number.
NUMBER_WORDS = ("nr", "no", "n", "num", "nummer", "number", "id")
#: A number after one of these words is not the number of an invoice; folded.
_OTHER_NUMBERS = re.compile(
    r"(?:kunden?|kd|kto|konto|blz|bic|mandats?|mref|cred|vertrags?|auftrags?|bestell|bestellungs?|tel|telefon|fax"
    r"|steur|ust|customer|contract|order|client|account|debitor|debitoren|kreditor|kreditoren|debtor|creditor|mieter"
    r"|mitglieds?|versicherungs?|policen?|objekt|wohnungs?|filiale|filial|markt|liegenschafts?|kostenstelle|zahler"
    r"|angebots?|anbots?|lieferscheins?|bestellungen|auftrage|vertragskonto|lieferanten?|lief|kred|kst|kostenst|sachkonto|whg"
    r"|cust|vendor|supplier|acct|cliente|mandant(?:en)?|uid|vat|identifikations|hrb|hra)"
    r"(?:nr|no|num|nummer|number|id|ref|referenz)?|knr"
)

#: Folded: what is the payer's own. Of other words, and of misspelled ones, a number may be an invoice's.
_OWN_NUMBERS = re.compile(
    r"(?:kasen|buchungs|akten|geschafts|kenn)zeichen"
    r"|(?:personal|ausweis|schaden|mitglieds|serien|teilnehmer|matrikel|versicherten|sozialversicherungs|renten|betriebs|haushalts"
    r"|inventar|zahler|zimmer|tisch)(?:nr|nummern?)"
)


def number_of_something_else(runs: Runs) -> Bools:
    """Of every run of digits: one of the two runs before it, and before the letters it begins with (`Kunde K-10359`),
    is a word like `Kundennummer`. What begins with letters itself is not asked."""
    answer = np.zeros(len(runs.text), dtype=bool)
    first = np.flatnonzero(runs.digits)
    number = np.where(_begins_lettered(runs, first), first - 1, first)
    near, far = word_before(runs, number, 1), word_before(runs, number, 2)
    word = np.where(near >= 0, near, far)
    numbering = are_words(runs, word, NUMBERING)
    word = np.where(numbering, np.where(near >= 0, far, -1), word)
    answer[first] = say(says_other, runs, word)
    return answer


def number_of_an_invoice(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for an invoice, or for its number (`Rechnung Nr. 42`)."""
    return numbered_by(runs, first, INVOICE_KEYS)


def number_of_an_advice(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for the payer's own advice, or for its run of payments."""
    return numbered_by(runs, first, _ADVICES)


def number_of_another_paper(runs: Runs, first: Ints) -> Bools:
    """Of these runs of digits: the word before is one for an offer, a delivery, a case, or says whose number follows;
    what it numbers is no invoice, though it may be known to nobody. What begins with letters itself is not asked."""
    near, far = word_before(runs, first, 1), word_before(runs, first, 2)
    glued = runs.glued[first] & are_words(runs, near, _PAPERS_GLUED)
    numbers = say(_numbers_something, runs, np.where(are_words(runs, near, NUMBERING), far, near))
    return runs.digits[first] & (numbered_by(runs, first, _PAPERS) | glued | numbers)


def numbered_by(runs: Runs, first: Ints, words: Hashes) -> Bools:
    """One of the words stands before each of these runs, or before a word for a number."""
    near, far = word_before(runs, first, 1), word_before(runs, first, 2)
    answer: Bools = are_words(runs, near, words) | (are_words(runs, near, NUMBERING) & are_words(runs, far, words))
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


NUMBERING = keys_of_words(*NUMBER_WORDS)
#: Before a few digits they are hardly the letters of an invoice's number: countries, weeks, customers, flats.
NO_LETTERS = frozenset(
    (
        "at", "be", "ch", "cz", "de", "dk", "es", "eu", "fr", "gb", "hu", "it", "li", "lu", "nl", "pl", "se", "si",
        "sk", "uk", "us", "kd", "kn", "id", "nr", "no", "kw", "we", "wg", "tg", "top",
    )
)  # fmt: skip
INVOICE_KEYS = keys_of_words(*INVOICE_WORDS)
_OF_PAPERS = (
    "ab", "ang", "angeb", "kv", "ls", "pf", "projekt", "projektnr", "proj", "vorgang",
    "vorgangsnr", "akte", "aktenzeichen", "az", "schaden", "schadennr", "avis", "lauf", "zahllauf", "fil", "obj",
    "zimmer", "raum", "karte", "bon", "kasse", "abo", "artikel", "art", "charge", "ticket", "gutschein", "tan",
    "offerte", "offertennr", "proforma", "mahnung", "payout", "auszahlung", "job", "quote", "unit", "room", "commande",
    "devis", "dossier", "contrat", "ordine", "contratto", "pratica", "kostenvoranschlag", "kostenvoranschlags",
    "kostenvoranschlagnr", "auftragsbestätigung", "auftragsbestaetigung", "auftragsbest", "bestellbestätigung",
    "bestellbestaetigung", "preventivo", "quotation", "estimate", "offre",
    "kundenkonto", "werbekonto", "buchungskonto", "beitragskonto", "beitragsnummer", "beitragsnr", "vers", "versnr",
    "vsnr", "berater", "beraternr", "ekp", "ordnungsbegriff", "geschäftspartner", "geschaeftspartner", "gp", "partner",
    "partnernr", "vk", "vkto", "zählpunkt", "zaehlpunkt", "marktlokation", "malo", "lieferstelle", "verbrauchsstelle",
    "abnahmestelle", "rufnummer", "anschluss", "abonnement", "lizenz", "domain", "server", "depot",
)  # fmt: skip
_PAPERS = keys_of_words(*_OF_PAPERS)
OF_ADVICES = (
    "avis", "avisnr", "avisnummer", "zahlungsavis", "zahllauf", "zahllaufnr", "zahlungslauf", "zahlungslaufnr"
)  # fmt: skip
_ADVICES = keys_of_words(*OF_ADVICES)
_INVOICE_FOLDED, _PAPERS_FOLDED = frozenset(map(fold, INVOICE_WORDS)), frozenset(map(fold, _OF_PAPERS))
#: `AN-2026-0098`, but `Zahlung an 2026-0098`.
_PAPERS_GLUED = keys_of_words("an")
#: Numbers of customers and debtors begin so; `RE-88123` behind `Auftrag` is an invoice all the same.
_OF_CUSTOMERS = keys_of_words("k", "c", "d")


def say(what: Callable[[str], bool], runs: Runs, rows: Ints) -> Bools:
    """Whether the word at each row (−1: none) says that; each distinct word is asked once."""
    answer = rows >= 0
    asked = rows[answer]
    _, first, place = np.unique(runs.raw.hash[asked], return_index=True, return_inverse=True)
    answer[answer] = np.array(list(map(what, runs.words(asked[first]))), dtype=bool)[place]
    return answer
