"""The probability that is shown: how often proposals like this one were right on generated worlds.

The sum of log-odds says which candidate is best and how far the others are behind; added up evidence is too sure of
itself where its parts depend on each other. So what is shown was tried: a proposal is described in a few words (what
is done, what identifies it, in how many ways, what speaks against it, what the sum alone says), and
`experience.EXPERIENCE` has what each word is worth, in log-odds of being right, fitted to some million tried
proposals by `benchmarks/train.py`; `SCALE` says how often what words add up to was right. Of what is called sure
there is the count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from math import exp, inf, log, tanh

from reconcile.matching.experience import EXPERIENCE, SCALE, SURE
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.signals import SIGNALS
from reconcile.matching.solution import Solution
from reconcile.matching.weighing.levels import is_a_strangers, is_named

Words = tuple[str, ...]
#: (below what the words add up to, log-odds of being right), both rising.
Scale = tuple[tuple[float, float], ...]

#: What is not sure keeps back at least this much: a gate objects for a reason no generated world may show.
_NEVER_SURE = 0.0005
#: Among what is sure, and what says the same, the sum of log-odds still orders: by at most so much of what is missing
#: to certainty.
_SPREAD = 0.05
#: Log-odds of which that order is in the middle of its range.
_HALF = 5.0
#: Where the probability of the sum alone is told apart.
_BANDS = (0.999, 0.99, 0.95, 0.8, 0.5, 0.2)
#: Of equal ways chance alone picks the right one the less often, the more there are: each step is a word more.
_SEVERAL = (2, 3, 4, 7)
_NAMED = ("named", "not named")
#: Every proposal begins with this.
ALWAYS = ""
GRAVEST = "gravest: "
SELDOM = f"{GRAVEST}seldom met"
#: Signals whose answers describe a proposal by themselves, in short; beside a doubt they say less: other words.
_TOLD = {
    "known_account": "account", "party_name": "name", "booking_date": "date", "title": "title", "stated_date": "stated",
    "amount_chance": "chance",
}  # fmt: skip

#: Before the date of a guess. No generated world pays in part or too much so late; people do.
_GUESSED, _LATEST_TRIED = "guessed, ", {"long overdue": "overdue"}
#: Sorts of doubt that say another line may be the one that pays the document.
_OF_ANOTHER_LINE = ("contested", "named later", "perhaps paid before")
#: Sorts of doubt that ask which of several is meant, lines or documents: beside them the pace says something.
_WHICH = frozenset({*_OF_ANOTHER_LINE, "a near rival"})


def calibrated(solution: Solution, *, sure: bool) -> Solution:
    """With the probability that is shown, and the experience it stands on."""
    at_most = _at_most(solution)
    probability, tried = _of_sure() if sure else _tried(described(solution), _said(solution), at_most)
    said = f"alone it says {solution.probability:.4f}; {tried}"
    return solution.changed(probability=min(_ordered(probability, solution.log_odds), at_most), tried=said)


def is_hardly_right(solution: Solution) -> bool:
    """So little speaks for it that it keeps nobody from the documents; asked of what names none. Of two strangers the
    earlier goes first."""
    if not solution.shares or is_named(solution.levels):
        return False
    sorts, is_strangers = {doubt.sort for doubt in solution.doubts}, solution.levels and is_a_strangers(solution.levels)
    if is_strangers and "contested" in sorts:
        return True
    if _WORST.isdisjoint(sorts) and not is_strangers:
        return False
    return probability_of(described(solution), EXPERIENCE, SCALE) < _HARDLY


@cache
def _of_sure() -> tuple[float, str]:
    """What was never wrong counts as if it had been wrong the next time (Laplace's rule of succession)."""
    right, seen = SURE
    return (right + 1) / (seen + 2), f"such proposals (sure) were right {right} of {seen} times when tried"


@cache
def _tried(words: Words, said: Words, at_most: float) -> tuple[float, str]:
    """Descriptions are few, proposals many."""
    probability = probability_of(words, EXPERIENCE, SCALE) * (1 - _NEVER_SURE)
    if at_most < probability:
        return at_most, f"such proposals ({', '.join(said)}) are judged to be right {round(100 * at_most)} times in 100"
    times = round(10_000 * probability)
    return probability, f"such proposals ({', '.join(said)}) were right {times} times in 10000 when tried"


def shift_of(solution: Solution) -> float:
    """What has to be added to the sum of log-odds to reach the probability shown."""
    kept = min(max(solution.probability, 1e-9), 1 - 1e-9)
    return log(kept / (1 - kept)) - solution.log_odds


def probability_of(words: Words, experience: Mapping[str, float], scale: Scale = ()) -> float:
    """Of a proposal described in these words; a word never met says nothing, but as the gravest doubt it is one."""
    return 1 / (1 + exp(-on_scale(log_odds_of(words, experience), scale)))


def log_odds_of(words: Words, experience: Mapping[str, float]) -> float:
    return sum(experience.get(word, 0.0) for word in as_met(words, experience))


def on_scale(log_odds: float, scale: Scale) -> float:
    """What its step of the scale says; above the last one nothing is changed."""
    step = bisect_right(scale, (log_odds, inf))
    return scale[step][1] if step < len(scale) else log_odds


def as_met(words: Words, met: Collection[str]) -> Words:
    """With all gravest doubts seldom met as one word: of each alone too little is known to call it harmless."""
    return tuple(SELDOM if word.startswith(GRAVEST) and word not in met else word for word in words)


#: Sorts of doubt the generated worlds do not show, or only one side of: at most so likely is right what meets them. A
#: standing order quotes its first invoice for years; an invoice for money in advance is dated when that came; an advice
#: (`lt. Avis 268`, `div. Rechnungen`) may be of one document; who pays for others says for whom; a corrected invoice is
#: paid as it was; what somebody has booked, or moved between our own accounts, pays nothing.
JUDGED = {
    "booked by hand": 0.06,
    "our own account": 0.06,
    "another party meant": 0.5,
    "nearly one of several": 0.5,
    "settled already": 0.85,
    "a stranger's words": 0.95,
    "superseded": 0.9,
    "several meant": 0.9,
    "paid in advance": 0.95,
}


def is_judged(solution: Solution) -> bool:
    """It meets a doubt of which trying says nothing."""
    return _at_most(solution) < 1.0


def _at_most(solution: Solution) -> float:
    return min((JUDGED.get(doubt.sort, 1.0) for doubt in solution.doubts), default=1.0)


def _ordered(probability: float, log_odds: float) -> float:
    """A little more for the stronger sum, however strong; the mean stays about where it is."""
    strength = tanh((log_odds - _HALF) / (2 * _HALF))
    return 1 - (1 - probability) * (1 - _SPREAD * strength)


# ------------------------------------------------------------------------------------------------------- in few words

#: Sorts of doubt, the gravest first: a judgement, near to how often proposals with this doubt alone were wrong.
GRAVEST_FIRST = (
    "other words",
    "another currency",
    "paid before the invoice",
    "several parties",
    "another title",
    "another of its kind",
    "another date",
    "another day",
    "another payee",
    "another month",
    "far above",
    "one of several",
    "one alone",
    "contested",
    "perhaps paid before",
    "may be returned",
    "a near rival",
    "an unknown number",
    "named later",
    "a new account",
    "a paid twin",
    "paid lately",
    "a twin claimed",
    "others add up",
    "not every way tried",
    "no account",
    "another amount nearer",
    "one digit away",
    "a rest",
    "something taken off",
    "another named",
    "another's account",
    "called like another",
    "late discount",
    "like a discount",
)


#: Of these some alone leave next to nothing.
_WORST = frozenset(GRAVEST_FIRST[: GRAVEST_FIRST.index("another payee") + 1])
_HARDLY = 0.05


def meets_graver(solution: Solution, sort: str) -> bool:
    """A doubt speaks against it that is graver than one of this sort, or was never tried."""
    graver = {*GRAVEST_FIRST[: GRAVEST_FIRST.index(sort)], *JUDGED}
    return any(doubt.sort in graver for doubt in solution.doubts)


def described(solution: Solution) -> Words:
    """The words of a proposal that is not sure. Doubts count each; the gravest counts once more, because several that
    come together do not add up, and by what it meets: a document that is named or not, one of several ways. Where
    another line may be the document's, the day says which of the two is."""
    kind, sorts, basis, ways = solution.kind, _sorts(solution), _basis(solution), _ways(solution)
    told = _told(solution, sorts)
    gravest = [f"{GRAVEST}{sorts[0]}"] if sorts else []
    met = [*(ways if solution.equal > 1 else []), *(part for part in _NAMED if part in basis.split(", "))]
    together = [f"{sorts[0]}, {one}" for one in met] if sorts else []
    date = _date(solution.levels)
    dated = [f"{sort}, {date}" for sort in sorts if date and sort in _OF_ANOTHER_LINE]
    by_kind = (f"{kind}: {one}" for one in (basis, *ways, *filter(None, (solution.portion,))))
    paced = [f"pace: {solution.pace}"] if solution.pace and not _WHICH.isdisjoint(sorts) else []
    return (ALWAYS, kind, *by_kind, _band(solution), *sorts, *gravest, *told, *together, *dated, *paced)


def _date(levels: tuple[int, ...]) -> str:
    """How the day fits the document; "" when that is not known."""
    level = levels[place_of("booking_date")] if levels else 0
    return SIGNALS[place_of("booking_date")].levels[level] if level else ""


def _told(solution: Solution, sorts: Sequence[str]) -> Iterator[str]:
    """Of several equal ways the best dated is taken: its date says another thing than that of the only one, and that of
    a guess yet another. Beside the whole title of another document, words that stand in this one's as well say
    nothing."""
    of_date = _GUESSED if solution.guess else "several, " if solution.equal > 1 else ""
    for name, short in _TOLD.items() if solution.levels else ():
        level = solution.levels[place_of(name)]
        if level and not (name == "title" and "another title" in sorts):
            beside = (name == "booking_date" and of_date) or ("doubted " if sorts else "")
            said = SIGNALS[place_of(name)].levels[level]
            yield f"{beside}{short}: {_LATEST_TRIED.get(said, said) if beside == _GUESSED else said}"


def _said(solution: Solution) -> Words:
    """For people."""
    judged = [sort for sort in JUDGED if any(doubt.sort == sort for doubt in solution.doubts)]
    against = [*judged, *_sorts(solution)] or ["nothing against it"]
    ways = f"{solution.equal} ways" if solution.equal in (2, 3) else _ways(solution)[-1]
    return (solution.kind, _basis(solution), ways, *against, _band(solution))


def _sorts(solution: Solution) -> list[str]:
    """Those that were tried."""
    sorts = {doubt.sort for doubt in solution.doubts}
    return [sort for sort in GRAVEST_FIRST if sort in sorts]


def _ways(solution: Solution) -> list[str]:
    """The last says it; of several each step that is reached counts."""
    return [f"{count} ways or more" for count in _SEVERAL if solution.equal >= count] or ["one way"]


def _basis(solution: Solution) -> str:
    """What identifies the documents, the strongest first."""
    if solution.guess:
        return solution.guess
    levels = solution.levels
    number, amount = levels[place_of("invoice_number")], levels[place_of("open_amount")]
    listed = amount == level_of("open_amount", "sum")
    if levels[place_of("creditor_reference")] or number in _of("invoice_number", "whole", "digits"):
        named = "named"
    elif number in _of("invoice_number", "sequence", "reference", "short"):
        named = "named in short"
    elif number in _of("invoice_number", "near", "weak"):
        named = "a number like it"
    else:
        named = "not named"
    return ", ".join([*(["listed"] if listed else []), named, _by_account(levels) or _by_name(levels)])


def _by_account(levels: tuple[int, ...]) -> str:
    level = levels[place_of("known_account")]
    if level == level_of("known_account", "shared"):
        return "by a shared account"
    return "by account" if level in _of("known_account", "known", "learned") else ""


def _by_name(levels: tuple[int, ...]) -> str:
    return "by name" if levels[place_of("party_name")] in _of("party_name", "equal", "close") else "payer unknown"


def _of(signal: str, *levels: str) -> set[int]:
    return {level_of(signal, level) for level in levels}


def _band(solution: Solution) -> str:
    floor = next((floor for floor in _BANDS if solution.probability >= floor), 0.0)
    return f"sum says {floor:g} or more"
