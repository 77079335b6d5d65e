"""Evidence × weights → log-odds → probability (`reconcile/report/explanation.py` writes the sum out).

    log-odds(candidate) = prior + Σ weight(signal, level)
    probability         = e^log-odds / (1 + Σ e^log-odds over all rivals)

The 1 is "no invoice at all". So two equal candidates can never both be certain, whatever their evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from importers.quick_records import quick_row
from reconcile.matching import signals
from reconcile.matching.rules import Rules
from reconcile.matching.signals import NOTHING_KNOWN
from reconcile.records import Evidence

Levels = NDArray[Any]  #: int8, shape (pairs, signals)
Floats = NDArray[np.float64]

PRIOR = "prior"
#: Evidence of this name turns the sum into the probability shown: how often such proposals were right.
TRIED = "tried"


#: Findings of these weights or more speak for themselves in the `why` column; negative ones are said with "but".
_WORTH_SAYING = 0.5

_worded = quick_row(Evidence)


class Told:
    """The evidence of one combination of levels, and which of it is worth saying."""

    def __init__(self, evidence: tuple[Evidence, ...]) -> None:
        self.evidence = evidence  #: the prior first; placeholders are not filled in
        self.open = [place for place, one in enumerate(evidence) if "{" in one.finding]
        said = [(place, one.log_odds) for place, one in enumerate(evidence) if place and one.finding != NOTHING_KNOWN]
        self.speaks_for = [place for place, log_odds in said if log_odds >= _WORTH_SAYING]
        self.speaks_against = [place for place, log_odds in said if log_odds <= -_WORTH_SAYING]


class Scale:
    """The weights as arrays, in the order of `signals.SIGNALS`.

    Raises ValueError when a table names a signal or a level that does not exist, or lacks one that does.
    """

    def __init__(self, rules: Rules) -> None:
        unknown = sorted(set(rules.weights) - {one.name for one in signals.SIGNALS})
        if unknown:
            raise ValueError(f"weights name an unknown signal: {unknown[0]}")
        self.prior = rules.prior
        self.tables = [_table(one, rules) for one in signals.SIGNALS]
        self.before = Evidence(signal=PRIOR, finding="before any evidence", log_odds=rules.prior)
        #: of each signal, by level, what it says; placeholders are not filled in
        self.evidence = [_evidence(one, table) for one, table in zip(signals.SIGNALS, self.tables, strict=True)]
        self._major = np.array([not one.minor for one in signals.SIGNALS])
        self._told: dict[tuple[int, ...], Told] = {}
        self._log_odds: dict[tuple[int, ...], float] = {}

    def told(self, levels: tuple[int, ...]) -> Told:
        """What is said of a combination of levels; combinations are few."""
        known = self._told.get(levels)
        if known is None:
            found = (findings[level] for findings, level in zip(self.evidence, levels, strict=True))
            known = self._told[levels] = Told((self.before, *found))
        return known

    def log_odds(self, levels: Levels) -> Floats:
        scores: Floats = self.prior + self._weighed(levels).sum(axis=1)
        return scores

    def log_odds_of(self, levels: tuple[int, ...]) -> float:
        """Of one candidate."""
        known = self._log_odds.get(levels)
        if known is None:
            known = self._log_odds[levels] = float(self.log_odds(np.array([levels], dtype=np.int8))[0])
        return known

    def major_log_odds(self, levels: Levels) -> Floats:
        """Without the minor signals, which never decide between candidates that are equal otherwise."""
        scores: Floats = self.prior + self._weighed(levels)[:, self._major].sum(axis=1)
        return scores

    def _weighed(self, levels: Levels) -> Floats:
        return np.stack([table[levels[:, place]] for place, table in enumerate(self.tables)], axis=1)


def _table(one: signals.Signal, rules: Rules) -> Floats:
    try:
        given = rules.table(one.name)
    except KeyError:
        raise ValueError(f"signal {one.name} has no weights") from None
    for level in given:
        if level not in one.levels:
            raise ValueError(f"signal {one.name} has no level {level!r}")
    for level in one.levels[1:]:
        if level not in given:
            raise ValueError(f"signal {one.name} has no weight for {level!r}")
    return np.array([0.0, *(given[level] for level in one.levels[1:])])


def _evidence(one: signals.Signal, table: Floats) -> list[Evidence]:
    said = zip(one.findings, table.tolist(), strict=True)
    return [Evidence(signal=one.name, finding=finding, log_odds=log_odds) for finding, log_odds in said]


def probabilities(log_odds: Sequence[float]) -> list[float]:
    """Of each of a few rivals, normalised against all of them and against "none of them" (log-odds 0)."""
    top = max(log_odds, default=0.0)
    top = max(top, 0.0)
    weights = [exp(one - top) for one in log_odds]
    total = sum(weights) + exp(-top)
    return [weight / total for weight in weights]


@cache
def place_of(signal: str) -> int:
    return next(place for place, one in enumerate(signals.SIGNALS) if one.name == signal)


@cache
def level_of(signal: str, level: str) -> int:
    return signals.SIGNALS[place_of(signal)].levels.index(level)


def evidence_of(levels: tuple[int, ...], scale: Scale, words: Callable[[], dict[str, str]]) -> tuple[Evidence, ...]:
    """One Evidence per signal, the prior first; `words` fill the findings' placeholders."""
    told = scale.told(levels)
    if not told.open:
        return told.evidence
    said, evidence = words(), list(told.evidence)
    for place in told.open:
        one = evidence[place]
        evidence[place] = _worded(one.signal, one.finding.format_map(said), one.log_odds)
    return tuple(evidence)
