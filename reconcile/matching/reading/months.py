"""Months in folded text, written one way: `02/2026`, `2026-02`, `Feb. 2026`, `01.02.-28.02.2026` and `February 2026`
are `februar 2026`.

Titles of documents and texts of payers say which month is paid for, rarely in the same form.
"""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum

from reconcile.matching.reading.text import fold


class Month(IntEnum):
    """What the months a text says mean for a document, or what it counts: which of several of the same is meant."""

    NOTHING = 0
    SAID = 1  #: the title's
    DATED = 2  #: that of its date, where the title has none
    ANOTHER = 3
    COUNTED = 4  #: as the title does: `2. Rate`
    OTHERWISE = 5


#: Folded: the first form is the one that is kept. The last ones are words of their own, or names: `Jan`.
_FORMS = (
    ("januar", "janner", "january", "janvier", "gennaio", "jan"),
    ("februar", "feber", "february", "fevrier", "febbraio", "febr", "feb"),
    ("marz", "march", "mars", "marzo", "mrz", "mar"),
    ("april", "avril", "aprile", "apr"),
    ("mai", "may", "maggio"),
    ("juni", "june", "juin", "giugno", "jun"),
    ("juli", "july", "juillet", "luglio", "jul"),
    ("august", "aout", "agosto", "aug"),
    ("september", "septembre", "settembre", "sept", "sep"),
    ("oktober", "october", "octobre", "ottobre", "okt", "oct"),
    ("november", "novembre", "nov"),
    ("dezember", "december", "decembre", "dicembre", "dez", "dec"),
)
MONTHS = frozenset(forms[0] for forms in _FORMS)
#: (word, number), as `numbered_in` says them → the months of that part of a year.
MONTHS_OF_PARTS = {
    (word, str(number + 1)): frozenset(forms[0] for forms in _FORMS[number * length : (number + 1) * length])
    for word, length in (("quartal", 3), ("halbjahr", 6))
    for number in range(len(_FORMS) // length)
}
_OF_WORD = {form: forms[0] for forms in _FORMS for form in forms}
_NUMBER_OF = {form: number for number, forms in enumerate(_FORMS, 1) for form in forms}
_SHORT = sorted(form for form in _OF_WORD if form not in MONTHS and len(form) <= 4)
_LONG = sorted(form for form in _OF_WORD if form not in MONTHS and len(form) > 4)
_LAST_DAYS = ((31,), (28, 29), (31,), (30,), (31,), (30,), (31,), (31,), (30,), (31,), (30,), (31,))
_ANY = "|".join(sorted(_OF_WORD, key=len, reverse=True))
#: Several in a row, a short one has no full stop then: `Jan-Mrz`, `Jan, Feb und Mrz`.
_ROW = rf"(?:{_ANY})(?:(?: ?[-–/+,&] ?| (?:bis|und|u\.) )(?:{_ANY}))+(?![a-z])"
#: A short form has a full stop, a number or the end behind it. No part of a date or of a longer number.
_MONTH = re.compile(
    rf"(?<![a-z0-9])(?:(?P<word>{_ROW}|(?:{'|'.join(_LONG)})(?![a-z0-9])"
    rf"|(?:{'|'.join(_SHORT)})(?=\.|[ /'-]*[0-9]|[ ]*$))"
    r"|(?<![a-z0-9][./-])(?P<month>0?[1-9]|1[0-2])"
    r"(?:(?:[./-]|/ )(?P<year>20[0-9]{2})|/(?P<short>2[0-9])(?<=[0-9]{2}/[0-9]{2}))(?![0-9]|[./-][0-9])"
    r"|0?1\.(?P<span>0?[1-9]|1[0-2])\.(?:(?:20)?(?P<from>[0-9]{2}))? ?(?:[-–]|bis) ?(?P<day>2[89]|3[01])\.(?P=span)\."
    r"(?:(?:20)?(?P<of>[0-9]{2}))?(?![0-9])"
    r"|(?<![a-z][./-])(?P<iso>20[0-9]{2})-(?P<last>0[1-9]|1[0-2])(?![0-9]|[./-][0-9]))",
    re.MULTILINE,
)
_LETTERS = re.compile("[a-z]+")
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS))})\b")
MONTH_WORDS = frozenset(_OF_WORD)  #: folded
_NAMES = "|".join(sorted(MONTH_WORDS))
_IN_DIGITS = r"[0-9]{1,2}(?:[/.-]|/ )[0-9]{2,4}"
_NO_MONTH = re.compile(
    rf"\b(?:[0-9]{{1,2}}\.?|[ivxl]{{2,}}) ?(?:{_NAMES})\b|\b(?:{_NAMES})-(?!(?:{_NAMES})(?![a-z]))[a-z]"
    r"|\b(?:herrn?|frau|fam|familie|dr|prof|ab|seit)\b\.? ?"
    rf"(?:{_IN_DIGITS}|(?:[a-z]+ )?(?:{_NAMES})\b)"
    r"|\b(?:debitk|kreditk|karten?)[a-z]*[. ]*(?:[0-9]{1,2} )?20[0-9]{2}-[0-9]{2}\b"  # until when the card is good
)


def spelled(folded: str) -> str:
    """One text, or one a line."""
    return _MONTH.sub(_one_way, folded)


def _one_way(match: re.Match[str]) -> str:
    if match["word"]:
        is_glued = match.string[match.end() : match.end() + 1].isdigit()  # `Mrz26`
        words = _LETTERS.sub(lambda one: _OF_WORD.get(one.group(), one.group()), match["word"])
        return f"{words}{' ' if is_glued else ''}"
    if match["span"] and not _is_whole_month(match):
        return match.group()
    month = _FORMS[int(match["month"] or match["last"] or match["span"]) - 1][0]
    short = match["short"] or match["of"] or match["from"]
    year = match["year"] or match["iso"] or (f"20{short}" if short else "")
    return f"{month} {year}".rstrip()


def _is_whole_month(match: re.Match[str]) -> bool:
    """To its last day, and of one year."""
    first, last = match["from"] or match["of"], match["of"] or match["from"]
    return first == last and int(match["day"]) in _LAST_DAYS[int(match["span"]) - 1]


def number_of_month(word: str) -> int:
    """1 to 12; 0 for another word."""
    return _NUMBER_OF.get(fold(word), 0)


def month_called(number: int) -> str:
    """Of 1 to 12, as it is spelled."""
    return _FORMS[number - 1][0]


#: Before a month it is that of the payment, behind it nothing: `Zahllauf 03/2026`, `Dauerauftrag März`.
_OF_PAYMENT = re.compile(
    rf"\b(?:zahl(?!ung fur)[a-z]*|daurauftrag|uberweisung[a-z]*|payment|paiement|virement|pagamento|bonifico)\b"
    rf"[ .:,]*(?:im |in |vom |fur |for )?(?:{_IN_DIGITS}|(?:{_NAMES})\b)"
)


def month_of(day: date, later: int = 0) -> str:
    """The day's month, or so many later."""
    return _FORMS[(day.month - 1 + later) % len(_FORMS)][0]


#: Between two months, with the year of the first one: these and all between them are meant.
_THROUGH = re.compile(
    rf"\b({'|'.join(sorted(MONTHS))})(?: '?(?:20)?[0-9]{{2}})?\.? ?(?:[-–]|bis(?: zum)?|to|through|au?|al) ?(?=[a-z])"
)


def without_other_months(folded: str) -> str:
    """The text without the months of dates, streets, people, of payments and of what began then."""
    return _OF_PAYMENT.sub(" ", _NO_MONTH.sub(" ", folded))


def months_said(folded: str) -> frozenset[str]:
    """Without those of dates, streets, people, of payments and of what began then; of `Januar bis März` the month
    between them as well."""
    text = spelled(without_other_months(folded))
    found = list(dict.fromkeys(_SAID.findall(text)))
    if len(found) == 2 and (from_to := _THROUGH.search(text)) and from_to.group(1) == found[0]:
        first, last = (_NUMBER_OF[month] - 1 for month in found)
        return frozenset(_FORMS[(first + later) % len(_FORMS)][0] for later in range((last - first) % len(_FORMS) + 1))
    return frozenset(found)
