"""The probability that is shown: how often proposals of the same pattern were right on generated worlds.

The sum of log-odds says which candidate is best and how far the others are behind; added up evidence is too sure of
itself where its parts depend on each other. So what is shown is counted: `experience.EXPERIENCE` has, per pattern,
how many of how many proposals were right, written by `benchmarks/train.py`. A pattern is a few words from the general
to the special; where a special one was seen too rarely, the one before it speaks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from reconcile.matching.experience import EXPERIENCE
from reconcile.matching.parties import OWN_ACCOUNTS
from reconcile.matching.scoring import level_of, place_of
from reconcile.matching.solution import Solution

Pattern = tuple[str, ...]
Counts = Mapping[Pattern, tuple[int, int]]  #: pattern → (right, seen)

SURE: Pattern = ("sure",)
#: Pseudo-counts: a pattern begins with the experience of the one above it, as if seen so often.
_BORROWED = 2.0
#: What is not sure keeps back at least this much: a gate objects for a reason no generated world may show.
_NEVER_SURE = 0.0005
#: Within a pattern the sum of log-odds still orders: by at most so much of what is missing to certainty.
_SPREAD = 0.05
#: Log-odds beyond which the order within a pattern says nothing more.
_HALF = 5.0
#: Where the probability of the sum alone is told apart.
_BANDS = (0.999, 0.99, 0.95, 0.8, 0.5)


@dataclass(frozen=True, slots=True)
class Experience:
    """How often the proposals of one pattern were right."""

    pattern: Pattern
    right: int
    seen: int
    probability: float  #: with pseudo-counts

    @property
    def said(self) -> str:
        """`such proposals (single, by account) were right 858 of 859 times on generated worlds`."""
        return f"such proposals ({', '.join(self.pattern)}) were right {self.right} of {self.seen} times when tried"


def calibrated(solution: Solution, *, sure: bool) -> Solution:
    """With the probability that is shown, and the experience it stands on."""
    known, said = _kept(pattern_of(solution, sure=sure))
    probability = _ordered(known.probability, solution.log_odds)
    said = f"alone it says {solution.probability:.4f}; {said}"
    return solution.changed(probability=probability if sure else probability * (1 - _NEVER_SURE), tried=said)


@cache
def _kept(pattern: Pattern) -> tuple[Experience, str]:
    """Patterns are few, proposals many."""
    known = experience_of(pattern, EXPERIENCE)
    return known, known.said


def shift_of(solution: Solution) -> float:
    """What has to be added to the sum of log-odds to reach the probability shown."""
    kept = min(max(solution.probability, 1e-9), 1 - 1e-9)
    return log(kept / (1 - kept)) - solution.log_odds


def experience_of(pattern: Pattern, counts: Counts) -> Experience:
    """Of the longest beginning of the pattern that was seen often enough to be kept. What was never wrong counts as if
    it had been wrong the next time (Laplace's rule of succession)."""
    found = Experience((), 0, 0, 0.5)
    for length in range(len(pattern) + 1):
        part = pattern[:length]
        if part in counts:
            right, seen = counts[part]
            share = (right + _BORROWED * found.probability) / (seen + _BORROWED)
            found = Experience(part, right, seen, min(share, (seen + 1) / (seen + 2)))
    return found


def _ordered(probability: float, log_odds: float) -> float:
    """A little more for the stronger sum; the mean of a pattern stays where it is."""
    strength = max(-1.0, min(1.0, (log_odds - _HALF) / _HALF))
    return 1 - (1 - probability) * (1 - _SPREAD * strength)


# ------------------------------------------------------------------------------------------------------- the pattern


def pattern_of(solution: Solution, *, sure: bool) -> Pattern:
    """From the general to the special: what is done, in how many ways, what identifies it, what speaks against it, and
    what the sum alone says."""
    if sure:
        return SURE
    ways = f"{min(solution.equal, 3)} ways" if solution.equal > 1 else "one way"
    against = sorted({doubt.sort for doubt in solution.doubts if doubt.sort})
    return (solution.kind, ways, _basis(solution), " and ".join(against) or "nothing against it", _band(solution))


def _basis(solution: Solution) -> str:
    """What identifies the documents, the strongest first."""
    if solution.guess:
        return solution.guess
    levels = solution.levels
    number, amount = levels[place_of("invoice_number")], levels[place_of("open_amount")]
    listed = amount == level_of("open_amount", "sum")
    known = {level_of("known_account", fact.name.lower()) for fact in OWN_ACCOUNTS}
    if levels[place_of("creditor_reference")] or number in _of("invoice_number", "whole", "digits"):
        named = "named"
    elif number in _of("invoice_number", "sequence", "reference"):
        named = "named in short"
    elif number in _of("invoice_number", "near", "weak"):
        named = "a number like it"
    else:
        named = "not named"
    party = "by account" if levels[place_of("known_account")] in known else _by_name(levels)
    return ", ".join([*(["listed"] if listed else []), named, party])


def _by_name(levels: tuple[int, ...]) -> str:
    return "by name" if levels[place_of("party_name")] in _of("party_name", "equal", "close") else "payer unknown"


def _of(signal: str, *levels: str) -> set[int]:
    return {level_of(signal, level) for level in levels}


def _band(solution: Solution) -> str:
    floor = next((floor for floor in _BANDS if solution.probability >= floor), 0.0)
    return f"sum says {floor:g} or more"


# -------------------------------------------------------------------------------------------------------- the counting

#: A pattern seen less often than this is left to the one above it.
_SEEN_ENOUGH = 40
#: And one that says the same as the one above it is not kept: log-likelihood gained, in nats.
_GAIN = 4.0


def counted(tried: list[tuple[Pattern, bool]]) -> dict[Pattern, tuple[int, int]]:
    """(pattern, was it right) of many proposals → the patterns worth keeping, the general ones first."""
    counts: dict[Pattern, list[int]] = {}
    for pattern, right in tried:
        for length in range(len(pattern) + 1):
            one = counts.setdefault(pattern[:length], [0, 0])
            one[0] += int(right)
            one[1] += 1
    kept: dict[Pattern, tuple[int, int]] = {}
    for pattern in sorted(counts, key=lambda one: (len(one), one)):
        hits, seen = counts[pattern]
        above = experience_of(pattern[:-1], kept).probability
        if not pattern or pattern == SURE or (seen >= _SEEN_ENOUGH and _gain(hits, seen, above) >= _GAIN):
            kept[pattern] = (hits, seen)
    return kept


def _gain(right: int, seen: int, above: float) -> float:
    """Log-likelihood of the counts with their own share, less that with the share of the pattern above."""
    own = (right + 0.5) / (seen + 1)
    wrong = seen - right
    return right * log(own / above) + wrong * log((1 - own) / (1 - above))
