"""One function per signal: the columns of line, item and what links them in, evidence out.

A signal answers with one *level* per pair, the first of its cases that holds; none = "nothing known", which weighs 0.
The decorator's words are the findings a person reads; the weights stand in `rules.JUDGED_WEIGHTS` under the same
names. So one function and one weight are a new signal: score, explanation and documentation follow from them.
"""

# ruff: noqa: ARG001 -- every signal has the same three arguments, whichever it reads

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reconcile.matching.columns import Columns
from reconcile.matching.parties import AccountFact
from reconcile.matching.reading.months import Month
from reconcile.matching.reading.text import Strength
from reconcile.matching.rules import DATE_GRACE

Cases = Sequence[tuple[str, NDArray[np.bool_]]]
Judge = Callable[[Columns, Columns, Columns], Cases]

NOTHING_KNOWN = "nothing known"


@dataclass(frozen=True, slots=True)
class Signal:
    """A named function with the words for its findings. Level 0 is "nothing known"."""

    name: str
    doc: str
    levels: tuple[str, ...]
    findings: tuple[str, ...]
    missing: tuple[str, str] | None  #: (level, the fact that would establish it)
    minor: bool  #: never decides between candidates that are equal otherwise
    judge: Judge

    def __call__(self, line: Columns, item: Columns, link: Columns) -> NDArray[np.int8]:
        level: NDArray[np.int8] = np.zeros(len(link["line"]), dtype=np.int8)
        for name, holds in reversed(self.judge(line, item, link)):
            level[holds] = self.levels.index(name)
        return level


def signal(
    *, missing: tuple[str, str] | None = None, minor: bool = False, **findings: str
) -> Callable[[Judge], Signal]:
    """Declare a signal; the function's name is its name, its docstring its documentation.

    `findings`: level → words, a blank in a level is written `_`; `{number}`, `{party}`, `{provenance}` are filled in.
    """

    def declare(judge: Judge) -> Signal:
        assert judge.__doc__, f"signal {judge.__name__} without a docstring"
        levels = (NOTHING_KNOWN, *(name.replace("_", " ") for name in findings))
        words = (NOTHING_KNOWN, *findings.values())
        return Signal(judge.__name__, judge.__doc__, levels, words, missing, minor, judge)

    return declare


@signal(same="structured reference of {number}")
def creditor_reference(line: Columns, item: Columns, link: Columns) -> Cases:
    """The structured creditor reference of the payment is the document's."""
    return [("same", link["reference"])]


@signal(
    whole="number {number} in text",
    digits="digits of {number} in text",
    sequence="{number} or its short form in text",
    reference="reference of {number} in text",
    short="last digits of {number} in text",
    near="{number} exactly or nearly in text",
    weak="a number that may mean {number} in text",
    other="text names another document",
    missing=("whole", "the text named {number}"),
)
def invoice_number(line: Columns, item: Columns, link: Columns) -> Cases:
    """How much of the document's number stands in the payer's text; or that the text names another document."""
    number = link["number"]
    strengths = [
        (name, number == Strength[name.upper()]) for name in ("whole", "digits", "sequence", "reference", "short")
    ]
    rest = [("other", link["names_other"]), ("near", link["near"]), ("weak", number == Strength.WEAK)]
    return [*strengths, *rest]


@signal(
    exact="amount exact",
    sum="listed amounts add up exactly",
    unlisted="open amounts add up exactly",
    discount="amount exact less discount in term",
    late_discount="amount exact less discount, but after its last day",
    part="less than open",
    above="more than open",
)
def open_amount(line: Columns, item: Columns, link: Columns) -> Cases:
    """The amount against what is still open: exact, discounted, part of it, above it. `sum` and `unlisted` are given
    by allocation."""
    paid, rest = line["amount"], item["open"]
    known = item["open_known"] & (rest > 0)
    discounted = known & (item["discount"] > 0) & (paid == rest - item["discount"])
    in_term = line["day"] <= item["discount_day"]
    return [
        ("exact", known & (paid == rest)),
        ("discount", discounted & in_term),
        ("late discount", discounted),
        ("part", known & (paid < rest)),
        ("above", known & (paid > rest)),
    ]


@signal(
    known="account known from {provenance}",
    shared="account known from {provenance}, used by others too",
    learned="account known from {provenance}",
    new="account not known for {party}",
    other="account known as another party's",
    missing=("known", "this account were known to be {party}'s"),
)
def known_account(line: Columns, item: Columns, link: Columns) -> Cases:
    """What master data and earlier payments say about the counterparty's account."""
    return [(fact.name.lower(), link["account"] == fact) for fact in AccountFact if fact]


#: Similarity (0..100) from which a name is equal, close, similar; below the last it is different.
NAME_EQUAL, NAME_CLOSE, NAME_SIMILAR = 98, 88, 70


@signal(
    equal="name equal",
    close="name close",
    similar="name similar",
    different="name different",
    missing=("equal", "the payer's name were {party}"),
)
def party_name(line: Columns, item: Columns, link: Columns) -> Cases:
    """Counterparty or ultimate party against the party's names, folded, without legal forms."""
    score = link["name_score"]
    return [
        ("equal", score >= NAME_EQUAL),
        ("close", score >= NAME_CLOSE),
        ("similar", score >= NAME_SIMILAR),
        ("different", score >= 0),
    ]


#: Days after the due date (before it: below 0) up to which a payment is one of these.
_DUE_LEVELS = (("early", -21), ("in time", 0), ("near due", 14), ("late", 45), ("overdue", 180))


@signal(
    before="paid before the invoice date",
    just_before="paid just before the invoice date",
    early="paid early",
    in_time="paid in time",
    near_due="paid near the due date",
    late="paid late",
    overdue="paid long after the due date",
    long_overdue="paid very long after the due date",
    undated="paid after the invoice date",
)
def booking_date(line: Columns, item: Columns, link: Columns) -> Cases:
    """The booking date against invoice date and due date."""
    day, invoiced, due = line["day"], item["invoice_day"], item["due_day"]
    has_due = due > 0
    early = days_early(line, item)
    levels = [(name, has_due & (day - due <= last)) for name, last in _DUE_LEVELS]
    return [
        ("before", early > DATE_GRACE),
        ("just before", (early > 0) & ~_says_which(link)),
        *levels,
        ("long overdue", has_due),
        ("undated", invoiced > 0),
    ]


def date_level(day: int, invoiced: int, due: int) -> str:
    """The level of `booking_date` of one payment that does not come before the invoice; "" where nothing is known."""
    if not due:
        return "undated" if invoiced else ""
    return next((name for name, last in _DUE_LEVELS if day - due <= last), "long overdue")


def days_early(line: Columns, item: Columns) -> NDArray[np.int64]:
    """Days from the booking to the invoice date; at most 0 where the invoice was written by then, or has no date."""
    days: NDArray[np.int64] = np.where(item["invoice_day"] > 0, item["invoice_day"] - line["day"], 0)
    return days


def _says_which(link: Columns) -> NDArray[np.bool_]:
    """The text says of the document which it is: by anything like its number, by its title or by its date."""
    says: NDArray[np.bool_] = (link["number"] > 0) | link["reference"] | link["near"] | link["dated"]
    return says | np.asarray(link["title"] >= TITLE_SAME)


@signal(
    same="the text says what {number} is for",
    part="the text says part of what {number} is for",
)
def title(line: Columns, item: Columns, link: Columns) -> Cases:
    """Words of the document's title in the payer's text."""
    return [("same", link["title"] >= TITLE_SAME), ("part", link["title"] >= TITLE_PART)]


#: Share of a title's words, in percent, that stand in the text.
TITLE_SAME, TITLE_PART = 100, 50


@signal(same="the text states the date of {number}")
def stated_date(line: Columns, item: Columns, link: Columns) -> Cases:
    """A date in the payer's text is the document's."""
    return [("same", link["dated"])]


@signal(
    said="the text says the month {number} is for",
    dated="the text says the month of {number}",
    another="the text speaks of another month than {number} is for",
    counted="the text counts as the title of {number} does",
    otherwise="the text counts otherwise than the title of {number}",
)
def month(line: Columns, item: Columns, link: Columns) -> Cases:
    """A month in the payer's text, where it names no document: the title's, that of its date, or another; or what it
    counts beside the title: the second instalment, the third quarter."""
    return [(one.name.lower(), link["month"] == one) for one in Month if one]


@signal(
    rare="hardly any other open amount is near",
    seldom="few other open amounts are near",
)
def amount_chance(line: Columns, item: Columns, link: Columns) -> Cases:
    """How likely an exact amount would be met by chance alone: open amounts of that size, per possible amount."""
    exact = item["open_known"] & (item["open"] > 0) & (line["amount"] == item["open"])
    return [("rare", exact & (line["chance"] < RARE)), ("seldom", exact & (line["chance"] < SELDOM))]


#: Open amounts one would expect to be equal by chance.
RARE, SELDOM = 0.002, 0.02


SIGNALS: tuple[Signal, ...] = (
    creditor_reference,
    invoice_number,
    open_amount,
    known_account,
    party_name,
    booking_date,
    title,
    stated_date,
    month,
    amount_chance,
)


def documentation() -> str:
    """The signals as a text table, from their declarations."""
    return "\n".join(f"{one.name}: {' '.join(one.doc.split())}" for one in SIGNALS)
