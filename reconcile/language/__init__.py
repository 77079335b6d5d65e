"""English words of the core → German for people: one table of patterns, never a guess.

The core speaks English and knows nothing of this. `phrase` finds the sentence in the tables `german_*`; what stands in
none of them stays English, whole, because half a sentence in each language reads like a wrong one. A test collects the
sentences of the core and looks for each of them here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from reconcile.language.german_kanbert import KANBERT
from reconcile.language.german_matching import MATCHING
from reconcile.language.german_posting import POSTING
from reconcile.language.german_review import REVIEW
from reconcile.language.german_words import WORDS
from reconcile.language.german_workbook import WORKBOOK


class Language(StrEnum):
    EN = "en"
    DE = "de"


def phrase(text: str, language: Language) -> str:
    """The sentence in that language; unchanged where the language is English or the table does not know it."""
    if language is Language.EN:
        return text
    known = _german(text)
    return text if known is None else known


def is_known(text: str) -> bool:
    """Does it have German words? Empty text needs none."""
    return not text or _german(text) is not None


def numeral(text: str, language: Language) -> str:
    """A number as the core writes it for people (`1\u202f499.40`), as that language does: in German `1.499,40`."""
    return text if language is Language.EN else text.translate(_GERMAN_MARKS)


_GERMAN_MARKS = str.maketrans({".": ",", "\u202f": "."})


# -------------------------------------------------------------------------------------------------------- placeholders

_DAY = r"\d{4}-\d{2}-\d{2}"
#: What may stand in a placeholder, by the part of its name before `_`. `{said}` is itself a sentence of the tables,
#: `{list}` several between commas; any other name is text that stays as it is: a number, a name, a word of the bank.
_FORMS = {
    "count": r"\d+",
    "amount": "-?\\d[\\d\u202f.]*",
    "day": _DAY,
    "days": f"{_DAY}(?:, {_DAY})*",
    "field": "[a-z_]+",
    "said": ".+",
    "list": ".+",
}
_TEXT = ".*?"


def _form_of(name: str) -> str:
    return name.partition("_")[0]


def _written(name: str, value: str) -> str | None:
    """A value as it stands in a German sentence; None for a nested sentence that has no German."""
    form = _form_of(name)
    if form == "said":
        return _german(value)
    if form == "list":
        return _all_german(value, ", ")
    if form in ("day", "days"):
        return ", ".join(".".join(reversed(day.split("-"))) for day in value.split(", "))
    return numeral(value, Language.DE) if form == "amount" else value


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One line of a table, taken apart."""

    pattern: re.Pattern[str]
    head: str  #: what the English begins with, before the first placeholder
    tail: str
    names: tuple[str, ...]
    german: str
    weight: int  #: letters that must be there: the more, the more special

    def german_of(self, text: str) -> str | None:
        if not (text.startswith(self.head) and text.endswith(self.tail)):
            return None
        match = self.pattern.fullmatch(text)
        if match is None:
            return None
        filled = {name: _written(name, value) for name, value in zip(self.names, match.groups(), strict=True)}
        if None in filled.values():
            return None
        return _PLACEHOLDER.sub(lambda one: filled[one[1]] or "", self.german)


_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def _sentence(english: str, german: str) -> _Sentence:
    pieces = _PLACEHOLDER.split(english)
    literals, names = pieces[0::2], tuple(pieces[1::2])
    assert set(_PLACEHOLDER.findall(german)) <= set(names), f"the German of {english!r} asks for more than there is"
    pattern = re.escape(literals[0])
    for name, literal in zip(names, literals[1:], strict=True):
        pattern += f"({_FORMS.get(_form_of(name), _TEXT)})" + re.escape(literal)
    return _Sentence(re.compile(pattern, re.DOTALL), literals[0], literals[-1], names, german, sum(map(len, literals)))


@cache
def _tables() -> tuple[Mapping[str, str], tuple[_Sentence, ...]]:
    """Sentences without placeholders, and the others: first those that begin with a word of their own, then the most
    special ones."""
    tables = (WORDS, MATCHING, KANBERT, POSTING, REVIEW, WORKBOOK)
    every = {english: german for table in tables for english, german in table.items()}
    assert len(every) == sum(map(len, tables)), "one sentence stands in two tables"
    plain = {english: german for english, german in every.items() if "{" not in english}
    shaped = [_sentence(english, german) for english, german in every.items() if "{" in english]
    return plain, tuple(sorted(shaped, key=lambda one: (not one.head, -one.weight)))


@lru_cache(maxsize=8192)
def _german(text: str) -> str | None:
    """None: not in the tables. A list of sentences (`a; b`) is known when each of them is."""
    plain, shaped = _tables()
    if text in plain:
        return plain[text]
    found = next((german for one in shaped if (german := one.german_of(text)) is not None), None)
    return _all_german(text, "; ") if found is None and "; " in text else found


def _all_german(text: str, between: str) -> str | None:
    parts = [_german(part) for part in text.split(between)]
    known = [part for part in parts if part is not None]
    return between.join(known) if len(known) == len(parts) else None
