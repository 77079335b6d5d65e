"""Random histories as plain data (simulation.md 4): a seed makes one, and each part of one can be left out.

Nothing here runs anything; `sim_play` does. All amounts are minor units of EUR, all times seconds.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from reconcile.kanbert.sandbox import Personality

QUARANTINE = 900


@dataclass(frozen=True, slots=True)
class Strike:
    """What becomes of one POST. `kind`: a FaultKind of the sandbox, or one of `OURS`."""

    kind: str
    number: int = 0  #: status, seconds, bytes, or which field of the answer is a lie


#: Beyond the sandbox's kinds: the answer is not what was sent; it lacks its id; the program dies with the POST.
OURS = ("lie", "no_id", "die_before", "die_after", "die_zombie")


@dataclass(frozen=True, slots=True)
class Window:
    """What goes wrong with some GETs of one commit: those of `target`, from the `begin`-th, `length` of them."""

    kind: str  #: a FaultKind, or empty, forgets, archived_only, die
    target: str  #: any, searches, documents, paid (what was paid on a document), or a token: the searches for it
    begin: int
    length: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """What people do between two commits; `at` picks the document or the line."""

    kind: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One `commit` and what happens around it."""

    deeds: tuple[Deed, ...] = ()
    strikes: tuple[Strike | None, ...] = ()
    windows: tuple[Window, ...] = ()
    crash_at: int = 0  #: crash point, 0: none
    journal_error_at: int = 0  #: write to the journal that fails, 0: none
    stop_at: int = 0  #: POST at which a person presses Ctrl-C, 0: none
    lag_s: int = 0  #: how old a payment is before the lists show it
    machine: int = 0
    beside: tuple[int, int] = (0, -1)  #: (request, machine) at which a second commit runs; machine -1: none
    pause_s: int = 1


@dataclass(frozen=True, slots=True)
class Paper:
    """An invoice or a credit note."""

    incoming: bool
    gross: int
    credit: bool = False
    paid: int = 0  #: by others, before


@dataclass(frozen=True, slots=True)
class Money:
    """A bank line and what its decision says; `parts`: (paper, value), both positive."""

    amount: int
    parts: tuple[tuple[int, int], ...]
    incoming: bool
    kind: str


@dataclass(frozen=True, slots=True)
class History:
    seed: int
    papers: tuple[Paper, ...]
    lines: tuple[Money, ...]
    rounds: tuple[Round, ...]
    personalities: tuple[Personality, ...] = ()
    earlier: int = 1  #: payments of each kind by other means; 0: an empty space
    page_size: int = 100
    overpaying: bool = False
    offsets: bool = False  #: `--credit-offsets` is given

    def smaller(self) -> Iterator[History]:
        """This one without one of its parts, the largest parts first."""
        if self.rounds:
            yield replace(self, rounds=())
        for at in reversed(range(len(self.lines) if len(self.lines) > 1 else 0)):
            yield replace(self, lines=self.lines[:at] + self.lines[at + 1 :])
        for at in reversed(range(len(self.rounds))):
            yield replace(self, rounds=self.rounds[:at] + self.rounds[at + 1 :])
        yield replace(self, personalities=())
        yield replace(self, page_size=100, overpaying=False, earlier=1, offsets=False)
        for at, one in enumerate(self.rounds):
            for simpler in _simpler(one):
                yield replace(self, rounds=(*self.rounds[:at], simpler, *self.rounds[at + 1 :]))


def _simpler(one: Round) -> Iterator[Round]:
    plain = Round()
    for field in fields(Round):
        value: Any = getattr(plain, field.name)
        if getattr(one, field.name) != value:
            yield replace(one, **{field.name: value})
    for name in ("deeds", "windows"):
        parts: Any = getattr(one, name)
        for at in range(len(parts)):
            yield replace(one, **{name: parts[:at] + parts[at + 1 :]})
    for at, strike in enumerate(one.strikes):
        if strike is not None:
            yield replace(one, strikes=(*one.strikes[:at], None, *one.strikes[at + 1 :]))


# ------------------------------------------------------------------------------------------------------- the generator

#: They change how Kanbert answers, not what it means: everything must still come to its end.
HARMLESS = (
    Personality.NEXT_CURSOR_URL,
    Personality.HOSTILE_NEXT_URL,
    Personality.FOREIGN_URLS,
    Personality.PAGE_SIZE_IGNORED,
    Personality.PAGE_SIZE_CAPPED,
    Personality.ROWS_REPEATED,
    Personality.LIST_LAG,
    Personality.NUMBERS_AS_STRINGS,
    Personality.NUMBERS_AS_INTEGERS,
    Personality.NUMBERS_AS_LONG_FLOATS,
    Personality.EXTRA_PROPERTIES,
    Personality.INCLUDES_ON_REQUEST,
    Personality.OVERPAYMENT_ACCEPTED,
    Personality.REFERENCE_CUT_50,
    Personality.REFERENCE_CUT_140,
    Personality.REFERENCE_TRIMMED,
)
#: They mean something else: nothing may be lost or doubled, but rows may wait for a person without end.
HOSTILE = (
    Personality.FILTER_IGNORED,
    Personality.FILTER_EMPTY,
    Personality.ARCHIVED_REFUSED,
    Personality.ARCHIVED_WITH_REFUSED,
    Personality.ROWS_SKIPPED,
    Personality.OUT_NEGATIVE,
    Personality.BOOKINGS_MISSING,
    Personality.UNKNOWN_ENUMS,
    Personality.NULL_REQUIRED,
    Personality.PAYMENT_TYPE_SWAPPED,
    Personality.REFERENCE_CUT_20,
    Personality.REFERENCE_UPPER,
    Personality.DATE_DAY_EARLIER,
    Personality.DATE_DAY_LATER,
)

#: What may be there although nobody says so, or not be there although it seems to be.
_UNCLEAR = (
    *(Strike(kind) for kind in ("drop_before", "drop_after", "hang_before", "hang_after")),
    *(Strike(kind) for kind in ("garbage_before", "garbage_after", "no_id", "die_before", "die_after")),
    *(Strike("status_before", code) for code in (301, 409, 418, 500, 502, 503, 504)),
    *(Strike("status_after", code) for code in (302, 409, 500, 502, 503, 504)),
    *(Strike("zombie", seconds) for seconds in (5, 300, 880)),
    *(Strike("die_zombie", seconds) for seconds in (5, 300, 880)),
    Strike("truncate_after", 9),
    Strike("truncate_after", 120),
    Strike("slow_after", 90),
)
_CLEAR = (
    Strike("refuse"),
    Strike("refuse"),
    Strike("slow_after", 5),
    *(Strike("status_before", code) for code in (401, 403, 404, 405, 419, 422, 422, 422, 429)),
    Strike("throttle", 5),
    Strike("throttle", 400),
    *(Strike("lie", number) for number in range(5)),
)
_READ_FAULTS = (
    *(("status_before", code) for code in (401, 403, 404, 429, 500, 502, 503)),
    *((kind, 0) for kind in ("refuse", "drop_before", "drop_after", "garbage_before", "hang_before", "die")),
    ("truncate_after", 30),
    ("slow_after", 5),
)
_TO_PAPERS = ("pay_part", "pay_rest", "cancel", "unbook", "archive", "gross", "party", "strange", "null", "manual")
_TO_PAPERS_TOO = ("vanish", "vanish", "strange", "null", "reopen", "reopen")
_TO_LINES = ("pay_same", "delete_ours", "delete_ours", "edit_reference", "again", "again", "decline")
_TO_ALL = ("rerun", "upgrade", "tamper", "other_space")
#: What a history is mostly about, and how often.
_THEMES = {
    "mixed": 8,
    "machines": 2,
    "restored": 2,
    "meddling": 2,
    "searches": 2,
    "dying": 2,
    "stubborn": 1,
    "lagging": 1,
    "hostile": 1,
    "crowded": 1,
    "yesterday": 1,
    "netting": 4,
}
_BUSY = ("meddling", "netting")  #: people do much meanwhile
_LINES = {"stubborn": 1, "crowded": 4}
_THEIR_AMOUNTS = {"crowded": ("part", "most", "most"), "searches": ("part", "part", "half", "exact")}
_SHARES = {"part": 1 / 3, "half": 1 / 2, "most": 3 / 5}
_AMOUNTS = ("exact", "exact", "part", "part", "half", "over", "split", "split", "unknown", "return")


def history(seed: int) -> History:
    chance = random.Random(seed)
    theme = chance.choices(list(_THEMES), weights=list(_THEMES.values()))[0]
    papers = tuple(_paper(chance) for _ in range(2 if theme == "crowded" else chance.randint(1, 6)))
    if theme == "netting":
        papers = (*_pair(chance), *_pair(chance), *papers[:2])
    lines = tuple(_money(chance, papers, theme) for _ in range(_LINES.get(theme) or chance.randint(1, 4)))
    if theme == "netting":
        lines = (_split(papers, 0, 1), *((_split(papers, 2, 3),) if chance.random() < 0.7 else lines[:1]))
    if chance.random() < 0.3:
        lines = (*lines[:3], lines[0])  # an equal twin
    number = chance.randint(7, 10) if theme == "stubborn" else chance.randint(1, 7)
    return History(
        seed=seed,
        papers=papers,
        lines=lines,
        rounds=(*_yesterday(chance, theme), *(_round(chance, theme) for _ in range(number))),
        personalities=_personalities(chance, theme),
        earlier=chance.choice((0, 1, 1, 1, 1, 1, 1, 5)),
        page_size=chance.choice((2, 3, 100, 100)),
        overpaying=theme in _THEIR_AMOUNTS or chance.random() < 0.5,
        offsets=chance.random() < (0.9 if theme == "netting" else 0.5),
    )


def _paper(chance: random.Random) -> Paper:
    gross = chance.randint(2, 60) * 100
    paid = chance.choice((0, 0, 0, gross // 4))
    return Paper(incoming=chance.random() < 0.35, gross=gross, credit=chance.random() < 0.12, paid=paid)


def _pair(chance: random.Random) -> tuple[Paper, Paper]:
    """An invoice and a credit note of the same party, mostly smaller."""
    incoming, gross = chance.random() < 0.35, chance.randint(10, 60) * 100
    credit = chance.choice((gross // 5, gross // 4, gross // 2))
    paid = chance.choice((0, 0, 0, gross // 4))
    return Paper(incoming=incoming, gross=gross, paid=paid), Paper(incoming=incoming, gross=credit, credit=True)


def _money(chance: random.Random, papers: tuple[Paper, ...], theme: str) -> Money:
    """A line on one or two papers of a side, of any kind."""
    at = chance.randrange(len(papers))
    paper = papers[at]
    rest = paper.gross - paper.paid
    beside = [one for one in range(len(papers)) if one != at and papers[one].incoming == paper.incoming]
    word = chance.choice(_THEIR_AMOUNTS.get(theme, _AMOUNTS))
    if word in _SHARES:
        share = int(rest * _SHARES[word])
        return Money(share, ((at, share),), paper.incoming, "part")
    if word == "over":
        return Money(rest + 500, ((at, rest),), paper.incoming, "over")
    if word == "split" and beside:
        return _split(papers, at, chance.choice(beside))
    if word in ("unknown", "return") and chance.random() < 0.3:
        parts = ((at, rest),) if word == "return" else ()
        return Money(rest, parts, paper.incoming ^ (word == "return"), word)
    return Money(rest, ((at, rest),), paper.incoming, "exact")


def _split(papers: tuple[Paper, ...], at: int, other: int) -> Money:
    """Two invoices, or an invoice less a credit note."""
    one, two = (papers[number].gross - papers[number].paid for number in (at, other))
    netted = papers[at].credit is not papers[other].credit
    amount = (two - one if papers[at].credit else one - two) if netted else one + two
    if amount <= 0:
        return Money(one, ((at, one),), papers[at].incoming, "exact")
    return Money(amount, ((at, one), (other, two)), papers[at].incoming, "netted" if netted else "split")


def _personalities(chance: random.Random, theme: str) -> tuple[Personality, ...]:
    if theme == "hostile":
        return (chance.choice(HOSTILE), *chance.sample(HARMLESS, chance.randint(0, 1)))
    return tuple(chance.sample(HARMLESS, chance.choice((0, 0, 0, 1, 2, 3))))


def _round(chance: random.Random, theme: str) -> Round:
    if theme == "stubborn":
        strike = Strike(chance.choice(("drop_before", "hang_before", "status_before")), 504)
        return Round(strikes=(strike,) * 3, pause_s=QUARANTINE + 1)
    calm = chance.random() < 0.2
    return Round(
        deeds=tuple(_deed(chance, theme) for _ in range(_number(chance, 0.6 if theme in _BUSY else 0.12))),
        strikes=() if calm else _strikes(chance, theme),
        windows=() if calm else _windows(chance, theme),
        crash_at=_maybe(chance, 0.6 if theme in ("dying", "netting") else 0.25, 40 if theme == "netting" else 60),
        journal_error_at=_maybe(chance, 0.05, 20),
        stop_at=_maybe(chance, 0.05, 3),
        lag_s=chance.choice((20, 60, 2000, 2000)) if theme == "lagging" and chance.random() < 0.5 else 0,
        machine=chance.randint(0, 1) if theme == "machines" else 0,
        beside=_beside(chance, theme),
        pause_s=_pause(chance),
    )


def _yesterday(chance: random.Random, theme: str) -> tuple[Round, ...]:
    """Not sent, then sent after all, then the journal of before: it calls empty what is there."""
    if theme != "yesterday":
        return ()
    at = chance.randrange(1000)
    strike = Strike("status_before", chance.choice((401, 403, 422)))
    then = chance.choice(((), (Deed("decline", at),), (Deed("decline", at),)))
    return (
        Round(strikes=(strike, strike, strike)),
        Round(deeds=(Deed("again", at),), pause_s=QUARANTINE + 1),
        Round(deeds=(Deed("restore", 0), *then)),
    )


def _beside(chance: random.Random, theme: str) -> tuple[int, int]:
    if theme == "machines" and chance.random() < 0.5:
        return chance.randint(1, 25), chance.randint(0, 1)
    return (chance.randint(1, 25), 0) if chance.random() < 0.03 else (0, -1)


def _number(chance: random.Random, probability: float) -> int:
    return chance.choice((1, 1, 2)) if chance.random() < probability else 0


def _maybe(chance: random.Random, probability: float, most: int) -> int:
    return chance.randint(1, most) if chance.random() < probability else 0


def _pause(chance: random.Random) -> int:
    return -500 if chance.random() < 0.02 else chance.choice((1, 5, 40, 60, 300, 500, 1000, *(QUARANTINE + 1,) * 3))


def _deed(chance: random.Random, theme: str) -> Deed:
    if theme in ("restored", "netting") and chance.random() < 0.7:
        return Deed(chance.choice(("restore", "restore", "restore", "lose")), chance.randrange(1000))
    kinds = chance.choice(((*_TO_PAPERS, *_TO_PAPERS_TOO), _TO_LINES, _TO_LINES, _TO_ALL))
    return Deed(chance.choice(kinds), chance.randrange(1000))


def _strikes(chance: random.Random, theme: str) -> tuple[Strike | None, ...]:
    """While netting, the payments mostly get through, so that it is their offsets which suffer."""
    if theme == "netting" and chance.random() < 0.7:
        return (*(None,) * chance.randint(1, 2), _strike(chance, theme), _strike(chance, theme))
    return tuple(_strike(chance, theme) for _ in range(chance.randint(0, 6)))


def _strike(chance: random.Random, theme: str) -> Strike | None:
    if chance.random() < 0.35:
        return None
    if theme == "dying" and chance.random() < 0.3:
        return Strike(chance.choice(("die_before", "die_after", "die_zombie")), 300)
    if chance.random() < 0.02:
        return Strike("zombie", chance.randint(QUARANTINE + 50, 3 * QUARANTINE))
    return chance.choice(_UNCLEAR if chance.random() < 0.65 else _CLEAR)


def _windows(chance: random.Random, theme: str) -> tuple[Window, ...]:
    number = _number(chance, 0.6 if theme == "searches" else 0.35)
    if theme == "searches" and chance.random() < 0.3:  # nothing shows a payment: one search fails, the other forgets
        begin = chance.choice((2, 2, 2, 3))  # the control queries ask twice before
        return _no_search(chance, 2), Window("forgets", "paid", begin, 1000)
    return tuple(_window(chance, theme) for _ in range(number))


def _no_search(chance: random.Random, most: int = 4) -> Window:
    """One token cannot be searched for, in all of this commit."""
    return Window("status_before", f"KR1-{chance.randint(1, most):016d}", 0, 1000, 503)


def _window(chance: random.Random, theme: str) -> Window:
    if theme == "searches" and chance.random() < 0.4:
        return _no_search(chance)
    if theme == "searches" and chance.random() < 0.8:
        kind = chance.choice(("forgets", "forgets", "empty", "archived_only", "status_before"))
        if kind in ("empty", "archived_only"):  # the filter is broken: for the whole of this commit
            return Window(kind, "searches", 0, 1000)
        return Window(kind, "searches", chance.randint(0, 8), chance.choice((1, 4, 5, 1000)), 503)
    if chance.random() < 0.15:
        return _no_search(chance)
    kind, number = chance.choice(_READ_FAULTS)
    target = chance.choice(("any", "any", "searches", "documents"))
    return Window(kind, target, chance.randint(0, 25), chance.choice((1, 1, 2, 4, 8, 1000)), number)
