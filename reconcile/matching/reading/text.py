"""Folding of names and references: once per record, never per pair.

NFKC, case, umlauts three ways (ü = ue = u, ß = ss = s); of names the legal forms of DE, AT and CH are dropped. How
numbers are found in texts stands in `numbers`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from enum import IntEnum
from functools import lru_cache


class _Unaccented(dict[int, str | int | None]):
    """What becomes of a character after decomposition, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]  # type: ignore[return-value]


_PLAIN: dict[str, str | int | None] = {"ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "þ": "th", "ð": "d", "ı": "i"}
_UNACCENTED = _Unaccented(str.maketrans(_PLAIN))
_WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Compatibility forms, case and accents folded: `Ⅻ Größe` → `xii grosse`."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFD", text).translate(_UNACCENTED)


@lru_cache(maxsize=4096)  # one text is asked for many words
def fold(text: str) -> str:
    """`plain`, and umlauts three ways: `Müller`, `Mueller` and `Muller` become one; so do ß, ss and s."""
    return _three_ways(plain(text))


def _three_ways(text: str) -> str:
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")


def words_of(text: str) -> frozenset[str]:
    """Its words and numbers, folded."""
    return frozenset(_WORD.findall(fold(text)))


def words_like(*words: str, whole: bool = False) -> re.Pattern[str]:
    """Finds in folded text what begins with one of these words; `whole`: one of them itself."""
    end = r"\b" if whole else ""
    return re.compile(r"\b(?:" + "|".join(fold(word) for word in words) + ")" + end)


def plain_lines(texts: Sequence[str]) -> str:
    """`plain` of all texts as one, one a line: a line break within a text is a blank."""
    lines = [text.lower() if text.isascii() else plain(text) for text in texts]
    joined = "\n".join(lines)
    broken = joined.count("\n") >= max(len(lines), 1)
    return "\n".join([line.replace("\n", " ") for line in lines]) if broken else joined


def fold_lines(texts: Sequence[str]) -> str:
    """`fold` of all texts as one, one a line."""
    return _three_ways(plain_lines(texts))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# ---------------------------------------------------------------------------------------------------------- names

#: After folding; single letters are joined first, so `G.m.b.H.`, `e. K.` and `e.U.` are found as well.
LEGAL_FORMS = _set(
    "gmbh mbh gesmbh ggmbh ag kg kgaa ohg og gbr ug ek ekfm ekfr eu ev eg egen se keg co cie sarl srl sa sagl "
    "haftungsbeschrankt ltd inc llc bv nv partg partgmbb mbb "
    "aktiengesellschaft kommanditgesellschaft limited incorporated"
)
#: With the dots of a form whose letters alone may be a word: `Day Spa`.
_PHRASES = re.compile(
    r"\b(?:ges(?:ellschaft)?\.? ?(?:m\. ?b\. ?h\b|mbh\b|mit beschrankter haftung\b)"
    r"|gesellschaft burgerlichen rechts\b|offene handelsgesellschaft\b"
    r"|eingetragene(?:r verein|r kaufmann| kauffrau| genosenschaft)\b|e\. ?k(?:fm|fr)\b|s\. ?p\. ?a\b)"
)
#: Whom letters reach the party through, behind its name. `p.A.` and `z.H.` have their dots: `Müller ZH` is in Zürich.
_CARE_OF = re.compile(
    r"[ ,;(-](?:c ?/ ?o|p ?/ ?a|p\. ?a\.|per adrese|z\. ?h\.|z\.? ?hdn?|zu ?handen|attn|att(?=[.:]))(?![a-z0-9])"
)
_CONNECTIVES = _set("und u and et the der die das firma fa herr frau")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a folded name that identify it; never empty when the name has a word at all."""
    folded = fold(name)
    words = _joined_initials(_WORD.findall(_alone(folded)) or _WORD.findall(folded))
    kept = tuple(word for word in words if word not in LEGAL_FORMS and word not in _CONNECTIVES)
    return kept or tuple(words)


def _alone(folded: str) -> str:
    """A folded name without legal forms of several words, and without whom letters reach it through."""
    addition = _CARE_OF.search(folded)
    if addition and _WORD.search(folded, 0, addition.start()):
        folded = folded[: addition.start()]
    if "ges" in folded or "." in folded or "eingetragen" in folded:  # cheaper than to look for phrases in every name
        return _PHRASES.sub(" ", folded)
    return folded


def fold_name(name: str) -> str:
    """`Müller & Söhne GmbH & Co. KG` → `muller sohne`."""
    return " ".join(name_words(name))


def fold_names(names: Sequence[str]) -> list[str]:
    """Each distinct name is folded once."""
    folded = {name: fold_name(name) for name in set(names)}
    return [folded[name] for name in names]


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
    squeezed = _NOT_ALNUM.sub("", plain(text)) if text else ""
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
    SHORT = 2  #: the same, where it may be the number of a document of the payer's (`short_numbers`)
    PRINTED = 3  #: the whole of a number with so few digits, `KB-33`: as good as the next but one where it is said
    REFERENCE = 4  #: another text of the document a payer may quote: PO number, external id
    SEQUENCE = 5  #: prefix and sequence without the year, or only four or five digits
    DIGITS = 6  #: all digits, the letters missing
    WHOLE = 7  #: the whole number


#: From this strength on, the text names the document, whoever pays.
IN_FULL = Strength.REFERENCE
#: The same of a line and a document, the payer known: of short numbers only the payer's own are left.
NAMED = Strength.SHORT
