"""What looks like an invoice number and is none: a date, a time, an amount, an exchange rate."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from reconcile.matching.reading.blanked import MONTH
from reconcile.matching.reading.runs import Bools, Runs
from reconcile.matching.reading.text import plain

_YEAR = r"(?:(?:19|20)[0-9]{2}|[0-9]{2})?(?![0-9])"
_TIME = r"(?:t[0-9]{2}(?:[.:]?[0-9]{2}){0,2})?(?![0-9])"
_DATE_OR_AMOUNT = re.compile(
    rf"\b(?:[1-9]|[0-2][0-9]|3[01])\.{MONTH}\.{_YEAR}|\b[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}"
    r"|\b(?:(?:eur|chf|usd|gbp|€)[ \t]?|s?fr\.[ \t]?(?=[0-9]))[0-9.,']+"
    r"|\b[0-9.,']*[0-9][.,][0-9]{2}[ \t]?(?:eur|chf|usd|gbp|€)"
    r"|(?<![0-9a-z./-])[1-9][0-9]{1,4}[ \t](?:eur|euro|chf|€)(?![a-z]|[ \t:]*[0-9])"
)
_TIME_OF_DAY = re.compile(
    r"(?<![0-9.,:])(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9])?(?![0-9:])|[.:][0-5][0-9](?=[ \t]?uhr\b))"
)
#: Without marks it is a day only where that is said, or the time stands beside it: `DATUM 20260417`, `20260417 14:22`.
_UNMARKED_DAYS = (
    re.compile(r"dat(?:um:?|e) 20[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?![0-9])"),
    re.compile(
        r"20(?<![0-9a-z]20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])(?=[ t](?:[01][0-9]|2[0-3]):[0-5][0-9])"
    ),
)
#: The same dates from their first sign on, and what every amount has: quickly looked for.
_DATES = {
    2: re.compile(rf"\.(?:(?<=\b[1-9]\.)|(?<=\b[0-2][0-9]\.)|(?<=\b3[01]\.)){MONTH}\.{_YEAR}"),
    4: re.compile(rf"-(?<=\b[0-9]{{4}}-)[0-9]{{2}}-[0-9]{{2}}{_TIME}"),
}
#: When a card paid, cut by a line's end: `202 6-11-01T8:50`. The time is quickly looked for, the day before it then.
_CUT_TIME = re.compile(r"t ?[0-2]?[0-9] ?[.:] ?[0-5]")
_CUT_DAY = re.compile(r"\b2 ?0 ?[0-9] ?[0-9] ?- ?[01] ?[0-9] ?- ?[0-3] ?[0-9] ?\Z")
_LONGEST_DAY = 18
_CURRENCY = re.compile(r"eur|chf|usd|gbp|€|fr\. ?(?=[0-9])")
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
    yield from (match.span() for days in _UNMARKED_DAYS for match in days.finditer(text))
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
