"""Few digits among other words: a time, a postcode, an order has them too. Whose number they are, a word says."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reconcile.matching.reading.number_words import NUMBER_WORDS
from reconcile.matching.reading.text import fold, squeeze, words_like, words_of
from reconcile.matching.reading.unread import only_digits

_LETTERS = re.compile(r"[a-z]+")
_DIGITS = re.compile(r"[0-9]+")
_SHORTEST_WORD = 3
#: Longer numbers, as written, are seldom anything else.
_LONGEST = 5
#: Beside a number they say no more than that something is paid.
_OF_PAYING = words_like(
    "zahl", "bezahl", "überweis", "begleich", "ausgleich", "dank", "vielen", "gruss", "freundlich",
    "ihre", "unser", "für", "von", "vom", "und", "the", "your", "for", "thank", "payment",
    "paiement", "pagamento", "merci", "grazie", "rest", "saldo", "solde", "betrag", "eur", "chf", "online", "sepa",
    "svwz", "eref", "gmbh", "dated", "datum", "per", "bitte", "laut", "rate", "teil", "anzahl", "abschlag", "akonto",
    "conto", "acompte", "acconto", "vorschuss", "instal", "tranche", "part",
)  # fmt: skip


def may_be_stray(text: str, number: str, paid: str, of_invoices: Iterable[str], names: Iterable[str]) -> bool:
    """The text does not say that these few digits are an invoice's: by a word for one before them (`of_invoices`: what
    stands behind such words), by the number's own letters, or by nothing else it says but who pays (`names`). `paid`:
    the amount, `1190.00`."""
    written, said = "".join(_DIGITS.findall(number)), fold(text)
    digits, letters = only_digits(number), _LETTERS.findall(fold(number))
    if len(written) > _LONGEST or digits not in only_digits(text):
        return False  # it stands elsewhere: in a reference
    if any(_is_of(token, digits) for token in of_invoices) or (letters and squeeze(number) in squeeze(text)):
        return False
    if letters and re.search(rf"\b{letters[0]}[^a-z0-9]{{0,3}}[0-9]", said):
        return False
    known = {*NUMBER_WORDS, *letters}.union(*map(words_of, names))
    words = {word for word in _LETTERS.findall(said) if len(word) >= _SHORTEST_WORD} - known
    return paid.startswith(f"{digits}.") or not all(_OF_PAYING.match(word) for word in words)


def _is_of(token: str, digits: str) -> bool:
    found = only_digits(token)
    return bool(found) and (found in digits or digits in found)
