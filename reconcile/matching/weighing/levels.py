"""What a combination of levels says, in one word: the text names the document, the amount is its, the payer is known.

Combinations are few: each is asked once.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.scoring import level_of, place_of


@cache
def is_named(levels: tuple[int, ...]) -> bool:
    """The text names the document, or a list that adds up."""
    number, reference = place_of("invoice_number"), place_of("creditor_reference")
    strengths = {level_of("invoice_number", name) for name in ("whole", "digits", "sequence", "reference")}
    listed = levels[place_of("open_amount")] == level_of("open_amount", "sum")
    return listed or bool(levels[reference]) or levels[number] in strengths


@cache
def is_exact(levels: tuple[int, ...]) -> bool:
    """The amount is just what is open."""
    return levels[place_of("open_amount")] == level_of("open_amount", "exact")


@cache
def is_quoted_in_short(levels: tuple[int, ...]) -> bool:
    """The text holds only the last digits of the document's number."""
    return levels[place_of("invoice_number")] == level_of("invoice_number", "short")


@cache
def has_number_like_it(levels: tuple[int, ...]) -> bool:
    """A number in the text may mean the document."""
    return levels[place_of("invoice_number")] in {level_of("invoice_number", name) for name in ("near", "weak")}


@cache
def holds_a_number(levels: tuple[int, ...]) -> bool:
    """That of the document, or one that may mean it."""
    return is_named(levels) or is_quoted_in_short(levels) or has_number_like_it(levels)


@cache
def says_which(levels: tuple[int, ...]) -> bool:
    """The text tells the document from others of its party: by a number, a reference, its date or month."""
    return is_named(levels) or _has_one(levels, (*_TELLING, ("month", "said"), ("month", "dated")))


@cache
def points_at_it(levels: tuple[int, ...]) -> bool:
    """By a short or mistyped number, or a date."""
    return _has_one(levels, _TELLING)


@cache
def says_what_it_is_for(levels: tuple[int, ...]) -> bool:
    """By a short or mistyped number, a date, or all the words of the title."""
    return _has_one(levels, (*_TELLING, ("title", "same")))


_TELLING = (("invoice_number", "short"), ("invoice_number", "near"), ("stated_date", "same"))


def _has_one(levels: tuple[int, ...], among: Iterable[tuple[str, str]]) -> bool:
    return any(levels[place_of(name)] == level_of(name, level) for name, level in among)


@cache
def is_counted_like(levels: tuple[int, ...]) -> bool:
    """Of what comes again, the text counts what the document's title does."""
    return levels[place_of("month")] == level_of("month", "counted")


@cache
def is_identified(levels: tuple[int, ...]) -> bool:
    """A number, a reference or an account says whose payment this is."""
    return is_named(levels) or is_at_its_account(levels)


@cache
def has_its_name(levels: tuple[int, ...]) -> bool:
    """The counterparty is called like the party, about."""
    return levels[place_of("party_name")] in {level_of("party_name", name) for name in ("equal", "close")}


@cache
def is_at_its_account(levels: tuple[int, ...]) -> bool:
    """The counterparty's account is known to be the party's."""
    known = {level_of("known_account", fact.name.lower()) for fact in OWN_ACCOUNTS}
    return levels[place_of("known_account")] in known


@cache
def is_a_strangers(levels: tuple[int, ...]) -> bool:
    """The counterparty has another name than the party, and only the amount and the day fit."""
    is_another = levels[place_of("party_name")] == level_of("party_name", "different")
    return is_another and not is_at_its_account(levels) and not _has_one(levels, _SPEAKING)


_SPEAKING = (
    ("creditor_reference", "same"),
    *(("invoice_number", name) for name in ("whole", "digits", "sequence", "reference", "short", "near", "weak")),
    *(("title", name) for name in ("same", "part")),
    ("stated_date", "same"),
    *(("month", name) for name in ("said", "dated", "counted")),
)
