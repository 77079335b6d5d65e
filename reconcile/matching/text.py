"""Folding of names and references: once per record, never per pair.

Names: NFKC, case, umlauts three ways (ü = ue = u, ß = ss = s), legal forms of DE, AT and CH dropped.
Numbers: text is cut into runs of letters and runs of digits; 1 to 4 neighbouring runs joined are a *key*. Runs are
maximal, so a key can never be found inside a longer number; a shorter hit inside a longer one is dropped.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "þ": "th", "ð": "d", "ı": "i"})
_THREE_WAYS = re.compile("ae|oe|ue|ss")
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"[0-9]+|[^\W\d_]+")


def plain(text: str) -> str:
    """Compatibility forms, case and accents folded: `Ⅻ Größe` → `xii grosse`."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return text.translate(_PLAIN)


def fold(text: str) -> str:
    """`plain`, and umlauts three ways: `Müller`, `Mueller` and `Muller` become one; so do ß, ss and s."""
    return _THREE_WAYS.sub(lambda match: match.group()[0], plain(text))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# ---------------------------------------------------------------------------------------------------------- names

#: After folding; single letters are joined first, so `G.m.b.H.`, `e. K.` and `e.U.` are found as well.
LEGAL_FORMS = _set(
    "gmbh mbh gesmbh ggmbh ag kg kgaa ohg og gbr ug ek ekfm ekfr eu ev eg egen se keg co cie sarl sa sagl "
    "haftungsbeschrankt ltd inc llc bv"
)
_PHRASES = re.compile(r"\b(?:gesellschaft mit beschrankter haftung|aktiengesellschaft|eingetragener verein)\b")
_CONNECTIVES = _set("und u and et the der die das firma fa herr frau")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a folded name that identify it; never empty when the name has a word at all."""
    words = _joined_initials(_WORD.findall(_PHRASES.sub(" ", fold(name))))
    kept = tuple(word for word in words if word not in LEGAL_FORMS and word not in _CONNECTIVES)
    return kept or tuple(words)


def fold_name(name: str) -> str:
    """`Müller & Söhne GmbH & Co. KG` → `muller sohne`."""
    return " ".join(name_words(name))


def _joined_initials(words: Iterable[str]) -> list[str]:
    joined: list[str] = []
    open_initials = False
    for word in words:
        single = len(word) == 1 and word.isalpha()
        if single and open_initials:
            joined[-1] += word
        else:
            joined.append(word)
        open_initials = single
    return joined


# ------------------------------------------------------------------------------------------------------ references

_NOT_ALNUM = re.compile(r"[\W_]+")
_PROVIDED_NOTHING = frozenset(("", "notprovided", "nonref", "notavailable", "none"))


def squeeze(text: str) -> str:
    """Letters and digits only, folded: how references are compared. A placeholder (`NOTPROVIDED`) is nothing."""
    squeezed = _NOT_ALNUM.sub("", plain(text))
    return "" if squeezed in _PROVIDED_NOTHING else squeezed


def reference_keys(reference: str) -> tuple[str, ...]:
    """A structured reference and its payload without check digits: RF (ISO 11649), 27 digits QRR/ISR, 12 digits OGM."""
    whole = squeeze(reference)
    if not whole:
        return ()
    payload = ""
    if re.fullmatch(r"rf[0-9]{2}[a-z0-9]+", whole):
        payload = whole[4:]
    elif re.fullmatch(r"[0-9]{27}", whole):
        payload = whole[:-1]
    elif re.fullmatch(r"[0-9]{12}", whole):
        payload = whole[:-2]
    stripped = payload.lstrip("0")
    return (whole, stripped) if len(stripped) >= MIN_REFERENCE else (whole,)


MIN_REFERENCE = 4  #: a shorter payload says too little to be a structured reference

# ---------------------------------------------------------------------------------------------------------- numbers


class Strength(IntEnum):
    """How much of an invoice number a key carries. The order is the strength."""

    NONE = 0
    WEAK = 1  #: a bare sequence or a very short number: counts only beside the party or the exact amount
    REFERENCE = 2  #: another text of the document a payer may quote: PO number, external id
    SEQUENCE = 3  #: prefix and sequence without the year, or only four or five digits
    DIGITS = 4  #: all digits, the letters missing
    WHOLE = 5  #: the whole number


NAMED = Strength.REFERENCE  #: from this strength on, the text names the document


class Run(NamedTuple):
    text: str
    digits: bool
    start: int
    end: int
    glued: bool  #: no blank between this run and the one before


def cut(text: str) -> list[Run]:
    """`RE-2025-00123` → `re`, `2025`, `00123`."""
    runs: list[Run] = []
    end = -9
    for match in _RUN.finditer(text):
        gap = text[end : match.start()] if end >= 0 else " "
        piece = match.group()
        runs.append(Run(piece, piece[0].isdigit(), match.start(), match.end(), len(gap) <= 1 and not gap.isspace()))
        end = match.end()
    return runs


def _stripped(run: Run) -> str:
    return (run.text.lstrip("0") or "0") if run.digits else run.text


def number_keys(number: str) -> dict[str, Strength]:
    """Every key under which an invoice number may be quoted, with its strength; empty for a number without digits."""
    runs = cut(plain(number))
    digit_runs = [run for run in runs if run.digits]
    if not digit_runs:
        return {}
    lettered = len(digit_runs) < len(runs)
    last = _stripped(digit_runs[-1])
    digits = "".join(_stripped(run) for run in digit_runs)
    keys: dict[str, Strength] = {}
    whole = _of_whole(digits, lettered=lettered)
    _offer(keys, ("".join(run.text for run in runs), "".join(map(_stripped, runs))), whole)
    _offer(keys, ("".join(run.text for run in digit_runs), digits), min(Strength.DIGITS, _of_digits(digits)))
    if len(digit_runs) > 1:
        _offer(keys, (last,), Strength.WEAK if len(last) > 1 else Strength.NONE)
        if not runs[0].digits:
            _offer(keys, (runs[0].text + last,), Strength.SEQUENCE if len(last) > 2 else Strength.WEAK)
    return keys


def text_keys(reference: str) -> dict[str, Strength]:
    """Keys of a further text of the document: only as a whole, and only with four digits or more."""
    runs = cut(plain(reference))
    if sum(len(run.text) for run in runs if run.digits) < 4:
        return {}
    keys: dict[str, Strength] = {}
    _offer(keys, ("".join(run.text for run in runs), "".join(map(_stripped, runs))), Strength.REFERENCE)
    return keys


def _offer(keys: dict[str, Strength], texts: Iterable[str], strength: Strength) -> None:
    for text in texts:
        if strength > keys.get(text, Strength.NONE):
            keys[text] = strength


def _of_digits(digits: str) -> Strength:
    """How much bare digits say: six or more nearly all, fewer than four or a year nearly nothing."""
    if len(digits) >= 6:
        return Strength.WHOLE
    is_year = len(digits) == 4 and digits[:2] in ("19", "20")
    return Strength.WEAK if len(digits) < 4 or is_year else Strength.SEQUENCE


def _of_whole(digits: str, *, lettered: bool) -> Strength:
    if not lettered:
        return _of_digits(digits)
    return Strength.WHOLE if len(digits) >= 3 else Strength.WEAK


# ---------------------------------------------------------------------------------- numbers found in a payer's text

_IBAN = re.compile(r"\b[a-z]{2}[0-9]{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b")
_DATE_OR_AMOUNT = re.compile(
    r"\b[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})?(?![0-9])"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9]{2}(?:[.:]?[0-9]{2}){0,2})?(?![0-9])"
    r"|\b(?:eur|chf|usd|gbp|€)\s?[0-9.,']+|\b[0-9.,']*[0-9][.,][0-9]{2}\s?(?:eur|chf|usd|gbp|€)"
)
#: A number after one of these words is not the number of an invoice; folded.
_OTHER_NUMBERS = re.compile(
    r"(?:kunden?|kd|kto|konto|blz|bic|mandats?|mref|cred|vertrags?|auftrags?|bestell|bestellungs?|tel|telefon|fax"
    r"|steur|ust|customer|contract|order|client|account)(?:nr|no|num|nummer|number|id|ref|referenz)?"
)
_NUMBER_WORDS = _set("nr no num nummer number id")


class PayerText:
    """One text a payer wrote, cut once; account numbers in it are blanked out."""

    __slots__ = ("_folded", "_runs", "_soft")

    def __init__(self, text: str) -> None:
        self._folded = _without_ibans(plain(text))
        self._runs = cut(self._folded)
        self._soft: list[tuple[int, int]] | None = None

    def keys(self, longest: int) -> Iterator[tuple[str, int, int]]:
        """(key, first run, last run): 1 to `longest` neighbouring runs with a digit, raw and with zeros stripped."""
        for first in range(len(self._runs)):
            raw = bare = ""
            any_digits = False
            for last in range(first, min(first + longest, len(self._runs))):
                run = self._runs[last]
                any_digits = any_digits or run.digits
                raw, bare = raw + run.text, bare + _stripped(run)
                if any_digits:
                    yield raw, first, last
                    if bare != raw:
                        yield bare, first, last

    def goes_on_left(self, first: int) -> bool:
        return self._glued(first - 1, first)

    def goes_on_right(self, last: int) -> bool:
        return self._glued(last, last + 1)

    def is_doubtful(self, first: int, last: int) -> bool:
        """The hit lies in a date or an amount, or follows a word like `Kundennummer`."""
        start, end = self._runs[first].start, self._runs[last].end
        return any(start >= left and end <= right for left, right in self._dates()) or self._is_another_number(first)

    def _glued(self, left: int, right: int) -> bool:
        """Digits next to digits with only a mark between them: the number goes on."""
        if left < 0 or right >= len(self._runs):
            return False
        return self._runs[left].digits and self._runs[right].digits and self._runs[right].glued

    def _dates(self) -> list[tuple[int, int]]:
        if self._soft is None:
            self._soft = [match.span() for match in _DATE_OR_AMOUNT.finditer(self._folded)]
        return self._soft

    def _is_another_number(self, first: int) -> bool:
        if not self._runs[first].digits:
            return False
        before = [run.text for run in self._runs[max(0, first - 2) : first] if not run.digits]
        if before and before[-1] in _NUMBER_WORDS:
            before = before[:-1]
        return bool(before) and _OTHER_NUMBERS.fullmatch(fold(before[-1])) is not None


def _without_ibans(folded: str) -> str:
    return _IBAN.sub(lambda match: " | " if _is_iban(match.group()) else match.group(), folded)


def _is_iban(text: str) -> bool:
    """ISO 13616 check digits, modulo 97; only to look away from account numbers, never to accept one."""
    squeezed = text.replace(" ", "")
    rearranged = squeezed[4:] + squeezed[:4]
    return int("".join(str(int(char, 36)) for char in rearranged)) % 97 == 1
